"""What became of an agreement, by what its sentence says of it.

The witnesses are verbs («подписан», «действует», «расторгнут»), their nouns («подписанием»), participles on either side
(«подписанный в Астане», «заключённые соглашения») and words for what isn't there yet («проект», «планируется»). A verb
counts only for what it governs: in «в рамках соглашения принят закон» nothing is said about the agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span, Token

from pipeline.russian import morph
from pipeline.russian.clauses import clause, is_hearsay, is_participle, is_relative, sentence_at
from pipeline.russian.moods import INTENDED, POSSIBLE, REFUSED, Mood, mood, verbs
from pipeline.russian.names import Arc
from pipeline.russian.nlp import arcs
from pipeline.russian.phrases import noun_cases
from pipeline.russian.signing import (
    ENDED_NOUNS,
    IN_FORCE,
    PENDING,
    PENDING_NOUNS,
    RATIFIED,
    SIGNED,
    SIGNED_NOUNS,
    TERMINATED,
    enters_force,
    loses_force,
    verb_lemma,
)

_WITNESSES_OF: Final = "svod_witnesses"
_ACTIONS: Final = SIGNED_NOUNS | PENDING_NOUNS | ENDED_NOUNS
_ACTS: Final = SIGNED | IN_FORCE | TERMINATED | RATIFIED
_TELLING: Final = _ACTS | PENDING | {"нет"}
_MODAL: Final = INTENDED | POSSIBLE
_ARGUMENTS: Final = frozenset(
    "nsubj nsubj:pass obj iobj conj appos root flat nummod nummod:gov parataxis dep list csubj csubj:pass".split()
)
_CONTAINERS: Final = frozenset(
    "ряд множество пакет серия десяток сотня число количество часть большинство пара дюжина сила стадия".split()
)


# The dictionary has them as prepositions too.
_ADVERBS: Final = frozenset("ранее позднее позже прежде".split())
_WISHED: Final = frozenset(
    "план намерение возможность важность необходимость вопрос перспектива готовность целесообразность ускорение идея задача".split()
)


class Standing(NamedTuple):
    """What the sentence says became of an instrument. `made` is true where it exists or existed, `habitual` for a custom."""

    status: str
    made: bool
    habitual: bool
    denied: bool = False


def standing(doc: Doc, head: int, start: int, end: int) -> Standing:
    """What became of the instrument whose mention is tokens [start, end) with the head noun at `head`."""
    sentence = sentence_at(doc, head)
    found: set[str] = set()
    habitual = False
    for i, how in witnesses(doc, head, start, end).items():
        status, custom = _status(doc, i, "denied" if is_hearsay(doc, i) else how)
        if how == "done" and verb_lemma(doc[i]) == "согласовать" and doc[head].lemma_ in ("план", "карта"):
            # A plan or road map that was agreed on needs no signature.
            status = "signed"
        if status:
            found.add(status)
        habitual = habitual or custom
    denied = "denied" in found
    if denied and _is_drafted(doc, sentence, end):
        found.add("planned")
    for status in ("terminated", "in_force", "ratified"):
        if status in found:
            return Standing(status, True, False)
    if "signed" in found and not denied:
        return Standing("signed", True, False)
    if "planned" in found:
        return Standing("planned", False, False, denied)
    return Standing("unknown", False, habitual, denied)


def witnesses(doc: Doc, head: int, start: int, end: int) -> Mapping[int, Mood]:
    """Tokens that speak of the mention [start, end) with its noun at `head`: verbs, participles, nouns of action; and how.

    Asked when the mention is found and again when its slots are filled, so what was found is remembered with the doc.
    """
    known: dict[tuple[int, int, int], dict[int, Mood]] = doc.user_data.setdefault(_WITNESSES_OF, {})
    if (head, start, end) not in known:
        known[head, start, end] = _speaking(doc, head, start, end)
    return known[head, start, end]


def _speaking(doc: Doc, head: int, start: int, end: int) -> dict[int, Mood]:
    sentence = sentence_at(doc, head)
    parsed = arcs(sentence)
    found = dict(_before(doc, head, start, parsed))
    told = {i: how for i, how in _witnesses(doc, sentence, head, start, end, parsed) if i not in found}
    if not told and not _is_oblique(doc, head, start):
        told = dict(_nearby(doc, sentence, head, start, end, parsed))
    return {**found, **told}


def _is_oblique(doc: Doc, head: int, start: int) -> bool:
    """Behind a preposition («в рамках соглашения») or a noun («вопросы реализации меморандума») no verb speaks of it."""
    if not start:
        return False
    before = doc[start - 1]
    if before.lower_ == "из" and start > 1 and _is_container(doc[start - 2]):
        return False
    return (before.pos_ == "ADP" and before.lower_ not in _ADVERBS) or (
        before.lower_ != "числе" and before.pos_ == "NOUN" and "gent" in noun_cases(doc[head].text)
    )


def _before(doc: Doc, head: int, start: int, parsed: Mapping[int, Arc]) -> Iterator[tuple[int, Mood]]:
    """Participles among its premodifiers, and «заключённый в 2014 г.» before them."""
    for i in range(start, head):
        if is_participle(doc[i]):
            yield i, mood(doc, i, parsed)
    first, _ = clause(doc, head)
    for i in range(start - 1, max(first, start - 9) - 1, -1):
        if doc[i].text in (",", ";", "—", "–") or (doc[i].pos_ == "VERB" and not is_participle(doc[i])):
            return
        if is_participle(doc[i]):
            if _agree(doc[i], doc[head]):
                yield i, mood(doc, i, parsed)
            return


def _is_drafted(doc: Doc, sentence: Span, end: int) -> bool:
    """«соглашения нет, хотя его проект обсуждался»."""
    words = [doc[i].lower_ for i in range(end, sentence.end)]
    return any(a in ("его", "её", "ее", "их") and b.startswith("проект") for a, b in pairwise(words))


def _witnesses(
    doc: Doc, sentence: Span, head: int, start: int, end: int, parsed: Mapping[int, Arc]
) -> Iterator[tuple[int, Mood]]:
    """Verbs, participles and nouns of action that speak of the instrument, and how."""
    if start and doc[start - 1].lemma_ in _ACTIONS:
        yield start - 1, _noun_mood(doc, start - 1, parsed)
    if start > 1 and doc[start - 1].lower_ in ("о", "об", "по") and doc[start - 2].lemma_ == "переговоры":
        yield start - 2, "done"
    yield from _after(doc, sentence, head, end, parsed)
    yield from _above(doc, head, parsed, frozenset(range(start, end)))


def _nearby(
    doc: Doc, sentence: Span, head: int, start: int, end: int, parsed: Mapping[int, Arc]
) -> Iterator[tuple[int, Mood]]:
    """Where the parser ties the phrase to nothing: its clause's verbs; in «а компании — 12 меморандумов» the verb before."""
    first, last = clause(doc, head)
    own = [i for i in verbs(doc, [*range(first, start), *range(end, last)]) if _is_telling(doc, i)]
    listed = any(
        doc[i].lower_ in ("числе", "них") and doc[i - 1].lower_ in ("том", "из", "среди")
        for i in range(max(first, start - 4), start)
    )
    if not own and (listed or not verbs(doc, range(first, last))):
        own = [
            i
            for i in verbs(doc, range(sentence.start, first))
            if _is_telling(doc, i) and not is_relative(doc, i)
        ][-1:]
    if not own:
        # «соглашение пока оставалось проектом»
        own = [
            i
            for i in range(end, last)
            if doc[i].lower_ in ("проектом", "проектами") and doc[i - 1].pos_ == "VERB"
        ]
    for i in own:
        yield i, "denied" if doc[i].lemma_ == "нет" else mood(doc, i, parsed)


