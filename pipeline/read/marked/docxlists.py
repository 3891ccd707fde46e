"""Automatic numbers of a Word file's lists (ECMA-376, part 1, 17.9): they stand nowhere in the text and are counted here."""

from __future__ import annotations

import re
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(element: Any, path: str) -> str | None:
    """The `w:val` of a descendant named by local names («pPr/jc»), or null."""
    found = element.find("/".join(W + name for name in path.split("/")))
    value = found.get(W + "val") if found is not None else None
    return str(value) if value is not None else None


class Numbering:
    """Automatic numbers of list paragraphs: «1.», «2.», «–». Lists made after one pattern count on from one another."""

    def __init__(self, root: Any | None) -> None:
        self.formats: dict[tuple[str, str], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self.counter: dict[str, str] = {}
        self.by_style: dict[tuple[str, str], str] = {}
        self.restarts: dict[tuple[str, str], int] = {}
        if root is None:
            return
        abstract = {
            level_list.get(W + "abstractNumId"): level_list for level_list in root.iter(W + "abstractNum")
        }
        linked = {said: one for one in abstract.values() if (said := value(one, "styleLink"))}
        for number in root.iter(W + "num"):
            identity = number.get(W + "numId")
            shared = abstract.get(value(number, "abstractNumId"))
            if shared is not None:
                shared = linked.get(value(shared, "numStyleLink") or "", shared)
                self.counter[identity] = f"pattern {shared.get(W + 'abstractNumId')}"
            for level in shared.iter(W + "lvl") if shared is not None else ():
                self._take(identity, level)
            for override in number.iter(W + "lvlOverride"):
                key = (identity, override.get(W + "ilvl"))
                for level in override.iter(W + "lvl"):
                    self._take(identity, level)
                if value(override, "startOverride") is not None:
                    self.restarts[key] = int(value(override, "startOverride") or 1)

    def _take(self, identity: str, level: Any) -> None:
        key = (identity, level.get(W + "ilvl"))
        start = int(value(level, "start") or 1)
        self.formats[key] = (value(level, "numFmt") or "decimal", value(level, "lvlText") or "", start)
        style = value(level, "pStyle")
        if style:
            self.by_style[identity, style] = level.get(W + "ilvl")

    def of(self, number: str, level: str, style: str = "") -> str:
        """The number of a paragraph of that list, level and style as printed, or nothing; counts on."""
        level = self.by_style.get((number, style), level)
        if (number, level) not in self.formats:
            return ""
        kind, pattern, start = self.formats[number, level]
        if kind == "bullet":
            return "–"
        counter = self.counter.get(number, number)
        if (number, level) in self.restarts:
            self.counts[counter, level] = self.restarts.pop((number, level)) - 1
        self.counts[counter, level] = self.counts.get((counter, level), start - 1) + 1
        for deeper in range(int(level) + 1, 9):
            self.counts.pop((counter, str(deeper)), None)
        if kind == "none":
            return ""

        def printed(match: re.Match[str]) -> str:
            at = str(int(match[1]) - 1)
            own = self.formats.get((number, at), ("decimal", "", 1))
            return _numeral(self.counts.get((counter, at), own[2]), own[0])

        return re.sub(r"%(\d)", printed, pattern).strip()


def _numeral(value: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((96 if kind == "lowerLetter" else 64) + value)
    if kind in ("russianLower", "russianUpper") and 0 < value <= 28:
        letter = "абвгдежзиклмнопрстуфхцчшщэюя"[value - 1]
        return letter if kind == "russianLower" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 40:
        roman = "X" * (value // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]
        return roman.lower() if kind == "lowerRoman" else roman
    return str(value)
