"""Which block is the paper's title: the loudest heading before the first paragraph of prose."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.flow import Item, Paragraph

_PROSE = 400
_FIRST_BLOCKS = 14


def _goes_on(title: Paragraph, item: Item) -> bool:
    """Whether the next block is the title's second half, set smaller: «(по материалам …)», «на примере …»."""
    if not isinstance(item, Paragraph) or item.kind not in ("heading", "paragraph") or len(item.lines) > 2:
        return False
    near = title.page == item.page and item.lines[0].base - title.lines[-1].base < 2.2 * title.size
    text = item.lines[0].text
    return near and item.centred == title.centred and (text[0] == "(" or (text[0].islower() and item.bold))


def _joined(title: Paragraph, item: Item) -> Paragraph:
    assert isinstance(item, Paragraph)
    return title._replace(lines=title.lines + item.lines)


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
        at = best[1]
        chosen = result[at]
        assert isinstance(chosen, Paragraph)
        while at + 1 < len(result) and _goes_on(chosen, result[at + 1]):
            chosen = _joined(chosen, result.pop(at + 1))
        result[at] = chosen._replace(kind="title")
    return [
        item._replace(level=1) if isinstance(item, Paragraph) and item.kind == "heading" else item
        for item in result
    ]
