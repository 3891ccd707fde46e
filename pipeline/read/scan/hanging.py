"""Signs told by what of them hangs below the line (commas, semicolons, brackets, «щ», «ц») or stands over it («й», «ё»).

Tesseract goes by what it expects, and where a sentence might end it reads «Россия.» for «Россия,». The ink is plain: a comma
hangs below the line and a full stop doesn't, nor do «:», «ш» and «и», and no digit does: what hangs and is higher than a
capital is a bracket, so that «11, с. 14]» is «[1, с. 14]». A bracket is believed only where its fellow stands in the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.tesseract import PixelBox
from pipeline.russian import morph

_HANGS: Final = 0.12
"""Of a capital's height, below the line's foot."""
_LOW: Final = 0.5
"""Height of a stop at most."""
_TAIL: Final = re.compile(r"[.,:;]+$")
_TAILED: Final = {"ш": "щ", "Ш": "Щ", "и": "ц", "И": "Ц"}
_CROWNED: Final = {"и": "й", "е": "ё"}
_LIKE_BRACKETS: Final = "1lI|!"
_OPENING: Final = re.compile(rf"[{re.escape(_LIKE_BRACKETS)}](?=\d)")
_CLOSING: Final = re.compile(rf"(?<=\d)[{re.escape(_LIKE_BRACKETS)}](?=[.,;:]*$)")
_BOTH: Final = re.compile(rf"[{re.escape(_LIKE_BRACKETS)}](\d+)[{re.escape(_LIKE_BRACKETS)}]([.,;:]*)$")
_BAR: Final = re.compile(r"(?<=[\d.])\|(?=[.,;:]*$)")


def spelt(text: str, word: MeasuredWord, line: Measured) -> str:
    """A word's text with the stops and letters that hang as they are printed."""
    if not word.signs or word.raised:
        return text
    foot = _foot(word.signs, line)
    text = _tailed(_stopped(text, word.signs, foot, line.capital), word.signs, foot, line.capital)
    return _crowned(text, word.signs, foot, line.capital)


def bracketed(words: Sequence[MeasuredWord], line: Measured) -> list[MeasuredWord]:
    """The line's words with brackets that were read as «1», «l» or «|», where the other bracket stands in the line."""
    made = list(words)
    for at, word in enumerate(made):
        before = "".join(other.text for other in made[:at])
        after = "".join(other.text for other in made[at + 1 :])
        text = word.text
        opens = "]" in text + after and "[" not in (text + after).split("]")[0]
        if opens and _OPENING.match(text) and _is_bracket(word.signs[0], line):
            text = "[" + text[1:]
        closes = before.rfind("[") > before.rfind("]") or text.rfind("[") > text.rfind("]")
        tail = len(text) - len(text.rstrip(".,;:"))
        if closes and len(word.signs) > tail + 1 and _is_bracket(word.signs[-1 - tail], line):
            text = _CLOSING.sub("]", text)
        if closes:
            text = _BAR.sub("]", text)
            core = text[: len(text) - tail]
            unseen = core.isdigit() and len(word.signs) == len(text) + 1
            if unseen and _is_bracket(word.signs[-1 - tail], line):
                text = f"{core}]{text[len(core) :]}"
        both = _BOTH.match(text)
        if both and len(word.signs) > tail + 2:
            first, last = word.signs[0], word.signs[-1 - tail]
            if _is_bracket(first, line) and _is_bracket(last, line):
                text = f"[{both[1]}]{both[2]}"
        if text != word.text:
            made[at] = word._replace(seen=word.seen._replace(text=text))
    return made


def _foot(signs: Sequence[PixelBox], line: Measured) -> float:
    """The row under the word's own letters, the line's where they don't tell."""
    feet = [
        bottom
        for _, top, _, bottom in signs
        if bottom - top > _LOW * line.capital and abs(bottom - line.base) < _HANGS * line.capital
    ]
    return median(feet) if feet else line.base


def _stopped(text: str, signs: Sequence[PixelBox], foot: float, capital: float) -> str:
    """The text with the stops at its end as they are printed, where there are as many."""
    found = _TAIL.search(text)
    if found and len(found[0]) == 2 and len(signs) == len(text) - 1 and _is_whole(text[: found.start()]):
        text = text[:-1]  # «СНГ.,» for «СНГ,»: one of them is printed
        found = _TAIL.search(text)
    if found is None or found.start() == 0 or len(signs) <= len(found[0]):
        return text
    made = "".join(
        _stop(said, sign, foot, capital) for said, sign in zip(found[0], signs[-len(found[0]) :], strict=True)
    )
    return text[: found.start()] + made


def _is_whole(text: str) -> bool:
    """Whether a text is an abbreviation in capitals or a whole word: no full stop shortens it."""
    return len(text) > 2 and (text.isupper() or (len(text) > 4 and morph.is_known(text)))


def _stop(said: str, sign: PixelBox, foot: float, capital: float) -> str:
    x0, top, x1, bottom = sign
    wide, high = x1 - x0, bottom - top
    if wide > 0.45 * capital or top < foot - 0.8 * capital:
        return said
    hangs = bottom > foot + _HANGS * capital
    if top > foot - 0.36 * capital:  # a comma or a full stop
        return "," if hangs and high > 1.4 * wide and said == "." else said
    return ";" if hangs and said == ":" and high > 0.5 * capital else said


def _tailed(text: str, signs: Sequence[PixelBox], foot: float, capital: float) -> str:
    """The text with «щ» and «ц» for «ш» and «и» that hang, where that makes a word or it was none."""
    bare = "".join(filter(str.isalpha, text))
    hang = [bottom > foot + _HANGS * capital for _, _, _, bottom in signs]
    if len(signs) != len(text) or not any(hang):
        return text
    made = "".join(
        _TAILED.get(letter, letter) if low else letter for letter, low in zip(text, hang, strict=True)
    )
    if made == text:
        return text
    known = morph.is_known("".join(filter(str.isalpha, made)))
    return made if known or not morph.is_known(bare) else text


def _crowned(text: str, signs: Sequence[PixelBox], foot: float, capital: float) -> str:
    """The text with «й» and «ё» for «и» and «е» that are as high as a capital, where that makes a word."""
    if len(signs) != len(text):
        return text
    made = "".join(
        _CROWNED.get(letter, letter) if _is_crowned(sign, foot, capital) else letter
        for letter, sign in zip(text, signs, strict=True)
    )
    known = made != text and morph.is_known("".join(filter(str.isalpha, made)))
    return made if known else text


def _is_crowned(sign: PixelBox, foot: float, capital: float) -> bool:
    x0, top, x1, bottom = sign
    on_line = abs(bottom - foot) < 0.08 * capital
    return on_line and 0.88 * capital < foot - top < 1.2 * capital and x1 - x0 < 0.85 * capital


def _is_bracket(sign: PixelBox, line: Measured) -> bool:
    x0, top, x1, bottom = sign
    high = bottom - top
    return high > 1.15 * line.capital and bottom > line.base + _HANGS * line.capital and x1 - x0 < 0.4 * high
