"""Lines of a table's body → its rows: which lines are one row's, when no rule says so.

A cell of several lines stands beside figures that take one; the printer sets those on the row's first line, its last or in
its middle. What tells, the surest first: lines that overlap in height are one row; a value that ends in a slash, or a word
that ends in a hyphen, goes on below; rows stand farther apart than the lines of a cell; where all stand alike, a label that
begins small goes on, and so does one whose first word wouldn't have fitted on the line above. A label that would have
fitted there is a row of its own: a heading inside the table, without figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from pipeline.read.ink import Line
from pipeline.read.tabular.cells import Extent, Row, Run, column_of
from pipeline.read.tabular.figured import has_figures, is_figure

_OPEN: Final = re.compile(r"(?:/|\w[-‐\u00ad\ufffe])$")
"""The end of a cell's line after which more must come."""
_GOES_ON: Final = re.compile(r"[а-яёa-z(,;]")
_PART: Final = re.compile(r"в\s+том\s+числе|в\s+т\.\s?ч\.|из\s+них\b|из\s+которых\b")
"""A row of its own, however it begins."""
_SPACE: Final = 0.3
_LONG: Final = 11.0
"""Sizes; labels that long have come to their column's end."""


def grouped(
    physical: Sequence[tuple[Line, Row]], columns: Sequence[Extent], rules: Iterable[float] = ()
) -> list[list[Row]]:
    """Physical rows as the table's rows; `rules`: y of the rules between rows, which no row crosses."""
    steps = [below.base - above.base for (above, _), (below, _) in pairwise(physical)]
    whole = [b.base - a.base for (a, _), (b, _) in pairwise(physical) if not overlap(a, b)]
    close = 1.18 * min(whole, default=0.0)
    even = bool(steps) and max(steps) <= close
    cuts = sorted(rules)
    groups: list[list[Row]] = []
    for at, (line, row) in enumerate(physical):
        joined = False
        if groups:
            above = physical[at - 1][0]
            if any(above.base < y < line.base for y in cuts):
                joined = False
            elif overlap(above, line) or _is_open(groups[-1], row, columns):
                joined = True
            elif even:
                joined = _goes_on(groups[-1], [row for _, row in physical[at:]], columns, physical)
            else:
                joined = steps[at - 1] <= close and not _clash(groups[-1], row, columns)
        if joined:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def overlap(above: Line, line: Line) -> bool:
    """Whether two lines stand closer than lines of one cell can: cells of one row, each set in its row's middle."""
    return line.base - above.base < 0.75 * min(line.size, above.size)


def is_row(row: Row, columns: Sequence[Extent]) -> bool:
    """Whether the line has figures, or nearly all its cells."""
    return (len(row) >= 2 and has_figures(row)) or len(row) >= max(2, len(columns) - 1)


def _label(row: Row, columns: Sequence[Extent]) -> Run | None:
    return row[0] if column_of(row[0], columns) == 0 else None


def _last(group: Sequence[Row], column: int, columns: Sequence[Extent]) -> Run | None:
    """The lowest run of the group in the column."""
    return next((run for row in reversed(group) for run in row if column_of(run, columns) == column), None)


def _is_open(group: Sequence[Row], row: Row, columns: Sequence[Extent]) -> bool:
    """Whether every cell of the line stands under one that isn't finished: «6,5 /» over «23,3»."""
    for run in row:
        above = _last(group, column_of(run, columns), columns)
        if above is None or not (_OPEN.search(above.text) or run.text.startswith("(")):
            return False
    return True


def _clash(group: Sequence[Row], row: Row, columns: Sequence[Extent]) -> bool:
    """Whether the line has a label, and a figure under one that is finished: a row of its own."""
    if _label(row, columns) is None:
        return False
    for run in row[1:]:
        if is_figure(run.text):
            above = _last(group, column_of(run, columns), columns)
            if above is not None and is_figure(above.text) and not _OPEN.search(above.text):
                return True
    return False


def _goes_on(
    group: Sequence[Row], rest: Sequence[Row], columns: Sequence[Extent], physical: Sequence[tuple[Line, Row]]
) -> bool:
    """Whether the first line of `rest` is more of the row above, where all lines stand equally far apart."""
    row = rest[0]
    label = _label(row, columns)
    above = _last(group, 0, columns)
    if label is not None and (_PART.match(label.text) or (above is not None and above.text.endswith(":"))):
        return False
    filled = any(is_row(other, columns) for other in group)
    if is_row(row, columns):
        if filled or any(len(other) > 1 for other in group):
            return False
        return label is None or bool(_GOES_ON.match(label.text)) or _wraps(above, label, physical, columns)
    if label is None or len(row) > 1:
        return True
    if _GOES_ON.match(label.text):
        return True
    for below in rest[1:]:
        under = _label(below, columns)
        if is_row(below, columns):
            if filled and (under is None or _GOES_ON.match(under.text)):
                return False  # its figures are still to come
            break
        if under is None or not _GOES_ON.match(under.text):
            break
    return _wraps(above, label, physical, columns)


def _wraps(
    above: Run | None, label: Run, physical: Sequence[tuple[Line, Row]], columns: Sequence[Extent]
) -> bool:
    """Whether the label's first word wouldn't have fitted on the line above it, in a column that is known to be so narrow."""
    if above is None:
        return False
    labels = [run for _, row in physical for run in row[:1] if column_of(run, columns) == 0]
    left, right = min(run.x0 for run in labels), max(run.x1 for run in labels)
    first = label.words[0]
    narrow = right - left > _LONG * first.size or any(
        len(row) == 1 and _GOES_ON.match(row[0].text) and column_of(row[0], columns) == 0
        for _, row in physical
    )
    return narrow and above.x1 + _SPACE * first.size + first.x1 - first.x0 > right + 0.5
