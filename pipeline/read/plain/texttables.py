"""Tables of a plain text: a caption, a head of words, rows of figures.

Nothing but spaces parts the cells. The rows of figures say how many columns there are; the head's words must then fall into
as many cells, each beginning with a capital («Год | Экспорт | Доля России в обороте, %»). Where they don't, the table is
left as lines of text: a guess would put figures under the wrong head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log10
from statistics import median
from typing import Final, NamedTuple

from pipeline.read.cues import CAPTION
from pipeline.read.flow import Grid, Slot
from pipeline.read.ink import Line, Word, unplaced
from pipeline.read.plain import textcolumns, texthead
from pipeline.read.plain.textrows import Row

_FIGURE: Final = re.compile(r"[<>≈~+−–-]?(?:\d[\d\xa0]*(?:[.,]\d+)*(?:\s?%|\*+)?|[–—−-]|…|\.\.\.|н/д|x|х)")
_LEADING: Final = re.compile(r"[<>≈~+−–-]?\d{1,3}")
_GROUP: Final = re.compile(r"\d{3}(?:[.,]\d+)?%?")
_TERMINAL: Final = re.compile(r"[.!?][»”\")\]]*$")
_MAX_ROWS: Final = 60


class Cells(NamedTuple):
    """A row of figures: words of its label, and of each figure."""

    label: tuple[Word, ...]
    figures: tuple[tuple[Word, ...], ...]


def under(rows: Sequence[Row], at: int) -> tuple[Sequence[Row], Grid, int] | None:
    """The caption's rows at `at`, the table below them and the index behind it; null where no table is sure."""
    for start in range(at + 1, min(at + 6, len(rows))):
        if (
            textcolumns.is_parted(rows[start])
            and (made := textcolumns.table(rows[at], rows, start)) is not None
        ):
            return rows[at:start], *made
        if rows[start].blank > 1:
            break
    last = _caption_end(rows, at)
    first = last if rows[min(last, len(rows) - 1)].blank else at + 1
    for start in range(
        last, first - 1, -1
    ):  # the head may stand right under the caption, with no line between them
        end = _table_end(rows, start)
        body = rows[start:end]
        if len(body) < 2:
            continue
        if sum("\t" in row.text for row in body) >= max(2, 0.8 * len(body)):
            parts = [row.text.split("\t") for row in body]
            if len({len(part) for part in parts}) == 1:
                return rows[at:start], _tabbed(rows[at], body), end
        found = _figures(rows[at], body)
        if found:
            return rows[at:start], found[0], start + found[1]
    return None


def _caption_end(rows: Sequence[Row], at: int) -> int:
    """Behind the caption: at the first blank line, or where figures or a head begin."""
    for end in range(at + 1, min(at + 5, len(rows))):
        if rows[end].blank or _row_of_figures(rows[end]):
            if end == at + 1 and CAPTION.match(rows[at].text) and _is_bare(rows[at]) and rows[end].blank <= 1:
                continue
            return end
    return at + 1


def _is_bare(row: Row) -> bool:
    match = CAPTION.match(row.text)
    return match is not None and match.end() >= len(row.text.rstrip(". "))


def _table_end(rows: Sequence[Row], start: int) -> int:
    """Behind the table's lines: at a blank line once rows have begun, or at prose."""
    seen = False
    for end in range(start, min(start + _MAX_ROWS, len(rows))):
        is_row = _row_of_figures(rows[end]) is not None
        if end > start and rows[end].blank and seen and not is_row:
            return end + 1 if _same_shape(rows[end - 1], rows[end]) else end
        if seen and not is_row and (len(rows[end].text) > 60 or _TERMINAL.search(rows[end].text)):
            return end
        seen = seen or is_row
    return min(start + _MAX_ROWS, len(rows))


def _same_shape(above: Row, row: Row) -> bool:
    """A cell's second line: it is a word and a figure as the first is («Экспорт 12,4 %» over «Импорт 26,5 %»)."""
    shape = re.compile(r"([А-ЯЁ][а-яё]+) \d+(?:,\d+)?( ?%)?$")
    first, second = shape.search(above.text), shape.fullmatch(row.text)
    return bool(first and second and first[2] == second[2])


def _row_of_figures(row: Row) -> Cells | None:
    """A label and two figures or more; words may follow the last (they belong to its cell)."""
    words = row.words
    first = 1
    while first < len(words) and not _FIGURE.fullmatch(words[first].text):
        first += 1
    last = first
    while last < len(words) and _FIGURE.fullmatch(words[last].text):
        last += 1
    if last - first < 2 and not (last - first == 1 and first == 1 and last == len(words)):
        return None
    if sum(any(c.isdigit() for c in word.text) for word in words[first:last]) == 0:
        return None
    figures: list[tuple[Word, ...]] = [(word,) for word in words[first:last]]
    if last < len(words):
        figures.append(words[last:])
    return Cells(words[:first], tuple(figures))


