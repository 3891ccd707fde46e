"""What marked-up formats share: text that arrives in runs becomes paragraphs, tables and notes in their order.

A format's reader walks its own tree (`walking`) and says what it meets: a role begins or ends («this is a heading»), text, a line
break, a note's mark, a table's cell. Here runs grow into words: «Казах<b>стан</b>» is one word and «м<sup>3</sup>» is «м³»,
since a raised figure that came down to the line would be a figure ten times as large. Notes follow the paragraph that
their first mark stands in, wherever the file keeps them. There are no pages and no boxes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.model import BlockKind, Furniture, Problem
from pipeline.read import canonical, titles, typednotes
from pipeline.read.errors import Limits, ReadError
from pipeline.read.flow import Item, Paragraph
from pipeline.read.ink import Line, Word, unplaced
from pipeline.read.marked import headings, symbolfont
from pipeline.read.marked.gridwork import Cell, Sheet, grid
from pipeline.read.marked.looks import PLAIN, Look, lowered, raised
from pipeline.read.plain.encoding import judged
from pipeline.read.reading import Reading
from pipeline.read.tabular import captions

_LONGEST_LABEL: Final = 40
_FEW: Final = 8
_UNSEEN: Final = re.compile("[\u00ad\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_LONE: Final = re.compile("[\ud800-\udfff]")
_TOKEN: Final = re.compile(r"\S+")


class Role(NamedTuple):
    """What a stretch of the file is. `kind` null: whatever stands around it is, or else a paragraph, told by its words.

    `prefix`: a list's number, printed and nowhere in the text. `note`: the key of the note that this is the text of.
    """

    kind: BlockKind | None = None
    level: int = 0
    centred: bool = False
    prefix: str = ""
    note: str | None = None


class Scribe:
    """Takes down what a reader says. `items` are what has been closed so far."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.notes: dict[str, list[Paragraph]] = {}
        self.keys: list[str] = []
        self._roles: list[Role] = [Role()]
        self._lines: list[list[tuple[Word, Look]]] = [[]]
        self._spaced = True
        self._formula = False
        self._sheets: list[Sheet] = []

    def open(self, role: Role) -> None:
        """A stretch begins; what went before it is a paragraph of its own."""
        self.flush()
        if role.kind is None:
            above = self._roles[-1]
            role = above._replace(centred=role.centred or above.centred, note=role.note or above.note)
        else:
            role = role._replace(note=role.note or self._roles[-1].note)
        self._roles.append(role)

    def close(self) -> None:
        """The stretch that was opened last ends."""
        self.flush()
        self._roles.pop()

    def say(self, text: str, look: Look = PLAIN) -> None:
        """A run of text: its white space parts words, its ends don't."""
        if not text.isascii() or not text.isprintable():
            text = _LONE.sub("\ufffd", _UNSEEN.sub("", text)).replace("\u2011", "-")
        if look.symbol:
            text = symbolfont.spelled(text)
        if look.raised:
            text = raised(text)
        if self._formula and text:
            self._spaced, self._formula = self._spaced or text[0].isalnum(), False
        words = self._lines[-1]
        at = 0
        for token in _TOKEN.finditer(text):
            joined, said = not (self._spaced or token.start() > at), token[0]
            if joined and words and not words[-1][0].mark:
                before = words[-1][0]
                if look.lowered and before.text[-1:].isdigit():
                    said = lowered(said)  # «CO2», but «10₂»: on the line it would be 102
                words[-1] = (before._replace(text=before.text + said), words[-1][1])
            else:
                words.append((_word(said, glue=joined and bool(words)), look))
            self._spaced, at = False, token.end()
        if at < len(text):
            self._spaced = True

    def say_formula(self, text: str, look: Look = PLAIN) -> None:
        """A formula on one line; no letter or figure of the sentence runs into it."""
        words = self._lines[-1]
        if not self._spaced and words and words[-1][0].text[-1:].isalnum():
            self._spaced = True
        self.say(text, look._replace(raised=False, lowered=False))
        self._formula = True

    def mark(self, key: str, printed: str) -> None:
        """A note's mark."""
        if key not in self.keys:
            self.keys.append(key)
        number = self.keys.index(key)
        label = printed.strip().strip("[]()") or str(number + 1)
        self._lines[-1].append((_word(label, glue=True)._replace(mark=True, note=number), PLAIN))
        self._spaced = False

    def labels(self) -> dict[str, str]:
        """The notes that have a mark, by their keys, and what the first mark of each is."""
        self.flush()
        found: dict[str, str] = {}
        for item in self.items:
            for number, label in _marks(item):
                found.setdefault(self.keys[number], label)
        return found

    def take_note(self, key: str, other: Scribe) -> None:
        """What another scribe took down is the text of a note."""
        for item in other.finished():
            if isinstance(item, Paragraph):
                self.notes.setdefault(key, []).append(item)
            else:
                rows = tuple(line for slot in item.slots for line in slot.lines)
                self.notes.setdefault(key, []).append(Paragraph("footnote", rows))

    def take(self, other: Scribe) -> None:
        """What another scribe took down stands here: a text box behind the paragraph that anchors it."""
        self.flush()
        self._here().extend(_boxed(other.finished()))

    def end_line(self) -> None:
        """A line break; two on end part paragraphs."""
        if not self._lines[-1] and len(self._lines) > 1:
            self.flush()
        elif self._lines[-1]:
            self._lines.append([])
        self._spaced = True

    def flush(self) -> None:
        """What was said since the last paragraph is one."""
        lines = [words for words in self._lines if words]
        self._lines, self._spaced = [[]], True
        if not lines:
            return
        role = self._roles[-1]
        if role.prefix:
            lines[0].insert(0, (_word(role.prefix), PLAIN))
            self._roles = [above._replace(prefix="") for above in self._roles]
        if role.kind is None and len(lines) > 1 and headings.announced(_spoken(lines[0])):
            self._put(_paragraph(lines[:1], role), role)
            del lines[0]
        self._put(_paragraph(lines, role), role)

    def _put(self, made: Paragraph, role: Role) -> None:
        if role.note is not None:
            self.notes.setdefault(role.note, []).append(made)
        else:
            self._here().append(made)

    def open_table(self) -> None:
        """A table begins."""
        self.flush()
        self._sheets.append(Sheet(role=len(self._roles)))
        self._roles.append(Role())

    def open_row(self, head: bool = False) -> None:
        """A row of the table that was opened last."""
        if self._sheets:
            self.flush()
            self._sheets[-1].rows.append([])
            self._sheets[-1].heads.append(head)

    def open_cell(self, rows: int = 1, columns: int = 1, head: bool = False) -> None:
        """A cell of the row that was opened last, spanning so many rows and columns."""
        if self._sheets:
            self.flush()
            if not self._sheets[-1].rows:
                self.open_row()
            self._sheets[-1].rows[-1].append(Cell([], rows, columns, head))
            self._sheets[-1].inside = True

    def close_cell(self) -> None:
        """The cell ends."""
        if self._sheets:
            self.flush()
            self._sheets[-1].inside = False

    def close_table(self) -> None:
        """The table ends; one of a single row or column, or around other tables, was a frame for what stands in it."""
        if not self._sheets:
            return
        self.flush()
        sheet = self._sheets.pop()
        del self._roles[sheet.role :]
        here = self._here()
        here.extend(sheet.above)
        made = grid(sheet)
        if made is not None:
            here.append(made)
            return
        for row in sheet.rows:
            for cell in row:
                here.extend(cell.items)

    def finished(self) -> list[Item]:
        """All items, notes tied: each after the item with its first mark, those without a mark at the end."""
        self.flush()
        while self._sheets:
            self.close_table()
        result: list[Item] = []
        done: set[int] = set()
        for item in self.items:
            result.append(self._with_known_marks(item))
            for number, label in _marks(item):
                if number not in done:
                    done.add(number)
                    result.extend(self._note(number, label))
        for key, texts in self.notes.items():
            if key not in self.keys or self.keys.index(key) not in done:
                result.extend(text._replace(kind="footnote") for text in texts)
        return result

    def _here(self) -> list[Item]:
        for sheet in reversed(self._sheets):
            return sheet.rows[-1][-1].items if sheet.inside else sheet.above
        return self.items

    def _note(self, number: int, label: str) -> Iterator[Paragraph]:
        texts = self.notes.get(self.keys[number], ())
        lines = tuple(line for text in texts for line in text.lines)
        if lines:
            yield Paragraph("footnote", lines, note=number, label=label)

    def _with_known_marks(self, item: Item) -> Item:
        """The item, marks of notes that the file doesn't have being raised figures only."""
        missing = {number for number, _ in _marks(item) if self.keys[number] not in self.notes}
        if not missing:
            return item
        if isinstance(item, Paragraph):
            return item._replace(lines=_unmarked(item.lines, missing))
        return item._replace(
            slots=tuple(slot._replace(lines=_unmarked(slot.lines, missing)) for slot in item.slots)
        )


