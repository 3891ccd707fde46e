"""The words of a PDF page through PDFium: text, box, baseline, size, weight, font.

One `FPDFText_GetText` gives the page's characters; white space cuts them into words, and each word is asked for two boxes, one
origin and the text object that it was printed by. Everything else (size, turn, font) belongs to the text object and is asked
once for each. The calls run inside `map`, with the address to write to as an argument, so that a page's boxes arrive as one
array and Python runs no step of its own for each.

A small raised digit is a note's mark («России¹»), and nothing in the text tells it from «2018». Within one text object all
characters stand on one line and have one size, so only words of several objects are looked at digit by digit.

The one surprise: PDFium writes U+FFFE for a hyphen at a line's end, real ones included.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read import pdfium_calls as calls
from pipeline.read.errors import Limits, ReadError
from pipeline.read.marks import MARKABLE

HYPHEN: Final = "\ufffe"
_HEAVY: Final = ("bold", "black", "heavy", "demi", "sfbx", "cmbx", "ssbx")
_MARKS: Final = np.zeros(0x10000, dtype=bool)
_MARKS[[*map(ord, "0123456789*∗†‡"), *range(0xE000, 0xF900)]] = True
_SPACES: Final = np.zeros(0x10000, dtype=bool)
_SPACES[
    [*map(ord, " \t\r\n\x00\x0b\x0c\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), *range(0x2000, 0x200C)]
] = True
_STOPS: Final = np.zeros(0x10000, dtype=bool)
_STOPS[[*map(ord, ",;:.!?)»")]] = True
_LETTERS: Final = np.zeros(0x10000, dtype=bool)
_LETTERS[[*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x400, 0x530)]] = True
_HYPHENS: Final = np.zeros(0x10000, dtype=bool)
_HYPHENS[[*map(ord, "-\u00ad\u2010\u2011")]] = True
_BREAKS: Final = np.zeros(0x10000, dtype=bool)
_BREAKS[[0x0A, 0x0D, 0xFFFE]] = True

_NARROWEST: Final = 0.1
"""Of a line's height: a gap wider than this after a stop is a space; kerning is narrower."""

_SOFT_HYPHEN: Final = 0xAD
_PRIVATE: Final = 0xE000
_PRIVATE_SIZE: Final = 0x1900
"""The private-use area of Unicode's first plane."""
_BLANK: Final = 0.2
"""Points: a glyph lower than this is a space."""

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Style(NamedTuple):
    """How a character is set: size in points, where it stands in the page's own space (y upwards), turn in degrees."""

    size: float
    x: float
    y: float
    turn: int


class Words(NamedTuple):
    """A page's words in the order of its content, as columns of one length; places are in the page's own space, y upwards.

    `boxes`: left, bottom, right, top. `origins`: a point of the line that the word stands on. `turn`: the direction it runs
    in, in degrees. `font`: index of the document's font, -1 where unknown. `line` counts PDFium's lines.
    `objects`: PDFium's handles of the text objects that words begin in, as long as the page is open.
    """

    texts: list[str]
    boxes: Floats
    origins: Floats
    size: Floats
    turn: Integers
    font: Integers
    bold: npt.NDArray[np.bool_]
    line: Integers
    glue: list[bool]
    mark: list[bool]
    objects: frozenset[int] = frozenset()

    def style(self, at: int) -> Style:
        x, y = self.origins[at].tolist()
        return Style(float(self.size[at]), x, y, int(self.turn[at]))


class Part(NamedTuple):
    """Part of a word, by half-open offsets in it."""

    begin: int
    end: int
    style: Style
    mark: bool


class Printed(NamedTuple):
    """What text objects give to all their characters, as columns: the fields of `Words` of the same names."""

    origins: Floats
    size: Floats
    turn: Integers
    font: Integers
    bold: npt.NDArray[np.bool_]


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


def words_of(page: int, number: int, limits: Limits, fonts: Fonts) -> Words:
    """The words of an open page (a handle of PDFium). Raises ReadError: PAGE_FAILED, TOO_LARGE."""
    loaded = calls.load_text(page)
    if not loaded:
        raise ReadError("PAGE_FAILED", "the page's text can't be loaded", number)
    try:
        return _Text(loaded, number, limits, fonts).words()
    finally:
        calls.close_text(loaded)


