"""Words of a PDF page through PDFium: text, box, baseline, size, weight.

One `FPDFText_GetText` gives the page's characters; its white space cuts them into words, and each word costs two boxes.
Size, baseline and font are asked of the first and the last word of PDFium's line, and of the words between only where
those two differ; digits are asked one by one, because a small raised digit is a note's mark («России¹»), and nothing in
the text tells it from «2018».

PDFium isn't thread-safe: use processes. The one surprise: it writes U+FFFE for a hyphen at a line's end, real ones included.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.model import Box
from pipeline.read import drawings, marks, printing
from pipeline.read import pdfium_calls as calls
from pipeline.read.errors import Limits, ReadError
from pipeline.read.ink import Frame, PageInk, Word
from pipeline.read.marks import MARKABLE

HYPHEN: Final = "\ufffe"
_SPACES: Final = " \t\r\n\x00\x0b\x0c\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_LINE: Final = re.compile("[^\r\n\ufffe]+\ufffe?|\ufffe")
_WORD: Final = re.compile(f"[^{_SPACES}]+")
_HEAVY: Final = ("bold", "black", "heavy", "demi", "sfbx", "cmbx", "ssbx")
_PASSWORD_ERROR: Final = 4
_LARGEST: Final = 20_000.0
"""Points; PDF itself allows 14,400 (ISO 32000-1, annex C)."""


class Style(NamedTuple):
    """How a character is set: size in points, origin in the page's own space (y upwards), turn in degrees."""

    size: float
    x: float
    y: float
    turn: int
    bold: bool


class Raw(NamedTuple):
    """A word before the page is turned upright; `box` is left, bottom, right, top in the page's own space."""

    text: str
    box: Box
    style: Style
    glue: bool
    mark: bool


def open_pdf(data: bytes, password: str | None) -> pdfium.PdfDocument:
    """The open document. Raises ReadError: ENCRYPTED, UNREADABLE."""
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            wrong = "the password is wrong" if password else "a password is needed"
            raise ReadError("ENCRYPTED", wrong) from error
        raise ReadError("UNREADABLE", f"damaged, or no PDF: {error}") from error


def pages(document: pdfium.PdfDocument, limits: Limits) -> Iterator[PageInk | ReadError]:
    """Every page's ink, or the error that its reading ended in. Raises ReadError: TOO_LARGE, UNREADABLE."""
    count = len(document)
    if not count:
        raise ReadError("UNREADABLE", "no pages")
    if count > limits.pages:
        raise ReadError("TOO_LARGE", f"{count} pages; the limit is {limits.pages}")
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError as error:
            yield ReadError("PAGE_FAILED", f"the page can't be loaded: {error}", number)
            continue
        try:
            yield _Reader(page, number, limits).ink()
        except ReadError as error:
            yield error
        except pdfium.PdfiumError as error:
            yield ReadError("PAGE_FAILED", str(error), number)
        finally:
            page.close()


