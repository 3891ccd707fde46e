"""PDFium's functions that are called for every word, with plain integers for pointers.

The generated bindings check each pointer's type at each call, which costs more than the call. Here handles and addresses of
buffers are integers: three times as fast, and nothing is checked. The interpreter's lock is kept, as PDFium isn't
thread-safe. Only `pdf`, `glyphs` and `drawings` use them.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as api

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_HANDLE = ctypes.c_size_t
"""A pointer that comes back: an integer, 0 for none."""


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address or 0)
    return made


load_text: Final = _bound(api.FPDFText_LoadPage, _HANDLE, _POINTER)
close_text: Final = _bound(api.FPDFText_ClosePage, None, _POINTER)
count_chars: Final = _bound(api.FPDFText_CountChars, _INT, _POINTER)
get_text: Final = _bound(api.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
char_index: Final = _bound(api.FPDFText_GetCharIndexFromTextIndex, _INT, _POINTER, _INT)
unicode_of: Final = _bound(api.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
is_unmapped: Final = _bound(api.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
char_box: Final = _bound(api.FPDFText_GetCharBox, _INT, _POINTER, _INT, *(_POINTER,) * 4)
font_size: Final = _bound(api.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
char_origin: Final = _bound(api.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
char_matrix: Final = _bound(api.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
loose_box: Final = _bound(api.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
text_object: Final = _bound(api.FPDFText_GetTextObject, _HANDLE, _POINTER, _INT)
object_font: Final = _bound(api.FPDFTextObj_GetFont, _HANDLE, _POINTER)
font_name: Final = _bound(api.FPDFFont_GetBaseFontName, ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
font_weight: Final = _bound(api.FPDFFont_GetWeight, _INT, _POINTER)
page_object: Final = _bound(api.FPDFPage_GetObject, _HANDLE, _POINTER, _INT)
object_type: Final = _bound(api.FPDFPageObj_GetType, _INT, _POINTER)
object_bounds: Final = _bound(api.FPDFPageObj_GetBounds, _INT, _POINTER, *(_POINTER,) * 4)
object_matrix: Final = _bound(api.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
path_points: Final = _bound(api.FPDFPath_CountSegments, _INT, _POINTER)
path_segment: Final = _bound(api.FPDFPath_GetPathSegment, _HANDLE, _POINTER, _INT)
segment_type: Final = _bound(api.FPDFPathSegment_GetType, _INT, _POINTER)
segment_point: Final = _bound(api.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)


def addresses(out: npt.NDArray[np.generic], skip: int = 0) -> range:
    """Where each row of a buffer begins, `skip` bytes in."""
    base, step = out.ctypes.data + skip, out.itemsize * out.shape[1]
    return range(base, base + step * len(out), step)


def run(work: Iterable[object]) -> None:
    """Makes the calls of a `map` that write what they find themselves."""
    deque(work, maxlen=0)
