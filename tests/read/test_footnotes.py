"""Footnotes told from what looks like them, on lines set by hand: `^1` is a raised mark behind its word, 12 points a line."""

from collections.abc import Iterable

import pytest

from pipeline.read import footnotes, notemarks, tying
from pipeline.read.flow import Paragraph
from pipeline.read.footnotes import Cut, Note, Open
from pipeline.read.ink import Line, Rule, Word, line_of
from pipeline.read.layout import Region

BODY = 10.0
LEFT, RIGHT = 50.0, 350.0


def line(
    text: str, base: float, size: float = BODY, x0: float = LEFT, x1: float = RIGHT, page: int = 1
) -> Line:
    """A line that fills its measure; `^` before a word raises it, and glues it to the word before."""
    parts = text.split()
    step = (x1 - x0) / len(parts)
    words = [
        Word(
            text=part.removeprefix("^"),
            x0=x0 + at * step,
            top=base - size,
            x1=x0 + (at + 1) * step - 2,
            bottom=base,
            base=base,
            size=0.6 * size if part.startswith("^") else size,
            glue=part.startswith("^") and at > 0,
            mark=part.startswith("^"),
            page=page,
        )
        for at, part in enumerate(parts)
    ]
    return line_of(words)._replace(x0=x0, x1=x1)


def column(
    body: Iterable[str],
    foot: Iterable[str],
    size: float = 8.0,
    gap: float = 16.0,
    page: int = 1,
    x0: float = LEFT,
) -> Region:
    """Lines of the body from y = 100 down, and those at its foot."""
    lines = [line(text, 100 + 12 * at, x0=x0, x1=x0 + 300, page=page) for at, text in enumerate(body)]
    start = lines[-1].base + gap if lines else 100.0
    lines += [
        line(text, start + (size + 1) * at, size, x0=x0, x1=x0 + 300, page=page)
        for at, text in enumerate(foot)
    ]
    return Region(tuple(lines), x0, x0 + 300)


def rule(region: Region, below: int, length: float = 80.0) -> Rule:
    """A rule between the line `below` and the one above it."""
    y = region.lines[below].top - 3
    return Rule(region.x0, y, region.x0 + length, y + 0.5)


def cut(*regions: Region, rules: Iterable[Rule] = (), before: Open | None = None, page: int = 1) -> Cut:
    return footnotes.cut(regions, tuple(rules), BODY, page, before or Open())


def said(found: Cut) -> list[tuple[str | None, str]]:
    return [(note.label, " ".join(line.text for line in note.lines)) for note in found.notes]


def kept(found: Cut) -> list[str]:
    return [line.text for region in found.regions for line in region.lines]


PROSE = ("Вывоз рос ^1 быстрее ввоза, и разрыв", "к концу срока ^2 стал больше вдвое, хотя")


def test_small_lines_with_raised_marks() -> None:
    found = cut(column(PROSE, ("^1 По данным таможни за год,", "без услуг.", "^2 Оценка автора.")))
    assert said(found) == [("1", "По данным таможни за год, без услуг."), ("2", "Оценка автора.")]
    assert len(kept(found)) == 2


def test_numbers_on_the_line() -> None:
    found = cut(column(PROSE, ("1 По данным таможни за", "2022 год, без услуг.", "2 Оценка автора.")))
    assert said(found) == [("1", "По данным таможни за 2022 год, без услуг."), ("2", "Оценка автора.")]


def test_notes_as_large_as_the_body_under_a_rule() -> None:
    region = column(PROSE, ("1. По данным таможни.", "2. Оценка автора."), size=BODY)
    assert [label for label, _ in said(cut(region, rules=[rule(region, 2)]))] == ["1", "2"]
    assert [label for label, _ in said(cut(region, rules=[rule(region, 2, 300)]))] == ["1", "2"]


def test_a_list_of_references_is_no_note() -> None:
    entries = [f"{number}. Автор Я. Я. Книга о реках. 20{number:02d}." for number in range(1, 8)]
    assert not cut(column(PROSE, entries)).notes
    later = [f"{number}. Автор Я. Я. Книга о реках. 20{number:02d}." for number in range(2, 8)]
    assert not cut(column((*PROSE, "1. Автор Я. Я. Книга о степях."), later)).notes


def test_affiliations_are_no_notes() -> None:
    names = column(
        ("Орлова А. Б. ^1 Сеитов Д. Е. ^2",), ("^1 Омский институт, Омск", "^2 Школа рек, Уральск")
    )
    text = column(("Реки делят нас ^3 и соединяют, а договоры", "живут долго и порознь."), ())
    text = text._replace(lines=tuple(line._replace(base=line.base + 200) for line in text.lines))
    assert not cut(names, text).notes
    assert not cut(names).notes, "at the page's foot too"


def test_an_address_without_a_mark_is_no_note() -> None:
    region = column(
        ("Вывоз рос быстрее ввоза, и разрыв стал",), ("Institute of Rivers, Omsk", "Lenin street, 5")
    )
    assert not cut(region).notes


