"""What Tesseract misspells and the ink contradicts: stops, dashes, spaces, capitals.

It gives every dash as a hyphen, sees a comma where a column ends and sees none in «7,1» (a silent ×10), and drops spaces
behind full stops. Each rule here tells the printed signs and the text off against each other one by one, and does nothing
where they don't tally. A digit is never changed here (see `closeup`), nor a letter's alphabet (see `alphabets`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, Literal

from pipeline.read.scan import alphabets, hanging, spaces, typewriter
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.signs import PARTED
from pipeline.read.scan.tesseract import PixelBox
from pipeline.russian import morph

Sign = Literal["tall", "stop", "comma", "dash", "other"]

_DASHES: Final = "-‐‑–—−"
_HYPHEN_LEAST, _EN_LEAST, _EM_LEAST = 0.17, 0.41, 0.62
"""Least length of a hyphen, an en and an em dash, in sizes."""
_EN_OF_HYPHEN, _EM_OF_HYPHEN, _EM_OF_EN = 1.25, 2.07, 1.25
"""Likewise, in lengths of a hyphen, and of an en dash."""
_LONE: Final = 0.37
"""What is longer and stands by itself is no hyphen, as hardly any is."""
_TWO_LENGTHS: Final = 1.5
"""Dashes that differ by more, of the shorter, are two signs."""
_POINTED: Final = re.compile(r"(?:[кМГТ]?Вт|[кМГТ]?В)-(?:ч|А)")
_TWO_WIDE: Final = 0.95
"""Of a capital's height: no digit is so wide."""
_JUNK: Final = 30
"""Words without letters and figures are dropped below this confidence: specks, edges of pictures."""
_BRACES: Final = str.maketrans("{}", "()")
"""No paper in words prints braces."""
_MILLIARDS: Final = re.compile(r"(?<=^м)п(?=(?:рд|н)\b)|(?<=^тр)п(?=н\b)")
_YEARS: Final = re.compile(r"[(«]?(?:1[5-9]|20)\d\d(?:[–—-](?:1[5-9]|20)?\d\d)?")
_OPEN_RANGE: Final = re.compile(r"(?<=\d)—$")
"""«2014—» at a line's end: no em dash is set against a figure."""
_UMLAUT: Final = re.compile(r"(?<=[A-Za-z])ii(?=[a-z])")
_PER_CENT: Final = re.compile(r"\d%[.,;)]*")
_WATTS: Final = re.compile(r"^[кМГ]ВТ(?=\W|$)")
_LAST_CAPITAL: Final = re.compile(r"[а-яё]+[ОС](?=\W*$)")
_BARE_YEAR: Final = re.compile(r"гг?(?=[,;:)\]]|$)")
_LATIN_YEAR: Final = re.compile(r"^rr?(?=[.,;:)]|$)")
_LIKE_ONE: Final = frozenset("[|]!")
_LEAST_STOP: Final = 0.13
"""A stop's width, of its word's letters' height; a speck has less."""
_FIGURE: Final = re.compile(r"\d[\d.,:–—-]*")
_OPENED: Final = re.compile(r"[‘’'`\"“”,.]+(?=[^\W_])")
_SMALL: Final = re.compile(r"[авгежзиклмнопрстухчшыьэюя](?=[а-яё]{2})")
"""Of these, small letters have no part that reaches as high as a capital."""
_CAPITALISED: Final = re.compile(r"[А-ЯЁA-Z](?:[а-яё]|[a-z]|[.,;)]*$)")


def lines(found: Sequence[Measured]) -> list[Measured]:
    """The lines with what is certain put right; lines of nothing but specks are left out."""
    lengths = _lengths(found)
    pitch = typewriter.pitch(found)
    inked = [
        line._replace(words=tuple(hanging.bracketed(list(_by_ink(line, lengths, pitch)), line)))
        for line in found
    ]
    whole = [
        line._replace(words=tuple(_of_years(spaces.joined(line, pitch)))) for line in inked if line.words
    ]
    settled = alphabets.settled(whole)
    return [line._replace(words=tuple(_cased(word, line) for word in line.words)) for line in settled]


