"""Months, seasons, quarters and halves of a year, with the forms that texts use.

>>> MONTHS["сентябре"], MONTHS["сент"], SEASONS["весной"]
(9, 9, 21)
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = (
    *("январ", "феврал", "март", "апрел", "ма", "июн", "июл"),
    *("август", "сентябр", "октябр", "ноябр", "декабр"),
)
_SOFT: Final = ("ь", "я", "ю", "ем", "ём", "е")
_HARD: Final = ("", "а", "у", "ом", "е")
_MAY: Final = ("й", "я", "ю", "ем", "е")
_SHORT: Final = {
    **{"янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "авг": 8},
    **{"сен": 9, "сент": 9, "окт": 10, "ноя": 11, "нояб": 11, "дек": 12},
}

MONTHS: Final[dict[str, int]] = {
    **{
        f"{stem}{ending}": number
        for number, stem in enumerate(_NAMES, 1)
        for ending in (_MAY if stem == "ма" else _HARD if stem in ("март", "август") else _SOFT)
    },
    **_SHORT,
}
"""Every form of a month's name, and its abbreviations without the stop → 1–12."""

SEASONS: Final[dict[str, int]] = {
    **dict.fromkeys(("весна", "весны", "весне", "весну", "весной", "весною"), 21),
    **dict.fromkeys(("лето", "лета", "лету", "летом", "лете"), 22),
    **dict.fromkeys(("осень", "осени", "осенью"), 23),
    **dict.fromkeys(("зима", "зимы", "зиме", "зиму", "зимой", "зимою"), 24),
}
"""Forms of the seasons' names → EDTF season codes 21–24 (ISO 8601-2, 4.8)."""
