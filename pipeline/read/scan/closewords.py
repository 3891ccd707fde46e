"""Words looked at a second time by the Russian model alone: those that two languages at once made nonsense of.

Reading Russian and English at once, Tesseract gives «TOUHUKU» for «точники», «IT.» for «гг.» and, where a cell of one word has no
neighbours to tell its language, «Bcero» for «Всего». Words are cut out and read again by the Russian model (see `closeup`), and
what it says counts only where the dictionary knows the word, or the page prints it elsewhere; where it isn't sure, it is asked
twice. Asked are words in Latin letters where Russian is spoken, words that no dictionary knows («деиствуют»), and abbreviations
that stand on the page once while it is full of another that differs in one letter («КАЭС», «ЕАЭС»).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.read.scan import closeup
from pipeline.read.scan.closeup import FAIRLY_SURE, LOOKS, Cut
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tesseract import OcrError
from pipeline.russian import morph

_HEIGHTS: Final = (LOOKS[1], 40, LOOKS[0])
"""In pixels; at the second and third only what a look was neither sure of nor saw as no word."""
_SURE: Final = 85
_LOW: Final = 0.86
"""Of a capital's height: a word that isn't higher has no capitals."""
_FEW: Final = 12
"""Latin letters of a line that may be a cell's."""
_MOSTLY: Final = 2
"""Cyrillic letters to a Latin one, from which a page is Russian."""
_MOST: Final = 60
"""Words of a page that no dictionary knows; a page of more isn't Russian, or isn't read."""
_FOREIGN: Final = re.compile(r"[A-Za-z][A-Za-z0-9]+[.,;:!?»”)-]*")
_NAMED: Final = re.compile(r"(?:DOI|EDN|ISSN|ISBN|URL|ORCID|SPIN|JEL|GRNTI|UDC)\W*", re.IGNORECASE)
"""Labels that are Latin in a Russian line too."""
_UNKNOWN: Final = re.compile(r"[(«]?[а-яё]{5,}[.,;:!?»)]*")
_ABBREVIATION: Final = re.compile(r"[(«]?[А-ЯЁ]{3,6}[.,;:!?»)]*")
_INITIAL: Final = re.compile(r"[А-ЯЁ]\.")
_LETTER: Final = re.compile(r"[А-ЯЁа-яё]")
_LATIN_INITIAL: Final = re.compile(r"[A-Z]{2}\.")
"""«JJ.» for «Д.»."""
_SHORT: Final = frozenset(
    {"руб", "тыс", "млн", "млрд", "трлн", "долл", "коп", "чел", "экз", "гг", "вв", "ст", "табл", "рис"}
    | {"км", "кг", "га", "шт", "пп"}
)
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_THREE: Final = re.compile(r"(?<=[А-Яа-яё])3|3(?=[А-Яа-яё])")


class _Asked(NamedTuple):
    """A word that is looked at again: where it stands, and the half of it that the line above ends in."""

    row: int
    at: int
    half: str


def russian(lines: Sequence[Measured], picture: Picture) -> list[Measured]:
    """The lines with words that are Russian ones to the Russian model alone, and to the dictionary."""
    found = list(_asked(lines))
    here = Counter(_capitals(word.text) for line in lines for word in line.words)
    made = [list(line.words) for line in lines]
    said: dict[_Asked, list[tuple[str, int]]] = {asked: [] for asked in found}
    for height in _HEIGHTS:
        cuts = [
            Cut(closeup.closely(made[a.row][a.at]), lines[a.row].base, lines[a.row].capital) for a in found
        ]
        try:
            again = closeup.read(picture, cuts, height, language="rus")
        except OcrError:
            break
        left: list[_Asked] = []
        for asked, (text, sure) in zip(found, again, strict=True):
            word = made[asked.row][asked.at]
            text = _THREE.sub("з", text)
            if _LATIN_INITIAL.fullmatch(word.text) and _LETTER.fullmatch(text):
                text = (
                    f"{text.upper()}."  # all alone a letter has no line to tell its height by, nor its stop
                )
            said[asked].append((text, sure))
            if not text or not _holds(word, text, asked.half, here):
                if any(_holds(word, other, asked.half, here) for other, _ in said[asked]):
                    left.append(asked)
                continue
            alike = [trust for other, trust in said[asked] if other.lower() == text.lower()]
            if max(alike) >= _enough(word) or len(alike) > 1:
                made[asked.row][asked.at] = _respelt(word, text, lines[asked.row])
            else:
                left.append(asked)
        found = left
    return [line._replace(words=tuple(words)) for line, words in zip(lines, made, strict=True)]


