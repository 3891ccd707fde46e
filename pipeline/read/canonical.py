"""Lines → the canonical text, with the way back from each of its characters.

A paragraph is one line of text, words one space apart; blocks are a blank line apart; a table is a line a row with a TAB
between cells. Here hyphens at line ends are settled, note marks taken off, characters brought to NFC; every such
change is an `Edit`. A word broken over a line end becomes two pieces that touch, each with its own box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.model import Block, Box, Cell, Edit, NoteMark, Piece, Table
from pipeline.read import hyphens, printing
from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.ink import Line, PageInk, Word
from pipeline.read.maps.lookalikes import unmixed
from pipeline.read.spelling import ENDS, cleaned, is_plain, is_torn, runs_on

_SUPERSCRIPTS: Final = str.maketrans("0123456789()∗", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*")
_CLOSING: Final = re.compile(r"^[,.;:!?»”)\]…]+")
_SURE: Final = 50
"""Of 100: what OCR is less sure of is marked as a doubt."""
_QUIET: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ.,;:!?)»")
"""A line that ends so is joined to the next by a space, unless it ends within an address."""
_TOKEN: Final = re.compile(r"[^\W_][\w-]*")


@dataclass(slots=True)
class Written:
    """The canonical text under construction, and all that points into it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[tuple[int, str, int]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    doubts: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def note_marks(self, items: Sequence[Item]) -> tuple[NoteMark, ...]:
        """Marks with the index of their footnote's block; item and block have the same index."""
        block_of = {
            item.note: index
            for index, item in enumerate(items)
            if isinstance(item, Paragraph) and item.note is not None
        }
        return tuple(NoteMark(at, mark, block_of.get(note)) for at, mark, note in self.notes)


def write(items: Sequence[Item], pages: Sequence[PageInk] = ()) -> Written:
    """The items as one text. Each item gives one block, in order."""
    return _Writer(items, pages).run()


class _Writer:
    def __init__(self, items: Sequence[Item], pages: Sequence[PageInk]) -> None:
        self.items = items
        self.pages: dict[int | None, PageInk] = {page.number: page for page in pages}
        self.seen = _vocabulary(items)
        self.out = Written()
        self.spaced: dict[int, tuple[str, str]] = {}
        self.waiting: list[tuple[str, str, str, str]] = []
        self.turned: set[int | None] = {page.number for page in pages if page.frame.turn != page.shown.turn}
        self.before: str | None = (
            None  # how the word before ended: null at a block's beginning, "mark", "joined" or ""
        )

    def run(self) -> Written:
        for item in self.items:
            if self.out.parts:
                self._put("\n\n")
            start = self.out.length
            if isinstance(item, Grid):
                self._grid(item)
                block = Block(start, self.out.length, "table", item.page)
            else:
                self._lines(item.lines)
                size = round(item.size, 2) if item.page is not None else None
                block = Block(
                    start, self.out.length, item.kind, item.page, item.level, size, item.bold, item.centred
                )
            self.out.blocks.append(block)
        return self.out

    def _put(self, text: str) -> None:
        self.out.parts.append(text)
        self.out.length += len(text)

    def _grid(self, grid: Grid) -> None:
        cells: list[Cell] = []
        by_place = {(slot.row, slot.column): slot for slot in grid.slots}
        for row in range(grid.n_rows):
            if row:
                self._put("\n")
            for column in range(grid.n_columns):
                if column:
                    self._put("\t")
                slot = by_place.get((row, column))
                if slot is not None:
                    cells.append(self._slot(slot))
        caption = self._caption(grid.caption)
        self.out.tables.append(
            Table(
                block=len(self.out.blocks),
                caption=caption,
                number=grid.number,
                page=grid.page,
                box=grid.box,
                n_rows=grid.n_rows,
                n_columns=grid.n_columns,
                cells=tuple(cells),
            )
        )

    def _caption(self, back: int) -> int | None:
        """Index of the block of a table's caption; notes that it cites may stand between."""
        blocks = self.out.blocks
        if back < 1:
            return len(blocks) + 1 if back else None
        found = [at for at in range(len(blocks) - 1, -1, -1) if blocks[at].kind == "caption"]
        return found[back - 1] if len(found) >= back else None

    def _slot(self, slot: Slot) -> Cell:
        start, mark = self.out.length, len(self.out.parts)
        self._lines(slot.lines, in_cell=True)
        text = "".join(self.out.parts[mark:])
        page = slot.lines[0].page if slot.lines else None
        return Cell(
            slot.row,
            slot.column,
            start,
            self.out.length,
            text,
            slot.header,
            slot.row_span,
            slot.column_span,
            page,
            slot.box,
        )

    def _lines(self, lines: Sequence[Line], in_cell: bool = False) -> None:
        """The lines' words with what belongs between them."""
        self.before = None
        plain: list[Word] = []
        for at, line in enumerate(lines):
            words = line.words
            if len(words) > 1 and _is_plain(line):
                if not in_cell and line.text[-1] in _QUIET and not words[-1].text[0].isascii():
                    plain += words
                    continue
                plain += words[:-1]
                words = words[-1:]
            else:
                words = tuple(self._closed_up(words))
            self._plain(plain)
            plain = []
            for word in words[:-1]:
                self._word(word, "", in_cell)
            self._word(words[-1], lines[at + 1].words[0].text if at + 1 < len(lines) else "", in_cell)
        self._plain(plain)

    def _plain(self, words: Sequence[Word]) -> None:
        """Words that are written as they are printed, a space apart."""
        if not words:
            return
        self._gap(words[0].text, glue=False)
        start, made = self.out.length, []
        for word in words:
            text = word.text
            end = start + len(text)
            made.append((start, end, word.page, word.box, word.raw))
            if word.sure < _SURE:
                self.out.doubts.append((start, end))
            start = end + 1
        if self.turned:
            made = [(*row[:3], self._shown(row[2], row[3]), row[4]) for row in made]
        self.out.pieces.extend(map(Piece._make, made))
        self._put(" ".join([word.text for word in words]))
        self.before = ""

    def _shown(self, page: int | None, box: Box | None) -> Box | None:
        """The box as a viewer shows the page."""
        return box if box is None or page not in self.turned else self.pages[page].as_shown(box)

    def _word(self, word: Word, following: str, in_cell: bool) -> None:
        """One word; `following` is what the next line begins with, empty inside a line."""
        if word.mark and self._mark(word):
            if self.before is not None:
                self.before = self.before or "mark"
            return
        text = self._clean(word.text.translate(_SUPERSCRIPTS) if word.mark else word.text)
        if not text:
            return
        self._gap(text, word.glue)
        self.before = ""
        self._record(word)
        if word.mark:
            self.before = "mark"
        elif following and (runs_on(text, following) or (in_cell and is_torn(text, following))):
            self.before = "joined"
        elif following and len(text) > 1 and text[-1] in ENDS and text[-2].isalnum():
            text, self.before = self._broken(text, cleaned(following)[0])
        elif (text[-1] in ENDS and not text[-1].isprintable()) or text.endswith(hyphens.PDFIUM):
            text = text[:-1] + "-"
        self._piece(word, text)

    def _gap(self, text: str, glue: bool) -> None:
        """What stands between the word before and this one: nothing at a paragraph's beginning or within a word."""
        if self.before is None or glue or (self.before == "mark" and _CLOSING.match(text)):
            return
        self._put("" if self.before == "joined" else " ")

    def _closed_up(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words of a line with letter-spaced ones closed up: each letter stays a piece of its own."""
        if (short := sum(len(word.text) < 3 for word in words)) < 4 and short < max(3, len(words)):
            return words
        result = list(words)
        for start, end in printing.spaced(words):
            said = [word.text for word in words[start:end]]
            self.spaced[id(words[start])] = (" ".join(said), "".join(said))
            result[start + 1 : end] = [word._replace(glue=True) for word in words[start + 1 : end]]
        return result

    def _record(self, word: Word) -> None:
        """What was done to the word that is about to be written, as edits at its place."""
        if id(word) in self.spaced:
            raw, made = self.spaced.pop(id(word))
            self.waiting.append(("letter_spacing", raw, made, "known_word"))
        self.out.edits.extend(Edit(self.out.length, *what) for what in self.waiting)
        self.waiting.clear()

    def _mark(self, word: Word) -> bool:
        """Takes a note's mark off; false where the raised digit is no note's mark («м²»)."""
        if word.note is None:
            return False
        self.out.notes.append((self.out.length, word.text, word.note))
        self.out.edits.append(Edit(self.out.length, "note_mark", word.text, "", "footnote"))
        return True

    def _broken(self, text: str, following: str) -> tuple[str, str]:
        left, sign = text[:-1], text[-1]
        decision = hyphens.decide(left, following, self.seen, sign)
        kind = "hyphen_kept" if decision.between else "hyphen_mended"
        made = left + decision.between.strip()
        self.out.edits.append(
            Edit(
                self.out.length,
                kind,
                f"{text}\n{following}",
                f"{left}{decision.between}{following}",
                decision.reason,
            )
        )
        return made, "" if decision.between == "- " else "joined"

    def _clean(self, text: str) -> str:
        """The word as `spelling.cleaned` has it; what was done waits to be recorded at the word's place."""
        if text.isascii() and text.isprintable():
            return text
        made, kind = cleaned(text)
        if (respelt := unmixed(made)) != made:
            self.waiting.append(("decoded", made, respelt, "one_script"))
            made = respelt
        if kind is not None:
            self.waiting.append((kind, text, made, "glyph"))
        return made

    def _piece(self, word: Word, text: str) -> None:
        start, box = self.out.length, self._shown(word.page, word.box)
        self._put(text)
        self.out.pieces.append(Piece(start, self.out.length, word.page, box, word.raw))
        if word.sure < _SURE:
            self.out.doubts.append((start, self.out.length))


def _is_plain(line: Line) -> bool:
    """Whether its words but the last can be written as they are printed: no marks, nothing odd, no letter-spacing."""
    short = 0
    for word in line.words:
        if word.mark or word.glue:
            return False
        short += len(word.text) < 3
    return short < 4 and short < max(3, len(line.words)) and is_plain(line.text[:-1])


def _vocabulary(items: Iterable[Item]) -> hyphens.Seen:
    """The paper's words as they stand unbroken inside lines, casefolded, without punctuation around them.

    A line's first word may be the second half of a broken one, and its last the first half.
    """
    inner: list[str] = []
    for item in items:
        lines = (
            item.lines
            if isinstance(item, Paragraph)
            else [line for slot in item.slots for line in slot.lines]
        )
        for line in lines:
            text = line.text
            end = text.rfind(" ") if text[-1:] in ENDS else len(text)
            inner.append(text[text.find(" ") + 1 or end : end])
    return hyphens.Seen(_TOKEN.findall("\n".join(inner).replace("\u2010", "-").casefold()))
