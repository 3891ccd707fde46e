"""Is a text layer to be believed? A share of words that are words.

A wrong character map gives a text that is long, spaced like a text, and rubbish. So words are looked at: a Cyrillic one
counts when the dictionary has it (or its ending and prefix make it likely), a Latin one when it is spelled as European
languages spell, any other letters don't. The score is the letters of words that count over all letters, 0–1.

    >>> score("Объём взаимной торговли вырос вдвое") > 0.9
    True
    >>> score("Îáú¸ì âçàèìíîé òîðãîâëè âûðîñ âäâîå") < 0.1
    True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.russian import morph

BELIEVED: Final = 0.5
"""A page below this is decoded or refused."""

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєЎў]+")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŠšŽžŁłĄąĆćĘęŃńŚśŹźŻżČčĞğİıŞş]+")
_ODD_CLUSTER: Final = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{6,}|(.)\1\1|[aeiouy]{5,}|q[^ua]|[jvwxz][bcdfghjkmpqtxz]"
)
_SAMPLE: Final = 240


def score(text: str) -> float | None:
    """How much of the text reads as Russian or English, 0–1; null where there are too few words to tell."""
    words = _WORD.findall(text)
    if len(words) < 4:
        return None
    return score_words(words[:: max(1, len(words) // _SAMPLE)])


def score_words(words: Sequence[str]) -> float:
    """The same for words already cut out; 0 for none."""
    letters = sum(map(len, words))
    return sum(len(word) * _likeness(word) for word in words) / letters if letters else 0.0


def _likeness(word: str) -> float:
    if _CYRILLIC.fullmatch(word):
        if morph.is_known(word):
            return 1.0
        return 0.5 if word[0].isupper() or _likely(word.casefold()) else 0.0
    if _LATIN.fullmatch(word):
        low = word.casefold()
        accents = sum(letter > "\x7f" for letter in low)
        if accents * 3 > len(low) or _ODD_CLUSTER.search(low):
            return 0.0
        vowels = sum(letter in "aeiouyàáâäåæèéêëìíîïòóôöøùúûüıąę" for letter in low)
        return 1.0 if 0.15 <= vowels / len(low) <= 0.8 or word.isupper() else 0.0
    return 0.0


def _likely(word: str) -> bool:
    """A word that the dictionary lacks but whose second part it has: «межбюджетный», «нанокластер»."""
    return any(morph.is_known(word[cut:]) for cut in range(2, len(word) - 4))
