"""Candidates for amounts, left to right: each number with its comparator, range, unit or counted noun, and what it isn't.

A candidate whose number has nothing after it («18,1» of «с 18,1 до 25,6 млрд долл.») leaves here without an amount; its
neighbours settle it (`amount_context`). What can't be an amount whatever its neighbours is refused here, with the reason:
labels («ст. 7», «№ 5», «табл. 2»), citations, ordinals, codes, times, and words that only point («один из», «две страны»).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pipeline.extract import comparators
from pipeline.extract.amount_kinds import JOINED, adjectival, counted_amount, measured, previous_word
from pipeline.extract.candidate import Candidate, amount_of
from pipeline.extract.counted import read_counted
from pipeline.extract.labels import LABEL_LIST, is_abbreviated_label, is_label, is_papers_number
from pipeline.extract.number_company import (
    INVERTED,
    governs,
    measure_after,
    read_coins,
    read_tolerance,
    spread,
)
from pipeline.extract.number_signs import Minus, read_minus
from pipeline.extract.number_spans import Number, is_glued, is_ordinal, read_number
from pipeline.extract.proportions import (
    PROPORTION_WORDS,
    Proportion,
    read_fraction,
    read_orders,
    read_printed_fraction,
    read_proportion,
    read_upper_ratio,
    scale_fraction,
)
from pipeline.model import Rejection
from pipeline.russian.currencies import SIGNS
from pipeline.russian.figures import SPACE
from pipeline.russian.measures import Measure, read_divisor, read_measure
from pipeline.russian.numerals import FIRST_WORDS
from pipeline.values import Amount

_S: Final = SPACE
_ANCHOR: Final = re.compile(r"\d+|[а-яё]{2,}", re.IGNORECASE)
_CITATION: Final = re.compile(r"\[(?=\s?\d)[^\[\]\n]{1,90}\]")
_SIGN_END: Final = frozenset("$€£¥₽₸ \u00a0")
_SIGN_BEFORE: Final = re.compile(rf"(?:US|HK|A|C)?[$€£¥₽₸](?:{_S})?$|\b(?:USD|EUR|RUB|KZT|CNY|GBP){_S}$")
_SYMBOL_CODES: Final = {"HK$": "HKD", "A$": "AUD", "C$": "CAD", "US$": "USD"}
_DASHED: Final = re.compile(rf"{_S}{{0,2}}[-–—]")
_STARTS: Final = FIRST_WORDS | PROPORTION_WORDS


def candidates(text: str, dates: list[tuple[int, int]]) -> Iterator[Candidate | Rejection]:
    """Numbers with what stands around them, in order. `dates`: spans of times, ascending, whose figures are theirs."""
    taken = sorted((*dates, *((m.start(), m.end()) for m in _CITATION.finditer(text))))
    starts = [start for start, _ in taken]
    lower = text.lower()
    if len(lower) != len(text):  # «İ» and its like: offsets must hold
        lower = text
    at = labelled = 0
    for anchor in _ANCHOR.finditer(lower):
        word = anchor[0]
        figures = word[0].isdigit()
        if not figures and word not in _STARTS and "ратн" not in word and "роцентн" not in word:
            continue
        start = anchor.start()
        if start < at:
            continue
        if _inside(taken, starts, start):
            at = taken[bisect_right(starts, start) - 1][1]
            continue
        read = _read(text, start) if figures or word in FIRST_WORDS else _read_proportion(text, start, word)
        if read is None:
            continue
        if labelled and _one_of_labels(text, labelled, start, read):
            read = Rejection(start, max(read.end, anchor.end()), "amount.label", "one of a list of labels")
        if isinstance(read, Rejection) and read.rule == "amount.label":
            labelled = read.end
        yield read
        at = read.end


def _one_of_labels(text: str, after: int, start: int, read: Candidate | Rejection) -> bool:
    """Whether the number goes on a list that a label opened: «пункты 1, 2 и 3»."""
    if isinstance(read, Rejection) or (read.measure is not None and read.measure.kind != "quantity"):
        return False
    if read.counted is not None and read.number.bare % 100 >= 5 and text[after : after + 1] in ",;":
        return False  # «дело 12, 340 листов»: that many of something are counted
    link = LABEL_LIST.match(text, after)
    return link is not None and link.end() == start


def _read_proportion(text: str, start: int, word: str) -> Candidate | Rejection | None:
    found = read_proportion(text, start, word)
    if found is None:
        return None
    if (scaled := _scaled_fraction(text, Number(start, found.end, found.value), found)) is not None:
        return scaled
    if (upper := read_upper_ratio(text, found)) is not None:
        return _ratio_range(text, start, found, upper)
    said = comparators.before(text, start)
    number = Number(start, found.end, found.value)
    if found.measure is not None:
        amount = amount_of(number, None, said.comparator, found.measure, None, None, None)
    else:
        amount = Amount("ratio", found.value, comparator=said.comparator)
    return Candidate(
        said.start,
        found.end,
        number,
        None,
        said.comparator,
        found.measure,
        None,
        amount,
        found.rule,
        found.flags,
    )


def _inside(taken: list[tuple[int, int]], starts: list[int], at: int) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < taken[index][1]


def _read(text: str, start: int) -> Candidate | Rejection | None:
    """The number at the offset with its company; what it can't be is refused."""
    figures = text[start].isdigit()
    number = read_number(text, start)
    if number is None:
        return Rejection(start, start + 1, "amount.code", "figures of a code or formula") if figures else None
    if figures:
        if text[number.end : number.end + 1] == "/":
            printed = read_printed_fraction(text, number.start, number.end)
            if printed is not None and not is_glued(text, start, number.end):
                return _part(text, number, printed)
        if is_glued(text, start, number.end):
            return Rejection(start, number.end, "amount.code", "part of a code or name")
        joined = JOINED.match(text, number.end) if text[number.end : number.end + 1] == "-" else None
        if joined is not None:
            return adjectival(text, number, joined)
        if is_ordinal(text, number.end):
            return Rejection(start, number.end, "amount.ordinal", "an ordinal")
    elif text[start - 1 : start] == "-":
        return None
    elif (part := _fraction(text, number)) is not None:
        return part
    return _with_company(text, number)


