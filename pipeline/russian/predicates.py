"""Verbs and what they say about what they govern: done, intended, possible, habitual, denied; and the life of an agreement.

An agreement's standing is told by verbs («подписан», «действует», «расторгнут»), by their nouns («подписанием»), by
participles on either side («подписанный в Астане», «заключённые соглашения») and by words for what isn't there yet
(«проект», «планируется»). A verb counts only for what it governs: in «в рамках соглашения принят закон» nothing is said
about the agreement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from spacy.tokens import Doc, Span, Token

from pipeline.russian import morph
from pipeline.russian.names import Arc
from pipeline.russian.nlp import arcs

Mood: TypeAlias = Literal["done", "intended", "possible", "habitual", "denied"]

INTENDED: Final = frozenset(
    "планировать планироваться запланировать намерить намеренный намереваться собираться предстоять рассчитывать "
    "предлагать предложить предлагаться предполагать предполагаться предусматривать предусматриваться предусмотреть должный "
    "обязаться хотеть стремиться готовиться готовый надлежать намечать намечаться наметить необходимо договориться "
    "условиться решить призвать рекомендовать поручить обещать".split()
)
POSSIBLE: Final = frozenset(
    "мочь смочь можно возможно вероятно способный ожидать ожидаться прогнозировать прогнозироваться".split()
)
REFUSED: Final = frozenset("отказаться отказываться передумать раздумать помешать".split())
_ACHIEVED: Final = frozenset("удаться успеть суметь помочь позволить".split())

SIGNED: Final = frozenset(
    "подписать подписывать подписываться заключить заключать заключаться принять принимать приниматься утвердить утверждать "
    "утверждаться достигнуть достичь достигать достигаться оформить одобрить скрепить".split()
)
_SIGNED_NOUNS: Final = frozenset("подписание заключение принятие утверждение достижение".split())
_IN_FORCE: Final = frozenset(
    "действовать регулировать регулироваться регламентировать регламентироваться применяться исполняться выполняться "
    "руководствоваться связывать".split()
)
_RATIFIED: Final = frozenset("ратифицировать ратифицироваться".split())
_TERMINATED: Final = frozenset("расторгнуть расторгать денонсировать аннулировать разорвать".split())
_PENDING: Final = frozenset(
    "подготовить обсуждать обсуждаться согласовать согласовывать согласовываться готовить готовиться подготавливать разрабатывать "
    "разрабатываться рассматривать рассматриваться прорабатывать прорабатываться планировать планироваться запланировать "
    "парафировать".split()
)
_PENDING_NOUNS: Final = frozenset(
    "проект обсуждение согласование разработка подготовка проработка черновик".split()
)
_ENDED_NOUNS: Final = frozenset("денонсация расторжение".split())
_ARGUMENTS: Final = frozenset(
    "nsubj nsubj:pass obj iobj conj appos root flat nummod nummod:gov parataxis dep list csubj csubj:pass".split()
)


class Standing(NamedTuple):
    """What the sentence says became of an instrument. `made` is true where it exists or existed, `habitual` for a custom."""

    status: str
    made: bool
    habitual: bool
    denied: bool = False


def is_negated(doc: Doc, index: int, parsed: Mapping[int, Arc]) -> bool:
    """«не» at the verb or at its auxiliary: «не подписан», «подписан не был», «так и не заключили»."""
    around = {index} | {
        i for i, arc in parsed.items() if arc.head == index and arc.relation.startswith("aux")
    }
    for i in around:
        before = doc[i - 1].lower_ if i else ""
        if before == "не" or (
            before in ("был", "была", "было", "были") and i > 1 and doc[i - 2].lower_ == "не"
        ):
            return True
    return False


def mood(doc: Doc, index: int, parsed: Mapping[int, Arc]) -> Mood:
    """How the verb at `index` is meant."""
    token = doc[index]
    reading = next((p for p in morph.parses(token.text) if p.pos in _VERBAL), morph.best(token.text))
    if is_negated(doc, index, parsed):
        return "denied"
    if _conditional(doc, index):
        return "possible"
    matrix = _matrix(doc, index, parsed, near=reading.pos in ("INFN", "PRTS"))
    if matrix is not None and matrix != index:
        lemma = doc[matrix].lemma_
        if lemma in REFUSED or is_negated(doc, matrix, parsed):
            return "denied"
        if lemma in POSSIBLE:
            return "possible"
        if lemma in INTENDED:
            return "intended"
    if reading.pos == "INFN":
        return "done" if matrix is not None and doc[matrix].lemma_ in _ACHIEVED else "intended"
    if "futr" in reading.grammemes or _future_auxiliary(doc, index, parsed):
        return "intended"
    if reading.pos == "VERB" and "impf" in reading.grammemes and "pres" in reading.grammemes:
        return "habitual"
    return "done"


_VERBAL: Final = frozenset({"VERB", "INFN", "PRTS", "GRND", "PRTF"})


def _future_auxiliary(doc: Doc, index: int, parsed: Mapping[int, Arc]) -> bool:
    dependent = (i for i, arc in parsed.items() if arc.head == index and arc.relation.startswith("aux"))
    near = (i for i in (index - 1, index + 1) if 0 <= i < len(doc))
    return any(doc[i].lower_ in ("будет", "будут") for i in (*dependent, *near))


def _conditional(doc: Doc, index: int) -> bool:
    """«бы» or «если» in the verb's own clause; «если в 2019 г. было …, то в 2023 г. …» only contrasts."""
    start, end = clause(doc, index)
    words = [doc[i].lower_ for i in range(start, end)]
    if "бы" in words:
        return True
    if "если" not in words:
        return False
    return "past" not in morph.best(doc[index].text).grammemes or "будет" in words or "будут" in words


