"""Lines recognised in a picture, measured in its pixels: baseline, size, weight, raised signs.

Tesseract tells what is printed and where; how it is printed it doesn't say, or roughly. Here it is measured: the baseline is
the row where most of the line's ink ends; the size comes from the height of capitals and figures. That has the grain of
pixels, by which a body of one size would be of three, and its lines would be no paragraph; so the height of small letters is
measured finer than a pixel, by how grey the rows are that they begin and end in, and capitals are as high as they are in all
lines whose small letters are as high. Bold letters have thick stems; and a note's mark is a small sign that ends well above
the baseline, which Tesseract takes for a quote, a question mark, or, worse, for one more digit of a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean, median
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.scan import dashes, signs, superscripts
from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.superscripts import Raised
from pipeline.read.scan.tesseract import PixelBox, Seen, SeenLine

CAPITAL_HEIGHT: Final = 0.69
"""Of the size: Times 0.66, PT Serif 0.70, Arial 0.72."""
_SMALL_HEIGHT: Final = 0.68
"""Small letters' height of capitals', where the page doesn't tell."""
_CAPITALS: Final = re.compile(r"[0-9А-ИК-ХЧШЫЬЭЮЯA-IK-PR-Z]")
"""Signs of one height; «Й» is higher, «Ц» and «Q» hang."""
_HIGHER: Final = re.compile(r"[ЙЁйё()\[\]{}|/\\«»\"'“”„‘’*%№†‡°^?!@$&ЦЩДцщдфбbdfhkl]")
_LEAST_RUNS: Final = 20
_FEW: Final = 4
_AGREES: Final = 0.08
"""Capitals whose heights differ by less, of themselves, are the same but for the grain of pixels."""
_ABOUT: Final = 3
"""Rows on either side of an edge within which it is looked for."""
_SMOOTH: Final = np.exp(-(np.arange(-4, 5) ** 2) / (2 * 1.3**2)) / 3.256
"""A bell 1.3 rows wide."""
_ALIKE: Final = 0.02
"""Small letters whose heights differ by less, of themselves, are of one size."""
_TAIL, _TAIL_AT_LEAST = 215, 40
"""Grey level of a hair line, at most, and by how much it is darker than the paper."""
_LOOKED_AT: Final = 60
"""Confidence of a mark that is still to be looked at."""
_LED: Final = re.compile(r"^(?:[‘’'`\"“”„!?°*^|\d]+(?=[^\W_])|[ЗзБбОоIl](?=[А-ЯЁA-Z]))")
"""What Tesseract takes a mark at a word's head for."""


class MeasuredWord(NamedTuple):
    """A word with the signs printed in it, parted by white columns, from left to right.

    `stem`: how wide its stems are, in pixels, null where they are too few to tell; `raised`: signs of a note's mark.
    """

    seen: Seen
    signs: tuple[PixelBox, ...]
    raised: tuple[Raised, ...]
    stem: float | None

    @property
    def text(self) -> str:
        return self.seen.text


class Measured(NamedTuple):
    """A line with its measures in pixels: `base` is the row under its letters, `size` the type's."""

    words: tuple[MeasuredWord, ...]
    base: float
    size: float

    @property
    def capital(self) -> float:
        """Height of capitals and figures."""
        return CAPITAL_HEIGHT * self.size


class _Rough(NamedTuple):
    """`small`: height of most of its letters, finer than a pixel: small ones, or capitals where it was taken `in_capitals`."""

    line: SeenLine
    base: int
    small: float
    capital: float | None
    in_capitals: bool


def measured(lines: Sequence[SeenLine], dark: Mask, picture: Picture) -> list[Measured]:
    """The lines measured; `dark`: where the picture they were recognised in has ink."""
    rough = [_rough(line, dark, picture) for line in signs.gathered(lines)]
    shares = [line.small / line.capital for line in rough if line.capital and not line.in_capitals]
    share = median(shares) if shares else _SMALL_HEIGHT
    tall: list[float] = []
    for at, line in enumerate(rough):
        above = rough[at - 1] if at else None
        if above is not None and _letters(line.line) < _FEW and _under(above, line, tall[-1]):
            tall.append(tall[-1])  # by its few signs a line is as its paragraph is
        else:
            tall.append(_capital(line, rough, share))
    tail = min(_TAIL, int(np.median(picture[::16, ::16])) - _TAIL_AT_LEAST)
    return [_measured(line, dark, picture, height, tail) for line, height in zip(rough, tall, strict=True)]


