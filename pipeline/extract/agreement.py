"""Agreements: treaties, memoranda, protocols, programmes, as instances, in numbers, and as a kind.

    «Договор о дружбе, сотрудничестве и взаимной помощи от 25 мая 1992 г.» → treaty named signed; date 1992-05-25
    «стороны заключили пять межрегиональных договоров о сотрудничестве»    → treaty counted signed; count 5

A mention runs from the first premodifier or count to the end of the title or «о …» complement, with the parties
(«между …») and the date («от …») that follow directly. The surprise: most agreement words are something else in other
company («сетевой протокол», «трудовой договор», «Организация Договора о …», «пришли к соглашению»), and a bare word
says too little to be taken at all.

What the sentence tells beyond the phrase (date of «подписанный …», place, event) is filled later, by the relate room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc

from pipeline.extract.agreement_frame import Frame, Sentence
from pipeline.extract.agreement_shared import earlier_counts, shared_title
from pipeline.extract.agreement_span import frame
from pipeline.extract.agreement_words import (
    BODIES,
    FUNCTION_WORDS,
    INDEFINITE,
    JOINT,
    JOINT_COMPLEMENT,
    LEGAL_KINDS,
    OTHER_COMPLEMENT,
    OTHER_KIND,
    OTHER_TOPIC,
    STRONG,
    TECHNICAL_TOPIC,
)
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import morph
from pipeline.russian.instruments import STEMS, TYPES, instrument_lemma
from pipeline.russian.phrases import GENITIVE, noun_phrase
from pipeline.russian.signing import SIGNED
from pipeline.russian.standing import Standing, standing
from pipeline.values import Instrument

KIND: Layer = "agreement"

_OTHER_KIND: Final = {kind: frozenset(words.split()) for kind, words in OTHER_KIND.items()}
_OTHER_COMPLEMENT: Final = {kind: frozenset(words.split()) for kind, words in OTHER_COMPLEMENT.items()}


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Agreement mentions, and agreement words that were refused and why."""
    for span in doc.sents:
        if not any(token.lower_.startswith(STEMS) for token in span):
            continue
        sentence = Sentence(span)
        taken = 0
        for head in range(len(sentence.words)):
            kind = _kind(sentence, head)
            if kind is None or head < taken:
                continue
            found = frame(sentence, head, kind)
            result = _judge(doc, sentence, head, kind, found)
            if isinstance(result, Mention):
                taken = found.end
                yield from _sharing(sentence, head, found, result)
            yield result


def _sharing(sentence: Sentence, head: int, found: Frame, last: Mention) -> Iterator[Mention]:
    """Mentions before this one whose noun it carries."""
    value = last.value
    assert isinstance(value, Instrument)
    for part in earlier_counts(sentence, head, found):
        yield _part(
            sentence,
            (part.start, part.end),
            last,
            replace(value, count=part.count, count_comparator=part.comparator),  # type: ignore[arg-type]
        )
    for at in found.shared[:-1]:
        title = shared_title(sentence.words[at], sentence.words[head])
        yield _part(sentence, (at, at + 1), last, replace(value, title=title))


def _part(sentence: Sentence, place: tuple[int, int], last: Mention, value: Instrument) -> Mention:
    tokens = sentence.tokens
    end = tokens[place[1] - 1]
    return Mention(KIND, last.label, tokens[place[0]].idx, end.idx + len(end.text), value, rule=last.rule)


def _kind(sentence: Sentence, at: int) -> str | None:
    """The instrument's type that the word at this position names, if it does."""
    lemma = instrument_lemma(sentence.words[at])
    if lemma is None or (lemma == "карта" and (at == 0 or sentence.lemma(at - 1) != "дорожный")):
        return None
    return TYPES[lemma]


