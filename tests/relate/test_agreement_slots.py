"""Slots of agreements from the sentence and its neighbours, through extraction and linking."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.link import link
from pipeline.model import Linked
from pipeline.relate.agreements import fill
from pipeline.russian.nlp import build
from pipeline.values import Instrument


def slots(text: str, which: int = 0) -> Instrument:
    doc = build()(text)
    linked: Linked = link(doc, extract(doc).mentions)
    value = fill(doc, linked, {})[which].value
    assert isinstance(value, Instrument)
    return value


DATES = [
    ("Протокол о сверке карт, подписанный 3 мая 2019 г., действует.", "2019-05-03"),
    ("Конвенция об охране озёр (Рамсар, 2 февраля 1971 г.) забыта.", "1971-02-02"),
    ("Договор о границе был подписан в марте 2005 г.", "2005-03"),
    ("В 2011 г. Казахстан подписал соглашение о визах.", "2011"),
    ("Договор о рынке, который стороны подписали 7 июля 2014 г., устарел.", "2014-07-07"),
    (
        "Договор о рынке, подписанный 7 июля 2014 г. и вступивший в силу 1 января 2015 г., устарел.",
        "2014-07-07",
    ),
    ("Соглашение о воде от 6 июня 2010 г. ратифицировано 8 мая 2012 г.", "2010-06-06"),
    ("В Тегеранской декларации 12 мая 1998 г. пять стран признали границы.", "1998-05-12"),
    # days that are not of a signing
    ("На 1 июня 2024 г. действовало 600 соглашений.", None),
    ("Соглашение о газе обсуждается с 2019 г.", None),
    ("Соглашение о газе планируется подписать в 2031 г.", None),
    ("Договор о льготах вступил в силу 1 июля 2016 г.", None),
]


@pytest.mark.parametrize(("text", "date"), DATES, ids=[text[:40] for text, _ in DATES])
def test_date(text: str, date: str | None) -> None:
    assert slots(text).date == date


PLACES = [
    ("Протокол о сверке карт, подписанный в Омске 3 мая 2019 г., действует.", "Омск"),
    ("Договор о границе подписан 3 мая 2005 г. в Москве.", "Москва"),
    ("Конвенция об охране рек (Хельсинки, 2 февраля 1971 г.) действует.", "Хельсинки"),
    ("Договор о границе, заключённый в Астане, действует.", "Астана"),
    ("Меморандум о центре в Актобе расторгнут.", None),
    ("Договор о мосте обсуждался в Омске.", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES, ids=[text[:40] for text, _ in PLACES])
def test_place(text: str, place: str | None) -> None:
    assert slots(text).place == place


PARTIES = [
    ("Договор о рыбе, заключённый Россией и Казахстаном, действует.", ("Россия", "Казахстан")),
    (
        "Омская и Павлодарская области подписали договор о паводках.",
        ("Омская область", "Павлодарская область"),
    ),
    ("Между Россией и Монголией подписан договор о степях.", ("Россия", "Монголия")),
    ("Договор между Россией и Китаем о лесе подписан.", ("Россия", "Китай")),
    ("Китай и Казахстан связывает Соглашение об Иртыше от 5 мая 2001 г.", ("Китай", "Казахстан")),
    ("Стороны подписали договор о рыбе.", ()),
    ("Армения и Грузия 4 июня 2003 г. подписали соглашение о мостах.", ("Армения", "Грузия")),
    (
        "Соглашение о почте, которое Правительство Республики Армения и Правительство Болгарии заключили, устарело.",
        ("Правительство Республики Армения", "Правительство Болгарии"),
    ),
    ("Заявление о мире, подписанное Владимиром Орловым и Петром Зиминым, и договор о рыбе забыты.", ()),
    ("Вузы России и Казахстана подписали договор о практике.", ()),
    (
        "Регионы заключили два договора. Их участниками стали Омская и Томская области.",
        ("Омская область", "Томская область"),
    ),
]


@pytest.mark.parametrize(("text", "parties"), PARTIES, ids=[text[:40] for text, _ in PARTIES])
def test_parties(text: str, parties: tuple[str, ...]) -> None:
    assert slots(text).party_names == parties


def test_event_with_its_time_and_place() -> None:
    found = slots(
        "На XI Форуме межрегионального сотрудничества в Челябинске 9 ноября 2014 г. подписано 30 соглашений."
    )
    assert (found.event, found.date, found.place) == (
        "XI Форум межрегионального сотрудничества",
        "2014-11-09",
        "Челябинск",
    )


def test_event_dated_elsewhere_in_the_paper() -> None:
    text = (
        "Форум межрегионального сотрудничества собирается ежегодно. Важнее прочих XV (2018 г.) и XIX (2023 г.). "
        "XIX Форум отмечен подписанием 40 документов."
    )
    found = slots(text)
    assert found.event is not None
    assert found.event.startswith("XIX Форум")
    assert found.date == "2023"


def test_what_is_in_force_has_no_event() -> None:
    assert slots("На XI Форуме ректоров напомнили, что действует 40 соглашений.").event is None


def test_two_dates_leave_it_open() -> None:
    assert slots("Соглашение о газе подписали 3 мая 2011 г. и 9 мая 2012 г.").date is None


def test_a_date_in_brackets_means_signed() -> None:
    assert slots("Основу заложил Договор о степях (1998 г.).").status == "signed"


def test_generic_agreements_are_left_alone() -> None:
    found = slots("С 3 мая 2011 г. в Москве заключаются договоры о намерениях.")
    assert (found.specificity, found.date, found.place) == ("generic", None, None)


GAPS = [
    (
        "Киргизия и Китай подписали 8 мая 1999 г. Договор о границе, а через шесть лет — Договор о торговле.",
        None,
    ),
    ("Киргизия и Китай подписали 8 мая 1999 г. Договор о границе, а в 2005 г. — Договор о торговле.", "2005"),
]


@pytest.mark.parametrize(("text", "date"), GAPS, ids=["through years", "a year"])
def test_a_left_out_verb_has_another_time(text: str, date: str | None) -> None:
    found = slots(text, 1)
    assert found.date == date
    assert found.party_names == ("Киргизия", "Китай")
