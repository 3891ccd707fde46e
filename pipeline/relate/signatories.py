"""Who signed: the agents and subjects of the verbs that sign, and «их участниками стали …» in the next sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from pipeline.russian import morph
from pipeline.russian.clauses import clause, sentence_at
from pipeline.russian.nlp import arcs
from pipeline.russian.parties import read_parties
from pipeline.russian.phrases import ACCUSATIVE, INSTRUMENTAL, NOMINATIVE
from pipeline.russian.signing import is_signing
from pipeline.russian.standing import witnesses
from pipeline.values import Name

Names = Sequence[tuple[Span, Name]]

_ROLES: Final = frozenset("субъект участник сторона подписант".split())
_BECOME: Final = frozenset("стать становиться быть являться выступить выступать".split())
_DASHES: Final = ("—", "–")
_LATER: Final = frozenset("через спустя позже позднее затем ранее прежде".split())
_YEARS: Final = frozenset("г год года году лет".split())
_BACK: Final = ("их", "его", "её", "ее")


def signatories(
    doc: Doc, names: Names, agreements: Sequence[Span], span: Span, head: int, after: Span | None
) -> tuple[str, ...]:
    """Parties of the mention, in the nominative, as the text says them; empty where it doesn't."""
    sentence = sentence_at(doc, span.start)
    words = [token.text for token in sentence if not token.is_space]
    index = [token.i for token in sentence if not token.is_space]
    position = {i: n for n, i in enumerate(index)}
    past = next((i + 1 for i in range(span.end, min(span.end + 6, sentence.end)) if doc[i].text == ")"), None)
    if past in position and doc[span.end].text == "(" and doc[past].lower_ == "между":
        # «Соглашение о партнёрстве (СП) между …»
        return read_parties(words, position[past] + 1, INSTRUMENTAL)[0]
    if span.start > sentence.start and doc[span.start - 1].text in _DASHES:
        gapped = _before_dash(doc, names, span.start - 1, sentence.start)
        if gapped or not is_time_gap(doc, span):
            return gapped
    for verb in witnesses(doc, head, span.start, span.end):
        if not is_signing(doc[verb]) and doc[verb].lemma_ not in (
            "связывать",
            "расторгнуть",
            "денонсировать",
        ):
            continue
        found = _between(doc, words, position, verb, agreements)
        if found:
            return found
        passive = any(p.pos in ("PRTF", "PRTS") for p in morph.parses(doc[verb].text)[:1])
        if passive and any(name.type == "PER" and s.start <= verb + 1 < s.end for s, name in names):
            # «подписано Владимиром Путиным»: who holds the pen is no party.
            continue
        if passive:
            found, _ = read_parties(words, position[verb] + 1, INSTRUMENTAL) if verb in position else ((), 0)
        elif doc[verb].lemma_ == "связывать":
            found = _in_clause(doc, names, agreements, words, position, verb, ACCUSATIVE)
        elif doc[verb].pos_ == "VERB":
            found = _active(doc, names, agreements, words, position, verb)
        if found:
            return found
    return _told_next(doc, names, after)


def is_time_gap(doc: Doc, span: Span) -> bool:
    """«…, а через шесть лет — Договор о торговле»: the verb is left out, and its time is another."""
    start = gap_start(doc, span)
    if start is None or any(doc[i].pos_ == "VERB" for i in range(start, span.start)):
        return False
    said = [doc[i].lower_ for i in range(start, span.start)]
    return any(word in _LATER or word in _YEARS for word in said)


def gap_start(doc: Doc, span: Span) -> int | None:
    """Where the words before the dash at the mention begin: behind the comma; null where no dash stands before it."""
    first = sentence_at(doc, span.start).start
    if span.start <= first or doc[span.start - 1].text not in _DASHES:
        return None
    return next((i + 1 for i in range(span.start - 2, first - 1, -1) if doc[i].text in (",", ";", ":")), None)


def _before_dash(doc: Doc, names: Names, dash: int, start: int) -> tuple[str, ...]:
    """«…, Курганская и Костанайская — меморандум»: the verb is left out, its subject stands before the dash."""
    found: list[tuple[Span, Name]] = []
    at = dash
    for span, name in reversed(names):
        if (
            span.end <= at
            and all(token.text in ("и", ",") for token in doc[span.end : at])
            and span.start >= start
        ):
            found.insert(0, (span, name))
            at = span.start
    return _said(found)


def _between(
    doc: Doc, words: Sequence[str], position: dict[int, int], verb: int, agreements: Sequence[Span]
) -> tuple[str, ...]:
    """«между Россией и Казахстаном подписан …»: in the clause of the verb."""
    start, end = clause(doc, verb)
    for i in range(start, end):
        if doc[i].lower_ == "между" and i in position and not any(a.start <= i < a.end for a in agreements):
            return read_parties(words, position[i] + 1, INSTRUMENTAL)[0]
    return ()


