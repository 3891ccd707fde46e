"""Cyrillic words some of whose letters are Latin ones that look the same, and the other way round.

Typists, scanners and makers of fonts take «c» for «с»: the page looks right, and no search finds the word. A run of letters
of both scripts gets the script that all of its letters can have. Left alone: single letters and pairs, Roman numerals («ХIХ»),
whatever stands next to a figure («CО2»), words that only joined by a hyphen are mixed («IT-компания»), and words that change
from small to capital inside (trade names).

    >>> unmixed("Poccия"), unmixed("IT-компания"), unmixed("ХIХ"), unmixed("Сovid-19")
    ('Россия', 'IT-компания', 'ХIХ', 'Covid-19')
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.russian import morph

_LATIN: Final = "ABCEHKMOPTXYaceokpxyIihə"
_CYRILLIC: Final = "АВСЕНКМОРТХУасеокрхуІіһә"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_LETTERS: Final = "A-Za-zə\u0400-\u052f"
MIXED: Final = re.compile("[A-Za-zə][\u0400-\u052f]|[\u0400-\u052f][A-Za-zə]")
"""Letters of two scripts side by side."""
_RUN: Final = re.compile(f"(?<![0-9{_LETTERS}])[{_LETTERS}]{{3,}}(?![0-9{_LETTERS}])")
_ROMAN: Final = re.compile("[IVXLCDMХІСМ]+")
_INNER_CAPITAL: Final = re.compile("[a-zа-яё][A-ZА-ЯЁ]")
_OWN_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_OWN_LATIN: Final = re.compile("[A-Za-zə]")


def unmixed(text: str) -> str:
    """The text with words of one script where they were of both; letter for letter, so that no offset moves."""
    return _RUN.sub(_unmixed, text) if MIXED.search(text) else text


def _unmixed(run: re.Match[str]) -> str:
    word = run[0]
    if not MIXED.search(word) or _ROMAN.fullmatch(word) or _INNER_CAPITAL.search(word):
        return word
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    can_be_cyrillic, can_be_latin = not _OWN_LATIN.search(cyrillic), not _OWN_CYRILLIC.search(latin)
    if can_be_cyrillic and can_be_latin:
        return cyrillic if len(word) > 3 and morph.is_known(cyrillic) else word
    if can_be_cyrillic:
        return cyrillic
    return latin if can_be_latin else word
