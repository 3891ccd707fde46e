"""Agreement of two readers: what counts as agreeing, and that the second labels are fit to be compared."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))

import agreement  # noqa: E402
import check  # noqa: E402
import paper  # noqa: E402
from vocabulary import contradictions  # noqa: E402

from pipeline.evaluate import GOLD_LAYERS, GoldError, Label, load_gold  # noqa: E402

SECOND = sorted(path.stem for path in (CORPUS / "second").glob("*.jsonl"))
TEXT = "Омск и Уральск заключили в 2021 г. три договора на 40 млн руб.\n"


def at(quote: str, layer: str, label: str, **fields: object) -> Label:
    """A label at the quote's only place in TEXT."""
    start = TEXT.index(quote)
    number = len(layer) * 1000 + start
    return Label(
        doc="x",
        layer=layer,
        label=label,
        quote=quote,
        start=start,
        end=start + len(quote),
        number=number,
        **fields,
    )  # type: ignore[arg-type]


def labels() -> list[Label]:
    return [
        at("Омск", "entity", "LOC", norm="Омск", subtype="city"),
        at("Уральск", "entity", "LOC", norm="Уральск", subtype="city"),
        at("три договора", "amount", "count", value=3, item="договор"),
        at("40 млн руб.", "amount", "money", value=40_000_000, currency="RUB"),
        at("2021 г.", "date", "date", edtf="2021"),
        at("три договора", "agreement", "treaty", specificity="counted", count=3, status="signed", date="2021"),
        Label(
            doc="x", layer="observation", indicator="сумма договоров", value=40_000_000, unit="RUB", period="2021",
            geography=("Омск", "Уральск"), number=90,
        ),  # type: ignore[arg-type]
    ]  # fmt: skip


def figures(first: Sequence[Label], second: Sequence[Label]) -> dict[str, agreement.Figures]:
    meetings = list(agreement.compare(first, second, TEXT))
    return {layer: agreement.count(layer, meetings) for layer in GOLD_LAYERS}


def changed(quote: str, layer: str, **fields: object) -> list[Label]:
    found = [label for label in labels() if label.quote == quote and label.layer == layer]
    assert len(found) == 1
    return [replace(label, **fields) if label == found[0] else label for label in labels()]  # type: ignore[arg-type]


def without(quote: str, layer: str) -> list[Label]:
    return [label for label in labels() if (label.quote, label.layer) != (quote, layer)]


def test_a_reader_agrees_with_himself() -> None:
    for layer, one in figures(labels(), labels()).items():
        assert (one.f1, one.strict_f1, one.share) == ((None,) * 3 if layer == "citation" else (1.0,) * 3), (
            layer
        )
    assert all(
        meeting.met and not meeting.differing for meeting in agreement.compare(labels(), labels(), TEXT)
    )


def test_what_one_reader_left_out_lowers_f1_from_either_side() -> None:
    less = without("Омск", "entity")
    one, other = figures(labels(), less)["entity"], figures(less, labels())["entity"]
    assert (one.both, one.first_only, one.second_only) == (1, 1, 0)
    assert (other.both, other.first_only, other.second_only) == (1, 0, 1)
    assert one.f1 == other.f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize("swapped", [False, True])
def test_an_optional_label_is_forgiven_but_not_strictly(swapped: bool) -> None:
    optional, less = changed("Омск", "entity", optional=True), without("Омск", "entity")
    one = figures(*((less, optional) if swapped else (optional, less)))["entity"]
    assert one.f1 == 1.0
    assert one.strict_f1 == pytest.approx(2 / 3)


def test_an_optional_mark_of_one_reader_alone_is_counted_as_a_field_and_forgiven() -> None:
    one = figures(labels(), changed("Омск", "entity", optional=True))["entity"]
    assert (one.both, one.first_only, one.second_only, one.share) == (1, 0, 0, 1.0)
    assert ("optional", 1, 2) in one.fields


def test_another_label_on_the_same_span_is_one_of_each_reader() -> None:
    one = figures(labels(), changed("Омск", "entity", label="ORG"))["entity"]
    assert (one.both, one.first_only, one.second_only, one.shared) == (1, 1, 1, 1)


def test_another_span_is_one_of_each_reader() -> None:
    shorter = [
        replace(x, quote="40 млн", end=(x.end or 0) - 5) if x.quote == "40 млн руб." else x for x in labels()
    ]
    one = figures(labels(), shorter)["amount"]
    assert (one.both, one.first_only, one.second_only) == (1, 1, 1)


