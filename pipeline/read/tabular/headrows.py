"""The head of a table without a lattice: which cell stands over which columns.

A head of several levels names groups of columns above their own names, and groups of groups above those. What shows the
groups: a short rule under the upper cell (booktabs' cmidrule), the upper cell's own width, or where it stands: in the middle
over the cells that it names. Each level may take several lines, and a cell beside them stands at their height or between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from pipeline.read.flow import Slot
from pipeline.read.ink import Rule, Word
from pipeline.read.tabular.cells import Extent, Row, Run, column_of, overlapped
from pipeline.read.tabular.lattice import lines

_REACH: Final = 4.5
"""Sizes from the first line of an upper cell to the rule under it."""
_ASLANT: Final = 0.25
"""Share of a group's width that its upper cell's middle may be off."""


class Group(NamedTuple):
    """Columns from `first` to `last` under one upper cell; `floor`: y of the rule between them and it, or null."""

    first: int
    last: int
    floor: float | None = None


class Cell(NamedTuple):
    """A cell of the head over the columns from `first` to `last`, and the cells under it; none under a column's own name."""

    first: int
    last: int
    words: list[Word]
    below: tuple[Cell, ...] = ()

    @property
    def depth(self) -> int:
        return 1 + max((cell.depth for cell in self.below), default=0)


def slots(rows: Sequence[Row], columns: Sequence[Extent], rules: Sequence[Rule]) -> list[Slot]:
    """The head's cells; a further row of them wherever runs stand over several columns."""
    cells = list(_cells(rows, columns, rules, 0, len(columns) - 1))
    if not any(cell.words for cell in cells):
        return []
    return list(_laid(cells, 0, max(cell.depth for cell in cells)))


def _cells(
    rows: Sequence[Row],
    columns: Sequence[Extent],
    rules: Sequence[Rule],
    first: int,
    last: int,
    level: int = 0,
) -> Iterator[Cell]:
    """The cells over the columns from `first` to `last`, whose lines `rows` hold."""
    upper: dict[int, list[Word]] = {}
    lower: dict[int, list[Row]] = {}
    groups: dict[int, Group] = {}
    for at, row in enumerate(rows):
        placed = _by_place(row, rows[at + 1 :], columns)
        under: dict[int, list[Run]] = {}
        for run in row:
            own = groups.get(column_of(run, columns))
            if own is not None:
                alone = not any(other is not run and _stands_in(other, own, columns) for other in row)
                if _is_upper(run, own, columns, upper[own.first], alone and own.first not in lower):
                    upper[own.first].extend(run.words)
                else:
                    under.setdefault(own.first, []).append(run)
                continue
            group = _over_rule(run, row, columns, rules) or placed.get(id(run)) or _by_width(run, columns)
            if group is not None and level and not _is_divided(group, rows[at + 1 :], columns):
                group = None
            if group is not None and not any(c in groups for c in range(group.first, group.last + 1)):
                named: list[Word] = []
                for column in range(group.first, group.last + 1):
                    groups[column] = group
                    named.extend(upper.pop(column, ()))
                upper[group.first] = [*named, *run.words]
            else:
                upper.setdefault(column_of(run, columns), []).extend(run.words)
        for column, runs in under.items():
            lower.setdefault(column, []).append(tuple(runs))
    for column in range(first, last + 1):
        group = groups.get(column)
        if group is None:
            yield Cell(column, column, upper.get(column, []))
        elif group.first == column:
            below = (
                _cells(lower.get(column, ()), columns, rules, column, group.last, level + 1) if lower else ()
            )
            yield Cell(column, group.last, upper.get(column, []), tuple(below))


def _laid(cells: Iterable[Cell], row: int, rest: int) -> Iterator[Slot]:
    """The cells from `row` down in `rest` rows; a column's own name stands in all that are left."""
    for cell in cells:
        high = 1 if cell.below else rest
        yield Slot(row, cell.first, lines(cell.words), True, high, cell.last - cell.first + 1)
        yield from _laid(cell.below, row + 1, rest - 1)


def _stands_in(run: Run, group: Group, columns: Sequence[Extent]) -> bool:
    return group.first <= column_of(run, columns) <= group.last


def _is_divided(group: Group, below: Sequence[Row], columns: Sequence[Extent]) -> bool:
    """Whether each of the group's columns has a name of its own under it."""
    named = {column_of(run, columns) for row in below for run in row}
    return named >= set(range(group.first, group.last + 1))


