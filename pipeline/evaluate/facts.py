"""Observations have no span: they meet their labels by what they say, one to one within a document.

Value (or bounds), unit, change, comparator and period have to be equal, and the indicators alike: of the shorter one's
lemmas at least half stand in the other («объём инвестиций» and «объём накопленных инвестиций»). Where several could
meet, as many as possible do, and the better alike first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from pipeline.evaluate.gold import Label
from pipeline.evaluate.spans import exact, plain_name
from pipeline.records import EntityRow, ObservationRow
from pipeline.russian import morph

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FUNCTION_WORDS: Final = frozenset(
    [
        "в",
        "во",
        "на",
        "по",
        "из",
        "с",
        "со",
        "к",
        "ко",
        "о",
        "об",
        "от",
        "до",
        "за",
        "у",
        "для",
        "при",
        "и",
        "или",
        "а",
        "не",
        "между",
        "через",
        "под",
        "над",
    ]
)


def lemmas(indicator: str) -> frozenset[str]:
    """Lemmas of the words that mean something."""
    words = (word.casefold() for word in _WORD.findall(indicator))
    return frozenset(morph.lemma(word).replace("ё", "е") for word in words if word not in _FUNCTION_WORDS)


def alike(a: str, b: str) -> float:
    """Share of the shorter indicator's lemmas that the other has, 0 to 1."""
    one, other = lemmas(a), lemmas(b)
    return (
        len(one & other) / min(len(one), len(other))
        if one and other
        else float(plain_name(a) == plain_name(b))
    )


def differing(label: Label, row: ObservationRow) -> tuple[str, ...]:
    """Names of the deciding fields in which they differ."""
    compared = (
        ("value", _close(label.value, row.value)),
        ("low", _close(label.low, row.low)),
        ("high", _close(label.high, row.high)),
        ("unit", plain_name(label.unit) == plain_name(row.unit)),
        ("change", label.change == row.change),
        ("comparator", label.comparator == row.comparator),
        ("period", label.period == row.period),
        ("indicator", alike(label.indicator or "", row.indicator) >= 0.5),
    )
    return tuple(name for name, agree in compared if not agree)


def same_places(names: Iterable[str], entity_ids: Iterable[str], entities: dict[str, EntityRow]) -> bool:
    """Whether the gold's names and the predicted entities are the same set; an entity answers to any of its names."""
    wanted = {plain_name(name) for name in names}
    found = [_names(entities[entity_id]) if entity_id in entities else set() for entity_id in set(entity_ids)]
    return (
        len(wanted) == len(found)
        and all(wanted & known for known in found)
        and all(any(name in known for known in found) for name in wanted)
    )


def same_source(label: Label, row: ObservationRow, entities: dict[str, EntityRow]) -> bool:
    """Whether the figure is put down to whom the label names, a person or an organisation, or both name nobody."""
    names = (label.attributed_to,) if label.attributed_to else ()
    return same_places(names, (row.attributed_to,) if row.attributed_to else (), entities)


def pair(
    labels: Sequence[Label], rows: Sequence[ObservationRow], entities: dict[str, EntityRow]
) -> tuple[list[tuple[Label, ObservationRow]], list[tuple[Label, ObservationRow]]]:
    """(pairs that agree, then pairs of what is left that share the value and differ in something else)."""
    agreeing = _assign(
        labels,
        rows,
        {
            (i, j): (
                same_places(label.geography, row.geography, entities),
                alike(label.indicator or "", row.indicator),
            )
            for i, label in enumerate(labels)
            for j, row in enumerate(rows)
            if _close(label.value, row.value) and not differing(label, row)
        },
    )
    done = {label for label, _ in agreeing}
    used = {row.observation_id for _, row in agreeing}
    left = [label for label in labels if label not in done]
    rest = [row for row in rows if row.observation_id not in used]
    near = _assign(
        left,
        rest,
        {
            (i, j): (False, -float(len(differing(label, row))))
            for i, label in enumerate(left)
            for j, row in enumerate(rest)
            if _close(label.value, row.value) and _close(label.low, row.low) and _close(label.high, row.high)
        },
    )
    return agreeing, near


def _assign(
    labels: Sequence[Label],
    rows: Sequence[ObservationRow],
    weights: dict[tuple[int, int], tuple[bool, float]],
) -> list[tuple[Label, ObservationRow]]:
    """As many pairs as possible (augmenting paths), the heaviest tried first."""
    edges: dict[int, list[int]] = {}
    for i, j in sorted(weights, key=lambda edge: (not weights[edge][0], -weights[edge][1], edge)):
        edges.setdefault(i, []).append(j)
    owner: dict[int, int] = {}

    def settle(i: int, tried: set[int]) -> bool:
        for j in edges[i]:
            if j not in owner:
                owner[j] = i
                return True
        for j in edges[i]:
            if j not in tried:
                tried.add(j)
                if settle(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in edges:
        settle(i, set())
    return [(labels[i], rows[j]) for j, i in sorted(owner.items(), key=lambda item: item[1])]


def _close(wanted: Decimal | None, found: float | None) -> bool:
    """Equal as decimals; the dataset's column is a float, which prints as what was meant."""
    return wanted == exact(None, found)


def _names(entity: EntityRow) -> set[str]:
    names = (entity.name, entity.short_name, *entity.aliases)
    return {plain_name(name) for name in names if name}
