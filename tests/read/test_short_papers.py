"""Papers of one page or two: what stands at a page's edge has no other page to come back on."""

import pytest

from pipeline.read.arranging import arrange
from pipeline.read.ink import Word

from .test_furniture import gone
from .test_layout import PROSE, column, flat, line, page

BODY = flat(column(PROSE * 2, 50, 100, 490))


def at_ends(left: str, right: str, size: float = 10, base: float = 50) -> list[Word]:
    return [*line(left, 50, base, size=size), *line(right, 540 - 0.6 * size * len(right), base, size=size)]


@pytest.mark.parametrize(
    "head",
    [
        at_ends("Ранова С. Т.", "Рынки степи", size=8),
        at_ends("Рынки степи", "211"),
        at_ends("Вестник степи", "2021. № 4"),
        line("Рынки степи и цена моста", 230, 50, size=8),
    ],
)
def test_a_head_over_the_text_of_the_only_page(head: list[Word]) -> None:
    assert [kind for kind, _ in gone([page([*head, *BODY])])] == ["running_head"]


@pytest.mark.parametrize(
    "head",
    [
        line("ОБЩИЕ ПОЛОЖЕНИЯ", 230, 50, size=8),
        line("УДК 339.5", 50, 50, size=8),
        line("Ключевые слова: мост, цена", 50, 50, size=8),
        line("Рынки степи и цена моста", 230, 50),
    ],
)
def test_what_may_be_the_papers_own_stays(head: list[Word]) -> None:
    assert gone([page([*head, *BODY])]) == []


def test_a_title_between_head_and_text_leaves_the_head() -> None:
    title = line("Рынки степи", 230, 75, size=14)
    assert gone([page([*line("Труды кафедры соседства", 200, 50, size=8), *title, *BODY])]) == []


def test_what_stands_beyond_the_pages_number_is_no_text() -> None:
    words = [*line("Ранова С. Т. Рынки степи", 200, 50), *line("1", 290, 64), *BODY]
    assert [kind for kind, _ in gone([page(words)])] == ["running_head", "page_number"]
    other = [*line("Ранова С. Т. Рынки степи", 200, 50), *line("14", 290, 64), *BODY]
    assert ("running_head", "Ранова С. Т. Рынки степи") not in gone([page(other)])


def test_the_issues_line_as_high_as_the_heads_of_other_pages() -> None:
    made = []
    for number in (1, 2, 3):
        head = "Вестник степи. ISSN 2999-0000. 2021. № 4" if number == 1 else "С. Т. Ранова. Рынки степи"
        title = line("Рынки степи", 230, 75, size=14) if number == 1 else []
        body = flat(column(PROSE[number:] + PROSE, 50, 110, 490, page=number))
        made.append(page([*line(head, 200, 50, size=8, page=number), *title, *body], number))
    assert [kind for kind, _ in gone(made)] == ["running_head"] * 3


def test_a_licence_at_the_first_pages_foot() -> None:
    feet = (
        "ISSN 2999-0000 (Print)",
        "© Ранова С. Т., 2021",
        "Доступно по лицензии Creative Commons Attribution 4.0",
    )
    low = BODY[-1].base + 60
    words = [*BODY, *flat([line(text, 50, low + 10 * at, size=8) for at, text in enumerate(feet)])]
    items, left = arrange([page(words)])
    assert sorted(item.text for item in left) == sorted(feet) and len(items) == 1
