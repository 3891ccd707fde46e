import pytest

from pipeline.segment.citations import numbers
from tests.segment.builder import segmented
from tests.segment.test_front import BODY


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("7", ((7, None),)),
        ("4, с. 31–32; 8, с. 5, 19–20, 44", ((4, "31–32"), (8, "5, 19–20, 44"))),
        ("4–6", ((4, None), (5, None), (6, None))),
        ("4; 11", ((4, None), (11, None))),
        ("4,\nс. 6", ((4, "6"),)),
        ("11, p. 6; 12", ((11, "6"), (12, None))),
        ("10. С. 18", ((10, "18"),)),
        ("2: 45–46", ((2, "45–46"),)),
        ("см.: 7, с. 5", ((7, "5"),)),
        ("4, с. 6, 9, с. 8", ((4, "6"), (9, "8"))),
        ("3, гл. 2", ((3, "гл. 2"),)),
    ],
)
def test_marks(inside: str, expected: tuple[tuple[int, str | None], ...]) -> None:
    assert numbers(inside) == expected


@pytest.mark.parametrize(
    "inside", ["…", "...", "sic", "0; 1", "0,5", "1998", "6–4", "1; ", "Текст", "а", "3 шт."]
)
def test_no_marks(inside: str) -> None:
    assert numbers(inside) == ()


def test_marks_of_text_and_notes_but_not_of_metadata() -> None:
    structure = segmented(
        "Abstract. As shown in [9] it grew.", BODY + " Рост виден [2, с. 5].", ("footnote", "Ср. [3]: там иначе."),
        "На отрезке [1; 5] функция растёт, а доля x ∈ [2; 3] мала.", "Литература", "1. Ильин П. С. Степь [4]. М., 2001.",
    )  # fmt: skip
    assert [(c.number, c.pages) for c in structure.citations] == [(2, "5"), (3, None)]
    text = structure.document.text
    assert [text[c.start : c.end] for c in structure.citations] == ["[2, с. 5]", "[3]"]
