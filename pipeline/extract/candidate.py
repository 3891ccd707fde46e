"""A number on its way to be an amount: what stands around it, and the amount once that is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.counted import Counted
from pipeline.extract.number_spans import Number
from pipeline.russian.measures import Measure
from pipeline.values import Amount, Comparator


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number on its way to be an amount. `start` has the comparator inside where one stands next to the number."""

    start: int
    end: int
    number: Number
    high: Number | None
    comparator: Comparator
    measure: Measure | None
    counted: Counted | None
    amount: Amount | None
    rule: str
    flags: tuple[str, ...] = ()
    per: str | None = None
    tolerance: Decimal | None = None


def amount_of(
    low: Number, high: Number | None, comparator: Comparator, measure: Measure | None, item: str | None,
    tolerance: Decimal | None, per: str | None,
) -> Amount:  # fmt: skip
    """The amount of a number (or two bounds) with what it measures."""
    factor = measure.factor if measure is not None else Decimal(1)
    value = None if high is not None else low.value * factor
    first = low.value * factor if high is not None else None
    last = high.value * factor if high is not None else None
    error = None if tolerance is None else tolerance * factor * low.scale
    kind = "count" if measure is None else measure.kind
    return Amount(
        kind,  # type: ignore[arg-type]  # `scale` never comes here
        value, first, last, "range" if high is not None else comparator,
        unit=measure.symbol if measure is not None and kind in ("quantity", "percent") else None,
        currency=measure.symbol if measure is not None and kind == "money" else None,
        per=per, item=item, tolerance=error,
    )  # fmt: skip


def make_amount(candidate: Candidate, measure: Measure | None, item: str | None, per: str | None) -> Amount:
    """The candidate as an amount of what its neighbours lend it."""
    return amount_of(
        candidate.number, candidate.high, candidate.comparator, measure, item, candidate.tolerance, per
    )
