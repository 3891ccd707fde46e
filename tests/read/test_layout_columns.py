"""Columns that no single gutter of the page shows: three under two, a few lines, a last line, a sidebar; dropped initials."""

from pipeline.read import gutters, initials, layout
from pipeline.read.ink import Rule, Word
from pipeline.read.runs import runs_of

from .test_layout import PROSE, bold, column, flat, line, page, regions, text_of

SHORT = [word for word in PROSE * 3 if len(word) < 7]
"""Words that fill lines without the wide gaps that long ones leave."""


def said(region_lines: object) -> list[str]:
    return [word.text for ln in region_lines for word in ln.words]  # type: ignore[attr-defined]


def test_three_columns_under_two() -> None:
    left, right = column(SHORT, 50, 100, 350), column(SHORT[::-1], 420, 100, 350)
    low = max(words[0].base for words in [*left, *right]) + 30
    thirds = [column(SHORT, x, low, 220) for x in (50, 300, 550)]
    found = regions([*flat(left), *flat(right), *flat([ln for third in thirds for ln in third])])
    assert [said(part.lines) for part in found] == [SHORT, SHORT[::-1], SHORT, SHORT, SHORT]


def test_a_few_lines_in_columns_between_wide_paragraphs() -> None:
    wide = column(SHORT, 50, 100, 690)
    low = wide[-1][0].base + 30
    few = SHORT[:45]
    left, right = column(few, 50, low, 330), column(few[::-1], 410, low, 330)
    last = column(SHORT, 50, low + 70, 690)
    found = regions([*flat(wide), *flat(left), *flat(right), *flat(last)])
    assert [said(part.lines) for part in found] == [SHORT, few, few[::-1], SHORT]


def test_a_last_column_of_one_line() -> None:
    found = regions([*flat(column(SHORT, 50, 100, 330)), *line("и выше пошлина на ввозимый товар", 410, 100)])
    assert len(found) == 2 and found[1].lines[0].text.startswith("и выше")


def test_gaps_of_stretched_lines_are_no_gutter() -> None:
    wide = [line("Цены городов расходятся", 50, 100 + 14 * at, 490) for at in range(3)]
    assert len(regions(flat(wide))) == 1


def test_a_table_under_its_wide_caption_is_not_cut_by_the_gutter() -> None:
    left, right = column(PROSE, 50, 100, 230), column(PROSE[::-1], 310, 100, 230)
    low = max(words[0].base for words in [*left, *right]) + 30
    caption = line("Таблица 4. Перевозки через пункты пропуска двух областей за год", 130, low)
    rows = [
        [*line(name, 60, low + 14 * at), *line(figure, 400, low + 14 * at)]
        for at, (name, figure) in enumerate((("Пункт", "2022"), ("Мост", "41,5"), ("Порт", "12")), start=1)
    ]
    below = low + 90
    more = [*flat(column(PROSE, 50, below, 230)), *flat(column(PROSE, 310, below, 230))]
    found = regions([*flat(left), *flat(right), *caption, *flat(rows), *more])
    assert [ln.text for ln in found[2].lines[1:]] == ["Пункт 2022", "Мост 41,5", "Порт 12"]
    assert len(found) == 5


def test_sidebar_comes_whole_before_the_text_that_goes_on() -> None:
    text = column(PROSE * 3, 200, 103, 340)
    side = [
        line(part, 50, 103 + 10 * at, size=8)
        for at, part in enumerate(("Получено:", "12 марта", "Принято:", "3 мая", "Об авторе:", "И. Степнова"))
    ]
    found = regions([*flat(text), *flat(side)])
    assert [" ".join(ln.text for ln in part.lines)[:9] for part in found] == [
        "Получено:",
        " ".join(PROSE)[:9],
    ]
    assert said(found[1].lines) == PROSE * 3


def test_numbers_of_formulas_are_no_sidebar() -> None:
    text = column(PROSE * 2, 50, 100, 400)
    numbers = [line(f"({at})", 520, 100 + 24 * at) for at in range(5)]
    assert gutters.sidebar(runs_of([*flat(text), *flat(numbers)])) is None


def dropped(letter: str, first: str) -> list[Word]:
    lines = [[first, *PROSE[1:10]], PROSE[10:20], PROSE[20:30]]
    beside = [line(" ".join(words), 85, 100 + 12 * at, 455) for at, words in enumerate(lines)]
    rest = column(PROSE[30:], 50, 136, 490)
    return [Word(letter, 50, 92, 80, 126, 124, 34, page=1), *flat(beside), *flat(rest)]


