"""Lines of words → text: what stands between words, hyphens, note marks, letter-spacing; each with the way back.

Most words are written as they are printed, a space apart, and go in one stroke. The others (a line's last one that may be
broken, marks, odd characters) are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from operator import add, attrgetter, itemgetter
from typing import Final

from pipeline.model import Block, Box, Edit, NoteMark, Piece, Table
from pipeline.read import hyphens, printing
from pipeline.read.flow import Item, Paragraph
from pipeline.read.ink import Line, PageInk, Word, maker
from pipeline.read.maps.lookalikes import unmixed
from pipeline.read.spelling import ENDS, cleaned, is_torn, runs_on
from pipeline.read.survey import Survey

_SUPERSCRIPTS: Final = str.maketrans("0123456789()∗", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*")
_CLOSING: Final = re.compile(r"^[,.;:!?»”)\]…]+")
_SURE: Final = 50
"""Of 100: what OCR is less sure of is marked as a doubt."""
_QUIET: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ.,;:!?)»")
"""A line that ends so is joined to the next by a space, unless it ends within an address."""
_PIECE: Final = maker(Piece)
_text, _marked, _glued = attrgetter("text"), attrgetter("mark"), attrgetter("glue")
_page, _raw, _sureness = (itemgetter(Word._fields.index(name)) for name in ("page", "raw", "sure"))
_box = itemgetter(slice(Word._fields.index("x0"), Word._fields.index("bottom") + 1))


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


class Transcriber:
    """Writes lines behind what is written already.

    The words of a block are gathered first, then written in one stroke: what stands between them, where each begins.
    """

    def __init__(self, pages: Sequence[PageInk], seen: hyphens.Seen, survey: Survey) -> None:
        self.out = Written()
        self._seen, self._survey = seen, survey
        self._pages: dict[int | None, PageInk] = {page.number: page for page in pages}
        self._turned: set[int | None] = {page.number for page in pages if page.frame.turn != page.shown.turn}
        self._spaced: dict[int, tuple[str, str]] = {}
        self._waiting: list[tuple[str, str, str, str]] = []
        self._before: str | None = None
        """How the word before ended: null at a block's beginning, "mark", "joined" or ""."""
        self._words: list[Word] = []
        self._texts: list[str] = []
        """What the words gathered are written as."""
        self._tight: list[int] = []
        """Which of them stand against the word before."""
        self._done: list[tuple[int, tuple[str, str, str, str]]] = []
        """Edits: what was done to which of them."""
        self._marks: list[tuple[int, Word]] = []
        """Note marks that were taken off, and how many words stand before them."""

    def put(self, text: str) -> None:
        """Text that comes from no place: what stands between blocks and cells."""
        self.out.parts.append(text)
        self.out.length += len(text)

    def lines(self, lines: Sequence[Line], in_cell: bool = False) -> None:
        """The lines' words with what belongs between them; a table's cells know no hyphen at some of their breaks."""
        self._before = None
        for at, line in enumerate(lines):
            following = lines[at + 1].words[0].text if at + 1 < len(lines) else ""
            joined = following and (in_cell or line.words[-1].text[0].isascii())
            whole = line.text[-1] in _QUIET and not joined
            quiet = id(line) not in self._survey.odd
            words = self._closed_up(line)
            if quiet and words is line.words and not (any(map(_marked, words)) or any(map(_glued, words))):
                self._plain(words if whole else words[:-1])
            else:
                for word in words if whole else words[:-1]:
                    if quiet and self._stands_alone(word):
                        self._plain((word,))
                    else:
                        self._word(word, "", in_cell)
            if not whole:
                self._word(words[-1], following, in_cell)
        self._write()

    def _stands_alone(self, word: Word) -> bool:
        """Whether a word is no mark and no part of a letter-spaced one or of the word before."""
        return not (word.mark or word.glue or id(word) in self._spaced)

    def _plain(self, words: Sequence[Word]) -> None:
        """Words that are written as they are printed, a space apart."""
        if words:
            if self._before:
                self._close(words[0].text, glue=False)
            self._words += words
            self._texts += map(_text, words)
            self._before = ""

    def _word(self, word: Word, following: str, in_cell: bool) -> None:
        """One word; `following` is what the next line begins with, empty inside a line."""
        if word.mark and word.note is not None:
            self._marks.append((len(self._words), word))
            if self._before is not None:
                self._before = self._before or "mark"
            return
        text = self._clean(word.text.translate(_SUPERSCRIPTS) if word.mark else word.text)
        if not text:
            return
        self._close(text, word.glue)
        self._before = ""
        self._record(word)
        if word.mark:  # a raised digit that is no note's mark: «м²»
            self._before = "mark"
        elif following and (runs_on(text, following) or (in_cell and is_torn(text, following))):
            self._before = "joined"
        elif following and len(text) > 1 and text[-1] in ENDS and text[-2].isalnum():
            text, self._before = self._broken(text, cleaned(following)[0])
        elif (text[-1] in ENDS and not text[-1].isprintable()) or text.endswith(hyphens.PDFIUM):
            text = text[:-1] + "-"
        self._words.append(word)
        self._texts.append(text)

    def _close(self, text: str, glue: bool) -> None:
        """Nothing stands between the word before and this one, where they are one word or a mark stood between."""
        if glue or self._before == "joined" or (self._before == "mark" and _CLOSING.match(text)):
            self._tight.append(len(self._words))

    def _closed_up(self, line: Line) -> Sequence[Word]:
        """The words of a line with letter-spaced ones closed up: each letter stays a piece of its own."""
        words = line.words
        if id(line) not in self._survey.apart:
            return words
        if (short := sum(len(word.text) < 3 for word in words)) < 4 and short < max(3, len(words)):
            return words
        result = list(words)
        for start, end in printing.spaced(words):
            said = [word.text for word in words[start:end]]
            self._spaced[id(words[start])] = (" ".join(said), "".join(said))
            result[start + 1 : end] = [word._replace(glue=True) for word in words[start + 1 : end]]
        return result

    def _record(self, word: Word) -> None:
        """What was done to the word that is about to be written, as edits at its place."""
        if id(word) in self._spaced:
            raw, made = self._spaced.pop(id(word))
            self._waiting.append(("letter_spacing", raw, made, "known_word"))
        if self._waiting:
            self._done.extend((len(self._words), what) for what in self._waiting)
            self._waiting.clear()

    def _broken(self, text: str, following: str) -> tuple[str, str]:
        """The word before a break as it is written, and how it ended."""
        left, sign = text[:-1], text[-1]
        decision = hyphens.decide(left, following, self._seen, sign)
        kind = "hyphen_kept" if decision.between else "hyphen_mended"
        made = f"{left}{decision.between}{following}"
        self._done.append((len(self._words), (kind, f"{text}\n{following}", made, decision.reason)))
        return left + decision.between.strip(), "" if decision.between == "- " else "joined"

    def _clean(self, text: str) -> str:
        """The word as `spelling.cleaned` has it; what was done waits to be recorded at the word's place."""
        if text.isascii() and text.isprintable():
            return text
        made, kind = cleaned(text)
        if (respelt := unmixed(made)) != made:
            self._waiting.append(("decoded", made, respelt, "one_script"))
            made = respelt
        if kind is not None:
            self._waiting.append((kind, text, made, "glyph"))
        return made

    def _write(self) -> None:
        """What was gathered, as text, pieces, edits and doubts."""
        words, texts, origin = self._words, self._texts, self.out.length
        gaps = [1] * len(texts)
        for at in (*self._tight, *([0] if texts else ())):
            gaps[at] = 0
        lengths = list(map(len, texts))
        starts = list(map(add, accumulate(gaps), accumulate(lengths[:-1], initial=origin)))
        ends = list(map(add, starts, lengths))
        if words:
            pages, sure = list(map(_page, words)), list(map(_sureness, words))
            boxes: Iterable[Box | None] = map(_box, words)
            if None in pages:
                boxes = repeat(None)
            elif self._turned:
                boxes = map(self._shown, pages, boxes)
            self.out.pieces += map(_PIECE, zip(starts, ends, pages, boxes, map(_raw, words), strict=False))
            if min(sure) < _SURE:
                spans = zip(starts, ends, sure, strict=True)
                self.out.doubts += [(start, end) for start, end, how in spans if how < _SURE]
            self.put(_spaced(texts, gaps) if self._tight else " ".join(texts))
        edits = [(starts[at], Edit(starts[at], *what)) for at, what in self._done]
        for at, mark in self._marks:
            place = ends[at - 1] if at else origin
            self.out.notes.append((place, mark.text, mark.note or 0))
            edits.append((place, Edit(place, "note_mark", mark.text, "", "footnote")))
        self.out.edits += [edit for _, edit in sorted(edits, key=itemgetter(0))]
        for gathered in (words, texts, self._tight, self._done, self._marks):
            gathered.clear()

    def _shown(self, page: int | None, box: Box | None) -> Box | None:
        """The box as a viewer shows the page."""
        return box if box is None or page not in self._turned else self._pages[page].as_shown(box)


def _spaced(texts: Sequence[str], gaps: Sequence[int]) -> str:
    """The texts with so many spaces before each."""
    return "".join([" " * gap + text for gap, text in zip(gaps, texts, strict=True)])
