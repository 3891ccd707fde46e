"""Tables of a page: ruled, with level rules only, or by alignment under a caption; heads told from bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Box, Furniture
from pipeline.read import alignment, lattice, ruled
from pipeline.read.flow import Grid, Item, Paragraph, Slot
from pipeline.read.ink import Line, PageInk, Rule, Word
from pipeline.read.paragraphs import CAPTION
from pipeline.read.runs import Run, run_of, runs_of

ANCHOR = "\ufffc"
"""Stands among the words for a table that was taken out, so that layout gives it its place in the reading order."""


class Taken(NamedTuple):
    """A page's runs without the tables' but with an anchor for each, and the tables in the anchors' order."""

    runs: Sequence[Run]
    grids: tuple[Grid, ...]
    rules: tuple[Rule, ...]


def take(page: PageInk, runs: Sequence[Run], drawn: Sequence[Sequence[Box]] = ()) -> Taken:
    """The page's ruled tables taken out of its runs. `drawn`: boxes of the cells of each, as pdfplumber has them."""
    if len(page.rules) < 3 or not runs:
        return Taken(runs, (), page.rules)
    left = list(runs)
    grids: list[Grid] = []
    merged = lattice.merged(page.rules)
    for found in lattice.lattices(merged):
        inside = _inside(left, found.box)
        if len(inside) < 2:
            continue
        slots, rows, columns = ruled.slots(found, inside, drawn)
        if sum(bool(slot.lines) for slot in slots) < 2 or lattice.is_frame(slots, inside):
            continue
        grids.append(_grid(slots, rows, columns, page, found.box))
        left = _without(left, inside, found.box, len(grids) - 1, page.number)
    for box in lattice.level_frames(merged):
        inside = [word for word in _inside(left, box) if word.text[0] != ANCHOR]
        made = (
            alignment.slots(
                inside, [r for r in page.rules if r.is_horizontal and box[1] < r.top < box[3] - 2]
            )
            if len(inside) > 3
            else None
        )
        if made is None:
            continue
        grids.append(_grid(*made, page, box))
        left = _without(left, inside, box, len(grids) - 1, page.number)
    if not grids:
        return Taken(runs, (), page.rules)
    left.sort()
    return Taken(left, tuple(grids), _outside(page.rules, left))


def _inside(runs: Sequence[Run], box: Box) -> list[Word]:
    """The words that stand in the box."""
    x0, top, x1, bottom = box
    return [
        word
        for run in runs
        if run.base - run.size < bottom and run.base + run.size > top and run.x0 < x1 + 2 and run.x1 > x0 - 2
        for word in run.words
        if lattice.holds(box, word)
    ]


def _outside(rules: Sequence[Rule], runs: Sequence[Run]) -> tuple[Rule, ...]:
    """The rules that aren't a table's."""
    boxes = [run.words[0] for run in runs if run.words[0].text[0] == ANCHOR]
    return tuple(
        rule
        for rule in rules
        if not any(
            box.top - 3 <= rule.top <= box.bottom + 3 and box.x0 - 3 <= rule.x0 <= box.x1 + 3 for box in boxes
        )
    )


def _without(runs: Sequence[Run], gone: Sequence[Word], box: Box, index: int, page: int) -> list[Run]:
    """The runs without the words, and with an anchor where they stood."""
    ids = set(map(id, gone))
    kept: list[Run] = []
    for run in runs:
        words = [word for word in run.words if id(word) not in ids]
        if len(words) == len(run.words):
            kept.append(run)
        elif words:
            kept.extend(runs_of(words))
    size = min(word.size for word in gone)
    anchor = Word(f"{ANCHOR}{index}", box[0], box[1], box[2], box[3], box[1] + size, size, page=page)
    return [*kept, run_of([anchor])]


def _grid(slots: Sequence[Slot], rows: int, columns: int, page: PageInk, box: Box) -> Grid:
    shown = tuple(slot._replace(box=page.as_shown(slot.box)) if slot.box else slot for slot in slots)
    trimmed, n_rows, n_columns = _trimmed(shown, rows, columns)
    return Grid(headed(trimmed, n_rows), n_rows, n_columns, page.number, page.as_shown(box), False)


