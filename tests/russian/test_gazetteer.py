"""Registered names: the tables hold together, and every inflected form is found where it stands as a name."""

from __future__ import annotations

import re

import pytest

from pipeline.russian import gazetteer, surnames
from pipeline.russian.acronyms import explained, fits
from pipeline.russian.declension import case_forms, in_case
from pipeline.russian.registry import by_code, entries
from pipeline.russian.toponyms import nominative_of
from pipeline.values import ENTITY_SUBTYPES, ENTITY_TYPES


def said(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.nominative) for hit in gazetteer.find(text)]


def test_tables_keep_their_vocabularies() -> None:
    for entry in entries():
        assert entry.type in ENTITY_TYPES
        assert entry.subtype is None or entry.subtype in ENTITY_SUBTYPES
        assert entry.iso_code is None or re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", entry.iso_code), entry
        assert entry.wikidata is None or re.fullmatch(r"Q[1-9]\d*", entry.wikidata), entry
        assert entry.name == entry.name.strip() and "  " not in entry.name


def test_keys_and_wikidata_are_unique() -> None:
    keys = [(entry.type, entry.subtype, entry.key) for entry in entries()]
    assert len(keys) == len(set(keys))
    items = [entry.wikidata for entry in entries() if entry.wikidata]
    assert len(items) == len(set(items))


def test_within_is_a_known_code() -> None:
    cities_of_their_own = {"RU-MOW", "RU-SPE", "KZ-71", "KZ-75", "KZ-79", "UA-40"}
    for entry in entries():
        assert entry.within is None or entry.within in by_code() or entry.within in cities_of_their_own, entry


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("RU", "Россия"),
        ("KZ-10", "область Абай"),
        ("KZ-62", "область Улытау"),
        ("KZ-33", "область Жетысу"),
        ("KZ-27", "Западно-Казахстанская область"),
        ("RU-ALT", "Алтайский край"),
        ("RU-AL", "Республика Алтай"),
    ],
)
def test_codes_name_what_the_standard_names(code: str, name: str) -> None:
    assert by_code()[code].name == name


def test_every_region_of_both_countries_is_there() -> None:
    regions = [e.iso_code or "" for e in entries() if e.subtype == "region"]
    assert sum(code.startswith("KZ-") for code in regions) == 17
    # 46 области, 9 краёв, 21 республика, 4 округа and an автономная область; Москва and Петербург are cities.
    assert sum(code.startswith("RU-") for code in regions) == 81


def test_forms_and_capitals() -> None:
    assert said("из Костаная") == [("Костаная", "Костанай")]
    assert ("РЕСПУБЛИКЕ КАЗАХСТАН", "Республика Казахстан") in said("В РЕСПУБЛИКЕ КАЗАХСТАН")
    assert said("Соединенными  Штатами\nАмерики")[0] == (
        "Соединенными  Штатами\nАмерики",
        "Соединённые Штаты Америки",
    )


@pytest.mark.parametrize(
    "text", ["еаэс", "снг-овский", "постЕАЭС", "рф", "евразийско-казахстанский", "киргизия"]
)
def test_what_is_no_name(text: str) -> None:
    assert said(text) == []


def test_a_note_mark_may_touch() -> None:
    assert said("ОДКБ3, СНГ²")[0][0] == "ОДКБ"
    assert [quote for quote, _ in said("ОДКБ3, СНГ²")] == ["ОДКБ", "СНГ"]


def test_abbreviations_say_their_own_words() -> None:
    meant = dict(said("РФ, РК, КНР, США, ФТС России и Росстат"))
    assert meant["РФ"] == "Российская Федерация"
    assert meant["РК"] == "Республика Казахстан"
    assert meant["КНР"] == "Китайская Народная Республика"
    assert meant["ФТС России"] == "Федеральная таможенная служба"
    assert meant["Росстат"] == "Федеральная служба государственной статистики"


def test_ordinary_words_are_marked() -> None:
    cautious = {
        hit.nominative: hit.cautious for hit in gazetteer.find("Находка, Владимир, Костанай, Франция")
    }
    assert cautious == {"Находка": True, "Владимир": True, "Костанай": False, "Франция": False}


def test_namesakes_come_together() -> None:
    (hit,) = gazetteer.find("Петропавловск")
    assert {thing.within for thing in hit.things} == {"KZ-59", "RU-KAM"}


def test_a_long_text_of_nothing_is_quick() -> None:
    assert gazetteer.find("а " * 200_000) == ()
    assert gazetteer.find("") == ()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ростов-на-Дону", "Ростове-на-Дону"),
        ("Петропавловск-Камчатский", "Петропавловском-Камчатским"),
        ("Набережные Челны", "Набережных Челнах"),
        ("Республика Казахстан", "Республикой Казахстан"),
        ("Босния и Герцеговина", "Боснией и Герцеговиной"),
        ("Центральная и Восточная Европа", "Центральной и Восточной Европы"),
        ("Торайгыров университет", "Торайгыров университета"),
        ("Россотрудничество", "Россотрудничества"),
        ("Семей", "Семее"),
    ],
)
def test_names_decline(name: str, form: str) -> None:
    assert form in case_forms(name)
    assert name in case_forms(name)


@pytest.mark.parametrize("name", ["Алматы", "Актау", "Актобе", "ОДКБ", "Улан-Удэ", "Qazaq Air", "Баку"])
def test_names_that_stay(name: str) -> None:
    assert case_forms(name) == {name}


def test_in_case() -> None:
    assert in_case("Республика Казахстан", "datv") == "Республике Казахстан"
    assert in_case("ООН", "gent") == "ООН"


@pytest.mark.parametrize(
    ("form", "cases", "name"),
    [
        ("Костанае", None, "Костанай"),
        ("Озёрске", frozenset({"loct"}), "Озёрск"),
        ("Атасу", None, "Атасу"),
        ("Чёрного Иртыша", None, "Чёрный Иртыш"),
        ("Сырым", frozenset({"nomn"}), "Сырым"),
    ],
)
def test_places_back_to_the_nominative(form: str, cases: frozenset[str] | None, name: str) -> None:
    assert nominative_of(form, None, cases) == name


@pytest.mark.parametrize(
    ("form", "gender", "cases", "name"),
    [
        ("Путиным", None, None, "Путин"),
        ("Набиуллиной", None, None, "Набиуллина"),
        ("Матвиенко", None, None, "Матвиенко"),
        ("Оспанова", "femn", None, "Оспанова"),
        ("Оспанова", None, frozenset({"gent"}), "Оспанов"),
        ("Оспанова", None, frozenset({"nomn"}), "Оспанова"),
        ("Мельничука", None, None, "Мельничук"),
        ("Жуковского", None, None, "Жуковский"),
        ("Белых", None, None, "Белых"),
        ("Эрдогану", None, None, "Эрдоган"),
        ("Салтыкова-Щедрина", None, frozenset({"gent"}), "Салтыкова-Щедрин"),
    ],
)
def test_surnames(form: str, gender: str | None, cases: frozenset[str] | None, name: str) -> None:
    assert surnames.nominative(form, gender, cases) == name


def test_abbreviations_that_a_text_explains() -> None:
    text = "Центр приграничных исследований (далее — ЦПИ) и Совет ректоров (2019). СПП — Союз перевозчиков Поволжья."
    assert explained(text) == {"ЦПИ": "Центр приграничных исследований", "СПП": "Союз перевозчиков Поволжья"}
    assert fits("ЕАЭС", ["Евразийский", "экономический", "союз"])
    assert not fits("СНГ", ["Содружество", "Государств"])