def _is_telling(doc: Doc, index: int) -> bool:
    lemma = verb_lemma(doc[index])
    return lemma in _TELLING or enters_force(doc, index) or loses_force(doc, index)


def _after(
    doc: Doc, sentence: Span, head: int, end: int, parsed: Mapping[int, Arc]
) -> Iterator[tuple[int, Mood]]:
    """«…, подписанный в Астане и вступивший в силу», «…, который стороны подписали»."""
    at = _after_brackets(doc, end, sentence.end)
    if at >= sentence.end or doc[at].text != ",":
        return
    first = at + 1
    if first < sentence.end and doc[first].lemma_ in ("не", "ещё", "уже", "пока", "недавно", "впервые"):
        first += 1
    if first >= sentence.end:
        return
    if is_participle(doc[first]):
        for i in range(first, sentence.end):
            if doc[i].text == ";" or (doc[i].pos_ == "VERB" and not is_participle(doc[i])):
                return
            if is_participle(doc[i]) and _agree(doc[i], doc[head]):
                yield i, mood(doc, i, parsed)
    elif doc[first].lower_ != "из" and any(
        doc[i].lemma_ == "который" for i in range(at + 1, min(at + 3, sentence.end))
    ):
        _, stop = clause(doc, at + 2)
        for i in range(at + 1, stop):
            if doc[i].pos_ == "VERB" and doc[i].lemma_ in _ACTS:
                yield i, mood(doc, i, parsed)


