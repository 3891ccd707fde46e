"""Decisions at line ends: is each word that the reader joined, with or without a hyphen, the word of the truth?

Each `hyphen_mended` and `hyphen_kept` is looked up in the alignment: what does the truth have between the two halves? Where the
letters around the place were themselves read wrong, the truth's vocabulary answers, and where that knows neither form nobody
can tell. A word broken or welded without an edit is a wrong decision as well: the reader made it silently.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from alignment import Aligned, Pair, even
from known import Truth
from score_body import page_at
from score_findings import Difference, Findings, Share, around
from score_streams import Streams
from words import between, changes, is_joint

from pipeline.model import Document, Edit

_KINDS: Final = ("hyphen_mended", "hyphen_kept")
_WORD: Final = re.compile(r"\w+(?:[-‐]\w+)*")


def score(truth: Truth, document: Document, streams: Streams) -> Findings:
    """Share `hyphens`; count `hyphens undecided`."""
    edits = [edit for edit in document.edits if edit.kind in _KINDS]
    vocabulary = _vocabulary(truth)
    right = undecided = 0
    wrong: list[Difference] = []
    for edit in edits:
        verdict = _verdict(edit, document, streams, vocabulary)
        if verdict is None:
            undecided += 1
        elif verdict[0]:
            right += 1
        else:
            wrong.append(_difference(f"hyphen: {edit.kind} ({edit.reason})", verdict[1], edit, document))
    silent = [
        difference
        for aligned in (streams.body, streams.notes, streams.captions)
        for difference in _silent(aligned, edits, document)
    ]
    return Findings(
        shares={"hyphens": Share(right, right + len(wrong) + len(silent))},
        counts={"hyphens undecided": undecided},
        differences=(*wrong, *silent),
    )


def _verdict(
    edit: Edit, document: Document, streams: Streams, vocabulary: frozenset[str]
) -> tuple[bool, str] | None:
    """(right?, the truth), or null where it can't be told."""
    left, joint = halves(edit)
    end = edit.at + len(left) + len(joint) + 1
    if not document.text.startswith((left + joint).rstrip(), edit.at):
        return None
    for aligned in streams.all():
        found = _pairs_at(aligned, edit.at, end)
        if not found:
            continue
        if all(pair.equal for pair in found):
            return True, edit.text
        if (verdict := _by_place(edit, aligned, found)) is not None:
            return verdict
    return _by_vocabulary(edit, vocabulary)


def _pairs_at(aligned: Aligned, start: int, end: int) -> list[Pair]:
    first = bisect_right(aligned.read, start, key=lambda word: word.end)
    last = first
    while last < len(aligned.read) and aligned.read[last].start < end:
        last += 1
    return [pair for pair in aligned.pairs if pair.r0 < last and first < pair.r1]


def _by_place(edit: Edit, aligned: Aligned, found: list[Pair]) -> tuple[bool, str] | None:
    """By what the truth has between the halves."""
    whole = Pair(found[0].t0, found[-1].t1, found[0].r0, found[-1].r1, False)
    if any(pair.kind == "added" for pair in found) or whole.r1 - whole.r0 > 60:
        changed = [pair for pair in found if pair.kind != "added"]
        if len(changed) != 1 or changed[0].equal:
            return None
        whole = changed[0]
    said, got = aligned.texts(whole)
    left, joint = halves(edit)
    place = got.find(left + joint)
    if place < 0:
        return None
    expected = between(said, got, place + len(left), len(joint))
    if expected is None:
        return None
    return expected == joint, said


def halves(edit: Edit) -> tuple[str, str]:
    """The word's half at the line's end, and what was put after it."""
    left = even(edit.raw.partition("\n")[0][:-1])
    rest = edit.raw.partition("\n")[2]
    text = even(edit.text)
    return left, text[len(left) : len(text) - len(even(rest))]


def _by_vocabulary(edit: Edit, vocabulary: frozenset[str]) -> tuple[bool, str] | None:
    """By whether the paper has such a word at all."""
    left, joint = halves(edit)
    rest = even(edit.raw.partition("\n")[2])
    for other in (joint, "", "-", "- "):
        words = _WORD.findall(f"{left}{other}{rest}".casefold())
        if words and vocabulary.issuperset(words):
            return other == joint, f"{left}{other}{rest}"
    return None


def _vocabulary(truth: Truth) -> frozenset[str]:
    texts = [block.text for block in truth.blocks]
    texts.extend(cell for table in truth.tables for row in table.rows for cell in row if cell)
    texts.extend(line.text for line in truth.furniture)
    return frozenset(word for text in texts for word in _WORD.findall(even(text).casefold()))


def _silent(aligned: Aligned, edits: list[Edit], document: Document) -> Iterator[Difference]:
    """Words broken or welded that no edit tells of."""
    places = [(edit.at, edit.at + len(edit.text)) for edit in edits]
    for pair in aligned.pairs:
        if pair.kind != "changed":
            continue
        said, got = aligned.texts(pair)
        joints = [change for change in changes(said, got) if is_joint(said, got, change)]
        start, end = aligned.read[pair.r0].start, aligned.read[pair.r1 - 1].end
        if joints and not any(a < end and start < b for a, b in places):
            yield Difference(
                "hyphen: no edit",
                said,
                got,
                *around(aligned, pair),
                page_at(document, aligned.read, pair),
            )


def _difference(group: str, said: str, edit: Edit, document: Document) -> Difference:
    end = edit.at + len(edit.text)
    return Difference(
        group,
        said,
        edit.text,
        document.text[max(0, edit.at - 30) : edit.at],
        document.text[end : end + 30],
        document.page_of(edit.at, end),
    )
