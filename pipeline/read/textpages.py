"""The texts of several open pages as one: boxes of characters, and the text objects that printed them.

The calls run inside `map`, with the address to write to as an argument, so that the boxes of all pages arrive as one array and
Python runs no step of its own for each. Size, turn and font belong to the text object and are asked once for each.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read import pdfium_calls as calls
from pipeline.read.pdfium_calls import Pointer
from pipeline.read.textpage import PageText, Units, are_blank

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Handles = npt.NDArray[np.uint64]

_BETWEEN: Final = np.array([0x0D, 0x0A], dtype=np.uint16)
"""What stands behind each page: no word goes on over it, and no two words are one space apart."""
_FEEDS: Final = np.zeros(0x10000, dtype=bool)
_FEEDS[[0x0B, 0x0C]] = True
NARROWEST: Final = 0.1
"""Of a line's height: a gap wider than this after a stop is a space; kerning is narrower."""

_BOXES: Final = calls.Room(np.float32, (0.0, 0.0, 0.0, 0.0))
_MATRICES: Final = calls.Room(np.float32, (0.0, 0.0, 0.0, 1.0, 0.0, 0.0))
_ORIGINS: Final = calls.Room(np.float64, (0.0, 0.0), apart=True)
_HEAVY: Final = ("bold", "black", "heavy", "demi", "sfbx", "cmbx", "ssbx")
_SOFT_HYPHEN: Final = 0xAD


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
        name, handle = ctypes.create_string_buffer(256), calls.pointer(font)
        calls.font_name(handle, ctypes.byref(name), calls.size(256))
        said = name.value.decode("utf-8", "replace").lower()
        heavy = any(sign in said for sign in _HEAVY) or calls.font_weight(handle) >= 600
        return self.names.setdefault(said, len(self.names)), heavy


class TextPages:
    """The texts of pages while they are open. An offset runs through all of them.

    `units`: their code units; `text`: the same as a string, with surrogates apart unless `whole`.
    """

    def __init__(self, texts: Sequence[PageText], fonts: Fonts) -> None:
        self._fonts = fonts
        self._faces: dict[int, tuple[int, bool]] = {}
        self._handles = np.array([text.handle for text in texts], dtype=object)
        self._shifted = np.array([text.shifted for text in texts], dtype=bool)
        self.firsts: Integers = np.cumsum([0, *(len(text.units) + len(_BETWEEN) for text in texts)])[:-1]
        self.units: Units = np.concatenate([units for text in texts for units in (text.units, _BETWEEN)])
        self._show_hyphens()
        self._show_blanks()
        try:
            text = self.units.tobytes().decode("utf-16-le")
        except UnicodeDecodeError:
            text = ""
        # To PDFium one code unit is one character: where surrogates stand, offsets must not move.
        self.whole = len(text) == len(self.units)
        self.text = text if self.whole else "".join(map(chr, self.units.tolist()))

    def pages_of(self, offsets: Integers) -> Integers:
        """Which of the pages each offset is on."""
        return self.firsts.searchsorted(offsets, "right") - 1

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
            self.units[feeds[are_blank(*self._places(feeds))]] = 0x20

    def objects(self, offsets: Integers) -> Handles:
        """The handles of the text objects that printed the characters; 0 for a character that none did."""
        return np.fromiter(map(calls.text_object, *self._places(offsets)), np.uint64, len(offsets))

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
        return _BOXES.filled(calls.loose_box, *self._places(offsets))

    def printed(self, objects: Handles, offsets: Integers) -> Printed:
        """What the text objects of the characters say, each asked once, through one of its characters."""
        new = begins(objects)
        sample, which = np.flatnonzero(new), np.cumsum(new) - 1
        size, turn, origins = self._set(*self._places(offsets[sample]))
        faces = list(map(calls.object_font, map(calls.pointer, objects[sample].tolist())))
        for handle in dict.fromkeys(faces):  # in the order of the text: handles differ from run to run
            if handle not in self._faces:
                self._faces[handle] = self._fonts.of(handle) if handle else (-1, False)
        font, bold = np.array(list(map(self._faces.__getitem__, faces)), dtype=np.int64).reshape(-1, 2).T
        return Printed(origins[which], size[which], turn[which], font[which], bold[which].astype(bool))

    def styles(self, offsets: list[int]) -> dict[int, Style]:
        """How the characters at the offsets are set, by offset; each text object is asked once."""
        places = np.array(offsets, dtype=np.int64)
        _, first, which = np.unique(self.objects(places), return_index=True, return_inverse=True)
        sizes, turns, origins = self._set(*self._places(places[first]))
        columns = (sizes.tolist(), *origins.T.tolist(), turns.tolist())
        known = [Style(*style) for style in zip(*columns, strict=True)]
        return dict(zip(offsets, map(known.__getitem__, which.tolist()), strict=True))

    def _set(self, texts: list[Pointer], indices: list[int]) -> tuple[Floats, Integers, Floats]:
        """Sizes, turns and points of their lines of characters, by their texts and indices there."""
        a, b, c, d, *_ = _MATRICES.filled(calls.char_matrix, texts, indices).T
        size = np.fromiter(map(calls.font_size, texts, indices), np.float64, len(indices))
        turn = np.where(np.abs(b) > np.abs(a), np.where(b > 0, 90, 270), np.where(a < 0, 180, 0))
        return size * np.hypot(c, d), turn, _ORIGINS.filled(calls.char_origin, texts, indices)

    def _places(self, offsets: Integers) -> tuple[list[Pointer], list[int]]:
        """Handles of the offsets' pages, and PDFium's indices of the characters there."""
        pages = self.pages_of(offsets)
        handles: list[Pointer] = self._handles[pages].tolist()
        indices: list[int] = (offsets - self.firsts[pages]).tolist()
        if self._shifted.any():  # characters of two units, or left out
            for at in np.flatnonzero(self._shifted[pages]).tolist():
                found = calls.char_index(handles[at], indices[at])
                indices[at] = found if found >= 0 else indices[at]
        return handles, indices


def begins(objects: Handles) -> npt.NDArray[np.bool_]:
    """Where another object than the one before prints: what one prints stands together, so nothing need be sorted."""
    new = np.empty(len(objects), dtype=bool)
    new[:1], new[1:] = True, objects[1:] != objects[:-1]
    return new