def _matrix(doc: Doc, index: int, parsed: Mapping[int, Arc], *, near: bool) -> int | None:
    """The word that an infinitive hangs on, or the modal that hangs on it («должен быть подписан»)."""
    arc = parsed.get(index)
    if arc is not None and arc.head != index and arc.relation.split(":")[0] in ("xcomp", "csubj", "ccomp"):
        return arc.head
    if not near:
        return None
    start, _ = clause(doc, index)
    for i in range(index - 1, start - 1, -1):
        if doc[i].lemma_ in INTENDED | POSSIBLE | REFUSED | _ACHIEVED:
            return i
        if doc[i].pos_ == "VERB" and doc[i].lemma_ != "быть":
            return None
    return None


_CLAUSES: Final = "svod_clauses"
_CLAUSE_WORDS: Final = frozenset(
    "а но однако что чтобы который где если когда поскольку хотя причём причем тогда поэтому будто ибо куда откуда пока".split()
)


def clause(doc: Doc, index: int) -> tuple[int, int]:
    """Tokens [start, end) of the clause around a token, by punctuation and conjunctions: coarse, and seldom too wide."""
    starts = _clause_starts(doc[index].sent)
    at = bisect_right(starts, index) - 1
    return starts[at], starts[at + 1]


def _clause_starts(sentence: Span) -> list[int]:
    """First tokens of the sentence's clauses, and the sentence's end."""
    doc = sentence.doc
    known: dict[int, list[int]] = doc.user_data.setdefault(_CLAUSES, {})
    if sentence.start in known:
        return known[sentence.start]
    starts = [sentence.start]
    relative = seen_verb = False
    for i in range(sentence.start + 1, sentence.end):
        before = doc[i - 1].text
        if before in (";", ":") or (before == "," and _opens_clause(doc, i)):
            starts.append(i)
            relative, seen_verb = (
                any(doc[n].lemma_ == "который" for n in range(i, min(i + 2, sentence.end))),
                False,
            )
        elif before == "," and relative and seen_verb and not _continues(doc[i]):
            # «…, который состоялся в мае, стороны подписали»: the comma closes what was inserted.
            starts.append(i)
            relative = False
        seen_verb = seen_verb or doc[i].pos_ == "VERB"
    starts.append(sentence.end)
    known[sentence.start] = starts
    return starts


def _opens_clause(doc: Doc, i: int) -> bool:
    """Whether a conjunction or «который» stands behind the comma; «в которой», «при котором» too."""
    word = doc[i]
    if word.lemma_ in _CLAUSE_WORDS or word.lower_ in _CLAUSE_WORDS:
        return True
    return i + 1 < len(doc) and word.pos_ == "ADP" and doc[i + 1].lemma_ == "который"


