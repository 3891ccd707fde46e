"""Numbers in running text: figures or words, their scale words, ranges: «12 млн. 340 тыс.», «5–7 млн», «полтора», «два-три».

A `Number` is what stands before a unit or noun; it doesn't know yet what it measures. The surprises: the scale of a range
belongs to both ends («5–7 млн» is 5·10⁶–7·10⁶), unless the first would then be the greater («900–1,2 млн»: refused); «3-х» is
a cardinal and «3-й» an ordinal; «С-400», «200-45-17» and «5+1» are no numbers at all.

    >>> n = read_number("12 млн. 340 тыс. рублей", 0)
    >>> str(n.value), n.end
    ('12340000', 16)
    >>> r = read_range("5–7 млн т", 0)
    >>> str(r.low.value), str(r.high.value)
    ('5000000', '7000000')
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE, read_figure
from pipeline.russian.measures import read_scale, skip_gap
from pipeline.russian.numerals import ONE_OF_SCALE, TENFOLDS, read_numeral


class Number(NamedTuple):
    """A number with its scale multiplied out. `scale` is 1 where no scale word was said, `words` how many words spell it (0: figures).

    `bare` is the number without its last scale word: what a noun agrees with. `last` is the last numeral word.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    bare: Decimal = Decimal(0)
    words: int = 0
    last: str = ""
    flags: tuple[str, ...] = ()


class NumberRange(NamedTuple):
    """Two numbers of one range; the span is from the first to the last."""

    low: Number
    high: Number


_S: Final = SPACE
_CARDINAL_ENDING: Final = re.compile(r"-(?:х|ух|[её]х|ти|и|ми|мя|ю|тью|мью|ьмя|та)(?![а-яё-])")
_ORDINAL_ENDING: Final = re.compile(
    r"-(?:ый|ий|ой|й|ая|я|ое|ее|е|ого|го|ому|му|ым|им|ом|м|ую|ю|ых|ыми|ые)(?![а-яё-])"
)
_GLUED: Final = re.compile(r"[A-Za-zА-Яа-яЁё_]")
_MORE_FIGURES: Final = re.compile(r"[-–—]\d+[-–—]\d|[+*×=^]\d|:\d|/\d{3,}|\.\d|\)\s?\d|-[A-Za-zА-ЯЁ]")
_HALF: Final = re.compile(rf"{_S}с{_S}половиной(?![а-яё])")
_EXTRA: Final = re.compile(rf"{_S}с{_S}(?:лишним|небольшим|хвостиком)(?![а-яё])")
_WHOLE: Final = re.compile(rf"{_S}цел(?:ая|ой|ую|ых|ыми|ым){_S}(?:и{_S})?")
_TENTHS: Final = re.compile(
    rf"{_S}(?:(?P<ten>десят(?:ая|ой|ую|ых|ыми))|(?P<hundred>сот(?:ая|ой|ую|ых|ыми))|тысячн(?:ая|ой|ую|ых|ыми))(?![а-яё])"
)
_DASH: Final = re.compile(rf"{_S}{{0,2}}[-–—−]{_S}{{0,2}}|\.\.\.?|…")
_DIGIT_NEXT: Final = re.compile(r"\d")


def read_number(text: str, at: int) -> Number | None:
    """The number that begins at the offset with its scale words; null where none does."""
    if text[at].isdigit():
        return _read_figures(text, at)
    return _read_words(text, at)


def _read_figures(text: str, at: int) -> Number | None:
    figure = read_figure(text, at)
    if figure is None:
        return None
    end, value, flags = figure.end, figure.value, figure.flags
    ending = _CARDINAL_ENDING.match(text, end)
    if ending is not None and value == value.to_integral_value():
        end = ending.end()
    half = _HALF.match(text, end)
    if half is not None:
        value, end = value + Decimal("0.5"), half.end()
    extra = _EXTRA.match(text, end)
    if extra is not None:
        end, flags = extra.end(), (*flags, "with_extra")
    if _MORE_FIGURES.match(text, end):
        return None
    return _scaled(text, Number(at, end, value, bare=value, flags=flags))


def _read_words(text: str, at: int) -> Number | None:
    numeral = read_numeral(text, at)
    if numeral is None:
        return None
    end, value = numeral.end, numeral.value
    flags: tuple[str, ...] = ()
    tail = _WHOLE.match(text, end)
    if tail is not None:
        part = read_numeral(text, tail.end())
        tenths = _TENTHS.match(text, part.end) if part is not None else None
        if part is None or tenths is None:
            return None
        value += part.value / (10 if tenths["ten"] else 100 if tenths["hundred"] else 1000)
        end = tenths.end()
    extra = _EXTRA.match(text, end)
    if extra is not None:
        end, flags = extra.end(), ("with_extra",)
    number = Number(at, end, value, bare=value, words=numeral.words, last=numeral.last, flags=flags)
    if numeral.last in ONE_OF_SCALE or value >= 1000:
        number = number._replace(scale=_last_scale(value))
    return _scaled(text, number)


