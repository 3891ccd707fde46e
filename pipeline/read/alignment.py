"""Tables without a lattice: columns from the words' own alignment.

Rows are baselines; a gap wider than a word space parts two cells. The rows with most cells show where the columns stand;
a run over several of them is a head that spans. The head is what stands above the first row of figures. A cell's further
lines are told from new rows by their closer leading, or by having no figures of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.read import wordy
from pipeline.read.cells import Extent, Row, Run, column_of, overlapped, runs
from pipeline.read.flow import Slot
from pipeline.read.ink import Line, Rule, Word
from pipeline.read.lattice import lines

_FIGURE = re.compile(r"(?=.*\d)[\d\s,./%…*()<>≈~+−–—-]+(?:\s?п\. ?п\.)?|[–—−-]|н/?\s?д\.?|\.\.\.|…|[xх×]")
_YEAR = re.compile(r"(?:18|19|20)\d\d(?:\s?г\.?)?")


def is_figure(text: str) -> bool:
    """A cell of a statistical table: a figure, several of them («2,9 / 1,0»), or the sign that there is none."""
    return bool(_FIGURE.fullmatch(text))


def has_figures(row: Row) -> bool:
    """Whether most cells but the first are figures."""
    rest = row[1:]
    return bool(rest) and 2 * sum(is_figure(run.text) for run in rest) >= len(rest)


def slots(words: Sequence[Word], rules: Sequence[Rule] = ()) -> tuple[list[Slot], int, int] | None:
    """Cells of the words of a table, rows, columns; null where the words don't line up."""
    physical = [(line, runs(line)) for line in lines(words)]
    if len(physical) < 2:
        return None
    columns = _columns([row for _, row in physical])
    if columns is None or len(columns) < 2:
        return None
    first_figures = next((at for at, (_, row) in enumerate(physical) if _is_body(row, columns)), None)
    if first_figures is None:
        first_figures = wordy.first_row(physical, columns, rules)
        if first_figures is None:
            return None
        groups = wordy.body_rows(physical[first_figures:], columns)
    else:
        while first_figures and _overlap(physical[first_figures - 1][0], physical[first_figures][0]):
            first_figures -= 1
        groups = _body_rows(physical[first_figures:], columns)
    head = _head([row for _, row in physical[:first_figures]], columns, rules)
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


def _is_body(row: Row, columns: Sequence[Extent]) -> bool:
    """A row of figures; years alone, with nothing in the first column, are a head."""
    if len(row) < 2 or not has_figures(row):
        return False
    return not all(_YEAR.fullmatch(run.text) for run in row) or column_of(row[0], columns) == 0


def _columns(rows: Sequence[Row]) -> list[Extent] | None:
    """Extents of the columns, from the rows that have most cells."""
    most = max(len(row) for row in rows)
    if most < 2:
        return None
    figures = [
        row
        for row in rows
        if len(row) > 1 and has_figures(row) and not all(_YEAR.fullmatch(r.text) for r in row)
    ]
    full = [row for row in (figures or rows) if len(row) >= max(2, 0.7 * most)]
    extents: list[list[float]] = []
    for run in sorted((run for row in full for run in row), key=lambda run: run.x0):
        if extents and run.x0 < extents[-1][1] - 0.5:
            extents[-1][1] = max(extents[-1][1], run.x1)
        else:
            extents.append([run.x0, run.x1])
    return [(left, right) for left, right in extents]


def _head(rows: Sequence[Row], columns: Sequence[Extent], rules: Sequence[Rule]) -> list[Slot]:
    """Head cells; where a run stands over several columns the head has two rows."""
    if not rows:
        return []
    upper: dict[int, list[Word]] = {}
    lower: dict[int, list[Word]] = {}
    spanned: dict[int, tuple[int, int]] = {}
    depth: dict[int, int] = {}
    for at, row in enumerate(rows):
        lower_row = next((o for o in rows[at + 1 :] if any(column_of(run, columns) for run in o)), ())
        shares = _shares(row, lower_row, columns)
        for run in row:
            below = [other for other_row in rows[at + 1 :] for other in other_row]
            over = shares.get(id(run)) or _spanned(run, columns, below, rules)
            if len(over) > 1 and not any(column in spanned for column in over):
                upper.setdefault(over[0], []).extend(run.words)
                spanned.update(dict.fromkeys(over, (over[0], len(over))))
                depth.update(dict.fromkeys(over, at))
                continue
            column = column_of(run, columns)
            if column in spanned and depth[column] < at:
                lower.setdefault(column, []).extend(run.words)
            else:
                upper.setdefault(spanned.get(column, (column, 1))[0], []).extend(run.words)
    height = 2 if lower else 1
    found = []
    for column in range(len(columns)):
        root, width = spanned.get(column, (column, 1))
        if root == column:
            span = height if width == 1 else 1
            found.append(Slot(0, column, lines(upper.get(column, [])), True, span, width))
        if lower and column in spanned:
            found.append(Slot(1, column, lines(lower.get(column, [])), True))
    return found


