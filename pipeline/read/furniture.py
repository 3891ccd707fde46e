"""What stands on the page and not in the text: page numbers, running heads, stamps, numbers of lines in the margin.

A line at the page's head or foot is furniture when it comes back on other pages (figures aside: «2024. Т. 48, № 2 (135–148)»
has the page in it; left and right pages may have heads of their own), or is a bare number that counts with the pages. It
stands between two halves of a sentence, so whatever slips through breaks the text. But a footnote's last words may come back
at one height too («(дата обращения: 09.11.2020)»): furniture stands apart from the text, by a gap, a rule or its size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.model import Furniture
from pipeline.read import edges, margins
from pipeline.read.cues import CAPTION, FRONT
from pipeline.read.glyphs import HYPHEN
from pipeline.read.ink import PageInk
from pipeline.read.runs import Run

_LETTERS: Final = re.compile(r"[a-zа-я]", re.IGNORECASE)
_CODE: Final = re.compile(r"(?:УДК|UDC|ББК)\b")
"""Proceedings print one at the head of every paper, and so of every other page."""
_IMPRINT: Final = re.compile(
    r"ISSN|©|\([Cc]\)\s|Creative Commons|https?://|www\.|\bdoi\b|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*$",
    re.IGNORECASE,
)
"""At a page's foot, apart from the text: the publisher's own words, on the first page only as likely as not."""
_ISSUE: Final = re.compile(
    r"(?=.*\b(?:19|20)\d\d\b)(?=.*(?:№|\bТ(?:ом)?\.?\s*\d|\b[Вв]ып\.|\bVol\.|\bNo\.?\s*\d|\bС\.\s*\d+[–-]\d))"
)
"""«Вестник. 2024. Т. 48, № 2 (135–148)»: a year beside a number of volume or issue."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_OPENING: Final = 40
"""So many runs of the first page hold the title and the authors."""
_FAR: Final = 2.2
"""The publisher's own words are at least so many sizes below the last line of text or notes."""


class Kept(NamedTuple):
    """A page's runs without the furniture, and the furniture."""

    runs: list[Run]
    furniture: tuple[Furniture, ...]


def strip(pages: Sequence[PageInk], runs: Sequence[list[Run]], size: float) -> list[Kept]:
    """Each page's runs (sorted from the top down) without its furniture; `size` is the body's."""
    stamped = list(margins.strip(pages, runs))
    outer = [list(edges.of_page(page, left.runs)) for page, left in zip(pages, stamped, strict=True)]
    turned = "".join([edges.key_of(word.text) for page in pages for word in page.aside])
    known = _Known(outer, size, _opening(stamped[0].runs) if stamped else frozenset(), turned)
    return [
        _strip(page, left.runs, left.furniture, known.of(rows))
        for page, left, rows in zip(pages, stamped, outer, strict=True)
    ]


def _strip(
    page: PageInk, runs: list[Run], before: tuple[Furniture, ...], rows: Sequence[tuple[str, edges.Row]]
) -> Kept:
    if not rows:
        return Kept(runs, before)
    gone = {id(run) for _, row in rows for run in row.runs}
    found = (Furniture(page.number, page.as_shown(row.line.box), kind, row.line.text) for kind, row in rows)
    return Kept([run for run in runs if id(run) not in gone], (*before, *found))


