"""One point of time as a text names it: a day, month, quarter, season, half, year, decade or century.

    «25 мая 1992 г.» · «мае 1992 года» · «I квартал 2022 г.» · «весной 2022 г.» · «9 месяцев 2022 г.» · «2018 г.» · «2020-м»
    «1990-е годы» · «XXI в.» · «09.11.2023» · «2021/2022 учебный год» · «вторая половина 2021 г.»

A point knows whether its words leave no doubt (`sure`): «2018 г.» does, a bare «2018» may be a number of anything and
needs company (`dates.py`). The surprise: «в 2000-х» is a decade and «в 2000-м» a year; «лет» never makes a date.
"""

from __future__ import annotations

import re

from pipeline.russian import morph
from pipeline.russian.eras import read_century, read_short_decade, read_words
from pipeline.russian.moments import Point
from pipeline.russian.months import MONTHS, SEASONS
from pipeline.russian.time_patterns import (
    AND_YEAR,
    DAY_LEFT,
    DAY_MONTH,
    EARLY_YEAR,
    HALF_OF,
    IN_BEFORE,
    ISO,
    LINKED_MONTH,
    LINKED_SEASON,
    MONTH,
    MONTH_COUNTS,
    MONTHS_OF,
    NUMERIC,
    NUMERIC_SHORT,
    ORDINALS,
    QUARTER,
    ROMAN,
    SEASON,
    WINTER_YEARS,
    YEAR_POINT,
)


def read_point(text: str, at: int) -> Point | None:
    """The point of time whose words begin at the offset; null where none do. A bare year comes back with `sure` false."""
    first = text[at]
    if first.isdigit():
        return _read_figures(text, at)
    if first in "IVXХ":
        return _read_quarter(text, at) or read_century(text, at)
    lower = first.lower()
    if lower in "яфмаисонд":
        found = _read_month(text, at)
        if found is not None:
            return found
    if lower in "влоз":
        found = _read_season(text, at)
        if found is not None:
            return found
    if lower in "пвтчдшсон":
        return _read_quarter(text, at) or _read_months(text, at) or read_words(text, at)
    return None


def _read_figures(text: str, at: int) -> Point | None:
    end = at + 1
    while text[end : end + 1].isdigit() and end < at + 5:
        end += 1
    length, following = end - at, text[end : end + 1]
    if length == 4:
        match = ISO.match(text, at) if following == "-" else None
        if match is not None:
            return _day(at, match.end(), int(match["y"]), int(match["m"]), int(match["d"]))
        return _read_year(text, at)
    if length == 3:
        early = EARLY_YEAR.match(text, at)
        if early is None or not (early["year"] or IN_BEFORE.search(text, max(0, at - 4), at)):
            return None
        if not early["year"] and _measures(text, early.end()):
            return None
        return Point(at, early.end(), "year", int(early["y"]))
    if length > 2:
        return None
    if following == ".":
        match = NUMERIC.match(text, at) or NUMERIC_SHORT.match(text, at)
        if match is None:
            return None
        year = int(match["y"])
        if year < 100:
            year += 2000 if year < 40 else 1900
        return _day(at, match.end(), year, int(match["m"]), int(match["d"]))
    if following in ("–", "—"):
        return read_short_decade(text, at)
    if following != "-" and not (following.isspace() and text[end + 1 : end + 2].isalpha()):
        return _read_quarter(text, at) if following == "к" else None
    match = DAY_MONTH.match(text, at)
    if match is not None:
        month = MONTHS[match["m"].lower()]
        year_match = AND_YEAR.match(text, _after_stop(text, match))
        year_end = year_match.end() if year_match is not None else _trim(text, match)
        return _day(
            at, year_end, int(year_match["y"]) if year_match is not None else None, month, int(match["d"])
        )
    year_point = _read_year(text, at)
    if year_point is not None:
        return year_point
    return (
        _read_quarter(text, at)
        or _read_months(text, at)
        or read_short_decade(text, at)
        or read_century(text, at)
    )


_WORD_NEXT = re.compile(r"[ \u00a0]{1,2}([а-яё]+)")


def _measures(text: str, at: int) -> bool:
    """Whether a genitive follows, so that «г.» are grams: «в 200 г. воды»."""
    word = _WORD_NEXT.match(text, at)
    return word is not None and any(p.is_noun and p.case == "gent" for p in morph.parses(word[1])[:2])


def _after_stop(text: str, match: re.Match[str]) -> int:
    return match.end()


