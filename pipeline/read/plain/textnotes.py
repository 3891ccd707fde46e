"""Footnotes of a plain text: found by their number at a page's foot, and by that number glued to a word above.

Only together are the two believed: «России1» and, lower on the page, a line that begins with «1». So «Ту-154», «G20»,
«COVID-19» and «2018» stay what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.read.flow import Item, Paragraph
from pipeline.read.ink import Line, Word, unplaced
from pipeline.read.plain.textnames import is_signed
from pipeline.read.plain.textrows import Row
from pipeline.russian import morph

_LABEL: Final = re.compile(r"(\d{1,3}|\*{1,3})[.)]?(?=[\s\xa0])[\s\xa0]*(?=\S)")
_GLUED: Final = re.compile(r"(?:[^\W\d_]{2,}[.»”\")\]]*|[»”\")\]])(\d{1,3}|\*{1,3})(?=[,.;:!?»”)\]]*$)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(\d{1,2})(?=[,.;:]*$)")
_TERMINAL: Final = re.compile(r"[.!?…][»”\")\]]*$")
_LIST_HEAD: Final = re.compile(
    r"(?:(?:библиографический\s+)?список|перечень|литература|источники|библиография|references|пайдаланылған)\b.{0,60}",
    re.IGNORECASE,
)
_GLUED_IN: Final = 60
"""Characters at a word's end that a mark is looked for in: a file may be one word of a million."""
_BLOCK: Final = 12
"""So many lines below a line of names its marks call institutions."""
_REACH: Final = 90
"""So many lines above a footnote its mark is looked for."""


class TextNote(NamedTuple):
    """A footnote: its label, its rows, the raw offset of its mark's first character."""

    label: str
    lines: tuple[Line, ...]
    mark: int


class _Mark(NamedTuple):
    row: int
    raw: int
    label: str
    stem: str


def cut(rows: Sequence[Row]) -> tuple[list[Row], list[TextNote]]:
    """The rows without footnotes, and the footnotes."""
    rows = list(rows)
    marks = [mark for at, row in enumerate(rows) for mark in _marks(at, row)]
    signed = frozenset(mark.row for mark in marks if is_signed(rows[mark.row].text))
    by_label: dict[str, list[_Mark]] = {}
    for mark in marks:
        by_label.setdefault(mark.label, []).append(mark)
    kept: list[Row] = []
    notes: list[TextNote] = []
    used: set[int] = set()
    at = 0
    after = -1
    entries: int | None = None  # of a reference list that has been reached, so many
    while at < len(rows):
        row = rows[at]
        label = _LABEL.match(row.text)
        if _LIST_HEAD.fullmatch(row.text):
            entries = 0
        elif entries is not None and label and label[1] == str(entries + 1):
            entries += 1  # «1. Ильин П. С. …» under «Литература» is an entry, though a «Ильин¹» stands above
            label = None
        owner = _mark_of(label[1], at, by_label, used, after) if label and at else None
        if owner is not None and owner.row in signed and at - owner.row <= _BLOCK:
            owner = None  # «¹ Омский институт» under «П. С. Ильин¹» is no footnote
        if owner is not None and not _likeness(owner.stem) and not _TERMINAL.search(row.text):
            owner = None  # «2. Методы» is no note, though «CO2» stands above
        if label is None or owner is None:
            kept.append(row)
            at += 1
            continue
        end = _end(rows, at, by_label, used, after)
        used.add(owner.raw)
        after = owner.raw
        first = row._replace(text=row.text[label.end() :], raw=row.raw + label.end())
        notes.append(
            TextNote(
                label[1], tuple(unplaced(part.words) for part in (first, *rows[at + 1 : end])), owner.raw
            )
        )
        at = end
        if at < len(rows):
            following = rows[at]
            is_label = _LABEL.match(following.text)
            rows[at] = following._replace(page=not is_label or following.page)
    return kept, notes


