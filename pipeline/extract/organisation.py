"""Named organisations: bodies of state, international organisations, companies, universities.

«Министерство торговли и интеграции Республики Казахстан» is one name with no place in it; of «министерства энергетики
России и Казахстана» each is a name; in «компания «Лукойл»» the quoted name alone is the span, but a legal form belongs to
it («АО «НК “КТЖ”»»). The surprise: «Организация Договора о коллективной безопасности» is an organisation and «Договор о
Евразийском экономическом союзе» is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.extract import bodies
from pipeline.extract.org_words import (
    ABBREVIATIONS_OF_THINGS,
    BODIES,
    HEADS,
    LEGAL_FORMS,
    LISTING,
    NOT_ORGANISATIONS,
    TYPE_WORDS,
    subtype_of,
)
from pipeline.extract.quotes import quoted_after
from pipeline.extract.tagged import covers, tagged
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import gazetteer, morph
from pipeline.russian.acronyms import explained
from pipeline.values import Name

KIND: Layer = "entity"

_LEGAL: Final = re.compile(rf"(?<!\w)(?:{'|'.join(LEGAL_FORMS)})(?=[ \u00a0\n]*[«“„\"])")
_LATIN: Final = re.compile(r"[A-Za-z]")
_SHORT: Final = re.compile(r"[А-ЯЁ][А-ЯЁа-яё-]*[А-ЯЁ]\w?")


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """By the registry, by legal form, by type word and quotes, by head word, then what the tagger adds."""
    found: list[Mention] = []
    for source in (_registered, _legal, _quoted, _headed, _explained):
        for mention in source(doc):
            if isinstance(mention, Mention):
                found.append(mention)
            yield mention
    for span in tagged(doc, "ORG"):
        if any(m.start < span.end_char and span.start_char < m.end for m in found):
            continue
        yield _by_tagger(doc, span)


def _mention(start: int, end: int, full: str, subtype: str | None, rule: str, confidence: float | None = None) -> Mention:
    return Mention("entity", "ORG", start, end, Name("ORG", " ".join(full.split()), subtype), rule, confidence)


def _registered(doc: Doc) -> Iterator[Mention | Rejection]:
    for hit in gazetteer.hits(doc):
        if hit.type != "ORG" or _begins_a_list(doc, hit):
            continue
        kinds = {entry.subtype for entry in hit.things}
        reason = _doubt(doc, hit)
        if reason:
            yield Rejection(hit.start, hit.end, "organisation.registry", reason)
            continue
        yield _mention(hit.start, hit.end, hit.nominative, kinds.pop() if len(kinds) == 1 else None, "organisation.registry")


def _begins_a_list(doc: Doc, hit: gazetteer.Hit) -> bool:
    """«министерства энергетики России и …»: the first of two bodies, which their head word will find."""
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or len(span) < 2 or not _may_be_plural(span[0], span[0].lemma_.lower()):
        return False
    return any(mention.start == hit.start for mention in _shared(doc, span[0], span[0].lemma_.lower()))


def _doubt(doc: Doc, hit: gazetteer.Hit) -> str | None:
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or span.start_char != hit.start:
        return "a part of a longer word"
    if hit.cautious or (hit.abbreviated and len(hit.things) > 1):
        quoted = span.start > 0 and doc[span.start - 1].text in "«“\""
        return None if quoted or covers(doc, hit.start, hit.end, "ORG") else "an ordinary word"
    if hit.abbreviated and len(span.text) == 2 and not covers(doc, hit.start, hit.end, "ORG") and span.text not in ("ЕС",):
        return "two letters may be anything"
    return None


def _legal(doc: Doc) -> Iterator[Mention]:
    """A legal form with a quoted name: «ТОО «Сарыарка Логистик»»."""
    for match in _LEGAL.finditer(doc.text):
        quoted = quoted_after(doc.text, match.end())
        if quoted is not None:
            end = quoted[1]
            yield _mention(match.start(), end, doc.text[match.start() : end], "company", "organisation.legal_form")


def _quoted(doc: Doc) -> Iterator[Mention]:
    """A plain type word with a quoted name: «авиакомпания “Qazaq Air”», «газета «Степной курьер»»."""
    for token in doc[:-1]:
        kind = TYPE_WORDS.get(token.lemma_.lower())
        if kind is None:
            continue
        quoted = quoted_after(doc.text, token.idx + len(token.text))
        if quoted is None:
            continue
        start, end = quoted[0] + 1, quoted[1] - 1
        name = doc.text[start:end]
        if name[:1].isupper() and len(name) < 80:
            yield _mention(start, end, name, kind, "organisation.quoted")


def _headed(doc: Doc) -> Iterator[Mention | Rejection]:
    for token in doc:
        lemma = token.lemma_.lower()
        head = lemma if lemma in HEADS else _noun_lemma(token)
        if head not in HEADS:
            continue
        shared = tuple(_shared(doc, token, head)) if _may_be_plural(token, head) else ()
        yield from shared
        if shared or _is_plural(token, head):
            continue
        start = bodies.name_start(doc, token)
        first = doc[start]
        capital = first.text[0].isupper()
        end = bodies.name_end(doc, token, capital=capital, lists=head in LISTING)
        if end - start == 1:
            continue
        a, b = first.idx, doc[end - 1].idx + len(doc[end - 1].text)
        reason = _no_name(doc, start, token, end, head)
        if reason:
            yield Rejection(a, b, "organisation.head", reason)
            continue
        full = _capitalised(bodies.nominative(doc, start, token, end), head)
        quoted = quoted_after(doc.text, b) if capital and TYPE_WORDS.get(head) not in ("company", "media") else None
        if quoted is not None and doc.text[quoted[0] + 1].isupper():
            # «Центр современной культуры «Гараж»»: more than a plain type word goes before.
            full = f"{full} {doc.text[quoted[0] : quoted[1]]}"
            b = quoted[1]
        yield _mention(a, b, full, _subtype(doc, a, b, head, full), "organisation.head", 0.9 if capital else 0.8)


def _noun_lemma(token: Token) -> str:
    return next((r.lemma for r in morph.parses(token.text) if r.is_noun and r.lemma in HEADS), "")


def _may_be_plural(token: Token, head: str) -> bool:
    """«министерства» is many, or one's genitive: two owners after it make it many."""
    return any(r.number == "plur" for r in morph.parses(token.text) if r.is_noun and r.lemma == head)


