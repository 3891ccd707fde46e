"""Footnotes: found at the foot of a column, tied to their marks, put after the paragraph that holds the mark.

A footnote is set smaller than the body, begins with a mark, and mostly stands under a short rule. It cuts the body's
sentence in two, so it is taken out before paragraphs are made. A footnote whose end doesn't fit goes on at the foot of the
next page, without a mark. Whether a raised digit is a note's mark at all («м²») shows only here: it has a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.read.flow import Item, Paragraph
from pipeline.read.ink import Line, Rule, Word, line_of
from pipeline.read.layout import Region

LABEL = re.compile(r"(\d{1,3}|[*∗†‡]{1,3})[.)]?$")
_SMALLER = 0.94


class Note(NamedTuple):
    """A footnote's lines on one page; `label` is null where it continues the one before."""

    label: str | None
    lines: tuple[Line, ...]
    page: int


def cut(
    region: Region, rules: Sequence[Rule], body_size: float, page: int, open_marks: set[str]
) -> tuple[Region, list[Note]]:
    """The region without the footnotes at its foot, and the footnotes.

    `open_marks`: marks of the page before that have no footnote yet.
    """
    lines = region.lines
    first = len(lines)
    while first and lines[first - 1].size < _SMALLER * body_size:
        first -= 1
    ruled = _under_rule(region, rules, body_size)
    if ruled is not None:
        first = ruled
    marks = {label_of(word.text) for line in lines[:first] for word in line.words if word.mark}
    marks |= open_marks
    while first < len(lines) and not _begins(lines[first], marks, ruled is not None):
        if ruled is not None and first == ruled:
            break
        first += 1
    kept, amid = _amid(lines[:first], body_size, open_marks)
    if first == len(lines) and not amid:
        return region, []
    return region._replace(lines=kept), [*_notes(amid, page), *_notes(lines[first:], page)]


def _amid(
    lines: Sequence[Line], body_size: float, open_marks: set[str]
) -> tuple[tuple[Line, ...], list[Line]]:
    """The lines without small ones that begin with a raised mark which prose above bears, and those.

    A note may stand under its paragraph, in mid-column. An author's mark is no such mark («Иванова И. И.¹» over «¹ Омский
    университет»): it stands in a short line.
    """
    marks = set(open_marks)
    width = max((line.x1 - line.x0 for line in lines), default=0.0)
    kept: list[Line] = []
    amid: list[Line] = []
    inside = False
    for line in lines:
        small = line.size < _SMALLER * body_size
        head = line.words[0]
        inside = small and (inside or (head.mark and len(line.words) > 1 and label_of(head.text) in marks))
        (amid if inside else kept).append(line)
        if not small and not line.bold and line.x1 - line.x0 > 0.8 * width:
            marks.update(label_of(word.text) for word in line.words[1:] if word.mark)
    return tuple(kept), amid


def label_of(text: str) -> str:
    """A mark as it is looked up: without brackets and full stop."""
    return text.strip(".()[] ").replace("∗", "*")


def _under_rule(region: Region, rules: Sequence[Rule], body_size: float) -> int | None:
    """Index of the first line under a rule near the column's foot that begins as a footnote does."""
    width = region.x1 - region.x0
    for rule in sorted(rules, key=lambda rule: rule.top):
        length = rule.x1 - rule.x0
        if not (rule.is_horizontal and 25 < length < 1.1 * width and abs(rule.x0 - region.x0) < 0.15 * width):
            continue
        below = [at for at, line in enumerate(region.lines) if line.base > rule.bottom]
        if not below or (below[0] < 1 and len(below) > 8) or _underlines(rule, region.lines):
            continue
        start = below[0]
        first = region.lines[start]
        if first.top - rule.bottom > 2.5 * first.size:
            continue
        short = length < 0.7 * width
        small = all(region.lines[at].size < _SMALLER * body_size for at in below)
        if _begins(first, set(), True) and (short or small):
            return start
        body_above = not start or region.lines[start - 1].size >= _SMALLER * body_size
        if short and small and body_above and len(below) <= 4 and abs(rule.x0 - region.x0) < 4:
            return start
    return None


def _underlines(rule: Rule, lines: Sequence[Line]) -> bool:
    """Whether the rule is drawn under words, as under an address."""
    return any(
        -1.5 < rule.top - line.base < 0.3 * line.size and line.x0 < rule.x1 and rule.x0 < line.x1
        for line in lines
    )


