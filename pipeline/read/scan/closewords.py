"""Words looked at a second time by the Russian model alone: those that two languages at once made nonsense of.

Reading Russian and English at once, Tesseract gives «TOUHUKU» for «точники», «IT.» for «гг.» and, where a cell of one word has no
neighbours to tell its language, «Bcero» for «Всего». Words are cut out and read again by the Russian model (see `closeup`), and
what it says counts only where the dictionary knows the word, or the page prints it elsewhere; where it isn't sure, it is asked
twice. Asked are words in Latin letters where Russian is spoken, words that no dictionary knows («деиствуют»), and abbreviations
that stand on the page once while it is full of another that differs in one letter («КАЭС», «ЕАЭС»). A word with a note's mark
behind it is looked at without that, and of «GPS-nnom6» what stands behind the hyphen. The other way is `closelatin`'s.
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
from pipeline.read.scan.tallied import kind
from pipeline.read.scan.tesseract import OcrError, PixelBox
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
_FOREIGN: Final = re.compile(r"(?:[A-Za-z][A-Za-zé0-9]+|3[A-Za-zé]{3,})[.,;:!?»”)-]*")
_BEFORE_MARK: Final = re.compile(r"([A-Za-z][A-Za-z0-9]*[A-Za-z])(\W*)")
_COMPOUND: Final = re.compile(r"([A-Z]{2,5}\d?-)([A-Za-z][A-Za-z0-9]+[.,;:!?»”)]*)")
_CHANCE: Final = 4
"""Letters of a word that may be in the dictionary by chance."""
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
    """A word that is looked at again: where it stands, the half of it that the line above ends in; what of it is looked at, and
    the text before and behind that."""

    row: int
    at: int
    half: str
    word: MeasuredWord
    head: str = ""
    tail: str = ""


def russian(lines: Sequence[Measured], picture: Picture) -> list[Measured]:
    """The lines with words that are Russian ones to the Russian model alone, and to the dictionary."""
    found = list(_asked(lines))
    here = Counter(_capitals(word.text) for line in lines for word in line.words)
    made = [list(line.words) for line in lines]
    said: dict[_Asked, list[tuple[str, int]]] = {asked: [] for asked in found}
    for height in _HEIGHTS:
        cuts = [Cut(closeup.closely(a.word), lines[a.row].base, lines[a.row].capital) for a in found]
        try:
            again = closeup.read(picture, cuts, height, language="rus")
        except OcrError:
            break
        left: list[_Asked] = []
        for asked, (text, sure) in zip(found, again, strict=True):
            word, line = asked.word, lines[asked.row]
            text = _THREE.sub("з", text)
            if _LATIN_INITIAL.fullmatch(word.text) and _LETTER.fullmatch(text):
                text = (
                    f"{text.upper()}."  # all alone a letter has no line to tell its height by, nor its stop
                )
            said[asked].append((text, sure))
            if not text or not _holds(asked, text, line, here):
                if any(_holds(asked, other, line, here) for other, _ in said[asked]):
                    left.append(asked)
                continue
            alike = [trust for other, trust in said[asked] if other.lower() == text.lower()]
            if max(alike) >= _enough(word) or len(alike) > 1:
                read = f"{asked.head}{_respelt(word, text, line).text}{asked.tail}"
                whole = made[asked.row][asked.at]
                made[asked.row][asked.at] = whole._replace(seen=whole.seen._replace(text=read))
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
        latin = len(_LATIN.findall(written))
        few = russian_page and latin <= _FEW
        for at, word in enumerate(line.words):
            half = open_word if not at else ""
            if not word.signs:
                continue
            part = _marked(row, at, half, word) or _behind_hyphen(row, at, word, line)
            if part is not None:
                if few or mostly > latin - len(part.word.text):
                    yield part
            elif _FOREIGN.fullmatch(word.text):
                if not _NAMED.fullmatch(word.text) and (
                    half or few or mostly > max(len(word.text), latin - len(word.text))
                ):
                    yield _Asked(row, at, half, word)
            elif russian_page and not half and _UNKNOWN.fullmatch(word.text) and not _is_known(word.text):
                unknown += 1
                if unknown <= _MOST:
                    yield _Asked(row, at, "", word)
            elif _ABBREVIATION.fullmatch(word.text) and _is_odd(_capitals(word.text), here):
                yield _Asked(row, at, "", word)


def _marked(row: int, at: int, half: str, word: MeasuredWord) -> _Asked | None:
    """A word in Latin letters without the note's mark behind it («KOHTHHeHTe!.»); null where it has none."""
    found = _BEFORE_MARK.fullmatch(word.text) if word.raised else None
    signs = word.signs[
        : len(word.signs) - len(word.raised) - min((one.behind for one in word.raised), default=0)
    ]
    if found is None or not signs:
        return None
    return _Asked(row, at, half, _part(word, found[1], signs), tail=found[2])


def _behind_hyphen(row: int, at: int, word: MeasuredWord, line: Measured) -> _Asked | None:
    """What stands behind a Latin abbreviation and a hyphen («GPS-nnom6»); null where nothing does."""
    found = _COMPOUND.fullmatch(word.text)
    dashes = [place for place, sign in enumerate(word.signs) if kind(sign, line) == "dash"]
    if found is None or len(dashes) != 1 or not 0 < dashes[0] < len(word.signs) - 1:
        return None
    return _Asked(row, at, "", _part(word, found[2], word.signs[dashes[0] + 1 :]), head=found[1])


def _part(word: MeasuredWord, text: str, signs: tuple[PixelBox, ...]) -> MeasuredWord:
    _, top, _, bottom = word.seen.box
    seen = word.seen._replace(text=text, box=(signs[0][0], top, signs[-1][2], bottom))
    return word._replace(seen=seen, signs=signs, raised=())


def _holds(asked: _Asked, text: str, line: Measured, here: Counter[str]) -> bool:
    """Whether a reading is a word: the dictionary has it, the page prints it elsewhere, or it is a unit or an initial."""
    word, half = asked.word, asked.half
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
    if _letters(word.text).isupper() and len(bare) <= _CHANCE and not _is_low(word, line):
        return False  # «GTAP» is an abbreviation in Latin capitals, and only by chance like «стар»
    return len(bare) > 2 and morph.is_known(bare)


def _enough(word: MeasuredWord) -> int:
    """How sure one look has to be: the more, the likelier the word is right as it was."""
    return FAIRLY_SURE if _LATIN.search(word.text) else _SURE


def _respelt(word: MeasuredWord, text: str, line: Measured) -> MeasuredWord:
    if _is_low(word, line):
        text = text.lower()
    elif len(_letters(word.text)) > 1 and word.text.isupper():
        text = text.upper()  # «шос» for what was seen as «IOC»
    return word._replace(seen=word.seen._replace(text=text))


def _is_low(word: MeasuredWord, line: Measured) -> bool:
    """Whether nothing in the word is as high as a capital."""
    return line.base - min(sign[1] for sign in word.signs) < _LOW * line.capital


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
