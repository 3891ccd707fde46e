"""Which signs of a text whose letters are wrong are themselves: stops, figures, Latin letters.

Most wrong maps spare what stands in ASCII. But a map that spares nothing looks alike, so each of the three kinds is believed only
when no letter was found among its codes and its own habits are there: stops and commas stand behind words, four figures in a
row are years, Latin words are spelt as Latin words are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.read import trust

_FIGURES: Final = frozenset("0123456789")
STOPS: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~«»–—“”„№…°§×±\u2010\u2011\u2212")
_LATIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FOUR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_LATIN_WORD: Final = re.compile(r"(?<![^\W_])[A-Za-z]{3,}(?![^\W_])")


class Intact(NamedTuple):
    """Which kinds of signs stand for themselves."""

    stops: bool
    figures: bool
    latin: bool

    def signs(self) -> frozenset[str]:
        """The signs that do."""
        kinds = zip((self.stops, self.figures, self.latin), (STOPS, _FIGURES, _LATIN), strict=True)
        return frozenset().union(*(kind for held, kind in kinds if held))


def told(words: Sequence[str], found: Mapping[int, str], placed: Mapping[int, str]) -> Intact:
    """`found`: letters by code; `placed`: signs by code, as their places told. Both of the same text as `words`."""
    taken = {chr(code) for code in found}
    return Intact(
        stops=not taken & STOPS and _stops(words, placed),
        figures=not taken & _FIGURES and years_agree(words),
        latin=not taken & _LATIN and _is_latin(words),
    )


def years_agree(words: Sequence[str], least: int = 3) -> bool:
    """Whether numbers of four figures are years, nearly all of them; with fewer than `least` nothing is said to agree."""
    fours = [int(four) for word in words for four in _FOUR.findall(word)]
    years = sum(1850 <= four < 2050 for four in fours)
    return years >= least and years >= (0.6 if years >= 5 else 0.8) * len(fours)


def _stops(words: Sequence[str], placed: Mapping[int, str]) -> bool:
    """Whether full stop and comma are where such signs stand, and no other code is."""
    told = {chr(code): sign for code, sign in placed.items() if sign in ".,"}
    if told:
        return all(code == sign for code, sign in told.items())
    ends = Counter(word[-1] for word in words if len(word) > 3)
    stands = ends["."] + ends[","]
    return stands >= 3 and all(word.count(".") + word.count(",") <= 4 for word in words if len(word) < 12)


def _is_latin(words: Sequence[str]) -> bool:
    found = [word for text in words for word in _LATIN_WORD.findall(text)]
    return len(found) >= 4 and trust.score_words(found) >= 0.9
