"""Pages with a wrong character map put right: one search for the whole document, and what it leaves open said.

All pages in doubt are decoded together, font by font, for a paper's pages share their fonts. A page of good text may hold lines
in a font that is rubbish: those are decoded too, or their words are dropped and counted. Only where a page doesn't come
out with the others is it tried by itself, and not on more than a few pages: a search costs up to a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Final, NamedTuple

from pipeline.read import decoding, trust
from pipeline.read.ink import PageInk, Word

_BETTER: Final = 0.08
"""Of the score: a page that gains so much by the other pages' map has that map, though more of it may be rubbish."""
_ALONE: Final = 2
"""Pages tried by themselves."""
_text, _font = attrgetter("text"), attrgetter("font")


class Mended(NamedTuple):
    """A page put right. `quality`: its score, 0–1. `reason`: how.

    `ink` is the page as it was found, `texts` what its words are, those aside last: U+FFFD stands for what isn't known for
    certain, figures among it unless `digits`. `kin`: which fonts share one map, by a number for each map.
    """

    ink: PageInk
    texts: tuple[str, ...]
    quality: float
    reason: str
    digits: bool
    kin: Mapping[int, int]


def mended(inks: Sequence[PageInk], scores: Mapping[int, float | None]) -> Iterator[Mended]:
    """The pages that read better decoded; `scores` are those of the pages as they were found, by page number."""
    everything = list(chain.from_iterable(map(words_of, inks)))
    ill = decoding.suspects(list(map(_text, everything)), list(map(_font, everything)))
    doubted = [
        ink
        for ink in inks
        if ((score := scores[ink.number]) is not None and score < trust.BELIEVED)
        or (ill and any(word.font in ill for word in words_of(ink)))
    ]
    if doubted:
        doubted = _with_bad_fonts(inks, doubted)
    common = _decode(doubted) if doubted else None
    tries = _ALONE
    if common is None:
        return
    for ink in inks:
        before = scores[ink.number] or 0.0
        made = _put_right(ink, common, before)
        if made is None and tries and len(doubted) > 1 and before < trust.BELIEVED and ink in doubted:
            tries -= 1
            alone = _decode([ink])
            made = _put_right(ink, alone, before) if alone is not None else None
        if made is not None:
            yield made


def words_of(ink: PageInk) -> tuple[Word, ...]:
    """All words of a page; last those that run in another direction, of which a head over a table set sideways is one."""
    return (*ink.words, *ink.aside)


def _with_bad_fonts(inks: Sequence[PageInk], doubted: Sequence[PageInk]) -> list[PageInk]:
    """The pages in doubt, and those where a font that is rubbish stands beside good text (an English abstract)."""
    said: dict[int, list[str]] = {}
    for word in (word for ink in inks for word in words_of(ink)):
        said.setdefault(word.font, []).append(word.text)
    scored = {font: trust.score(" ".join(texts)) for font, texts in said.items()}
    bad = {font for font, score in scored.items() if score is not None and score < decoding.CONFIRMED}
    numbers = {ink.number for ink in doubted}
    return [ink for ink in inks if ink.number in numbers or any(word.font in bad for word in words_of(ink))]


def _decode(inks: Sequence[PageInk]) -> decoding.Decoding | None:
    words = [word for ink in inks for word in words_of(ink)]
    starts = [
        at == 0 or word.line != words[at - 1].line or word.page != words[at - 1].page
        for at, word in enumerate(words)
    ]
    return decoding.decode([word.text for word in words], [word.font for word in words], starts)


def _put_right(ink: PageInk, found: decoding.Decoding, before: float) -> Mended | None:
    texts = tuple(found.text(word.text, word.font) for word in words_of(ink))
    said = texts[: len(ink.words)]
    after = trust.score(" ".join(text for text in said if text.strip(decoding.UNKNOWN + "\ufffe")))
    if after is None or after <= before + 0.02 or (after < decoding.CONFIRMED and after <= before + _BETTER):
        return None
    return Mended(ink, texts, after, found.reason, found.digits, found.kin)
