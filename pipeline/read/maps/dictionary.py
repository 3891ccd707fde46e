"""What the dictionary makes of the letters that statistics found: confirmed, corrected, or left open.

A code that stands in a dozen words is any letter's equal to statistics; the dictionary sees that only «ф» makes words of all of
them. Capitals come the same way: they stand before small letters that are known already («?оссия», «?едерации»). A letter is
taken when several different words agree on it and no other letter does nearly as well; else the code stays open, and an open code
is never guessed.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from pipeline.read.maps.letters import Code, Spelling
from pipeline.russian import morph

_SMALL: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_WORDS: Final = 40
"""Different words looked at for one code."""
_SPEAKS: Final = {1: 0.1, 2: 0.3, 3: 0.7, 4: 1.4, 5: 2.1, 6: 3.0}
"""log(0.6 / share of wrong letters that make a word too), by how many letters of the word are known."""
_OWN: Final = 2.0
_AGAINST: Final = -0.7
_LEAST_ODDS: Final = 2.0
_BEHIND: Final = 3
"""Words that begin with a code, and weigh as much as one in which it stands behind a small letter: no capital does."""


def confirmed(words: Mapping[Spelling, int], letters: Mapping[Code, str]) -> dict[Code, str]:
    """The small letters that the dictionary agrees with, with those it finds itself («ё», and letters met a few times)."""
    found = _inner(words, letters)
    for _ in range(2):
        holders = _holders(words, found)
        codes = sorted(holders, key=lambda code: -len(holders[code]))
        changed = False
        for code in codes:
            free = [letter for letter in _SMALL if not _is_held(letter, code, holders, found)]
            made = _voted(code, holders[code], found, free)
            if made != found.get(code):
                changed = True
                if made is None:
                    del found[code]
                else:
                    _rob(found, code, made)
                    found[code] = made
        if not changed:
            break
    return {code: letter for code, letter in found.items() if _is_sure(code, letter, words, found)}


def _rob(found: dict[Code, str], code: Code, letter: str) -> None:
    for other in [other for other, held in found.items() if held == letter and other != code]:
        del found[other]


def _holders(words: Mapping[Spelling, int], found: Mapping[Code, str]) -> dict[Code, list[Spelling]]:
    """For each code the words whose other codes are small letters: from the word's beginning to a sign or the end."""
    held: dict[Code, list[Spelling]] = {}
    for word in sorted(words, key=lambda word: -len(word)):
        for run in _runs(word, found):
            for code in set(run):
                if code not in found and (code == run[0] or code == run[-1]):
                    continue  # a capital, or a stop
                mine = held.setdefault(code, [])
                if len(mine) < _WORDS:
                    mine.append(run)
    return held


def _runs(word: Spelling, found: Mapping[Code, str]) -> Iterator[Spelling]:
    """The beginning of the word that has at most one open code, taken with it and without it."""
    opened: set[Code] = set()
    for at, code in enumerate(word):
        if code not in found and code not in opened:
            if at >= 3:
                yield word[:at]
            opened.add(code)
            if len(opened) > 1:
                return
    if len(word) >= 3:
        yield word


def _inner(words: Mapping[Spelling, int], letters: Mapping[Code, str]) -> dict[Code, str]:
    """The letters without those codes that only begin words: they may be capitals, which small letters never precede."""
    inner = {
        code
        for word in words
        for before, code in itertools.pairwise(word)
        if before in letters and code in letters
    }
    return {code: letter for code, letter in letters.items() if code in inner}


def _is_held(
    letter: str, code: Code, holders: Mapping[Code, Sequence[Spelling]], found: Mapping[Code, str]
) -> bool:
    """Whether another code, met in more words, is that letter already: «е» is not to be had for what is «ё»."""
    return any(
        held == letter and other != code and len(holders.get(other, ())) >= len(holders[code])
        for other, held in found.items()
    )


