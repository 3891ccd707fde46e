"""Kazakh on a scanned page: a title or an abstract beside Russian ones, where the rest of the page is Russian.

Without Kazakh allowed, «өңірлердің» is read «ен1рлерд!н», so that a stretch in Kazakh shows as lines that read as nothing. With it
allowed everywhere, Russian suffers. So only those stretches are read again, and what is found is taken where it reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from pipeline.read import trust
from pipeline.read.scan import tesseract
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tesseract import OcrError, PixelBox, Seen, SeenLine

SPOKEN: Final = ("rus", "kaz", "eng")
_FIRST: Final = ("kaz", "rus", "eng")
"""Languages of a stretch that is none but Kazakh: with Russian before it, a line that both may be is taken for Russian."""
_BAD: Final = 0.6
_GOOD: Final = 0.75
"""Scores of a line that may be Kazakh, and of a stretch that is."""
_LEAST_WORDS: Final = 6
_MOST: Final = 8
"""Words of a stretch, and stretches of a page that are looked at; a page with more is a bad one."""
_AROUND: Final = 30
_SPECIAL: Final = 0.2
"""Share of a Kazakh line's words with letters that Russian hasn't; half of them have."""
_LIKE_I: Final = re.compile(r"(?<=[а-яәғқңөұүһі])[1!](?=[а-яәғқңөұүһі])|(?<![\w])1(?=[а-яәғқңөұүһі]{2})")
_LETTERS: Final = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")


def reread(lines: Sequence[SeenLine], picture: Picture, dpi: int) -> tuple[SeenLine, ...]:
    """The lines of a page, with the stretches among them that are Kazakh read as such."""
    stretches = list(_stretches(lines))
    if not stretches or len(stretches) > _MOST or "kaz" not in tesseract.languages():
        return tuple(lines)
    made: list[SeenLine] = []
    done = 0
    for first, last in stretches:
        made.extend(lines[done:first])
        made.extend(_as_kazakh(lines[first:last], picture, dpi))
        done = last
    return (*made, *lines[done:])


def where_spoken(plain: Sequence[SeenLine], allowed: Sequence[SeenLine]) -> tuple[SeenLine, ...]:
    """The lines of a page read with Kazakh `allowed`, but those that aren't Kazakh as they were read without («are», not «аге»)."""
    made: list[SeenLine] = []
    for line in allowed:
        same = next((other for other in plain if _is_same(line, other)), None)
        made.append(_lettered(line) if same is None or _is_kazakh(line) else same)
    return tuple(made)


def _lettered(line: SeenLine) -> SeenLine:
    """The line with «і» where it was taken for a one («41-1нде»)."""
    return line._replace(words=tuple(word._replace(text=_LIKE_I.sub("і", word.text)) for word in line.words))


def _is_same(one: SeenLine, other: SeenLine) -> bool:
    """Whether two readings are of one printed line, the whole of it."""
    near = (one.box[3] - one.box[1]) / 2
    return all(abs(a - b) < near for a, b in zip(one.box, other.box, strict=True))


def _is_kazakh(line: SeenLine) -> bool:
    """Whether so many of a line's words have letters that only Kazakh has as its words have."""
    words = [word.text for word in line.words if any(map(str.isalpha, word.text))]
    return sum(bool(_LETTERS.search(word)) for word in words) > _SPECIAL * len(words)


def _stretches(lines: Sequence[SeenLine]) -> Iterator[tuple[int, int]]:
    """Lines that follow each other in one column and don't read, from … to (past the last one); the last may be short."""
    start: int | None = None
    for at in range(len(lines) + 1):
        line = lines[at] if at < len(lines) else None
        goes_on = start is not None and line is not None and _follows(lines[at - 1], line)
        if start is not None and not (goes_on and line is not None and _reads_badly(line, short=True)):
            if sum(len(part.words) for part in lines[start:at]) >= _LEAST_WORDS:
                yield start, at
            start = None
        if start is None and line is not None and _reads_badly(line):
            start = at


def _follows(above: SeenLine, line: SeenLine) -> bool:
    step, height = line.box[1] - above.box[1], above.box[3] - above.box[1]
    return 0 < step < 2.5 * height and line.box[0] < above.box[2] and above.box[0] < line.box[2]


def _reads_badly(line: SeenLine, *, short: bool = False) -> bool:
    """Whether a line's words are none; of a line with hardly a word nothing is known (`short`: then it may be)."""
    text = " ".join(word.text for word in line.words)
    if sum(map(str.isalpha, text)) < 12:
        return short
    score = trust.score_text(text)
    return score is not None and score < _BAD


def _as_kazakh(lines: Sequence[SeenLine], picture: Picture, dpi: int) -> Sequence[SeenLine]:
    """The lines read again with Kazakh allowed; as they were where that reads no better."""
    left, top = min(line.box[0] for line in lines), min(line.box[1] for line in lines)
    right, bottom = max(line.box[2] for line in lines), max(line.box[3] for line in lines)
    sheet = np.full((bottom - top + 2 * _AROUND, right - left + 2 * _AROUND), 255, dtype=np.uint8)
    sheet[_AROUND:-_AROUND, _AROUND:-_AROUND] = picture[top:bottom, left:right]
    try:
        found = tesseract.read(sheet, _FIRST, mode=tesseract.BLOCK, dpi=dpi)
    except OcrError:
        return lines
    text = " ".join(word.text for line in found for word in line.words)
    score = trust.score_text(text)
    if score is None or score < _GOOD or not _LETTERS.search(text):
        return lines
    return [_lettered(_moved(line, left - _AROUND, top - _AROUND)) for line in found]


def _moved(line: SeenLine, right: int, down: int) -> SeenLine:
    def moved(box: PixelBox) -> PixelBox:
        return (max(0, box[0] + right), max(0, box[1] + down), box[2] + right, box[3] + down)

    return SeenLine(
        tuple(Seen(w.text, moved(w.box), w.confidence, w.language) for w in line.words), moved(line.box)
    )
