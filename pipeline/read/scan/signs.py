"""Which printed signs are which word's.

A word is cut into signs by the white columns in it, and much is told from them: stops, heights, spaces, marks. So it matters
that they are its own. Where Tesseract sees no space between two words, or one where there is none, its boxes slip: «%, а в» comes
as «%,» and «ав» with the «а» in neither box. The letters say how many signs a word has, near enough; where two words that
follow each other have as many together as their letters ask for, they are shared out so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from pipeline.read.scan import dashes
from pipeline.read.scan.raster import Mask
from pipeline.read.scan.tesseract import PixelBox, Seen, SeenLine

PARTED: Final[Mapping[str, tuple[int, int]]] = {
    "ы": (2, 2),
    "Ы": (2, 2),
    "№": (2, 3),
    "%": (1, 3),
    '"': (1, 2),
    "“": (1, 2),
    "”": (1, 2),
    "„": (1, 2),
    "«": (1, 2),
    "»": (1, 2),
    "…": (3, 3),
    "Ю": (1, 2),
}
"""Signs that white columns part, and into how many, at least and at most."""
_UNSURE: Final = 75
"""Confidence of what is hardly a word."""
_BETWEEN: Final = 0.12
"""White between two words, at least, in sizes."""
_WIDEST: Final = 0.8
"""Of the widest white in both, what is between them at least."""


def gathered(lines: Sequence[SeenLine]) -> list[SeenLine]:
    """The lines, with what was taken for a line and is the breve of an «й» and a star above another one's letters as part of it.

    The word below gets its ink; where that stands behind its last letter, a sign for it.
    """
    made = list(lines)
    for at in range(len(lines) - 1, -1, -1):
        crown = lines[at]
        below = next((i for i in (at + 1, at - 1) if 0 <= i < len(made) and _is_over(crown, made[i])), None)
        if below is None:
            continue
        made[below] = _crowned(made[below], crown.box)
        made[at] = made[at]._replace(words=())
    return [line for line in made if line.words]


def _is_over(crown: SeenLine, line: SeenLine) -> bool:
    """Whether a low line stands at the head of another's letters, which no line of text does."""
    (x0, top, x1, bottom), (left, high, right, low) = crown.box, line.box
    height = low - high
    unsure = sum(word.confidence for word in crown.words) < _UNSURE * len(crown.words)
    return (
        bool(line.words)
        and unsure
        and len(crown.words) < 3
        and bottom - top < 0.5 * height
        and high - 0.4 * height < bottom < high + 0.45 * height
        and left < x0
        and x1 < right + 0.6 * height
    )


def _crowned(line: SeenLine, crown: PixelBox) -> SeenLine:
    words = list(line.words)
    at = max((i for i, word in enumerate(words) if word.box[0] < crown[2]), default=0)
    x0, top, x1, bottom = words[at].box
    text = words[at].text + ("‘" if crown[2] > x1 + 0.1 * (bottom - top) else "")
    box = (x0, min(top, crown[1]), max(x1, crown[2]), bottom)
    words[at] = words[at]._replace(text=text, box=box)
    return SeenLine(tuple(words), line.box)


def within(dark: Mask, box: PixelBox) -> list[PixelBox]:
    """What stands in a box between white columns, from left to right; touching letters are one."""
    x0, top, x1, bottom = box
    crop = dark[top:bottom, x0:x1]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], crop.any(axis=0).astype(np.int8), [0]))))
    found: list[PixelBox] = []
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        rows = np.flatnonzero(crop[:, left:right].any(axis=1))
        if right - left > 1 or len(rows) > 2:
            found.append((x0 + int(left), top + int(rows[0]), x0 + int(right), top + int(rows[-1]) + 1))
    return found


def of_words(words: Sequence[Seen], dark: Mask, size: float) -> list[tuple[Seen, list[PixelBox]]]:
    """A line's words, each with its signs; `size` in pixels."""
    whole = [_whole(words, at, dark) for at in range(len(words))]
    found = [(word, within(dark, word.box)) for word in whole]
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        plain = not dashes.is_dash(one[0].text) and not dashes.is_dash(other[0].text)
        if plain and not (_tallies(one) and _tallies(other)):
            found[at : at + 2] = _shared(one, other, dark, size) or (_wider(one, other[0], dark), other)
    return found


def _whole(words: Sequence[Seen], at: int, dark: Mask) -> Seen:
    """A word with the rest of the letters that its box's sides cut through, as far as there are no other words' boxes."""
    x0, top, x1, bottom = words[at].box
    most = (bottom - top) // 2
    left = max(x0 - most, 0, *(word.box[2] for word in words[at - 1 : at] if at))
    right = min(x1 + most, dark.shape[1], *(word.box[0] for word in words[at + 1 : at + 2]), dark.shape[1])
    while left < x0 < x1 and (dark[top:bottom, x0 - 1] & dark[top:bottom, x0]).any():
        x0 -= 1
    while x0 < x1 < right and (dark[top:bottom, x1 - 1] & dark[top:bottom, x1]).any():
        x1 += 1
    return words[at]._replace(box=(x0, top, x1, bottom))


def _tallies(found: tuple[Seen, list[PixelBox]]) -> bool:
    least, most = _count(found[0].text)
    return least <= len(found[1]) <= most


def _count(text: str) -> tuple[int, int]:
    """How many signs a text is printed with, at least and at most."""
    counts = [PARTED.get(sign, (1, 1)) for sign in text]
    return sum(least for least, _ in counts), sum(most for _, most in counts)


def _shared(
    one: tuple[Seen, list[PixelBox]], other: tuple[Seen, list[PixelBox]], dark: Mask, size: float
) -> tuple[tuple[Seen, list[PixelBox]], tuple[Seen, list[PixelBox]]] | None:
    """Two words with the signs that stand between the ends of both, as their letters ask for them; null where they don't."""
    (first, _), (second, _) = one, other
    x0, x1 = min(first.box[0], second.box[0]), max(first.box[2], second.box[2])
    top, bottom = min(first.box[1], second.box[1]), max(first.box[3], second.box[3])
    signs = within(dark, (x0, top, x1, bottom))
    (least, most), (least_after, most_after) = _count(first.text), _count(second.text)
    white = [after[0] - before[2] for before, after in pairwise(signs)]
    wide = max(_BETWEEN * size, _WIDEST * max(white, default=0))
    cuts = [
        at
        for at in range(max(1, least), min(most + 1, len(signs)))
        if least_after <= len(signs) - at <= most_after and white[at - 1] >= wide
    ]
    if not cuts:
        return None
    cut = max(cuts, key=lambda at: white[at - 1])
    return (
        (first._replace(box=(x0, first.box[1], signs[cut - 1][2], first.box[3])), signs[:cut]),
        (second._replace(box=(signs[cut][0], second.box[1], x1, second.box[3])), signs[cut:]),
    )


def _wider(found: tuple[Seen, list[PixelBox]], following: Seen, dark: Mask) -> tuple[Seen, list[PixelBox]]:
    """A word whose box is too narrow with what stands between it and the next one, where it has too few signs without."""
    word, signs = found
    if len(signs) < len(word.text) and following.box[0] > word.box[2]:
        x0, top, _, bottom = word.box
        wider = within(dark, (x0, top, following.box[0] - 1, bottom))
        if len(signs) < len(wider) <= len(word.text):
            return word, wider
    return found
