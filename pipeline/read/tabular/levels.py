"""Tables with level rules only: which of a page's level rules are a table's, and where it begins and ends.

Printers draw such a table's rules to one extent: above the head, below it, below the last row, sometimes above the total.
A running head's rule and a table on the same page may have that extent too; so what stands *between* two rules decides.
A strip that holds a caption, a note or lines of prose is no part of a table: «Таблица 2» between two rules means that the
upper one closes another table or belongs to the running head. Neighbouring strips of cells make a table. One strip alone is
a table under its caption: whole (a rule above, a rule below), or only the head of one that is open below, as a table is
that goes on overleaf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.model import Box
from pipeline.read import gutters
from pipeline.read.cues import CAPTION
from pipeline.read.ink import Rule
from pipeline.read.runs import Run

NOTE: Final = re.compile(
    r"(?:Источник|Примечани[ея]|Составлено|Рассчитано|Source|Notes?)s?\b(?=\s*[.:*]|\s+[а-яё])"
)
"""What stands under a table and is none of its cells."""
CONTINUED: Final = re.compile(r"(?:Продолжение|Окончание|Конец)\s+табл(?:ицы|\.)", re.IGNORECASE)
HEADS_TABLE: Final = re.compile(r"Табл|ТАБЛ|Table")
_SHORTEST: Final = 60.0
"""Points; a shorter rule parts two heads, or notes from the text."""
_SAME: Final = 4.0
"""Points that the ends of one table's rules may differ by."""
_WIDE: Final = 0.6
"""Of the table's width: a run that wide is a line of prose, or a row's heading over all columns."""
_UNDER: Final = 5.0
"""Sizes between a caption and the rule below it."""


class Leveled(NamedTuple):
    """A table's box; `open` says that no rule closes it, and the box ends where the last rule is."""

    box: Box
    open: bool = False


def found(rules: Sequence[Rule], runs: Sequence[Run]) -> list[Leveled]:
    """Tables with level rules only, from the top down; `rules` are `lattice.merged`, `runs` sorted by baseline."""
    level = [rule for rule in rules if rule.is_horizontal and rule.x1 - rule.x0 > _SHORTEST]
    level = [rule for rule in level if not _underlines(rule, runs)] if len(level) > 1 else []
    if len(level) < 2:
        return []
    upright = [rule for rule in rules if not rule.is_horizontal]
    made: list[Leveled] = []
    used: set[int] = set()
    for at, rule in enumerate(level):
        if at in used:
            continue
        same = [i for i, other in enumerate(level) if _is_of(other, rule)]
        used.update(same)
        if len(same) > 1:
            made.extend(_tables(sorted((level[i] for i in same), key=lambda r: r.top), upright, runs))
    return sorted(made, key=lambda table: table.box[1])


def open_below(table: Leveled, runs: Sequence[Run]) -> float:
    """Where a table ends whose last rule is the one under its head: below the rows of cells that follow it closely."""
    x0, _, x1, bottom = table.box
    end, base = bottom, bottom
    rows = rows_of([run for run in runs if run.base > bottom and run.x0 < x1 and run.x1 > x0])
    for row in rows:
        size = row[0].size
        if row[0].base - base > (3.0 if end == bottom else 2.2) * size or NOTE.match(row[0].text):
            break
        if any(run.x0 < x0 - _SAME or run.x1 > x1 + _SAME for run in row):
            break
        if CAPTION.match(row[0].text) or (len(row) == 1 and row[0].x1 - row[0].x0 > _WIDE * (x1 - x0)):
            break
        base = row[0].base
        if len(row) > 1:
            end = base + 0.4 * size
    return end


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs of one baseline together."""
    rows: list[list[Run]] = []
    for run in runs:
        if rows and run.base - rows[-1][-1].base < 0.3 * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _underlines(rule: Rule, runs: Sequence[Run]) -> bool:
    """Whether the rule stands close under words and is no wider than they: a link's underline."""
    return any(
        -0.05 * run.size <= rule.top - run.base <= 0.3 * run.size
        and run.x0 - 2 <= rule.x0
        and rule.x1 <= run.x1 + 2
        for run in runs
    )


def _is_of(rule: Rule, other: Rule) -> bool:
    return abs(other.x0 - rule.x0) < _SAME and abs(other.x1 - rule.x1) < _SAME


def _tables(rules: Sequence[Rule], upright: Sequence[Rule], runs: Sequence[Run]) -> Iterator[Leveled]:
    """The tables among rules of one extent."""
    x0, x1 = min(rule.x0 for rule in rules), max(rule.x1 for rule in rules)
    near = [run for run in runs if run.x0 < x1 and run.x1 > x0]
    chain: list[tuple[float, float]] = []
    for above, below in pairwise(rules):
        inside = [run for run in near if above.top < run.base <= below.top]
        box = (x0, above.top, x1, below.top)
        if not inside and below.top - above.top < _SAME:
            continue  # one rule drawn double
        crossed = any(box[1] < rule.bottom and rule.top < box[3] and x0 < rule.x0 < x1 for rule in upright)
        captioned = _is_captioned(near, above.top)
        if inside and not crossed and _is_tabular(inside, box, bool(chain) or captioned):
            chain.append((above.top, below.top))
            continue
        yield from _chained(chain, x0, x1, near)
        chain = []
    yield from _chained(chain, x0, x1, near)


def _chained(
    chain: Sequence[tuple[float, float]], x0: float, x1: float, near: Sequence[Run]
) -> Iterator[Leveled]:
    if not chain:
        return
    top, bottom = chain[0][0], chain[-1][1]
    last = [run for run in near if chain[-1][0] < run.base <= bottom]
    note = next((run for run in last if NOTE.match(run.text)), None)
    if note is not None:
        bottom = note.base - note.size
    if len(chain) > 1:
        yield Leveled((x0, top, x1, bottom))
    elif _is_captioned(near, top):
        yield Leveled((x0, top, x1, bottom), open=True)


def _is_captioned(near: Sequence[Run], top: float) -> bool:
    """Whether a table's caption, or the mark of one that goes on, stands right above."""
    return any(
        0 <= top - run.base < _UNDER * run.size
        and ((HEADS_TABLE.match(run.text) and CAPTION.match(run.text)) or CONTINUED.match(run.text))
        for run in near
    )


def _is_tabular(inside: Sequence[Run], box: Box, begun: bool) -> bool:
    """Whether a strip between two rules holds a table's cells. `begun`: a strip of cells or a caption stands above it."""
    x0, _, x1, _ = box
    if any(run.x0 < x0 - _SAME or run.x1 > x1 + _SAME for run in inside):
        return False
    if any(CAPTION.match(run.text) or CONTINUED.match(run.text) for run in inside):
        return False
    if NOTE.match(inside[0].text):
        return False
    rows = rows_of(inside)
    wide = sum(len(row) == 1 and row[0].x1 - row[0].x0 > _WIDE * (x1 - x0) for row in rows)
    if wide > (1 if begun else 0) and 2 * wide > len(rows):
        return False
    return begun or gutters.of_page(inside) is None
