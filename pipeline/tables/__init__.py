"""Statistical tables: which rows are heads, and what each number in a body cell measures.

A number in a table says almost nothing itself: its unit stands in the column's head, the row's head, a column of units or the
caption; its year in another. `read_table` brings them together, for the extractor that makes amounts of cells and for the
room that makes observations of them:

    Таблица 1. Товарооборот в 2019–2023 гг., млрд долл.
    Год     Экспорт     Доля, %
    2019    5,7         20          → 5,7: money 5700000000 USD, period 2019; 20: percent 20 %, period 2019

What is nearer wins: the cell's own unit, a column of units, the row's head, the column's head from below, the section row, the
caption. The surprise: a year in a cell is a head (first column, head row) or a date, never an amount; «–», «…», «н/д» are
nothing; two numbers in one cell are two amounts, each with its own label («Экспорт 12,4 %»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from pipeline.model import Cell, Document, Table
from pipeline.russian.dates import period_of
from pipeline.russian.measures import Measure
from pipeline.russian.nlp import structure_of
from pipeline.tables.cells import CellAmount, Context, amounts_in, inherited_measure, period_in
from pipeline.tables.heads import (
    NUMBER_AT,
    UNIT_HEAD,
    count_head_rows,
    find_stubs,
    head_path,
    is_date_column,
    is_order_column,
    row_head_of,
    without_period,
)

__all__ = ["BodyCell", "CellAmount", "TableReading", "read_table", "readings"]


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A body cell with all that heads and caption say of it.

    `column_head` is the path of head texts from the top («Экспорт из России», «всего»), `row_head` the text of the row's
    own head (number column left out), `section` that of the section row above. `period` is EDTF, from row, column, section or
    caption, nearest first. `unit_from` says where the unit was found: `cell`, `unit column`, `row`, `column`, `section`, `caption`,
    null; `measure` is what the cell's numbers inherit from outside it. Rows and columns of totals («Итого», «Всего») are told.
    """

    cell: Cell
    column_head: tuple[str, ...]
    row_head: str
    section: str | None
    caption: str
    period: str | None
    measure: Measure | None
    unit_from: str | None
    amounts: tuple[CellAmount, ...]
    in_total_row: bool
    in_total_column: bool


_READINGS: Final = "svod_tables"


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table understood: how many rows are head, which columns are heads of rows, cells with years, the body."""

    n_head_rows: int
    stub_columns: tuple[int, ...]
    periods: tuple[tuple[Cell, str], ...]
    body: tuple[BodyCell, ...]


_TOTAL: Final = re.compile(r"\s*(?:итого|всего|в целом|сумма|общий итог|в сумме)\b", re.IGNORECASE)


def readings(doc: Doc) -> tuple[TableReading, ...]:
    """What each table of a doc's document says, in their order; read once and remembered with the doc."""
    known: tuple[TableReading, ...] | None = doc.user_data.get(_READINGS)
    if known is None:
        document = structure_of(doc).document
        known = doc.user_data[_READINGS] = tuple(read_table(document, table) for table in document.tables)
    return known


def read_table(document: Document, table: Table) -> TableReading:
    """What the table says. Pure; a table without numbers gives an empty body."""
    grid = {(cell.row, cell.column): cell for cell in table.cells}
    n_head = count_head_rows(table)
    stubs = find_stubs(table, n_head)
    caption = ""
    if table.caption is not None and table.caption < len(document.blocks):
        block = document.blocks[table.caption]
        caption = document.text[block.start : block.end]
    heads = [head_path(table, column, n_head) for column in range(table.n_columns)]
    unit_column = next(
        (c for c in range(table.n_columns) if heads[c] and UNIT_HEAD.match(heads[c][-1])), None
    )
    date_columns = {
        c for c in range(table.n_columns) if c not in stubs and is_date_column(table, c, n_head, heads[c])
    }
    silent = {unit_column, *(c for c in range(table.n_columns) if is_order_column(heads[c]))}
    periods: list[tuple[Cell, str]] = []
    for cell in table.cells:
        if cell.row < n_head or cell.column in stubs or cell.column in date_columns:
            said = period_of(cell.text)
            if said is not None:
                periods.append((cell, said))
    body: list[BodyCell] = []
    section: str | None = None
    for row in range(n_head, table.n_rows):
        cells = [grid[row, column] for column in range(table.n_columns) if (row, column) in grid]
        filled = [cell for cell in cells if cell.text.strip()]
        if len(filled) == 1 and not NUMBER_AT.search(without_period(filled[0].text)) and table.n_columns > 1:
            section = filled[0].text.strip()
            continue
        row_head = row_head_of(cells, stubs, heads)
        for cell in cells:
            if cell.column in stubs or cell.column in date_columns or cell.column in silent:
                continue
            context = Context(
                heads[cell.column], row_head, section, caption,
                grid[row, unit_column].text if unit_column is not None and (row, unit_column) in grid else None,
            )  # fmt: skip
            body.append(_read_cell(cell, context))
    return TableReading(n_head, stubs, tuple(periods), tuple(body))


def _read_cell(cell: Cell, context: Context) -> BodyCell:
    measure, source = inherited_measure(context)
    period = period_in(context)
    amounts = tuple(amounts_in(cell, measure, context))
    if amounts and any(a.says_unit for a in amounts):
        source = "cell"
    return BodyCell(
        cell, context.column_head, context.row_head, context.section, context.caption, period, measure, source, amounts,
        bool(_TOTAL.match(context.row_head)), any(_TOTAL.match(head) for head in context.column_head[-1:]),
    )  # fmt: skip
