"""Amounts in tables: each number of a body cell, its unit from the cell, a column of units, the heads or the caption.

    Таблица 1. Товарооборот в 2019–2023 гг., млрд долл.
    Год     Экспорт     Доля, %
    2019    5,7         20          → money 5700000000 USD · percent 20 %

The reading of heads is `pipeline.tables`, which the room of facts uses too. The surprise: a year in a table is a head and no
amount, and one cell may hold two («Экспорт 12,4 % Импорт 26,5 %»).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.model import Layer, Mention, Rejection
from pipeline.tables import readings

KIND: Layer = "amount"


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Amounts of all body cells of the document's tables."""
    for table in readings(doc):
        for body in table.body:
            for found in body.amounts:
                confidence = 0.5 if "ambiguous" in found.flags or "unit_missing" in found.flags else 0.95
                yield Mention(
                    "amount", found.amount.kind, found.start, found.end, found.amount,
                    f"amount.cell.{(body.unit_from or 'bare').replace(' ', '_')}", confidence, found.flags,
                )  # fmt: skip