def test_dropped_initial_begins_its_word_and_cuts_no_line_off() -> None:
    assert text_of(page(dropped("П", "риграничные"))) == " ".join(PROSE)


def test_dropped_initial_that_is_a_word() -> None:
    assert text_of(page(dropped("В", "приграничных"))) == " ".join(["В", "приграничных", *PROSE[1:]])


def test_a_large_letter_alone_is_no_initial() -> None:
    runs = runs_of([Word("А", 50, 60, 80, 94, 90, 34, page=1), *flat(column(PROSE, 50, 120, 490))])
    assert initials.set_in(runs, 10) is runs


def test_two_tables_side_by_side_each_under_its_caption() -> None:
    rows = []
    for at, (first, second) in enumerate(
        (("Таблица 1. Вывоз", "Таблица 2. Ввоз"), ("Омск", "Томск"), ("Уфа", "Курган"))
    ):
        rows += [*line(first, 50, 100 + 14 * at), *line(second, 310, 100 + 14 * at)]
        if at:
            rows += [*line(f"1{at}", 200, 100 + 14 * at), *line(f"2{at}", 480, 100 + 14 * at)]
    found = regions([*rows, *flat(column(PROSE, 50, 170, 490))])
    assert [ln.text for ln in found[0].lines] == ["Таблица 1. Вывоз", "Омск 11", "Уфа 12"]
    assert [ln.text for ln in found[1].lines] == ["Таблица 2. Ввоз", "Томск 21", "Курган 22"]


def test_bold_words_before_a_paragraph_stay_in_it() -> None:
    body = column(["Введение.", *PROSE], 50, 100, 490)
    assert text_of(page([*bold(body[0][:1]), *body[0][1:], *flat(body[1:])])) == " ".join(
        ["Введение.", *PROSE]
    )


ENGLISH = (
    "Border regions trade with each other longer than borders exist and so customs statistics see only a part of what they "
    "sell while the rest has to be judged by traffic and by prices in the markets of the nearest towns"
).split()


def test_a_title_block_in_two_languages_is_read_before_the_body_in_the_same_columns() -> None:
    left, right = column(PROSE, 50, 100, 230), column(ENGLISH, 310, 100, 230)
    low = max(words[0].base for words in [*left, *right]) + 30
    body = [column(PROSE[::-1], 50, low, 230), column(PROSE, 310, low, 230)]
    found = regions([*flat(left), *flat(right), *flat(body[0]), *flat(body[1])])
    assert [said(part.lines) for part in found] == [PROSE, ENGLISH, PROSE[::-1], PROSE]


def test_columns_that_pause_together_by_chance_are_read_to_their_feet() -> None:
    made = [column(PROSE, x, top, 230) for x in (50, 310) for top in (100, 300)]
    found = regions([*flat(made[0]), *flat(made[1]), *flat(made[2]), *flat(made[3])])
    assert [said(part.lines) for part in found] == [PROSE * 2, PROSE * 2]


def test_a_rule_across_ends_both_columns() -> None:
    made = [column(PROSE, x, top, 230) for top in (100, 300) for x in (50, 310)]
    runs = runs_of([word for words in made for word in flat(words)])
    found = layout.regions(runs, rules=(Rule(50, 285, 540, 285.5),))
    assert [said(part.lines) for part in found] == [PROSE] * 4


def _boxed(base: float) -> list[Word]:
    texts = ("Справка. Новый мост", "открыт весной; прежние", "ряды не пересчитаны.")
    return flat([line(text, 400, base + 10 * at, size=8) for at, text in enumerate(texts)])


def _flowing(top: float) -> tuple[list[Word], list[Word], list[Word]]:
    """A paragraph that is whole, narrow beside what stands at its right, and whole again."""
    above = column(PROSE, 50, top, 490)[:-1]
    beside = column(PROSE[::-1], 50, top + 12 * len(above), 330)[:3]
    below = column(PROSE, 50, top + 12 * (len(above) + 3), 490)
    return flat(above), flat(beside), flat(below)


