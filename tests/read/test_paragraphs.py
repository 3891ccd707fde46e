"""Where one paragraph ends and the next begins: lists, quotations, formulas, figures' words."""

from pipeline.read.arranging import arrange
from pipeline.read.ink import Word

from .test_layout import PROSE, column, flat, line, page

ENDED = [*PROSE[:-1], "товар."]
SHORT = [word for word in PROSE if len(word) < 7]


def blocks(words: list[Word]) -> list[tuple[str, str]]:
    return [(item.kind, " ".join(ln.text for ln in item.lines)) for item in arrange([page(words)])[0]]  # type: ignore[union-attr]


def item(mark: str, words: list[str], x: float, top: float, width: float) -> list[list[Word]]:
    """A list's item whose further lines hang under the first one's text."""
    lines = column(words, x + 18, top, width)
    return [[*line(mark, x, top), *lines[0]], *lines[1:]]


def test_nested_list_with_hanging_lines() -> None:
    ended = [*PROSE[:-1], "товар."]
    made: list[list[Word]] = []
    for mark, x in (("1.", 50), ("2.", 50), ("–", 68), ("–", 68), ("3.", 50)):
        made += item(mark, ended, x, 100 + 12 * len(made), 520 - x)
    expected = [f"{mark} " + " ".join(ended) for mark in ("1.", "2.", "–", "–", "3.")]
    assert blocks(flat(made)) == [("list_item", text) for text in expected]


def test_quotation_set_in_on_both_sides() -> None:
    body = column(PROSE, 50, 100, 490)
    low = body[-1][0].base + 20
    quoted = column(PROSE[::-1], 90, low, 410)
    after = column(PROSE, 50, quoted[-1][0].base + 20, 490)
    assert [kind for kind, _ in blocks(flat([*body, *quoted, *after]))] == ["paragraph", "quote", "paragraph"]


def test_a_sentence_goes_on_over_its_formula() -> None:
    above = column([*PROSE[:20], "формулой"], 50, 100, 490)
    low = above[-1][0].base + 24
    formula = line("S = p · q,", 260, low)
    after = column(["где", "p", "—", "цена,", *PROSE], 50, low + 24, 490)
    ((kind, text),) = blocks([*flat(above), *formula, *flat(after)])
    assert kind == "paragraph" and "формулой S = p · q, где p — цена," in text


def test_words_of_a_chart_are_no_prose() -> None:
    body = column([*PROSE[:-1], "товар."], 50, 100, 490)
    low = body[-1][0].base + 40
    labels = [
        *line("Вывоз", 400, low, size=7),
        *line("2019", 150, low + 60, size=7),
        *line("2020", 300, low + 60, size=7),
    ]
    caption = line("Рис. 2. Вывоз зерна по годам", 200, low + 80)
    found = blocks([*flat(body), *labels, *caption])
    assert [kind for kind, _ in found] == ["paragraph", "figure", "caption"]
    assert found[1][1] == "Вывоз 2019 2020"


def test_the_last_line_above_a_caption_stays_in_its_paragraph() -> None:
    body = column([*PROSE, "и", "рынок."], 50, 100, 490)
    found = blocks([*flat(body), *line("Рис. 3. Карта рынков", 200, body[-1][0].base + 120)])
    assert [kind for kind, _ in found] == ["paragraph", "caption"]


def test_next_number_of_the_list_begins_an_item_whatever_stands_before() -> None:
    said = ("8. Рынки степи // http://rynki.kz/ob/990/", "9. Ярмарки и торг. С. 20–31.")
    made = blocks([word for at, part in enumerate(said) for word in line(part, 50, 100 + 12 * at)])
    assert [text for _, text in made] == list(said)


