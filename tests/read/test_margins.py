"""What stands beside the text: numbers and tabs in the outer margin, headings there, figures that text flows round."""

from pipeline.read import layout
from pipeline.read.arranging import arrange
from pipeline.read.ink import PageInk, Word
from pipeline.read.layout import Region
from pipeline.read.runs import runs_of

from .test_layout import PROSE, column, flat, line, page

SHORT = [word for word in PROSE * 3 if len(word) < 7]
"""Words that fill lines without the wide gaps that long ones leave."""
ENDED = [*SHORT[:-1], "товар."]


def said(region: Region) -> list[str]:
    return [word.text for ln in region.lines for word in ln.words]


def with_margin(number: int, *margin: tuple[str, float]) -> PageInk:
    text = flat(column(SHORT[number:], 50, 100, 400, page=number))
    beside = [word for words, base in margin for word in line(words, 480, base, page=number)]
    return page([*text, *beside], number)


def gone(pages: list[PageInk]) -> list[tuple[str, str]]:
    return [(item.kind, item.text) for item in arrange(pages)[1]]


def test_a_page_number_and_a_tab_in_the_outer_margin() -> None:
    pages = [with_margin(n, (str(30 + n), 130.0), ("РЫНКИ", 98.0)) for n in (1, 2, 3)]
    assert sorted(gone(pages)) == sorted(
        (kind, text)
        for n in (1, 2, 3)
        for kind, text in (("page_number", str(30 + n)), ("running_head", "РЫНКИ"))
    )


def test_a_heading_in_the_margin_is_no_furniture() -> None:
    pages = [with_margin(1, ("Цена моста", 112.0)), with_margin(2, ("Спор о цене", 136.0))]
    assert gone(pages) == []


def test_cells_that_stick_out_are_no_tabs() -> None:
    rows = [[*line("Мост", 200, 300 + 14 * at), *line("закрыт", 480, 300 + 14 * at)] for at in range(2)]
    pages = []
    for n in (1, 2):
        text = [*column(SHORT[n:], 50, 100, 400, page=n), *column(SHORT[-n:] + SHORT, 50, 350, 400, page=n)]
        pages.append(page([*flat(text), *flat(rows)], n))
    assert gone(pages) == []


def test_headings_in_the_margin_stand_between_paragraphs() -> None:
    opening = [ENDED[0].title(), *ENDED[1:]]
    first, second = column(opening, 50, 100, 400), column(ENDED[::-1], 50, 0, 400)
    low = first[-1][0].base + 12
    second = [[word._replace(base=word.base + low, top=word.top + low) for word in ln] for ln in second]
    second[0] = [word._replace(x0=word.x0 + 15) if not at else word for at, word in enumerate(second[0])]
    heads = [*line("Цена", 480, 100), *line("Спор", 480, low + 24)]
    found = layout.regions(runs_of([*flat(first), *flat(second), *heads]))
    assert [" ".join(said(part))[:4] for part in found] == [
        "Цена",
        " ".join(opening)[:4],
        "Спор",
        "това",
    ]
    assert said(found[1]) == opening


def test_text_flows_round_a_figure_with_its_words_and_caption() -> None:
    wide = column(ENDED, 50, 100, 490)
    low = wide[-1][0].base + 12
    narrow = column(SHORT[:30], 50, low, 250)
    labels = [*line("вывоз", 400, low + 5, size=7), *line("2019", 420, low + 19, size=7)]
    caption = line("Рис. 4. Вывоз зерна", 340, low + 31)
    end = narrow[-1][0].base + 12
    after = column(SHORT[::-1], 50, end, 490)
    found = layout.regions(runs_of([*flat(wide), *flat(narrow), *labels, *caption, *flat(after)]))
    assert [said(part) for part in found] == [
        ENDED,
        ["вывоз", "2019", *"Рис. 4. Вывоз зерна".split()],
        SHORT[:30],
        SHORT[::-1],
    ]


def test_text_flows_round_words_at_its_left() -> None:
    wide = column([*SHORT, "товар."], 50, 100, 490)
    low = wide[-1][0].base + 12
    words = [
        line(text, 50, low + 9 + 17 * at, size=13)
        for at, text in enumerate(("Мост всегда", "дороже", "старого брода"))
    ]
    narrow = column(SHORT[:60], 250, low, 290)
    after = column(SHORT[::-1], 50, narrow[-1][0].base + 12, 490)
    found = layout.regions(runs_of([*flat(wide), *flat(words), *flat(narrow), *flat(after)]))
    assert said(found[1]) == "Мост всегда дороже старого брода".split()
    assert [word for part in found[2:] for word in said(part)] == [*SHORT[:60], *SHORT[::-1]]
    assert len(said(found[2])) > 40


def columns_far_apart_in_the_stream(gutter: float) -> list[Word]:
    left = column(SHORT, 50, 100, 230)
    right = column(SHORT[::-1], 280 + gutter, 100, 230)
    return [word._replace(line=at) for at, words in enumerate([*left, *right]) for word in words]


def test_columns_nine_points_apart() -> None:
    words = [word._replace(size=11.0) for word in columns_far_apart_in_the_stream(9)]
    found = layout.regions(runs_of(words))
    assert [said(part) for part in found] == [SHORT, SHORT[::-1]]


def test_four_columns_whose_lines_are_not_level() -> None:
    four = [column(SHORT * 2, 30 + 200 * at, 100 + 5 * at, 180) for at in range(4)]
    found = layout.regions(runs_of(flat([words for part in four for words in part])))
    assert [said(part) for part in found] == [SHORT * 2] * 4


def test_numbers_of_lines_beside_a_line_that_begins_with_one() -> None:
    text = column(SHORT, 60, 100, 440)
    text[4] = line(
        "5 раза и выше пошлина на ввозимый товар и цена его на рынках степи за рекой", 60, 148, 440
    )
    numbers = [
        line(str(at), 45 - 5 * (at > 9), words[0].base, size=8) for at, words in enumerate(text, start=1)
    ]
    found = gone([page(flat([words for pair in zip(numbers, text, strict=True) for words in pair]))])
    assert found == [("line_number", str(at)) for at in range(1, len(text) + 1)]
