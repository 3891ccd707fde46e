"""What stands on the page and not in the text: page numbers, running heads, stamps in the margin.

A line at the page's head or foot is furniture when it comes back on other pages (figures aside: «2024. Т. 48, № 2 (135–148)»
has the page in it; left and right pages may have heads of their own), or is a bare number that counts with the pages. It
stands between two halves of a sentence, so whatever slips through breaks the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Furniture
from pipeline.read.ink import Line, PageInk, Word, line_of, spell

_DEPTH = 3
"""So many rows from the top and from the bottom may be furniture."""

_NUMBER = re.compile(r"[-–—•~\[(|]*\s*(\d{1,4})\s*[-–—•~\])|]*")
_LETTERS = re.compile(r"[ivxlc]{1,6}|[a-zа-я]", re.IGNORECASE)
_CODE = re.compile(r"(?:УДК|UDC|ББК)\b")
"""Proceedings print one at the head of every paper, and so of every other page."""
_DIGITS = re.compile(r"\d+")
_PART_GAP = 2.0
"""Words farther apart than this many sizes are two things in one row: a head and a page number."""


class Kept(NamedTuple):
    """A page's words without the furniture, and the furniture."""

    words: tuple[Word, ...]
    furniture: tuple[Furniture, ...]


class _Row(NamedTuple):
    """A row at the page's edge; `gap` is the space to the next row inwards, in points."""

    line: Line
    parts: tuple[str, ...]
    page: int
    place: str
    depth: int
    gap: float


def strip(pages: Sequence[PageInk]) -> list[Kept]:
    """Each page without its furniture."""
    edges = [_edges(page) for page in pages]
    known = _Known(edges)
    return [_strip(page, rows, known) for page, rows in zip(pages, edges, strict=True)]


def _strip(page: PageInk, rows: Sequence[_Row], known: _Known) -> Kept:
    gone: list[Furniture] = []
    words: set[int] = set()
    for place in ("head", "foot"):
        for row in (row for row in rows if row.place == place):
            kind = known.kind(row)
            if kind is None:
                break
            gone.append(Furniture(page.number, page.as_shown(row.line.box), kind, row.line.text))
            words.update(map(id, row.line.words))
    return Kept(tuple(word for word in page.words if id(word) not in words), tuple(gone))


class _Known:
    """What the edges of all pages say: which texts come back at one height, which numbers count with the pages."""

    def __init__(self, edges: Sequence[Sequence[_Row]]) -> None:
        self.first = [
            _key(part) for row in (edges[0] if edges else ()) if row.place == "head" for part in row.parts
        ]
        self.heights: dict[tuple[str, str], list[tuple[float, int]]] = {}
        self.offsets = Counter[int]()
        self.lettered = Counter[str]()
        for row in (row for rows in edges for row in rows):
            for part in row.parts:
                self.heights.setdefault((row.place, _key(part)), []).append((row.line.base, row.page))
                number = _NUMBER.fullmatch(part)
                if number:
                    self.offsets[int(number[1]) - row.page] += 1
            if not row.depth and _LETTERS.fullmatch(row.line.text):
                self.lettered[row.place] += 1

    def kind(self, row: _Row) -> str | None:
        """`page_number`, `running_head`, or null for what belongs to the text."""
        if _CODE.match(row.line.text):
            return None
        if all(self._is_page_number(part, row) for part in row.parts):
            return "page_number"
        if all(self._is_page_number(part, row) or self._comes_back(part, row) for part in row.parts):
            return "running_head"
        return None

    def _is_page_number(self, part: str, row: _Row) -> bool:
        apart = row.gap > 1.7 * max(8.0, row.line.size)
        number = _NUMBER.fullmatch(part)
        if number:
            return self.offsets[int(number[1]) - row.page] >= 2 or (apart and len(row.parts) == 1)
        return bool(_LETTERS.fullmatch(part)) and apart and not row.depth and self.lettered[row.place] >= 3

    def _comes_back(self, part: str, row: _Row) -> bool:
        """The same words at the same height on another page; or, in a short paper, those that the imprint begins with."""
        key = _key(part)
        here = self.heights[row.place, key]
        if any(page != row.page and abs(base - row.line.base) < 3 for base, page in here):
            return True
        if row.place != "head" or row.depth or row.page == 1 or len(key) < 12 or "#" not in key:
            return False
        return any(first.startswith(key) for first in self.first)


def _edges(page: PageInk) -> list[_Row]:
    """The first and last rows of the page."""
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda word: word.base):
        if rows and word.base - rows[-1][0].base < 0.3 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [line_of(row) for row in rows]
    gaps = [below.base - above.base for above, below in pairwise(lines)]
    found: list[_Row] = []
    for depth in range(min(_DEPTH, len(lines))):
        gap = gaps[depth] if depth < len(gaps) else 99.0
        found.append(_Row(lines[depth], _parts(lines[depth]), page.number, "head", depth, gap))
    for depth in range(min(_DEPTH, len(lines) - len(found))):
        at = len(lines) - 1 - depth
        found.append(
            _Row(lines[at], _parts(lines[at]), page.number, "foot", depth, gaps[at - 1] if at else 99.0)
        )
    return found


def _parts(line: Line) -> tuple[str, ...]:
    """The line's text, parted at wide gaps; a number at either end is a part of its own."""
    groups: list[list[Word]] = []
    for word in line.words:
        if groups and word.x0 - groups[-1][-1].x1 < _PART_GAP * max(word.size, groups[-1][-1].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    if len(groups) == 1 and len(line.words) > 1:
        words = list(line.words)
        if _NUMBER.fullmatch(words[0].text) and words[1].x0 - words[0].x1 > words[0].size:
            groups = [words[:1], words[1:]]
        elif _NUMBER.fullmatch(words[-1].text) and words[-1].x0 - words[-2].x1 > words[-1].size:
            groups = [words[:-1], words[-1:]]
    return tuple(spell(group) for group in groups)


def _key(text: str) -> str:
    """A text as it looks on every page: figures aside, without white space."""
    return "".join(_DIGITS.sub("#", text.casefold()).split())