def reading(
    items: Sequence[Item],
    limits: Limits,
    *,
    furniture: Sequence[Furniture] = (),
    problems: Sequence[Problem] = (),
    titled: Callable[[list[Item]], list[Item]] = titles.mark,
) -> Reading:
    """The items as a format's reading. Raises ReadError: NO_TEXT, TOO_LARGE, BAD_TEXT_LAYER."""
    told = titled(captions.caption(headings.outstanding(typednotes.tied(items))))
    written = canonical.write(marked := headings.bold_lines(told))
    if not written.text.strip():
        raise ReadError("NO_TEXT", "the file holds no text")
    limits.check_characters(written.length)
    quality = judged(written.text)
    return Reading(
        tuple(marked), written, furniture=tuple(furniture), problems=tuple(problems), quality=quality
    )


def _boxed(items: list[Item]) -> list[Item]:
    """What stands in a text box; short labels without a sentence among them are words of a drawing."""
    labels = all(
        isinstance(item, Paragraph)
        and item.kind in ("paragraph", "heading", "list_item")
        and sum(len(line.text) for line in item.lines) < _LONGEST_LABEL
        and item.lines[-1].text[-1:] not in ".!?…"
        for item in items
    )
    if not labels:
        return items
    return [item._replace(kind="figure", level=0) for item in items if isinstance(item, Paragraph)]


