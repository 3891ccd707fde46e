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