class _Reader:
    """One page while it is open. Buffers are made once and passed to PDFium by reference."""

    def __init__(self, page: pdfium.PdfPage, number: int, limits: Limits) -> None:
        self.page, self.number, self.limits = page, number, limits
        self.rect, self.matrix = api.FS_RECTF(), api.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.rect_at, self.matrix_at = ctypes.addressof(self.rect), ctypes.addressof(self.matrix)
        self.x_at, self.y_at = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.fonts: dict[int, bool] = {}
        self.shifted, self.whole = False, True

    def ink(self) -> PageInk:
        loaded = api.FPDFText_LoadPage(self.page.raw)
        if not loaded:
            raise ReadError("PAGE_FAILED", "the page's text can't be loaded", self.number)
        self.text = ctypes.cast(loaded, ctypes.c_void_p).value or 0
        try:
            characters = self._characters()
            raws = [raw for line in _LINE.finditer(characters) for raw in self._line(line)]
        finally:
            api.FPDFText_ClosePage(loaded)
        turns = Counter[int]()
        for raw in raws:
            turns[raw.style.turn] += len(raw.text)
        turn = turns.most_common(1)[0][0] if turns else 0
        if not api.FPDF_GetPageBoundingBox(self.page.raw, self.rect):
            raise ReadError("PAGE_FAILED", "the page has no size", self.number)
        crop = (self.rect.left, self.rect.bottom, self.rect.right, self.rect.top)
        upright = Frame(*crop, turn)
        placed = [(raw, self._upright(raw, upright)) for raw in raws]
        width, height = upright.size
        if not (0 < width < _LARGEST and 0 < height < _LARGEST):
            raise ReadError("PAGE_FAILED", f"a page of {width:.0f} by {height:.0f} points", self.number)
        # What stands off the page (or nowhere: NaN) no reader sees.
        inside = [
            (raw, word)
            for raw, word in placed
            if 0 <= word.x0 < width
            and word.x1 < 1.5 * width
            and -2 <= word.base <= height + 2
            and 0 < word.size < height
        ]
        words = marks.adopted(printing.once([word for raw, word in inside if raw.style.turn == turn]))
        aside = tuple(word for raw, word in inside if raw.style.turn != turn)
        rules, images = drawings.on_page(self.page, upright)
        shown = Frame(*crop, api.FPDFPage_GetRotation(self.page.raw) * 90)
        return PageInk(self.number, upright, shown, tuple(words), aside, rules, images)

    def _upright(self, raw: Raw, frame: Frame) -> Word:
        (left, low, right, high), style = raw.box, raw.style
        if frame.turn:
            x0, top, x1, bottom = frame.box(raw.box)
            base = frame.point(style.x, style.y)[1]
        else:
            x0, x1 = left - frame.left, right - frame.left
            top, bottom, base = frame.top - high, frame.top - low, frame.top - style.y
        text = raw.text if self.whole else _paired(raw.text)
        return Word(text, x0, top, x1, bottom, base, style.size, style.bold, raw.glue, raw.mark, self.number)

    def _characters(self) -> str:
        count = calls.count_chars(self.text)
        if count > self.limits.page_characters:
            raise ReadError("TOO_LARGE", f"{count} characters on one page", self.number)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = max(0, calls.get_text(self.text, 0, count, ctypes.addressof(buffer)) - 1)
        self.shifted = written != count
        units = bytes(buffer)[: 2 * written]
        try:
            text = units.decode("utf-16-le")
        except UnicodeDecodeError:
            text = ""
        # To PDFium one code unit is one character: where surrogates stand, offsets must not move.
        self.whole = len(text) == written
        return text if self.whole else "".join(map(chr, buffer[:written]))

    def _index(self, offset: int) -> int:
        if not self.shifted:
            return offset
        found: int = calls.char_index(self.text, offset)
        return found if found >= 0 else offset

    def _style(self, offset: int) -> Style:
        index = self._index(offset)
        size = calls.font_size(self.text, index)
        calls.char_origin(self.text, index, self.x_at, self.y_at)
        turn = 0
        if calls.char_matrix(self.text, index, self.matrix_at):
            a, b, c, d = self.matrix.a, self.matrix.b, self.matrix.c, self.matrix.d
            size *= (c * c + d * d) ** 0.5
            if abs(b) > abs(a):
                turn = 90 if b > 0 else 270
            elif a < 0:
                turn = 180
        return Style(size, self.x.value, self.y.value, turn, self._bold(index))

    def _bold(self, index: int) -> bool:
        drawn = calls.text_object(self.text, index)
        font = calls.object_font(drawn) if drawn else None
        if not font:
            return False
        if font not in self.fonts:
            name = ctypes.create_string_buffer(256)
            calls.font_name(font, ctypes.addressof(name), 256)
            lowered = name.value.decode("utf-8", "replace").lower()
            self.fonts[font] = any(sign in lowered for sign in _HEAVY) or calls.font_weight(font) >= 600
        return self.fonts[font]

    def _line(self, line: re.Match[str]) -> Iterator[Raw]:
        """Words of one of PDFium's lines; in pieces where a note's mark stands in one."""
        found = [(line.start() + word.start(), word[0]) for word in _WORD.finditer(line[0])]
        if not found:
            return
        first = self._style(found[0][0])
        last = self._style(found[-1][0]) if len(found) > 1 else first
        same = abs(first.y - last.y) < 0.05 and first[3:] == last[3:] and abs(first.size - last.size) < 0.05
        body = first
        if mark := MARKABLE.match(found[0][1]):
            glued = mark.end() < len(found[0][1])
            body = self._style(found[0][0] + mark.end()) if glued else last
        for order, (at, text) in enumerate(found):
            style = first if order == 0 else last if order == len(found) - 1 else None
            if style is None:
                style = first if same and not MARKABLE.search(text) else self._style(at)
            yield from self._word(at, text, style, body)

    def _word(self, at: int, text: str, style: Style, body: Style) -> Iterator[Raw]:
        """The word, or its pieces: «России», the mark «1», and what is printed after the mark."""
        done = 0
        for match in MARKABLE.finditer(text):
            raised = self._raised(at, text, match, body)
            if raised is None:
                continue
            start, end = raised
            if start > done:
                yield self._made(at + done, text[done:start], style, glue=done > 0)
            set_on_line = style._replace(size=self._style(at + start).size, x=body.x, y=body.y)
            yield self._made(at + start, text[start:end], set_on_line, glue=start > 0, mark=True)
            done = end
        if done < len(text):
            yield self._made(at + done, text[done:], body if done else style, glue=done > 0)

    def _raised(self, at: int, text: str, match: re.Match[str], body: Style) -> tuple[int, int] | None:
        """Where in a run of digits or stars those stand that are small and above the line."""
        least = 0.86 * body.size
        beside = match.start() - 1 if match.start() else match.end()
        if beside < len(text) and not text[beside].isdigit() and _rise(body, self._style(at + beside)) < 1:
            least = 0.98 * body.size  # some set marks hardly smaller, but at a word that stands on the line
        small = [
            offset
            for offset in range(match.start(), match.end())
            if (style := self._style(at + offset)).size < least
            and _rise(body, style) > (0.1 if style.size < 0.86 * body.size else 0.25) * body.size
        ]
        return (small[0], small[-1] + 1) if small else None

    def _made(self, at: int, text: str, style: Style, glue: bool = False, mark: bool = False) -> Raw:
        rect = self.rect
        calls.loose_box(self.text, self._index(at), self.rect_at)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if len(text) > 1:
            calls.loose_box(self.text, self._index(at + len(text) - 1), self.rect_at)
            left, right = min(left, rect.left), max(right, rect.right)
            bottom, top = min(bottom, rect.bottom), max(top, rect.top)
        return Raw(text, (left, bottom, right, top), style, glue, mark)


def _paired(text: str) -> str:
    """Surrogate pairs as one character each; a lone half is no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _rise(body: Style, style: Style) -> float:
    """How far a character stands above the line, in points."""
    if body.turn == 90:
        return body.x - style.x
    if body.turn == 180:
        return body.y - style.y
    if body.turn == 270:
        return style.x - body.x
    return style.y - body.y
