"""A page of columns cut apart and laid in one column, so that no line of it runs across a gutter.

Tesseract looks for columns by itself, and where the lines of two columns don't stand level it often sees none: then it reads
both as one line, the letters of one side measured by the other's, and half of the page is lost. So columns are found before
it looks: a gutter is an upright strip of white that runs down beside lines on both sides, and what it parts is cut out and
laid one below the other on a longer sheet (see H. Baird's white streams and G. Nagy's X-Y cut, of which this is a mixture).
The same goes for a table's cells: those between drawn lines are cut out along the lines, and in a head whose cells have
one, two and three lines, set in the middle of their row, what stands beside each other is parted. Drawn lines are wiped off,
and large type is made smaller (see `large`). What is found on the sheet is then moved back to where it stood. In which order it
is read isn't asked here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.scan import large
from pipeline.read.scan.likeness import resized
from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.ruling import Strokes, cells_between, heads, wiped
from pipeline.read.scan.tesseract import PixelBox, SeenLine

_CELL: Final = 1.0
_GUTTER: Final = 7.0
"""Least width of a gutter; between columns of small type there are some ten."""
_HIGH: Final = 64.0
"""Least height of columns: fewer than six lines beside each other may be a river of word spaces, or a table's rows."""
_WIDE: Final = 95.0
"""Least width of a column. All in points."""
_SPECKS: Final = 2
"""Dark pixels in a cell that don't make it dark."""
_SEVERAL: Final = 17.0
"""Lines that have no white between them, higher than this, don't stand level: what is beside each other is parted."""
_LEVEL: Final = 0.35
"""Of its height, what all words of a line have in common: their small letters."""
_BETWEEN: Final = 12.0
"""White between what is laid one below the other, and around it, in points."""
_MOST_DEPTH: Final = 4
_NOT_LARGE: Final = 12.0
"""Height of a line, in points, up to which it isn't of large type."""

_Strip = tuple[int, int]
"""Cells from … to (past the last one)."""
_Cutting = tuple[_Strip, _Strip, float]
"""Rows, columns, and what it is made of its size."""


class Place(NamedTuple):
    """Where a cutting stands on the page, where its left upper corner is on the sheet, and what it was made of its size."""

    box: PixelBox
    x: int
    y: int
    shrink: float = 1.0


class Stacked(NamedTuple):
    """The sheet, and where each cutting stands."""

    picture: Picture
    places: tuple[Place, ...]


class _Page(NamedTuple):
    """What is looked at for cuttings: the page in cells and in pixels, a cell's pixels, how high its letters usually are."""

    cells: Mask
    dark: Mask
    step: int
    letters: float


def stacked(picture: Picture, dark: Mask, strokes: Strokes, scale: float) -> Stacked:
    """The page with its columns and its tables' cells below each other. `strokes`: drawn lines; `scale`: pixels a point."""
    clean, left_dark = wiped(picture, dark, strokes)
    drawn = [*cells_between(strokes, scale), *heads(strokes, left_dark, scale)]
    for x0, y0, x1, y1 in drawn:
        left_dark[y0:y1, x0:x1] = False
    step = max(1, round(_CELL * scale))
    cells = _cells(left_dark, step)
    lines = [(top * step, bottom * step) for top, bottom in _slabs(cells, _whole(cells, 0), _whole(cells, 1))]
    page = _Page(cells, left_dark, step, large.usual(left_dark, lines))
    height, width = picture.shape
    boxes = [
        ((left * step, top * step, min(width, right * step), min(height, bottom * step)), shrink)
        for (top, bottom), (left, right), shrink in _cuttings(page, _whole(cells, 0), _whole(cells, 1), 0)
    ]
    return _sheet(clean, drawn, [*boxes, *((box, 1.0) for box in drawn)], round(_BETWEEN * scale))


def _whole(cells: Mask, axis: int) -> _Strip:
    return (0, cells.shape[axis])