def _paragraph(lines: Sequence[Sequence[tuple[Word, Look]]], role: Role) -> Paragraph:
    looks = [(look, len(word.text)) for words in lines for word, look in words if not word.mark]
    bold = bool(looks) and all(look.bold for look, _ in looks)
    sizes = {look.size for look, _ in looks}
    size = sizes.pop() if len(sizes) == 1 else 0.0
    made: tuple[Line, ...] = tuple(
        unplaced([word for word, _ in words])._replace(bold=bold, size=size) for words in lines
    )
    if role.kind is not None:
        return Paragraph(role.kind, made, role.level, role.centred)
    text = " ".join(line.text for line in made)
    kind, level = headings.kind_of(text, bold and role.centred)
    return Paragraph(kind, made, level, role.centred)


def _spoken(words: Sequence[tuple[Word, Look]]) -> str:
    """A short line's text; nothing for one that is too long to announce anything."""
    return " ".join(word.text for word, _ in words) if len(words) < _FEW else ""


def _marks(item: Item) -> list[tuple[int, str]]:
    lines = item.lines if isinstance(item, Paragraph) else [ln for slot in item.slots for ln in slot.lines]
    return [(word.note, word.text) for line in lines for word in line.words if word.note is not None]


def _unmarked(lines: Sequence[Line], missing: set[int]) -> tuple[Line, ...]:
    return tuple(
        line._replace(
            words=tuple(word._replace(note=None) if word.note in missing else word for word in line.words)
        )
        for line in lines
    )


def _word(text: str, glue: bool = False) -> Word:
    return Word(text, 0, 0, 0, 0, 0, 0, glue=glue)
