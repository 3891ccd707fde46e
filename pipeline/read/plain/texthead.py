"""The head of a plain text's table: a line of words, or a few → so many cells.

Where the text keeps two spaces or a tab between them, those tell; else a cell begins with a capital or a year: «Год Экспорт Доля
России в обороте, %» is three cells and not four, since a name in the genitive goes on with the cell before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.ink import Word
from pipeline.read.plain.textrows import Row
from pipeline.russian import morph


def cells(words: Sequence[Word], columns: int, rows: Sequence[Row]) -> list[tuple[Word, ...]] | None:
    """The head's words in so many cells, or null where that can't be told."""
    if not words:
        return None
    by_gap = [part for part in re.split(r"\t|\s{2,}", rows[0].text) if part]
    if len(rows) == 1 and len(by_gap) == columns:
        made: list[tuple[Word, ...]] = []
        rest = list(words)
        for part in by_gap:
            count = len(part.split())
            made.append(tuple(rest[:count]))
            rest = rest[count:]
        return made
    starts = [at for at, word in enumerate(words) if at == 0 or _begins_cell(words, at)]
    if len(starts) > columns:
        starts = [at for at in starts if at == 0 or not _is_complement(words[at].text)]
    if len(starts) != columns:
        return None
    return [tuple(words[start:end]) for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]


def _begins_cell(words: Sequence[Word], at: int) -> bool:
    text = words[at].text
    if re.fullmatch(r"(?:19|20)\d\d(?:[–-](?:19|20)?\d\d)?", text):
        return True
    before = words[at - 1].text
    return text[0].isupper() and not before.endswith((",", "«", "(", "—", "–")) and not _is_complement(text)


def _is_complement(text: str) -> bool:
    """A name in the genitive that goes on with the cell before it: «Доля России»."""
    word = text.strip(",.()«»")
    parses = morph.parses(word)
    return (
        bool(parses) and parses[0].is_name and parses[0].case in ("gent", "datv", "ablt", "loct")
    ) or word.isupper()
