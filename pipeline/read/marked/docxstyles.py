"""What a Word file's styles say of paragraphs and runs (ECMA-376, part 1, 17.7): roles, looks, lists, what is hidden.

A property stands at the run, or in its character style, or in the paragraph's style, or in one that these are based on, or
among the document's defaults; the nearest says. A figure is raised by `vertAlign`, or lifted by `position` as LibreOffice
writes it; both are note marks and powers, and neither may come down to the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pipeline.model import BlockKind
from pipeline.read.marked.attributes import whole
from pipeline.read.marked.docxlists import W, value
from pipeline.read.marked.looks import Look

_HEADING: Final = re.compile(r"(?:heading|заголовок)\s*(\d)?", re.IGNORECASE)
_NAMED: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(("title", "название"), "title"),
    **dict.fromkeys(("caption", "название объекта"), "caption"),
    **dict.fromkeys(("quote", "цитата", "intense quote", "выделенная цитата"), "quote"),
}
_OFF: Final = frozenset(("0", "false", "off", "none"))
_LIFTED: Final = 3
"""Half points; less is the typesetter's hand."""
_DEEPEST: Final = 20
_BODY: Final = 9
"""The outline level of what is no heading."""


class Styles:
    """The document's styles by id, and what its defaults are."""

    def __init__(self, root: Any | None) -> None:
        self.by_id: dict[str, Any] = {}
        self.usual: dict[str, str] = {}
        self.defaults = None
        if root is None:
            return
        for style in root.iter(W + "style"):
            identity, kind = style.get(W + "styleId", ""), style.get(W + "type", "paragraph")
            self.by_id[identity] = style
            if style.get(W + "default") in ("1", "true", "on"):
                self.usual[kind] = identity
        self.defaults = root.find(f"{W}docDefaults/{W}rPrDefault")

    def role(self, paragraph: Any) -> tuple[BlockKind | None, int]:
        """What the paragraph is by its outline level or its style's name, and a heading's level; null where neither tells."""
        own = value(paragraph, "pPr/outlineLvl")
        chain = list(self._chain(value(paragraph, "pPr/pStyle")))
        outline = next(
            (said for style in chain if (said := value(style, "pPr/outlineLvl")) is not None), None
        )
        for style in chain:
            name = (value(style, "name") or "").casefold()
            if name in _NAMED:
                return _NAMED[name], 0
            heading = _HEADING.match(name)
            if heading and whole(own, 0) < _BODY:
                return "heading", int(heading[1] or 1)
        level = whole(own if own is not None else outline, _BODY)
        return ("heading", level + 1) if 0 <= level < _BODY else (None, 0)

    def is_centred(self, paragraph: Any) -> bool:
        own = value(paragraph, "pPr/jc")
        if own is None:
            chain = self._chain(value(paragraph, "pPr/pStyle"))
            own = next((said for style in chain if (said := value(style, "pPr/jc"))), None)
        return own == "center"

    def numbered(self, paragraph: Any) -> tuple[str, str] | None:
        """The list that the paragraph is an item of, and the level: its own, else its style's."""
        number, level = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        for style in self._chain(value(paragraph, "pPr/pStyle")):
            if number is not None and level is not None:
                break
            number = value(style, "pPr/numPr/numId") if number is None else number
            level = value(style, "pPr/numPr/ilvl") if level is None else level
        return None if number in (None, "0") else (str(number), level or "0")

    def look(self, run: Any, paragraph: Any) -> Look | None:
        """How a run is set; null where it is hidden."""
        sources = list(self._properties(run, paragraph))
        if _is_on(sources, "vanish"):
            return None
        place, lift = _first(sources, "vertAlign"), _first(sources, "position")
        lifted = whole(lift, 0)
        said = _first(sources, "sz") or ""
        return Look(
            bold=_is_on(sources, "b"),
            raised=place == "superscript" or (place in (None, "baseline") and lifted >= _LIFTED),
            size=int(said) / 2 if re.fullmatch(r"\d{1,3}", said) else 0.0,
            lowered=place == "subscript" or lifted <= -_LIFTED,
            symbol=_font(sources).startswith("Symbol"),
        )

    def _properties(self, run: Any, paragraph: Any) -> Iterator[Any]:
        """All run properties that may say something of a run, the nearest first."""
        own = run.find(W + "rPr")
        if own is not None:
            yield own
        used = value(run, "rPr/rStyle")
        for style in self._chain(used, "character") if used else ():
            if (found := style.find(W + "rPr")) is not None:
                yield found
        for style in self._chain(value(paragraph, "pPr/pStyle")):
            if (found := style.find(W + "rPr")) is not None:
                yield found
        if self.defaults is not None and (found := self.defaults.find(W + "rPr")) is not None:
            yield found

    def _chain(self, identity: str | None, kind: str = "paragraph") -> Iterator[Any]:
        """The style, the kind's usual one without, and those that it is based on, at most twenty."""
        name = identity if identity in self.by_id else self.usual.get(kind)
        for _ in range(_DEEPEST):
            style = self.by_id.get(name or "")
            if style is None:
                return
            yield style
            name = value(style, "basedOn")


def _font(sources: list[Any]) -> str:
    """The font of the run's letters."""
    for one in sources:
        fonts = one.find(W + "rFonts")
        if fonts is not None and (name := fonts.get(W + "ascii") or fonts.get(W + "hAnsi")):
            return str(name)
    return ""


def _first(sources: list[Any], name: str) -> str | None:
    return next((said for one in sources if (said := value(one, name)) is not None), None)


def _is_on(sources: list[Any], name: str) -> bool:
    """A property that is on by standing there, unless it says otherwise."""
    for one in sources:
        found = one.find(W + name)
        if found is not None:
            return found.get(W + "val") not in _OFF
    return False
