"""Fonts of little text: told by the paper's words, by the same words in another font, and never by guessing."""

import random

import pytest

from pipeline.read.maps import cases, dictionary, repeated, vocabulary
from pipeline.read.maps.letters import Spelling

from .permuted import glyphs, paper, permuted

PAPERS = ("01", "02", "03", "04", "05", "06")
HEAD = "Приграничная торговля Казахстана и России: население, перевозки, соглашения"
TEXT = (
    "Население приграничных областей растёт. Приграничная торговля Казахстана зависит от перевозок; торговля России с "
    "Казахстаном — от того, какие соглашения действуют. Перевозки дорожают, население платит."
)


def coded(words: list[str]) -> list[Spelling]:
    return [tuple(map(ord, word)) for word in words]


def meanings(broken: list[str], meant: list[str]) -> dict[int, str]:
    return {
        ord(a): b for one, other in zip(broken, meant, strict=True) for a, b in zip(one, other, strict=True)
    }


def test_a_head_is_told_by_the_words_of_the_text() -> None:
    meant = HEAD.split()
    broken = glyphs(meant, 3)
    true = meanings(broken, meant)
    told = vocabulary.solved(coded(broken), TEXT)
    assert len(told) >= 14
    assert all(true[code] == letter for code, letter in told.items())


def test_a_head_in_capitals_is_told_as_such() -> None:
    meant = "НАСЕЛЕНИЕ РОССИИ, СОГЛАШЕНИЯ, ТОРГОВЛЯ ОБЛАСТЕЙ".split()
    broken = glyphs(meant, 3)
    true = meanings(broken, meant)
    told = vocabulary.solved(coded(broken), TEXT)
    assert told and all(true[code] == letter for code, letter in told.items())


def test_words_that_stand_nowhere_in_the_text_tell_nothing() -> None:
    strange = "Рыжая кошка дремлет, мурлыкнув; вёдра пастуха ржавеют".split()
    assert vocabulary.solved(coded(glyphs(strange, 1)), TEXT) == {}


@pytest.mark.parametrize("stem", PAPERS)
def test_hardly_a_letter_is_wrong(stem: str) -> None:
    lots = random.Random(int(stem))
    told, wrong = 0, 0
    text = " ".join(paper(PAPERS[int(stem) % len(PAPERS)]).words)
    words = paper(stem).words
    for size in (8, 20, 40, 80, 80):
        at = lots.randrange(len(words) - size)
        meant = words[at : at + size]
        broken = permuted(meant, size + at, ("letter",))
        true = meanings(broken, meant)
        found = vocabulary.solved(coded(broken), text)
        told += len(found)
        wrong += sum(true[code] != letter for code, letter in found.items())
    assert wrong <= 0.02 * told + 1


def test_a_letter_that_makes_no_words_is_contradicted() -> None:
    words = dict.fromkeys(coded("область область области".split()), 1)
    right = {code: chr(code) for code in map(ord, "область")} | {ord("и"): "и"}
    assert dictionary.contradicted(words, right) == set()
    assert ord("л") in dictionary.contradicted(words, right | {ord("л"): "щ"})


def test_the_last_free_letter_is_found() -> None:
    words = ["объём", "подъезд", "съезд", "область"]
    small = {ord(letter): letter for letter in "обёмпдезсласть" if letter != "ъ"}
    found = dictionary.more(dict.fromkeys(coded(words), 1), small, {}, ())
    assert found.get(ord("ъ")) == "ъ"


def keyed(text: str, font: int) -> list[tuple[list[tuple[int, str]], str]]:
    return [([(font, sign) for sign in word], word) for word in text.split()]


def test_an_initial_is_told_by_the_running_head() -> None:
    said = keyed("М. О. Лунина 1 , \ufffd. Е. Сейтова", 0) + keyed("16 М. О. Лунина, Д. Е. Сейтова", 1)
    said[5] = ([(0, "П"), (0, ".")], "\ufffd.")
    assert repeated.told(said) == {(0, "П"): "Д"}


def test_two_answers_are_none() -> None:
    said = (
        keyed("Лунина, \ufffd. Сейтова", 0) + keyed("Лунина, Д. Сейтова", 1) + keyed("Лунина, Е. Сейтова", 1)
    )
    assert repeated.told(said) == {}


def test_figures_are_not_told_by_what_stands_beside_them() -> None:
    said = keyed("оборот составил \ufffd\ufffd млрд долларов", 0) + keyed(
        "оборот составил 28 млрд долларов", 1
    )
    assert repeated.told(said) == {}


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("доля Фрахта в цене", True),
        ("составляющая,Фрахт и цена", False),
        ("Фрахт дорожает.", False),
        ("Российская Федерация", False),
        ("мнение Фёдорова", False),
        ("шеФ", True),
    ],
)
def test_a_capital_in_mid_sentence_is_small_where_a_common_noun_begins_with_it(
    text: str, small: bool
) -> None:
    words = [(list(word), word) for word in text.split()]
    assert cases.small_after_all(words, {"Ф"}) == ({"Ф"} if small else set())
