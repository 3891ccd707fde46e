"""What the papers together say: one claim for each indicator, geography, period and unit that some paper gives a value for.

Two figures agree when they are equal to the coarser one's last printed digit: «26 млрд» and «25,9 млрд» agree, «24,6» and
«24,2 млрд» differ. Ranges, bounds («свыше») and figures that are planned, hypothetical or denied claim nothing exact, so
they are left to the observations.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Final, Literal, TypeAlias

from pipeline.model import stable_id
from pipeline.records import ClaimRow, ObservationRow
from pipeline.russian import morph

_EXACT: Final = ("=", "~")
_Key: TypeAlias = tuple[str, tuple[str, ...], str | None, str | None, str | None, str]
Verdict: TypeAlias = Literal["single", "agree", "differ"]


def claims(observations: Iterable[ObservationRow]) -> tuple[ClaimRow, ...]:
    """Claims over all papers, ordered by their ids; the order of the observations doesn't matter."""
    groups: dict[_Key, list[ObservationRow]] = {}
    for row in observations:
        if row.value is None or row.modality != "actual" or row.comparator not in _EXACT:
            continue
        key = (_indicator_key(row), tuple(sorted(row.geography)), row.period, row.unit, row.per, row.change)
        groups.setdefault(key, []).append(row)
    told = (
        (key, [row for rows in _by_document(group) if _is_one(rows) for row in rows])
        for key, group in groups.items()
    )
    return tuple(sorted((_claim(key, rows) for key, rows in told if rows), key=lambda claim: claim.claim_id))


def _by_document(rows: list[ObservationRow]) -> list[list[ObservationRow]]:
    documents: dict[str, list[ObservationRow]] = {}
    for row in rows:
        documents.setdefault(row.doc_id, []).append(row)
    return list(documents.values())


def _is_one(rows: list[ObservationRow]) -> bool:
    """Whether a paper's figures under one key are of one thing. «143 предприятия …, 46 работают, 17 приостановлены» aren't: a paper
    that gives different figures without naming who says which, of an indicator outside the controlled list, means different things."""
    if len(rows) == 1 or rows[0].indicator_id is not None or _verdict(rows) == "agree":
        return True
    sources = [row.attributed_to for row in rows]
    return None not in sources and len(set(sources)) == len(sources)


def _indicator_key(row: ObservationRow) -> str:
    """The controlled name where there is one, else the phrase with its words in dictionary form."""
    return row.indicator_id or " ".join(morph.lemma(word) for word in row.indicator.casefold().split())


def _claim(key: _Key, rows: list[ObservationRow]) -> ClaimRow:
    indicator, geography, period, unit, per, change = key
    rows = sorted(rows, key=lambda row: row.observation_id)
    numbers = [row.value for row in rows if row.value is not None]
    low, high = min(numbers), max(numbers)
    largest = max(abs(low), abs(high))
    return ClaimRow(
        claim_id=stable_id("claim", indicator, *geography, period or "", unit or "", per or "", change),
        indicator=indicator,
        geography=geography,
        period=period,
        unit=unit,
        per=per,
        change=change,
        n_documents=len({row.doc_id for row in rows}),
        n_observations=len(rows),
        value_min=low,
        value_max=high,
        spread=0.0 if largest == 0 else round((high - low) / largest, 6),
        verdict=_verdict(rows),
        observation_ids=tuple(row.observation_id for row in rows),
    )


def _verdict(rows: list[ObservationRow]) -> Verdict:
    if len(rows) == 1:
        return "single"
    pairs = ((a, b) for i, a in enumerate(rows) for b in rows[i + 1 :])
    return "agree" if all(_agree(a, b) for a, b in pairs) else "differ"


def _agree(a: ObservationRow, b: ObservationRow) -> bool:
    """Equal to the coarser figure's last printed digit, however a half was rounded."""
    x, y = Decimal(str(a.value)), Decimal(str(b.value))
    if x == y:
        return True
    steps = [Decimal(str(step)) for step in (a.precision, b.precision) if step]
    if len(steps) < 2:  # without both only equal figures agree
        return False
    step = max(steps)
    return any(
        (x / step).quantize(Decimal(1), rounding) == (y / step).quantize(Decimal(1), rounding)
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )
