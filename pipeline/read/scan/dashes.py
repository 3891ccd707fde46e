"""Dashes between words, found in their ink.

Tesseract misses thin ones («2015 2022» for «2015–2022»), and of those that it sees it draws many boxes beside the dash, so that
its ink counts as the word's before it. A dash is looked for where one may stand: between two words, at half the height of small
letters, with nothing over or under it. In a hair-line face (Computer Modern) it is fainter than any letter and darker than
paper only on average, so there it is looked for in the grey of the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.tesseract import PixelBox, Seen

SIGNS: Final = "-‐‑–—−"
_LEAST: Final = 0.5
_LEAST_SEEN: Final = 0.25
_MOST: Final = 2.0
_THICK: Final = 0.2
"""Length of a dash that wasn't seen, of one that was, of the longest, and its height; all in heights of capitals."""
_HIGH, _LOW = 0.6, 0.14
"""Dashes stand between these heights above the line."""
_LONG, _EN = 0.9, 0.62
"""Least length of a dash at a line's end, and of an en dash, in heights of capitals."""
_RANGE: Final = re.compile(r"(?<=\d)[-—](?=\d)")
_UNSEEN: Final = 70
"""Confidence of a dash that only the ink tells."""
_TIGHT: Final = 0.2
_FAINT: Final = 24
"""Grey levels by which a hair line is darker than its paper, on average."""


def is_dash(text: str) -> bool:
    """Whether a word is a dash and nothing else."""
    return len(text) == 1 and text in SIGNS


def settled(
    words: Sequence[Seen], dark: Mask, picture: Picture, base: float, capital: float
) -> tuple[Seen, ...]:
    """A line's words with its dashes where they are printed, those that weren't seen among them.

    `base`: the row under its letters; `capital`: how high capitals are, in pixels.
    """
    found: list[Seen] = []
    for at, word in enumerate(words):
        before = found[-1] if found else None
        if is_dash(word.text):
            after = words[at + 1].box if at + 1 < len(words) else None
            left = (
                word.box[0] - capital if before is None else max(before.box[0], before.box[2] - 1.6 * capital)
            )
            right = word.box[2] + capital if after is None else min(after[2], after[0] + capital)
            stroke = _between(left, right, dark, base, capital, _LEAST_SEEN)
            if stroke is None and before is not None and after is not None:
                stroke = _hair(before.box[2], after[0], picture, base, capital)
            if stroke is not None:
                word = word._replace(box=stroke)
                if before is not None:
                    found[-1] = _cut(before, right=stroke[0] - 1)
            found.append(word)
            continue
        if before is not None and is_dash(before.text):
            word = _cut(word, left=before.box[2] + 1)
        elif before is not None and word.box[0] - before.box[2] > 0.55 * capital:
            gap = (before.box[2] + 1, word.box[0] - 1)
            stroke = _between(*gap, dark, base, capital, _LEAST) or _hair(*gap, picture, base, capital)
            if stroke is not None:
                word = _with(stroke, found, word, capital)
        if _RANGE.search(word.text):
            word = word._replace(text=_ranged(word, dark, base, capital))
        found.append(word)
    if found and not is_dash(found[-1].text):
        found.extend(_last(found[-1], dark, picture, base, capital))
    return tuple(found)


def _last(word: Seen, dark: Mask, picture: Picture, base: float, capital: float) -> Iterator[Seen]:
    """The dash that a line ends with behind its last word, where it wasn't seen; nearer than another column is."""
    left, right = word.box[2] + 1, min(word.box[2] + 2.6 * capital, dark.shape[1])
    stroke = _between(left, right, dark, base, capital, _LONG) or _hair(left, right, picture, base, capital)
    if stroke is not None and stroke[2] - stroke[0] > _LONG * capital and stroke[0] - left < 0.6 * capital:
        yield Seen("–", stroke, _UNSEEN, word.language)


def _ranged(word: Seen, dark: Mask, base: float, capital: float) -> str:
    """A word with a range of figures («2019—2023», «7-8») whose dash is as long as it is printed, be it that digits touch it."""
    x0, _, x1, _ = word.box
    band = dark[max(0, round(base - 0.5 * capital)) : max(1, round(base - 0.2 * capital)), x0:x1]
    longest = max((end - start for row in band for start, end in _runs(row)), default=0)
    if longest < 0.25 * capital:
        return _RANGE.sub("–" if "—" in word.text else "-", word.text)  # too thin to be seen
    return _RANGE.sub("–" if longest > _EN * capital else "-", word.text)


