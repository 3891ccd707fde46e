"""The words around a time: the preposition that governs it, the part of it («начало», «конец»), and why figures are no time.

    «с [2004 г.]» → с · «до конца [2025 г.]» → до · «№ [2018]» and «[2000] человек» are refused

A bare «2018» is a year where a preposition stands before it or where it is all that a bracket or a line holds.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE
from pipeline.russian.moments import Point


class NotTime(NamedTuple):
    """What looked like a time and isn't one, and why."""

    start: int
    end: int
    rule: str
    reason: str


_S: Final = SPACE
_BEFORE: Final = re.compile(
    rf"(?:(?P<word>[а-яё]+){_S}{{1,2}})?(?P<preposition>с|со|до|по|после|к|ко|в|во|на|за|от|между|около|ок\.|примерно|приблизительно|"
    rf"позднее|позже|ранее|раньше|ориентировочно){_S}{{1,2}}$",
    re.IGNORECASE,
)
_PREPOSITIONS: Final = frozenset(
    "с со до по после к ко в во на за от между около ок. примерно приблизительно позднее позже ранее раньше ориентировочно".split()
)
_GOVERNORS: Final = _PREPOSITIONS | frozenset(
    "начала начало начале началу началом конец конца конце концу концом середина середины середине середину рубеж рубежа рубеже".split()
)
_SINCE_PART: Final = re.compile(rf"(?:начал[а]|конца|середины|рубежа){_S}{{1,2}}$", re.IGNORECASE)
NUMBERED: Final = re.compile(
    rf"(?:№|N|ГОСТ(?:{_S}Р)?|ISO|ИСО|с\.|С\.|стр\.|ст\.|п\.|т\.|тел\.?|код|модел[ьи]|рис\.|табл\.|индекс){_S}{{0,2}}$"
)
_AUTHOR_YEAR: Final = re.compile(rf"\([^()]{{0,80}}?[А-ЯЁA-Z][а-яёa-z]+[^()\d]{{0,60}},?{_S}{{1,2}}$")
_AFTER_AUTHOR_YEAR: Final = re.compile(r"[a-zа-я]?(?:\)|;|,\s?(?:с|p|pp|С)\.|:\s?\d)")
_BARE_AFTER: Final = re.compile(
    rf"{_S}{{0,2}}(?:[,.;:)»\]?!…]|$|\n|[-–—]{_S}|(?:{_S}(?:и|или|г|а|но|же|по|до|по-прежнему|был[аио]?|стал[аио]?|год)\b))"
)
_QUANTITY_NEXT: Final = re.compile(
    rf"{_S}{{0,2}}(?:%|‰|\$|€|₽|тыс|млн|млрд|трлн|руб|долл|евро|тенге|юан|человек|чел\.|лет\b|га\b|км|м\b|т\b|тонн|кг|шт|ед\.|штук|экз|кВт|МВт|раз|дн|час|мест|единиц)"
)
_SHORT_DECADE: Final = re.compile(r"\d0-[ыи]?[ех]|\d0-(?:ые|ых)")
_PART: Final = re.compile(
    rf"(?:начал[оаеу]|начал[ом]м|конец|конц[аеу]|концом|середин[аеуы]|рубеж[еа]?){_S}{{1,2}}$", re.IGNORECASE
)


def preposition(text: str, start: int) -> tuple[str | None, str, int]:
    """(preposition that governs the time, the word before it, where the preposition begins)."""
    window = max(0, start - 60)
    before = text[window:start]
    words = before.rsplit(None, 2) if before[-1:].isspace() else []
    last = words[-1].lower() if words else ""
    if last not in _GOVERNORS:
        return None, "", start
    last_two = len(words[0]) if len(words) == 3 else 0
    part = None if last in _PREPOSITIONS else _SINCE_PART.search(before) or _PART.search(before)
    if part is not None:
        before, last_two = before[: part.start()], 0
    match = _BEFORE.search(before, last_two)
    if match is None or (match.start("preposition") > 0 and before[match.start("preposition") - 1].isalpha()):
        return None, "", start
    return match["preposition"].lower(), (match["word"] or "").lower(), window + match.start("preposition")


def with_part(text: str, point: Point) -> int:
    """Centuries and decades take «начало», «конец» into the span."""
    if point.unit not in ("century", "decade"):
        return point.start
    part = _PART.search(text, max(0, point.start - 20), point.start)
    return (
        part.start()
        if part is not None and (part.start() == 0 or not text[part.start() - 1].isalpha())
        else point.start
    )


def refusal(
    text: str, start: int, end: int, since: tuple[str | None, str, int], *, bare_range: bool
) -> NotTime | None:
    """Why bare figures are no time; null where their company makes them one."""
    said = text[start:end]
    numbered = NUMBERED.search(text, max(0, start - 10), start)
    if numbered is not None:
        return NotTime(start, end, "date.numbered", f"a number after «{numbered[0].strip()}»")
    if _QUANTITY_NEXT.match(text, end):
        return NotTime(start, end, "date.quantity", "a unit or scale follows")
    governed = since[0] is not None
    if governed and (said[:1].isalpha() or _SHORT_DECADE.fullmatch(said)):
        return None  # «с начала мая», «в 90-е»
    if not said[:1].isdigit():
        return NotTime(start, end, "date.bare", f"nothing near says that «{said}» is a time")
    if _AFTER_AUTHOR_YEAR.match(text, end) and _AUTHOR_YEAR.search(text, max(0, start - 100), start):
        return NotTime(start, end, "date.citation", "the year of a citation")
    year = int(said[:4]) if said[:4].isdigit() and len(said) >= 4 else None
    if year is None or not 1700 <= year <= 2100:
        return NotTime(start, end, "date.bare", f"nothing near says that «{said}» is a time")
    if since[0] in ("в", "во", "с", "со", "к", "по", "до", "после", "на", "за", "между"):
        return None
    if bare_range and 1850 <= year <= 2060:
        return None
    left = text[max(0, start - 2) : start]
    if left.endswith(("(", "«")) and _BARE_AFTER.match(text, end):
        return None
    if (start == 0 or left.endswith("\n")) and (end == len(text) or text[end] == "\n"):
        return None
    return NotTime(start, end, "date.bare", f"nothing near says that «{said}» is a year")
