"""What a note's mark looks like in a line of words, and which lines of a page bear marks that notes answer.

A raised digit stands in two kinds of lines. In prose it calls a footnote. In a line of names («Иванова И. И.¹, Ли К.²») it
calls the affiliation below, which begins with the same digit and is smaller than the body, as a footnote is; only the line of
names tells them apart. Some printers raise no digit, but print the signs ¹ ² ³ at full size; they are parted from their words
here, but for those of units («км²»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.read.ink import Line, Word, line_of
from pipeline.read.layout import Region

LABEL: Final = re.compile(r"(\d{1,3}|[*∗†‡]{1,3})[.)]?$")
_GLUED: Final = re.compile(r"(\d{1,3}|[*∗†‡]{1,3})[.)]?(?=[^\W\d_])")
"""«1По данным»: LaTeX sets no space behind a note's mark."""
_SIGNS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN: Final = str.maketrans(_SIGNS, "0123456789")
_SIGNED: Final = re.compile(rf"(?P<word>.*?)(?P<mark>[{_SIGNS}]{{1,3}})(?P<after>[.,;:!?»”)…]*)$")
_LEADING: Final = re.compile(rf"(?P<word>)(?P<mark>[{_SIGNS}]{{1,3}})(?P<after>\D.*)?$")
_ANY_SIGN: Final = re.compile(rf"[{_SIGNS}]")
_BEGINS_WITH_SIGN: Final = re.compile(rf"[{_SIGNS}]{{1,3}}(?:\s|[^\W\d_])")
_UNITS: Final = re.compile(r"(?:\b|/)(?:[кмсдгnк]?м|[kcdm]?m)$", re.IGNORECASE)
_INITIAL: Final = re.compile(r"\b[A-ZА-ЯЁ]\.")
_WORD: Final = re.compile(r"[^\W\d_]+")


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
        for at, word in enumerate(line.words):
            if word.mark and at:
                (names if is_of_names(line) else prose).add(label_of(word.text))
    return prose, names


def is_of_names(line: Line) -> bool:
    """Whether most words of a line are capitalised, or initials: authors' names."""
    words = _WORD.findall(line.text)
    if len(words) < 2 or (line.text.isupper() and not _INITIAL.search(line.text)):
        return False
    return sum(word[0].isupper() for word in words) > 0.7 * len(words)


def with_signs(regions: Sequence[Region]) -> Sequence[Region]:
    """The regions with ¹ ² ³ as raised marks, where a line begins with such a sign as a footnote does."""
    if not any(_BEGINS_WITH_SIGN.match(line.text) for region in regions for line in region.lines):
        return regions
    return [region._replace(lines=tuple(map(_signed, region.lines))) for region in regions]


def _signed(line: Line) -> Line:
    if not _ANY_SIGN.search(line.text):
        return line
    words = [part for at, word in enumerate(line.words) for part in _parts(word, not at)]
    return line if len(words) == len(line.words) and not words[0].mark else line_of(words)


def _parts(word: Word, first: bool) -> list[Word]:
    """The word, its sign as a mark, and the stops behind the sign; boxes are shared out by the count of characters."""
    match = (_LEADING.match(word.text) if first else None) or _SIGNED.match(word.text)
    if word.mark or match is None or _UNITS.search(match["word"]) or match["word"][-1:].isdigit():
        return [word]
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
