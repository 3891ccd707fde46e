"""What OpenDocument's styles say of paragraphs, runs and lists: roles, looks and numbers (ODF 1.3, part 3, 16)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from pipeline.model import BlockKind
from pipeline.read.marked.attributes import whole
from pipeline.read.marked.looks import Look
from pipeline.read.marked.markup import Role

_URN: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT: Final = _URN + "text:1.0}"
TABLE: Final = _URN + "table:1.0}"
OFFICE: Final = _URN + "office:1.0}"
STYLE: Final = _URN + "style:1.0}"
FO: Final = _URN + "xsl-fo-compatible:1.0}"

_NAMED: Final[tuple[tuple[re.Pattern[str], BlockKind], ...]] = (
    (re.compile(r"title|название|заголовок документа", re.IGNORECASE), "title"),
    (re.compile(r"quotations?|quote|цитата|block quotation", re.IGNORECASE), "quote"),
    (
        re.compile(
            r"(?:caption|название объекта|table|illustration|figure|drawing|таблица|рисунок)", re.IGNORECASE
        ),
        "caption",
    ),
)
_HEADING: Final = re.compile(r"(?:heading|заголовок)\s*(\d{1,2})", re.IGNORECASE)
_BULLET: Final = "–"


class Styles:
    """All styles of a document: those of styles.xml first, its own after."""

    def __init__(self, roots: Sequence[Any]) -> None:
        self.styles: dict[str, Any] = {}
        self.lists: dict[str, Any] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                self.styles[style.get(STYLE + "name", "")] = style
            for style in root.iter(TEXT + "list-style"):
                self.lists[style.get(STYLE + "name", "")] = style
        self.counts: dict[tuple[Any, int], int] = {}

    def role(self, name: str | None, heading: int = 0, prefix: str = "") -> Role:
        """What a paragraph of that style is; `heading`: its outline level where the element says that it is one."""
        kind: BlockKind | None = "heading" if heading else None
        level, centred = heading, False
        for at, style in enumerate(self._up(name)):
            shown = (style.get(STYLE + "display-name") or style.get(STYLE + "name", "")).replace("_20_", " ")
            properties = style.find(STYLE + "paragraph-properties")
            if properties is not None and properties.get(FO + "text-align") and not centred:
                centred = properties.get(FO + "text-align") == "center"
            if kind in (None, "heading"):
                named = next((is_kind for pattern, is_kind in _NAMED if pattern.fullmatch(shown)), None)
                if named is not None:
                    kind, level = named, 0
                elif kind is None and (match := _HEADING.fullmatch(shown)) and at < 4:
                    kind, level = "heading", int(match[1])
        return Role(kind, level, centred, prefix)

    def look(self, name: str | None, above: Look) -> Look:
        """How a run of that style inside such a run is set."""
        bold = raised = lowered = font = None
        size = 0.0
        for style in self._up(name):
            properties = style.find(STYLE + "text-properties")
            if properties is None:
                continue
            weight, place = properties.get(FO + "font-weight"), properties.get(STYLE + "text-position")
            if bold is None and weight:
                bold = weight in ("bold", "600", "700", "800", "900")
            if raised is None and place:
                raised = place.startswith("super") or (place[:1].isdigit() and not place.startswith("0%"))
                lowered = place.startswith(("sub", "-"))
            font = font or properties.get(STYLE + "font-name")
            told = properties.get(FO + "font-size", "")
            if not size and re.fullmatch(r"\d{1,3}(?:\.\d+)?pt", told):
                size = float(told[:-2])
        return Look(
            above.bold if bold is None else bold,
            above.raised if raised is None else raised,
            size or above.size,
            above.lowered if lowered is None else lowered,
            above.symbol if font is None else font.startswith("Symbol"),
        )

    def is_hidden(self, name: str | None) -> bool:
        """Whether a run of that style is hidden text."""
        found = (style.find(STYLE + "text-properties") for style in self._up(name))
        told = (one.get(TEXT + "display") for one in found if one is not None)
        return next((said for said in told if said), "") == "none"

    def number(self, name: str | None, depth: int, item: Any) -> str:
        """The printed number of a list's item, «3.», «–»; counts on."""
        style = self.lists.get(name or "")
        found = next(
            (
                level
                for level in (style if style is not None else ())
                if level.get(TEXT + "level") == str(depth)
            ),
            None,
        )
        if found is None:
            return ""
        if found.tag == TEXT + "list-level-style-bullet":
            return _BULLET if found.get(TEXT + "bullet-char") else ""
        above = item.getparent()
        key = (style if _goes_on(above) else above, depth)
        first = whole(found.get(TEXT + "start-value"), 1)
        count = whole(item.get(TEXT + "start-value"), self.counts.get(key, first - 1) + 1)
        self.counts[key] = self.counts[style, depth] = count
        form = found.get(STYLE + "num-format", "")
        if not form:
            return ""
        printed = str(count)
        if form in ("a", "A") and 0 < count <= 26:
            printed = chr(ord(form) + count - 1)
        return f"{found.get(STYLE + 'num-prefix', '')}{printed}{found.get(STYLE + 'num-suffix', '')}".strip()

    def _up(self, name: str | None) -> list[Any]:
        """The style and those that it is made after, at most twenty."""
        found: list[Any] = []
        while name and name in self.styles and len(found) < 20:
            found.append(self.styles[name])
            name = found[-1].get(STYLE + "parent-style-name")
        return found


def _goes_on(above: Any) -> bool:
    """A list that takes its count up where one of the same style left it."""
    return above is not None and (
        above.get(TEXT + "continue-numbering") == "true" or above.get(TEXT + "continue-list") is not None
    )
