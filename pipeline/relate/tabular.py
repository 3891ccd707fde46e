"""Tables → observations: every number of a body cell, with its heads as indicator, its row's year as period.

    Год     Экспорт     Доля, %
    2019    5,7         20          → Экспорт, 5700000000 USD, 2019 · Доля, 20 %, 2019

Heads that are places («Курганская область», «Китай») give the geography and not the indicator; heads that are only years give
the period. Totals are checked against the rows and columns that they sum: a total that doesn't add up keeps its printed
value and is flagged `sum_mismatch`, like nothing else in the dataset a remark of ours on the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from pipeline.model import Cell, Document, Linked, Observation, Table, stable_id, table_id
from pipeline.relate import indicators
from pipeline.relate.context import Context
from pipeline.relate.sums import mismatches
from pipeline.relate.values import bounds, precision, unit_of
from pipeline.russian.dates import period_of
from pipeline.russian.measures import read_measure
from pipeline.tables import BodyCell, CellAmount, TableReading, readings
from pipeline.values import Amount, plain

_UNIT_TAIL: Final = re.compile(r"\s*,\s*[^,()]*$|\s*\([^()]*\)\s*$")
_ALWAYS: Final = re.compile(r"\s*,?\s*(?:в\s+)?(?:%|‰)\s*$")
_NUMBERED: Final = re.compile(r"^\s*Табл(?:ица|\.)\s*(?:№\s*)?[\dA-ZА-Я.]*\d?\s*[.:–—-]?\s*", re.IGNORECASE)
_WHEN_AND_BY: Final = re.compile(
    r"(?:\s*,?\s*(?:в|за|на|с|по)\s+(?:\d[\d\s,–—и-]*(?:по\s\d+\s?)?(?:гг?\.?|год\w*)?|(?:странам|регионам|годам|областям|районам)\b))+\s*$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\d{4}")
_TOTAL: Final = re.compile(r"(?:итого|всего|в целом|сумма|общий итог)\b", re.IGNORECASE)


def observe(doc: Doc, linked: Linked) -> tuple[Observation, ...]:
    """Observations of all tables, in the order of tables, rows and columns."""
    context = Context(doc, linked)
    document = context.structure.document
    return tuple(
        observation
        for index, (table, reading) in enumerate(zip(document.tables, readings(doc), strict=True))
        for observation in _observe(context, document, table, reading, table_id(document.doc_id, index))
    )


def _observe(
    context: Context, document: Document, table: Table, reading: TableReading, key: str
) -> Iterator[Observation]:
    wrong = mismatches(reading)
    amounts = {(m.start, m.end): m for m in context.by_layer["amount"]}
    shared = _caption_places(context, document, table)
    subject = _caption_indicator(document, table)
    seen = [(cell, _places(context, table, reading, cell)) for cell in reading.body]
    years = _all_years(reading)
    of_places = sum(row for _, (_, row, _) in seen) * 2 > len(seen)
    for cell, (geography, row_is_place, column_is_place) in seen:
        flags: list[str] = []
        unnamed = not any(_named(head) for head in cell.column_head) or column_is_place
        if unnamed and of_places:
            # «Импорт газа Турцией по странам»: the caption names what is measured and whose; the rows are its parts.
            geography = tuple(dict.fromkeys((*shared, *(geography if row_is_place else ())))) or geography
        if not geography:
            geography = shared
        if not geography and context.subject:
            geography = context.subject
            flags.append("geography_inherited")
        for found in cell.amounts:
            name = _indicator(cell, found, row_is_place=row_is_place, column_is_place=column_is_place)
            if subject and unnamed and (of_places or not name or _TOTAL.match(name)):
                name = (
                    subject if not name or _TOTAL.match(name) else f"{subject}: {name[:1].lower()}{name[1:]}"
                )
            mention = amounts.get((found.start, found.end))
            if not name or mention is None or not isinstance(mention.value, Amount):
                continue
            value = mention.value
            exact = {
                name_: None if number is None else plain(number) for name_, number in bounds(value).items()
            }
            marks = ["sum_mismatch"] if (found.start, found.end) in wrong else []
            yield Observation(
                observation_id=stable_id(document.doc_id, mention.mention_id, name),
                indicator=name,
                indicator_id=indicators.identify(name),
                value=exact["value"],
                low=exact["low"],
                high=exact["high"],
                comparator=value.comparator,
                unit=unit_of(value),
                per=value.per,
                change="level",
                period=cell.period or (years if cell.in_total_row else None),
                geography=geography,
                source="table",
                mention_id=mention.mention_id,
                start=found.start,
                end=found.end,
                table=key,
                row=cell.cell.row,
                column=cell.cell.column,
                flags=tuple(dict.fromkeys((*mention.flags, *flags, *marks))),
                confidence=mention.confidence,
                precision=precision(context.text[found.start : found.end], value),
            )


def _indicator(cell: BodyCell, found: CellAmount, *, row_is_place: bool, column_is_place: bool) -> str:
    """«Экспорт из России: всего»; a row's own words join in where they say what is measured."""
    column = [] if column_is_place else [text for head in cell.column_head if (text := _named(head))]
    row = "" if row_is_place or _TOTAL.match(cell.row_head) else _named(cell.row_head)
    if column and cell.in_total_column and row:
        column = column[:-1] or column
    parts = [*column, row] if row and not _is_label(column) else column or [row]
    if not column:
        parts = [row or _named(cell.section or "") or (cell.row_head if _TOTAL.match(cell.row_head) else "")]
    if found.label:
        parts.append(found.label)
    parts = [part for part in parts if part]
    return (
        ": ".join(
            [parts[0], *(part[:1].lower() + part[1:] if part[1:2].islower() else part for part in parts[1:])]
        )
        if parts
        else ""
    )