def _asked(lines: Sequence[Measured]) -> Iterator[_Asked]:
    said = "".join(word.text for line in lines for word in line.words)
    russian_page = len(_CYRILLIC.findall(said)) > _MOSTLY * len(_LATIN.findall(said))
    here = Counter(_capitals(word.text) for line in lines for word in line.words)
    unknown = 0
    for row, line in enumerate(lines):
        above = lines[row - 1].words[-1].text if row else ""
        open_word = "".join(_CYRILLIC.findall(above)) if above.endswith("-") else ""
        written = "".join(word.text for word in line.words)
        mostly = len(_CYRILLIC.findall(written))
        few = russian_page and len(_LATIN.findall(written)) <= _FEW
        for at, word in enumerate(line.words):
            half = open_word if not at else ""
            if not word.signs:
                continue
            if _FOREIGN.fullmatch(word.text):
                if not _NAMED.fullmatch(word.text) and (half or few or mostly > len(word.text)):
                    yield _Asked(row, at, half)
            elif russian_page and not half and _UNKNOWN.fullmatch(word.text) and not _is_known(word.text):
                unknown += 1
                if unknown <= _MOST:
                    yield _Asked(row, at, "")
            elif _ABBREVIATION.fullmatch(word.text) and _is_odd(_capitals(word.text), here):
                yield _Asked(row, at, "")


def _holds(word: MeasuredWord, text: str, half: str, here: Counter[str]) -> bool:
    """Whether a reading is a word: the dictionary has it, the page prints it elsewhere, or it is a unit or an initial."""
    bare = _letters(text)
    if not _CYRILLIC.fullmatch(bare[:1]) or _LATIN.search(bare):
        return False
    if half:
        return morph.is_known(half + bare)
    if _LATIN_INITIAL.fullmatch(word.text) and _INITIAL.fullmatch(text):
        return True
    if bare.lower() in _SHORT or (_capitals(bare.upper()) and here[bare.upper()] > (word.text == text)):
        return True
    if _ABBREVIATION.fullmatch(word.text):
        return False
    return len(bare) > 2 and morph.is_known(bare)


def _enough(word: MeasuredWord) -> int:
    """How sure one look has to be: the more, the likelier the word is right as it was."""
    return FAIRLY_SURE if _LATIN.search(word.text) else _SURE


def _respelt(word: MeasuredWord, text: str, line: Measured) -> MeasuredWord:
    low = line.base - min(sign[1] for sign in word.signs) < _LOW * line.capital
    if low:
        text = text.lower()
    elif len(_letters(word.text)) > 1 and word.text.isupper():
        text = text.upper()  # «шос» for what was seen as «IOC»
    return word._replace(seen=word.seen._replace(text=text))


def _is_known(text: str) -> bool:
    return morph.is_known(_letters(text))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _capitals(text: str) -> str:
    """The word's Russian capitals where it is an abbreviation of three or more; nothing where it isn't."""
    bare = text.strip("«»()[].,;:!?")
    return bare if len(bare) > 2 and all(_CYRILLIC.match(sign) and sign.isupper() for sign in bare) else ""


def _is_odd(one: str, here: Counter[str]) -> bool:
    """Whether an abbreviation stands on the page once, and another that is nearly it more than once."""
    return here[one] == 1 and any(_is_near(one, other) for other, count in here.items() if count > 1)


def _is_near(one: str, other: str) -> bool:
    """Whether two abbreviations of one length differ in one letter."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
