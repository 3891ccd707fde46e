"""Figures told off against their ink: how many digits may be printed, and where their stops stand.

What a recogniser says of a figure is checked by what anyone can count. Between white columns stand signs as high as a digit,
stops, commas and dashes; a reading of one digit for three printed ones is wrong, however sure it is. Where signs touch, their
width tells how many they are, and a stop that a reading has is never dropped for not being seen: that would be a silent ×10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.tesseract import PixelBox

Sign = Literal["tall", "stop", "comma", "dash", "other"]

_WIDEST: Final = 0.86
"""Widest digit, of its height; two that touch are wider."""
_WIDER: Final = 0.76
_HANGS: Final = 0.09
"""Of its height: width from which a digit may have a stop that touches it, and how far below the line that hangs."""
_NARROWEST: Final = 0.42
"""Of its height, what a digit takes at least among digits that touch."""
_DIGIT: Final = 0.53
_STOP: Final = 0.25
"""How far a digit and a stop advance the pen, in sizes."""
_MOST_DIGITS: Final = 9
_UNKNOWN: Final = "\ufffd"
_CORE: Final = re.compile(r"\d[\d.,–-]*\d|\d")
_BRACKETS: Final = re.compile(r"[()\[\]{}%№]")
COMPOUND: Final = re.compile(r"[\d.,:;/–—-]*\d[\d.,:;/–—-]*")
"""Figures with slashes and dashes between."""
_AROUND: Final = "()[]{}%«».,:;"
STOPS: Final = ".,:;"
DASHES: Final = "-‐–—"


def kind(sign: PixelBox, line: Measured) -> Sign:
    """What a printed sign may be by its size and place: as high as a digit or a capital, a stop, a comma, a dash."""
    x0, top, x1, bottom = sign
    height, capital = bottom - top, line.capital
    if height > 0.8 * capital and top < line.base - 0.8 * capital:
        return "tall"
    hangs = bottom > line.base + 0.1 * capital
    if (
        height < (0.62 if hangs else 0.5) * capital
        and top > line.base - 0.36 * capital
        and x1 - x0 < 0.4 * capital
    ):
        return "comma" if hangs else "stop"
    if height < 0.2 * capital and 0.12 * capital < line.base - bottom < 0.7 * capital:
        return "dash"
    return "other"


def kinds(word: MeasuredWord, line: Measured) -> list[Sign]:
    """The kinds of a word's signs, from left to right."""
    return [kind(sign, line) for sign in word.signs]


def looks_like_figure(word: MeasuredWord, line: Measured) -> bool:
    """Whether what is printed could be a figure and hardly anything else: digits, and at most one stop among them."""
    told = kinds(word, line)
    tall = [x1 - x0 for (x0, _, x1, _), one in zip(word.signs, told, strict=True) if one == "tall"]
    return (
        0 < len(tall) <= _MOST_DIGITS
        and told[0] == "tall"
        and set(told) <= {"tall", "stop", "comma"}
        and len(told) - len(tall) <= 1
        and max(tall) <= _WIDEST * line.capital
    )


def tallies(text: str, word: MeasuredWord, line: Measured) -> bool:
    """Whether a reading has as many digits as are printed. Where signs touch, the length of the whole tells how many.

    A word with other things than digits, stops and dashes in it («12%») has at most as many.
    """
    digits = sum(map(str.isdigit, text))
    high = [
        (sign[0], sign[2])
        for sign in word.signs
        if sign[3] - sign[1] > 0.5 * line.capital
        and kind(sign, line) != "comma"  # some faces have large ones
    ]
    wide = [x1 - x0 for x0, x1 in high]
    if any(not sign.isalnum() and sign not in STOPS + DASHES for sign in word.text):
        return digits <= sum(max(1, int(width / (_NARROWEST * line.capital))) for width in wide)
    if not wide or max(wide) <= _WIDEST * line.capital:
        return len(wide) - _halves(high, line) <= digits <= len(wide)
    smaller = len([one for one in kinds(word, line) if one in ("stop", "comma")])
    length = (word.signs[-1][2] - word.signs[0][0]) / line.size
    return digits > len(wide) and abs(length - _DIGIT * digits - _STOP * smaller) < 0.45 * _DIGIT