def _trimmed(slots: Sequence[Slot], rows: int, columns: int) -> tuple[tuple[Slot, ...], int, int]:
    """Without rows and columns in which no cell begins with any text (doubled rules make such)."""
    used_rows = sorted({slot.row for slot in slots if slot.lines})
    used_columns = sorted({slot.column for slot in slots if slot.lines})
    row_of = {row: at for at, row in enumerate(used_rows)}
    column_of = {column: at for at, column in enumerate(used_columns)}
    kept = tuple(
        slot._replace(
            row=row_of[slot.row],
            column=column_of[slot.column],
            row_span=max(1, sum(slot.row <= row < slot.row + slot.row_span for row in used_rows)),
            column_span=max(1, sum(slot.column <= c < slot.column + slot.column_span for c in used_columns)),
        )
        for slot in slots
        if slot.row in row_of and slot.column in column_of
    )
    return kept, len(used_rows), len(used_columns)


def headed(slots: Sequence[Slot], rows: int) -> tuple[Slot, ...]:
    """The slots with the head's flagged: the rows above the first row of figures."""
    if any(slot.header for slot in slots):
        return tuple(slots)
    first = 0
    for row in range(rows):
        cells = [slot for slot in slots if slot.row == row and slot.column > 0 and slot.lines]
        figures = sum(_is_figure(slot) for slot in cells)
        years = sum(_is_year(slot) for slot in cells)
        if (
            cells
            and 2 * figures >= len(cells)
            and not ((years == figures and row == first == 0) or (years and years == len(cells)))
        ):
            first = row
            break
    else:
        first = 1 if rows > 1 else 0
    first = first or (1 if rows > 1 and not _row_has_figures(slots, 0) else 0)
    depth = max((slot.row + slot.row_span for slot in slots if slot.row < first), default=first)
    depth = depth if depth - first <= 1 else first
    return tuple(slot._replace(header=slot.row < max(first, min(depth, rows))) for slot in slots)


def _row_has_figures(slots: Sequence[Slot], row: int) -> bool:
    cells = [slot for slot in slots if slot.row == row and slot.column > 0 and slot.lines]
    return bool(cells) and 2 * sum(_is_figure(slot) and not _is_year(slot) for slot in cells) >= len(cells)


def _is_figure(slot: Slot) -> bool:
    return bool(slot.lines) and alignment.is_figure(" ".join(line.text for line in slot.lines))


def _is_year(slot: Slot) -> bool:
    text = " ".join(line.text for line in slot.lines).removesuffix("г.").strip()
    return text.isdigit() and len(text) == 4 and text[:2] in ("18", "19", "20", "21")


def caption(items: Sequence[Item]) -> list[Item]:
    """Tables that follow their caption know it, and its number; «Таблица 1» above a title is one caption with it."""
    result: list[Item] = []
    for item in items:
        last = result[-1] if result else None
        if isinstance(item, Paragraph) and isinstance(last, Paragraph) and _is_bare(last) and _titles(item):
            result[-1] = last._replace(lines=(*last.lines, *item.lines))
        elif isinstance(item, Grid) and isinstance(last, Paragraph) and last.kind == "caption":
            match = CAPTION.match(last.lines[0].text)
            result.append(item._replace(caption=True, number=match[1] if match else None))
        else:
            result.append(item)
    return result


_HEADS_TABLE = re.compile(r"Табл|ТАБЛ|Table")
NOTE = re.compile(r"(?:Источник|Примечани[ея]|Составлено|Рассчитано|Source|Notes?)s?\b(?=\s*[.:*]|\s+[а-яё])")
"""What stands under a table and is none of its cells."""
_CONTINUED = re.compile(r"(?:Продолжение|Окончание|Конец)\s+табл(?:ицы|\.)", re.IGNORECASE)


def continued(items: Sequence[Item], gone: list[Furniture]) -> list[Item]:
    """Tables that go on over the page as one: the head is repeated, or «Продолжение таблицы 2» says so.

    What is printed for that reason only goes to `gone`.
    """
    result: list[Item] = []
    said = False
    for item in items:
        if isinstance(item, Paragraph) and len(item.lines) <= 2 and _CONTINUED.match(item.lines[0].text):
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
    if not (repeated or said or not heads[1]):
        return None
    skipped = 1 + max(slot.row + slot.row_span - 1 for slot in below.slots if slot.header) if repeated else 0
    moved = tuple(
        slot._replace(row=slot.row - skipped + above.n_rows, header=False)
        for slot in below.slots
        if slot.row >= skipped
    )
    return above._replace(slots=above.slots + moved, n_rows=above.n_rows + below.n_rows - skipped)


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


