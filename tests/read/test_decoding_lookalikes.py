"""Latin letters in Cyrillic words."""

import pytest

from pipeline.read.maps.lookalikes import unmixed

from .permuted import PAPERS


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Poccия", "Россия"),
        ("сотpудничecтво,", "сотрудничество,"),
        ("«Kазахстан»", "«Казахстан»"),
        ("тiлi", "тілі"),
        ("МAТLAВ", "MATLAB"),
        ("тopг", "торг"),
        ("российско-кaзахстанский", "российско-казахстанский"),
    ],
)
def test_mended(printed: str, meant: str) -> None:
    assert unmixed(printed) == meant
    assert len(printed) == len(meant)


@pytest.mark.parametrize(
    "word",
    [
        "IT-компания",
        "COVID-19",
        "ХIХ",
        "XIХ",
        "СО2",
        "CО2",
        "С2H5OН",
        "кВт",
        "web-сайт",
        "eЛайф",
        "x-координата",
        "ООO",
        "ΔТ",
    ],
)
def test_left_alone(word: str) -> None:
    assert unmixed(word) == word


def test_papers_are_left_alone() -> None:
    for path in PAPERS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert unmixed(text) == text
