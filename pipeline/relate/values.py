"""What a fact takes from an amount: its unit, its bounds, and how finely it was printed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.russian import morph
from pipeline.values import Amount, plain

_DIGITS: Final = re.compile(r"\d+(?:[\s\u00a0]\d{3})*(?:[.,](?P<fraction>\d+))?")


def bounds(amount: Amount) -> dict[str, Decimal | None]:
    """The three numbers of an amount by name."""
    return {"value": amount.value, "low": amount.low, "high": amount.high}


def unit_of(amount: Amount) -> str | None:
    """An observation's unit: currency, unit, the counted noun, `1` for a ratio."""
    if amount.kind == "ratio":
        unit: str | None = "1"
    elif amount.kind == "count":
        unit = (
            amount.item.split(" ")[-1]
            if amount.item and morph.best(amount.item.split(" ")[-1]).is_noun
            else amount.item
        )
    else:
        unit = amount.currency or amount.unit
    return unit


def precision(quote: str, amount: Amount) -> str | None:
    """The place of the last printed digit in base units, exact: «26,5 млрд» → 100000000; null where no digits are printed."""
    *_, match = (None, *_DIGITS.finditer(quote))
    number = amount.value if amount.value is not None else amount.high
    if match is None or number is None:
        return None
    printed = Decimal(re.sub(r"[\s\u00a0]", "", match[0]).replace(",", "."))
    if printed == 0 or number == 0:
        return None
    scale = abs(number / printed)
    return plain(scale.scaleb(-len(match["fraction"] or "")))
