"""A typewriter's letters: all as far from each other as any, figures, stops and spaces too.

In such a face a comma stands in the midst of as much white as parts words elsewhere («7,4» is seen as «7, 4»), and only the pitch
tells: what stands one step off is next, what stands two steps off has a space before it. Whether a page is so is measured: in
other faces «ш» and «г» take different room, and steps between figures alone are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.read.scan.printed import Measured
from pipeline.read.scan.tesseract import PixelBox

_ALIKE: Final = 0.13
_MOST: Final = 0.9
"""By how much a step may differ from the usual one, of itself, and how many of a page's steps have to be alike; elsewhere at
most eight in ten are."""
_ENOUGH: Final = 60
"""Steps that say how letters stand."""
_NEXT: Final = 1.5
"""Pitches up to which one sign is next to another."""


def pitch(lines: Sequence[Measured]) -> float | None:
    """How far the page's letters stand from each other, middle to middle, in sizes; null where that differs."""
    steps = [
        (after[0] + after[2] - before[0] - before[2]) / 2 / line.size
        for line in lines
        for word in line.words
        if len(word.signs) == len(word.text) and word.text[:1].isalnum()
        for before, after in pairwise(word.signs)
    ]
    if len(steps) < _ENOUGH:
        return None
    usual = median(steps)
    alike = sum(abs(step - usual) <= _ALIKE * usual for step in steps)
    return usual if alike >= _MOST * len(steps) else None


def are_next(one: PixelBox, other: PixelBox, pitch: float) -> bool:
    """Whether nothing stands between two signs, be it a space. `pitch`: in pixels."""
    return (other[0] + other[2] - one[0] - one[2]) / 2 < _NEXT * pitch
