"""Which pages' words are passed on: a text layer is believed, put right, read from the picture, or refused with a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.model import Page, Problem, TextLayer
from pipeline.read import decoding, decoding_pages, pictured, remarked, trust
from pipeline.read.errors import Limits, ReadError
from pipeline.read.glyphs import HYPHEN
from pipeline.read.ink import PageInk, Word
from pipeline.read.scan import inked, ocr
from pipeline.read.scan.tesseract import OcrError

_text = attrgetter("text")
_FEW = 600
"""A page of fewer characters may have its text in a picture or in outlines."""
_ENOUGH = 200
"""Words of a page by which its text layer is judged."""
_PICTURED = 0.3
"""Share of a page under pictures from which it is taken for a scan."""
_UNSAID = 0.004
"""Share of a page that is dark outside its words, from which it is looked at; a line of text is some 0.002."""
_READS = 0.75
"""Score of a font's words, few as they may be, below which they aren't believed where another font's map was wrong."""
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
    inks: Sequence[PageInk],
    failed: Sequence[Problem],
    data: bytes = b"",
    password: str | None = None,
    limits: Limits | None = None,
) -> Belief:
    """What to believe of the pages read; `failed` are the problems of those that could not be read.

    `data` is the PDF that they were read from: pages without words to believe are read from their pictures. Without it
    such pages are refused.
    """
    found = Belief([], [], [], {})
    records = {p.page: Page(p.page, 0.0, 0.0, "none", None) for p in failed if p.page is not None}
    scores = {ink.number: trust.score(_sample(ink)) for ink in inks}
    seen: set[int] = set()
    with ocr.Scanner(data, password, limits) as scanner:
        spelled = _spelled(
            inks, scores, scanner, lambda layers: remarked.remarked(layers, data, password, limits)
        )
        for ink in inks:
            made, quality = ink, scores[ink.number]
            if ink.number in spelled:
                made, quality, found.decoded[ink.number], problem = spelled[ink.number]
                found.problems.extend(filter(None, (problem,)))
            elif (doubt := _doubt(ink, quality, scanner)) is not None:
                try:
                    made, quality = _seen(ink, scanner, doubt)
                    seen.add(ink.number)
                except OcrError as error:
                    if doubt.code is not None:
                        message = f"{doubt.message}; {error}"
                        found.problems.append(Problem("read", doubt.code, message, ink.number))
                        made = ink._replace(words=())
                except ReadError as error:
                    found.problems.append(
                        Problem("read", error.code, f"{doubt.message}; {error.message}", ink.number)
                    )
                    made = ink if doubt.code is None else ink._replace(words=())
            found.inks.append(made)
            width, height = ink.shown.size
            layer: TextLayer = "ocr" if ink.number in seen else "native" if ink.words else "none"
            records[ink.number] = Page(ink.number, round(width, 2), round(height, 2), layer, quality)
    levelled = iter(inked.levelled([ink for ink in found.inks if ink.number in seen]))
    found.inks[:] = [next(levelled) if ink.number in seen else ink for ink in found.inks]
    found.pages.extend(records[number] for number in sorted(records))
    return found


