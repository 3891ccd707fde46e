"""Marks of notes told by size and height: what is drawn by hand is read through PDFium."""

import pytest

from pipeline.read import Limits, pdf
from pipeline.read.ink import PageInk

from . import drawn


def words(*texts: tuple[str, float, float, float]) -> list[tuple[str, bool]]:
    opened = pdf.open_pdf(drawn.pdf("".join(drawn.text(*one) for one in texts)), None)
    (page,) = pdf.pages(opened, Limits())
    assert isinstance(page, PageInk)
    return [(word.text, word.mark) for word in page.words]


@pytest.mark.parametrize(("size", "rise"), [(6, 3), (7.5, 3.5), (9.5, 3.6)])
def test_raised_digit_before_a_comma(size: float, rise: float) -> None:
    found = words(
        ("signed in 1997 g.", 50, 200, 10), ("1", 128.5, 200 + rise, size), (", and ratified", 134, 200, 10)
    )
    assert ("1", True) in found
    assert not any("1" in text and text not in ("1", "1997") for text, _ in found)


def test_digits_on_the_line_are_no_marks() -> None:
    found = words(("rose by 15.92 and 7.5 to 1998", 50, 200, 10), ("Tu-154, G20", 50, 180, 10))
    assert not any(mark for _, mark in found)


def test_a_raised_number_with_nothing_beside_it_is_no_mark() -> None:
    found = words(("service", 50, 200, 10), ("15.92", 130, 203.5, 9.7), ("seconds", 200, 200, 10))
    assert ("15.92", False) in found


def test_raised_digit_hardly_smaller_behind_a_number() -> None:
    found = words(
        ("sold", 20, 200, 10), ("12", 50, 200, 10), ("4", 61.2, 203.4, 9), ("%, no more", 70, 200, 10)
    )
    assert ("12", False) in found
    assert ("4", True) in found