def _continues(token: Token) -> bool:
    """A list of names or a participle goes on with the clause."""
    return token.text[:1].isupper() or _is_participle(token)


def standing(doc: Doc, head: int, start: int, end: int) -> Standing:
    """What became of the instrument whose mention is tokens [start, end) with the head noun at `head`."""
    sentence = doc[head].sent
    found: set[str] = set()
    habitual = False
    for i, how in witnesses(doc, head, start, end).items():
        status, custom = _status(doc, i, "denied" if is_hearsay(doc, i) else how)
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


def witnesses(doc: Doc, head: int, start: int, end: int) -> dict[int, Mood]:
    """Tokens that speak of the mention [start, end) with its noun at `head`: verbs, participles, nouns of action; and how."""
    sentence = doc[head].sent
    parsed = arcs(sentence)
    found = dict(_witnesses(doc, sentence, head, start, end, parsed))
    if not found and not (start and doc[start - 1].pos_ == "ADP"):
        found = dict(_nearby(doc, sentence, head, start, end, parsed))
    return found


def is_signing(token: Token) -> bool:
    """«подписали», «заключённый», «подписанием»."""
    return _verb_lemma(token) in SIGNED or token.lemma_ in _SIGNED_NOUNS


def is_hearsay(doc: Doc, index: int) -> bool:
    """«слухи, будто», «якобы»: what is told so isn't vouched for."""
    start, end = clause(doc, index)
    return any(doc[i].lower_ in ("будто", "якобы") for i in range(max(start - 1, 0), end))


def _is_drafted(doc: Doc, sentence: Span, end: int) -> bool:
    """«соглашения нет, хотя его проект обсуждался»."""
    words = [doc[i].lower_ for i in range(end, sentence.end)]
    return any(a in ("его", "её", "ее", "их") and b.startswith("проект") for a, b in pairwise(words))


def _witnesses(
    doc: Doc, sentence: Span, head: int, start: int, end: int, parsed: Mapping[int, Arc]
) -> Iterator[tuple[int, Mood]]:
    """Verbs, participles and nouns of action that speak of the instrument, and how."""
    for i in range(start, head):
        if _is_participle(doc[i]):
            yield i, mood(doc, i, parsed)
    if start and doc[start - 1].lemma_ in _PENDING_NOUNS | _ENDED_NOUNS | _SIGNED_NOUNS:
        yield start - 1, _noun_mood(doc, start - 1, parsed)
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
            if _is_telling(doc, i) and not _is_relative(doc, i)
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


def _is_relative(doc: Doc, index: int) -> bool:
    """Whether the word stands in a clause of «который»."""
    start, end = clause(doc, index)
    return any(doc[i].lemma_ == "который" for i in range(start, min(start + 3, end)))


def _is_telling(doc: Doc, index: int) -> bool:
    lemma = _verb_lemma(doc[index])
    return (
        lemma in SIGNED | _IN_FORCE | _TERMINATED | _RATIFIED | _PENDING
        or lemma == "нет"
        or _enters_force(doc, index)
        or _loses_force(doc, index)
    )


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
    if first < sentence.end and (_is_participle(doc[first])):
        for i in range(first, sentence.end):
            if doc[i].text == ";" or (doc[i].pos_ == "VERB" and not _is_participle(doc[i])):
                return
            if _is_participle(doc[i]) and _agree(doc[i], doc[head]):
                yield i, mood(doc, i, parsed)
    elif any(doc[i].lemma_ == "который" for i in range(at + 1, min(at + 3, sentence.end))):
        _, stop = clause(doc, at + 2)
        for i in range(at + 1, stop):
            if doc[i].pos_ == "VERB" and doc[i].lemma_ in SIGNED | _IN_FORCE | _TERMINATED | _RATIFIED:
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
            if not first <= above.i < last and verbs(doc, range(first, last)):
                return
            if doc[at].pos_ != "VERB" and relation.split(":")[0] == "advcl":
                return
            yield above.i, "denied" if above.lemma_ == "нет" else mood(doc, above.i, parsed)
            # «обсуждался, но подписан не был»: the other verb has the same subject.
            for i in (*_coordinated(doc, above.i, parsed), *_infinitives(doc, above.i, parsed)):
                if doc[i].lemma_ not in _IN_FORCE:
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
        elif above.lemma_ in _SIGNED_NOUNS | _PENDING_NOUNS | _ENDED_NOUNS:
            yield above.i, _noun_mood(doc, above.i, parsed)
        elif relation not in _ARGUMENTS and arc.head not in inside and not _is_container(above):
            return
        seen.add(arc.head)
        at = arc.head


