"""Who concludes an agreement: states, governments, agencies, regions, towns, firms, universities.

The parties decide: two ministries make it interagency, whatever it is about. Where it names none, its own adjective may
(«межправительственное соглашение»). Parties of different levels leave it unknown, but for a state beside a government.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pipeline.records import AgreementRow, EntityRow
from pipeline.russian.instruments import instrument_lemma

_BY_SUBTYPE: Final = {
    ("LOC", "country"): "interstate",
    ("LOC", "macroregion"): "interstate",
    ("LOC", "region"): "interregional",
    ("LOC", "district"): "municipal",
    ("LOC", "city"): "municipal",
    ("ORG", "igo"): "interstate",
    ("ORG", "company"): "corporate",
    ("ORG", "university"): "academic",
    ("ORG", "research"): "academic",
}
# First words of a body's name, in the nominative or as the head of a longer name.
_AGENCIES: Final = (
    *("министерств", "агентств", "служб", "комитет", "ведомств", "федеральная", "федеральное", "департамент"),
    *("центральный банк", "генеральная прокуратура", "банк россии", "таможен", "секретариат", "комиссия"),
)
_GOVERNMENTS: Final = ("правительств", "кабинет", "совет министров")
_REGIONAL: Final = (
    "област",
    "край",
    "края",
    "республики татарстан",
    "республики башкортостан",
    "республики алтай",
)
_MUNICIPAL: Final = ("город", "район", "муниципал", "мэри")
_COMPANIES: Final = (
    "пао",
    "ао ",
    "ооо",
    "оао",
    "зао",
    "тоо",
    "компани",
    "корпораци",
    "концерн",
    "холдинг",
    "завод",
    "банк",
)
_SCHOOLS: Final = ("университет", "институт", "академи", "вуз")
_ADJECTIVES: Final = (
    ("межправительственн", "intergovernmental"),
    ("межгосударственн", "interstate"),
    ("международн", "interstate"),
    ("межведомственн", "interagency"),
    ("межрегиональн", "interregional"),
    ("межмуниципальн", "municipal"),
    ("межвузовск", "academic"),
)


def level_of(rows: Iterable[AgreementRow], entities: Mapping[str, EntityRow]) -> str:
    """One of the levels of `instruments.level`."""
    levels: set[str] = set()
    adjectives: set[str] = set()
    for row in rows:
        for key in row.parties:
            entity = entities.get(key)
            if entity is not None:
                levels.add(_of_entity(entity))
        if not row.parties:
            levels.update(_of_name(name) for name in row.party_names)
        adjectives.update(level for stem, level in _ADJECTIVES if stem in _before_noun(row.title or ""))
    levels.discard("unknown")
    if levels == {"interstate", "intergovernmental"}:
        return "intergovernmental"
    if len(levels) == 1:
        return levels.pop()
    if not levels and len(adjectives) == 1:
        return adjectives.pop()
    return "unknown"


def _before_noun(title: str) -> str:
    """The words before the agreement noun: «межправительственное» of «межправительственное соглашение о …»."""
    words = title.casefold().split()
    noun = next((n for n, word in enumerate(words) if instrument_lemma(word)), 0)
    return " ".join(words[:noun])


def _of_entity(entity: EntityRow) -> str:
    known = _BY_SUBTYPE.get((entity.type, entity.subtype or ""))
    return known or _of_name(entity.name)


def _of_name(name: str) -> str:
    """By the words of the name alone: «Правительство Омской области» is a region's."""
    said = name.casefold()
    if said.startswith(_GOVERNMENTS):
        return "interregional" if any(word in said for word in _REGIONAL) else "intergovernmental"
    if said.startswith(("акимат", "администраци", "губернатор", "дума", "собрание", "маслихат")):
        return "municipal" if any(word in said for word in _MUNICIPAL) else "interregional"
    if any(word in said for word in _SCHOOLS):
        return "academic"
    if said.startswith(_AGENCIES):
        return "interagency"
    if said.startswith(_COMPANIES):
        return "corporate"
    if said.endswith(("область", "край", "автономный округ")):
        return "interregional"
    return "unknown"
