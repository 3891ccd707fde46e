"""A label and a prediction in the same words, so that a person sees at a glance what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from pipeline.evaluate.gold import Label
from pipeline.records import AgreementRow, EntityRow, MentionRow, ObservationRow
from pipeline.values import plain


def worth(label: Label) -> str:
    """What the gold says that the label is worth."""
    number = f"{label.low}..{label.high}" if label.value is None else f"{plain(label.value)}"
    worth: dict[str, Callable[[], str]] = {
        "entity": lambda: f"{label.label} {label.norm} ({label.subtype} {label.iso_code})",
        "amount": lambda: (
            f"{label.label} {label.comparator}{number} {label.currency or label.unit or label.item or ''}"
        ),
        "date": lambda: label.edtf or "",
        "agreement": lambda: _slots_of(
            label.label,
            label.specificity,
            label.status,
            label.count_comparator,
            label.count,
            label.date,
            label.place,
            label.event,
            label.parties,
        ),
        "citation": lambda: ", ".join(map(str, label.numbers)),
        "observation": lambda: (
            f"{label.indicator}: {label.change} {label.comparator}{number} {label.unit} @{label.period}"
            f" [{', '.join(label.geography)}]"
        ),
    }
    return worth[label.layer]()


def found(row: MentionRow, entity: EntityRow | None, agreement: AgreementRow | None) -> str:
    """What the dataset says that the mention is worth."""
    if agreement is not None:
        return _slots_of(
            agreement.type,
            agreement.specificity,
            agreement.status,
            agreement.count_comparator,
            agreement.count,
            agreement.date,
            agreement.place,
            agreement.event,
            agreement.party_names,
        )
    if row.layer != "entity":
        return row.norm or row.label
    known = f" ({entity.subtype} {entity.iso_code})" if entity else ""
    return f"{row.label} {row.norm}{known}"


def fact(row: ObservationRow, entities: Mapping[str, EntityRow]) -> str:
    """An observation of the dataset."""
    places = ", ".join(entities[i].name if i in entities else i for i in row.geography)
    value = f"{row.low}..{row.high}" if row.value is None else f"{row.value:.15g}"
    return f"{row.indicator}: {row.change} {row.comparator}{value} {row.unit} @{row.period} [{places}]"


def _slots_of(
    type_: str | None,
    specificity: str | None,
    status: str | None,
    comparator: str | None,
    count: Decimal | int | None,
    date: str | None,
    place: str | None,
    event: str | None,
    parties: Sequence[str],
) -> str:
    """An agreement's slots in a fixed order, only those that are filled."""
    number = "" if count is None else f"{(comparator or '=').removeprefix('=')}{count}"
    slots = (("", type_), ("", specificity), ("", status), ("", number), ("date ", date), ("place ", place), ("event ", event),
             ("parties ", ", ".join(sorted(parties))))  # fmt: skip
    return "; ".join(f"{name}{value}" for name, value in slots if value)


def around(text: str, start: int, end: int, reach: int = 80) -> str:
    """The span with `reach` code points on either side, on one line."""
    return " ".join(text[max(0, start - reach) : end + reach].split())
