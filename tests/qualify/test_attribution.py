"""Who said it: the mention of the person or organisation behind a figure."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.qualify import qualify
from pipeline.russian.nlp import build

CASES = [
    ("По данным Министерства финансов, вывоз вырос на 7 %.", "7 %", "Министерства финансов"),
    ("По словам посла А. Громова, торговля достигла 3 млрд долл.", "3 млрд долл.", "А. Громова"),
    ("Согласно Всемирному банку, рост составил 4 %.", "4 %", "Всемирному банку"),
    ("П. Орлов отметил, что построено 12 мостов.", "12 мостов", "П. Орлов"),
    ("Евразийский банк развития оценивает ущерб в 2 млрд долл.", "2 млрд долл.", "Евразийский банк развития"),
    ("Вывоз, по оценке Всемирного банка, вырос на 11 %.", "11 %", "Всемирного банка"),
    ("Л. Ким считает, что доля упала до 8 %; по расчётам Г. Ли, она равна 12 %.", "8 %", "Л. Ким"),
    ("Л. Ким считает, что доля упала до 8 %; по расчётам Г. Ли, она равна 12 %.", "12 %", "Г. Ли"),
    ("Говорят о 90 авариях: их, по данным Всемирного банка, было 12.", "90 авариях", None),
    ("Вклады, по оценке Всемирного банка, равны 15 млрд руб.; долги выросли на 4 %.", "4 %", None),
    # nobody by name
    ("По официальным данным, вывоз вырос на 7 %.", "7 %", None),
    ("Эксперты оценивают ущерб в 2 млрд долл.", "2 млрд долл.", None),
    ("Соглашение ОАО «Ветер» предполагает поставку 40 турбин.", "40 турбин", None),
    ("Проект ОАО «Ветер» предполагает поставку 40 турбин.", "40 турбин", None),
    ("А. Громов посетил завод, который выпустил 300 тракторов.", "300 тракторов", None),
]


@pytest.mark.parametrize(("text", "quote", "who"), CASES, ids=[f"{quote} {who}" for _, quote, who in CASES])
def test_attribution(text: str, quote: str, who: str | None) -> None:
    doc = build()(text)
    mentions = extract(doc).mentions
    said = qualify(doc, mentions)
    by_id = {m.mention_id: text[m.start : m.end] for m in mentions}
    amount = next(m for m in mentions if m.layer == "amount" and text[m.start : m.end] == quote)
    speaker = said[amount.mention_id].attributed_to
    assert (by_id[speaker] if speaker else None) == who


def test_he_is_the_only_person_of_the_sentence_before() -> None:
    text = "Торговлю оценил премьер М. Соколов. Он подчеркнул: вложения составили 1,5 млрд руб."
    doc = build()(text)
    mentions = extract(doc).mentions
    amount = next(m for m in mentions if m.layer == "amount")
    speaker = qualify(doc, mentions)[amount.mention_id].attributed_to
    assert next(text[m.start : m.end] for m in mentions if m.mention_id == speaker) == "М. Соколов"
