"""Lines recognised in a picture, measured in its pixels: baseline, size, weight, raised signs, length of dashes.

Tesseract tells what is printed and where; how it is printed it doesn't say, or roughly. Here it is measured: the baseline is
the row where most of the line's ink ends; the size comes from the height of capitals and figures (or, in a line without,
of small letters, by the proportion found elsewhere on the page); bold letters have thick stems; and a note's mark is a small
sign that ends well above the baseline, which Tesseract takes for a quote, a question mark, or, worse, for one more digit of
a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from statistics import median
from typing import Final, NamedTuple

import numpy as np

from pipeline.read.raster import Mask
from pipeline.read.tesseract import PixelBox, Seen, SeenLine

CAPITAL_HEIGHT: Final = 0.69
"""Of the size: Times 0.66, PT Serif 0.70, Arial 0.72."""
_SMALL_HEIGHT: Final = 0.68
"""Small letters' height of capitals', where the page doesn't tell."""
_CAPITALS: Final = re.compile(r"[0-9А-ИК-ХЧШЫЬЭЮЯA-IK-PR-Z]")
"""Signs of one height; «Й» is higher, «Ц» and «Q» hang."""
_HIGHER: Final = re.compile(r"[ЙЁйё()\[\]{}|/\\«»\"'“”„‘’*%№†‡°^?!@$&ЦЩДцщдфбbdfhkl]")
_LEAST_RUNS: Final = 20
_FEW: Final = 4
_LIKEST: Final = 7
_AGREES: Final = 0.08
"""Heights that differ by less, of themselves, are the same but for the grain of pixels."""
_NEAR: Final = 0.05
_UNSEEN: Final = 70
"""Confidence of a dash that only the ink tells."""
_MARK_LEAST: Final = 0.45
"""Least height of a footnote's mark, of capitals': an opening quote is lower."""
_LED: Final = re.compile(r"^[‘’'`\"“”„!?°*^\d]+(?=[^\W_])")
"""What Tesseract takes a mark at a word's head for."""


class Raised(NamedTuple):
    """A small raised sign: its pixels' box, and how many signs are printed behind it in its word."""

    box: PixelBox
    behind: int


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
    line: SeenLine
    base: int
    small: int
    capital: float | None


def measured(lines: Sequence[SeenLine], dark: Mask) -> list[Measured]:
    """The lines measured; `dark`: where the picture they were recognised in has ink."""
    rough = [_rough(line, dark) for line in lines]
    shares = [
        line.small / line.capital for line in rough if line.capital and line.small < 0.85 * line.capital
    ]
    share = median(shares) if shares else _SMALL_HEIGHT
    heights = [(line.small, line.capital) for line in rough if line.capital]
    tall: list[float] = []
    for at, line in enumerate(rough):
        above = rough[at - 1] if at else None
        follows = above is not None and _under(above, line, tall[-1])
        if follows and above is not None and (_letters(line.line) < _FEW or _alike(above, line)):
            tall.append(tall[-1])  # by its few signs, or small letters alone, a line is as its paragraph is
        else:
            tall.append(_capital(line, heights, share))
    return [_measured(line, dark, height) for line, height in zip(rough, tall, strict=True)]


def _alike(above: _Rough, line: _Rough) -> bool:
    """Whether a line without capitals has small letters as high as the one above."""
    return line.capital is None and abs(above.small - line.small) <= _NEAR * line.small + 0.5


def _letters(line: SeenLine) -> int:
    return sum(map(str.isalpha, "".join(word.text for word in line.words)))


def _under(above: _Rough, line: _Rough, height: float) -> bool:
    """Whether a line follows close under another: «5 %.» is of its paragraph's size, whatever its few signs say."""
    step = line.base - above.base
    return 0 < step < 2.2 * height / CAPITAL_HEIGHT and line.line.box[0] < above.line.box[2]


def _capital(line: _Rough, heights: Sequence[tuple[int, float]], share: float) -> float:
    """How high capitals are in the line, freed of pixels' grain: as in the lines of the page that are most like it."""
    own = line.capital
    if own is None:
        alike = [capital for small, capital in heights if abs(small - line.small) <= _NEAR * line.small + 0.5]
        return median(alike) if alike else line.small / share
    likest = sorted(
        (abs(capital - own) / own + abs(small - line.small) / line.small / 2, capital)
        for small, capital in heights
    )
    usual = median(capital for _, capital in likest[:_LIKEST])
    return usual if abs(own - usual) <= _AGREES * usual else own


def _rough(line: SeenLine, dark: Mask) -> _Rough:
    """Where most of the line's ink ends and begins, from its profile of rows."""
    top, bottom = min(word.box[1] for word in line.words), max(word.box[3] for word in line.words)
    rows = np.zeros(bottom - top + 4)
    # A dash's lower edge is sharper than a line's foot.
    worded = [word for word in line.words if any(map(str.isalnum, word.text))] or line.words
    plain = [word for word in worded if not _HIGHER.search(word.text)]
    for word in plain if sum(len(word.text) for word in plain) > 5 else worded:
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
    return _Rough(line, base, max(4, end - begin), capital)


def _is_cyrillic(letter: str) -> bool:
    return "а" <= letter.lower() <= "ё"


