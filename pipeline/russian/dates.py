"""Times in running text → EDTF (ISO 8601-2): points put together into ranges and lists, with what the words before them say.

    «с 2019 по 2023 год» → 2019/2023 · «начиная с [2018 г.]» → 2018/.. · «в [2018] и [2023 гг.]» → 2018, 2023
    «до [2030 года]» → ../2030 · «к [2030 году]» → 2030 · «конец XIX – начало XX в.» → 18XX/19XX · «около 2010 г.» → 2010~

A preposition stays outside the span but counts in the value; a range's own words («с … по …») are inside. The surprise:
«по сравнению с 2022 г.» is no beginning, «с 24,6 млрд в 2021 г.» neither: only a preposition that stands right before
the time governs it. A bare «2018» is a time only where its company says so.

    >>> [(text, when.edtf) for when in scan(said := "в 2018 и 2023 гг., а с 2004 г. ежегодно")
    ...  for text in [said[when.start:when.end]]]
    [('2018', '2018'), ('2023 гг.', '2023'), ('2004 г.', '2004/..')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE
from pipeline.russian.time_company import NUMBERED, NotTime, preposition, refusal, with_part
from pipeline.russian.time_points import Point, read_point

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
    r"(?:январ|феврал|март|апрел|ма[йяюе]|июн|июл|август|сентябр|октябр|ноябр|декабр|янв\.|фев|апр\.|авг\.|сент?\.|окт\.|нояб?\.|дек\."
    r"|весн|лет|осен|зим|перв|втор|трет|четв|дев|двадцат|тридцат|сорок|пятидес|шест|семи|вос|нулев|пят|дв[ау]|три|трёх|трех)[а-яё]*)",
    re.IGNORECASE,
)
_DASH: Final = re.compile(rf"{_S}{{0,2}}[-–—−]{_S}{{0,2}}")
_TO: Final = re.compile(
    rf"{_S}{{1,2}}(?P<to>по|до){_S}{{1,2}}(?:(?:начал|конец|конц|середин)[а-яё]*{_S}{{1,2}})?"
)
_OVERNIGHT: Final = re.compile(rf"{_S}{{1,2}}на{_S}{{1,2}}(?=\d)")
_TO_NOW: Final = re.compile(
    rf"{_S}{{1,2}}(?:по|до){_S}(?:настоящее{_S}время|н\.{_S}?в\.|сегодняшний{_S}день|наши{_S}дни|наших{_S}дней|настоящего{_S}времени)"
)
_AND: Final = re.compile(
    rf"(?:{_S}{{1,2}}(?:и|или){_S}{{1,2}}|,{_S}{{1,2}}(?:а{_S}(?:также|затем){_S}{{1,2}})?(?:и{_S}{{1,2}})?(?:в{_S}{{1,2}})?)"
)
_PART_NEXT: Final = re.compile(rf"(?:начал[оаеу]|конец|конц[аеу]|середин[аеуы]){_S}{{1,2}}", re.IGNORECASE)
_DAY_OF_LIST: Final = re.compile(
    rf"(?P<d>[0-3]?\d)(?:-(?:го|е|м))?(?=(?:{_S}{{0,2}}[-–—]{_S}{{0,2}}|{_S}{{1,2}}(?:и|по|до|на){_S}{{1,2}}|,{_S})[0-3]?\d)"
)
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
        point = _day_before_month(text, start)
        if point is None:
            return [], start
    points = [point]
    links: list[str] = []
    since = preposition(text, start)
    while len(points) < 12:
        following, link, _ = _next(text, points, since[0] if len(points) == 1 else None)
        if following is None:
            break
        points.append(following)
        links.append(link)
    last = points[-1].start
    points, links = _settle(points, links)
    return list(_said(text, points, links, since)), last


def _day_before_month(text: str, start: int) -> Point | None:
    """«8» of «8–9 ноября 2023 г.»: a bare day, whose month comes with the next."""
    match = _DAY_OF_LIST.match(text, start)
    if match is None or not 1 <= int(match["d"]) <= 31:
        return None
    return Point(start, match.end(), "day", None, None, int(match["d"]), sure=False)


def _next(text: str, points: list[Point], since: str | None) -> tuple[Point | None, str, int]:
    """The point that goes on after the last one, and the link between them: «–», «по», «и»."""
    last = points[-1]
    dash = _DASH.match(text, last.end)
    if dash is not None and last.unit != "months":
        following = _point_or_day(text, dash.end(), last)
        if following is not None and _may_end(last, following):
            return following, "–", following.end
    if since in ("с", "со") and last.unit == "day" and last.month is None and len(points) == 1:
        night = _OVERNIGHT.match(text, last.end)  # «в ночь с 18 на 19 апреля»
        following = _point_or_day(text, night.end(), last) if night is not None else None
        if following is not None and following.unit == "day":
            return following, "по", following.end
    if since in ("с", "со", "от", "между") and len(points) == 1:
        to = (
            _TO.match(text, last.end)
            if since != "между"
            else re.compile(rf"{_S}{{1,2}}и{_S}{{1,2}}").match(text, last.end)
        )
        if to is not None:
            following = _point_or_day(text, to.end(), last)
            if following is not None and _may_end(last, following):
                return following, "по", following.end
    conjunction = _AND.match(text, last.end)
    if conjunction is not None:
        following = _point_or_day(text, conjunction.end(), last)
        if following is not None and _same_kind(last, following):
            return following, "и", following.end
    return None, "", last.end


def _point_or_day(text: str, at: int, last: Point) -> Point | None:
    if at >= len(text):
        return None
    part = _PART_NEXT.match(text, at)
    begin = part.end() if part is not None else at
    if begin >= len(text):
        return None
    found = read_point(text, begin)
    if found is None and last.unit == "day" and last.month is None:
        found = _day_before_month(text, begin)
    if found is None and last.unit == "year" and text[begin].isdigit():
        short = re.compile(rf"(\d\d)(?!\d)({_S}{{0,2}}гг\.|{_S}годы|{_S}годах|{_S}годов)").match(text, begin)
        if short is not None and last.year is not None:
            found = Point(begin, short.end(), "year", last.year - last.year % 100 + int(short[1]))
    return found


def _may_end(first: Point, last: Point) -> bool:
    """Whether the two can be the ends of one range: the same sort of point, in order where both years are known."""
    kinds = {first.unit, last.unit}
    if kinds == {"year"} and first.sure is False and last.sure is False:
        return first.year is not None and last.year is not None and first.year < last.year <= first.year + 200
    if first.unit == "day" and first.month is None:
        return last.unit == "day"
    if first.unit == "century" and not first.sure and last.unit == "group":
        return True
    if len(kinds) > 1 and not kinds <= {"year", "month", "day", "decade", "century", "group"}:
        return False
    if len(kinds) > 1 and first.year is None:
        return False
    if first.year is not None and last.year is not None:
        if (first.year, first.month or 0, first.day or 0) > (last.year, last.month or 12, last.day or 31):
            return False
        return last.year - first.year <= 1000 if "century" in kinds else last.year - first.year <= 500
    return True


def _same_kind(first: Point, last: Point) -> bool:
    if first.unit == "day" and first.month is None:
        return last.unit == "day"
    if first.unit == "century" and not first.sure and last.unit == "group":
        return True
    return first.unit == last.unit and first.unit in (
        "day",
        "month",
        "group",
        "year",
        "decade",
        "century",
        "span",
    )


def _settle(points: list[Point], links: list[str]) -> tuple[list[Point], list[str]]:
    """Years and months carried back over «–» and «и»; a list that ends in doubt is cut where doubt begins."""
    for i in range(len(points) - 2, -1, -1):
        point, after = points[i], points[i + 1]
        if (
            point.unit == "century"
            and after.unit == "group"
            and point.year is not None
            and after.month is not None
        ):
            number = point.year // 100 + 1  # «I–III кварталах»: the first is a bare Roman numeral
            point = point._replace(
                unit="group", year=None, month=number + (32 if after.month < 40 else 39), sure=after.sure
            )
        if point.month is None and point.unit == "day":
            point = point._replace(month=after.month, sure=after.sure)
        if point.year is None and after.year is not None:
            year = after.year
            if (
                links[i] in ("–", "по")
                and point.month
                and after.month
                and point.unit != "group"
                and (point.month, point.day or 0) > (after.month, after.day or 31)
            ):
                year -= 1
            point = point._replace(year=year, sure=True)
        if (
            point.unit == "year"
            and after.unit == "decade"
            and point.year is not None
            and point.year % 10 == 0
        ):
            point = point._replace(unit="decade", sure=True)  # «1920–1930-е годы»
        if point.unit == "year" and after.unit == "year" and after.sure and not point.sure:
            point = point._replace(sure=True)
        if point.unit in ("century", "decade") and after.unit == point.unit and after.sure and not point.sure:
            point = point._replace(sure=True)
            if (
                point.unit == "decade"
                and "century_assumed" in point.flags
                and after.year is not None
                and "century_assumed" not in after.flags
            ):
                point = point._replace(year=after.year - after.year % 100 + (point.year or 0) % 100, flags=())
        points[i] = point
    if points and points[0].unit == "century" and not points[0].sure:
        return [], []
    for i, point in enumerate(points):
        if point.unit == "day" and point.month is None:
            return points[:i], links[: max(0, i - 1)]
        if point.unit == "century" and not point.sure:
            return points[:i], links[: max(0, i - 1)]
    return points, links


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
        if not _WITH_NOT_SINCE.search(before):
            edtf, rule = f"{_low(edtf)}/..", "date.since"
    elif governor == "после" or (governor in ("ранее", "раньше", "до") and before == "не"):
        edtf, rule = f"{_low(edtf)}/..", "date.after"
    elif governor in ("до", "ранее", "раньше") or (governor in ("позднее", "позже") and before == "не"):
        edtf, rule = f"../{_high(edtf)}", "date.until"
    elif governor in ("позднее", "позже"):
        edtf, rule = f"{_low(edtf)}/..", "date.after"
    elif (
        preposition == "по"
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