class _Known:
    """What the edges of all pages say: which texts come back at one height, which numbers count with the pages."""

    def __init__(
        self, outer: Sequence[Sequence[edges.Row]], size: float, opening: frozenset[str], turned: str
    ) -> None:
        self.size, self.opening, self.turned = size, opening, turned
        self.first = [
            edges.key_of(part)
            for row in (outer[0] if outer else ())
            if row.place == "head"
            for part in row.parts
        ]
        self.heights: dict[tuple[str, str], list[tuple[float, int]]] = {}
        self.offsets = Counter[tuple[str, int]]()
        self.lettered = Counter[str]()
        self.numbered: dict[int, set[int]] = {}
        self.known: dict[str, list[tuple[float, float]]] = {"head": [], "foot": []}
        for row in (row for rows in outer for row in rows):
            for part in row.parts:
                self.heights.setdefault((row.place, edges.key_of(part)), []).append((row.line.base, row.page))
                if number := edges.number_of(part):
                    self.offsets[number[0], number[1] - row.page] += 1
            for end in () if row.depth else edges.at_ends(row):
                self.numbered.setdefault(end - row.page, set()).add(row.page)
            if not row.depth and _LETTERS.fullmatch(row.line.text):
                self.lettered[row.place] += 1
        for rows in outer:
            for _, row in self._plain(rows):
                self.known[row.place].append((row.line.base, row.line.size))

    def of(self, rows: Sequence[edges.Row]) -> list[tuple[str, edges.Row]]:
        """The page's furniture, with its kind, from the edges inwards."""
        found = self._plain(rows)
        taken = {row.place for _, row in found}
        for row in rows:
            if row.depth or row.place in taken:
                continue
            if self._stands_as_others(row) or self._is_lone(row) or self._has_number(row, found):
                found.append(("running_head", row))
        return found

    def _plain(self, rows: Sequence[edges.Row]) -> list[tuple[str, edges.Row]]:
        """What says for itself that it is furniture."""
        found: list[tuple[str, edges.Row]] = []
        for place in ("head", "foot"):
            here: list[tuple[str, edges.Row]] = []
            for row in rows:
                if row.place != place:
                    continue
                kind = self._kind(row) or ("running_head" if self._is_beyond_number(row, rows) else None)
                if kind is None:
                    break
                here.append((kind, row))
                if kind == "imprint" and _may_be_last(kind, row):  # what is above may be notes with addresses
                    break
            while here and not _may_be_last(*here[-1]):
                here.pop()
            found.extend(here)
        return found

    def _kind(self, row: edges.Row) -> str | None:
        """`page_number`, `running_head`, or null for what belongs to the text."""
        if _CODE.match(row.line.text) or row.line.words[0].mark:  # a mark begins a footnote
            return None
        numbers = [self._is_page_number(part, row) for part in row.parts]
        if all(numbers):
            return "page_number"
        counted = row.apart and not row.depth and any(numbers) and len(row.line.text) < 160
        if counted and any(self._counts(part, row.page) for part in row.parts):
            return "running_head"
        if all(
            number or self._comes_back(part, row) for number, part in zip(numbers, row.parts, strict=True)
        ):
            return "running_head"
        imprint = (
            row.place == "foot"
            and row.line.size < 1.06 * self.size
            and len(row.line.text) < 160
            and _IMPRINT.search(row.line.text)
        )
        return "imprint" if imprint else None

    def _is_beyond_number(self, row: edges.Row, rows: Sequence[edges.Row]) -> bool:
        """Whether the page's number stands inwards of the page's outermost row, apart from the text: no text stands beyond it."""
        if row.depth or row.place != "head" or len(row.line.text) > 160 or not row.inner.isdecimal():
            return False
        inner = next((other for other in rows if other.place == row.place and other.depth == 1), None)
        if inner is None or self._kind(inner) != "page_number":
            return False
        number = edges.number_of(inner.line.text)
        return number is not None and (number[1] == row.page or self._counts(inner.line.text, row.page))

    def _counts(self, part: str, page: int) -> bool:
        number = edges.number_of(part)
        return number is not None and self.offsets[number[0], number[1] - page] >= 2

    def _is_page_number(self, part: str, row: edges.Row) -> bool:
        wide = row.gap > 1.7 * max(8.0, row.line.size)
        if number := edges.number_of(part):
            alone = number[0] == "arabic" and wide and len(row.parts) == 1
            if alone or self._counts(part, row.page):
                return True
        return bool(_LETTERS.fullmatch(part)) and wide and not row.depth and self.lettered[row.place] >= 3

    def _comes_back(self, part: str, row: edges.Row) -> bool:
        """The same words at the same height on another page; or, in a short paper, those that the imprint begins with."""
        key = edges.key_of(part)
        here = self.heights[row.place, key]
        if row.line.size > 1.25 * self.size and "#" in key:  # «Глава 2» where «Глава 1» was
            return False
        if (
            row.place == "foot" and "#" in key and sum(map(str.isalpha, key)) < 4
        ):  # «2019 г.», a note's last words
            return False
        if any(page != row.page and abs(base - row.line.base) < 3 for base, page in here):
            return True
        if row.place != "head" or row.depth or row.page == 1 or len(key) < 12 or "#" not in key:
            return False
        return any(first.startswith(key) for first in self.first)

    def _has_number(self, row: edges.Row, found: Sequence[tuple[str, edges.Row]]) -> bool:
        """A head whose first or last word is this page's number, with a space between, on a page that has no other."""
        words = row.line.words
        if not row.apart or len(words) < 3 or len(row.line.text) > 160 or CAPTION.match(row.line.text):
            return False
        if any(self._counts(part, row.page) for _, other in found for part in other.parts):
            return False
        return any(len(self.numbered.get(number - row.page, ())) > 2 for number in edges.at_ends(row))

    def _stands_as_others(self, row: edges.Row) -> bool:
        """A line apart, of the height and size of other pages' heads: the head of left pages, in a paper with one of them."""
        if not row.apart or row.page == 1 or _CODE.match(row.line.text) or len(row.line.text) > 160:
            return False
        wide = row.gap > 1.5 * row.line.size and row.line.size < 1.25 * self.size
        alike = sum(
            abs(base - row.line.base) < 1.5 and abs(size - row.line.size) < 0.3
            for base, size in self.known[row.place]
        )
        return wide and alike >= 2 and not row.line.text[0].islower()

    def _is_lone(self, row: edges.Row) -> bool:
        """A head that no other page has, as in a paper of two pages: it cuts a sentence, or says what heads say.

        That is what another page has on its side, an issue's number and year (at a page's foot too), the page's number at its outer end, or the names and title
        that the paper begins with.
        """
        text = row.line.text
        if not row.apart or row.line.size > 1.06 * self.size or len(text) > 160 or row.line.words[0].mark:
            return False
        wide = row.gap > 1.5 * row.line.size
        if row.place == "head" and len(text) > 11 and edges.key_of(text) in self.turned:
            return True
        if row.place == "foot" or row.page == 1:
            numbered = len(row.parts) > 1 and any(
                edges.number_of(part) for part in (row.parts[0], row.parts[-1])
            )
            if row.place == "head" and wide and not (FRONT.match(text) or " // " in text):
                quiet = row.line.size < 0.97 * self.size
                quiet = quiet and (len(row.parts) > 1 or not text.isupper())
                spread = numbered or (len(row.parts) > 1 and bool(_ISSUE.search(text)))
                if (quiet or spread) and self._is_over_text(row) and ":" not in text:
                    return True
                if quiet and ("ISSN" in text or _ISSUE.search(text)) and self._is_level_with_heads(row):
                    return True
            return (row.place == "foot" or numbered) and wide and bool(_ISSUE.search(text))
        if _CODE.match(text) or CAPTION.match(text) or " // " in text:  # an entry of a list of references
            return False
        if _ISSUE.search(text):
            return True
        if not _reads(text):
            return False
        if row.inner[:1].islower() and len(row.inner) > 24 and not text.endswith((",", ":", "-", HYPHEN)):
            return True
        if row.line.bold and row.line.size > 0.97 * self.size:
            return False
        words = [word for word in _WORD.findall(text.casefold()) if len(word) > 3]
        quiet = row.line.size < 0.97 * self.size or text.isupper()  # no heading is
        known = quiet and bool(words) and all(self._is_opening(word, row) for word in words)
        return (known and wide) or (
            len(row.parts) > 1 and any(edges.number_of(part) for part in (row.parts[0], row.parts[-1]))
        )

    def _is_level_with_heads(self, row: edges.Row) -> bool:
        """Whether the row stands as high as other pages' heads do, over the text and not at its top."""
        return any(abs(base - row.line.base) < 3 for base, _ in self.known[row.place])

    def _is_over_text(self, row: edges.Row) -> bool:
        """Whether a full line of the body is the next thing below: a title, names or a heading would be louder than that."""
        words = row.next_in
        size = words[0].size if words else 0.0
        plain = abs(size - self.size) < 0.06 * self.size and not any(word.bold for word in words)
        return plain and len(row.inner) > 40 and _reads(row.inner) and not _CODE.match(row.line.text)

    def _is_opening(self, word: str, row: edges.Row) -> bool:
        """Whether the paper begins with the word; on a scan, or with one that is read a letter otherwise."""
        if word in self.opening or not any(seen.sure < 100 for seen in row.line.words):
            return word in self.opening
        return len(word) > 5 and any(_nearly(word, other) for other in self.opening)


def _nearly(one: str, other: str) -> bool:
    """Whether two words differ by one letter, put in, left out or read as another.

    >>> _nearly("инститиуты", "институты"), _nearly("торговли", "торговля"), _nearly("торг", "торговля")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer[same + 1 :] == shorter[same + (len(one) == len(other)) :]


def _may_be_last(kind: str, row: edges.Row) -> bool:
    """Whether furniture may end with this row, seen from the page's edge; an imprint («© Автор, 2021») stands far off."""
    if kind == "imprint":
        return row.gap > _FAR * row.line.size
    return row.apart or kind == "page_number"


def _reads(text: str) -> bool:
    """Whether a row is of words; a formula set off at a page's head isn't."""
    return "=" not in text and 2 * sum(map(str.isalpha, text)) > len(text.replace(" ", ""))


def _opening(runs: Sequence[Run]) -> frozenset[str]:
    """Words that the paper begins with, its title and authors among them, casefolded."""
    return frozenset(word for run in runs[:_OPENING] for word in _WORD.findall(run.text.casefold()))
