"""Footnotes: found whole, none in the middle of somebody's sentence, each mark tied to its note and to its place.

A footnote is in mid-sentence in two ways: its words stand in a block of the body, or its block parts two halves of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from alignment import spell
from known import Truth
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from score_body import cut_places, neighbours, page_at
from score_findings import Difference, Findings, Share, around
from score_streams import Streams, error_rate, masked

from pipeline.model import Document

_MOST_ERRORS: Final = 0.05
_BEFORE: Final = 20
"""So many characters before a mark say where it stands."""
_SHORTEST: Final = 12


def score(truth: Truth, document: Document, streams: Streams, *, digits_known: bool, exact: bool) -> Findings:
    """Shares `footnotes`, `note marks`; counts `footnotes amid`, `footnotes too many`.

    Not `exact`: the twenty characters before a mark may be read a little wrong.
    """

    def even(text: str) -> str:
        return masked(text, digits_known=digits_known)

    said = {index: even(block.text) for index, block in enumerate(truth.blocks) if block.kind == "footnote"}
    got = {
        index: even(document.text[block.start : block.end])
        for index, block in enumerate(document.blocks)
        if block.kind == "footnote"
    }
    found = _matched(said, got)
    amid = list(_amid(truth, document, streams, said.values(), digits_known=digits_known))
    tied, untied = _tied(truth, document, found, digits_known=digits_known, exact=exact)
    spare = got.keys() - found.values()
    return Findings(
        shares={
            "footnotes": Share(len(found), len(said)),
            "note marks": Share(tied, tied + len(untied)),
        },
        counts={"footnotes amid": len(amid), "footnotes too many": len(spare)},
        differences=(
            *(
                Difference("footnote: not found", text, _nearest(text, got))
                for index, text in said.items()
                if index not in found
            ),
            *(
                Difference("footnote: is none", "", got[index], page=document.blocks[index].page)
                for index in sorted(spare)
            ),
            *amid,
            *untied,
        ),
    )


def _matched(said: dict[int, str], got: dict[int, str]) -> dict[int, int]:
    """Index of a true footnote's block → index of the block read; the nearest of those that are near enough."""
    near = sorted(
        (rate, t, r)
        for t, text in said.items()
        for r, other in got.items()
        if abs(len(text) - len(other)) <= _MOST_ERRORS * len(text) + 1
        and (rate := error_rate(text, other)) <= _MOST_ERRORS
    )
    found: dict[int, int] = {}
    for _, t, r in near:
        if t not in found and r not in found.values():
            found[t] = r
    return found


def _nearest(text: str, got: dict[int, str]) -> str:
    return min(
        got.values(),
        key=lambda other: Levenshtein.normalized_distance(text, other),
        default="",
    )


def _amid(
    truth: Truth, document: Document, streams: Streams, notes: Iterable[str], *, digits_known: bool
) -> Iterator[Difference]:
    """Notes inside blocks of the body, and notes' blocks between two halves of a sentence."""
    body = streams.body
    agreed = {got.block for _, got in (pair[0] for pair in neighbours(body))}
    for pair in body.pairs:
        if pair.kind != "added":
            continue
        words = body.read[pair.r0 : pair.r1]
        inside = spell([word for word in words if word.block in agreed])
        if _is_note(masked(inside, digits_known=digits_known), notes):
            page = page_at(document, body.read, pair)
            yield Difference("footnote: in the body", "", inside, *around(body, pair), page)
    for before, after in cut_places(truth, body):
        for index in range(before.block + 1, after.block):
            block = document.blocks[index]
            text = masked(document.text[block.start : block.end], digits_known=digits_known)
            if block.kind == "footnote" or _is_note(text, notes):
                yield Difference(
                    "footnote: between two halves of a sentence",
                    "",
                    document.text[block.start : block.end],
                    document.text[max(0, before.end - 30) : before.end],
                    document.text[after.start : after.start + 30],
                    block.page,
                )


def _is_note(text: str, notes: Iterable[str]) -> bool:
    """Whether the text holds a footnote, or stands in one."""
    return any(
        min(len(text), len(note)) >= _SHORTEST and fuzz.partial_ratio(note, text) >= 90 for note in notes
    )


def _tied(
    truth: Truth, document: Document, found: dict[int, int], *, digits_known: bool, exact: bool
) -> tuple[int, list[Difference]]:
    """How many marks stand where they should and point to the right note; and those that don't."""

    def squeezed(text: str) -> str:
        return "".join(masked(text, digits_known=digits_known).split())

    tied = 0
    untied: list[Difference] = []
    for note, citing, offset in truth.notes_of():
        before = squeezed(truth.blocks[citing].text[:offset])[-_BEFORE:]
        places = [
            mark.at for mark in document.notes if mark.block is not None and mark.block == found.get(note)
        ]
        befores = [
            squeezed(document.text[max(0, at - 2 * _BEFORE - 10) : at])[-len(before) or None :]
            for at in places
        ]
        if any(
            other == before or (not exact and Levenshtein.normalized_similarity(before, other) >= 0.8)
            for other in befores
        ):
            tied += 1
        else:
            untied.append(
                Difference(
                    "footnote: mark not tied" if not befores else "footnote: mark tied elsewhere",
                    f"{truth.blocks[citing].text[max(0, offset - 30) : offset]}[{truth.blocks[note].mark}]",
                    befores[0] if befores else "",
                )
            )
    return tied, untied
