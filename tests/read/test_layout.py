"""Pages set by hand: where each word stands is known, so reading order, furniture and footnotes are."""

from pipeline.read import canonical, layout
from pipeline.read.arranging import arrange
from pipeline.read.ink import Frame, PageInk, Rule, Word
from pipeline.read.layout import Region
from pipeline.read.runs import runs_of

PROSE = (
    "Приграничные области торгуют между собой дольше чем существуют границы и потому таможенная статистика видит лишь часть "
    "их оборота а остальное приходится оценивать по перевозкам опросам и ценам на рынках ближайших городов которые "
    "расходятся тем сильнее чем дальше стоит пункт пропуска от железной дороги и чем выше пошлина на ввозимый товар"
).split()


def line(
    text: str, x: float, base: float, width: float | None = None, size: float = 10, page: int = 1
) -> list[Word]:
    """The text's words from x on; stretched to the width, as justified lines are."""
    parts = text.split()
    letters = 0.5 * size * sum(map(len, parts))
    gap = (width - letters) / max(1, len(parts) - 1) if width else 0.3 * size
    made = []
    for part in parts:
        end = x + 0.5 * size * len(part)
        made.append(Word(part, x, base - 0.8 * size, end, base + 0.2 * size, base, size, page=page))
        x = end + gap
    return made


def column(
    words: list[str], x: float, top: float, width: float, lead: float = 12, page: int = 1
) -> list[list[Word]]:
    """The words as justified lines one under the other."""
    lines: list[list[str]] = [[]]
    for word in words:
        if 5 * sum(len(w) + 1 for w in [*lines[-1], word]) > width:
            lines.append([])
        lines[-1].append(word)
    full = [line(" ".join(said), x, top + at * lead, width, page=page) for at, said in enumerate(lines[:-1])]
    return [*full, line(" ".join(lines[-1]), x, top + (len(lines) - 1) * lead, page=page)]


def page(words: list[Word], number: int = 1, rules: tuple[Rule, ...] = ()) -> PageInk:
    frame = Frame(0, 0, 595, 842, 0)
    return PageInk(number, frame, frame, tuple(words), (), rules, 0.0)


def flat(lines: list[list[Word]]) -> list[Word]:
    return [word for words in lines for word in words]


def regions(words: list[Word]) -> tuple[Region, ...]:
    return layout.regions(runs_of(words))


def text_of(*pages: PageInk) -> str:
    return canonical.write(arrange(pages)[0], pages).text


def test_two_columns_whose_baselines_do_not_align() -> None:
    left, right = column(PROSE, 50, 100, 230), column(PROSE, 310, 104.5, 230)
    woven = [word for pair in zip(left, right, strict=True) for words in pair for word in words]
    (first, second) = regions(woven)
    assert [w.text for ln in first.lines for w in ln.words] == PROSE
    assert [w.text for ln in second.lines for w in ln.words] == PROSE


def test_three_columns() -> None:
    columns = [column(PROSE, x, 100, 150) for x in (40, 215, 390)]
    assert len(regions(flat([lines for col in columns for lines in col]))) == 3


def test_title_and_wide_paragraph_over_two_columns() -> None:
    head = line("Торговля приграничных областей и её измерение в двух столицах", 60, 60, 470, 14)
    wide = column(PROSE[:30], 50, 100, 490)
    low = wide[-1][0].base + 40
    left, right = column(PROSE, 50, low, 230), column(PROSE, 310, low, 230)
    found = regions([*head, *flat(wide), *flat(left), *flat(right)])
    assert [len(part.lines) for part in found] == [1 + len(wide), len(left), len(right)]


def test_columns_of_figures_are_no_columns_of_prose() -> None:
    rows = [
        [*line("Экспорт зерна", 60, y), *line("1 410", 330, y), *line("1 650", 430, y)]
        for y in range(100, 240, 14)
    ]
    assert len(regions(flat(rows))) == 1


