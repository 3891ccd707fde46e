"""Fonts of little text, told by the words that the paper uses elsewhere.

A heading's font, a running head's or an author block's holds a few dozen words: too few for the likelihood of letters, but
most of them stand in the body as well. Which letters of a word are the same as one another is a pattern that no substitution
hides: of a paper's words few have that of «население», and hardly two that of «приграничные». One word is taken for one of
these, and what it says of its codes has to make words of the paper of the others; each letter on which two words agree is
worth four bits, each word that might have stood there instead costs some. The reading with the most agreement is believed
when chance can't explain it, and the dictionary goes on from there.

The one surprise: a capital is another code than the small letter, so nothing is said of the letter that a word begins with
until another word has it — and a font of capitals alone reads just as one of small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log2
from typing import Final, NamedTuple

from pipeline.read.maps.letters import Code, Spelling

_WORD: Final = re.compile(r"[А-Яа-яЁё]{5,}")
_FRONT_MATTER: Final = (
    "аннотация ключевые слова введение заключение выводы список литературы источники благодарности финансирование "
    "таблица рисунок университет государственный институт академия кафедра факультет доктор кандидат наук профессор "
    "доцент научный сотрудник российская федерация республика казахстан россия москва астана алматы санкт петербург "
    "экономических политических исторических юридических социологических"
).split()
"""What fonts of their own print in nearly every paper."""
_SHORTEST: Final = 5
_TELLING: Final = 7
"""Letters of a word that a reading may begin with."""
_FEW: Final = 6
"""Words of the paper with its pattern, at most, for a word to begin with."""
_SEEDS: Final = 60
_AGREEMENT: Final = 4.0
"""Bits: that a letter is the same by chance is one in sixteen, frequent ones considered."""
_CASE: Final = 2.0
"""Bits: a word may begin with a capital or not, and end before a sign or not."""
_LEAST_GAIN: Final = 4.0
_REPEATED: Final = 3.5
"""Bits: that a letter of a word comes back in it at the right place by chance is one in eleven."""
_BEYOND_CHANCE: Final = 18.0
_TITLE: Final = 3
"""Words that are enough to say whether all is in capitals."""
_CAPITALS: Final = 0.8
"""Of a title's words, that begin with a letter that others have inside; the first of a sentence doesn't, where it has capitals."""
_ENDING: Final = 2
"""Letters at a word's end in which its forms differ: one word's aren't believed alone."""

Pattern = tuple[int, ...]


class _Option(NamedTuple):
    """A word of the paper in the place of codes, from `start` on; `capital`: its first letter can be one, `small`: can be small."""

    start: int
    said: str
    small: bool
    capital: bool


class _Reading(NamedTuple):
    """What words of the paper in the places of others say of the codes; `bits` of agreement beyond chance."""

    table: dict[Code, str]
    words: tuple[Spelling, ...]
    bits: float


def solved(words: Collection[Spelling], text: str) -> dict[Code, str]:
    """Letters by code, small ones and capitals, for those codes that words of the text tell; empty where chance can tell as much.

    `text`: what is known of the paper, as read in other fonts.
    """
    indexed = _indexed(text)
    sizes = Counter(len(pattern) for pattern, held in indexed.items() for _ in held)
    options = {word: found for word in words if (found := tuple(_options(word, indexed)))}
    seeds = sorted(
        (len(found), -len(word), word)
        for word, found in options.items()
        if len(found) <= _FEW and len(found[0].said) >= _TELLING
    )[:_SEEDS]
    best = _Reading({}, (), 0.0)
    for _, _, word in seeds:
        for option in options[word]:
            if best.table.items() >= _told(word, option, best.table, {}).items():
                continue  # part of the best reading already
            made = _read(word, option, options, sizes)
            if made.bits > best.bits:
                best = made
    return _cased(best, words) if best.bits >= _BEYOND_CHANCE else {}


def _indexed(text: str) -> Mapping[Pattern, Sequence[tuple[str, bool, bool]]]:
    """The words of the text by their patterns, and whether the first letter can be small, can be a capital there."""
    found: dict[Pattern, list[tuple[str, bool, bool]]] = {}
    for word in sorted({word.lower() for word in _WORD.findall(text)}.union(_FRONT_MATTER)):
        if len(word) >= _SHORTEST:
            small, capital = _pattern(word), _pattern(word.capitalize())
            found.setdefault(capital, []).append((word, small == capital, True))
            if small != capital:
                found.setdefault(small, []).append((word, True, False))
    return found


