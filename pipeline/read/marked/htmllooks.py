"""How a web page's runs are set: bold, raised, lowered, large, by tags, by `style`, and by the classes of the page's own sheets.

Editors that save as HTML raise a note's mark in a dozen ways: `<sup>`, `vertical-align: super` or `4pt`, `top: -4pt`, a class
«T2» whose rule stands in the head. Missed, the mark is one more digit of the figure before it. Of the sheets only rules of
one class are read, and of these only what is said of letters: where a box stands, and whether scripts will show it, isn't.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pipeline.read.marked.looks import Look

_CLASS: Final = re.compile(r"(?:^|\s)[a-z0-9]*\.([\w-]{1,60})$", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIZE: Final = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(pt|px)", re.IGNORECASE)
_BOLD: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_UP: Final = r"\+?(?:\d*\.)?0*[1-9][\d.]*\s*(?:pt|px|em|ex|rem|%)"
_RAISED: Final = re.compile(
    rf"vertical-align\s*:\s*(?:super|{_UP})|mso-text-raise\s*:\s*{_UP}|"
    rf"position\s*:\s*relative\s*;(?:[^;]*;)?\s*(?:top\s*:\s*-\s*{_UP}|bottom\s*:\s*{_UP})",
    re.IGNORECASE,
)
_LOWERED: Final = re.compile(
    r"vertical-align\s*:\s*(?:sub\b|-\s*[\d.])|mso-text-raise\s*:\s*-", re.IGNORECASE
)
_CENTRED: Final = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_IN_LINE: Final = frozenset("span a font small big b i u em strong sup sub tt label abbr ins mark".split())
_SAYS: Final = re.compile(
    r"vertical-align|font-weight|text-align|mso-text-raise|\btop\b|\bbottom\b", re.IGNORECASE
)
_LONGEST_SHEET: Final = 500_000
_LONGEST_RULE: Final = 2_000


class Looks:
    """The looks of a page's elements; `letters`: how much text stands in each."""

    def __init__(self, root: Any, letters: Mapping[Any, int]) -> None:
        self.letters = letters
        self.classes: dict[str, str] = {}
        for sheet in root.iter("style"):
            for rule in _COMMENT.sub("", (sheet.text or "")[:_LONGEST_SHEET]).split("}"):
                selectors, _, said = rule.rpartition("{")
                if len(selectors) > _LONGEST_RULE or not _SAYS.search(said):
                    continue
                for selector in selectors.split(","):
                    found = _CLASS.search(selector.strip())
                    if found:
                        self.classes[found[1]] = f"{self.classes.get(found[1], '')};{said}"

    def look(self, element: Any, above: Look) -> Look:
        """How the element's text is set inside such a run."""
        tag, own = element.tag, element.get("style", "")
        style = self._style(element, own)
        if tag in ("b", "strong", "th") or (style and _BOLD.search(style)):
            above = above._replace(bold=True)
        if tag == "sup":
            above = above._replace(raised=True, lowered=False)
        elif tag == "sub":
            above = above._replace(raised=False, lowered=True)
        elif style and tag in _IN_LINE:
            if _RAISED.search(style) and not self._is_all_of_its_line(element):
                above = above._replace(raised=True, lowered=False)
            elif _LOWERED.search(style):
                above = above._replace(raised=False, lowered=True)
        size = _SIZE.search(own) if own else None
        if size:
            above = above._replace(size=float(size[1]) * (0.75 if size[2].lower() == "px" else 1.0))
        return above

    def is_centred(self, element: Any) -> bool:
        """Whether a block's lines are centred."""
        if element.tag == "center" or element.get("align", "").lower() == "center":
            return True
        return _CENTRED.search(self._style(element, element.get("style", ""))) is not None

    def _style(self, element: Any, own: str) -> str:
        names = element.get("class") if self.classes else None
        if not names:
            return own
        return ";".join((own, *(self.classes.get(name, "") for name in names.split())))

    def _is_all_of_its_line(self, element: Any) -> bool:
        """Whether nothing stands beside it in its block: then it is raised against nothing."""
        block = element.getparent()
        while block is not None and block.tag in _IN_LINE:
            block = block.getparent()
        return block is not None and self.letters[block] == self.letters[element]


def is_hidden(element: Any) -> bool:
    """Whether a browser wouldn't show the element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))
