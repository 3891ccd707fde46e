"""Named organisations: bodies of state, international organisations, companies, universities.

«Министерство торговли и интеграции Республики Казахстан» is one name with no place in it; of «министерства энергетики
России и Казахстана» each is a name; in «компания «Лукойл»» the quoted name alone is the span, but a legal form belongs to
it («АО «НК “КТЖ”»»). The surprise: «Организация Договора о коллективной безопасности» is an organisation and «Договор о
Евразийском экономическом союзе» is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.extract import bodies
from pipeline.extract.org_namesakes import with_namesake
from pipeline.extract.org_offices import of_states
from pipeline.extract.org_shared import capitalised, may_be_plural, shared
from pipeline.extract.org_tagged import by_tagger, mention
from pipeline.extract.org_words import (
    ACTIVITIES,
    BODIES,
    HEADS,
    LEGAL_FORMS,
    LISTING,
    NAMING,
    NOT_ORGANISATIONS,
    TYPE_WORDS,
    subtype_of,
)
from pipeline.extract.place_names import is_country
from pipeline.extract.quotes import quoted_after
from pipeline.extract.tagged import covers, tagged
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import gazetteer, morph
from pipeline.russian.acronyms import explained
from pipeline.russian.concordance import by_lemma, printed
from pipeline.russian.nlp import text_of

KIND: Layer = "entity"
_BARE: Final = re.compile(
    r"(?<!\w)(?:ПАО|ОАО|ЗАО|АО|ООО|ТОО|НАО)[ \u00a0](?:[А-ЯЁ][А-Яа-яЁё-]{2,}|[A-Z][A-Za-z-]+)(?: [A-Z][A-Za-z-]+)*(?!\w)"
)
_LEGAL: Final = re.compile(rf"(?<!\w)(?:{'|'.join(LEGAL_FORMS)})(?=[ \u00a0\n]*[«“„\"])")


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """By the registry, by legal form, by type word and quotes, by head word, then what the tagger adds."""
    taken: set[int] = set()
    for source in (_registered, _legal, _unquoted, _quoted, _headed, with_namesake, _explained):
        for candidate in source(doc):
            if isinstance(candidate, Mention):
                taken.update(range(candidate.start, candidate.end))
            yield candidate
    for span in tagged(doc, "ORG"):
        if not taken.isdisjoint(range(span.start_char, span.end_char)):
            continue
        yield by_tagger(doc, span)


def _registered(doc: Doc) -> Iterator[Mention | Rejection]:
    for hit in gazetteer.hits(doc):
        if hit.type != "ORG" or _begins_a_list(doc, hit):
            continue
        owned = tuple(of_states(doc, hit))
        if owned:
            yield from owned
            continue
        kinds = {entry.subtype for entry in hit.things}
        reason = _doubt(doc, hit)
        if reason:
            yield Rejection(hit.start, hit.end, "organisation.registry", reason)
            continue
        yield mention(
            hit.start,
            hit.end,
            hit.nominative,
            kinds.pop() if len(kinds) == 1 else None,
            "organisation.registry",
        )


def _begins_a_list(doc: Doc, hit: gazetteer.Hit) -> bool:
    """«министерства энергетики России и …»: the first of two bodies, which their head word will find."""
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or len(span) < 2 or not may_be_plural(span[0], span[0].lemma_.lower()):
        return False
    return any(first.start == hit.start for first in shared(doc, span[0], span[0].lemma_.lower()))


def _doubt(doc: Doc, hit: gazetteer.Hit) -> str | None:
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or span.start_char != hit.start:
        return "a part of a longer word"
    if hit.cautious or (hit.abbreviated and len(hit.things) > 1):
        whole = span.end < len(doc) and doc[span.end].text in '»”"'
        quoted = whole and span.start > 0 and doc[span.start - 1].text in '«“"'
        return None if quoted or covers(doc, hit.start, hit.end, "ORG") else "an ordinary word"
    if (
        hit.abbreviated
        and len(span.text) == 2
        and not covers(doc, hit.start, hit.end, "ORG")
        and span.text not in ("ЕС",)
    ):
        return "two letters may be anything"
    return None


def _legal(doc: Doc) -> Iterator[Mention]:
    """A legal form with a quoted name: «ТОО «Сарыарка Логистик»»."""
    for match in _LEGAL.finditer(text_of(doc)):
        quoted = quoted_after(text_of(doc), match.end())
        if quoted is not None:
            end = quoted[1]
            yield mention(
                match.start(), end, text_of(doc)[match.start() : end], "company", "organisation.legal_form"
            )


def _unquoted(doc: Doc) -> Iterator[Mention]:
    """A legal form with a bare name: «ПАО Сбербанк»."""
    for match in _BARE.finditer(text_of(doc)):
        yield mention(*match.span(), match[0], "company", "organisation.legal_form")


def _quoted(doc: Doc) -> Iterator[Mention]:
    """A plain type word with a quoted name: «авиакомпания “Qazaq Air”», «газета «Степной курьер»»."""
    for token in by_lemma(doc, TYPE_WORDS):
        kind = TYPE_WORDS[token.lemma_.lower()]
        quoted = quoted_after(text_of(doc), token.idx + len(token.text))
        if quoted is None:
            continue
        start, end = quoted[0] + 1, quoted[1] - 1
        name = text_of(doc)[start:end]
        if name[:1].isupper() and len(name) < 80:
            yield mention(start, end, name, kind, "organisation.quoted")


def _headed(doc: Doc) -> Iterator[Mention | Rejection]:
    for token in printed(doc, _head_lemma):
        head = _head_lemma(token.text)
        several = tuple(shared(doc, token, head)) if may_be_plural(token, head) else ()
        yield from several
        if several or _is_plural(token, head):
            continue
        start = bodies.name_start(doc, token)
        first = doc[start]
        capital = first.text[0].isupper()
        end = bodies.name_end(doc, token, capital=capital, lists=head in LISTING)
        if end - start == 1:
            continue
        a, b = first.idx, bodies.end_char(doc, end)
        reason = _no_name(doc, start, token, end, head)
        if reason:
            yield Rejection(a, b, "organisation.head", reason)
            continue
        full = capitalised(bodies.nominative(doc, start, token, end), head)
        quoted = (
            quoted_after(text_of(doc), b)
            if capital and TYPE_WORDS.get(head) not in ("company", "media")
            else None
        )
        if quoted is not None and text_of(doc)[quoted[0] + 1].isupper():
            # «Центр современной культуры «Гараж»»: more than a plain type word goes before.
            full = f"{full} {text_of(doc)[quoted[0] : quoted[1]]}"
            b = quoted[1]
        yield mention(
            a, b, full, _subtype(doc, a, b, head, full), "organisation.head", 0.9 if capital else 0.8
        )


@lru_cache(maxsize=50_000)
def _head_lemma(word: str) -> str:
    """The head word that a form is of, or nothing."""
    return next((r.lemma for r in morph.parses(word) if r.is_noun and r.lemma in HEADS), "")


def _is_plural(token: Token, head: str) -> bool:
    """Plural in every reading as that noun."""
    readings = [r for r in morph.parses(token.text) if r.is_noun and r.lemma == head]
    return bool(readings) and all(r.number == "plur" for r in readings)


def _subtype(doc: Doc, start: int, end: int, head: str, full: str) -> str | None:
    """By the head word; a court or a branch is what the body is that it belongs to."""
    kind = subtype_of(head, full)
    if head == "банк" and is_country(full.rpartition(" ")[2]):
        return "government"
    if head in (
        "филиал",
        "отделение",
        "суд",
        "секретариат",
        "коллегия",
        "совет",
        "комитет",
        "президиум",
        "факультет",
    ):
        for hit in gazetteer.hits_in(doc, start + 1, end):
            if hit.type == "ORG" and hit.end <= end:
                owner = hit.things[0].subtype
                return owner if owner in ("igo", "university", "research", "company") else kind
    return kind


def _no_name(doc: Doc, start: int, head: Token, end: int, lemma: str) -> str | None:
    """Why a phrase with a head word is no name; null where it is one."""
    first = doc[start]
    inside = doc[start:end]
    owner = _owner(inside)
    if any(
        h.type == "LOC" and head.idx + len(head.text) <= h.end
        for h in gazetteer.hits_in(doc, inside.start_char, inside.start_char + 1)
    ):
        # «Российская Федерация»
        return "a place"
    company = TYPE_WORDS.get(lemma) in ("company", "media")
    if company and end < len(doc) and doc[end].text in '«“„"' and end == head.i + 1:
        return "named in quotes"
    if first.text.islower():
        if lemma in BODIES and owner:
            return None
        return "in small letters and nobody's"
    if inside.text.isupper() and not owner:
        return "a heading in capitals"
    capitals = [t for t in inside if t.text[0].isupper() and t.i != start]
    if first.is_sent_start and not capitals and not covers(doc, head.idx, head.idx + len(head.text), "ORG"):
        return "its capital begins a sentence"
    if first.is_sent_start and not capitals and not _names(first, start < head.i, lemma):
        return "its capital begins a sentence"
    ordinary = start < head.i and not _names(first, True, lemma)
    if end == head.i + 1 and ordinary and all(t.i == head.i for t in capitals):
        return "an ordinary adjective with a common noun"
    if (
        start == head.i
        and not capitals
        and lemma in ("организация", "производство", "движение", "предприятие")
    ):
        return "what is done rather than who does it"
    if end == head.i + 1 and not capitals and lemma in ACTIVITIES and not _is_derived(first.text):
        return "what is done rather than who does it"
    if (
        start < head.i
        and head.text.islower()
        and _is_country_adjective(first)
        and not capitals
        and end == head.i + 1
        and lemma not in ("университет", "академия", "институт", "банк", "союз")
    ):
        return "an adjective of a country with a common noun"
    return None


def _names(first: Token, is_adjective: bool, lemma: str) -> bool:
    """Whether the first word of a sentence is one that names of bodies begin with."""
    if not is_adjective:
        return lemma not in ACTIVITIES
    return _is_derived(first.text) or morph.lemma(first.text) in NAMING or not morph.is_known(first.text)


def _is_derived(adjective: str) -> bool:
    """«Омский», «Евразийский»: adjectives from names of places."""
    lower = adjective.lower()
    return ("ск" in lower[2:] or "цк" in lower) and "ическ" not in lower


def _owner(span: Span) -> bool:
    return any(
        hit.end <= span.end_char and hit.type == "LOC"
        for hit in gazetteer.hits_in(span.doc, span.start_char, span.end_char)
    )


def _is_country_adjective(token: Token) -> bool:
    return token.text.lower().startswith(("российск", "казахстанск", "китайск", "европейск", "американск"))


def _explained(doc: Doc) -> Iterator[Mention]:
    """Abbreviations of bodies that the paper explains itself, wherever they stand."""
    known = {
        short: full
        for short, full in explained(text_of(doc)).items()
        if any(word in HEADS for word in (morph.lemma(w) for w in re.findall(r"[А-Яа-яЁё]+", full)[:5]))
        and not any(morph.lemma(w) in NOT_ORGANISATIONS for w in re.findall(r"[А-Яа-яЁё]+", full)[:1])
    }
    if not known:
        return
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?![A-Za-zА-Яа-яЁё-])"
    )
    for match in pattern.finditer(text_of(doc)):
        full = known[match[0]]
        heads = [lemma for lemma in map(morph.lemma, re.findall(r"[А-Яа-яЁё]+", full)) if lemma in HEADS]
        yield mention(*match.span(), full, subtype_of(heads[0], full), "organisation.explained")
