"""Tables without a lattice: columns from the words' own alignment.

Rows are baselines; a gap wider than a word space parts two cells. The rows with most cells show where the columns stand.
The head is what stands above the first row of figures, or above the rule that a printer draws there (see `headrows`);
which lines make one row of the body is `bodyrows`' to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from pipeline.read.flow import Slot
from pipeline.read.ink import Line, Rule, Word
from pipeline.read.tabular import bodyrows, headrows, wordy
from pipeline.read.tabular.cells import Extent, Row, Run, column_of, overlapped, runs
from pipeline.read.tabular.figured import has_figures, is_figure, is_years
from pipeline.read.tabular.lattice import lines

__all__ = ["has_figures", "is_figure", "runs", "slots"]

_CLOSE = 0.5
"""Sizes between two cells that stand close."""
_SEVERAL = 3
"""Cells, and rows of them, that show a table's columns."""
_WHOLE = 0.9
"""Share of the table's width from which a rule parts rows, not heads."""


def slots(words: Sequence[Word], rules: Sequence[Rule] = ()) -> tuple[list[Slot], int, int] | None:
    """Cells of the words of a table, rows, columns; null where the words don't line up. `rules`: level ones inside it."""
    physical = [(line, runs(line)) for line in lines(words)]
    if len(physical) < 2:
        return None
    rows = [row for _, row in physical]
    of_words = _is_of_words(rows)
    columns = _columns(rows, of_words)
    if columns is None or len(columns) < 2:
        return None
    physical = [(line, _cut(row, columns)) for line, row in physical]
    width = max(line.x1 for line, _ in physical) - min(line.x0 for line, _ in physical)
    whole = [rule.top for rule in rules if rule.x1 - rule.x0 >= _WHOLE * width]
    rows = [row for _, row in physical]
    first = None if of_words else _first_figures(rows, columns)
    if first is None:
        first = wordy.first_row(physical, columns, rules)
        if first is None:
            return None
        groups = wordy.body_rows(physical[first:], columns)
    else:
        first = _body_begins(physical, first, columns, whole)
        groups = bodyrows.grouped(physical[first:], columns, whole)
    head = headrows.slots([row for _, row in physical[:first]], columns, rules)
    found = list(head)
    offset = 1 + max((slot.row + slot.row_span - 1 for slot in head), default=-1)
    for number, group in enumerate(groups):
        cells: dict[int, list[Word]] = {}
        for row in group:
            for run in row:
                cells.setdefault(column_of(run, columns), []).extend(run.words)
        for column in range(len(columns)):
            found.append(Slot(offset + number, column, lines(cells.get(column, []))))
    return found, offset + len(groups), len(columns)


def _cut(row: Row, columns: Sequence[Extent]) -> Row:
    """The row with runs cut where cells of two columns stand close: at a gap wider than a word's, between the columns."""
    if not any(len(overlapped(run, columns)) > 1 for run in row):
        return row
    made: list[Run] = []
    for run in row:
        held = [run.words[0]]
        for before, word in pairwise(run.words):
            if word.x0 - before.x1 > _CLOSE * word.size and any(
                max(before.x1, left[1]) < min(word.x0, right[0]) + 1 for left, right in pairwise(columns)
            ):
                made.append(Run(tuple(held), held[0].x0, held[-1].x1))
                held = []
            held.append(word)
        made.append(Run(tuple(held), held[0].x0, max(word.x1 for word in held)))
    return tuple(made)


def _body_begins(
    physical: Sequence[tuple[Line, Row]], figures: int, columns: Sequence[Extent], rules: Sequence[float]
) -> int:
    """Index of the body's first line: that of the first figures, or a line above it that belongs to its label."""
    low = physical[figures][0].base
    under = max((y for y in rules if physical[0][0].base < y < low), default=None)
    if under is not None:
        return next(at for at, (line, _) in enumerate(physical) if line.base > under)
    first = figures
    while first and bodyrows.overlap(physical[first - 1][0], physical[first][0]):
        first -= 1
    rows = [row for _, row in physical]
    label = first
    while label > 1 and _is_label(rows[label - 1], columns):
        label -= 1
        if _names_all(rows[:label], columns) and rows[label][0].text[0].isupper():
            first = label
    return first


