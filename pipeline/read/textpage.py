"""A page's text as PDFium holds it: code units, boxes of characters, and the text objects that printed them.

The calls run inside `map`, with the address to write to as an argument, so that a page's boxes arrive as one array and Python
runs no step of its own for each. Size, turn and font belong to the text object and are asked once for each.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Iterable
from itertools import repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read import pdfium_calls as calls
from pipeline.read.errors import Limits, ReadError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Handles = npt.NDArray[np.uint64]

SPACES: Final = np.zeros(0x10000, dtype=bool)
SPACES[[*map(ord, " \t\r\n\x00\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), *range(0x2000, 0x200C)]] = (
    True
)
BREAKS: Final = np.zeros(0x10000, dtype=bool)
BREAKS[[0x0A, 0x0D, 0xFFFE]] = True
"""Code units between lines, and the one that PDFium writes for a hyphen at a line's end."""
_FEEDS: Final = np.zeros(0x10000, dtype=bool)
_FEEDS[[0x0B, 0x0C]] = True

NARROWEST: Final = 0.1
"""Of a line's height: a gap wider than this after a stop is a space; kerning is narrower."""

_HEAVY: Final = ("bold", "black", "heavy", "demi", "sfbx", "cmbx", "ssbx")
_SOFT_HYPHEN: Final = 0xAD
_PRIVATE: Final = 0xE000
_PRIVATE_SIZE: Final = 0x1900
"""The private-use area of Unicode's first plane."""
_BLANK: Final = 0.2
"""Points: a glyph lower than this is a space."""


class Printed(NamedTuple):
    """What text objects give to all their characters, as columns: a point of the line that they stand on, size, turn, font."""

    origins: Floats
    size: Floats
    turn: Integers
    font: Integers
    bold: npt.NDArray[np.bool_]


class Style(NamedTuple):
    """How a character is set: size in points, a point of its line in the page's own space (y upwards), turn in degrees."""

    size: float
    x: float
    y: float
    turn: int


