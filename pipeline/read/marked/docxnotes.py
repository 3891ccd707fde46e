"""Footnotes and endnotes of a Word document: parts of their own, each note under the id that its mark in the text names.

A note holds paragraphs and tables like the body. Its own mark is a field without text, or, where the writer chose a star,
text that the mark in the body repeats: it is no part of what the note says. Notes whose mark was struck out are no notes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pipeline.read.flow import Paragraph
from pipeline.read.ink import unplaced
from pipeline.read.marked.docxlists import W
from pipeline.read.marked.markup import Scribe
from pipeline.read.notemarks import label_of

_PARTS: Final = (("footnotes", "f"), ("endnotes", "e"))
_ORDINARY: Final = (None, "normal")


def take(scribe: Scribe, roots: Mapping[str, Any], hear: Callable[[Any], Scribe]) -> None:
    """Gives the scribe the texts of the notes whose marks it has; `hear` takes an element down."""
    labels = scribe.labels()
    for part, letter in _PARTS:
        for note in roots.get(part, ()):
            key = f"{letter}{note.get(W + 'id')}"
            if key in labels and note.get(W + "type") in _ORDINARY:
                scribe.take_note(key, without_label(hear(note), labels[key]))


def without_label(scribe: Scribe, label: str) -> Scribe:
    """A note's text without the mark typed in front of it.

    «** Включая Актау» of the mark «**» says «Включая Актау».
    """
    scribe.flush()
    first = scribe.items[0] if scribe.items else None
    if not isinstance(first, Paragraph) or label.isdigit():
        return scribe
    line, *others = first.lines
    head, *words = line.words
    if label_of(head.text) != label_of(label):
        return scribe
    lines = (unplaced(words)._replace(bold=line.bold, size=line.size), *others) if words else tuple(others)
    scribe.items[0:1] = [first._replace(lines=lines)] if lines else []
    return scribe
