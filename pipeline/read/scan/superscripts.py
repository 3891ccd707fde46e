"""Which of a word's signs are raised: a note's mark, before or behind it.

A mark is a small figure that ends well above the baseline and rises over the capitals. Some are as high as three quarters of
a capital, and behind «%» or «в» one may reach over the sign before it, so that no white column parts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from pipeline.read.scan import raster
from pipeline.read.scan.raster import Mask
from pipeline.read.scan.tesseract import PixelBox

_MARK_LEAST: Final = 0.45
"""Least height of a footnote's mark, of capitals': an opening quote is lower."""
_LOW: Final = 0.36
_NARROW: Final = 0.3
"""How high above the line a full stop reaches, and how wide a semicolon is, which begins lower than any letter as narrow."""
_right = itemgetter(2)


class Raised(NamedTuple):
    """A small raised sign: its pixels' box, and how many signs are printed behind it in its word."""

    box: PixelBox
    behind: int


def leading(signs: Sequence[PixelBox], base: float, capital: float) -> int:
    """How many signs at a word's head are a mark's, one or two; 0 where there is none, or nothing but it."""
    count = 0
    while count < len(signs) and _is_raised(signs[count], base, capital):
        count += 1
    if not 0 < count < min(3, len(signs)) or signs[0][3] - signs[0][1] < _MARK_LEAST * capital:
        return 0
    _, top, _, bottom = signs[count]
    return count if bottom > base - 0.1 * capital and bottom - top > 0.5 * capital else 0


def _is_raised(sign: PixelBox, base: float, capital: float) -> bool:
    """Whether a sign of a figure's shape is small and ends well above the baseline."""
    x0, top, x1, bottom = sign
    high = bottom - top
    small = 0.36 * capital < high < 0.76 * capital or (high < 0.86 * capital and base - top > 1.05 * capital)
    above = base - bottom > 0.27 * capital and base - top > 0.85 * capital
    return small and above and 0.12 * capital < x1 - x0 < 0.62 * capital


def parted(signs: list[PixelBox], dark: Mask, base: float, capital: float) -> list[PixelBox]:
    """The signs of a word, with a mark that reaches over its last letter («%⁴») as a sign of its own."""
    for at in range(len(signs) - 1, max(-1, len(signs) - 4), -1):
        x0, top, x1, bottom = signs[at]
        if bottom - top < 0.5 * capital:
            continue  # a stop
        if base - top > 1.02 * capital and x1 - x0 > 0.6 * capital:
            pieces = raster.pieces(dark, signs[at])
            mark = max(pieces, key=_right)
            rest = [piece for piece in pieces if piece is not mark]
            over_stop = all(piece[1] > base - _LOW * capital for piece in rest)  # «долл.⁴,»
            if rest and _is_raised(mark, base, capital) and (over_stop or mark[0] > (x0 + x1) / 2):
                left = (x0, min(p[1] for p in rest), max(p[2] for p in rest), max(p[3] for p in rest))
                return [*signs[:at], left, mark, *signs[at + 1 :]]
        break
    return signs


def behind(signs: Sequence[PixelBox], base: float, capital: float) -> tuple[Raised, ...]:
    """The signs of a figure's shape that are small and end well above the baseline; behind them only stops may stand."""
    found: list[Raised] = []
    after = 0
    for sign in reversed(signs):
        x0, top, x1, bottom = sign
        semicolon = x1 - x0 < _NARROW * capital and top > base - 0.8 * capital
        if _is_raised(sign, base, capital):
            found.append(Raised(sign, after))
        elif found or after > 2 or (bottom - top > 0.75 * capital and not semicolon):
            break
        else:
            after += 1
    return tuple(reversed(found))