def _pattern(signs: Sequence[object]) -> Pattern:
    """Each sign as the place where it first stood."""
    first: dict[object, int] = {}
    return tuple(first.setdefault(sign, at) for at, sign in enumerate(signs))


def _options(
    word: Spelling, indexed: Mapping[Pattern, Sequence[tuple[str, bool, bool]]]
) -> Iterator[_Option]:
    """Words of the paper that may stand there, whole or between signs: one before, up to two behind."""
    for start in (0, 1):
        for end in (len(word), len(word) - 1, len(word) - 2):
            if end - start >= _SHORTEST:
                core = word[start:end]
                if not any(code in core for code in (*word[:start], *word[end:])):
                    yield from (_Option(start, *held) for held in indexed.get(_pattern(core), ()))


def _told(
    word: Spelling, option: _Option, table: Mapping[Code, str], codes: Mapping[str, Code]
) -> dict[Code, str]:
    """What the option says of the codes; nothing where that contradicts what is known: two letters of a code, two codes of a letter.

    The first letter's code is told where it can be a capital only, or small only.
    """
    (code, small), *rest = zip(word[option.start :], option.said, strict=False)
    if any(table.get(other, sign) != sign or codes.get(sign, other) != other for other, sign in rest):
        return {}
    told = dict(rest)
    known = told.get(code) or table.get(code)
    signs = [
        sign
        for sign in [small] * option.small + [small.upper()] * option.capital
        if known in (None, sign) and codes.get(sign, code) == code
    ]
    if not signs:
        return {}
    return {code: signs[0], **told} if len(signs) == 1 else told


def _read(
    seed: Spelling, first: _Option, options: Mapping[Spelling, Sequence[_Option]], sizes: Mapping[int, int]
) -> _Reading:
    """The reading that begins with one word: word by word, the surest next, as long as one option alone agrees with it."""
    table = _told(seed, first, {}, {})
    words = [seed[first.start : first.start + len(first.said)]]
    bits = _rare(options[seed], first, sizes) - log2(_SEEDS)
    left = {word: found for word, found in options.items() if word != seed}
    while left:
        codes = {sign: code for code, sign in table.items()}
        gains: list[tuple[float, Spelling, _Option, dict[Code, str]]] = []
        for word, found in list(left.items()):
            if not any(code in table for code in word):
                continue
            agreeing = [(option, told) for option in found if (told := _told(word, option, table, codes))]
            if not agreeing:
                del left[word]
            elif len(agreeing) == 1:
                ((option, told),) = agreeing
                agreed = sum(code in table for code in told)
                gains.append((agreed * _AGREEMENT + _rare(found, option, sizes) - _CASE, word, option, told))
        if not gains or (best := max(gains, key=lambda gain: gain[0]))[0] < _LEAST_GAIN:
            break
        gained, word, option, told = best
        bits += gained
        table |= told
        words.append(word[option.start : option.start + len(option.said)])
        del left[word]
    return _Reading(table, tuple(words), bits)


def _rare(found: Sequence[_Option], option: _Option, sizes: Mapping[int, int]) -> float:
    """Bits: how little chance explains that a word has the pattern; less than none where many words of the paper have it.

    `sizes`: how many words of the paper are so long.
    """
    again = len(option.said) - len(set(option.said))
    return max(-log2(len(found)), again * _REPEATED - log2(3 * max(1, sizes[len(option.said)])))


def _cased(reading: _Reading, words: Collection[Spelling]) -> dict[Code, str]:
    """The letters that more says than one word's ending; as capitals where no word begins with another code than of those."""
    often = Counter(code for word in reading.words for code in set(word))
    inner = {code for word in reading.words for code in word[:-_ENDING]}
    found = {code: sign for code, sign in reading.table.items() if often[code] > 1 or code in inner}
    first = [word[0] for word in words if len(word) > 1 and word[1] in found]
    small = [code in found and found[code].islower() for code in first]
    if len(first) >= _TITLE and small[0] and sum(small) >= _CAPITALS * len(small):
        return {code: sign.upper() for code, sign in found.items()}
    return found
