"""Notes that were typed by hand: a raised mark in the text, and below it, at the paper's end as a rule, «¹ По данным таможни.».

No format's own notes are these: the writer raised the digits himself. What a paragraph with a raised mark in front is, its
mark alone doesn't say («¹ Институт экономики» below a line of names is an affiliation), nor does a raised digit in the
text («км²», «10⁶», «R²»). Together they do: the paragraph is a note where a word of prose above it bears the same mark.
Notes come in the order of their marks, and that settles which «²» is meant. Under «Примечания» the numbers of the
notes needn't be raised. A mark that no note answers stays a raised digit: on the line it would be one more digit of a figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.read.flow import Item, Paragraph, Slot
from pipeline.read.ink import Line, Word, unplaced
from pipeline.read.notemarks import is_of_names, label_of

_SIGNS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK: Final = rf"(?P<mark>[{_SIGNS}]{{1,3}}⁾?|[*∗†‡]{{1,3}}\)?|\(\d{{1,2}}\))"
_ANY: Final = frozenset(_SIGNS + "*∗†‡(")
_LEADING: Final = re.compile(_MARK + r"[.)]?(?P<rest>[^\W\d_«\"(].*|[«\"(].*)?$")
_NUMBERED: Final = re.compile(r"(?P<mark>\d{1,3})[.)]?(?P<rest>[^\W\d_].*)?$")
_BEHIND: Final = re.compile(rf"(?P<word>.*[^{_SIGNS}*∗†‡⁽⁻⁺]){_MARK}(?P<after>[.,;:!?»”)\]…]*)$")
_POWER: Final = re.compile(
    r"(?:.*[\d/(.])?[кмсднгnkcd]?[мm]|(?:.*[^\d.,])?10|(?:.*\W)?[A-Za-zА-Яа-яα-ωΑ-Ω]", re.IGNORECASE
)
"""What a power stands behind: units of length, a ten, a variable of one letter."""
_YEAR: Final = re.compile(r"(?:.*[^\d.,])?(?:1[89]|20)\d\d")
_INITIALS: Final = re.compile(r"\b[А-ЯЁA-Z]\.[\s\xa0]?(?:[А-ЯЁA-Z]\.|[А-ЯЁA-Z][а-яёa-z])")
_HEAD: Final = re.compile(r"(?:Примечани[ея]|Сноски|Notes|Endnotes|Footnotes)\s*[.:]?", re.IGNORECASE)
_LIST_HEAD: Final = re.compile(
    r"(?:(?:Список|Перечень)\s.{3,60}|Литература|Источники|Библиограф\w+(?:\s\w+)?|References)\s*[.:]?",
    re.IGNORECASE,
)
_NEVER: Final = frozenset(("heading", "title", "caption"))
_SHORT_LINE: Final = 250
_LONGEST: Final = 300
"""Characters of a word that a mark is looked for behind: a file may be one word of a million."""
_REACH: Final = 60
"""So many marks of one label are looked at for one note."""


class _Call(NamedTuple):
    """A raised mark behind a word: item, slot (-1 in a paragraph), line, word; `sure`: no power stands so."""

    item: int
    slot: int
    line: int
    word: int
    label: str
    sure: bool


class _Typed(NamedTuple):
    """What begins as a note does: the item and its lines, the label, the first line's words behind the mark."""

    item: int
    first: int
    last: int
    label: str
    head: tuple[Word, ...]


_Tied = tuple[_Typed, _Call]


def tied(items: Sequence[Item]) -> list[Item]:
    """The items, typed notes cut off and each put after the item that its mark stands in."""
    heads = _heads(items)
    pairs = _matched(heads, _calls(items)) if heads else []
    if not pairs:
        return list(items)
    gone: dict[int, list[_Typed]] = {}
    called: dict[int, list[tuple[_Call, int, _Typed]]] = {}
    for number, (note, call) in enumerate(pairs, 1 + max(_numbers(items), default=-1)):
        gone.setdefault(note.item, []).append(note)
        called.setdefault(call.item, []).append((call, number, note))
    result: list[Item] = []
    for at, item in enumerate(items):
        here = called.get(at, [])
        marked = _marked(item, {call[1:4]: number for call, number, _ in here})
        if isinstance(marked, Paragraph) and at in gone:
            result.extend(_without(marked, gone[at]))
        else:
            result.append(marked)
        result.extend(_footnote(items[note.item], number, note) for _, number, note in sorted(here))
    return result


def _footnote(source: Item, number: int, note: _Typed) -> Paragraph:
    assert isinstance(source, Paragraph)
    first, *others = source.lines[note.first : note.last]
    head = (unplaced(note.head)._replace(size=first.size),) if note.head else ()
    return Paragraph("footnote", (*head, *others), note=number, label=note.label)


def _heads(items: Sequence[Item]) -> list[_Typed]:
    """What begins as notes do, in its order."""
    found: list[_Typed] = []
    under = below_list = listed = False
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph) or item.note is not None:
            continue
        if below_list or (listed and item.kind in _NEVER):
            listed = below_list and _leading(item.lines[0]) is not None
        below_list = _LIST_HEAD.fullmatch(item.lines[0].text) is not None
        if listed:
            continue  # a reference list with raised numbers
        if _HEAD.fullmatch(item.lines[0].text):
            under = True
        elif under and not (_numbered(item.lines[0]) or _leading(item.lines[0])):
            under = False
        if item.kind in _NEVER:
            continue
        begins = [
            (line, head)
            for line, one in enumerate(item.lines)
            if (head := _leading(one) or (_numbered(one) if under and not line else None)) is not None
        ]
        ends = [*(line for line, _ in begins[1:]), len(item.lines)]
        for (line, (label, rest)), end in zip(begins, ends, strict=False):
            if rest or end > line + 1:
                found.append(_Typed(at, line, end, label, rest))
    return found


