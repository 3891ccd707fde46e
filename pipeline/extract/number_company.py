"""What belongs to a number: its measure, the other end of its range, its coins, its tolerance.

    «от [5] до [7] %» · «между [10] и [12] %» · «[4] руб. [15] коп.» · «[12] ± [3] %» · «[5 %]–[7 %]»

The surprise: «5 т. е.» has no tonnes, and «с 5 до 7» is no range but a change from one to the other.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.extract.number_spans import (
    Number,
    NumberRange,
    is_ordinal,
    range_dash,
    range_from,
    read_number,
    share_scale,
)
from pipeline.russian import morph
from pipeline.russian.figures import SPACE
from pipeline.russian.measures import Measure, read_measure, skip_gap

_S: Final = SPACE
_TO: Final = re.compile(rf"{_S}{{1,2}}до{_S}{{1,2}}")
_AND: Final = re.compile(rf"{_S}{{1,2}}и{_S}{{1,2}}")
_TOLERANCE: Final = re.compile(rf"{_S}{{0,2}}(?:±|\+/[-−–]){_S}{{0,2}}(?=\d)")
_NOT_TONNE: Final = re.compile(rf"т\.{_S}?[екдпн]\.|м\.{_S}?б\.")
_COINS: Final = re.compile(rf"{_S}{{1,2}}(?:и{_S})?(?=\d)")


def measure_after(text: str, end: int, number: Number) -> Measure | None:
    """The unit after a number that ends at `end`; null where none follows or what follows only looks like one."""
    at = skip_gap(text, end)
    if at == end and number.words:
        return None
    measure = read_measure(text, at, scaled=False)
    if measure is not None and _NOT_TONNE.match(text, at):
        return None
    if (
        measure is not None
        and at == end
        and measure.kind == "quantity"
        and measure.symbol in ("m", "t", "d", "h", "L", "dt")
        and text[at : at + 1].isalpha()
        and number.bare >= 1000
    ):
        return None
    return measure


def spread(text: str, number: Number, previous: str) -> tuple[NumberRange | None, int, Measure | None]:
    """(the range that the number opens, where its last number ends, the measure there); the number alone where it opens none."""
    own = measure_after(text, number.end, number)
    if previous in ("от", "между"):
        link = (_TO if previous == "от" else _AND).match(text, own.end if own is not None else number.end)
        second = _number_at(text, link.end()) if link is not None else None
        if second is not None:
            other = measure_after(text, second.end, second)
            if own is None or (other is not None and other.symbol == own.symbol):
                found = share_scale(number, second)
                if found is not None:
                    return found, found.high.end, other
    if own is None:
        found = range_from(text, number)
        if found is not None:
            return found, found.high.end, measure_after(text, found.high.end, found.high)
        return None, number.end, None
    dash = range_dash(text, own.end) if own.end < len(text) and text[own.end] in "-–—" else None
    second = _number_at(text, dash[0]) if dash is not None else None
    if second is not None and number.value < second.value:
        other = measure_after(text, second.end, second)
        if other is not None and (other.kind, other.symbol, other.factor) == (
            own.kind,
            own.symbol,
            own.factor,
        ):
            return NumberRange(number, second), second.end, other
    return None, number.end, own


def _number_at(text: str, at: int) -> Number | None:
    """The number at the offset, ordinals left out."""
    if at >= len(text) or not text[at].isalnum():
        return None
    number = read_number(text, at)
    return None if number is None or is_ordinal(text, number.end) else number


def read_coins(text: str, money: Measure) -> tuple[int, Decimal, str | None] | None:
    """(end, value, divisor) of «15 коп.» after «4 руб.»: a smaller coin of the same money."""
    gap = _COINS.match(text, money.end)
    number = read_number(text, gap.end()) if gap is not None else None
    if number is None or number.scale != 1 or number.value >= 100 or money.factor != 1:
        return None
    coin = measure_after(text, number.end, number)
    if coin is None or coin.kind != "money" or coin.symbol != money.symbol or coin.factor >= 1:
        return None
    return coin.end, number.value * coin.factor, coin.per


def read_tolerance(text: str, at: int) -> tuple[Decimal, int, Number] | None:
    """(value, end, the number) of «± 3» after a number."""
    sign = _TOLERANCE.match(text, at) if text[at : at + 1] in " \u00a0±+" else None
    error = read_number(text, sign.end()) if sign is not None else None
    return None if error is None else (error.value, error.end, error)


INVERTED: Final = frozenset(
    "лет человек дней месяцев недель часов минут километров тонн рублей долларов тенге процентов метров гектаров".split()
)
"""Units in the genitive plural that stand before a numeral where the number is rough: «лет десять»."""
_GOVERN: Final = frozenset(
    "сколько несколько столько много немного мало немало больше меньше более менее свыше".split()
)


def governs(word: str) -> bool:
    """Whether the word (lower case) before a genitive plural is what governs it, so that it stands before no numeral of its own."""
    if not word or not word[-1].isalpha():
        return bool(word) and word[-1].isdigit()
    return word in _GOVERN or any(p.is_noun or p.pos == "NUMR" for p in morph.parses(word)[:1])
