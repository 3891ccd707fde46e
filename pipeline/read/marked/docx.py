"""A Word document: paragraphs, headings, lists, tables, footnotes and endnotes.

The body's XML (ECMA-376, part 1, 17) is walked in its own order, since python-docx keeps paragraphs and tables apart and
knows no footnotes. What was struck out under «track changes» is not text, what was put in is. Automatic list numbers stand
nowhere in the text: they are counted here. There are no pages and no boxes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import docx as word

from pipeline.model import BlockKind
from pipeline.read import canonical, titles, trust, unpacking
from pipeline.read.cues import CAPTION, LIST_MARK
from pipeline.read.errors import Limits, ReadError
from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.ink import Line, Word, unplaced
from pipeline.read.marked import xmltree
from pipeline.read.marked.docxlists import Numbering, value
from pipeline.read.marked.docxlists import W as _W
from pipeline.read.marked.gridwork import is_endless
from pipeline.read.marked.markup import raised
from pipeline.read.reading import Reading
from pipeline.read.tabular import captions, tableheads

_SKIPPED: Final = frozenset(
    _W + name
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "pPr",
        "rPr",
        "sectPr",
        "tblPr",
        "tcPr",
        "trPr",
        "footnoteRef",
    )
)
_NOTE: Final = re.compile("\ue000([fe])(-?\\d+)\ue001")
_UNSEEN: Final = re.compile("[\ue000\ue001\u00ad]")
"""Soft hyphens, and the two signs that set notes off here."""
_TOKEN: Final = re.compile(r"\S+")
_HEADING: Final = re.compile(r"(?:heading|заголовок)\s*(\d)?", re.IGNORECASE)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes, limits: Limits) -> Reading:
    """The paper in a Word file. Raises ReadError: UNREADABLE, TOO_LARGE, ENCRYPTED."""
    unpacking.check(data, limits)
    try:
        document = word.Document(io.BytesIO(data))
    except Exception as error:  # the packages beneath raise a dozen kinds: zlib's, lxml's, their own
        raise ReadError("UNREADABLE", f"a damaged Word file: {error}") from error
    try:
        reading = _Reader(document).reading()
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise ReadError("UNREADABLE", f"a damaged Word file: {error}") from error
    except RecursionError as error:
        raise ReadError("UNREADABLE", "a Word file nested too deeply") from error
    limits.check_characters(reading.written.length)
    return reading


class _Reader:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.body = document.element.body
        self.styles = {style.style_id: style.name or "" for style in document.styles}
        self.notes = {kind: self._notes(kind) for kind in ("footnotes", "endnotes")}
        self.numbering = Numbering(document)
        self.order: list[tuple[str, str]] = []

    def reading(self) -> Reading:
        items: list[Item] = []
        for item in self._items(self.body):
            items.append(item)
            if isinstance(item, Paragraph):
                items.extend(self._notes_of(item))
        items = titles.mark(captions.caption(items))
        written = canonical.write(items)
        if not written.text.strip():
            raise ReadError("NO_TEXT", "the file holds no text")
        return Reading(tuple(items), written, quality=trust.score(written.text))

    def _items(self, parent: Any) -> Iterator[Item]:
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml", _W + "smartTag"):
                yield from self._items(child)

    def _paragraph(self, element: Any) -> Iterator[Paragraph]:
        text = "".join(_text(element))
        number = self.numbering.of(element)
        if not text.strip():
            return
        style = self.styles.get(value(element, "pPr/pStyle") or "", "")
        for part in text.split("\x0c"):
            if part.strip():
                line = self._line(f"{number} {part}" if number else part)
                bold = line.bold or _all_bold(element)
                made = line._replace(bold=bold)
                plain = _NOTE.sub("", part).strip()
                centred = value(element, "pPr/jc") == "center"
                kind, level = _kind(plain, style, bool(number), bold and centred)
                yield Paragraph(kind, (made,), level=level, centred=centred)
                number = ""

    def _line(self, text: str) -> Line:
        words: list[Word] = []
        for token in _TOKEN.finditer(text):
            glue = False
            done = 0
            for match in _NOTE.finditer(token[0]):
                if match.start() > done:
                    words.append(_word(token[0][done : match.start()], glue))
                    glue = True
                note = self._index(match[1], match[2])
                words.append(_word(str(note + 1), glue)._replace(mark=True, note=note))
                glue, done = True, match.end()
            if done < len(token[0]):
                words.append(_word(token[0][done:], glue))
        return unplaced(words)

    def _index(self, kind: str, identity: str) -> int:
        key = ("footnotes" if kind == "f" else "endnotes", identity)
        if key not in self.order:
            self.order.append(key)
        return self.order.index(key)

    def _notes_of(self, item: Paragraph) -> Iterator[Paragraph]:
        for line in item.lines:
            for mark in line.words:
                if mark.note is None:
                    continue
                kind, identity = self.order[mark.note]
                text = self.notes[kind].get(identity, "")
                if text.strip():
                    yield Paragraph("footnote", (self._line(text),), note=mark.note, label=mark.text)

    def _notes(self, kind: str) -> dict[str, str]:
        """Texts of the footnotes (or endnotes) by id."""
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith("/" + kind):
                root, _ = xmltree.parse(relation.target_part.blob, "notes of a Word file")
                return {
                    note.get(_W + "id", ""): " ".join("".join(_text(p)) for p in note.iter(_W + "p")).strip()
                    for note in root
                    if note.get(_W + "type") in (None, "normal")
                }
        return {}

    def _table(self, table: Any) -> Iterator[Item]:
        """The table's grid; a table of one row or column is a frame around paragraphs."""
        slots: list[Slot] = []
        columns, open_spans = 0, dict[int, int]()
        rows = [row for row in table if row.tag == _W + "tr"]
        for number, row in enumerate(rows):
            column = max(0, int(value(row, "trPr/gridBefore") or 0))
            for cell in (cell for cell in _cells(row)):
                width = max(1, int(value(cell, "tcPr/gridSpan") or 1))
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(_W + "val") != "restart" and column in open_spans:
                    at = open_spans[column]
                    slots[at] = slots[at]._replace(row_span=number - slots[at].row + 1)
                else:
                    lines = tuple(
                        self._line(text)
                        for p in cell.iter(_W + "p")
                        for text in "".join(_text(p)).split("\x0c")
                        if text.strip()
                    )
                    slots.append(Slot(number, column, lines, row_span=1, column_span=width))
                    open_spans[column] = len(slots) - 1
                column += width
            columns = max(columns, column)
        if columns < 2 or len(rows) < 2 or is_endless(len(rows), columns):
            for row in rows:
                for cell in _cells(row):
                    yield from self._items(cell)
            return
        head = sum(row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows)
        found = (
            tuple(slot._replace(header=slot.row < head) for slot in slots)
            if head
            else tableheads.headed(slots, len(rows))
        )
        yield Grid(found, len(rows), columns, None, None, False)


