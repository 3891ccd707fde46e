"""Expressions with known values are read back exactly, with no wrong magnitude."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.amount import scan
from pipeline.model import Mention
from pipeline.values import Amount
from tests.extract.generator import Made, made, spell


def read(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], str(m.value)) for m in scan(text) if isinstance(m, Mention)]


def misread(cases: list[Made]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (case.text, case.norm, got) for case in cases if (got := read(case.text)) != [(case.quote, case.norm)]
    ]


def test_five_thousand_expressions() -> None:
    assert misread([*made(5_000, seed=4)]) == []


@pytest.mark.slow
def test_hundred_thousand_expressions() -> None:
    assert misread([*made(100_000, seed=2024)]) == []


def test_the_generator_is_seeded_and_varied() -> None:
    first, again = [*made(300, seed=1)], [*made(300, seed=1)]
    assert first == again
    assert len({case.norm for case in first}) > 250


@given(st.integers(min_value=2, max_value=999), st.booleans())
@settings(max_examples=300, deadline=None)
def test_numbers_in_words(number: int, genitive: bool) -> None:
    said = spell(number, genitive=genitive)
    assert read(f"названо {said} процентов, не больше.") == [(f"{said} процентов", f"percent {number} %")]


@given(
    st.decimals(min_value=0, max_value=999, places=2), st.sampled_from((("тыс.", 3), ("млн", 6), ("млрд", 9)))
)
@settings(max_examples=300, deadline=None)
def test_decimals_keep_their_magnitude(value: Decimal, scale: tuple[str, int]) -> None:
    said = f"{value:.2f}".replace(".", ",") + f" {scale[0]} тенге"
    ((quote, norm),) = read(f"выделено {said}, как и прежде.")
    assert quote == said
    assert Amount.parse(norm).value == value * 10 ** scale[1]


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from((" ", "\u00a0", "\u2009", "\u202f")))
@settings(max_examples=300, deadline=None)
def test_grouped_figures(number: int, space: str) -> None:
    said = f"{number:,}".replace(",", space) + " тенге"
    assert read(f"выделено {said}; это всё.") == [(said, f"money {number} KZT")]


@given(st.text(alphabet="0123456789 ,.-–абвг%№[]()\nмлнрдтыс", max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    for found in scan(text):
        assert 0 <= found.start < found.end <= len(text)
        if isinstance(found, Mention):
            assert isinstance(found.value, Amount)
            assert Amount.parse(str(found.value)) == found.value
            assert found.rule


@given(st.sampled_from(("money", "percent", "count", "quantity", "ratio")), st.decimals(min_value=-10**6, max_value=10**12, places=3),
       st.sampled_from(("=", "~", ">", ">=", "<", "<=")))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_printing_and_reading_a_value(kind: str, value: Decimal, comparator: str) -> None:
    amount = Amount(
        kind, value, comparator=comparator,
        unit="%" if kind == "percent" else "t" if kind == "quantity" else None,
        currency="RUB" if kind == "money" else None, item="проект" if kind == "count" else None,
    )  # type: ignore[arg-type]  # fmt: skip
    again = Amount.parse(str(amount))
    assert again == amount
    assert str(again) == str(amount)