def test_sentence_goes_on_over_the_column_break() -> None:
    both = [*flat(column(PROSE[:24], 50, 100, 230)[:-1]), *flat(column(PROSE[20:], 310, 100, 230))]
    assert "\n\n" not in text_of(page(both))


def test_running_heads_left_and_right_and_page_numbers() -> None:
    pages = []
    for number in range(1, 6):
        head = "И. О. Автор" if number % 2 else f"Вестник степи. 2021. Т. 4, № 2 (1{number}–19)"
        body = flat(column(PROSE[number : number + 30], 50, 100, 490, page=number))
        words = [*line(head, 50, 40, page=number), *body, *line(str(number + 10), 290, 810, page=number)]
        pages.append(page(words, number))
    items, gone = arrange(pages)
    assert [item.kind for item in gone] == ["running_head", "page_number"] * 5
    assert "Вестник" not in canonical.write(items, pages).text


def test_heading_that_comes_back_elsewhere_is_no_running_head() -> None:
    pages = [
        page([*line("Итоги и задачи", 50, 60, page=1), *flat(column(PROSE, 50, 100, 490, page=1))], 1),
        page([*line("Итоги и задачи", 50, 90, page=2), *flat(column(PROSE, 50, 130, 490, page=2))], 2),
    ]
    assert text_of(*pages).count("Итоги и задачи") == 2


def test_footnote_in_mid_sentence() -> None:
    body = column(PROSE, 50, 100, 490)
    mark = Word(
        "1", body[1][-1].x1, 100, body[1][-1].x1 + 3, 106, body[1][0].base, 6, glue=True, mark=True, page=1
    )
    note = line("1 По данным переписи грузов.", 50, 780, size=8)
    first = page([*flat(body[:2]), mark, *flat(body[2:3]), *note], 1, (Rule(50, 765, 150, 765),))
    rest = page(flat(column(PROSE[40:], 50, 100, 490, page=2)), 2)
    made = text_of(first, rest).split("\n\n")
    assert made[1] == "По данным переписи грузов."
    assert len(made) == 2 and "¹" not in made[0]


def test_raised_digit_without_a_footnote_stays_raised() -> None:
    body = line("площадь 40 км", 50, 100)
    power = Word("2", body[-1].x1, 95, body[-1].x1 + 3, 101, 100, 6, glue=True, mark=True, page=1)
    assert text_of(page([*body, power])) == "площадь 40 км²"


def test_table_without_rules_under_its_caption() -> None:
    said = [*line("Таблица 3. Вывоз зерна, тыс. т", 50, 100)]
    for y, cells in (
        (120, ("Область", "2021", "2022")),
        (134, ("Омская", "410", "1 250,5")),
        (148, ("Курганская", "90", "110")),
    ):
        for x, cell in zip((50, 250, 400), cells, strict=True):
            said += line(cell, x, y)
    made = text_of(page([*flat(column(PROSE, 50, 200, 490)), *said]))
    assert (
        "Таблица 3. Вывоз зерна, тыс. т\n\nОбласть\t2021\t2022\nОмская\t410\t1 250,5\nКурганская\t90\t110\n\n"
        in made
    )


def test_ruled_table_with_merged_cells() -> None:
    level = tuple(Rule(x, y, 450, y) for x, y in ((50, 100), (200, 120), (50, 140), (50, 160)))
    upright = tuple(Rule(x, y, x, 160) for x, y in ((50, 100), (200, 100), (325, 120), (450, 100)))
    cells = (
        ("Область", 60, 125),
        ("Год", 300, 114),
        ("2021", 230, 134),
        ("2022", 350, 134),
        ("Омская", 60, 154),
        ("41,5", 230, 154),
        ("43", 350, 154),
    )
    items, _ = arrange(
        [page([word for said, x, y in cells for word in line(said, x, y)], rules=(*level, *upright))]
    )
    made = canonical.write(items)
    assert made.text == "Область\tГод\t\n\t2021\t2022\nОмская\t41,5\t43"
    (table,) = made.tables
    assert [(c.text, c.header, c.row_span, c.column_span) for c in table.cells][:3] == [
        ("Область", True, 2, 1),
        ("Год", True, 1, 2),
        ("2021", True, 1, 1),
    ]


