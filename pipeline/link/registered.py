"""Registered things by name, and which of several namesakes a paper means."""

from __future__ import annotations

from functools import lru_cache

from pipeline.model import Thing, stable_id
from pipeline.russian.declension import in_case
from pipeline.russian.gazetteer import Hit, expansion, find
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


@lru_cache(maxsize=10_000)
def of_state(name: str) -> str:
    """A body's name with its state under the name that the registry calls it by, so that one body has one name.

    >>> of_state("Академия наук Республики Узбекистан"), of_state("Министерство финансов")
    ('Академия наук Узбекистана', 'Министерство финансов')
    """
    state = _state(name)
    return f"{name[: state.start]}{in_case(state.things[0].name, 'gent')}" if state else name


def office(name: str) -> str | None:
    """The body without its state («Министерство финансов»); null where none is named."""
    state = _state(name)
    return name[: state.start].rstrip() if state else None


def _state(name: str) -> Hit | None:
    """The country that ends a name and is not all of it."""
    return next(
        (
            hit
            for hit in find(name)
            if hit.type == "LOC"
            and hit.start
            and hit.end == len(name)
            and len(hit.things) == 1
            and hit.things[0].subtype == "country"
        ),
        None,
    )


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
