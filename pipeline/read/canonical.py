"""Lines → the canonical text, with the way back from each of its characters.

A paragraph is one line of text, words one space apart; blocks are a blank line apart; a table is a line a row with a TAB
between cells. Here hyphens at line ends are settled, note marks taken off, characters brought to NFC; every such
change is an `Edit`. A word broken over a line end becomes two pieces that touch, each with its own box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.model import Block, Cell, Table
from pipeline.read import hyphens, survey
from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.ink import Line, PageInk
from pipeline.read.spelling import ENDS
from pipeline.read.transcribing import Transcriber, Written

_TOKEN: Final = re.compile(r"[^\W_][\w-]*")


def write(items: Sequence[Item], pages: Sequence[PageInk] = ()) -> Written:
    """The items as one text. Each item gives one block, in order."""
    lines = _lines(items)
    writer = Transcriber(pages, _vocabulary(lines), survey.of(lines))
    out = writer.out
    for item in items:
        if out.parts:
            writer.put("\n\n")
        start = out.length
        if isinstance(item, Grid):
            out.tables.append(_table(item, writer))
            block = Block(start, out.length, "table", item.page)
        else:
            writer.lines(item.lines)
            size = round(item.size, 2) if item.page is not None else None
            block = Block(start, out.length, item.kind, item.page, item.level, size, item.bold, item.centred)
        out.blocks.append(block)
    return out


def _table(grid: Grid, writer: Transcriber) -> Table:
    """The table, a line a row, with a TAB between cells."""
    cells: list[Cell] = []
    by_place = {(slot.row, slot.column): slot for slot in grid.slots}
    for row in range(grid.n_rows):
        if row:
            writer.put("\n")
        for column in range(grid.n_columns):
            if column:
                writer.put("\t")
            slot = by_place.get((row, column))
            if slot is not None:
                cells.append(_cell(slot, writer))
    return Table(
        block=len(writer.out.blocks),
        caption=_caption(grid.caption, writer.out.blocks),
        number=grid.number,
        page=grid.page,
        box=grid.box,
        n_rows=grid.n_rows,
        n_columns=grid.n_columns,
        cells=tuple(cells),
    )


def _caption(back: int, blocks: Sequence[Block]) -> int | None:
    """Index of the block of a table's caption; notes that it cites may stand between."""
    if back < 1:
        return len(blocks) + 1 if back else None
    found = [at for at in range(len(blocks) - 1, -1, -1) if blocks[at].kind == "caption"]
    return found[back - 1] if len(found) >= back else None


def _cell(slot: Slot, writer: Transcriber) -> Cell:
    out = writer.out
    start, mark = out.length, len(out.parts)
    writer.lines(slot.lines, in_cell=True)
    return Cell(
        slot.row,
        slot.column,
        start,
        out.length,
        "".join(out.parts[mark:]),
        slot.header,
        slot.row_span,
        slot.column_span,
        slot.lines[0].page if slot.lines else None,
        slot.box,
    )


def _lines(items: Iterable[Item]) -> list[Line]:
    """All lines of all items, those of tables' cells among them."""
    return [
        line
        for item in items
        for lines in ((item.lines,) if isinstance(item, Paragraph) else (slot.lines for slot in item.slots))
        for line in lines
    ]


def _vocabulary(lines: Iterable[Line]) -> hyphens.Seen:
    """The paper's words as they stand unbroken inside lines, casefolded, without punctuation around them.

    A line's first word may be the second half of a broken one, and its last the first half.
    """
    inner: list[str] = []
    for line in lines:
        text = line.text
        end = text.rfind(" ") if text[-1:] in ENDS else len(text)
        inner.append(text[text.find(" ") + 1 or end : end])
    found = set("\n".join(inner).replace("\u2010", "-").casefold().split())
    words = set(filter(str.isalpha, found))
    return hyphens.Seen(words.union(_TOKEN.findall("\n".join(found - words))))
