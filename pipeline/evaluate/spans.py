"""The layers that have spans: a prediction meets a label when both cover the same squeezed characters.

Then the values are compared field by field. Which fields decide, and which are only reported, each layer says:

    entity     label                                        reported: norm, iso_code, subtype
    amount     kind, value, low, high, unit or currency,    reported: item, per
               comparator
    date       edtf
    agreement  specificity, type                            reported: the other slots
    citation   the set of numbers
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.evaluate.gold import Label
from pipeline.records import AgreementRow, AmountRow, DateRow, EntityRow, MentionRow
from pipeline.values import INSTRUMENT_TYPES


class Predicted(NamedTuple):
    """A prediction in squeezed coordinates, with the rows that say what it is worth."""

    start: int
    end: int
    label: str
    text: str
    sentence: str
    value: str
    mention: MentionRow | None = None
    amount: AmountRow | None = None
    date: DateRow | None = None
    agreement: AgreementRow | None = None
    entity: EntityRow | None = None
    numbers: tuple[int, ...] = ()


class Pair(NamedTuple):
    """A label and the prediction with its span, or one of them alone; `why` names the deciding fields that differ."""

    label: Label | None
    predicted: Predicted | None
    why: tuple[str, ...] = ()


Field = tuple[str, bool]  # a field's name, and whether gold and prediction agree on it


def pair(
    labels: Iterable[Label],
    places: dict[Label, tuple[int, int]],
    predictions: Iterable[Predicted],
    layer: str,
) -> Iterator[Pair]:
    """One to one by span. Of several predictions with one span, the one that agrees best is taken."""
    at: dict[tuple[int, int], list[Predicted]] = {}
    for prediction in predictions:
        at.setdefault((prediction.start, prediction.end), []).append(prediction)
    decide = DECIDING[layer]
    for label in labels:
        span = places.get(label)
        rivals = at.get(span, []) if span else []
        if not rivals:
            yield Pair(label, None)
            continue
        best = min(rivals, key=lambda rival: len(_differing(decide(label, rival))))
        rivals.remove(best)
        yield Pair(label, best, _differing(decide(label, best)))
    for rivals in at.values():
        for rival in rivals:
            yield Pair(None, rival)


def overlapping(
    labels: Iterable[Label], places: dict[Label, tuple[int, int]], predictions: Iterable[Predicted]
) -> Iterator[tuple[Label, Predicted]]:
    """One to one by overlap, the greatest first."""
    candidates = sorted(
        (
            (min(places[label][1], rival.end) - max(places[label][0], rival.start), label, rival)
            for label in labels
            if label in places
            for rival in predictions
        ),
        key=lambda candidate: (-candidate[0], candidate[1].number, candidate[2].start),
    )
    used: set[tuple[int, int]] = set()
    done: set[Label] = set()
    for shared, label, rival in candidates:
        if shared > 0 and label not in done and (rival.start, rival.end) not in used:
            done.add(label)
            used.add((rival.start, rival.end))
            yield label, rival


def plain_name(name: str | None) -> str:
    """A name as names are compared: case, ё, white space and quotes aside.

    >>> plain_name("Договор  «О дружбе»") == plain_name('договор "о дружбе"')
    True
    """
    folded = (name or "").casefold().replace("ё", "е")
    return " ".join("".join(" " if c.isspace() else c for c in folded if c not in "«»“”„\"'‘’").split())


def _differing(compared: Iterable[Field]) -> tuple[str, ...]:
    return tuple(name for name, agree in compared if not agree)


def exact(text: str | None, number: float | None) -> Decimal | None:
    """The exact decimal of a dataset column: its text where there is one, else the float as it prints."""
    if text:
        return Decimal(text)
    return None if number is None else Decimal(repr(number))


def _entity(label: Label, found: Predicted) -> list[Field]:
    return [("label", label.label == found.label)]


def _amount(label: Label, found: Predicted) -> list[Field]:
    row = found.amount
    if row is None:
        return [("row", False)]
    unit = label.unit or ("%" if label.label == "percent" else None)
    fields = [
        ("kind", label.label == row.kind),
        ("value", label.value == exact(row.value_exact, row.value)),
        ("low", label.low == exact(row.low_exact, row.low)),
        ("high", label.high == exact(row.high_exact, row.high)),
        ("comparator", label.comparator == row.comparator),
    ]
    if label.label == "money":
        fields.append(("currency", label.currency == row.currency))
    if label.label in ("quantity", "percent"):
        fields.append(("unit", unit == row.unit))
    return fields


def _date(label: Label, found: Predicted) -> list[Field]:
    return [("edtf", found.date is not None and label.edtf == found.date.edtf)]


def _agreement(label: Label, found: Predicted) -> list[Field]:
    row = found.agreement
    if row is None:
        return [("row", False)]
    fields = [("specificity", label.specificity is None or label.specificity == row.specificity)]
    if label.label in INSTRUMENT_TYPES:
        fields.append(("type", label.label == row.type))
    return fields


def _citation(label: Label, found: Predicted) -> list[Field]:
    return [("numbers", set(label.numbers) == set(found.numbers))]


DECIDING: dict[str, Callable[[Label, Predicted], list[Field]]] = {
    "entity": _entity,
    "amount": _amount,
    "date": _date,
    "agreement": _agreement,
    "citation": _citation,
}


def reported(label: Label, found: Predicted) -> Iterator[tuple[str, bool]]:
    """The slots that don't decide, each where gold fills it (or gold could and the prediction does), and whether it is right."""
    if found.mention is not None and label.layer == "entity":
        if label.norm:
            yield "norm", plain_name(label.norm) == plain_name(found.mention.norm)
        if label.iso_code:
            yield "iso_code", found.entity is not None and label.iso_code == found.entity.iso_code
        if label.subtype:
            yield "subtype", found.entity is not None and label.subtype == found.entity.subtype
    if found.amount is not None:
        if label.item or found.amount.item:
            yield "item", plain_name(label.item) == plain_name(found.amount.item)
        if label.per or found.amount.per:
            yield "per", label.per == found.amount.per
    row = found.agreement
    if row is not None:
        if label.count is not None or row.count is not None:
            count = None if row.count is None else Decimal(row.count)
            yield "count", label.count == count
        if label.count_comparator or row.count_comparator:
            yield (
                "count_comparator",
                (label.count_comparator or "=") == (row.count_comparator or "="),
            )
        if label.status:
            yield "status", label.status == row.status
        if label.date or row.date:
            yield "date", label.date == row.date
        if label.place or row.place:
            yield "place", plain_name(label.place) == plain_name(row.place)
        if label.event or row.event:
            yield "event", plain_name(label.event) == plain_name(row.event)
        if label.parties or row.party_names:
            yield "parties", set(map(plain_name, label.parties)) == set(map(plain_name, row.party_names))
