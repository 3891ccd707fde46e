"""Russian morphology: the only user of pymorphy3. Tags are OpenCorpora's (nomn, gent, plur, ADJF, …).

    >>> lemma("области"), is_known("инвестиционную"), is_known("инве")
    ('область', True, False)
    >>> inflect("договор", "gent", "plur")
    'договоров'
    >>> nominative("межрегиональных договоров")
    'межрегиональные договоры'

The dictionary is that of OpenCorpora; a word it lacks is guessed by its ending, and `Parse.known` says so. Every word
form is analysed once in a process: papers repeat their words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

import pymorphy3

CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_CASE_VARIANTS: Final = {
    "gen2": "gent",
    "acc2": "accs",
    "loc2": "loct",
    "gen1": "gent",
    "loc1": "loct",
    "voct": "nomn",
}
_ADJECTIVAL: Final = frozenset({"ADJF", "PRTF"})
_WORD: Final = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


class Parse(NamedTuple):
    """One reading of a word form. `pos`, `case`, `number`, `gender` are OpenCorpora grammemes or null."""

    lemma: str
    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    animacy: str | None
    score: float
    known: bool
    grammemes: frozenset[str]

    @property
    def is_noun(self) -> bool:
        return self.pos == "NOUN"

    @property
    def is_adjective(self) -> bool:
        """Full adjectives and participles, which agree with a noun."""
        return self.pos in _ADJECTIVAL

    @property
    def is_name(self) -> bool:
        """First name, surname, patronymic, place or organisation, by the dictionary."""
        return not self.grammemes.isdisjoint(("Name", "Surn", "Patr", "Geox", "Orgn"))


@lru_cache(maxsize=1)
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def _raw(word: str) -> tuple[pymorphy3.analyzer.Parse, ...]:
    return tuple(_analyzer().parse(word))


@lru_cache(maxsize=200_000)
def parses(word: str) -> tuple[Parse, ...]:
    """All readings of a word form, likeliest first. «В», «№» and figures have readings too, without case."""
    return tuple(
        _of_tag(raw.tag)._replace(lemma=raw.normal_form, score=raw.score, known=raw.is_known)
        for raw in _raw(word.lower())
    )


@lru_cache(maxsize=10_000)
def _of_tag(tag: pymorphy3.tagset.OpencorporaTag) -> Parse:
    """A reading of no word yet: what a tag says is looked up in it slowly, and the language has some thousands of them."""
    return Parse(
        lemma="",
        pos=str(tag.POS) if tag.POS else None,
        case=_CASE_VARIANTS.get(str(tag.case), str(tag.case)) if tag.case else None,
        number=str(tag.number) if tag.number else None,
        gender=str(tag.gender) if tag.gender else None,
        animacy=str(tag.animacy) if tag.animacy else None,
        score=0.0,
        known=False,
        grammemes=frozenset(map(str, tag.grammemes)),
    )


def best(word: str) -> Parse:
    """The likeliest reading out of context."""
    return parses(word)[0]


def lemma(word: str) -> str:
    """Dictionary form of the likeliest reading: «областей» → «область»."""
    return parses(word)[0].lemma


@lru_cache(maxsize=200_000)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word form; a hyphenated compound is known when it is listed as a whole."""
    return bool(_analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=50_000)
def inflect(
    word: str, case: str | None = None, number: str | None = None, *, pos: str | None = None
) -> str | None:
    """The word in another case or number, its capitals kept; null where the word can't be inflected so.

    `pos` chooses among readings («NOUN»), else the likeliest one that can be inflected is taken.
    """
    wanted = frozenset(filter(None, (case, number)))
    for raw in _raw(word.lower()):
        if pos is not None and str(raw.tag.POS) != pos:
            continue
        inflected = raw.inflect(wanted)
        if inflected is not None:
            return like(word, str(inflected.word))
    return None


@lru_cache(maxsize=50_000)
def declined(word: str, reading: Parse) -> tuple[str, ...] | None:
    """The reading's forms in the order of CASES, in its own number, lower case; null where it lacks one."""
    raw = next(
        (
            raw
            for raw in _raw(word.lower())
            if raw.normal_form == reading.lemma
            and frozenset(map(str, raw.tag.grammemes)) == reading.grammemes
        ),
        None,
    )
    if raw is None:
        return None
    number = {reading.number} if reading.number else set()
    forms = [raw.inflect(frozenset({case} | number)) for case in CASES]
    return tuple(str(form.word) for form in forms) if all(forms) else None