def _scaled_fraction(text: str, number: Number, part: Proportion) -> Candidate | Rejection | None:
    """«четверть миллиона человек», «три четверти миллиарда»: a fraction of a scale word is one number."""
    scaled = scale_fraction(text, part)
    if scaled is None:
        return None
    end, scale, value = scaled
    return _with_company(
        text, number._replace(end=end, value=value, scale=scale, bare=part.value, words=2, flags=part.flags)
    )


def _ratio_range(text: str, start: int, lower: Proportion, upper: Proportion) -> Candidate:
    low, high = Number(start, lower.end, lower.value), Number(lower.end + 1, upper.end, upper.value)
    amount = Amount("ratio", None, lower.value, upper.value, "range")
    return Candidate(start, upper.end, low, high, "range", None, None, amount, "amount.ratio")


def _fraction(text: str, number: Number) -> Candidate | Rejection | None:
    fraction = read_fraction(text, number.value, number.end)
    if fraction is None:
        return None
    if (scaled := _scaled_fraction(text, number, fraction)) is not None:
        return scaled
    return _part(text, number, fraction)


def _part(text: str, number: Number, fraction: Proportion) -> Candidate:
    said = comparators.before(text, number.start)
    amount = Amount("ratio", fraction.value, comparator=said.comparator)
    whole = number._replace(end=fraction.end, value=fraction.value)
    return Candidate(
        said.start,
        fraction.end,
        whole,
        None,
        said.comparator,
        None,
        None,
        amount,
        fraction.rule,
        fraction.flags,
    )


