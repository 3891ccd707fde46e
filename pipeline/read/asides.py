"""A sidebar in the midst of a column: a box or a few lines beside text that flows round them.

A word processor's frame, a note in a box («Справка. …»): the column's lines are short beside it, and whole again above or
below. Lines of the two interleave when they are read by their height. A box shows by its four drawn edges, with words in it
and words beside it; a frame without edges by lines of one left edge that stand off from those beside them, in another size
or on baselines of their own, while a line of that same text runs above or below them over the full width. Cells of a table
stand level, in rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from pipeline.read import tabs
from pipeline.read.ink import Rule
from pipeline.read.runs import Run

_LEAST: Final = 3
"""Lines of a sidebar without a box; in a box two are enough."""
_PROSE: Final = 18
"""Letters of a line of prose, at least."""
_FLUSH: Final = 3.0
"""Points that the ends of justified lines may differ by."""
_FIGURE: Final = re.compile(r"(?:Рис|РИС|Fig)[\w.]*\s*(?:№\s*)?\d")
_FARTHEST: Final = 60.0
"""Points between two lines of one sidebar, whatever their size; only spares looking farther back."""
_CLOSE: Final = 4.0
"""Sizes from line to line of what stands together in the margin."""
_WIDEST: Final = 0.6
"""Share of the column; what is wider stands across it, with nothing beside."""


class InMargin(NamedTuple):
    """Notes or headings in a page's outer margin, one by one, and the text's runs."""

    groups: tuple[list[Run], ...]
    text: list[Run]


class Parts(NamedTuple):
    """A column's runs: those above the sidebar, the sidebar's, those beside it, those below."""

    above: list[Run]
    aside: list[Run]
    beside: list[Run]
    below: list[Run]


def of(runs: Sequence[Run], rules: Sequence[Rule]) -> Parts | None:
    """The first sidebar among the runs of one column (sorted by baseline), or null; `rules`: lines drawn on the page."""
    left, right = min([run.x0 for run in runs]), max([run.x1 for run in runs])
    for box in _boxes(rules, _WIDEST * (right - left)):
        inner = [run for run in runs if box.top < run.base < box.bottom and _covers(box, run)]
        if len(inner) > 1 and _is_text(inner) and (parts := _parts(runs, inner, box)):
            return parts
    for run in runs:
        if run.words[0].text[0] in "РF" and _FIGURE.match(run.text):
            parts = _about_figure(runs, run)
            if parts is not None:
                return parts
    for group in _groups(runs):
        x0, x1 = group[0].x0, max([run.x1 for run in group])
        size = group[0].size
        if x1 - x0 > _WIDEST * (right - left) or not _is_text(group):
            continue
        frame = Rule(x0 - 0.3 * size, group[0].base - size, x1 + 0.3 * size, group[-1].base + 0.3 * size)
        parts = _parts(runs, group, frame)
        if parts is not None and _flows_round(parts := _with_narrow(parts), frame, right - left):
            return parts
    return None


def _about_figure(runs: Sequence[Run], caption: Run) -> Parts | None:
    """The runs about a figure that text flows round, found by its caption, which has lines of prose beside it."""
    near = [run for run in runs if abs(run.base - caption.base) < 3 * run.size and run.letters > _PROSE]
    on_left = [run for run in near if run.x1 < caption.x0]
    on_right = [run for run in near if run.x0 > caption.x1]
    if (on_left and on_right) or len(on_left or on_right) < 2:
        return None
    edge = max([run.x1 for run in on_left]) if on_left else min([run.x0 for run in on_right])
    across = [at for at, run in enumerate(runs) if run.x0 < edge - 1 and run.x1 > edge + 1]
    at = runs.index(caption)
    first = max((other for other in across if other < at), default=-1) + 1
    last = min((other for other in across if other > at), default=len(runs))
    text, aside = list[Run](), list[Run]()
    for run in runs[first:last]:
        (text if (run.x1 < edge + 1 if on_left else run.x0 > edge - 1) else aside).append(run)
    above = list(runs[:first])
    # A short line at the top ends the paragraph above.
    while (
        above and len(text) > 1 and text[0].base < aside[0].base and _width(text[0]) < 0.6 * _width(text[-2])
    ):
        above.append(text.pop(0))
    rows = len({round(run.base) for run in text})
    if rows < max(_LEAST, len(text)) or sum([run.letters for run in text]) < _PROSE * len(text):
        return None
    return Parts(above, aside, text, list(runs[last:]))


def _width(run: Run) -> float:
    return run.x1 - run.x0


def _with_narrow(parts: Parts) -> Parts:
    """The parts with all lines of the narrow text beside the group, above and below it too, in one."""
    above, beside, below = list(parts.above), list(parts.beside), list(parts.below)
    left, right = min([run.x0 for run in beside]), max([run.x1 for run in beside])
    step = 1.7 * beside[0].size
    while above and _is_of(above[-1], left, right) and beside[0].base - above[-1].base < step:
        beside.insert(0, above.pop())
    while below and _is_of(below[0], left, right) and below[0].base - beside[-1].base < step:
        beside.append(below.pop(0))
    return Parts(above, parts.aside, beside, below)


def _is_of(run: Run, left: float, right: float) -> bool:
    return run.x0 > left - 1 and abs(run.x1 - right) < _FLUSH


def in_margin(runs: Sequence[Run]) -> InMargin | None:
    """Headings and notes set in the margin («боковики»), outside of all lines of the text; null where there are none."""
    outer = tabs.beside_text(runs)
    if not outer:
        return None
    groups: list[list[Run]] = []
    for run in outer:
        if groups and run.base - groups[-1][-1].base < _CLOSE * run.size:
            groups[-1].append(run)
        else:
            groups.append([run])
    ids = set(map(id, outer))
    return InMargin(tuple(groups), [run for run in runs if id(run) not in ids])


def _boxes(rules: Sequence[Rule], widest: float) -> Iterator[Rule]:
    """Drawn boxes that hold no other lines, as if each were one rule."""
    level = [rule for rule in rules if rule.is_horizontal and rule.x1 - rule.x0 < widest]
    upright = [rule for rule in rules if not rule.is_horizontal]
    if len(level) < 2 or not upright:
        return
    level.sort(key=lambda rule: rule.top)
    for at, top in enumerate(level):
        for low in level[at + 1 :]:
            if low.top - top.top < 12 or abs(low.x0 - top.x0) > 2 or abs(low.x1 - top.x1) > 2:
                continue
            sides = [rule for rule in upright if rule.top < top.top + 3 and rule.bottom > low.top - 3]
            if any(abs(rule.x0 - top.x0) < 2 for rule in sides) and any(
                abs(rule.x1 - top.x1) < 2 for rule in sides
            ):
                box = Rule(top.x0, top.top, top.x1, low.top)
                if not any(_is_within(rule, box) for rule in rules):
                    yield box
            break


def _is_within(rule: Rule, box: Rule) -> bool:
    """Whether a line runs through the box: then it has cells."""
    return (
        rule.x0 < box.x1 - 3
        and rule.x1 > box.x0 + 3
        and rule.top < box.bottom - 3
        and rule.bottom > box.top + 3
    )


def _covers(box: Rule, run: Run) -> bool:
    return run.x0 > box.x0 - 1 and run.x1 < box.x1 + 1


def _is_text(lines: Sequence[Run]) -> bool:
    """Lines of words, one under the other."""
    rows = len({round(run.base) for run in lines})
    return len(lines) <= 1.3 * rows and sum([run.letters for run in lines]) >= 6 * len(lines)


def _parts(runs: Sequence[Run], aside: list[Run], box: Rule) -> Parts | None:
    """The runs about the box, where lines of text stand beside it and none runs through it."""
    ids = set(map(id, aside))
    above, beside, below = list[Run](), list[Run](), list[Run]()
    for run in runs:
        if id(run) in ids:
            continue
        if run.base < box.top:
            above.append(run)
        elif run.base - 0.7 * run.size > box.bottom:
            below.append(run)
        elif run.x1 < box.x0 or run.x0 > box.x1:
            beside.append(run)
        else:
            return None
    if len(beside) < 2 or 2 * sum(run.x1 - run.x0 > 0.5 * (box.x1 - box.x0) for run in beside) < len(beside):
        return None
    return Parts(above, aside, beside, below)


def _groups(runs: Sequence[Run]) -> Iterable[list[Run]]:
    """Lines of one left edge and size that follow each other closely, with something to the left or right of them."""
    found: list[list[Run]] = []
    near: list[list[Run]] = []
    for run in runs:
        x0, base, size = run.x0, run.base, run.size
        near = [group for group in near if base - group[-1].base < _FARTHEST]
        for group in near:
            last = group[-1]
            if (
                abs(last.x0 - x0) < 1.5
                and abs(last.size - size) < 0.03 * size
                and 0 < base - last.base < 1.7 * size
            ):
                group.append(run)
                break
        else:
            group = [run]
            found.append(group)
            near.append(group)
    return (group for group in found if len(group) >= _LEAST)


def _flows_round(parts: Parts, box: Rule, width: float) -> bool:
    """Whether lines beside the group are a wide column of text on lines of their own, that goes on over or under it."""
    beside, aside = parts.beside, parts.aside
    edge = min([run.x0 for run in beside])
    long = [run for run in beside if run.x1 - run.x0 > 0.3 * width and run.letters > 18]
    if len(long) < _LEAST or len({round(run.base) for run in beside}) < len(beside):
        return False
    size, other = aside[0].size, median([run.size for run in beside])
    level = sum(any(abs(one.base - run.base) < 0.5 for one in beside) for run in aside)
    if level == len(aside) or (2 * level > len(aside) and abs(size - other) < 0.06 * other):
        return False
    step = 1.7 * other
    return any(
        run.x0 < box.x1
        and run.x1 > box.x0 + 0.5 * (box.x1 - box.x0)
        and abs(run.size - other) < 0.06 * other
        and (abs(run.x0 - edge) < 3 * other or run.x0 < box.x0 + 0.6 * size)
        and (0 < beside[0].base - run.base < step or 0 < run.base - beside[-1].base < step)
        for run in (*parts.above[-2:], *parts.below[:2])
    )
