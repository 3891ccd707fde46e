"""Figures beside characters that nobody could read, and figures that OCR doubted."""

from dataclasses import replace

import pytest

from pipeline.extract import extract
from pipeline.model import Document
from pipeline.russian.nlp import analyse
from pipeline.segment import segment


def amounts(
    text: str, doubts: tuple[tuple[int, int], ...] = ()
) -> list[tuple[str, tuple[str, ...], float | None]]:
    document = replace(Document("d", "d", "0" * 64, "text/plain", text), doubts=doubts)
    found = extract(analyse(segment(document))).mentions
    return [(str(one.value), one.flags, one.confidence) for one in found if one.layer == "amount"]


@pytest.mark.parametrize(
    "figure",
    [
        "1\ufffd5 млн долл.",
        "1\ufffd 345 млн долл.",
        "12,\ufffd млн долл.",
        "\ufffd7 млн долл.",
        "7\ufffd млн долл.",
    ],
)
def test_no_figure_is_taken_beside_a_character_that_is_unknown(figure: str) -> None:
    assert amounts(f"Экспорт составил {figure} в том году.") == []


def test_figures_elsewhere_in_the_sentence_are_taken() -> None:
    assert [value for value, _, _ in amounts("Банк «Ве\ufffdта» выдал 40 млн долл. в том году.")] == [
        "money 40000000 USD"
    ]


def test_a_figure_that_ocr_doubted_is_flagged() -> None:
    text = "Экспорт составил 40 млн долл., импорт — 30 млн долл. в том году."
    at = text.index("30")
    (_, sure, _), (_, doubted, confidence) = amounts(text, ((at, at + 2),))
    assert "ocr_doubt" not in sure and "ocr_doubt" in doubted
    assert confidence is not None and confidence <= 0.5
