"""White, dashes, slashes and points among figures, as they are printed.

Where digits stand farther apart than digits do, a space parts thousands: «1 832», which Tesseract gives as «1832» as often as
not. A slash between two figures is taken for one more digit («4,4 / 2,5» comes as «4,4 12,5»), and only its slant tells it.
In a table's cells stand signs that there is no figure, taken for whatever letters have so much ink: three points are «…» and a
lone flat stroke is a dash, though they were read as «sits» and «=».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from statistics import median
from typing import Final

import numpy as np

from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tallied import COMPOUND, DASHES, STOPS, kinds
from pipeline.read.scan.tesseract import PixelBox

_FARTHER: Final = 0.11
"""Sizes that digits on either side of a space stand farther apart than neighbours do; thin ones are a sixth."""
_SPACE: Final = 0.17
"""Sizes of white beside a slash that are a space."""
_APART: Final = 0.75
"""Sizes of white that part cells."""
_TWO_WIDE: Final = 0.95
"""Of a capital's height: no digit is so wide."""
_HOLDS_STOP: Final = 1.12
"""Widths of the others that a digit with a stop under its arm is wide."""
_WIDER_WHITE: Final = 1.8
_NOTHING: Final = 24
"""White before thousands, in widths of that between digits; grey levels by which it is darker than paper where nothing is printed."""
_THOUSAND: Final = re.compile(r"\d{1,3}[.,]\d{3}")
_UNSEEN: Final = 70
"""Confidence of a sign that only the ink tells."""
_THOUSANDS: Final = re.compile(r"\D?(\d{4,9})(?:[,.]\d+)?\D*")
_TOUCHING: Final = re.compile(r"\d{4,6}(?:,\d+)?")
_SLASHED: Final = re.compile(r"[\d.,/|\[\]()lI–—-]*\d[\d.,/|\[\]()lI–—-]*")
_LIKE_SLASHES: Final = "|[]()lI"
_LEANS: Final = 0.27
_SLANTS: Final = 0.17
_THIN: Final = 0.15
"""Of its height: how wide a slash is and how far it slants at least, and how thick it is; a digit 1 in italics slants as far but has a
flag."""
_PRINTED: Final = {"digit": ("tall",), "/": ("tall", "other"), "dash": ("dash",)}


def settled(lines: Sequence[Measured], picture: Picture) -> list[Measured]:
    """The lines with lone dashes, ellipses, slashes, and the stops and spaces of figures as they are printed."""
    pitch = _pitch(lines)
    made: list[Measured] = []
    for line in lines:
        words: list[MeasuredWord] = []
        line = line._replace(words=tuple(_own(line.words)))
        for at, word in enumerate(line.words):
            lone = _without_figure(line, at) or _lone_slash(line, at, picture)
            words.extend(
                (lone,)
                if lone is not None
                else _parted(_slashed(_stopped(word, line, picture), line, picture), line, pitch)
            )
        made.append(line._replace(words=tuple(words)))
    return made


def _own(words: Sequence[MeasuredWord]) -> Iterator[MeasuredWord]:
    """The words without signs that are printed in the next one's place: some boxes are drawn too wide."""
    for word, after in zip_longest(words, words[1:]):
        begin = after.signs[0][0] if after is not None and after.signs else None
        kept = tuple(sign for sign in word.signs if begin is None or sign[0] < begin)
        yield word._replace(signs=kept) if kept and len(kept) < len(word.signs) else word


def _lone_slash(line: Measured, at: int, picture: Picture) -> MeasuredWord | None:
    """A slash between two figures, whatever it was taken for; null where the word is none."""
    word = line.words[at]
    if len(word.text) != 1 or len(word.signs) != 1 or not at:
        return None
    before = line.words[at - 1].text[-1]
    slash = (before.isdigit() or before in DASHES + "д") and _is_slash(word.signs[0], line, picture)
    return _told(word, "/") if slash else None


def _without_figure(line: Measured, at: int) -> MeasuredWord | None:
    """The word as a dash or an ellipsis, where that alone is printed; null where it isn't."""
    word = line.words[at]
    told = kinds(word, line)
    misread = word.seen.confidence < _UNSEEN or not any(map(str.isdigit, word.text))
    if told == ["dash"] and len(word.text) == 1 and misread and word.text not in DASHES:
        return _told(word, "–")
    if told == ["stop"] * 3 and misread and (any(map(str.isalnum, word.text)) or _is_apart(line, at)):
        widths = [x1 - x0 for x0, _, x1, _ in word.signs]
        gaps = [after[0] - before[2] for before, after in pairwise(word.signs)]
        even = abs(gaps[0] - gaps[1]) < 0.1 * line.size and max(gaps) < 0.5 * line.size
        return _told(word, "…") if even and max(widths) < 0.25 * line.size else None
    return None


