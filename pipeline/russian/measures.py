"""What stands after a number, or in a table's head: scale, unit or currency, and what the whole is divided by.

    «млрд долл.» · «тыс. т в год» · «%» · «п. п.» · «тенге за доллар» · «чел./км²» · «руб. на душу населения» · «раза»

One reading serves running text («5,4 млрд долл.»), table heads («Экспорт, млрд долл.») and captions, so that a unit can't
mean one thing here and another there. The surprise: after a money word «в», «на», «за» may begin the divisor («за баррель»)
or a new phrase («за год», «на 5 %»), and only a closed list of divisors is believed.

    >>> read_measure("млрд долл. в год", 0)
    Measure(start=0, end=16, kind='money', factor=Decimal('1000000000'), symbol='USD', per='a', flags=())
    >>> str(measure_in_head("ВРП, тыс. долл. на человека"))
    'money x1000 USD per person'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from pipeline.russian.currencies import read_currency
from pipeline.russian.figures import SPACE
from pipeline.russian.numerals import SCALES
from pipeline.russian.units import read_unit, stop_length

MeasureKind: TypeAlias = Literal["money", "percent", "quantity", "ratio", "scale"]


class Measure(NamedTuple):
    """Kind, exact factor into base units, ISO 4217 code or unit symbol, divisor. Kind `scale`: a scale word alone («млрд»)."""

    start: int
    end: int
    kind: MeasureKind
    factor: Decimal
    symbol: str | None = None
    per: str | None = None
    flags: tuple[str, ...] = ()

    def __str__(self) -> str:
        per = f" per {self.per}" if self.per else ""
        return f"{self.kind} x{self.factor:f} {self.symbol or ''}{per}".strip()


class Scale(NamedTuple):
    """A scale word: where it ends (its stop inside) and its power of ten."""

    end: int
    value: Decimal


_SCALE: Final = re.compile(
    r"(?:(?P<short>тыс|млн|млрд|трлн)(?![а-яё])|(?P<long>(?:тысяч|миллион|миллиард|триллион|квадриллион)[а-яё]{0,3})(?![а-яё]))",
    re.IGNORECASE,
)
_GAP: Final = re.compile(rf"{SPACE}{{0,3}}")
_PERCENT: Final = re.compile(r"%|проц\.|процент(?:а|ов|у|ом|е|ы|ам|ами|ах)?(?![а-яё-])")
_PERMILLE: Final = re.compile(r"‰|промилле(?![а-яё])")
_TIMES: Final = re.compile(r"раз(?:а|у)?(?![а-яё-])")
_ANNUAL: Final = re.compile(rf"{SPACE}{{0,2}}годовых(?![а-яё])")
_PER_TIME: Final = re.compile(
    rf"{SPACE}{{1,2}}в{SPACE}{{1,2}}(?:(?P<a>год)|(?P<mo>месяц)|(?P<wk>неделю)|(?P<d>сутки|день)|(?P<h>час)|(?P<min>минуту)|"
    rf"(?P<s>секунду)|(?P<q>квартал))(?![а-яё-])"
)
_PER_HEAD: Final = re.compile(
    rf"{SPACE}{{1,2}}(?:в{SPACE}расч[её]те{SPACE})?на{SPACE}{{1,2}}"
    rf"(?:(?P<n>10|100|1000|1{SPACE}000|10{SPACE}000|100{SPACE}000|1|одного|тысячу|сто|миллион|млн|10{SPACE}тыс\.?|100{SPACE}тыс\.?){SPACE}{{1,2}})?"
    rf"(?:душу(?:{SPACE}населения)?|(?:одного{SPACE})?(?:человека|жителя|работника|занятого|работающего|чел\.)|человек|жителей|населения|чел\.)(?![а-яё])"
)
_PER_UNIT: Final = re.compile(
    rf"(?:{SPACE}{{1,2}}(?:за|на|с|в|к){SPACE}{{1,2}}|{SPACE}?/{SPACE}?)(?P<one>одну{SPACE}|один{SPACE}|1{SPACE})?"
)
_SECOND: Final = re.compile(r"с(?![а-яё])")
_TIME_SYMBOLS: Final = frozenset(("a", "mo", "wk", "d", "h", "min", "s"))
_COUNTS: Final = {
    "10": 1, "100": 2, "сто": 2, "1000": 3, "тысячу": 3, "10000": 4, "100000": 5, "10тыс": 4, "100тыс": 5, "миллион": 6, "млн": 6,
}  # fmt: skip
# «за», «на», «с» + accusative singular or genitive singular of a unit; plural after these means something else («за 5 лет»).
_PLURAL: Final = re.compile(
    r"(?:лет|годы|годах|годов|месяцев|недель|дней|часов|минут|секунд|тонн|километров|человек|людей|метров|год|века|век)$"
)


def read_scale(text: str, at: int) -> Scale | None:
    """The scale word at the offset: «млрд», «тыс.», «миллионов»."""
    match = _SCALE.match(text, at)
    if match is None:
        return None
    word = (match["short"] or match["long"]).lower()
    value = SCALES.get(word)
    if value is None:
        return None
    end = match.end()
    return Scale(end + (text[end : end + 1] == "." if word == "тыс" else stop_length(text, end, word)), value)


def skip_gap(text: str, at: int) -> int:
    """The offset after the spaces that may part a number from its unit; never over a line break or tab."""
    match = _GAP.match(text, at)
    return match.end() if match else at


def read_measure(text: str, at: int, *, scaled: bool = True) -> Measure | None:
    """The measure that begins at the offset; null where nothing measures. `scaled`: a scale word may come first."""
    start, factor = at, Decimal(1)
    if scaled:
        scale = read_scale(text, at)
        while scale is not None:
            factor *= scale.value
            end = scale.end
            at = skip_gap(text, end)
            scale = read_scale(text, at)
    base = _read_base(text, at, factor)
    if base is not None:
        return base._replace(start=start)
    if factor != 1:
        return Measure(start, end, "scale", factor)
    return None


def _read_base(text: str, at: int, factor: Decimal) -> Measure | None:
    percent = _PERCENT.match(text, at)
    if percent is not None:
        annual = _ANNUAL.match(text, percent.end())
        if annual is not None:
            return Measure(at, annual.end(), "percent", factor, "%", "a")
        end, per = _read_divisor(text, percent.end(), times_only=True)
        return Measure(at, end, "percent", factor, "%", per)
    permille = _PERMILLE.match(text, at)
    if permille is not None:
        return Measure(at, permille.end(), "quantity", factor, "[ppth]")
    times = _TIMES.match(text, at)
    if times is not None:
        return Measure(at, times.end(), "ratio", factor)
    currency = read_currency(text, at)
    if currency is not None:
        end, per = _read_divisor(text, currency.end)
        return Measure(at, end, "money", factor * currency.part, currency.code, per, currency.flags)
    unit = read_unit(text, at)
    if unit is not None:
        end, per = _read_divisor(text, unit.end, slash_only=unit.symbol in _TIME_SYMBOLS)
        return Measure(at, end, "quantity", factor * unit.factor, unit.symbol, per)
    return None


def _read_divisor(
    text: str, at: int, *, times_only: bool = False, slash_only: bool = False
) -> tuple[int, str | None]:
    """(end, symbol) of «в год», «за тонну», «/га», «на душу населения»; (at, null) where nothing divides."""
    if not slash_only:
        time = _PER_TIME.match(text, at)
        if time is not None:
            return time.end(), "3.mo" if time.lastgroup == "q" else time.lastgroup
        if times_only:
            return at, None
        head = _PER_HEAD.match(text, at)
        if head is not None:
            count = re.sub(r"\D*$", "", head["n"] or "").replace("\u00a0", " ")
            key = re.sub(r"[\s.\u00a0\u2009\u202f]", "", head["n"] or "")
            power = _COUNTS.get(key, 0)
            del count
            return head.end(), f"10*{power}.person" if power else "person"
    lead = _PER_UNIT.match(text, at)
    if lead is None or times_only:
        return at, None
    slash = "/" in lead[0]
    if slash_only and not slash:
        return at, None
    begin = lead.end()
    if slash:
        if _SECOND.match(text, begin):
            return begin + 1, "s"
        unit = read_unit(text, begin)
        if unit is not None and unit.factor == 1:
            return unit.end, unit.symbol
        return at, None
    scale = read_scale(text, begin)
    after = skip_gap(text, scale.end) if scale is not None else begin
    word = lead[0].split()[0]
    if scale is not None and scale.value != 1000:
        return at, None
    if word in ("за", "на"):
        currency = read_currency(text, after)
        if (
            currency is not None
            and currency.part == 1
            and currency.code is not None
            and not text[after : currency.end].endswith("ов")
        ):
            return currency.end, currency.code if scale is None else f"10*3.{currency.code}"
    unit = read_unit(text, after)
    if unit is None or unit.factor != 1 or (word == "в" and unit.symbol not in _TIME_SYMBOLS) or word == "к":
        return at, None
    if unit.symbol in _TIME_SYMBOLS and unit.symbol not in ("h", "d", "mo"):
        return at, None
    if unit.symbol in _TIME_SYMBOLS and not lead["one"] and word != "в":
        return at, None  # «за месяц», «за час» tell when, not how much of it
    said = text[after : unit.end]
    if scale is None and (_PLURAL.search(said) or said.endswith(("ов", "ей"))):
        return at, None
    return unit.end, unit.symbol if scale is None else f"10*3.{unit.symbol}"


def read_divisor(text: str, at: int) -> tuple[int, str] | None:
    """(end, symbol) of «в год», «за баррель», «на душу населения», «/т» after a sum of money; null where none follows."""
    end, per = _read_divisor(text, at)
    return None if per is None else (end, per)


def read_per_time(text: str, at: int) -> tuple[int, str] | None:
    """(end, symbol) of «в год», «в сутки» after a number or noun; null where none follows."""
    end, per = _read_divisor(text, at, times_only=True)
    return None if per is None else (end, per)


_HEAD_STARTS: Final = re.compile(r"^|[,;(:/–—]\s*|\bв\s+|\bтыс|\s(?=%)|\s(?=млн|млрд|трлн)")
_HEAD_END: Final = re.compile(r"\s*(?:$|[,;)(/\n:]|\*|\d{1,2}$|к\s|от\s|по\s|в\s|на\s)")


def measures_in_head(text: str) -> Iterator[Measure]:
    """Every measure that a head or caption names as its unit: at its beginning, after a comma, in brackets, after «в»."""
    seen = -1
    for start in _HEAD_STARTS.finditer(text):
        at = skip_gap(text, start.start() if start[0].startswith("тыс") else start.end())
        if at <= seen:
            continue
        measure = read_measure(text, at)
        if measure is None or not _HEAD_END.match(text, measure.end):
            continue
        if measure.symbol == "a" and measure.factor == 1:  # «Год» heads the column of years
            continue
        seen = measure.end
        yield measure


def measure_in_head(text: str) -> Measure | None:
    """The unit that a head or caption gives; of several the last («Экспорт, млн т, в % к итогу»)."""
    found = None
    for measure in measures_in_head(text):
        found = measure
    return found
