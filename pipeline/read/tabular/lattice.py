"""Ruled tables: drawn lines → a lattice of cells → the words inside them.

Rules that touch make one lattice. Its upright and level coordinates cut it into elementary cells; where no rule stands
between two of them they are one cell, so that merged cells come out with their spans. Tables with level rules only have no
lattice (see `levels`): their columns come from the words, the rules say only where the table begins and ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Box
from pipeline.read.flow import Slot
from pipeline.read.ink import Line, Rule, Word, line_of

_TOUCH = 3.5
_LINE = 8.0
"""Points; less than a line of text."""


class Lattice(NamedTuple):
    """A table's grid: upright coordinates `xs`, level coordinates `ys`, and the rules themselves."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """Ruled tables of at least two columns and two rows (or two boxes), from the top down, of `merged` rules."""
    if sum(rule.is_horizontal for rule in rules) < 3:
        return []
    found = []
    # What begins at the page's very edge is the box of a running head, whose lower edge may touch the table.
    rules = [rule for rule in rules if rule.is_horizontal or rule.top > _TOUCH]
    for group in _touching(rules):
        level = tuple(rule for rule in group if rule.is_horizontal)
        upright = tuple(rule for rule in group if not rule.is_horizontal)
        if len(level) < 2 or len(upright) < 1:
            continue
        x0, x1 = min(rule.x0 for rule in level), max(rule.x1 for rule in level)
        xs = _clusters([*(rule.x0 for rule in upright), x0, x1])
        ys = _clusters([*(rule.top for rule in level), *_torn(level, upright)])
        if len(xs) < 3 or len(ys) < 3:
            continue
        found.append(Lattice(xs, ys, level, upright))
    return sorted(found, key=lambda lattice: lattice.ys[0])


def _torn(level: Sequence[Rule], upright: Sequence[Rule]) -> list[float]:
    """Where the page's end has cut the table: two upright rules or more end together, a line beyond the last level one."""
    top, bottom = min(rule.top for rule in level), max(rule.top for rule in level)
    ends: list[float] = []
    for beyond in (
        [rule.top for rule in upright if rule.top < top - _LINE],
        [rule.bottom for rule in upright if rule.bottom > bottom + _LINE],
    ):
        if len(beyond) > 1 and max(beyond) - min(beyond) < _TOUCH:
            ends.append(beyond[0])
    return ends


def slots(lattice: Lattice, words: Sequence[Word]) -> tuple[list[Slot], int, int]:
    """The lattice's cells with their words; number of rows and of columns."""
    columns, rows = len(lattice.xs) - 1, len(lattice.ys) - 1
    owner = _merge_cells(lattice, rows, columns)
    inside: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = place(word)
        inside.setdefault(owner[_index(lattice.ys, y, rows), _index(lattice.xs, x, columns)], []).append(word)
    merged_cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell, root in owner.items():
        merged_cells.setdefault(root, []).append(cell)
    found: list[Slot] = []
    for root, cells in sorted(merged_cells.items()):
        bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
        box = (lattice.xs[root[1]], lattice.ys[root[0]], lattice.xs[right + 1], lattice.ys[bottom + 1])
        found.append(_slot(root, (bottom + 1, right + 1), inside.get(root, ()), box))
    return found, rows, columns


def boxed(boxes: Sequence[Box], words: Sequence[Word]) -> tuple[list[Slot], int, int] | None:
    """The same for cells that come as boxes; null where a word falls into none of them."""
    xs = _clusters([x for box in boxes for x in (box[0], box[2])])
    ys = _clusters([y for box in boxes for y in (box[1], box[3])])
    inside: list[list[Word]] = [[] for _ in boxes]
    for word in words:
        x, y = place(word)
        own = next(
            (at for at, (x0, top, x1, bottom) in enumerate(boxes) if x0 <= x < x1 and top <= y < bottom), None
        )
        if own is None:
            return None
        inside[own].append(word)
    found = [
        _slot((_edge(ys, box[1]), _edge(xs, box[0])), (_edge(ys, box[3]), _edge(xs, box[2])), held, box)
        for box, held in zip(boxes, inside, strict=True)
    ]
    return sorted(found, key=lambda slot: (slot.row, slot.column)), len(ys) - 1, len(xs) - 1


