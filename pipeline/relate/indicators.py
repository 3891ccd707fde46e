"""The controlled list of indicators: one id for «товарооборот», «внешнеторговый оборот» and «объём взаимной торговли».

An indicator gets an id only when one entry fits: the words of one of the entry's phrasings all stand in the indicator and
nothing else in it changes what is measured («доля в товарообороте» is not turnover).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pipeline.russian import morph

# id → phrasings, as lemmas. Words in OPEN may stand beside them without changing what is measured.
PHRASINGS: Final[dict[str, tuple[str, ...]]] = {
    "trade_turnover": (
        "товарооборот", "внешнеторговый оборот", "торговый оборот", "оборот внешний торговля", "оборот взаимный торговля",
        "взаимный торговля", "объём взаимный торговля", "оборот торговля", "товарооборот страна",
    ),
    "export": ("экспорт", "экспорт товар"),
    "import": ("импорт", "импорт товар"),
    "trade_balance": ("сальдо", "сальдо торговый баланс", "торговый баланс", "сальдо внешний торговля"),
    "gdp": ("ввп", "валовой внутренний продукт"),
    "grp": ("врп", "валовой региональный продукт"),
    "population": ("население", "численность население", "население численность"),
    "area": ("площадь", "площадь территория", "территория площадь"),
    "investment": ("инвестиция", "инвестиция капитал"),
    "fdi": ("прямой инвестиция", "прямой иностранный инвестиция", "накопленный прямой инвестиция", "накопленный инвестиция"),
    "freight": ("грузооборот", "перевозка груз", "грузоперевозка", "транзит груз", "транзит"),
    "students": ("студент", "численность студент", "число студент"),
    "inflation": ("инфляция", "уровень инфляция"),
}  # fmt: skip
_OPEN: Final = frozenset(
    "общий совокупный годовой ежегодный весь двусторонний взаимный российский казахстанский объём объем размер величина "
    "показатель общереспубликанский суммарный".split()
)


@lru_cache(maxsize=1)
def _table() -> dict[frozenset[str], str]:
    return {frozenset(phrase.split()): key for key, phrases in PHRASINGS.items() for phrase in phrases}


@lru_cache(maxsize=20_000)
def identify(indicator: str) -> str | None:
    """The id of the one entry that the indicator is a phrasing of, or null.

    >>> identify("внешнеторговый оборот"), identify("общий объём взаимной торговли"), identify("доля в товарообороте")
    ('trade_turnover', 'trade_turnover', None)
    """
    words = frozenset(
        morph.lemma(word.strip("«»,.:;()")).replace("обьем", "объем") for word in indicator.split()
    )
    direct = _table().get(words)
    if direct is not None:
        return direct
    core = words - _OPEN
    candidates = {key for phrase, key in _table().items() if phrase - _OPEN == core and core}
    return candidates.pop() if len(candidates) == 1 else None
