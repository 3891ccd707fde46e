"""What is furniture and what only looks like it."""

import pytest

from pipeline.read.arranging import arrange
from pipeline.read.ink import PageInk, Word

from .test_layout import PROSE, column, flat, line, page


def pages(heads: list[str], feet: list[str], top: float = 100) -> list[PageInk]:
    made = []
    for number, (head, foot) in enumerate(zip(heads, feet, strict=True), start=1):
        body = flat(column(PROSE[number:] + PROSE, 50, top, 490, page=number))
        edge = [
            *(line(head, 50, 40, page=number) if head else []),
            *(line(foot, 280, 800, page=number) if foot else []),
        ]
        made.append(page([*edge, *body], number))
    return made


def gone(made: list[PageInk]) -> list[tuple[str, str]]:
    return [(item.kind, item.text) for item in arrange(made)[1]]


@pytest.mark.parametrize(
    "feet",
    [
        ["— 7 —", "— 8 —", "— 9 —"],
        ["i", "ii", "iii"],
        ["[12]", "[13]", "[14]"],
        ["Стр. 4 из 9", "Стр. 5 из 9", "Стр. 6 из 9"],
    ],
)
def test_page_numbers_in_their_dress(feet: list[str]) -> None:
    assert gone(pages([""] * 3, feet)) == [("page_number", foot) for foot in feet]


def test_a_head_with_a_page_number_beside_it_needs_no_second_page_of_its_kind() -> None:
    heads = ["", "Вестник окраины. 2021. № 4          18", "С. Т. Ранова. Рынки степи"]
    made = pages(heads, ["17", "", "19"])
    kinds = {text: kind for kind, text in gone(made)}
    assert kinds["17"] == kinds["19"] == "page_number"


def test_last_words_of_footnotes_at_one_height_are_text() -> None:
    made = []
    for number, source in enumerate(("Портал рынков степи", "Сводка цен", "Отчёт порта за год"), start=1):
        body = flat(column(PROSE[number:] + PROSE, 50, 100, 490, page=number))
        notes = [
            *line(f"{number} {source}.", 50, 770, size=8, page=number),
            *line(f"(дата обращения: 0{number}.02.2021).", 50, 780, size=8, page=number),
        ]
        made.append(page([*body, *notes], number))
    assert gone(made) == []


def test_a_stamp_inside_every_page() -> None:
    stamped = [
        ink._replace(words=(*ink.words, *line("Скачано с сайта степи", 5, 500.5, size=5, page=ink.number)))
        for ink in pages([""] * 4, [""] * 4)
    ]
    assert gone(stamped) == [("stamp", "Скачано с сайта степи")] * 4


def numbered(body: list[list[Word]], step: int = 1) -> list[Word]:
    return [
        word
        for at, words in enumerate(body, start=1)
        for word in [*line(str(step * at), 20, words[0].base, size=7), *words]
    ]


def test_numbers_of_lines_in_the_margin() -> None:
    found = gone([page(numbered(column(PROSE * 2, 50, 100, 490)))])
    assert len(found) > 5 and {kind for kind, _ in found} == {"line_number"}


def test_numbers_of_a_tables_rows_are_cells() -> None:
    rows = [
        [*line(name, 60, 100 + 14 * at), *line(f"{at},5", 400, 100 + 14 * at)]
        for at, name in enumerate(PROSE[:12])
    ]
    assert gone([page(numbered(rows))]) == []


def test_an_imprint_above_the_first_pages_number_is_furniture_and_an_address_in_a_note_is_not() -> None:
    body = flat(column(PROSE, 50, 100, 490))
    note = line("Сводка рынков: https://rynki.example/svod.", 50, 700, size=8)
    imprint = line("© Ранова С. Т., 2021", 50, 740, size=8)
    assert gone([page([*body, *note, *imprint, *line("5", 280, 800)])]) == [
        ("page_number", "5"),
        ("imprint", "© Ранова С. Т., 2021"),
    ]
    note = line("Сводка рынков за год.", 50, 700, size=8)
    close = line("© Ранова С. Т., 2021", 50, 710, size=8)
    assert gone([page([*body, *note, *close, *line("5", 280, 800)])]) == [("page_number", "5")]


def test_a_number_with_a_space_counts_with_the_pages_but_a_captions_does_not() -> None:
    heads = ["", "42 С. Т. Ранова", "Цены и перевозки 43"]
    assert gone(pages(heads, ["41", "", ""])) == [
        ("page_number", "41"),
        ("running_head", "42 С. Т. Ранова"),
        ("running_head", "Цены и перевозки 43"),
    ]
    assert gone(pages(["", "", "Таблица 2. Порты и склады 3"], ["1", "2", "3"])) == [
        ("page_number", "1"),
        ("page_number", "2"),
        ("page_number", "3"),
    ]


def test_a_head_that_another_page_has_on_its_side() -> None:
    made = pages(["Записки заставы и порта", ""], ["", ""])
    assert gone(made) == []
    aside = tuple(line("Записки заставы и порта", 50, 400, page=2))
    assert ("running_head", "Записки заставы и порта") in gone([made[0], made[1]._replace(aside=aside)])


def test_the_number_of_a_last_page_of_one_line() -> None:
    made = pages([""] * 2, ["4", "5"])
    last = page([*line("и мост.", 50, 100, page=3), *line("6", 280, 800, page=3)], 3)
    assert gone([*made, last]) == [("page_number", number) for number in "456"]


def test_an_issue_and_a_page_number_over_a_single_page() -> None:
    head = [*line("Вести окраины. 14 мая 2021. № 37", 50, 40), *line("5", 530, 40)]
    one = page([*head, *flat(column(PROSE * 2, 50, 100, 490))])
    assert gone([one]) == [("running_head", "Вести окраины. 14 мая 2021. № 37 5")]