def _lengths(found: Sequence[Measured]) -> tuple[float, float]:
    """From which lengths on a dash is an en dash, and one alone an em dash, in sizes, by what the page has.

    Faces differ: an em dash may be hardly half an em. So they are told by the page's own hyphens at the ends of lines and
    dashes in ranges, or, where dashes stand alone in two lengths, by these.
    """
    flat = [
        (word.text, at, (sign[2] - sign[0]) / line.size)
        for line in found
        for word in line.words
        for at, sign in enumerate(word.signs)
        if any(dash in word.text for dash in _DASHES) and _kind(sign, line) == "dash"
    ]
    ends = {word.text for line in found for word in line.words[-1:] if word.text[-1] in _DASHES}
    hyphens = [
        length for text, _, length in flat if len(text) > 2 and text in ends and length > _HYPHEN_LEAST
    ]
    en, em = _EN_LEAST, _EM_LEAST
    if len(hyphens) > 2:
        en, em = _EN_OF_HYPHEN * median(hyphens), _EM_OF_HYPHEN * median(hyphens)
    ranges = [length for text, _, length in flat if text[0].isdigit() and length > en]
    alone = sorted(length for text, _, length in flat if len(text) == 1)
    if alone and alone[-1] > _TWO_LENGTHS * alone[0] and alone[0] > en:
        em = (alone[0] * alone[-1]) ** 0.5
    elif len(ranges) > 1:
        em = _EM_OF_EN * median(ranges)
    return en, em


def _by_ink(line: Measured, lengths: tuple[float, float], pitch: float | None) -> Iterator[MeasuredWord]:
    """The line's words after each is told off against what is printed. `pitch`: a typewriter's (see `typewriter`)."""
    for word in line.words:
        if word.seen.confidence < _JUNK and not any(map(str.isalnum, word.text)) and not word.raised:
            continue
        if not word.signs:
            continue
        kinds = [_kind(sign, line) for sign in word.signs]
        text = _with_dashes(word, kinds, line.size, lengths)
        if not any(x1 - x0 > _TWO_WIDE * line.capital for x0, _, x1, _ in word.signs):
            text = _figured(
                text, kinds
            )  # two digits that touch are one sign: a stop would come a place too early
        text = _closed(_stopped(_numeral(text, kinds), word, kinds, line), word, kinds)
        text = hanging.spelt(text, word, line)
        text = alphabets.lettered(_undoubled(text, word), len(word.signs)).translate(_BRACES)
        text = _MILLIARDS.sub("л", text)
        yield from spaces.parted(word._replace(seen=word.seen._replace(text=text)), line, pitch)


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


def _with_dashes(word: MeasuredWord, kinds: Sequence[Sign], size: float, lengths: tuple[float, float]) -> str:
    """The word with each dash as long as it is printed; as it was where signs and text don't tally.

    Russian sets long dashes between words only, so that in «2019–2023» anything longer than a hyphen is an en dash; and what
    is as high as it is long is a point («кВт·ч»).
    """
    places = [at for at, sign in enumerate(word.text) if sign in _DASHES]
    printed = [
        (x1 - x0) / size
        for (x0, _, x1, _), kind in zip(word.signs, kinds, strict=True)
        if kind == "dash" and x1 - x0 > _HYPHEN_LEAST * size  # a hair line of a letter isn't
    ]
    if _POINTED.match(word.text) and not printed and any(kind == "dash" for kind in kinds):
        return word.text.replace("-", "·", 1)
    if not places or len(printed) != len(places):
        return _OPEN_RANGE.sub("–", word.text)
    en, em = lengths
    made = list(word.text)
    for at, length in zip(places, printed, strict=True):
        alone = len(word.text) == 1
        code = 0 < at < len(word.text) - 1 and _is_code(word.text[at - 1], word.text[at + 1])
        made[at] = (
            "-"
            if code or length < (min(en, _LONE) if alone else en)
            else "—"
            if alone and length > em
            else "–"
        )
    return "".join(made)


