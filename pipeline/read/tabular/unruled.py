"""Tables without rules, under a caption: where the aligned words begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.read import gutters
from pipeline.read.cues import CAPTION
from pipeline.read.flow import Grid
from pipeline.read.ink import Line, Word
from pipeline.read.layout import ANCHOR
from pipeline.read.runs import Run, line_of_runs
from pipeline.read.tabular import alignment
from pipeline.read.tabular.levels import HEADS_TABLE, NOTE, rows_of
from pipeline.read.tabular.tableheads import headed

_LONG = 40
"""Characters; a shorter line under a table may be its last label."""
_FILLS = 0.8
"""Share of a column that a line of prose takes, at least."""


def has_caption(runs: Sequence[Run]) -> bool:
    """Whether a run begins as a table's caption does."""
    return any(run.words[0].text[0] in "ТT" and HEADS_TABLE.match(run.text) for run in runs)


def captioned(runs: Sequence[Run]) -> Iterator[tuple[Grid, list[Word]]]:
    """Tables of aligned words under their captions among a page's runs, and their words.

    On a page of two columns the table is as wide as the caption's column, but across both where what stands beside is no prose.
    What the caller takes out of `runs` is gone before the next is looked for.
    """
    starts = [
        run
        for run in runs
        if run.words[0].text[0] in "ТT" and HEADS_TABLE.match(run.text) and CAPTION.match(run.text)
    ]
    gutter = gutters.of_page(runs) if starts else None
    for start in starts:
        if any(run.words[0] is start.words[0] for run in runs):
            made = _beside_others(start, starts, runs) or _under_run(start, runs, gutter)
            if made is not None:
                yield made


def _beside_others(start: Run, starts: Sequence[Run], runs: Sequence[Run]) -> tuple[Grid, list[Word]] | None:
    """The table under one of several captions that stand in one row, over tables side by side."""
    level = [run for run in starts if abs(run.base - start.base) < 0.5 * start.size]
    if len(level) < 2:
        return None
    under = [run for run in runs if run.base > start.base - 0.3 * start.size]
    across = next(
        (
            at
            for at, run in enumerate(under)
            if any(run.x0 < _middle(one) and run.x1 > _middle(other) for one, other in pairwise(level))
        ),
        len(under),
    )
    left, right = float("-inf"), float("inf")
    for one, other in pairwise(level):
        x = _strip(_middle(one), _middle(other), under[:across])
        if x <= _middle(start):
            left = x
        else:
            right = min(right, x)
    return _under([run for run in under[:across] if left < _middle(run) < right])


def _middle(run: Run) -> float:
    return (run.x0 + run.x1) / 2


def _strip(left: float, right: float, runs: Sequence[Run]) -> float:
    """The middle of the widest empty strip between two x."""
    best, width, edge = (left + right) / 2, 0.0, left
    for x0, x1 in [
        *sorted((run.x0, run.x1) for run in runs if run.x1 > left and run.x0 < right),
        (right, right),
    ]:
        if x0 - edge > width:
            best, width = (edge + x0) / 2, x0 - edge
        edge = max(edge, x1)
    return best


def _under_run(start: Run, runs: Sequence[Run], gutter: float | None) -> tuple[Grid, list[Word]] | None:
    under = [run for run in runs if run.base > start.base - 0.3 * start.size]
    if gutter is not None and (start.x1 <= gutter or start.x0 >= gutter):
        on_left = start.x1 <= gutter
        side = [run for run in under if (run.x0 + run.x1 <= 2 * gutter) == on_left]
        made = _under(side)
        if made is not None:
            return made
        other = [run for run in under if (run.x0 + run.x1 <= 2 * gutter) != on_left]
        if _is_prose_beside(other, start, gutter, runs):
            return None
    return _under(under)


def _under(runs: Sequence[Run]) -> tuple[Grid, list[Word]] | None:
    line_list = [line_of_runs(row) for row in rows_of(runs)]
    made = under_caption(line_list, 0)
    if made is None:
        return None
    grid, start, end = made
    return grid, [word for line in line_list[start:end] for word in line.words]


