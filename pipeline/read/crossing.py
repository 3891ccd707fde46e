"""What meets a gutter by chance: lines of both columns that look like one across, short lines that belong to a wide one.

Most of what crosses the gutter stands across it, and most of what doesn't stands in a column. But columns that stand close
are parted by little more than a justified line's spaces; the last line of a wide paragraph ends before the gutter; and a
short line in the middle of three columns stands over the second alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.read.runs import Run, run_of

_EDGED: Final = 3
"""So many lines that begin (or end) at one x show a column's edge there."""
_FEW_LETTERS: Final = 60


def apart_at(row: Sequence[Run], x: float, runs: Sequence[Run]) -> list[Run] | None:
    """The row with a run parted whose words leave the gutter at x free, from one column's edge to the other's; null without one.

    `runs`: all of the page, which show the edges.
    """
    for place, run in enumerate(row):
        at = _free_at(run, x) if run.x0 < x < run.x1 else 0
        if not at:
            continue
        right, left = run.words[at - 1].x1, run.words[at].x0
        ended, begun = (
            sum(abs(other.x1 - right) < 1 for other in runs),
            sum(abs(other.x0 - left) < 1 for other in runs),
        )
        if min(ended, begun) >= _EDGED:
            return [*row[:place], run_of(run.words[:at]), run_of(run.words[at:]), *row[place + 1 :]]
    return None


def _free_at(run: Run, x: float) -> int:
    """Index of the word behind a gap about x that is wider than a space should be; 0 where there is none."""
    at = next((at for at, word in enumerate(run.words) if word.x1 > x), 0)
    before, word = run.words[at - 1], run.words[at]
    return at if at and before.x1 < x < word.x0 and word.x0 - before.x1 > 0.6 * run.size else 0


def finishes(band: Sequence[Run], run: Run, runs: Sequence[Run], x: float) -> bool:
    """Whether a short run left of the gutter is the last line of the wide paragraph above it."""
    last = band[-1]
    step = run.base - last.base
    if run.x1 > x or run.x1 < last.x0 or step > 1.6 * last.size:
        return False
    if any(
        other is not run and abs(other.base - run.base) < 0.6 * run.size and other.x0 >= x for other in runs
    ):
        return False
    below = next(
        (
            other
            for other in runs
            if other.base > run.base + 0.3 * run.size and (other.x1 <= x or other.x0 >= x)
        ),
        None,
    )
    if below is None or below.base - run.base > 1.15 * step:
        return True
    flush = abs(run.x0 - last.x0) < 1.5 and abs(run.size - last.size) < 0.06 * run.size
    return flush and abs(below.size - run.size) > 0.06 * run.size  # the columns are set in another size


def is_in_axis(band: Sequence[Run], run: Run, x: float) -> bool:
    """Whether a short run off the gutter is centred, to the point, under a centred line across: the author under the title.

    Three columns have their middle one in the page's axis, where its prose isn't short.
    """
    last = band[-1]
    axis = (run.x0 + run.x1) / 2
    off = abs(axis - (last.x0 + last.x1) / 2)
    return (
        off < 1
        and abs(axis - x) > run.size
        and abs(run.x0 - last.x0) > 3 * run.size
        and run.letters < _FEW_LETTERS
    )
