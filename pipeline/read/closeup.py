"""A second look: signs cut out of a page, set in rows with wide spaces, brought to one height and recognised apart from it.

Trained on running text, Tesseract reads a figure with the eyes of the language around it: its Russian model takes 3 for 5 in
some faces («1992» for «19972», «237» for «257»), with a confidence over ninety. Out of their sentence, small and with nothing
but figures allowed, the English model gets the same signs right. So every figure is read twice; where the readings differ, a
third, at another height, decides, and where none is sure the page's own reading stays, with its confidence taken down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from pipeline.read import tesseract
from pipeline.read.printed import Measured, MeasuredWord
from pipeline.read.raster import Picture
from pipeline.read.tesseract import OcrError, PixelBox
from pipeline.russian import morph

_ROW: Final = 100
_SPACE: Final = 110
_MARGIN: Final = 60
"""Pixels: a row's height, the white behind each cutting, the white before the first."""
_IN_ROW: Final = 12
_FEWEST: Final = 4
_LOOKS: Final = (24, 30)
"""Heights of figures, in pixels, at which they are looked at; the second only where the first differs."""
_SURE: Final = 85
_FAIRLY_SURE: Final = 70
_LOW: Final = 0.86
"""Of a capital's height: a word that isn't higher has no capitals."""
DOUBTFUL: Final = 40
"""Confidence of a figure of which two readings differ and none is sure."""
_FIGURE: Final = re.compile(r"[(\[«]*(\d[\d.,–-]*\d|\d)[%)\].,;:»]*")
_CORE: Final = re.compile(r"\d[\d.,–-]*\d|\d")
_FOREIGN: Final = re.compile(r"[A-Za-z][A-Za-z0-9]+[.,;:!?»”)-]*")
_NAMED: Final = re.compile(r"(?:DOI|EDN|ISSN|ISBN|URL|ORCID|SPIN|JEL|GRNTI|UDC)\W*", re.IGNORECASE)
"""Labels that are Latin in a Russian line too."""
_INITIAL: Final = re.compile(r"[А-ЯЁ]\.")
_LATIN_INITIAL: Final = re.compile(r"[A-Z]{2}\.")
"""«JJ.» for «Д.»."""
_SHORT: Final = frozenset(
    {"руб", "тыс", "млн", "млрд", "трлн", "долл", "коп", "чел", "экз", "гг", "вв", "ст", "табл", "рис"}
)
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_ONLY: Final = "0123456789,.%–-[]()"


class Cut(NamedTuple):
    """What is cut out: its place on the page, the row it stands on, and the height that is brought to the asked one."""

    box: PixelBox
    base: float
    height: float