def _is_upper(run: Run, group: Group, columns: Sequence[Extent], words: Sequence[Word], begins: bool) -> bool:
    """Whether a further run over the group's columns is more of the upper cell: set under it, flush or in one axis.

    `begins`: it stands alone there, and no lower cells stand above it.
    """
    if group.floor is not None:
        return run.words[0].base < group.floor
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    in_line = abs(run.x0 - x0) < 1 or abs(run.x0 + run.x1 - x0 - x1) < 2 * run.words[0].size
    return begins and in_line and len(overlapped(run, columns)) > 1


def _over_rule(run: Run, row: Row, columns: Sequence[Extent], rules: Sequence[Rule]) -> Group | None:
    """The columns over a short rule under the run; a rule under several of the row's runs doesn't tell theirs."""
    base, size = run.words[0].base, run.words[0].size
    whole = columns[-1][1] - columns[0][0]
    for rule in sorted(rules, key=lambda rule: rule.top):
        if not (0 < rule.top - base < _REACH * size and rule.x1 - rule.x0 < 0.95 * whole):
            continue
        if not (rule.x0 - 2 <= run.x0 and run.x1 <= rule.x1 + 2):
            continue
        if any(other is not run and rule.x0 < other.x1 and other.x0 < rule.x1 for other in row):
            return None
        over = [at for at, (x0, x1) in enumerate(columns) if rule.x0 - 3 <= (x0 + x1) / 2 <= rule.x1 + 3]
        if len(over) > 1:
            return Group(over[0], over[-1], rule.top)
    return None


def _by_width(run: Run, columns: Sequence[Extent]) -> Group | None:
    over = overlapped(run, columns)
    return Group(over[0], over[-1]) if len(over) > 1 else None


def _by_place(row: Row, below: Sequence[Row], columns: Sequence[Extent]) -> dict[int, Group]:
    """By `id` of a run, the columns in whose middle it stands: those of a lower line's neighbouring cells, shared out."""
    found: dict[int, Group] = {}
    for lower in below:
        for part in _neighbours(lower, columns):
            over = [run for run in row if part[0].x0 <= (run.x0 + run.x1) / 2 <= part[-1].x1]
            if not 0 < len(over) < len(part) or any(id(run) in found for run in over):
                continue
            for run, (first, last) in zip(
                over, _shared(over, part, column_of(lower[0], columns) == 0), strict=False
            ):
                if last > first:
                    ends = column_of(part[first], columns), column_of(part[last], columns)
                    found[id(run)] = Group(*ends)
    return found


def _neighbours(row: Row, columns: Sequence[Extent]) -> Iterator[list[Run]]:
    """Runs of a line in columns that follow each other, but for the first column, which names the rows."""
    part: list[Run] = []
    for run in row:
        at = column_of(run, columns)
        if at == 0:
            continue
        if part and at != column_of(part[-1], columns) + 1:
            yield part
            part = []
        part.append(run)
    if part:
        yield part


def _shared(over: Sequence[Run], part: Sequence[Run], even: bool) -> list[tuple[int, int]]:
    """First and last of `part` for each run over it, in the order that puts them nearest to the middles; none if one is off."""
    best: list[tuple[int, int]] = []
    least = float("inf")
    for cuts in combinations(range(1, len(part)), len(over) - 1):
        edges = (0, *cuts, len(part))
        shares = [(a, b - 1) for a, b in pairwise(edges)]
        off = [
            abs(_middle(part[a], part[b]) - _middle(run, run))
            for run, (a, b) in zip(over, shares, strict=True)
        ]
        fits = all(
            miss < (_ASLANT * (part[b].x1 - part[a].x0) if b > a else 2 * part[a].words[0].size)
            for miss, (a, b) in zip(off, shares, strict=True)
        )
        one = any(_is_one(run, part[a : b + 1], even) for run, (a, b) in zip(over, shares, strict=True))
        if fits and not one and sum(off) < least:
            best, least = shares, sum(off)
    return best


def _is_one(run: Run, under: Sequence[Run], even: bool) -> bool:
    """Whether the run stands over one of several: flush with it, or in its own middle.

    Of three, the one in the middle stands there anyway. `even`: the first column's head stands on the lower line too, so that
    a cell of one line needn't be a lower one.
    """
    middle = under[len(under) // 2] if len(under) % 2 and not even else None
    return len(under) > 1 and any(
        other is not middle
        and (abs(_middle(other, other) - _middle(run, run)) < 2 or abs(other.x0 - run.x0) < 1)
        for other in under
    )


def _middle(first: Run, last: Run) -> float:
    return (first.x0 + last.x1) / 2
