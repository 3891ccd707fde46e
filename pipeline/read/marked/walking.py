"""A marked-up file's tree, element by element in its order, to one who hears it and tells the scribe.

What an element begins its end has to undo, and what is bold stays bold inside: `Hearer` keeps both, so that a format
only says what each of its elements means.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from lxml import etree  # type: ignore[import-untyped]

from pipeline.read.marked.looks import PLAIN, Look
from pipeline.read.marked.markup import Scribe

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
        self._boxes: list[list[Scribe]] = []

    def enter(self, look: Look | None = None, undo: Undo | None = None) -> None:
        """An element begins: the look of its text, null for the one around it, and what is to be done at its end."""
        self.looks.append(self.looks[-1] if look is None else look)
        self._undo.append(undo)

    def anchoring(self, close: Undo) -> Undo:
        """A paragraph begins that text boxes may be anchored in; at its end they follow it, or its sentence would be cut in two."""
        self._boxes.append([])

        def done() -> None:
            close()
            for box in self._boxes.pop():
                self.scribe.take(box)

        return done

    def box(self) -> Undo:
        """A text box begins: what is in it is set aside."""
        outer, self.scribe = self.scribe, Scribe()

        def done() -> None:
            inner, self.scribe = self.scribe, outer
            if self._boxes:
                self._boxes[-1].append(inner)
            else:
                outer.take(inner)

        return done

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
