"""Times in running text → EDTF (ISO 8601-2): points put together into ranges and lists, with what the words before them say.

    «с 2019 по 2023 год» → 2019/2023 · «начиная с [2018 г.]» → 2018/.. · «в [2018] и [2023 гг.]» → 2018, 2023
    «до [2030 года]» → ../2030 · «к [2030 году]» → 2030 · «конец XIX – начало XX в.» → 18XX/19XX · «около 2010 г.» → 2010~

A preposition stays outside the span but counts in the value; a range's own words («с … по …») are inside. The surprise:
«по сравнению с 2022 г.» is no beginning, «с 24,6 млрд в 2021 г.» neither: only a preposition that stands right before
the time governs it. A bare «2018» is a time only where its company says so.

    >>> said = "в 2018 и 2023 гг., а с 2004 г. ежегодно"
    >>> [(said[when.start : when.end], when.edtf) for when in scan(said)]
    [('2018', '2018'), ('2023 гг.', '2023'), ('2004 г.', '2004/..')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE
from pipeline.russian.moments import Point
from pipeline.russian.time_company import NUMBERED, NotTime, preposition, refusal, with_part
from pipeline.russian.time_joins import day_before_month, next_point, settle
from pipeline.russian.time_points import read_point

__all__ = ["NotTime", "Time", "period_of", "scan"]


class Time(NamedTuple):
    """A time said: span, EDTF, the rule that decided, flags (`century_assumed`, `ambiguous`)."""

    start: int
    end: int
    edtf: str
    rule: str
    flags: tuple[str, ...] = ()


_S: Final = SPACE
_ANCHOR: Final = re.compile(
    r"(?<![\w.,/:№'’-])(?:\d|[IVXХ]{1,6}(?![A-Za-zА-Яа-яЁё])|"
    r"(?:январ|феврал|март|апрел|ма[йяюе]|июн|июл|август|сентябр|октябр|ноябр|декабр|янв\.|фев|мар\.|апр\.|авг\.|сент?\.|окт\.|нояб?\.|дек\."
    r"|весн|лет|осен|зим|перв|втор|трет|четв|дев|седьм|десят|двадцат|тридцат|сорок|пятидес|шест|семи|вос|нулев|пят|дв[ау]|три|трёх|трех)[а-яё]*)",
    re.IGNORECASE,
)
_ACCESS_DATE: Final = re.compile(rf"дат[аы]{_S}обращения:?{_S}{{0,2}}$", re.IGNORECASE)
_TO_NOW: Final = re.compile(
    rf"{_S}{{1,2}}(?:по|до){_S}(?:настоящее{_S}время|н\.{_S}?в\.|сегодняшний{_S}день|наши{_S}дни|наших{_S}дней|настоящего{_S}времени)"
)
_MOVED_TO: Final = re.compile(
    rf"{_S}{{1,2}}на{_S}{{1,2}}(?:(?:начал|конец|весн|лет|осен|зим|[а-яё]+[ьй])[а-яё]*{_S}{{1,2}})?(?:1[89]|20)\d\d"
)
"""«с 2021-го на 2023 год»: moved from one time to another; nothing goes on since."""
_WITH_NOT_SINCE: Final = re.compile(
    r"(?:сравнени[юеи]|сравнить|сравнива[а-яё]+|сравнительно|сопоставим[а-яё]*|сопоставлени[а-яё]+|сопоставля[а-яё]+|сопоставил[а-яё]*|"
    r"связан[а-яё]*|связи|наряду|совпа[а-яё]+|параллельно|одинаков[а-яё]*|соотношени[а-яё]+|сравнил[а-яё]*|отлич[а-яё]+|разниц[а-яё]+|рядом)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def scan(text: str) -> tuple[Time | NotTime, ...]:
    """Every time in the text, in order, and what was refused. Pure; the last two texts are remembered."""
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[Time | NotTime]:
    at = 0
    for anchor in _ANCHOR.finditer(text):
        start = anchor.start()
        if start < at:
            continue
        said, read_to = _read(text, start)
        at = max(at, read_to)
        for found in said:
            yield found
            if isinstance(found, Time):
                at = found.end


def _read(text: str, start: int) -> tuple[list[Time | NotTime], int]:
    """The time, range or list that begins at the anchor, and where to go on: a list that came to nothing isn't read twice."""
    point = read_point(text, start)
    if point is None:
        point = day_before_month(text, start)
        if point is None:
            return [], start
    points = [point]
    links: list[str] = []
    since = preposition(text, start)
    while len(points) < 12:
        following, link, _ = next_point(text, points, since[0] if len(points) == 1 else None)
        if following is None:
            break
        points.append(following)
        links.append(link)
    last = points[-1].start
    points, links = settle(points, links)
    return list(_said(text, points, links, since)), last


