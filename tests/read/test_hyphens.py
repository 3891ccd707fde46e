"""Hyphens at line ends: each case is another thing that the language does."""

import pytest

from pipeline.read.hyphens import decide

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
    ("северо", "западный"), ("пресс", "служба"), ("страны", "участницы"), ("нормативно", "правовая"), ("онлайн", "торговля"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), MENDED)
def test_mended(left: str, right: str) -> None:
    assert decide(left, right, frozenset()).between == ""


@pytest.mark.parametrize(("left", "right"), KEPT)
def test_kept(left: str, right: str) -> None:
    assert decide(left, right, frozenset()).between == "-"


@pytest.mark.parametrize(
    ("left", "right"), [("нефте", "и"), ("экспортно", "и"), ("авиа", "или"), ("двух", "и")]
)
def test_suspended(left: str, right: str) -> None:
    assert decide(left, right, frozenset()).between == "- "


def test_the_paper_itself_decides() -> None:
    assert decide("Каз", "Пром", frozenset({"казпром"})).reason == "seen_solid"
    assert decide("меди", "центр", frozenset({"меди-центр"})).reason == "seen_hyphenated"


def test_soft_hyphen_is_never_kept() -> None:
    assert decide("авто", "транспорт", frozenset(), "\u00ad").between == ""
