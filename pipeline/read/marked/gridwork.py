"""A table of marked-up cells → its grid: where each cell stands once those that span rows and columns are laid.

The rules are HTML's (the table model of its standard, 4.9.12); OpenDocument and FictionBook count alike. A span says what
the writer hoped for: one past the last cell that begins anywhere is cut there, or a banner over «colspan=100» would make a
table of a hundred columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.tabular import tableheads

_MOST: Final = 200_000
_WIDEST: Final = 1_000
"""Places and columns; a table of more is a file made to be slow, and its cells are read as paragraphs."""


class Cell(NamedTuple):
    """A cell's paragraphs and how many rows and columns it asks for."""

    items: list[Item]
    rows: int
    columns: int
    head: bool


@dataclass(slots=True)
class Sheet:
    """A table under construction. `above`: what stands in it outside its cells, captions as a rule; `inside`: a cell is open."""

    role: int
    rows: list[list[Cell]] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)
    above: list[Item] = field(default_factory=list)
    inside: bool = False


def grid(sheet: Sheet) -> Grid | None:
    """The table's grid; null where it is a frame: a single row or column, or tables inside."""
    rows = [(row, head) for row, head in zip(sheet.rows, sheet.heads, strict=True) if row]
    if any(not isinstance(item, Paragraph) for row, _ in rows for cell in row for item in cell.items):
        return None
    placed = _placed([row for row, _ in rows])
    if placed is None:
        return None
    depth, width = len(rows), max((column for _, column, _ in placed), default=-1) + 1
    if depth < 2 or width < 2 or is_endless(depth, width):
        return None
    slots = tuple(
        Slot(
            row,
            column,
            tuple(line for item in cell.items if isinstance(item, Paragraph) for line in item.lines),
            row_span=min(cell.rows, depth - row),
            column_span=min(cell.columns, width - column),
        )
        for row, column, cell in placed
    )
    if not any(slot.lines for slot in slots):
        return None
    headed = 0
    for row, head in rows[: depth - 1]:
        if not (head or all(cell.head for cell in row)):
            break
        headed += 1
    found = (
        tuple(slot._replace(header=slot.row < headed) for slot in slots)
        if headed
        else tableheads.headed(slots, depth)
    )
    return Grid(found, depth, width, None, None, False)


def is_endless(rows: int, columns: int) -> bool:
    """Whether a grid has more places than any table's.

    >>> is_endless(60, 12), is_endless(2, 5_000), is_endless(3_000, 500)
    (False, True, True)
    """
    return columns > _WIDEST or rows * columns > _MOST


def _placed(rows: list[list[Cell]]) -> list[tuple[int, int, Cell]] | None:
    """Each cell with its row and column: the first place from the left that no cell above reaches down to.

    Null where one lands further right than any table goes.
    """
    placed: list[tuple[int, int, Cell]] = []
    taken: dict[int, int] = {}  # column → the first row where it is free again
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get(column, 0) > at:
                column += 1
            if column >= _WIDEST:
                return None
            placed.append((at, column, cell))
            if cell.rows > 1:
                taken.update(dict.fromkeys(range(column, column + cell.columns), at + cell.rows))
            column += cell.columns
    return placed
