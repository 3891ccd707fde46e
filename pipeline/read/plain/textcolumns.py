"""Tables of a plain text whose cells are parted by two spaces or more: columns by where the characters stand.

A file made for a printer or a terminal sets its tables with spaces, so each character has a place: its column in the line.
The words get boxes of so many places and the rows baselines, and the same alignment that finds a PDF's columns finds these,
empty cells and heads over two columns included.

    Год      Россия    Германия
    2015      412        35
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.read.cues import CAPTION
from pipeline.read.flow import Grid
from pipeline.read.ink import Word
from pipeline.read.plain.textrows import Row
from pipeline.read.tabular import alignment, tables

_PARTED: Final = re.compile(r"\S {2,}\S|\S[ ]*\t[ \t]*\S")
_WIDTH: Final = 5.0
"""Points to a character: one space stays inside a cell, two part it."""
_SIZE: Final = 10.0
_LEAD: Final = 12.0
_MOST_HEAD_ROWS: Final = 4
_MOST_ROWS: Final = 80
_SHORT: Final = 40


def is_parted(row: Row) -> bool:
    """Whether two spaces or more stand inside the line."""
    return _PARTED.search(row.text) is not None


def table(caption: Row, rows: Sequence[Row], start: int) -> tuple[Grid, int] | None:
    """The table whose first row is `start`, and the index behind its last; null where columns can't be told."""
    end = _end(rows, start)
    figures = [at for at in range(start, end) if is_parted(rows[at]) and _figures(rows[at])]
    if len(figures) < 2 or not 1 <= figures[0] - start <= _MOST_HEAD_ROWS:
        return None
    end = figures[-1] + 1
    words = [word for at in range(start, end) for word in _placed(rows[at], at - start)]
    made = alignment.slots(words)
    if made is None:
        return None
    slots, n_rows, n_columns = made
    if n_rows < 2 or sum(slot.header and bool(slot.lines) for slot in slots) < n_columns - 1:
        return None
    match = CAPTION.match(caption.text)
    number = match[1] if match else None
    return Grid(tables.headed(slots, n_rows), n_rows, n_columns, None, None, True, number), end


def _end(rows: Sequence[Row], start: int) -> int:
    """Behind the last row that may be the table's: parted, or the short beginning of a label that goes on below."""
    for at in range(start, min(start + _MOST_ROWS, len(rows))):
        row = rows[at]
        if at > start and (row.blank > 1 or row.page):
            return at
        below = rows[at + 1] if at + 1 < len(rows) else None
        wrapped = len(row.text) < _SHORT and below is not None and not below.blank and is_parted(below)
        if not is_parted(row) and not wrapped:
            return at
    return min(start + _MOST_ROWS, len(rows))


def _figures(row: Row) -> bool:
    """Whether most cells behind the first are figures, and aren't all years (that is a head)."""
    cells = re.split(r" {2,}|[ ]*\t[ \t]*", row.text)[1:]
    return 2 * sum(alignment.is_figure(cell) for cell in cells) >= len(cells) and not all(
        re.fullmatch(r"(?:19|20)\d\d", cell) for cell in cells
    )


def _placed(row: Row, number: int) -> list[Word]:
    """The row's words with boxes made of their places in the line."""
    base = number * _LEAD
    made: list[Word] = []
    for match in re.finditer(r"\S+", row.text.expandtabs(8) if "\t" in row.text else row.text):
        x0, x1 = (row.indent + match.start()) * _WIDTH, (row.indent + match.end()) * _WIDTH
        made.append(Word(match[0], x0, base - 8, x1, base + 2, base, _SIZE))
    return [word._replace(raw=source.raw) for word, source in zip(made, row.words, strict=True)]
