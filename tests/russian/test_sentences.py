"""Sentences end where a reader ends them."""

from __future__ import annotations

import pytest

from pipeline.russian.sentences import sentences

WHOLE = [
    "Численность жителей г. Уральск за десять лет выросла вдвое.",
    "Объём вложений достиг 1,5 трлн. руб. по итогам года.",
    "Встреча с Н. Назарбаевым прошла в г. Уральске.",
    "В 2018 г. Казахстан подписал соглашение.",
    "К.-Ж. Токаев и В.В. Путин открыли форум.",
    "Население – 4,3 млн. человек, из них 1,2 млн. в городах.",
    "См. рис. 3 и табл. 2 на с. 14.",
    "Доля сырья (нефть, газ и т. д.) выросла.",
    "Поставки (2018 г. Петропавловск, 2023 г. Костанай) возобновились.",
    "Товары на 5 тыс. т. и 3 млрд. долл. США ввезены морем.",
    "По данным Г. И. Ивановой, рост составил 3 %.",
    "Ассигнования превысили 300 млн тенге в 2019 г. и 410 млн в 2020 г.",
]
BROKEN = [
    ("Составили 1,5 трлн. руб. [8] ", "Согласно отчёту, это рекорд."),
    ("Договор заключён в 2018 г. ", "Это первый случай."),
    ("Стороны встретились. ", "Казахстан предложил проект."),
    ("Оборот вырос до 26 млрд долл. ", "Россия осталась первой."),
    ("Ввозят уголь, зерно и др. ", "Вывозят машины."),
    ("«Мы соседи», – сказал он. ", "«И друзья»."),
    ("Что изменилось? ", "Почти ничего!"),
    ("Он вырос (на 5 %). ", "Доля осталась прежней."),
    ("Так считают эксперты [2, с. 14; 7]. ", "Иного мнения А. Петров."),
    ("Первый абзац без точки\n\n", "Второй абзац."),
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence_stays_whole(text: str) -> None:
    assert [text[a:b] for a, b in sentences(text)] == [text]


@pytest.mark.parametrize(("first", "second"), BROKEN)
def test_two_sentences_are_two(first: str, second: str) -> None:
    assert [(first + second)[a:b] for a, b in sentences(first + second)] == [first.strip(), second]


def test_spans_cover_all_but_white_space() -> None:
    text = "  Первое.  Второе!\n\nТретье"
    spans = sentences(text)
    assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
