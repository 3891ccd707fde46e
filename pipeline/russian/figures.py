"""Numbers in figures, as Russian print sets them: «1 234 567,89», «2.300.000», «7'500», «0,385», «12.5».

The comma is the decimal sign, a (no-break) space parts the thousands (ГОСТ 8.417, ГОСТ Р 7.0.97). The surprise: points do
both. Two or more points, or a point and then a comma, can only part thousands; a single point before exactly three figures
(«1.500») can be read either way, and a silent ×1000 is the worst of all mistakes, so such a number carries the flag
`ambiguous` and the decimal reading. A comma before three figures is decimal («0,385», «1,500»): that is the rule of the
language; it is flagged too unless the whole part is zero.

    >>> [str(read_figure("1 234 567,89 руб.", 0).value), read_figure("1.500 т", 0).flags]
    ['1234567.89', ('ambiguous',)]
    >>> read_figure("2,5 раза", 0).end
    3
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple


class Figure(NamedTuple):
    """A number in figures: span, exact value, and `ambiguous` where it can be read two ways."""

    start: int
    end: int
    value: Decimal
    flags: tuple[str, ...] = ()


SPACE: Final = "[ \u00a0\u2009\u202f\u2007]"
"""White space inside one line, of one character: what may stand inside a number or between it and its unit."""

_FIGURE: Final = re.compile(
    rf"""
    (?P<spaced>\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d))(?:[.,](?P<fraction1>\d+))?
  | (?P<quoted>\d{{1,3}}(?:['’]\d{{3}})+(?!\d))(?:[.,](?P<fraction2>\d+))?
  | (?P<pointed>\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)|\d{{1,3}}(?:\.\d{{3}})+(?=,\d))(?:,(?P<fraction3>\d+))?
  | (?P<commaed>\d{{1,3}}(?:,\d{{3}}){{2,}}(?!\d))(?:\.(?P<fraction4>\d+))?
  | (?P<plain>\d+)(?:[.,](?P<fraction5>\d+))?
    """,
    re.VERBOSE,
)
_NOT_A_DIGIT: Final = re.compile(r"\D")
_LONGEST: Final = 24
"""More figures than this in a row are no number that a paper speaks of (and a guard against megabytes of digits)."""


def read_figure(text: str, at: int) -> Figure | None:
    """The number in figures that begins at the offset; null where there is none or it is endless."""
    match = _FIGURE.match(text, at, at + 3 * _LONGEST)
    if match is None or match.end() - at > 2 * _LONGEST:
        return None
    group = match.lastgroup
    if match["plain"] is not None:
        whole, fraction = match["plain"], match["fraction5"]
        if len(whole) > _LONGEST:
            return None
    else:
        grouped = match["spaced"] or match["quoted"] or match["pointed"] or match["commaed"]
        whole = _NOT_A_DIGIT.sub("", grouped)
        fraction = match[group] if group is not None and group.startswith("fraction") else None
    # «1.1.2» or «5,3,1»: numbering, not a number.
    following = text[match.end() : match.end() + 2]
    if len(following) == 2 and following[0] in ".," and following[1].isdigit() and fraction is not None:
        return None
    flags: tuple[str, ...] = ()
    if match["plain"] is not None and fraction is not None and len(fraction) == 3:
        separator = text[match.end("plain")]
        if len(whole) <= 3 and whole.strip("0") and (separator == "." or fraction == "000"):
            flags = ("ambiguous",)
    number = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return Figure(at, match.end(), number, flags)
