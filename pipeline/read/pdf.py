"""A PDF's pages through PDFium: the words and drawn lines of each, turned upright.

PDFium isn't thread-safe: use processes.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.read import drawings, glyphs, marks, printing
from pipeline.read.errors import Limits, ReadError
from pipeline.read.glyphs import HYPHEN
from pipeline.read.ink import Frame, PageInk, Word

__all__ = ["HYPHEN", "open_pdf", "pages"]

_PASSWORD_ERROR: Final = 4
_SURE: Final = 100
"""A text layer's words are what they are."""
_LARGEST: Final = 20_000.0
"""Points; PDF itself allows 14,400 (ISO 32000-1, annex C)."""


def open_pdf(data: bytes, password: str | None) -> pdfium.PdfDocument:
    """The open document. Raises ReadError: ENCRYPTED, UNREADABLE."""
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            wrong = "the password is wrong" if password else "a password is needed (--password)"
            raise ReadError("ENCRYPTED", wrong) from error
        raise ReadError("UNREADABLE", f"damaged, or no PDF: {error}") from error


def pages(document: pdfium.PdfDocument, limits: Limits) -> Iterator[PageInk | ReadError]:
    """Every page's ink, or the error that its reading ended in. Raises ReadError: TOO_LARGE, UNREADABLE."""
    count = len(document)
    if not count:
        raise ReadError("UNREADABLE", "no pages")
    limits.check_pages(count)
    fonts = glyphs.Fonts()
    for number in range(1, count + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError as error:
            yield ReadError("PAGE_FAILED", f"the page can't be loaded: {error}", number)
            continue
        try:
            yield _ink(page, number, limits, fonts)
        except ReadError as error:
            yield error
        except pdfium.PdfiumError as error:
            yield ReadError("PAGE_FAILED", str(error), number)
        finally:
            page.close()


def _ink(page: pdfium.PdfPage, number: int, limits: Limits, fonts: glyphs.Fonts) -> PageInk:
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value or 0
    found = glyphs.words_of(handle, number, limits, fonts)
    letters = Counter[int]()
    for text, way in zip(found.texts, found.turn.tolist(), strict=True):
        letters[way] += len(text)
    turn = letters.most_common(1)[0][0] if letters else 0
    rect = api.FS_RECTF()
    if not api.FPDF_GetPageBoundingBox(page.raw, rect):
        raise ReadError("PAGE_FAILED", "the page has no size", number)
    crop = (rect.left, rect.bottom, rect.right, rect.top)
    upright = Frame(*crop, turn)
    width, height = upright.size
    if not (0 < width < _LARGEST and 0 < height < _LARGEST):
        raise ReadError("PAGE_FAILED", f"a page of {width:.0f} by {height:.0f} points", number)
    words, ways = _upright(found, upright, number)
    aside: tuple[Word, ...] = ()
    if len(letters) > 1:
        aside = tuple(word for word, way in zip(words, ways, strict=True) if way != turn)
        words = [word for word, way in zip(words, ways, strict=True) if way == turn]
    words = _settled(words)
    rules, images = drawings.on_page(page, upright, found.objects)
    shown = Frame(*crop, api.FPDFPage_GetRotation(page.raw) * 90)
    return PageInk(number, upright, shown, tuple(words), aside, rules, images)


def _settled(words: list[Word]) -> list[Word]:
    """The words printed once each, raised ones on the lines that they belong to."""
    left, base, size = np.array([(word.x0, word.base, word.size) for word in words]).reshape(-1, 3).T
    if printing.overprinted(left, base, size):
        words = printing.once(words)
        base, size = np.array([(word.base, word.size) for word in words]).T
    return marks.adopted(words, size, base)


def _upright(found: glyphs.Words, frame: Frame, number: int) -> tuple[list[Word], list[int]]:
    """The words with their places on the upright page, and their turns; without those that stand off the page."""
    left, low, right, high = found.boxes.T
    ax, ay = frame.point(left, low)
    bx, by = frame.point(right, high)
    x0, x1, top, bottom = np.minimum(ax, bx), np.maximum(ax, bx), np.minimum(ay, by), np.maximum(ay, by)
    base, size = frame.point(*found.origins.T)[1], found.size
    width, height = frame.size
    # What stands off the page (or nowhere: NaN) no reader sees.
    inside = (x0 >= 0) & (x0 < width) & (x1 < 1.5 * width) & (base >= -2) & (base <= height + 2)
    inside &= (size > 0) & (size < height)
    numbers = (column.tolist() for column in (x0, top, x1, bottom, base, size, found.bold))
    placeless = [None] * len(found.texts)
    same = ([number] * len(found.texts), placeless, placeless)
    columns = zip(
        *(found.texts, *numbers, found.glue, found.mark, *same, found.font.tolist(), found.line.tolist()),
        [_SURE] * len(found.texts),
        strict=True,
    )
    words, ways = list(map(Word._make, columns)), found.turn.tolist()
    if inside.all():
        return words, ways
    kept = np.flatnonzero(inside).tolist()
    return [words[at] for at in kept], [ways[at] for at in kept]