def _trim(text: str, match: re.Match[str]) -> int:
    """The end of «9 дек.» keeps its stop only where the month is abbreviated."""
    short = match["m"].lower() in (
        "янв",
        "фев",
        "февр",
        "мар",
        "апр",
        "авг",
        "сен",
        "сент",
        "окт",
        "ноя",
        "нояб",
        "дек",
    )
    return match.end() if short or not match[0].endswith(".") else match.end() - 1


def _day(start: int, end: int, year: int | None, month: int, day: int) -> Point | None:
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        return None
    if month == 2 and day == 29 and year is not None and (year % 4 or (year % 100 == 0 and year % 400)):
        return None
    return Point(start, end, "day", year, month, day)


def _read_year(text: str, at: int) -> Point | None:
    match = YEAR_POINT.match(text, at)
    if match is None:
        return None
    year = int(match["y"])
    if match["y2"] is not None:
        last = int(match["y2"]) if len(match["y2"]) == 4 else year - year % 100 + int(match["y2"])
        if last != year + 1 and not (match["term"] and last > year):
            return None
        return Point(
            at, match.end(), "span", year, last=last, sure=bool(match["term"]) or len(match["y2"]) == 4
        )
    if match["decade"] is not None:
        ending = match["decade"][1:]
        if ending in ("м", "е") and (year % 10 or ending == "м"):
            # «в 2000-м» and «в 2015-м» are years; «2000-е» is a decade.
            return Point(at, match.end(), "year", year) if ending == "м" else None
        return Point(at, match.end(), "decade", year) if year % 10 == 0 else None
    sure = match["word"] is not None or match["ordinal"] is not None
    return Point(at, match.end(), "year", year, sure=sure)


def _read_month(text: str, at: int) -> Point | None:
    match = MONTH.match(text, at)
    if match is None or DAY_LEFT.search(
        text, max(0, at - 4), at
    ):  # a day that the month hasn't: «31 февраля»
        return None
    name = match["m"].lower()
    year = AND_YEAR.match(text, match.end())
    if year is not None:
        return Point(at, year.end(), "month", int(year["y"]), MONTHS[name])
    linked = LINKED_MONTH.match(text, match.end("m"))
    if linked is not None:  # «янв.–марте 2020 г.»
        return Point(at, linked.end(), "month", None, MONTHS[name], sure=False)
    if len(name) <= 4 and name not in (
        "май",
        "мая",
        "маю",
        "маем",
        "мае",
        "март",
        "июнь",
        "июня",
        "июню",
        "июне",
        "июль",
        "июля",
        "июлю",
        "июле",
    ):
        return None
    return Point(at, match.end("m"), "month", None, MONTHS[name], sure=name not in ("мая", "маю", "маем"))


def _read_season(text: str, at: int) -> Point | None:
    match = SEASON.match(text, at)
    if match is None:
        return None
    year = AND_YEAR.match(text, match.end()) or WINTER_YEARS.match(text, match.end())
    if year is None:
        if LINKED_SEASON.match(text, match.end()) is None:
            return None
        return Point(at, match.end(), "group", None, SEASONS[match["s"].lower()], sure=False)
    return Point(at, year.end(), "group", int(year["y"]), SEASONS[match["s"].lower()])


def _read_quarter(text: str, at: int) -> Point | None:
    match = QUARTER.match(text, at)
    if match is None:
        return None
    if match["roman"]:
        number = ROMAN.get(match["roman"], 0)
    elif match["figure"]:
        number = int(match["figure"])
    else:
        number = next(n for n in ORDINALS if match[f"o{n}"])
    what = match["what"].lower()
    quarter = what.startswith(("квартал", "кв"))
    if not quarter and number > 2:
        return None
    code = 32 + number if quarter else 39 + number
    year = AND_YEAR.match(text, match.end())
    if year is not None:
        return Point(at, year.end(), "group", int(year["y"]), code)
    if what.startswith("полов"):
        decade = HALF_OF.match(text, match.end())
        inner = read_point(text, decade.end()) if decade is not None else None
        return inner._replace(start=at) if inner is not None and inner.unit in ("decade", "century") else None
    if what == "кв.":
        return None
    return Point(at, match.end(), "group", None, code)


def _read_months(text: str, at: int) -> Point | None:
    match = MONTHS_OF.match(text, at)
    if match is None:
        return None
    said = match["n"].lower()
    count = int(said) if said.isdigit() else next(n for stem, n in MONTH_COUNTS if said.startswith(stem))
    year = AND_YEAR.match(text, match.end())
    if year is None or not 2 <= count <= 11:
        return None
    return Point(at, year.end(), "months", int(year["y"]), last=count)
