"""Lines recognised in a picture, measured in its pixels: baseline, size, weight, raised signs, length of dashes.

Tesseract tells what is printed and where; how it is printed it doesn't say, or roughly. Here it is measured: the baseline is
the row where most of the line's ink ends; the size comes from the height of capitals and figures (or, in a line without,
of small letters, by the proportion found elsewhere on the page); bold letters have thick stems; a note's mark is a small
sign that ends well above the baseline, which Tesseract takes for a quote, a question mark, or, worse, for one more digit of
a figure; and a dash of «2019–2023», which it mostly gives as a hyphen, is told by its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

import numpy as np

from pipeline.read.raster import Mask
from pipeline.read.tesseract import PixelBox, Seen, SeenLine

CAPITAL_HEIGHT: Final = 0.69
"""Of the size: Times 0.66, PT Serif 0.70, Arial 0.72."""
_SMALL_HEIGHT: Final = 0.68
"""Small letters' height of capitals', where the page doesn't tell."""
_CAPITALS: Final = re.compile(r"[0-9А-ИК-ЦЧШЫЬЭЮЯA-IK-PR-Z]")
_HIGHER: Final = re.compile(r"[ЙЁйё()\[\]{}|/\\«»\"'“”„‘’*%№†‡°^?!@$&ЦЩДцщдф]")
_DASHES: Final = "-‐‑–—−"
_HYPHEN_MOST: Final = 0.41
_EN_MOST: Final = 0.72
"""Lengths of hyphen and en dash in sizes; a longer one is an em dash."""


class Raised(NamedTuple):
    """A small raised sign: its pixels' box, and how many signs are printed behind it in its word."""

    box: PixelBox
    behind: int


class Measured(NamedTuple):
    """A line with its measures in pixels: `base` is the row under its letters, `size` the type's, `stem` a stem's width.

    `raised` goes with `words`: the raised signs of each.
    """

    words: tuple[Seen, ...]
    base: float
    size: float
    stem: float
    raised: tuple[tuple[Raised, ...], ...]


class _Rough(NamedTuple):
    line: SeenLine
    base: int
    small: int
    capital: float | None


def measured(lines: Sequence[SeenLine], dark: Mask) -> list[Measured]:
    """The lines measured; `dark`: where the picture they were recognised in has ink."""
    rough = [_rough(line, dark) for line in lines]
    shares = [line.small / line.capital for line in rough if line.capital and line.small < 0.85 * line.capital]
    share = median(shares) if shares else _SMALL_HEIGHT
    return [_measured(line, dark, share) for line in rough]


def _rough(line: SeenLine, dark: Mask) -> _Rough:
    """Where most of the line's ink ends and begins, from its profile of rows."""
    top, bottom = min(word.box[1] for word in line.words), max(word.box[3] for word in line.words)
    rows = np.zeros(bottom - top + 4)
    for word in line.words:
        x0, above, x1, below = word.box
        crop = dark[above:below, x0:x1].sum(axis=1)
        rows[above - top + 2 : above - top + 2 + len(crop)] += crop
    height = bottom - top
    steps = rows[1:-1] + rows[:-2] - rows[2:]
    steps = rows[1:-2] + rows[:-3] - rows[2:-1] - rows[3:]  # at i: the two rows that end with i + 1, less the two below
    lower = int(0.45 * height)
    end = lower + int(np.argmax(steps[lower:])) + 2 - 2
    begin = int(np.argmin(steps[: max(1, end - height // 4)]))
    base = top + end
    capitals = [
        base - word.box[1]
        for word in line.words
        if _CAPITALS.search(word.text) and not _HIGHER.search(word.text)
    ]
    capital = float(median(capitals)) if capitals and median(capitals) > 4 else None
    return _Rough(line, base, max(4, end - begin), capital)


def _measured(line: _Rough, dark: Mask, share: float) -> Measured:
    height = line.capital if line.capital is not None else line.small / share
    size = height / CAPITAL_HEIGHT
    stems = [
        (stem, len(word.text)) for word in line.line.words if (stem := _stem(dark, word.box)) is not None
    ]
    words: list[Seen] = []
    raised: list[tuple[Raised, ...]] = []
    for word in line.line.words:
        signs = _signs(dark, word.box)
        words.append(word._replace(text=_with_dashes(word.text, signs, line.base, size)))
        raised.append(_raised(signs, line.base, height))
    stem = median([stem for stem, letters in stems for _ in range(letters)]) if stems else 0.0
    return Measured(tuple(words), line.base, size, stem, tuple(raised))


def _stem(dark: Mask, box: PixelBox) -> float | None:
    """The usual length of the level runs of ink in a word: a stem's width."""
    crop = dark[box[1] : box[3], box[0] : box[2]].astype(np.int8)
    edges = np.diff(np.pad(crop, ((0, 0), (1, 1))), axis=1)
    begins, ends = np.nonzero(edges == 1), np.nonzero(edges == -1)
    lengths = ends[1] - begins[1]
    return float(np.median(lengths)) if len(lengths) >= 20 else None


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


def _raised(signs: Sequence[PixelBox], base: float, capital: float) -> tuple[Raised, ...]:
    """The signs of a figure's shape that are small and end well above the baseline; behind them only stops may stand."""
    found: list[Raised] = []
    behind = 0
    for x0, top, x1, bottom in reversed(signs):
        small = 0.36 * capital < bottom - top < 0.76 * capital
        above = base - bottom > 0.27 * capital and base - top > 0.85 * capital
        slim = 0.12 * capital < x1 - x0 < 0.62 * capital
        if small and above and slim:
            found.append(Raised((x0, top, x1, bottom), behind))
        elif found or behind > 2 or bottom - top > 0.75 * capital:
            break
        else:
            behind += 1
    return tuple(reversed(found))


def _with_dashes(text: str, signs: Sequence[PixelBox], base: float, size: float) -> str:
    """The word with each dash as long as it is printed; as it was where signs and text don't tally."""
    places = [at for at, sign in enumerate(text) if sign in _DASHES]
    if not places:
        return text
    printed = [
        (x1 - x0) / size
        for x0, top, x1, bottom in signs
        if bottom - top < 0.14 * size and 0.1 * size < base - bottom < 0.5 * size and x1 - x0 > 0.14 * size
    ]
    if len(printed) != len(places):
        return text
    made = list(text)
    for at, length in zip(places, printed, strict=True):
        made[at] = "-" if length < _HYPHEN_MOST else "–" if length < _EN_MOST else "—"
    return "".join(made)
