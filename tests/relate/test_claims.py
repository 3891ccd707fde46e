"""Where papers agree and differ."""

from __future__ import annotations

import itertools

from pipeline.records import ObservationRow
from pipeline.relate.claims import claims

_ids = itertools.count()


def _row(value: float | None, precision: float | None, **changes: object) -> ObservationRow:
    fields: dict[str, object] = {
        "observation_id": f"o{next(_ids)}", "doc_id": f"d{next(_ids)}", "indicator": "внешнеторговый оборот",
        "indicator_id": "trade_turnover", "value": value, "precision": precision, "comparator": "=", "unit": "USD",
        "change": "level", "period": "2022", "geography": ("ru", "kz"), "source": "text", "modality": "actual",
    }  # fmt: skip
    return ObservationRow(**{**fields, **changes})  # type: ignore[arg-type]


def test_one_figure_is_single() -> None:
    (claim,) = claims([_row(26e9, 1e9)])
    assert (claim.verdict, claim.n_documents, claim.spread) == ("single", 1, 0.0)


def test_figures_agree_to_the_coarser_ones_last_digit() -> None:
    assert claims([_row(26e9, 1e9), _row(26.1e9, 1e8)])[0].verdict == "agree"
    assert claims([_row(26e9, 1e9), _row(25.5e9, 1e8)])[0].verdict == "agree"
    assert claims([_row(26e9, 1e9), _row(25.4e9, 1e8)])[0].verdict == "differ"
    assert claims([_row(24.6e9, 1e8), _row(24.2e9, 1e8)])[0].verdict == "differ"


def test_round_figures_are_not_coarser_than_they_are_printed() -> None:
    # «20 млрд» is printed to the milliard: 24 milliard is another figure.
    assert claims([_row(20e9, 1e9), _row(24e9, 1e9)])[0].verdict == "differ"


def test_spread_is_relative_to_the_largest() -> None:
    (claim,) = claims([_row(20e9, 1e9), _row(25e9, 1e9)])
    assert claim.spread == 0.2
    assert (claim.value_min, claim.value_max) == (20e9, 25e9)


def test_other_period_unit_or_place_is_another_claim() -> None:
    rows = [
        _row(1.0, 1.0),
        _row(1.0, 1.0, period="2023"),
        _row(1.0, 1.0, unit="RUB"),
        _row(1.0, 1.0, geography=("ru",)),
    ]
    assert len(claims(rows)) == 4


def test_the_order_of_places_and_rows_doesnt_matter() -> None:
    rows = [_row(24e9, 1e9), _row(26e9, 1e9, geography=("kz", "ru"))]
    assert claims(rows) == claims(rows[::-1])
    assert len(claims(rows)) == 1


def test_plans_ranges_and_bounds_claim_nothing() -> None:
    rows = [
        _row(30e9, 1e9, modality="planned"),
        _row(None, None, comparator="range"),
        _row(30e9, 1e9, comparator=">"),
    ]
    assert claims(rows) == ()


def test_phrasings_without_a_controlled_name_meet_by_their_lemmas() -> None:
    rows = [
        _row(5.0, 1.0, indicator_id=None, indicator=text)
        for text in ("совместные проекты", "совместный проект")
    ]
    assert len(claims(rows)) == 1


def test_a_paper_that_contradicts_itself_claims_nothing_unless_it_says_who_says_what() -> None:
    def enterprises(value: float, source: str | None) -> ObservationRow:
        return _row(
            value,
            1.0,
            doc_id="one",
            indicator="предприятие",
            indicator_id=None,
            unit="предприятие",
            attributed_to=source,
        )

    assert claims([enterprises(143, None), enterprises(46, None)]) == ()
    assert claims([enterprises(143, "a"), enterprises(46, "b")])[0].verdict == "differ"
    assert claims([enterprises(143, None), enterprises(143, None)])[0].verdict == "agree"