def _judge(doc: Doc, sentence: Sentence, head: int, kind: str, found: Frame) -> Mention | Rejection:
    tokens = sentence.tokens
    start = tokens[found.start].idx
    end = tokens[found.end - 1].idx + len(tokens[found.end - 1].text)
    reason = _other_thing(sentence, head, kind, found)
    if reason is None and _is_bare(sentence, found):
        # Before the clause is looked through, which costs most.
        reason = "a bare word"
    stands = Standing("unknown", False, False)
    if reason is None:
        stands = standing(doc, tokens[head].i, tokens[found.start].i, tokens[found.end - 1].i + 1)
        reason = _unsupported(sentence, head, kind, found, stands)
    if reason is not None:
        return Rejection(start, end, f"agreement.{kind}", reason)
    specificity = _specificity(sentence, head, found, stands)
    status = stands.status
    if status == "unknown" and specificity == "counted" and stands.habitual:
        # «ежегодно заключается около 50 соглашений»: those that were counted were concluded.
        status = "signed"
    if status == "unknown" and specificity == "counted" and found.dated_each and not stands.denied:
        status = "signed"
    if status == "unknown" and specificity == "named" and found.date is not None and not stands.denied:
        status = "signed"
    named = specificity == "named"
    value = Instrument(
        type=kind,
        specificity=specificity,
        title=_title(sentence, head, found) if named else None,
        party_names=found.parties,
        date=found.date,
        count=found.count if specificity == "counted" else None,
        count_comparator=found.comparator if specificity == "counted" and found.count is not None else None,  # type: ignore[arg-type]
        status=status,
        subject=_text(sentence, *found.topic) if found.topic else None,
        number=found.number,
    )
    return Mention(KIND, kind, start, end, value, rule=f"agreement.{specificity}")


def _other_thing(sentence: Sentence, head: int, kind: str, found: Frame) -> str | None:
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
    lemmas = {_adjective(sentence.words[i]) for i in found.premodifiers}
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
def _adjective(word: str) -> str:
    """The lemma of the word as an adjective («этом» is a pronoun too)."""
    return next((p.lemma for p in morph.parses(word) if p.is_adjective), morph.lemma(word))


def _telling(sentence: Sentence, found: Frame) -> list[int]:
    return [i for i in found.premodifiers if _adjective(sentence.words[i]) not in FUNCTION_WORDS]


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


def _is_bare(sentence: Sentence, found: Frame) -> bool:
    """No adjective, no complement, no number: a word that says too little."""
    return not (_telling(sentence, found) or _has_complement(found) or found.quantified)


def _unsupported(sentence: Sentence, head: int, kind: str, found: Frame, stands: Standing) -> str | None:
    """Why there is too little to take it for an agreement."""
    telling = _telling(sentence, found)
    complement = _has_complement(found)
    if found.owner_taken and found.owner in LEGAL_KINDS and not _is_instance(sentence, head, found, stands):
        return "a kind of contract in civil law"
    if kind in STRONG:
        return None
    lemmas = {_adjective(sentence.words[i]) for i in found.premodifiers}
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
            if joint or (dealt and (found.quantified or telling)) or _is_proper(sentence, found)
            else "no agreement's company"
        )
    if kind == "programme":
        if (joint and (complement or found.quantified)) or (_is_road_map(sentence, head) and complement):
            return None
        agreed = _is_signed_here(sentence, head) or _is_between_parties(sentence, head, found)
        return None if agreed and complement else "a programme or plan of one's own"
    if kind == "statement":
        joint = bool(lemmas & {"совместный", "двусторонний", "трёхсторонний", "трехсторонний"})
        return None if joint and (complement or dealt) else "a statement of one's own"
    if kind == "act" and not (found.quantified or complement or dealt or _is_proper(sentence, found)):
        # «не запрещено международными документами»: papers of any sort.
        return "a deed or paper, not an agreement"
    if found.quantified or complement or telling:
        signed = _is_signed_here(sentence, head) and (found.quantified or stands.made)
        if joint or (dealt and not complement) or _is_proper(sentence, found) or signed:
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


