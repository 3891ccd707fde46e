"""A PDF's pages through PDFium: the words and drawn lines of each, turned upright.

PDFium isn't thread-safe: use processes.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.read import drawings, glyphs, marks, printing, textpage
from pipeline.read import pdfium_calls as calls
from pipeline.read.errors import Limits, ReadError
from pipeline.read.glyphs import HYPHEN
from pipeline.read.ink import Frame, PageInk, Word, maker
from pipeline.read.marks import USUAL, Markable
from pipeline.read.pdfium_calls import Pointer
from pipeline.read.textpages import Floats

__all__ = ["HYPHEN", "open_pdf", "pages"]

_PASSWORD_ERROR: Final = 4
_AT_ONCE: Final = 8
"""Pages that are open at the same time."""
_SURE: Final = 100
"""A text layer's words are what they are."""
_WORD: Final = maker(Word)
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


def pages(
    document: pdfium.PdfDocument, limits: Limits, markable: Markable = USUAL
) -> Iterator[PageInk | ReadError]:
    """Every page's ink, or the error that its reading ended in; `markable`: what may be a note's mark. Raises ReadError: TOO_LARGE, UNREADABLE."""
    count = len(document)
    if not count:
        raise ReadError("UNREADABLE", "no pages")
    limits.check_pages(count)
    fonts = glyphs.Fonts()
    for first in range(1, count + 1, _AT_ONCE):
        yield from _together(
            document, range(first, min(first + _AT_ONCE, count + 1)), limits, fonts, markable
        )


def _together(
    document: pdfium.PdfDocument, numbers: range, limits: Limits, fonts: glyphs.Fonts, markable: Markable
) -> Iterator[PageInk | ReadError]:
    """The same of some pages, which are open at the same time: what is asked of one is asked of all in one go."""
    found: dict[int, PageInk | ReadError] = {}
    file = calls.handle(document.raw)
    loaded = {number: calls.load_page(file, number - 1) for number in numbers}
    pages = {number: calls.pointer(page) for number, page in loaded.items() if page}
    texts: dict[int, textpage.PageText] = {}
    try:
        for number in numbers:
            try:
                if number not in pages:
                    raise ReadError("PAGE_FAILED", "the page can't be loaded", number)
                texts[number] = textpage.opened(pages[number], number, limits)
            except ReadError as error:
                found[number] = error
        words = glyphs.words_of(tuple(texts.values()), fonts, markable)
        for number, own in zip(texts, words, strict=True):
            try:
                found[number] = _ink(pages[number], number, own, markable)
            except ReadError as error:
                found[number] = error
    finally:
        for text in texts.values():
            calls.close_text(text.handle)
        for page in pages.values():
            calls.close_page(page)
    yield from (found[number] for number in numbers)


def _ink(page: Pointer, number: int, found: glyphs.Words, markable: Markable) -> PageInk:
    turn = _usual_turn(found)
    rect = api.FS_RECTF()
    if not calls.page_bounds(page, ctypes.byref(rect)):
        raise ReadError("PAGE_FAILED", "the page has no size", number)
    crop = (rect.left, rect.bottom, rect.right, rect.top)
    upright = Frame(*crop, turn)
    width, height = upright.size
    if not (0 < width < _LARGEST and 0 < height < _LARGEST):
        raise ReadError("PAGE_FAILED", f"a page of {width:.0f} by {height:.0f} points", number)
    words, places, here = _upright(found, upright, number)
    aside: tuple[Word, ...] = ()
    if not here.all():
        aside = tuple([words[at] for at in np.flatnonzero(~here).tolist()])
        words, places = [words[at] for at in np.flatnonzero(here).tolist()], places[:, here]
    left, base, size = places
    words = _settled(words, left, base, size, markable)
    rules, images = drawings.on_page(page, upright, found.objects)
    shown = Frame(*crop, calls.page_rotation(page) * 90)
    objects = calls.count_objects(page)
    return PageInk(number, upright, shown, tuple(words), aside, rules, images, objects)


def _usual_turn(found: glyphs.Words) -> int:
    """The direction that most letters of a page run in, in degrees; that of the first word where two have as many."""
    ways = found.turn
    if not len(ways) or (ways == ways[0]).all():
        return int(ways[0]) if len(ways) else 0
    letters = Counter[int]()
    for text, way in zip(found.texts, ways.tolist(), strict=True):
        letters[way] += len(text)
    return letters.most_common(1)[0][0]


def _settled(words: list[Word], left: Floats, base: Floats, size: Floats, markable: Markable) -> list[Word]:
    """The words printed once each, raised ones on the lines that they belong to; the columns are the words' own."""
    if printing.overprinted(left, base, size):
        words = printing.once(words)
        base, size = np.array([(word.base, word.size) for word in words]).T
    return marks.adopted(words, size, base, markable)


def _upright(
    found: glyphs.Words, frame: Frame, number: int
) -> tuple[list[Word], Floats, npt.NDArray[np.bool_]]:
    """The words with their places on the upright page, without those that stand off it.

    With them rows of left edges, baselines and sizes, and which words run in the page's direction.
    """
    left, low, right, high = found.boxes.T
    ax, ay = frame.point(left, low)
    bx, by = frame.point(right, high)
    if frame.turn:
        x0, x1, top, bottom = np.minimum(ax, bx), np.maximum(ax, bx), np.minimum(ay, by), np.maximum(ay, by)
    else:
        x0, x1, top, bottom = ax, bx, by, ay
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
    words, places, here = list(map(_WORD, columns)), np.stack((x0, base, size)), found.turn == frame.turn
    if inside.all():
        return words, places, here
    return [words[at] for at in np.flatnonzero(inside).tolist()], places[:, inside], here[inside]
