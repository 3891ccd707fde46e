"""Lines → the canonical text, with the way back from each of its characters.

A paragraph is one line of text, words one space apart; blocks are a blank line apart; a table is a line a row with a TAB
between cells. Here hyphens at line ends are settled, note marks taken off, characters brought to NFC; every such
change is an `Edit`. A word broken over a line end becomes two pieces that touch, each with its own box.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.model import Block, Cell, Edit, NoteMark, Piece, Table
from pipeline.read import hyphens, printing
from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.ink import Line, PageInk, Word
from pipeline.russian import morph

_SUPERSCRIPTS: Final = str.maketrans("0123456789()∗", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*")
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_ODD: Final = re.compile(f"[{hyphens.CONTROL}\u00ad\ufffe\uffff\u200b-\u200f\u2060\ufeff\ufb00-\ufb06]")
_TEX: Final = {"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}
_TEX_LIGATURE: Final = re.compile("[\x1b-\x1f](?=[a-z])")
"""TeX's fonts have their ligatures where ASCII has control characters; between Latin letters they are no hyphens."""
_CONTROL_HYPHEN: Final = re.compile(rf"(?<=[^\W_])[{hyphens.CONTROL}](?=[^\W_])")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)\S*[./=?&_%-]$", re.ASCII)
_ADDRESS_TAIL: Final = re.compile(r"[\w./%&=?#~+:@,;-]*[\w/]\.?", re.ASCII)
_CLOSING: Final = re.compile(r"^[,.;:!?»”)\]…]+")
_ENDS: Final = hyphens.HYPHENS + hyphens.CONTROL
_TRIM: Final = "«»„“”\"'()[]{}.,;:!?…"


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
        self.pages = {page.number: page for page in pages}
        self.seen = _vocabulary(items)
        self.out = Written()
        self.spaced: dict[int, tuple[str, str]] = {}
        self.waiting: list[tuple[str, str, str, str]] = []

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
        caption = len(self.out.blocks) - 1 if grid.caption else None
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
        words = [
            (word, at == len(line.words) - 1)
            for line in lines
            for at, word in enumerate(self._closed_up(line.words))
        ]
        empty, pending = True, ""
        for index, (word, is_last) in enumerate(words):
            if word.mark and self._mark(word):
                pending = pending or "mark"
                continue
            text = self._clean(word.text.translate(_SUPERSCRIPTS) if word.mark else word.text)
            if not text:
                continue
            following = words[index + 1][0].text if is_last and index + 1 < len(words) else ""
            if not empty and not (word.glue or (pending == "mark" and _CLOSING.match(text))):
                self._put("" if pending == "joined" else " ")
            pending = ""
            self._record(word)
            if word.mark:
                pending = "mark"
            elif following and (_runs_on(text, following) or (in_cell and _is_torn(text, following))):
                pending = "joined"
            elif following and len(text) > 1 and text[-1] in _ENDS and text[-2].isalnum():
                text, pending = self._broken(text, _cleaned(following)[0])
            elif (text[-1] in _ENDS and not text[-1].isprintable()) or text.endswith(hyphens.PDFIUM):
                text = text[:-1] + "-"
            self._piece(word, text)
            empty = False

    def _closed_up(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words of a line with letter-spaced ones closed up: each letter stays a piece of its own."""
        if sum(len(word.text) < 3 for word in words) < 4:
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
        """The word as `_cleaned` has it; what was done waits to be recorded at the word's place."""
        if text.isascii() and text.isprintable():
            return text
        made, kind = _cleaned(text)
        if kind is not None:
            self.waiting.append((kind, text, made, "glyph"))
        return made

    def _piece(self, word: Word, text: str) -> None:
        box = word.box
        if box is not None and word.page in self.pages:
            box = self.pages[word.page].as_shown(box)
        start = self.out.length
        self._put(text)
        self.out.pieces.append(Piece(start, self.out.length, word.page, box, word.raw))


def _cleaned(text: str) -> tuple[str, str | None]:
    """NFC; a control character between letters is a hyphen; ligatures are letters, invisible characters go.

    With the edit's kind where something was done that an edit tells of.
    """
    if (half := printing.halved(text)) is not None:
        return half, "duplicate_glyph"
    text = unicodedata.normalize("NFC", text)
    if not _ODD.search(text):
        return text, None
    spelled = _TEX_LIGATURE.sub(lambda match: _TEX[match[0]], text.translate(_LIGATURES))
    made = _CONTROL_HYPHEN.sub("-", spelled)
    tail = made[-1] if made[-1] in _ENDS else ""
    return _ODD.sub("", made[: len(made) - len(tail)]) + tail, "ligature" if spelled != text else None


def _is_torn(text: str, following: str) -> bool:
    """A word that a narrow cell tore in two without a hyphen: «Ненефтегазов» over «ые»."""
    following = following.rstrip(_TRIM)
    if not (text[-1].isalpha() and following[:1].islower() and following.isalpha()):
        return False
    text = text.lstrip(_TRIM)
    if morph.is_known(text) and morph.is_known(following):
        return False
    joined = (text + following).casefold()
    return morph.is_known(joined) or morph.is_known(joined.removeprefix("не"))


def _runs_on(text: str, following: str) -> bool:
    """«241–» over «242», or an address that goes on in the next line: nothing stands between."""
    if text[-1] in "–—-" and text[-2:-1].isdigit() and following[0].isdigit():
        return True
    return bool(_ADDRESS.match(text) and _ADDRESS_TAIL.fullmatch(following))


def _vocabulary(items: Iterable[Item]) -> frozenset[str]:
    """The paper's words as they stand unbroken inside lines, casefolded, without punctuation around them."""
    seen: set[str] = set()
    for item in items:
        lines = (
            item.lines
            if isinstance(item, Paragraph)
            else [line for slot in item.slots for line in slot.lines]
        )
        for line in lines:
            words = line.words
            for at, word in enumerate(words):
                text = word.text
                if at == len(words) - 1 and text[-1] in _ENDS:
                    continue
                if at == 0 or text[-1] in _ENDS:  # may be the second half of a broken word
                    continue
                seen.add(text.strip(_TRIM).replace("\u2010", "-").casefold())
    return frozenset(seen)
