"""Times that point from the day of writing: «в прошлом году», «в текущем году», «в настоящее время», «в последние пять лет».

Anchored on the year that a paper came out, which need not be the year it was written; hence the flag `deictic`, and hence they
are off by default.

    >>> [(time.edtf, time.flags) for time in scan_deictic("в прошлом году и за последние пять лет", 2024)]
    [('2023', ('deictic',)), ('2020/2024', ('deictic',))]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.russian.dates import Time
from pipeline.russian.figures import SPACE
from pipeline.russian.numerals import read_numeral

_YEARS: Final = {
    "позапрошл": -2, "прошл": -1, "минувш": -1, "прошедш": -1, "истекш": -1, "текущ": 0, "нынешн": 0, "этом": 0, "этот": 0, "этого": 0,
    "следующ": 1, "будущ": 1, "предстоящ": 1,
}  # fmt: skip
_YEAR: Final = re.compile(
    rf"(?<![а-яё])(?P<which>{'|'.join(_YEARS)})(?:ий|его|ему|им|ем|ый|ого|ому|ым|ом)?{SPACE}{{1,2}}(?P<what>год(?:а|у|ом)?)(?![а-яё])",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    rf"(?<![а-яё])(?:(?:в|на){SPACE}(?P<now>настоящее{SPACE}время|настоящий{SPACE}момент|данный{SPACE}момент|сегодняшний{SPACE}день))(?![а-яё])",
    re.IGNORECASE,
)
_LAST: Final = re.compile(
    rf"(?<![а-яё])последни(?:е|х|ми){SPACE}{{1,2}}(?:(?P<figure>\d{{1,3}})|(?P<words>[а-яё]+(?:{SPACE}[а-яё]+)?)){SPACE}{{1,2}}(?:лет|года)(?![а-яё])",
    re.IGNORECASE,
)


def scan_deictic(text: str, year: int) -> Iterator[Time]:
    """Deictic times in order, anchored on the year of publication."""
    found = [
        *(_this(match, year) for match in _YEAR.finditer(text)),
        *(
            Time(match.start("now"), match.end("now"), str(year), "date.now", ("deictic",))
            for match in _NOW.finditer(text)
        ),
        *(time for match in _LAST.finditer(text) if (time := _last(match, year)) is not None),
    ]
    yield from sorted(found)


def _this(match: re.Match[str], year: int) -> Time:
    shift = _YEARS[match["which"].lower()]
    return Time(match.start(), match.end(), str(year + shift), "date.deictic", ("deictic",))


def _last(match: re.Match[str], year: int) -> Time | None:
    if match["figure"]:
        count = int(match["figure"])
    else:
        numeral = read_numeral(match["words"], 0)
        if numeral is None or numeral.end != len(match["words"]):
            return None
        count = int(numeral.value)
    return Time(match.start(), match.end(), f"{year - count + 1}/{year}", "date.last_years", ("deictic",))
