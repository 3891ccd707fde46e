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
from pipeline.russian.figures import SPACE
from pipeline.russian.measures import Measure, skip_gap

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
    measure = readmeasure_after(text, at, scaled=False)
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


def spread(text: str, number: Number, previous: str) -> tuple[NumberRange | None, int]:
    """The range that the number opens, and where its last number ends."""
    if previous in ("от", "между"):
        link = _TO if previous == "от" else _AND
        own = measure_after(text, number.end, number)
        match = link.match(text, own.end if own is not None else number.end)
        if match is not None and match.end() < len(text):
            second = read_number(text, match.end())
            if second is not None and not is_ordinal(text, second.end):
                other = measure_after(text, second.end, second)
                if own is None or (other is not None and other.symbol == own.symbol):
                    found = share_scale(number, second)
                    if found is not None:
                        return found, found.high.end
    found = range_from(text, number)
    if found is not None:
        return found, found.high.end
    own = measure_after(text, number.end, number)
    if own is not None:
        dash = range_dash(text, own.end)
        if dash is not None and text[dash[0]].isdigit():
            second = read_number(text, dash[0])
            other = measure_after(text, second.end, second) if second is not None else None
            if (
                second is not None
                and other is not None
                and (other.kind, other.symbol, other.factor) == (own.kind, own.symbol, own.factor)
                and number.value < second.value
                and not dash[1]
            ):
                return NumberRange(number, second), second.end
    return None, number.end


def read_coins(text: str, money: Measure) -> tuple[int, Decimal] | None:
    """(end, value) of «15 коп.» after «4 руб.»: a smaller coin of the same money."""
    gap = _COINS.match(text, money.end)
    number = read_number(text, gap.end()) if gap is not None else None
    if number is None or number.scale != 1 or number.value >= 100 or money.factor != 1:
        return None
    coin = measure_after(text, number.end, number)
    if coin is None or coin.kind != "money" or coin.symbol != money.symbol or coin.factor >= 1:
        return None
    return coin.end, number.value * coin.factor


def read_tolerance(text: str, at: int) -> tuple[Decimal, int, Number] | None:
    """(value, end, the number) of «± 3» after a number."""
    sign = _TOLERANCE.match(text, at)
    error = read_number(text, sign.end()) if sign is not None else None
    return None if error is None else (error.value, error.end, error)
