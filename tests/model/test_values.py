"""Values print one normal form and read it back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values import AMOUNT_KINDS, COMPARATORS, Amount, Instrument, Name, When

_numbers = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=4)
_words = st.text(alphabet="абвгдежзиклмнопрстуфхцчшщэюя", min_size=1, max_size=12).filter(
    lambda word: word != "per"
)


@st.composite
def _amounts(draw: st.DrawFn) -> Amount:
    kind = draw(st.sampled_from(AMOUNT_KINDS))
    comparator = draw(st.sampled_from(COMPARATORS))
    ranged = comparator == "range"
    return Amount(
        kind=kind,  # type: ignore[arg-type]
        value=None if ranged else draw(_numbers),
        low=draw(_numbers) if ranged else None,
        high=draw(_numbers) if ranged else None,
        comparator=comparator,  # type: ignore[arg-type]
        currency=draw(st.sampled_from(["USD", "KZT"])) if kind == "money" else None,
        unit=draw(st.sampled_from(["%", "t", "km2", "kW.h"])) if kind in ("percent", "quantity") else None,
        item=" ".join(draw(st.lists(_words, min_size=1, max_size=3))) if kind == "count" else None,
        per=draw(st.sampled_from([None, "person", "a"])),
    )


@given(_amounts())
def test_an_amount_reads_back_as_it_was_printed(amount: Amount) -> None:
    assert Amount.parse(str(amount)) == amount


def test_a_tolerance_is_printed_too() -> None:
    amount = Amount("percent", value=Decimal("50"), unit="%", tolerance=Decimal("3"))
    assert str(amount) == "percent 50±3 %"
    assert Amount.parse(str(amount)) == amount


@pytest.mark.parametrize("wrong", ["", "money", "money много USD", "26 млрд", "деньги 5 USD"])
def test_what_is_no_amount_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        Amount.parse(wrong)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "granularity"),
    [
        ("2018", "2018-01-01", "2018-12-31", "year"),
        ("1992-05-25", "1992-05-25", "1992-05-25", "day"),
        ("1992-02", "1992-02-01", "1992-02-29", "month"),
        ("2019/2023", "2019-01-01", "2023-12-31", "range"),
        ("2004/..", "2004-01-01", None, "range"),
        ("../2030", None, "2030-12-31", "range"),
        ("2022-21", "2022-03-01", "2022-05-31", "quarter"),
        ("2022-33", "2022-01-01", "2022-03-31", "quarter"),
        ("2021-41", "2021-07-01", "2021-12-31", "half"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("20XX", "2000-01-01", "2099-12-31", "century"),
        ("18XX/19XX", "1800-01-01", "1999-12-31", "range"),
        ("2010~", "2010-01-01", "2010-12-31", "year"),
        ("2022-01/2022-09", "2022-01-01", "2022-09-30", "range"),
        ("XXXX-11-12", None, None, "day"),
    ],
)
def test_times(edtf: str, start: str | None, end: str | None, granularity: str) -> None:
    when = When.parse(edtf)
    assert when.norm == edtf
    assert when.start == (dt.date.fromisoformat(start) if start else None)
    assert when.end == (dt.date.fromisoformat(end) if end else None)
    assert when.granularity == granularity


@pytest.mark.parametrize(
    "wrong", ["", "2018 г.", "2018-13", "2018-02-30", "../..", "2018/2019/2020", "0000", "18"]
)
def test_what_is_no_time_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|interval"):
        When.parse(wrong)


def test_an_instrument_reads_back() -> None:
    instrument = Instrument(
        "treaty", "counted", party_names=("Омская область", "Казахстан"), date="2023", count=5, count_comparator=">=",
        status="signed",
    )  # fmt: skip
    assert Instrument.parse(str(instrument)) == instrument


def test_a_name_reads_back_and_other_types_are_refused() -> None:
    assert Name.parse("LOC Омская область") == Name("LOC", "Омская область")
    with pytest.raises(ValueError, match="not a name"):
        Name.parse("COUNTRY Россия")