def _active(
    doc: Doc,
    names: Names,
    agreements: Sequence[Span],
    words: Sequence[str],
    position: dict[int, int],
    verb: int,
) -> tuple[str, ...]:
    """The verb's subject, or for an infinitive the subject of what it hangs on; with «вместе с …»."""
    listed = _in_clause(doc, names, agreements, words, position, verb, NOMINATIVE)
    found = _arguments(doc, names, verb, ("nsubj",))
    alike = {name.casefold() for name in listed} & {name.casefold() for name in found}
    found = listed if not found or (alike and len(listed) >= len(found)) else found
    if not found and "plur" in morph.best(doc[verb].text).grammemes:
        found = _behind_year(doc, verb)
    for i in range(*clause(doc, verb)):
        if doc[i].lower_ == "вместе" and i + 1 in position and doc[i + 1].lower_ in ("с", "со"):
            together, _ = read_parties(words, position[i + 1] + 1, INSTRUMENTAL)
            return tuple(dict.fromkeys((*together, *found)))
    return found


def _behind_year(doc: Doc, verb: int) -> tuple[str, ...]:
    """«подписали 7 июня 2002 г. Россия, Китай и Казахстан»: «г.» before a capital may pass for a sentence's end."""
    sentence = sentence_at(doc, verb)
    if sentence.text.rstrip()[-2:] not in ("г.", "г.)") or sentence.end >= len(doc):
        return ()
    words = [token.text for token in sentence_at(doc, sentence.end) if not token.is_space]
    listed, end = read_parties(words, 0, NOMINATIVE)
    return listed if len(listed) > 1 and words[end : end + 1] in ([";"], ["."], []) else ()


def _arguments(doc: Doc, names: Names, verb: int, relations: tuple[str, ...]) -> tuple[str, ...]:
    """Names that stand in the role themselves or are coordinated with what does; not those that only modify it."""
    parsed = arcs(sentence_at(doc, verb))
    heads = {i for i, arc in parsed.items() if arc.head == verb and arc.relation in relations}
    for _ in range(3):
        heads |= {
            i
            for i, arc in parsed.items()
            if arc.head in heads and arc.relation == "conj" and not _verb_between(doc, i, arc.head)
        }
    # «Омская и Павлодарская области»: the first name is an adjective of the shared head.
    shared = {
        i
        for i, arc in parsed.items()
        if arc.head in heads and arc.relation == "amod" and doc[i].text[:1].isupper()
    }
    shared |= {
        i
        for i, arc in parsed.items()
        if arc.head in shared and arc.relation == "conj" and doc[i].pos_ == "ADJ"
    }
    said = [(s, n) for s, n in names if any(i in heads or i in shared for i in range(s.start, s.end))]
    # What stands on the verb's other side belongs to another clause.
    return _said((s, n) for s, n in said if (s.start < verb) == (said[0][0].start < verb))


def _verb_between(doc: Doc, a: int, b: int) -> bool:
    return any(token.pos_ == "VERB" for token in doc[min(a, b) + 1 : max(a, b)])


def _in_clause(
    doc: Doc,
    names: Names,
    agreements: Sequence[Span],
    words: Sequence[str],
    position: dict[int, int],
    verb: int,
    case: frozenset[str],
) -> tuple[str, ...]:
    """Names in the verb's clause that stand free in the given case: «Омская и Томская области заключили»."""
    start, end = clause(doc, verb)
    for span, name in names:
        if not start <= span.start < end or name.type not in ("LOC", "ORG") or span.start not in position:
            continue
        before = doc[span.start - 1] if span.start > start else None
        named = any(a.start <= span.start < a.end for a in agreements)
        after_agreement = any(a.end == span.start for a in agreements)
        tied = (
            before is not None
            and before.pos_ in ("ADP", "NOUN", "ADJ", "PUNCT")
            and before.lemma_ != "который"
            and not after_agreement
        )
        if named or (tied and before is not None and before.text not in (",", ".", "г", "—", "–")):
            continue
        listed, read = read_parties(words, position[span.start], case)
        if len(listed) == 1 and position[span.start] + len(span) > read:
            # The name itself holds an «и»: «Институт науки и технологий».
            return _said([(span, name)])
        if listed:
            return listed
    return ()


def _told_next(doc: Doc, names: Names, after: Span | None) -> tuple[str, ...]:
    """«Их субъектами стали Омская, … области»."""
    if after is None or len(after) < 4 or after[0].lower_ not in _BACK or after[1].lemma_ not in _ROLES:
        return ()
    verb = next(
        (token.i for token in after[1:6] if token.lemma_ in _BECOME or token.text in ("—", "–")), None
    )
    if verb is None:
        return ()
    words = [token.text for token in after if not token.is_space]
    at = next(n for n, token in enumerate(t for t in after if not t.is_space) if token.i == verb)
    listed, _ = read_parties(words, at + 1, NOMINATIVE)
    return listed or _said((span, name) for span, name in names if verb < span.start < after.end)


def _said(found: Iterable[tuple[Span, Name]]) -> tuple[str, ...]:
    """Names as the text says them: an abbreviation stays one."""
    said: list[str] = []
    for span, name in found:
        if name.type not in ("LOC", "ORG"):
            continue
        said.append(span.text if len(span) == 1 and span.text.isupper() else name.full)
    return tuple(dict.fromkeys(said))
