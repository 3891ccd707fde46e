"""Plain text as copied out of a journal: pages, footnotes and paragraphs told from the lines alone."""

from pipeline.model import Document
from pipeline.read import read

PAGES = """Вывоз зерна
из Кустанайской степи

   Перевозка зерна по железной дороге обходится дешевле, чем авто-
мобильная, и область1 платит за вагон вдвое меньше соседей. Само-
лёты Ту-154 и ракеты С-400 на группу G20 не влияют. Содержание СО2

1 Здесь и далее: область в границах 2018 года.

14

Вестник степи. 2021. № 3

в воздухе над элеватором2 измерено трижды. Порядок соблюдён:
нефте- и зерновозы стоят раздельно.
   Второй абзац начинается с отступа и говорит о том же самом, что
и первый.

2 Измерения автора.

15

Вестник степи. 2021. № 3

Таблица 2. Вывоз зерна из области, тыс. т

Год Пшеница Ячмень Всего
2019 410 90,5 500,5
2020 1 250 110 1 360
2021 1 300 – 1 300

Вывод прост.
"""


def paper(text: str = PAGES) -> Document:
    return read(text.encode(), "step.txt")


def blocks(found: Document, kind: str) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks if block.kind == kind]


def test_sentence_goes_on_over_page_footnote_and_hyphen() -> None:
    first = blocks(paper(), "paragraph")[0]
    assert "чем автомобильная, и область платит" in first
    assert "Самолёты Ту-154 и ракеты С-400 на группу G20 не влияют." in first
    assert "Содержание СО2 в воздухе над элеватором измерено трижды." in first
    assert first.endswith("нефте- и зерновозы стоят раздельно.")


def test_footnotes_stand_behind_their_paragraph() -> None:
    found = paper()
    kinds = [block.kind for block in found.blocks]
    assert kinds[:5] == ["title", "paragraph", "footnote", "footnote", "paragraph"]
    assert blocks(found, "footnote") == ["Здесь и далее: область в границах 2018 года.", "Измерения автора."]
    assert [(mark.mark, found.text[: mark.at].split()[-1]) for mark in found.notes] == [
        ("1", "область"),
        ("2", "элеватором"),
    ]


def test_furniture_is_kept_apart() -> None:
    found = paper()
    assert [(item.kind, item.text) for item in found.furniture] == [
        ("page_number", "14"),
        ("running_head", "Вестник степи. 2021. № 3"),
        ("page_number", "15"),
        ("running_head", "Вестник степи. 2021. № 3"),
    ]


def test_table_of_words_and_figures() -> None:
    found = paper()
    assert blocks(found, "table") == [
        "Год\tПшеница\tЯчмень\tВсего\n2019\t410\t90,5\t500,5\n2020\t1 250\t110\t1 360\n2021\t1 300\t–\t1 300"
    ]
    (table,) = found.tables
    assert (table.number, table.n_rows, table.n_columns) == ("2", 4, 4)
    assert [cell.header for cell in table.cells if cell.row == 0] == [True] * 4
    assert not any(cell.header for cell in table.cells if cell.row)


def test_head_that_does_not_fit_leaves_lines() -> None:
    said = PAGES.replace("Год Пшеница Ячмень Всего", "Год Пшеница и ячмень Всего")
    found = paper(said)
    assert found.tables == ()
    assert "2019 410 90,5 500,5" in found.text


def test_digit_without_a_footnote_stays() -> None:
    found = paper(PAGES.replace("1 Здесь и далее: область в границах 2018 года.\n", ""))
    assert "область1 платит" in found.text


def test_every_line_a_paragraph_when_lines_are_long() -> None:
    long = "Вывоз зерна из области в тот год вырос, а ввоз удобрений упал, и разница покрыта кредитом. " * 3
    found = paper(f"{long}\n{long}\n")
    assert len(blocks(found, "paragraph")) == 2


