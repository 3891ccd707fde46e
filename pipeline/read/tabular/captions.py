"""Captions of tables, and tables that go on overleaf.

A caption stands above its table: in one language or in two, on one line or with «Таблица 1» flush right above the title. It is
taken off the page together with the table, whichever column it stands in; what is left of captions finds its table by order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.model import Box, Furniture
from pipeline.read.cues import CAPTION
from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.ink import Word
from pipeline.read.layout import ANCHOR
from pipeline.read.runs import Run, line_of_runs
from pipeline.read.tabular.levels import CONTINUED, HEADS_TABLE, rows_of

_FIGURE: Final = re.compile(r"Рис|РИС|Fig|Схема|Диаграмма|График")
_PROSE: Final = 18
"""Letters of a line of prose, at least."""
_MOST_LINES: Final = 8
_NEAR: Final = 2.3
"""Sizes between the lines of captions, and from the last to the table's words or first rule."""


def above(box: Box, runs: Sequence[Run]) -> tuple[tuple[Paragraph, ...], list[Word]]:
    """The captions right above a table, from the top down, and their words; nothing where there is none."""
    x0, top, x1, _ = box
    over = [
        run
        for run in runs
        if run.base < top + 1 and run.x0 < x1 and run.x1 > x0 and run.words[0].text[0] != ANCHOR
    ]
    rows = rows_of(over)[-_MOST_LINES:]
    first: int | None = None
    low = top
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if low - row[0].base > (_NEAR + (low == top)) * max(run.size for run in row):
            break
        match = next((found for run in row if (found := _heads(run))), None)
        if match is not None and first is not None and match[1] != _number(rows[first]):
            break
        if match is not None:
            first = at
        elif CONTINUED.match(row[0].text) or (
            first is not None and rows[first][0].text.startswith(("Табл", "ТАБЛ"))
        ):
            break
        low = row[0].base
    if first is None:
        return (), []
    made: list[Paragraph] = []
    for row in rows[first:]:
        line = line_of_runs(row)
        if not made or _heads(row[0]):
            made.append(Paragraph("caption", (line,)))
        else:
            made[-1] = made[-1]._replace(lines=(*made[-1].lines, line))
    return tuple(made), [word for row in rows[first:] for run in row for word in run.words]


def _heads(run: Run) -> re.Match[str] | None:
    return CAPTION.match(run.text) if HEADS_TABLE.match(run.text) else None


def _number(row: Sequence[Run]) -> str | None:
    return next((match[1] for run in row if (match := _heads(run))), None)


def names_figure(box: Box, runs: Sequence[Run]) -> bool:
    """Whether what the box holds is a figure: its caption stands right below, and no table's above."""
    x0, _, x1, bottom = box
    for run in runs:
        if run.base <= bottom or run.x0 >= x1 or run.x1 <= x0:
            continue
        if run.base - bottom > 4 * run.size:
            break
        if _FIGURE.match(run.text) and CAPTION.match(run.text):
            return not above(box, runs)[0]
        if run.letters > _PROSE:  # words under an axis may come first
            break
    return False


def caption(items: Sequence[Item]) -> list[Item]:
    """Tables know their captions, and their numbers; «Таблица 1» above a title is one caption with it.

    A caption stands above its table, and of two (Russian and English) the Russian one is the table's. Where a paper sets them
    below, no table follows the last of them.
    """
    result: list[Item] = []
    for item in items:
        last = result[-1] if result else None
        if isinstance(item, Paragraph) and isinstance(last, Paragraph) and _is_bare(last) and _titles(item):
            result[-1] = last._replace(lines=(*last.lines, *item.lines))
        elif isinstance(item, Grid) and isinstance(last, Paragraph) and last.kind == "caption":
            match = CAPTION.match(last.lines[0].text)
            result.append(item._replace(caption=_captions(result), number=match[1] if match else None))
        else:
            result.append(item)
    return _below(result)


