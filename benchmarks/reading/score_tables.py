"""Tables: of each, the cells that stand where they are printed with the text that is printed.

A cell is right when its row, column and text are. A table that isn't found has all its cells wrong, and so has, on the reader's
side, a table that is none. Spans are counted apart: a merged cell may be read well and its width not.
"""

from __future__ import annotations

from typing import Final

from known import Grid, Truth
from score_findings import Difference, Findings, Share
from score_streams import error_rate, masked

from pipeline.model import Document, Table

_CAPTION_ERRORS: Final = 0.05

Cells = dict[tuple[int, int], str]


def score(truth: Truth, document: Document, *, digits_known: bool, most_errors: float) -> Findings:
    """Shares `cells found`, `cells right`, `spans`, `captions`; count `tables too many`."""
    said = [_true_cells(grid, digits_known=digits_known) for grid in truth.tables]
    got = [_read_cells(table, digits_known=digits_known) for table in document.tables]
    matched = _matched(said, got)
    right = spans_right = spans = captions = 0
    differences: list[Difference] = []
    for at, (grid, cells) in enumerate(zip(truth.tables, said, strict=True)):
        spans += len(grid.spans)
        other = matched.get(at)
        if other is None:
            differences.append(
                Difference(
                    "table: not found", f"{grid.number}: {len(grid.rows)} rows, {_first_row(cells)}", ""
                )
            )
            continue
        table = document.tables[other]
        right += sum(_is_right(place, text, got[other]) for place, text in cells.items())
        differences.extend(_cell_differences(grid, table, cells, got[other]))
        read_spans = {(c.row, c.column, c.row_span, c.column_span) for c in table.cells}
        spans_right += sum(span in read_spans for span in grid.spans)
        differences.extend(
            Difference(f"table {grid.number}: span", str(span), _span_at(table, span), page=table.page)
            for span in grid.spans
            if span not in read_spans
        )
        if grid.caption is not None:
            caption, number = _caption(document, table)
            said_caption = masked(grid.caption, digits_known=digits_known)
            read_caption = masked(caption, digits_known=digits_known)
            fine = number == grid.number and (
                error_rate(said_caption, read_caption) <= max(_CAPTION_ERRORS, most_errors)
                or read_caption.startswith(said_caption)  # a caption in another language may follow
            )
            captions += fine
            if not fine:
                differences.append(
                    Difference(
                        f"table {grid.number}: caption",
                        grid.caption,
                        f"[{number}] {caption}",
                        page=table.page,
                    )
                )
    spare = [at for at in range(len(got)) if at not in matched.values()]
    differences.extend(
        Difference("table: is none", "", _first_row(got[at]), page=document.tables[at].page) for at in spare
    )
    return Findings(
        shares={
            "cells found": Share(right, sum(map(len, said))),
            "cells right": Share(
                sum(_is_filled_right(at, said, got, matched) for at in matched),
                sum(_filled(cells) for cells in got),
            ),
            "spans": Share(spans_right, spans),
            "captions": Share(captions, sum(grid.caption is not None for grid in truth.tables)),
        },
        counts={"tables too many": len(spare)},
        differences=tuple(differences),
    )


def _true_cells(grid: Grid, *, digits_known: bool) -> Cells:
    return {
        (row, column): masked(text, digits_known=digits_known)
        for row, cells in enumerate(grid.rows)
        for column, text in enumerate(cells)
        if text is not None
    }


def _read_cells(table: Table, *, digits_known: bool) -> Cells:
    return {(cell.row, cell.column): masked(cell.text, digits_known=digits_known) for cell in table.cells}


def _is_right(place: tuple[int, int], text: str, got: Cells) -> bool:
    return got.get(place, "") == text


def _filled(cells: Cells) -> int:
    return sum(bool(text) for text in cells.values())


def _is_filled_right(at: int, said: list[Cells], got: list[Cells], matched: dict[int, int]) -> int:
    return sum(bool(text) and said[at].get(place) == text for place, text in got[matched[at]].items())


def _matched(said: list[Cells], got: list[Cells]) -> dict[int, int]:
    """Index of a true table → index of the one read: the pairs with most cells in common, place aside where need be."""
    ranked = sorted(
        (
            (-sum(_is_right(place, text, other) for place, text in cells.items() if text), -common, t, r)
            for t, cells in enumerate(said)
            for r, other in enumerate(got)
            if (common := len({text for text in cells.values() if text} & set(other.values())))
        )
    )
    found: dict[int, int] = {}
    for _, _, t, r in ranked:
        if t not in found and r not in found.values():
            found[t] = r
    return found


def _cell_differences(grid: Grid, table: Table, said: Cells, got: Cells) -> list[Difference]:
    places = sorted(said.keys() | {place for place, text in got.items() if text})
    return [
        Difference(
            f"table {grid.number}: cell",
            said.get(place, "∅"),
            got.get(place, "∅"),
            f"row {place[0]}, column {place[1]}: ",
            "",
            table.page,
        )
        for place in places
        if got.get(place, "") != said.get(place, "")
    ]


def _span_at(table: Table, span: tuple[int, int, int, int]) -> str:
    return next(
        (
            str((cell.row, cell.column, cell.row_span, cell.column_span))
            for cell in table.cells
            if (cell.row, cell.column) == span[:2]
        ),
        "no cell there",
    )


def _caption(document: Document, table: Table) -> tuple[str, str | None]:
    if table.caption is None:
        return "", table.number
    block = document.blocks[table.caption]
    return document.text[block.start : block.end], table.number


def _first_row(cells: Cells) -> str:
    top = min((row for row, _ in cells), default=0)
    return " | ".join(text for (row, _), text in sorted(cells.items()) if row == top)