def test_form_feeds_part_pages() -> None:
    found = paper(
        "Зерно везут в порты Каспия, откуда оно идёт\n12\n\x0cморем в Иран и Турцию, минуя склады.\n"
    )
    assert blocks(found, "paragraph") == [
        "Зерно везут в порты Каспия, откуда оно идёт морем в Иран и Турцию, минуя склады."
    ]


WRAPPED = """Перевозки по зимникам начались рано: лёд встал в ноябре, и первые
колонны ушли из Игарки до срока. Всего завезено 12,4 тыс. т топлива.
                              - 31 -
Таблица 4
Завоз топлива по посёлкам, тонн
Посёлок            Дизельное   Бензин    Всего
Усть-Порт             1 240      310     1 550
Новая Река                        95        95
Носок                   880                880
Остальное уйдёт по воде летом.

Список литературы
6. Зимние дороги Таймыра // Север. 2019. Т. 8. №
3. С. 14-20.
7. Речной флот Енисея. Красноярск, 2020. 112 с.
8. Топливо Севера // Там же. С. 30-41.
"""


def test_page_number_between_dashes() -> None:
    found = paper(WRAPPED)
    assert [(item.kind, item.text) for item in found.furniture] == [("page_number", "- 31 -")]
    assert "31" not in found.text.split("Список")[0].replace("310", "")


def test_table_set_with_spaces_keeps_its_empty_cells() -> None:
    found = paper(WRAPPED)
    (table,) = found.tables
    assert blocks(found, "caption") == ["Таблица 4 Завоз топлива по посёлкам, тонн"]
    assert blocks(found, "table") == [
        "Посёлок\tДизельное\tБензин\tВсего\nУсть-Порт\t1 240\t310\t1 550\nНовая Река\t\t95\t95\nНосок\t880\t\t880"
    ]
    assert [cell.header for cell in table.cells][:5] == [True] * 4 + [False]
    assert "Остальное уйдёт по воде летом." in blocks(found, "paragraph")


def test_head_with_no_line_between_it_and_the_caption() -> None:
    said = "Таблица 4. Завоз топлива по посёлкам, тонн\nГод Дизельное Бензин\n2019 1240 310\n2020 880 95\n2021 905 90\n\nИтог ясен.\n"
    found = paper(said)
    assert blocks(found, "caption") == ["Таблица 4. Завоз топлива по посёлкам, тонн"]
    assert blocks(found, "table") == ["Год\tДизельное\tБензин\n2019\t1240\t310\n2020\t880\t95\n2021\t905\t90"]


def test_a_reference_wrapped_before_its_number_is_one_item() -> None:
    assert blocks(paper(WRAPPED), "list_item") == [
        "6. Зимние дороги Таймыра // Север. 2019. Т. 8. № 3. С. 14-20.",
        "7. Речной флот Енисея. Красноярск, 2020. 112 с.",
        "8. Топливо Севера // Там же. С. 30-41.",
    ]


def test_prose_stretched_with_spaces_is_no_table() -> None:
    said = (
        "Таблица 4 показывает,   что  завоз  вырос  до  1 240   тонн.\n"
        "В 2020 году  завезли  880  тонн,   а в 2021 году  только  95.\n"
        "В 2022 году  завезли  910  тонн,   а в 2023 году  ещё  120.\n"
    )
    assert paper(said).tables == ()


def test_entries_of_a_list_are_no_footnotes_of_the_authors_marks() -> None:
    found = paper(
        "О весах и вагонах\n\nП. С. Ильин1, А. Т. Серикова2\n\n"
        "Вагоны взвешивают на станции, и потому они стоят.\n\nСписок литературы\n\n"
        "1. Ли П. Весы. Омск, 2001. 12 с.\n\n2. Ли П. Гири. Омск, 2002. 14 с.\n"
    )
    assert not list(blocks(found, "footnote"))
    assert "2. Ли П. Гири." in found.text