def _captions(before: Sequence[Item]) -> int:
    """How many items before the table its caption is: two where the last is a translation."""
    if len(before) < 2:
        return 1
    other, last = before[-2], before[-1]
    if not (isinstance(other, Paragraph) and isinstance(last, Paragraph) and other.kind == "caption"):
        return 1
    first, second = (CAPTION.match(item.lines[0].text) for item in (other, last))
    translated = last.lines[0].text.startswith("Table") and other.lines[0].text.startswith(("Табл", "ТАБЛ"))
    return 2 if translated and first and second and first[1] == second[1] else 1


def _below(items: list[Item]) -> list[Item]:
    """The items with captions below their tables, where the paper sets them there."""
    after = [
        at for at, item in enumerate(items) if _is_tables(item) and at and isinstance(items[at - 1], Grid)
    ]
    before = [
        at
        for at, item in enumerate(items)
        if _is_tables(item) and at + 1 < len(items) and isinstance(items[at + 1], Grid)
    ]
    if not after or set(before) - set(after) or after[-1] in before:
        return items
    result = [item._replace(caption=0, number=None) if isinstance(item, Grid) else item for item in items]
    for at in after:
        table, said = result[at - 1], result[at]
        assert isinstance(table, Grid) and isinstance(said, Paragraph)
        match = CAPTION.match(said.lines[0].text)
        result[at - 1] = table._replace(caption=-1, number=match[1] if match else None)
    return result


def _is_tables(item: Item) -> bool:
    return (
        isinstance(item, Paragraph) and item.kind == "caption" and bool(HEADS_TABLE.match(item.lines[0].text))
    )


def continued(items: Sequence[Item], gone: list[Furniture]) -> list[Item]:
    """Tables that go on over the page as one: the head is repeated, or «Продолжение таблицы 2» says so.

    What is printed for that reason only goes to `gone`.
    """
    result: list[Item] = []
    said = False
    for item in items:
        if isinstance(item, Paragraph) and len(item.lines) <= 2 and CONTINUED.match(item.lines[0].text):
            said = True
            text = " ".join(line.text for line in item.lines)
            gone.append(Furniture(item.page, None, "continuation", text))
            continue
        last = result[-1] if result else None
        if (
            isinstance(item, Grid)
            and isinstance(last, Grid)
            and (joined := _joined(last, item, said)) is not None
        ):
            result[-1] = joined
            kept = {id(slot.lines) for slot in joined.slots}
            head = " ".join(_spelt(slot) for slot in item.slots if slot.lines and id(slot.lines) not in kept)
            if head:
                gone.append(Furniture(item.page, None, "repeated_head", head))
        else:
            result.append(item)
        said = False
    return result


def _joined(above: Grid, below: Grid, said: bool) -> Grid | None:
    if above.page == below.page or above.n_columns != below.n_columns or below.caption:
        return None
    heads = [sorted((s.row, s.column, _spelt(s)) for s in grid.slots if s.header) for grid in (above, below)]
    repeated = bool(heads[1]) and heads[0] == heads[1]
    if not (repeated or said or not heads[1] or _is_same_width(above, below)):
        return None
    skipped = 1 + max(slot.row + slot.row_span - 1 for slot in below.slots if slot.header) if repeated else 0
    moved = tuple(
        slot._replace(row=slot.row - skipped + above.n_rows, header=False)
        for slot in below.slots
        if slot.row >= skipped
    )
    return above._replace(slots=above.slots + moved, n_rows=above.n_rows + below.n_rows - skipped)


def _is_same_width(above: Grid, below: Grid) -> bool:
    """Whether the tables have the same edges: nothing stands between them, so the page's end has cut one in two."""
    if above.box is None or below.box is None or above.page is None or below.page != above.page + 1:
        return False
    return abs(above.box[0] - below.box[0]) < 4 and abs(above.box[2] - below.box[2]) < 4


def _spelt(slot: Slot) -> str:
    return " ".join(line.text for line in slot.lines)


def _is_bare(item: Paragraph) -> bool:
    """«Таблица 1» alone."""
    match = CAPTION.match(item.lines[0].text)
    return (
        item.kind == "caption"
        and len(item.lines) == 1
        and match is not None
        and match.end() >= len(item.lines[0].text.rstrip(". "))
    )


def _titles(item: Paragraph) -> bool:
    return (
        item.kind in ("heading", "paragraph")
        and len(item.lines) <= 4
        and (item.centred or item.bold or item.kind == "heading")
    )
