"""Lines with their surroundings: the margins of the lines around each, and how far apart they usually stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise, repeat
from statistics import median
from typing import Final, NamedTuple

from pipeline.read.ink import Line, maker
from pipeline.read.layout import Region


class Placed(NamedTuple):
    """A line with its surroundings: the margins of the lines around it and their usual distance."""

    line: Line
    left: float
    right: float
    lead: float
    region: int
    column: tuple[float, float]

    @property
    def indent(self) -> float:
        return (self.line.x0 - self.left) / max(1.0, self.line.size)

    @property
    def inset(self) -> float:
        """Sizes from the column's left edge."""
        return (self.line.x0 - self.column[0]) / max(1.0, self.line.size)

    @property
    def aslant(self) -> float:
        """How far the line's middle is from the middle between the margins, in points."""
        return abs((self.line.x0 + self.line.x1) / 2 - (self.column[0] + self.column[1]) / 2)

    @property
    def slack(self) -> float:
        return self.right - self.line.x1

    @property
    def centred(self) -> bool:
        size = self.line.size
        before, after = self.line.x0 - self.left, self.right - self.line.x1
        if before <= 1.5 * size:
            return False
        # A line that nearly fills its column is centred to the point, or not at all.
        return abs(before - after) < (
            0.4 * size if after < 3 * size else max(1.2 * size, 0.08 * (before + after))
        )


_PLACED: Final = maker(Placed)


def place(region: Region, index: int) -> list[Placed]:
    """The region's lines with the margins of their group: lines of one size without wider space between."""
    lines = region.lines
    leads = _leads(lines)
    groups: list[list[Line]] = []
    last: Line | None = None
    for line in lines:
        size = last.size if last else 0.0
        if (
            last
            and (size == line.size or abs(size - line.size) < 0.06 * size)
            and line.base - last.base < 1.4 * max(leads[round(size)], size)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        last = line
    placed: list[Placed] = []
    for group in groups:
        left, right = _margins(group, region)
        near = [b.base - a.base for a, b in pairwise(group)]
        own = median(near) if near else leads[round(group[0].size)]
        x0s, x1s = zip(*_set_in(group, left, right), strict=True)
        same = repeat(own), repeat(index), repeat((region.x0, region.x1))
        placed += map(_PLACED, zip(group, x0s, x1s, *same, strict=False))
    return placed


def _set_in(group: Sequence[Line], left: float, right: float) -> list[tuple[float, float]]:
    """Margins of each line: three or more in a row that begin at one x are a block with margins of its own."""
    margins = [(left, right)] * len(group)
    if all(line.x0 - left <= 0.6 * line.size for line in group):
        return margins
    start = 0
    for at in range(1, len(group) + 1):
        if at < len(group) and abs(group[at].x0 - group[start].x0) < 1.5:
            continue
        block = group[start:at]
        if len(block) > 2 and block[0].x0 - left > 0.6 * block[0].size:
            far = max(line.x1 for line in block)
            own = far if sum(far - line.x1 < 4 for line in block) > 1 else right
            margins[start:at] = [(block[0].x0, own)] * len(block)
        start = at
    return margins


def _leads(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of baselines for each size: a low one of those found, since spaces between paragraphs only add."""
    sizes = [line.size for line in lines]
    steps: dict[int, list[float]] = {round(size): [] for size in dict.fromkeys(sizes)}
    for above, below in pairwise(lines):
        size, step = above.size, below.base - above.base
        if step > 0 and (size == below.size or abs(size - below.size) < 0.06 * size):
            steps[round(size)].append(step)
    return {size: sorted(found)[len(found) // 3] if found else 1.2 * size for size, found in steps.items()}


def _margins(group: Sequence[Line], region: Region) -> tuple[float, float]:
    if len(group) == 1:
        return region.x0, region.x1
    need = max(2, len(group) // 7)
    lefts = sorted([line.x0 for line in group])
    rights = sorted([line.x1 for line in group])
    left = next((x for x in lefts if _count_near(lefts, x) >= need), lefts[0])
    right = next((x for x in reversed(rights) if _count_near(rights, x) >= need), rights[-1])
    if len(group) < 5:
        left, right = min(left, lefts[0]), max(right, rights[-1])
    if left - region.x0 < 3 * group[0].size and len(group) < 4:
        left = min(left, region.x0) if lefts[0] - region.x0 < 3 * group[0].size else left
    if not _count_near(lefts, left):
        left = lefts[0]
    return left, right


def _count_near(places: Sequence[float], x: float) -> int:
    """How many of the sorted places are less than two points from x."""
    return bisect_left(places, x + 2) - bisect_right(places, x - 2)
