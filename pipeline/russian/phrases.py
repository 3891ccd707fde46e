"""Noun phrases by agreement of case: where one begins, where it ends, what its head is.

A reader takes a position and the cases that are possible there, and returns the phrase that begins there, or nothing:

    >>> words = "едином весовом контроле на переходах".split()
    >>> noun_phrase(words, 0, LOCATIVE)
    Phrase(start=0, end=3, head=2, cases=frozenset({'loct'}))
    >>> noun_phrase(words, 0, GENITIVE) is None
    True

Adjectives may be coordinated («внешнеэкономической и инвестиционной сферах»). Abbreviations, Latin names and quoted names
don't decline and fit any case. What a phrase governs (genitives, prepositions) is the caller's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.russian import morph

NOMINATIVE: Final = frozenset({"nomn"})
GENITIVE: Final = frozenset({"gent"})
DATIVE: Final = frozenset({"datv"})
ACCUSATIVE: Final = frozenset({"accs"})
INSTRUMENTAL: Final = frozenset({"ablt"})
LOCATIVE: Final = frozenset({"loct"})
ANY_CASE: Final = frozenset(morph.CASES)

OPENING: Final = frozenset('«“„"')
CLOSING: Final = frozenset('»”“"')
_JOINING: Final = frozenset({"и", "или", ","})
_ROMAN: Final = frozenset("IVXLCDMХ")
# Tokens from the first adjective to the noun.
_LONGEST: Final = 12
# Short words whose noun readings (letters, notes, interjections) are never meant.
_FUNCTION: Final = frozenset({"PREP", "CONJ", "PRCL", "INTJ"})
_DATED: Final = frozenset(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря г гг год года году годы годов".split()
)


class Phrase(NamedTuple):
    """Tokens [start, end) with the head noun's index and the cases that it can stand in."""

    start: int
    end: int
    head: int
    cases: frozenset[str]


@lru_cache(maxsize=100_000)
def noun_cases(word: str) -> frozenset[str]:
    """Cases that the word can be in as a noun: none for other parts of speech, all for what doesn't decline.

    >>> sorted(noun_cases("регионы")), sorted(noun_cases("ЕЭК")) == sorted(ANY_CASE), noun_cases("подписали")
    (['accs', 'nomn'], True, frozenset())
    """
    if not word[:1].isalpha():
        return frozenset()
    if is_indeclinable(word):
        return ANY_CASE
    readings = morph.parses(word)
    if readings[0].pos in _FUNCTION or (readings[0].pos == "NPRO" and readings[0].lemma != "который"):
        return frozenset()
    if (
        readings[0].pos in ("VERB", "PRTS", "GRND", "INFN", "ADVB", "NUMR", "COMP")
        and readings[0].score > 0.5
    ):
        return frozenset()
    return frozenset(p.case for p in readings if p.is_noun and p.case and p.score > 0.002)


@lru_cache(maxsize=100_000)
def adjective_cases(word: str) -> frozenset[str]:
    """Cases that the word can be in as an adjective, participle or adjectival pronoun."""
    if word.casefold() in ("его", "её", "ее", "их") or word.casefold().startswith("котор"):
        return frozenset()
    return frozenset(p.case for p in morph.parses(word) if p.is_adjective and p.case and p.score > 0.0005)


@lru_cache(maxsize=100_000)
def is_indeclinable(word: str) -> bool:
    """Abbreviations in capitals («ЕАЭС»), Latin names, words that the dictionary knows as fixed."""
    if len(word) > 1 and word.isupper() and word.isalpha() and not set(word) <= _ROMAN:
        return len(word) <= 6
    if word.isalpha() and not word.isupper() and sum(letter.isupper() for letter in word) > 1:
        # «ЕврАзЭС», «МинФин»
        return True
    if word.isascii() and word.isalpha() and not set(word) <= _ROMAN:
        return True
    return bool(
        word[:1].isalpha() and any("Fixd" in p.grammemes for p in morph.parses(word)[:1] if p.is_noun)
    )


