"""Tables without a lattice: columns, heads of two levels, rows of several lines, and what is none of their cells."""

from collections.abc import Sequence

import pytest

from pipeline.read.flow import Grid, Item, Paragraph
from pipeline.read.ink import Line, Rule, Word, line_of
from pipeline.read.runs import runs_of
from pipeline.read.tabular import alignment, captions, levels, unruled

SIZE = 10.0
Said = tuple[float, float, str]
"""x, baseline, text: five points to a letter, a space of two and a half."""


def words(*said: Said) -> list[Word]:
    made: list[Word] = []
    for x, base, text in said:
        for part in text.split():
            end = x + 5.0 * len(part)
            made.append(Word(part, x, base - 7, end, base + 2, base, SIZE, page=1))
            x = end + 2.5
    return made


def cells(*said: Said, rules: Sequence[Rule] = ()) -> list[list[str]]:
    found = alignment.slots(words(*said), rules)
    assert found is not None
    slots, rows, columns = found
    grid = [["" for _ in range(columns)] for _ in range(rows)]
    for slot in slots:
        grid[slot.row][slot.column] = " ".join(line.text for line in slot.lines)
    return grid


def spans(*said: Said, rules: Sequence[Rule] = ()) -> list[tuple[int, int, int, int]]:
    found = alignment.slots(words(*said), rules)
    assert found is not None
    return [
        (s.row, s.column, s.row_span, s.column_span)
        for s in found[0]
        if (s.row_span, s.column_span) != (1, 1)
    ]


def lines(*said: Said) -> list[Line]:
    bases = sorted({base for _, base, _ in said})
    return [line_of(words(*(part for part in said if part[1] == base))) for base in bases]


HEAD: tuple[Said, ...] = ((50, 100, "Порт"), (200, 100, "2021"), (260, 100, "2022"))


def test_years_are_a_head() -> None:
    assert cells(*HEAD, (50, 112, "Актау"), (200, 112, "41"), (260, 112, "43")) == [
        ["Порт", "2021", "2022"],
        ["Актау", "41", "43"],
    ]


def test_a_sign_set_left_makes_no_column() -> None:
    found = cells(
        *HEAD,
        *((50, 112, "Актау"), (205, 112, "410"), (265, 112, "433")),
        *((50, 124, "Курык"), (190, 124, "–"), (265, 124, "120")),
    )
    assert found[2] == ["Курык", "–", "120"]


@pytest.mark.parametrize("figures", [112, 124])
def test_a_label_of_two_lines(figures: int) -> None:
    found = cells(
        *HEAD,
        *((50, 112, "Погрузка зерна"), (50, 124, "на баржи"), (200, figures, "41"), (260, figures, "43")),
        *((50, 136, "Лом"), (200, 136, "7"), (260, 136, "9")),
    )
    assert found[1:] == [["Погрузка зерна на баржи", "41", "43"], ["Лом", "7", "9"]]


def test_two_values_on_two_lines() -> None:
    found = cells(
        *HEAD,
        *(
            (50, 112, "Актау"),
            (200, 112, "6,5 /"),
            (260, 112, "7,1 /"),
            (200, 124, "23,3"),
            (260, 124, "24,0"),
        ),
        *((50, 136, "Курык"), (200, 136, "1,5 /"), (260, 136, "1,1 /"), (200, 148, "3,3"), (260, 148, "4,0")),
    )
    assert found[1:] == [["Актау", "6,5 / 23,3", "7,1 / 24,0"], ["Курык", "1,5 / 3,3", "1,1 / 4,0"]]


def test_a_heading_inside_the_table_is_a_row() -> None:
    found = cells(
        *HEAD,
        (50, 112, "Россия"),
        *((50, 124, "Вывоз"), (200, 124, "41"), (260, 124, "43")),
        (50, 136, "Казахстан"),
        *((50, 148, "Вывоз"), (200, 148, "7"), (260, 148, "9")),
    )
    assert [row[0] for row in found] == ["Порт", "Россия", "Вывоз", "Казахстан", "Вывоз"]
    assert found[1][1:] == found[3][1:] == ["", ""]


TWO_LEVELS: tuple[Said, ...] = (
    *((50, 106, "Порт"), (215, 100, "Ввоз"), (345, 100, "Вывоз")),
    *((190, 112, "нефть"), (250, 112, "зерно"), (320, 112, "нефть"), (380, 112, "зерно")),
    *((50, 124, "Актау"), (195, 124, "41"), (255, 124, "12"), (325, 124, "43"), (385, 124, "8")),
    *((50, 136, "Курык"), (195, 136, "17"), (255, 136, "2"), (325, 136, "4"), (385, 136, "16")),
)


