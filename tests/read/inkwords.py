"""Words of a scan by their signs: what stands on a line, without a picture of it."""

from __future__ import annotations

from pipeline.read.scan import printed
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.tesseract import PixelBox, Seen

BASE, CAPITAL = 500, 30
SIZE = CAPITAL / printed.CAPITAL_HEIGHT

SHAPES = {  # above the line, below it, width
    "tall": (30, 0, 18),
    "one": (30, 0, 10),
    "half": (30, 0, 9),
    "broad": (30, 0, 21),
    "wide": (30, 0, 42),
    "small": (20, 0, 16),
    "comma": (5, -5, 5),
    "low-comma": (5, -6, 5),
    "large-comma": (6, -10, 8),
    "stop": (5, 0, 5),
    "short-dash": (12, 9, 14),
    "dash": (12, 9, 22),
    "raised": (33, 13, 11),
}


def signs(*shapes: str, at: int = 100, gap: int = 4, base: int = BASE) -> tuple[PixelBox, ...]:
    """Signs beside each other; a number among the shapes is white, in pixels, before the next sign."""
    made: list[PixelBox] = []
    x = at
    for shape in shapes:
        if shape.isdigit():
            x += int(shape)
            continue
        high, low, width = SHAPES[shape]
        made.append((x, base - high, x + width, base - low))
        x += width + gap
    return tuple(made)


def word(
    text: str, *shapes: str, at: int = 100, gap: int = 4, sure: int = 90, base: int = BASE
) -> MeasuredWord:
    """A word of signs; of one small sign a letter where none are given."""
    own = signs(*(shapes or ("small",) * len(text)), at=at, gap=gap, base=base)
    box = (own[0][0], min(sign[1] for sign in own), own[-1][2], max(sign[3] for sign in own))
    return MeasuredWord(Seen(text, box, sure, "rus"), own, (), None)


def line(*words: MeasuredWord, base: float = BASE, size: float = SIZE) -> Measured:
    return Measured(words, base, size)
