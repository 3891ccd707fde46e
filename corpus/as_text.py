"""A sample paper as text copied out of a journal's PDF: what readers of plain text have to put up with.

Lines of some seventy characters, broken with hyphens by a real hyphenator; pages of forty lines with a number and
a running head between them, in the middle of a sentence as likely as not; footnotes at the foot of the page that
holds their mark, the mark glued to its word; tables as rows of cells with spaces between.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from paper import Paper, Table, tidy

WIDTH = 70
HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the paper, with the notes (already numbered) whose marks stand in it."""

    text: str
    notes: tuple[str, ...] = ()


@cache
def _breaks(word: str) -> tuple[int, ...]:
    """Where a word may be broken: indices of the first letter that goes to the next line."""
    import pyphen  # type: ignore[import-untyped,import-not-found,unused-ignore]

    return tuple(place for place in pyphen.Pyphen(lang="ru_RU", left=2, right=2).positions(word))


def wrap(text: str, indent: str = "") -> Iterator[str]:
    """Lines of at most WIDTH characters; a broken word ends in «-», a compound is broken at its own hyphen."""
    line = indent
    for word in text.split(" "):
        gap = "" if line == indent else " "
        while len(line) + len(gap) + len(word) > WIDTH:
            room = WIDTH - len(line) - len(gap)
            cut = _cut(word, room)
            if cut:
                yield f"{line}{gap}{word[:cut]}" + ("" if word[cut - 1] == "-" else "-")
                word = word[cut:]
            elif line.strip():
                yield line
            else:  # longer than a line and nowhere to break: an address
                yield word[:WIDTH]
                word = word[WIDTH:]
            line, gap = "", ""
        line = f"{line}{gap}{word}"
    yield line


def _cut(word: str, room: int) -> int:
    """How many characters of the word stay on a line with that much room; 0 when it has to go down whole."""
    letters = re.search(r"[А-Яа-яЁё-]{5,}", word)
    if letters is None:
        return 0
    start, core = letters.start(), letters.group()
    own = [start + found.end() for found in re.finditer("-", core) if 1 < found.end() < len(core) - 1]
    parts = [(start + found.start(), found.group()) for found in re.finditer(r"[^-]+", core)]
    made = [at + place for at, part in parts for place in _breaks(part)]
    fits = [place for place in own if place <= room] + [place for place in made if place < room]
    return max(fits, default=0)


def _body(paper: Paper) -> Iterator[Line]:
    """The paper's lines without pages; a note's mark is its number, glued to the word before it."""
    number = 0
    for block in paper.blocks:
        if isinstance(block, Table):
            yield Line("")
            yield from (Line(line) for line in textwrap.wrap(block.caption, WIDTH))
            yield Line("")
            for row in block.grid():
                yield Line(" ".join(cell for cell in row if cell))
            yield Line("")
            continue
        text, waiting = "", []
        for run in block.runs:
            if run.note:
                number += 1
                text = f"{text}\ue000{number}\ue001"
                waiting.append(f"{number} {tidy(run.text)}")
            else:
                text += run.text
        if block.kind in ("title", "heading", "references", "subheading", "title-en"):
            yield Line("")
            yield from (Line(line) for line in textwrap.wrap(tidy(text), WIDTH - 20))
            yield Line("")
            continue
        for line in wrap(tidy(text), "  " if block.kind == "body" else ""):
            marks = line.count("\ue001")
            yield Line(re.sub("[\ue000\ue001]", "", line), tuple(waiting[:marks]))
            del waiting[:marks]


def lines(paper: Paper) -> Iterator[str]:
    """The file's lines: pages of HEIGHT lines with their furniture."""
    page = int(paper.options.get("first-page", "1"))
    heads = (paper.options.get("head-left", ""), paper.options.get("head-right", ""))
    on_page: list[str] = []
    feet: list[str] = []

    def turn() -> Iterator[str]:
        yield from on_page
        if feet:
            yield ""
            for foot in feet:
                yield from wrap(foot)
        yield ""
        yield str(page)
        yield ""

    for line in _body(paper):
        taken = len(on_page) + sum(1 + len(foot) // WIDTH for foot in (*feet, *line.notes))
        if taken >= HEIGHT:
            yield from turn()
            page += 1
            on_page, feet = [heads[page % 2], ""], []
        if line.text or on_page[-1:] != [""]:
            on_page.append(line.text)
        feet.extend(line.notes)
    yield from turn()
