"""Ruled tables: drawn lines → cells by pdfplumber's table finder; the lines and the words stay PDFium's.

Reading a page by pdfplumber takes some eighty milliseconds (PDFium four), nearly all of them for letters that aren't wanted
here. Its finder only wants lines, and those of a lattice are known; so it is given these, and takes a tenth of a millisecond.
One thing it has to be told: a table open at its sides («открытая» in Russian journals: level rules and inner upright ones)
ends where its level rules end.

pdfplumber decides wherever each word of the table falls into one of its cells, and our own `lattice` where one doesn't (a table
torn by the page's end loses cells) and where lines cross too often for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pipeline.model import Box
from pipeline.read.flow import Slot
from pipeline.read.ink import Rule, Word
from pipeline.read.tabular import lattice

_MOST_CROSSINGS: Final = 3_000
"""Its time grows with their square: a table of so many takes it a second."""
_NEAR: Final = 4.0
_TOLERANCE: Final = 3
"""Points; pdfplumber's own."""


def slots(found: lattice.Lattice, words: Sequence[Word]) -> tuple[list[Slot], int, int]:
    """The table's cells, rows and columns: pdfplumber's cells where they hold every word of it, else the lattice's own."""
    for boxes in _tables(found):
        x0, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        x1, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        sides = zip(found.box, (x0, top, x1, bottom), strict=True)
        if all(abs(ours - theirs) < _NEAR for ours, theirs in sides):
            made = lattice.boxed(boxes, words)
            if made is not None:
                return made
    return lattice.slots(found, words)


def _tables(found: lattice.Lattice) -> list[list[Box]]:
    """Boxes of cells of the tables that pdfplumber makes of the lattice's lines; merged cells whole."""
    if len(found.xs) * len(found.ys) > _MOST_CROSSINGS:
        return []
    from pdfplumber import table  # here, since most papers have no ruled table
    from pdfplumber.utils.geometry import filter_edges

    x0, top, x1, bottom = found.box
    sides = [Rule(x, top - _NEAR, x, bottom + _NEAR) for x in (x0, x1)]
    edges = [_edge(rule) for rule in (*found.upright, *sides, *found.level)]
    edges = table.merge_edges(edges, *(_TOLERANCE,) * 4)
    edges = filter_edges(edges, min_length=_TOLERANCE)
    crossings = table.edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    return table.cells_to_tables(table.intersections_to_cells(crossings))


def _edge(rule: Rule) -> dict[str, Any]:
    """The line as pdfplumber keeps it."""
    return {
        **rule._asdict(),
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.is_horizontal else "v",
    }
