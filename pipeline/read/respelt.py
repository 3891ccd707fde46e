"""What Tesseract misspells and the ink contradicts: stops, dashes, spaces, capitals.

It gives every dash as a hyphen, sees a comma where a column ends and sees none in «7,1» (a silent ×10), and drops spaces
behind full stops. Each rule here tells the printed signs and the text off against each other one by one, and does nothing
where they don't tally. A digit is never changed here (see `closeup`), nor a letter's alphabet (see `alphabets`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import Final, Literal

from pipeline.read import alphabets
from pipeline.read.printed import Measured, MeasuredWord
from pipeline.read.tesseract import PixelBox
from pipeline.russian import morph

Sign = Literal["tall", "stop", "comma", "dash", "other"]

_DASHES: Final = "-‐‑–—−"
_HYPHEN_MOST: Final = 0.41
_EN_MOST: Final = 0.62
"""Lengths of hyphen and en dash in sizes; a longer one is an em dash."""
_JUNK: Final = 30
"""Words without letters and figures are dropped below this confidence: specks, edges of pictures."""
_FIGURE: Final = re.compile(r"\d[\d.,:–—-]*")
_OPENED: Final = re.compile(r"[‘’'`\"“”,.]+(?=[^\W_])")
_ADDRESS: Final = re.compile(r"[@/]|\w\.\w+\.\w")
_PRINTED: Final = {
    "ы": 2,
    "Ы": 2,
    "№": 2,
    "%": 3,
    '"': 2,
    "“": 2,
    "”": 2,
    "„": 2,
    "«": 2,
    "»": 2,
    "…": 3,
    "Ю": 1,
}
"""Signs that white columns part into several."""

_CAPITALISED: Final = re.compile(r"[А-ЯЁA-Z](?:[а-яё]|[a-z]|[.,;)]*$)")


def lines(found: Sequence[Measured]) -> list[Measured]:
    """The lines with what is certain put right; lines of nothing but specks are left out."""
    inked = [line._replace(words=tuple(_by_ink(line))) for line in found]
    settled = alphabets.settled([line for line in inked if line.words])
    return [line._replace(words=tuple(_lowered(word, line) for word in line.words)) for line in settled]


def _by_ink(line: Measured) -> Iterator[MeasuredWord]:
    """The line's words after each is told off against what is printed."""
    for word in line.words:
        if word.seen.confidence < _JUNK and not any(map(str.isalnum, word.text)):
            continue
        if not word.signs:
            continue
        kinds = [_kind(sign, line) for sign in word.signs]
        text = _with_dashes(word, kinds, line.size)
        text = _figured(text, kinds)
        text = alphabets.lettered(_stopped(text, word, kinds, line))
        yield from _parted(word._replace(seen=word.seen._replace(text=text)), line)


def _kind(sign: PixelBox, line: Measured) -> Sign:
    x0, top, x1, bottom = sign
    height, capital = bottom - top, line.capital
    if height > 0.8 * capital and top < line.base - 0.8 * capital:
        return "tall"
    if height < 0.5 * capital and top > line.base - 0.36 * capital and x1 - x0 < 0.4 * capital:
        return "comma" if bottom > line.base + 0.1 * capital else "stop"
    if height < 0.2 * capital and 0.12 * capital < line.base - bottom < 0.7 * capital:
        return "dash"
    return "other"


def _with_dashes(word: MeasuredWord, kinds: Sequence[Sign], size: float) -> str:
    """The word with each dash as long as it is printed; as it was where signs and text don't tally.

    Russian sets long dashes between words only, so that in «2019–2023» anything longer than a hyphen is an en dash.
    """
    places = [at for at, sign in enumerate(word.text) if sign in _DASHES]
    printed = [
        (x1 - x0) / size for (x0, _, x1, _), kind in zip(word.signs, kinds, strict=True) if kind == "dash"
    ]
    if not places or len(printed) != len(places):
        return word.text
    made = list(word.text)
    for at, length in zip(places, printed, strict=True):
        alone = len(word.text) == 1
        made[at] = "-" if length < _HYPHEN_MOST else "—" if alone and length > _EN_MOST else "–"
    return "".join(made)