def _voted(
    code: Code, runs: Sequence[Spelling], found: Mapping[Code, str], free: Sequence[str]
) -> str | None:
    """The letter of the free ones that makes words of the most runs, where it is better than any other; else what was found, or null."""
    before = found.get(code)
    if before is not None and _known(runs, {**found, code: before}) >= 0.8 * len(runs):
        return before
    votes = {letter: _known(runs, {**found, code: letter}) for letter in free}
    order = sorted(votes, key=lambda letter: -votes[letter])
    first, second, *_ = (*(votes[letter] for letter in order[:2]), 0, 0)
    if first >= 2 and first >= 1.5 * second and first >= 0.5 * len(runs):
        return order[0]
    return before


def _known(runs: Sequence[Spelling], table: Mapping[Code, str]) -> int:
    return sum(morph.is_known("".join(table.get(code, "?") for code in run)) for run in runs)


def contradicted(words: Mapping[Spelling, int], found: Mapping[Code, str]) -> set[Code]:
    """The codes whose letters make no words: of those that can be spelt whole, or up to a sign, fewer than half are any."""
    held: dict[Code, list[bool]] = {}
    for word in words:
        end = next((at for at, code in enumerate(word) if code not in found), len(word))
        known = end >= 4 and morph.is_known("".join(found[code] for code in word[:end]))
        if known or 4 <= end == len(word):
            for code in set(word[:end]):
                held.setdefault(code, []).append(known)
    return {code for code, runs in held.items() if 2 * sum(runs) < len(runs)}


def _is_sure(code: Code, letter: str, words: Mapping[Spelling, int], found: Mapping[Code, str]) -> bool:
    runs = [word for word in words if code in word and len(word) >= 3 and all(c in found for c in word)]
    runs += [
        word[:-1]
        for word in words
        if code in word[:-1]
        and len(word) >= 5
        and word[-1] not in found
        and all(c in found for c in word[:-1])
    ]
    if not runs:
        return False
    return _known(runs[:_WORDS], found) >= 0.5 * min(len(runs), _WORDS)


def capitals(words: Mapping[Spelling, int], small: Mapping[Code, str]) -> dict[Code, str]:
    """Capitals by code: what makes words of the small letters that follow, and then of other capitals."""
    found: dict[Code, str] = {}
    taken: set[str] = set()
    for _ in range(3):
        votes = []
        for code, gaps in _tails(words, small, found).items():
            counts = Counter(
                {
                    letter: sum(morph.is_known(before + letter + after) for before, after in gaps)
                    for letter in _SMALL
                    if letter.upper() not in taken and letter not in "ъь"
                }
            )
            (letter, first), (_, second), *_ = (*counts.most_common(2), ("", 0), ("", 0))
            plain = sum(morph.is_known(before + after) for before, after in gaps)
            long = max((len(before + after) for before, after in gaps), default=0)
            enough = first >= 2 or (first == 1 and second == 0 and long >= 6 and len(gaps) <= 2)
            if enough and first >= 2 * second and first >= 0.34 * len(gaps) and first > 1.5 * plain:
                votes.append((first - 2 * second, code, letter.upper()))
        if not votes:
            break
        for _, code, letter in sorted(votes, reverse=True):
            if letter not in taken:
                found[code] = letter
                taken.add(letter)
    for code, letter in found.items():
        if letter == "Э" and "э" not in small.values():
            found[code] = "э"  # it begins words only, as capitals do, and small it is the commoner
    return found


def _tails(
    words: Mapping[Spelling, int], small: Mapping[Code, str], found: Mapping[Code, str]
) -> dict[Code, set[tuple[str, str]]]:
    """For each open code what stands before and behind it in the places of capitals."""
    tails: dict[Code, set[tuple[str, str]]] = {}
    for word in words:
        for code, before, after in _gaps(word, small, found):
            if code not in found:
                tails.setdefault(code, set()).add((before, after))
    return tails


