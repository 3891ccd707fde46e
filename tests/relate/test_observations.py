"""What sentences say, as observations: from words to facts through extraction and linking."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.link import link
from pipeline.model import Observation
from pipeline.relate import observations
from pipeline.russian import morph
from pipeline.russian.nlp import build

FILE = Path(__file__).with_name("observations.cases")
LINES = [
    (number, line.strip())
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1)
    if line.strip() and not line.startswith("#")
]


def observe(text: str) -> tuple[Observation, ...]:
    doc = build()(text)
    return observations.observe(doc, link(doc, extract(doc).mentions), {})


def _lemmas(phrase: str) -> list[str]:
    return [morph.lemma(word) for word in phrase.split()]


@pytest.mark.parametrize("line", [pytest.param(line, id=f"line {number}") for number, line in LINES])
def test_case(line: str, request: pytest.FixtureRequest) -> None:
    if line.startswith("xfail:"):
        request.node.add_marker(pytest.mark.xfail(strict=True, reason="a known gap"))
    sentence, _, expected = line.removeprefix("xfail:").partition("=>")
    want = [[field.strip() for field in fact.split("|")] for fact in expected.split("||")] if expected else []
    found = observe(sentence.strip())
    got = [[o.indicator, o.value or "-", o.unit or "-", o.change, o.period or "-"] for o in found]
    assert [[_lemmas(g[0]), *g[1:]] for g in got] == [[_lemmas(w[0]), *w[1:]] for w in want], got


def test_places_of_the_phrase_come_before_those_of_the_passage() -> None:
    first, second = observe(
        "Товарооборот России и Казахстана достиг 26 млрд долл. Экспорт Китая составил 3 млрд долл."
    )
    assert len(first.geography) == 2
    assert len(second.geography) == 1
    assert "geography_inherited" not in second.flags


def test_a_sentence_without_places_says_that_they_are_inherited() -> None:
    _, second = observe("Товарооборот России и Казахстана достиг 26 млрд долл. Экспорт составил 3 млрд долл.")
    assert len(second.geography) == 2
    assert "geography_inherited" in second.flags


def test_each_figure_of_a_distributive_list_has_its_own_place() -> None:
    text = "Забор воды вырос в Омской, Курганской и Тюменской областях на 9, 12 и 15 % соответственно."
    assert [len(o.geography) for o in observe(text)] == [1, 1, 1]
    assert len({o.geography for o in observe(text)}) == 3


def test_an_elliptic_clause_says_the_same_of_another_place() -> None:
    text = "Объём вложений Омской области составил 8 млрд руб., Курганской области — 9 млрд руб."
    first, second = observe(text)
    assert first.indicator == second.indicator
    assert first.geography != second.geography


def test_precision_is_the_last_printed_digit() -> None:
    coarse, fine = observe("Экспорт составил 26 млрд долл. Импорт составил 26,50 млрд долл.")
    assert (coarse.precision, fine.precision) == ("1000000000", "10000000")


def test_a_part_knows_its_whole() -> None:
    _, part = observe("Из 89 субъектов 76 имеют торговые связи.")
    assert part.of_total == "89"


def test_a_denied_change_is_negated() -> None:
    denied, said = observe("Экспорт в 2022 г. не вырос на 3 %, а упал на 5,9 %.")
    assert (denied.modality, denied.change) == ("negated", "increase")
    assert (said.modality, said.change) == ("actual", "decrease")


def test_a_shared_subject_takes_the_place_of_each_clause() -> None:
    first, second = observe("Доля исполненных решений в ЕАЭС достигла 93 %, а в ШОС едва превышает 20 %.")
    assert first.geography != second.geography
    assert first.indicator == second.indicator


def test_where_a_change_began_takes_no_later_period() -> None:
    _, began, ended = observe(
        "В 2023 г. экспорт достиг 9 млрд долл. Сальдо при этом уменьшилось с 8,7 до 7,2 млрд долл."
    )
    assert (began.period, ended.period) == (None, "2023")
