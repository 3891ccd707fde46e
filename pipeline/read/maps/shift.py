"""One number added to every code: alphabets that still stand in their order, at another place.

Glyph numbers of most fonts keep the alphabet's order, so «ŋŮźŻŶűų» − 0x… is «Вестник». The number is searched for by scoring
against the frequencies of Russian letters. Figures and stops have a number of their own, believed only when years come out as
years. What the shift doesn't reach (ё, quotes, №) is told from where it stands in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final, NamedTuple

from pipeline.russian import morph

_FREQUENCY: Final = {
    letter: weight / 1000
    for letter, weight in zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 0.4, 0.2),
        strict=True,
    )
}  # fmt: skip
_SIGNS: Final = {
    **dict.fromkeys(".,", 0.2),
    **dict.fromkeys("-–—()«»", 0.03),
    **dict.fromkeys("0129", 0.05),
    **dict.fromkeys("345678", 0.025),
    **dict.fromkeys("[]:;%/№", 0.01),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 0.005),
}
_RARE: Final = 1e-5
_MOVED: Final = 0.8
"""Of the signs that are no Russian letters, the least share that one number brings into ASCII."""
_CYRILLIC: Final = re.compile(r"[А-яЁё]")
_YEARLIKE: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")


class Shift(NamedTuple):
    """What to add to letters and to other signs, and the table of it by code point."""

    letters: int
    signs: int
    table: Mapping[int, str]


def search(words: Sequence[str]) -> Shift | None:
    """The shift under which the words look most like Russian; null where none does, or its figures are in doubt."""
    counts = Counter(character for word in words for character in word if character != "\ufffe")
    letters = _letter_shift(counts)
    if letters is None:
        return None
    table = {code: chr(code + letters) for code in map(ord, counts) if _is_letter(code + letters)}
    if sum(counts[chr(code)] for code in table) < 0.55 * sum(counts.values()):
        return None
    rest = Counter({sign: count for sign, count in counts.items() if ord(sign) not in table})
    signs = sign_shift(rest, words)
    if signs is None:
        return None
    if signs:
        table.update({ord(sign): chr(ord(sign) + signs) for sign in rest if 0x20 < ord(sign) + signs < 0x7F})
    table.update(_strays(words, table, rest))
    return Shift(letters, signs, table)


def with_strays(words: Sequence[str], table: Mapping[int, str]) -> dict[int, str]:
    """An encoding's table without those letters of its that no Russian has, where their places tell what they are."""
    heard = {character for word in words for character in word}
    russian = {code: sign for code, sign in table.items() if not sign.isalpha() or _CYRILLIC.match(sign)}
    strays = _strays(words, russian, [sign for sign in heard if ord(sign) not in russian])
    return {**table, **strays}


def _is_letter(code: int) -> bool:
    return 0x410 <= code <= 0x44F


def _letter_shift(counts: Mapping[str, int]) -> int | None:
    """The number to add that makes the codes' frequencies most like Russian letters'."""
    common = sorted(counts, key=lambda sign: -counts[sign])[:12]
    shifts = {ord(target) - ord(sign) for sign in common for target in "оеаинт"} - {0}
    total = sum(counts.values())
    scored = [(_fit(counts, shift) / total, shift) for shift in shifts]
    return max(scored)[1] if scored else None


def _fit(counts: Mapping[str, int], shift: int) -> float:
    """Log likelihood of the shifted codes: capitals cost as much as ten small letters save."""
    found = 0.0
    for sign, count in counts.items():
        code = ord(sign) + shift
        if _is_letter(code):
            weight = _FREQUENCY[chr(code).lower()] * (1.0 if code >= 0x430 else 0.08)
            found += count * log(weight)
        else:
            found += count * log(0.002)
    return found


def sign_shift(rest: Counter[str], words: Sequence[str]) -> int | None:
    """What to add to figures, stops and Latin letters: 0 where they are themselves; null where no answer is sure."""
    total = sum(rest.values())
    if not total:
        return 0

    def fit(shift: int) -> float:
        return sum(count * log(_SIGNS.get(chr(max(0, ord(s) + shift)), _RARE)) for s, count in rest.items())

    common = [sign for sign, _ in rest.most_common(12)]
    tried = {ord(target) - ord(sign) for sign in common for target in ".,-–0129"} | {0}
    best = max(sorted(tried, key=abs), key=fit)
    if fit(0) >= fit(best) - 0.7 * total:
        return 0
    moved = {ord(sign): chr(ord(sign) + best) for sign in rest if 0x20 < ord(sign) + best < 0x7F}
    if not any(sign.isdigit() for sign in moved.values()):
        return 0
    if sum(count for sign, count in rest.items() if ord(sign) in moved) < _MOVED * total:
        return None
    fours = _YEARLIKE.findall(" ".join(word.translate(moved) for word in words))
    years = sum(bool(_YEAR.fullmatch(four)) for four in fours)
    return best if len(fours) >= 3 and years >= 0.6 * len(fours) else None


def _strays(words: Sequence[str], table: Mapping[int, str], rest: Iterable[str]) -> dict[int, str]:
    """Signs that no shift reached, by their places: inside words «ё», before them «, behind them », before figures №."""
    found: dict[int, str] = {}
    for sign in rest:
        code = ord(sign)
        if (
            code in table
            or not (code < 0x20 or 0x7F <= code <= 0xFF or 0xE000 <= code <= 0xF8FF or code >= 0xF0000)
            or sign in "«»"
        ):
            continue
        holders = [word for word in words if sign in word]
        inside = [
            word for word in holders if sign in word[1:-1] and _spelt(word[word.index(sign) - 1], table)
        ]
        if len(inside) > 0.5 * len(holders):
            spelled = [
                "".join(c for c in w.translate({**table, ord(sign): "ё"}) if _CYRILLIC.match(c))
                for w in inside
            ]
            if sum(morph.is_known(word.casefold()) for word in spelled) > 0.6 * len(spelled):
                found[ord(sign)] = "ё"
        elif all(word == sign for word in holders):
            if _before_figures(sign, words, table):
                found[code] = "№"
        elif sum(word.startswith(sign) or word.lstrip("([").startswith(sign) for word in holders) > 0.8 * len(
            holders
        ):
            found[ord(sign)] = "«"
        elif sum(word.rstrip(".,;:!?)]").endswith(sign) for word in holders) > 0.8 * len(holders):
            found[ord(sign)] = "»"
    quotes = Counter(
        sign for code, sign in found.items() for word in words if chr(code) in word and sign in "«»"
    )
    if not 0.5 * quotes["«"] <= quotes["»"] <= 2 * quotes["«"]:
        found = {
            code: sign for code, sign in found.items() if sign not in "«»"
        }  # «км³» ends in no quotation mark
    return found


def _before_figures(sign: str, words: Sequence[str], table: Mapping[int, str]) -> bool:
    following = [words[at + 1] for at in range(len(words) - 1) if words[at] == sign]
    figures = sum(word[0].translate(table).isdigit() for word in following)
    return bool(following) and figures > 0.8 * len(following)


def _spelt(sign: str, table: Mapping[int, str]) -> bool:
    return ord(sign) in table
