"""Named agreements over all papers: which mentions speak of one instrument.

Two mentions are one where type and title agree and nothing else contradicts (another date, other parties), or where type,
parties and date agree. A title that says next to nothing («Соглашение о сотрудничестве») identifies only together with a
date or parties. The fullest mentions are settled first; one that fits two instruments equally stays apart.

The surprise: «Соглашение 2010 г.» has neither title nor parties, and is still clear within its paper, where just one
agreement of that year was named in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from pipeline.link.levels import level_of
from pipeline.model import stable_id
from pipeline.records import AgreementRow, EntityRow, InstrumentRow, Result
from pipeline.russian import morph
from pipeline.russian.instruments import instrument_lemma

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_FUNCTION: Final = frozenset(
    "в во на по из с со к ко о об обо от до за у для при и или а между через под над г гг год век также".split()
)
# Subjects that a hundred agreements share: they tell instruments apart only together with a date or parties.
_WEAK: Final = frozenset(
    "сотрудничество взаимодействие взаимопонимание партнёрство партнерство намерение торговля дружба поддержка обмен поставка "
    "торгово-экономический научно-технический культурный экономический приграничный межрегиональный взаимный взаимопомощь "
    "помощь создание развитие совместный действие область сфера".split()
)
_STATUS_ORDER: Final = ("terminated", "in_force", "ratified", "signed", "planned", "unknown")


@dataclass(slots=True)
class _Instrument:
    """What the mentions settled so far say of one instrument."""

    type: str
    rows: list[AgreementRow] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)

    @property
    def keys(self) -> set[frozenset[str]]:
        return {key for key in map(_title_key, self.rows) if key}

    @property
    def dates(self) -> list[str]:
        return [row.date for row in self.rows if row.date]

    @property
    def parties(self) -> list[frozenset[str]]:
        return [parties for parties in map(_party_key, self.rows) if parties]


def instruments(results: Sequence[Result]) -> tuple[tuple[AgreementRow, ...], tuple[InstrumentRow, ...]]:
    """(all agreement rows with their `agreement_id`, one row for each identified agreement).

    Neither the order of the results nor of their rows changes what comes out. Counted and generic agreements get no id.
    """
    documents = {row.mention_id: row.doc_id for result in results for row in result.mentions}
    entities = {row.entity_id: row for result in results for row in result.entities}
    rows = [row for result in results for row in result.agreements]
    named = sorted(
        (row for row in rows if row.specificity == "named" and _is_identified(row)), key=_fullest_first
    )
    settled: list[_Instrument] = []
    by_type: dict[str, list[_Instrument]] = {}
    for row in named:
        document = documents.get(row.mention_id, "")
        fitting = [one for one in by_type.get(row.type, []) if _same(one, row, document)]
        if len(fitting) == 1:
            chosen = fitting[0]
        elif fitting or not (row.title or row.subject or (row.date and row.parties) or row.number):
            # Fits several alike, or says too little to found an instrument of its own.
            continue
        else:
            chosen = _Instrument(row.type)
            settled.append(chosen)
            by_type.setdefault(row.type, []).append(chosen)
        chosen.rows.append(row)
        chosen.documents.add(document)
    ids = _identify(settled)
    agreement_of = {row.mention_id: key for key, one in ids.items() for row in one.rows}
    return (
        tuple(replace(row, agreement_id=agreement_of.get(row.mention_id)) for row in rows),
        tuple(_row(key, ids[key], entities) for key in sorted(ids)),
    )


def _is_identified(row: AgreementRow) -> bool:
    return bool(row.title or row.subject or row.date or row.parties or row.party_names or row.number)


def _fullest_first(row: AgreementRow) -> tuple[int, int, str, str]:
    slots = (row.title, row.date, row.parties or row.party_names, row.number, row.place)
    precise = len(row.date or "")
    return -sum(map(bool, slots)), -precise - len(_title_key(row)), row.title or "", row.mention_id


def _same(one: _Instrument, row: AgreementRow, document: str) -> bool:
    """Whether the mention and the instrument agree on enough and contradict in nothing."""
    if not all(_dates_fit(date, row.date) for date in one.dates):
        return False
    parties = _party_key(row)
    if parties and one.parties and not any(parties & other for other in one.parties):
        return False
    numbers = {other.number for other in one.rows if other.number}
    if row.number and numbers and row.number not in numbers:
        return False
    dated = bool(row.date and one.dates)
    shared = any(parties == other for other in one.parties)
    key = _title_key(row)
    if key and one.keys:
        if key in one.keys:
            return not key <= _WEAK or dated or shared or document in one.documents
        # «Договор о добрососедстве» said short: the fuller title has all its words, and the day is the same.
        return dated and any(key <= other or other <= key for other in one.keys)
    if dated and parties and shared:
        return True
    return not key and dated and document in one.documents


def _dates_fit(a: str | None, b: str | None) -> bool:
    """Equal, or one the other's year or month: `2010` fits `2010-09-07`."""
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _title_key(row: AgreementRow) -> frozenset[str]:
    """Lemmas of what it is about: of the subject, else of the title without the type's own word."""
    return _lemmas(row.subject or row.title or "")


