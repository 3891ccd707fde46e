import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.evaluate import GOLD_LAYERS, Label, Report, changes, evaluate, load_gold
from pipeline.records import Dataset
from tests.evaluate.sample import RAW, TEXT, labels, perfect, write_gold


@pytest.fixture
def gold(tmp_path: Path) -> tuple[Label, ...]:
    return load_gold(write_gold(tmp_path / "steppe.jsonl"))


def _kinds(report: Report, layer: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(o.kind, o.expected or o.got, o.why) for o in report.losses if o.layer == layer]


def test_a_perfect_run_is_perfect(gold: tuple[Label, ...]) -> None:
    report = evaluate(gold, perfect())
    assert {layer: report.f1(layer) for layer in GOLD_LAYERS} == dict.fromkeys(GOLD_LAYERS, 1.0)
    assert all(slot.accuracy == 1 for slot in report.slots)
    assert report.losses == ()


def test_gold_from_another_rendering_is_placed(gold: tuple[Label, ...], tmp_path: Path) -> None:
    """The gold's offsets and contexts come from the raw file, the prediction's from clean text."""
    made = []
    for label in labels():
        if "quote" in label:
            quote = (
                str(label["quote"])
                .replace("соглашения", "согла-\nшения")
                .replace("Алтайского", "Алтайско-\nго")
            )
            quote = quote.replace("млрд руб.", "млрд\nВестник степи. № 4\nруб.")
            start = RAW.index(quote, int(str(label["start"])) - 5)
            end = start + len(quote)
            label |= {
                "start": start,
                "end": end,
                "prefix": RAW[max(0, start - 30) : start],
                "suffix": RAW[end : end + 30],
            }
        made.append(label)
    report = evaluate(load_gold(write_gold(tmp_path / "raw.jsonl", made)), perfect())
    assert report.losses == ()


def test_the_same_paper_under_another_name_is_joined_by_content(gold: tuple[Label, ...]) -> None:
    other = perfect(path="typeset/017_onecol.pdf")
    report = evaluate(gold, other)
    assert [(joined.how, joined.doc_id) for joined in report.joins] == [("content", "d1")]
    assert report.f1("entity") == 1.0


def test_a_document_without_counterpart_is_missed_and_named(gold: tuple[Label, ...]) -> None:
    lost = replace(gold[0], doc="lost", quote="Балхаш", prefix="у озера ", suffix=" летом")
    report = evaluate((*gold, lost), perfect())
    assert [joined.gold for joined in report.joins if joined.doc_id is None] == ["lost"]
    assert "lost: no document" in report.table()
    assert [(o.doc, o.kind) for o in report.losses] == [("lost", "unplaced")]


def test_predictions_in_other_documents_are_ignored(gold: tuple[Label, ...]) -> None:
    data = perfect()
    other = replace(data.documents[0], doc_id="d2", path="papers/other.pdf")
    strange = replace(data.mentions[0], mention_id="x", doc_id="d2")
    both = replace(
        data,
        documents=(*data.documents, other),
        mentions=(*data.mentions, strange),
        texts=(*data.texts, ("d2", TEXT)),
    )
    assert evaluate(gold, both).f1("entity") == 1.0


def test_a_wrong_value_is_both_missed_and_spurious(gold: tuple[Label, ...]) -> None:
    data = perfect()
    thousandfold = replace(data.amounts[0], value=1.2e12)
    report = evaluate(gold, replace(data, amounts=(thousandfold, *data.amounts[1:])))
    assert report.f1("amount") == pytest.approx(2 / 3)
    assert _kinds(report, "amount") == [("wrong", "1,2 млрд руб. = money =1200000000 RUB", ("value",))]
    spanned = next(s for s in report.scores if s.layer == "amount" and s.variant == "span only")
    assert spanned.f1 == 1.0


