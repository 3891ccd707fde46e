"""Heads of a table: which rows and columns name, and the path of names over each column.

A reader that knows the heads marks them; else a row is head while it holds no number but years («2022», «2023») or the
numbers of its columns («1 2 3»). The surprise: a merged head comes from many readers with its text in its first column only
(«Экспорт · · Импорт ·»), and is carried to the right as far as the row below it has names.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Cell, Table
from pipeline.russian.dates import period_of
from pipeline.russian.figures import SPACE, read_figure
from pipeline.russian.measures import read_measure, skip_gap

MISSING: Final = re.compile(
    r"\s*(?:[-–—−…хxХX*]|\.{2,3}|н\.?\s?/?\s?д\.?|нет(?: данных| свед\S*)?|н\.\s?св\.)?\s*", re.IGNORECASE
)
_NO_DATA: Final = re.compile(r"\bн\.?\s?/?\s?д\b\.?|\bнет(?: данных)?\b", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\W\d_]{2}")
NUMBER_AT: Final = re.compile(r"(?<![\w.,])\d")
_BARE_NUMBER: Final = re.compile(rf"\s*[-–−+±~<>≈]?{SPACE}?\d[\d.,\s\u00a0%–-]*\*?\s*")
_YEARS_HEAD: Final = re.compile(r"\s*(?:[а-яё]+\s)?(?:год|годы|дата|период|месяц|квартал)\b", re.IGNORECASE)
_ORDER_HEAD: Final = re.compile(r"\s*(?:n|#|место|ранг|номер|позиция|код)\b|\s*№", re.IGNORECASE)
UNIT_HEAD: Final = re.compile(r"\s*(?:ед(?:иниц[аы]|\.)?\s*изм(?:ерения|\.)?|единицы)", re.IGNORECASE)


def count_head_rows(table: Table) -> int:
    """How many rows from the top are head: marked so by the reader, or without a number that isn't a year or a column's number."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    marked = 0
    while (
        marked < table.n_rows
        and any(cell.text.strip() for cell in by_row.get(marked, ()))
        and all(cell.header for cell in by_row[marked] if cell.text.strip())
    ):
        marked += 1
    if 0 < marked < table.n_rows:
        count = marked
    else:
        count = 0
        while (
            count < table.n_rows - 1
            and _looks_like_head(by_row.get(count, []))
            and not (count and _under_years(by_row[count], by_row[count - 1]))
        ):
            count += 1
        # Section rows under the head are body: a head row names more than one column.
        while count > 1 and sum(bool(cell.text.strip()) for cell in by_row.get(count - 1, ())) <= 1:
            count -= 1
    while count < table.n_rows - 1 and _numbers_columns(by_row.get(count, [])):
        count += 1
    return count


def _under_years(cells: list[Cell], above: list[Cell]) -> bool:
    """Whether a row's times stand under a head like «Год подписания»: then they are its values."""
    heads = {cell.column: cell.text for cell in above}
    return any(
        period_of(cell.text) is not None and _YEARS_HEAD.match(heads.get(cell.column, "")) for cell in cells
    )


def _looks_like_head(cells: list[Cell]) -> bool:
    return not any(
        _BARE_NUMBER.fullmatch(cell.text) and period_of(cell.text) is None for cell in cells
    ) and not any(
        period_of(cell.text) is not None and cell.column == min(c.column for c in cells) for cell in cells
    )


def _numbers_columns(cells: list[Cell]) -> bool:
    """Whether the row only numbers the columns: «1 2 3 4»."""
    texts = [cell.text.strip() for cell in sorted(cells, key=lambda c: c.column)]
    return len(texts) > 2 and (
        texts == [str(n) for n in range(1, len(texts) + 1)]
        or texts == ["", *(str(n) for n in range(1, len(texts)))]
    )


def _covering(table: Table, row: int, column: int) -> Cell | None:
    return next(
        (
            cell
            for cell in table.cells
            if cell.row <= row < cell.row + cell.row_span
            and cell.column <= column < cell.column + cell.column_span
        ),
        None,
    )


def head_path(table: Table, column: int, n_head: int) -> tuple[str, ...]:
    """Head texts over a column, top first. A merged head that the reader gave to its first column only is carried right."""
    path: list[str] = []
    for row in range(n_head):
        cell = _covering(table, row, column)
        text = " ".join(cell.text.split()) if cell is not None else ""
        if not text and row < n_head - 1:
            below = any(
                (c := _covering(table, lower, column)) is not None and c.text.strip()
                for lower in range(row + 1, n_head)
            )
            left = column - 1
            while below and not text and left > 0:
                beside = _covering(table, row, left)
                text = " ".join(beside.text.split()) if beside is not None else ""
                left -= 1
        if text and (not path or path[-1] != text) and not re.fullmatch(r"\d{1,2}", text):
            path.append(text)
    return tuple(path)


def find_stubs(table: Table, n_head: int) -> tuple[int, ...]:
    """Leading columns that head the rows: words, years, or running numbers before words."""
    stubs: list[int] = []
    for column in range(max(1, table.n_columns - 1)):
        texts = [
            c.text.strip() for c in table.cells if c.column == column and c.row >= n_head and c.text.strip()
        ]
        head = " ".join(c.text for c in table.cells if c.column == column and c.row < n_head)
        if _ORDER_HEAD.match(head) and column == 0:
            stubs.append(column)
            continue
        # «Вологодская область 12,5» isn't a head: most texts must be without a bare number, or be years.
        words = sum(1 for t in texts if _WORDS.search(_NO_DATA.sub("", t)) or period_of(t) is not None)
        own_number = sum(1 for t in texts if NUMBER_AT.search(without_period(t)) and measure_in_cell(t))
        if texts and words * 2 > len(texts) and own_number * 2 <= len(texts) and not UNIT_HEAD.match(head):
            stubs.append(column)
        else:
            break
    return tuple(stubs) or ((0,) if table.n_columns > 1 else ())


def is_date_column(table: Table, column: int, n_head: int, head: tuple[str, ...]) -> bool:
    """Whether a body column holds times («Год основания»), which are no amounts."""
    texts = [
        c.text.strip()
        for c in table.cells
        if c.column == column and c.row >= n_head and not MISSING.fullmatch(c.text)
    ]
    return (
        bool(texts) and bool(head) and bool(_YEARS_HEAD.match(head[-1])) and all(period_of(t) for t in texts)
    )


def is_order_column(head: tuple[str, ...]) -> bool:
    """Whether a body column holds ranks, numbers or codes («Место», «№», «Код»): ordinals, and no amounts."""
    return bool(head) and bool(_ORDER_HEAD.match(head[-1]))


def row_head_of(cells: list[Cell], stubs: tuple[int, ...], heads: list[tuple[str, ...]]) -> str:
    """The text of a row's own head: its stub cells, running numbers left out."""
    parts = [
        " ".join(cell.text.split())
        for cell in cells
        if cell.column in stubs and not (heads[cell.column] and _ORDER_HEAD.match(heads[cell.column][-1]))
    ]
    return ", ".join(part for part in parts if part)


def without_period(text: str) -> str:
    """The text, or nothing where it is only a time: «2023» in a section row is no number."""
    return "" if period_of(text) is not None else text


def measure_in_cell(text: str) -> bool:
    """Whether a cell's number says its unit itself («12,4 %», «5 млн т»)."""
    return any(
        (figure := read_figure(text, match.start())) is not None
        and read_measure(text, skip_gap(text, figure.end)) is not None
        for match in NUMBER_AT.finditer(text)
    )
