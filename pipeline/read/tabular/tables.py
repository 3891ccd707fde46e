"""Tables of a page, taken out before layout: ruled, with level rules only, or by alignment under a caption.

A table goes with its caption, wherever on the page it floats; an anchor stands among the runs for both, so that layout gives
them their place in the reading order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.model import Box
from pipeline.read.flow import Grid, Paragraph, Slot
from pipeline.read.ink import PageInk, Rule, Word
from pipeline.read.layout import ANCHOR
from pipeline.read.runs import Run, run_of, runs_of
from pipeline.read.tabular import alignment, captions, lattice, levels, opened, ruled, unruled
from pipeline.read.tabular.captions import caption, continued
from pipeline.read.tabular.levels import NOTE
from pipeline.read.tabular.overleaf import under_head
from pipeline.read.tabular.tableheads import headed
from pipeline.read.tabular.unruled import goes_on, under_caption

__all__ = [
    "NOTE",
    "Taken",
    "caption",
    "continued",
    "goes_on",
    "headed",
    "take",
    "under_caption",
    "under_head",
]


class Taken(NamedTuple):
    """A page's runs without the tables' but with an anchor for each, and the tables in the anchors' order.

    `titles`: of each table the captions that stand above it.
    """

    runs: Sequence[Run]
    grids: tuple[Grid, ...]
    rules: tuple[Rule, ...]
    titles: tuple[tuple[Paragraph, ...], ...] = ()


class _Found(NamedTuple):
    """A table's cells, and its words and box on the upright page."""

    grid: Grid
    words: Sequence[Word]
    box: Box


def take(page: PageInk, runs: Sequence[Run]) -> Taken:
    """The page's tables taken out of its runs."""
    if not runs or (len(page.rules) < 2 and not unruled.has_caption(runs)):
        return Taken(runs, (), page.rules)
    left: list[Run] = list(runs)
    grids: list[Grid] = []
    titles: list[tuple[Paragraph, ...]] = []
    merged = lattice.merged(page.rules)
    for found in _all(page, merged, left):
        title, over = captions.above(found.box, left)
        words = [*found.words, *over]
        box = (found.box[0], min((word.top for word in words), default=found.box[1]), *found.box[2:])
        left[:] = sorted(
            _without(
                left, words, (box[0], min(box[1], found.box[1]), box[2], box[3]), len(grids), page.number
            )
        )
        grids.append(found.grid)
        titles.append(title)
    if not grids:
        return Taken(runs, (), page.rules)
    return Taken(left, tuple(grids), _outside(page.rules, left), tuple(titles))


def _all(page: PageInk, rules: Sequence[Rule], left: Sequence[Run]) -> Iterator[_Found]:
    """The page's tables one after the other; what is found is gone from `left` before the next is looked for."""
    for ruling in lattice.lattices(rules):
        if (made := _ruled(ruling, page, left)) is not None:
            yield made
    for leveled in levels.found(rules, left):
        if (made := _leveled(leveled, left, page, rules)) is not None:
            yield made
    for grid, words in unruled.captioned(left):
        box = grid.box or (0.0, 0.0, 0.0, 0.0)
        yield _Found(grid._replace(box=page.as_shown(box)), words, box)


def _ruled(found: lattice.Lattice, page: PageInk, runs: Sequence[Run]) -> _Found | None:
    inside = _inside(runs, found.box)
    if len(inside) < 2:
        return None
    slots, rows, columns = ruled.slots(found, inside)
    if sum(bool(slot.lines) for slot in slots) < 2 or lattice.is_frame(slots, inside):
        return None
    if _is_scheme(slots) or captions.names_figure(found.box, runs):
        return None
    if columns == len(found.xs) - 1:
        slots, rows = opened.parted(slots, rows, found.xs)
    return _Found(_grid(slots, rows, columns, page, found.box), inside, found.box)


