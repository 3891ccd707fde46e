"""Adjectives that stand for a country: «российские инвестиции» are Russia's, «российско-казахстанский» is both countries'.

>>> countries_of("казахстанскую"), countries_of("российско-казахстанских"), countries_of("Западно-Казахстанской")
(('KZ',), ('RU', 'KZ'), ())
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pipeline.russian import morph

_STEMS: Final = {
    **{
        "российск": "RU",
        "казахстанск": "KZ",
        "казахск": "KZ",
        "белорусск": "BY",
        "киргизск": "KG",
        "кыргызск": "KG",
    },
    **{"кыргызстанск": "KG", "узбекистанск": "UZ", "узбекск": "UZ", "таджикск": "TJ", "таджикистанск": "TJ"},
    **{"туркменск": "TM", "туркменистанск": "TM", "армянск": "AM", "азербайджанск": "AZ", "грузинск": "GE"},
    **{
        "украинск": "UA",
        "молдавск": "MD",
        "китайск": "CN",
        "монгольск": "MN",
        "индийск": "IN",
        "пакистанск": "PK",
    },
    **{
        "иранск": "IR",
        "турецк": "TR",
        "афганск": "AF",
        "американск": "US",
        "британск": "GB",
        "английск": "GB",
    },
    **{
        "немецк": "DE",
        "германск": "DE",
        "французск": "FR",
        "итальянск": "IT",
        "испанск": "ES",
        "польск": "PL",
    },
    **{
        "японск": "JP",
        "южнокорейск": "KR",
        "корейск": "KR",
        "вьетнамск": "VN",
        "египетск": "EG",
        "сербск": "RS",
    },
    **{"финск": "FI", "финляндск": "FI", "шведск": "SE", "норвежск": "NO", "латвийск": "LV", "литовск": "LT"},
    **{
        "эстонск": "EE",
        "венгерск": "HU",
        "чешск": "CZ",
        "израильск": "IL",
        "бразильск": "BR",
        "канадск": "CA",
    },
}
_SUFFIX: Final = "к"  # of «-ск-», «-цк-»: most words have none, and needn't be parsed
_FIRST: Final = {stem + "о": code for stem, code in _STEMS.items()}


@lru_cache(maxsize=20_000)
def countries_of(word: str) -> tuple[str, ...]:
    """ISO 3166-1 codes of the countries that an adjective names, in its order; empty for any other word."""
    *first, last = word.lower().split("-")
    if _SUFFIX not in last:
        return ()
    reading = morph.best(last)
    if not reading.is_adjective:
        return ()
    codes = [_FIRST.get(part) for part in first]
    code = _STEMS.get(reading.lemma.rpartition("-")[2].removesuffix("ий"))
    if code is None or None in codes:
        return ()  # «Западно-Казахстанская» is a region's name and no country's
    return tuple(dict.fromkeys(c for c in (*codes, code) if c))