def _sample(ink: PageInk) -> str:
    """So many of the page's words as tell whether they are words, from all over it."""
    return " ".join(map(_text, ink.words[:: 1 + len(ink.words) // _ENOUGH]))


class _Spelled(NamedTuple):
    """A page whose character map was put right: its words, how well they read, how it was done, and what is still missing."""

    ink: PageInk
    quality: float
    reason: str
    problem: Problem | None


def _spelled(
    inks: Sequence[PageInk],
    scores: Mapping[int, float | None],
    scanner: ocr.Scanner,
    again: Callable[[Sequence[pictured.Layer]], list[pictured.Layer]],
) -> dict[int, _Spelled]:
    """The pages of a wrong character map that could be put right, by what the language says and what their pictures show.

    `again` reads them once more where their note marks can be seen only now.
    """
    mended = {page.ink.number: page for page in decoding_pages.mended(inks, scores)}
    layers: list[pictured.Layer] = []
    for ink in inks:
        score = scores[ink.number]
        if ink.number in mended:
            layers.append(pictured.Layer(ink, mended[ink.number].texts, mended[ink.number].kin))
        elif score is not None and score < trust.BELIEVED:
            texts = tuple(_unknown(word.text) for word in decoding_pages.words_of(ink))
            layers.append(pictured.Layer(ink, texts))
    layers = _doubtful(layers)
    without = ""
    if any(decoding.UNKNOWN in text for layer in layers for text in layer.texts):
        layers, unseen = pictured.completed(layers, scanner)
        without = f"; {unseen}" if unseen else ""
    seen = {layer.ink.number: layer.texts for layer in layers}
    layers = again(layers)
    found: dict[int, _Spelled] = {}
    for layer in layers:
        page = mended.get(layer.ink.number)
        reason = page.reason if page is not None else "from the page's picture"
        if page is not None and page.texts != seen[layer.ink.number]:
            reason += "; signs from the page's picture"
        if (made := _put_right(layer, reason, without)) is not None:
            found[layer.ink.number] = made
    return found


def _doubtful(layers: Sequence[pictured.Layer]) -> list[pictured.Layer]:
    """The pages with the words of those fonts unknown that still don't read: a map of their own, and too little text to find it."""
    said: dict[int, list[str]] = {}
    for layer in layers:
        for word, text in zip(layer.words, layer.texts, strict=True):
            if decoding.UNKNOWN not in text:
                said.setdefault(word.font, []).append(text)
    bad = {
        font
        for font, texts in said.items()
        if (score := trust.score_text(" ".join(texts))) is not None and score < _READS
    }
    return [
        layer._replace(
            texts=tuple(
                _unknown(text) if word.font in bad else text
                for word, text in zip(layer.words, layer.texts, strict=True)
            ),
            kin={font: shared for font, shared in layer.kin.items() if font not in bad},
        )
        for layer in layers
    ]


def _unknown(text: str) -> str:
    return "".join(sign if sign == HYPHEN else decoding.UNKNOWN for sign in text)


def _put_right(layer: pictured.Layer, reason: str, without: str) -> _Spelled | None:
    """The page with its words as they are known; words of which nothing is known are dropped, and counted."""
    split = len(layer.ink.words)
    words = _known(layer.ink.words, layer.texts[:split])
    aside = _known(layer.ink.aside, layer.texts[split:])
    quality = trust.score(" ".join(word.text for word in words))
    if quality is None or quality < decoding.CONFIRMED:
        return None
    left, lost = sum(word.text.count(decoding.UNKNOWN) for word in words), len(layer.ink.words) - len(words)
    problem = None
    if left or lost:
        kept = [f"{left} characters stay unknown (U+FFFD)"] if left else []
        gone = [f"{lost} words are dropped"] if lost else []
        message = "a wrong character map, put right in part: " + ", ".join(kept + gone)
        problem = Problem("read", "BAD_TEXT_LAYER", message + without, layer.ink.number)
    return _Spelled(layer.ink._replace(words=words, aside=aside), quality, reason, problem)


def _known(words: Sequence[Word], texts: Sequence[str]) -> tuple[Word, ...]:
    pairs = zip(words, texts, strict=True)
    return tuple(word._replace(text=text) for word, text in pairs if text.strip(decoding.UNKNOWN + HYPHEN))


def _doubt(ink: PageInk, quality: float | None, scanner: ocr.Scanner) -> _Doubt | None:
    """Why the page's picture should be looked at, or null."""
    if quality is not None and quality < trust.BELIEVED:
        message = f"the text layer doesn't read as Russian or English ({quality:.2f})"
        return _Doubt("BAD_TEXT_LAYER", message)
    if len(ink.words) >= _FEW:
        return None
    said = len("".join([word.text for word in (*ink.words, *ink.aside)]))
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
