"""Which words of both sides are compared: the body in reading order, and apart from it notes, captions and tables.

Where a typesetter puts a table or a note is his affair, so what the reader calls footnote, caption, table or figure is no body,
and neither is it in the truth; a caption taken for a paragraph shows as text added to the body and lost from the captions.
Two things may stand in the text or not, and neither is an error: the raised digits that tie authors to affiliations, and the
place of a sidebar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import words
from alignment import Aligned, Pair, Token, align, even, spell, tokens
from known import BODY, Truth
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.model import Document

_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*"
_STREAMS: Final = {"footnote": "notes", "caption": "captions", "table": "tables", "figure": "figures"}
_KINDS: Final = {
    "body": BODY,
    "notes": frozenset({"footnote"}),
    "captions": frozenset({"caption", "caption_en"}),
    "tables": frozenset({"table"}),
}


@dataclass(frozen=True, slots=True)
class Streams:
    """The alignments; a token's `block` is the index of its block in `Truth.blocks`, `Document.blocks`.

    `misplaced` is the text of sidebars that were not found as blocks of their own.
    """

    body: Aligned
    notes: Aligned
    captions: Aligned
    tables: Aligned
    misplaced: tuple[str, ...] = ()

    def all(self) -> tuple[Aligned, ...]:
        return self.body, self.notes, self.captions, self.tables


def streams(truth: Truth, document: Document) -> Streams:
    """Both sides laid beside each other."""
    read: dict[str, list[Token]] = {"body": [], "notes": [], "captions": [], "tables": [], "figures": []}
    sidebars = [block.text for block in truth.of("sidebar")]
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        beside = next((said for said in sidebars if fuzz.ratio(even(said), even(text)) >= 90), None)
        if beside is not None:
            sidebars.remove(beside)
        else:
            read[_STREAMS.get(block.kind, "body")].extend(tokens(text, block.start, index))
    said = {name: _said(truth, kinds) for name, kinds in _KINDS.items()}
    return Streams(
        body=align(said["body"], _without_free_marks(truth, said["body"], read["body"])),
        notes=align(said["notes"], read["notes"]),
        captions=align(said["captions"], read["captions"]),
        tables=align(said["tables"], read["tables"]),
        misplaced=tuple(sidebars),
    )


def _said(truth: Truth, kinds: frozenset[str]) -> list[Token]:
    return [
        token
        for index, block in enumerate(truth.blocks)
        if block.kind in kinds
        for token in tokens(block.text, 0, index)
    ]


def _without_free_marks(truth: Truth, said: Sequence[Token], read: Sequence[Token]) -> list[Token]:
    """What was read without the raised digits of blocks of names: «Ильина П. С.¹» and «¹ Омский университет»."""
    cited = {(index, offset) for _, index, offset in truth.notes_of()}
    free = {
        index
        for index, block in enumerate(truth.blocks)
        if any((index, offset) not in cited for offset, _ in block.note_marks)
        or (block.mark is not None and block.kind != "footnote")
    }
    if not free:
        return list(read)
    aligned = align(said, read)
    marks = {mark for index in free for _, mark in truth.blocks[index].note_marks}
    marks |= {mark for index in free if (mark := truth.blocks[index].mark) is not None}
    marks |= {mark.translate(_RAISED) for mark in marks}
    made = list(read)
    gone: set[int] = set()
    for pair in aligned.pairs:
        if pair.equal or not _near(aligned, pair, free):
            continue
        for at in range(pair.r0, pair.r1):
            word = read[at]
            bare = "".join(sign for sign in word.text if sign not in _SUPERSCRIPTS)
            if bare != word.text:
                made[at] = word._replace(text=bare)
            if not bare or word.text in marks:
                gone.add(at)
    return [word for at, word in enumerate(made) if at not in gone]


def _near(aligned: Aligned, pair: Pair, blocks: set[int]) -> bool:
    """Whether the pair stands in one of the blocks, or at its edge."""
    around = aligned.truth[max(0, pair.t0 - 1) : pair.t1 + 1]
    return any(word.block in blocks for word in around)


def errors(streams: Streams, *, digits_known: bool = True) -> tuple[int, int]:
    """(characters of the body to insert, delete or change, characters of its truth).

    Where the digits can't be known, to withhold one is no error, so all digits look alike.
    """
    said, got = spell(streams.body.truth), spell(streams.body.read)
    if not digits_known:
        said, got = words.masked(said), words.masked(got)
    missing = sum(len(text) for text in streams.misplaced)
    return Levenshtein.distance(said, got) + missing, len(said) + missing


def masked(text: str, *, digits_known: bool) -> str:
    """The text as it is compared where it is a field: NFC, single spaces, digits alike where they can't be known."""
    made = even(text)
    return made if digits_known else words.masked(made)


def error_rate(truth: str, read: str) -> float:
    """Characters to change over those of the truth."""
    return Levenshtein.distance(truth, read) / max(1, len(truth))
