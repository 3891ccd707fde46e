from pipeline.evaluate.gold import Label
from pipeline.evaluate.place import Squeezed, place


def _places(text: str, *labels: Label) -> list[str | int]:
    squeezed = Squeezed(text)
    placed = place(labels, squeezed)
    return [squeezed.original(*placed[label])[0] if label in placed else "unplaced" for label in labels]


def _label(
    quote: str, prefix: str = "", suffix: str = "", start: int | None = None, number: int = 0
) -> Label:
    return Label(
        doc="d", layer="entity", quote=quote, prefix=prefix, suffix=suffix, start=start, number=number
    )


def test_hyphens_and_line_ends_are_set_aside() -> None:
    text = "приехали в Кара-\nганду и Севе\u00adро-Енисейск"
    assert _places(text, _label("Караганду"), _label("Северо-Енисейск")) == [11, text.index("Севе")]


def test_context_chooses_the_occurrence() -> None:
    text = "Омск растёт. Потом Омск стареет."
    assert _places(text, _label("Омск", "Потом ", " стареет")) == [19]


def test_one_side_is_enough() -> None:
    text = "Омск растёт, Омск стареет."
    assert _places(text, _label("Омск", "Вестник 17 ", " стареет.")) == [13]


def test_part_of_a_word_is_no_occurrence() -> None:
    assert _places("Томские и Том", _label("Том")) == [10]
    assert _places("в 12019 и 2019", _label("2019")) == [10]


def test_note_marks_in_the_context_are_set_aside() -> None:
    text = "в ЕАЭС, СНГ, ШОС входят; вне СНГ, вне ШОС"
    assert _places(text, _label("СНГ", "в ЕАЭС1, ", "2, ШОС3 входят")) == [8]


def test_equal_contexts_are_told_apart_by_order() -> None:
    text = "рост цен; рост цен; рост цен; рост"
    both = (_label("рост", "цен; ", " цен; ", 10, 0), _label("рост", "цен; ", " цен; ", 20, 1))
    assert _places(text, *both) == [10, 20]


def test_a_short_quote_whose_context_is_elsewhere_is_not_placed() -> None:
    assert _places("доля 20 и доля 20", _label("20", "совсем иное ", " дальше")) == ["unplaced"]


def test_absent_quote_is_not_placed() -> None:
    assert _places("Тюмень", _label("Курган")) == ["unplaced"]
