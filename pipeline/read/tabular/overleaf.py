"""The rest of a table without rules on the next page, under its head printed again («Продолжение таблицы 2»).

A table of words has no rows of figures to show its columns by, and the first column of what goes on may be empty: the row that
the page's end cut has its name overleaf. But the head that is printed again says where the columns begin, and the table ends
where a line runs over from one of them into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.read.flow import Grid, Slot
from pipeline.read.ink import Line, Word
from pipeline.read.tabular.cells import Row, Run, runs
from pipeline.read.tabular.lattice import lines
from pipeline.read.tabular.levels import CONTINUED, NOTE

_AT_EDGE: Final = 3.0
"""Points that a cell may begin left of its column's head."""
_APART: Final = 1.25
"""Rows stand so many times farther apart than the lines of one cell."""
_SEVERAL: Final = 2.5
"""One in so many lines begins at a column that names rows."""


def under_head(before: Grid, line_list: Sequence[Line]) -> tuple[Grid, int] | None:
    """The table that goes on under its own head, and the index behind its last line; null where the page begins otherwise."""
    if len(line_list) < 4 or not CONTINUED.match(line_list[0].text):
        return None
    head = runs(line_list[1])
    named = [" ".join(line.text for line in slot.lines) for slot in before.slots if slot.header]
    if len(head) < 2 or [run.text for run in head] != named:
        return None
    edges = [run.x0 for run in head]
    rows: list[tuple[Line, Row]] = []
    for line in line_list[2:]:
        row = runs(line)
        if NOTE.match(line.text) or any(_column(run, edges) is None for run in row):
            break
        rows.append((line, row))
    if sum(len(row) > 1 for _, row in rows) < 2:
        return None
    found = [Slot(0, at, lines(run.words), True) for at, run in enumerate(head)]
    groups = _grouped(rows, edges)
    for number, group in enumerate(groups, 1):
        cells: list[list[Word]] = [[] for _ in edges]
        for run in (run for row in group for run in row):
            cells[_column(run, edges) or 0].extend(run.words)
        found.extend(Slot(number, at, lines(words)) for at, words in enumerate(cells))
    words = [word for _, row in rows for run in row for word in run.words] + list(line_list[1].words)
    box = (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
    made = Grid(tuple(found), 1 + len(groups), len(edges), line_list[1].page, box, 0)
    return made, 2 + len(rows)


def _column(run: Run, edges: Sequence[float]) -> int | None:
    """The column that the run begins in; null where it runs over into the next, or begins left of all of them."""
    at = sum(run.x0 > edge - _AT_EDGE for edge in edges) - 1
    if at < 0 or (at + 1 < len(edges) and run.x1 > edges[at + 1] - 1):
        return None
    return at


def _grouped(rows: Sequence[tuple[Line, Row]], edges: Sequence[float]) -> list[list[Row]]:
    """The lines as rows: one begins at the column that names most of them, or left of it, farther below than a cell's lines."""
    firsts = [_column(row[0], edges) or 0 for _, row in rows if len(row) > 1]
    names = next(
        at for at in range(len(edges)) if _SEVERAL * sum(first <= at for first in firsts) >= len(firsts)
    )
    steps = [below.base - above.base for (above, _), (below, _) in pairwise(rows)]
    apart = _APART * min(steps) if steps and max(steps) > _APART * min(steps) else 0.0
    groups: list[list[Row]] = []
    for at, (_, row) in enumerate(rows):
        if not groups or ((_column(row[0], edges) or 0) <= names and (not at or steps[at - 1] > apart)):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups
