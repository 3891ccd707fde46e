"""Ratios and fractions that are one word: «вдвое», «впятеро», «на порядок», «половина», «две трети», «полвека», «полтонны».

    >>> read_proportion("вдвое больше", 0, "вдвое")
    Proportion(end=5, value=Decimal('2'), rule='amount.ratio', measure=None, flags=())
    >>> read_proportion("половина студентов", 0, "половина").value
    Decimal('0.5')

The surprise: a fraction is a ratio of a whole («треть экспорта»), but of a unit it is a quantity («четверть века» is 25 years),
and after an ordinal it is a time or a place («вторая половина 2021 г.», «первая половина списка»).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.russian import morph
from pipeline.russian.figures import SPACE
from pipeline.russian.measures import Measure, read_measure, read_scale, skip_gap
from pipeline.russian.numerals import read_numeral


class Proportion(NamedTuple):
    """Where it ends, its value (of its measure, where it has one), the rule, the measure, flags (`rounded`: the third has no end)."""

    end: int
    value: Decimal
    rule: str
    measure: Measure | None = None
    flags: tuple[str, ...] = ()


_TIMES: Final[dict[str, int]] = {
    **{"вдвое": 2, "втрое": 3, "вчетверо": 4, "впятеро": 5, "вшестеро": 6, "всемеро": 7, "ввосьмеро": 8},
    **{
        "вдевятеро": 9,
        "вдесятеро": 10,
        "двукратно": 2,
        "трёхкратно": 3,
        "трехкратно": 3,
        "пятикратно": 5,
        "десятикратно": 10,
    },
}
_FOLD: Final[dict[str, int | Decimal]] = {
    "двукратн": 2, "двухкратн": 2, "трёхкратн": 3, "трехкратн": 3, "четырёхкратн": 4, "четырехкратн": 4,
    "пятикратн": 5, "шестикратн": 6, "семикратн": 7, "десятикратн": 10, "полуторакратн": Decimal("1.5"),
}  # fmt: skip
_FRACTIONS: Final = {
    **dict.fromkeys(("половина", "половины", "половине", "половину", "половиной"), Decimal("0.5")),
    **dict.fromkeys(("треть", "трети", "третью"), Decimal("0.3333")),
    **dict.fromkeys(("четверть", "четверти", "четвертью"), Decimal("0.25")),
    "наполовину": Decimal("0.5"), "вполовину": Decimal("0.5"),
}  # fmt: skip
_HALF_UNITS: Final[dict[str, tuple[str, int | Decimal]]] = {
    "полвека": ("a", 50), "полувека": ("a", 50), "полгода": ("mo", 6), "полугода": ("mo", 6), "полчаса": ("min", 30),
    "полтонны": ("t", Decimal("0.5")), "полкилометра": ("km", Decimal("0.5")), "полугодом": ("mo", 6), "полумесяца": ("mo", Decimal("0.5")),
}  # fmt: skip
_ORDER: Final = re.compile(rf"(?:на){SPACE}$", re.IGNORECASE)
_BEFORE_FRACTION: Final = re.compile(
    rf"(?<![а-яё])(?:(?:перв|втор|друг|лучш|больш|меньш|остав|трет|четв[её]рт|последн|верхн|нижн|заключительн)[а-яё]*|эта|эту|этой|обе|обеих){SPACE}$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[а-яё]+(?![а-яё])")
_ENDING: Final = re.compile(r"(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми)$")


PROPORTION_WORDS: Final = frozenset(
    (*_TIMES, *_FRACTIONS, *_HALF_UNITS, "полпроцента", "полупроцента", "порядок")
)
"""Words that may be a ratio or fraction by themselves; adjectives in «-кратный», «-процентный» are told by their stem."""


def read_proportion(text: str, start: int, word: str) -> Proportion | None:
    """The ratio or fraction that is this word (lower case) at this offset; null where it is none."""
    end = start + len(word)
    if word in _TIMES:
        return Proportion(end, Decimal(_TIMES[word]), "amount.ratio")
    if word in ("полпроцента", "полупроцента"):
        return Proportion(
            end, Decimal("0.5"), "amount.percent", Measure(start, end, "percent", Decimal(1), "%")
        )
    if word in _HALF_UNITS:
        symbol, value = _HALF_UNITS[word]
        return Proportion(
            end, Decimal(value), "amount.quantity", Measure(start, end, "quantity", Decimal(1), symbol)
        )
    if word in _FRACTIONS:
        return _fraction(text, start, end, word)
    if word == "порядок" and _ORDER.search(text, max(0, start - 4), start):
        return Proportion(end, Decimal(10), "amount.ratio", None, ("order_of_magnitude",))
    if "процентн" in word:
        return _percent(text, start, end, word)
    if "кратн" in word:
        stem = _ENDING.sub("", word)
        if stem in _FOLD:
            return Proportion(end, Decimal(_FOLD[stem]), "amount.ratio")
    return None


def _percent(text: str, start: int, end: int, word: str) -> Proportion | None:
    """«двадцатипроцентный», «пятипроцентного»: the numeral is the word's first part, in the genitive."""
    stem, _, _ = word.partition("процентн")
    numeral = read_numeral(stem, 0) if stem else None
    if numeral is None or numeral.end != len(stem):
        return None
    return Proportion(end, numeral.value, "amount.percent", Measure(start, end, "percent", Decimal(1), "%"))


_PARTS: Final = {
    **dict.fromkeys(("треть", "трети", "третей", "третьих", "третями"), 3),
    **dict.fromkeys(("четверть", "четверти", "четвертей", "четвёртых", "четвертых", "четвертями"), 4),
    **{f"пят{ending}": 5 for ending in ("ая", "ой", "ую", "ых", "ыми")},
    **{f"шест{ending}": 6 for ending in ("ая", "ой", "ую", "ых", "ыми")},
    **{f"седьм{ending}": 7 for ending in ("ая", "ой", "ую", "ых", "ыми")},
    **{f"восьм{ending}": 8 for ending in ("ая", "ой", "ую", "ых", "ыми")},
    **{f"девят{ending}": 9 for ending in ("ая", "ой", "ую", "ых", "ыми")},
    **{f"десят{ending}": 10 for ending in ("ая", "ой", "ую", "ых", "ыми")},
    **{f"сот{ending}": 100 for ending in ("ая", "ой", "ую", "ых", "ыми")},
}  # fmt: skip
_PART_WORD: Final = re.compile(rf"{SPACE}([а-яё]+)(?![а-яё-])")


def read_fraction(text: str, numerator: Decimal, at: int) -> Proportion | None:
    """«две трети», «одна пятая»: what a numeral that ends at the offset is the numerator of; null where no part follows."""
    match = _PART_WORD.match(text, at)
    if match is None or match[1] not in _PARTS or not 1 <= numerator < _PARTS[match[1]]:
        return None
    exact = numerator / _PARTS[match[1]]
    value = round(exact, 4)
    return Proportion(
        match.end(), value.normalize(), "amount.fraction", None, () if value == exact else ("rounded",)
    )


_OF_SCALE: Final = re.compile(r"(?:тысячи|миллиона|миллиарда|триллиона|тыс|млн|млрд|трлн)(?![а-яё])")


def scale_fraction(text: str, part: Proportion) -> tuple[int, Decimal, Decimal] | None:
    """(end, scale, whole value) where a scale word in the genitive singular follows a fraction: «четверть [миллиона]»."""
    if part.rule != "amount.fraction":
        return None
    at = skip_gap(text, part.end)
    if at == part.end or _OF_SCALE.match(text, at) is None:
        return None
    scale = read_scale(text, at)
    if scale is None:
        return None
    exact = _exact(part.value) * scale.value
    return (
        scale.end,
        scale.value,
        exact.quantize(Decimal(1)).normalize() if "rounded" in part.flags else exact,
    )


def _exact(value: Decimal) -> Decimal:
    """The fraction that a value cut to four digits was: 0.3333 is a third."""
    for below in range(3, 101):
        above = (value * below).to_integral_value()
        if above and abs(value - above / below) <= Decimal("0.00005"):
            return above / below
    return value


def read_upper_ratio(text: str, lower: Proportion) -> Proportion | None:
    """The second of «вдвое-втрое», where it is the greater."""
    if lower.rule != "amount.ratio" or text[lower.end : lower.end + 1] not in ("-", "–", "—"):
        return None
    word = _WORD.match(text, lower.end + 1)
    if word is None or word[0] not in _TIMES or _TIMES[word[0]] <= lower.value:
        return None
    return Proportion(word.end(), Decimal(_TIMES[word[0]]), "amount.ratio")


def _fraction(text: str, start: int, end: int, word: str) -> Proportion | None:
    if _BEFORE_FRACTION.search(text, max(0, start - 20), start) is not None:
        return None
    at = skip_gap(text, end)
    measure = read_measure(text, at, scaled=False) if at > end else None
    value = _FRACTIONS[word]
    if measure is not None and measure.kind in ("quantity", "money") and measure.symbol != "person":
        if value == Decimal("0.3333"):
            return None
        return Proportion(measure.end, value, f"amount.{measure.kind}", measure)
    return Proportion(end, value, "amount.fraction", None, ("rounded",) if value == Decimal("0.3333") else ())


_ORDERS: Final = re.compile(rf"{SPACE}{{1,2}}порядк(?:а|ов)(?![а-яё])")


def read_orders(text: str, number: Decimal, at: int, previous: str) -> Proportion | None:
    """«на два порядка»: the power of ten that a number (which ends at the offset) of orders is."""
    match = _ORDERS.match(text, at)
    if match is None or previous != "на" or number not in (2, 3, 4, 5, 6, 7, 8, 9):
        return None
    return Proportion(match.end(), Decimal(10) ** int(number), "amount.ratio", None, ("order_of_magnitude",))


_PRINTED: Final = re.compile(
    rf"(?P<above>\d{{1,2}})/(?P<below>[2-9]|1[0-9]|20|100)(?![\d/,.-]\d?)(?={SPACE}{{1,2}}(?P<whole>[а-яёА-ЯЁ]+(?:-[а-яё]+)?))?"
)
_SHARED: Final = re.compile(
    rf"(?:^|[\s(«])(?:на|более|менее|около|почти|свыше|до|с|примерно|составля(?:ет|ют|л[аио]?)|составил[аио]?){SPACE}{{1,2}}$",
    re.IGNORECASE,
)
_NO_WHOLE: Final = frozenset("финала финале финалы".split())


def read_printed_fraction(text: str, start: int, end: int) -> Proportion | None:
    """«5/8 территории», «на 1/3»: a fraction in figures, of a noun in the genitive or after a word that takes a share."""
    match = _PRINTED.match(text, start)
    if match is None or match.end("above") != end or int(match["above"]) >= int(match["below"]):
        return None
    whole = match["whole"]
    if whole is not None and (
        whole in _NO_WHOLE or read_measure(text, skip_gap(text, match.end())) is not None
    ):
        return None
    shared = _SHARED.search(text, max(0, start - 24), start) is not None
    if not shared and (whole is None or not _is_whole(whole)):
        return None
    exact = Decimal(match["above"]) / Decimal(match["below"])
    value = round(exact, 4)
    return Proportion(
        match.end(), value.normalize(), "amount.fraction", None, () if value == exact else ("rounded",)
    )


def _is_whole(word: str) -> bool:
    """Whether the word can be what a fraction is of: a genitive (adjectives too) or an abbreviation («ВВП»)."""
    if word.isupper():
        return len(word) > 1
    return len(word) > 2 and any(
        p.case == "gent" and (p.is_noun or p.is_adjective) for p in morph.parses(word)
    )
