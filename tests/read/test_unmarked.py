"""Notes at a page's foot that nothing in the text calls."""

import pytest

from pipeline.read import footnotes, tying
from pipeline.read.flow import Paragraph
from pipeline.read.footnotes import Cut, Open
from pipeline.read.ink import Rule
from pipeline.read.layout import Region

from .test_footnotes import BODY, LEFT, column, line

BROKEN_OFF = ("Мосты строят долго, а спорят о них ещё", "дольше, и всякий раз о том, кто заплатит")
ENDED = ("Мосты строят долго, а спорят о них ещё", "дольше и о разном.")


def cut(region: Region, ruled: bool = False) -> Cut:
    y = next((ln.top - 4 for ln in region.lines if ln.size < BODY), 0.0)
    rules = (Rule(LEFT, y, LEFT + 80, y + 0.5),) if ruled else ()
    return footnotes.cut((region,), rules, BODY, 1, Open())


@pytest.mark.parametrize(
    ("body", "foot"),
    [
        (BROKEN_OFF, "Кафедра мостов, Омский институт, Омск"),
        (ENDED, "Статья поступила в редакцию 3 мая 2020 г."),
        (ENDED, "Работа выполнена при поддержке гранта № 17."),
    ],
)
def test_small_lines_under_a_rule(body: tuple[str, ...], foot: str) -> None:
    made = cut(column(body, (foot,)), ruled=True)
    assert [(note.label, note.lines[0].text) for note in made.notes] == [("", foot)]
    assert [ln.text for ln in made.regions[0].lines] == list(body)


def test_a_wide_space_does_for_a_rule() -> None:
    region = column(BROKEN_OFF, ("Исследование поддержано фондом рек.",), gap=30)
    assert len(cut(region).notes) == 1
    assert not cut(column(BROKEN_OFF, ("Исследование поддержано фондом рек.",), gap=14)).notes


@pytest.mark.parametrize(
    "foot",
    ["Рис. 2. Мост зимой и летом", "Источник: подсчёты автора.", "Так писали о мостах сто лет назад."],
)
def test_other_small_lines_stay(foot: str) -> None:
    assert not cut(column(ENDED, (foot,)), ruled=True).notes


def test_each_note_is_a_block_of_its_own() -> None:
    region = column(BROKEN_OFF, ("Статья поступила 3 мая.", "Ильин П. С., доцент, Омск"))
    lines = [ln._replace(x1=LEFT + 120) if ln.text.endswith("мая.") else ln for ln in region.lines]
    made = cut(region._replace(lines=tuple(lines)), ruled=True)
    assert [note.lines[0].text for note in made.notes] == [
        "Статья поступила 3 мая.",
        "Ильин П. С., доцент, Омск",
    ]


def test_it_comes_behind_the_paragraph_that_goes_on_overleaf() -> None:
    made = cut(column(BROKEN_OFF, ("Статья поступила 3 мая.",)), ruled=True)
    whole = Paragraph("paragraph", (*made.regions[0].lines, line("за мост.", 100, page=2)))
    items = tying.tie([whole], made.notes)
    assert [item.kind for item in items if isinstance(item, Paragraph)] == ["paragraph", "footnote"]


def test_notes_in_two_columns_under_a_text_in_one() -> None:
    body = column(("Мосты ^1 строят долго, а спорят о них", "дольше ^2 и о разном."), ())
    left = column((), ("^1 Мост в верхнем течении, который",), x0=LEFT)
    right = column((), ("строили дважды.", "^2 Отчёт дирекции."), x0=LEFT + 320)
    low = body.lines[-1].base + 20
    parts = [
        part._replace(lines=tuple(ln._replace(base=low + 9 * at) for at, ln in enumerate(part.lines)))
        for part in (left, right)
    ]
    made = footnotes.cut((body, *parts), (), BODY, 1, Open())
    assert [note.label for note in made.notes] == ["1", None, "2"]


def test_powers_are_no_marks() -> None:
    text = Paragraph("paragraph", (line("Озеро занимает 40 км ^2 и мелеет ^2 вот уже", 100),))
    lone = Paragraph("paragraph", (line("До моста 7 км ^2 по дороге", 100),))
    notes = [footnotes.Note("2", (line("Отчёт.", 300),), 1)]
    first = tying.tie([text], notes)[0]
    assert isinstance(first, Paragraph)
    assert [word.note for word in first.lines[0].words if word.mark] == [None, 0]
    second = tying.tie([lone], notes)[0]
    assert isinstance(second, Paragraph)
    assert [word.note for word in second.lines[0].words if word.mark] == [0]
