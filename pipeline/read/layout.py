"""Words of a page → lines in reading order: columns, and what stands across them.

The content stream can't be relied on (in some files it runs across the gutter), so order comes from boxes. Words of one
baseline without a wide gap make a run. A gutter is an upright strip that few runs cross, with prose on both sides: runs
that fill their side. Runs that cross it (a title, an abstract, a wide table) cut the page into bands, and each band of
two columns is read left, then right; a side may hold columns again. The baselines of two columns need not align.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from pipeline.read.ink import Line
from pipeline.read.runs import Run, line_of_runs

_MIN_LINES = 4


class Region(NamedTuple):
    """Lines of one column (or of the whole width) that are read one after the other; x0 and x1 are the column's."""

    lines: tuple[Line, ...]
    x0: float
    x1: float


Band = tuple[bool, list[Run]]
"""Runs from the top down, and whether they stand across the gutter (true) or in columns beside it."""


def regions(runs: Sequence[Run], usual: float | None = None) -> tuple[Region, ...]:
    """The page's lines, column by column. `usual`: x of the gutter on the paper's other pages, if they have one."""
    return tuple(_split(runs, 0, usual)) if runs else ()


def usual_gutter(pages: Sequence[Sequence[Run]]) -> float | None:
    """The gutter that most pages of two columns share: a page of tables has it too, though its own words don't show it."""
    found = sorted(x for runs in pages if (x := _gutter(runs)) is not None)
    if len(found) < 2 or 3 * len(found) < len(pages):
        return None
    middle = found[len(found) // 2]
    return middle if sum(abs(x - middle) < 12 for x in found) >= 0.6 * len(found) else None


def _split(runs: Sequence[Run], depth: int, usual: float | None = None) -> Iterable[Region]:
    """Regions of the runs (sorted by baseline) in reading order."""
    gutter = _gutter(runs) if depth < 3 else None
    if gutter is None and usual is not None and _parts_at(runs, usual):
        gutter = usual
    if gutter is None:
        yield _region(runs)
        return
    for across, band in _closed(_set_aside(_bands(runs, gutter)), gutter):
        if across:
            yield _region(band)
            continue
        for side in ([run for run in band if run.x1 <= gutter], [run for run in band if run.x1 > gutter]):
            if side:
                yield from _split(side, depth + 1)


def _region(runs: Sequence[Run]) -> Region:
    lines = _lines(runs)
    return Region(lines, min(line.x0 for line in lines), max(line.x1 for line in lines))


def _lines(runs: Sequence[Run]) -> tuple[Line, ...]:
    """Runs of about one baseline are one line; a fraction's or an index's own row keeps its place."""
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1] if groups else None
        if last and abs(run.base - last[0].base) < 0.25 * max(run.size, last[0].size) and _beside(last, run):
            last.append(run)
        else:
            groups.append([run])
    return tuple(map(line_of_runs, groups))


def _beside(group: Sequence[Run], run: Run) -> bool:
    return all(run.x0 >= other.x1 - 1 or run.x1 <= other.x0 + 1 for other in group)


def _gutter(runs: Sequence[Run]) -> float | None:
    """The x of the gutter between two columns of prose, or null."""
    if len(runs) < 2 * _MIN_LINES:
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    width = right - left
    size = median(run.size for run in runs)
    if width < 20 * size:
        return None
    steps = np.arange(int(left + 0.2 * width), int(right - 0.2 * width), 2)
    if not len(steps):
        return None
    begins, ends = np.sort([run.x0 for run in runs]), np.sort([run.x1 for run in runs])
    crossing = np.searchsorted(begins, steps, "left") - np.searchsorted(ends, steps, "right")
    least = int(crossing.min())
    if least > 0.6 * len(runs):
        return None
    low = np.flatnonzero(crossing <= least + 1)
    best: tuple[int, float, float] | None = None
    for strip in np.split(low, np.flatnonzero(np.diff(low) > 1) + 1):
        first, last = float(steps[strip[0]]), float(steps[strip[-1]])
        middle = (first + last) / 2
        quality = (-int(crossing[strip].min()), last - first, middle)
        if (best is None or quality > best) and _is_prose(runs, middle):
            best = quality
    return best[2] if best else None


def _parts_at(runs: Sequence[Run], x: float) -> bool:
    """Whether the usual gutter parts this page too: hardly a run crosses it, and both sides have several."""
    crossing = sum(run.x0 < x < run.x1 for run in runs)
    left, right = sum(run.x1 <= x for run in runs), sum(run.x0 >= x for run in runs)
    return crossing <= 0.12 * len(runs) and min(left, right) >= _MIN_LINES