def _is_proper(sentence: Sentence, found: Frame) -> bool:
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


def _specificity(sentence: Sentence, head: int, found: Frame, stands: Standing) -> str:
    if found.quantified:
        return "counted"
    lemmas = {_adjective(sentence.words[i]) for i in found.premodifiers}
    identified = bool(
        found.topic
        or found.quote
        or found.parties
        or found.date
        or found.number
        or found.years
        or found.owner_taken
    )
    proper = _is_proper(sentence, found)
    if _is_plural(sentence, head, found, stands):
        if proper and not found.topic:
            return "named"
        return "counted" if stands.made or found.dated_each else "generic"
    if lemmas & INDEFINITE:
        return "generic"
    if stands.habitual and not sentence.words[head][:1].isupper():
        return "generic"
    if identified or proper or stands.made:
        return "named"
    if stands.status == "planned" and _is_singular(sentence.words[head]):
        # «переговоры о новом договоре» are about one.
        return "named"
    return "generic"


def _is_singular(word: str) -> bool:
    return {p.number for p in morph.parses(word) if p.is_noun and p.case} == {"sing"}


def _is_plural(sentence: Sentence, head: int, found: Frame, stands: Standing) -> bool:
    """Number of the head noun; where the form is both («соглашения»), its adjectives, its governor and its verb decide."""
    word = sentence.words[head]
    if found.shared:
        return False
    readings = [p for p in morph.parses(word) if p.is_noun and p.case]
    if word.casefold() == "договора":
        # Its plural («договорá») is colloquial.
        return False
    numbers = {p.number for p in readings}
    if len(numbers) == 1:
        return numbers == {"plur"}
    for i in found.premodifiers:
        adjectives = {(p.case, p.number) for p in morph.parses(sentence.words[i]) if p.is_adjective}
        agreeing = {p.number for p in readings if (p.case, p.number) in adjectives}
        if len(agreeing) == 1:
            return agreeing == {"plur"}
    before = sentence.tokens[found.start - 1] if found.start else None
    if before is not None and (before.pos_ == "NOUN" or before.pos_ == "ADP"):
        return False
    relation = sentence.relation(head)
    if stands.denied:
        return False
    return relation.startswith(("nsubj", "obj", "root", "conj", "parataxis"))


def _title(sentence: Sentence, head: int, found: Frame) -> str | None:
    """The title in the nominative, without parties behind it and without the date; null where there is none."""
    begin = next(
        (
            i
            for i in range(found.start, head + 1)
            if i == head or (i in found.premodifiers and not _is_said_of_it(sentence.words[i]))
        ),
        head,
    )
    if found.shared and found.title_end <= head + 1:
        return shared_title(sentence.words[found.shared[-1]], sentence.words[head])
    pronoun = found.topic is not None and found.topic_noun is None and not found.quote
    if (found.title_end <= head + 1 or pronoun) and not _is_proper(sentence, found):
        return None
    phrase = morph.nominative(_text(sentence, begin, head + 1))
    rest = _text(sentence, head + 1, found.title_end) if found.title_end > head + 1 else ""
    title = " ".join(f"{phrase} {rest}".split())
    return title[:1].upper() + title[1:]


def _is_said_of_it(word: str) -> bool:
    """Participles, pronouns and evaluations tell about the instrument and are no part of its title."""
    reading = morph.best(word)
    return (
        reading.pos == "PRTF"
        or reading.lemma in FUNCTION_WORDS
        or reading.lemma in ("новый", "первый", "важный", "действующий")
    )


def _text(sentence: Sentence, start: int, end: int) -> str:
    tokens = sentence.tokens
    origin = sentence.span.start_char
    begin, close = tokens[start].idx - origin, tokens[end - 1].idx + len(tokens[end - 1].text) - origin
    return " ".join(sentence.text[begin:close].split())