@lru_cache(maxsize=20_000)
def _lemmas(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    kept = [word for word in words if word not in _FUNCTION and not instrument_lemma(word)]
    return frozenset(morph.lemma(word).replace("ё", "е") for word in kept)


def _party_key(row: AgreementRow) -> frozenset[str]:
    """Entities where they are known, else names."""
    return frozenset(row.parties or (name.casefold().replace("ё", "е") for name in row.party_names))


def _identify(settled: Iterable[_Instrument]) -> dict[str, _Instrument]:
    """An id for each instrument from its type, its day and its subject's first word, so that a fuller title read

    elsewhere doesn't rename it; from all its words where there is no day, or where two would share an id.
    """
    found: dict[str, list[_Instrument]] = {}
    for one in settled:
        found.setdefault(stable_id("agreement", *_identity(one, full=False)), []).append(one)
    ids: dict[str, _Instrument] = {}
    for key, sharing in found.items():
        if len(sharing) == 1:
            ids[key] = sharing[0]
            continue
        for one in sharing:
            ids[stable_id("agreement", *_identity(one, full=True))] = one
    return ids


def _identity(one: _Instrument, *, full: bool) -> tuple[str, ...]:
    best = min(one.rows, key=_fullest_first)
    date = max(one.dates, key=lambda d: (len(d), d), default="")
    most: frozenset[str] = max(one.parties, key=lambda p: (len(p), sorted(p)), default=frozenset())
    parties = tuple(sorted(most))
    words = _ordered(best.subject or best.title or "")
    if len(date) == 10 and not full:
        return (one.type, date, words[0] if words else "|".join(parties))
    if full:
        return (one.type, date, " ".join(words), "|".join(parties), best.number or "", best.place or "")
    return (
        one.type,
        date,
        " ".join(words) or "|".join(parties),
        "" if not set(words) <= _WEAK else "|".join(parties),
    )


def _ordered(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [
        morph.lemma(word).replace("ё", "е")
        for word in words
        if word not in _FUNCTION and not instrument_lemma(word)
    ]


def _row(key: str, one: _Instrument, entities: Mapping[str, EntityRow]) -> InstrumentRow:
    rows = sorted(one.rows, key=_fullest_first)
    titles = sorted((row.title for row in rows if row.title), key=lambda title: (-len(title), title))
    fullest = max(rows, key=lambda row: (len(row.party_names), len(row.parties), row.mention_id))
    return InstrumentRow(
        agreement_id=key,
        type=one.type,
        title=titles[0] if titles else None,
        parties=fullest.parties,
        party_names=fullest.party_names,
        level=level_of(rows, entities),
        date=max(one.dates, key=lambda date: (len(date), date), default=None),
        place=_agreed(row.place for row in rows),
        status=min((row.status for row in rows), key=_STATUS_ORDER.index),
        number=_agreed(row.number for row in rows),
        n_mentions=len(rows),
        n_documents=len(one.documents),
    )


def _agreed(values: Iterable[str | None]) -> str | None:
    """The single value that is said; null where there is none or they differ."""
    said = {value for value in values if value}
    return said.pop() if len(said) == 1 else None
