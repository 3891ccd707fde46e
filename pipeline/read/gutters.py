"""Where columns part: the upright strip between two columns of prose.

Three ways, each surer than the next. A gutter of the page is a strip that few runs cross, with lines on both sides that fill
their side with letters; figures of a table don't. A gutter of a few lines (a short paragraph in columns between wide ones,
a last column of one line) must be empty, and its left column set flush, as no table's first column is. A sidebar («Ключевые
слова», dates of receipt) stands beside a wide column on lines of its own: in another size, or on other baselines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.runs import Run

MIN_LINES: Final = 4
_WIDEST: Final = 20_000.0
"""Points; PDF itself allows a page 14,400 (ISO 32000-1, annex C)."""
_GUTTER: Final = 1.2
"""No gutter is narrower, in sizes; a gap of a justified line may be as wide."""
_MANY: Final = 5
_NARROW: Final = 0.7
"""Where so many lines part at one x, a narrower gutter will do: runs are a word's space and more apart anyway."""
_SEVERAL: Final = 1.6
"""Of one column's width: what stands beside it may hold columns again."""
_FLUSH: Final = 3.0
"""Points that the ends of justified lines may differ by."""


class Sidebar(NamedTuple):
    """Runs of a narrow column beside a wide one, and those of the page that aren't its."""

    runs: list[Run]
    rest: list[Run]


def beside(runs: Sequence[Run], least: int = 1) -> bool:
    """Whether so many runs (sorted by baseline) stand beside another one: none does in one column of prose."""
    if not runs:
        return False
    base, left, right, size, *_ = runs[0]
    for below, x0, x1, other, *_ in runs[1:]:
        if below - base < 0.8 * (other if other < size else size) and (x0 >= right or x1 <= left):
            least -= 1
            if not least:
                return True
        base, left, right, size = below, x0, x1, other
    return False


def of_page(runs: Sequence[Run], again: int = 2) -> float | None:
    """The x of the gutter between two columns of prose, or null. `again`: how often one side may be columns itself beside
    a column of prose; without an end to it, each strip of a wide table would be looked at in each part that the others cut.
    """
    if len(runs) < 2 * MIN_LINES or not beside(runs, 2):
        return None
    size = median([run.size for run in runs])
    steps, crossing = _crossings(runs, 0.2)
    if not len(steps) or steps[-1] - steps[0] < 12 * size:
        return None
    least = int(crossing.min())
    if least > 0.6 * len(runs):
        return None
    low = np.flatnonzero(crossing <= least + 1)
    strips: list[tuple[int, float, float]] = []
    for strip in np.split(low, np.flatnonzero(np.diff(low) > 1) + 1):
        first, last = float(steps[strip[0]]), float(steps[strip[-1]])
        strips.append((-int(crossing[strip].min()), last - first, (first + last) / 2))
    best_first = (middle for _, _, middle in sorted(strips, reverse=True))
    return next((middle for middle in best_first if _is_prose(runs, middle, again)), None)


def usual(pages: Sequence[float | None]) -> float | None:
    """The gutter that most pages of two columns share: a page of tables has it too, though its own words don't show it."""
    found = sorted(x for x in pages if x is not None)
    if len(found) < 2 or 3 * len(found) < len(pages):
        return None
    middle = found[len(found) // 2]
    return middle if sum(abs(x - middle) < 12 for x in found) >= 0.6 * len(found) else None


def parts_at(runs: Sequence[Run], x: float) -> bool:
    """Whether the usual gutter parts this page too: hardly a run crosses it, and both sides have several."""
    crossing = sum(run.x0 < x < run.x1 for run in runs)
    left, right = sum(run.x1 <= x for run in runs), sum(run.x0 >= x for run in runs)
    return crossing <= 0.12 * len(runs) and min(left, right) >= MIN_LINES


def of_few(runs: Sequence[Run]) -> float | None:
    """The gutter of a few lines: an empty strip, with flush lines of prose left of it and prose right of it."""
    if len(runs) < 3 or not beside(runs):
        return None
    steps, crossing = _crossings(runs, 0.15)
    empty = np.flatnonzero(crossing == 0)
    if not len(empty):
        return None
    best: tuple[float, float] | None = None
    for strip in np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1):
        first, last = float(steps[strip[0]]), float(steps[strip[-1]])
        middle = (first + last) / 2
        left = [run for run in runs if run.x1 <= middle]
        right = [run for run in runs if run.x0 >= middle]
        wide = _GUTTER if min(len(left), len(right)) < _MANY else _NARROW
        if last - first < wide * runs[0].size or (best is not None and last - first <= best[0]):
            continue
        if (_is_flush(left, 2) and _is_flush(right, 1)) or (_are_notes(left) and _are_notes(right)):
            best = (last - first, middle)
    return best[1] if best else None


def sidebar(runs: Sequence[Run]) -> Sidebar | None:
    """A narrow column beside the page's wide one, or null."""
    if len(runs) < 2 * MIN_LINES or not beside(runs, 2):
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    width = right - left
    wide = [run for run in runs if run.x1 - run.x0 > 0.45 * width]
    if len(wide) < MIN_LINES:
        return None
    edge, count = Counter(round(run.x0) for run in wide).most_common(1)[0]
    if count >= max(MIN_LINES, 0.3 * len(wide)) and edge - left > 0.12 * width:
        narrow = [run for run in runs if run.x1 < edge - 0.5 * run.size]
    else:
        edge, count = Counter(round(run.x1) for run in wide).most_common(1)[0]
        if count < max(MIN_LINES, 0.3 * len(wide)) or right - edge < 0.12 * width:
            return None
        narrow = [run for run in runs if run.x0 > edge + 0.5 * run.size]
    ids = set(map(id, narrow))
    rest = [run for run in runs if id(run) not in ids]
    return Sidebar(narrow, rest) if len(narrow) > 2 and _stands_alone(narrow, rest, edge) else None


