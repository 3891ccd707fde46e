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