def _measured(line: _Rough, dark: Mask, height: float) -> Measured:
    size = height / CAPITAL_HEIGHT
    words: list[MeasuredWord] = []
    for word, following in zip_longest(line.line.words, line.line.words[1:]):
        signs = _signs(dark, word.box)
        if len(signs) < len(word.text) and following is not None and following.box[0] > word.box[2]:
            # Tesseract draws some boxes too narrow: what stands before the next word is this one's.
            x0, top, _, bottom = word.box
            wider = _signs(dark, (x0, top, following.box[0] - 1, bottom))
            if len(signs) < len(wider) <= len(word.text):
                signs = wider
        head = 0 if words else _leading(signs, line.base, height)
        if head:
            # «¹См.»: a footnote's mark, set against its first word
            x0, top, x1, bottom = word.box
            own, signs = signs[:head], signs[head:]
            seen = Seen("*", (own[0][0], own[0][1], own[-1][2], own[0][3]), word.confidence, word.language)
            words.append(MeasuredWord(seen, tuple(own), tuple(Raised(sign, 0) for sign in own), None))
            text = _LED.sub("", word.text) or word.text
            word = word._replace(text=text, box=(signs[0][0], top, x1, bottom))
        words.append(
            MeasuredWord(word, tuple(signs), _raised(signs, line.base, height), _stem(dark, word.box))
        )
    return Measured(tuple(_with_dashes(words, dark, line.base, height)), line.base, size)


def _with_dashes(
    words: Sequence[MeasuredWord], dark: Mask, base: float, capital: float
) -> Iterator[MeasuredWord]:
    """The words with the dashes between them that weren't seen, as thin ones often aren't: «2015 2022» for «2015–2022»."""
    before: MeasuredWord | None = None
    for word in words:
        dash = None if before is None else _dash(before.seen.box[2], word.seen.box[0], dark, base, capital)
        if before is not None and dash is not None:
            tight = 0.2 * capital
            seen = Seen("–", dash, _UNSEEN, word.seen.language)
            glued = dash[0] - before.seen.box[2] < tight and word.seen.box[0] - dash[2] < tight
            if glued and not before.raised:
                word = _joined((before, MeasuredWord(seen, (dash,), (), None), word))
            else:
                yield before
                yield MeasuredWord(seen, (dash,), (), None)
        elif before is not None:
            yield before
        before = word
    if before is not None:
        yield before


def _dash(left: int, right: int, dark: Mask, base: float, capital: float) -> PixelBox | None:
    """The one sign between two words, where it is long, flat and at half height."""
    if right - left < 0.55 * capital:
        return None
    top, bottom = round(base - capital), round(base + 0.2 * capital)
    signs = _signs(dark, (left + 1, max(0, top), right - 1, bottom))
    if len(signs) != 1:
        return None
    x0, high, x1, low = signs[0]
    flat = low - high < 0.2 * capital and x1 - x0 > 0.5 * capital and x1 - x0 < 2 * capital
    return signs[0] if flat and 0.15 * capital < base - low < 0.7 * capital else None


def _joined(parts: Sequence[MeasuredWord]) -> MeasuredWord:
    """Words without a space between them as one; as sure as the least sure."""
    boxes = [part.seen.box for part in parts]
    box = (boxes[0][0], min(box[1] for box in boxes), boxes[-1][2], max(box[3] for box in boxes))
    text, sure = "".join(part.text for part in parts), min(part.seen.confidence for part in parts)
    signs = tuple(sign for part in parts for sign in part.signs)
    return MeasuredWord(Seen(text, box, sure, parts[0].seen.language), signs, parts[-1].raised, parts[0].stem)


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
    signs = _signs(dark, box)
    return signs[0][1] if signs else None


def _signs(dark: Mask, box: PixelBox) -> list[PixelBox]:
    """What stands in a word between white columns, from left to right; touching letters are one."""
    x0, top, x1, bottom = box
    crop = dark[top:bottom, x0:x1]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], crop.any(axis=0).astype(np.int8), [0]))))
    found: list[PixelBox] = []
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        rows = np.flatnonzero(crop[:, left:right].any(axis=1))
        if right - left > 1 or len(rows) > 2:
            found.append((x0 + int(left), top + int(rows[0]), x0 + int(right), top + int(rows[-1]) + 1))
    return found


def _leading(signs: Sequence[PixelBox], base: float, capital: float) -> int:
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
    small = 0.36 * capital < bottom - top < 0.76 * capital
    above = base - bottom > 0.27 * capital and base - top > 0.85 * capital
    return small and above and 0.12 * capital < x1 - x0 < 0.62 * capital


def _raised(signs: Sequence[PixelBox], base: float, capital: float) -> tuple[Raised, ...]:
    """The signs of a figure's shape that are small and end well above the baseline; behind them only stops may stand."""
    found: list[Raised] = []
    behind = 0
    for sign in reversed(signs):
        _, top, _, bottom = sign
        if _is_raised(sign, base, capital):
            found.append(Raised(sign, behind))
        elif found or behind > 2 or bottom - top > 0.75 * capital:
            break
        else:
            behind += 1
    return tuple(reversed(found))
