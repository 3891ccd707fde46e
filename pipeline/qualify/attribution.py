"""Who said it: «по данным …», «по словам …», «согласно …», «… заявил, что», «… оценивает в».

A sentence may have several sources; a figure belongs to the last one said before it, and to one said behind it only
where that is a parenthesis («…, по оценке банка, …»). A source without a name («статистика», «эксперты») is nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span, Token

from pipeline.model import Mention
from pipeline.russian import morph
from pipeline.russian.clauses import sentence_at
from pipeline.russian.concordance import by_form, by_lemma
from pipeline.russian.instruments import instrument_lemma
from pipeline.russian.names import Arc
from pipeline.russian.nlp import arcs

_SOURCES: Final = frozenset(
    "данные слово мнение оценка подсчёт подсчет расчёт расчет прогноз сведение информация замечание утверждение материал заявление "
    "отчёт отчет наблюдение признание выражение свидетельство статистика сообщение версия".split()
)
# «согласно» is a preposition and its own cue.
_SOURCE_FORMS: Final = frozenset({"согласно", "данным", "сведениям", "материалам"})
_SAYING: Final = frozenset(
    "заявить заявлять отметить отмечать подчеркнуть подчёркивать подчеркивать сообщить сообщать считать полагать оценивать оценить "
    "приводить привести называть назвать насчитать насчитывать указать указывать утверждать подсчитать прогнозировать ожидать "
    "признать уточнить констатировать опровергнуть напомнить предупредить рассчитать говорить сказать писать написать "
    "артикулировать доложить рассказать объявить зафиксировать предсказывать предполагать добавить".split()
)


class _Source(NamedTuple):
    """`start` is where it begins to hold (a token), `mention` who said it (null for a source without a name)."""

    start: int
    mention: str | None
    parenthetical: bool


def speakers(doc: Doc, mentions: Sequence[Mention]) -> dict[str, str]:
    """mention_id of each amount or agreement → mention_id of the person or organisation that it comes from."""
    people = [m for m in mentions if m.layer == "entity" and m.label in ("PER", "ORG")]
    if not people:
        return {}
    owner = _by_token(doc, people)
    found: dict[str, str] = {}
    cues: dict[int, list[Token]] = {}
    for token in _cues(doc):
        cues.setdefault(sentence_at(doc, token.i).start, []).append(token)
    sources: dict[int, list[_Source]] = {}
    previous: dict[int, Span] = {}
    last: Span | None = None
    for sentence in doc.sents:
        if last is not None:
            previous[sentence.start] = last
        last = sentence
    for mention in mentions:
        if mention.layer not in ("amount", "agreement"):
            continue
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        sentence = sentence_at(doc, span.start)
        if sentence.start not in sources:
            sources[sentence.start] = _sources(
                doc, sentence, cues.get(sentence.start, ()), owner, previous.get(sentence.start)
            )
        who = _nearest(doc, sources[sentence.start], span.start)
        if who is not None:
            found[mention.mention_id] = who
    return found


def _by_token(doc: Doc, people: Sequence[Mention]) -> dict[int, Mention]:
    owner: dict[int, Mention] = {}
    for mention in people:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        for token in span if span is not None else ():
            owner[token.i] = mention
    return owner


def _nearest(doc: Doc, sources: Sequence[_Source], index: int) -> str | None:
    before = [source for source in sources if source.start <= index]
    if before:
        last = before[-1]
        opening = sentence_at(doc, index).start
        inserted = last.parenthetical and any(
            doc[i].text == "," for i in range(max(opening, last.start - 4), last.start)
        )
        if inserted and any(doc[i].text == ";" for i in range(last.start, index)):
            # «вложения, по оценке банка, достигли 15 млрд; за год …»: between commas it holds for its own clause.
            return None
        return last.mention
    behind = next((source for source in sources if source.parenthetical), None)
    if behind is None or any(doc[i].text in (";", ":") for i in range(index, behind.start)):
        return None
    return behind.mention


def _sources(
    doc: Doc, sentence: Span, cues: Sequence[Token], owner: Mapping[int, Mention], before: Span | None
) -> list[_Source]:
    found: list[_Source] = []
    for token in cues:
        if _is_phrase_cue(doc, token.i):
            found.append(_Source(token.i, _named_in_phrase(doc, sentence, token.i, owner), True))
        elif token.lemma_ in _SAYING:
            said = _subject(doc, sentence, token.i, owner, before)
            if said is not None:
                found.append(said)
    return sorted(found, key=lambda source: source.start)


def _cues(doc: Doc) -> list[Token]:
    """Words that may name a source: those of saying, and those of phrases («по данным …»)."""
    found = {token.i: token for token in (*by_form(doc, _SOURCE_FORMS), *by_lemma(doc, _SOURCES | _SAYING))}
    return [token for _, token in sorted(found.items())]


def _is_phrase_cue(doc: Doc, index: int) -> bool:
    """«по данным», «по предварительным оценкам», «согласно …», «из отчёта …»."""
    token = doc[index]
    if token.lower_ == "согласно":
        return True
    if token.lemma_ not in _SOURCES and token.lower_ not in _SOURCE_FORMS:
        return False
    for i in range(index - 1, max(index - 4, sentence_at(doc, index).start - 1), -1):
        if doc[i].lower_ in ("по", "согласно"):
            return True
        if doc[i].pos_ not in ("ADJ", "VERB", "PRON"):
            return False
    return False


def _named_in_phrase(doc: Doc, sentence: Span, cue: int, owner: Mapping[int, Mention]) -> str | None:
    """The person, else the first organisation, named between the cue and the comma or verb that ends it."""
    seen: list[Mention] = []
    for i in range(cue + 1, sentence.end):
        mention = owner.get(i)
        if mention is not None:
            if mention not in seen:
                seen.append(mention)
            continue
        token = doc[i]
        if token.text in (",", ";", ":", "(", "[", "—") or (
            token.pos_ == "VERB" and "Tense" in str(token.morph)
        ):
            break
        if token.text[:1].isdigit():
            break
    people = [m for m in seen if m.label == "PER"]
    chosen = people[0] if people else seen[0] if seen else None
    return chosen.mention_id if chosen else None


def _subject(
    doc: Doc, sentence: Span, verb: int, owner: Mapping[int, Mention], before: Span | None
) -> _Source | None:
    """Who the verb of saying has for a subject; null where that isn't a name or a pronoun for one."""
    parsed = arcs(sentence)
    heads = [i for i, arc in parsed.items() if arc.head == verb and arc.relation == "nsubj"]
    for head in heads:
        if _is_thing(doc, head, verb, owner):
            continue
        under = sorted(i for i in parsed if _is_under(i, head, parsed))
        named = [owner[i] for i in under if i in owner]
        if not named:
            if doc[head].lower_ in ("он", "она") and before is not None:
                people = list(
                    dict.fromkeys(
                        owner[t.i].mention_id for t in before if t.i in owner and owner[t.i].label == "PER"
                    )
                )
                if len(people) == 1:
                    return _Source(min(head, verb), people[0], False)
            return _Source(min(head, verb), None, False)
        people_named = [m for m in named if m.label == "PER"]
        chosen = people_named[0] if people_named else owner.get(head, named[0])
        # What stands before the subject isn't told by it: «…, причём Н. считает, что …».
        return _Source(min(under[0], verb), chosen.mention_id, False)
    return None


def _is_thing(doc: Doc, subject: int, verb: int, owner: Mapping[int, Mention]) -> bool:
    """«договор KTZ предполагает»: an instrument says nothing, and «предполагать» of a thing means to provide for."""
    if subject in owner:
        return False
    if instrument_lemma(doc[subject].text) is not None:
        return doc[subject].lemma_ != "заявление"
    nouns = [p for p in morph.parses(doc[subject].text) if p.is_noun]
    return doc[verb].lemma_ == "предполагать" and bool(nouns) and "anim" not in nouns[0].grammemes


def _is_under(index: int, head: int, parsed: Mapping[int, Arc]) -> bool:
    here = index
    for _ in range(len(parsed)):
        if here == head:
            return True
        arc = parsed.get(here)
        if arc is None or arc.head == here:
            return False
        if arc.relation in ("acl", "acl:relcl", "parataxis"):
            return False
        here = arc.head
    return False
