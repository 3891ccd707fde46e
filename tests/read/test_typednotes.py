"""Notes typed by hand: what calls them, and what only looks as if it did."""

from __future__ import annotations

from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.ink import Line, Word, unplaced
from pipeline.read.typednotes import tied


def line(text: str) -> Line:
    return unplaced([Word(word, 0, 0, 0, 0, 0, 0) for word in text.split()])


def said(*texts: str) -> list[Item]:
    return [Paragraph("paragraph", tuple(line(one) for one in text.split("\n"))) for text in texts]


def shown(items: list[Item]) -> list[str]:
    """Each paragraph's text, a footnote with its label in front, marks in brackets."""
    return [
        (f"<{item.label}> " if item.kind == "footnote" else "")
        + " ".join(f"[{word.text}]" if word.mark else word.text for one in item.lines for word in one.words)
        for item in items
        if isinstance(item, Paragraph)
    ]


def test_powers_and_variables_call_nothing() -> None:
    for text in ("Площадь 5 км² велика.", "Сток 10² велик.", "При R² близком", "Сторона 4м² мала."):
        items = said(text, "² Оценка порта.")
        assert tied(items) == items


def test_marks_of_authors_call_institutions_and_not_notes() -> None:
    items = said("Лось Е. Н.¹, Рысь А. В.²", "¹ Лесной институт", "² Школа леса", "Лес редеет¹ быстро.")
    assert tied(items) == items


def test_the_next_mark_of_the_label_is_meant_and_words_before_figures() -> None:
    items = said("Взято 5¹ и лес¹ дорог.", "¹ Кедр.", "Потом река¹ встала.", "¹ Иртыш.")
    assert shown(tied(items)) == [
        "Взято 5¹ и лес [1] дорог.", "<1> Кедр.", "Потом река [1] встала.", "<1> Иртыш.",
    ]  # fmt: skip


def test_notes_that_are_lines_of_one_paragraph() -> None:
    items = said("Лес¹ и луг² дороги.", "2. Кац Р. О. Леса.\n¹ Кедр.\nи ель.\n²Пойма.")
    assert shown(tied(items)) == [
        "Лес [1] и луг [2] дороги.", "<1> Кедр. и ель.", "<2> Пойма.", "2. Кац Р. О. Леса.",
    ]  # fmt: skip


def test_under_their_own_heading_numbers_needn_t_be_raised() -> None:
    items = said(
        "Лес¹ и луг² дороги.", "Примечания", "1. Кедр.", "2. Пойма.", "Литература", "1. Кац Р. О. Леса."
    )
    assert shown(tied(items)) == [
        "Лес [1] и луг [2] дороги.", "<1> Кедр.", "<2> Пойма.", "Примечания", "Литература", "1. Кац Р. О. Леса.",
    ]  # fmt: skip


def test_stars_and_rows_of_stars() -> None:
    items = said("Лес* дорог.", "* * *", "* Кедр.", "* без вызова")
    assert shown(tied(items)) == ["Лес [*] дорог.", "<*> Кедр.", "* * *", "* без вызова"]


def test_a_mark_in_a_tables_cell() -> None:
    grid = Grid((Slot(0, 0, (line("Лес"),)), Slot(0, 1, (line("12,5¹"),))), 1, 2, None, None, 0)
    made = tied([grid, *said("¹ Оценка.")])
    assert isinstance(made[0], Grid)
    assert [(word.text, word.mark) for word in made[0].slots[1].lines[0].words] == [
        ("12,5", False),
        ("1", True),
    ]
    assert shown(made) == ["<1> Оценка."]


def test_nothing_changes_without_notes() -> None:
    items = said("Лес¹ дорог.", "Луг² дорог.")
    assert tied(items) == items


def test_a_reference_list_with_raised_numbers_is_no_notes() -> None:
    items = said("Лес¹ и луг² дороги.", "Литература", "¹ Кац Р. О. Леса.", "² Лунц Ю. А. Луга.")
    assert tied(items) == items
