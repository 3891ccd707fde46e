"""Spaces between words, told by the white that is printed: Tesseract leaves some out, and puts some into words.

Behind a full stop, a figure or «№» it often sees none («С.45», «2022г.», «№1»), and it parts «XXI» and «рассмотрен» where a
letter stands a little off. How wide white has to be depends on what stands beside it: digits stand apart themselves, so that
white among them is a space only where it is wide, while two words that are no word together are parted by little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from statistics import median
from typing import Final

from pipeline.read.scan import alphabets, typewriter
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.signs import PARTED
from pipeline.russian import morph

_NARROW_SPACE, _SPACE, _WIDE_SPACE, _WIDEST_SPACE = 0.13, 0.17, 0.21, 0.32
"""White that is a space between two words that are none together and behind «№»; that may be one; that is one; and that is
one among digits, which stand apart themselves; in sizes."""
_BEHIND_CAPITAL: Final = 0.3
"""White that is a space behind a capital all alone; some faces set capitals off."""
_NO_SPACE: Final = 0.16
"""White between two letters of one word at most, in sizes."""
_WORDS_OF_ONE: Final = frozenset("авикосуяАВИКОСУЯ")
_ROMAN: Final = re.compile(r"[XVIХУ]+")
_ADDRESS: Final = re.compile(r"[@/]|[A-Za-z\d]\.[A-Za-z\d]+\.[A-Za-z\d]")
_TONNES: Final = re.compile(r"(?:тыс\.?|млн|млрд)(т)(?:[авик]|на|за|до|из|по|от)?[.,;:)]*")
"""«млнтв» for «млн т в»: what no dictionary parts."""
_ADDRESSED: Final = re.compile(r"10\.\d{4,9}|https?:|www\.")
"""The head of a DOI or an address."""
_BEFORE_STOP: Final = 0.45
"""White before a comma, at most, in sizes: a typewriter's stands so far off. Colons have spaces before them in references."""
_OPEN_FIGURE: Final = re.compile(r"\d+,")
_YEAR: Final = re.compile(r".*\b(?:19|20)\d\d\.")
"""«2022.» before «412 с.»: what follows is no part of a figure."""


def parted(word: MeasuredWord, line: Measured, pitch: float | None = None) -> Iterator[MeasuredWord]:
    """The word; or several, where a space is printed that wasn't seen («С. 45» read as «С.45», «а в» as «ав»).

    Only at a gap that is wide for a word, and for this word; and only where signs and letters tally, from the word's head
    to the gap or from there to its end. Of a typewriter's letters, `pitch` sizes from each other, none is wide apart.
    """
    text, signs = word.text, word.signs
    if len(text) < 2 or len(signs) < 2 or word.raised or _ADDRESS.search(text):
        yield word
        return
    spread = [PARTED.get(letter, (1, 1))[1] for letter in text]
    gaps = [after[0] - before[2] for before, after in pairwise(signs)]
    usual = median(gaps) if len(gaps) > 2 else 0.06 * line.size
    least = _NARROW_SPACE * line.size
    if not _TONNES.fullmatch(text):
        least = max(least, 1.7 * usual)
    begins = list(accumulate(spread, initial=0))
    tally = begins[-1] == len(signs)
    cuts: list[tuple[int, int]] = []
    for at in range(1, len(text)):
        places = {begins[at]} if tally else {begins[at], len(signs) - (begins[-1] - begins[at])}
        open_at = [place for place in places if 0 < place < len(signs) and gaps[place - 1] > least]
        place = max(open_at, key=lambda place: gaps[place - 1], default=0)
        gap = gaps[place - 1] / line.size
        sure = tally or (gaps[place - 1] == max(gaps) and gap > _WIDE_SPACE)
        year = _YEAR.fullmatch(text[:at]) and place > 1 and gaps[place - 1] > 1.5 * gaps[place - 2]
        typed = (
            pitch is not None
            and place
            and typewriter.are_next(signs[place - 1], signs[place], pitch * line.size)
        )
        if typed:
            continue
        if place > (cuts[-1][1] if cuts else 0) and sure and (year or _may_part(text, at, gap)):
            cuts.append((at, place))
    x0, top, x1, bottom = word.seen.box
    for (start, first), (end, last) in pairwise(((0, 0), *cuts, (len(text), len(signs)))):
        own = signs[first:last]
        left = own[0][0] if start else x0
        right = own[-1][2] if end < len(text) else max(x1, own[-1][2])
        seen = word.seen._replace(text=text[start:end], box=(left, top, right, bottom))
        yield word._replace(seen=seen, signs=own)


