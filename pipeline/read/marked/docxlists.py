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
    """Automatic numbers of list paragraphs: «1.», «2.», «–»."""

    def __init__(self, document: Any) -> None:
        self.formats: dict[tuple[str, str], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self.styles: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {
            level_list.get(W + "abstractNumId"): level_list for level_list in root.iter(W + "abstractNum")
        }
        for number in root.iter(W + "num"):
            shared = abstract.get(value(number, "abstractNumId"))
            for level in shared.iter(W + "lvl") if shared is not None else ():
                key = (number.get(W + "numId"), level.get(W + "ilvl"))
                start = int(value(level, "start") or 1)
                self.formats[key] = (
                    value(level, "numFmt") or "decimal",
                    value(level, "lvlText") or "",
                    start,
                )

    def of(self, paragraph: Any) -> str:
        """The paragraph's number as printed, or nothing; counts on."""
        number = value(paragraph, "pPr/numPr/numId")
        level = value(paragraph, "pPr/numPr/ilvl") or "0"
        if not number or number == "0" or (number, level) not in self.formats:
            return ""
        kind, pattern, start = self.formats[number, level]
        if kind == "bullet":
            return "–"
        self.counts[number, level] = self.counts.get((number, level), start - 1) + 1
        for deeper in range(int(level) + 1, 9):
            self.counts.pop((number, str(deeper)), None)
        if kind == "none":
            return ""

        def printed(match: re.Match[str]) -> str:
            at = str(int(match[1]) - 1)
            own = self.formats.get((number, at), ("decimal", "", 1))
            return _numeral(self.counts.get((number, at), own[2]), own[0])

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
