"""Numbers with a measure or a counted noun → amounts, and those that only look so: «один из», «две страны», «5 год».

The surprise: «в 12 раз» is a ratio and «12 раз» a count; «тысячи рублей» is no number; «двух отраслей» says which, not how many.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.extract import comparators
from pipeline.extract.candidate import Candidate, amount_of
from pipeline.extract.counted import Counted
from pipeline.extract.number_spans import Number
from pipeline.model import Rejection
from pipeline.russian.figures import SPACE
from pipeline.russian.measures import Measure, read_per_time, skip_gap
from pipeline.values import Amount

_S: Final = SPACE
_MAIN_WORDS: Final = re.compile(r"(?:один|одна|одно|одного|одной|одному|одним|одном|одну|одною)$")
_PARTIES: Final = frozenset(
    "страна государство сторона народ держава республика сосед союзник партнёр партнер нация общество правительство президент "
    "лидер столица слово рука берег половина".split()
)
JOINED: Final = re.compile(
    r"-(?:ти|и|х|ми)?-?(?:(?P<percent>(?:%|процентн)(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми))|(?P<fold>кратн(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми|о))|"
    r"(?P<other>(?:летн|дневн|часов|месячн|недельн|этажн|местн|томн|тонн|километров|метров|долларов|рублев|миллионн|минутн|сторонн|уровнев|балльн|"
    r"градусн|летием?|летию|летия|летий)[а-яё]*))(?![а-яё])"
)
_THINGS: Final = {
    "место": "место", "врача": "врач", "студента": "студент", "преподавателя": "преподаватель", "учителя": "учитель",
    "семью": "семья", "ученика": "ученик", "душу населения": "person", "человека": "person", "жителя": "person",
}  # fmt: skip
_PER_THING: Final = re.compile(rf"{_S}на{_S}(?:одного{_S}|одну{_S}|одно{_S})?({'|'.join(_THINGS)})(?![а-яё])")
_OBLIQUE_TWO: Final = frozenset(("двух", "двум", "двумя", "двоих", "двоим", "двоими"))
_CLOCK: Final = re.compile(rf"{_S}{{1,2}}(?:утра|вечера|дня|ночи|по{_S}(?:московск|местн|астанинск))")
_IN_BEFORE: Final = re.compile(
    rf"(?:^|[\s(«])(?:в|во){_S}{{1,2}}(?:(?:более|менее|почти|около|примерно|свыше|среднем|целых|более{_S}чем|менее{_S}чем|не{_S}менее(?:{_S}чем)?|не{_S}более){_S}{{1,2}}){{0,2}}$",
    re.IGNORECASE,
)
_SINGULAR: Final = re.compile(
    r"(?:год|году|годом|веке?|веку|веком|день|дню|дн[её]м|час|часу|часом|месяц|месяцу|месяцем|месяце|недел[яюе]|минут[ау]|квартале?|полугодие)$"
)


def previous_word(text: str, start: int) -> str:
    """The word before the offset, in lower case, within its line."""
    words = text[max(0, start - 30) : start].rsplit(None, 1)
    return words[-1].lower() if words and "\n" not in text[max(0, start - 2) : start] else ""


def adjectival(text: str, number: Number, joined: re.Match[str]) -> Candidate | Rejection:
    """«100-процентный», «3-кратный», «10-летний»."""
    said = comparators.before(text, number.start)
    end = joined.end()
    if joined["percent"]:
        measure = Measure(joined.start(), end, "percent", Decimal(1), "%")
        amount = amount_of(number, None, said.comparator, measure, None, None, None)
        return Candidate(
            said.start,
            end,
            number,
            None,
            said.comparator,
            measure,
            None,
            amount,
            "amount.percent",
            number.flags,
        )
    if joined["fold"]:
        amount = Amount("ratio", number.value, comparator=said.comparator)
        return Candidate(
            said.start, end, number, None, said.comparator, None, None, amount, "amount.ratio", number.flags
        )
    return Rejection(
        number.start, end, "amount.adjective", "an adjective that names, not measures («10-летний»)"
    )


def measured(
    text: str, said: comparators.Said, low: Number, high: Number | None, measure: Measure, end: int,
    tolerance: Decimal | None, previous: str,
) -> Candidate | Rejection:  # fmt: skip
    """The number with the measure that follows it; refused where the two together only point or order."""
    start = low.start
    unit_word = text[skip_gap(text, (high or low).end) : measure.end]
    whole = low.value == low.value.to_integral_value()
    if (
        measure.kind == "ratio"
        and high is None
        and whole
        and not _IN_BEFORE.search(text, max(0, start - 30), start)
    ):
        if low.words and low.value <= 1:
            return Rejection(start, end, "amount.one", "«один раз» says no amount")
        return counted_amount(text, said, low, high, Counted(measure.end, "раз", "раз"))
    if low.words == 1 and _MAIN_WORDS.match(low.last) and low.scale == 1 and measure.kind == "money":
        return Rejection(start, end, "amount.one", "«один» names the unit itself")
    last = high or low
    if (
        measure.kind == "quantity"
        and measure.symbol in ("a", "mo", "wk", "d", "h", "min")
        and _SINGULAR.search(unit_word)
        and (_governs_plural(last) or (unit_word == "году" and not low.words and low.value > 99))
    ):
        return Rejection(start, end, "amount.ordinal", "an ordinal written in figures («5 год»)")
    if measure.symbol == "h" and _CLOCK.match(text, end):
        return Rejection(start, end, "amount.clock", "a time of day")
    if (
        low.last in ("тысячи", "тысяч")
        and low.words == 1
        and low.bare == 1000
        and said.comparator == "="
        and previous not in ("до", "от")
    ):
        return Rejection(start, end, "amount.indefinite", "«тысячи» says no number")
    comparator, per = said.comparator, measure.per
    tail = comparators.after(text, end)
    if tail is not None and comparator == "=":
        comparator, end = tail
    amount = amount_of(low, high, comparator, measure, None, tolerance, per)
    flags = tuple(dict.fromkeys((*low.flags, *(high.flags if high else ()), *measure.flags)))
    if "with_extra" in flags:
        amount = amount_of(low, high, ">" if comparator == "=" else comparator, measure, None, tolerance, per)
        flags = tuple(flag for flag in flags if flag != "with_extra")
    return Candidate(
        said.start,
        end,
        low,
        high,
        comparator,
        measure,
        None,
        amount,
        f"amount.{amount.kind}",
        flags,
        per,
        tolerance,
    )


def _governs_plural(number: Number) -> bool:
    if number.bare != number.bare.to_integral_value():
        return True
    return number.bare % 10 != 1 or number.bare % 100 == 11


def _only(text: str, start: int) -> bool:
    """Whether the words before a small number say that it counts: «всего один», «из двух»."""
    return previous_word(text, start).lower() in (
        "лишь",
        "всего",
        "только",
        "ещё",
        "еще",
        "менее",
        "более",
        "целых",
    )


def counted_amount(
    text: str, said: comparators.Said, low: Number, high: Number | None, counted: Counted
) -> Candidate | Rejection:
    """The number with the noun that it counts; refused where it says who is meant rather than how many."""
    if low.words == 1 and high is None:
        if _MAIN_WORDS.match(low.last) and not _only(text, low.start):
            return Rejection(low.start, counted.end, "amount.one", "«один» points, it doesn't count")
        if low.value == 2 and (
            counted.noun in _PARTIES
            or (low.last in _OBLIQUE_TWO and said.comparator == "=" and not _only(text, low.start))
        ):
            return Rejection(low.start, counted.end, "amount.who", "says who is meant, not how many")
        if low.bare == 1000 and low.last in ("тысячи", "тысяч") and said.comparator == "=":
            return Rejection(low.start, counted.end, "amount.indefinite", "«тысячи» says no number")
    end, per = counted.end, None
    divisor = read_per_time(text, end)
    if divisor is not None:
        end, per = divisor
    elif (place := _PER_THING.match(text, end)) is not None:
        end, per = place.end(), _THINGS[place[1]]
    flags = tuple(dict.fromkeys((*low.flags, *(high.flags if high else ()))))
    comparator = said.comparator
    if "with_extra" in flags:
        comparator, flags = ">", tuple(flag for flag in flags if flag != "with_extra")
    amount = amount_of(low, high, comparator, None, counted.item, None, per)
    return Candidate(
        said.start, end, low, high, comparator, None, counted, amount, "amount.count", flags, per
    )