def _after_brackets(doc: Doc, at: int, stop: int) -> int:
    """Past what stands in round or square brackets."""
    while at < stop and doc[at].text in ("(", "["):
        closing = ")" if doc[at].text == "(" else "]"
        at = next((i + 1 for i in range(at, stop) if doc[i].text == closing), stop)
    return at


def _above(
    doc: Doc, head: int, parsed: Mapping[int, Arc], inside: frozenset[int]
) -> Iterator[tuple[int, Mood]]:
    """The verbs that the mention hangs on, while it is their subject or object; and verbs coordinated with those."""
    at, seen = head, {head}
    first, last = clause(doc, head)
    while True:
        arc = parsed.get(at)
        if arc is None or arc.head in seen:
            return
        preposition = any(
            a.head == at and a.relation == "case" and doc[i].pos_ == "ADP" for i, a in parsed.items()
        )
        above = doc[arc.head]
        if at != arc.head and preposition and doc[at].pos_ != "VERB":
            if at == head and above.lemma_ in ("прийти", "приходить"):
                return
            if above.lemma_ not in ("переговоры", "работа"):
                return
        relation = arc.relation
        if above.pos_ == "VERB" or above.lemma_ in ("нет", "должный"):
            if not first <= above.i < last and (verbs(doc, range(first, last)) or is_relative(doc, above.i)):
                return
            if doc[at].pos_ != "VERB" and relation.split(":")[0] == "advcl":
                return
            yield above.i, "denied" if above.lemma_ == "нет" else mood(doc, above.i, parsed)
            # «обсуждался, но подписан не был»: the other verb has the same subject.
            for i in (*_coordinated(doc, above.i, parsed), *_infinitives(doc, above.i, parsed)):
                if doc[i].lemma_ not in IN_FORCE:
                    yield i, mood(doc, i, parsed)
            # «оставалось проектом».
            yield from (
                (i, "done")
                for i, a in parsed.items()
                if a.head == above.i and doc[i].lower_ in ("проектом", "проектами")
            )
            if above.lemma_ not in SIGNED and relation not in _ARGUMENTS and relation != "obl":
                return
            arc_above = parsed.get(above.i)
            if arc_above is None or arc_above.relation.split(":")[0] not in ("xcomp", "csubj", "conj"):
                return
        elif above.lemma_ in _ACTIONS:
            yield above.i, _noun_mood(doc, above.i, parsed)
        elif relation not in _ARGUMENTS and arc.head not in inside and not _is_container(above):
            return
        seen.add(arc.head)
        at = arc.head


