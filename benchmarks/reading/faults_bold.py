"""Fake bold: a piece of text drawn twice, a hair's breadth apart, as programs do that have no bold font.

A piece is what is shown after one positioning operator and before the next: a line or a word. It is shown again after
`offset 0 Td`, and `-offset 0 Td` takes the line's start back to where it was (ISO 32000-1, 9.4.2), so all that
follows stands where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import sqrt
from typing import Final, TypeAlias

import pikepdf

Step: TypeAlias = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

PLACING: Final = frozenset({"Tm", "Td", "TD", "T*", "BT", "ET"})
SHOWING: Final = frozenset({"Tj", "TJ"})


def doubled(steps: Iterable[Step], chosen: Callable[[], bool], offset: float) -> Iterator[Step]:
    """The content's steps with the `chosen` pieces drawn twice; `offset` in points, whatever the scale in force."""
    piece: list[Step] = []
    scales = [1.0]
    matrix = 1.0
    font: Step | None = None
    before: Step | None = None  # the font in force where the piece begins
    for step in steps:
        name = str(step.operator)
        if name in PLACING:
            if any(str(part.operator) in SHOWING for part in piece) and chosen():
                width = offset / (scales[-1] * matrix)
                yield from (_by(width), *([before] if before else ()), *piece, _by(-width))
            piece, before = [], font
        if name == "q":
            scales.append(scales[-1])
        elif name == "Q":
            scales.pop()
        elif name == "cm":
            scales[-1] *= _scale(step)
        elif name == "BT":
            matrix = 1.0
        elif name == "Tm":
            matrix = _scale(step)
        elif name == "Tf":
            font = step
        yield step
        if name not in PLACING:
            piece.append(step)


def _scale(step: Step) -> float:
    """How much a matrix enlarges."""
    a, b, c, d = (float(str(number)) for number in list(step.operands)[:4])
    return sqrt(abs(a * d - b * c)) or 1.0


def _by(width: float) -> Step:
    return pikepdf.ContentStreamInstruction([round(width, 4), 0], pikepdf.Operator("Td"))