def test_a_head_of_two_levels() -> None:
    assert spans(*TWO_LEVELS) == [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 2)]
    assert cells(*TWO_LEVELS)[1] == ["", "нефть", "зерно", "нефть", "зерно"]


def test_one_rule_under_two_upper_cells_parts_none() -> None:
    assert spans(*TWO_LEVELS, rules=[Rule(185, 103, 410, 103.5)]) == spans(*TWO_LEVELS)


def test_prose_has_no_columns() -> None:
    said = [(50.0, 100 + 12.0 * at, "баржи стоят у причала до самой осени") for at in range(5)]
    assert alignment.slots(words(*said)) is None


def level(*tops: float) -> list[Rule]:
    return [Rule(45, top, 310, top) for top in tops]


BODY: tuple[Said, ...] = (
    *HEAD,
    *((50, 116, "Актау"), (200, 116, "41"), (260, 116, "43")),
    *((50, 128, "Курык"), (200, 128, "17"), (260, 128, "20")),
)


def test_the_running_heads_rule_is_no_tables() -> None:
    runs = runs_of(words((45, 60, "Таблица 1. Порты"), *BODY))
    (found,) = levels.found(level(30, 88, 104, 134), runs)
    assert found.box == (45, 88, 310, 134) and not found.open


def test_two_tables_between_rules_of_one_extent_stay_two() -> None:
    second = tuple((x, base + 100, text) for x, base, text in BODY)
    runs = runs_of(words(*BODY, (45, 170, "Таблица 2. Порты"), *second))
    found = levels.found(level(88, 104, 134, 188, 204, 234), runs)
    assert [(table.box[1], table.box[3]) for table in found] == [(88, 134), (188, 234)]


def test_a_note_inside_the_last_rule_is_cut_off() -> None:
    runs = runs_of(words(*BODY, (50, 144, "Источник: отчёты портов")))
    (found,) = levels.found(level(88, 104, 150), runs)
    assert 128 < found.box[3] < 140


def test_a_table_open_below_ends_with_its_rows() -> None:
    prose = (45.0, 190.0, "баржи стоят у причала до самой осени и ждут воды")
    runs = runs_of(words((45, 78, "Таблица 1. Порты"), *BODY, prose))
    (found,) = levels.found(level(88, 104), runs)
    assert found.open and 128 < levels.open_below(found, runs) < 180


def test_captions_above_in_two_languages() -> None:
    runs = runs_of(words((45, 64, "Таблица 3. Порты"), (45, 76, "Table 3. Ports"), *BODY))
    found, gone = captions.above((45, 88, 310, 134), runs)
    assert [part.lines[0].text for part in found] == ["Таблица 3. Порты", "Table 3. Ports"] and len(gone) == 6


def test_the_title_under_a_number_set_right_is_its_caption() -> None:
    runs = runs_of(words((45, 40, "весной."), (250, 64, "Таблица 3"), (120, 76, "Порты моря"), *BODY))
    (found,), _ = captions.above((45, 88, 310, 134), runs)
    assert [line.text for line in found.lines] == ["Таблица 3", "Порты моря"]


def caption_of(text: str) -> Paragraph:
    return Paragraph("caption", (line_of(words((45, 64, text))),))


TABLE = Grid((), 2, 2, 1, None, 0)


def test_the_russian_of_two_captions_is_the_tables() -> None:
    (_, _, found) = captions.caption([caption_of("Таблица 3. Порты"), caption_of("Table 3. Ports"), TABLE])
    assert isinstance(found, Grid) and (found.caption, found.number) == (2, "3")


def test_captions_below() -> None:
    items: list[Item] = [TABLE, caption_of("Таблица 1. Порты"), TABLE, caption_of("Таблица 2. Суда")]
    found = [item for item in captions.caption(items) if isinstance(item, Grid)]
    assert [(item.caption, item.number) for item in found] == [(-1, "1"), (-1, "2")]


def test_prose_under_a_table_is_no_row() -> None:
    under = (50.0, 140.0, "баржи стоят  у причала до самой осени и ждут высокой воды")
    found = unruled.under_caption(lines((45, 64, "Таблица 1. Порты"), *BODY, under), 0)
    assert found is not None and found[0].n_rows == 3


def test_a_table_of_words_with_a_sum_and_cells_of_several_lines() -> None:
    head = (50, 100, "Область"), (130, 100, "Товары"), (260, 100, "Оборот"), (330, 100, "Помехи")
    rows = [
        *(
            (50, 118, "Тобольская"),
            (130, 118, "доски, трубы, сукно"),
            (260, 118, "214,7"),
            (330, 118, "очереди у моста"),
        ),
        *((130, 130, "и посуда"), (330, 130, "и на станции")),
        *((50, 148, "Ишимская"), (130, 148, "мука, крупа"), (260, 148, "96,2"), (330, 148, "снег")),
        *((50, 166, "Итого"), (260, 166, "310,9")),
    ]
    assert cells(*head, *rows) == [
        ["Область", "Товары", "Оборот", "Помехи"],
        ["Тобольская", "доски, трубы, сукно и посуда", "214,7", "очереди у моста и на станции"],
        ["Ишимская", "мука, крупа", "96,2", "снег"],
        ["Итого", "", "310,9", ""],
    ]


