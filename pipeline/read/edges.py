"""The rows at a page's head and foot, where furniture stands: what each says, and how far it stands apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.read.ink import Line, PageInk, Rule, Word, spell
from pipeline.read.runs import Run, line_of_runs

_DEPTH: Final = 3
"""So many rows from the top and from the bottom may be furniture."""
_NUMBER: Final = re.compile(
    r"[-–—•~\[(|/]*\s*(?:[Сс]тр(?:аница|\.)|[Сс]\.|[Pp]age)?\s*(?P<number>\d{1,4})(?:\s*(?:из|of|/)\s*\d{1,4})?\s*[-–—•~\])|/]*"
)
_ROMAN: Final = re.compile(r"[-–—\[(]*\s*(?P<number>[ivxlc]{1,7}|[IVXLC]{1,7})\s*[-–—\])]*")
_DIGITS: Final = re.compile(r"\d+")
_PART_GAP: Final = 2.0
"""Words farther apart than this many sizes are two things in one row: a head and a page number."""


class Row(NamedTuple):
    """A row at the page's edge; `apart`: a gap, a rule or another size parts it from `inner`, the row next to it inwards."""

    runs: tuple[Run, ...]
    line: Line
    parts: tuple[str, ...]
    page: int
    place: str
    depth: int
    gap: float
    apart: bool
    next_in: tuple[Word, ...]

    @property
    def inner(self) -> str:
        """What the row next to it inwards begins with, up to a wide gap."""
        return spell(self.next_in)


def of_page(page: PageInk, runs: Sequence[Run]) -> Iterator[Row]:
    """The first and last rows of the page; what stands in its lower half is none of the first."""
    if not runs:
        return
    top = list(_rows(runs, _DEPTH + 1))
    low = list(_rows(runs[::-1], _DEPTH + 1))
    seen: set[int] = set()
    for place, rows in (("head", top), ("foot", low)):
        for depth, row in enumerate(rows[:_DEPTH]):
            if id(row[0]) in seen or id(row[-1]) in seen:
                break
            if place == "head" and row[0].base > 0.5 * page.height:  # the foot of a last page of a few lines
                break
            seen.update(map(id, row))
            line = line_of_runs(sorted(row, key=_left))
            inner = _next_inwards(row, rows[depth + 1 :])
            gap = abs(inner[0].base - row[0].base) if inner else 99.0
            # A step that is wide for both of the lines' sizes, or wider than the next one inwards.
            apart = inner is None or _is_apart(row, inner, rows[depth + 2 : depth + 3], gap, page.rules)
            beside = min(inner, key=_left).words if inner else ()
            yield Row(tuple(row), line, _parts(line), page.number, place, depth, gap, apart, beside)


def _is_apart(
    row: Sequence[Run], inner: Sequence[Run], next_row: Sequence[list[Run]], gap: float, rules: Sequence[Rule]
) -> bool:
    size, other = row[0].size, inner[0].size
    further = abs(next_row[0][0].base - inner[0].base) if next_row else 99.0
    if gap > 1.45 * max(size, other) or (gap > 1.2 * further and gap > 1.25 * max(size, other)):
        return gap > 1.15 * further or gap > 2 * max(size, other) or abs(size - other) > 0.06 * other
    if abs(size - other) > 0.06 * other:
        return True
    low, high = sorted((row[0].base, inner[0].base))
    if row[0].base > inner[0].base:
        low += 0.3 * other  # an address is underlined there
    return any(rule.is_horizontal and low < rule.top < high for rule in rules)


def _next_inwards(row: Sequence[Run], rows: Sequence[list[Run]]) -> list[Run] | None:
    """The next row that has words over or under the row's: what is level with it may stand in another column."""
    over = (
        other for other in rows if any(run.x0 < mine.x1 and mine.x0 < run.x1 for run in other for mine in row)
    )
    return next(over, rows[0] if rows else None)


def _rows(runs: Sequence[Run], count: int) -> Iterator[list[Run]]:
    """The first `count` rows of runs that come in the order of their baselines."""
    row: list[Run] = []
    for run in runs:
        if row and abs(run.base - row[0].base) >= 0.3 * max(run.size, row[0].size):
            yield row
            count -= 1
            if not count:
                return
            row = []
        row.append(run)
    yield row


def _left(run: Run) -> float:
    return run.x0


def _parts(line: Line) -> tuple[str, ...]:
    """The line's text, parted at wide gaps; a number at either end is a part of its own."""
    smallest = min([word.size for word in line.words])
    if max([after.x0 - before.x1 for before, after in pairwise(line.words)], default=0.0) <= smallest:
        return (line.text,)  # as most lines are
    groups: list[list[Word]] = []
    for word in line.words:
        if groups and word.x0 - groups[-1][-1].x1 < _PART_GAP * max(word.size, groups[-1][-1].size):
            groups[-1].append(word)
        else:
            groups.append([word])
    if len(groups) == 1 and len(line.words) > 1:
        words = list(line.words)
        if _NUMBER.fullmatch(words[0].text) and words[1].x0 - words[0].x1 > words[0].size:
            groups = [words[:1], words[1:]]
        elif _NUMBER.fullmatch(words[-1].text) and words[-1].x0 - words[-2].x1 > words[-1].size:
            groups = [words[:-1], words[-1:]]
    return tuple(spell(group) for group in groups)


@lru_cache(maxsize=4096)
def number_of(text: str) -> tuple[str, int] | None:
    """A page number's script and value."""
    if match := _NUMBER.fullmatch(text):
        return "arabic", int(match["number"])
    match = _ROMAN.fullmatch(text)
    value = _roman(match["number"].lower()) if match else None
    return ("roman", value) if value else None


_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _roman(text: str) -> int | None:
    """The number that Roman numerals write; null where they write none («iic»)."""
    values = [_ROMAN_VALUES[letter] for letter in text]
    total = sum(
        -value if any(other > value for other in values[at + 1 : at + 2]) else value
        for at, value in enumerate(values)
    )
    return total if "iiii" not in text and total > 0 else None


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """A text as it looks on every page: figures aside, without white space."""
    return "".join(_DIGITS.sub("#", text.casefold()).split())


def at_ends(row: Row) -> set[int]:
    """Numbers that the row begins or ends with."""
    words = row.line.words
    return {int(word.text) for word in (words[0], words[-1]) if word.text.isdecimal() and len(word.text) < 5}