def is_roman(word: str) -> bool:
    """«XIX», also where the typist took Russian «Х» for Latin «X»."""
    return bool(word) and set(word) <= _ROMAN


def is_figure(word: str) -> bool:
    """A number in figures, Roman or Arabic, or an ordinal in figures («2-й»)."""
    return word[:1].isdigit() or is_roman(word)


def is_dated(words: Sequence[str], at: int) -> bool:
    """Whether Arabic figures begin a date here: «1994 г.», «6 марта»; not «XX век», «20 стран»."""
    return words[at][:1].isdigit() and at + 1 < len(words) and words[at + 1].casefold() in _DATED


def noun_phrase(
    words: Sequence[str], start: int, wanted: frozenset[str], stop: int | None = None
) -> Phrase | None:
    """The adjectives and the noun that begin at `start` and can stand in one of the wanted cases, before token `stop`."""
    possible = wanted
    at = start
    # A bound on the way to the noun keeps the looking ahead cheap on any text.
    stop = min(len(words), start + _LONGEST if stop is None else stop)
    while at < stop:
        word = words[at]
        if word in OPENING and at > start:
            return None
        noun = noun_cases(word) & possible
        adjective = adjective_cases(word) & possible
        # «рабочий», «данные» are adjectives where a noun follows that they agree with, nouns else.
        if adjective and (not noun or noun_phrase(words, at + 1, adjective, stop)):
            possible = adjective
            at += 1
            if at < len(words) and words[at] in _JOINING and _adjective_follows(words, at, possible, stop):
                at += 1
                if at < len(words) and words[at] in _JOINING:
                    at += 1
            continue
        if noun:
            return Phrase(start, at + 1, at, noun)
        if is_dated(words, at):
            # «между Ираном и Ираком 1975 г.»: a date is no part of a name.
            return None
        if is_figure(word) or _is_adverb(words, at, possible) or _is_numeral(word) or _is_eponym(words, at):
            at += 1
            continue
        return None
    return None


def _adjective_follows(words: Sequence[str], at: int, cases: frozenset[str], stop: int) -> bool:
    """After a comma or «и» another adjective of the same noun: «торгово-экономическом и культурном сотрудничестве»."""
    after = at + 2 if at + 1 < len(words) and words[at] == "," and words[at + 1] in _JOINING else at + 1
    if after >= stop or not adjective_cases(words[after]) & cases:
        return False
    return noun_phrase(words, after, cases, stop) is not None


def _is_adverb(words: Sequence[str], at: int, cases: frozenset[str]) -> bool:
    """«особо охраняемых», «ранее заключённых»: an adverb before an adjective."""
    reading = morph.best(words[at])
    return reading.pos == "ADVB" and at + 1 < len(words) and bool(adjective_cases(words[at + 1]) & cases)


def _is_numeral(word: str) -> bool:
    """«двух стран»: a numeral before its noun."""
    return morph.best(word).pos == "NUMR"


def _is_eponym(words: Sequence[str], at: int) -> bool:
    """«Торайгыров университет»: a surname that stands undeclined before what is named after it."""
    return (
        words[at][:1].isupper()
        and at + 1 < len(words)
        and morph.lemma(words[at + 1]) in ("университет", "фонд")
    )


def quoted(words: Sequence[str], start: int) -> int | None:
    """End (exclusive) of the quotation that opens at `start`, nested quotes counted; null where it doesn't close."""
    if start >= len(words) or words[start] not in OPENING:
        return None
    pairs = {"«": "»", "“": "”", "„": "“", '"': '"'}
    stack = [pairs[words[start]]]
    for at in range(start + 1, len(words)):
        word = words[at]
        if word == stack[-1]:
            stack.pop()
            if not stack:
                return at + 1
        elif word in pairs and word != '"':
            stack.append(pairs[word])
        elif word == "»" and "»" in stack:
            # An inner quotation that nobody closed ends with the outer one.
            return at + 1
    return None
