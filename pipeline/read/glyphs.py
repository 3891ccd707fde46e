"""The words of PDF pages through PDFium: text, box, baseline, size, weight, font.

White space cuts the pages' text into words; each is asked for two boxes, and the text objects that print them say the rest.

The one surprise: PDFium writes U+FFFE for a hyphen at a line's end, real ones included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from pipeline.read import gluedmarks
from pipeline.read.marks import USUAL, Markable
from pipeline.read.textpage import BREAKS, SPACES, PageText, Units
from pipeline.read.textpages import NARROWEST, Floats, Fonts, Integers, TextPages, begins
from pipeline.read.words import Words, around

__all__ = ["HYPHEN", "Fonts", "Words", "words_of"]

HYPHEN: Final = "\ufffe"
_HALVES: Final = re.compile("[\ud800-\udfff]")
_STOPS: Final = np.zeros(0x10000, dtype=bool)
_STOPS[[*map(ord, ",;:.!?)»")]] = True
_LETTERS: Final = np.zeros(0x10000, dtype=bool)
_LETTERS[[*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x400, 0x530)]] = True
_HYPHENS: Final = np.zeros(0x10000, dtype=bool)
_HYPHENS[[*map(ord, "-\u00ad\u2010\u2011")]] = True


def words_of(texts: Sequence[PageText], fonts: Fonts, marks: Markable = USUAL) -> list[Words]:
    """The words of each page of which the text is open; `marks`: what may be a note's mark."""
    if not texts:
        return []
    pages = TextPages(texts, fonts)
    parted = _parted(pages, *_cuts(pages.units))
    starts, ends = _with_hyphens(pages, *parted)
    said = list(map(pages.text.__getitem__, map(slice, starts.tolist(), ends.tolist())))
    if len(starts) < len(parted[0]):
        said = [text.replace(" ", "") for text in said]
    breaks = np.cumsum(BREAKS[pages.units])
    objects = pages.objects_by_line(starts, breaks[starts])
    nothing = [False] * len(starts)
    found = Words(
        said,
        _boxes(pages, starts, ends),
        *pages.printed(objects, starts),
        breaks[starts],
        pages.pages_of(starts),
        nothing,
        list(nothing),
        frozenset(objects[begins(objects)].tolist()),
    )
    found = gluedmarks.told(pages, found, starts, ends, objects, marks)
    if not pages.whole:
        found = found._replace(
            texts=[_paired(text) if _HALVES.search(text) else text for text in found.texts]
        )
    before = [0, *breaks[pages.firsts[1:] - 1].tolist()]
    bounds = np.searchsorted(found.page, np.arange(len(texts) + 1)).tolist()
    return [_slice(found, *span, lines) for span, lines in zip(pairwise(bounds), before, strict=True)]


def _slice(found: Words, start: int, end: int, lines: int) -> Words:
    """The words of one page, whose lines are counted from its own first; `lines` stand before it."""
    own = slice(start, end)
    return Words(
        found.texts[own],
        found.boxes[own],
        found.origins[own],
        found.size[own],
        found.turn[own],
        found.font[own],
        found.bold[own],
        found.line[own] - lines,
        found.page[own],
        found.glue[own],
        found.mark[own],
        found.objects,
    )


def _boxes(pages: TextPages, starts: Integers, ends: Integers) -> Floats:
    """Left, bottom, right, top of each word: around its first character and its last."""
    first = pages.boxes(starts)
    last = first.copy()
    longer = np.flatnonzero(ends - starts > 1)
    last[longer] = pages.boxes(ends[longer] - 1)
    return around(first, last)


def _parted(pages: TextPages, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """The spans cut where a stop and a letter have a space between them that is too narrow for PDFium: «млн т,тогда»."""
    stops = np.flatnonzero(_STOPS[pages.units[:-1]])
    stops = stops[_LETTERS[pages.units[stops + 1]]]
    stops = stops[~np.isin(stops, pages.firsts)]
    if not len(stops):
        return starts, ends
    first, before, after = (pages.boxes(stops + step) for step in (-1, 0, 1))
    height = np.abs(after[:, 1] - after[:, 3])
    # Less what stands between the characters anyway, in letter-spaced words.
    gap = after[:, 0] - before[:, 2] - np.maximum(before[:, 0] - first[:, 2], 0)
    level = np.abs(after[:, 1] - before[:, 1]) < 0.1 * height
    stops = stops[level & (gap > NARROWEST * height)]
    if not len(stops):
        return starts, ends
    return np.sort(np.append(starts, stops + 1)), np.sort(np.append(ends, stops + 1))


def _with_hyphens(pages: TextPages, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """The spans with a hyphen at a line's end as part of the word that it breaks, where PDFium saw a space before it."""
    alone = (ends - starts == 1) & _HYPHENS[pages.units[starts]]
    alone[:1] = False
    alone &= np.append(BREAKS[pages.units[ends[:-1]]], True)
    alone[1:] &= (starts[1:] - ends[:-1] == 1) & _LETTERS[pages.units[ends[:-1] - 1]]
    at = np.flatnonzero(alone)
    if not len(at):
        return starts, ends
    before, sign = pages.boxes(ends[at - 1] - 1), pages.boxes(starts[at])
    at = at[np.abs(sign[:, 0] - before[:, 2]) < 2 * NARROWEST * np.abs(sign[:, 1] - sign[:, 3])]
    return np.delete(starts, at), np.delete(ends, at - 1)


def _cuts(units: Units) -> tuple[Integers, Integers]:
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