def _figures(caption: Row, body: Sequence[Row]) -> tuple[Grid, int] | None:
    """The grid of a head and rows of figures, and how many of the lines it took."""
    made = [_row_of_figures(row) for row in body]
    first = next((at for at, cells in enumerate(made) if cells is not None), None)
    if first is None or first > 6:
        return None
    for columns in sorted({len(cells.figures) for cells in made if cells is not None}):
        head = texthead.cells([word for row in body[:first] for word in row.words], columns + 1, body[:first])
        rows = _table_rows(body, made, first, columns) if head is not None else None
        if head is None or rows is None or len(rows[0]) < 2:
            continue
        table, used = rows
        slots = [Slot(0, column, (unplaced(words),), header=True) for column, words in enumerate(head)]
        slots += [
            Slot(number, column, tuple(lines))
            for number, row in enumerate(table, start=1)
            for column, lines in enumerate(row)
        ]
        match = CAPTION.match(caption.text)
        number = match[1] if match else None
        return Grid(tuple(slots), len(table) + 1, columns + 1, None, None, True, number), used
    return None


def _table_rows(
    body: Sequence[Row], made: Sequence[Cells | None], first: int, columns: int
) -> tuple[list[list[list[Line]]], int] | None:
    """Rows of cells of lines, and the index behind the last of them; null where a row doesn't fall into so many."""
    usual = _usual([cells for cells in made if cells is not None], columns)
    table: list[list[list[Line]]] = []
    for at in range(first, len(body)):
        cells = made[at]
        if cells is not None:
            figures = _fitted(cells, columns, usual)
            if figures is None:
                return None
            table.append([[unplaced(cells.label)], *([unplaced(figure)] for figure in figures)])
        elif (
            table and len(body[at].text) < 40 and (not body[at].blank or _same_shape(body[at - 1], body[at]))
        ):
            table[-1][-1].append(unplaced(body[at].words))
        else:
            return table, at
    return table, len(body)


def _fitted(cells: Cells, columns: int, usual: Sequence[float | None]) -> list[tuple[Word, ...]] | None:
    """The row's figures in so many cells; groups of three digits are joined where that can be told.

    «1 250 110 1 360» falls into three cells in three ways: only the one whose figures are of their columns' usual size
    (decimal logarithms, from the rows that leave no doubt) is taken, and only when no other comes near it.
    """
    figures = list(cells.figures)
    if len(figures) == columns:
        return figures
    found = list(_groupings(figures, columns))
    ways = sorted((_oddity(way, usual), at) for at, way in enumerate(found))
    if not ways or (len(ways) > 1 and (None in usual or ways[1][0] - ways[0][0] < 1.5)):
        return None
    return found[ways[0][1]]


def _groupings(figures: Sequence[tuple[Word, ...]], columns: int) -> Iterator[list[tuple[Word, ...]]]:
    """Every way to read the figures as so many, with spaces between thousands."""
    if not figures or columns < 1:
        if not figures and not columns:
            yield []
        return
    for size in range(1, len(figures) - columns + 2):
        group = figures[:size]
        if size > 1 and not (
            _LEADING.fullmatch(group[0][-1].text) and all(_GROUP.fullmatch(g[0].text) for g in group[1:])
        ):
            return
        for rest in _groupings(figures[size:], columns - 1):
            yield [tuple(word for figure in group for word in figure), *rest]


def _oddity(way: Sequence[tuple[Word, ...]], usual: Sequence[float | None]) -> float:
    """How far the figures are from their columns' usual size, in powers of ten."""
    return sum(
        abs(size - known)
        for figure, known in zip(way, usual, strict=True)
        if known is not None and (size := _magnitude(figure)) is not None
    )


def _magnitude(figure: Sequence[Word]) -> float | None:
    digits = re.sub(r"[^\d.]", "", "".join(word.text for word in figure).replace(",", "."))
    value = float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else 0.0
    return log10(value) if value > 0 else None


def _usual(rows: Sequence[Cells], columns: int) -> list[float | None]:
    """Each column's usual size, from the rows that have a figure for each column."""
    sure = [cells.figures for cells in rows if len(cells.figures) == columns]
    found: list[float | None] = []
    for column in range(columns):
        sizes = [size for figures in sure if (size := _magnitude(figures[column])) is not None]
        found.append(median(sizes) if sizes else None)
    return found


def _tabbed(caption: Row, body: Sequence[Row]) -> Grid:
    """Cells parted by TABs; the rows above the first one with figures are the head."""
    slots: list[Slot] = []
    for number, row in enumerate(body):
        offset, words = 0, list(row.words)
        for column, part in enumerate(row.text.split("\t")):
            count = len(part.split())
            inside, words = tuple(words[:count]), words[count:]
            slots.append(Slot(number, column, (unplaced(inside),) if inside else (), header=number == 0))
            offset += len(part) + 1
    match = CAPTION.match(caption.text)
    width = len(body[0].text.split("\t"))
    return Grid(tuple(slots), len(body), width, None, None, True, match[1] if match else None)