def _figured(text: str, kinds: Sequence[Sign]) -> str:
    """A figure with the stops that are printed between its digits: one that is missing is put in, «,» told from «.»."""
    found = _FIGURE.match(text)
    if found is None:
        return text
    made: list[str] = []
    at = 0
    for index, sign in enumerate(found[0]):
        if at >= len(kinds):
            return text
        if sign.isdigit():
            if kinds[at] in ("comma", "stop") and made and made[-1].isdigit():
                made.append("," if kinds[at] == "comma" else ".")
                at += 1
            if at >= len(kinds) or kinds[at] != "tall":
                return text
        elif sign in ".,":
            if kinds[at] not in ("comma", "stop"):
                return text
            if index + 1 < len(found[0]) and found[0][index + 1].isdigit():
                sign = "," if kinds[at] == "comma" else "."
        elif sign in _DASHES and kinds[at] != "dash":
            return text
        elif sign == ":":
            pass
        made.append(sign)
        at += 1
    return "".join(made) + text[found.end() :]


def _stopped(text: str, word: MeasuredWord, kinds: Sequence[Sign], line: Measured) -> str:
    """Without a comma at the end, or a quote at the head, that isn't printed: a comma always hangs below the line."""
    hangs = max(sign[3] for sign in word.signs[-2:]) > line.base + 0.06 * line.size
    if (
        text.endswith(",")
        and len(text) > 1
        and not word.raised
        and not hangs
        and kinds[-1] not in ("stop", "comma")
    ):
        text = text[:-1]
    opened = _OPENED.match(text)
    if opened and _is_first(text[opened.end()], word.signs[0], line):
        text = text[opened.end() :]
    return text


def _is_first(letter: str, sign: PixelBox, line: Measured) -> bool:
    """Whether the word's first printed sign stands on the line as its first letter does, and is no quote."""
    return (
        letter.isalnum() and sign[3] > line.base - 0.1 * line.size and sign[3] - sign[1] > 0.5 * line.capital
    )


def _lowered(word: MeasuredWord, line: Measured) -> MeasuredWord:
    """A word that begins with a capital, in small letters where its first letter is printed small («Документ»)."""
    text, first = word.text, word.signs[0]
    small = 0.3 * line.capital < first[3] - first[1] and line.base - first[1] < 0.86 * line.capital
    if not small or not _CAPITALISED.match(text):
        return word
    return word._replace(seen=word.seen._replace(text=text[0].lower() + text[1:]))


def _parted(word: MeasuredWord, line: Measured) -> Iterator[MeasuredWord]:
    """The word; or several, where a space is printed that wasn't seen («С. 45» read as «С.45», «а в» as «ав»).

    Only where signs and letters tally, and only at a gap that is wide for a word, and for this word.
    """
    text, signs = word.text, word.signs
    spread = [_PRINTED.get(letter, 1) for letter in text]
    if sum(spread) != len(signs) or len(text) < 2 or word.raised or _ADDRESS.search(text):
        yield word
        return
    gaps = [after[0] - before[2] for before, after in pairwise(signs)]
    usual = median(gaps) if len(gaps) > 2 else 0.06 * line.size
    begins = list(accumulate(spread, initial=0))
    least, wide = max(0.17 * line.size, 1.7 * usual), 0.24 * line.size
    behind = [0.0, *(gaps[begins[at] - 1] for at in range(1, len(text)))]
    cuts = [at for at in range(1, len(text)) if behind[at] > least and _may_part(text, at, behind[at] > wide)]
    x0, top, x1, bottom = word.seen.box
    for start, end in pairwise((0, *cuts, len(text))):
        own = signs[begins[start] : begins[end]]
        left = own[0][0] if start else x0
        right = own[-1][2] if end < len(text) else x1
        seen = word.seen._replace(text=text[start:end], box=(left, top, right, bottom))
        yield word._replace(seen=seen, signs=own)


def _may_part(text: str, at: int, wide: bool) -> bool:
    """Whether a space may stand there: behind a stop, behind «№», or between two words.

    Two words that are one together («ав» is an interjection) are parted only where the gap is as `wide` as a space.
    """
    before, after = text[at - 1], text[at]
    if before in ".,;:№%":
        return after.isalnum() and not (before in ".,:" and after.isdigit() and text[at - 2].isdigit())
    apart = (alphabets.letters(text[:at]), alphabets.letters(text[at:]))
    if not (before.isalpha() and after.isalpha() and all(map(morph.is_known, apart))):
        return False
    return wide or not morph.is_known(alphabets.letters(text))
