"""The company that an agreement word keeps: whether it names an agreement at all, and whether enough says so.

«сетевой протокол», «протокол № 4 заседания», «трудовой договор»  → other things by the same word
«договор аренды» without a date, a number or a name               → a kind of contract, and no instance
«программа», «план», «документ»                                   → agreements only where parties agreed on them
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.extract.agreement_frame import Frame, Sentence
from pipeline.extract.agreement_words import (
    BODIES,
    FUNCTION_WORDS,
    JOINT,
    JOINT_COMPLEMENT,
    LEGAL_KINDS,
    OTHER_COMPLEMENT,
    OTHER_KIND,
    OTHER_TOPIC,
    STRONG,
    TECHNICAL_TOPIC,
)
from pipeline.russian import morph
from pipeline.russian.instruments import TYPES, instrument_lemma
from pipeline.russian.phrases import GENITIVE, noun_phrase
from pipeline.russian.signing import SIGNED
from pipeline.russian.standing import Standing

_OTHER_KIND: Final = {kind: frozenset(words.split()) for kind, words in OTHER_KIND.items()}
_OTHER_COMPLEMENT: Final = {kind: frozenset(words.split()) for kind, words in OTHER_COMPLEMENT.items()}


def other_thing(sentence: Sentence, head: int, kind: str, found: Frame) -> str | None:
    """Why the word names something else than an agreement here."""
    before = found.start - 1
    if before >= 0 and sentence.lemma(before) in BODIES:
        return "an organisation's name"
    if kind == "arrangement" and before >= 0 and sentence.words[before].casefold() == "по":
        return "consent, not an instrument"
    if before >= 1 and sentence.words[before].casefold() in ("к", "ко"):
        near = sentence.words[max(0, before - 4) : before]
        verbs = {reading.lemma for word in near for reading in morph.parses(word)}
        if verbs & {"прийти", "приходить", "склонить", "склоняться"}:
            return "consent, not an instrument"
    lemmas = {adjective(sentence.words[i]) for i in found.premodifiers}
    if not lemmas.isdisjoint(_OTHER_KIND.get(kind, frozenset())):
        return "another kind of thing by its adjective"
    proper_owner = kind == "charter" and any(
        word[:1].isupper() for word in sentence.words[head + 1 : found.end]
    )
    if found.owner in _OTHER_COMPLEMENT.get(kind, frozenset()) and not lemmas & JOINT and not proper_owner:
        return "another kind of thing by its complement"
    if kind in ("act", "declaration", "protocol") and found.topic_noun in OTHER_TOPIC:
        return "a paper about a person or a firm"
    if kind in ("agreement", "convention") and found.topic_noun in TECHNICAL_TOPIC:
        return "a convention of notation"
    if kind == "protocol" and _is_of_network(sentence, head, found):
        return "a network's protocol"
    behind = noun_phrase(sentence.words, found.end, GENITIVE) if found.number else None
    if behind is not None and morph.lemma(sentence.words[behind.head]) in _OTHER_COMPLEMENT.get(
        kind, frozenset()
    ):
        # «Протокол № 4 заседания учёного совета»
        return "another kind of thing by its complement"
    return None


def _is_of_network(sentence: Sentence, head: int, found: Frame) -> bool:
    """«протокол TCP/IP», «HTTP-протокол»: a name in Latin capitals directly beside the word."""
    beside = sentence.words[head + 1 : head + 2] + [sentence.words[i] for i in found.premodifiers]
    return any(re.match(r"[A-Z][A-Z0-9]+|[A-Z][a-z]+[A-Z]", word) for word in beside)


@lru_cache(maxsize=20_000)
def adjective(word: str) -> str:
    """The lemma of the word as an adjective («этом» is a pronoun too)."""
    return next((p.lemma for p in morph.parses(word) if p.is_adjective), morph.lemma(word))


def _telling(sentence: Sentence, found: Frame) -> list[int]:
    return [i for i in found.premodifiers if adjective(sentence.words[i]) not in FUNCTION_WORDS]


def _has_complement(found: Frame) -> bool:
    return bool(
        found.topic
        or found.quote
        or found.has_parties
        or found.date
        or found.dated_each
        or found.number
        or found.owner_taken
        or found.years
    )


def is_bare(sentence: Sentence, found: Frame) -> bool:
    """No adjective, no complement, no number: a word that says too little."""
    return not (_telling(sentence, found) or _has_complement(found) or found.quantified)


def unsupported(sentence: Sentence, head: int, kind: str, found: Frame, stands: Standing) -> str | None:
    """Why there is too little to take it for an agreement."""
    telling = _telling(sentence, found)
    complement = _has_complement(found)
    if found.owner_taken and found.owner in LEGAL_KINDS and not _is_instance(sentence, head, found, stands):
        return "a kind of contract in civil law"
    if kind in STRONG:
        return None
    lemmas = {adjective(sentence.words[i]) for i in found.premodifiers}
    capital = (sentence.words[head][:1].isupper() and head > 0) or any(
        sentence.words[i][:1].isupper() for i in found.premodifiers if i > 0
    )
    joint = (
        bool(lemmas & JOINT)
        or _is_joint_action(sentence, head, found)
        or found.topic_noun in JOINT_COMPLEMENT
        or found.owner in JOINT_COMPLEMENT
    )
    dealt = stands.made or stands.status == "planned" or _is_signed_here(sentence, head)
    instrument = bool(found.date or found.dated_each or found.number or found.has_parties)
    if kind in ("protocol", "declaration", "charter"):
        named_owner = found.owner_taken and any(
            word[:1].isupper() for word in sentence.words[head + 1 : found.end]
        )
        if found.topic or found.quote or instrument or (found.owner_taken and (capital or named_owner)):
            return None
        return (
            None
            if joint or (dealt and (found.quantified or telling)) or is_proper(sentence, found)
            else "no agreement's company"
        )
    if kind == "programme":
        if (joint and (complement or found.quantified)) or (_is_road_map(sentence, head) and complement):
            return None
        agreed = (
            _is_signed_here(sentence, head)
            or _is_between_parties(sentence, head, found)
            or (stands.made and _is_listed(sentence, found))
        )
        return None if agreed and complement else "a programme or plan of one's own"
    if kind == "statement":
        joint = bool(lemmas & {"совместный", "двусторонний", "трёхсторонний", "трехсторонний"})
        return None if joint and (complement or dealt) else "a statement of one's own"
    if kind == "act" and not (found.quantified or complement or dealt or is_proper(sentence, found)):
        # «не запрещено международными документами»: papers of any sort.
        return "a deed or paper, not an agreement"
    if found.quantified or complement or telling:
        signed = _is_signed_here(sentence, head) and (found.quantified or stands.made)
        if joint or (dealt and not complement) or is_proper(sentence, found) or signed:
            return None
        return "a deed or paper, not an agreement"
    return "a bare word"


def _is_instance(sentence: Sentence, head: int, found: Frame, stands: Standing) -> bool:
    """Of «договор аренды» one instance is meant where a date, a number, a name or its signing tells which."""
    named = any(word[:1].isupper() for word in sentence.words[head + 1 : found.end])
    return bool(
        named
        or stands.made
        or stands.status == "planned"
        or found.date
        or found.number
        or found.has_parties
        or found.quantified
    )


def _is_between_parties(sentence: Sentence, head: int, found: Frame) -> bool:
    """«стороны утвердили план», «согласован план»: agreed upon by several, and none's own."""
    for at in range(max(0, head - 12), min(found.end + 8, len(sentence.words))):
        word = sentence.words[at].casefold()
        if word in ("стороны", "страны") and sentence.relation(at).startswith("nsubj"):
            return True
        if word in ("сторонами", "странами") or sentence.lemma(at) == "согласовать":
            return True
        if word == "между" and sentence.words[at + 1 : at + 2] != ["тем"]:
            return True
    return False


