"""Ruled tables through pdfplumber: the cells that drawn lines make; the words in them stay PDFium's.

pdfplumber takes some eighty milliseconds for a page (PDFium four), so it is asked only where PDFium's own drawn lines
touch each other as a table's do, and only about that part of the page. One thing it has to be told: a table open at its
sides («открытая» in Russian journals: level rules and inner upright ones) ends where its level rules end. Its characters
aren't used: in some fonts they come out as «(cid:27)».

Measured against our own `lattice` on 19 ruled tables (12 in real papers, 7 typeset): the same rows, columns and spans on 18.
Without the sides pdfplumber lost a column of one; on another, torn by the page's end, it loses three cells and the word in
one of them, sides or not. So pdfplumber decides wherever each word of the table falls into one of its cells, and the
lattice where one doesn't, where a file defeats pdfminer.six (it raises fourteen kinds of exceptions), and for pages that
are turned to be read.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.model import Box
from pipeline.read.flow import Slot
from pipeline.read.ink import PageInk, Word
from pipeline.read.tabular import lattice

if TYPE_CHECKING:
    import pdfplumber

Cells = tuple[Box, ...]
"""Boxes of a table's cells on the upright page, merged cells whole."""

_MOST_WORDS: Final = 6_000
"""A page of more is no page of a paper, and pdfminer.six takes minutes for it."""
_MOST_RULES: Final = 3_000
"""Likewise for drawn lines, each of which costs it a millisecond: the lattice alone reads such a page."""
_NEAR: Final = 4.0


def cells(data: bytes, password: str | None, pages: Sequence[PageInk]) -> Mapping[int, tuple[Cells, ...]]:
    """For each page that has ruled tables, the cells of each, by page number; nothing for pages that pdfplumber can't read."""
    wanted = {
        page.number: (page, found)
        for page in pages
        if page.frame.turn == page.shown.turn
        and 0 < len(page.words) <= _MOST_WORDS
        and len(page.rules) <= _MOST_RULES
        and (found := _grids(page))
    }
    if not wanted:
        return {}
    import pdfplumber  # here, since most papers have no ruled table

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font
    result: dict[int, tuple[Cells, ...]] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=sorted(wanted), password=password or "") as opened:
            for page in opened.pages:
                ink, found = wanted[page.page_number]
                result[ink.number] = tuple(_on_page(page, ink, found))
                page.close()
    except Exception:
        # Whatever a damaged file makes pdfminer.six raise, PDFium has read the page, and the lattice reads its tables.
        return result
    return result


def _grids(page: PageInk) -> list[lattice.Lattice]:
    """The page's lattices that hold a table's cells, and not the page's own frame."""
    found: list[lattice.Lattice] = []
    if len(page.rules) < 4:
        return found
    for ruled in lattice.lattices(lattice.merged(page.rules)):
        inside = [word for word in page.words if lattice.holds(ruled.box, word)]
        if len(inside) > 1 and not lattice.is_frame(lattice.slots(ruled, inside)[0], inside):
            found.append(ruled)
    return found


def slots(
    found: lattice.Lattice, words: Sequence[Word], drawn: Sequence[Sequence[Box]]
) -> tuple[list[Slot], int, int]:
    """The table's cells: pdfplumber's where they hold every word of it, else the lattice's own."""
    for boxes in drawn:
        x0, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        x1, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        sides = zip(found.box, (x0, top, x1, bottom), strict=True)
        if all(abs(ours - theirs) < 4 for ours, theirs in sides):
            made = lattice.boxed(boxes, words)
            if made is not None:
                return made
    return lattice.slots(found, words)


def _on_page(page: pdfplumber.page.Page, ink: PageInk, found: Sequence[lattice.Lattice]) -> list[Cells]:
    """The cells of the page's tables. pdfplumber counts from the media box's corner, we from the crop box's."""
    left, top = max(page.mediabox[0], page.cropbox[0]), max(page.mediabox[1], page.cropbox[1])
    made: list[Cells] = []
    for ruled in found:
        x0, y0, x1, y1 = ruled.box
        around = (x0 + left - _NEAR, y0 + top - _NEAR, x1 + left + _NEAR, y1 + top + _NEAR)
        settings = {
            "vertical_strategy": "lines",
            "horizontal_strategy": "lines",
            "explicit_vertical_lines": [x0 + left, x1 + left],
        }
        for table in page.crop(around, strict=False).find_tables(settings):
            made.append(
                tuple((a - left, b - top, c - left, d - top) for a, b, c, d in map(_numbers, table.cells))
            )
    return made


def _numbers(box: Sequence[float]) -> Box:
    x0, top, x1, bottom = box
    return (float(x0), float(top), float(x1), float(bottom))