def _with_company(text: str, number: Number) -> Candidate | Rejection:
    start, previous = number.start, previous_word(text, number.start)
    found, end, measure = spread(text, number, previous)
    low, high = (found.low, found.high) if found is not None else (number, None)
    last = high or low
    tolerance: Decimal | None = None
    tail = None
    if high is None:
        error = read_tolerance(text, end)
        if error is not None:
            tolerance, end, last = error[0], error[1], error[2]._replace(bare=low.bare)
            measure = measure_after(text, end, last)
        tail = comparators.after(text, end)
        if tail is not None:
            end = tail[1]
            measure = measure_after(text, end, last)
    label = previous.lstrip("(«[")
    if is_abbreviated_label(label) and (measure is None or measure.kind == "quantity") and low.scale == 1:
        return Rejection(start, end, "amount.label", f"a number after «{previous}»")
    begin, measure, end = _money(text, start, end, measure)
    if measure is not None and measure.kind == "money" and high is None and low.scale == 1:
        coins = read_coins(text, measure)
        if coins is not None:
            end, low = coins[0], low._replace(value=low.value + coins[1])
            measure = measure._replace(end=end, per=coins[2])
    minus = read_minus(text, begin, figures=low.words == 0)
    if minus is not None and (measure is not None or not minus.doubtful):
        begin = begin if minus.doubtful else minus.start
        low, high = _negative(low, high, minus)
    said = comparators.before(text, begin)
    if low.value < 0 and said.rule == "comparator.limit":
        said = comparators.Said("=", begin, "comparator.target")  # «до минус 30 °C» is as far as it fell
    if tail is not None:
        said = comparators.Said(tail[0], begin, "comparator.after")
    if high is not None:
        said = comparators.Said("range", _range_start(text, number, previous, said, begin), "amount.range")
    if measure is not None:
        return measured(text, said, low, high, measure, end, tolerance, previous)
    if is_label(label) or (low.scale == 1 and not low.words and is_papers_number(label, text, end)):
        return Rejection(start, end, "amount.label", f"a number after «{previous}»")
    if (
        high is None
        and low.scale == 1
        and (orders := read_orders(text, low.value, end, previous)) is not None
    ):
        amount = Amount("ratio", orders.value, comparator=said.comparator)
        return Candidate(
            said.start, orders.end, low, None, said.comparator, None, None, amount, orders.rule, orders.flags
        )
    counted = read_counted(text, end, last.bare, last.scale)
    if counted is not None:
        return counted_amount(text, said, low, high, counted)
    if text[end : end + 1].isalpha():
        return Rejection(start, end, "amount.code", "part of a code or name")
    if low.words and (inverted := _inverted(text, low, high, previous)) is not None:
        return inverted
    return Candidate(
        said.start,
        end,
        low,
        high,
        said.comparator,
        None,
        None,
        None,
        "amount.bare",
        low.flags,
        None,
        tolerance,
    )


def _inverted(text: str, low: Number, high: Number | None, previous: str) -> Candidate | None:
    """«лет десять», «человек двадцать»: the unit before its numeral says «about»."""
    if previous not in INVERTED or low.value < 2:
        return None
    begin = _find_back(text, previous, low.start)
    measure = read_measure(text, begin)
    governor = previous_word(text, begin)
    if measure is None or measure.end > low.start or governs(governor):
        return None
    amount = amount_of(low, high, "~", measure, None, None, None)
    end = (high or low).end
    return Candidate(begin, end, low, high, "~", measure, None, amount, f"amount.{amount.kind}", low.flags)


def _money(text: str, start: int, end: int, measure: Measure | None) -> tuple[int, Measure | None, int]:
    """(where the amount begins, its measure, its end): a currency's sign may stand before the number («$1,2 млрд»)."""
    sign = (
        _SIGN_BEFORE.search(text, max(0, start - 5), start) if text[start - 1 : start] in _SIGN_END else None
    )
    if sign is None or (measure is not None and measure.kind == "money"):
        return start, measure, end if measure is None else measure.end
    code = sign[0].strip()
    symbol = _SYMBOL_CODES.get(code) or SIGNS.get(code) or code
    per = read_divisor(text, end)
    if per is not None:
        return sign.start(), Measure(end, per[0], "money", Decimal(1), symbol, per[1]), per[0]
    return sign.start(), Measure(end, end, "money", Decimal(1), symbol), end


def _negative(low: Number, high: Number | None, minus: Minus) -> tuple[Number, Number | None]:
    """The number under its minus; «минус 35–40 °C» is colder at its second bound, which becomes the lower."""
    if minus.doubtful:
        return low._replace(flags=(*low.flags, "ambiguous")), high
    if high is None:
        return low._replace(value=-low.value), None
    if minus.word:
        return high._replace(value=-high.value), low._replace(value=-low.value)
    return low._replace(value=-low.value, flags=(*low.flags, "ambiguous")), high


def _range_start(text: str, number: Number, previous: str, said: comparators.Said, begin: int) -> int:
    """A range's own words are inside («от 5 до 7 %»)."""
    if previous in ("от", "между") and _DASHED.match(text, number.end) is None:
        return _find_back(text, previous, number.start)
    return said.start if said.rule == "comparator.word" else begin


def _find_back(text: str, word: str, at: int) -> int:
    window = max(0, at - 20)
    return window + text[window:at].lower().rfind(word)
