"""Latin words looked at a second time by the English model alone: those that were taken for Russian ones.

The other half of what `closewords` does. In an English abstract on a Russian page «are», «gap» and «in» come as «аге», «вар» and
«т», and amid Russian «QR-код» and «API» as «ОВ-код» and «АР!». A short Cyrillic word counts as misread only between Latin ones,
and an abbreviation only where no dictionary has it, it stands on the page once, and what the English model sees has a letter
that no Cyrillic one looks like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.read.scan import closeup
from pipeline.read.scan.closeup import LOOKS, Cut
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tallied import kind
from pipeline.read.scan.tesseract import OcrError, PixelBox
from pipeline.russian import morph

_SURE: Final = 85
_MOSTLY: Final = 4
"""Latin letters to a Cyrillic one in a line of another language."""
_LEAST: Final = 12
"""Latin letters of such a line."""
_UNSURE: Final = 91
"""Confidence of an abbreviation that is well seen."""
_MOST: Final = 24
_HEIGHT: Final = LOOKS[1]
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁёІі]")
_SHORT: Final = re.compile(r"[А-Яа-яЁёІі]{1,5}([.,;:]?)")
_ABBREVIATION: Final = re.compile(r"([А-ЯЁ]{2,4})(-[а-яё]{3,}[.,;:!?»)]*)")
_WITH_ONE: Final = re.compile(r"([А-ЯЁ]{1,3}[!|])([.,;:»)]*)")
_READ: Final = re.compile(r"[A-Za-z]+")
_OWN: Final = re.compile(r"[DFGIJLNQRSUVWYZ]")
"""Latin capitals that no Cyrillic one looks like."""


class _Asked(NamedTuple):
    """What is looked at of a word: where that stands, its box, the text behind it; `short`: a whole word of a Latin line."""

    row: int
    at: int
    box: PixelBox
    tail: str
    short: bool


def latin(lines: Sequence[Measured], picture: Picture) -> list[Measured]:
    """The lines with words that are Latin ones to the English model alone."""
    found = list(_asked(lines))[:_MOST]
    made = [list(line.words) for line in lines]
    try:
        cuts = [Cut(asked.box, lines[asked.row].base, lines[asked.row].capital) for asked in found]
        read = closeup.read(picture, cuts, _HEIGHT, language="eng")
    except OcrError:
        return list(lines)
    for asked, (text, sure) in zip(found, read, strict=True):
        text = text.rstrip(".,;:")
        fits = text.islower() or text.istitle() if asked.short else text.isupper() and _OWN.search(text)
        if sure >= _SURE and _READ.fullmatch(text) and fits:
            word = made[asked.row][asked.at]
            made[asked.row][asked.at] = word._replace(seen=word.seen._replace(text=text + asked.tail))
    return [line._replace(words=tuple(words)) for line, words in zip(lines, made, strict=True)]


def _asked(lines: Sequence[Measured]) -> Iterator[_Asked]:
    here = Counter(
        found[0] for line in lines for word in line.words for found in re.finditer(r"[А-ЯЁ]{2,}", word.text)
    )
    for row, line in enumerate(lines):
        said = "".join(word.text for word in line.words)
        foreign = len(_LATIN.findall(said))
        is_latin = foreign >= max(_LEAST, _MOSTLY * len(_CYRILLIC.findall(said)))
        for at, word in enumerate(line.words):
            if not word.signs or word.raised:
                continue
            short = _SHORT.fullmatch(word.text)
            if is_latin and short and _is_between(line.words, at):
                yield _Asked(row, at, closeup.closely(word), short[1], short=True)
            elif not is_latin and word.seen.confidence < _UNSURE:
                yield from _abbreviation(row, at, word, line, here)


def _is_between(words: Sequence[MeasuredWord], at: int) -> bool:
    """Whether the words on either side are Latin ones, or figures."""
    beside = [word.text for word in (*words[at - 1 : at], *words[at + 1 : at + 2])]
    return (
        bool(beside)
        and not any(_CYRILLIC.search(text) for text in beside)
        and any(map(_LATIN.search, beside))
    )


def _abbreviation(
    row: int, at: int, word: MeasuredWord, line: Measured, here: Counter[str]
) -> Iterator[_Asked]:
    """An abbreviation that may be Latin: before a hyphen, or with a sign of exclamation for its last letter."""
    compound, one = _ABBREVIATION.fullmatch(word.text), _WITH_ONE.fullmatch(word.text)
    _, top, _, bottom = closeup.closely(word)
    if compound and here[compound[1]] == 1 and not morph.is_known(compound[1]):
        dashes = [place for place, sign in enumerate(word.signs) if kind(sign, line) == "dash"]
        if dashes and dashes[0] > 0:
            last = word.signs[dashes[0] - 1]
            yield _Asked(row, at, (word.signs[0][0] - 2, top, last[2] + 2, bottom), compound[2], short=False)
    elif one and at + 1 < len(line.words) and line.words[at + 1].text[0].islower():
        yield _Asked(row, at, closeup.closely(word), one[2], short=False)
