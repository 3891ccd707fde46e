"""Is it so? Each phrase marks one amount or agreement and says how it is meant."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.qualify import qualify
from pipeline.russian.nlp import build

CASES = [
    # told as facts
    ("Вывоз угля достиг 12 млн т.", "12 млн т", "actual"),
    ("Доля рубля не превышала 9 %.", "9 %", "actual"),
    ("Ввоз не достигал и 5 млн долл.", "5 млн долл.", "actual"),
    ("Если в 2015 г. границу пересекли 3 млн человек, то в 2020 г. поток иссяк.", "3 млн человек", "actual"),
    ("Ежегодно завод выпускает 40 тыс. т стали.", "40 тыс. т", "actual"),
    ("Стороны подписали 12 соглашений.", "12 соглашений", "actual"),
    ("Вузы реализуют 14 совместных программ.", "14 совместных программ", "actual"),
    ("Ни одно из шести соглашений не содержит сроков.", "шести соглашений", "actual"),
    ("Девять законов предусматривают льготы.", "Девять законов", "actual"),
    ("Договор обязал завод купить 700 вагонов.", "700 вагонов", "actual"),
    # intended
    ("К 2030 году планируется довести вывоз до 20 млн т.", "20 млн т", "planned"),
    ("Правительство намерено вложить 5 млрд руб.", "5 млрд руб.", "planned"),
    ("Пропускная способность будет увеличена до 900 машин.", "900 машин", "planned"),
    ("Контракт предусматривает прокачку 3 млрд м³ газа.", "3 млрд м³", "planned"),
    ("Регионы рассчитывают собрать 700 тыс. т зерна.", "700 тыс. т", "planned"),
    ("Готовится договор о тарифах.", "договор о тарифах", "planned"),
    # possible
    ("Дефицит может вырасти до 3 млрд долл.", "3 млрд долл.", "hypothetical"),
    ("Ремонт потребует 60 млн руб.", "60 млн руб.", "hypothetical"),
    ("По прогнозу банка, торговля вырастет на 4 %.", "4 %", "hypothetical"),
    ("Ожидается прирост на 2 %.", "2 %", "hypothetical"),
    ("Если вывоз упадёт на 15 %, бюджет пострадает.", "15 %", "hypothetical"),
    ("Если взносы не повысят до 4 % ВВП, фонд закроется.", "4 %", "hypothetical"),
    # denied
    ("Утверждение, будто порт потерял 200 рабочих мест, не подтверждается.", "200 рабочих мест", "negated"),
    ("Сообщения о том, что ущерб составил 90 млн долл., ведомство опровергло.", "90 млн долл.", "negated"),
    ("Договора о единой валюте нет.", "Договора о единой валюте", "negated"),
    ("Регионы так и не заключили договор о дорогах.", "договор о дорогах", "negated"),
]


@pytest.mark.parametrize(("text", "quote", "modality"), CASES, ids=[quote for _, quote, _ in CASES])
def test_modality(text: str, quote: str, modality: str) -> None:
    doc = build()(text)
    mentions = extract(doc).mentions
    said = qualify(doc, mentions)
    marked = [m for m in mentions if text[m.start : m.end] == quote and m.layer in ("amount", "agreement")]
    assert marked, [text[m.start : m.end] for m in mentions]
    assert {said[m.mention_id].modality for m in marked} == {modality}


def test_what_a_refutation_puts_instead_is_a_fact() -> None:
    text = (
        "Сообщения о том, что доход достиг 500 млн долл., ведомство опровергло: он не превышает 60 млн долл."
    )
    doc = build()(text)
    mentions = extract(doc).mentions
    said = qualify(doc, mentions)
    told = {text[m.start : m.end]: said[m.mention_id].modality for m in mentions if m.layer == "amount"}
    assert told == {"500 млн долл.": "negated", "60 млн долл.": "actual"}
