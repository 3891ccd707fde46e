"""What a list's or a pair's last member lends the others: «с [18,1] до [25,6 млрд долл.]», «на [9], [12] и [15 %]».

The unit goes to all, the scale to those that have none of their own. The surprise: «с 950 до 1,2 млн» lends no scale, for 950
million would be a hundred times the other and more; such a number is refused rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.extract.candidate import Candidate, make_amount
from pipeline.russian.figures import SPACE
from pipeline.russian.measures import Measure

_S: Final = SPACE
_LIST: Final = re.compile(
    rf"{_S}{{0,2}}(?:,|/|;|и|или|либо|до|из|против|и{_S}до|,{_S}(?:а|и|затем|а{_S}затем){_S}(?:до)?|,{_S}до|[-–—]{_S}(?:до)?){_S}{{0,2}}"
    rf"(?:(?:на|в|к|с|до|более|около|почти|свыше){_S}{{1,2}}){{0,2}}"
)


def from_list(
    text: str, candidate: Candidate, following: Candidate, dates: list[tuple[int, int]]
) -> Candidate | None:
    """The unit of the list's next member, where only a list's link (or a time) stands between."""
    between = text[candidate.end : following.start]
    if len(between) > 45 or "\n" in between:
        return None
    at = bisect_right(dates, (candidate.end, candidate.end))
    linked = _LIST.fullmatch(between) is not None
    if not linked and at < len(dates) and dates[at][1] <= following.start:
        a, b = dates[at]
        without = text[candidate.end : a] + text[b : following.start]
        linked = (
            re.fullmatch(
                rf"{_S}{{1,2}}(?:в|за|на|к){_S}{{1,3}}(?:до|и|,|и{_S}до){_S}{{1,2}}(?:на{_S})?", without
            )
            is not None
        )
    if not linked:
        return None
    number = candidate.number
    assert following.amount is not None
    if number.words == 1 and number.value == 1 and between.strip() == "из":
        return None  # «ни одно из девяти»
    if following.counted is not None:
        if (
            number.value != number.value.to_integral_value()
            and number.scale == 1
            and following.number.scale == 1
        ):
            return None
        if number.scale == 1 and following.number.scale != 1:
            lent = _scaled(candidate, following.number.scale, following)
            if lent is None:
                return None
            candidate = lent
        return settle(candidate, None, following.amount.item, following.per, "amount.list")
    measure = following.measure
    if measure is None or between.strip() == "из":
        return None
    if number.scale == 1 and following.number.scale != 1:
        lent = _scaled(candidate, following.number.scale, following)
        if lent is None:
            return None
        candidate = lent
    if measure.kind == "scale":
        return None
    return settle(candidate, measure, None, measure.per, "amount.list")


_SERIES_LINK: Final = re.compile(rf"{_S}{{0,2}}[,;]{_S}{{1,2}}(?:(?:а|и){_S})?(?:(?:в|во|за|к){_S}{{1,2}})?")
_SERIES_DASH: Final = re.compile(rf"{_S}{{0,2}}[—–]{_S}{{1,2}}")
_CLAUSE_ENDS: Final = re.compile(rf"{_S}{{0,2}}(?:[,;.)]|$|\n)")


def from_series(
    text: str, candidate: Candidate, before: Candidate | None, dates: list[tuple[int, int]]
) -> Candidate | None:
    """«в 2020 г. дали 1,2 млрд тенге, в 2021 г. — [1,4]»: nothing but another time stands between; unit and scale go on.

    Where the scale would make the two differ by more than twenty times, nothing is lent.
    """
    if before is None or before.measure is None or before.amount is None or before.number.words:
        return None
    number, lender = candidate.number, before.number
    if number.words or number.scale != 1 or candidate.high is not None or candidate.start - before.end > 60:
        return None
    link = _SERIES_LINK.match(text, before.end)
    at = bisect_right(dates, (before.end, before.end))
    if link is None or at >= len(dates) or dates[at][0] != link.end():
        return None
    dash = _SERIES_DASH.match(text, dates[at][1])
    if dash is None or dash.end() != candidate.start or _CLAUSE_ENDS.match(text, candidate.end) is None:
        return None
    value = number.value * lender.scale
    if not lender.value or not Decimal("0.05") <= abs(value / lender.value) <= 20:
        return None
    said = replace(candidate, number=number._replace(value=value, scale=lender.scale))
    return settle(said, before.measure, None, before.per, "amount.series")


def _scaled(candidate: Candidate, scale: Decimal, following: Candidate) -> Candidate | None:
    """The candidate in the list's scale; null where that makes it greater or smaller than the list's next by a hundred."""
    number, high = candidate.number, candidate.high
    value = number.value * scale
    other = following.number.value
    if other and value and not Decimal("0.01") <= abs(value / other) <= 100:
        return None
    return replace(
        candidate,
        number=number._replace(value=value, scale=scale),
        high=None if high is None else high._replace(value=high.value * scale, scale=scale),
    )


def settle(
    candidate: Candidate, measure: Measure | None, item: str | None, per: str | None, rule: str
) -> Candidate:
    """The candidate with what a neighbour lends it; it says so in its flags."""
    flags = tuple(dict.fromkeys((*(f for f in candidate.flags if f != "with_extra"), "unit_inherited")))
    settled = replace(candidate, measure=measure, per=per, rule=rule, flags=flags)
    return replace(settled, amount=make_amount(settled, measure, item, per))
