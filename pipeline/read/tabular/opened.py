"""Ruled tables without rules between their rows: one tall lattice row holds all of them, and its lines tell them apart.

Many journals rule the head and the columns and leave the body open. Read as drawn, each column would be one cell of many
figures, which is worse than no table. So where several lines of a row have a label and figures, each line group is a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.flow import Slot
from pipeline.read.ink import Word
from pipeline.read.tabular import bodyrows
from pipeline.read.tabular.cells import Extent, Row, Run, column_of
from pipeline.read.tabular.figured import is_figure
from pipeline.read.tabular.lattice import lines


def parted(slots: Sequence[Slot], rows: int, edges: Sequence[float]) -> tuple[list[Slot], int]:
    """The slots with each open row parted, and the number of rows; `edges`: x of the columns' edges."""
    columns = list(pairwise(edges))
    result: list[Slot] = []
    more = 0
    for row in range(rows):
        here = [slot for slot in slots if slot.row == row]
        groups = _groups(slots, row, here, columns)
        if len(groups) < 2:
            result.extend(slot._replace(row=row + more) for slot in here)
            continue
        for slot in here:
            box = slot.box or (0.0, 0.0, 0.0, 0.0)
            for at, (words, top, bottom) in enumerate(groups):
                found = lines(words.get(slot.column, ()))
                box_here = None if slot.box is None else (box[0], top, box[2], bottom)
                result.append(slot._replace(row=row + more + at, lines=found, box=box_here))
        more += len(groups) - 1
    return result, rows + more


_Group = tuple[dict[int, list[Word]], float, float]
"""Words by column, and the y of the group's top and bottom."""


def _groups(slots: Sequence[Slot], row: int, here: Sequence[Slot], columns: Sequence[Extent]) -> list[_Group]:
    """The rows in one lattice row; fewer than two where it is a row itself."""
    if not any(len(slot.lines) > 1 for slot in here[1:]) or any(
        slot.column_span > 1 or slot.row_span > 1 for slot in here
    ):
        return []
    if any(slot.row < row < slot.row + slot.row_span for slot in slots):
        return []
    words = [word for slot in here for line in slot.lines for word in line.words]
    physical = [(line, _cells(line.words, columns)) for line in lines(words)]
    groups = bodyrows.grouped(physical, columns)
    told = [group for group in groups if _is_labelled(group, columns)]
    if len(told) < 2 or 2 * len(told) < len(groups):
        return []
    found: list[_Group] = []
    for group in groups:
        own: dict[int, list[Word]] = {}
        for line in group:
            for run in line:
                own.setdefault(column_of(run, columns), []).extend(run.words)
        inside = [word for held in own.values() for word in held]
        found.append((own, min(word.top for word in inside), max(word.bottom for word in inside)))
    return found


def _cells(words: Sequence[Word], columns: Sequence[Extent]) -> Row:
    """The words of a line by the column that each stands in."""
    made: list[list[Word]] = [[] for _ in columns]
    for word in words:
        middle = (word.x0 + word.x1) / 2
        at = next((at for at, (_, right) in enumerate(columns) if middle < right), len(columns) - 1)
        made[at].append(word)
    return tuple(Run(tuple(held), held[0].x0, max(word.x1 for word in held)) for held in made if held)


def _is_labelled(group: Sequence[Row], columns: Sequence[Extent]) -> bool:
    """Whether the group has something in the first column, and a figure elsewhere."""
    runs = [run for line in group for run in line]
    return any(column_of(run, columns) == 0 for run in runs) and any(
        is_figure(run.text) for run in runs if column_of(run, columns)
    )