def _leading(line: Line) -> tuple[str, tuple[Word, ...]] | None:
    """The mark that a line begins with, as it is looked up, and the words behind it."""
    first = line.words[0]
    if first.text[0] not in _ANY and not first.mark:
        return None
    return _parted(line, _LEADING.match(first.text))


def _numbered(line: Line) -> tuple[str, tuple[Word, ...]] | None:
    return _parted(line, _NUMBERED.match(line.words[0].text))


def _parted(line: Line, match: re.Match[str] | None) -> tuple[str, tuple[Word, ...]] | None:
    if match is None:
        return None
    rest = line.words[1:]
    if match["rest"]:
        rest = (_cut(line.words[0], match.start("rest"), match["rest"]), *rest)
    elif rest:
        rest = (rest[0]._replace(glue=False), *rest[1:])
    if rest and not any(map(str.isalpha, "".join(word.text for word in rest[:4]))):
        return None  # «* * *»
    return _label(match["mark"]), rest


def _label(mark: str) -> str:
    return mark if mark[0] == "(" else label_of(mark.replace("⁾", ""))


def _calls(items: Sequence[Item]) -> list[_Call]:
    found: list[_Call] = []
    for at, item in enumerate(items):
        if isinstance(item, Paragraph):
            if item.note is None:
                found.extend(_in_lines(item.lines, at, -1))
        else:
            for number, slot in enumerate(item.slots):
                found.extend(_in_lines(slot.lines, at, number))
    return found


def _in_lines(lines: Sequence[Line], item: int, slot: int) -> list[_Call]:
    found: list[_Call] = []
    for at, line in enumerate(lines):
        if _ANY.isdisjoint(line.text) or (slot < 0 and _names_people(line)):
            continue
        for number, word in enumerate(line.words):
            match = _behind(word)
            if match is None:
                continue
            stem = match["word"]
            if not _POWER.fullmatch(stem):
                sure = not stem[-1].isdigit() or bool(_YEAR.fullmatch(stem)) or "*" in match["mark"]
                found.append(_Call(item, slot, at, number, _label(match["mark"]), sure))
    return found


def _names_people(line: Line) -> bool:
    """A line of authors, whose marks call their affiliations."""
    return is_of_names(line) or (len(line.text) < _SHORT_LINE and _INITIALS.search(line.text) is not None)


def _behind(word: Word) -> re.Match[str] | None:
    if word.mark or len(word.text) > _LONGEST or _ANY.isdisjoint(word.text):
        return None
    return _BEHIND.match(word.text)


def _matched(heads: Sequence[_Typed], calls: Sequence[_Call]) -> list[_Tied]:
    """Notes with their marks: each the next of its label that stands above; a year or a word rather than another figure."""
    by_label: dict[str, list[_Call]] = {}
    for call in calls:
        by_label.setdefault(call.label, []).append(call)
    used: set[_Call] = set()
    last: _Call | None = None
    found: list[_Tied] = []
    for note in heads:
        alike = by_label.get(note.label, [])
        end = bisect_left(alike, (note.item, -1, note.first))
        start = bisect_right(alike, last) if last is not None else 0
        free = [call for call in alike[start : min(end, start + _REACH)] if call not in used]
        free = free or [call for call in alike[max(0, end - _REACH) : end] if call not in used]
        if free:
            last = next((call for call in free if call.sure), free[0])
            used.add(last)
            found.append((note, last))
    return found


def _numbers(items: Sequence[Item]) -> list[int]:
    """Numbers that notes of the file's own have, those of marks among them."""
    return [
        word.note
        for item in items
        for line in (
            item.lines if isinstance(item, Paragraph) else [ln for slot in item.slots for ln in slot.lines]
        )
        for word in line.words
        if word.note is not None
    ]


def _without(item: Paragraph, notes: Sequence[_Typed]) -> list[Item]:
    """What of the paragraph isn't notes."""
    kept = tuple(
        line for at, line in enumerate(item.lines) if not any(note.first <= at < note.last for note in notes)
    )
    return [item._replace(lines=kept)] if kept else []


def _marked(item: Item, places: Mapping[tuple[int, int, int], int]) -> Item:
    """The item with marks cut off their words; `places`: slot, line and word of each, and its note's number."""
    if not places:
        return item
    if isinstance(item, Paragraph):
        return item._replace(lines=_lines(item.lines, -1, places))
    slots: tuple[Slot, ...] = tuple(
        slot._replace(lines=_lines(slot.lines, at, places)) for at, slot in enumerate(item.slots)
    )
    return item._replace(slots=slots)


def _lines(lines: Sequence[Line], slot: int, places: Mapping[tuple[int, int, int], int]) -> tuple[Line, ...]:
    made: list[Line] = []
    for at, line in enumerate(lines):
        words: list[Word] = []
        for number, word in enumerate(line.words):
            note = places.get((slot, at, number))
            match = _behind(word) if note is not None else None
            if match is None:
                words.append(word)
                continue
            words.append(word._replace(text=match["word"]))
            mark = _cut(word, match.start("mark"), _label(match["mark"]))
            words.append(mark._replace(glue=True, mark=True, note=note))
            if match["after"]:
                words.append(_cut(word, match.start("after"), match["after"])._replace(glue=True))
        made.append(unplaced(words)._replace(bold=line.bold, size=line.size, page=line.page))
    return tuple(made)


def _cut(word: Word, at: int, text: str) -> Word:
    return word._replace(text=text, raw=None if word.raw is None else word.raw + at, glue=False)
