"""The names known beforehand: countries and their regions, cities, seas, organisations, events.

They are data, not code: tab-separated tables in `models/registry`, one thing a row, with the columns of `Entry`; aliases
are separated by «|». Codes are ISO 3166-1 (countries) and ISO 3166-2 (regions) as the standard prints them; a Wikidata id
stands only where it is certain. `within` is the code of what a place lies in, and tells namesakes apart.

    >>> [(e.name, e.within) for e in entries() if e.name == "Петропавловск"]
    [('Петропавловск', 'KZ-59')]
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

COLUMNS: Final = (
    *("type", "subtype", "name", "name_en", "short_name"),
    *("aliases", "iso_code", "wikidata", "within"),
)


class Entry(NamedTuple):
    """A registered thing. `name` is full, in the nominative; `short_name` is its abbreviation."""

    type: str
    subtype: str | None
    name: str
    name_en: str | None
    short_name: str | None
    aliases: tuple[str, ...]
    iso_code: str | None
    wikidata: str | None
    within: str | None

    @property
    def key(self) -> str:
        """What identifies the thing for good: its ISO code, else its type, name and where it lies."""
        return self.iso_code or "/".join((self.type, self.name.casefold(), self.within or ""))

    @property
    def names(self) -> tuple[str, ...]:
        """All names, full one first, the abbreviation last."""
        return (self.name, *self.aliases, *((self.short_name,) if self.short_name else ()))


def folder() -> Path:
    """Where the tables lie: inside the package when it was installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_models" / "registry"
    return installed if installed.is_dir() else package.parent / "models" / "registry"


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Every registered thing, in the order of the files and rows; read once in a process.

    Raises ValueError where a row doesn't fit the columns, FileNotFoundError where there are no tables.
    """
    tables = sorted(folder().glob("*.tsv"))
    if not tables:
        raise FileNotFoundError(f"no registry tables in {folder()}")
    return tuple(entry for table in tables for entry in _read(table))


@lru_cache(maxsize=1)
def by_code() -> dict[str, Entry]:
    """Entries by ISO code."""
    return {entry.iso_code: entry for entry in entries() if entry.iso_code}


def _read(table: Path) -> list[Entry]:
    head, *lines = table.read_text(encoding="utf-8").splitlines()
    if tuple(head.split("\t")) != COLUMNS:
        raise ValueError(f"{table.name}: columns are {head.split()}, not {COLUMNS}")
    rows = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise ValueError(f"{table.name}:{number}: {len(cells)} cells, not {len(COLUMNS)}")
        kind, subtype, name, name_en, short, aliases, iso_code, wikidata, within = cells
        rows.append(
            Entry(
                kind,
                subtype or None,
                name,
                name_en or None,
                short or None,
                tuple(filter(None, aliases.split("|"))),
                iso_code or None,
                wikidata or None,
                within or None,
            )
        )
    return rows