def _begins(line: Line, marks: set[str], ruled: bool) -> bool:
    """Whether a line begins a footnote: a raised mark, or a label that the text above refers to."""
    head = line.words[0]
    if head.mark:
        return True
    match = LABEL.match(head.text)
    if not match:
        glued = re.match(r"(\d{1,3}|[*∗†‡]{1,3})[.)]?(?=[^\W\d_])", head.text)
        return bool(glued and (label_of(glued[1]) in marks or (ruled and not head.text[0].isdigit())))
    return len(line.words) > 1 and (ruled or label_of(match[1]) in marks)


def _notes(lines: Sequence[Line], page: int) -> list[Note]:
    found: list[Note] = []
    expected: int | None = None
    for line in lines:
        label, rest = _labelled(line)
        number = int(label) if label and label.isdigit() else None
        fits = label is not None and (
            number is None or expected is None or line.words[0].mark or number == expected
        )
        if label is not None and rest and fits:
            found.append(Note(label, (line_of(rest),), page))
            expected = number + 1 if number is not None else expected
        elif found:
            found[-1] = found[-1]._replace(lines=(*found[-1].lines, line))
        else:
            found.append(Note(None, (line,), page))
    return found


def _labelled(line: Line) -> tuple[str | None, tuple[Word, ...]]:
    head = line.words[0]
    match = LABEL.match(head.text)
    if head.mark or match:
        return label_of(head.text), line.words[1:]
    glued = re.match(r"(\d{1,3}|[*∗†‡]{1,3})[.)]?(?=[^\W\d_])", head.text)
    if glued:
        return label_of(glued[1]), (head._replace(text=head.text[glued.end() :]), *line.words[1:])
    return None, line.words


def tie(items: Sequence[Item], notes: Sequence[Note]) -> list[Item]:
    """The items with each footnote after the paragraph that holds its mark, and each mark tied to its footnote."""
    if not notes:
        return list(items)
    whole: list[Note] = []
    for note in notes:
        if note.label is None and whole and _unfinished(whole[-1], note):
            whole[-1] = whole[-1]._replace(lines=(*whole[-1].lines, *note.lines))
        else:
            whole.append(note)
    index = {(note.page, note.label): at for at, note in enumerate(whole)}
    authors = _authors_marks(items)
    placed: set[int] = set()
    result: list[Item] = []
    for item in items:
        if not isinstance(item, Paragraph):
            result.append(item)
            continue
        lines, tied = _tied(item.lines, index, authors)
        result.append(item._replace(lines=lines))
        for at in tied:
            if at not in placed:
                placed.add(at)
                result.append(_block(whole[at], at))
    for at, note in enumerate(whole):
        if at not in placed:
            result.insert(_last_on(result, note.page), _block(note, at))
    return result


def _unfinished(before: Note, note: Note) -> bool:
    """Whether a footnote without a mark goes on with the one before: that stands on the page before and has no end."""
    end = before.lines[-1].text
    return before.page + 1 == note.page and not end.endswith((".", "!", "?", "»"))


def _block(note: Note, at: int) -> Paragraph:
    return Paragraph("footnote", note.lines, note=at, label=note.label)


def _tied(
    lines: tuple[Line, ...], index: dict[tuple[int, str | None], int], authors: set[int]
) -> tuple[tuple[Line, ...], list[int]]:
    tied: list[int] = []
    made: list[Line] = []
    for line in lines:
        if not any(word.mark for word in line.words):
            made.append(line)
            continue
        words = []
        for word in line.words:
            note = _note_of(word, index) if word.mark and id(word) not in authors else None
            if note is not None:
                tied.append(note)
                word = word._replace(note=note)
            words.append(word)
        made.append(line._replace(words=tuple(words)))
    return tuple(made), tied


def _authors_marks(items: Sequence[Item]) -> set[int]:
    """Marks (as `id`s) that tie authors to affiliations: one begins a line, and those before it have the same label."""
    found: set[int] = set()
    seen: dict[tuple[int | None, str], list[int]] = {}
    for line in (line for item in items if isinstance(item, Paragraph) for line in item.lines):
        for at, word in enumerate(line.words):
            if word.mark:
                same = seen.setdefault((word.page, label_of(word.text)), [])
                same.append(id(word))
                if not at and not word.glue:
                    found.update(same)
    return found


def _note_of(word: Word, index: dict[tuple[int, str | None], int]) -> int | None:
    """The footnote on the mark's page, or where it didn't fit there, on the next."""
    page, label = word.page or 0, label_of(word.text)
    return index.get((page, label), index.get((page + 1, label)))


def _last_on(items: Sequence[Item], page: int) -> int:
    """Where a footnote without a mark goes: after the last item that begins on its page."""
    last = 0
    for at, item in enumerate(items):
        if item.page is not None and item.page <= page:
            last = at + 1
    return last
