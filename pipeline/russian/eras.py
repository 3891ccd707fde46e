"""Decades and centuries: «1990-е», «60-е годы XIX в.», «девяностые годы», «XXI в.», «двадцатый век».

A decade without its century is the twentieth's, but for the first two («10-е», «нулевые»); it is flagged so. The surprise:
«5 веков» is a length and «21 век» a time; «V в. до н. э.» is neither here.
"""

from __future__ import annotations

import re

from pipeline.russian.moments import Point
from pipeline.russian.time_patterns import (
    CENTURY,
    DECADE_DASH,
    HALF_OF,
    ROMAN_VALUES,
    SHORT_DECADE,
    TENS,
    WORD_CENTURIES,
    WORD_CENTURY,
    WORD_DECADE,
    WORD_DECADE_OF,
)


def _century_number(roman: str) -> int | None:
    """1–21 from a Roman numeral («Х» may be Cyrillic); null where it isn't one."""
    letters = roman.replace("Х", "X")
    if not re.fullmatch(r"X{0,2}(?:IX|IV|V?I{0,3})", letters):
        return None
    total = 0
    for i, letter in enumerate(letters):
        value = ROMAN_VALUES[letter]
        total += -value if i + 1 < len(letters) and ROMAN_VALUES[letters[i + 1]] > value else value
    return total if 1 <= total <= 21 else None


def read_century(text: str, at: int) -> Point | None:
    """«XIX в.», «21 век»; a Roman numeral alone comes back with `sure` false."""
    match = CENTURY.match(text, at)
    if match is None or match["bc"]:
        return None
    number = _century_number(match["roman"]) if match["roman"] else int(match["figure"])
    word = (match["word"] or "").strip()
    if number is None or not 1 <= number <= 21 or (match["figure"] and not word.startswith(("век", "стол"))):
        return None
    if (
        match["figure"]
        and not re.search(r"-\w", match[0])
        and word in ("века", "веков", "столетия", "столетий", "век", "столетие")
        and number < 10
    ):
        return None  # «2 века», «5 веков» are lengths
    if (
        match["figure"]
        and not re.search(r"-\w", match[0])
        and word in ("веков", "столетий", "века", "столетия")
        and number < 15
    ):
        return None
    return Point(at, match.end(), "century", (number - 1) * 100, sure=bool(word))


def read_short_decade(text: str, at: int) -> Point | None:
    """«60-е годы», «90-х гг. XX в.»."""
    match = SHORT_DECADE.match(text, at)
    if match is None:
        return _first_of_decades(text, at)
    if match["figure"]:
        return Point(at, match.end(), "decade", (int(match["figure"]) - 1) * 100 + int(match["d"]))
    return _decade(at, match, int(match["d"]), sure=match["word"] is not None or match["roman"] is not None)


def _first_of_decades(text: str, at: int) -> Point | None:
    """The «60» of «60–70-е годы XIX в.»: its century is the second's."""
    match = DECADE_DASH.match(text, at)
    last = read_short_decade(text, match.end()) if match is not None else None
    if match is None or last is None or last.year is None or int(match["d"]) >= last.year % 100:
        return None
    year = last.year - last.year % 100 + int(match["d"])
    return last._replace(start=at, end=match.end("d"), year=year)


def _of_century(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """(its number, end) of a century in words after a decade: «девяностые годы двадцатого века»."""
    gap = HALF_OF.match(text, match.end())
    century = read_words(text, gap.end()) if gap is not None and match["roman"] is None else None
    if century is None or century.unit != "century" or century.year is None:
        return None
    return century.year, century.end


def _decade(at: int, match: re.Match[str], tens: int, *, sure: bool) -> Point | None:
    if match["roman"]:
        century = _century_number(match["roman"])
        return None if century is None else Point(at, match.end(), "decade", (century - 1) * 100 + tens)
    flags = ("ambiguous",) if tens == 20 else ()
    base = 2000 if tens < 20 else 1900
    return Point(at, match.end(), "decade", base + tens, sure=sure, flags=(*flags, "century_assumed"))


_PLACES = "перв втор трет четверт пят шест седьм восьм девят десят".split()


def read_words(text: str, at: int) -> Point | None:
    """«девяностые годы», «двадцатый век», «шестидесятые годы девятнадцатого века»."""
    decade = WORD_DECADE.match(text, at)
    if decade is not None:
        tens = next(n for stem, n in TENS if decade["stem"].lower() == stem)
        spelt = _of_century(text, decade)
        if spelt is not None:
            return Point(at, spelt[1], "decade", spelt[0] + tens)
        return _decade(at, decade, tens, sure=True)
    nth = WORD_DECADE_OF.match(text, at)
    if nth is not None:
        number = _century_number(nth["roman"])
        place = _PLACES.index(nth["n"].lower().replace("ё", "е"))
        return None if number is None else Point(at, nth.end(), "decade", (number - 1) * 100 + 10 * place)
    century = WORD_CENTURY.match(text, at)
    if century is not None:
        stem = re.sub(r"\s", " ", century["stem"].lower())
        return Point(at, century.end(), "century", (WORD_CENTURIES[stem] - 1) * 100)
    return None
