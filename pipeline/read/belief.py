"""Which pages' words are passed on: a text layer is believed, put right, or refused with a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.model import Page, Problem, TextLayer
from pipeline.read import decoding, trust
from pipeline.read.ink import PageInk


class Belief(NamedTuple):
    """Pages with the words that can be passed on, every page's record, and what is wrong with the others.

    `decoded`: the pages whose character map was wrong and was put right, and how.
    """

    inks: list[PageInk]
    pages: list[Page]
    problems: list[Problem]
    decoded: dict[int, str]


def believed(inks: Sequence[PageInk], failed: Sequence[Problem]) -> Belief:
    """What to believe of the pages read; `failed` are the problems of those that could not be read."""
    found = Belief([], [], [], {})
    records = {p.page: Page(p.page, 0.0, 0.0, "none", None) for p in failed if p.page is not None}
    scores = {ink.number: trust.score(" ".join(word.text for word in ink.words)) for ink in inks}
    mended = {page.number: (page, score, how) for page, score, how in _decoded(inks, scores)}
    for ink in inks:
        quality = scores[ink.number]
        words = ink.words
        if ink.number in mended:
            page, quality, how = mended[ink.number]
            words = page.words
            found.decoded[ink.number] = how
        elif quality is not None and quality < trust.BELIEVED:
            message = f"the text layer doesn't read as Russian or English ({quality:.2f})"
            found.problems.append(Problem("read", "BAD_TEXT_LAYER", message, ink.number))
            words = ()
        elif not words and ink.images > 0.3:
            found.problems.append(
                Problem("read", "NO_TEXT", "a scanned page without a text layer", ink.number)
            )
        found.inks.append(ink._replace(words=words))
        width, height = ink.shown.size
        layer: TextLayer = "native" if ink.words else "none"
        records[ink.number] = Page(ink.number, round(width, 2), round(height, 2), layer, quality)
    found.pages.extend(records[number] for number in sorted(records))
    return found


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
