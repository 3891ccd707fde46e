"""Points of time put together: ranges («2019–2023», «с марта по май»), lists («в 2018 и 2023 гг.»), what one lends another.

The year and the month are carried back from the last («8–9 ноября 2023 г.»); over the turn of a year one year less
(«ноябрь–февраль 2020 г.»). Bounds that don't rise are no range.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.russian.figures import SPACE
from pipeline.russian.moments import Point
from pipeline.russian.time_points import read_point

_S: Final = SPACE
_DASH: Final = re.compile(rf"{_S}{{0,2}}[-–—−]{_S}{{0,2}}")
_TO: Final = re.compile(
    rf"{_S}{{1,2}}(?P<to>по|до){_S}{{1,2}}(?:(?:начал|конец|конц|середин)[а-яё]*{_S}{{1,2}})?"
)
_OVERNIGHT: Final = re.compile(rf"{_S}{{1,2}}на{_S}{{1,2}}(?=\d)")
_AND: Final = re.compile(
    rf"(?:{_S}{{1,2}}(?:и|или){_S}{{1,2}}|,{_S}{{1,2}}(?:а{_S}(?:также|затем){_S}{{1,2}})?(?:и{_S}{{1,2}})?(?:в{_S}{{1,2}})?)"
)
_PART_NEXT: Final = re.compile(rf"(?:начал[оаеу]|конец|конц[аеу]|середин[аеуы]){_S}{{1,2}}", re.IGNORECASE)
_DAY_OF_LIST: Final = re.compile(
    rf"(?P<d>[0-3]?\d)(?:-(?:го|е|м))?(?=(?:{_S}{{0,2}}[-–—]{_S}{{0,2}}|{_S}{{1,2}}(?:и|по|до|на){_S}{{1,2}}|,{_S})[0-3]?\d)"
)


def day_before_month(text: str, start: int) -> Point | None:
    """«8» of «8–9 ноября 2023 г.»: a bare day, whose month comes with the next."""
    match = _DAY_OF_LIST.match(text, start)
    if match is None or not 1 <= int(match["d"]) <= 31:
        return None
    return Point(start, match.end(), "day", None, None, int(match["d"]), sure=False)


def next_point(text: str, points: list[Point], since: str | None) -> tuple[Point | None, str, int]:
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
        found = day_before_month(text, begin)
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


def settle(points: list[Point], links: list[str]) -> tuple[list[Point], list[str]]:
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
