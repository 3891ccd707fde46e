"""Numbers in words, in every case and gender: «двухсот сорока», «полутора», «тридцатью пятью», «двадцати одной».

A numeral is read from left to right, each word smaller than the one before it: hundreds, tens, units, then a scale word
(тысяча, миллион, …), then again from the hundreds. Two words that don't go on in this order are two numbers: «пять шесть».
The surprise: «полтора» is a unit («полтора миллиарда»), «пол-» a first part («полмиллиона»), and «с половиной» comes
after («две с половиной тысячи»). Ordinals («двухтысячный», «девяностые») are told apart: they count nothing.

    >>> str(read_numeral("двухсот сорока проектов", 0).value), str(read_numeral("полутора", 0).value)
    ('240', '1.5')
    >>> str(read_numeral("сто двадцать тысяч триста", 0).value)
    '120300'
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE


class Numeral(NamedTuple):
    """A number in words: span, value, its last word (which governs the noun), and whether the words name a scale."""

    start: int
    end: int
    value: Decimal
    last: str
    words: int


_UNITS: Final = """
1 один одного одному одним одном одна одной одну одною одно
2 два две двух двум двумя двое двоих двоим двоими
3 три трёх трём тремя трое троих троим троими
4 четыре четырёх четырём четырьмя четверо четверых четверым четверыми
5 пять пяти пятью пятеро пятерых пятерым пятерыми
6 шесть шести шестью шестеро шестерых шестерым шестерыми
7 семь семи семью семеро семерых семерым семерыми
8 восемь восьми восьмью восемью восьмеро восьмерых
9 девять девяти девятью девятеро девятерых
1.5 полтора полторы полутора
"""
_TEENS: Final = """
10 десять десяти десятью десятеро десятерых
11 одиннадцать одиннадцати одиннадцатью
12 двенадцать двенадцати двенадцатью
13 тринадцать тринадцати тринадцатью
14 четырнадцать четырнадцати четырнадцатью
15 пятнадцать пятнадцати пятнадцатью
16 шестнадцать шестнадцати шестнадцатью
17 семнадцать семнадцати семнадцатью
18 восемнадцать восемнадцати восемнадцатью
19 девятнадцать девятнадцати девятнадцатью
0 ноль ноля нолю нолём ноле нуль нуля нулю нулём нуле
"""
_TENS: Final = """
20 двадцать двадцати двадцатью
30 тридцать тридцати тридцатью
40 сорок сорока
50 пятьдесят пятидесяти пятьюдесятью
60 шестьдесят шестидесяти шестьюдесятью
70 семьдесят семидесяти семьюдесятью
80 восемьдесят восьмидесяти восьмьюдесятью восемьюдесятью
90 девяносто девяноста
"""
_HUNDREDS: Final = """
100 сто ста
200 двести двухсот двумстам двумястами двухстах
300 триста трёхсот трёмстам тремястами трёхстах
400 четыреста четырёхсот четырёмстам четырьмястами четырёхстах
500 пятьсот пятисот пятистам пятьюстами пятистах
600 шестьсот шестисот шестистам шестьюстами шестистах
700 семьсот семисот семистам семьюстами семистах
800 восемьсот восьмисот восьмистам восьмьюстами восемьюстами восьмистах
900 девятьсот девятисот девятистам девятьюстами девятистах
150 полтораста полутораста
"""


def _table(*rows: tuple[str, int]) -> dict[str, tuple[Decimal, int]]:
    """form → (value, rank); ё may be printed as е."""
    forms: dict[str, tuple[Decimal, int]] = {}
    for lines, rank in rows:
        for line in lines.split("\n"):
            value, *words = line.split() or [""]
            for word in words:
                forms[word] = forms[word.replace("ё", "е")] = (Decimal(value), rank)
    return forms


# The rank is what a numeral may still take after the word: a unit nothing, a ten units, a hundred tens and teens.
_SIMPLE: Final = _table((_UNITS, 1), (_TEENS, 1), (_TENS, 2), (_HUNDREDS, 3))
_TEEN_WORDS: Final = frozenset(_table((_TEENS, 1)))

_SCALE_STEMS: Final = {
    "тысяч": Decimal(10) ** 3,
    "миллион": Decimal(10) ** 6,
    "миллиард": Decimal(10) ** 9,
    "триллион": Decimal(10) ** 12,
    "квадриллион": Decimal(10) ** 15,
}
SCALES: Final[dict[str, Decimal]] = {
    **{
        f"{stem}{ending}": value
        for stem, value in _SCALE_STEMS.items()
        for ending in (
            [*"а и е у ей ью ам ами ах".split(), ""]
            if stem == "тысяч"
            else ["", *"а у ом е ы ов ам ами ах".split()]
        )
    },
    **{"тыс": Decimal(10) ** 3, "млн": Decimal(10) ** 6, "млрд": Decimal(10) ** 9, "трлн": Decimal(10) ** 12},
}
"""Scale words and their abbreviations, without the stop."""

TENFOLDS: Final[dict[str, Decimal]] = {
    **{f"десят{ending}": Decimal(10) for ending in "ок ка ку ком ке ки ков кам ками ках".split()},
    **{f"сот{ending}": Decimal(100) for ending in "ня ни не ню ней ням нями нях ен".split()},
    **{f"дюжин{ending}": Decimal(12) for ending in ["", *"а ы е у ой".split()]},
}
"""«два десятка», «полторы сотни»: scale words that are nouns."""

_HALVES: Final = {
    **{
        f"пол{word}": Decimal(value) / 2
        for word, value in (
            ("миллиона", 10**6),
            ("миллиарда", 10**9),
            ("триллиона", 10**12),
            ("тысячи", 1000),
            ("сотни", 100),
        )
    },
    **{
        f"полу{word}": Decimal(value) / 2
        for word, value in (("миллиона", 10**6), ("миллиону", 10**6), ("миллионом", 10**6))
    },
}

_WORD: Final = re.compile(r"[а-яё]+", re.IGNORECASE)
_NEXT: Final = re.compile(rf"{SPACE}{{1,2}}([а-яё]+)", re.IGNORECASE)
_AND_A_HALF: Final = re.compile(rf"{SPACE}с{SPACE}половиной\b", re.IGNORECASE)

FIRST_WORDS: Final = frozenset((*_SIMPLE, *SCALES, *_HALVES))
"""Words that a numeral can begin with; scales among them («миллион рублей»), abbreviations excepted in `read_numeral`."""


def read_numeral(text: str, at: int) -> Numeral | None:
    """The number in words that begins at the offset; null where the word there is no numeral.

    A scale in figures' company («26 млрд») isn't read here; a bare scale word («миллион рублей») is 1 of it, but only in
    the singular: «миллионы рублей» says no number.
    """
    match = _WORD.match(text, at)
    if match is None:
        return None
    word = match[0].lower()
    if word in _HALVES:
        return Numeral(at, match.end(), _HALVES[word], word, 1)
    total = Decimal(0)
    group: Decimal | None = None
    rank, ceiling = 4, Decimal(10) ** 18
    end, last, words = at, "", 0
    while match is not None:
        word = match[match.lastindex or 0].lower()
        if word in _SIMPLE:
            value, its = _SIMPLE[word]
            if its >= rank or (word in _TEEN_WORDS and rank == 2):
                break
            if value != int(value) and group is not None:
                break
            group = (group or Decimal(0)) + value
            rank = 0 if its == 1 else its
        elif word in SCALES and len(word) > 4 and SCALES[word] < ceiling:
            if group is None:
                if words or word not in ONE_OF_SCALE:
                    break
                group = Decimal(1)
            total += group * SCALES[word]
            ceiling, group, rank = SCALES[word], None, 4
        else:
            break
        end, last, words = match.end(), word, words + 1
        half = _AND_A_HALF.match(text, end)
        if half is not None and group is not None:
            group += Decimal("0.5")
            end, rank = half.end(), 0
        match = _NEXT.match(text, end)
    if words == 0:
        return None
    return Numeral(at, end, total + (group or Decimal(0)), last, words)


ONE_OF_SCALE: Final = frozenset(
    [
        *(f"тысяч{ending}" for ending in "а и е у ей ью".split()),
        *(
            f"{stem}{ending}"
            for stem in _SCALE_STEMS
            if stem != "тысяч"
            for ending in ["", *"а у ом е".split()]
        ),
    ]
)
"""Singular forms, which alone stand for one: «миллиард долларов». «тысячи» alone is told from the plural by what follows."""