def place(word: Word) -> tuple[float, float]:
    """The point of a word that says which cell it is in: its middle, at the height of its small letters."""
    return (word.x0 + word.x1) / 2, word.base - 0.3 * word.size


def holds(box: Box, word: Word) -> bool:
    """Whether the word stands in the table's box."""
    x, y = place(word)
    return box[0] - 2 <= x <= box[2] + 2 and box[1] <= y <= box[3]


def is_frame(slots: Sequence[Slot], words: Sequence[Word]) -> bool:
    """A frame around prose: one cell holds nearly everything."""
    letters = sum(len(word.text) for word in words)
    largest = max(sum(len(line.text) for line in slot.lines) for slot in slots)
    return len(words) > 40 and (largest > 0.9 * letters or (largest > 0.35 * letters and largest > 700))


def _slot(root: tuple[int, int], end: tuple[int, int], words: Sequence[Word], box: Box) -> Slot:
    row, column = root
    return Slot(row, column, lines(words), row_span=end[0] - row, column_span=end[1] - column, box=box)


def lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """A cell's words as lines from the top down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        if rows and word.base - rows[-1][0].base < 0.3 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(line_of(row) for row in rows)


def _merge_cells(lattice: Lattice, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Each elementary cell's root: the top left cell of the merged cell that it belongs to."""
    xs, ys = lattice.xs, lattice.ys
    upright = [[rule for rule in lattice.upright if abs(rule.x0 - x) < _TOUCH] for x in xs]
    level = [[rule for rule in lattice.level if abs(rule.top - y) < _TOUCH] for y in ys]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            place = (row, column)
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column and not any(r.top - _TOUCH <= y <= r.bottom + _TOUCH for r in upright[column]):
                place = owner[row, column - 1]
            if row and not any(r.x0 - _TOUCH <= x <= r.x1 + _TOUCH for r in level[row]):
                above = owner[row - 1, column]
                place = min(place, above) if place == (row, column) or above[1] <= place[1] else place
            owner[row, column] = place
    return owner


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line as one rule, thickness taken off."""
    result: list[Rule] = []
    level = sorted((r for r in rules if r.is_horizontal), key=lambda r: (round((r.top + r.bottom) / 2), r.x0))
    upright = sorted(
        (r for r in rules if not r.is_horizontal), key=lambda r: (round((r.x0 + r.x1) / 2), r.top)
    )
    for rule in level:
        y = (rule.top + rule.bottom) / 2
        last = result[-1] if result else None
        if last and abs(last.top - y) < 1.6 and rule.x0 <= last.x1 + _TOUCH:
            result[-1] = Rule(min(last.x0, rule.x0), last.top, max(last.x1, rule.x1), last.top)
        else:
            result.append(Rule(rule.x0, y, rule.x1, y))
    start = len(result)
    for rule in upright:
        x = (rule.x0 + rule.x1) / 2
        last = result[-1] if len(result) > start else None
        if last and abs(last.x0 - x) < 1.6 and rule.top <= last.bottom + _TOUCH:
            result[-1] = Rule(last.x0, min(last.top, rule.top), last.x0, max(last.bottom, rule.bottom))
        else:
            result.append(Rule(x, rule.top, x, rule.bottom))
    return result


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules grouped by touching each other."""
    left = list(rules)
    groups: list[list[Rule]] = []
    while left:
        group = [left.pop()]
        for rule in group:
            apart: list[Rule] = []
            for other in left:
                (group if _touch(rule, other) else apart).append(other)
            left = apart
        groups.append(group)
    return groups


def _touch(a: Rule, b: Rule) -> bool:
    return (
        a.x0 <= b.x1 + _TOUCH
        and b.x0 <= a.x1 + _TOUCH
        and a.top <= b.bottom + _TOUCH
        and b.top <= a.bottom + _TOUCH
    )


def _clusters(values: Sequence[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return tuple(found)


def _edge(edges: Sequence[float], value: float) -> int:
    """Index of the edge that the value belongs to."""
    return bisect_right(edges, value + 0.01) - 1


def _index(edges: Sequence[float], value: float, count: int) -> int:
    return min(max(bisect_right(edges, value) - 1, 0), count - 1)
