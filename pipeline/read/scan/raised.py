"""Notes' marks on a scan: small raised digits, cut out of the page and recognised apart from it.

Behind a word Tesseract takes a raised digit for anything: «области¹» comes out as «области‘», «ЕАЭС³» as «ЕАЭСЗ», and behind a
figure it is one more digit, a silent ×10. So what `printed` found small and raised is looked at again by itself (`closeup`)
with nothing but digits and the star allowed; then the sign that stood for it is taken off its word. Behind «м» and «км» a
raised 2 or 3 is a power.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.read.scan import closeup
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tesseract import OcrError, PixelBox
from pipeline.russian import morph

_LOOKS: Final = ((24, 1), (24, 3), (28, 3), (20, 1))
"""Heights at which marks are looked at, and the white around them, in pixels; from the second on only those not yet sure."""
_ONLY: Final = "0123456789*"
_MOST: Final = 60
"""Marks in one row; a page of more has specks above its words."""
_SURE: Final = 80
_FAIRLY_SURE: Final = 60
_UNITS: Final = re.compile(r"(?:[кмсд]?м|[kcdm]?m)$")
_POWERS: Final = {"2": "²", "3": "³"}
_SIGN: Final = re.compile(r"[‘’'`\"“”„!?°*^®©\d)\]|]|[ЗзБбоОтгзаеiIl]")
"""What Tesseract takes a raised digit for."""
_LIKE_STARS: Final = "‘’'`\"“”„*°^"
_LETTER: Final = 0.95
"""Width of a letter at most, of a capital's height, but for the widest."""
_PARTED: Final = re.compile(r"[ыЫюЮ]")
_STOPS: Final = ".,;:!?»”)"
_FOR_MARKS: Final = tuple("!?»”)")
"""Of these, what as often as not is a mark."""


class Marked(NamedTuple):
    """A word, the mark behind it with its place, null where it has none, and the stops printed behind the mark."""

    word: MeasuredWord
    mark: tuple[str, PixelBox] | None = None
    after: str = ""


def marked(lines: Sequence[Measured], picture: Picture) -> list[list[Marked]]:
    """The words of each line with their marks taken off them."""
    places = [
        (row, at, _around(word))
        for row, line in enumerate(lines)
        for at, word in enumerate(line.words)
        if word.raised and "№" not in word.text and _may_bear(line, at) and not _is_closing(lines, row, at)
    ][:_MOST]
    made = [[Marked(word) for word in line.words] for line in lines]
    read = _read(picture, [box for _, _, box in places])
    for (row, at, box), mark in zip(places, read, strict=True):
        if mark is not None:
            made[row][at] = _taken_off(lines[row].words[at], mark, box, lines[row])
    for row, at, found in _stars(lines):
        if made[row][at].mark is None:
            made[row][at] = found
    return made


def _stars(lines: Sequence[Measured]) -> list[tuple[int, int, Marked]]:
    """Stars, which are smaller than figures and seen as quotes: one behind a word, and another that begins a line below it.

    A single one of them may be anything.
    """
    called: list[tuple[int, int, Marked]] = []
    begun: list[tuple[int, int, Marked]] = []
    for row, line in enumerate(lines):
        for at, word in enumerate(line.words):
            text = word.text
            if len(word.signs) < 2 or len(text) < 2:
                continue
            if text[-1] in _LIKE_STARS and not text[-2].isdigit() and _is_star(word.signs[-1], line):
                called.append((row, at, Marked(_named(word, text[:-1]), ("*", word.signs[-1]))))
            elif not at and text[0] in _LIKE_STARS and _is_star(word.signs[0], line):
                begun.append((row, at, Marked(_named(word, ""), ("*", word.signs[0]), text[1:])))
    calls = called and begun and called[0][0] < begun[-1][0]
    return [*called[:1], *begun[-1:]] if calls else []


def _is_star(sign: PixelBox, line: Measured) -> bool:
    """Whether a sign is as wide as high, as a quote isn't, and stands where stars do."""
    wide, high = sign[2] - sign[0], sign[3] - sign[1]
    small = 0.2 * line.capital < high < 0.5 * line.capital and 0.65 * high < wide < 1.5 * high
    return small and line.base - sign[3] > 0.45 * line.capital


def _may_bear(line: Measured, at: int) -> bool:
    """Whether a mark may stand there: behind a word, or first in its line, where it is a footnote's."""
    word = line.words[at]
    if len(word.signs) > len(word.raised) or not at:
        return True
    return word.seen.box[0] - line.words[at - 1].seen.box[2] < 0.2 * line.size


