"""The body in reading order: lost, added, moved and changed text, wrong digits, sentences cut and furniture let in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from alignment import Aligned, Pair, Token, spell
from known import Truth
from rapidfuzz import fuzz
from score_findings import CONTEXT, Difference, Findings, Share, around
from score_streams import Streams, errors
from words import sort_of, wrong_digits

from pipeline.model import Document

_ENDS: Final = ".!?…:;»)”"
_MOVED: Final = 20
"""So many characters at least must be lost here and added there to be called moved."""


def score(truth: Truth, document: Document, streams: Streams, *, digits_known: bool) -> Findings:
    """Shares: `body` (right characters), `sentences whole` (paragraphs read and not cut in two).

    Counts: `wrong characters`, `characters` (of the truth), `wrong digits`.
    """
    wrong, length = errors(streams, digits_known=digits_known)
    cuts = list(cut_sentences(truth, document, streams.body))
    digits = sum(digits_wrong(aligned) for aligned in streams.all())
    seen = {said.block for pair in neighbours(streams.body) for said, _ in pair}
    paragraphs = sum(truth.blocks[index].kind == "paragraph" for index in seen)
    return Findings(
        shares={
            "body": Share(max(0, length - wrong), length),
            "sentences whole": Share(max(0, paragraphs - len(cuts)), paragraphs),
        },
        counts={"wrong characters": wrong, "characters": length, "wrong digits": digits},
        differences=(
            *(
                difference
                for name, aligned in (
                    ("body", streams.body),
                    ("notes", streams.notes),
                    ("captions", streams.captions),
                )
                for difference in _differences(name, document, aligned)
                if digits_known or not difference.group.endswith("withheld")
            ),
            *(Difference("body: sidebar lost or cut up", text, "") for text in streams.misplaced),
            *cuts,
        ),
    )


def digits_wrong(aligned: Aligned) -> int:
    """Digits that were handed on as others."""
    return sum(wrong_digits(*aligned.texts(pair)) for pair in aligned.pairs if pair.kind == "changed")


def cut_sentences(truth: Truth, document: Document, body: Aligned) -> Iterator[Difference]:
    """Where neighbouring words of one sentence of the truth stand in two of the reader's blocks."""
    for got, following in cut_places(truth, body):
        yield Difference(
            "sentence cut",
            "",
            "¶",
            document.text[max(0, got.end - CONTEXT) : got.end],
            document.text[following.start : following.start + CONTEXT],
            document.page_of(got.start, got.end),
        )


def cut_places(truth: Truth, body: Aligned) -> Iterator[tuple[Token, Token]]:
    """The reader's words before and after each cut, in sentences of paragraphs."""
    for (said, got), (said_next, following) in neighbours(body):
        same = said.block == said_next.block and truth.blocks[said.block].kind == "paragraph"
        if same and got.block != following.block and not said.text.endswith(tuple(_ENDS)):
            yield got, following


def neighbours(
    body: Aligned,
) -> Iterator[tuple[tuple[Token, Token], tuple[Token, Token]]]:
    """Pairs of neighbouring (true word, the same as read), among those that agree."""
    agreed = [
        (body.truth[pair.t0 + at], body.read[pair.r0 + at])
        for pair in body.pairs
        if pair.equal
        for at in range(pair.t1 - pair.t0)
    ]
    yield from pairwise(agreed)


def _differences(name: str, document: Document, aligned: Aligned) -> Iterator[Difference]:
    moved = _moved(aligned)
    for pair in aligned.pairs:
        if pair.equal:
            continue
        said, got = aligned.texts(pair)
        sort = "moved" if pair in moved else sort_of(said, got)
        page = page_at(document, aligned.read, pair)
        yield Difference(f"{name}: {sort}", said, got, *around(aligned, pair), page)


def page_at(document: Document, read: Sequence[Token], pair: Pair) -> int | None:
    """The page of what was read there, or of the word before it."""
    at = pair.r0 if pair.r0 < pair.r1 else pair.r0 - 1
    return document.page_of(read[at].start, read[at].end) if 0 <= at < len(read) else None


def _moved(aligned: Aligned) -> set[Pair]:
    """What was lost in one place and added in another."""
    lost = [pair for pair in aligned.pairs if pair.kind == "lost"]
    added = [pair for pair in aligned.pairs if pair.kind == "added"]
    texts = {pair: spell(aligned.read[pair.r0 : pair.r1]) for pair in added}
    found: set[Pair] = set()
    for pair in lost:
        said = spell(aligned.truth[pair.t0 : pair.t1])
        if len(said) < _MOVED:
            continue
        for other in added:
            if other not in found and fuzz.ratio(said, texts[other], score_cutoff=80):
                found.update((pair, other))
                break
    return found
