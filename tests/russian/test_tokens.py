"""Tokens are razdel's, though each stretch without white space is only cut once; and words are found where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from razdel import tokenize

from pipeline.russian.concordance import by_form, by_lemma, printed
from pipeline.russian.nlp import build

PARTS = st.sampled_from(
    ["слово", "Ω", "12", "3", "yahoo", *".,-–—−_/\\!?:)(«»%…*+", "\u00ad", " ", " ", "  ", "\n", "\u00a0"]
)


def _words(text: str) -> list[str]:
    return [token.text for token in build().make_doc(text) if not token.is_space]


@pytest.mark.parametrize(
    "text",
    [
        "в 2018, 2019 и 2020 гг.",
        "в 2018, когда открыли мост",
        "минус -5 или 10 -5",
        "экспорт- и импорт, 1 /2 или 1/ 2",
        "с.-х. земли — 3,5 млн га…",
    ],
)
def test_tokens_are_razdels(text: str) -> None:
    assert _words(text) == [token.text for token in tokenize(text)]


@given(st.lists(PARTS, max_size=14).map("".join))
def test_tokens_are_razdels_whatever_stands_beside_what(text: str) -> None:
    assert _words(text) == [token.text for token in tokenize(text)]
    assert build().make_doc(text).text == text


def test_words_are_found_in_the_order_of_the_text() -> None:
    doc = build()("Район богат. В районах и области, а в Области – нет. РАЙОН мал.")
    assert [t.text for t in by_lemma(doc, ("область", "район"))] == [
        "Район",
        "районах",
        "области",
        "Области",
        "РАЙОН",
    ]
    assert [t.text for t in by_form(doc, ("области", "район", "нет"))] == [
        "Район",
        "области",
        "Области",
        "нет",
        "РАЙОН",
    ]
    assert [t.text for t in printed(doc, str.isupper)] == ["В", "РАЙОН"]
    assert by_lemma(doc, ("край",)) == []


def test_each_form_is_tested_once() -> None:
    asked: list[str] = []

    def is_bridge(form: str) -> bool:
        asked.append(form)
        return form == "мост"

    assert len(printed(build()("мост и мост и мост"), is_bridge)) == 3
    assert sorted(asked) == ["и", "мост"]