def _is_plural(token: Token, head: str) -> bool:
    """Plural in every reading as that noun."""
    readings = [r for r in morph.parses(token.text) if r.is_noun and r.lemma == head]
    return bool(readings) and all(r.number == "plur" for r in readings)


def _subtype(doc: Doc, start: int, end: int, head: str, full: str) -> str | None:
    """By the head word; a court or a branch is what the body is that it belongs to."""
    kind = subtype_of(head, full)
    if head in ("филиал", "отделение", "суд", "секретариат", "коллегия", "совет", "комитет", "президиум", "факультет"):
        for hit in gazetteer.hits(doc):
            if hit.type == "ORG" and start < hit.start and hit.end <= end:
                owner = hit.things[0].subtype
                return owner if owner in ("igo", "university", "research", "company") else kind
    return kind


def _capitalised(full: str, head: str) -> str:
    if head in ("правительство", "министерство", "парламент"):
        return full[:1].upper() + full[1:]
    return full


def _no_name(doc: Doc, start: int, head: Token, end: int, lemma: str) -> str | None:
    """Why a phrase with a head word is no name; null where it is one."""
    first = doc[start]
    inside = doc[start:end]
    owner = _owner(inside)
    if any(
        h.type == "LOC" and h.start <= inside.start_char and inside.end_char <= h.end for h in gazetteer.hits(doc)
    ):
        return "a place"
    company = TYPE_WORDS.get(lemma) in ("company", "media")
    if company and end < len(doc) and doc[end].text in "«“„\"" and end == head.i + 1:
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
    if first.is_sent_start and start < head.i and not capitals and first.lemma_ in ("новый", "каждый", "данный"):
        return "its capital begins a sentence"
    if start < head.i and head.text.islower() and _is_country_adjective(first) and not capitals and end == head.i + 1 and lemma not in ("университет", "академия", "институт", "банк", "союз"):
        return "an adjective of a country with a common noun"
    return None


def _owner(span: Span) -> bool:
    return any(
        hit.start >= span.start_char and hit.end <= span.end_char and hit.type == "LOC"
        for hit in gazetteer.hits(span.doc)
    )


def _is_country_adjective(token: Token) -> bool:
    return token.text.lower().startswith(("российск", "казахстанск", "китайск", "европейск", "американск"))


