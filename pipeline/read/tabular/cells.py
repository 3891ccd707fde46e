"""Words of one row of a table parted into cells, and the columns that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.read.ink import Line, Word

_GAP = 0.75
"""A gap wider than this many sizes parts two cells."""


class Run(NamedTuple):
    """Words that stand together in one row."""

    words: tuple[Word, ...]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Row = tuple[Run, ...]
Extent = tuple[float, float]
"""A column's left and right edge."""


def runs(line: Line) -> Row:
    """The line's words parted at wide gaps."""
    groups: list[list[Word]] = []
    for word in line.words:
        if groups and word.x0 - groups[-1][-1].x1 <= _GAP * max(word.size, groups[-1][-1].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(Run(tuple(group), group[0].x0, max(word.x1 for word in group)) for group in groups)


def overlapped(run: Run, columns: Sequence[Extent]) -> list[int]:
    """The columns that the run stands over."""
    return [at for at, (left, right) in enumerate(columns) if run.x0 < right and run.x1 > left]


def column_of(run: Run, columns: Sequence[Extent]) -> int:
    """The column that the run belongs to."""
    over = overlapped(run, columns)
    if len(over) == 1:
        return over[0]
    middle = (run.x0 + run.x1) / 2
    return min(
        over or range(len(columns)), key=lambda at: abs((columns[at][0] + columns[at][1]) / 2 - middle)
    )