def _is_prose(runs: Sequence[Run], x: float) -> bool:
    """Whether both sides of x hold columns of prose, not the cells of a table: lines that fill their side with letters."""
    for side in ([run for run in runs if run.x1 <= x], [run for run in runs if run.x0 >= x]):
        if len(side) < _MIN_LINES:
            return False
        width = max(run.x1 for run in side) - min(run.x0 for run in side)
        lines: dict[int, list[Run]] = {}
        for run in side:
            lines.setdefault(round(run.base), []).append(run)
        counted = [
            (sum(run.letters for run in line), _ink_width(line))
            for line in lines.values()
        ]
        full = [letters for letters, wide in counted if wide > 0.62 * width and letters > 18]
        if len(full) < _MIN_LINES or sum(full) < 0.55 * sum(letters for letters, _ in counted):
            return False
    return True


def _ink_width(line: Sequence[Run]) -> float:
    """Width of a line without the gaps between its runs: cells of a table leave wide ones."""
    return sum(run.x1 - run.x0 for run in line)


def _bands(runs: Sequence[Run], x: float) -> list[Band]:
    """Runs cut into bands from the top down: (True, runs across the gutter) or (False, two columns)."""
    bands: list[Band] = []
    for run in runs:
        across = run.x0 < x < run.x1
        if bands and (bands[-1][0] == across or (bands[-1][0] and _finishes(bands[-1][1], run, runs, x))):
            bands[-1][1].append(run)
        else:
            bands.append((across, [run]))
    return bands


def _set_aside(bands: Sequence[Band]) -> list[Band]:
    """Wide lines that narrow ones beside them («Ключевые слова» next to an abstract) had cut apart are one band again.

    The narrow ones come after it, as a band of their own.
    """
    result: list[Band] = []
    at = 0
    while at < len(bands):
        across, band = bands[at]
        wide, narrow = list(band), list[Run]()
        while across and at + 2 < len(bands) and _beside_all(wide[-1], bands[at + 1][1], bands[at + 2][1][0]):
            narrow.extend(bands[at + 1][1])
            wide.extend(bands[at + 2][1])
            at += 2
        result.append((across, wide))
        if narrow:
            result.append((True, narrow))
        at += 1
    return result


def _beside_all(above: Run, narrow: Sequence[Run], below: Run) -> bool:
    """Whether narrow lines stand wholly beside two wide ones that follow each other closely."""
    if below.base - above.base > 1.6 * max(above.size, below.size) or abs(above.x0 - below.x0) > below.size:
        return False
    left, right = min(above.x0, below.x0), max(above.x1, below.x1)
    return all(run.x1 < left for run in narrow) or all(run.x0 > right for run in narrow)


def _closed(bands: Sequence[Band], x: float) -> list[Band]:
    """Bands where a heading at the left margin that stands under both columns opens the wide band below it.

    No compositor leaves a heading alone at a column's foot: when what follows it spans both columns («СПИСОК ЛИТЕРАТУРЫ»
    over references in one column), it closes the columns and isn't the left one's last line.
    """
    result: list[Band] = []
    for at, (across, band) in enumerate(bands):
        opened = bands[at + 1] if at + 1 < len(bands) else None
        heading = list[Run]() if across or opened is None else _last_heading(band, opened[1][0], x)
        if heading and opened is not None:
            ids = set(map(id, heading))
            opened[1][:0] = heading
            band = [run for run in band if id(run) not in ids]
        if band:
            result.append((across, band))
    return result


def _last_heading(band: Sequence[Run], opened: Run, x: float) -> list[Run]:
    """The one or two lines at the foot of the left column that stand below both columns, apart and loud."""
    left = [run for run in band if run.x1 <= x]
    right = max((run.base for run in band if run.x1 > x), default=None)
    if right is None or not left or opened.size < 0.85 * left[-1].size:
        return []
    below = [run for run in left if run.base > right + 0.5 * run.size]
    rest = [run for run in left if run.base <= right + 0.5 * run.size]
    if not (1 <= len(below) <= 2 and rest) or not all(_is_loud(run, rest) for run in below):
        return []
    return below if opened.base - below[-1].base < 4 * below[-1].size else []


def _is_loud(run: Run, rest: Sequence[Run]) -> bool:
    """Bold where the column isn't, in capitals, or larger."""
    capitals = run.letters > 3 and all(word.text.isupper() for word in run.words)
    return run.bold == run.letters or capitals or run.size > 1.1 * median(other.size for other in rest)


def _finishes(band: Sequence[Run], run: Run, runs: Sequence[Run], x: float) -> bool:
    """Whether a short run left of the gutter is the last line of the wide paragraph above it, or shares a wide line."""
    last = band[-1]
    if abs(run.base - last.base) < 0.25 * last.size:
        return True
    step = run.base - last.base
    below = [other for other in runs if other.base > run.base + 0.3 * run.size]
    level = [
        other
        for other in runs
        if other is not run and abs(other.base - run.base) < 0.6 * run.size and other.x0 >= x
    ]
    if run.x1 > x or run.x1 < last.x0 or level or step > 1.6 * last.size:
        return False
    following = [other.base - run.base for other in below if other.x1 <= x or other.x0 >= x]
    return not following or min(following) > 1.15 * step