def test_a_sidebar_that_text_flows_round_is_read_whole() -> None:
    above, beside, below = _flowing(100)
    aside = _boxed(above[-1].base + 11)
    found = regions([*above, *beside, *aside, *below])
    texts = [" ".join(ln.text for ln in part.lines) for part in found]
    assert "Справка. Новый мост открыт весной; прежние ряды не пересчитаны." in texts


def test_a_box_is_a_sidebar_even_level_with_the_text_but_not_with_cells_in_it() -> None:
    above, beside, below = _flowing(100)
    top = beside[0].base
    aside = flat(
        [line(text, 400, top + 12 * at) for at, text in enumerate(("Справка. Мост", "открыт весной."))]
    )
    box = (
        Rule(395, top - 10, 540, top - 10),
        Rule(395, top + 18, 540, top + 18),
        Rule(395, top - 10, 395, top + 18),
        Rule(540, top - 10, 540, top + 18),
    )
    runs = runs_of([*above, *beside, *aside, *below])
    texts = [" ".join(ln.text for ln in part.lines) for part in layout.regions(runs, rules=box)]
    assert "Справка. Мост открыт весной." in texts
    cells = (*box, Rule(395, top + 4, 540, top + 4))
    texts = [" ".join(ln.text for ln in part.lines) for part in layout.regions(runs, rules=cells)]
    assert "Справка. Мост открыт весной." not in texts


def test_words_in_a_figure_across_both_columns_go_with_its_caption() -> None:
    labels = [*line("Вывоз", 80, 100), *line("Ввоз", 285, 100), *line("Сальдо", 460, 100)]
    caption = line("Рис. 2. Вывоз и ввоз угля через три пункта пропуска", 130, 150)
    body = [*flat(column(PROSE, 50, 190, 230)), *flat(column(PROSE[::-1], 310, 190, 230))]
    found = regions([*labels, *caption, *body])
    assert [ln.text for ln in found[0].lines] == [
        "Вывоз Ввоз Сальдо",
        "Рис. 2. Вывоз и ввоз угля через три пункта пропуска",
    ]
    assert [said(part.lines) for part in found[1:]] == [PROSE, PROSE[::-1]]


def test_small_capitals_against_a_dropped_initial_stand_on_its_first_line() -> None:
    initial = Word("З", 50, 70, 67, 98, 92, 28, page=1)
    capital = Word("А", 67, 70, 74, 82, 92, 11, glue=True, page=1)
    lines = [*line("десять лет выросла сеть", 78, 79), *line("капитал и мосты", 72, 92)]
    found = initials.set_in(runs_of([initial, capital, *lines]), 10)
    assert found[0].text == "ЗА десять лет выросла сеть"
    assert found[1].text == "капитал и мосты"


def test_a_heading_below_columns_of_which_the_left_is_a_line_longer() -> None:
    left, right = column(SHORT + SHORT[:9], 50, 100, 230), column(SHORT, 310, 100, 230)
    low = left[-1][0].base
    assert low > right[-1][0].base
    head = [word._replace(bold=True) for word in line("Договоры", 50, low + 22)]
    wide = column(SHORT, 50, low + 40, 490)
    found = regions([*flat(left), *flat(right), *head, *flat(wide)])
    assert [part.lines[0].text for part in found][-1] == "Договоры"
    assert said(found[0].lines) == SHORT + SHORT[:9] and said(found[1].lines) == SHORT


def test_notes_in_two_columns_are_known_by_their_marks() -> None:
    def note(mark: str, x: float, base: float) -> list[Word]:
        return [
            Word(mark, x + 12, base - 8, x + 15, base - 4, base, 5, mark=True, page=1),
            *line("Отчёт дирекции мостов за год", x + 16, base, size=8),
        ]

    left = [*note("1", 50, 100), *line("и два приложения.", 50, 110, size=8), *note("2", 50, 120)]
    right = [*note("3", 310, 100), *note("4", 310, 110), *line("с картой.", 310, 120, size=8)]
    assert gutters.of_few(runs_of([*left, *right])) is not None


def test_two_abstracts_in_narrow_columns_over_a_heading_and_the_text() -> None:
    """One abstract is longer, and the heading below them both stands in the middle, across the strip between them."""
    few = SHORT[:60]
    left, right = column(few, 50, 100, 230), column(few[:40], 310, 100, 230)
    low = left[-1][0].base + 24
    head, body = line("Постановка вопроса", 250, low), column(SHORT * 9, 50, low + 20, 490)
    found = regions([*flat(left), *flat(right), *head, *flat(body)])
    assert [said(part.lines) for part in found][:2] == [few, few[:40]]
    assert [word for part in found[2:] for word in said(part.lines)] == ["Постановка", "вопроса", *SHORT * 9]