def _is_container(token: Token) -> bool:
    return token.lemma_ in _CONTAINERS or token.pos_ == "NUM" or token.text[:1].isdigit()


def _coordinated(doc: Doc, verb: int, parsed: Mapping[int, Arc]) -> list[int]:
    """Verbs joined to this one that bring no subject of their own."""
    return [
        i
        for i, arc in parsed.items()
        if arc.head == verb
        and arc.relation == "conj"
        and doc[i].pos_ == "VERB"
        and not any(a.head == i and a.relation.startswith("nsubj") for a in parsed.values())
    ]


def _infinitives(doc: Doc, verb: int, parsed: Mapping[int, Arc]) -> list[int]:
    """«намечено заключить ещё два соглашения»: the parser may hang the object on the modal instead of the infinitive."""
    if doc[verb].lemma_ not in _MODAL:
        return []
    return [
        i
        for i, arc in parsed.items()
        if arc.head == verb and arc.relation in ("csubj", "csubj:pass", "xcomp")
    ]


def _noun_mood(doc: Doc, index: int, parsed: Mapping[int, Arc]) -> Mood:
    """«отмечен подписанием» is done; «планируется подписание», «для подписания» is intended; «отказ от подписания» denied."""
    previous = doc[index - 1].lower_ if index else ""
    if previous in ("для", "о", "к", "до", "накануне", "перед"):
        return "intended"
    arc = parsed.get(index)
    above = doc[arc.head] if arc is not None and arc.head != index else None
    if above is None:
        return "done"
    if above.lemma_ in ("отказ", "срыв") or above.lemma_ in REFUSED:
        return "denied"
    if above.pos_ == "VERB":
        if above.lemma_ in _MODAL:
            return "intended"
        how = mood(doc, above.i, parsed)
        return "done" if how == "habitual" else how
    return "intended" if above.lemma_ in PENDING_NOUNS | _WISHED else "done"


def _status(doc: Doc, index: int, how: Mood) -> tuple[str | None, bool]:
    """(status, whether it is a custom) that a word bears witness to."""
    lemma = verb_lemma(doc[index])
    if lemma in PENDING_NOUNS:
        return "planned", False
    if lemma in ENDED_NOUNS:
        return ("terminated" if how == "done" else None), False
    if lemma in PENDING:
        return (None if how == "denied" else "planned"), False
    if lemma in INTENDED:
        return None, False
    if how == "denied":
        return ("denied", False) if lemma in SIGNED | TERMINATED or lemma == "нет" else (None, False)
    if loses_force(doc, index):
        return ("terminated" if how == "done" else None), False
    if lemma == "действовать" and _is_past_participle(doc[index]):
        # «ранее действовавшее соглашение»
        return None, False
    if lemma in IN_FORCE or enters_force(doc, index):
        if how in ("done", "habitual"):
            return "in_force", False
        return ("signed" if lemma not in IN_FORCE else None), False
    if lemma in TERMINATED:
        return ("terminated" if how == "done" else None), False
    if lemma in RATIFIED:
        return ("ratified" if how == "done" else None), False
    if lemma in SIGNED or lemma in SIGNED_NOUNS:
        if how == "done":
            return "signed", False
        if how == "habitual":
            return None, True
        return ("planned" if how == "intended" else None), False
    return None, False


def _is_past_participle(token: Token) -> bool:
    return any(p.pos == "PRTF" and "past" in p.grammemes for p in morph.parses(token.text)[:1])


def _agree(participle: Token, noun: Token) -> bool:
    """Whether some reading of the participle agrees with some reading of the noun in case and number."""
    nouns = {(p.case, p.number, p.gender) for p in morph.parses(noun.text) if p.is_noun}
    return any(
        p.case == case and p.number == number and (number == "plur" or p.gender in (None, gender))
        for p in morph.parses(participle.text)
        if p.is_adjective
        for case, number, gender in nouns
    )
