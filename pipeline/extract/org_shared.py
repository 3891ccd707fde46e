"""Bodies that share a head: «министерства энергетики России и Казахстана» are two, and so are the mentions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract import bodies
from pipeline.extract.org_tagged import mention
from pipeline.extract.org_words import (
    BODIES,
    subtype_of,
)
from pipeline.model import Mention
from pipeline.russian import gazetteer, morph
from pipeline.russian.nlp import text_of

_IN_FULL: Final = {"центробанк": "Центральный банк", "нацбанк": "Национальный банк"}


def shared(doc: Doc, head: Token, lemma: str) -> Iterator[Mention]:
    """«министерства энергетики России и Казахстана»: a body for each owner, the second one's span its owner's name."""
    if lemma not in BODIES:
        return
    at = head.i + 1
    while at < len(doc) and gazetteer.place_at(doc, doc[at].idx) is None:
        if doc[at].text in ".;:()—«»" or at - head.i > 8 or doc[at].pos_ in ("VERB", "ADP"):
            return
        at += 1
    owners = owners_at(doc, at)
    first_at = at
    if len(owners) < 2:
        return
    office = doc[head.i + 1 : first_at].text
    singular = _IN_FULL.get(lemma) or capitalised(lemma, lemma)
    for n, owner in enumerate(owners):
        said = " ".join(filter(None, (singular, office, text_of(doc)[owner.start : owner.end])))
        start = head.idx if n == 0 else owner.start
        yield mention(start, owner.end, said, subtype_of(lemma, said), "organisation.shared_head", 0.9)


def owners_at(doc: Doc, at: int) -> tuple[gazetteer.Hit, ...]:
    """The states or regions in the genitive that own a body, from a token on: «Армении, Азербайджана и России» are three.

    A list ends with «и»: in «по данным МИД Казахстана, России нужен порт» the comma begins the clause.
    """
    owners: list[gazetteer.Hit] = []
    sure = 0
    while at < len(doc) and (hit := gazetteer.place_at(doc, doc[at].idx)) is not None:
        if not bodies.is_owner(hit, text_of(doc)):
            break
        owners.append(hit)
        if len(owners) == 1 or doc[at - 1].text == "и":
            sure = len(owners)
        span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
        assert span is not None
        if doc[at - 1].text == "и" and len(owners) > 1:
            break
        at = span.end + 1
        if at >= len(doc) or doc[at - 1].text not in ("и", ","):
            break
    return tuple(owners[:sure])


def may_be_plural(token: Token, head: str) -> bool:
    """«министерства» is many, or one's genitive: two owners after it make it many."""
    return any(r.number == "plur" for r in morph.parses(token.text) if r.is_noun and r.lemma == head)


def capitalised(full: str, head: str) -> str:
    """A government's, ministry's or parliament's name begins with a capital, however it was printed."""
    if head in ("правительство", "министерство", "парламент"):
        return full[:1].upper() + full[1:]
    return full