def test_exact_text_wins_over_the_float(gold: tuple[Label, ...]) -> None:
    data = perfect()
    exact = replace(data.amounts[0], value_exact="1200000000.5")
    assert evaluate(gold, replace(data, amounts=(exact, *data.amounts[1:]))).f1("amount") == pytest.approx(
        2 / 3
    )


@pytest.mark.parametrize("shift", [(0, 1), (0, -1), (1, 0)])
def test_edges_of_letters_count(gold: tuple[Label, ...], shift: tuple[int, int]) -> None:
    data = perfect()
    moved = replace(
        data.mentions[0], start=data.mentions[0].start + shift[0], end=data.mentions[0].end + shift[1]
    )
    report = evaluate(gold, replace(data, mentions=(moved, *data.mentions[1:])))
    assert report.f1("entity") == (1.0 if shift == (0, 1) else pytest.approx(2 / 3))  # a space is no letter


def test_a_spurious_entity_costs_precision(gold: tuple[Label, ...]) -> None:
    data = perfect()
    start = TEXT.index("товарооборот")
    extra = replace(data.mentions[0], mention_id="x", start=start, end=start + 12, text="товарооборот")
    report = evaluate(gold, replace(data, mentions=(*data.mentions, extra)))
    score = next(s for s in report.scores if (s.layer, s.label, s.variant) == ("entity", None, None))
    assert (score.precision, score.recall) == (0.75, 1.0)


def test_optional_gold_counts_for_nothing(gold: tuple[Label, ...]) -> None:
    data = perfect()
    start = TEXT.index("Алтая")
    found = replace(data.mentions[0], mention_id="x", start=start, end=start + 5, text="Алтая", norm="Алтай")
    report = evaluate(gold, replace(data, mentions=(*data.mentions, found)))
    assert report.losses == ()
    score = next(s for s in report.scores if (s.layer, s.label, s.variant) == ("entity", None, None))
    assert score.hits == 3
    mislabelled = replace(found, label="PER")
    assert evaluate(gold, replace(data, mentions=(*data.mentions, mislabelled))).f1(
        "entity"
    ) == pytest.approx(6 / 7)


def test_norms_are_reported_and_do_not_decide(gold: tuple[Label, ...]) -> None:
    data = perfect()
    report = evaluate(
        gold, replace(data, mentions=(replace(data.mentions[0], norm="Алтай"), *data.mentions[1:]))
    )
    assert report.f1("entity") == 1.0
    assert [(s.right, s.total) for s in report.slots if (s.layer, s.name) == ("entity", "norm")] == [(2, 3)]
    assert "HIT entity in steppe (norm)" in report.errors()


def test_a_longer_agreement_is_overlap_alone(gold: tuple[Label, ...]) -> None:
    data = perfect()
    mentions = tuple(replace(m, start=m.start - 10) if m.layer == "agreement" else m for m in data.mentions)
    report = evaluate(gold, replace(data, mentions=mentions))
    figures = {s.variant: s.f1 for s in report.scores if s.layer == "agreement" and s.label is None}
    assert figures == {None: 0.0, "span only": 0.0, "overlap": 1.0}


def test_agreement_type_and_specificity_decide_and_slots_are_reported(gold: tuple[Label, ...]) -> None:
    data = perfect()
    treaty = replace(data.agreements[0], type="treaty")
    assert _kinds(evaluate(gold, replace(data, agreements=(treaty,))), "agreement")[0][2] == ("type",)
    unsigned = replace(data.agreements[0], status="planned", party_names=("Алтайский край",))
    report = evaluate(gold, replace(data, agreements=(unsigned,)))
    assert report.f1("agreement") == 1.0
    assert {s.name for s in report.slots if s.layer == "agreement" and s.right == 0} == {"status", "parties"}