def _shared(doc: Doc, head: Token, lemma: str) -> Iterator[Mention]:
    """«министерства энергетики России и Казахстана»: a body for each owner, the second one's span its owner's name."""
    places = {hit.start: hit for hit in reversed(gazetteer.hits(doc)) if hit.type == "LOC"}
    if lemma not in BODIES:
        return
    at = head.i + 1
    while at < len(doc) and doc[at].idx not in places:
        if doc[at].text in ".;:()—«»" or at - head.i > 8 or doc[at].pos_ in ("VERB", "ADP"):
            return
        at += 1
    owners: list[gazetteer.Hit] = []
    first_at = at
    while at < len(doc) and doc[at].idx in places:
        hit = places[doc[at].idx]
        owners.append(hit)
        span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
        assert span is not None
        at = span.end
        if at + 1 < len(doc) and doc[at].text in ("и", ",") and doc[at + 1].idx in places:
            at += 1
        else:
            break
    if len(owners) < 2:
        return
    office = doc[head.i + 1 : first_at].text
    singular = _capitalised(lemma, lemma)
    for n, owner in enumerate(owners):
        said = " ".join(filter(None, (singular, office, doc.text[owner.start : owner.end])))
        start = head.idx if n == 0 else owner.start
        yield _mention(start, owner.end, said, subtype_of(lemma, said), "organisation.shared_head", 0.9)


def _explained(doc: Doc) -> Iterator[Mention]:
    """Abbreviations of bodies that the paper explains itself, wherever they stand."""
    known = {
        short: full
        for short, full in explained(doc.text).items()
        if any(word in HEADS for word in (morph.lemma(w) for w in re.findall(r"[А-Яа-яЁё]+", full)[:5]))
        and not any(morph.lemma(w) in NOT_ORGANISATIONS for w in re.findall(r"[А-Яа-яЁё]+", full)[:1])
    }
    if not known:
        return
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?![A-Za-zА-Яа-яЁё-])")
    for match in pattern.finditer(doc.text):
        full = known[match[0]]
        heads = [lemma for lemma in map(morph.lemma, re.findall(r"[А-Яа-яЁё]+", full)) if lemma in HEADS]
        yield _mention(*match.span(), full, subtype_of(heads[0], full), "organisation.explained")


def _by_tagger(doc: Doc, span: Span) -> Mention | Rejection:
    rule = "organisation.tagger"
    reason = _tagger_doubt(doc, span)
    if reason:
        return Rejection(span.start_char, span.end_char, rule, reason)
    words = [t for t in span if t.text[0].isalpha()]
    said = span.text
    full = said if _SHORT.fullmatch(said) or _LATIN.search(said) else morph.nominative(" ".join(said.split()))
    heads = [t.lemma_.lower() for t in words if t.lemma_.lower() in HEADS]
    return _mention(span.start_char, span.end_char, full, subtype_of(heads[0], full) if heads else None, rule, 0.6)


def _tagger_doubt(doc: Doc, span: Span) -> str | None:
    words = [t for t in span if t.text[0].isalpha()]
    if not words or not any(t.text[0].isupper() for t in words):
        return "no capital"
    first = words[0]
    if any(t.lemma_.lower() in NOT_ORGANISATIONS for t in words[:3]):
        return "an instrument, an event or a text"
    if span.text.isupper() and len(words) > 1:
        return "a heading in capitals"
    if all(_LATIN.match(t.text) for t in words):
        before = doc[span.start - 1].lemma_.lower() if span.start else ""
        return None if before in TYPE_WORDS else "Latin letters and no type word"
    if any(h.type == "LOC" and not h.cautious and (h.start, h.end) == (span.start_char, span.end_char) for h in gazetteer.hits(doc)):
        return "a place"
    quoted = span.start > 0 and doc[span.start - 1].text in "«“\""
    if quoted and span.start > 1 and doc[span.start - 2].lemma_.lower() in NOT_ORGANISATIONS:
        return "the title of something else"
    if words[-1].lemma_.lower() in TYPE_WORDS and span.end < len(doc) and doc[span.end].text in "«“„\"":
        return "named in quotes"
    if len(words) == 1:
        if first.text in ABBREVIATIONS_OF_THINGS:
            return "an abbreviation of a thing"
        known = [r for r in morph.parses(first.text) if r.known]
        if known and not any(r.is_name or "Abbr" in r.grammemes for r in known) and not quoted:
            return "an ordinary word"
        if known and all(r.is_adjective for r in known):
            return "an adjective"
        if first.text.isupper() and len(first.text) < 3:
            return "two letters may be anything"
    elif first.is_sent_start and not any(t.text[0].isupper() for t in words[1:]):
        if not any(t.lemma_.lower() in HEADS for t in words):
            return "its capital begins a sentence"
    if words[-1].lemma_.lower() in HEADS and len(words) == 1:
        return "a bare type word"
    return None