def test_abstracts_in_two_languages_side_by_side_are_two_paragraphs() -> None:
    ended = [*SHORT[:59], "товар."]
    english = [*("Border trade grows where roads are mended and queues are short " * 6).split(), "Again."]
    left, right = column(ended, 50, 100, 230), column(english, 310, 100, 230)
    left[-1] = line(" ".join(word.text for word in left[-1]), 50, left[-1][0].base, 230)
    body = column(SHORT, 50, max(left[-1][0].base, right[-1][0].base) + 30, 490)
    text = text_of(page([*flat(left), *flat(right), *flat(body)]))
    assert text.split("\n\n")[:2] == [" ".join(ended), " ".join(english)]


def test_the_author_in_the_axis_over_three_columns() -> None:
    thirds = [column(SHORT[:60], x, 140, 150) for x in (40, 215, 390)]
    title, author = line("Дороги степи и цена моста", 165, 100, size=14), line("С. Т. Ранова", 0, 118)
    to_axis = (title[0].x0 + title[-1].x1 - author[-1].x1) / 2
    author = [word._replace(x0=word.x0 + to_axis, x1=word.x1 + to_axis) for word in author]
    found = regions([*title, *author, *flat([ln for third in thirds for ln in third])])
    first = [word for part in found for word in said(part.lines)][:8]
    assert first == "Дороги степи и цена моста С. Т. Ранова".split()[:8]


def test_the_last_line_of_a_narrower_abstract_of_another_size_over_two_columns() -> None:
    abstract = [
        [word._replace(size=9) for word in words] for words in column(SHORT[:74], 90, 100, 410, lead=11)
    ]
    assert abstract[-1][-1].x1 < 290  # left of the gutter
    low = abstract[-1][0].base + 12
    left, right = column(SHORT, 50, low, 230), column(SHORT[::-1], 310, low, 230)
    found = regions([*flat(abstract), *flat(left), *flat(right)])
    assert [said(part.lines) for part in found] == [SHORT[:74], SHORT, SHORT[::-1]]


def test_columns_so_close_that_a_stretched_line_meets_the_other() -> None:
    """Its last word stands alone behind a wide gap, and nearer to the other column than to its own line."""
    left, right = column(SHORT, 50, 100, 230), column(SHORT[::-1], 290, 100, 230)
    words = left[2]
    at = words[-1].x1 - words[-1].x0
    left[2] = [*line(" ".join(word.text for word in words[:-1]), 50, 124, 200 - at)]
    left[2].append(words[-1]._replace(x0=words[-1].x0 + 0.8, x1=words[-1].x1 + 0.8))
    found = regions([word for pair in zip(left, right, strict=True) for words in pair for word in words])
    assert [said(part.lines) for part in found] == [SHORT, SHORT[::-1]]


def test_the_journals_words_beside_title_and_abstract_over_two_columns() -> None:
    """Two of the small lines stand level with the title and the authors by chance."""
    title, authors = (
        line("Дороги степи и цена моста", 210, 80, size=13),
        line("С. Т. Ранова, Л. К. Серов", 210, 100),
    )
    abstract = column(SHORT[:90], 210, 116, 330)
    small = ["Вестник степи", "Том 7, № 2", "Получено 2 мая 2020", "Принято 3 июня 2020", "Раздел «Рынки»"]
    small += ["Лицензия CC BY 4.0", "Печать: Омск"]
    beside = [line(text, 50, 71 + 9.5 * at, size=7.5) for at, text in enumerate(small)]
    low = abstract[-1][0].base + 30
    columns = [*flat(column(SHORT * 2, 50, low, 230)), *flat(column(SHORT[::-1] * 2, 310, low, 230))]
    found = [
        said(part.lines) for part in regions([*flat(beside), *title, *authors, *flat(abstract), *columns])
    ]
    assert found[0] == " ".join(small).split()
    assert [word for part in found[1:-2] for word in part][
        :8
    ] == "Дороги степи и цена моста С. Т. Ранова,".split()
    assert found[-2:] == [SHORT * 2, SHORT[::-1] * 2]