def _shares(row: Row, below: Row, columns: Sequence[Extent]) -> dict[int, list[int]]:
    """By `id` of a head's run, the columns under it, where the row below repeats itself: two years under each of them."""
    over = [run for run in row if overlapped(run, columns) != [0]]
    under = [run for run in below if column_of(run, columns)]
    if len(over) < 2 or len(under) <= len(over) or len(under) % len(over):
        return {}
    each = len(under) // len(over)
    if any(run.text != under[at % each].text for at, run in enumerate(under)):
        return {}
    shares: dict[int, list[int]] = {}
    for at, run in enumerate(over):
        group = under[at * each : (at + 1) * each]
        right = under[(at + 1) * each].x0 if (at + 1) * each < len(under) else columns[-1][1] + 1e3
        if not group[0].x0 - 2 <= (run.x0 + run.x1) / 2 <= right:
            return {}
        shares[id(run)] = [column_of(other, columns) for other in group]
    return shares


def _spanned(run: Run, columns: Sequence[Extent], below: Sequence[Run], rules: Sequence[Rule]) -> list[int]:
    """Columns that a head's run stands over: by a rule under it, by its own width, or by its place in their middle."""
    base = run.words[0].base
    under = [
        r
        for r in rules
        if 0 < r.top - base < 1.6 * run.words[0].size and r.x0 - 2 <= run.x0 and run.x1 <= r.x1 + 2
    ]
    whole = columns[-1][1] - columns[0][0]
    for rule in under:
        over = [
            at for at, (left, right) in enumerate(columns) if rule.x0 - 3 <= (left + right) / 2 <= rule.x1 + 3
        ]
        if len(over) > 1 and rule.x1 - rule.x0 < 0.95 * whole:
            return over
    over = overlapped(run, columns)
    if len(over) > 1 or not below:
        return over
    columns = [
        (
            min([left, *(other.x0 for other in below if overlapped(other, columns) == [at])]),
            max([right, *(other.x1 for other in below if overlapped(other, columns) == [at])]),
        )
        for at, (left, right) in enumerate(columns)
    ]
    middle = (run.x0 + run.x1) / 2
    beneath = sorted({column_of(other, columns) for other in below})
    best, offset = over, min((abs(_middle(columns, at, at) - middle) for at in over), default=1e9)
    for first in beneath:
        for last in beneath:
            if last > first and abs(_middle(columns, first, last) - middle) < min(4.0, 0.35 * offset):
                best, offset = list(range(first, last + 1)), abs(_middle(columns, first, last) - middle)
    return best


def _middle(columns: Sequence[Extent], first: int, last: int) -> float:
    return (columns[first][0] + columns[last][1]) / 2


def _body_rows(physical: Sequence[tuple[Line, Row]], columns: Sequence[Extent]) -> list[list[Row]]:
    """Physical rows grouped into the table's rows."""
    steps = [below.base - above.base for (above, _), (below, _) in pairwise(physical)]
    close = 1.18 * min(steps) if steps else 0.0
    groups: list[list[Row]] = []
    for at, (_, row) in enumerate(physical):
        if groups and _overlap(physical[at - 1][0], physical[at][0]):
            groups[-1].append(row)
        elif groups and _goes_on(
            groups[-1], row, steps[at - 1] <= close < max(steps), max(steps) <= close, columns
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _overlap(above: Line, line: Line) -> bool:
    """Whether two lines stand closer than lines of one cell can: cells of one row, each set in its row's middle."""
    return line.base - above.base < 0.75 * min(line.size, above.size)


def _clash(group: Sequence[Row], row: Row, columns: Sequence[Extent]) -> bool:
    """Whether the row has a label, and a figure in two or more columns where the group has one: a row of its own."""

    def figures(runs: Row) -> set[int]:
        return {column_of(run, columns) for run in runs if is_figure(run.text)}

    if all(column_of(run, columns) for run in row):  # no label of its own
        return False
    above: set[int] = set().union(*(figures(runs) for runs in group))
    return len(above & figures(row)) >= 2


def _goes_on(group: Sequence[Row], row: Row, closer: bool, even: bool, columns: Sequence[Extent]) -> bool:
    """Whether a row is more of the cells above: it stands closer than others do, or all stand alike and it has no figures."""
    return (closer and not _clash(group, row, columns)) or (even and not _is_row(row, columns))


def _is_row(row: Row, columns: Sequence[Extent]) -> bool:
    return (len(row) >= 2 and has_figures(row)) or len(row) >= max(2, len(columns) - 1)