def _last_scale(value: Decimal) -> Decimal:
    for power in (12, 9, 6, 3):
        if value % (Decimal(10) ** power) == 0:
            return Decimal(10) ** power
    return Decimal(1)


def _scaled(text: str, number: Number) -> Number | None:
    """The number with the scale words after it, and with what a smaller scale adds: «1 млрд 250 млн»."""
    scale = _scale_at(text, number.end)
    if scale is None:
        return number
    end, power = scale
    further = _scale_at(text, end)
    while further is not None:  # «тыс. млн»
        end, power = further[0], power * further[1]
        further = _scale_at(text, end)
    total = number._replace(end=end, value=number.value * power, scale=power, bare=number.value)
    at = skip_gap(text, end + (text[end : end + 1] == "."))
    if at < len(text) and text[at].isdigit() and at > end:
        smaller = read_figure(text, at)
        if smaller is not None and not _MORE_FIGURES.match(text, smaller.end):
            scale = _scale_at(text, smaller.end)
            if scale is not None and scale[1] < power and smaller.value * scale[1] < power:
                rest = _scaled(text, Number(at, smaller.end, smaller.value, bare=smaller.value))
                if rest is not None:
                    return total._replace(end=rest.end, value=total.value + rest.value, scale=rest.scale)
            if (
                scale is None
                and smaller.value < power
                and smaller.value == smaller.value.to_integral_value()
                and _measured(text, smaller.end)
            ):
                return total._replace(
                    end=smaller.end, value=total.value + smaller.value, scale=Decimal(1), bare=smaller.value
                )
    return total


_MEASURED: Final = re.compile(
    rf"{_S}{{0,2}}(?:руб|долл|евро|тенге|юан|рубл|человек|чел\.|кг|м\b|т\b|тонн|км|гривен)"
)


def _measured(text: str, at: int) -> bool:
    """Whether «2 тыс. 300» goes on with a unit: else the second number is a new one («2 млн 300 проектов»)."""
    return _MEASURED.match(text, at) is not None


def _scale_at(text: str, at: int) -> tuple[int, Decimal] | None:
    begin = skip_gap(text, at)
    scale = read_scale(text, begin)
    if scale is not None:
        return scale.end, scale.value
    word = re.compile(r"[а-яё]+").match(text, begin)
    if word is not None and begin > at and word[0] in TENFOLDS:
        return word.end(), TENFOLDS[word[0]]
    return None


def is_ordinal(text: str, end: int) -> bool:
    """Whether figures that end here go on as an ordinal: «3-й», «15-го»."""
    return _ORDINAL_ENDING.match(text, end) is not None and _CARDINAL_ENDING.match(text, end) is None


def is_glued(text: str, start: int, end: int) -> bool:
    """Whether the figures are part of a code: «G20», «COVID-19», «С-400», «ТЭ33А», «TLS 1.3.1»."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_№#@/\\=^+*×&":
        return True
    if before in "-‑–'’" and start > 1 and (text[start - 2].isalnum() or text[start - 2] in "»”"):
        return True
    return before in ".,:" and start > 1 and text[start - 2].isdigit()


def range_dash(text: str, at: int) -> tuple[int, bool] | None:
    """(where the second number may begin, whether the dash stands between spaces) after a range's dash; null where none is."""
    dash = _DASH.match(text, at)
    if dash is None or dash.end() >= len(text):
        return None
    return dash.end(), dash[0] != dash[0].strip(" \u00a0\u2009\u202f")


def read_range(text: str, at: int) -> NumberRange | None:
    """The range by dash that begins at the offset, scale words shared; null where it isn't one."""
    first = read_number(text, at)
    if first is None:
        return None
    return range_from(text, first)


def range_from(text: str, first: Number) -> NumberRange | None:
    """The range that begins with this number. Bounds must rise; the scale of the second is the first's too where it has none."""
    dash = range_dash(text, first.end)
    if dash is None:
        return None
    begin, _ = dash
    if not (text[begin].isdigit() or text[begin].isalpha()):
        return None
    if first.words and not text[begin].isalpha():
        return None
    second = read_number(text, begin)
    if second is None or (first.words == 0) != (second.words == 0):
        return None
    return share_scale(first, second)


def share_scale(first: Number, second: Number) -> NumberRange | None:
    """The two as the bounds of one range; null where they don't rise."""
    if first.scale == 1 and second.scale != 1 and first.bare == first.value:
        if first.value >= second.bare:
            return None
        first = first._replace(value=first.value * second.scale, scale=second.scale)
    if first.value >= second.value:
        return None
    return NumberRange(first, second)
