"""Registered things by name, and which of several namesakes a paper means."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache

from pipeline.model import Thing, stable_id
from pipeline.russian.gazetteer import expansion
from pipeline.russian.registry import Entry, entries


def folded(name: str) -> str:
    """A name as it is compared: without case, «ё», kinds of quotes and dashes, and doubled blanks.

    >>> folded("АО «НК “КТЖ”»") == folded('АО "НК "КТЖ""')
    True
    """
    plain = name.casefold().replace("ё", "е")
    for mark in "«»“”„":
        plain = plain.replace(mark, '"')
    for mark in "–—−‑":
        plain = plain.replace(mark, "-")
    return " ".join(plain.split())


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for entry in entries():
        for name in {*entry.names, *(expansion(entry, name) for name in entry.names)}:
            key = (entry.type, folded(name))
            found[key] = (*found.get(key, ()), entry)
    return found


def candidates(kind: str, name: str) -> tuple[Entry, ...]:
    """All registered things of a type that bear the name, in the registry's order."""
    return _by_name().get((kind, folded(name)), ())


def survivor(found: tuple[Entry, ...], places: AbstractSet[str]) -> Entry | None:
    """The one thing meant, given the codes of the places that the paper names; null where two remain.

    A namesake whose region the paper names beats one whose country alone it names, and that beats the rest.
    """
    if len(found) == 1:
        return found[0]
    countries = {code.partition("-")[0] for code in places}
    in_region = [entry for entry in found if entry.within in places and "-" in (entry.within or "")]
    in_country = [entry for entry in found if (entry.within or "").partition("-")[0] in countries]
    for kept in (in_region, in_country):
        if len(kept) == 1:
            return kept[0]
    return None


def thing_of(entry: Entry) -> Thing:
    """The thing behind a registered entry; its id hangs on the entry's key alone."""
    return Thing(
        entity_id=stable_id("registry", entry.key),
        type=entry.type,
        subtype=entry.subtype,
        name=entry.name,
        name_en=entry.name_en,
        short_name=entry.short_name,
        aliases=tuple(sorted({*entry.aliases})),
        wikidata=entry.wikidata,
        iso_code=entry.iso_code,
    )
