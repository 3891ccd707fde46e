"""How a verb is meant: done, intended, possible, a custom, denied.

Russian says it by the verb's own form (future, infinitive), by the modal that it hangs on («намерены подписать», «может
составить»), by «не» at it or at its auxiliary, and by «если», «бы» in its clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from spacy.tokens import Doc, Span

from pipeline.russian import morph
from pipeline.russian.clauses import clause, is_participle, sentence_at
from pipeline.russian.names import Arc

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
# What was managed, or laid upon somebody, is told as a fact: «удалось собрать», «договор обязал купить».
_ACHIEVED: Final = frozenset(
    "удаться успеть суметь помочь позволить обязать вынудить заставить побудить".split()
)
_GOVERNING: Final = INTENDED | POSSIBLE | REFUSED | _ACHIEVED
_MODALS: Final = frozenset("нет должный намеренный намерить".split())
_PREDICATES: Final = "svod_predicates"
_VERBAL: Final = frozenset({"VERB", "INFN", "PRTS", "GRND", "PRTF"})


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
    if reading.pos != "PRTF" and _conditional(doc, index):
        # Before the denial: «если взносы не повысят», «не подписали бы».
        return "possible"
    if is_negated(doc, index, parsed):
        return "denied"
    if reading.pos == "PRTF" and "past" in reading.grammemes:
        return "done"
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
    if _is_present_too(doc, index):
        return "habitual"
    if "futr" in reading.grammemes or _future_auxiliary(doc, index, parsed):
        return "intended"
    if reading.pos == "VERB" and "impf" in reading.grammemes and "pres" in reading.grammemes:
        return "habitual"
    return "done"


def _is_present_too(doc: Doc, index: int) -> bool:
    """«реализуют», «используют»: of both aspects, a form is the present as well as the future."""
    forms = [p.grammemes for p in morph.parses(doc[index].text) if p.pos == "VERB" and p.score > 0.1]
    return any("pres" in form for form in forms) and any("futr" in form for form in forms)


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
        if doc[i].lemma_ in _GOVERNING:
            return i
        if doc[i].pos_ == "VERB" and doc[i].lemma_ != "быть":
            return None
    return None


def verbs(doc: Doc, tokens: Sequence[int]) -> list[int]:
    """Those of one sentence's tokens that are predicates: finite verbs, infinitives, short participles, «нет», «должен», «намерен»."""
    if not tokens:
        return []
    return [i for i in _predicates(sentence_at(doc, tokens[0])) if i in tokens]


def _predicates(sentence: Span) -> list[int]:
    """The sentence's predicates, looked for once: each agreement of a long list asks for them."""
    doc = sentence.doc
    known: dict[int, list[int]] = doc.user_data.setdefault(_PREDICATES, {})
    if sentence.start not in known:
        known[sentence.start] = [
            token.i
            for token in sentence
            if (token.pos_ == "VERB" and not is_participle(token)) or token.lemma_ in _MODALS
        ]
    return known[sentence.start]