def bold(words: list[Word]) -> list[Word]:
    return [word._replace(bold=True) for word in words]


def test_heading_under_both_columns_closes_them() -> None:
    left, right = column(PROSE, 50, 100, 230), column(PROSE[::-1], 310, 100, 230)
    foot = max(words[0].base for words in [*left, *right])
    heading = bold(line("СПИСОК ЛИТЕРАТУРЫ", 50, foot + 30))
    wide = column(("1. Порты и грузы // " + " ".join(PROSE)).split()[:40], 50, foot + 50, 490)
    found = regions([*flat(left), *flat(right), *heading, *flat(wide)])
    assert len(found) == 3
    assert [found[2].lines[0].text, found[2].lines[1].text[:8]] == ["СПИСОК ЛИТЕРАТУРЫ", "1. Порты"]


def test_heading_inside_the_left_column_stays_there() -> None:
    left, right = column(PROSE, 50, 100, 230), column(PROSE[::-1] * 2, 310, 100, 230)
    foot = max(words[0].base for words in left)
    heading = bold(line("Итоги опроса", 50, foot + 20))
    under = column(PROSE[:12], 50, foot + 34, 230)
    note = column(PROSE, 50, 700, 490)
    found = regions([*flat(left), *heading, *flat(under), *flat(right), *flat(note)])
    assert len(found) == 3
    assert "Итоги опроса" in [ln.text for ln in found[0].lines]


def test_keywords_beside_the_abstract_come_after_it() -> None:
    abstract = column(PROSE, 180, 100, 360)
    beside = [
        line(said, 50, 118 + 11 * at, size=9)
        for at, said in enumerate(("Ключевые слова:", "граница, торг,", "цены."))
    ]
    foot = max(words[0].base for words in abstract)
    left, right = column(PROSE, 50, foot + 40, 230), column(PROSE[::-1], 310, foot + 40, 230)
    found = regions([*flat(abstract), *flat(beside), *flat(left), *flat(right)])
    assert [word.text for ln in found[0].lines for word in ln.words] == PROSE
    assert " ".join(ln.text for ln in found[1].lines) == "Ключевые слова: граница, торг, цены."
    assert [word.text for ln in found[2].lines for word in ln.words] == PROSE


def test_section_heading_set_as_text_is_no_last_line_of_the_paragraph() -> None:
    body = column(PROSE, 50, 100, 230)[:-1]
    body[-1][-1] = body[-1][-1]._replace(text="областей.")
    foot = body[-1][0].base
    entry = column("1. Таможня и рынок // Вестник. 2020. № 4. С. 3–9.".split(), 50, foot + 28, 230)
    made = text_of(page([*flat(body), *line("Список литературы", 50, foot + 14), *flat(entry)])).split("\n\n")
    assert made[1:] == ["Список литературы", "1. Таможня и рынок // Вестник. 2020. № 4. С. 3–9."]


def test_a_number_that_the_line_before_wants_begins_no_list_item() -> None:
    said = (
        "7. Рынки степи // Вестник окраин. 2021. Вып.",
        "3. С. 1–19.",
        "8. Ярмарки // Там же. С. 20–31.",
    )
    made = text_of(page([word for at, part in enumerate(said) for word in line(part, 50, 100 + 12 * at)]))
    assert "Вып. 3. С. 1–19." in made and made.count("\n\n") == 1


def raised(text: str, after: Word, page: int = 1) -> Word:
    return Word(
        text,
        after.x1,
        after.base - 10,
        after.x1 + 3,
        after.base - 4,
        after.base,
        6,
        glue=True,
        mark=True,
        page=page,
    )