def _text(element: Any) -> Iterator[str]:
    """The text of a paragraph's runs in order; notes as «\\ue000f1\\ue001», page and column breaks as form feeds."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or tag == _FALLBACK or not isinstance(tag, str):
            continue
        if tag == _W + "t":
            text = _UNSEEN.sub("", child.text or "")
            yield raised(text) if value(element, "rPr/vertAlign") == "superscript" else text
        elif tag == _W + "tab":
            yield "\t"
        elif tag in (_W + "br", _W + "cr"):
            yield " "
        elif tag == _W + "noBreakHyphen":
            yield "-"
        elif tag == _W + "footnoteReference":
            yield f"\ue000f{child.get(_W + 'id')}\ue001"
        elif tag == _W + "endnoteReference":
            yield f"\ue000e{child.get(_W + 'id')}\ue001"
        elif tag != _W + "softHyphen":
            yield from _text(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent"):
            yield from _cells(child)


def _all_bold(element: Any) -> bool:
    """Whether every run with text is bold."""
    runs = [run for run in element.iter(_W + "r") if "".join(_text(run)).strip()]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(_W + "val") not in ("0", "false") for mark in marks
    )


def _word(text: str, glue: bool) -> Word:
    return Word(text, 0, 0, 0, 0, 0, 0, glue=glue)


def _kind(text: str, style: str, numbered: bool, loud: bool) -> tuple[BlockKind, int]:
    low = style.casefold()
    heading = _HEADING.match(low)
    if low in ("title", "название"):
        return "title", 0
    if heading:
        return "heading", int(heading[1] or 1)
    if CAPTION.match(text) or low in ("caption", "название объекта"):
        return "caption", 0
    if numbered or LIST_MARK.match(text):
        return "list_item", 0
    if loud and len(text) < 250 and not text.endswith((".", ",", ";")):
        return "heading", 1
    return ("quote", 0) if low in ("quote", "цитата") else ("paragraph", 0)
