"""Figures of a page compared with each other: every 7 of one face looks like every other 7.

A recogniser sees one figure at a time and doesn't know what the last one looked like. On one page, though, the same few digits
are printed hundreds of times, and those that were read without doubt show what each looks like here. A digit in doubt is laid
over them: where those of one kind are nearer by far than those of any other, that is what it is; where none is near, or two
kinds are, it isn't told. This judges nothing by itself: it's one vote beside the recogniser's readings (see `closeup`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tesseract import PixelBox

Shape = npt.NDArray[np.float32]

_HIGH: Final = 20
_WIDE: Final = 18
"""Pixels that a sign is brought to; it keeps its proportions, in the middle of its field."""
_NEAREST: Final = 2
"""Examples of a kind that speak for it, the nearest ones; a single one may have been misread."""
_MOST_EXAMPLES: Final = 40
"""Of one kind, from anywhere on the page."""
_NEAR: Final = 0.11
"""Difference of darkness, 0–1 a pixel, up to which two prints are of one sign."""
_NEARER: Final = 0.75
"""Of the next kind's difference: what is less tells the kinds apart."""


class Likeness:
    """What each digit looks like on a page. `examples`: signs that were read without doubt, each with its digit."""

    def __init__(self, picture: Picture, examples: Iterable[tuple[str, PixelBox]]) -> None:
        self._picture = picture
        places: dict[str, list[PixelBox]] = {}
        for digit, box in examples:
            held = places.setdefault(digit, [])
            if len(held) < _MOST_EXAMPLES:
                held.append(box)
        self._places = {digit: held for digit, held in places.items() if len(held) > _NEAREST}
        self._shapes = {
            digit: np.stack([shape(picture, box) for box in held]) for digit, held in self._places.items()
        }

    def digit(self, box: PixelBox) -> str | None:
        """The digit that a sign is; null where it is like none, or like several. It doesn't speak for itself."""
        own = shape(self._picture, box)
        found: list[tuple[float, str]] = []
        for digit, held in self._shapes.items():
            apart = np.abs(held - own).mean(axis=(1, 2))
            others = [far for far, at in zip(apart, self._places[digit], strict=True) if at != box]
            found.append((float(np.mean(sorted(others)[:_NEAREST])), digit))
        found.sort()
        if len(found) < 2 or found[0][0] > _NEAR or found[0][0] > _NEARER * found[1][0]:
            return None
        return found[0][1]

    def read(self, signs: Sequence[PixelBox]) -> str | None:
        """The digits that signs are, together; null where one isn't told."""
        told = [self.digit(sign) for sign in signs]
        return "".join(digit for digit in told if digit) if told and all(told) else None


def shape(picture: Picture, box: PixelBox) -> Shape:
    """A sign's darkness, 0–1, at one height and in its proportions."""
    x0, top, x1, bottom = box
    sign = picture[max(0, top) : bottom, max(0, x0) : x1]
    if not sign.size:
        return np.zeros((_HIGH, _WIDE), dtype=np.float32)
    wide = min(_WIDE, max(1, round(sign.shape[1] * _HIGH / max(1, sign.shape[0]))))
    made = np.zeros((_HIGH, _WIDE), dtype=np.float32)
    left = (_WIDE - wide) // 2
    made[:, left : left + wide] = 1 - resized(sign, _HIGH, wide).astype(np.float32) / 255
    dark = float(made.max())
    return made / dark if dark > 0 else made


def resized(sign: Picture, tall: int, wide: int) -> Picture:
    """The picture at another size, each pixel mixed of its four neighbours; made smaller, of all that fall into it."""
    height, width = sign.shape
    y = np.clip((np.arange(tall) + 0.5) * height / tall - 0.5, 0, height - 1)
    x = np.clip((np.arange(wide) + 0.5) * width / wide - 0.5, 0, width - 1)
    above, left = np.floor(y).astype(int), np.floor(x).astype(int)
    below, right = np.minimum(above + 1, height - 1), np.minimum(left + 1, width - 1)
    down, along = (y - above)[:, None], x - left
    grey = sign.astype(np.float64)
    upper = grey[above][:, left] * (1 - along) + grey[above][:, right] * along
    lower = grey[below][:, left] * (1 - along) + grey[below][:, right] * along
    return np.asarray(upper * (1 - down) + lower * down).round().astype(np.uint8)
