"""Small letters and capitals told by their height, in cells of a few letters.

«в», «о», «с» and «н/д» are their capitals made small, and in a cell there is nothing beside them to compare with: Tesseract
gives «Н/Д» and «ДОЛЛ.», and a line of such false capitals is measured as if it were set in small type. But the cells of one
row are of one size. So a short line takes the size of those beside it, where its own is as much less as small letters are
lower than capitals; then each letter that isn't as high as a capital is made small.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from statistics import median
from typing import Final

from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.signs import PARTED

_SHORT: Final = 16
"""Letters; a longer line says its size itself."""
_LEVEL: Final = 0.2
_NEAR: Final = 3.5
"""Sizes by which cells of one row, and lines of one head, stand apart in height."""
_NEAR_ASIDE: Final = 30.0
"""Sizes of white between cells that stand beside each other."""
_SMALLER_LEAST: Final = 0.6
_SMALLER_MOST: Final = 0.8
"""What small letters are of capitals."""
_LOW: Final = 0.86
"""Of a capital's height; what is lower is a small letter."""
_NONE: Final = re.compile(r"[НнHh][/Ии1lI|!7][ДдA]")
_CAPITAL: Final = re.compile(r"[А-ЯЁ]")
_PLAIN: Final = re.compile(r"[авгежзиклмнопстхчшыэюяaceimnorsuvwxz]")
"""Small letters without a part above or below."""


def settled(lines: Sequence[Measured]) -> list[Measured]:
    """The lines with sizes of short ones as those of their row, and each letter in its case where ink and text tally."""
    sized = [_sized(line, lines) for line in lines]
    return [line._replace(words=tuple(_cased(word, line) for word in line.words)) for line in sized]


def _sized(line: Measured, lines: Sequence[Measured]) -> Measured:
    if not 0 < _letters(line) <= _SHORT or not _is_even(line):
        return line
    near = [other for other in lines if other is not line and abs(other.base - line.base) < _NEAR * line.size]
    beside = [
        other.size
        for other in near
        if abs(other.base - line.base) < _LEVEL * line.size
        and _letters(other) <= 2 * _SHORT
        and _aside(line, other) < _NEAR_ASIDE * line.size
    ]
    around = [other.size for other in near if _aside(line, other) < 0]
    size = median((around if _has_plain(line) else ()) or beside or (line.size,))
    return line._replace(size=size) if _SMALLER_LEAST < line.size / size < _SMALLER_MOST else line


def _letters(line: Measured) -> int:
    return sum(map(str.isalnum, "".join(word.text for word in line.words)))


def _is_even(line: Measured) -> bool:
    """Whether all signs but stops are as high as capitals: then they may as well be small letters of larger type."""
    signs = [sign for word in line.words for sign in word.signs if sign[3] - sign[1] > 0.5 * line.capital]
    return bool(signs) and all(line.base - sign[1] > _LOW * line.capital for sign in signs)


def _has_plain(line: Measured) -> bool:
    """Whether there are small letters among them that have no part above: the line's size is wrong."""
    return any(_PLAIN.search(word.text) for word in line.words)


def _aside(one: Measured, other: Measured) -> float:
    """White between two lines, from side to side; less than nothing where one is over the other."""
    ends = [(line.words[0].seen.box[0], line.words[-1].seen.box[2]) for line in (one, other)]
    return max(ends[0][0], ends[1][0]) - min(ends[0][1], ends[1][1])


def _cased(word: MeasuredWord, line: Measured) -> MeasuredWord:
    text = word.text
    if not word.signs or (text == text.lower() and text != "b"):
        return word
    if _NONE.fullmatch(text) and any(_is_low(sign, line) for sign in (word.signs[0], word.signs[-1])):
        text = "н/д"
    elif text == "b" and _is_low(word.signs[0], line):
        text = "в"
    elif (firsts := _firsts(text, len(word.signs)))[-1] == len(word.signs):
        text = "".join(
            letter.lower() if _CAPITAL.match(letter) and _is_low(word.signs[first], line) else letter
            for letter, first in zip(text, firsts, strict=False)
        )
    return word if text == word.text else word._replace(seen=word.seen._replace(text=text))


def _firsts(text: str, printed: int) -> list[int]:
    """Which sign each letter begins with («ы» has two, or they touch), and how many signs that makes."""
    if len(text) == printed:
        return list(range(printed + 1))
    return list(accumulate((PARTED.get(letter, (1, 1))[0] for letter in text), initial=0))


def _is_low(sign: tuple[int, int, int, int], line: Measured) -> bool:
    _, top, _, bottom = sign
    return 0.3 * line.capital < bottom - top and line.base - top < _LOW * line.capital
