"""A place as a value: what the registry knows of a full name, and what its head word says where the registry knows nothing."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract.coordination import REGIONS
from pipeline.model import Mention
from pipeline.russian import gazetteer
from pipeline.values import Name

_DISTRICTS: Final = frozenset({"район", "уезд", "волость"})


def mention(start: int, end: int, name: Name, rule: str, confidence: float | None = None) -> Mention:
    """A place at [start, end) of the text."""
    return Mention("entity", "LOC", start, end, name, rule, confidence)


def of_hit(hit: gazetteer.Hit) -> Name:
    """What all bearers of the name agree on."""
    kinds = {entry.subtype for entry in hit.things}
    codes = {entry.iso_code for entry in hit.things}
    return Name(
        "LOC",
        hit.nominative,
        kinds.pop() if len(kinds) == 1 else None,
        codes.pop() if len(codes) == 1 else None,
    )


def named(full: str, kind: str | None) -> Name:
    """The name with what the registry knows of it, else of the given kind."""
    for hit in gazetteer.find(full):
        if hit.type == "LOC" and (hit.start, hit.end) == (0, len(full)):
            return Name("LOC", full, of_hit(hit).subtype or kind, of_hit(hit).iso_code)
    return Name("LOC", full, kind)


def code_of(full: str, kind: str) -> str | None:
    """The code of the registered place of that kind and name."""
    name = named(full, kind)
    return name.iso_code if name.subtype == kind else None


def kind_of(full: str, head: str) -> str | None:
    """District, region or other, by the head word: a «городской округ» is a district, an «автономный округ» a region."""
    if head in _DISTRICTS or (
        head == "округ" and ("городской" in full or "сельский" in full or "муниципальный" in full)
    ):
        return "district"
    return "region" if head in REGIONS else "other"


def is_known(full: str) -> bool:
    """Whether the registry has the name as it stands."""
    return any(hit.end - hit.start == len(full) for hit in gazetteer.find(full))


def follows_place(doc: Doc, token: Token) -> bool:
    """Whether «и» or a comma joins the word to a registered place: «Кяхта, Наушки и Алтанбулаг»."""
    if token.i < 2 or doc[token.i - 1].text not in (",", "и") or token.is_sent_start:
        return False
    before = doc[token.i - 2]
    place = gazetteer.place_before(doc, before.idx + len(before.text))
    return place is not None and not place.cautious


def is_country(name: str) -> bool:
    """Whether the form is a country's."""
    return any(
        hit.end == len(name) and any(entry.subtype == "country" for entry in hit.things)
        for hit in gazetteer.find(name)
        if hit.type == "LOC" and hit.start == 0
    )
