"""Totals that add up, that don't, and that mustn't be checked."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Cell, Document, Table
from pipeline.relate.sums import mismatches
from pipeline.tables import read_table


def _wrong(caption: str, *rows: str) -> list[str]:
    """Texts of the totals that are said to be wrong; cells are separated by «|»."""
    text, blocks, cells = caption, [Block(0, len(caption), "caption")], []
    text += "\n\n"
    start = len(text)
    for n, row in enumerate(rows):
        for m, cell in enumerate(row.split("|")):
            word = cell.strip()
            cells.append(Cell(n, m, len(text), len(text) + len(word), word, header=n == 0))
            text += word + "\t"
        text = text[:-1] + "\n"
    blocks.append(Block(start, len(text), "table"))
    table = Table(1, 0, "1", None, None, len(rows), rows[0].count("|") + 1, tuple(cells))
    document = Document("d", "p", "s", "text/plain", text, blocks=tuple(blocks), tables=(table,))
    return [text[a:b] for a, b in sorted(mismatches(read_table(document, table)))]


CAPTION = "Таблица 1. Перевозки, млн т"


def test_a_total_that_adds_up_is_silent() -> None:
    assert (
        _wrong(CAPTION, "Год | Уголь | Нефть", "2021 | 10,5 | 3,0", "2022 | 12,1 | 2,9", "Итого | 22,6 | 5,9")
        == []
    )


def test_a_wrong_total_is_named_and_only_it() -> None:
    assert _wrong(
        CAPTION, "Год | Уголь | Нефть", "2021 | 10,5 | 3,0", "2022 | 12,1 | 2,9", "Итого | 23,6 | 5,9"
    ) == ["23,6"]


def test_rounding_of_the_parts_is_allowed() -> None:
    assert (
        _wrong(CAPTION, "Год | Уголь | Нефть", "2021 | 10,5 | 3,0", "2022 | 12,1 | 2,9", "Итого | 22,7 | 5,9")
        == []
    )


def test_a_missing_value_leaves_the_total_unchecked() -> None:
    assert (
        _wrong(CAPTION, "Год | Уголь | Нефть", "2021 | … | 3,0", "2022 | 12,1 | 2,9", "Итого | 30,0 | 5,9")
        == []
    )


@pytest.mark.parametrize("caption", ["Таблица 1. Доля угля, %", "Таблица 1. Выпуск, т на человека"])
def test_shares_and_rates_are_not_added(caption: str) -> None:
    assert (
        _wrong(
            caption, "Год | Уголь | Нефть", "2021 | 10,5 | 3,0", "2022 | 12,1 | 2,9", "Всего | 11,3 | 2,95"
        )
        == []
    )


def test_parts_of_parts_are_not_added() -> None:
    rows = (
        "Груз | 2021 | 2022",
        "Уголь | 10,0 | 11,0",
        "в том числе бурый | 4,0 | 5,0",
        "Итого | 10,0 | 11,0",
    )
    assert _wrong(CAPTION, *rows) == []


def test_a_total_column_is_checked_where_its_other_rows_add_up() -> None:
    rows = (
        "Год | Уголь | Нефть | Всего",
        "2020 | 1,0 | 2,0 | 3,0",
        "2021 | 2,0 | 2,0 | 4,0",
        "2022 | 2,0 | 3,0 | 6,0",
    )
    assert _wrong(CAPTION, *rows) == ["6,0"]


def test_a_total_column_of_more_than_its_parts_is_left_alone() -> None:
    rows = (
        "Год | Уголь | Нефть | Всего",
        "2020 | 1,0 | 2,0 | 9,0",
        "2021 | 2,0 | 2,0 | 9,5",
        "2022 | 2,0 | 3,0 | 9,9",
    )
    assert _wrong(CAPTION, *rows) == []