def _caption_indicator(document: Document, table: Table) -> str:
    """What a caption says is measured: «Таблица 3. Импорт газа Турцией по странам в 2019–2021 гг., млрд м³» → «Импорт газа Турцией»."""
    if table.caption is None:
        return ""
    block = document.blocks[table.caption]
    text = _named(_NUMBERED.sub("", document.text[block.start : block.end]))
    return _WHEN_AND_BY.sub("", text).strip(" ,.:;")


def _all_years(reading: TableReading) -> str | None:
    """What a total over rows of years is of: «2020», «2021», … «2023» → `2020/2023`."""
    said = [cell.period for cell in reading.body if not cell.in_total_row]
    years = sorted({period for period in said if period is not None and _YEAR.fullmatch(period)})
    return (
        f"{years[0]}/{years[-1]}"
        if len(years) > 1 and all(p in years for p in said if p) and None not in said
        else None
    )


def _is_label(column: list[str]) -> bool:
    """Whether the column's head says everything by itself and the row is only its subject – never true of bare totals."""
    return bool(column) and all(_TOTAL.match(text) for text in column)


def _named(head: str) -> str:
    """A head without its unit, or nothing where it is only a unit or a time."""
    text = " ".join(head.split())
    if not text or period_of(text) is not None:
        return ""
    text = _ALWAYS.sub("", text)
    tail = _UNIT_TAIL.search(text)
    if tail is not None and _is_unit(tail[0]):
        text = text[: tail.start()]
    return "" if _is_unit(text) else text.strip(" ,:;")


def _is_unit(text: str) -> bool:
    """Whether the words are a unit and nothing else: «, млрд долл.», «(тыс. т)», «%»."""
    bare = text.strip(" ,().")
    if bare in ("%", "‰"):
        return True
    measure = read_measure(bare, 0) or read_measure(f"{bare}.", 0)
    return measure is not None and measure.end >= len(bare) - 1


def _places(
    context: Context, table: Table, reading: TableReading, cell: BodyCell
) -> tuple[tuple[str, ...], bool, bool]:
    """(entities of the row's head and the column's heads, is the row a place, is the column one)."""
    row = [c for c in table.cells if c.row == cell.cell.row and c.column in reading.stub_columns]
    column = [
        c
        for c in table.cells
        if c.row < reading.n_head_rows and c.column <= cell.cell.column < c.column + max(1, c.column_span)
        and c.column not in reading.stub_columns
    ]  # fmt: skip
    of_row = [entity for c in row for entity in context.things(c.start, c.end)]
    of_column = [entity for c in column for entity in context.things(c.start, c.end)]
    row_is_place = bool(of_row) and all(
        _is_all_name(context, c) for c in row if context.things(c.start, c.end)
    )
    column_is_place = bool(of_column) and all(_is_all_name(context, c) for c in column)
    entities = [*(of_row if row_is_place else ()), *(of_column if column_is_place else ())]
    if row_is_place and not column_is_place:
        entities += [entity for c in column for entity in context.places(c.start, c.end)]
    if cell.in_total_row and not row_is_place:
        # A total is of all that it sums: the places of the rows above it.
        above = [
            c
            for c in table.cells
            if c.column in reading.stub_columns and reading.n_head_rows <= c.row < cell.cell.row
        ]
        entities += [
            entity for c in above for entity in context.things(c.start, c.end) if _is_all_name(context, c)
        ]
    return tuple(dict.fromkeys(entities)), row_is_place, column_is_place


def _is_all_name(context: Context, cell: Cell) -> bool:
    """Whether the cell is nothing but a name: «Китай», not «Экспорт в Китай»."""
    covered = sum(m.end - m.start for m in context.within("entity", cell.start, cell.end))
    return covered >= max(1, len(cell.text.strip()) - 3)


def _caption_places(context: Context, document: Document, table: Table) -> tuple[str, ...]:
    if table.caption is None:
        return ()
    block = document.blocks[table.caption]
    return context.places(block.start, block.end)
