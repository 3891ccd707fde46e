"""Footnotes are tied to their marks, and put after the paragraph that holds the mark.

Whether a raised digit is a note's mark at all («м²») shows only here: it has a footnote. Digits may begin anew on each page,
and two stars may stand on one: a mark belongs to the first footnote of its page with that label that no mark has yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final, TypeAlias

from pipeline.read.flow import Item, Paragraph
from pipeline.read.footnotes import Note
from pipeline.read.ink import Line, Word
from pipeline.read.notemarks import label_of

_POWER_OF: Final = re.compile(r"(?:.*[\d/(])?(?:[кмсднk]?м|[kcdmn]?m|10)", re.IGNORECASE)
_Index: TypeAlias = Mapping[tuple[int, str | None], Sequence[int]]

_mark = attrgetter("mark")


def tie(items: Sequence[Item], notes: Sequence[Note]) -> list[Item]:
    """The items with each footnote after the paragraph that holds its mark, and each mark tied to its footnote."""
    if not notes:
        return list(items)
    whole = _whole(notes)
    index: dict[tuple[int, str | None], list[int]] = {}
    for at, note in enumerate(whole):
        index.setdefault((note.page, note.label), []).append(at)
    marked = [
        line
        for item in items
        if isinstance(item, Paragraph)
        for line in item.lines
        if True in map(_mark, line.words)
    ]
    authors = _authors_marks(marked) | _powers(marked)
    placed: set[int] = set()
    result: list[Item] = []
    for item in items:
        if not isinstance(item, Paragraph):
            result.append(item)
            continue
        lines, tied = _tied(item.lines, index, authors, placed)
        result.append(item._replace(lines=lines))
        result.extend(_block(whole[at], at) for at in tied)
    for at, note in enumerate(whole):
        if at not in placed:
            result.insert(_last_on(result, note.page), _block(note, at))
    return result


def _whole(notes: Sequence[Note]) -> list[Note]:
    """The footnotes, with what goes on in the next column or overleaf at the end of the one that it belongs to."""
    whole: list[Note] = []
    for note in notes:
        if note.label is None and whole:
            whole[-1] = whole[-1]._replace(lines=(*whole[-1].lines, *note.lines))
        else:
            whole.append(note)
    return whole


def _block(note: Note, at: int) -> Paragraph:
    return Paragraph("footnote", note.lines, note=at, label=note.label)


def _tied(
    lines: tuple[Line, ...], index: _Index, authors: set[int], placed: set[int]
) -> tuple[tuple[Line, ...], list[int]]:
    """The lines with their marks tied, and the footnotes that are to stand behind them, which `placed` then has too."""
    tied: list[int] = []
    made: list[Line] = []
    for line in lines:
        if True not in map(_mark, line.words):
            made.append(line)
            continue
        words = []
        for word in line.words:
            note = _note_of(word, index, placed) if word.mark and id(word) not in authors else None
            if note is not None:
                word = word._replace(note=note)
                if note not in placed:
                    placed.add(note)
                    tied.append(note)
            words.append(word)
        made.append(line._replace(words=tuple(words)))
    return tuple(made), tied


def _authors_marks(lines: Sequence[Line]) -> set[int]:
    """Marks (as `id`s) that tie authors to affiliations: one begins a line, and those before it have the same label."""
    found: set[int] = set()
    seen: dict[tuple[int | None, str], list[int]] = {}
    for line in lines:
        for at, word in enumerate(line.words):
            if word.mark:
                same = seen.setdefault((word.page, label_of(word.text)), [])
                same.append(id(word))
                if not at and not word.glue:
                    found.update(same)
    return found


def _powers(lines: Sequence[Line]) -> set[int]:
    """Marks (as `id`s) that are powers, «км²» and «10⁶»: behind a unit or a ten, where another mark of the page has the label."""
    powers: list[Word] = []
    others: set[tuple[int | None, str]] = set()
    for line in lines:
        for before, word in pairwise(line.words):
            label = label_of(word.text)
            ten = before.text.endswith("10")
            if word.mark and word.glue and _POWER_OF.fullmatch(before.text) and (label in "23" or ten):
                powers.append(word)
            elif word.mark:
                others.add((word.page, label))
    return {id(word) for word in powers if (word.page, label_of(word.text)) in others}


def _note_of(word: Word, index: _Index, placed: set[int]) -> int | None:
    """The footnote on the mark's page, or where it didn't fit there, on the next."""
    page, label = word.page or 0, label_of(word.text)
    if not label:  # notes without a mark have none
        return None
    here = index.get((page, label)) or index.get((page + 1, label), ())
    return next((at for at in here if at not in placed), here[0] if here else None)


def _last_on(items: Sequence[Item], page: int) -> int:
    """Where a footnote without a mark goes: after the last item that begins on its page."""
    last = 0
    for at, item in enumerate(items):
        if item.page is not None and item.page <= page:
            last = at + 1
    return last
