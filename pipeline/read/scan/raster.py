"""A page as pixels: how it lies, and how to lay it straight. Pictures are rows of grey pixels, 0 black to 255 white.

A scan lies askew by a degree or two, sometimes on its side. Skew shows in the profile of rows: summed along the lines of
text, ink and the white between lines part sharply; a little off, they blur (W. Postl's profile method). A page on its side
shows the same in its columns. Straightening is two shears, each moving whole rows or columns, with what falls between two
pixels shared between them. Nothing here knows about PDF or Tesseract.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

STEEPEST: Final = 5.0
"""Degrees; a page that lies more askew than this is read as it is."""
_SMALLEST: Final = 0.06
"""Degrees; less costs more than it mends: a pixel over a line's length."""
_FEW: Final = 400
_SAMPLE: Final = 150_000
"""Dark pixels: fewer say nothing, more say no more."""
_WHITE: Final = 248
_GREY: Final = 120
"""Levels of grey from which paper is white, and up to which it is none."""
_SPECKS: Final = 0.0008
"""Lone dark pixels among all; typeset pages scanned clean have a tenth of this."""


def ink(picture: Picture) -> Mask:
    """Where the picture is dark, by the level that best parts dark from light (N. Otsu's)."""
    return picture < _level(picture)


def _level(picture: Picture) -> int:
    counts = np.bincount(picture[::2, ::2].ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below, weighted = np.cumsum(counts), np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        means = weighted / below - (weighted[-1] - weighted) / above
        spread = below * above * means * means
    best = int(np.argmax(np.nan_to_num(spread[:-1])))
    return min(220, max(60, best + 1))


def whitened(picture: Picture) -> Picture:
    """The picture with its paper white, as it is where pages are laid apart and lines wiped off: beside pure white, Tesseract
    takes grey paper for ink, and sees nothing on it."""
    paper = float(np.median(picture[::8, ::8]))
    if not _GREY <= paper < _WHITE:
        return picture
    levels = np.minimum(255.0, np.arange(256) * (255.0 / paper)).round().astype(np.uint8)
    return np.asarray(levels[picture])


class Lie(NamedTuple):
    """How a page lies: `side`: its lines run up and down; `skew`: degrees by which they climb to the right."""

    side: bool
    skew: float


def lie(dark: Mask) -> Lie:
    """How the lines of text lie, skews within ±STEEPEST; level for hardly any ink."""
    rows, columns = _points(_coarse(dark, 3))
    if len(rows) < _FEW:
        return Lie(False, 0.0)
    angles = np.arange(-STEEPEST, STEEPEST + 0.1, 0.25)
    level, level_contrast = _sharpest(rows, columns, angles)
    upright, upright_contrast = _sharpest(columns, -rows, angles)
    side = upright_contrast > 1.3 * level_contrast
    coarse = upright if side else level
    rows, columns = _points(dark)
    if side:
        rows, columns = columns, -rows
    found, contrast = _sharpest(rows, columns, coarse + np.arange(-0.3, 0.31, 0.05))
    _, as_it_is = _sharpest(rows, columns, np.zeros(1))
    return Lie(side, found if abs(found) >= _SMALLEST and contrast > 1.02 * as_it_is else 0.0)


def straightened(picture: Picture, degrees: float) -> Picture:
    """The picture turned clockwise by some degrees about its middle, of the same size; what comes in is white."""
    if not degrees:
        return picture
    slope = float(np.tan(np.radians(degrees)))
    down = _sheared(picture.T, slope).T
    return np.ascontiguousarray(_sheared(down, -slope))


def despeckled(picture: Picture, dark: Mask) -> Picture:
    """Without lone dark pixels and pinholes, where there are enough of them to call the page dusty."""
    crowd = _neighbours(dark)
    lone = dark & (crowd <= 1)
    if lone.mean() < _SPECKS:
        return picture
    made = picture.copy()
    made[dark & (crowd <= 2)] = 255
    made[~dark & (crowd >= 7)] = 0
    return made


def level_strokes(dark: Mask, length: int, thickness: int) -> Iterator[tuple[int, int, int, int]]:
    """Drawn level lines of at least `length` and at most `thickness` pixels: left, top, right, bottom.

    For upright ones pass the mask turned over its diagonal.
    """
    found: list[list[int]] = []
    # A line that lies a little askew steps from row to row: closing up three rows keeps it whole.
    closed = dark.copy()
    closed[1:] |= dark[:-1]
    closed[:-1] |= dark[1:]
    for row in np.flatnonzero(closed.sum(axis=1) >= length).tolist():
        edges = np.flatnonzero(np.diff(np.concatenate(([0], closed[row].astype(np.int8), [0]))))
        for left, right in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if right - left < length:
                continue
            for stroke in reversed(found):
                if stroke[3] >= row and stroke[0] < right and left < stroke[2]:
                    stroke[0], stroke[2], stroke[3] = min(stroke[0], left), max(stroke[2], right), row + 1
                    break
            else:
                found.append([left, row, right, row + 1])
    for left, top, right, bottom in found:
        if bottom - top - 2 <= thickness:
            yield (left, top + 1, right, max(top + 2, bottom - 1))


def pieces(dark: Mask, box: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """What hangs together in a part of the mask, corners too: left, top, right, bottom of each; `box` likewise."""
    x0, top, x1, bottom = box
    rows, columns = np.nonzero(dark[top:bottom, x0:x1])
    left = set(zip(rows.tolist(), columns.tolist(), strict=True))
    found: list[tuple[int, int, int, int]] = []
    while left:
        group = [left.pop()]
        for row, column in group:
            near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= near
            group.extend(near)
        ys, xs = [row for row, _ in group], [column for _, column in group]
        found.append((x0 + min(xs), top + min(ys), x0 + max(xs) + 1, top + max(ys) + 1))
    return found


def _coarse(dark: Mask, step: int) -> Mask:
    """The mask at a third of its size; a pixel is dark where any of its nine was."""
    height, width = (side - side % step for side in dark.shape)
    blocks = dark[:height, :width].reshape(height // step, step, width // step, step)
    return np.asarray(blocks.any(axis=(1, 3)))


def _points(dark: Mask) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows and columns of the dark pixels; a sample of them where they are many."""
    places = np.flatnonzero(dark)
    if len(places) > _SAMPLE:
        places = places[np.random.default_rng(0).integers(0, len(places), _SAMPLE)]
    return np.asarray(places // dark.shape[1]), np.asarray(places % dark.shape[1])


def _sharpest(
    rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], angles: npt.NDArray[np.float64]
) -> tuple[float, float]:
    """The angle at which the profile of rows is sharpest, and how sharp it is there."""
    scores = []
    for angle in angles:
        level = rows + columns * np.tan(np.radians(angle))
        scores.append(_contrast((level - level.min()).astype(np.intp)))
    best = int(np.argmax(scores))
    return float(angles[best]), scores[best]


def _contrast(places: npt.NDArray[np.intp]) -> float:
    """How sharply a profile rises and falls from one row to the next."""
    steps = np.diff(np.bincount(places).astype(np.float64))
    return float((steps * steps).sum())


def _sheared(picture: Picture, slope: float) -> Picture:
    """Each row moved to the right by `slope` times its distance below the middle."""
    height, width = picture.shape
    made = np.full_like(picture, 255)
    for row in range(height):
        shift = slope * (row - height / 2)
        whole = int(np.floor(shift))
        part = shift - whole
        line = picture[row].astype(np.float32)
        mixed = (1 - part) * line + part * np.concatenate(([255.0], line[:-1]))
        if abs(whole) >= width:
            continue
        if whole >= 0:
            made[row, whole:] = mixed[: width - whole]
        else:
            made[row, :whole] = mixed[-whole:]
    return made


def _neighbours(dark: Mask) -> npt.NDArray[np.uint8]:
    """How many of the eight pixels around each are dark."""
    padded = np.pad(dark, 1).astype(np.uint8)
    down = padded[:-2] + padded[1:-1] + padded[2:]
    around = down[:, :-2] + down[:, 1:-1] + down[:, 2:]
    return np.asarray(around - dark)
