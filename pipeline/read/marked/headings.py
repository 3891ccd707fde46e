"""What marked-up formats leave untold: which paragraphs are headings, captions and list items, which heading is the title.

Styles tell it where the writer used them. Most never do: their headings are short bold lines in the middle, or larger type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.model import BlockKind
from pipeline.read import titles
from pipeline.read.cues import CAPTION, LIST_MARK, SECTION
from pipeline.read.flow import Item, Paragraph

_LONGEST_HEADING: Final = 250
_FIRST_BLOCKS: Final = 14
_LARGER: Final = 1.25
_USUAL: Final = 12.0
"""Points, where the file doesn't say how large its usual type is."""


def titled(items: list[Item]) -> list[Item]:
    """The one heading of the first level is the title; else as `titles.mark` has it. Depths in use become 1, 2, 3."""
    heads = [
        (at, item) for at, item in enumerate(items) if isinstance(item, Paragraph) and item.kind == "heading"
    ]
    if not any(isinstance(item, Paragraph) and item.kind == "title" for item in items):
        firsts = [at for at, head in heads if head.level == 1]
        if len(heads) > 1 and firsts == [heads[0][0]] and firsts[0] < _FIRST_BLOCKS:
            at, chosen = heads.pop(0)
            items = [*items[:at], chosen._replace(kind="title", level=0), *items[at + 1 :]]
        else:
            items = titles.mark(items)
    depths = sorted({head.level for _, head in heads})
    return [
        item._replace(level=depths.index(item.level) + 1)
        if isinstance(item, Paragraph) and item.kind == "heading" and item.level in depths
        else item
        for item in items
    ]


def kind_of(text: str, loud: bool, numbered: bool = False) -> tuple[BlockKind, int]:
    """What a paragraph is by its words alone, and a heading's level."""
    if CAPTION.match(text):
        return "caption", 0
    if SECTION.fullmatch(text) and text[0].isupper():
        return "heading", 1
    if numbered or LIST_MARK.match(text):
        return "list_item", 0
    if loud and len(text) < _LONGEST_HEADING and not text.endswith((".", ",", ";")):
        return "heading", 1
    return "paragraph", 0


def outstanding(items: Sequence[Item]) -> list[Item]:
    """The items, short paragraphs in type a quarter larger than the usual being headings: most writers never use styles."""
    letters = Counter[float]()
    for item in items:
        if isinstance(item, Paragraph):
            letters[item.size] += sum(len(line.text) for line in item.lines)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    least = _LARGER * (usual or _USUAL)
    return [
        item._replace(kind="heading", level=1)
        if isinstance(item, Paragraph)
        and item.kind == "paragraph"
        and item.size >= least
        and sum(len(line.text) for line in item.lines) < _LONGEST_HEADING
        else item
        for item in items
    ]
