"""A Word table's merged cells, before it is walked (ECMA-376, part 1, 17.4).

A cell that is merged downwards stands in every row, marked as the merger's beginning or as more of it; here the beginning
learns how many rows it spans. Rows struck out under «track changes» are no rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from pipeline.read.cues import FRONT
from pipeline.read.marked.attributes import most, whole
from pipeline.read.marked.docxlists import W, value

_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
_STRUCK: Final = tuple(f"{W}trPr/{W}{name}" for name in ("del", "moveFrom"))
_WIDEST: Final = 2_000


class Merged(NamedTuple):
    """Cells by their elements: how many rows each spans, and which are more of a cell above."""

    rows: dict[Any, int]
    swallowed: frozenset[Any]


def merged(table: Any) -> Merged:
    """What of the table's own cells is merged downwards."""
    spans: dict[Any, int] = {}
    swallowed: list[Any] = []
    open_at: dict[int, Any] = {}
    for row in within(table, "tr"):
        if is_struck(row):
            continue
        column = before(row)
        for cell in within(row, "tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(W + "val") != "restart" and column in open_at:
                spans[open_at[column]] = spans.get(open_at[column], 1) + 1
                swallowed.append(cell)
            elif merge is not None:
                open_at[column] = cell
            else:
                open_at.pop(column, None)
            column += width(cell)
    return Merged(spans, frozenset(swallowed))


def width(cell: Any) -> int:
    """Columns that a cell spans."""
    return most(value(cell, "tcPr/gridSpan"), _WIDEST)


def before(row: Any) -> int:
    """Columns that a row leaves empty at its beginning."""
    return max(0, min(whole(value(row, "trPr/gridBefore"), 0), _WIDEST))


def is_struck(row: Any) -> bool:
    """Whether «track changes» took the row out."""
    return any(row.find(path) is not None for path in _STRUCK)


def is_frame(table: Any) -> bool:
    """A table without borders that only sets a paper's head: the УДК on the left, a date on the right."""
    if table.find(f"{W}tblPr/{W}tblStyle") is not None:
        return False
    for borders in (*table.iterfind(f"{W}tblPr/{W}tblBorders"), *table.iter(W + "tcBorders")):
        if any(side.get(W + "val") not in ("nil", "none", None) for side in borders):
            return False
    rows = list(within(table, "tr"))
    if len(rows) > 6:
        return False
    texts = (
        "".join(one.text or "" for one in cell.iter(W + "t")) for row in rows for cell in within(row, "tc")
    )
    return any(FRONT.match(text.strip()) for text in texts)


def within(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from within(child, name)