def test_note_under_its_paragraph_in_mid_column() -> None:
    body = column(PROSE, 50, 100, 490)
    mark = raised("1", body[1][-1])
    foot = body[-1][0].base
    label = Word("1", 50, foot + 8, 53, foot + 14, foot + 18, 5, mark=True, page=1)
    note = [label, *line("По переписи 2018 года.", 56, foot + 18, size=7)]
    after = column(PROSE[::-1], 50, foot + 34, 490)
    made = text_of(page([*flat(body), mark, *note, *flat(after)])).split("\n\n")
    assert made == [" ".join(PROSE), "По переписи 2018 года.", " ".join(PROSE[::-1])]


def test_mark_of_an_author_is_not_the_note_of_the_text() -> None:
    author = line("К. Е. Ишимова", 200, 60)
    place = [Word("1", 197, 64, 200, 70, 74, 6, mark=True, page=1), *line("Институт степи", 200, 74)]
    body = column(PROSE, 50, 110, 490)
    note = [
        Word("1", 50, 750, 53, 756, 760, 5, mark=True, page=1),
        *line("Данные переписи.", 56, 760, size=7),
    ]
    said = [*author, raised("1", author[-1]), *place, *flat(body), raised("1", body[2][-1]), *note]
    items, _ = arrange([page(said)])
    made = canonical.write(items)
    ((at, mark, _),) = made.notes
    assert mark == "1" and made.text[:at].endswith(body[2][-1].text)
    assert "К. Е. Ишимова¹" in made.text


def test_word_torn_in_a_narrow_cell_is_whole() -> None:
    level = tuple(Rule(50, y, 250, y) for y in (100, 120, 160, 180))
    upright = tuple(Rule(x, 100, x, 180) for x in (50, 120, 250))
    cells = (
        ("Доходы", 60, 114),
        ("2021", 130, 114),
        ("ненефтегазов", 52, 134),
        ("ые, млрд", 52, 146),
        ("41,5", 130, 134),
    )
    said = [
        word for text, x, y in (*cells, ("Всего", 60, 174), ("60", 130, 174)) for word in line(text, x, y)
    ]
    assert (
        text_of(page(said, rules=(*level, *upright))) == "Доходы\t2021\nненефтегазовые, млрд\t41,5\nВсего\t60"
    )


def test_head_that_only_one_page_has_cuts_no_sentence() -> None:
    first = page(
        [*line("Торговля степных областей", 50, 60, size=14), *flat(column(PROSE[:30], 50, 100, 490))], 1
    )
    second = page(
        [
            *line("Торговля степных областей", 50, 40, size=9, page=2),
            *flat(column(PROSE[30:], 50, 70, 490, page=2)),
        ],
        2,
    )
    items, gone = arrange([first, second])
    assert [(item.page, item.kind) for item in gone] == [(2, "running_head")]
    assert " ".join(PROSE[26:34]) in canonical.write(items, [first, second]).text


def test_head_with_an_issue_that_only_one_page_has_is_no_text() -> None:
    body = [flat(column(["Новое", *PROSE], 50, 90, 490, page=number)) for number in (1, 2)]
    head = line("Вестник границы. 2022. Т. 7, № 3 (11–19)", 50, 40, size=9, page=2)
    pages = [page(body[0], 1), page([*head, *body[1]], 2)]
    assert [item.text for item in arrange(pages)[1]] == ["Вестник границы. 2022. Т. 7, № 3 (11–19)"]


def test_a_heading_at_a_pages_head_is_text() -> None:
    body = [flat(column(["Новое", *PROSE], 50, 90, 490, page=number)) for number in (1, 2)]
    pages = [page(body[0], 1), page([*line("Методы и источники", 50, 60, size=11, page=2), *body[1]], 2)]
    assert "Методы и источники" in text_of(*pages)


def test_a_formula_at_a_pages_head_is_text() -> None:
    formula = line("Q = a + b · t", 250, 50, page=2)
    where = line("где Q означает оборот, а число t считает годы от начала ряда", 50, 80, 490, page=2)
    rest = flat(column(PROSE, 50, 92, 490, page=2))
    pages = [page(flat(column(PROSE, 50, 90, 490)), 1), page([*formula, *where, *rest], 2)]
    assert "Q = a + b · t" in text_of(*pages)
