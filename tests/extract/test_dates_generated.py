"""Times with known values are read back exactly, in the forms that papers print."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.russian.dates import NotTime, Time, scan
from pipeline.russian.deictic import scan_deictic
from pipeline.values import When

MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
DATES = st.dates(dt.date(1800, 1, 1), dt.date(2060, 12, 31))
YEARS = st.integers(min_value=1800, max_value=2050)


def read(text: str) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.edtf) for t in scan(text) if isinstance(t, Time)]


@given(DATES, st.sampled_from(("г.", "года", "")))
@settings(max_examples=200, deadline=None)
def test_a_day_in_words(day: dt.date, word: str) -> None:
    said = f"{day.day} {MONTHS[day.month - 1]} {day.year} {word}".rstrip()
    assert read(f"подписан {said}, но не одобрен") == [(said, day.isoformat())]


@given(DATES, st.sampled_from(("%d.%m.%Y", "%Y-%m-%d")))
@settings(max_examples=200, deadline=None)
def test_a_day_in_figures(day: dt.date, form: str) -> None:
    said = day.strftime(form)
    assert read(f"подписан {said}, но не одобрен") == [(said, day.isoformat())]


@given(YEARS, st.integers(min_value=1, max_value=50), st.sampled_from(("{}–{} гг.", "{}-{} годах", "с {} по {} год", "с {} г. по {} г.", "между {} и {} гг.")))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_a_range_of_years(first: int, length: int, form: str) -> None:
    said = form.format(first, first + length)
    assert read(f"торговля росла {said}, потом упала") == [(said, f"{first}/{first + length}")]


@given(YEARS, st.sampled_from((("с", "{}/.."), ("после", "{}/.."), ("до", "../{}"), ("к", "{}"), ("в", "{}"), ("не позднее", "../{}"))))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_what_the_preposition_says(year: int, governed: tuple[str, str]) -> None:
    preposition, edtf = governed
    assert read(f"закрыто {preposition} {year} г., как и ждали") == [(f"{year} г.", edtf.format(year))]


@given(st.lists(YEARS, min_size=2, max_size=5, unique=True))
@settings(max_examples=100, deadline=None)
def test_a_list_of_years(years: list[int]) -> None:
    said = ", ".join(map(str, years[:-1])) + f" и {years[-1]} гг."
    assert [edtf for _, edtf in read(f"спад был в {said}, а не раньше")] == [str(year) for year in years]


@given(st.text(alphabet="0123456789 –-./гв.сподмаяXIVве кварталIX\n", max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    for found in scan(text):
        assert 0 <= found.start < found.end <= len(text)
        if isinstance(found, NotTime):
            assert found.reason
        else:
            assert str(When.parse(found.edtf)) == found.edtf


def test_deictic_times_are_anchored_on_the_papers_year() -> None:
    said = "в прошлом году вывезли 5 т, в настоящее время вывозят больше"
    assert [(said[t.start : t.end], t.edtf, t.flags) for t in scan_deictic(said, 2024)] == [
        ("прошлом году", "2023", ("deictic",)),
        ("настоящее время", "2024", ("deictic",)),
    ]
