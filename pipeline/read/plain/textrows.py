"""A plain text's lines, and where its pages end: page numbers and running heads taken off.

A page ends at a form feed, at a bare number, or before a line with one space in front (what some tools leave of a form feed).
What comes back at the edges of pages, figures aside, is a running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.model import Furniture
from pipeline.read.ink import Word

_BREAK: Final = re.compile("\r\n|\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_TOKEN: Final = re.compile(r"\S+")
_NUMBER: Final = re.compile(r"[-–—~\[]?\s*\d{1,4}\s*[-–—~\]]?")
_MARKED_NUMBER: Final = re.compile(r"[-–—~]\s*\d{1,4}\s*[-–—~]|\[\s*\d{1,4}\s*\]")
"""A number between dashes is a page's, whatever stands around it."""
_FAR_IN: Final = 12
_DIGITS: Final = re.compile(r"\d+")


class Row(NamedTuple):
    """A line of the file. `blank`: blank lines before it; `page`: it begins a page."""

    text: str
    raw: int
    blank: int
    page: bool
    indent: int

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(token[0], at, 0, at, 0, 0, 0, raw=self.raw + token.start())
            for at, token in enumerate(_TOKEN.finditer(self.text))
        )


def rows_of(text: str) -> list[Row]:
    """The text's lines that aren't blank."""
    rows: list[Row] = []
    start, blank, page = 0, 0, True
    ends = [
        *((match.start(), match.end(), match[0]) for match in _BREAK.finditer(text)),
        (len(text), len(text), ""),
    ]
    for stop, following, sign in ends:
        line = text[start:stop]
        bare = line.strip("\ufeff \t\xa0\u2003\u2002\u3000")
        if bare:
            indent = len(line) - len(line.lstrip())
            rows.append(Row(bare, start + line.index(bare), blank, page, indent))
            blank, page = 0, False
        else:
            blank += 1
        page = page or sign == "\x0c"
        start = following
    single = sum(row.indent == 1 for row in rows)
    if single * 8 <= len(rows):  # what is left of form feeds; where many lines have it, it is no sign
        rows = [row._replace(page=True, indent=0) if row.indent == 1 else row for row in rows]
    return rows


def without_furniture(rows: Sequence[Row]) -> tuple[list[Row], list[Furniture]]:
    """The rows without page numbers and running heads; what follows one begins a page."""
    numbers = {at for at, row in enumerate(rows) if _is_page_number(rows, at)}
    starts = {at + 1 for at in numbers} | {at for at, row in enumerate(rows) if row.page}
    edges = starts | {at - 1 for at in starts if at} | {at - 1 for at in numbers if at}
    counts = Counter(_key(rows[at].text) for at in edges if at < len(rows) and at not in numbers)
    heads = {
        at
        for at in edges
        if at < len(rows)
        and at not in numbers
        and counts[_key(rows[at].text)] >= 2
        and len(rows[at].text) < 120
        and _stands_alone(rows, at)
    }
    kept: list[Row] = []
    gone: list[Furniture] = []
    page = False
    for at, row in enumerate(rows):
        if at in numbers or at in heads:
            kind = "page_number" if at in numbers else "running_head"
            gone.append(Furniture(None, None, kind, row.text))
            page = True
            continue
        kept.append(row._replace(page=row.page or page))
        page = False
    return kept, gone


def _stands_alone(rows: Sequence[Row], at: int) -> bool:
    after = rows[at + 1].blank if at + 1 < len(rows) else 1
    return bool(after or rows[at].blank or rows[at].page)


def _is_page_number(rows: Sequence[Row], at: int) -> bool:
    """A bare number with blank lines (or a page's edge) on both sides."""
    row = rows[at]
    if not _NUMBER.fullmatch(row.text):
        return False
    if _MARKED_NUMBER.fullmatch(row.text):
        return True
    after = rows[at + 1] if at + 1 < len(rows) else None
    beside = [rows[near] for near in (at - 1, at + 1) if 0 <= near < len(rows)]
    if row.indent >= _FAR_IN and not any(
        near.indent >= _FAR_IN or _NUMBER.fullmatch(near.text) for near in beside
    ):
        return True
    below = after is None or after.blank > 0 or after.page
    above = row.blank > 0 or row.page or at == 0
    return (below and above) or (after is not None and after.page) or (row.page and below)


def _key(text: str) -> str:
    return "".join(_DIGITS.sub("#", text.casefold()).split())