def test_a_heading_in_the_middle_and_a_line_that_runs_in() -> None:
    head = [word._replace(bold=True) for word in line("ЦЕНА МОСТА", 271, 100)]
    body = column(
        [*"Цель настоящей главы книги о мостах, паромах и переправах.".split(), *PROSE], 50, 114, 490
    )
    body[0] = [word._replace(bold=at < 9) for at, word in enumerate(body[0])]
    found = blocks([*head, *flat(body)])
    assert [text[:10] for _, text in found] == ["ЦЕНА МОСТА", "Цель насто"]


def test_a_ragged_line_before_a_number_and_its_unit() -> None:
    lines = column(PROSE, 50, 100, 490)
    low = lines[-2][0].base
    ragged = [*lines[:-1], line("2017 г. мост открыли", 50, low + 12)]
    ragged[-2] = line("и задолженность выросла до уровня который в этих местах не видели с самого", 50, low)
    assert len(blocks(flat(ragged))) == 1


def test_a_centred_title_whose_first_line_nearly_fills_its_column() -> None:
    body = flat(column(PROSE, 50, 100, 290))
    title = [
        *line("Дороже брода бывает только сам мост", 65, 40, 260, 13),
        *line("и паром", 173.5, 56, size=13),
    ]
    found = blocks([*title, *body])
    assert found[0] == ("title", "Дороже брода бывает только сам мост и паром")


def test_lines_of_a_title_block_are_paragraphs_of_their_own() -> None:
    short = (
        "Научный сотрудник, Омский институт дорог",
        "644000, Омск, Колейный пер., 8, корп. 2",
        "Аннотация",
        "Показано, кто чинит пути, а кто платит.",
    )
    body = column(PROSE, 50, 180, 490)
    words = flat([line(text, 50, 100 + 12 * at) for at, text in enumerate(short)] + body)
    found = [text for _, text in blocks(words)]
    assert found[0].startswith(short[0])
    assert found.index(short[2]) + 1 == found.index(short[3])


def test_centred_names_institution_and_town() -> None:
    centred = ("П. С. Ильин, А. Т. Серикова", "Омский институт дорог", "Россия, Омск")
    head = [line(text, 295 - 2.9 * len(text), 100 + 12 * at) for at, text in enumerate(centred)]
    words = flat([*head, *column(PROSE, 50, 138, 490)])
    assert [text for _, text in blocks(words)][:3] == list(centred)


def test_an_entry_of_a_table_of_contents_ends_with_its_number() -> None:
    leader = " ." * 60
    entries = (f"Ильин П. С. О мостах{leader} 5", f"Ли К. О бродах{leader} 9", "О КОЛОДЦАХ")
    words = flat([line(text, 50, 100 + 12 * at, 490) for at, text in enumerate(entries)])
    assert len(blocks(words)) == 3


def test_the_last_of_the_lines_beside_a_sidebar_ends_nothing() -> None:
    narrow = column([*SHORT, "и"], 50, 100, 240)
    narrow[-1] = line(" ".join(word.text for word in narrow[-1]), 50, narrow[-1][0].base, 240)
    wide = column(["за", "рекой", *ENDED], 50, narrow[-1][0].base + 12, 490)
    before = column(ENDED, 50, 40, 490)
    assert len(blocks(flat([*before, *narrow, *wide]))) <= 2


def test_a_caption_in_two_languages_is_no_figures_words() -> None:
    body = column(ENDED, 50, 100, 490)
    low = body[-1][0].base + 30
    captions = [*line("Рис. 1. Доли рынков", 220, low), *line("Fig. 1. Shares of markets", 210, low + 12)]
    assert [kind for kind, _ in blocks([*flat(body), *captions])] == ["paragraph", "caption", "caption"]


def test_a_code_in_the_middle_over_a_title_in_capitals() -> None:
    found = blocks(
        [*line("УДК 339.56", 270, 60), *line("РЫНКИ СТЕПИ", 268, 74), *flat(column(ENDED, 50, 100, 490))]
    )
    assert [text for _, text in found][:2] == ["УДК 339.56", "РЫНКИ СТЕПИ"]
