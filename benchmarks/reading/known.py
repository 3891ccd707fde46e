"""What a typeset paper of the benchmark says: `truth/NAME.json`, read and checked.

The truth is text as a person reads it: no hyphens of line ends, single spaces, blocks in reading order, footnotes apart with
their marks, what stands on the page and not in the text (running heads, page numbers) apart with its page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

BODY: Final = frozenset(
    "title title_en authors authors_en affiliation affiliation_en udc bbk doi edn journal dates abstract abstract_en "
    "keywords keywords_en heading subheading paragraph list_item quote references reference".split()
)
"""Kinds of block whose text makes up the body stream, front matter and references included."""

APART: Final = frozenset({"footnote", "caption", "caption_en", "table", "figure", "sidebar"})
"""Kinds whose place is the typesetter's: scored on their own."""

_BLOCK_OF_NAMES: Final = frozenset({"authors", "authors_en", "affiliation", "affiliation_en"})


class Block(NamedTuple):
    """A block; `note_marks` are (offset in `text`, mark), `mark` is a footnote's own."""

    kind: str
    text: str
    note_marks: tuple[tuple[int, str], ...] = ()
    mark: str | None = None


class Grid(NamedTuple):
    """A table. A place that another cell spans is None; spans are (row, column, rows, columns)."""

    rows: tuple[tuple[str | None, ...], ...]
    spans: tuple[tuple[int, int, int, int], ...] = ()
    caption: str | None = None
    number: str | None = None


class Line(NamedTuple):
    """A line of furniture on a page (from 1)."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is known about one typeset paper; null or empty where it isn't printed."""

    blocks: tuple[Block, ...]
    tables: tuple[Grid, ...] = ()
    furniture: tuple[Line, ...] = ()
    title: str | None = None
    title_en: str | None = None
    authors: tuple[str, ...] = ()
    udc: str | None = None
    bbk: str | None = None
    doi: str | None = None
    edn: str | None = None
    keywords: tuple[str, ...] = ()
    references: tuple[tuple[int | None, str], ...] = ()

    def of(self, *kinds: str) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind in kinds)

    def notes_of(self) -> tuple[tuple[int, int, int], ...]:
        """(index of a footnote's block, index of the block that cites it, offset in that), in order of the citing.

        The raised digits in a block of names tie authors to affiliations; they are notes only where one follows at once.
        """
        found: list[tuple[int, int, int]] = []
        free = [index for index, block in enumerate(self.blocks) if block.kind == "footnote"]
        for index, block in enumerate(self.blocks):
            for offset, mark in block.note_marks:
                later = (note for note in free if note > index and self.blocks[note].mark == mark)
                note = next(later, None)
                if note is None or (block.kind in _BLOCK_OF_NAMES and not self._at_once(index, note)):
                    continue
                free.remove(note)
                found.append((note, index, offset))
        return tuple(found)

    def _at_once(self, citing: int, note: int) -> bool:
        return all(block.kind == "footnote" for block in self.blocks[citing + 1 : note])


def load(path: Path) -> Truth:
    """The truth in a file. Raises ValueError where it isn't what `Truth` says."""
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error!r}") from error


def parse(said: dict[str, Any]) -> Truth:
    """The truth of a JSON object. Raises KeyError, TypeError, ValueError."""
    return Truth(
        blocks=tuple(_block(block) for block in said["blocks"]),
        tables=tuple(_grid(table) for table in said.get("tables") or ()),
        furniture=tuple(Line(int(line["page"]), line["text"]) for line in said.get("furniture") or ()),
        title=said.get("title"),
        title_en=said.get("title_en"),
        authors=tuple(said.get("authors") or ()),
        udc=said.get("udc"),
        bbk=said.get("bbk"),
        doi=said.get("doi"),
        edn=said.get("edn"),
        keywords=tuple(said.get("keywords") or ()),
        references=tuple((number, text) for number, text in said.get("references") or ()),
    )


def _block(said: dict[str, Any]) -> Block:
    kind = said["kind"]
    if kind not in BODY | APART:
        raise ValueError(f"a block of unknown kind {kind!r}")
    marks = tuple((int(offset), str(mark)) for offset, mark in said.get("note_marks") or ())
    if any(not 0 <= offset <= len(said["text"]) for offset, _ in marks):
        raise ValueError(f"a note's mark outside its block: {said['text'][:40]!r}")
    mark = said.get("mark")
    return Block(kind, said["text"], marks, None if mark is None else str(mark))


def _grid(said: dict[str, Any]) -> Grid:
    rows = tuple(tuple(row) for row in said["rows"])
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"a table with rows of unequal length: {said.get('caption')!r}")
    spans = tuple((int(r), int(c), int(down), int(right)) for r, c, down, right in said.get("spans") or ())
    number = said.get("number")
    return Grid(rows, spans, said.get("caption"), None if number is None else str(number))