def _is_prose_beside(other: Sequence[Run], start: Run, gutter: float, runs: Sequence[Run]) -> bool:
    """Whether lines of prose stand beside the caption or the few lines under it."""
    edge = max(run.x1 for run in runs) if start.x1 <= gutter else min(run.x0 for run in runs)
    near = [run for run in other if run.base < start.base + 8 * start.size]
    return any(run.letters > 18 and run.x1 - run.x0 > _FILLS * abs(edge - gutter) for run in near)


def aligned(line_list: Sequence[Line], start: int) -> tuple[Grid, int] | None:
    """A table without rules whose lines begin at `start`, under a caption; and the index behind its last line."""
    end = start
    misses = 0
    for at in range(start, min(start + 80, len(line_list))):
        row = alignment.runs(line_list[at])
        if at > start + 1 and (
            _stands_apart(line_list[start:at], line_list[at])
            or _runs_across(line_list[start:at], line_list[at])
        ):
            break
        if at > start and (NOTE.match(line_list[at].text) or CAPTION.match(line_list[at].text)):
            break
        if len(row) >= 2:
            end, misses = at + 1, 0
        else:
            misses += not _is_label(line_list[start:at], line_list[at])
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
        under = step < 1.05 * apart and _hangs_under(line_list[start:end], line)
        if not (overlaps or under or (close < 0.85 * apart and step < 1.05 * close)) or NOTE.match(line.text):
            break
        if len(line.text) > 40 or line.x0 < left - 2:
            break
        end += 1
    return end


def _hangs_under(above: Sequence[Line], line: Line) -> bool:
    """Whether all of the line begins where cells of the last rows do, but none in the first column."""
    edges = [run.x0 for row in above[-3:] for run in alignment.runs(row)[1:]]
    return all(any(abs(run.x0 - edge) < 1 for edge in edges) for run in alignment.runs(line))


def _stands_apart(above: Sequence[Line], line: Line) -> bool:
    """Whether a line is farther below than the table's rows are from each other: the table is over."""
    steps = sorted(b.base - a.base for a, b in pairwise(above))
    return line.base - above[-1].base > 2.2 * max(steps[len(steps) // 2], line.size)


def _is_label(above: Sequence[Line], line: Line) -> bool:
    """Whether a line stands wholly in the first column: left of all second cells above it."""
    seconds = [row[1].x0 for row in map(alignment.runs, above) if len(row) > 1]
    return bool(seconds) and line.x1 < min(seconds)


def _runs_across(above: Sequence[Line], line: Line) -> bool:
    """Whether a long line's words stand in the gaps that all rows of figures keep free: prose under the table."""
    rows = [row for row in map(alignment.runs, above) if len(row) > 1 and alignment.has_figures(row)]
    letters = sum(map(str.isalpha, line.text))
    if len(rows) < 2 or len(line.text) < _LONG or 2 * letters < len(line.text):
        return False
    if len(own := alignment.runs(line)) >= min(map(len, rows)) and alignment.has_figures(own):
        return False  # a row with a long label
    taken = sorted((run.x0, run.x1) for row in rows for run in row)
    gaps: list[tuple[float, float]] = []
    right = taken[0][1]
    for x0, x1 in taken[1:]:
        if x0 > right:
            gaps.append((right, x0))
        right = max(right, x1)
    crossed = sum(any(word.x0 < x1 and word.x1 > x0 for word in line.words) for x0, x1 in gaps)
    return 2 * crossed > len(gaps)


def goes_on(before: Grid, line_list: Sequence[Line]) -> tuple[Grid, int] | None:
    """The rest of a table without rules that the page before ended in: aligned words in as many columns open the page."""
    if len(line_list) < 2 or min(len(alignment.runs(line)) for line in line_list[:2]) < 2:
        return None
    made = aligned(line_list, 0)
    return made if made and made[0].n_columns == before.n_columns else None


def under_caption(line_list: Sequence[Line], at: int) -> tuple[Grid, int, int] | None:
    """Where line `at` is a table's caption and aligned words follow it: the table, its first line, the one behind it."""
    if not HEADS_TABLE.match(line_list[at].text) or not CAPTION.match(line_list[at].text):
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