def _is_code(before: str, after: str) -> bool:
    """Whether a figure and a letter stand beside a dash («С-400»): it joins them, and is no range's."""
    return (before.isdigit() and after.isalpha()) or (before.isalpha() and after.isdigit())


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
    hangs = word.signs[-1][3] > line.base + 0.06 * line.size
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


def _numeral(text: str, kinds: Sequence[Sign]) -> str:
    """A lone Roman one or two that was read as «[» or «П»."""
    if text in _LIKE_ONE and kinds == ["tall"]:
        return "I"
    return "II" if text == "П" and kinds == ["tall", "tall"] else text


def _closed(text: str, word: MeasuredWord, kinds: Sequence[Sign]) -> str:
    """The text with the stop at its end that is printed and wasn't seen («2022 г»)."""
    if word.raised or not text[-1].isalnum() or kinds[-1] not in ("stop", "comma"):
        return text
    x0, top, x1, bottom = word.signs[-1]
    letters = [low - high for _, high, _, low in word.signs[:-1]]
    fits = len(letters) == sum(_most(letter) for letter in text)
    if not fits or min(x1 - x0, bottom - top) < _LEAST_STOP * median(letters):
        return text
    return text + ("," if kinds[-1] == "comma" else ".")


def _undoubled(text: str, word: MeasuredWord) -> str:
    """Without a capital that was seen beside its own small letter («ПРравила»), where fewer signs are printed.

    >>> from pipeline.read.scan.tesseract import Seen
    >>> _undoubled("oO", MeasuredWord(Seen("oO", (0, 0, 9, 9), 80, "eng"), ((0, 0, 9, 9),), (), None))
    'o'
    """
    if len(word.signs) >= len(text):
        return text
    if _PER_CENT.fullmatch(text):
        return text[1:]  # the one sign printed is «%»
    if len(word.signs) == len(text) - 1 and len(_UMLAUT.findall(text)) == 1:
        return _UMLAUT.sub("ü", text)  # «Müller»
    threes = zip(text, text[1:], f"{text[2:]} ", strict=False)
    return text[:1] + "".join(
        sign for before, sign, after in threes if not (sign.isupper() and sign.lower() in (before, after))
    )


def _is_first(letter: str, sign: PixelBox, line: Measured) -> bool:
    """Whether the word's first printed sign stands on the line as its first letter does, and is no quote."""
    return (
        letter.isalnum() and sign[3] > line.base - 0.1 * line.size and sign[3] - sign[1] > 0.5 * line.capital
    )


def _most(letter: str) -> int:
    return PARTED.get(letter, (1, 1))[1]


def _cased(word: MeasuredWord, line: Measured) -> MeasuredWord:
    """A word with its first letter as high as it is printed («Документ» for «документ», «отчёт» for «Отчёт»)."""
    text, (x0, top, x1, bottom) = word.text, word.signs[0]
    if _LAST_CAPITAL.match(text) and morph.is_known(alphabets.letters(text)):
        text = text.lower()  # «нО»
    high, capital = line.base - top, line.capital
    if _CAPITALISED.match(text) and 0.3 * capital < bottom - top and high < 0.86 * capital:
        text = text[0].lower() + text[1:]
    elif (
        _SMALL.match(text)
        and 0.95 * capital < high < 1.1 * capital
        and abs(line.base - bottom) < 0.06 * capital
        and x1 - x0 < 1.1 * capital
    ):
        text = text[0].upper() + text[1:]
    return word._replace(seen=word.seen._replace(text=text))


def _of_years(words: Iterable[MeasuredWord]) -> Iterator[MeasuredWord]:
    """The words, with the full stop of «г.» behind a year («2022 г», «2019 г, а»), which is never left out, and «МВт» behind a
    figure as it is written."""
    before = ""
    for word in words:
        text = word.text
        if _YEARS.fullmatch(before):
            text = _LATIN_YEAR.sub(lambda found: "г" * len(found[0]), text)
            text = _BARE_YEAR.sub(lambda found: f"{found[0]}.", text, count=1) if text[0] == "г" else text
        if before[-1:].isdigit():
            text = _WATTS.sub(lambda found: found[0][:-1] + "т", text)
        yield word if text == word.text else word._replace(seen=word.seen._replace(text=text))
        before = text
