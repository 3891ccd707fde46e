"""Hyphens at line ends: each case is another thing that the language does."""

import pytest

from pipeline.read.hyphens import Seen, decide
from pipeline.read.spelling import runs_on

MENDED = [
    ("това", "рооборота"), ("Казах", "стана"), ("инве", "стиций"), ("межрегио", "нального"), ("внешнеэконо", "мических"),
    ("пред", "приятий,"), ("РЕСПУБ", "ЛИКИ"), ("«сотрудни", "чество»"), ("транс", "граничных"), ("по", "следний"),
    ("нефтехими", "ческой"), ("со", "глашение"), ("за", "воды"), ("агро", "промышленный"), ("без", "визовый"),
    ("полити", "ко-правовой"), ("об", "щей"), ("под", "писан"), ("при", "граничье"), ("electri", "city"),
]  # fmt: skip
KEPT = [
    ("российско", "казахстанской"), ("торгово", "экономических"), ("Западно", "Казахстанская"), ("Санкт", "Петербург"),
    ("социально", "экономическое"), ("экс", "министр"), ("вице", "премьер"), ("кто", "либо"), ("какой", "нибудь"),
    ("по", "прежнему"), ("во", "первых"), ("научно", "технического"), ("1990", "е"), ("2019", "2021"), ("бизнес", "форум"),
    ("северо", "западный"), ("пресс", "служба"), ("страны", "участницы"), ("нормативно", "правовая"), ("GPS", "навигатор"), ("VIP", "зал."), ("онлайн", "торговля"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), MENDED)
def test_mended(left: str, right: str) -> None:
    assert decide(left, right, Seen()).between == ""


@pytest.mark.parametrize(("left", "right"), KEPT)
def test_kept(left: str, right: str) -> None:
    assert decide(left, right, Seen()).between == "-"


@pytest.mark.parametrize(
    ("left", "right"), [("нефте", "и"), ("экспортно", "и"), ("авиа", "или"), ("двух", "и")]
)
def test_suspended(left: str, right: str) -> None:
    assert decide(left, right, Seen()).between == "- "


def test_the_paper_itself_decides() -> None:
    assert decide("Каз", "Пром", Seen({"казпром"})).reason == "seen_solid"
    assert decide("меди", "центр", Seen({"меди-центр"})).reason == "seen_hyphenated"


def test_soft_hyphen_is_never_kept() -> None:
    assert decide("авто", "транспорт", Seen(), "\u00ad").between == ""


def test_a_name_with_capitals_inside_has_one_where_it_is_broken() -> None:
    assert decide("«Сиб", "ТрансУголь»", Seen()).between == ""
    assert decide("«КазТранс", "Ойл»", Seen()).reason == "inner_capital"
    assert decide("Усть", "Каменогорск", Seen()).between == "-"


def test_another_form_of_the_word_in_the_paper_decides() -> None:
    assert decide("мас", "лихатом", Seen({"маслихата"})).reason == "seen_form"
    assert not Seen({"маслихата"}).has_form("маслихатностью")


def test_addresses_run_on_over_line_ends() -> None:
    assert runs_on("https:/", "/stat.example/2023")
    assert runs_on("https://", "stat.example/2023")
    assert runs_on("10.5555/report.", "2024.8.")
    assert not runs_on("https://stat.example/2023", "(дата")
    assert not runs_on("Итого:", "10")


def test_an_address_keeps_its_hyphen() -> None:
    assert decide("https://a.example/steppe-and-their", "roads", Seen()) == ("-", "address")
    assert decide("https://a.example/steppe", "and", Seen()).between == "-"  # no suspended hyphen
