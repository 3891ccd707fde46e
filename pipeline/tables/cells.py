"""Numbers of a table's cells: each with its sign, range and comparator, and the unit that the cell or its heads give.

Units are looked for from near to far: the cell itself, a column of units, the row's head, the column's head from below, the
section row, the caption. The surprise: a scale and its unit may stand apart («млн» in the head, «долл.» in the caption).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.model import Cell
from pipeline.russian.dates import period_of
from pipeline.russian.figures import SPACE, read_figure
from pipeline.russian.items import counted_item
from pipeline.russian.measures import Measure, measure_in_head, read_measure, skip_gap
from pipeline.tables.heads import MISSING, NUMBER_AT
from pipeline.values import Amount, AmountKind, Comparator


class CellAmount(NamedTuple):
    """One number of a body cell. Offsets are of the document's text; `label` is what the cell says of it («Экспорт»).

    `flags`: `ambiguous` (can be read two ways), `unit_inherited` (not in the cell itself), `unit_missing`.
    """

    start: int
    end: int
    amount: Amount
    label: str | None
    flags: tuple[str, ...]
    says_unit: bool


class Context(NamedTuple):
    """All that stands around a cell: heads, section row, caption, and the text of the row's cell of units."""

    column_head: tuple[str, ...]
    row_head: str
    section: str | None
    caption: str
    unit_cell: str | None


