"""Stops, brackets, dashes: told by where they stand, once the letters are known.

A full stop stands behind words and capitals follow it; a comma stands there too and small letters follow. A hyphen joins
letters, a dash stands alone between words, brackets and quotation marks open before a word and close behind one soon after.
What could be two things stays open: nothing here is guessed, since «14,2» and «14;2» are different figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.read.maps.letters import Code, Spelling
from pipeline.russian import morph

_ENOUGH: Final = 3
_MANY: Final = 6
_RANGE: Final = re.compile(r"[^0-9\x00]*([0-9]{1,5})\x00([0-9]{1,5})[^0-9\x00]*")


class _Places(NamedTuple):
    """Where a code stands: behind a word of letters (and before a capital, before a small letter), before one, inside one, alone."""

    behind: int
    capital_next: int
    small_next: int
    before: int
    inside: int
    alone: int
    elsewhere: int

    @property
    def total(self) -> int:
        return self.behind + self.before + self.inside + self.alone + self.elsewhere


def placed(
    words: Sequence[Spelling], small: Mapping[Code, str], capitals: Mapping[Code, str]
) -> dict[Code, str]:
    """Signs by code, for the codes whose places leave no doubt; `words` in the order of the text."""
    known = small.keys() | capitals.keys()
    places = _places(words, small, known)
    found: dict[Code, str] = {}
    stops = sorted(
        (code for code, at in places.items() if at.behind >= _ENOUGH and at.behind >= 3 * at.before),
        key=lambda code: -places[code].behind,
    )
    for code in stops[:2]:  # nothing else stands behind words nearly as often as these two
        at = places[code]
        told = at.capital_next + at.small_next
        if told < _ENOUGH:
            continue
        if at.capital_next >= 0.6 * told and "." not in found.values():
            found[code] = "."
        elif at.small_next >= 0.7 * told and "," not in found.values():
            found[code] = ","
    hyphens = [
        code
        for code, at in places.items()
        if at.inside >= _ENOUGH
        and at.inside + at.behind >= 0.8 * at.total
        and not _spells(code, words, small)
    ]
    if len(hyphens) == 1:
        found.setdefault(hyphens[0], "-")
    dashes = [code for code, at in places.items() if at.alone >= _MANY and at.alone >= 0.9 * at.total]
    # A figure stands alone too («в 3 года»), but in other numbers as well.
    between = [code for code in dashes if _between_words(code, words, known)]
    if len(between) == 1:
        found.setdefault(between[0], "–")
    found.update(_pairs(words, places, small, found))
    return found


def ranges(words: Sequence[str], table: Mapping[Code, str], open_codes: Iterable[Code]) -> dict[Code, str]:
    """The dash that stands between figures, of which the second is always the greater: «45–50», «2019–2023»."""
    found: dict[Code, str] = {}
    for code in open_codes:
        held = [word.translate({**table, code: "\x00"}) for word in words if chr(code) in word]
        pairs = [_RANGE.fullmatch(word) for word in held]
        told = [(int(pair[1]), int(pair[2])) for pair in pairs if pair is not None]
        if len(told) < _ENOUGH or len(told) < 0.8 * len(held):
            continue
        if all(first < second for first, second in told) and sum(first > 9 for first, _ in told) >= _ENOUGH:
            found[code] = "–"
    return found if len(found) == 1 else {}


def _spells(code: Code, words: Sequence[Spelling], small: Mapping[Code, str]) -> bool:
    """Whether some letter in the code's place makes words: then it is a rare letter, and no hyphen."""
    held = {
        "".join(small.get(one, "?" if one != code else "-") for one in word) for word in words if code in word
    }
    whole = [word.rstrip("?") for word in held if "?" not in word.rstrip("?") and not word.startswith("-")]
    return any(
        sum(morph.is_known(word.replace("-", letter)) for word in whole) >= max(1, 0.5 * len(whole))
        for letter in "ъёэщцфю"
    )


def _places(
    words: Sequence[Spelling], small: Mapping[Code, str], known: frozenset[Code] | set[Code]
) -> dict[Code, _Places]:
    counts: dict[Code, list[int]] = {}
    for order, word in enumerate(words):
        following = words[order + 1] if order + 1 < len(words) else ()
        next_is = None if not following or following[0] not in known else following[0] in small
        for at, code in enumerate(word):
            if code in known:
                continue
            tally = counts.setdefault(code, [0] * 7)
            left = at > 0 and word[at - 1] in known
            right = at + 1 < len(word) and word[at + 1] in known
            if left and right and word[at - 1] in small:
                tally[4] += 1
            elif left and at == len(word) - 1:
                tally[0] += 1
                if next_is is not None:
                    tally[2 if next_is else 1] += 1
            elif right and at == 0:
                tally[3] += 1
            elif len(word) == 1:
                tally[5] += 1
            else:
                tally[6] += 1
    return {code: _Places(*tally) for code, tally in counts.items()}


def _between_words(code: Code, words: Sequence[Spelling], known: frozenset[Code] | set[Code]) -> bool:
    at = [order for order, word in enumerate(words) if word == (code,) and 0 < order < len(words) - 1]
    good = sum(words[order - 1][0] in known and words[order + 1][0] in known for order in at)
    return bool(at) and good >= 0.6 * len(at)


def _pairs(
    words: Sequence[Spelling],
    places: Mapping[Code, _Places],
    small: Mapping[Code, str],
    taken: Mapping[Code, str],
) -> dict[Code, str]:
    """Marks that open and close in turn: quotation marks hold titles («С»овет), brackets anything; figures alone stand in «[]»."""
    found: dict[Code, str] = {}
    # A figure may stand behind a word by chance («4» a note's mark), mostly it stands among figures.
    free = {code: at for code, at in places.items() if code not in taken}
    openers = [code for code, at in free.items() if at.before >= _ENOUGH and at.before >= 0.5 * at.total]
    closers = [code for code, at in free.items() if at.behind >= _ENOUGH and at.behind >= 0.4 * at.total]
    for one in openers:
        partners = [other for other in closers if other != one and _in_turn(one, other, words)]
        if len(partners) != 1:
            continue
        held = [word[word.index(one) + 1 :] for word in words if one in word]
        titles = sum(len(rest) > 1 and rest[0] not in small and rest[1] in small for rest in held)
        phrases = sum(len(rest) > 0 and rest[0] in small for rest in held)
        if titles >= 0.7 * len(held):
            found[one], found[partners[0]] = "«", "»"
        elif phrases >= 0.3 * len(held):
            found[one], found[partners[0]] = "(", ")"
    if len(set(found.values())) < len(found):
        return {}
    return found


def _in_turn(one: Code, other: Code, words: Sequence[Spelling]) -> bool:
    turns = [code for word in words for code in word if code in (one, other)]
    regular = sum(a == one and b == other for a, b in pairwise(turns))
    return regular >= _ENOUGH and 2 * regular >= 0.9 * len(turns)
