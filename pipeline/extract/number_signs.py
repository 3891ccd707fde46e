"""The minus before a number: a sign, a word, or a dash that only looks like one.

    «−3,2 %» · «до минус 30 °C» · «2021 г. — –4,1 %» · «сальдо –6 млрд» are negative, «вывоз – 6 млрд» isn't

A hyphen or minus glued to the figures is a sign. So is an en dash, but sloppy print glues the dash of a clause to the figures too
(«вывоз –6 млрд»): it is a sign only after another dash, a colon, a bracket, a preposition, a verb that gives a value, or a noun that
can be negative. The surprise: elsewhere nobody can tell, so the number stays positive and is flagged `ambiguous`; and «десять
минус три» is arithmetic.

    >>> text = "опустилась до минус 30 °C"
    >>> read_minus(text, text.index("30"), figures=True).start == text.index("минус")
    True
    >>> read_minus("вывоз — 6", 8, figures=True) is None
    True
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE


class Minus(NamedTuple):
    """Where the minus begins; `word` where it is spelt; `doubtful` where it may as well be a dash."""

    start: int
    word: bool = False
    doubtful: bool = False


_WORD: Final = re.compile(rf"(?<![а-яё])минус{SPACE}{{1,2}}$", re.IGNORECASE)
_ARITHMETIC: Final = re.compile(rf"[\d%]{SPACE}{{1,2}}$")
_BEFORE_SIGN: Final = " \u00a0\u2009\u202f(\n"
_DASHES_BEFORE: Final = re.compile(rf"[-–—−:(=]{SPACE}{{0,2}}$")
_GIVES_VALUE: Final = re.compile(
    r"(?<![а-яё])(?:до|с|от|к|на|в|около|примерно|составил[аио]?|составля(?:ет|ют|л[аио]?)|составит|рав(?:ен|на|но|ны)|был[аио]?|будет|"
    r"прирост[а-яё]{0,3}|рост[а-яё]{0,2}|спад[а-яё]{0,2}|падени[а-яё]|снижени[а-яё]|сальдо|динамик[а-яё]|изменени[а-яё]|темп(?:ы|а|ов)?|"
    rf"температур[а-яё]|баланс[а-яё]{{0,2}}|остаток|результат[а-яё]{{0,2}}|рентабельност[ьи]){SPACE}{{1,2}}$",
    re.IGNORECASE,
)


def read_minus(text: str, start: int, *, figures: bool) -> Minus | None:
    """The minus right before the number that begins at `start`; null where none is. `figures`: the number isn't in words."""
    before = text[start - 1 : start]
    if before in ("-", "−", "–"):
        if not figures or not (start == 1 or text[start - 2] in _BEFORE_SIGN):
            return None
        if before != "–":
            return Minus(start - 1)
        left = text[max(0, start - 24) : start - 1]
        if _DASHES_BEFORE.search(left) or _GIVES_VALUE.search(left):
            return Minus(start - 1)
        return Minus(start - 1, doubtful=True) if left.strip() and not left.endswith("\n") else None
    if not before.isspace() or text[start - 2 : start - 1] not in ("с", "С", " ", "\u00a0"):
        return None
    word = _WORD.search(text, max(0, start - 9), start)
    if word is None or _ARITHMETIC.search(text, max(0, word.start() - 4), word.start()):
        return None
    return Minus(word.start(), word=True)
