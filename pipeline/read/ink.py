"""What stands on a page before anything is understood: words with their place, lines of words, ruled lines.

Coordinates are PDF points from the page's top left, y downwards, after the page's rotation. `base` is the y of the line
that the letters stand on; it is what makes words of one line one line, whatever their size. A text file has no boxes: its
words carry `raw`, the offset of their first code point in the decoded file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from statistics import median
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt

from pipeline.model import Box

_F = TypeVar("_F", float, npt.NDArray[np.float64])
_T = TypeVar("_T", bound=tuple[Any, ...])


def maker(kind: type[_T]) -> Callable[[Iterable[Any]], _T]:
    """A NamedTuple's `_make` without a step of Python's own for each, of which a page has hundreds."""
    return cast("Callable[[Iterable[Any]], _T]", partial(tuple.__new__, kind))


class Word(NamedTuple):
    """A run of characters between spaces, or a note mark that was glued to one.

    `glue`: stands against the word before it with no space. `mark`: small and raised, a note's mark. `font`: index of the
    document's font, -1 where unknown. `line`: which line of the content stream it was printed in, -1 where unknown. `sure`
    (0–100): how sure OCR is of it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    glue: bool = False
    mark: bool = False
    page: int | None = None
    raw: int | None = None
    note: int | None = None
    font: int = -1
    line: int = -1
    sure: int = 100

    @property
    def box(self) -> Box | None:
        return None if self.page is None else (self.x0, self.top, self.x1, self.bottom)


class Line(NamedTuple):
    """Words of one baseline in one column, from left to right; `text` is their text as it was found."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    page: int | None
    text: str

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


class Rule(NamedTuple):
    """A drawn line, or the edge of a drawn rectangle: a table's border, the rule above footnotes."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 > self.bottom - self.top


class Frame(NamedTuple):
    """The page's crop box in its own space, turned clockwise by `turn`; maps to points from the top left.

    `slope`: by how much lines of text climbed to the right on a scan that was then laid straight; only `back` knows of it.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    slope: float = 0.0

    def point(self, x: _F, y: _F) -> tuple[_F, _F]:
        if self.turn == 90:
            return (y - self.bottom, x - self.left)
        if self.turn == 180:
            return (self.right - x, y - self.bottom)
        if self.turn == 270:
            return (self.top - y, self.right - x)
        return (x - self.left, self.top - y)

    def box(self, box: Box) -> Box:
        ax, ay = self.point(box[0], box[1])
        bx, by = self.point(box[2], box[3])
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def back(self, box: Box) -> Box:
        """The box in the page's own space: left, bottom, right, top."""
        x0, top, x1, bottom = self._askew(box) if self.slope else box
        if self.turn == 90:
            return (top + self.left, x0 + self.bottom, bottom + self.left, x1 + self.bottom)
        if self.turn == 180:
            return (self.right - x1, top + self.bottom, self.right - x0, bottom + self.bottom)
        if self.turn == 270:
            return (self.right - bottom, self.top - x1, self.right - top, self.top - x0)
        return (x0 + self.left, self.top - bottom, x1 + self.left, self.top - top)

    def _askew(self, box: Box) -> Box:
        """The box moved to where its middle was before the page was laid straight (see `raster.straightened`)."""
        (x0, top, x1, bottom), (width, height) = box, self.size
        aside = self.slope * ((top + bottom) / 2 - height / 2)
        up = self.slope * ((x0 + x1) / 2 + aside - width / 2)
        return (x0 + aside, top - up, x1 + aside, bottom - up)

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn in (90, 270) else (width, height)


class PageInk(NamedTuple):
    """A page as found: words in the order of the content stream, and drawn lines.

    `frame` turns the page so that its text stands upright, `shown` as a viewer shows it; `aside` are the words that run
    in another direction than most. `images`: share of the page under pictures. `objects`: how many things are drawn on it,
    words among them, -1 where unknown.
    """

    number: int
    frame: Frame
    shown: Frame
    words: tuple[Word, ...]
    aside: tuple[Word, ...]
    rules: tuple[Rule, ...]
    images: float
    objects: int = -1

    @property
    def width(self) -> float:
        return self.frame.size[0]

    @property
    def height(self) -> float:
        return self.frame.size[1]

    def as_shown(self, box: Box) -> Box:
        """A box of the upright page, as a viewer shows the page."""
        straight = self.frame.turn == self.shown.turn and not self.frame.slope
        return box if straight else self.shown.box(self.frame.back(box))


def spell(words: Sequence[Word]) -> str:
    """The words as text, with a space where there was one."""
    return "".join(word.text if word.glue or not at else " " + word.text for at, word in enumerate(words))


def line_of(words: Sequence[Word]) -> Line:
    """A line of words of one baseline; its size is that of most of its ink, note marks aside."""
    ordered = tuple(sorted(words, key=_left))
    body = [word for word in ordered if not word.mark] or list(ordered)
    letters = sum(len(word.text) for word in body)
    return Line(
        words=ordered,
        x0=ordered[0].x0,
        x1=max(word.x1 for word in ordered),
        base=_median([word.base for word in body]),
        size=_median([word.size for word in body]),
        bold=2 * sum(len(word.text) for word in body if word.bold) > letters,
        page=ordered[0].page,
        text=spell(ordered),
    )


def _median(values: Sequence[float]) -> float:
    """The median, quickly where all are the same, as they mostly are."""
    return values[0] if values.count(values[0]) == len(values) else median(values)


def _left(word: Word) -> float:
    return word.x0


def unplaced(words: Sequence[Word]) -> Line:
    """A line of a format without pages: words in their order, no place and no size."""
    return Line(tuple(words), 0.0, 0.0, 0.0, 0.0, False, None, spell(words))
