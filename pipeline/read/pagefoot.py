"""A page's foot, where footnotes stand: what is below all of the body, and which lines of it belong together.

Layout reads a page column by column. Notes under two columns don't keep to them: their long lines cross the gutter, their
last ones end before it, and so they come in pieces that are put together here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.read.ink import Line
from pipeline.read.layout import ANCHOR, Region

_SHARE: Final = 0.2
"""Of a page's characters: more are never set in headings."""


def body_size(regions: Sequence[Region], usual: float) -> float:
    """The size of the page's body, where notes and lists make up more of the paper than its body does."""
    counts = Counter[float]()
    for line in (line for region in regions for line in region.lines):
        counts[round(line.size * 4) / 4] += len(line.text)
    least = _SHARE * counts.total()
    return max(
        (size for size, count in counts.items() if count > least and size < 1.6 * usual),
        default=usual,
    )


def gathered(regions: Sequence[Region], small: float) -> Sequence[Region]:
    """The regions with those at the page's foot as one where lines of notes run under several columns."""
    low = max((line.base for region in regions for line in region.lines if line.size >= small), default=0.0)
    first = len(regions)
    while (
        first and regions[first - 1].lines and all(_is_below(line, low) for line in regions[first - 1].lines)
    ):
        first -= 1
    foot = regions[first:]
    if len(foot) < 2 or not first:
        return regions
    lines = sorted((line for region in foot for line in region.lines), key=lambda line: line.base)
    if any(b.base - a.base < 0.5 * b.size for a, b in pairwise(lines)):
        return regions  # columns after all
    left, right = min(region.x0 for region in foot), max(region.x1 for region in foot)
    return [*regions[:first], Region(tuple(lines), left, right)]


def _is_below(line: Line, low: float) -> bool:
    return line.base > low and line.text[0] != ANCHOR


def is_at_foot(regions: Sequence[Region], at: int) -> bool:
    """Whether nothing stands below a region's last line in its column."""
    region = regions[at]
    low = region.lines[-1].base if region.lines else 0.0
    return not any(
        line.base > low and line.x0 < region.x1 - 4 and line.x1 > region.x0 + 4
        for other in (*regions[:at], *regions[at + 1 :])
        for line in other.lines
    )
