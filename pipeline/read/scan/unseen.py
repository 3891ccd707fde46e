"""Dashes and ellipses in a table's cells that weren't seen: the ink that no recognised word accounts for.

«–» and «…» say that there is no figure, or none is known, which is worth as much as a figure; without them a cell is taken for
one that wasn't filled in. Alone in their cells they are so little ink that Tesseract passes over them as dust. So what is left
of a page when words and drawn lines are taken away is looked through beside the words of each row, and a flat stroke or three
even points count where a table has a cell: on a row's line, apart from its neighbours, over or under what stands apart in
another row. Nothing but these two signs is found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from pipeline.read.ink import Rule
from pipeline.read.scan import raster
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.tesseract import PixelBox, Seen

_AROUND: Final = 3
"""Pixels around a word or a drawn line that are grey from it."""
_LEVEL: Final = 0.3
"""Sizes by which words of one row stand apart in height."""
_APART: Final = 0.7
"""Sizes of white that part cells."""
_REACH: Final = 7.0
"""Sizes up or down to the next cell of the column."""
_SHORTEST: Final = 0.22
_LONGEST: Final = 1.3
"""Lengths of dashes, in sizes."""
_WIDEST: Final = 8.0
"""Sizes; a wider cell is a label, or a line of prose."""
_POINT: Final = 0.22
"""Largest side of a point, in sizes."""
_CELL: Final = 60
"""Letters of a line that may be a cell's, or a row's; prose beside a table has other measures."""
_GRAIN: Final = 45
"""Grey levels by which the paper itself is darker here and there."""
_CONFIDENCE: Final = 70


class _Row(NamedTuple):
    """Left and right ends of what stands together on one line, word spaces apart, and the line's measures."""

    cells: tuple[tuple[int, int], ...]
    base: float
    size: float
    capital: float


def added(lines: Sequence[Measured], picture: Picture, rules: Sequence[Rule], scale: float) -> list[Measured]:
    """The lines, and a line of its own for each dash and ellipsis that is found. `scale`: pixels a point of the rules."""
    rows = _rows(lines)
    tabular = [row for row in rows if len(row.cells) > 1]
    if not tabular:
        return list(lines)
    left = _faint(picture)
    for box in (word.seen.box for line in lines for word in line.words):
        _wipe(left, box)
    for rule in rules:
        _wipe(
            left,
            (
                int(rule.x0 * scale),
                int(rule.top * scale),
                int(rule.x1 * scale) + 1,
                int(rule.bottom * scale) + 1,
            ),
        )
    made = list(lines)
    for row in tabular:
        for word in _unseen(row, left):
            if _is_cell(word.seen.box, row, rows):
                made.append(Measured((word,), row.base, row.size))
                _wipe(left, word.seen.box)
    return made


def _faint(picture: Picture) -> Mask:
    """Where the picture is darker than its paper, be it half as dark as ink: hair-line dashes are."""
    paper = float(np.median(picture[::8, ::8]))
    inked = picture[raster.ink(picture)]
    darkest = float(inked.max()) if inked.size else 0.0
    return np.asarray(picture < min((darkest + paper) / 2, paper - _GRAIN))


def _rows(lines: Sequence[Measured]) -> list[_Row]:
    """Words of one height together, whichever line of their cell they are."""
    held: list[list[tuple[Measured, MeasuredWord]]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if held and line.base - held[-1][0][0].base < _LEVEL * min(line.size, held[-1][0][0].size):
            held[-1].extend((line, word) for word in line.words)
        else:
            held.append([(line, word) for word in line.words])
    rows: list[_Row] = []
    for found in held:
        if found:
            words = [word for _, word in found]
            short = {line for line, _ in found if sum(len(word.text) for word in line.words) <= _CELL}
            rows.extend(
                _Row(_cells(words, _APART * line.size), line.base, line.size, line.capital)
                for line in sorted(short or {found[0][0]}, key=_largest_first)
            )
    return rows


def _largest_first(line: Measured) -> tuple[float, float, PixelBox]:
    """A line's place in its row: of lines that stand level, one of small letters alone is measured too small."""
    return (line.base, -line.size, line.words[0].seen.box)


def _cells(words: Sequence[MeasuredWord], apart: float) -> tuple[tuple[int, int], ...]:
    """Ends of runs of words between which there is less white than parts cells."""
    ends: list[tuple[int, int]] = []
    for x0, x1 in sorted((word.seen.box[0], word.seen.box[2]) for word in words):
        if ends and x0 - ends[-1][1] <= apart:
            ends[-1] = (ends[-1][0], max(x1, ends[-1][1]))
        else:
            ends.append((x0, x1))
    return tuple(ends)


def _wipe(mask: Mask, box: PixelBox) -> None:
    x0, top, x1, bottom = box
    mask[max(0, top - _AROUND) : bottom + _AROUND, max(0, x0 - _AROUND) : x1 + _AROUND] = False


def _unseen(row: _Row, left: Mask) -> Iterator[MeasuredWord]:
    """Dashes and ellipses on a row's line."""
    top, bottom = max(0, round(row.base - 1.2 * row.capital)), round(row.base + 0.35 * row.capital)
    strip = left[top:bottom]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], strip.any(axis=0).astype(np.int8), [0]))))
    signs: list[PixelBox] = []
    for x0, x1 in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        inked = np.flatnonzero(strip[:, x0:x1].any(axis=1))
        signs.append((x0, top + int(inked[0]), x1, top + int(inked[-1]) + 1))
    for at, sign in enumerate(signs):
        if _is_dash(sign, row):
            yield _word("–", (sign,))
        elif all(_is_point(other, row) for other in signs[at : at + 3]) and len(signs[at : at + 3]) == 3:
            gaps = [after[0] - before[2] for before, after in pairwise(signs[at : at + 3])]
            lone = at == 0 or sign[0] - signs[at - 1][2] > 2 * max(gaps)
            if lone and abs(gaps[0] - gaps[1]) < 0.1 * row.size and max(gaps) < 0.5 * row.size:
                yield _word("…", tuple(signs[at : at + 3]))


def _is_dash(sign: PixelBox, row: _Row) -> bool:
    x0, top, x1, bottom = sign
    flat = bottom - top < 0.36 * (x1 - x0) and bottom - top < 0.14 * row.size
    long = _SHORTEST * row.size < x1 - x0 < _LONGEST * row.size
    return flat and long and 0.15 * row.capital < row.base - bottom < 0.65 * row.capital


def _is_point(sign: PixelBox, row: _Row) -> bool:
    x0, top, x1, bottom = sign
    small = max(x1 - x0, bottom - top) < _POINT * row.size and min(x1 - x0, bottom - top) > 0.05 * row.size
    return small and abs(bottom - row.base) < 0.1 * row.size


def _word(text: str, signs: tuple[PixelBox, ...]) -> MeasuredWord:
    box = (signs[0][0], min(sign[1] for sign in signs), signs[-1][2], max(sign[3] for sign in signs))
    return MeasuredWord(Seen(text, box, _CONFIDENCE, "rus"), signs, (), None)


def _is_cell(box: PixelBox, row: _Row, rows: Sequence[_Row]) -> bool:
    """Whether a sign stands apart in its row, and over or under what stands apart in another."""
    x0, _, x1, _ = box
    apart = _APART * row.size
    if any(left < x1 + apart and x0 - apart < right for left, right in row.cells):
        return False
    return any(
        left < x1 and x0 < right and right - left < _WIDEST * row.size
        for other in rows
        if len(other.cells) > 1 and _LEVEL * row.size < abs(other.base - row.base) < _REACH * row.size
        for left, right in other.cells
    )
