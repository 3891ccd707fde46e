"""The numbers that a browser prints before list items and that stand nowhere in a page's text (HTML standard, 4.4.5–4.4.8)."""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.read.marked.attributes import whole

_BULLET: Final = "–"
_UNMARKED: Final = re.compile(r"list-style(?:-type)?:none")
_OWN_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)](?!\d)")
_OWN_BULLET: Final = re.compile(r"[–—•▪●■◦‣]|-\s")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class Numbers:
    """Counts items of numbered lists, `start`, `value` and `reversed` heeded."""

    def __init__(self) -> None:
        self.next: dict[Any, int] = {}

    def of(self, item: Any) -> str:
        """The item's number as printed: «3.», «b.», «–»; nothing where the style says so."""
        above = item.getparent()
        if above is None or _UNMARKED.search("".join(above.get("style", "").split())):
            return ""
        if above.tag != "ol":
            return "" if _OWN_BULLET.match(_first_text(item)) else _BULLET
        step = -1 if above.get("reversed") is not None else 1
        if above not in self.next:
            first = len(above.findall("li")) if step < 0 else 1
            self.next[above] = whole(above.get("start"), first)
        number = whole(item.get("value"), self.next[above])
        self.next[above] = number + step
        if _OWN_NUMBER.match(_first_text(item)):
            return ""  # «1. Введение» brings its own; the sheet has taken the browser's off
        return f"{_printed(number, above.get('type', '1'))}."


def _first_text(item: Any) -> str:
    """The first words of an item."""
    return next((text for one in item.itertext() if (text := one.strip())), "")


def _printed(number: int, kind: str) -> str:
    if kind in ("a", "A") and 0 < number <= len(_LETTERS):
        return _LETTERS[number - 1] if kind == "a" else _LETTERS[number - 1].upper()
    if kind in ("i", "I") and 0 < number < 40:
        ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
        roman = "X" * (number // 10) + ones[number % 10]
        return roman.lower() if kind == "i" else roman
    return str(number)