class _Text:
    """One page's text while it is open."""

    def __init__(self, handle: int, number: int, limits: Limits, fonts: Fonts) -> None:
        self.handle, self.fonts = handle, fonts
        self.faces: dict[int, tuple[int, bool]] = {}
        count = calls.count_chars(handle)
        if count > limits.page_characters:
            raise ReadError("TOO_LARGE", f"{count} characters on one page", number)
        units = np.zeros(max(count, 0) + 1, dtype=np.uint16)
        written = max(0, calls.get_text(handle, 0, count, units.ctypes.data) - 1) if count > 0 else 0
        self.shifted = written != count
        self.units = units[:written]
        if count > 0 and _looks_unmapped(self.units, count):
            self._spell_out(count)
        self._show_hyphens()
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
            left, top, right, bottom = self._boxes(self._indices(soft)).T
            self.units[soft[right - left > _NARROWEST * np.abs(top - bottom)]] = ord("-")

    def _spell_out(self, count: int) -> None:
        """The characters one by one, where a font has no map to Unicode: PDFium leaves its spaces out of the text.

        A glyph that no map names is handed on as a private-use character made from its number, which `decoding` may make sense
        of; one that has no ink is a space.
        """
        indices = range(count)
        unmapped = np.fromiter(map(calls.is_unmapped, repeat(self.handle), indices), np.int64, count) == 1
        if not unmapped.any():
            return
        codes = np.fromiter(map(calls.unicode_of, repeat(self.handle), indices), np.int64, count)
        # To PDFium the glyph of number 32 is a space, whatever its shape.
        odd = np.flatnonzero(unmapped | (codes == 0x20))
        edges = np.zeros((len(odd), 4), dtype=np.float64)
        at = [_addresses(edges, 8 * side) for side in range(4)]
        _run(map(calls.char_box, repeat(self.handle), odd.tolist(), *at))
        blank = np.abs(edges[:, 3] - edges[:, 2]) < _BLANK
        codes[odd] = np.where(blank, 0x20, _PRIVATE + codes[odd] % _PRIVATE_SIZE)
        codes[codes > 0xFFFF] = 0xFFFD
        self.units, self.shifted = codes.astype(np.uint16), False

    def words(self) -> Words:
        starts, ends = self._with_hyphens(*self._parted(*_cuts(self.units)))
        spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
        texts = [self.text[start:end].replace(" ", "") for start, end in spans]
        first = self._indices(starts)
        boxes = _around(self._boxes(first), self._boxes(self._indices(ends - 1)))
        objects = self._objects(first)
        lines = np.cumsum(_BREAKS[self.units])[starts] if len(starts) else starts
        nothing = [False] * len(texts)
        found = Words(
            texts,
            boxes,
            *self._printed(objects, first),
            lines,
            nothing,
            list(nothing),
            frozenset(objects.tolist()),
        )
        found = self._with_marks(found, starts, ends, objects)
        return found if self.whole else found._replace(texts=list(map(_paired, found.texts)))

    def _parted(self, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
        """The spans cut where a stop and a letter have a space between them that is too narrow for PDFium: «млн т,тогда»."""
        stops = np.flatnonzero(_STOPS[self.units[1:-1]] & _LETTERS[self.units[2:]]) + 1
        if not len(stops):
            return starts, ends
        first, before, after = (self._boxes(self._indices(stops + step)) for step in (-1, 0, 1))
        height = np.abs(after[:, 1] - after[:, 3])
        # Less what stands between the characters anyway, in letter-spaced words.
        gap = after[:, 0] - before[:, 2] - np.maximum(before[:, 0] - first[:, 2], 0)
        level = np.abs(after[:, 1] - before[:, 1]) < 0.1 * height
        stops = stops[level & (gap > _NARROWEST * height)]
        return np.sort(np.append(starts, stops + 1)), np.sort(np.append(ends, stops + 1))

    def _with_hyphens(self, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
        """The spans with a hyphen at a line's end as part of the word that it breaks, where PDFium saw a space before it."""
        alone = (ends - starts == 1) & _HYPHENS[self.units[starts]]
        alone[:1] = False
        alone &= np.append(_BREAKS[self.units[ends[:-1]]], True)
        alone[1:] &= (starts[1:] - ends[:-1] == 1) & _LETTERS[self.units[ends[:-1] - 1]]
        at = np.flatnonzero(alone)
        if not len(at):
            return starts, ends
        before, sign = self._boxes(self._indices(ends[at - 1] - 1)), self._boxes(self._indices(starts[at]))
        at = at[np.abs(sign[:, 0] - before[:, 2]) < 2 * _NARROWEST * np.abs(sign[:, 1] - sign[:, 3])]
        return np.delete(starts, at), np.delete(ends, at - 1)

    def _indices(self, offsets: Integers) -> list[int]:
        """PDFium's character indices of offsets in the text: the same but for texts with characters of two units."""
        same: list[int] = offsets.tolist()
        if not self.shifted:
            return same
        found = map(calls.char_index, repeat(self.handle), same)
        return [index if index >= 0 else offset for index, offset in zip(found, same, strict=True)]

    def _objects(self, indices: Sequence[int]) -> npt.NDArray[np.uint64]:
        """The handles of the text objects that printed the characters; 0 for a character that none did."""
        return np.fromiter(map(calls.text_object, repeat(self.handle), indices), np.uint64, len(indices))

    def _boxes(self, indices: Sequence[int]) -> Floats:
        """Left, top, right, bottom (FS_RECTF) of each character."""
        out = np.zeros((len(indices), 4), dtype=np.float32)
        _run(map(calls.loose_box, repeat(self.handle), indices, _addresses(out)))
        return out.astype(np.float64)

    def _origins(self, indices: Sequence[int]) -> Floats:
        out = np.zeros((len(indices), 2), dtype=np.float64)
        _run(map(calls.char_origin, repeat(self.handle), indices, _addresses(out), _addresses(out, 8)))
        return out

    def _printed(self, objects: npt.NDArray[np.uint64], indices: Sequence[int]) -> Printed:
        """What the text objects say, each asked once, through one of its characters."""
        _, sample, which = np.unique(objects, return_index=True, return_inverse=True)
        asked = [indices[at] for at in sample.tolist()]
        matrix = np.zeros((len(asked), 6), dtype=np.float32)
        matrix[:, 3] = 1.0
        _run(map(calls.char_matrix, repeat(self.handle), asked, _addresses(matrix)))
        a, b, c, d = matrix[:, :4].astype(np.float64).T
        size = np.fromiter(map(calls.font_size, repeat(self.handle), asked), np.float64, len(asked))
        size *= np.hypot(c, d)
        turn = np.where(np.abs(b) > np.abs(a), np.where(b > 0, 90, 270), np.where(a < 0, 180, 0))
        faces = list(map(calls.object_font, objects[sample].tolist()))
        for at in np.argsort(sample).tolist():  # in the order of the text: handles differ from run to run
            if (handle := faces[at]) not in self.faces:
                self.faces[handle] = self.fonts.of(handle) if handle else (-1, False)
        font, bold = np.array([self.faces[face] for face in faces], dtype=np.int64).reshape(-1, 2).T
        return Printed(
            self._origins(asked)[which], size[which], turn[which], font[which], bold[which].astype(bool)
        )

    # --- note marks ---------------------------------------------------------------------------------------------------

    def _with_marks(
        self, found: Words, starts: Integers, ends: Integers, objects: npt.NDArray[np.uint64]
    ) -> Words:
        """The words with note marks known as such, and those in pieces that had one glued to them."""
        marks = np.flatnonzero(_MARKS[self.units])
        if not len(marks) or not len(starts):
            return found
        holder = np.searchsorted(starts, marks, "right") - 1
        holders = np.unique(holder)
        first_of_line = np.searchsorted(found.line, found.line[holders])
        small = found.size[holders] < 0.86 * found.size[first_of_line]
        led = _MARKS[self.units[starts[first_of_line]]]  # a line that begins with a mark's own size
        for at in holders[small | led].tolist():
            if MARKABLE.fullmatch(found.texts[at]):
                body = self._body(found, at)
                if _is_raised(found.style(at), body, 0.86 * body.size):
                    found.mark[at] = True
                    found.origins[at] = (body.x, body.y)
        mixed = np.zeros(len(starts), dtype=bool)
        mixed[holder[self._objects(self._indices(marks)) != objects[holder]]] = True
        mixed[holders] |= self._objects(self._indices(ends[holders] - 1)) != objects[holders]
        broken = np.flatnonzero(mixed).tolist()
        styles = self._styles([at for word in broken for at in range(int(starts[word]), int(ends[word]))])
        pieces = {
            at: cut
            for at in broken
            if (cut := list(_cut(int(starts[at]), found.texts[at], styles, self._body(found, at))))
        }
        return self._spliced(found, starts, pieces) if pieces else found

    def _body(self, found: Words, at: int) -> Style:
        """How the line of a word is set: as its first word, or the last where the first may be a mark itself."""
        first, end = np.searchsorted(found.line, (found.line[at], found.line[at] + 1)).tolist()
        return found.style(end - 1 if MARKABLE.match(found.texts[first]) else first)

    def _styles(self, offsets: list[int]) -> dict[int, Style]:
        """How each of the characters at the offsets is set."""
        indices = self._indices(np.array(offsets, dtype=np.int64))
        said = self._printed(self._objects(indices), indices)
        columns = zip(said.size.tolist(), *said.origins.T.tolist(), said.turn.tolist(), strict=True)
        return dict(zip(offsets, map(Style._make, columns), strict=True))

    def _spliced(self, found: Words, starts: Integers, pieces: dict[int, list[Part]]) -> Words:
        """The columns with some words replaced by their pieces."""
        order = [at for at in range(len(starts)) for _ in pieces.get(at, (None,))]
        made = Words(
            texts=[found.texts[at] for at in order],
            boxes=found.boxes[order],
            origins=found.origins[order],
            size=found.size[order],
            turn=found.turn[order],
            font=found.font[order],
            bold=found.bold[order],
            line=found.line[order],
            glue=[found.glue[at] for at in order],
            mark=[found.mark[at] for at in order],
            objects=found.objects,
        )
        row = 0
        for at in range(len(starts)):
            for begin, end, style, mark in pieces.get(at, ()):
                start = int(starts[at])
                edges = self._boxes(self._indices(np.array([start + begin, start + end - 1])))
                made.texts[row] = self.text[start + begin : start + end]
                made.boxes[row] = _around(edges[:1], edges[1:])[0]
                made.origins[row], made.size[row] = (style.x, style.y), style.size
                made.glue[row], made.mark[row] = begin > 0, mark
                row += 1
            row += at not in pieces
        return made


def _cut(start: int, text: str, styles: dict[int, Style], body: Style) -> Iterator[Part]:
    """Pieces of a word printed by several objects: «России», the mark «1», and what is printed after the mark."""
    done = 0
    leading = MARKABLE.match(text)
    if leading and leading.end() < len(text):
        body = styles[start + leading.end()]
    for match in MARKABLE.finditer(text):
        least = 0.86 * body.size
        beside = match.start() - 1 if match.start() else match.end()
        if beside < len(text) and not text[beside].isdigit() and _rise(body, styles[start + beside]) < 1:
            least = 0.98 * body.size  # some set marks hardly smaller, but at a word that stands on the line
        elif any(_rise(body, styles[start + at]) < 1 for at in range(*match.span())):
            least = 0.98 * body.size  # or at a number that does
        small = [at for at in range(*match.span()) if _is_raised(styles[start + at], body, least)]
        if not small:
            continue
        if small[0] > done:
            yield Part(done, small[0], body if done else styles[start], False)
        yield Part(small[0], small[-1] + 1, styles[start + small[0]]._replace(x=body.x, y=body.y), True)
        done = small[-1] + 1
    if 0 < done < len(text):
        yield Part(done, len(text), body, False)


def _looks_unmapped(units: npt.NDArray[np.uint16], count: int) -> bool:
    """Whether it's worth asking if the page's characters have a map: some are left out, hardly any is a space, many are codes."""
    if len(units) < 0.95 * count or (count > 200 and int(_SPACES[units].sum()) < 0.05 * count):
        return True
    low = int((units < 0x20).sum())
    return low > 0.05 * count and low - int(_BREAKS[units].sum()) > 0.05 * count


def _cuts(units: npt.NDArray[np.uint16]) -> tuple[Integers, Integers]:
    """Half-open spans of words: what stands between white space, and up to a hyphen at a line's end."""
    inside = ~_SPACES[units]
    hyphen = units == 0xFFFE
    opens = inside.copy()
    opens[1:] &= ~inside[:-1] | hyphen[:-1]
    closes = inside.copy()
    closes[:-1] &= ~inside[1:] | hyphen[:-1]
    return np.flatnonzero(opens), np.flatnonzero(closes) + 1


def _addresses(out: npt.NDArray[np.generic], skip: int = 0) -> range:
    """Where each row of a buffer begins, `skip` bytes in."""
    base, step = out.ctypes.data + skip, out.itemsize * out.shape[1]
    return range(base, base + step * len(out), step)


def _run(work: Iterable[object]) -> None:
    deque(work, maxlen=0)


def _around(a: Floats, b: Floats) -> Floats:
    """Left, bottom, right, top around two boxes of PDFium's order (left, top, right, bottom)."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    return np.stack((low[:, 0], low[:, 3], high[:, 2], high[:, 1]), axis=1)


def _is_raised(style: Style, body: Style, least: float) -> bool:
    """Small and above the line that the body stands on."""
    return (
        style.size < least
        and _rise(body, style) > (0.1 if style.size < 0.86 * body.size else 0.25) * body.size
    )


def _rise(body: Style, style: Style) -> float:
    """How far a character stands above the line, in points."""
    if body.turn == 90:
        return body.x - style.x
    if body.turn == 180:
        return body.y - style.y
    if body.turn == 270:
        return style.x - body.x
    return style.y - body.y


def _paired(text: str) -> str:
    """Surrogate pairs as one character each; a lone half is no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