_SLASHED: Final = re.compile(r"\(([^()/]+(?:/[^()/]+)+)\)")
_COMPARATORS: Final[dict[str, Comparator]] = {
    **{
        "более": ">",
        "свыше": ">",
        "больше": ">",
        ">": ">",
        "около": "~",
        "примерно": "~",
        "~": "~",
        "≈": "~",
    },
    **{
        "менее": "<",
        "меньше": "<",
        "<": "<",
        "не менее": ">=",
        "от": ">=",
        "до": "<=",
        "не более": "<=",
        "≥": ">=",
        "≤": "<=",
    },
}
_LEAD: Final = re.compile(
    rf"(?:(?P<word>не менее|не более|более|свыше|больше|менее|меньше|около|примерно|от|до|[<>~≈≥≤]){SPACE}{{0,2}})?(?P<sign>[-−–]|\+)?$",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(rf"\({SPACE}?\d[\d.,'’ \u00a0\u2009\u202f]*{SPACE}?%?{SPACE}?\)")
"""«(1 250)» alone in a cell is a negative in accounts, where the column has a unit; in regressions it is an error and has none."""
_RANGE: Final = re.compile(rf"{SPACE}?[-–—]{SPACE}?(?=\d)")
_TOLERANCE: Final = re.compile(rf"{SPACE}?±{SPACE}?(?=\d)")


def inherited_measure(context: Context) -> tuple[Measure | None, str | None]:
    """The nearest unit outside the cell. A bare scale («млн») nearby and a unit further off go together."""
    places = [
        (context.unit_cell, "unit column"), (context.row_head, "row"),
        *((head, "column") for head in reversed(context.column_head)),
        (context.section, "section"), (context.caption, "caption"),
    ]  # fmt: skip
    scale: Measure | None = None
    scale_from: str | None = None
    for text, source in places:
        if not text:
            continue
        measure = read_measure(text.strip(), 0) if source == "unit column" else measure_in_head(text)
        if measure is None:
            continue
        if measure.kind == "scale":
            scale, scale_from = scale or measure, scale_from or source
            continue
        if scale is not None and measure.factor == 1 and measure.kind in ("money", "quantity"):
            measure = measure._replace(factor=scale.factor)
        return measure, source
    return scale, scale_from


_WHOLE_YEAR: Final = re.compile(r"\d{4}")


def period_in(context: Context) -> str | None:
    """EDTF of the cell: row and column go together where one gives the year and the other the month or quarter."""
    near = [p for p in (period_of(context.row_head), *map(period_of, reversed(context.column_head))) if p]
    section = period_of(context.section) if context.section else None
    if section:
        near.append(section)
    caption = period_of(context.caption) if context.caption else None
    for candidate in near:
        if not candidate.startswith("XXXX"):
            return candidate
    if near:  # a month or quarter without its year
        for year in (*near, caption):
            if year and _WHOLE_YEAR.fullmatch(year):
                return near[0].replace("XXXX", year)
        return near[0]
    return caption


def amounts_in(cell: Cell, inherited: Measure | None, context: Context) -> Iterator[CellAmount]:
    """The numbers of one cell as amounts; `inherited` is the unit from outside it."""
    text = cell.text
    if MISSING.fullmatch(text):
        return
    offset = cell.start
    at, n, label_from = 0, 0, 0
    labels = _slashed_labels(cell, context)
    bracketed = _BRACKETED.fullmatch(text) is not None
    while (match := NUMBER_AT.search(text, at)) is not None:
        figure = read_figure(text, match.start())
        if figure is None:
            at = match.end()
            continue
        start, end, value = figure.start, figure.end, figure.value
        low = high = tolerance = None
        lead = _LEAD.search(text[label_from:start])
        comparator: Comparator = "="
        if lead is not None:
            if lead["word"]:
                comparator = _COMPARATORS[lead["word"].lower()]
            if lead["sign"] in ("-", "−", "–"):
                value = -value
            start = label_from + lead.start()
        dash = _RANGE.match(text, end)
        upper = read_figure(text, dash.end()) if dash is not None else None
        plus_minus = _TOLERANCE.match(text, end)
        if upper is not None and upper.value > value and comparator == "=":
            low, high, end = value, upper.value, upper.end
        elif plus_minus is not None and (error := read_figure(text, plus_minus.end())) is not None:
            tolerance, end = error.value, error.end
        own = read_measure(text, skip_gap(text, end))
        flags = list(figure.flags)
        measure = inherited
        if own is not None:
            end = own.end
            if own.kind == "scale" and inherited is not None and inherited.kind in ("money", "quantity"):
                measure = inherited._replace(factor=own.factor)
                flags.append("unit_inherited")
            else:
                measure = own
        elif inherited is not None:
            flags.append("unit_inherited")
        if bracketed and measure is not None and measure.kind in ("money", "percent", "quantity"):
            value, low, high = -value, None, None
            start, end = 0, len(text)
            flags.append("bracketed_negative")
        elif bracketed:
            flags.append("ambiguous")
        label = (
            None
            if bracketed
            else text[label_from : match.start() if lead is None else start].strip(" \t\n:;,–—/-") or None
        )
        if label is None and labels:
            label = labels[n] if n < len(labels) else None
        amount = _amount(
            value, low, high, tolerance, "range" if low is not None else comparator, measure, context
        )
        if (amount.kind == "count" and amount.item is None) or (
            amount.kind == "quantity" and measure is None
        ):
            flags.append("unit_missing")
        yield CellAmount(offset + start, offset + end, amount, label, tuple(flags), own is not None)
        n += 1
        at = label_from = end


def _slashed_labels(cell: Cell, context: Context) -> tuple[str, ...]:
    """«0,4 / 22,1» under «(ввоз / вывоз)»: what each half is, where head or caption name as many."""
    parts = cell.text.split("/")
    if len(parts) < 2:
        return ()
    for text in (*reversed(context.column_head), context.caption):
        bracket = _SLASHED.search(text)
        names = tuple(name.strip() for name in (bracket[1] if bracket else text).split("/"))
        if len(names) == len(parts):
            return tuple(name for name, part in zip(names, parts, strict=True) if not MISSING.fullmatch(part))
    return ()


def _amount(
    value: Decimal, low: Decimal | None, high: Decimal | None, tolerance: Decimal | None,
    comparator: Comparator, measure: Measure | None, context: Context,
) -> Amount:  # fmt: skip
    factor = measure.factor if measure is not None else Decimal(1)
    one = None if low is not None else value * factor
    first = None if low is None else low * factor
    last = None if high is None else high * factor
    error = None if tolerance is None else tolerance * factor
    if measure is None or measure.kind == "scale":
        if measure is None and value != value.to_integral_value():
            return Amount("quantity", one, first, last, comparator, tolerance=error)
        item = next(
            (i for i in map(counted_item, (*reversed(context.column_head), context.row_head)) if i), None
        )
        return Amount("count", one, first, last, comparator, item=item, tolerance=error)
    if measure.kind == "money":
        return Amount(
            "money", one, first, last, comparator, currency=measure.symbol, per=measure.per, tolerance=error
        )
    if measure.kind == "ratio":
        return Amount("ratio", one, first, last, comparator, tolerance=error)
    kind: AmountKind = "percent" if measure.kind == "percent" else "quantity"
    return Amount(kind, one, first, last, comparator, unit=measure.symbol, per=measure.per, tolerance=error)