@lru_cache(maxsize=50_000)
def adjective(word: str, case: str, number: str, gender: str | None) -> str | None:
    """An adjective in the given case, number and (in the singular) gender, its capitals kept.

    >>> adjective("Западно-Казахстанской", "nomn", "sing", "femn")
    'Западно-Казахстанская'
    """
    wanted = {case, number} | ({gender} if gender and number == "sing" else set())
    if case == "accs" and (gender == "masc" or number == "plur"):
        wanted.add("inan")
    for raw in _raw(word.lower()):
        if str(raw.tag.POS) not in _ADJECTIVAL:
            continue
        inflected = raw.inflect(frozenset(wanted)) or raw.inflect(frozenset(wanted - {"inan"}))
        if inflected is None:
            continue
        if word.lower().startswith("высш") and not str(inflected.word).startswith("высш"):
            # The dictionary has «высший» as a form of «высокий»; it declines as «общий» does.
            model = adjective("общий", case, number, gender)
            return like(word, f"выс{model[1:].replace('бщ', 'ш')}") if model else None
        return like(word, str(inflected.word))
    return None


def participle(short: str) -> str | None:
    """The people or things that a short participle speaks of: «эвакуировано» → «эвакуированные»; null for any other word.

    >>> participle("эвакуировано"), participle("живёт")
    ('эвакуированные', None)
    """
    for raw in _raw(short.lower()):
        if str(raw.tag.POS) == "PRTS":
            full = raw.inflect(frozenset({"PRTF", "plur", "nomn"}))
            if full is not None:
                return str(full.word)
    return None


def like(model: str, word: str) -> str:
    """The word with the capitals of the model, part by part of a compound: «Северо-Казахстанской» → «Северо-Казахстанская»."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    old, new = model.split("-"), word.split("-")
    if len(old) != len(new):
        return word[:1].upper() + word[1:] if model[:1].isupper() else word
    return "-".join(n[:1].upper() + n[1:] if o[:1].isupper() else n for o, n in zip(old, new, strict=True))


def agreeing(words: tuple[str, ...]) -> tuple[Parse, ...] | None:
    """Readings of adjectives and their noun (last) that agree in case, number and gender; null where none do.

    >>> [p.case for p in agreeing(("совместных", "проектов"))]
    ['gent', 'gent']
    """
    if not words:
        return None
    for head in sorted(parses(words[-1]), key=_noun_first):
        if head.case is None:
            continue
        chosen: list[Parse] = []
        for word in words[:-1]:
            fit = next((p for p in parses(word) if p.is_adjective and _agree(p, head)), None)
            if fit is None:
                break
            chosen.append(fit)
        else:
            return (*chosen, head)
    return None


def _noun_first(parse: Parse) -> tuple[bool, float]:
    return (not parse.is_noun, -parse.score)


def _agree(adjective: Parse, noun: Parse) -> bool:
    if adjective.case != noun.case or adjective.number != noun.number:
        return False
    return noun.number == "plur" or adjective.gender == noun.gender or noun.gender is None


@lru_cache(maxsize=50_000)
def nominative(phrase: str, number: str | None = None) -> str:
    """A noun phrase in the nominative: its head noun and the adjectives before it; what follows the head stays as it is.

    `number` («sing», «plur») changes the number too; by default the phrase keeps its own. A phrase whose head can't be
    found comes back unchanged.

    >>> nominative("Республики Казахстан"), nominative("Правительства России")
    ('Республика Казахстан', 'Правительство России')
    >>> nominative("Западно-Казахстанской области")
    'Западно-Казахстанская область'
    """
    spans = [(m.start(), m.end()) for m in _WORD.finditer(phrase)]
    words = [phrase[a:b] for a, b in spans]
    for head in range(len(words)):
        readings = _head_readings(tuple(words[: head + 1]))
        if readings is None:
            if any(p.is_adjective for p in parses(words[head])):
                continue
            return phrase
        followed = head + 1 < len(words) and _head_readings(tuple(words[: head + 2])) is not None
        if followed and any(p.is_adjective for p in parses(words[head])):
            continue  # «Минских соглашений», «военные расходы»: a noun too, but it agrees with the one that follows
        out = phrase
        gender = readings[-1].gender
        for (a, b), word, reading in reversed(list(zip(spans, words, readings, strict=False))):
            out = out[:a] + (_to_nominative(word, reading, gender, number) or word) + out[b:]
        return out
    return phrase


def _head_readings(words: tuple[str, ...]) -> tuple[Parse, ...] | None:
    readings = agreeing(words)
    if readings is None or not readings[-1].is_noun:
        return None
    return readings


def _to_nominative(word: str, reading: Parse, gender: str | None, number: str | None) -> str | None:
    target = number or reading.number
    for raw in _raw(word.lower()):
        tag = raw.tag
        if raw.normal_form != reading.lemma or str(tag.POS) != str(reading.pos):
            continue
        if reading.number and str(tag.number) != reading.number:
            continue
        wanted = {"nomn"} | ({target} if target else set())
        if reading.is_adjective and target == "sing" and gender:
            wanted.add(gender)
        inflected = raw.inflect(frozenset(wanted))
        if inflected is not None:
            return like(word, str(inflected.word))
    return None
