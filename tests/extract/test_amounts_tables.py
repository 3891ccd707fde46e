"""What a table's heads say of its cells: units, periods, labels, totals."""

from __future__ import annotations

from pipeline.russian.nlp import structure_of
from pipeline.tables import BodyCell, TableReading, read_table
from tests.extract.tabled import doc_of


def reading(text: str) -> TableReading:
    document = structure_of(doc_of(text)).document
    return read_table(document, document.tables[0])


def cell(table: TableReading, row: int, column: int) -> BodyCell:
    return next(body for body in table.body if (body.cell.row, body.cell.column) == (row, column))


def test_two_rows_of_heads_give_a_path_and_a_period() -> None:
    table = reading(
        "Таблица 1. Вывоз\nТовар\t2022\t\t2023\t\n\tмлн руб.\t%\tмлн руб.\t%\nРуда\t320\t40\t350\t41,5"
    )
    assert table.n_head_rows == 2
    assert table.stub_columns == (0,)
    money = cell(table, 2, 3)
    assert money.column_head == ("2023", "млн руб.")
    assert (money.row_head, money.period, money.unit_from) == ("Руда", "2023", "column")
    assert str(money.amounts[0].amount) == "money 350000000 RUB"
    assert cell(table, 2, 2).period == "2022"


def test_the_rows_year_is_the_period_and_the_caption_gives_the_unit() -> None:
    table = reading("Таблица 2. Сборы в 2019–2020 гг., млрд тенге\nГод\tСборы\n2019\t5,7\n2020\t6,1")
    assert [period for _, period in table.periods] == ["2019", "2020"]
    body = cell(table, 1, 1)
    assert (body.period, body.unit_from) == ("2019", "caption")
    assert body.amounts[0].flags == ("unit_inherited",)


def test_a_cell_with_two_numbers_keeps_their_labels() -> None:
    table = reading("Таблица 3. Сборы, млн руб.\nГод\tСборы\n2023\tналог 12,4 % пошлина 26,5 %")
    assert [(a.label, str(a.amount)) for a in cell(table, 1, 1).amounts] == [
        ("налог", "percent 12.4 %"),
        ("пошлина", "percent 26.5 %"),
    ]


def test_halves_of_a_cell_are_named_by_the_caption() -> None:
    table = reading("Таблица 4. Обмен, т (ввоз / вывоз)\nГод\tРыба\n2020\t1 / 2\n2021\t– / 3")
    assert [a.label for a in cell(table, 1, 1).amounts] == ["ввоз", "вывоз"]
    assert [a.label for a in cell(table, 2, 1).amounts] == ["вывоз"]


def test_totals_are_told_and_section_rows_are_no_body() -> None:
    table = reading("Таблица 5. Парк, ед.\nВид\tСуда\nМорские\t\nтанкеры\t4\nИтого\t9")
    assert cell(table, 2, 1).section == "Морские"
    assert cell(table, 3, 1).in_total_row
    assert not cell(table, 2, 1).in_total_row


def test_a_quarter_in_the_row_takes_the_captions_year() -> None:
    table = reading("Таблица 6. Ввоз в 2021 г., т\nКвартал\tЧай\nI квартал\t5\nII квартал\t7")
    assert cell(table, 1, 1).period == "2021-33"
    assert cell(table, 2, 1).period == "2021-34"


def test_a_table_without_numbers_has_no_amounts() -> None:
    table = reading("Таблица 7. Органы\nОрган\tМесто\nСовет\tАстана")
    assert [a for body in table.body for a in body.amounts] == []