def _said(
    text: str, points: list[Point], links: list[str], since: tuple[str | None, str, int]
) -> Iterator[Time | NotTime]:
    i = 0
    while i < len(points):
        point = points[i]
        if i < len(links) and links[i] in ("–", "по"):
            last = points[i + 1]
            begin = point.start
            if i == 0 and links[i] == "по":
                begin = since[2]
            elif i == 0:
                begin = with_part(text, point)
            refused = (
                None
                if last.sure or point.sure or links[i] == "по"
                else refusal(text, point.start, last.end, since, bare_range=True)
            )
            if refused is not None:
                yield refused
            else:
                edtf = _range(point, last)
                yield Time(
                    begin, last.end, edtf, "date.range", tuple(dict.fromkeys((*point.flags, *last.flags)))
                )
            i += 2
            continue
        following = i + 1 < len(points)
        yield from _single(
            text,
            point,
            since if i == 0 else ("в" if since[0] else None, "", point.start),
            in_list=following or i > 0,
        )
        i += 1


def _range(first: Point, last: Point) -> str:
    low = first.edtf.split("/")[0]
    high = last.edtf.split("/")[-1]
    return f"{low}/{high}"


def _single(
    text: str, point: Point, since: tuple[str | None, str, int], *, in_list: bool
) -> Iterator[Time | NotTime]:
    governor, before, begin = since
    if _ACCESS_DATE.search(text, max(0, point.start - 20), point.start):
        yield NotTime(point.start, point.end, "date.access", "when a page was looked at")
        return
    if not point.sure:
        refused = refusal(text, point.start, point.end, since, bare_range=in_list)
        if refused is not None:
            yield refused
            return
    elif (
        point.unit == "year"
        and (numbered := NUMBERED.search(text, max(0, point.start - 10), point.start)) is not None
        and "г" not in text[point.start : point.end]
    ):
        yield NotTime(point.start, point.end, "date.numbered", f"a number after «{numbered[0].strip()}»")
        return
    start, edtf, rule = point.start, point.edtf, f"date.{point.unit}"
    start = with_part(text, point)
    if governor in ("с", "со"):
        now = _TO_NOW.match(text, point.end)
        if now is not None:
            yield Time(begin, now.end(), f"{_low(edtf)}/..", "date.until_now", point.flags)
            return
        if not _WITH_NOT_SINCE.search(before) and _MOVED_TO.match(text, point.end) is None:
            edtf, rule = f"{_low(edtf)}/..", "date.since"
    elif governor == "после" or (governor in ("ранее", "раньше", "до") and before == "не"):
        edtf, rule = f"{_low(edtf)}/..", "date.after"
    elif governor in ("до", "ранее", "раньше") or (governor in ("позднее", "позже") and before == "не"):
        edtf, rule = f"../{_high(edtf)}", "date.until"
    elif governor in ("позднее", "позже"):
        edtf, rule = f"{_low(edtf)}/..", "date.after"
    elif (
        governor == "по"
        and before not in ("данным", "сравнению")
        and point.unit in ("year", "day", "month", "span")
    ):
        edtf, rule = f"../{_high(edtf)}", "date.until"
    elif governor in ("около", "ок.", "примерно", "приблизительно", "ориентировочно"):
        if "/" not in edtf and "X" not in edtf:
            edtf += "~"
        start, rule = begin, "date.about"
    yield Time(start, point.end, edtf, rule, point.flags)


def _low(edtf: str) -> str:
    return edtf.split("/")[0]


def _high(edtf: str) -> str:
    return edtf.split("/")[-1]


@lru_cache(maxsize=5_000)
def period_of(text: str) -> str | None:
    """EDTF of the one period that a short text (a head, a cell, a caption) is about; null where it names none or several.

    «2019» · «2019–2023 гг.» · «I кв. 2023 г.» · «январь» (XXXX-01) · «Таблица 1. Торговля в 2022 г.»
    """
    stripped = " ".join(text.split())
    times = [time for time in scan(stripped) if isinstance(time, Time)]
    found = {time.edtf.rstrip("~") for time in times}
    if not found and re.fullmatch(r"(?:I{1,3}|IV|[1-4])\s?кв(?:артал|\.)?", stripped):
        number = (
            stripped[0]
            if stripped[0].isdigit()
            else str(len(stripped.split()[0].rstrip("кв.")) if "V" not in stripped else 4)
        )
        return f"XXXX-{32 + int(number)}"
    return found.pop() if len(found) == 1 else None
