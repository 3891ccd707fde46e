"""Is it so? The mood of the verb that governs a mention, and refutations around it."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Span

from pipeline.model import Mention, Modality
from pipeline.russian import morph
from pipeline.russian.clauses import clause, is_hearsay, sentence_at
from pipeline.russian.concordance import by_lemma
from pipeline.russian.moods import INTENDED, POSSIBLE, mood
from pipeline.russian.nlp import arcs
from pipeline.russian.signing import SIGNED, verb_lemma
from pipeline.values import Instrument

# What is counted on, asked for or allowed isn't there yet.
_NEEDED: Final = frozenset("требоваться потребоваться нужный необходимый нужно окупиться".split())
_DISCUSSED: Final = frozenset(
    "обсуждать обсуждаться рассматривать рассматриваться согласовывать согласовываться".split()
)
_REFUTING: Final = frozenset("опровергнуть опровергать опровергаться".split())
_CONFIRMING: Final = frozenset(
    "подтвердиться подтверждаться подтвердить подтверждать соответствовать".split()
)
_RUMOURS: Final = frozenset(
    "слух сообщение утверждение информация сведение мнение тезис версия предположение заявление".split()
)
# Verbs of measure: in the future they forecast, whoever plans.
_MEASURING: Final = frozenset(
    "составить достигнуть достичь превысить принести обеспечить дать потребовать занять увидеть получить охватить".split()
)
_PREDICATES: Final = "svod_qualify_predicates"
_REFUTERS: Final = "svod_qualify_refuters"
# What is said to be or not to be; of other verbs «не» tells a fact about what is there.
_BEING: Final = frozenset("быть существовать иметься появиться состояться".split())
# Their subject plans or provides and isn't what is planned.
_PLANNERS: Final = frozenset(
    "планировать запланировать намереваться намеренный намерить рассчитывать предлагать предложить предполагать "
    "предусматривать предусмотреть хотеть стремиться договориться условиться решить призвать рекомендовать поручить "
    "обещать ожидать прогнозировать".split()
)
_PREDICATIVE: Final = INTENDED | POSSIBLE | _NEEDED | {"нет"}
_FORECASTS: Final = ("прогноз", "ожидани")


def modality(doc: Doc, mention: Mention) -> Modality:
    """Whether the mention is told as a fact, a plan, a possibility or something untrue."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None or not len(span):
        return "actual"
    sentence = sentence_at(doc, span.start)
    if is_refuted(doc, sentence, span.start):
        return "negated"
    parsed = arcs(sentence)
    verb = governor(doc, sentence, span)
    if isinstance(mention.value, Instrument):
        if mention.value.status == "planned":
            return "planned"
        if mention.value.status != "unknown" or verb is None:
            return "actual"
        if doc[verb].lemma_ == "нет":
            return "negated"
        if mood(doc, verb, parsed) == "denied" and verb_lemma(doc[verb]) in SIGNED | _BEING:
            # «не содержит», «не запрещено документами»: the instrument is there.
            return "negated"
    if verb is None:
        return "hypothetical" if _is_forecast(doc, span) else "actual"
    lemma = doc[verb].lemma_
    if lemma in _PLANNERS and _is_subject(doc, span, verb):
        return "actual"
    if lemma in POSSIBLE or lemma in _NEEDED:
        return "hypothetical"
    if lemma in INTENDED or lemma in _DISCUSSED:
        return "planned"
    how = mood(doc, verb, parsed)
    if how == "possible":
        return "hypothetical"
    if how == "intended":
        return "hypothetical" if _is_foretold(doc, verb, span) else "planned"
    return "actual"


def governor(doc: Doc, sentence: Span, span: Span) -> int | None:
    """The first predicate above the phrase in the parse; where there is none, the clause's nearest."""
    parsed = arcs(sentence)
    inside = range(span.start, span.end)
    for first in inside:
        here = first
        for _ in range(len(sentence)):
            arc = parsed.get(here)
            if arc is None or arc.head == here:
                break
            here = arc.head
            if here not in inside and _is_predicate(doc, here):
                return here
        if here not in inside:
            break
    start, end = clause(doc, span.start)
    own = [i for i in _predicates(doc, sentence) if start <= i < end and i not in inside]
    before = [i for i in own if i < span.start]
    return before[-1] if before else own[0] if own else None


def _is_subject(doc: Doc, span: Span, verb: int) -> bool:
    """«девять договоров предусматривают», «пять стран намерены»: those who plan, or what provides, are there already."""
    parsed = arcs(sentence_at(doc, span.start))
    for first in range(span.start, span.end):
        here = first
        for _ in range(len(parsed)):
            arc = parsed.get(here)
            if arc is None or arc.head == here:
                break
            if arc.head == verb:
                return arc.relation == "nsubj"
            here = arc.head
    return False


def _predicates(doc: Doc, sentence: Span) -> list[int]:
    """The sentence's predicates, looked for once for all its mentions."""
    found: dict[int, list[int]] = doc.user_data.setdefault(_PREDICATES, {})
    if sentence.start not in found:
        found[sentence.start] = [i for i in range(sentence.start, sentence.end) if _is_predicate(doc, i)]
    return found[sentence.start]


def _is_predicate(doc: Doc, index: int) -> bool:
    token = doc[index]
    return token.pos_ == "VERB" or token.lemma_ in _PREDICATIVE


def _is_foretold(doc: Doc, verb: int, span: Span) -> bool:
    """A future that nobody undertakes: «составит», «потребуется», «вырастет»; not «будет доведена», «выделят»."""
    readings = [p for p in morph.parses(doc[verb].text) if "futr" in p.grammemes]
    if _is_forecast(doc, span):
        return True
    if not readings:
        return False
    return "tran" not in readings[0].grammemes or readings[0].lemma in _MEASURING


def _is_forecast(doc: Doc, span: Span) -> bool:
    start, end = clause(doc, span.start)
    return any(token.lower_.startswith(_FORECASTS) for token in doc[start:end])


def is_refuted(doc: Doc, sentence: Span, index: int) -> bool:
    """«утверждение, будто …, не подтверждается», «сообщения о том, что …, ведомство опровергло»."""
    if is_hearsay(doc, index):
        return True
    refuting = [i for i in _refuters(doc) if sentence.start <= i < sentence.end]
    if not refuting:
        return False
    start, end = sentence.start, sentence.end
    for i in range(index, sentence.start, -1):
        if doc[i].text in (":", ";"):
            start = i
            break
    for i in range(index, sentence.end):
        if doc[i].text in (":", ";"):
            end = i
            break
    if not any(start <= i < end for i in refuting):
        return False
    opening, _ = clause(doc, index)
    return doc[opening].lower_ == "что" and any(token.lemma_ in _RUMOURS for token in doc[start:opening])


def _refuters(doc: Doc) -> list[int]:
    """The paper's words of refutation: «опровергнуть», «не подтвердиться»."""
    known: list[int] | None = doc.user_data.get(_REFUTERS)
    if known is None:
        known = doc.user_data[_REFUTERS] = [
            token.i
            for token in by_lemma(doc, _REFUTING | _CONFIRMING)
            if token.lemma_ in _REFUTING or (token.i > 0 and doc[token.i - 1].lower_ == "не")
        ]
    return known