def _may_part(text: str, at: int, gap: float) -> bool:
    """Whether a space may stand there: behind a stop, a figure or «№», or between two words. `gap`: the white, in sizes.

    Two words that are one together («ав» is an interjection), and figures, are parted only where the gap is a wide one.
    """
    before, after = text[at - 1], text[at]
    tonnes = _TONNES.fullmatch(text)
    if tonnes and at in tonnes.span(1):
        return True
    if before == "№":
        return after.isdigit()
    if gap < _SPACE:
        apart = (alphabets.letters(text[:at]), alphabets.letters(text[at:]))
        known = before.isalpha() and after.isalpha() and all(map(morph.is_known, apart))
        return known and min(map(len, apart)) > 2 and not morph.is_known(alphabets.letters(text))
    if before in ".,;:%":
        figure = before in ".,:" and after.isdigit() and text[at - 2].isdigit()
        return after.isalnum() and (gap > _WIDEST_SPACE or not figure)
    if before.isdigit() and (after == "%" or after.isalpha()):
        return gap > _WIDE_SPACE and (after == "%" or after.islower())
    apart = (alphabets.letters(text[:at]), alphabets.letters(text[at:]))
    if not (before.isalpha() and after.isalpha() and all(map(_is_word, apart))):
        return False
    wide = _BEHIND_CAPITAL if len(apart[0]) == 1 and before.isupper() else _WIDE_SPACE
    return gap > wide or not morph.is_known(alphabets.letters(text))


def _is_word(text: str) -> bool:
    """Whether the dictionary has a word; of letters alone only those that are words."""
    return morph.is_known(text) if len(text) > 1 else text in _WORDS_OF_ONE


def joined(line: Measured, pitch: float | None = None) -> Iterator[MeasuredWord]:
    """The line's words, with what was seen as two and is printed without a space between as one («р ассмотрен», «X XI»).

    `pitch`: how far a typewriter's letters stand from each other, in sizes; such a figure is often seen in pieces («7, 4»).
    """
    before = line.words[0]
    for word in line.words[1:]:
        white = word.signs[0][0] - before.signs[-1][2]
        near = white < _NO_SPACE * line.size and _are_one(before.text, word.text)
        typed = (
            pitch is not None
            and _OPEN_FIGURE.fullmatch(before.text)
            and word.text[0].isdigit()
            and typewriter.are_next(before.signs[-1], word.signs[0], pitch * line.size)
        )
        stop = word.text == "," != before.text[-1] and white < _BEFORE_STOP * line.size
        if (near or typed or stop) and not before.raised:
            (x0, top, _, bottom), (_, high, x1, low) = before.seen.box, word.seen.box
            box = (x0, min(top, high), x1, max(bottom, low))
            sure = min(before.seen.confidence, word.seen.confidence)
            seen = before.seen._replace(text=before.text + word.text, box=box, confidence=sure)
            stem = before.stem if word.stem is None else word.stem
            before = MeasuredWord(seen, (*before.signs, *word.signs), word.raised, stem)
        else:
            yield before
            before = word
    yield before


def _are_one(one: str, other: str) -> bool:
    """Whether two pieces are one word, and no two: known to the dictionary, a Roman numeral, or the strokes of «//»."""
    if (
        (one, other) == ("/", "/")
        or (other[0] == "/" and _ADDRESSED.match(one))
        or (one in ("http:", "https:") and other.startswith("//"))
        or (_ROMAN.fullmatch(one) and _ROMAN.fullmatch(other))
    ):
        return True
    halves = alphabets.letters(one), alphabets.letters(other)
    if not all(halves) or len(halves[0]) < len(one) or not other[0].isalpha() or other[0].isupper():
        return False
    return morph.is_known("".join(halves)) and not all(map(morph.is_known, halves))
