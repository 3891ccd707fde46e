"""The words of a PDF page through PDFium: text, box, baseline, size, weight, font.

White space cuts the page's text into words; each is asked for two boxes, and the text objects that print them say the rest.

The one surprise: PDFium writes U+FFFE for a hyphen at a line's end, real ones included.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.read import gluedmarks
from pipeline.read import pdfium_calls as calls
from pipeline.read.errors import Limits, ReadError
from pipeline.read.marks import USUAL, Markable
from pipeline.read.textpage import BREAKS, NARROWEST, SPACES, Floats, Fonts, Integers, TextPage
from pipeline.read.words import Words, around

__all__ = ["HYPHEN", "Fonts", "Words", "words_of"]

HYPHEN: Final = "\ufffe"
_STOPS: Final = np.zeros(0x10000, dtype=bool)
_STOPS[[*map(ord, ",;:.!?)»")]] = True
_LETTERS: Final = np.zeros(0x10000, dtype=bool)
_LETTERS[[*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x400, 0x530)]] = True
_HYPHENS: Final = np.zeros(0x10000, dtype=bool)
_HYPHENS[[*map(ord, "-\u00ad\u2010\u2011")]] = True


def words_of(page: int, number: int, limits: Limits, fonts: Fonts, marks: Markable = USUAL) -> Words:
    """The words of an open page (a handle of PDFium); `marks`: what may be a note's mark. Raises ReadError: PAGE_FAILED, TOO_LARGE."""
    loaded = calls.load_text(page)
    if not loaded:
        raise ReadError("PAGE_FAILED", "the page's text can't be loaded", number)
    try:
        return _words(TextPage(loaded, number, limits, fonts), marks)
    finally:
        calls.close_text(loaded)


def _words(page: TextPage, marks: Markable) -> Words:
    parted = _parted(page, *_cuts(page.units))
    starts, ends = _with_hyphens(page, *parted)
    texts = [page.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    if len(starts) < len(parted[0]):
        texts = [text.replace(" ", "") for text in texts]
    lines = np.cumsum(BREAKS[page.units])[starts] if len(starts) else starts
    objects = page.objects_by_line(starts, lines)
    nothing = [False] * len(starts)
    found = Words(
        texts,
        _boxes(page, starts, ends),
        *page.printed(objects, starts),
        lines,
        nothing,
        list(nothing),
        frozenset(objects.tolist()),
    )
    found = gluedmarks.told(page, found, starts, ends, objects, marks)
    return found if page.whole else found._replace(texts=list(map(_paired, found.texts)))


def _boxes(page: TextPage, starts: Integers, ends: Integers) -> Floats:
    """Left, bottom, right, top of each word: around its first character and its last."""
    first = page.boxes(starts)
    last = first.copy()
    longer = np.flatnonzero(ends - starts > 1)
    last[longer] = page.boxes(ends[longer] - 1)
    return around(first, last)


def _parted(page: TextPage, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """The spans cut where a stop and a letter have a space between them that is too narrow for PDFium: «млн т,тогда»."""
    stops = np.flatnonzero(_STOPS[page.units[1:-1]] & _LETTERS[page.units[2:]]) + 1
    if not len(stops):
        return starts, ends
    first, before, after = (page.boxes(stops + step) for step in (-1, 0, 1))
    height = np.abs(after[:, 1] - after[:, 3])
    # Less what stands between the characters anyway, in letter-spaced words.
    gap = after[:, 0] - before[:, 2] - np.maximum(before[:, 0] - first[:, 2], 0)
    level = np.abs(after[:, 1] - before[:, 1]) < 0.1 * height
    stops = stops[level & (gap > NARROWEST * height)]
    return np.sort(np.append(starts, stops + 1)), np.sort(np.append(ends, stops + 1))


def _with_hyphens(page: TextPage, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """The spans with a hyphen at a line's end as part of the word that it breaks, where PDFium saw a space before it."""
    alone = (ends - starts == 1) & _HYPHENS[page.units[starts]]
    alone[:1] = False
    alone &= np.append(BREAKS[page.units[ends[:-1]]], True)
    alone[1:] &= (starts[1:] - ends[:-1] == 1) & _LETTERS[page.units[ends[:-1] - 1]]
    at = np.flatnonzero(alone)
    if not len(at):
        return starts, ends
    before, sign = page.boxes(ends[at - 1] - 1), page.boxes(starts[at])
    at = at[np.abs(sign[:, 0] - before[:, 2]) < 2 * NARROWEST * np.abs(sign[:, 1] - sign[:, 3])]
    return np.delete(starts, at), np.delete(ends, at - 1)


def _cuts(units: npt.NDArray[np.uint16]) -> tuple[Integers, Integers]:
    """Half-open spans of words: what stands between white space, and up to a hyphen at a line's end."""
    inside = ~SPACES[units]
    hyphen = units == 0xFFFE
    opens = inside.copy()
    opens[1:] &= ~inside[:-1] | hyphen[:-1]
    closes = inside.copy()
    closes[:-1] &= ~inside[1:] | hyphen[:-1]
    return np.flatnonzero(opens), np.flatnonzero(closes) + 1


def _paired(text: str) -> str:
    """Surrogate pairs as one character each; a lone half is no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
