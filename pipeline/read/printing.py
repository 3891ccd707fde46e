"""What printers do to words and readers don't see: letter-spacing (р а з р я д к а), bold made by printing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.read.ink import Word
from pipeline.russian import morph

Floats = npt.NDArray[np.float64]

_LETTER: Final = re.compile(r"[«(\"]?[А-ЯЁа-яёA-Za-z][.,;:!?)»\"]*")
_MIN_LETTERS: Final = 4


def once(words: Sequence[Word]) -> list[Word]:
    """The words without those that are printed a second time at the same place."""
    places: dict[tuple[str, int], list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        row, near = round(word.base), 0.2 * word.size
        about = (other for at in (row - 1, row, row + 1) for other in places.get((word.text, at), ()))
        if any(abs(word.x0 - other.x0) < near and abs(word.base - other.base) < near for other in about):
            continue
        places.setdefault((word.text, row), []).append(word)
        kept.append(word)
    return kept


def overprinted(left: Floats, base: Floats, size: Floats) -> bool:
    """Whether any two words begin at about the same place: looked for in upright strips of four points, laid twice."""
    if len(size) < 2:
        return False
    near = 0.2 * float(size.max())
    for shift in (0.0, 2.0):
        # One number for strip and height: no page is 100,000 points high.
        places = np.sort(np.floor((left + shift) / 4) * 1e5 + base)
        if float((places[1:] - places[:-1]).min()) < near:
            return True
    return False


def halved(text: str) -> str | None:
    """A word whose every letter is printed twice («ВВыыввоодд»), as it should be; null for any other.

    >>> halved("ВВыыввоодд"), halved("длинная")
    ('Вывод', None)
    """
    if len(text) < 6 or len(text) % 2 or text[::2] != text[1::2] or not text.isalpha():
        return None
    return text[::2] if morph.is_known(text[::2]) else None


def spaced(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Stretches of single letters (half-open indices) that are one letter-spaced word each."""
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and _LETTER.fullmatch(words[end].text):
            end += 1
        if end - start >= _MIN_LETTERS:
            yield from _words_of(words, start, end)
        start = max(end, start + 1)


def _words_of(words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut where the gap is wider than between letters; what the dictionary knows is a word."""
    gaps = sorted(words[at + 1].x0 - words[at].x1 for at in range(start, end - 1))
    usual = gaps[len(gaps) // 2]
    first = start
    for at in range(start, end):
        last = at + 1 == end
        if last or (words[at].page is not None and words[at + 1].x0 - words[at].x1 > 1.5 * max(usual, 0.1)):
            said = "".join(word.text for word in words[first : at + 1]).strip('«»().,;:!?"')
            if at + 1 - first >= _MIN_LETTERS and morph.is_known(said):
                yield first, at + 1
            first = at + 1
