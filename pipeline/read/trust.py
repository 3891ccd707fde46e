"""Is a text layer to be believed? A share of words that are words.

A wrong character map gives a text that is long, spaced like a text, and rubbish. So words are looked at: a Cyrillic one
counts when the dictionary has it (or its ending and prefix make it likely), a Latin one when it is spelled as European
languages spell, any other letters don't. Kazakh, Ukrainian, Tatar have no dictionary here: their words count where the text
has letters of theirs, and vowels and consonants take turns as in a language. The score is the letters of words that count over
all letters, 0–1; what language the text is in is asked elsewhere.

    >>> score("Объём взаимной торговли вырос вдвое") > 0.9
    True
    >>> score("Îáú¸ì âçàèìíîé òîðãîâëè âûðîñ âäâîå") < 0.1
    True
    >>> score("Екі ел арасындағы ынтымақтастық туралы келісімге қол қойылды") > 0.7
    True
    >>> score("(cid:12)(cid:7) (cid:30)(cid:4)(cid:4) (cid:12)(cid:9) (cid:5)")
    0.0
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from operator import mul
from typing import Final

from pipeline.russian import morph

BELIEVED: Final = 0.5
"""A page below this is decoded or refused."""

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NAMELESS: Final = re.compile("[\ufffd\ue000-\uf8ff]")
_WORD_OR_CODES: Final = re.compile(r"(?:[^\W\d_]|[\ufffd\ue000-\uf8ff]){3,}")
"""Glyphs without a meaning (private use, U+FFFD) make words too: rubbish ones."""
_CID: Final = re.compile(r"\(cid:\d+\)")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєЎўҐґҖҗӢӣӮӯҲҳҶҷҠҡҘҙҪҫЈјЉљЊњЂђЋћЏџ]+")
_FOREIGN: Final = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєЎўҐґҖҗӢӣӮӯҲҳҶҷҠҡҘҙҪҫЈјЉљЊњЂђЋћЏџ]")
_VOWELS: Final = frozenset("аеёиоуыэюяәөұүіїєӣӯ")
_CLUSTER: Final = re.compile(r"[^аеёиоуыэюяәөұүіїєӣӯьъйў]{5,}|[аеёиоуыэюяәөұүіїєӣӯ]{4,}|(.)\1\1|^[ьъ]")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŠšŽžŁłĄąĆćĘęŃńŚśŹźŻżČčĞğİıŞş]+")
_LATIN_VOWELS: Final = frozenset("aeiouyàáâäåæèéêëìíîïòóôöøùúûüıąę")
_ODD_CLUSTER: Final = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{6,}|(.)\1\1|[aeiouy]{5,}|q[^ua]|[jvwxz][bcdfghjkmpqtxz]"
)
_CASE_CHANGE: Final = re.compile(r"(?<=[a-zà-ÿ])[A-ZÀ-Þ]|(?<=[A-ZÀ-Þ]{2})[a-zà-ÿ]")
_SAMPLE: Final = 120
_FEW_FOREIGN: Final = 0.02
_MANY_FOREIGN: Final = 0.4


def score(text: str) -> float | None:
    """How much of the text reads as a language, 0–1; null where there are too few words to tell."""
    words = _words(_CID.sub("\ufffd\ufffd\ufffd ", text) if "(cid:" in text else text)
    if len(words) < 4:
        return None
    return score_words(words[:: max(1, len(words) // _SAMPLE)])


def score_text(text: str) -> float | None:
    """The same of however few words; null where there is none of three letters."""
    words = _words(text)
    return score_words(words[:: max(1, len(words) // _SAMPLE)]) if words else None


def _words(text: str) -> list[str]:
    found: list[str] = (_WORD_OR_CODES if _NAMELESS.search(text) else _WORD).findall(text)
    return found


def score_words(words: Sequence[str]) -> float:
    """The same for words already cut out; 0 for none."""
    letters = sum(map(len, words))
    if not letters:
        return 0.0
    other = _other_cyrillic(words)
    likely = map(_likeness, words, repeat(other))
    counted: float = sum(map(mul, map(len, words), likely))
    return counted / letters


def _other_cyrillic(words: Sequence[str]) -> bool:
    """Whether the words are of a Cyrillic language that isn't Russian: some of its own letters, and words that can be said."""
    if not _FOREIGN.search(" ".join(words)):
        return False
    cyrillic = [word.casefold() for word in words if _CYRILLIC.fullmatch(word)]
    letters = sum(map(len, cyrillic))
    own = sum(len(_FOREIGN.findall(word)) for word in cyrillic)
    if not cyrillic or not _FEW_FOREIGN <= own / letters <= _MANY_FOREIGN:
        return False
    return sum(map(_can_be_said, cyrillic)) >= 0.8 * len(cyrillic)


@lru_cache(maxsize=100_000)
def _likeness(word: str, other: bool) -> float:
    if _CYRILLIC.fullmatch(word):
        if morph.is_known(word):
            return 1.0
        if other and _can_be_said(word.casefold()):
            return 0.9
        return 0.5 if word[0].isupper() or _likely(word.casefold()) else 0.0
    if _LATIN.fullmatch(word):
        low = word.casefold()
        accents = sum(letter > "\x7f" for letter in low)
        if accents * 3 > len(low) or _ODD_CLUSTER.search(low) or len(_CASE_CHANGE.findall(word)) > 1:
            return 0.0
        vowels = sum(letter in _LATIN_VOWELS for letter in low)
        if 0.15 <= vowels / len(low) <= 0.8:
            return 1.0
        return 0.5 if word.isupper() and len(word) <= 5 else 0.0
    return 0.0


def _can_be_said(word: str) -> bool:
    """Whether vowels and consonants of a Cyrillic word take turns; no heap of either."""
    vowels = sum(letter in _VOWELS for letter in word)
    return 0.18 <= vowels / len(word) <= 0.75 and not _CLUSTER.search(word)


def _likely(word: str) -> bool:
    """A word that the dictionary lacks but whose second part it has: «межбюджетный», «нанокластер»."""
    return any(morph.is_known(word[cut:]) for cut in range(2, len(word) - 4))
