"""What is drawn on a page beside its letters: lines, edges of rectangles, pictures.

To PDFium a table's grid may be one object: some programs draw all its lines as one path. So a path of more than a rectangle's
points is taken apart into what the pen drew without being lifted, and each stroke is judged on its own: a thin one is a rule,
a rectangle gives its four edges, anything else (a curve of a chart) gives none.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import filterfalse, repeat
from typing import Final

import pypdfium2.raw as api

from pipeline.model import Box
from pipeline.read import pdfium_calls as calls
from pipeline.read.ink import Frame, Rule
from pipeline.read.pdfium_calls import Pointer

_RULE_THICKNESS: Final = 3.0
_RECTANGLE: Final = 6
"""Points of a rectangle, closed twice over."""
_MOST_POINTS: Final = 4_000
"""A path of more is a map or a chart."""


def on_page(
    page: Pointer, frame: Frame, texts: frozenset[int] = frozenset()
) -> tuple[tuple[Rule, ...], float]:
    """Drawn lines (edges of drawn rectangles as well), and the share of the page that pictures cover.

    `texts`: handles of objects that are known to be text and needn't be asked.
    """
    rules: list[Rule] = []
    covered = 0.0
    bounds = [ctypes.c_float() for _ in range(4)]
    at = [ctypes.byref(bound) for bound in bounds]
    everything = map(calls.page_object, repeat(page), range(calls.count_objects(page)))
    objects = list(map(calls.pointer, filterfalse(texts.__contains__, everything)))
    for drawn, kind in zip(objects, map(calls.object_type, objects), strict=True):
        if kind not in (api.FPDF_PAGEOBJ_PATH, api.FPDF_PAGEOBJ_IMAGE):
            continue
        if not calls.object_bounds(drawn, *at):
            continue
        box = frame.box((bounds[0].value, bounds[1].value, bounds[2].value, bounds[3].value))
        if kind == api.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
            continue
        points = calls.path_points(drawn)
        if points <= _RECTANGLE or _is_thin(box):
            rules.extend(_rules(box))
        elif points <= _MOST_POINTS:
            for stroke in _strokes(drawn, points):
                rules.extend(_rules(frame.box(stroke)))
    width, height = frame.size
    return tuple(rules), min(1.0, covered / max(1.0, width * height))


def _is_thin(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= _RULE_THICKNESS < max(width, height)


def _rules(box: Box) -> tuple[Rule, ...]:
    x0, top, x1, bottom = box
    if _is_thin(box):
        return (Rule(x0, top, x1, bottom),)
    if x1 - x0 <= 8 or bottom - top <= 6:
        return ()
    return (
        Rule(x0, top, x1, top),
        Rule(x0, bottom, x1, bottom),
        Rule(x0, top, x0, bottom),
        Rule(x1, top, x1, bottom),
    )


def _strokes(drawn: Pointer, points: int) -> Iterator[Box]:
    """Boxes (in the page's own space) of what a path draws without lifting the pen: lines and rectangles only."""
    matrix = api.FS_MATRIX()
    if not calls.object_matrix(drawn, ctypes.byref(matrix)):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    stroke: list[tuple[float, float]] = []
    straight = True
    for index in range(points + 1):
        found = calls.path_segment(drawn, index) if index < points else 0
        segment = calls.pointer(found) if found else None
        kind = calls.segment_type(segment) if segment else api.FPDF_SEGMENT_MOVETO
        if kind == api.FPDF_SEGMENT_MOVETO:
            if straight and 1 < len(stroke) <= _RECTANGLE:
                yield _around(stroke)
            stroke, straight = [], True
        if segment and calls.segment_point(segment, x_at, y_at):
            straight = straight and kind != api.FPDF_SEGMENT_BEZIERTO
            stroke.append(
                (
                    matrix.a * x.value + matrix.c * y.value + matrix.e,
                    matrix.b * x.value + matrix.d * y.value + matrix.f,
                )
            )


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))