def _halves(high: Sequence[tuple[int, int]], line: Measured) -> int:
    """How many pairs of signs are together no wider than a digit: they may be halves of one whose hair lines are lost."""
    count = at = 0
    while at + 1 < len(high):
        paired = high[at + 1][1] - high[at][0] <= _WIDER * line.capital
        count, at = count + paired, at + 1 + paired
    return count


def digits(word: MeasuredWord, line: Measured) -> list[PixelBox]:
    """The signs of a figure's digits; none where text and ink don't tally sign by sign."""
    told = kinds(word, line)
    found = _CORE.search(word.text)
    if (found is None or len(told) != len(word.text)) and not _BRACKETS.search(word.text):
        shaped = looks_like_figure(word, line) and (found is None or not tallies(word.text, word, line))
        return [sign for sign, one in zip(word.signs, told, strict=True) if one == "tall"] if shaped else []
    if found is None or found.end() > len(told):
        return []
    own: list[PixelBox] = []
    for at in range(found.start(), found.end()):
        if word.text[at].isdigit() != (told[at] == "tall"):
            return []
        if told[at] == "tall":
            own.append(word.signs[at])
    return own if len(told) == len(word.text) or found.start() == 0 else []


def spelt(
    word: MeasuredWord, line: Measured, digits: str, readings: Sequence[str] = ()
) -> MeasuredWord | None:
    """The word with these digits in its figure and the stops that are printed among them; null where it can't be told where
    they stand.

    `readings`: what the figure was read as. A stop that touches a digit can't be counted, so one that a reading has is never
    lost: that would be a silent ×10.
    """
    told = kinds(word, line)
    cores = [found[0] for text in (word.text, *readings) if (found := _CORE.search(text))]
    alike = [core for core in cores if "".join(filter(str.isdigit, core)) == digits]
    printed = None
    if set(told) <= {"tall", "stop", "comma"} and told.count("tall") == len(digits):
        left = iter(digits)
        printed = "".join(next(left) if one == "tall" else "," if one == "comma" else "." for one in told)
    most = max((_inner_stops(core) for core in cores), default=0)
    if printed is not None and (_inner_stops(printed) >= most or not _touch(word, line)):
        return word._replace(seen=word.seen._replace(text=printed))
    stopped = [core for core in alike if _inner_stops(core) == most]
    if not stopped:
        return None
    found = _CORE.search(word.text)
    if found is None or not COMPOUND.fullmatch(word.text.strip(_AROUND)):
        return word._replace(seen=word.seen._replace(text=stopped[0]))
    text = word.text[: found.start()] + stopped[0] + word.text[found.end() :]
    return word._replace(seen=word.seen._replace(text=text))


def _touch(word: MeasuredWord, line: Measured) -> bool:
    """Whether a stop may touch a digit: one is wider than digits are, or hangs below the line."""
    tall = [sign for sign in word.signs if kind(sign, line) == "tall"]
    return any(
        x1 - x0 > _WIDER * line.capital or bottom > line.base + _HANGS * line.capital
        for x0, _, x1, bottom in tall
    )


def _inner_stops(text: str) -> int:
    """How many stops and dashes stand between digits."""
    return sum(not sign.isdigit() for sign in text.strip(STOPS))


def unread(word: MeasuredWord, line: Measured) -> MeasuredWord:
    """A figure whose digits nothing tells: so many unknown signs, with the stops among them; no number is made of it."""
    if not looks_like_figure(word, line):
        return word
    signs = {"tall": _UNKNOWN, "comma": ",", "stop": "."}
    return word._replace(
        seen=word.seen._replace(text="".join(signs.get(one, "") for one in kinds(word, line)))
    )