def _sheet(
    picture: Picture, drawn: Sequence[PixelBox], boxes: Sequence[tuple[PixelBox, float]], apart: int
) -> Stacked:
    """The boxes cut out and laid below each other; a table's cells aren't seen in what stands around them."""
    around = picture.copy()
    for x0, y0, x1, y1 in drawn:
        around[y0:y1, x0:x1] = 255
    places: list[Place] = []
    cuttings: list[Picture] = []
    row = apart
    for at, (box, shrink) in enumerate(boxes):
        x0, y0, x1, y1 = box
        source = picture if at >= len(boxes) - len(drawn) else around
        cutting = source[y0:y1, x0:x1]
        if shrink != 1:
            cutting = resized(cutting, max(1, round((y1 - y0) * shrink)), max(1, round((x1 - x0) * shrink)))
        cuttings.append(cutting)
        places.append(Place(box, apart, row, shrink))
        row += cutting.shape[0] + apart
    wide = max((cutting.shape[1] for cutting in cuttings), default=0) + 2 * apart
    sheet = np.full((row, wide), 255, dtype=np.uint8)
    for place, cutting in zip(places, cuttings, strict=True):
        tall, across = cutting.shape
        sheet[place.y : place.y + tall, apart : apart + across] = cutting
    return Stacked(sheet, tuple(places))


def unstacked(lines: Sequence[SeenLine], places: Sequence[Place]) -> Iterator[SeenLine]:
    """Lines recognised on the sheet, where they stand on the page."""
    for line in lines:
        middle = (line.box[1] + line.box[3]) / 2
        place = min(places, key=lambda place: max(place.y - middle, middle - _end(place)))
        words = tuple(
            word._replace(box=moved)
            for word in line.words
            if (moved := _within(_moved(word.box, place), place.box)) is not None
        )
        box = _within(_moved(line.box, place), place.box)
        if words and box is not None:
            yield SeenLine(words, box)


def _end(place: Place) -> float:
    """Where a cutting ends on the sheet."""
    return place.y + (place.box[3] - place.box[1]) * place.shrink


def _moved(box: PixelBox, place: Place) -> PixelBox:
    x0, y0, x1, y1 = box
    left, top, _, _ = place.box
    if place.shrink == 1:
        right, down = left - place.x, top - place.y
        return (x0 + right, y0 + down, x1 + right, y1 + down)
    return (
        left + math.floor((x0 - place.x) / place.shrink),
        top + math.floor((y0 - place.y) / place.shrink),
        left + math.ceil((x1 - place.x) / place.shrink),
        top + math.ceil((y1 - place.y) / place.shrink),
    )