def test_citations_need_all_numbers(gold: tuple[Label, ...]) -> None:
    data = perfect()
    report = evaluate(gold, replace(data, citations=data.citations[:1]))
    assert _kinds(report, "citation")[0][2] == ("numbers",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "KZT"),
        ("period", None),
        ("change", "increase"),
        ("comparator", "~"),
        ("indicator", "число рейсов"),
    ],
)
def test_each_deciding_field_of_an_observation(
    gold: tuple[Label, ...], field: str, value: str | None
) -> None:
    data = perfect()
    spoilt = replace(data.observations[0], **{field: value})
    report = evaluate(gold, replace(data, observations=(spoilt, data.observations[1])))
    assert report.f1("observation") == 0.5
    assert [o.why for o in report.losses] == [(field,)]


def test_geography_is_a_stricter_figure(gold: tuple[Label, ...]) -> None:
    data = perfect()
    elsewhere = replace(data.observations[0], geography=("e:Алтайский край",))
    report = evaluate(gold, replace(data, observations=(elsewhere, data.observations[1])))
    assert report.f1("observation") == 1.0
    assert [s.f1 for s in report.scores if s.variant == "with geography"] == [0.5]


def test_an_entity_answers_to_its_aliases(gold: tuple[Label, ...]) -> None:
    data = perfect()
    renamed = tuple(
        replace(e, name="Абайская область", aliases=("Область Абай",)) if e.name == "область Абай" else e
        for e in data.entities
    )
    report = evaluate(gold, replace(data, entities=renamed))
    assert [s.f1 for s in report.scores if s.variant == "with geography"] == [1.0]


def test_observations_meet_one_to_one(gold: tuple[Label, ...]) -> None:
    data = perfect()
    twice = replace(data.observations[0], observation_id="o3")
    report = evaluate(gold, replace(data, observations=(*data.observations, twice)))
    assert [o.kind for o in report.losses] == ["spurious"]


def test_nothing_found_is_zero_and_nothing_to_find_is_null(gold: tuple[Label, ...]) -> None:
    empty = Dataset(documents=perfect().documents, texts=perfect().texts)
    assert evaluate(gold, empty).f1("date") == 0.0
    assert evaluate([label for label in gold if label.layer != "date"], empty).f1("date") is None


def test_json_has_every_layer_and_loss(gold: tuple[Label, ...]) -> None:
    data = perfect()
    content = json.loads(evaluate(gold, replace(data, dates=data.dates[1:])).as_json())
    assert set(content["layers"]) == set(GOLD_LAYERS)
    assert content["layers"]["date"]["f1"] == pytest.approx(0.6667)
    assert [loss["layer"] for loss in content["losses"]] == ["date"]


def test_changes_tell_gains_from_losses(gold: tuple[Label, ...]) -> None:
    data = perfect()
    worse = replace(data, mentions=data.mentions[1:])
    found = changes(evaluate(gold, data), evaluate(gold, worse))
    assert [(c.gained, str(c)) for c in found] == [
        (False, "- entity steppe: Алтайского края = LOC Алтайский край (region RU-ALT) (hit → miss)")
    ]
    assert [c.gained for c in changes(evaluate(gold, worse), evaluate(gold, data))] == [True]
    assert changes(evaluate(gold, data), evaluate(gold, data)) == ()


def test_sources_count_where_the_paper_names_any(gold: tuple[Label, ...]) -> None:
    def sources(labels: tuple[Label, ...], who: str | None) -> list[tuple[int, int]]:
        data = perfect()
        rows = tuple(replace(row, attributed_to=who) for row in data.observations)
        report = evaluate(labels, replace(data, observations=rows))
        return [(s.right, s.total) for s in report.slots if s.name == "attributed_to"]

    bank = next(entity for entity in perfect().entities if entity.type == "ORG")
    told = tuple(replace(one, attributed_to=bank.name) if one.layer == "observation" else one for one in gold)
    number = sum(one.layer == "observation" for one in gold)
    assert sources(told, bank.entity_id) == [(number, number)]
    assert sources(told, "e:Алтайский край") == [(0, number)]
    assert sources(gold, bank.entity_id) == []