_CONTAINERS: Final = frozenset(
    "ряд множество пакет серия десяток сотня число количество часть большинство пара дюжина сила стадия".split()
)


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
    if doc[verb].lemma_ not in INTENDED | POSSIBLE:
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
        if above.lemma_ in INTENDED | POSSIBLE:
            return "intended"
        how = mood(doc, above.i, parsed)
        return "done" if how == "habitual" else how
    return (
        "intended"
        if above.lemma_ in _PENDING_NOUNS | frozenset(("план", "намерение", "возможность"))
        else "done"
    )


def _status(doc: Doc, index: int, how: Mood) -> tuple[str | None, bool]:
    """(status, whether it is a custom) that a word bears witness to."""
    lemma = _verb_lemma(doc[index])
    if lemma in _PENDING_NOUNS:
        return "planned", False
    if lemma in _ENDED_NOUNS:
        return ("terminated" if how == "done" else None), False
    if lemma in _PENDING:
        return (None if how == "denied" else "planned"), False
    if lemma in INTENDED:
        return None, False
    if how == "denied":
        return ("denied", False) if lemma in SIGNED | _TERMINATED or lemma == "нет" else (None, False)
    if _loses_force(doc, index):
        return ("terminated" if how == "done" else None), False
    if lemma in _IN_FORCE or _enters_force(doc, index):
        if how in ("done", "habitual"):
            return "in_force", False
        return ("signed" if lemma not in _IN_FORCE else None), False
    if lemma in _TERMINATED:
        return ("terminated" if how == "done" else None), False
    if lemma in _RATIFIED:
        return ("ratified" if how == "done" else None), False
    if lemma in SIGNED or lemma in _SIGNED_NOUNS:
        if how == "done":
            return "signed", False
        if how == "habitual":
            return None, True
        return ("planned" if how == "intended" else None), False
    return None, False


def _verb_lemma(token: Token) -> str:
    """The verb behind a form, participles too («заключённые» is also an adjective in the dictionary)."""
    reading = next((p for p in morph.parses(token.text) if p.pos in ("PRTF", "PRTS")), None)
    return reading.lemma if reading is not None else token.lemma_


def _enters_force(doc: Doc, index: int) -> bool:
    """«вступил в силу»."""
    return _verb_lemma(doc[index]) in ("вступить", "вступать") and _is_force(doc, index)


def _loses_force(doc: Doc, index: int) -> bool:
    """«утратил силу», «прекратил действие»."""
    lemma = _verb_lemma(doc[index])
    return (lemma in ("утратить", "потерять") and _is_force(doc, index)) or (
        lemma in ("прекратить", "прекратиться", "приостановить")
        and any(token.lemma_ in ("действие", "действовать") for token in doc[index + 1 : index + 4])
    )


def _is_force(doc: Doc, index: int) -> bool:
    return any(token.lower_ == "силу" for token in doc[index + 1 : index + 4])


def _is_participle(token: Token) -> bool:
    return any(p.pos == "PRTF" and p.score > 0.01 for p in morph.parses(token.text))


def _agree(participle: Token, noun: Token) -> bool:
    """Whether some reading of the participle agrees with some reading of the noun in case and number."""
    nouns = {(p.case, p.number) for p in morph.parses(noun.text) if p.is_noun}
    return any((p.case, p.number) in nouns for p in morph.parses(participle.text) if p.is_adjective)


def verbs(doc: Doc, tokens: Sequence[int]) -> list[int]:
    """Those of the tokens that are predicates: finite verbs, infinitives, short participles, «нет», «должен», «намерен»."""
    return [
        i
        for i in tokens
        if (doc[i].pos_ == "VERB" and not _is_participle(doc[i]))
        or doc[i].lemma_ in ("нет", "должный", "намеренный", "намерить")
    ]