def test_names_in_capitals_are_a_paragraph_apart_from_a_title_in_capitals() -> None:
    for head in ("П. С. ИЛЬИН\n\nО ВЕСАХ И ВАГОНАХ", "О ВЕСАХ И ВАГОНАХ\n\nИЛЬИН П. С."):
        found = paper(f"{head}\n\nВагоны взвешивают на станции, и потому они стоят дольше, чем едут.\n")
        assert found.text.startswith(head)


def test_a_table_drawn_with_characters() -> None:
    table = (
        "┌────────┬───────┬──────┐\n│ Порт   │ 2020  │ 2021 │\n├────────┼───────┼──────┤\n│Актау   │ 310,5 │ –    │\n"
        "│Новый   │  12   │ 14   │\n│        │ (нефть) │    │\n└────────┴───────┴──────┘\n"
    )
    for made in (table, table.translate(str.maketrans("│─┌┬┐├┼┤└┴┘", "|-+++++++++"))):
        found = read(f"Таблица 2. Грузы, тыс. т\n\n{made}\nГрузы растут.".encode(), "a.txt")
        (grid,) = found.tables
        rows = [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.n_rows)]
        assert rows == [["Порт", "2020", "2021"], ["Актау", "310,5", "–"], ["Новый", "12 (нефть)", "14"]]
        assert grid.number == "2" and grid.caption == 0
        assert found.text.endswith("Грузы растут.") and not found.problems


def test_rows_between_rules_are_rows_however_many_lines_they_have() -> None:
    table = "+-----+------+\n| Край | Лес |\n+-----+------+\n| Южный | сосна |\n| склон | и ель |\n+-----+------+\n| Север | кедр |\n+-----+------+\n"
    (grid,) = read(table.encode(), "a.txt").tables
    assert [cell.text for cell in grid.cells] == [
        "Край",
        "Лес",
        "Южный склон",
        "сосна и ель",
        "Север",
        "кедр",
    ]


def test_a_numbered_heading_is_no_note_to_a_formula() -> None:
    text = "Содержание CO2 в воде растёт, и его измеряют каждый год по весне на всех постах.\n\n2. Меры\n\nПосты закрыты."
    found = read(text.encode(), "a.txt")
    assert "CO2 в воде" in found.text and not found.notes


def test_notes_by_raised_signs_and_by_numbers_in_brackets() -> None:
    for mark, other in (("¹", "²"), ("(1)", "(2)")):
        text = (
            f"Паром ходит с 2019{mark} года, а баржа{other} стоит у нового причала с самой весны.\n\n"
            f"Литература\n\n1. Кац Р. О. Паромы. - Омск, 2011. - 70 с.\n\n{mark} Кроме зимы.\n{other} Сухогруз.\n"
        )
        found = read(text.encode(), "a.txt")
        assert found.text.startswith("Паром ходит с 2019 года, а баржа стоит")
        assert [found.text[found.blocks[note.block or 0].start :].split("\n")[0] for note in found.notes] == [
            "Кроме зимы.",
            "Сухогруз.",
        ]


def test_numbered_lines_between_blank_ones_are_headings_over_prose_only() -> None:
    found = read(
        "ЛЕСА ВЕРХНЕЙ ТОБОЛЬСКОЙ ТАЙГИ\n\nТайга занимает север.\n\n1. Породы\n\nРастёт кедр, а по сырым местам и ель.\n\n2.1 Запасы леса\n\n"
        "Таблица 1. Лес\n\nГод  Кедр  Ель\n2020  12  14\n2021  15  18\n\nСорта:\n\n1. Первый\n\n2. Второй\n\n"
        "3. Третий сорт\n\nЛес сухой.".encode(),
        "a.txt",
    )
    heads = [found.text[block.start : block.end] for block in found.blocks if block.kind == "heading"]
    assert found.blocks[0].kind == "title"
    assert heads == ["1. Породы", "2.1 Запасы леса"]