def _is_scheme(slots: Sequence[Slot]) -> bool:
    """Boxes in one row with drawn links between: a table of one row has no empty cells."""
    rows = {slot.row for slot in slots if slot.lines}
    return len(rows) == 1 and any(not slot.lines for slot in slots if slot.row in rows)


def _leveled(
    found: levels.Leveled, runs: Sequence[Run], page: PageInk, merged: Sequence[Rule]
) -> _Found | None:
    """The table between level rules; null where the words don't line up. `merged`: rules drawn in pieces as one."""
    box = found.box
    drawn = [*page.rules, *(rule for rule in merged if rule.x1 - rule.x0 > 0.9 * (box[2] - box[0]))]
    rules = [rule for rule in drawn if rule.is_horizontal and box[1] < rule.top < box[3] - 2]
    if found.open:
        below = levels.open_below(found, runs)
        if below > box[3]:
            rules.append(Rule(box[0], box[3], box[2], box[3]))
            box = (box[0], box[1], box[2], below)
    inside = [word for word in _inside(runs, box) if word.text[0] != ANCHOR]
    made = alignment.slots(inside, rules) if len(inside) > 3 else None
    return None if made is None else _Found(_grid(*made, page, box), inside, box)


def _inside(runs: Sequence[Run], box: Box) -> list[Word]:
    """The words that stand in the box."""
    x0, top, x1, bottom = box
    return [
        word
        for run in runs
        if run.base - run.size < bottom and run.base + run.size > top and run.x0 < x1 + 2 and run.x1 > x0 - 2
        for word in run.words
        if lattice.holds(box, word)
    ]


def _outside(rules: Sequence[Rule], runs: Sequence[Run]) -> tuple[Rule, ...]:
    """The rules that aren't a table's."""
    boxes = [run.words[0] for run in runs if run.words[0].text[0] == ANCHOR]
    return tuple(
        rule
        for rule in rules
        if not any(
            box.top - 3 <= rule.top <= box.bottom + 3 and box.x0 - 3 <= rule.x0 <= box.x1 + 3 for box in boxes
        )
    )


def _without(runs: Sequence[Run], gone: Sequence[Word], box: Box, index: int, page: int) -> list[Run]:
    """The runs without the words, and with an anchor where they stood."""
    ids = set(map(id, gone))
    kept: list[Run] = []
    for run in runs:
        words = [word for word in run.words if id(word) not in ids]
        if len(words) == len(run.words):
            kept.append(run)
        elif words:
            kept.extend(runs_of(words))
    size = min(word.size for word in gone)
    anchor = Word(f"{ANCHOR}{index}", box[0], box[1], box[2], box[3], box[1] + size, size, page=page)
    return [*kept, run_of([anchor])]


def _grid(slots: Sequence[Slot], rows: int, columns: int, page: PageInk, box: Box) -> Grid:
    shown = tuple(slot._replace(box=page.as_shown(slot.box)) if slot.box else slot for slot in slots)
    trimmed, n_rows, n_columns = _trimmed(shown, rows, columns)
    return Grid(headed(trimmed, n_rows), n_rows, n_columns, page.number, page.as_shown(box), False)


def _trimmed(slots: Sequence[Slot], rows: int, columns: int) -> tuple[tuple[Slot, ...], int, int]:
    """Without rows and columns in which no cell begins with any text (doubled rules make such)."""
    used_rows = sorted({slot.row for slot in slots if slot.lines})
    used_columns = sorted({slot.column for slot in slots if slot.lines})
    row_of = {row: at for at, row in enumerate(used_rows)}
    column_of = {column: at for at, column in enumerate(used_columns)}
    kept = tuple(
        slot._replace(
            row=row_of[slot.row],
            column=column_of[slot.column],
            row_span=max(1, bisect_left(used_rows, slot.row + slot.row_span) - row_of[slot.row]),
            column_span=max(
                1, bisect_left(used_columns, slot.column + slot.column_span) - column_of[slot.column]
            ),
        )
        for slot in slots
        if slot.row in row_of and slot.column in column_of
    )
    return kept, len(used_rows), len(used_columns)
