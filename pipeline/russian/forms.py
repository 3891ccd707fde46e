"""Endings: every form of a noun or adjective from its stem and the name of its paradigm, so that word lists stay data.

The lists of units and currencies name a stem and a paradigm; writing out forty endings by hand is where misprints live.

    >>> sorted(forms("тонн", "а"))[:3]
    ['тонн', 'тонна', 'тоннам']
"""

from __future__ import annotations

from typing import Final

_PARADIGMS: Final = {
    "": "",
    "о": "_ а у ом е ы ов ам ами ах",  # доллар, миллион
    "ж": "_ а у ем ом е и ей ев ов ам ами ах",  # месяц, матч
    "ь": "ь я ю ём ем е и ей ям ями ях",  # рубль, юань
    "й": "й я ю ем е и ев ёв ям ями ях",  # лей, случай
    "а": "а ы е у ой ою _ ам ами ах",  # тонна
    "ка": "ка ки ке ку кой кою ек ок кам ками ках",  # копейка, марка
    "на": "на ны не ну ной ен нам нами нах",  # гривна
    "я": "я и е ю ей ь й ям ями ях",  # миля, неделя
    "ия": "ия ии ию ией ий иям иями иях",  # рупия
    "ие": "ие ия ию ием ии ий иям иями иях",  # десятилетие
    "ост": "ь и ью ей ям ями ях",  # feminine third declension
    "ый": "ый ого ому ым ом ая ой ую ое ые ых ыми ою",
    "ий": "ий ого ому им ом ая ой ую ое ие их ими ою",
    "ой": "ой ого ому ым ом ая ую ое ые ых ыми ою",
}


def forms(stem: str, paradigm: str) -> tuple[str, ...]:
    """All forms of `stem` by the paradigm; raises KeyError for one that isn't listed."""
    endings = _PARADIGMS[paradigm].split()
    if not endings:
        return (stem,)
    found = [stem + ("" if ending == "_" else ending) for ending in endings]
    return tuple(dict.fromkeys([*found, *(form.replace("ё", "е") for form in found)]))
