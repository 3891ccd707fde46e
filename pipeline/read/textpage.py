"""One page's text as PDFium gives it: UTF-16 code units, one a character.

Where a font has no map to Unicode PDFium leaves characters out or says nothing of use; then they are spelled out one by one.
"""

from __future__ import annotations

from itertools import repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read import pdfium_calls as calls
from pipeline.read.errors import Limits, ReadError
from pipeline.read.pdfium_calls import Pointer

Units = npt.NDArray[np.uint16]

SPACES: Final = np.zeros(0x10000, dtype=bool)
SPACES[[*map(ord, " \t\r\n\x00\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), *range(0x2000, 0x200C)]] = (
    True
)
BREAKS: Final = np.zeros(0x10000, dtype=bool)
BREAKS[[0x0A, 0x0D, 0xFFFE]] = True
"""Code units between lines, and the one that PDFium writes for a hyphen at a line's end."""
_PRIVATE: Final = 0xE000
_PRIVATE_SIZE: Final = 0x1900
"""The private-use area of Unicode's first plane."""
_BLANK: Final = 0.2
"""Points: a glyph lower than this is a space."""
_EDGES: Final = calls.Room(np.float64, (0.0, 0.0, 0.0, 0.0), apart=True)
"""Left, right, bottom, top."""


class PageText(NamedTuple):
    """A page's text while it is open: PDFium's handle of it, its code units; `shifted`: an offset in them is no index of PDFium's."""

    handle: Pointer
    units: Units
    shifted: bool


def opened(page: Pointer, number: int, limits: Limits) -> PageText:
    """The text of an open page (a handle of PDFium), to be closed by `calls.close_text`. Raises ReadError: PAGE_FAILED, TOO_LARGE."""
    loaded = calls.load_text(page)
    if not loaded:
        raise ReadError("PAGE_FAILED", "the page's text can't be loaded", number)
    handle = calls.pointer(loaded)
    count = max(0, calls.count_chars(handle))
    if count > limits.page_characters:
        calls.close_text(handle)
        raise ReadError("TOO_LARGE", f"{count} characters on one page", number)
    units = np.zeros(count + 1, dtype=np.uint16)
    written = max(0, calls.get_text(handle, 0, count, calls.pointer(units.ctypes.data)) - 1) if count else 0
    found = PageText(handle, units[:written], written != count)
    return _spelled_out(found, count) if count and _looks_unmapped(found.units, count) else found


def _spelled_out(text: PageText, count: int) -> PageText:
    """The characters one by one, where a font has no map to Unicode: PDFium leaves its spaces out of the text.

    A glyph that no map names is handed on as a private-use character made from its number, which `decoding` may make sense
    of; one that has no ink is a space.
    """
    indices = range(count)
    unmapped = np.fromiter(map(calls.is_unmapped, repeat(text.handle), indices), np.int64, count) == 1
    if not unmapped.any():
        return text
    codes = np.fromiter(map(calls.unicode_of, repeat(text.handle), indices), np.int64, count)
    # To PDFium the glyph of number 32 is a space, whatever its shape.
    odd = np.flatnonzero(unmapped | (codes == 0x20))
    blank = are_blank([text.handle] * len(odd), odd.tolist())
    codes[odd] = np.where(blank, 0x20, _PRIVATE + codes[odd] % _PRIVATE_SIZE)
    codes[codes > 0xFFFF] = 0xFFFD
    return text._replace(units=codes.astype(np.uint16), shifted=False)


def are_blank(handles: list[Pointer], indices: list[int]) -> npt.NDArray[np.bool_]:
    """Which characters (of texts by their handles, by PDFium's indices) have no ink."""
    edges = _EDGES.filled(calls.char_box, handles, indices)
    return np.abs(edges[:, 3] - edges[:, 2]) < _BLANK


def _looks_unmapped(units: npt.NDArray[np.uint16], count: int) -> bool:
    """Whether it's worth asking if the page's characters have a map: some are left out, hardly any is a space, many are codes."""
    if len(units) < 0.95 * count or (count > 200 and int(SPACES[units].sum()) < 0.05 * count):
        return True
    low = int((units < 0x20).sum())
    return low > 0.05 * count and low - int(BREAKS[units].sum()) > 0.05 * count
