"""Do the totals of a table add up?

A total row is compared with the rows above it, column by column; a total column with the columns beside it, row by row.
Both allow each addend half of its last printed digit. What can't be added isn't checked: shares and ratios, figures per head, columns
with a missing value, tables whose rows contain one another («в том числе»). A total column is believed to be a sum only
where most of its rows are one: the parts printed are often not all parts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.tables import BodyCell, CellAmount, TableReading

_PART_OF: Final = re.compile(r"\s*(?:в том числе|в т\.\s?ч\.|из них|из которых|включая)", re.IGNORECASE)
_LEAST_PARTS: Final = 2
_Key = tuple[str | None, str | None, str | None]


def mismatches(reading: TableReading) -> frozenset[tuple[int, int]]:
    """Spans of the totals that differ from the sum of their parts."""
    if any(_PART_OF.match(cell.row_head) for cell in reading.body):
        return frozenset()
    return frozenset({*_total_rows(reading), *_total_columns(reading)})


def _total_rows(reading: TableReading) -> list[tuple[int, int]]:
    wrong = []
    columns = sorted({cell.cell.column for cell in reading.body})
    for column in columns:
        parts: list[BodyCell] = []
        for cell in (c for c in reading.body if c.cell.column == column):
            if not cell.in_total_row:
                parts.append(cell)
                continue
            wrong += [_span(total) for total, fits in _compared(cell, parts) if not fits]
            parts = []
    return wrong


def _total_columns(reading: TableReading) -> list[tuple[int, int]]:
    """A total column that closes the table, over the plain columns before it."""
    verdicts: list[tuple[tuple[int, int], bool]] = []
    for row in sorted({cell.cell.row for cell in reading.body}):
        cells = [cell for cell in reading.body if cell.cell.row == row]
        totals = [cell for cell in cells if cell.in_total_column]
        if len(totals) != 1 or totals[0] is not cells[-1] or any(len(cell.column_head) > 1 for cell in cells):
            continue
        verdicts += [(_span(total), fits) for total, fits in _compared(totals[0], cells[:-1])]
    fitting = sum(fits for _, fits in verdicts)
    return [span for span, fits in verdicts if not fits] if fitting * 2 > len(verdicts) else []


def _compared(total: BodyCell, parts: list[BodyCell]) -> list[tuple[CellAmount, bool]]:
    """Each number of the total with whether its parts add up to it; nothing where they can't be added."""
    verdicts = []
    for n, amount in enumerate(total.amounts):
        addends = [
            found
            for cell in parts
            if (found := _counterpart(cell, amount, n, len(total.amounts))) is not None
        ]
        value = amount.amount.value
        if len(addends) != len(parts) or len(addends) < _LEAST_PARTS or value is None or not _adds(amount):
            continue
        numbers = [addend.amount.value for addend in addends]
        known = [number for number in numbers if number is not None]
        if len(known) != len(numbers):
            continue
        slack = (_step(value) + sum(map(_step, known), Decimal(0))) / 2
        verdicts.append((amount, abs(sum(known, Decimal(0)) - value) <= slack))
    return verdicts


def _counterpart(cell: BodyCell, amount: CellAmount, n: int, expected: int) -> CellAmount | None:
    """The number of a cell that is added into a total's n-th."""
    if len(cell.amounts) != expected:
        return None
    other = cell.amounts[n]
    return other if other.label == amount.label and _key(other) == _key(amount) else None


def _key(amount: CellAmount) -> _Key:
    return (amount.amount.kind, amount.amount.currency or amount.amount.unit, amount.amount.per)


def _adds(amount: CellAmount) -> bool:
    return amount.amount.kind in ("money", "quantity", "count") and amount.amount.per is None


def _span(amount: CellAmount) -> tuple[int, int]:
    return amount.start, amount.end


def _step(number: Decimal) -> Decimal:
    """The place of the last significant digit: 5.7e9 → 1e8. A round figure counts as printed to its unit of scale at most."""
    _sign, digits, exponent = number.normalize().as_tuple()
    assert isinstance(exponent, int)
    return Decimal((0, (1,), exponent if exponent < 0 else min(exponent, max(0, len(digits) + exponent - 3))))