def _is_label(row: Row, columns: Sequence[Extent]) -> bool:
    """A label alone: it heads the rows below («Россия»), or the figures stand beside its last line."""
    return len(row) == 1 and column_of(row[0], columns) == 0 and not overlapped(row[0], columns[1:])


def _names_all(head: Sequence[Row], columns: Sequence[Extent]) -> bool:
    return len({column_of(run, columns) for row in head for run in row}) == len(columns)


def _first_figures(rows: Sequence[Row], columns: Sequence[Extent]) -> int | None:
    """Index of the first row of figures. Years are a head, unless every column has its name above them."""
    named: set[int] = set()
    for at, row in enumerate(rows):
        figures = [run for run in row[1:] if is_figure(run.text)]
        years = is_years(figures) or (
            2 * sum(is_years((run,)) for run in row) >= len(row) and column_of(row[0], columns) > 0
        )
        if len(row) > 1 and has_figures(row) and (not years or len(named) == len(columns)):
            return at
        named.update(column_of(run, columns) for run in row)
    return None


def _columns(rows: Sequence[Row], of_words: bool) -> list[Extent] | None:
    """Extents of the columns, from the rows that have most cells; of a table of words (`of_words`) from all such."""
    most = max(len(row) for row in rows)
    if most < 2:
        return None
    figures: list[Row] = []
    if of_words:
        full = _full(rows)
    else:
        figures = [row for row in rows if len(row) > 1 and has_figures(row) and not is_years(row)]
        most = max(map(len, figures or rows))
        full = [row for row in (figures or rows) if len(row) >= max(2, 0.7 * most)]
    extents: list[list[float]] = []
    for run in sorted((run for row in full for run in row), key=lambda run: run.x0):
        if extents and run.x0 < extents[-1][1] - 0.5:
            extents[-1][1] = max(extents[-1][1], run.x1)
        else:
            extents.append([run.x0, run.x1])
    columns = [(left, right) for left, right in extents]
    if figures:
        head = [row for row in rows if not any(row is other for other in figures)]
        columns = _without_halves(columns, full, head)
    return columns


def _is_of_words(rows: Sequence[Row]) -> bool:
    """Whether none of the rows with most cells is one of figures, though a sum below them may be."""
    full = _full(rows)
    return len(full) >= _SEVERAL and not any(map(has_figures, full))


def _full(rows: Sequence[Row]) -> list[Row]:
    """Rows with about as many cells as most have that have several; a justified line within a cell looks like more of them."""
    counts = Counter(len(row) for row in rows if len(row) >= _SEVERAL)
    most, times = max(counts.items(), key=itemgetter(1, 0), default=(0, 0))
    if times < _SEVERAL:
        most = max(counts, default=0)
    return [row for row in rows if max(_SEVERAL, 0.7 * most) <= len(row) <= most]


def _without_halves(columns: list[Extent], full: Sequence[Row], head: Sequence[Row]) -> list[Extent]:
    """The columns, with one that was taken for two («н/д» set left where figures are set right) whole.

    Two halves stand side by side, no row fills both, and no line of the head names them apart.
    """
    most = max(len(row) for row in full)
    while len(columns) > most:
        halves = [
            (right[0] - left[1], at)
            for at, (left, right) in enumerate(pairwise(columns))
            if not any(_apart(row, left, right) for row in (*full, *head))
        ]
        if not halves:
            break
        _, at = min(halves)
        columns = [*columns[:at], (columns[at][0], columns[at + 1][1]), *columns[at + 2 :]]
    return columns


def _in(row: Row, column: Extent) -> set[int]:
    """Indexes of the row's runs that stand over the column."""
    return {at for at, run in enumerate(row) if overlapped(run, [column])}


def _apart(row: Row, left: Extent, right: Extent) -> bool:
    """Whether the row has a cell of its own in either column."""
    return bool(_in(row, left) and _in(row, right)) and not _in(row, left) & _in(row, right)