def _stands_alone(narrow: Sequence[Run], rest: Sequence[Run], edge: float) -> bool:
    """Whether narrow lines aren't the cells or numbers of the lines beside them, and no wide line runs through them."""
    size = median([run.size for run in narrow])
    left = min(run.x0 for run in narrow)
    if 2 * sum(run.x0 - left < size for run in narrow) < len(narrow):  # ends of lines, not lines of their own
        return False
    top, low = narrow[0].base, narrow[-1].base
    through = [run for run in rest if top < run.base < low and run.x0 < edge - run.size and run.x1 > edge]
    if any(
        min(other.x0 for other in narrow) < run.x1 and run.x0 < max(o.x1 for o in narrow) for run in through
    ):
        return False
    near = [run for run in rest if top - run.size < run.base < low + run.size]
    if len(near) < MIN_LINES or sum(run.size for run in near) < 0.7 * sum(run.size for run in narrow):
        return False
    other = median([run.size for run in near])
    bases = np.array([run.base for run in near])
    level = sum(bool((np.abs(bases - run.base) < 0.5).any()) for run in narrow)
    letters = sum(run.letters for run in narrow) >= 6 * len(narrow)
    return letters and (
        2 * level <= len(narrow) or (abs(size - other) > 0.06 * other and level < len(narrow))
    )


def _crossings(runs: Sequence[Run], margin: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """At steps of two points between the margins (shares of the width), how many runs cross that x."""
    begins, ends = np.sort([run.x0 for run in runs]), np.sort([run.x1 for run in runs])
    left, right = begins[0], ends[-1]
    width = min(right - left, _WIDEST)  # a damaged file draws tables as wide as it likes
    steps = np.arange(int(left + margin * width), int(left + (1 - margin) * width), 2)
    return steps, np.searchsorted(begins, steps, "left") - np.searchsorted(ends, steps, "right")


def _is_prose(runs: Sequence[Run], x: float, again: int) -> bool:
    """Whether both sides of x hold columns of prose, not the cells of a table: lines that fill their side, or columns again."""
    runs = _without_last_lines(runs, x)
    sides = [run for run in runs if run.x1 <= x], [run for run in runs if run.x0 >= x]
    if min(map(len, sides)) < MIN_LINES:
        return False
    filled = [_is_filled(side) for side in sides]
    if all(filled) or not any(filled):
        return all(filled)
    column, other = sides if filled[0] else sides[::-1]
    return again > 0 and _width(other) > _SEVERAL * _width(column) and of_page(other, again - 1) is not None


def _is_filled(side: Sequence[Run]) -> bool:
    """Whether most of the letters stand in lines that fill the side."""
    width = _width(side)
    lines: dict[int, tuple[int, float]] = {}
    for base, x0, x1, _, _, letters, _, _ in side:
        row = round(base)
        before, ink = lines.get(row, (0, 0.0))
        lines[row] = (before + letters, ink + x1 - x0)
    full = [letters for letters, ink in lines.values() if ink > 0.62 * width and letters > 18]
    return len(full) >= MIN_LINES and sum(full) >= 0.55 * sum(letters for letters, _ in lines.values())


def _width(side: Sequence[Run]) -> float:
    return max([run.x1 for run in side]) - min([run.x0 for run in side])


def _without_last_lines(runs: Sequence[Run], x: float) -> list[Run]:
    """The runs without short ones under a line across x that have none beside them: last lines of wide paragraphs."""
    gone: set[int] = set()
    for at in [at for at, run in enumerate(runs[:-1]) if run.x0 < x < run.x1]:
        wide, run = runs[at : at + 2]
        if run.x1 <= x and run.base - wide.base < 1.8 * run.size:
            following = runs[at + 2] if at + 2 < len(runs) else None
            if following is None or following.base - run.base > 0.8 * run.size:
                gone.add(at + 1)
    return [run for at, run in enumerate(runs) if at not in gone] if gone else list(runs)


def _is_flush(side: Sequence[Run], least: int) -> bool:
    """Whether lines of prose fill the side to one right edge: no cells, whose ends differ."""
    if len(side) < least:
        return False
    left, right = min(run.x0 for run in side), max(run.x1 for run in side)
    lines: dict[int, tuple[float, float, int]] = {}
    for run in side:  # wide gaps of a justified line cut it into runs
        x0, x1, count = lines.get(round(run.base), (run.x0, run.x1, 0))
        lines[round(run.base)] = (min(x0, run.x0), max(x1, run.x1), count + run.letters)
    if len(side) > 1.3 * len(lines) or any(x0 - left > 3 * side[0].size for x0, _, _ in lines.values()):
        return False
    full = sum(right - x1 < _FLUSH for _, x1, _ in lines.values())
    begun = sum(x0 - left < 1.5 for x0, _, _ in lines.values())
    if full < least or 2 * begun < len(lines) - 1:
        return False
    letters = sum(sum(map(str.isalpha, word.text)) for run in side for word in run.words)
    prose = letters > 0.75 * sum(run.letters for run in side)
    most = max(count for _, _, count in lines.values())
    return prose and 2 * full >= len(lines) - (least == 1) and most > 18


def _are_notes(side: Sequence[Run]) -> bool:
    """Whether the side's lines begin at its left edge, or with a note's raised mark, as one at least does."""
    marked = [run for run in side if run.words[0].mark]
    left = min([run.x0 for run in side], default=0.0)
    return bool(marked) and all(run.words[0].mark or run.x0 - left < 1.5 for run in side)