def _slashed(word: MeasuredWord, line: Measured, picture: Picture) -> MeasuredWord:
    """A figure with slashes where they are printed: seen as one more digit, «4,4 / 2,5» is «4,4 12,5»."""
    text = word.text
    if not _SLASHED.fullmatch(text) or len(text) != len(word.signs):
        return word
    made = "".join(
        "/" if (sign.isdigit() or sign in _LIKE_SLASHES) and _is_slash(box, line, picture) else sign
        for sign, box in zip(text, word.signs, strict=True)
    )
    return _named(word, made)


def _is_slash(sign: PixelBox, line: Measured, picture: Picture) -> bool:
    """Whether a sign is a straight stroke that leans to the right: the ink of each row stands left of that above it."""
    x0, top, x1, bottom = sign
    height, width = bottom - top, x1 - x0
    if height < 0.9 * line.capital or not _LEANS * height < width < height:
        return False
    ink = 255.0 - picture[top:bottom, x0:x1]
    weights = ink.sum(axis=1)
    if not weights.all():
        return False
    middles = (ink * np.arange(width)).sum(axis=1) / weights
    ideal = np.linspace(middles[: height // 6 + 1].mean(), middles[-(height // 6) - 1 :].mean(), height)
    thin = float(weights.max()) < _THIN * 255 * height
    return bool(
        ideal[0] - ideal[-1] > _SLANTS * height and np.abs(middles - ideal).max() < 0.1 * width and thin
    )


def _is_apart(line: Measured, at: int) -> bool:
    """Whether white parts the word from its neighbours as it parts cells."""
    x0, _, x1, _ = line.words[at].seen.box
    wide = _APART * line.size
    before, after = line.words[:at][-1:], line.words[at + 1 :][:1]
    return all(x0 - word.seen.box[2] > wide for word in before) and all(
        word.seen.box[0] - x1 > wide for word in after
    )


def _parts_thousands(word: MeasuredWord, told: Sequence[str], picture: Picture) -> bool:
    """Whether a stop among a figure's digits («29.377») is a space before the last three: so much white, and nothing in it.

    A stop may be printed so faint that it is no ink; then it is still darker than paper, and no space.
    """
    signs, text = word.signs, word.text
    if not _THOUSAND.fullmatch(text) or set(told) != {"tall"} or len(signs) != len(text) - 1:
        return False
    gaps = [after[0] - before[2] for before, after in pairwise(signs)]
    if gaps[-3] < _WIDER_WHITE * max(*gaps[:-3], *gaps[-2:]):
        return False
    x0, x1, bottom = signs[-4][2] + 1, signs[-3][0] - 1, signs[-3][3]
    high = bottom - signs[-3][1]
    foot = picture[bottom - high // 3 : bottom + high // 4, x0:x1].astype(np.float32)
    if min(foot.shape) < 3:
        return False
    mixed = np.lib.stride_tricks.sliding_window_view(foot, (3, 3)).mean(axis=(2, 3))
    around = picture[
        max(0, bottom - 2 * high) : bottom + high, max(0, signs[0][0] - 4 * high) : signs[-1][2] + 4 * high
    ]
    return bool(np.median(around) - mixed.min() < _NOTHING)


def _stopped(word: MeasuredWord, line: Measured, picture: Picture) -> MeasuredWord:
    """A figure, or several with slashes between, with the stops that are printed among its signs; as it was where they
    don't tally."""
    text, told = word.text, kinds(word, line)
    wide = [x1 - x0 for x0, top, x1, low in word.signs if low - top > 0.5 * line.capital]
    if max(wide, default=0) > _TWO_WIDE * line.capital or not COMPOUND.fullmatch(text):
        return word  # two digits that touch are one sign: a stop would come a place too early
    if _parts_thousands(word, told, picture):
        return _named(word, "".join(filter(str.isdigit, text)))
    made: list[str] = []
    at = 0
    for index, sign in enumerate(text):
        if (
            at < len(told)
            and told[at] in ("comma", "stop")
            and sign.isdigit()
            and made
            and made[-1].isdigit()
        ):
            made.append("," if told[at] == "comma" else ".")
            at += 1
        if at >= len(told):
            # a stop behind the figure that isn't printed, or stands under the arm of a 7
            under = len(wide) > 1 and wide[-1] > _HOLDS_STOP * max(wide[:-1])
            return _named(word, "".join(made)) if not text[index:].strip(STOPS) and not under else word
        if sign in STOPS and told[at] in ("comma", "stop"):
            made.append(sign if sign in ".," or at + 1 == len(told) else "," if told[at] == "comma" else ".")
        elif told[at] in _PRINTED.get("digit" if sign.isdigit() else "dash" if sign in DASHES else sign, ()):
            made.append(sign)
        else:
            return word
        at += 1
    return _named(word, "".join(made)) if at == len(told) else word


def _parted(word: MeasuredWord, line: Measured, pitch: float) -> Iterator[MeasuredWord]:
    """The word; or its parts, where a space is printed beside a slash or before each three digits."""
    text, signs = word.text, word.signs
    cuts: list[tuple[int, int]] = []
    gaps = [after[0] - before[2] for before, after in pairwise(signs)]
    wide = _SPACE * line.size
    if word.raised or len(signs) < 2:
        yield word
        return
    if len(signs) == len(text):
        for at in range(1, len(text)):
            if "/" in text[at - 1 : at + 1] and gaps[at - 1] > wide:
                cuts.append((at, at))
        cuts.extend((at, at) for at in _thousands(text, signs, line, pitch))
    elif _TOUCHING.fullmatch(text):
        cuts.extend(_among_touching(text, signs, line, pitch))
    elif text[-1] == "/" and gaps[-1] > wide:
        cuts.append((len(text) - 1, len(signs) - 1))
    elif text[0] == "/" and gaps[0] > wide:
        cuts.append((1, 1))
    edges = [(0, 0), *sorted(cuts), (len(text), len(signs))]
    if len(edges) == 2:
        yield word
        return
    _, top, _, bottom = word.seen.box
    for (start, first), (end, last) in pairwise(edges):
        own = signs[first:last]
        seen = word.seen._replace(text=text[start:end], box=(own[0][0], top, own[-1][2], bottom))
        yield word._replace(seen=seen, signs=own)


def _thousands(text: str, signs: Sequence[PixelBox], line: Measured, pitch: float) -> list[int]:
    """Where spaces part the figure's thousands: all of them or none, and digits stand apart nowhere else."""
    found = _THOUSANDS.fullmatch(text)
    if found is None:
        return []
    start, end = found.span(1)
    steps = {at: _middle(signs[at]) - _middle(signs[at - 1]) for at in range(start + 1, end)}
    cuts = list(range(end - 3, start, -3))
    least = pitch * line.size + _FARTHER * line.size
    return cuts if all((step > least) == (at in cuts) for at, step in steps.items()) else []


def _among_touching(
    text: str, signs: Sequence[PixelBox], line: Measured, pitch: float
) -> Iterator[tuple[int, int]]:
    """The same where some digits touch and are one sign: the one wide gap, with as much behind it as three digits take."""
    gaps = [after[0] - before[2] for before, after in pairwise(signs)]
    wide = [at for at, gap in enumerate(gaps, start=1) if gap > _SPACE * line.size]
    high = [sign for sign in signs if sign[3] - sign[1] > 0.5 * line.capital]
    whole = len(text.split(",")[0])
    last = next((sign[0] for sign in signs if sign not in high), signs[-1][2])
    if len(wide) == 1 and abs((last - signs[wide[0]][0]) / line.size - 3 * pitch) < 0.45 * pitch:
        yield whole - 3, wide[0]


def _pitch(lines: Sequence[Measured]) -> float:
    """How far digits stand from each other, middle to middle, in sizes; what is usual where the page doesn't tell."""
    steps = [
        (_middle(after) - _middle(before)) / line.size
        for line in lines
        for word in line.words
        if len(word.text) > 1 and word.text.isdigit() and len(word.signs) == len(word.text)
        for before, after in pairwise(word.signs)
    ]
    return median(steps) if steps else 0.56


def _middle(sign: PixelBox) -> float:
    return (sign[0] + sign[2]) / 2


def _named(word: MeasuredWord, text: str) -> MeasuredWord:
    return word if word.text == text else word._replace(seen=word.seen._replace(text=text))


def _told(word: MeasuredWord, text: str) -> MeasuredWord:
    """The word as a sign that its ink tells for certain."""
    return word._replace(seen=word.seen._replace(text=text, confidence=max(_UNSEEN, word.seen.confidence)))
