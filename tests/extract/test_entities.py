"""The four finders of names together: the longest named thing wins, and each says what its name is."""

from __future__ import annotations

import pytest

from pipeline.extract import event, organisation, person, place
from pipeline.extract.overlaps import resolve
from pipeline.model import Mention, Rejection
from pipeline.russian.nlp import build, structure_of

FINDERS = (event, organisation, person, place)


def named(text: str) -> list[tuple[str, str]]:
    doc = build()(text)
    found = [m for module in FINDERS for m in module.find(doc) if isinstance(m, Mention)]
    kept, _ = resolve(found, structure_of(doc))
    return [(text[m.start : m.end], str(m.value)) for m in kept]


def spans(text: str) -> list[str]:
    return [quote for quote, _ in named(text)]


def test_a_body_holds_its_country() -> None:
    assert spans("По заявке Правительства России вопрос снят.") == ["Правительства России"]
    assert spans("Министерство иностранных дел Республики Казахстан возразило.") == [
        "Министерство иностранных дел Республики Казахстан"
    ]


def test_a_forum_holds_its_countries() -> None:
    assert spans("Форум межрегионального сотрудничества России и Казахстана открыт в Омске.") == [
        "Форум межрегионального сотрудничества России и Казахстана",
        "Омске",
    ]


def test_posts_stay_outside() -> None:
    assert named(
        "Заместитель председателя Правительства России А. Оверчук и Президент Казахстана К.-Ж. Токаев беседовали."
    ) == [
        ("Правительства России", "ORG Правительство России"),
        ("А. Оверчук", "PER Оверчук А."),
        ("Казахстана", "LOC Казахстан"),
        ("К.-Ж. Токаев", "PER Токаев К.-Ж."),
    ]


def test_two_bodies_of_one_head_and_two_places_of_one_head() -> None:
    assert named(
        "Осенью министерства транспорта России и Казахстана встретились в Курганской и Костанайской областях."
    ) == [
        ("министерства транспорта России", "ORG Министерство транспорта России"),
        ("Казахстана", "ORG Министерство транспорта Казахстана"),
        ("Курганской", "LOC Курганская область"),
        ("Костанайской областях", "LOC Костанайская область"),
    ]


def test_a_treaty_is_no_organisation_but_the_organisation_of_one_is() -> None:
    assert spans(
        "Договор о Евразийском экономическом союзе не отменил Организацию Договора о коллективной безопасности."
    ) == [
        "Евразийском экономическом союзе",
        "Организацию Договора о коллективной безопасности",
    ]


def test_an_abbreviation_and_its_words_are_two_names() -> None:
    assert spans("Прим.: ШОС — Шанхайская организация сотрудничества.") == [
        "ШОС",
        "Шанхайская организация сотрудничества",
    ]


def test_headings_in_capitals() -> None:
    assert named("ТОРГОВЛЯ РОССИЙСКОЙ ФЕДЕРАЦИИ И РЕСПУБЛИКИ КАЗАХСТАН В ЕАЭС") == [
        ("РОССИЙСКОЙ ФЕДЕРАЦИИ", "LOC Российская Федерация"),
        ("РЕСПУБЛИКИ КАЗАХСТАН", "LOC Республика Казахстан"),
        ("ЕАЭС", "ORG Евразийский экономический союз"),
    ]


def test_a_town_that_bears_a_persons_name() -> None:
    assert named("Завод в Кирове построил А. Киров.") == [
        ("Кирове", "LOC Киров"),
        ("А. Киров", "PER Киров А."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Российско-казахстанские отношения развиваются.",
        "Приграничные регионы двух стран торгуют.",
        "Рост ВВП превысил 5 %, а доля НДС снизилась.",
        "Стороны заключили договор о дружбе.",
        "1. Введение\n2. Методы\n3. Результаты",
        "Год\tЭкспорт\tИмпорт\tСальдо\n2019\t5,7\t14,2\t8,5",
        "УДК 339.5; ББК 65.428",
        "",
        "   \n\n  ",
    ],
)
def test_no_names(text: str) -> None:
    assert named(text) == []


def test_what_is_refused_says_why() -> None:
    doc = build()("Организация перевозок по рекам дешевле. В этой области знаний работ мало.")
    refused = [r for module in FINDERS for r in module.find(doc) if isinstance(r, Rejection)]
    assert refused
    assert all(r.reason and "." in r.rule and 0 <= r.start < r.end <= len(doc.text) for r in refused)


@pytest.mark.parametrize(
    "text", ["«" * 5000, "А. " * 3000, "области и " * 2000, "Министерство " * 2000, "Омская, " * 2000]
)
def test_odd_texts_end(text: str) -> None:
    named(text)


def test_mentions_fit_their_text() -> None:
    text = "В 2023 г. ТОО «Степные зори» (г. Уральск) и Н. В. Логинова\nоткрыли II Форум ректоров в районе Байтерек."
    doc = build()(text)
    for module in FINDERS:
        for found in module.find(doc):
            if isinstance(found, Mention):
                said = text[found.start : found.end]
                assert said == said.strip() and said[0] not in ",.;:»" and found.layer == "entity"
                assert found.label == str(found.value).split()[0]
