"""What a note's mark looks like in a line of words, and which lines of a page bear marks that notes answer.

A raised digit stands in two kinds of lines. In prose it calls a footnote. In a line of names («Иванова И. И.¹, Ли К.²») it
calls the affiliation below, which begins with the same digit and is smaller than the body, as a footnote is; only the line of
names tells them apart. Some printers raise no digit, but print the signs ¹ ² ³ at full size; they are parted from their words
here, but for those of units («км²»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from pipeline.read.ink import Line, Word, line_of
from pipeline.read.layout import Region

LABEL: Final = re.compile(r"(\d{1,3}|[*∗†‡]{1,3})[.)]?$")
_GLUED: Final = re.compile(r"(\d{1,3}|[*∗†‡]{1,3})[.)]?(?=[^\W\d_])")
"""«1По данным»: LaTeX sets no space behind a note's mark."""
_SIGNS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN: Final = str.maketrans(_SIGNS, "0123456789")
_MARK: Final = rf"(?P<mark>[{_SIGNS}]{{1,3}}|[*∗†‡]{{1,3}})"
_BEHIND: Final = re.compile(rf"(?P<word>.*[^*∗†‡{_SIGNS}]){_MARK}(?P<after>[.,;:!?»”)…]*)$")
_LEADING: Final = re.compile(rf"(?P<word>){_MARK}(?P<after>[^\W\d_].*)?$")
_FIRST: Final = frozenset("*∗†‡" + _SIGNS)
_ANY: Final = re.compile(rf"[*∗†‡{_SIGNS}]")
_UNITS: Final = re.compile(r"(?:\b|/)(?:[кмсдгnк]?м|[kcdm]?m)$", re.IGNORECASE)
_INITIAL: Final = re.compile(r"\b[A-ZА-ЯЁ]\.")
_WORD: Final = re.compile(r"[^\W\d_]+")
_marked = attrgetter("mark")


def label_of(text: str) -> str:
    """A mark as it is looked up: without brackets and full stop, its digits plain."""
    return text.strip(".()[] ").replace("∗", "*").translate(_PLAIN)


def labelled(line: Line) -> tuple[str | None, tuple[Word, ...]]:
    """The mark that a line begins with, null where it begins with none, and the words behind it."""
    head = line.words[0]
    if head.mark or LABEL.match(head.text):
        return label_of(head.text), line.words[1:]
    glued = _GLUED.match(head.text)
    if glued:
        return label_of(glued[1]), (head._replace(text=head.text[glued.end() :]), *line.words[1:])
    return None, line.words


def called(lines: Iterable[Line]) -> tuple[set[str], set[str]]:
    """Labels of the raised marks behind words of prose, and of those in lines of names."""
    prose, names = set[str](), set[str]()
    for line in lines:
        if not any(map(_marked, line.words)):
            continue
        for at, word in enumerate(line.words):
            if not word.mark or not at:
                continue
            label = label_of(word.text)
            if not is_of_names(line):
                prose.add(label)
            else:
                names.update((label, *label) if not label.isdigit() else (label,))  # «Ли К.*†»
    return prose, names


def is_of_names(line: Line) -> bool:
    """Whether most words of a line are capitalised, or initials: authors' names."""
    words = _WORD.findall(line.text)
    if len(words) < 2 or (line.text.isupper() and not _INITIAL.search(line.text)):
        return False
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) > 0.7 * len(words)


def with_signs(regions: Sequence[Region]) -> Sequence[Region]:
    """The regions with ¹ ² ³ and stars that nobody raised as raised marks, where a line begins with one as a footnote does."""
    heads = [
        match
        for region in regions
        for line in region.lines
        if line.text[0] in _FIRST and not line.words[0].mark and (match := _LEADING.match(line.words[0].text))
    ]
    if not heads:
        return regions
    lines = [line for region in regions for line in region.lines]
    behind = [
        found for line in lines if _ANY.search(line.text) for word in line.words if (found := _behind(word))
    ]
    sure = {label_of(found["mark"]) for found in behind if not found["word"][-1].isdigit()}
    labels = {label_of(head["mark"]) for head in heads}
    # «10²» is a power, «70¹ %» bears a mark: no other word calls the footnote.
    figures = {label_of(found["mark"]) for found in behind} & labels - sure
    labels &= sure | figures
    if not labels:
        return regions
    return [
        region._replace(lines=tuple(_signed(line, labels, figures) for line in region.lines))
        for region in regions
    ]


def _behind(word: Word) -> re.Match[str] | None:
    match = None if word.mark else _BEHIND.match(word.text)
    return None if match is None or _UNITS.search(match["word"]) else match


def _signed(line: Line, labels: set[str], figures: set[str]) -> Line:
    if not _ANY.search(line.text):
        return line
    words: list[Word] = []
    for at, word in enumerate(line.words):
        match = (_LEADING.match(word.text) if not at and not word.mark else None) or _behind(word)
        mark = label_of(match["mark"]) if match else ""
        if match is None or mark not in labels or (match["word"][-1:].isdigit() and mark not in figures):
            words.append(word)
        else:
            words.extend(_parts(word, match))
    return line_of(words)


def _parts(word: Word, match: re.Match[str]) -> list[Word]:
    """The word, its mark, and what stands behind the mark; boxes are shared out by the count of characters."""
    parts: list[Word] = []
    step = (word.x1 - word.x0) / len(word.text)
    for name in ("word", "mark", "after"):
        text = match[name]
        if text:
            start = word.x0 + step * match.start(name)
            part = word._replace(text=text, x0=start, x1=start + step * len(text))
            parts.append(part._replace(mark=name == "mark", glue=word.glue if not parts else True))
            if name == "mark":
                parts[-1] = parts[-1]._replace(text=text.translate(_PLAIN))
    return parts
