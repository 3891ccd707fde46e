"""Candidates for amounts, left to right: each number with its comparator, range, unit or counted noun, and what it isn't.

A candidate whose number has nothing after it («18,1» of «с 18,1 до 25,6 млрд долл.») leaves here without an amount; its
neighbours settle it (`amount_context`). What can't be an amount whatever its neighbours is refused here, with the reason:
labels («ст. 7», «№ 5», «табл. 2»), citations, ordinals, codes, times, and words that only point («один из», «две страны»).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.extract import comparators
from pipeline.extract.counted import Counted, read_counted
from pipeline.extract.number_spans import (
    Number,
    NumberRange,
    is_glued,
    is_ordinal,
    range_dash,
    range_from,
    read_number,
    share_scale,
)
from pipeline.extract.proportions import read_proportion
from pipeline.model import Rejection
from pipeline.russian.currencies import SIGNS
from pipeline.russian.figures import SPACE
from pipeline.russian.measures import Measure, read_measure, read_per_time, skip_gap
from pipeline.russian.numerals import FIRST_WORDS
from pipeline.values import Amount, Comparator


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number on its way to be an amount. `start` has the comparator inside where one stands next to the number."""

    start: int
    end: int
    number: Number
    high: Number | None
    comparator: Comparator
    measure: Measure | None
    counted: Counted | None
    amount: Amount | None
    rule: str
    flags: tuple[str, ...] = ()
    per: str | None = None
    tolerance: Decimal | None = None


