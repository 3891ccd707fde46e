"""A second look: signs cut out of a page, set in rows with wide spaces, brought to one height and recognised apart from it.

Trained on running text, Tesseract reads a figure with the eyes of the language around it: its Russian model takes 3 for 5 in
some faces («1992» for «19972», «237» for «257»), with a confidence over ninety. Out of their sentence, small and with nothing
but figures allowed, the English model gets the same signs right. So every figure is read twice; where the readings differ, a
third, at another height, decides, together with what the digits look like beside the page's others (`likeness`). No reading
counts that has more or fewer digits than are printed (`tallied`); where none is sure the page's own stays, with its confidence
taken down, and what none makes out is no number but so many unknown signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from pipeline.read.scan import likeness, tallied, tesseract
from pipeline.read.scan.likeness import Likeness
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tesseract import OcrError, PixelBox

_ROW: Final = 100
_SPACE: Final = 110
_MARGIN: Final = 60
"""Pixels: a row's height, the white behind each cutting, the white before the first."""
_IN_ROW: Final = 12
_FEWEST: Final = 4
LOOKS: Final = (24, 30)
"""Heights of figures, in pixels, at which they are looked at; the second only where the first differs."""
_SURE: Final = 85
FAIRLY_SURE: Final = 70
_UNSURE: Final = 60
"""A word that is printed like a figure is looked at as one where it was read with less."""
_VERIFIED: Final = 80
"""Confidence of a figure that two of three readings have."""
DOUBTFUL: Final = 40
"""Confidence of a figure of which two readings differ and none is sure."""
_FIGURE: Final = re.compile(r"[(\[«]*(\d[\d.,–-]*\d|\d)[%)\].,;:»]*")
_CORE: Final = re.compile(r"\d[\d.,–-]*\d|\d")
_MORE: Final = re.compile(r"[()\[\]{}/%№]")
"""Signs that would be lost if a word were taken for a bare figure."""
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
    """The lines with each figure as its readings say, and what is printed like a figure read as one.

    Figures that both readings have alike show what each digit looks like on this page (see `likeness`), and that is a vote
    on the others, and on themselves.
    """
    places = [
        (row, at, Cut(closely(word), line.base, line.capital))
        for row, line in enumerate(lines)
        for at, word in enumerate(line.words)
        if not word.raised and (_FIGURE.fullmatch(word.text) or _may_be_figure(word, line))
    ]
    made = [list(line.words) for line in lines]
    try:
        first = read(picture, [cut for *_, cut in places], LOOKS[0], _ONLY)
        signs = [tallied.digits(made[row][at], lines[row]) for row, at, _ in places]
        same = [
            not _differs(made[row][at].text, seen)
            for (row, at, _), (seen, _) in zip(places, first, strict=True)
        ]
        like = Likeness(
            picture,
            (
                pair
                for (row, at, _), own, agreed in zip(places, signs, same, strict=True)
                if agreed and len(own) == len(_digits(made[row][at].text))
                for pair in zip(_digits(made[row][at].text), own, strict=True)
            ),
        )
        seen = [like.read(own) for own in signs]
        unsure = [
            at
            for at, ((row, place, _), agreed) in enumerate(zip(places, same, strict=True))
            if not agreed or (seen[at] is not None and seen[at] != _digits(made[row][place].text))
        ]
        second = read(picture, [places[at][2] for at in unsure], LOOKS[1], _ONLY)
    except OcrError:
        return list(lines)
    for at, again in zip(unsure, second, strict=True):
        row, place, _ = places[at]
        made[row][place] = _decided(made[row][place], lines[row], (first[at], again), seen[at])
    return [line._replace(words=tuple(words)) for line, words in zip(lines, made, strict=True)]


def _may_be_figure(word: MeasuredWord, line: Measured) -> bool:
    """Whether a word that wasn't read as a figure, or not with confidence, is printed like one."""
    unsure = word.seen.confidence < _UNSURE or not any(map(str.isalpha, word.text))
    return (
        unsure
        and not _MORE.search(word.text)
        and any(map(str.isalnum, word.text))
        and tallied.looks_like_figure(word, line)
    )


def _decided(
    word: MeasuredWord, line: Measured, looks: Sequence[tuple[str, int]], like: str | None
) -> MeasuredWord:
    """The word after two more looks at it; `like`: the digits that its signs look like on this page, null where they aren't
    told. No reading is taken that has more or fewer digits than are printed."""
    was = bool(_FIGURE.fullmatch(word.text))
    own = _digits(word.text) if was and tallied.tallies(word.text, word, line) else None
    fitting = [
        (_digits(text), sure)
        for text, sure in looks
        if _CORE.search(text) and tallied.tallies(text, word, line)
    ]
    sure = [text for text, confidence in fitting if confidence >= _SURE]
    if was and [_digits(text) for text, trust in looks if trust >= _SURE] == [_digits(word.text)] * len(
        looks
    ):
        return _doubted(word) if like is not None and len(like) == len(_digits(word.text)) else word
    read: str | None = None
    doubted = True
    if like is not None and (
        like == own or like in [text for text, trust in fitting if trust >= FAIRLY_SURE]
    ):
        read, doubted = like, False
    elif like is not None and (own is None or own not in sure):
        read = like
    elif like is None and len(sure) == len(looks) and len(set(sure)) == 1:
        read, doubted = sure[0], False
    elif like is None and own is not None and own == _digits(looks[-1][0]) and looks[-1][1] >= _SURE:
        return word
    elif own is None:
        read = next((text for text in reversed(sure)), _twice(fitting))
    made = None if read is None else tallied.spelt(word, line, read, [text for text, _ in looks])
    if made is None:
        return word if not was else _doubted(word if own is not None else tallied.unread(word, line))
    return _doubted(made) if doubted else _verified(made)


def _twice(fitting: Sequence[tuple[str, int]]) -> str | None:
    """What both looks have, neither of them sure, but one not quite unsure: else they have a mistake in common as often as not."""
    texts = [text for text, _ in fitting]
    alike = len(texts) > 1 and len(set(texts)) == 1
    return texts[0] if alike and max(sure for _, sure in fitting) >= _UNSURE else None


def _verified(word: MeasuredWord) -> MeasuredWord:
    return word._replace(seen=word.seen._replace(confidence=max(word.seen.confidence, _VERIFIED)))


def _doubted(word: MeasuredWord) -> MeasuredWord:
    return word._replace(seen=word.seen._replace(confidence=min(word.seen.confidence, DOUBTFUL)))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _differs(one: str, other: str) -> bool:
    return _digits(one) != _digits(other)


def closely(word: MeasuredWord) -> PixelBox:
    """A word's box with the grey edge of its letters, in pixels."""
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
    resized = likeness.resized(sign, tall, wide)
    first = min(max(0, begin), _ROW)  # a cutting far from its line stands off the row, wholly or in part
    shown = resized[max(0, -begin) : max(0, -begin) + _ROW - first]
    made[first : first + shown.shape[0], :wide] = shown
    return made
