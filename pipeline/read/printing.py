"""What printers do to words and readers don't see: letter-spacing (р а з р я д к а), bold made by printing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.read.ink import Word
from pipeline.russian import morph

Floats = npt.NDArray[np.float64]

_LETTER: Final = re.compile(r"[«(\"]?[А-ЯЁа-яёA-Za-z][.,;:!?)»\"]*")
_SHORT: Final = re.compile(r"[«(\"]?[А-ЯЁа-яёA-Za-z]{1,4}[.,;:!?)»\"]*|[.,;:!?)»\"]+")
_INITIAL: Final = re.compile(r"[А-ЯЁA-Z]\.")
_STOPS: Final = re.compile(r"[.,;:!?)»\"]+")
_CLOSING: Final = frozenset(".,;:!?)»")
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
        places = np.floor((left + shift) / 4) * 1e5 + base
        order = np.argsort(places)
        level = places[order[1:]] - places[order[:-1]] < near
        if (level & (np.abs(left[order[1:]] - left[order[:-1]]) < near)).any():
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
    """Stretches of a line's words (half-open indices) that are one letter-spaced word each: «н а с е л е н и е».

    PDFium keeps some letters together («З а к лю ч е н и е»), so a stretch is of short runs, most of them single letters. It is
    cut where the gap is wider than between letters, and believed when most of what comes out is in the dictionary.
    """
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and _SHORT.fullmatch(words[end].text):
            end += 1
        single = sum(bool(_LETTER.fullmatch(word.text)) for word in words[start:end])
        whole = end - start == len(words) == single  # «н е т» alone in a line
        if end - start >= (_MIN_LETTERS - whole) and 2 * single > end - start:
            yield from _words_of(words, start, end)
        start = max(end, start + 1)


def _words_of(words: Sequence[Word], start: int, end: int) -> list[tuple[int, int]]:
    """The stretch cut into words; those that the dictionary has, or all where it has most of the letters."""
    gaps = sorted(words[at + 1].x0 - words[at].x1 for at in range(start, end - 1))
    wide = 1.5 * max(gaps[len(gaps) // 2], 0.1)
    cuts = [start]
    for at in range(start + 1, end):
        closed = words[at - 1].text[-1] in _CLOSING
        wider = words[at].page is not None and words[at].x0 - words[at - 1].x1 > wide
        if (closed or wider) and not _STOPS.fullmatch(words[at].text):
            cuts.append(at)
    found = [(first, after, _said(words[first:after])) for first, after in pairwise([*cuts, end])]
    known = sum(len(said) for _, _, said in found if len(said) > 2 and morph.is_known(said))
    if known >= _MIN_LETTERS and known > 0.6 * sum(len(said) for _, _, said in found):
        return [(first, after) for first, after, _ in found if after - first > 1]
    spans = (
        (first, after) if _is_name(words, first, after) else _core(words, first, after, len(found) == 1)
        for first, after, _ in found
    )
    return [span for span in spans if span]


def _is_name(words: Sequence[Word], first: int, after: int) -> bool:
    """Whether the letters are a surname beside its initials («И в а н о в а А. П.»), which no dictionary need have."""
    beside = [words[at].text for at in (first - 1, after) if 0 <= at < len(words)]
    said = _said(words[first:after])
    spread = all(_LETTER.fullmatch(word.text) for word in words[first:after])
    return (
        after - first >= _MIN_LETTERS
        and spread
        and said[:1].isupper()
        and said[1:].islower()
        and any(_INITIAL.match(text) for text in beside)
    )


def _core(words: Sequence[Word], first: int, after: int, alone: bool) -> tuple[int, int] | None:
    """The span, or what it holds between whole short words («См. в ы в о д ы»), if the dictionary has it."""
    inner_first, inner_after = first, after
    while inner_first < after and not _LETTER.fullmatch(words[inner_first].text):
        inner_first += 1
    while inner_after > inner_first and not _LETTER.fullmatch(words[inner_after - 1].text):
        inner_after -= 1
    for start, end in ((first, after), (inner_first, inner_after)):
        said = _said(words[start:end])
        if end - start > 1 and len(said) >= _MIN_LETTERS - alone and morph.is_known(said):
            return start, end
    return None


def _said(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words).strip('«»().,;:!?"')