_S: Final = SPACE
_ANCHOR: Final = re.compile(r"\d+|[а-яё]+(?:-[а-яё]+)?", re.IGNORECASE)
_CITATION: Final = re.compile(r"\[(?=\s?\d)[^\[\]\n]{1,90}\]")
_PREVIOUS: Final = re.compile(r"(\S+)\s?$")
_LABELS: Final = frozenset(
    "№ №№ с. стр. ст. ст.ст. п. пп. п.п. подп. ч. гл. разд. табл. рис. илл. т. тт. вып. кн. тел. тел факс удк ббк грнти issn isbn doi "
    "doi: jel edn orcid д. каб. оф. корп. pp. p. vol. no. fig. ver. n гост ту снип санпин iso исо код шифр арт. инв. прил. абз. № сер. "
    "ф. оп. л. лл. вх. исх. рег.".split()
)
_LABEL_NOUNS: Final = re.compile(
    r"(?:стать(?:я|и|е|ю|[её]й|ям|ях)|пункт(?:а|у|ом|е|ы)?|част(?:ь|и|ью)|глав(?:а|ы|е|у|ой)|раздел(?:а|у|ом|е)?|параграф(?:а|у|ом|е)?|"
    r"абзац(?:а|у|ем|е)?|приложени(?:е|я|и|ю|ем)|таблиц(?:а|ы|е|у|ей)|рисун(?:ок|ка|ке|ком)|диаграмм(?:а|ы|е|у)|схем(?:а|ы|е|у|ой)|"
    r"формул(?:а|ы|е|у|ой)|том(?:а|у|ом|е)?|выпуск(?:а|у|ом|е)?|номер(?:а|у|ом|е)?|страниц(?:а|ы|е|у|ей)|вариант(?:а|у|ом|е)?|"
    r"энергоблок(?:а|у|ом|е)?|верси(?:я|и|ю|ей)|модел(?:ь|и|ью)|этап(?:а|у|ом|е)?|сценари(?:й|я|и|ем)|гипотез(?:а|ы|е|у)|"
    r"график(?:а|у|ом|е)?|карт(?:а|ы|е|у)|протокол(?:а|у|ом|е)?|маршрут(?:а|у|ом|е)?|категори(?:я|и|ю|ей)|тип(?:а|у|ом|е)?|"
    r"кластер(?:а|у|ом|е)?|шаг(?:а|у|ом|е)?|задач(?:а|и|е|у)|уравнени(?:е|я|и|ю)|телефон(?:а|у)?|индекс(?:а|у)?|код(?:а|у|ом)?|"
    r"форм(?:а|ы|е|у)|раунд(?:а|е)?|цел(?:ь|и|ью)|школ(?:а|ы|е|у)|гимнази(?:я|и|ю)|больниц(?:а|ы|е|у)|шахт(?:а|ы|е|у)|цех(?:а|е)?|"
    r"поколени(?:е|я)|уровн(?:я|е|ю)|пакет(?:а)?|корпус(?:а|е)?)"
)
_MAIN_WORDS: Final = re.compile(r"(?:один|одна|одно|одного|одной|одному|одним|одном|одну|одною)$")
_OF: Final = re.compile(rf"{_S}{{1,2}}(?:из|изо)(?![а-яё])")
_PARTIES: Final = frozenset(
    "страна государство сторона народ держава республика сосед союзник партнёр партнер нация общество правительство президент "
    "лидер столица слово рука берег половина".split()
)
_JOINED: Final = re.compile(
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
_SIGN_BEFORE: Final = re.compile(rf"(?:US|HK|A|C)?[$€£¥₽₸](?:{_S})?$|\b(?:USD|EUR|RUB|KZT|CNY|GBP){_S}$")
_MINUS: Final = re.compile(rf"(?:^|[\s(]|{_S})(?P<minus>[-−–])$|минус{_S}$")
_TOLERANCE: Final = re.compile(rf"{_S}{{0,2}}(?:±|\+/[-−–]){_S}{{0,2}}(?=\d)")
_PLUS_MINUS: Final = re.compile(rf"(?:±|\+/[-−–]){_S}{{0,2}}$")
_TO: Final = re.compile(rf"{_S}{{1,2}}до{_S}{{1,2}}")
_AND: Final = re.compile(rf"{_S}{{1,2}}и{_S}{{1,2}}")
_NOT_TONNE: Final = re.compile(rf"т\.{_S}?[екдпн]\.|м\.{_S}?б\.")
_SYMBOL_CODES: Final = {"HK$": "HKD", "A$": "AUD", "C$": "CAD", "US$": "USD"}


def candidates(text: str, dates: list[tuple[int, int]]) -> Iterator[Candidate | Rejection]:
    """Numbers with what stands around them, in order. `dates`: spans of times, ascending, whose figures are theirs."""
    taken = sorted((*dates, *((m.start(), m.end()) for m in _CITATION.finditer(text))))
    starts = [start for start, _ in taken]
    at = 0
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start()
        if start < at:
            continue
        said = anchor[0]
        if not said[0].isdigit():
            word = said.lower()
            if word not in FIRST_WORDS:
                found = read_proportion(text, start, word)
                if found is not None and not _inside(taken, starts, start):
                    comparator = comparators.before(text, start)
                    number = Number(start, found.end, found.value)
                    amount = Amount("ratio", found.value, comparator=comparator.comparator)
                    if found.measure is not None:
                        amount = _amount(number, None, comparator.comparator, found.measure, None, None, None)
                    yield Candidate(
                        comparator.start, found.end, number, None, comparator.comparator, found.measure, None, amount,
                        found.rule, found.flags,
                    )  # fmt: skip
                    at = found.end
                continue
        if _inside(taken, starts, start):
            at = taken[bisect_right(starts, start) - 1][1]
            continue
        read = _read(text, start)
        if read is None:
            at = anchor.end()
            continue
        yield read
        at = read.end


def _inside(taken: list[tuple[int, int]], starts: list[int], at: int) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < taken[index][1]


def _read(text: str, start: int) -> Candidate | Rejection | None:
    figures = text[start].isdigit()
    number = read_number(text, start)
    if number is None:
        return (
            Rejection(start, start + 1, "amount.code", "figures of a code, formula or numbering")
            if figures
            else None
        )
    if figures:
        if is_glued(text, start, number.end):
            return Rejection(start, number.end, "amount.code", "part of a code or name")
        joined = _JOINED.match(text, number.end)
        if joined is not None:
            return _adjectival(text, number, joined)
        if is_ordinal(text, number.end):
            return Rejection(start, number.end, "amount.ordinal", "an ordinal")
    previous = _previous(text, start)
    spread, end = _spread(text, number, previous)
    low, high = (spread.low, spread.high) if spread is not None else (number, None)
    last = high or low
    tolerance: Decimal | None = None
    if high is None and (plus_minus := _TOLERANCE.match(text, end)) is not None:
        error = read_number(text, plus_minus.end())
        if error is not None:
            tolerance, end, last = error.value, error.end, error._replace(bare=low.bare)
    measure = _measure(text, end, last)
    label = previous.lower().lstrip("(«[")
    is_label = (
        label in _LABELS
        or (label.startswith("№") and label != "№")
        or _LABEL_NOUNS.fullmatch(label) is not None
    )
    if (
        is_label
        and (label in _LABELS or label.startswith("№"))
        and (measure is None or measure.kind == "quantity")
        and low.scale == 1
    ):
        return Rejection(start, end, "amount.label", f"a number after «{previous}»")
    sign = _SIGN_BEFORE.search(text, max(0, start - 5), start)
    begin = start
    if sign is not None and (measure is None or measure.kind != "money"):
        code = sign[0].strip()
        symbol = _SYMBOL_CODES.get(code) or SIGNS.get(code) or code
        measure = Measure(end, end, "money", Decimal(1), symbol)
        begin = sign.start()
        per = read_per_time(text, end)
        if per is not None:
            end, measure = per[0], measure._replace(per=per[1])
    elif measure is not None:
        end = measure.end
    minus = _MINUS.search(text, max(0, begin - 6), begin) if sign is None else None
    if (
        minus is not None
        and minus["minus"]
        and measure is not None
        and high is None
        and minus["minus"] != "–"
    ):
        low = low._replace(value=-low.value)
        begin = minus.start("minus")
    said = comparators.before(text, begin)
    if high is not None:
        said = comparators.Said("range", _range_start(text, spread, number, previous, said), "amount.range")
    if measure is not None:
        return _measured(text, said, low, high, measure, end, tolerance, previous)
    if low.scale != 1 or not is_label:
        counted = read_counted(text, end, last.bare, last.scale)
        if counted is not None:
            return _count(text, said, low, high, counted)
    if is_label:
        return Rejection(start, end, "amount.label", f"a number after «{previous}»")
    if end < len(text) and text[end].isalpha():
        return Rejection(start, end, "amount.code", "part of a code or name")
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


def _adjectival(text: str, number: Number, joined: re.Match[str]) -> Candidate | Rejection:
    """«100-процентный», «3-кратный», «10-летний»."""
    said = comparators.before(text, number.start)
    end = joined.end()
    if joined["percent"]:
        measure = Measure(joined.start(), end, "percent", Decimal(1), "%")
        amount = _amount(number, None, said.comparator, measure, None, None, None)
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


def _previous(text: str, start: int) -> str:
    match = _PREVIOUS.search(text, max(0, start - 30), start)
    return match[1] if match is not None else ""


def _measure(text: str, end: int, number: Number) -> Measure | None:
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


def _spread(text: str, number: Number, previous: str) -> tuple[NumberRange | None, int]:
    """The range that the number opens, and where its last number ends."""
    if previous.lower() in ("от", "между"):
        link = _TO if previous.lower() == "от" else _AND
        own = _measure(text, number.end, number)
        match = link.match(text, own.end if own is not None else number.end)
        if match is not None and match.end() < len(text):
            second = read_number(text, match.end())
            if second is not None and not is_ordinal(text, second.end):
                other = _measure(text, second.end, second)
                if own is None or (other is not None and other.symbol == own.symbol):
                    found = share_scale(number, second)
                    if found is not None:
                        return found, found.high.end
    found = range_from(text, number)
    if found is not None:
        return found, found.high.end
    own = _measure(text, number.end, number)
    if own is not None:
        dash = range_dash(text, own.end)
        if dash is not None and text[dash[0]].isdigit():
            second = read_number(text, dash[0])
            other = _measure(text, second.end, second) if second is not None else None
            if (
                second is not None
                and other is not None
                and (other.kind, other.symbol, other.factor) == (own.kind, own.symbol, own.factor)
                and number.value < second.value
                and not dash[1]
            ):
                return NumberRange(number, second), second.end
    return None, number.end


def _range_start(
    text: str, spread: NumberRange | None, number: Number, previous: str, said: comparators.Said
) -> int:
    """A range's own words are inside («от 5 до 7 %»); an approximator before a range stays outside no more than before a number."""
    if previous.lower() in ("от", "между") and spread is not None and _DASHED.match(text, number.end) is None:
        return text.rfind(previous, 0, number.start)
    return said.start if said.rule == "comparator.word" else number.start


_DASHED: Final = re.compile(rf"{_S}{{0,2}}[-–—]")


def _measured(
    text: str, said: comparators.Said, low: Number, high: Number | None, measure: Measure, end: int,
    tolerance: Decimal | None, previous: str,
) -> Candidate | Rejection:  # fmt: skip
    start = low.start
    unit_word = text[skip_gap(text, (high or low).end) : measure.end]
    if measure.kind == "ratio":
        if _IN_BEFORE.search(text, max(0, start - 30), start) is None and high is None:
            if low.words and low.value <= 1:
                return Rejection(start, end, "amount.one", "«один раз» says no amount")
            counted = Counted(measure.end, "раз", "раз")
            return _count(text, said, low, high, counted)
    if low.words == 1 and _MAIN_WORDS.match(low.last) and low.scale == 1 and measure.kind == "money":
        return Rejection(start, end, "amount.one", "«один» names the unit itself")
    last = high or low
    if (
        measure.kind == "quantity"
        and measure.symbol in ("a", "mo", "wk", "d", "h", "min")
        and _SINGULAR.search(unit_word)
        and _governs_plural(last)
    ):
        return Rejection(start, end, "amount.ordinal", "an ordinal written in figures («5 год»)")
    if measure.symbol == "h" and _CLOCK.match(text, end):
        return Rejection(start, end, "amount.clock", "a time of day")
    if (
        low.last in ("тысячи", "тысяч")
        and low.words == 1
        and low.bare == 1000
        and said.comparator == "="
        and previous.lower() not in ("до", "от")
    ):
        return Rejection(start, end, "amount.indefinite", "«тысячи» says no number")
    comparator, per = said.comparator, measure.per
    tail = comparators.after(text, end)
    if tail is not None and comparator == "=":
        comparator, end = tail
    amount = _amount(low, high, comparator, measure, None, tolerance, per)
    flags = tuple(dict.fromkeys((*low.flags, *(high.flags if high else ()), *measure.flags)))
    if "with_extra" in flags:
        amount = _amount(low, high, ">" if comparator == "=" else comparator, measure, None, tolerance, per)
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
    return _previous(text, start).lower() in (
        "лишь",
        "всего",
        "только",
        "ещё",
        "еще",
        "менее",
        "более",
        "целых",
    )


def _count(
    text: str, said: comparators.Said, low: Number, high: Number | None, counted: Counted
) -> Candidate | Rejection:
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
    amount = _amount(low, high, comparator, None, counted.item, None, per)
    return Candidate(
        said.start, end, low, high, comparator, None, counted, amount, "amount.count", flags, per
    )


def _amount(
    low: Number, high: Number | None, comparator: Comparator, measure: Measure | None, item: str | None,
    tolerance: Decimal | None, per: str | None,
) -> Amount:  # fmt: skip
    """The amount of a number (or two bounds) with what it measures."""
    factor = measure.factor if measure is not None else Decimal(1)
    value = None if high is not None else low.value * factor
    first = low.value * factor if high is not None else None
    last = high.value * factor if high is not None else None
    error = None if tolerance is None else tolerance * factor * low.scale
    kind = "count" if measure is None else measure.kind
    return Amount(
        kind,  # type: ignore[arg-type]  # `scale` never comes here
        value, first, last, "range" if high is not None else comparator,
        unit=measure.symbol if measure is not None and kind in ("quantity", "percent") else None,
        currency=measure.symbol if measure is not None and kind == "money" else None,
        per=per, item=item, tolerance=error,
    )  # fmt: skip


def make_amount(candidate: Candidate, measure: Measure | None, item: str | None, per: str | None) -> Amount:
    """The candidate as an amount of what its neighbours lend it."""
    return _amount(
        candidate.number, candidate.high, candidate.comparator, measure, item, candidate.tolerance, per
    )
