"""What layout hands on: paragraphs of lines, tables of cells, in reading order."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from pipeline.model import BlockKind, Box
from pipeline.read.ink import Line


class Paragraph(NamedTuple):
    """Lines that make one block. `note` is the footnote's index in the document, `label` its mark as printed."""

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0
    centred: bool = False
    note: int | None = None
    label: str | None = None

    @property
    def page(self) -> int | None:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return max((line.size for line in self.lines), default=0.0)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


class Slot(NamedTuple):
    """A table's cell before it has a place in the text; no lines for an empty one."""

    row: int
    column: int
    lines: tuple[Line, ...]
    header: bool = False
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


class Grid(NamedTuple):
    """A table: cells by row and column.

    `caption`: how many captions back its own is (1: the last before it; 2: that was a translation), -1 where the next item
    is it, 0 without one.
    """

    slots: tuple[Slot, ...]
    n_rows: int
    n_columns: int
    page: int | None
    box: Box | None
    caption: int
    number: str | None = None


Item: TypeAlias = Paragraph | Grid
