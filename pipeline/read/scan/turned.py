"""A table's cells whose text stands on its side, as narrow columns' heads do: found, read upright, laid into their cells.

Tesseract reads such a cell as lines of single signs and is sure of none of them («У Ё vo ss»). So a cell that is higher than wide
and reads badly is cut out, laid on its side by itself, on a sheet with the others like it, and read again; what reads well takes
the place of what didn't. Lines are read from below upwards, as they are set nearly always.

A word on its side has no place in the order of lines. So the words found are laid level into the middle of their cell: their
boxes are those of the cell's ink, shared out, and not each word's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np

from pipeline.read.scan import tesseract
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.tesseract import OcrError, PixelBox, SeenLine

_HIGHER: Final = 1.15
"""Height of such a cell's ink, in widths of it."""
_WIDE_LEAST: Final = 5.0
_HIGH_LEAST: Final = 16.0
"""Of its ink, in points."""
_BAD: Final = 70
_GOOD: Final = 75
"""Confidence of what is on its side, and of what is upright; by letters."""
_MOST: Final = 40
_BETWEEN: Final = 12.0
"""White around what is laid on the sheet, in points."""
_LEAST: Final = 0.6
"""What small letters are of capitals, at least."""
_LEADING: Final = 1.2


class Sheet(NamedTuple):
    """Cells laid upright below each other: their ink on the page, the rows where each begins, and what is read there."""

    picture: Picture
    inked: tuple[PixelBox, ...]
    begins: tuple[int, ...]
    lines: tuple[SeenLine, ...]


def reread(
    lines: Sequence[SeenLine],
    cells: Sequence[PixelBox],
    dark: Mask,
    picture: Picture,
    spoken: Sequence[str],
    scale: float,
) -> tuple[tuple[SeenLine, ...], Sheet | None]:
    """The page's lines without those in cells whose text is on its side, and these cells read upright; null where none is.

    `scale`: pixels a point; `cells`: those that lines are drawn around.
    """
    found = [box for cell in cells if (box := _on_its_side(lines, cell, dark, scale)) is not None]
    if not found or len(found) > _MOST:
        return tuple(lines), None
    sheet = _sheet(picture, found, round(_BETWEEN * scale))
    try:
        read = tesseract.read(sheet.picture, spoken, mode=tesseract.BLOCK, dpi=round(72 * scale))
    except OcrError:
        return tuple(lines), None
    kept = [
        tuple(line for line in read if _begin(sheet.begins, line) == begin)
        for begin in range(len(sheet.begins))
    ]
    good = {at for at, own in enumerate(kept) if _sureness(own) >= _GOOD}
    upright = tuple(line for at, own in enumerate(kept) if at in good for line in own)
    left = [line for line in lines if not any(_inside(line.box, sheet.inked[at]) for at in good)]
    return tuple(left), sheet._replace(lines=upright) if upright else None


def levelled(lines: Sequence[Measured]) -> list[Measured]:
    """The sheet's lines with one size: a line of small letters alone («г., тыс.») is measured as if it were of capitals."""
    most = max((line.size for line in lines), default=0.0)
    return [line._replace(size=most) if _LEAST * most < line.size < most else line for line in lines]


def laid(lines: Sequence[Measured], sheet: Sheet) -> list[Measured]:
    """The lines of the sheet, measured and put right, as level lines in the middle of their cells."""
    held: dict[int, list[Measured]] = {}
    for line in lines:
        held.setdefault(_row(sheet.begins, line.base), []).append(line)
    made: list[Measured] = []
    for at, own in held.items():
        x0, top, x1, bottom = sheet.inked[at]
        size = min(line.size for line in own)
        step = min(_LEADING * size, (bottom - top) / len(own))
        first = (top + bottom - step * len(own)) / 2
        for row, line in enumerate(own):
            above, below = round(first + row * step), round(first + (row + 1) * step)
            base = below - 0.25 * step
            made.append(Measured(tuple(_spread(line.words, (x0, above, x1, below))), base, size))
    return made


def _spread(words: Sequence[MeasuredWord], box: PixelBox) -> list[MeasuredWord]:
    """Words side by side in a box, each with as much of its width as it has of their letters."""
    x0, top, x1, bottom = box
    ends = list(accumulate((len(word.text) + 1 for word in words), initial=0))
    letters = max(1, ends[-1])
    return [
        MeasuredWord(
            word.seen._replace(
                box=(x0 + (x1 - x0) * start // letters, top, x0 + (x1 - x0) * (end - 1) // letters, bottom)
            ),
            (),
            (),
            None,
        )
        for word, (start, end) in zip(words, pairwise(ends), strict=True)
    ]


def _on_its_side(lines: Sequence[SeenLine], cell: PixelBox, dark: Mask, scale: float) -> PixelBox | None:
    """The box of a cell's ink, where that is high and reads badly; null where it isn't, or doesn't."""
    x0, y0, x1, y1 = cell
    crop = dark[y0:y1, x0:x1]
    edge = max(1, round(scale))
    inner = crop[edge:-edge, edge:-edge]
    rows, columns = np.flatnonzero(inner.any(axis=1)), np.flatnonzero(inner.any(axis=0))
    if not len(rows):
        return None
    box = (
        x0 + edge + int(columns[0]),
        y0 + edge + int(rows[0]),
        x0 + edge + int(columns[-1]) + 1,
        y0 + edge + int(rows[-1]) + 1,
    )
    wide, high = box[2] - box[0], box[3] - box[1]
    if high < _HIGHER * wide or wide < _WIDE_LEAST * scale or high < _HIGH_LEAST * scale:
        return None
    own = [line for line in lines if _inside(line.box, cell)]
    return box if _sureness(own) < _BAD else None


def _sheet(picture: Picture, boxes: Sequence[PixelBox], apart: int) -> Sheet:
    cuttings = [np.rot90(picture[y0:y1, x0:x1], -1) for x0, y0, x1, y1 in boxes]
    begins = list(accumulate((cutting.shape[0] + apart for cutting in cuttings), initial=apart))
    wide = max(cutting.shape[1] for cutting in cuttings) + 2 * apart
    sheet = np.full((begins[-1], wide), 255, dtype=np.uint8)
    for begin, cutting in zip(begins, cuttings, strict=False):
        sheet[begin : begin + cutting.shape[0], apart : apart + cutting.shape[1]] = cutting
    return Sheet(sheet, tuple(boxes), tuple(begins[:-1]), ())


def _begin(begins: Sequence[int], line: SeenLine) -> int:
    return _row(begins, (line.box[1] + line.box[3]) / 2)


def _row(begins: Sequence[int], y: float) -> int:
    """Which cutting a row of the sheet belongs to."""
    return max(0, int(np.searchsorted(begins, y, side="right")) - 1)


def _inside(box: PixelBox, cell: PixelBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _sureness(lines: Sequence[SeenLine]) -> float:
    """How sure Tesseract is of the lines' words, 0–100, by their letters; 0 where it sees none."""
    words = [word for line in lines for word in line.words]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
