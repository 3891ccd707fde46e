"""Offices that every state has, under their abbreviations: «МВД Узбекистана», «МИД Армении, Азербайджана и России».

The registry knows «МИД» as a kind of ministry; whose it is stands after it in the genitive and belongs to the name, for the
ministries of two states are two organisations. The surprise: «Центробанк» alone is Russia's in a Russian paper, and
«Центробанк Узбекистана» isn't."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.extract.org_shared import owners_at
from pipeline.extract.org_tagged import mention
from pipeline.model import Mention
from pipeline.russian import gazetteer
from pipeline.russian.nlp import text_of


def of_states(doc: Doc, hit: gazetteer.Hit) -> Iterator[Mention]:
    """A mention for each owner of a registered office; the span of all but the first is the owner's name alone."""
    if any(entry.subtype != "government" for entry in hit.things):
        return
    text = text_of(doc)
    said = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if said is None:
        return
    at = said.end
    own = next(
        (place for place in gazetteer.hits_in(doc, hit.start + 1, hit.end) if place.end == hit.end), None
    )
    if own is not None and own.type == "LOC":
        # «Минэнерго России» is registered, owner and all; others may follow.
        whole = doc.char_span(own.start, own.end, alignment_mode="expand")
        at = whole.start if whole is not None else at
    if at - said.start != 1:
        # The words of a full name agree, and their head word tells how many bodies there are.
        return
    owners = owners_at(doc, at)
    if not owners or (own is not None and len(owners) < 2):
        return
    if own is None and _belongs(hit, owners[0]):
        # «Бундестаг Германии»: one state has it, and its name is enough.
        return
    office = _office(hit)
    for n, owner in enumerate(owners):
        full = f"{office} {' '.join(text[owner.start : owner.end].split())}"
        if n == 0 and own is not None:
            full = hit.nominative
        yield mention(
            hit.start if n == 0 else owner.start, owner.end, full, "government", "organisation.of_state"
        )


def _belongs(hit: gazetteer.Hit, owner: gazetteer.Hit) -> bool:
    codes = {entry.iso_code for entry in owner.things}
    return any(entry.within and entry.within in codes for entry in hit.things)


def _office(hit: gazetteer.Hit) -> str:
    """The office without its state: «Центральный банк» of «Центральный банк России»."""
    name = hit.nominative
    for place in gazetteer.find(name):
        if place.type == "LOC" and place.end == len(name) and place.start:
            return name[: place.start].rstrip()
    return name
