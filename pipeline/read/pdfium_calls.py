"""PDFium's functions that are called for every word, with arguments prepared beforehand.

The generated bindings convert and check each argument at each call, which costs more than the call. Here a pointer is made once
by `pointer` (or `ctypes.byref`) and handed over as it is, five times as fast; any other argument is an integer of C's `int`.
Nothing is checked: what isn't a `Pointer` where PDFium wants one ends the process. The interpreter's lock is kept, as PDFium
isn't thread-safe. Only `pdf`, `textpage`, `textpages` and `drawings` use them.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NewType, cast

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as api

Pointer = NewType("Pointer", object)
"""A handle of PDFium's, or the address of what it writes into, as ctypes hands it over."""
_INT = ctypes.c_int
_HANDLE = ctypes.c_size_t
"""A pointer that comes back: an integer, 0 for none."""
_ROWS: Final = 2048


def _bound(function: Any, result: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(address or 0)
    return made


load_page: Final = _bound(api.FPDF_LoadPage, _HANDLE)
close_page: Final = _bound(api.FPDF_ClosePage, None)
page_bounds: Final = _bound(api.FPDF_GetPageBoundingBox, _INT)
page_rotation: Final = _bound(api.FPDFPage_GetRotation, _INT)
count_objects: Final = _bound(api.FPDFPage_CountObjects, _INT)
load_text: Final = _bound(api.FPDFText_LoadPage, _HANDLE)
close_text: Final = _bound(api.FPDFText_ClosePage, None)
count_chars: Final = _bound(api.FPDFText_CountChars, _INT)
get_text: Final = _bound(api.FPDFText_GetText, _INT)
char_index: Final = _bound(api.FPDFText_GetCharIndexFromTextIndex, _INT)
unicode_of: Final = _bound(api.FPDFText_GetUnicode, ctypes.c_uint)
is_unmapped: Final = _bound(api.FPDFText_HasUnicodeMapError, _INT)
char_box: Final = _bound(api.FPDFText_GetCharBox, _INT)
font_size: Final = _bound(api.FPDFText_GetFontSize, ctypes.c_double)
char_origin: Final = _bound(api.FPDFText_GetCharOrigin, _INT)
char_matrix: Final = _bound(api.FPDFText_GetMatrix, _INT)
loose_box: Final = _bound(api.FPDFText_GetLooseCharBox, _INT)
text_object: Final = _bound(api.FPDFText_GetTextObject, _HANDLE)
object_font: Final = _bound(api.FPDFTextObj_GetFont, _HANDLE)
font_name: Final = _bound(api.FPDFFont_GetBaseFontName, ctypes.c_size_t)
font_weight: Final = _bound(api.FPDFFont_GetWeight, _INT)
page_object: Final = _bound(api.FPDFPage_GetObject, _HANDLE)
object_type: Final = _bound(api.FPDFPageObj_GetType, _INT)
object_bounds: Final = _bound(api.FPDFPageObj_GetBounds, _INT)
object_matrix: Final = _bound(api.FPDFPageObj_GetMatrix, _INT)
path_points: Final = _bound(api.FPDFPath_CountSegments, _INT)
path_segment: Final = _bound(api.FPDFPath_GetPathSegment, _HANDLE)
segment_type: Final = _bound(api.FPDFPathSegment_GetType, _INT)
segment_point: Final = _bound(api.FPDFPathSegment_GetPoint, _INT)


pointer: Final[Callable[[int], Pointer]] = cast("Any", ctypes.c_void_p.from_param)
"""A handle that PDFium gave, or an address, as an argument."""


def handle(raw: Any) -> Pointer:
    """A pointer of the generated bindings as an argument."""
    return pointer(ctypes.cast(raw, ctypes.c_void_p).value or 0)


def size(value: int) -> Pointer:
    """A `size_t` as an argument."""
    return Pointer(ctypes.c_size_t.from_param(value))


class Room:
    """Rows of numbers for a function to write into, one for each character that it is asked about.

    `usual`: what a row holds where the function writes nothing. `apart`: it wants the address of each number of a row.
    """

    def __init__(self, kind: type[np.floating[Any]], usual: Sequence[float], *, apart: bool = False) -> None:
        self._usual = usual
        self._rows = np.zeros((_ROWS, len(usual)), dtype=kind)
        base, step, width = self._rows.ctypes.data, self._rows.itemsize, len(usual)
        ends = range(base, base + step * self._rows.size, step)
        self._at = [list(map(pointer, ends[column::width])) for column in range(width if apart else 1)]

    def filled(
        self, function: Callable[..., Any], texts: Sequence[Pointer], indices: Sequence[int]
    ) -> npt.NDArray[np.float64]:
        """The rows (n × width) that the function writes for n characters, by their texts and indices there."""
        found = np.empty((len(indices), len(self._usual)))
        for first in range(0, len(indices), _ROWS):
            some = slice(first, first + _ROWS)
            rows = self._rows[: len(indices[some])]
            rows[:] = self._usual
            run(map(function, texts[some], indices[some], *self._at))
            found[some] = rows
        return found


def run(work: Iterable[object]) -> None:
    """Makes the calls of a `map` that write what they find themselves."""
    deque(work, maxlen=0)
