"""Which pages' words are passed on: a text layer is believed, put right, read from the picture, or refused with a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Page, Problem, TextLayer
from pipeline.read import decoding, inked, ocr, trust
from pipeline.read.ink import PageInk
from pipeline.read.tesseract import OcrError

_FEW = 600
"""A page of fewer characters may have its text in a picture or in outlines."""
_PICTURED = 0.3
"""Share of a page under pictures from which it is taken for a scan."""
_UNSAID = 0.004
"""Share of a page that is dark outside its words, from which it is looked at; a line of text is some 0.002."""
_MORE = 3
"""A picture's words replace a text layer's where they are so many times as many."""


class Belief(NamedTuple):
    """Pages with the words that can be passed on, every page's record, and what is wrong with the others.

    `decoded`: the pages whose character map was wrong and was put right, and how.
    """

    inks: list[PageInk]
    pages: list[Page]
    problems: list[Problem]
    decoded: dict[int, str]


class _Doubt(NamedTuple):
    """Why a page isn't taken at its text layer's word. `code` is null where that layer stands if nothing better is found."""

    code: str | None
    message: str


def believed(
    inks: Sequence[PageInk], failed: Sequence[Problem], data: bytes = b"", password: str | None = None
) -> Belief:
    """What to believe of the pages read; `failed` are the problems of those that could not be read.

    `data` is the PDF that they were read from: pages without words to believe are read from their pictures. Without it
    such pages are refused.
    """
    found = Belief([], [], [], {})
    records = {p.page: Page(p.page, 0.0, 0.0, "none", None) for p in failed if p.page is not None}
    scores = {ink.number: trust.score(" ".join(word.text for word in ink.words)) for ink in inks}
    mended = {page.number: (page, score, how) for page, score, how in _decoded(inks, scores)}
    seen: set[int] = set()
    with ocr.Scanner(data, password) as scanner:
        for ink in inks:
            made, quality = ink, scores[ink.number]
            if ink.number in mended:
                made, quality, how = mended[ink.number]
                found.decoded[ink.number] = how
            elif (doubt := _doubt(ink, quality, scanner)) is not None:
                try:
                    made, quality = _seen(ink, scanner, doubt)
                    seen.add(ink.number)
                except OcrError as error:
                    if doubt.code is not None:
                        message = f"{doubt.message}; {error}"
                        found.problems.append(Problem("read", doubt.code, message, ink.number))
                        made = ink._replace(words=())
            found.inks.append(made)
            width, height = ink.shown.size
            layer: TextLayer = "ocr" if ink.number in seen else "native" if ink.words else "none"
            records[ink.number] = Page(ink.number, round(width, 2), round(height, 2), layer, quality)
    levelled = iter(inked.levelled([ink for ink in found.inks if ink.number in seen]))
    found.inks[:] = [next(levelled) if ink.number in seen else ink for ink in found.inks]
    found.pages.extend(records[number] for number in sorted(records))
    return found


def _doubt(ink: PageInk, quality: float | None, scanner: ocr.Scanner) -> _Doubt | None:
    """Why the page's picture should be looked at, or null."""
    if quality is not None and quality < trust.BELIEVED:
        message = f"the text layer doesn't read as Russian or English ({quality:.2f})"
        return _Doubt("BAD_TEXT_LAYER", message)
    said = sum(len(word.text) for word in (*ink.words, *ink.aside))
    if not said and ink.images > _PICTURED:
        return _Doubt("NO_TEXT", "a scanned page without a text layer")
    if said >= _FEW or scanner.unsaid(ink) < _UNSAID:
        return None
    if said:
        return _Doubt(None, "a text layer of a few words over a page that shows more")
    return _Doubt("NO_TEXT", "a page that is drawn, without a text layer")


def _seen(ink: PageInk, scanner: ocr.Scanner, doubt: _Doubt) -> tuple[PageInk, float]:
    """The page as its picture reads, and how well. Raises OcrError where that is nothing to pass on."""
    scanned = scanner.read(ink)
    if not scanned.ink.words:
        raise OcrError("OCR sees no words on it")
    if scanned.quality < trust.BELIEVED:
        raise OcrError(
            f"what OCR sees on it doesn't read as Russian or English either ({scanned.quality:.2f})"
        )
    said = sum(len(word.text) for word in ink.words)
    if doubt.code is None and sum(len(word.text) for word in scanned.ink.words) < _MORE * said:
        raise OcrError("OCR sees little more on it")
    return scanned.ink, scanned.quality


def _decoded(
    inks: Sequence[PageInk], scores: Mapping[int, float | None]
) -> Iterator[tuple[PageInk, float, str]]:
    """Pages of a wrong character map put right: by one substitution for all of them, or else one for each.

    What is found on rubbish pages is tried on the others too: a page of English may hold lines of rubbish.
    """
    doubted = [ink for ink in inks if (score := scores[ink.number]) is not None and score < trust.BELIEVED]
    if not doubted:
        return
    common = decoding.decode([word.text for ink in doubted for word in ink.words])
    for ink in inks:
        before = scores[ink.number] or 0.0
        ways = (common, decoding.decode([word.text for word in ink.words]) if ink in doubted else None)
        for found in (way for way in ways if way is not None):
            words = tuple(word._replace(text=word.text.translate(found.table)) for word in ink.words)
            after = trust.score(" ".join(word.text for word in words))
            if after is not None and after >= decoding.CONFIRMED and after > before + 0.02:
                yield ink._replace(words=words), after, found.reason
                break