@pytest.mark.parametrize(
    ("quote", "layer", "field", "value"),
    [
        ("Омск", "entity", "norm", "Омская область"),
        ("Омск", "entity", "subtype", "region"),
        ("40 млн руб.", "amount", "value", 40_000),
        ("40 млн руб.", "amount", "currency", "KZT"),
        ("40 млн руб.", "amount", "comparator", "~"),
        ("три договора", "amount", "item", "контракт"),
        ("2021 г.", "date", "edtf", "2021/.."),
        ("три договора", "agreement", "specificity", "named"),
        ("три договора", "agreement", "status", "planned"),
        ("три договора", "agreement", "date", "2022"),
    ],
)
def test_another_value_keeps_f1_and_lowers_the_share(
    quote: str, layer: str, field: str, value: object
) -> None:
    second = changed(quote, layer, **{field: value})
    one = figures(labels(), second)[layer]
    assert (one.f1, one.equal) == (1.0, one.shared - 1)
    (told,) = [meeting for meeting in agreement.compare(labels(), second, TEXT) if meeting.differing]
    assert told.differing == (field,)
    assert f"{field}:" in str(told)


@pytest.mark.parametrize(
    ("field", "value", "same"),
    [
        ("unit", "KZT", False),
        ("period", "2022", False),
        ("change", "increase", False),
        ("indicator", "посевная площадь", False),
        ("geography", ("Омск",), True),
        ("citations", (7,), True),
        ("modality", "planned", True),
    ],
)
def test_observations_meet_by_what_they_say(field: str, value: object, same: bool) -> None:
    second = [replace(x, **{field: value}) if x.layer == "observation" else x for x in labels()]  # type: ignore[arg-type]
    one = figures(labels(), second)["observation"]
    assert one.f1 == float(same)
    assert (one.shared, one.equal) == (1, 0)


def test_a_place_is_known_by_every_name_that_a_reader_gave_it() -> None:
    named = changed("Омск", "entity", norm="город Омск")
    second = [
        replace(x, geography=("город Омск", "Уральск")) if x.layer == "observation" else x for x in named
    ]
    assert figures(labels(), second)["observation"].equal == 1


def test_a_label_that_stands_elsewhere_is_refused() -> None:
    moved = changed("Омск", "entity", start=1, end=5)
    with pytest.raises(GoldError, match="«Омск» doesn't stand at 1–5"):
        list(agreement.compare(labels(), moved, TEXT))


def test_a_third_of_the_papers_is_labelled_twice() -> None:
    assert set(SECOND) <= set(paper.stems())
    assert 3 * len(SECOND) >= len(paper.stems())


@pytest.mark.parametrize("stem", SECOND)
def test_second_labels_are_sound(stem: str) -> None:
    text = paper.truth(paper.load(stem))
    path = CORPUS / "second" / f"{stem}.jsonl"
    last: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        assert label["doc"] == stem
        assert list(contradictions(label)) == []
        if label["layer"] != "observation":
            assert text[label["start"] : label["end"]] == label["quote"]
            assert label["prefix"] == check.context(text, label["start"] - check.CONTEXT, label["start"])
            assert label["start"] >= last.get(label["layer"], 0), "out of order, or overlapping"
            last[label["layer"]] = label["end"]


def published() -> dict[str, tuple[float, float]]:
    """F1 and strict F1 of each layer as the corpus' README prints them."""
    text = (CORPUS / "README.md").read_text(encoding="utf-8").split("## Second labels")[1]
    rows = re.findall(r"^\| (\w+) \| ([\d.]+) \| \d+ \| \d+ \| \d+ \| ([\d.]+) \|", text, re.MULTILINE)
    return {layer: (float(f1), float(strict)) for layer, f1, strict in rows}


def test_mending_the_gold_did_not_lower_the_published_agreement() -> None:
    meetings = [
        meeting
        for stem in SECOND
        for meeting in agreement.compare(
            load_gold(CORPUS / "gold" / f"{stem}.jsonl"),
            load_gold(CORPUS / "second" / f"{stem}.jsonl"),
            paper.truth(paper.load(stem)),
        )
    ]
    assert set(published()) == set(GOLD_LAYERS)
    for layer, (f1, strict) in published().items():
        one = agreement.count(layer, meetings)
        assert one.f1 is not None and one.f1 > f1 - 0.001, layer
        assert one.strict_f1 is not None and one.strict_f1 > strict - 0.001, layer


def test_the_command_tells_machines_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert agreement.main(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["papers"] == SECOND
    assert set(told["layers"]) == set(GOLD_LAYERS)
    assert agreement.main([]) == 0
    printed = capsys.readouterr().out
    for layer, one in told["layers"].items():
        assert f"| {layer} | {one['f1']:.3f} | {one['both']} |" in printed
    assert all(line in printed for line in told["disagreements"])
    assert agreement.main(["--second", str(tmp_path)]) == 1
    assert "no labels" in capsys.readouterr().err