def _is_listed(sentence: Sentence, found: Frame) -> bool:
    """«4 меморандума и план мероприятий»: in one list with what is an instrument beyond doubt."""
    before = found.start - 2
    if before < 0 or sentence.words[before + 1] not in ("и", ","):
        return False
    lemma = instrument_lemma(sentence.words[before])
    return lemma is not None and TYPES[lemma] in STRONG


def _is_joint_action(sentence: Sentence, head: int, found: Frame) -> bool:
    """«План совместных действий»."""
    return found.owner_taken and any(
        word.startswith("совместн") for word in sentence.words[head + 1 : found.end]
    )


def _is_road_map(sentence: Sentence, head: int) -> bool:
    return sentence.lemma(head) == "карта"


def _is_signed_here(sentence: Sentence, head: int) -> bool:
    """Whether a verb or noun of signing stands close by: what is signed is an instrument."""
    near = sentence.tokens[max(0, head - 12) : head + 12]
    return any(token.lemma_ in _SIGNING or token.lemma_ in ("подписание", "заключение") for token in near)


_SIGNING: Final = frozenset(word for word in SIGNED if word.startswith(("подпис", "заключ", "скреп")))


def is_proper(sentence: Sentence, found: Frame) -> bool:
    """«Маастрихтский договор», «Минские соглашения»: a capitalised adjective that doesn't just begin the sentence."""
    return any(
        sentence.words[i][:1].isupper() and (i > 0 or _is_geographical(sentence.words[i]))
        for i in found.premodifiers
    )


@lru_cache(maxsize=10_000)
def _is_geographical(word: str) -> bool:
    """An adjective that the dictionary knows from a place, as far as its ending tells («Киотский», not «Двусторонний»)."""
    lemma = morph.lemma(word)
    return lemma.endswith("ский") and not lemma.startswith(
        ("меж", "двух", "российск", "эконом", "граждан", "практич")
    )
