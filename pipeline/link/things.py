"""Things over all papers: counted once, with all the names they were met by.

A person is the same in two papers when one name is the other's and nobody else fits («Назарбаев Н.» and «Назарбаев
Нурсултан»): `unified` gives such things one id in every row, `entities` counts what is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.link import persons
from pipeline.records import EntityRow, Result


def unified(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results with one id for each person that several papers name differently; all else unchanged."""
    rows = [row for result in results for row in result.entities if row.type == "PER"]
    by_name = {row.name: row.entity_id for row in rows}
    fullest = persons.groups(sorted(by_name))
    renamed = {
        by_name[name]: by_name[full] for name, full in fullest.items() if full != name and full in by_name
    }
    # «Назарбаев» alone in a paper may be anybody: only a name with a given name or initial moves.
    renamed = {
        by_name[name]: renamed[by_name[name]]
        for name in by_name
        if by_name[name] in renamed and persons.parse(name).given
    }
    return tuple(_renamed(result, renamed, by_name) for result in results) if renamed else tuple(results)


def entities(results: Sequence[Result]) -> tuple[EntityRow, ...]:
    """One row a thing over all results, ordered by id: mentions and documents summed, aliases united.

    Things that nothing refers to (no mention, agreement or observation) are left out.
    """
    used = _used(results)
    documents: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for result in results:
        for mention in result.mentions:
            if mention.entity_id is not None:
                counts[mention.entity_id] += 1
                documents[mention.entity_id].add(mention.doc_id)
    rows: dict[str, list[EntityRow]] = defaultdict(list)
    for result in results:
        for row in result.entities:
            rows[row.entity_id].append(row)
    return tuple(_merged(rows[key], counts[key], len(documents[key])) for key in sorted(rows) if key in used)


def _used(results: Sequence[Result]) -> set[str]:
    used: set[str] = set()
    for result in results:
        used.update(row.entity_id for row in result.mentions if row.entity_id)
        used.update(party for row in result.agreements for party in row.parties)
        used.update(place for row in result.observations for place in row.geography)
        used.update(row.attributed_to for row in result.observations if row.attributed_to)
    return used


def _merged(rows: list[EntityRow], n_mentions: int, n_documents: int) -> EntityRow:
    """One row of many; what only some know is kept, and names that differ become aliases."""
    ordered = sorted(rows, key=lambda row: (-len(row.name), row.name))
    best = ordered[0]
    names = {alias for row in ordered for alias in (*row.aliases, row.name)}
    return replace(
        best,
        subtype=_first(row.subtype for row in ordered),
        name_en=_first(row.name_en for row in ordered),
        short_name=_first(row.short_name for row in ordered),
        wikidata=_first(row.wikidata for row in ordered),
        iso_code=_first(row.iso_code for row in ordered),
        aliases=tuple(sorted(names - {best.name, best.short_name or best.name})),
        n_mentions=n_mentions,
        n_documents=n_documents,
    )


def _first(values: Iterable[str | None]) -> str | None:
    """The smallest of what is known, so that the order of papers doesn't matter."""
    return min((value for value in values if value is not None), default=None)


def _renamed(result: Result, renamed: dict[str, str], by_name: dict[str, str]) -> Result:
    def new(key: str | None) -> str | None:
        return renamed.get(key, key) if key else key

    def all_new(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(renamed.get(key, key) for key in keys))

    return replace(
        result,
        mentions=tuple(replace(row, entity_id=new(row.entity_id)) for row in result.mentions),
        entities=tuple(
            replace(row, entity_id=renamed.get(row.entity_id, row.entity_id)) for row in result.entities
        ),
        agreements=tuple(replace(row, parties=all_new(row.parties)) for row in result.agreements),
        observations=tuple(
            replace(row, geography=all_new(row.geography), attributed_to=new(row.attributed_to))
            for row in result.observations
        ),
    )
