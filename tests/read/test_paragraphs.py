"""Where one paragraph ends and the next begins: lists, quotations, formulas, figures' words."""

from pipeline.read.arranging import arrange
from pipeline.read.ink import Word

from .test_layout import PROSE, column, flat, line, page


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