def aligned(line_list: Sequence[Line], start: int) -> tuple[Grid, int] | None:
    """A table without rules whose lines begin at `start`, under a caption; and the index behind its last line."""
    end = start
    misses = 0
    for at in range(start, min(start + 80, len(line_list))):
        row = alignment.runs(line_list[at])
        if at > start + 1 and _stands_apart(line_list[start:at], line_list[at]):
            break
        if at > start and (NOTE.match(line_list[at].text) or CAPTION.match(line_list[at].text)):
            break
        if len(row) >= 2:
            end, misses = at + 1, 0
        else:
            misses += 1
            if misses > 2 or len(line_list[at].text) > 70:
                break
    if end - start < 2:
        return None
    end = _with_last_lines(line_list, start, end)
    words = [word for line in line_list[start:end] for word in line.words]
    made = alignment.slots(words)
    if made is None:
        return None
    slots, rows, columns = made
    box = (
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
    )
    return Grid(headed(slots, rows), rows, columns, line_list[start].page, box, False), end


def _with_last_lines(line_list: Sequence[Line], start: int, end: int) -> int:
    """The table's end, with further lines of its last row's cells: they stand closer than rows do."""
    steps = [b.base - a.base for a, b in pairwise(line_list[start:end])]
    close, apart = min(steps), max(steps)
    left = min(line.x0 for line in line_list[start:end])
    while end < len(line_list):
        line, above = line_list[end], line_list[end - 1]
        step = line.base - above.base
        overlaps = step < 0.75 * line.size
        if not (overlaps or (close < 0.85 * apart and step < 1.05 * close)) or NOTE.match(line.text):
            break
        if len(line.text) > 40 or line.x0 < left - 2:
            break
        end += 1
    return end


def _stands_apart(above: Sequence[Line], line: Line) -> bool:
    """Whether a line is farther below than the table's rows are from each other: the table is over."""
    steps = sorted(b.base - a.base for a, b in pairwise(above))
    return line.base - above[-1].base > 2.2 * max(steps[len(steps) // 2], line.size)


def goes_on(before: Grid, line_list: Sequence[Line]) -> tuple[Grid, int] | None:
    """The rest of a table without rules that the page before ended in: aligned words in as many columns open the page."""
    if len(line_list) < 2 or min(len(alignment.runs(line)) for line in line_list[:2]) < 2:
        return None
    made = aligned(line_list, 0)
    return made if made and made[0].n_columns == before.n_columns else None


def under_caption(line_list: Sequence[Line], at: int) -> tuple[Grid, int, int] | None:
    """Where line `at` is a table's caption and aligned words follow it: the table, its first line, the one behind it."""
    if not _HEADS_TABLE.match(line_list[at].text) or not CAPTION.match(line_list[at].text):
        return None
    start = at + 1
    while start < min(at + 6, len(line_list)) and len(alignment.runs(line_list[start])) < 2:
        if line_list[start].text.startswith(ANCHOR):
            return None
        start += 1
    while start - 1 > at and _heads_column(line_list, start):
        start -= 1
    made = aligned(line_list, start)
    return (made[0], start, made[1]) if made else None


def _heads_column(line_list: Sequence[Line], start: int) -> bool:
    """Whether the line above is the first line of one column's head: close, short, and over one cell other than the first."""
    above, line = line_list[start - 1], line_list[start] if start < len(line_list) else None
    if (
        line is None
        or line.base - above.base > 1.35 * line.size
        or above.x1 - above.x0 > 0.45 * (line.x1 - line.x0)
    ):
        return False
    cells = alignment.runs(line)
    over = [at for at, run in enumerate(cells) if above.x0 < run.x1 and above.x1 > run.x0]
    return (
        above.bold == line.bold
        and abs(above.size - line.size) < 0.1
        and (over != [0])
        and above.x0 > line.x0 + 10
    )