def read(
    picture: Picture, cuts: Sequence[Cut], height: int, only: str = "", language: str = "eng"
) -> list[tuple[str, int]]:
    """What each cutting reads as and how sure that is, 0–100; nothing, and 0, where nothing is seen. Raises OcrError."""
    if 0 < len(cuts) < _FEWEST:
        # A sign all alone on a sheet isn't seen at all: it gets its own likenesses for company.
        return read(picture, [*cuts] * _FEWEST, height, only, language)[: len(cuts)]
    found = [("", 0)] * len(cuts)
    if not cuts:
        return found
    rows: list[Picture] = []
    begins: list[list[int]] = []
    for first in range(0, len(cuts), _IN_ROW):
        columns = [np.full((_ROW, _MARGIN), 255, dtype=np.uint8)]
        begins.append([])
        for cut in cuts[first : first + _IN_ROW]:
            begins[-1].append(sum(column.shape[1] for column in columns))
            columns.append(_column(picture, cut, height))
        rows.append(np.concatenate(columns, axis=1))
    width = max(row.shape[1] for row in rows)
    sheet = np.full((len(rows) * _ROW, width), 255, dtype=np.uint8)
    for at, row in enumerate(rows):
        sheet[at * _ROW : (at + 1) * _ROW, : row.shape[1]] = row
    for word in (
        w for line in tesseract.read(sheet, (language,), mode=tesseract.SPARSE, only=only) for w in line.words
    ):
        at = min(len(rows) - 1, (word.box[1] + word.box[3]) // 2 // _ROW)
        place = int(np.searchsorted(begins[at], word.box[0] + 20)) - 1
        if place >= 0:
            before, sure = found[at * _IN_ROW + place]
            confidence = min(sure, word.confidence) if before else word.confidence
            found[at * _IN_ROW + place] = (before + word.text, confidence)
    return found


def figures(lines: Sequence[Measured], picture: Picture) -> list[Measured]:
    """The lines with each figure as its readings say."""
    places = [
        (row, at, Cut(_closely(word), line.base, line.capital))
        for row, line in enumerate(lines)
        for at, word in enumerate(line.words)
        if _FIGURE.fullmatch(word.text) and not word.raised
    ]
    made = [list(line.words) for line in lines]
    try:
        first = read(picture, [cut for *_, cut in places], _LOOKS[0], _ONLY)
        differ = [
            at for at, (row, place, _) in enumerate(places) if _differs(made[row][place].text, first[at][0])
        ]
        second = read(picture, [places[at][2] for at in differ], _LOOKS[1], _ONLY)
    except OcrError:
        return list(lines)
    for at, again in zip(differ, second, strict=True):
        row, place, _ = places[at]
        made[row][place] = _decided(made[row][place], first[at], again)
    return [line._replace(words=tuple(words)) for line, words in zip(lines, made, strict=True)]


def russian(lines: Sequence[Measured], picture: Picture) -> list[Measured]:
    """The lines with words in Latin letters that are Russian ones to the Russian model alone, and to the dictionary.

    Reading two languages at once, Tesseract gives «TOUHUKU» for «точники». Asked are words of lines in Cyrillic, and the
    first ones below a line that breaks off in a Cyrillic word, whose second half they must then be.
    """
    places: list[tuple[int, int, Cut, str]] = []
    for row, line in enumerate(lines):
        above = lines[row - 1].words[-1].text if row else ""
        open_word = "".join(_CYRILLIC.findall(above)) if above.endswith("-") else ""
        mostly = len(_CYRILLIC.findall("".join(word.text for word in line.words)))
        for at, word in enumerate(line.words):
            left = open_word if not at else ""
            asked = _FOREIGN.fullmatch(word.text) and not _NAMED.fullmatch(word.text)
            if word.signs and asked and (left or mostly > len(word.text)):
                places.append((row, at, Cut(_closely(word), line.base, line.capital), left))
    made = [list(line.words) for line in lines]
    here = {_capitals(word.text) for line in lines for word in line.words} - {""}
    try:
        again = read(picture, [cut for _, _, cut, _ in places], _LOOKS[1], language="rus")
    except OcrError:
        return list(lines)
    for (row, at, _, left), (text, sure) in zip(places, again, strict=True):
        bare = "".join(filter(str.isalpha, text))
        known = morph.is_known(left + bare) if left else len(bare) > 3 and morph.is_known(bare)
        known = known or bare.lower() in _SHORT or _capitals(text) in here
        known = known or bool(_LATIN_INITIAL.fullmatch(made[row][at].text) and _INITIAL.fullmatch(text))
        if sure >= _FAIRLY_SURE and known and _CYRILLIC.fullmatch(bare[:1]):
            word = made[row][at]
            low = lines[row].base - min(sign[1] for sign in word.signs) < _LOW * lines[row].capital
            made[row][at] = word._replace(seen=word.seen._replace(text=text.lower() if low else text))
    return [line._replace(words=tuple(words)) for line, words in zip(lines, made, strict=True)]


def _capitals(text: str) -> str:
    """The word's Russian capitals where it is an abbreviation of three or more; nothing where it isn't."""
    bare = text.strip("«»()[].,;:!?")
    return bare if len(bare) > 2 and all(_CYRILLIC.match(sign) and sign.isupper() for sign in bare) else ""


def _decided(word: MeasuredWord, first: tuple[str, int], second: tuple[str, int]) -> MeasuredWord:
    """The word after two more looks at it."""
    agree = not _differs(first[0], second[0])
    if agree and min(first[1], second[1]) >= _SURE and (read := _CORE.search(first[0])) is not None:
        text = _CORE.sub(lambda _: read[0], word.text, count=1)
        return word._replace(seen=word.seen._replace(text=text))
    if not _differs(word.text, second[0]) and second[1] >= _SURE:
        return word
    return word._replace(seen=word.seen._replace(confidence=min(word.seen.confidence, DOUBTFUL)))


def _differs(one: str, other: str) -> bool:
    return [sign for sign in one if sign.isdigit()] != [sign for sign in other if sign.isdigit()]


def _closely(word: MeasuredWord) -> PixelBox:
    x0, top, x1, bottom = word.seen.box
    return (x0 - 2, top - 2, x1 + 2, bottom + 2)


def _column(picture: Picture, cut: Cut, height: int) -> Picture:
    """The cutting at its height on a white column, its line where all lines of the row are."""
    x0, top, x1, bottom = cut.box
    x0, top = max(0, x0), max(0, top)
    sign = picture[top:bottom, x0:x1]
    scale = height / max(1.0, cut.height)
    tall, wide = max(2, round(sign.shape[0] * scale)), max(2, round(sign.shape[1] * scale))
    made = np.full((_ROW, wide + _SPACE), 255, dtype=np.uint8)
    begin = round(0.7 * _ROW - (cut.base - top) * scale)
    resized = _resized(sign, tall, wide)
    first = min(max(0, begin), _ROW)  # a cutting far from its line stands off the row, wholly or in part
    shown = resized[max(0, -begin) : max(0, -begin) + _ROW - first]
    made[first : first + shown.shape[0], :wide] = shown
    return made


def _resized(sign: Picture, tall: int, wide: int) -> Picture:
    """The picture at another size, each pixel mixed of its four neighbours; made smaller, of all that fall into it."""
    height, width = sign.shape
    y = np.clip((np.arange(tall) + 0.5) * height / tall - 0.5, 0, height - 1)
    x = np.clip((np.arange(wide) + 0.5) * width / wide - 0.5, 0, width - 1)
    above, left = np.floor(y).astype(int), np.floor(x).astype(int)
    below, right = np.minimum(above + 1, height - 1), np.minimum(left + 1, width - 1)
    down, along = (y - above)[:, None], x - left
    grey = sign.astype(np.float64)
    upper = grey[above][:, left] * (1 - along) + grey[above][:, right] * along
    lower = grey[below][:, left] * (1 - along) + grey[below][:, right] * along
    return np.asarray(upper * (1 - down) + lower * down).round().astype(np.uint8)