class Fonts:
    """The fonts of a document by name: their indices in order of appearance. PDFium's own handles live as long as a page."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def of(self, font: int) -> tuple[int, bool]:
        name = ctypes.create_string_buffer(256)
        calls.font_name(font, ctypes.addressof(name), 256)
        said = name.value.decode("utf-8", "replace").lower()
        heavy = any(sign in said for sign in _HEAVY) or calls.font_weight(font) >= 600
        return self.names.setdefault(said, len(self.names)), heavy


class TextPage:
    """One page's text while it is open.

    `units`: UTF-16 code units, one a character to PDFium; `text`: the same as a string, with surrogates apart unless `whole`.
    Raises ReadError: TOO_LARGE.
    """

    def __init__(self, handle: int, number: int, limits: Limits, fonts: Fonts) -> None:
        self._handle, self._fonts = handle, fonts
        self._faces: dict[int, tuple[int, bool]] = {}
        count = calls.count_chars(handle)
        if count > limits.page_characters:
            raise ReadError("TOO_LARGE", f"{count} characters on one page", number)
        units = np.zeros(max(count, 0) + 1, dtype=np.uint16)
        written = max(0, calls.get_text(handle, 0, count, units.ctypes.data) - 1) if count > 0 else 0
        self._shifted = written != count
        self.units = units[:written]
        if count > 0 and _looks_unmapped(self.units, count):
            self._spell_out(count)
        self._show_hyphens()
        self._show_blanks()
        try:
            text = self.units.tobytes().decode("utf-16-le")
        except UnicodeDecodeError:
            text = ""
        # To PDFium one code unit is one character: where surrogates stand, offsets must not move.
        self.whole = len(text) == written
        self.text = text if self.whole else "".join(map(chr, self.units.tolist()))

    def _show_hyphens(self) -> None:
        """A soft hyphen that is printed inside a line is a hyphen: some fonts have no other name for it."""
        soft = np.flatnonzero(self.units == _SOFT_HYPHEN)
        if len(soft):
            left, top, right, bottom = self.boxes(soft).T
            self.units[soft[right - left > NARROWEST * np.abs(top - bottom)]] = ord("-")

    def _show_blanks(self) -> None:
        """Vertical tabs and form feeds without ink are spaces; with it brackets, of which they are the glyph numbers in many fonts."""
        feeds = np.flatnonzero(_FEEDS[self.units])
        if len(feeds):
            self.units[feeds[self._are_blank(self._indices(feeds))]] = 0x20

    def _are_blank(self, indices: list[int]) -> npt.NDArray[np.bool_]:
        """Which of PDFium's characters have no ink."""
        edges = np.zeros((len(indices), 4), dtype=np.float64)
        at = [_addresses(edges, 8 * side) for side in range(4)]
        _run(map(calls.char_box, repeat(self._handle), indices, *at))
        return np.abs(edges[:, 3] - edges[:, 2]) < _BLANK

    def _spell_out(self, count: int) -> None:
        """The characters one by one, where a font has no map to Unicode: PDFium leaves its spaces out of the text.

        A glyph that no map names is handed on as a private-use character made from its number, which `decoding` may make sense
        of; one that has no ink is a space.
        """
        indices = range(count)
        unmapped = np.fromiter(map(calls.is_unmapped, repeat(self._handle), indices), np.int64, count) == 1
        if not unmapped.any():
            return
        codes = np.fromiter(map(calls.unicode_of, repeat(self._handle), indices), np.int64, count)
        # To PDFium the glyph of number 32 is a space, whatever its shape.
        odd = np.flatnonzero(unmapped | (codes == 0x20))
        blank = self._are_blank(odd.tolist())
        codes[odd] = np.where(blank, 0x20, _PRIVATE + codes[odd] % _PRIVATE_SIZE)
        codes[codes > 0xFFFF] = 0xFFFD
        self.units, self._shifted = codes.astype(np.uint16), False

    def objects(self, offsets: Integers) -> Handles:
        """The handles of the text objects that printed the characters; 0 for a character that none did."""
        found = map(calls.text_object, repeat(self._handle), self._indices(offsets))
        return np.fromiter(found, np.uint64, len(offsets))

    def objects_by_line(self, offsets: Integers, lines: Integers) -> Handles:
        """The same for characters in their order and the lines that they are in.

        What an object prints stands together: where a line's first and last character are of one, so are those between.
        """
        if not len(offsets):
            return self.objects(offsets)
        turns = np.flatnonzero(lines[1:] != lines[:-1]) + 1
        first, last = np.append(0, turns), np.append(turns, len(lines)) - 1
        opening, closing = np.split(self.objects(offsets[np.append(first, last)]), 2)
        lengths = last - first + 1
        found = np.repeat(opening, lengths)
        found[last] = closing
        inside = np.repeat((opening != closing) & (lengths > 2), lengths)
        inside[first] = inside[last] = False
        at = np.flatnonzero(inside)
        found[at] = self.objects(offsets[at])
        return found

    def boxes(self, offsets: Integers) -> Floats:
        """Left, top, right, bottom (FS_RECTF) of each character."""
        out = np.zeros((len(offsets), 4), dtype=np.float32)
        _run(map(calls.loose_box, repeat(self._handle), self._indices(offsets), _addresses(out)))
        return out.astype(np.float64)

    def printed(self, objects: Handles, offsets: Integers) -> Printed:
        """What the text objects of the characters say, each asked once, through one of its characters."""
        # What an object prints stands together, so neighbours are compared and nothing need be sorted.
        new = np.empty(len(objects), dtype=bool)
        new[:1], new[1:] = True, objects[1:] != objects[:-1]
        sample, which = np.flatnonzero(new), np.cumsum(new) - 1
        asked = self._indices(offsets[sample])
        matrix = np.zeros((len(asked), 6), dtype=np.float32)
        matrix[:, 3] = 1.0
        _run(map(calls.char_matrix, repeat(self._handle), asked, _addresses(matrix)))
        a, b, c, d = matrix[:, :4].astype(np.float64).T
        size = np.fromiter(map(calls.font_size, repeat(self._handle), asked), np.float64, len(asked))
        size *= np.hypot(c, d)
        turn = np.where(np.abs(b) > np.abs(a), np.where(b > 0, 90, 270), np.where(a < 0, 180, 0))
        origins = np.zeros((len(asked), 2), dtype=np.float64)
        _run(
            map(
                calls.char_origin,
                repeat(self._handle),
                asked,
                _addresses(origins),
                _addresses(origins, 8),
            )
        )
        faces = list(map(calls.object_font, objects[sample].tolist()))
        for handle in dict.fromkeys(faces):  # in the order of the text: handles differ from run to run
            if handle not in self._faces:
                self._faces[handle] = self._fonts.of(handle) if handle else (-1, False)
        font, bold = np.array([self._faces[face] for face in faces], dtype=np.int64).reshape(-1, 2).T
        return Printed(origins[which], size[which], turn[which], font[which], bold[which].astype(bool))

    def style(self, offset: int, known: dict[int, Style]) -> Style:
        """How one character is set; `known` are the text objects met, so that each is asked once."""
        (index,) = self._indices(np.array([offset]))
        handle = calls.text_object(self._handle, index)
        if handle not in known:
            matrix, place = (ctypes.c_float * 6)(0, 0, 0, 1, 0, 0), (ctypes.c_double * 2)()
            calls.char_matrix(self._handle, index, ctypes.addressof(matrix))
            at = ctypes.addressof(place)
            calls.char_origin(self._handle, index, at, at + 8)
            a, b, c, d, *_ = matrix
            turn = (90 if b > 0 else 270) if abs(b) > abs(a) else 180 if a < 0 else 0
            x, y = place
            known[handle] = Style(calls.font_size(self._handle, index) * math.hypot(c, d), x, y, turn)
        return known[handle]

    def _indices(self, offsets: Integers) -> list[int]:
        """PDFium's character indices of offsets in the text: the same but for texts with characters of two units."""
        same: list[int] = offsets.tolist()
        if not self._shifted:
            return same
        found = map(calls.char_index, repeat(self._handle), same)
        return [index if index >= 0 else offset for index, offset in zip(found, same, strict=True)]


def _looks_unmapped(units: npt.NDArray[np.uint16], count: int) -> bool:
    """Whether it's worth asking if the page's characters have a map: some are left out, hardly any is a space, many are codes."""
    if len(units) < 0.95 * count or (count > 200 and int(SPACES[units].sum()) < 0.05 * count):
        return True
    low = int((units < 0x20).sum())
    return low > 0.05 * count and low - int(BREAKS[units].sum()) > 0.05 * count


def _addresses(out: npt.NDArray[np.generic], skip: int = 0) -> range:
    """Where each row of a buffer begins, `skip` bytes in."""
    base, step = out.ctypes.data + skip, out.itemsize * out.shape[1]
    return range(base, base + step * len(out), step)


def _run(work: Iterable[object]) -> None:
    deque(work, maxlen=0)