def _letters(line: SeenLine) -> int:
    return sum(map(str.isalnum, "".join(word.text for word in line.words)))


def _under(above: _Rough, line: _Rough, height: float) -> bool:
    """Whether a line follows close under another: «5 %.» is of its paragraph's size, whatever its few signs say."""
    step = line.base - above.base
    return 0 < step < 2.2 * height / CAPITAL_HEIGHT and line.line.box[0] < above.line.box[2]


def _capital(line: _Rough, lines: Sequence[_Rough], share: float) -> float:
    """How high capitals are in the line, freed of pixels' grain: as in the page's lines whose small letters are as high.

    Lines of capitals and figures are compared with each other.
    """
    alike = [
        other.capital
        for other in lines
        if other.capital
        and abs(other.small - line.small) <= _ALIKE * line.small
        and other.in_capitals == line.in_capitals
    ]
    own = line.capital
    usual = median(alike) if alike else line.small / share
    if own is not None and len(alike) < _FEW and abs(own - usual) > _AGREES * usual:
        return own
    near = [capital for capital in alike if abs(capital - usual) <= _AGREES * usual]
    return fmean(near) if near else usual


def _rough(line: SeenLine, dark: Mask, picture: Picture) -> _Rough:
    """Where most of the line's ink ends and begins, from its profile of rows."""
    top, bottom = min(word.box[1] for word in line.words), max(word.box[3] for word in line.words)
    rows = np.zeros(bottom - top + 4)
    # A dash's lower edge is sharper than a line's foot.
    worded = [word for word in line.words if any(map(str.isalnum, word.text))] or list(line.words)
    plain = [word for word in worded if not _HIGHER.search(word.text)]
    plain = plain if sum(len(word.text) for word in plain) > 5 else worded
    for word in plain:
        x0, above, x1, below = word.box
        crop = dark[above:below, x0:x1].sum(axis=1)
        rows[above - top + 2 : above - top + 2 + len(crop)] += crop
    height = bottom - top
    # At i: the two rows that end with i + 1, less the two below them.
    steps = rows[1:-2] + rows[:-3] - rows[2:-1] - rows[3:]
    lower = int(0.45 * height)
    end = lower + int(np.argmax(steps[lower:]))
    begin = int(np.argmin(steps[: max(1, end - height // 4)]))
    base = top + end
    russian = sum(map(_is_cyrillic, "".join(word.text for word in line.words))) > _FEW
    capitals = [
        base - first
        for word in line.words
        # «Ha» in a Russian line is «на», and no higher than small letters.
        if _CAPITALS.match(word.text)
        and not (russian and word.text[0].isascii() and word.text[0].isalpha())
        and (first := _first_top(dark, word.box)) is not None
    ]
    capital = float(median(capitals)) if capitals and median(capitals) > 4 else None
    small = _finely(plain, picture, top + begin, base) if end - begin > 3 * _ABOUT else max(4.0, end - begin)
    said = [letter for word in plain for letter in word.text if letter.isalnum()]
    tall = sum(letter.isupper() or letter.isdigit() for letter in said)
    in_capitals = capital is not None and small > 0.85 * capital and 2 * tall > len(said)
    return _Rough(line, base, small, capital, in_capitals)


def _finely(words: Sequence[Seen], picture: Picture, begin: int, end: int) -> float:
    """The height of what begins at a row and ends before another, from where its ink thickens and thins out fastest.

    The rows are smoothed first: then it doesn't matter how the edge falls between two of them.
    """
    first = max(0, begin - 2 * _ABOUT)
    rows = np.zeros(min(picture.shape[0], end + 2 * _ABOUT) - first)
    for word in words:
        grey = picture[first : first + len(rows), word.box[0] : word.box[2]]
        rows += 255.0 * grey.shape[1] - grey.sum(axis=1)
    steps = np.diff(np.convolve(np.pad(rows, len(_SMOOTH) // 2, mode="edge"), _SMOOTH, "valid"))
    return _steepest(-steps, end - first - 1) - _steepest(steps, begin - first - 1)


def _steepest(steps: npt.NDArray[np.float64], near: int) -> float:
    """Where the profile of rows rises fastest near a row, between two of them."""
    low = max(1, near - _ABOUT)
    at = low + int(np.argmax(steps[low : near + _ABOUT + 1]))
    if not 0 < at < len(steps) - 1:
        return float(near)
    before, here, after = steps[at - 1 : at + 2]
    bend = before - 2 * here + after
    return at + (float(0.5 * (before - after) / bend) if bend < 0 else 0.0)


def _is_cyrillic(letter: str) -> bool:
    return "а" <= letter.lower() <= "ё"


def _measured(line: _Rough, dark: Mask, picture: Picture, height: float, tail: int) -> Measured:
    size = height / CAPITAL_HEIGHT
    words: list[MeasuredWord] = []
    settled = dashes.settled(line.line.words, dark, picture, line.base, height)
    for word, own in signs.of_words(settled, dark, size):
        if dashes.is_dash(word.text):
            words.append(MeasuredWord(word, (word.box,), (), None))
            continue
        head = 0 if words else superscripts.leading(own, line.base, height)
        if head:
            # «¹См.»: a footnote's mark, set against its first word
            _, top, x1, bottom = word.box
            mark, own = own[:head], own[head:]
            sure = max(word.confidence, _LOOKED_AT)
            seen = Seen("*", (mark[0][0], mark[0][1], mark[-1][2], mark[0][3]), sure, word.language)
            words.append(MeasuredWord(seen, tuple(mark), tuple(Raised(sign, 0) for sign in mark), None))
            text = _LED.sub("", word.text) or word.text
            word = word._replace(text=text, box=(own[0][0], top, x1, bottom))
        own = superscripts.parted(own, dark, line.base, height)
        raised = superscripts.behind(own, line.base, height)
        tailed = _with_tails(word.text, own, picture, tail, line.base, height)
        words.append(MeasuredWord(word, tuple(tailed), raised, _stem(dark, word.box)))
    return Measured(tuple(words), line.base, size)


def _stem(dark: Mask, box: PixelBox) -> float | None:
    """How wide a word's stems are: the usual length of its level runs of ink."""
    crop = dark[box[1] : box[3], box[0] : box[2]].astype(np.int8)
    edges = np.diff(np.pad(crop, ((0, 0), (1, 1))), axis=1)
    lengths = np.nonzero(edges == -1)[1] - np.nonzero(edges == 1)[1]
    if len(lengths) < _LEAST_RUNS:
        return None
    return float(lengths[lengths <= 1.7 * np.median(lengths)].mean())


def _first_top(dark: Mask, box: PixelBox) -> int | None:
    """Where a word's first sign begins, from the top down."""
    found = signs.within(dark, box)
    return found[0][1] if found else None


def _with_tails(
    text: str, signs: Sequence[PixelBox], picture: Picture, tail: int, base: float, capital: float
) -> list[PixelBox]:
    """The signs, with the tails of commas and semicolons that are finer than ink: «24,2» is no «24.2». `tail`: their grey."""
    made: list[PixelBox] = []
    for at, (x0, top, x1, bottom) in enumerate(signs, 1):
        low = bottom - top < 0.4 * capital and top > base - 0.36 * capital
        if x1 - x0 < 0.4 * capital and (low or (text[-1] == ":" and at == len(signs))):
            below = picture[bottom : bottom + round(0.3 * capital), max(0, x0 - 2) : x1 + 1]
            inked = below.min(axis=1, initial=255) <= tail
            white = np.flatnonzero(~inked & ~np.append(inked[1:], False))
            bottom += int(white[0]) if len(white) else len(below)
        made.append((x0, top, x1, bottom))
    return made
