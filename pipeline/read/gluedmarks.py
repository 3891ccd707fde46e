"""Note marks that are glued to the word before them: «России¹».

Nothing in the text tells such a mark from «2018». Within one text object all characters stand on one line and have one size, so
only words of several objects are looked at character by character.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from pipeline.read.marks import Markable
from pipeline.read.textpages import Handles, Integers, Style, TextPages
from pipeline.read.words import Words, around


class Part(NamedTuple):
    """Part of a word, by half-open offsets in it."""

    begin: int
    end: int
    style: Style
    mark: bool


def told(
    pages: TextPages, found: Words, starts: Integers, ends: Integers, objects: Handles, marks: Markable
) -> Words:
    """The words with note marks known as such, and those in pieces that had one glued to them.

    `starts` and `ends`: the words' offsets in the pages' text; `objects`: the text objects that they begin in; `marks`: what
    may be a mark.
    """
    signs = np.flatnonzero(marks.units[pages.units])
    if not len(signs) or not len(starts):
        return found
    holders = starts.searchsorted(signs, "right") - 1
    holders = holders[np.append(True, holders[1:] != holders[:-1])]
    first_of_line = found.line.searchsorted(found.line[holders])
    small = found.size[holders] < 0.86 * found.size[first_of_line]
    led = marks.units[pages.units[starts[first_of_line]]]  # a line that begins with a mark's own size
    for at in holders[small | led].tolist():
        if marks.pattern.fullmatch(found.texts[at]):
            body = _body(found, at, marks)
            if _is_raised(found.style(at), body, 0.86 * body.size):
                found.mark[at] = True
                found.origins[at] = (body.x, body.y)
    # What an object prints stands together: a word between two words of its own object is of that object.
    parted = holders[np.append(objects[1:] != objects[:-1], True)[holders]]
    broken = parted[pages.objects(ends[parted] - 1) != objects[parted]].tolist()
    if not broken:
        return found
    styles = pages.styles([at for word in broken for at in range(int(starts[word]), int(ends[word]))])
    pieces = {
        at: cut
        for at in broken
        if (cut := list(_cut(int(starts[at]), found.texts[at], styles, _body(found, at, marks), marks)))
    }
    return _spliced(pages, found, starts, pieces) if pieces else found


def _body(found: Words, at: int, marks: Markable) -> Style:
    """How the line of a word is set: as its first word, or the last where the first may be a mark itself."""
    line = found.line[at]
    first = int(found.line.searchsorted(line))
    if marks.pattern.match(found.texts[first]):
        return found.style(int(found.line.searchsorted(line, "right")) - 1)
    return found.style(first)


def _spliced(pages: TextPages, found: Words, starts: Integers, pieces: dict[int, list[Part]]) -> Words:
    """The columns with some words replaced by their pieces."""
    places = sorted(pieces)
    counts = np.ones(len(starts), dtype=np.int64)
    counts[places] = [len(pieces[at]) for at in places]
    order = np.repeat(np.arange(len(starts)), counts)
    made = Words(
        texts=list(map(found.texts.__getitem__, order.tolist())),
        boxes=found.boxes[order],
        origins=found.origins[order],
        size=found.size[order],
        turn=found.turn[order],
        font=found.font[order],
        bold=found.bold[order],
        line=found.line[order],
        page=found.page[order],
        glue=list(map(found.glue.__getitem__, order.tolist())),
        mark=list(map(found.mark.__getitem__, order.tolist())),
        objects=found.objects,
    )
    rows: list[int] = []
    firsts: list[int] = []
    lasts: list[int] = []
    for at, row in zip(places, order.searchsorted(places).tolist(), strict=True):
        start = int(starts[at])
        for step, (begin, end, style, mark) in enumerate(pieces[at], row):
            rows.append(step)
            firsts.append(start + begin)
            lasts.append(start + end - 1)
            made.texts[step] = pages.text[start + begin : start + end]
            made.origins[step], made.size[step] = (style.x, style.y), style.size
            made.glue[step], made.mark[step] = begin > 0, mark
    made.boxes[rows] = around(pages.boxes(np.array(firsts)), pages.boxes(np.array(lasts)))
    return made


def _cut(start: int, text: str, styles: dict[int, Style], body: Style, marks: Markable) -> Iterator[Part]:
    """Pieces of a word printed by several objects: «России», the mark «1», and what is printed after the mark."""
    done = 0
    leading = marks.pattern.match(text)
    if leading and leading.end() < len(text):
        body = styles[start + leading.end()]
    for match in marks.pattern.finditer(text):
        least = 0.86 * body.size
        beside = match.start() - 1 if match.start() else match.end()
        if beside < len(text) and not text[beside].isdigit() and _rise(body, styles[start + beside]) < 1:
            least = 0.98 * body.size  # some set marks hardly smaller, but at a word that stands on the line
        elif any(_rise(body, styles[start + at]) < 1 for at in range(*match.span())):
            least = 0.98 * body.size  # or at a number that does
        small = [at for at in range(*match.span()) if _is_raised(styles[start + at], body, least)]
        if not small:
            continue
        if small[0] > done:
            yield Part(done, small[0], body if done else styles[start], False)
        yield Part(small[0], small[-1] + 1, styles[start + small[0]]._replace(x=body.x, y=body.y), True)
        done = small[-1] + 1
    if 0 < done < len(text):
        yield Part(done, len(text), body, False)


def _is_raised(style: Style, body: Style, least: float) -> bool:
    """Small and above the line that the body stands on."""
    return (
        style.size < least
        and _rise(body, style) > (0.1 if style.size < 0.86 * body.size else 0.25) * body.size
    )


def _rise(body: Style, style: Style) -> float:
    """How far a character stands above the line, in points."""
    if body.turn == 90:
        return body.x - style.x
    if body.turn == 180:
        return body.y - style.y
    if body.turn == 270:
        return style.x - body.x
    return style.y - body.y