def test_a_sum_under_the_last_row_of_words_where_all_lines_stand_alike() -> None:
    head = (50, 100, "Область"), (130, 100, "Товары"), (260, 100, "Оборот"), (330, 100, "Помехи")
    rows = [
        *(
            (50, 112, "Тобольская"),
            (130, 112, "доски, трубы, сукно"),
            (260, 112, "214,7"),
            (330, 112, "очереди у моста"),
        ),
        *((130, 124, "и посуда"), (330, 124, "и на станции")),
        *((50, 136, "Ишимская"), (130, 136, "мука, крупа"), (260, 136, "96,2"), (330, 136, "снег")),
        *((50, 148, "Итого"), (260, 148, "310,9")),
    ]
    assert cells(*head, *rows)[2:] == [
        ["Ишимская", "мука, крупа", "96,2", "снег"],
        ["Итого", "", "310,9", ""],
    ]


def test_a_row_whose_label_runs_over_the_gap_is_no_prose() -> None:
    said = lines(
        *((50, 100, "Таблица 3. Рейсы"), (50, 112, "Переход"), (330, 112, "2019"), (400, 112, "2020")),
        *((50, 124, "Речной"), (330, 124, "98"), (400, 124, "77")),
        *((50, 136, "в том числе через старый мост у заставы"), (345, 136, "41"), (400, 136, "36")),
        *((50, 148, "Степной"), (330, 148, "214"), (400, 148, "201")),
    )
    made = unruled.under_caption(said, 0)
    assert made is not None and (made[0].n_rows, made[2]) == (4, 5)


def test_a_justified_line_within_a_cell_of_words_makes_no_columns() -> None:
    head = (50, 100, "Мост"), (120, 100, "Грузы"), (260, 100, "Рейсы"), (320, 100, "Помехи")
    rows = [
        *((50, 118, "Старый"), (120, 118, "зерно,"), (165, 118, "мука"), (210, 118, "и"), (260, 118, "214")),
        *((320, 118, "очереди"), (120, 130, "масло"), (320, 130, "и снег")),
        *((50, 148, "Новый"), (120, 148, "сукно и толстые доски"), (260, 148, "98"), (320, 148, "лёд")),
        *((50, 166, "Дальний"), (120, 166, "соль и рыба"), (260, 166, "41"), (320, 166, "туман")),
    ]
    assert cells(*head, *rows) == [
        ["Мост", "Грузы", "Рейсы", "Помехи"],
        ["Старый", "зерно, мука и масло", "214", "очереди и снег"],
        ["Новый", "сукно и толстые доски", "98", "лёд"],
        ["Дальний", "соль и рыба", "41", "туман"],
    ]


def test_figures_in_the_middle_of_labels_of_two_lines_and_of_three() -> None:
    head = (50, 100, "Показатель"), (250, 100, "2019 г."), (330, 100, "2020 г.")
    rows = [
        *((50, 118, "Вывоз зерна через"), (50, 130, "южные и восточные"), (50, 142, "переходы области")),
        *((255, 130, "412,5"), (335, 130, "398,1")),
        *((50, 160, "Ввоз машин"), (50, 172, "по найму"), (260, 166, "57,2"), (340, 166, "61,8")),
        *((50, 190, "Простой"), (265, 190, "3,4"), (345, 190, "4,0")),
    ]
    assert cells(*head, *rows)[1:] == [
        ["Вывоз зерна через южные и восточные переходы области", "412,5", "398,1"],
        ["Ввоз машин по найму", "57,2", "61,8"],
        ["Простой", "3,4", "4,0"],
    ]


def test_the_last_rows_further_line_begins_under_its_cell() -> None:
    said = lines(
        *((50, 100, "Таблица 2. Записки"), (50, 112, "Записка"), (150, 112, "Предмет"), (350, 112, "Срок")),
        *((50, 124, "Первая"), (150, 124, "переправы и ярмарки"), (350, 124, "год")),
        *((50, 136, "Вторая"), (150, 136, "нормы нагрузок для"), (350, 136, "два года")),
        *((150, 148, "машин"), (62, 160, "Далее речь о дорогах и о том, кто их чинит за рекой")),
    )
    made = unruled.under_caption(said, 0)
    assert made is not None and made[2] == 5