def more(
    words: Mapping[Spelling, int],
    small: Mapping[Code, str],
    large: Mapping[Code, str],
    signs: Collection[Code],
) -> dict[Code, str]:
    """The letters besides those found, once it is known which codes are signs: what is left beside letters is no stop or bracket.

    Each word that a letter makes speaks for it, the more the longer (short ones are words with many a letter), and the more if
    the paper has it in small letters; each that it doesn't make speaks a little against it: names are seldom in the dictionary.
    """
    found = {**small, **large}
    own = {"".join(small[code] for code in word[:end]) for word in words for end in _ends(word, small)}
    for _ in range(3):
        held = set(found.values())
        votes = []
        for code, (inside, gaps) in _open(words, found, signs).items():
            free = [
                letter
                for letter in _SMALL
                if (letter if inside else letter.upper()) not in held and (inside or letter not in "ъь")
            ]
            odds = {
                letter: sum(_odds(before, letter, after, own) for before, after in gaps) for letter in free
            }
            first, second, *_ = (*sorted(odds.values(), reverse=True), -_LEAST_ODDS, -_LEAST_ODDS)
            if first >= _LEAST_ODDS and first - second >= _LEAST_ODDS:
                letter = max(odds, key=lambda letter: odds[letter])
                votes.append((first, code, letter if inside else letter.upper()))
        if not votes:
            break
        for _, code, letter in sorted(votes, reverse=True):
            if letter not in found.values():
                found[code] = letter
    return {code: letter for code, letter in found.items() if code not in small and code not in large}


def _open(
    words: Mapping[Spelling, int], found: Mapping[Code, str], signs: Collection[Code]
) -> dict[Code, tuple[bool, set[tuple[str, str]]]]:
    """For each open code whether it stands mostly behind small letters (or in the places of capitals), and what is before and
    behind it there, in words that lack nothing else."""
    inside: dict[Code, set[tuple[str, str]]] = {}
    first: dict[Code, set[tuple[str, str]]] = {}
    for word in words:
        for sign, group in itertools.groupby(word, key=lambda code: code in signs):
            core = tuple(group)
            opened = [at for at, code in enumerate(core) if code not in found]
            if sign or len(opened) != 1 or len(core) < 3:
                continue
            (cut,) = opened
            spelled = "".join(found.get(code, "?") for code in core)
            places = inside if cut and spelled[cut - 1].islower() else first
            places.setdefault(core[cut], set()).add((spelled[:cut], spelled[cut + 1 :].lower()))
    return {
        code: (
            _BEHIND * len(inside.get(code, ())) > len(first.get(code, ())),
            inside.get(code, set()) | first.get(code, set()),
        )
        for code in sorted(inside.keys() | first.keys())
    }


def _ends(word: Spelling, small: Mapping[Code, str]) -> Iterator[int]:
    """Where the small letters that a word begins with end."""
    end = next((at for at, code in enumerate(word) if code not in small), len(word))
    if end:
        yield end


def _odds(before: str, letter: str, after: str, own: Collection[str]) -> float:
    """How much likelier the letter is by the word that it makes, or doesn't, as a logarithm. `own`: the paper's words."""
    made = before.lower() + letter + after
    if not morph.is_known(made):
        return _AGAINST
    return _SPEAKS[min(len(made) - 1, max(_SPEAKS))] + (_OWN if made in own else 0.0)


def _gaps(
    word: Spelling, small: Mapping[Code, str], found: Mapping[Code, str]
) -> Iterator[tuple[Code, str, str]]:
    """Open codes in places where a capital would stand: before three small letters, or among capitals."""
    at = 0
    while at < len(word):
        code = word[at]
        if code not in small and (at == 0 or word[at - 1] not in small):
            end = at + 1
            while end < len(word) and word[end] in small:
                end += 1
            if end - at > 3:
                yield code, "", "".join(small[c] for c in word[at + 1 : end])
        at += 1
    opened = [code for code in word if code not in found]
    if len(word) >= 4 and len(set(opened)) == 1:
        (code,) = set(opened)
        if opened.count(code) == 1 and code not in small:
            cut = word.index(code)
            spelled = "".join(found.get(c, " ") for c in word).casefold()
            if cut < len(word) - 1:
                yield code, spelled[:cut], spelled[cut + 1 :]
