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

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.extract.agreement_company import adjective, is_bare, is_proper, other_thing, unsupported
from pipeline.extract.agreement_frame import Frame, Sentence
from pipeline.extract.agreement_shared import earlier_counts, shared_title
from pipeline.extract.agreement_span import frame
from pipeline.extract.agreement_words import FUNCTION_WORDS, INDEFINITE
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import morph
from pipeline.russian.clauses import sentence_at
from pipeline.russian.concordance import printed
from pipeline.russian.instruments import STEMS, TYPES, instrument_lemma
from pipeline.russian.standing import Standing, standing
from pipeline.values import Instrument

KIND: Layer = "agreement"


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Agreement mentions, and agreement words that were refused and why."""
    likely = printed(doc, lambda word: word.lower().startswith(STEMS))
    for span in dict.fromkeys(sentence_at(doc, token.i) for token in likely):
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
    reason = other_thing(sentence, head, kind, found)
    if reason is None and is_bare(sentence, found):
        # Before the clause is looked through, which costs most.
        reason = "a bare word"
    stands = Standing("unknown", False, False)
    if reason is None:
        stands = standing(doc, tokens[head].i, tokens[found.start].i, tokens[found.end - 1].i + 1)
        reason = unsupported(sentence, head, kind, found, stands)
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


def _specificity(sentence: Sentence, head: int, found: Frame, stands: Standing) -> str:
    if found.quantified:
        return "counted"
    lemmas = {adjective(sentence.words[i]) for i in found.premodifiers}
    identified = bool(
        found.topic
        or found.quote
        or found.parties
        or found.date
        or found.number
        or found.years
        or found.owner_taken
    )
    proper = is_proper(sentence, found)
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
    if (found.title_end <= head + 1 or pronoun) and not is_proper(sentence, found):
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
