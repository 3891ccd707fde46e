"""A spaCy doc of a case: lines with tabs are a table's rows, the line before them its caption."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.model import Block, Cell, Document, FrontMatter, Structure, Table, Zone
from pipeline.russian.nlp import analyse, build


def doc_of(text: str) -> Doc:
    """The analysed text; without tabs it has no structure of its own."""
    if "\t" not in text:
        return build()(text)
    lines = text.split("\n")
    rows = [i for i, line in enumerate(lines) if "\t" in line]
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    cells = []
    for row, i in enumerate(rows):
        at = starts[i]
        for column, cell in enumerate(lines[i].split("\t")):
            cells.append(Cell(row, column, at, at + len(cell), cell))
            at += len(cell) + 1
    above = rows[0] - 1
    caption = Block(starts[above], starts[above] + len(lines[above]), "caption")
    body = Block(starts[rows[0]], len(text), "table")
    width = max(cell.column for cell in cells) + 1
    table = Table(1, 0, None, None, None, len(rows), width, tuple(cells))
    document = Document("", "", "", "text/plain", text, blocks=(caption, body), tables=(table,))
    zones = (Zone(0, len(text), "body", True),)
    return analyse(Structure(document, FrontMatter(), zones, (), ()))
