"""What was recognised on a page → its words and drawn lines in points, as a text layer and a drawing would give them.

Layout goes by sizes and weights. Measured line by line they have the grain of pixels, so that sizes are drawn together over
the whole paper, and bold is what has stems well thicker than most of its page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.read.ink import PageInk, Rule, Word
from pipeline.read.scan import raised, ruling
from pipeline.read.scan.printed import Measured
from pipeline.read.scan.raised import Marked
from pipeline.read.scan.raster import Picture

_BOLDER: Final = 1.36
_GROWS: Final = 0.75
_GRAIN, _REACH = 0.025, 0.07
"""Of a size: what pixels' grain makes of it, and what is still the same size."""
_BEARING: Final = 0.04
"""White behind a letter that belongs to it, of its size."""
_MARK: Final = 0.6
"""A note mark's size of its line's."""


def words(lines: Sequence[Measured], picture: Picture, scale: float, page: int) -> tuple[Word, ...]:
    """The lines' words, note marks apart from the words that they are glued to. `scale`: pixels a point."""
    bold = _boldness(lines)
    return tuple(
        word
        for line, found in zip(lines, raised.marked(lines, picture), strict=True)
        for one in found
        for word in _words(one, line, bold, scale, page)
    )


def rules(drawn: ruling.Strokes, scale: float) -> tuple[Rule, ...]:
    """Drawn level and upright lines: a table's borders, the rule above footnotes. `scale`: pixels a point."""
    return tuple(
        Rule(x0 / scale, y0 / scale, x1 / scale, y1 / scale)
        for x0, y0, x1, y1 in (*drawn.level, *drawn.upright)
    )


def levelled(inks: Sequence[PageInk]) -> list[PageInk]:
    """Pages read from pictures with their sizes, measured line by line, drawn together: the body has one size."""
    counts = Counter[float]()
    for word in (word for ink in inks for word in ink.words if not word.mark):
        counts[round(word.size, 1)] += len(word.text)
    named: dict[float, float] = {}
    while counts:
        # A peak of the sizes, so that noise doesn't part a body's lines; its reach ends before the next one's.
        top = max(counts, key=lambda size: (_within(counts, size), counts[size], size))
        reached = [size for size in counts if abs(size - top) <= _REACH * top]
        for size in reached:
            named[size] = top
            del counts[size]
    return [
        ink._replace(
            words=tuple(
                word if word.mark else word._replace(size=named[round(word.size, 1)]) for word in ink.words
            )
        )
        for ink in inks
    ]


def _within(counts: Counter[float], size: float) -> int:
    return sum(letters for other, letters in counts.items() if abs(other - size) <= _GRAIN * size)


def _boldness(lines: Sequence[Measured]) -> float:
    """The weight from which letters are bold: well above what most of the page has."""
    shares = sorted(
        (_weight(word.stem, line.size), len(word.text))
        for line in lines
        for word in line.words
        if word.stem is not None
    )
    half, seen = sum(letters for _, letters in shares) / 2, 0
    for share, letters in shares:
        seen += letters
        if seen >= half:
            return _BOLDER * share
    return float("inf")


def _weight(stem: float, size: float) -> float:
    """How heavy letters are. Stems grow less than their letters do: large type is cut finer, and ink spreads by itself."""
    return float(stem / size**_GROWS)


def _words(found: Marked, line: Measured, bold: float, scale: float, page: int) -> Iterator[Word]:
    """A recognised word; or its letters, its mark and the stops behind it, glued to each other."""
    base, size = line.base / scale, line.size / scale
    stem = found.word.stem
    heavy = stem is not None and _weight(stem, line.size) > bold
    text = found.word.text
    x0, top, x1, bottom = (side / scale for side in found.word.seen.box)
    x1 += _BEARING * size  # a text layer's boxes have the white behind a letter in them
    sure = found.word.seen.confidence
    plain = Word(text, x0, top, x1, bottom, base, size, heavy, page=page, sure=sure)
    if found.mark is None:
        if text:
            yield plain
        return
    mark, box = found.mark
    left, high, right, low = (side / scale for side in box)
    if text:
        yield plain._replace(x1=left)
    yield Word(
        mark, left, high, right, low, base, _MARK * size, glue=bool(text), mark=True, page=page, sure=sure
    )
    if found.after:
        yield plain._replace(text=found.after, x0=right, glue=True)