@pytest.mark.parametrize("ruled", [True, False])
def test_a_long_note_goes_on_overleaf(ruled: bool) -> None:
    first = cut(column(PROSE, ("^1 Кратко.", "^2 Отчёты собраны в трёх банках, и одни")))
    page = column(
        ("не все знали об этом ^3 и тогда",), ("2 п. п. не дошли до нас.", "^3 Там же."), page=2, gap=20
    )
    found = cut(page, rules=[rule(page, 1)] if ruled else [], before=first.left_open, page=2)
    assert said(found) == [(None, "2 п. п. не дошли до нас."), ("3", "Там же.")]


def test_what_is_open_is_kept_over_a_page_of_tables() -> None:
    first = cut(column(PROSE, ("^1 Отчёты собраны в трёх", "банках, и одни")))
    table = Region((line("\ufffc0", 100),), LEFT, RIGHT)
    assert cut(table, before=first.left_open, page=2).left_open == first.left_open
    assert first.left_open.marks == {"2"}


def test_notes_under_two_columns_are_gathered() -> None:
    left = column(PROSE, ())
    right = column(("договор подписан ^3 и забыт, как и", "прочие бумаги"), (), x0=370.0)
    wide = Region((line("^1 Длинная сноска на всю ширину", 150, 8, LEFT, 670),), LEFT, 670)
    short = Region((line("её конец.", 159, 8, LEFT, 150), line("^3 Там же.", 168, 8, LEFT, 150)), LEFT, 150)
    assert said(cut(left, right, wide, short)) == [
        ("1", "Длинная сноска на всю ширину её конец."),
        ("3", "Там же."),
    ]


def test_signs_and_stars_that_nobody_raised() -> None:
    region = column(
        ("Площадь 40 км² велика¹, а доля 70² %", "растёт* вдвое"), ("¹ Без озёр.", "² Оценка.", "*Там же.")
    )
    found = cut(region)
    assert said(found) == [("1", "Без озёр."), ("2", "Оценка."), ("*", "Там же.")]
    marks = [(word.text, word.mark) for line in found.regions[0].lines for word in line.words if word.mark]
    assert marks == [("1", True), ("2", True), ("*", True)]
    assert "км²" in kept(found)[0]


def test_a_power_is_no_mark_where_a_word_bears_the_note() -> None:
    region = column(("Запас 10² тонн, говорят² старики, а", "прочие молчат об этом"), ("² Опрос.",))
    (made,) = notemarks.with_signs([region])
    assert [word.text for word in made.lines[0].words if word.mark] == ["2"]
    assert "10²" in made.lines[0].text


def paragraph(text: str, page: int = 1) -> Paragraph:
    return Paragraph("paragraph", (line(text, 100, page=page),))


def note(label: str | None, text: str, page: int = 1) -> Note:
    return Note(label, (line(text, 500, 8.0, page=page),), page)


def test_marks_are_tied_page_by_page() -> None:
    items = tying.tie(
        [paragraph("Одно ^1 слово"), paragraph("Другое ^1 слово", 2)],
        [note("1", "Первая."), note("1", "Вторая.", 2)],
    )
    assert [item.note for item in items if isinstance(item, Paragraph)] == [None, 0, None, 1]


def test_two_stars_on_one_page() -> None:
    items = tying.tie(
        [paragraph("Одно ^* слово"), paragraph("Другое ^* слово")],
        [note("*", "Первая."), note("*", "Вторая.")],
    )
    assert [item.note for item in items if isinstance(item, Paragraph)] == [None, 0, None, 1]


def test_a_part_without_a_mark_joins_the_note_before() -> None:
    items = tying.tie([paragraph("Одно ^1 слово")], [note("1", "Начало и"), note(None, "конец.", 3)])
    (made,) = (item for item in items if isinstance(item, Paragraph) and item.kind == "footnote")
    assert [line.text for line in made.lines] == ["Начало и", "конец."]


def test_where_notes_outweigh_the_body() -> None:
    first = footnotes.cut([column(PROSE, ("^1 Кратко.", "^2 Отчёты собраны, и одни"))], (), 8.0, 1, Open())
    assert [note.label for note in first.notes] == ["1", "2"]
    page = column(("не все знали об этом и тогда",), ("из них не дошли до нас.",), page=2, gap=20)
    found = footnotes.cut([page], [rule(page, 1)], 8.0, 2, first.left_open)
    assert said(found) == [(None, "из них не дошли до нас.")]


def test_an_affiliation_whose_number_a_note_has_too() -> None:
    names = column(
        ("Вывоз рос ^1 быстрее ввоза, и разрыв стал", "Orlova A. B. ^1 Seitov D. E. ^2"),
        ("^1 Institute of Rivers, Omsk", "^2 School of Rivers, Uralsk"),
    )
    assert not cut(names).notes


def test_a_note_alone_on_the_page_after_its_mark() -> None:
    first = footnotes.cut([column((*PROSE, "и ещё ^3 раз"), ("2 Отчёты собраны.",))], (), BODY, 1, Open())
    last = Note("2", (line("Отчёты собраны.", 500, 8.0),), 1)
    page = column(
        (),
        (
            "3 Тогда не все знали",
            "об этом.",
        ),
        page=2,
    )
    found = footnotes.cut([page], (), BODY, 2, first.left_open._replace(last=last))
    assert said(found) == [("3", "Тогда не все знали об этом.")]
    other = footnotes.cut([page], (), BODY, 2, Open(frozenset("5"), last))
    assert not other.notes
