"""Small raised and lowered words: note marks, exponents, indices that PDFium puts on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.ink import Word

Floats = npt.NDArray[np.float64]

MARKABLE: Final = re.compile(r"[\d*∗†‡\ue000-\uf8ff]+\)?")
"""What a note's mark may look like (a glyph without a name may be a figure); only its size, its height and a footnote make it one."""


class Markable(NamedTuple):
    """The same as a pattern, and as a mask over UTF-16 code units, shape (65536,)."""

    units: npt.NDArray[np.bool_]
    pattern: re.Pattern[str]


def markable(codes: str = "") -> Markable:
    """What a mark may look like in a text where `codes` stand for figures too, since its character map is wrong."""
    units = np.zeros(0x10000, dtype=bool)
    units[[*map(ord, "0123456789*∗†‡" + codes), *range(0xE000, 0xF900)]] = True
    pattern = re.compile(rf"[\d*∗†‡\ue000-\uf8ff{re.escape(codes)}]+\)?") if codes else MARKABLE
    return Markable(units, pattern)


USUAL: Final = markable()


def adopted(words: Sequence[Word], sizes: Floats, bases: Floats, marks: Markable = USUAL) -> list[Word]:
    """Small raised or lowered words given the baseline of the word that they belong to.

    PDFium puts «1» of «1 См.: …» or an exponent on a line of its own, on turned pages far from its neighbour in the text. A
    raised one that may be a mark becomes one. `sizes` and `bases` are the words' own, as columns.
    """
    result = list(words)
    if len(words) < 2:
        return result
    ordered = np.sort(sizes)
    largest, usual = (
        float(ordered[-1]),
        float(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2,
    )
    small = sizes < 0.9 * usual
    small[1:] |= sizes[1:] <= 0.86 * sizes[:-1]
    small[:-1] |= sizes[:-1] <= 0.86 * sizes[1:]
    for at in np.flatnonzero(small).tolist():
        word = result[at]
        if word.mark or len(word.text) > 4:
            continue
        near = [result[other] for other in (at - 1, at + 1) if 0 <= other < len(result)]
        own = next((other for other in near if _is_beside(word, other)), None)
        if own is None and word.size < 0.9 * usual and marks.pattern.fullmatch(word.text):
            level = np.flatnonzero(np.abs(bases - word.base) < 0.7 * largest).tolist()
            beside = [other for other in map(result.__getitem__, level) if _is_beside(word, other)]
            own = min(
                beside, key=lambda other: min(abs(word.x0 - other.x1), abs(other.x0 - word.x1)), default=None
            )
        if own is not None:
            raised = own.base > word.base and bool(marks.pattern.fullmatch(word.text))
            glue = word.x0 >= own.x0 and word.x0 - own.x1 < 0.15 * own.size
            result[at] = word._replace(base=own.base, mark=raised, glue=glue)
    return result


def _is_beside(word: Word, other: Word) -> bool:
    """Whether a small word stands at another's shoulder or foot."""
    if word.size > 0.86 * other.size or other.mark:
        return False
    gap = word.x0 - other.x1 if word.x0 >= other.x0 else other.x0 - word.x1
    return (
        -0.3 * other.size < gap < 1.2 * other.size and 0.08 < abs(other.base - word.base) / other.size < 0.7
    )
