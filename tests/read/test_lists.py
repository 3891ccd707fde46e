"""Items of lists, entries of a table of contents, formulas with numbers: each on lines of its own, told from prose by its place."""

import pytest

from pipeline.read.ink import Word

from .test_layout import PROSE, column, flat, line
from .test_paragraphs import blocks

ENDED = [*PROSE[:-1], "товар."]


def item(
    mark: str, words: list[str], x: float, top: float, right: float, tab: float = 18
) -> list[list[Word]]:
    """An item whose lines all stand a tab behind its mark."""
    lines = column(words, x + tab, top, right - x - tab)
    return [[*line(mark, x, top), *lines[0]], *lines[1:]]


@pytest.mark.parametrize("mark", ["b.", "iv.", "\uf0b7", "\uf0a7", "➤"])
def test_a_short_mark_of_any_kind_has_its_lines_hanging(mark: str) -> None:
    body = column(ENDED, 50, 100, 490)
    first = item(mark, ENDED, 80, body[-1][0].base + 12, 540)
    second = item(mark, ENDED, 80, first[-1][0].base + 12, 540)
    found = blocks(flat([*body, *first, *second]))
    assert [text for _, text in found] == [" ".join(ENDED), *[f"{mark} " + " ".join(ENDED)] * 2]


def test_the_first_item_after_a_sentence_shows_by_what_hangs_under_it() -> None:
    body = column([*PROSE[:-3], "на", "товар", "долю", "рынков."], 50, 100, 490)
    body[-1] = line(" ".join(word.text for word in body[-1]), 50, body[-1][0].base, 490)
    listed = item("1)", ENDED, 50, body[-1][0].base + 12, 540)
    assert [kind for kind, _ in blocks(flat([*body, *listed]))] == ["paragraph", "list_item"]


def test_a_paragraph_after_a_list_that_is_set_in_as_its_lines_are() -> None:
    listed = item("2.", [*ENDED, *ENDED], 62, 100, 540)
    after = column(ENDED, 50, listed[-1][0].base + 12, 490)
    after[0] = line(" ".join(word.text for word in after[0]), 80, after[0][0].base, 460)
    listed[-1] = line(" ".join(word.text for word in listed[-1]), 80, listed[-1][0].base, 458)
    found = blocks(flat([*listed, *after]))
    assert [kind for kind, _ in found] == ["list_item", "paragraph"]
    assert found[1][1] == " ".join(ENDED)


def test_a_line_is_not_in_the_middle_on_purpose_when_the_sentence_goes_on() -> None:
    body = column([*ENDED, *ENDED], 50, 100, 490)
    last = line("Между тем сосед ждёт на мосту и считает вагоны своего", 80, body[-1][0].base + 12, 430)
    after = column(["подорожавшего", *ENDED], 50, last[0].base + 12, 490)
    found = blocks(flat([*body, last, *after]))
    assert (
        len(found) == 2 and found[1][1].startswith("Между тем") and found[1][1].endswith(" ".join(ENDED[-5:]))
    )


def test_a_formula_with_its_number_at_the_margin_is_part_of_its_sentence() -> None:
    above = column([*PROSE[:20], "формулой"], 50, 100, 490)
    low = above[-1][0].base + 12
    formula = [*line("S = p · q,", 260, low), *line("(3)", 525, low)]
    after = column(["где", "p", "—", "цена,", *PROSE], 50, low + 12, 490)
    (found,) = blocks([*flat(above), *formula, *flat(after)])
    assert "формулой S = p · q, (3) где p — цена," in found[1]


def test_each_entry_of_a_table_of_contents_is_a_block() -> None:
    said = ("1 Дороги и склады", "1.1 Что считать границей", "1.2 Кто платит за простой", "2 Люди")
    leaders = ("", ". . . . . . . . . .", ". . . . . . . . . .", "")
    words: list[Word] = []
    for at, (text, dots) in enumerate(zip(said, leaders, strict=True)):
        number = line(f"{dots} {at + 1}".strip(), 0, 100 + 13 * at)
        to_edge = 540 - number[-1].x1
        words += line(text, 50, 100 + 13 * at)
        words += [word._replace(x0=word.x0 + to_edge, x1=word.x1 + to_edge) for word in number]
    assert [text.split(" . ")[0] for _, text in blocks(words)] == [
        "1 Дороги и склады 1",
        *said[1:3],
        "2 Люди 4",
    ]
