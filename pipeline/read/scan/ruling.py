"""Drawn lines of a page as pixels: found, wiped off, and the cells of a table between them.

A table's upright borders read as «|», «I» and «1», and keep Tesseract from seeing where a cell's lines end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from pipeline.read.scan import raster
from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.tesseract import PixelBox

_LEVEL: Final = 25.0
_UPRIGHT: Final = 17.0
_THICKEST: Final = 3.0
"""Shortest drawn line, level and upright, and the thickest, in points."""
_TABLE: Final = 90.0
"""Shortest level line over a table's head."""
_HEAD_LEAST: Final = 17.0
_HEAD_MOST: Final = 90.0
"""Height of a head of more than one line, in points."""
_GAP: Final = 4.5
"""Points of white between two columns of a head; words of one cell stand closer."""
_LONG: Final = 60.0
"""An upright line of so many points is drawn, whatever it meets."""
_NEAR: Final = 2.5
"""Lines that end so near each other, in points, meet."""
_AROUND: Final = 2
"""Pixels on either side of a line that are grey from it."""


class Strokes(NamedTuple):
    """Drawn lines in pixels."""

    level: tuple[PixelBox, ...]
    upright: tuple[PixelBox, ...]


def strokes(dark: Mask, scale: float) -> Strokes:
    """The lines drawn on a page. `scale`: pixels a point."""
    thick = round(_THICKEST * scale)
    level = list(raster.level_strokes(dark, round(_LEVEL * scale), thick))
    turned = raster.level_strokes(np.ascontiguousarray(dark.T), round(_UPRIGHT * scale), thick)
    upright = [(x0, y0, x1, y1) for y0, x0, y1, x1 in turned]
    near, long = round(_NEAR * scale), _LONG * scale
    # A short one that meets no other line is the stem of a large letter.
    drawn = [
        line
        for line in upright
        if line[3] - line[1] > long or any(_meet(line, other, near) for other in level)
    ]
    return Strokes(tuple(level), tuple(drawn))


def wiped(picture: Picture, dark: Mask, drawn: Strokes) -> tuple[Picture, Mask]:
    """The picture and its mask without the lines."""
    clean, left = picture.copy(), dark.copy()
    for x0, y0, x1, y1 in (*drawn.level, *drawn.upright):
        rows = slice(max(0, y0 - _AROUND), y1 + _AROUND)
        columns = slice(max(0, x0 - _AROUND), x1 + _AROUND)
        clean[rows, columns], left[rows, columns] = 255, False
    return clean, left


def cells_between(drawn: Strokes, scale: float) -> list[PixelBox]:
    """Cells of tables that have lines both ways, row by row."""
    near = round(_NEAR * scale)
    return [
        cell
        for level, upright in _tables(drawn, near)
        if len(level) > 1 and len(upright) > 1
        for cell in _cells(level, upright, near)
    ]


def heads(drawn: Strokes, dark: Mask, scale: float) -> list[PixelBox]:
    """Cells of heads between two level lines of one length, in tables that have no upright ones; `dark`: without the lines.

    A head's cells have one, two and three lines, set in the middle of their row, and what stands beside each other is at
    different heights: read across, «Река» would be of the line «всего в Казахстане» and of its size.
    """
    near, least = round(_NEAR * scale), round(_GAP * scale)
    level = sorted(
        (line for line in drawn.level if line[2] - line[0] > _TABLE * scale), key=lambda line: line[1]
    )
    found: list[PixelBox] = []
    for at, (x0, _, x1, top) in enumerate(level):
        same = [one for one in level if abs(one[0] - x0) <= near and abs(one[2] - x1) <= near]
        below = next((one[1] for one in level[at + 1 :] if one in same), None)
        above = max((one[3] for one in level[:at] if one in same), default=None)
        if below is None or not _HEAD_LEAST * scale < below - top < _HEAD_MOST * scale:
            continue
        if above is not None and above < top - near and len(_columns(dark[above:top, x0:x1], least)) > 2:
            continue  # not the table's first
        if any(one[0] < x1 and x0 < one[2] and one[1] < below and top < one[3] for one in drawn.upright):
            continue
        parts = _columns(dark[top:below, x0:x1], least)
        if len(parts) > 2:
            found += [(x0 + left, top, x0 + right, below) for left, right in parts]
    return found


def _columns(dark: Mask, least: int) -> list[tuple[int, int]]:
    """Where strips of white at least so wide part what is printed, each from the middle of one to the next."""
    inked = np.flatnonzero(dark.any(axis=0))
    if not len(inked):
        return []
    gaps = np.flatnonzero(np.diff(inked) > least)
    cuts = [0, *((inked[gaps] + inked[gaps + 1]) // 2).tolist(), dark.shape[1]]
    return list(pairwise(cuts))


def _tables(drawn: Strokes, near: int) -> Iterator[tuple[list[PixelBox], list[PixelBox]]]:
    """Lines that meet each other, those of each table together."""
    left = [*((line, True) for line in drawn.level), *((line, False) for line in drawn.upright)]
    while left:
        group = [left.pop()]
        for one, _ in group:
            met = [item for item in left if _meet(one, item[0], near)]
            left = [item for item in left if item not in met]
            group += met
        yield [line for line, level in group if level], [line for line, level in group if not level]


def _meet(one: PixelBox, other: PixelBox, near: int) -> bool:
    across = one[0] <= other[2] + near and other[0] <= one[2] + near
    return across and one[1] <= other[3] + near and other[1] <= one[3] + near


def _cells(level: Sequence[PixelBox], upright: Sequence[PixelBox], near: int) -> Iterator[PixelBox]:
    """Boxes between lines: fields of the grid, together where no line is drawn between them."""
    rows = _places([(y0 + y1) // 2 for _, y0, _, y1 in level], near)
    columns = _places([(x0 + x1) // 2 for x0, _, x1, _ in upright], near)
    fields = [(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)]
    cell_of = {field: {field} for field in fields}
    for row, column in fields:
        across, down = (columns[column] + columns[column + 1]) // 2, (rows[row] + rows[row + 1]) // 2
        for following, parted in (
            ((row, column + 1), _covers(upright, columns[column + 1], down, near, way=1)),
            ((row + 1, column), _covers(level, rows[row + 1], across, near, way=0)),
        ):
            if following in cell_of and not parted and cell_of[following] is not cell_of[row, column]:
                joined = cell_of[row, column] | cell_of[following]
                for field in joined:
                    cell_of[field] = joined
    done: set[tuple[int, int]] = set()
    for field in fields:
        if field in done:
            continue
        cell = cell_of[field]
        done |= cell
        bottom, right = max(row for row, _ in cell) + 1, max(column for _, column in cell) + 1
        top, left = min(row for row, _ in cell), min(column for _, column in cell)
        yield (columns[left], rows[top], columns[right], rows[bottom])


def _places(found: Sequence[int], near: int) -> list[int]:
    """Where lines stand, those that are near each other once."""
    places: list[int] = []
    for place in sorted(found):
        if not places or place - places[-1] > near:
            places.append(place)
    return places


def _covers(lines: Sequence[PixelBox], place: int, along: int, near: int, *, way: int) -> bool:
    """Whether a line drawn at a place (x of upright ones, `way` 1; y of level ones, 0) passes by a point of it."""
    return any(
        abs((line[1 - way] + line[3 - way]) // 2 - place) <= near and line[way] <= along <= line[way + 2]
        for line in lines
    )