def _is_closing(lines: Sequence[Measured], row: int, at: int) -> bool:
    """Whether what is raised is the quote that closes one opened before («“Заря”»), on the line or the one above it."""
    text = lines[row].words[at].text
    if text[0] in '“„"' or not any(quote in text for quote in '”“"'):
        return False
    before = [word.text for line in lines[max(0, row - 1) : row] for word in line.words]
    said = " ".join([*before, *(word.text for word in lines[row].words[:at])])
    return said.count("“") + said.count("„") > said.count("”") or said.count('"') % 2 == 1


def _around(word: MeasuredWord) -> PixelBox:
    boxes = [sign.box for sign in word.raised]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _read(picture: Picture, boxes: Sequence[PixelBox]) -> list[str | None]:
    """The mark in each box, null where none is sure. Thin figures are seen at one height and not at another."""
    found: list[str | None] = [None] * len(boxes)
    seen: list[dict[str, list[int]]] = [{} for _ in boxes]
    for height, around in _LOOKS:
        unsure = [at for at, mark in enumerate(found) if mark is None]
        if not unsure:
            break
        cuts = [_cut(boxes[at], around) for at in unsure]
        try:
            read = closeup.read(picture, cuts, height, _ONLY)
        except OcrError:
            break
        for at, (text, sure) in zip(unsure, read, strict=True):
            if text:
                seen[at].setdefault(text, []).append(sure)
                found[at] = _agreed(seen[at])
    return found


def _cut(box: PixelBox, around: int) -> closeup.Cut:
    x0, top, x1, bottom = box
    return closeup.Cut((x0 - around, top - around, x1 + around, bottom + around), bottom, bottom - top)


def _agreed(seen: dict[str, list[int]]) -> str | None:
    """The one reading that one look is sure of, or two; null where readings differ."""
    if len(seen) != 1:
        return None
    text, sure = next(iter(seen.items()))
    return text if max(sure) >= _SURE or (len(sure) > 1 and max(sure) >= _FAIRLY_SURE) else None


def _taken_off(word: MeasuredWord, mark: str, box: PixelBox, line: Measured) -> Marked:
    """The word without the sign that stood for the mark, which is found by the stops behind it."""
    behind = min(sign.behind for sign in word.raised)
    text = word.text
    tail = _tail(text)
    if not behind:  # last in its word, as in «г.¹», or over the stop, as in «км¹,»
        after = "" if tail[-1:] in _FOR_MARKS else tail.lstrip("".join(_FOR_MARKS))
        core = text[: len(text) - len(after)]
    elif behind == 1 and tail[-1:] in _FOR_MARKS and (stop := _stop(word.signs[-1], line)):
        after, core = stop, text  # «слова¹,» seen as «слова!»
    else:
        after = tail[-behind:]
        core = text[: len(text) - len(after)]
    alone = len(word.signs) == len(word.raised) + behind
    if alone:
        return Marked(_named(word, ""), (mark, box), after)
    printed = len(word.signs) - len(word.raised) - behind
    last = word.signs[printed - 1]
    if core and core[-1] not in _STOPS and printed > 1 and _stop(last, line) == ".":
        # «долл.⁴,» seen as «доллА,»: the mark stands over the stop, and both were taken for one letter
        core = (core[:-1] if len(core) >= printed else core).removesuffix(".") + "."
        return Marked(_named(word, core), (mark, box), after if behind else "")
    touch = any(x1 - x0 > _LETTER * line.capital for x0, _, x1, _ in word.signs)
    for _ in mark:
        if core and _SIGN.match(core[-1]) and _stands_for_mark(core, printed, touch):
            core = core[:-1]
    if mark in _POWERS and _UNITS.search(core):
        return Marked(_named(word, core + _POWERS[mark] + after))
    return Marked(_named(word, core), (mark, box), after)


def _stop(sign: PixelBox, line: Measured) -> str:
    """Which stop a printed sign is; nothing where it is none."""
    if sign[3] - sign[1] > 0.5 * line.capital or sign[1] < line.base - 0.36 * line.capital:
        return ""
    return "," if sign[3] > line.base + 0.1 * line.capital else "."


def _tail(text: str) -> str:
    """The stops at the text's end."""
    return text[len(text.rstrip(_STOPS)) :]


def _stands_for_mark(core: str, printed: int, touch: bool) -> bool:
    """Whether the last sign of the word stands for its mark: it is no letter, or one that makes it no word, or is one more
    than are printed («газ,» for «га⁵,»). `touch`: letters may touch, so that it can't be told how many are printed.
    """
    last = core[-1]
    if last.isdigit():
        return not core[:-1].isdigit() or len(core) > printed
    if last.isalpha():
        bare = "".join(filter(str.isalpha, core))
        if not touch and bare == core and len(core) > printed and not _PARTED.search(core):
            return True
        return not morph.is_known(bare) and (len(core) > printed or morph.is_known(bare[:-1]))
    return True


def _named(word: MeasuredWord, text: str) -> MeasuredWord:
    return word._replace(seen=word.seen._replace(text=text))
