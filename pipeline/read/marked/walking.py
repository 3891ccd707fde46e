"""A marked-up file's tree, element by element in its order, to one who hears it and tells the scribe.

What an element begins its end has to undo, and what is bold stays bold inside: `Hearer` keeps both, so that a format
only says what each of its elements means.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from lxml import etree  # type: ignore[import-untyped]

from pipeline.read.marked.markup import PLAIN, Look, Scribe

Undo = Callable[[], None]


class Visitor(Protocol):
    """Hears of a tree's elements and text in their order."""

    def start(self, element: Any) -> bool:
        """An element begins; false to pass over what is in it."""

    def end(self, element: Any) -> None:
        """It ends, passed over or not."""

    def text(self, text: str) -> None:
        """Text between tags."""


class Hearer:
    """A visitor but for `start`, which has to `enter` each element. `looks`: how runs are set, the innermost last."""

    def __init__(self) -> None:
        self.scribe = Scribe()
        self.looks = [PLAIN]
        self._undo: list[Undo | None] = []

    def enter(self, look: Look | None = None, undo: Undo | None = None) -> None:
        """An element begins: the look of its text, null for the one around it, and what is to be done at its end."""
        self.looks.append(self.looks[-1] if look is None else look)
        self._undo.append(undo)

    def end(self, _element: Any) -> None:
        """An element ends."""
        self.looks.pop()
        undo = self._undo.pop()
        if undo is not None:
            undo()

    def text(self, text: str) -> None:
        """Text between tags."""
        self.scribe.say(text, self.looks[-1])


def walk(root: Any, visitor: Visitor) -> None:
    """Leads the visitor through the tree, without recursion: pages with a thousand unclosed tags are nested as deep."""
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if visitor.start(element):
                if element.text:
                    visitor.text(element.text)
            else:
                events.skip_subtree()
        else:
            visitor.end(element)
            if element.tail and element is not root:
                visitor.text(element.tail)
