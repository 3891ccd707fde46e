"""Nothing vanishes uncounted: how much of what stood on a page came through into the canonical text.

Each step that takes words out (furniture, notes, tables, words printed twice) says where they went. This is the count at the
end: a page that lost a fifth of its ink to nothing that is recorded is a problem of the document, whatever lost it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import filterfalse
from operator import attrgetter
from typing import Final

from pipeline.model import Furniture, Piece, Problem
from pipeline.read.ink import PageInk

_LEAST: Final = 0.8
"""So much has to arrive; hyphens, spaces between letter-spaced words and ligatures make up a few per cent."""
_FEW: Final = 40
"""A page of fewer characters isn't judged: three lost ones would be a tenth."""
_page, _text, _marked = attrgetter("page"), attrgetter("text"), attrgetter("mark")


def on_pages(
    pages: Sequence[PageInk], pieces: Sequence[Piece], furniture: Sequence[Furniture]
) -> Iterator[Problem]:
    """A problem for each page of which less than four fifths arrived in the text or among the furniture."""
    whole = Counter(map(_page, pieces))
    kept: dict[int | None, str] = defaultdict(str)
    for item in furniture:
        if item.kind != "rotated":  # words that run in another direction aren't counted among the page's
            kept[item.page] += item.text + " "
    short = [
        ink
        for ink in pages
        if whole[ink.number] + len(kept[ink.number].split()) < len(ink.words) - sum(map(_marked, ink.words))
    ]
    # Most pages come through whole; characters are counted only of those where words are missing.
    arrived: dict[int | None, int] = {ink.number: _ink(kept[ink.number]) for ink in short}
    for piece in pieces if short else ():
        if piece.page in arrived:
            arrived[piece.page] += piece.end - piece.start
    for ink in short:
        stood = len("".join(map(_text, filterfalse(_marked, ink.words))))
        if stood >= _FEW and arrived[ink.number] < _LEAST * stood:
            yield _lost(arrived[ink.number], stood, ink.number)


def in_text(text: str, pieces: Sequence[Piece], furniture: Sequence[Furniture]) -> Iterator[Problem]:
    """The same for a text file as a whole."""
    stood = _ink(text)
    arrived = sum(piece.end - piece.start for piece in pieces) + sum(_ink(item.text) for item in furniture)
    if stood >= _FEW and arrived < _LEAST * stood:
        yield _lost(arrived, stood, None)


def _ink(text: str) -> int:
    return len("".join(text.split()))


def _lost(arrived: int, stood: int, page: int | None) -> Problem:
    where = "the page" if page is not None else "the file"
    message = f"only {arrived} of {stood} characters of {where} came through into the text"
    return Problem("read", "PARSE_ERROR", message, page)
