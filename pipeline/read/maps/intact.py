"""Which signs of a text whose letters are wrong are themselves: stops, figures, Latin letters.

Most wrong maps spare what stands in ASCII. But a map that spares nothing looks alike, so each of the three kinds is believed only
when no letter was found among its codes and its own habits are there: stops and commas stand behind words, four figures in a
row are years, Latin words are spelt as Latin words are, or some are words that papers hold in Latin («DOI», «URL»). Where stops
and figures are spared, so are Latin letters: they stand between them, and such maps spare ASCII as a whole.

Signs beyond ASCII («²», «©», Kazakh letters) go with the figures, where no letter was found near them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.read import trust

_FIGURES: Final = frozenset("0123456789")
STOPS: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~«»–—“”„№…°§×±\u2010\u2011\u2212")
_LATIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SIGNS: Final = frozenset("²³©®€£¥µ·•†‡¼½¾≈≤≥≠→′″’‘‚„›‹ӘәҒғҚқҢңӨөҰұҮүҺһ")
_NEAR: Final = frozenset(map(chr, (*range(0x80, 0x100), *range(0x460, 0x530))))
_FOUR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_LATIN_WORD: Final = re.compile(r"(?<![^\W_])[A-Za-z]{3,}(?![^\W_])")
_OF_PAPERS: Final = frozenset(
    "doi DOI udc UDC edn EDN issn ISSN isbn ISBN url URL http https www org com ORCID orcid mail email Vol vol pp COVID".split()
)
_SOME_OF_PAPERS: Final = 2


class Intact(NamedTuple):
    """Which kinds of signs stand for themselves: stops, figures, Latin letters, signs beyond ASCII."""

    stops: bool
    figures: bool
    latin: bool
    beyond: bool = False

    def signs(self) -> frozenset[str]:
        """The signs that do."""
        kinds = zip(self, (STOPS, _FIGURES, _LATIN, _SIGNS), strict=True)
        return frozenset().union(*(kind for held, kind in kinds if held))


def told(
    words: Sequence[str], found: Mapping[int, str], placed: Mapping[int, str], contradicted: bool = False
) -> Intact:
    """`found`: letters by code; `placed`: signs by code, as their places told. Both of the same text as `words`.

    `contradicted`: the figures are known not to be themselves.
    """
    taken = {chr(code) for code in found}
    stops = not taken & STOPS and _stops(words, placed)
    figures = not contradicted and not taken & _FIGURES and years_agree(words)
    latin = not taken & _LATIN and ((stops and figures) or _is_latin(words))
    return Intact(stops, figures, latin, figures and is_beyond(taken))


def alike(words: Sequence[str], found: Mapping[int, str], table: Mapping[int, str]) -> Intact:
    """What is spared in a font of little text, where the map of the paper's other fonts is known: `table`.

    A program that makes wrong maps makes them of one kind. So what the others spare is believed of this font too, where none of
    its letters stand among it, no control character (glyphs by number) does, and no number of four figures but years; what they
    don't spare isn't: a few words say little by themselves.
    """
    taken = {chr(code) for code in found}
    if any(char < " " for word in words for char in word):
        return Intact(False, False, False)
    stops = not taken & STOPS and _spares(table, ".,")
    figures = stops and not taken & _FIGURES and _spares(table, _FIGURES) and _all_years(words)
    return Intact(stops, figures, figures and not taken & _LATIN, figures and is_beyond(taken))


def spared_by(table: Mapping[int, str]) -> frozenset[str]:
    """The signs that a map can be trusted to leave what they are, those that it doesn't have included."""
    kinds = (STOPS, _FIGURES, _LATIN)
    checked = (".,", _FIGURES, _LATIN)
    held = frozenset[str]().union(
        *(kind for kind, some in zip(kinds, checked, strict=True) if _spares(table, some))
    )
    taken = {chr(code) for code, sign in table.items() if sign.isalpha() and ord(sign) != code}
    return held | _SIGNS if "1" in held and is_beyond(taken) else held


def _spares(table: Mapping[int, str], signs: Iterable[str]) -> bool:
    """Whether a map leaves the signs what they are, those of them that it has."""
    own = [table[ord(sign)] == sign for sign in signs if ord(sign) in table]
    return (
        bool(own)
        and all(own)
        and not any(ord(sign) not in table and sign in table.values() for sign in signs)
    )


def _all_years(words: Sequence[str]) -> bool:
    return all(1850 <= int(four) < 2050 for word in words for four in _FOUR.findall(word))


def is_beyond(taken: Collection[str]) -> bool:
    """Whether no letter was found near the signs beyond ASCII; `taken`: the codes of letters."""
    return _SIGNS.isdisjoint(taken) and _NEAR.isdisjoint(taken)


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
    if len(_OF_PAPERS.intersection(found)) >= _SOME_OF_PAPERS:
        return True
    return len(found) >= 4 and trust.score_words(found) >= 0.9
