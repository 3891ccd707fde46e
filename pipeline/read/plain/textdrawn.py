"""Tables of a plain text drawn with characters: «│ Порт │ 2021 │» between «├──────┼──────┤», or with «|», «+» and «-».

Here the bars say where the cells end, so nothing is guessed from spaces. Lines of one row stand between two rules; where
only the head has a rule below it, each line is a row, and one with an empty first cell goes on with the row above.

    +-------+------+
    | Порт  | 2021 |
    +-------+------+
    | Актау |  310 |
    +-------+------+
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.read.flow import Grid, Slot
from pipeline.read.ink import Word, unplaced
from pipeline.read.plain.textrows import Row

_RULE: Final = re.compile(r"[\u2500-\u257f+|=_\-\s]+")
_LEVEL: Final = re.compile(r"[\u2500\u2501\u2550=_-]{3}")
_BAR: Final = re.compile(r"[|\u2502\u2503\u2551]")
_TOKEN: Final = re.compile(r"[^\s|\u2500-\u257f]+")
_FIGURE: Final = re.compile(r"[^\w]*\d[\d\s.,]*\D{0,3}|[–—-]")
_LINE: Final = re.compile(r"^[ \t]*[|+\u2500-\u257f][^\r\n]*", re.MULTILINE)
_SIGNS: Final = re.compile(r"[|+=_\-\u2500-\u257f]+")

_Cells = list[list[Word]]


def is_drawn(row: Row) -> bool:
    """Whether the line is one of a drawn table's: a rule, or cells between bars.

    A bar on its own in a sentence is none.
    """
    return _is_rule(row) or (len(_BAR.findall(row.text)) > 1 and _BAR.match(row.text) is not None)


def without_signs(text: str) -> str:
    """The text without what only draws its tables: what is counted when one asks whether all of a file arrived.

    >>> without_signs("| 12 | 7 |")
    ' 12  7 '
    """
    return _LINE.sub(lambda line: _SIGNS.sub("", line[0]), text)


def end(rows: Sequence[Row], start: int) -> int:
    """Behind the last line of the drawing that begins at `start`."""
    last = start
    while last < len(rows) and is_drawn(rows[last]) and (last == start or rows[last].blank <= 1):
        last += 1
    return last


def table(rows: Sequence[Row], number: str | None) -> Grid | None:
    """The table whose lines these are; null where they aren't cells of one grid. `number`: its caption's, which stands above."""
    groups: list[list[_Cells]] = [[]]
    for row in rows:
        if _is_rule(row):
            groups.append([])
        else:
            groups[-1].append(_cells(row))
    groups = [group for group in groups if group]
    widths = {len(cells) for group in groups for cells in group}
    if len(widths) != 1 or len(groups) < 2:
        return None
    made = [_merged(groups[0]), *(cells for group in groups[1:] for cells in _rows(group))]
    width = widths.pop()
    if width < 2 or len(made) < 2:
        return None
    slots = tuple(
        Slot(at, column, (unplaced(words),) if words else (), header=at == 0)
        for at, cells in enumerate(made)
        for column, words in enumerate(cells)
    )
    return Grid(slots, len(made), width, None, None, 1 if number is not None else 0, number)


def _is_rule(row: Row) -> bool:
    return _RULE.fullmatch(row.text) is not None and _LEVEL.search(row.text) is not None


def _cells(row: Row) -> _Cells:
    """The words between the bars."""
    bars = [match.start() for match in _BAR.finditer(row.text)]
    ends = bars[1:] if bars[-1] == len(row.text) - 1 else [*bars[1:], len(row.text)]
    return [
        [
            Word(token[0], 0, 0, 0, 0, 0, 0, raw=row.raw + token.start())
            for token in _TOKEN.finditer(row.text, first + 1, end)
        ]
        for first, end in zip(bars, ends, strict=False)
    ]


def _rows(group: Sequence[_Cells]) -> list[_Cells]:
    """The rows between two rules: each line one, where each has a label and a figure; lines of one row else."""
    made: list[_Cells] = []
    for cells in group:
        if cells[0] and any(_FIGURE.fullmatch(" ".join(word.text for word in words)) for words in cells[1:]):
            made.append(cells)
        elif made and not cells[0]:
            made[-1] = _merged([made[-1], cells])
        else:
            return [_merged(group)]
    return made


def _merged(lines: Sequence[_Cells]) -> _Cells:
    return [[word for cells in lines for word in cells[column]] for column in range(len(lines[0]))]
