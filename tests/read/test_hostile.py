"""Files made to be slow: what grows with the square of their size, or worse, shows here as a test that never ends.

Each is far smaller than the limits allow and takes a second or less; where a rule of reading looks at each cell for each rule
of a page, or at each word to its end, it takes minutes. The time is the process's own.
"""

import random

import pytest

from pipeline.read import read

from .drawn import pdf, rule, text
from .test_fuzz import sound, within
from .test_limits import word_with

WORDS = ("river", "wool", "salt", "ferry", "1911", "of", "the", "caravan")


def wide_table() -> bytes:
    """A caption over cells in sixty columns: each gap between two of them might be a gutter."""
    cells = (
        text(str((7 * row * column) % 90), 5 + 6.5 * column, 270 - 4 * row, 4)
        for row in range(12)
        for column in range(60)
    )
    return pdf(text("Table 1. Salt", 5, 280, 4) + "".join(cells))


def fine_grid() -> bytes:
    """More rules than any table has, and next to no words between them."""
    rules = (rule(3.6 * at, 0, 3.6 * at, 300) + rule(0, 3.6 * at, 400, 3.6 * at) for at in range(110))
    return pdf("".join(rules) + text("Salt and wool", 10, 100) + text("by the river", 10, 200))


def scattered() -> bytes:
    """Words and short rules anywhere."""
    chance = random.Random(3)
    drawn = [text(chance.choice(WORDS), chance.randrange(390), chance.randrange(290), 8) for _ in range(400)]
    for _ in range(5000):
        x, y = chance.randrange(390), chance.randrange(290)
        drawn.append(rule(x, y, x + chance.randrange(100), y))
        drawn.append(rule(x, y, x, y + chance.randrange(100)))
    return pdf("".join(drawn))


def wide_cells() -> bytes:
    """A Word table whose cells say that they span a hundred thousand columns."""
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='99999'/></w:tcPr><w:p><w:r><w:t>соль</w:t></w:r></w:p></w:tc>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = f"<w:tr>{10 * cell}</w:tr>" * 100
    return word_with(
        f"<w:document xmlns:w='{space}'><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>".encode()
    )


def one_word() -> bytes:
    return ("соль" * 60_000).encode()


def many_notes() -> bytes:
    return "Соль1\n\n1 См. там же\n\n".encode() * 7_000


@pytest.mark.parametrize("made", [wide_table, fine_grid, scattered, wide_cells, one_word, many_notes])
def test_time_grows_with_size(made: object) -> None:
    assert callable(made)
    data = made()
    with within(3):
        found = read(data, "hostile")
    sound(found)
    assert found.text
