"""Tables of words without a lattice: names of documents, parties, subjects, and no row of figures to tell the head by.

Prose has wide gaps too, in justified lines; but in a table the cells of a column begin at one x in row after row. The head
is what stands above the first inner rule, or else the first row. A row begins where its first column has something.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.read.ink import Line, Rule
from pipeline.read.tabular.cells import Extent, Row, column_of
from pipeline.read.tabular.figured import is_figure

_LEAST_ROWS: Final = 3
_AT_EDGE: Final = 3.0
"""Points that the beginnings of cells may be from their column's left edge."""


def first_row(
    physical: Sequence[tuple[Line, Row]], columns: Sequence[Extent], rules: Sequence[Rule]
) -> int | None:
    """Index of the first line of the body; null where the lines are no table's."""
    if len(physical) < _LEAST_ROWS or not _lines_up([row for _, row in physical], columns):
        return None
    first, last = physical[0][0], physical[-1][0]
    inner = [rule.top for rule in rules if first.base < rule.top < last.base - last.size]
    if inner:
        return next(at for at, (line, _) in enumerate(physical) if line.base > min(inner))
    groups = body_rows(physical, columns)
    return len(groups[0]) if len(groups) > 2 else None


def body_rows(physical: Sequence[tuple[Line, Row]], columns: Sequence[Extent]) -> list[list[Row]]:
    """The lines grouped into the table's rows."""
    steps = [below.base - above.base for (above, _), (below, _) in pairwise(physical)]
    apart = 1.18 * min(steps) if steps and max(steps) > 1.25 * min(steps) else None
    groups: list[list[Row]] = []
    for at, (_, row) in enumerate(physical):
        begins = column_of(row[0], columns) == 0
        if apart is not None and at:
            begins = begins and steps[at - 1] > apart
        elif at:
            whole = len(row) >= max(2, len(columns) - 1) or _is_second(groups[-1], row, columns)
            begins = begins and whole and not row[0].text[0].islower()
        if begins or not groups:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _is_second(group: Sequence[Row], row: Row, columns: Sequence[Extent]) -> bool:
    """Whether the line has a figure under another one: «Итого … 782,4»."""
    above = {column_of(run, columns) for other in group for run in other if is_figure(run.text)}
    return any(is_figure(run.text) and column_of(run, columns) in above for run in row[1:])


def _lines_up(rows: Sequence[Row], columns: Sequence[Extent]) -> bool:
    """Whether cells begin at their columns' edges, each column has several, and the gaps are wider than in prose."""
    edges = 0
    cells = 0
    filled = [0] * len(columns)
    for row in rows:
        for run in row:
            at = column_of(run, columns)
            cells += 1
            filled[at] += 1
            middle = abs((run.x0 + run.x1) / 2 - (columns[at][0] + columns[at][1]) / 2)
            edges += min(abs(run.x0 - columns[at][0]), abs(run.x1 - columns[at][1]), middle) < _AT_EDGE
    gaps = [b.x0 - a.x1 for row in rows for a, b in pairwise(row)]
    size = rows[0][0].words[0].size
    several = sum(len(row) > 1 for row in rows)
    return (
        edges >= 0.8 * cells
        and min(filled) >= 2
        and several >= max(_LEAST_ROWS - 1, 0.4 * len(rows))
        and bool(gaps)
        and sum(gaps) > 1.5 * size * len(gaps)
    )
