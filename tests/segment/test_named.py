"""Citations by name, tied to the list; all sources are made up."""

import pytest

from tests.segment.builder import segmented
from tests.segment.test_front import BODY

SOURCES = (
    "Ильин П. С. Степные пути // Вестник степи. 2019. № 3. С. 5–17.",
    "Ильин П. С., Серикова А. Т. Зерно приграничья: объёмы и цены. Курган: Тобол, 2020. 90 с.",
    "Омаров К. Е. Мельницы. Алматы: Дала, 2021а. 120 с.",
    "Омаров К. Е. Жернова // Мукомол. 2021б. № 1. С. 3–9.",
    "Smith, J., & Jones, K. (2019). Grain on rails. Steppe Review, 3, 5–17.",
    "Третьяк О. Весы. М., 2018. 44 с.",
    "Третьяк О. Гири. М., 2018. 51 с.",
    "Мельзавод. Годовой отчёт. Курган, 2022. 30 с.",
    "Пути и станции: в 2 т. / П. С. Ильин, А. Т. Серикова, К. Е. Омаров, О. Третьяк. М.: Рельсы, 2017. 300 с.",
)


def _cited(sentence: str, *more: str | tuple[str, str]) -> list[tuple[str, int, str | None]]:
    structure = segmented(BODY + " " + sentence, *more, "Список литературы", *SOURCES)  # type: ignore[arg-type]
    text = structure.document.text
    return [(text[c.start : c.end], c.number, c.pages) for c in structure.citations]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("(Ильин, 2019)", [(1, None)]),
        ("(Ильин П. С., 2019, с. 9)", [(1, "9")]),
        ("[Ильин, 2019, с. 9–11]", [(1, "9–11")]),
        ("(Ильин 2019: 9)", [(1, "9")]),
        ("(Ильин, Серикова, 2020)", [(2, None)]),
        ("(Ильин и Серикова, 2020)", [(2, None)]),
        ("(Ильин и др., 2020, с. 45)", [(2, "45")]),
        ("(Ильин и др., 2017)", [(9, None)]),
        ("(см.: Омаров, 2021б)", [(4, None)]),
        ("(Smith & Jones, 2019; Ильин, 2019)", [(5, None), (1, None)]),
        ("(Smith et al., 2019)", [(5, None)]),
        ("(Мельзавод, 2022)", [(8, None)]),
        ("(Ильин, 2019; Серикова, 2003)", [(1, None)]),
    ],
)
def test_author_and_year(mark: str, expected: list[tuple[int, str | None]]) -> None:
    assert _cited(f"Рост виден {mark}.") == [(mark, *one) for one in expected]


@pytest.mark.parametrize(
    "mark",
    [
        "(Омаров, 2021)",  # two entries fit
        "(Третьяк, 2018)",
        "(Ильин, 2018)",  # none does
        "(Курган, 2019)",
        "(в январе 2019)",
        "(Серикова, 2020)",  # the second author's name is not what a list is looked up by
        "(2019)",
        "(Ильин, 2019 г. р.)",
    ],
)
def test_nothing_is_cited_where_no_single_entry_fits(mark: str) -> None:
    assert _cited(f"Рост виден {mark}.") == []


def test_notes_are_tied_by_author_and_title() -> None:
    notes = (
        "См.: Ильин П. С. Степные пути // Вестник степи. 2019. № 3. С. 9.",
        "Там же. С. 12.",
        "Ильин П. С., Серикова А. Т. Зерно приграничья. Курган, 2020. С. 45–46.",
        "Мельников О. О. Степные пути // Вестник степи. 2019. № 3. С. 9.",
        "Там же. С. 13.",
        "Smith J. Op. cit. P. 7.",
        "Третьяк О. Указ. соч. С. 4.",
    )
    found = _cited("Рост виден.", *(("footnote", note) for note in notes))
    assert [(number, pages) for _, number, pages in found] == [(1, "9"), (1, "12"), (2, "45–46"), (5, "7")]
    assert found[0][0] == notes[0].removeprefix("См.: ")


def test_entries_are_counted_only_where_something_cites_them() -> None:
    structure = segmented(BODY, "Список литературы", *SOURCES)
    assert {entry.number for entry in structure.references} == {None}
    structure = segmented(BODY + " Так и есть (Ильин, 2019).", "Список литературы", *SOURCES)
    assert [entry.number for entry in structure.references] == list(range(1, 10))
