"""Rubbish is told from text, whatever language the text is in."""

import random

import pytest

from pipeline.read import trust

from .permuted import paper, permuted

TEXTS = {
    "russian": "Объём взаимной торговли двух областей за пять лет вырос вдвое, а перевозки зерна подешевели",
    "english": "The volume of mutual trade between the two regions has grown since then, and grain is cheaper to move.",
    "german": "Der Handel zwischen beiden Regionen ist seither gewachsen, und die Güter werden günstiger befördert.",
    "kazakh": "Екі өңір арасындағы сауда көлемі бес жылда екі есе өсті, ал астық тасымалы арзандады деп хабарлайды",
    "ukrainian": "Обсяг взаємної торгівлі двох областей за п’ять років зріс удвічі, а перевезення зерна подешевшали їх",
    "tatar": "Ике өлкә арасында сәүдә күләме биш елда ике тапкыр үсте, ә ашлык ташу арзанайды дип җиткерә",
    "kyrgyz": "Эки облустун ортосундагы соода көлөмү беш жылда эки эсе өстү, ал эми дан ташуу арзандады деп билдирди",
    "names": "Ахметова Г. К., Бектурганов А. С., Кострова М. О., Жаксыбеков Д. Е. Астана, Костанай, Уральск",
}


@pytest.mark.parametrize("language", TEXTS)
def test_text_is_believed(language: str) -> None:
    score = trust.score(TEXTS[language])
    assert score is not None and score > trust.BELIEVED


@pytest.mark.parametrize("text", ["12 34 56,7", "2019 2020 2021 14,2 % 5,6", ""])
def test_figures_say_nothing(text: str) -> None:
    assert trust.score(text) is None


def test_a_table_of_figures_is_no_rubbish() -> None:
    assert (
        trust.score("Год Экспорт Импорт Сальдо млрд долл. 2019 14,2 5,6 8,6 2020 13,0 5,1 7,9") or 0
    ) > 0.6


@pytest.mark.parametrize("alphabet", ["абвгдежзийклмнопрстуфхцчшщъыьэюя", "".join(map(chr, range(33, 127)))])
def test_random_letters_are_rubbish(alphabet: str) -> None:
    rng = random.Random(2)
    text = " ".join("".join(rng.choices(alphabet, k=rng.randint(3, 10))) for _ in range(400))
    assert (trust.score(text) or 0) < trust.BELIEVED


def test_random_letters_with_some_of_kazakh_are_rubbish() -> None:
    rng = random.Random(2)
    alphabet = "абвгдежзийклмнопрстуфхцчшщъыьэюя" + "әғқ"
    text = " ".join("".join(rng.choices(alphabet, k=rng.randint(3, 10))) for _ in range(400))
    assert (trust.score(text) or 0) < trust.BELIEVED


def test_glyph_numbers_are_rubbish() -> None:
    assert trust.score(" ".join(f"(cid:{at})(cid:{at + 3})" for at in range(40))) == 0.0
    assert trust.score("\ufffd\ufffd\ufffd\ufffd " * 9) == 0.0


@pytest.mark.parametrize("stem", ["01", "02", "04", "05", "06"])
def test_exchanged_letters_are_rubbish(stem: str) -> None:
    for seed in range(3):
        assert (trust.score(" ".join(permuted(paper(stem).words, seed))) or 0) < trust.BELIEVED
