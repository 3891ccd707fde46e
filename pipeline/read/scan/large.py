"""Large type on a page: where it stands, and by how much it is made smaller before it is looked at.

Tesseract takes a sheet of lines for text of about one size. A title of twenty points over a text of ten is to it no line but a
picture, and is left out, or read in part. So what is much larger than the rest is laid on the sheet made smaller. How large
letters are is seen before they are read by their stems: the longest upright run of ink in each column of pixels. Runs tell
letters from lines that stand so close that no white row parts them, which the height of what is printed together doesn't.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.read.scan.raster import Mask

_STEMS: Final = 90
"""Of a line's columns of ink so many in a hundred have shorter runs than its letters are high."""
_LARGE: Final = 1.75
"""Of the usual letters' height, from which a line is of large type; capitals are 1.5 times as high as small letters of their size."""
_TO: Final = 1.45
"""What large type is brought to, likewise."""
_LEAST_INK: Final = 3
"""Columns of ink that say how high letters are."""


def usual(dark: Mask, rows: Sequence[tuple[int, int]]) -> float:
    """How high the letters of most of the page are, in pixels; 0 where it has none. `rows`: its lines, from … to."""
    found = [(height(dark[top:bottom]), int(dark[top:bottom].any(axis=0).sum())) for top, bottom in rows]
    found.sort()
    half, seen = sum(ink for _, ink in found) / 2, 0
    for high, ink in found:
        seen += ink
        if seen >= half:
            return high
    return 0.0


def height(dark: Mask) -> float:
    """How high the letters of a line are, in pixels: nearly its longest stems."""
    longest = _longest(dark)
    runs = longest[longest > 0]
    return float(np.percentile(runs, _STEMS)) if len(runs) >= _LEAST_INK else 0.0


def shrink(high: float, most: float) -> float:
    """What letters so high are made of themselves, beside those that most of the page has: less than 1 for large type."""
    return _TO * most / high if most and high > _LARGE * most else 1.0


def _longest(dark: Mask) -> npt.NDArray[np.int32]:
    """The longest upright run of ink in each column."""
    run = np.zeros(dark.shape[1], dtype=np.int32)
    longest = np.zeros_like(run)
    for row in dark:
        run += 1
        run *= row
        np.maximum(longest, run, out=longest)
    return longest