def _within(box: PixelBox, outer: PixelBox) -> PixelBox | None:
    """The part of a box that is inside another; null where none is."""
    x0, y0 = max(box[0], outer[0]), max(box[1], outer[1])
    x1, y1 = min(box[2], outer[2]), min(box[3], outer[3])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _cells(dark: Mask, step: int) -> Mask:
    """The mask in cells of `step` pixels: dark where more than specks are."""
    height, width = (-(-side // step) for side in dark.shape)
    padded = np.zeros((height * step, width * step), dtype=np.uint8)
    padded[: dark.shape[0], : dark.shape[1]] = dark
    counts = padded.reshape(height, step, width, step).sum(axis=(1, 3))
    return np.asarray(counts > _SPECKS)


def _cuttings(page: _Page, rows: _Strip, columns: _Strip, depth: int) -> Iterator[_Cutting]:
    """Rows and columns of cells that are recognised together, none of which has a gutter, and what they are made of their size."""
    band = _gutter(page.cells, rows, columns) if depth < _MOST_DEPTH else None
    if band is None:
        for part, shrink in _sized(page, rows, columns):
            if shrink == 1:
                yield from ((*cutting, 1.0) for cutting in _parted(page.cells, part, columns))
            else:
                yield part, columns, shrink
        return
    (top, bottom), x = band
    if top > rows[0]:
        yield from _cuttings(page, (rows[0], top), columns, depth + 1)
    yield from _cuttings(page, (top, bottom), (columns[0], x), depth + 1)
    yield from _cuttings(page, (top, bottom), (x, columns[1]), depth + 1)
    if bottom < rows[1]:
        yield from _cuttings(page, (bottom, rows[1]), columns, depth + 1)


def _sized(page: _Page, rows: _Strip, columns: _Strip) -> Iterator[tuple[_Strip, float]]:
    """A column's rows of one size together, and what those of large type are made of their size."""
    begin, shrink = rows[0], 1.0
    for top, bottom in _slabs(page.cells, rows, columns):
        own = 1.0
        if bottom - top > _NOT_LARGE:
            (y0, y1), (x0, x1) = ((a * page.step, b * page.step) for a, b in ((top, bottom), columns))
            own = large.shrink(large.height(page.dark[y0:y1, x0:x1]), page.letters)
        if (own == 1) != (shrink == 1):
            if begin < top:
                yield (begin, max(begin, top - 1)), shrink
            begin, shrink = max(begin, top - 1), own
        shrink = min(shrink, own)
    yield (begin, rows[1]), shrink


def _parted(cells: Mask, rows: _Strip, columns: _Strip) -> Iterator[tuple[_Strip, _Strip]]:
    """One column; but where lines stand beside each other and not level, each of them."""
    begin = rows[0]
    for top, bottom in _slabs(cells, rows, columns):
        white = _white(cells, (top, bottom), columns) if bottom - top > _SEVERAL else []
        inner = [(start, end) for start, end in white if start > columns[0] and end < columns[1]]
        edges = [columns[0], *((start + end) // 2 for start, end in inner), columns[1]]
        if not inner or _is_one_line(cells, (top, bottom), edges):
            continue
        if cells[begin:top, columns[0] : columns[1]].any():
            yield (begin, top), columns
        left = columns[0]
        for right in edges[1:]:
            if cells[top:bottom, left:right].any():
                yield (max(begin, top - 1), min(rows[1], bottom + 1)), (left, right)
            left = right
        begin = bottom
    if cells[begin : rows[1], columns[0] : columns[1]].any():
        yield (begin, rows[1]), columns


def _is_one_line(cells: Mask, rows: _Strip, edges: Sequence[int]) -> bool:
    """Whether what is parted by white is one line of large type, as a title is: each part is of one piece, and all are level."""
    parts = [list(_slabs(cells, rows, columns)) for columns in pairwise(edges)]
    high = [slabs[0] for slabs in parts if slabs]
    if any(len(slabs) > 1 for slabs in parts):
        return False
    shared = min(bottom for _, bottom in high) - max(top for top, _ in high)
    return shared > _LEVEL * (rows[1] - rows[0])


def _gutter(cells: Mask, rows: _Strip, columns: _Strip) -> tuple[_Strip, int] | None:
    """The rows of the highest band in columns, and the middle of its gutter; null where there is none."""
    best: tuple[int, _Strip, int] | None = None
    slabs = list(_slabs(cells, rows, columns))
    for first in range(len(slabs)):
        if best is not None and slabs[-1][1] - slabs[first][0] <= best[0]:
            break
        shared: list[_Strip] | None = None
        for last in range(first, len(slabs)):
            white = _white(cells, slabs[last], columns)
            shared = white if shared is None else _common(shared, white)
            if not shared:
                break
            top, bottom = slabs[first][0], slabs[last][1]
            if bottom - top < _HIGH or (best is not None and bottom - top <= best[0]):
                continue
            for strip in shared:
                if _parts(cells, (top, bottom), columns, strip):
                    best = (bottom - top, (top, bottom), (strip[0] + strip[1]) // 2)
                    break
    return None if best is None else (best[1], best[2])


def _slabs(cells: Mask, rows: _Strip, columns: _Strip) -> Iterator[_Strip]:
    """Rows with something in them, between white ones."""
    inked = cells[rows[0] : rows[1], columns[0] : columns[1]].any(axis=1)
    for start, end in _runs(np.asarray(inked)):
        yield rows[0] + start, rows[0] + end


def _white(cells: Mask, rows: _Strip, columns: _Strip) -> list[_Strip]:
    """Strips wide enough for a gutter that are white all the way down."""
    white = ~cells[rows[0] : rows[1], columns[0] : columns[1]].any(axis=0)
    return [
        (columns[0] + start, columns[0] + end)
        for start, end in _runs(np.asarray(white))
        if end - start >= _GUTTER
    ]


def _common(one: Sequence[_Strip], other: Sequence[_Strip]) -> list[_Strip]:
    met = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return [(start, end) for start, end in met if end - start >= _GUTTER]


def _parts(cells: Mask, rows: _Strip, columns: _Strip, strip: _Strip) -> bool:
    """Whether there is text wide and high enough on both sides of a strip."""
    for start, end in ((columns[0], strip[0]), (strip[1], columns[1])):
        side = cells[rows[0] : rows[1], start:end]
        across, down = np.flatnonzero(side.any(axis=0)), np.flatnonzero(side.any(axis=1))
        if not len(across) or across[-1] - across[0] < _WIDE or down[-1] - down[0] < _HIGH:
            return False
    return True


def _runs(mask: npt.NDArray[np.bool_]) -> Iterator[_Strip]:
    """Where a row of truths begins and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
