"""Makes expressions of amount with known values: number × form × scale × unit × comparator × range × divisor, seeded.

The words are spelt here from tables of their own, so that a mistake in the reader's tables can't hide in the test.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipeline.values import plain


@dataclass(frozen=True, slots=True)
class Made:
    """A sentence, the span of its only amount, and the normal form that the amount must have."""

    text: str
    start: int
    end: int
    norm: str

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]


class Number(NamedTuple):
    said: str
    value: Decimal
    governs: str  # one, few, many, part


class Unit(NamedTuple):
    """Kind, symbol, forms after one, few (and a fraction), many (and a scale)."""

    kind: str
    symbol: str
    one: str
    few: str
    many: str


_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_ONES_GENITIVE = ("", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти")
_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS = (
    "",
    "",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
)
_TENS_GENITIVE = (
    *("", "", "двадцати", "тридцати", "сорока", "пятидесяти"),
    *("шестидесяти", "семидесяти", "восьмидесяти", "девяноста"),
)
_HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста", "пятьсот"),
    *("шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
_HUNDREDS_GENITIVE = (
    *("", "ста", "двухсот", "трёхсот", "четырёхсот", "пятисот"),
    *("шестисот", "семисот", "восьмисот", "девятисот"),
)

UNITS = (
    Unit("money", "RUB", "рубль", "рубля", "рублей"),
    Unit("money", "RUB", "руб.", "руб.", "руб."),
    Unit("money", "USD", "доллар", "доллара", "долларов"),
    Unit("money", "USD", "долл.", "долл.", "долл."),
    Unit("money", "USD", "доллар США", "доллара США", "долларов США"),
    Unit("money", "KZT", "тенге", "тенге", "тенге"),
    Unit("money", "EUR", "евро", "евро", "евро"),
    Unit("money", "CNY", "юань", "юаня", "юаней"),
    Unit("money", "GBP", "фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
    Unit("percent", "%", "%", "%", "%"),
    Unit("percent", "%", "процент", "процента", "процентов"),
    Unit("quantity", "pp", "п. п.", "п. п.", "п. п."),
    Unit("quantity", "t", "тонна", "тонны", "тонн"),
    Unit("quantity", "t", "т", "т", "т"),
    Unit("quantity", "km", "км", "км", "км"),
    Unit("quantity", "km2", "км²", "км²", "км²"),
    Unit("quantity", "ha", "га", "га", "га"),
    Unit("quantity", "kW.h", "кВт·ч", "кВт·ч", "кВт·ч"),
    Unit("quantity", "m3", "куб. м", "куб. м", "куб. м"),
    Unit("quantity", "bbl", "баррель", "барреля", "баррелей"),
    Unit("quantity", "person", "человек", "человека", "человек"),
    Unit("count", "проект", "проект", "проекта", "проектов"),
    Unit("count", "совместное предприятие", "совместное предприятие", "совместных предприятия", "совместных предприятий"),
    Unit("count", "заявка", "заявка", "заявки", "заявок"),
    Unit("count", "судно", "судно", "судна", "судов"),
)  # fmt: skip
SCALES = (("", 0), ("тыс.", 3), ("тыс", 3), ("млн", 6), ("млн.", 6), ("млрд", 9), ("млрд.", 9), ("трлн", 12))
SCALE_WORDS = {3: ("тысяча", "тысячи", "тысяч"), 6: ("миллион", "миллиона", "миллионов"), 9: ("миллиард", "миллиарда", "миллиардов")}  # fmt: skip
COMPARATORS = (
    *(("", "="),) * 6,
    *(("свыше", ">"), ("более", ">"), ("около", "~"), ("примерно", "~"), ("почти", "~"), ("порядка", "~")),
    *(("не менее", ">="), ("не более", "<="), ("менее", "<"), ("как минимум", ">="), ("более чем", ">")),
)
DIVISORS = (*(("", ""),) * 6, ("в год", "a"), ("в месяц", "mo"), ("в сутки", "d"))
BEFORE = ("итог таков:", "в отчёте названо", "по оценке автора,", "назван объём", "это", "речь шла про")
AFTER = (
    ", и спор не окончен.",
    "; остальное неизвестно.",
    " (по данным таможни).",
    " — так сказано в отчёте.",
)


def spell(number: int, *, genitive: bool = False) -> str:
    """A number below a thousand in words, masculine, nominative or genitive."""
    ones, tens, hundreds = (
        (_ONES_GENITIVE, _TENS_GENITIVE, _HUNDREDS_GENITIVE) if genitive else (_ONES, _TENS, _HUNDREDS)
    )
    parts = [hundreds[number // 100]]
    rest = number % 100
    if 10 <= rest <= 19:
        teen = _TEENS[rest - 10]
        parts.append(teen[:-1] + "и" if genitive else teen)
    else:
        parts += [tens[rest // 10], ones[rest % 10]]
    return " ".join(part for part in parts if part)


def govern(number: int) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


def _figures(random_: random.Random, *, whole: bool) -> Number:
    if not whole and random_.random() < 0.5:
        places = random_.choice((1, 1, 1, 2))
        value = Decimal(random_.randint(1, 9_999 if places == 1 else 99_999)) / 10**places
        return Number(f"{value:.{places}f}".replace(".", ","), value, "part")
    number = random_.choice(
        (random_.randint(2, 99), random_.randint(100, 999), random_.randint(1_000, 9_999_999))
    )
    said = str(number)
    if number > 9_999 or (number > 999 and random_.random() < 0.8):
        said = f"{number:,}".replace(",", random_.choice((" ", " ", "\u00a0", "\u202f")))
    elif number > 999 and 1000 <= number <= 2100:
        number += 3000  # a bare four-figure number of this size is a year
        said = str(number)
    return Number(said, Decimal(number), govern(number))


def _words(random_: random.Random) -> Number:
    number = random_.choice((random_.randint(3, 20), random_.randint(21, 99), random_.randint(100, 999)))
    return Number(spell(number), Decimal(number), govern(number))


def _unit_form(unit: Unit, governs: str) -> str:
    return {"one": unit.one, "few": unit.few, "part": unit.few, "many": unit.many}[governs]


def make(random_: random.Random) -> Made:
    """One expression in its sentence."""
    unit = random_.choice(UNITS)
    spelt = random_.random() < 0.25 and unit.kind not in ("quantity",)
    scalable = unit.symbol not in ("%", "pp")
    number = _words(random_) if spelt else _figures(random_, whole=unit.kind == "count")
    if (spelt and unit.symbol in ("заявка", "тонна")) or (spelt and number.governs == "one"):
        number = Number("пять", Decimal(5), "many")
    word, power = random_.choice(SCALES) if scalable and number.value < 10_000 else ("", 0)
    governs = number.governs
    if power in SCALE_WORDS and (spelt or random_.random() < 0.3):
        forms = SCALE_WORDS[power]
        if spelt and power == 3 and number.value % 10 in (1, 2):
            number = Number("семь", Decimal(7), "many")
        word = forms[{"one": 0, "few": 1, "part": 1, "many": 2}[number.governs]]
        governs = "many"
    elif power:
        governs = "many"
    if spelt and power == 0:
        word = ""
    form = _unit_form(unit, governs)
    comparator, sign = random_.choice(COMPARATORS)
    divisor, per = (
        random_.choice(DIVISORS)
        if unit.kind in ("money", "quantity", "count") and unit.symbol not in ("pp",)
        else ("", "")
    )
    factor = Decimal(10) ** power
    upper = Decimal(0)
    numbers = number.said
    if not spelt and random_.random() < 0.25 and number.governs != "one":
        upper = number.value + random_.randint(1, 40)
        high = plain(upper).replace(".", ",")
        if upper < 1000 and number.value < 1000:
            whole = upper == upper.to_integral_value()
            governs = "many" if power else govern(int(upper)) if whole else "part"
            form = _unit_form(unit, governs)
            low = plain(number.value).replace(".", ",")
            style = random_.choice(("{}–{}", "{}-{}", "{} – {}", "от {} до {}", "между {} и {}"))
            numbers, comparator, sign = style.format(low, high), "", "range"
            if power in SCALE_WORDS and word in SCALE_WORDS[power]:
                word = SCALE_WORDS[power][2]
        else:
            upper = Decimal(0)
    said = " ".join(part for part in (comparator, numbers, word, form, divisor) if part)
    if upper:
        norm = f"{unit.kind} {plain(number.value * factor)}..{plain(upper * factor)} {unit.symbol}"
    else:
        norm = f"{unit.kind} {'' if sign == '=' else sign}{plain(number.value * factor)} {unit.symbol}"
    if per:
        norm += f" per {per}"
    before, after = random_.choice(BEFORE), random_.choice(AFTER)
    text = f"{before} {said}{after}"
    return Made(text, len(before) + 1, len(before) + 1 + len(said), norm)


def made(count: int, seed: int) -> Iterator[Made]:
    """So many expressions, the same for the same seed."""
    random_ = random.Random(seed)
    for _ in range(count):
        yield make(random_)
