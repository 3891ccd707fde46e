"""What marked-up formats leave untold: which paragraphs are headings, captions and list items, which heading is the title.

Styles tell it where the writer used them. Most never do: their headings are short bold lines in the middle, or larger type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from pipeline.model import BlockKind
from pipeline.read import titles
from pipeline.read.cues import ANNOUNCED, CAPTION, FRONT, LIST_MARK, SECTION
from pipeline.read.flow import Item, Paragraph
from pipeline.read.notemarks import is_of_names

_LONGEST_HEADING: Final = 250
_LONGEST_LINE: Final = 120
_PROSE: Final = 300
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
            levels = {id(head.lines): head.level for _, head in heads}
            items = [
                item._replace(level=levels.get(id(item.lines), item.level))
                if isinstance(item, Paragraph) and item.kind == "heading"
                else item
                for item in titles.mark(items)
            ]
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


def bold_lines(items: Sequence[Item]) -> list[Item]:
    """The items, short bold lines below the title block being headings. The title has been told before: it is none of them."""
    body = next((at for at, item in enumerate(items) if _is_prose(item)), len(items))
    return [
        item._replace(kind="heading", level=1)
        if at > body and isinstance(item, Paragraph) and _is_bold_line(item, after)
        else item
        for at, (item, after) in enumerate(zip_longest(items, items[1:]))
    ]


def _is_prose(item: Item) -> bool:
    """What stands below a title block: an abstract, or a paragraph of several lines."""
    if not isinstance(item, Paragraph) or item.bold:
        return False
    return FRONT.match(item.lines[0].text) is not None or sum(len(line.text) for line in item.lines) > _PROSE


def _is_bold_line(item: Paragraph, after: Item | None) -> bool:
    """A short bold line over a paragraph that isn't bold: a heading that was only clicked bold."""
    text = item.lines[0].text
    return (
        item.kind in ("paragraph", "list_item")
        and len(item.lines) == 1
        and item.bold
        and len(text) < _LONGEST_LINE
        and text[-1] not in ".,;:!?"
        and (text[0].isupper() or text[0].isdigit())
        and not (isinstance(after, Paragraph) and after.bold)
        and not is_of_names(item.lines[0])
    )


def announced(text: str) -> bool:
    """Whether a line of these words alone stands over what it announces: «Аннотация», «Литература».

    >>> announced("Аннотация"), announced("Аннотация журнала")
    (True, False)
    """
    return (ANNOUNCED.fullmatch(text) or SECTION.fullmatch(text)) is not None and text[0].isupper()