def _marks(at: int, row: Row) -> list[_Mark]:
    found = []
    for token in re.finditer(r"\S+", row.text):
        near = max(0, len(token[0]) - _GLUED_IN)
        match = _GLUED.search(token[0], near) or _YEAR.fullmatch(token[0].rstrip(",.;:"))
        if match:
            stem = token[0][: match.start(1)]
            found.append(_Mark(at, row.raw + token.start() + match.start(1), match[1], stem))
    return found


def _mark_of(
    label: str, at: int, by_label: dict[str, list[_Mark]], used: set[int], after: int
) -> _Mark | None:
    """The mark that a footnote beginning at row `at` belongs to: above it, not taken, best by its word.

    `by_label`: marks from the top down.
    """
    alike = by_label.get(label, [])
    first, end = bisect_left(alike, at - _REACH, key=_row), bisect_left(alike, at, key=_row)
    candidates = [mark for mark in alike[first:end] if mark.raw not in used]
    ordered = [mark for mark in candidates if mark.raw > after] or candidates
    return max(ordered, key=lambda mark: (_likeness(mark.stem), mark.raw), default=None)


def _row(mark: _Mark) -> int:
    return mark.row


def _likeness(stem: str) -> int:
    """How likely a word is to carry a mark rather than to have a digit of its own: «Казахстан» over «СО», «G»."""
    word = re.sub(r"\W+$", "", stem)
    word = (
        word[len(word.rstrip("0123456789")) :]
        if word and word[-1].isdigit()
        else re.split(r"[\W\d_]", word)[-1]
    )
    if stem[-1:].isdigit():
        return 1
    if not word:
        return 2
    if len(word) >= 3 and (morph.is_known(word) or word[0].isupper() or stem[-1] in '»”")]'):
        return 3
    return 2 if len(word) >= 3 else 0


def _end(rows: Sequence[Row], at: int, by_label: dict[str, list[_Mark]], used: set[int], after: int) -> int:
    """Index of the row behind a footnote: the next page, the next footnote, or what comes after a blank line."""
    for end in range(at + 1, len(rows)):
        row, last = rows[end], rows[end - 1]
        if row.page:
            return end
        label = _LABEL.match(row.text)
        if label and _mark_of(label[1], end, by_label, used, after) is not None:
            return end
        broken = last.text[-1] in "-\u2010\u00ad" and row.text[:1].islower()
        if (
            row.blank
            and not broken
            and (_TERMINAL.search(last.text) or row.blank > 1 or not row.text[:1].islower())
        ):
            return end
        if _TERMINAL.search(last.text) and row.text[:1].islower():
            return end
    return len(rows)


def tie(items: Sequence[Item], notes: Sequence[TextNote]) -> list[Item]:
    """The items with marks cut off their words and each footnote behind the paragraph that holds its mark."""
    by_raw = {note.mark: at for at, note in enumerate(notes)}
    result: list[Item] = []
    for item in items:
        if not isinstance(item, Paragraph):
            result.append(item)
            continue
        tied: list[int] = []
        lines = tuple(_marked(line, by_raw, notes, tied) for line in item.lines)
        result.append(item._replace(lines=lines))
        result.extend(Paragraph("footnote", notes[at].lines, note=at, label=notes[at].label) for at in tied)
    placed = {item.note for item in result if isinstance(item, Paragraph) and item.note is not None}
    result.extend(
        Paragraph("footnote", note.lines, note=at, label=note.label)
        for at, note in enumerate(notes)
        if at not in placed
    )
    return result


def _marked(line: Line, by_raw: dict[int, int], notes: Sequence[TextNote], tied: list[int]) -> Line:
    words: list[Word] = []
    for word in line.words:
        raw = word.raw or 0
        note = next((by_raw[raw + at] for at in range(1, len(word.text)) if raw + at in by_raw), None)
        if note is None:
            words.append(word)
            continue
        tied.append(note)
        cut_at = notes[note].mark - raw
        label = notes[note].label
        words.append(word._replace(text=word.text[:cut_at]))
        words.append(word._replace(text=label, raw=raw + cut_at, glue=True, mark=True, note=note))
        rest = word.text[cut_at + len(label) :]
        if rest:
            words.append(word._replace(text=rest, raw=raw + cut_at + len(label), glue=True))
    return line._replace(words=tuple(words))