def _with(stroke: PixelBox, found: list[Seen], word: Seen, capital: float) -> Seen:
    """The word behind a dash that wasn't seen, which joins it to the one before where it is set close; `found` takes the rest."""
    before = found[-1]
    dash = Seen("–", stroke, _UNSEEN, word.language)
    if max(stroke[0] - before.box[2], word.box[0] - stroke[2]) >= _TIGHT * capital:
        found.append(dash)
        return word
    found.pop()
    box = (before.box[0], min(before.box[1], word.box[1]), word.box[2], max(before.box[3], word.box[3]))
    sure = min(before.confidence, word.confidence, _UNSEEN)
    return Seen(f"{before.text}–{word.text}", box, sure, before.language)


def _cut(word: Seen, left: int | None = None, right: int | None = None) -> Seen:
    """The word with its box ended at a dash; as it was where nothing would be left of it."""
    x0, top, x1, bottom = word.box
    x0, x1 = max(x0, left or x0), min(x1, right or x1)
    return word._replace(box=(x0, top, x1, bottom)) if x1 - x0 > 1 else word


def _between(
    left: float, right: float, dark: Mask, base: float, capital: float, least: float
) -> PixelBox | None:
    """The longest stroke of a dash between two columns of pixels."""
    x0, x1 = max(0, round(left)), min(dark.shape[1], round(right))
    top, bottom = max(0, round(base - capital)), round(base + 0.2 * capital)
    if x1 - x0 < 2 or bottom <= top:
        return None
    crop = dark[top:bottom, x0:x1]
    high, low = round(base - _HIGH * capital) - top, round(base - _LOW * capital) - top
    band = crop[max(0, high) : low]
    # Columns with ink in the band and none over or under it.
    flat = band.any(axis=0) & (crop.sum(axis=0) == band.sum(axis=0)) & (band.sum(axis=0) <= _THICK * capital)
    strokes = [
        (start, end)
        for start, end in _runs(flat)
        if least * capital <= end - start <= _MOST * capital and _is_level(band[:, start:end], capital)
    ]
    if not strokes:
        return None
    start, end = max(strokes, key=lambda stroke: stroke[1] - stroke[0])
    rows = np.flatnonzero(band[:, start:end].any(axis=1)) + top + max(0, high)
    return (x0 + start, int(rows[0]), x0 + end, int(rows[-1]) + 1)


def _is_level(stroke: Mask, capital: float) -> bool:
    rows = np.flatnonzero(stroke.any(axis=1))
    return bool(rows[-1] - rows[0] < _THICK * capital + 1)


def _hair(left: float, right: float, picture: Picture, base: float, capital: float) -> PixelBox | None:
    """A hair line alone in a gap between two words."""
    x0, x1 = max(0, round(left)), min(picture.shape[1], round(right))
    top, bottom = max(0, round(base - capital)), round(base + 0.2 * capital)
    window = max(3, round(0.35 * capital))
    if x1 - x0 < window + 2 or bottom <= top:
        return None
    grey = picture[top:bottom, x0:x1].astype(np.float32)
    paper = float(np.median(grey))
    sums = np.cumsum(np.pad(paper - grey, ((0, 0), (window // 2 + 1, window - window // 2 - 1))), axis=1)
    depth = (sums[:, window:] - sums[:, :-window]) / window
    row = int(np.argmax(depth.max(axis=1)))
    deepest = float(depth[row].max())
    if deepest < _FAINT or not _LOW * capital < base - (top + row) < _HIGH * capital:
        return None
    around = np.abs(np.arange(len(depth)) - row) > _THICK * capital
    if depth[around].max(initial=0.0) > 0.5 * deepest:
        return None
    runs = [run for run in _runs(depth[row] > 0.5 * deepest) if run[1] - run[0] >= _LEAST * capital]
    if len(runs) != 1 or runs[0][1] - runs[0][0] > _MOST * capital:
        return None
    start, end = runs[0]
    return (x0 + start, top + row, x0 + end, top + row + 1)


def _runs(mask: np.typing.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
