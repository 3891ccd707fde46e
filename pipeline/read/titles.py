"""Which block is the paper's title: the loudest heading before the first paragraph of prose."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.flow import Item, Paragraph

_PROSE = 400
_FIRST_BLOCKS = 14


def mark(items: Sequence[Item]) -> list[Item]:
    """The items with the title's kind set; two headings in a row of one look are its Russian and English forms."""
    best: tuple[float, int] | None = None
    for at, item in enumerate(items[:_FIRST_BLOCKS]):
        if not isinstance(item, Paragraph):
            break
        text = " ".join(line.text for line in item.lines)
        if item.kind == "heading" and len(text) > 12:
            weight = (
                item.size
                + (1 if item.bold else 0)
                + (1 if item.centred else 0)
                + (0.5 if text.isupper() else 0)
            )
            if best is None or weight > best[0] + 0.01:
                best = (weight, at)
        if len(text) > _PROSE:
            break
    if any(isinstance(item, Paragraph) and item.kind == "title" for item in items):
        return list(items)
    result = list(items)
    if best is not None:
        chosen = result[best[1]]
        assert isinstance(chosen, Paragraph)
        result[best[1]] = chosen._replace(kind="title")
    return [
        item._replace(level=1) if isinstance(item, Paragraph) and item.kind == "heading" else item
        for item in result
    ]
