"""What is printed over or beside the text: stamps («Скачано с …») that stand at one place on most pages, numbers of lines.

A stamp needn't stand at a page's edge; what gives it away is that the same words stand at the same place, to the point, on
most pages. Lines are numbered for reviewers: a column of figures in the margin that counts on evenly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.model import Furniture
from pipeline.read import tabs
from pipeline.read.ink import PageInk
from pipeline.read.runs import Run, run_of

_FEW_PAGES: Final = 3
_MOST_STAMPS: Final = 5
_LEAST_NUMBERS: Final = 5


class Left(NamedTuple):
    """A page's runs without what is printed over or beside them, and that."""

    runs: list[Run]
    furniture: tuple[Furniture, ...]


def strip(pages: Sequence[PageInk], runs: Sequence[list[Run]]) -> Iterator[Left]:
    """Each page without stamps and line numbers."""
    stamps = _stamps(pages, runs)
    outer = tabs.found(pages, runs)
    for page, here in zip(pages, runs, strict=True):
        gone: list[Furniture] = []
        if stamps and (found := [run for run in here if _key(run) in stamps]):
            ids = set(map(id, found))
            here = [run for run in here if id(run) not in ids]
            gone.extend(Furniture(page.number, page.as_shown(_box(run)), "stamp", run.text) for run in found)
        if beside := [(kind, run) for kind, run in outer.get(page.number, ()) if _key(run) not in stamps]:
            ids = {id(run) for _, run in beside}
            here = [run for run in here if id(run) not in ids]
            gone.extend(
                Furniture(page.number, page.as_shown(_box(run)), kind, run.text) for kind, run in beside
            )
        here, numbers = _unnumbered(here)
        gone.extend(
            Furniture(page.number, page.as_shown(_box(run)), "line_number", run.text) for run in numbers
        )
        yield Left(here, tuple(gone))


_Key = tuple[int, int, int, str]


def _key(run: Run) -> _Key:
    return (round(run.base), round(run.x0), round(run.x1), run.words[0].text)


def _stamps(pages: Sequence[PageInk], runs: Sequence[Sequence[Run]]) -> set[_Key]:
    """Places and first words that most pages share, well inside the page: the edges are `furniture`'s."""
    if len(pages) < _FEW_PAGES:
        return set()
    counts = Counter(
        _key(run)
        for page, here in zip(pages, runs, strict=True)
        for run in here
        if run.letters > 3
        and 0.12 < run.base / page.height < 0.88
        and not run.words[0].text.startswith("УДК")  # proceedings
    )
    need = max(_FEW_PAGES, 0.6 * len(pages))
    found = {key for key, count in counts.items() if count >= need}
    return found if len(found) <= _MOST_STAMPS else set()  # forms that are filled in, pages printed twice


def _unnumbered(runs: list[Run]) -> tuple[list[Run], list[Run]]:
    """The runs without the numbers of lines at the left margin, and those."""
    first = [run for run in runs if run.words[0].text.isdigit()]
    if len(first) < _LEAST_NUMBERS:
        return runs, []
    left = min(run.x0 for run in runs)
    column = [run for run in first if run.words[0].x1 - left < 2.5 * run.size]
    if len(column) < _LEAST_NUMBERS or 4 * len(column) < len(runs) // 5:
        return runs, []
    if not _counts_on(column):  # a line of the text may begin with a number too
        column = [run for run in column if len(run.words) == 1]
        if len(column) < _LEAST_NUMBERS or not _counts_on(column):
            return runs, []
    edge = max(run.words[0].x1 for run in column)
    ids = set(map(id, column))
    others = [run for run in runs if id(run) not in ids]
    text = [*others, *(run_of(run.words[1:]) for run in column if len(run.words) > 1)]
    if not text or any(run.x0 < edge for run in others):
        return runs, []
    width = max(run.x1 for run in text) - min(run.x0 for run in text)
    if 2 * sum(run.x1 - run.x0 > 0.6 * width for run in text) < len(text):  # rows of a table are numbered too
        return runs, []
    kept, gone = list[Run](), list[Run]()
    for run in runs:
        if id(run) not in ids:
            kept.append(run)
            continue
        gone.append(run_of(run.words[:1]))
        if len(run.words) > 1:
            kept.append(run_of(run.words[1:]))
    return kept, gone


def _counts_on(column: Sequence[Run]) -> bool:
    """Whether the numbers go up by one step (1, or 5) from line to line, evenly spaced, and not as a list's do."""
    values = [int(run.words[0].text[:6]) for run in column]
    steps = {b - a for a, b in pairwise(values)}
    bases = [b.base - a.base for a, b in pairwise(column)]
    even = max(bases) < 1.7 * min(bases) or sum(gap < 1.5 * min(bases) for gap in bases) > 0.8 * len(bases)
    small = sum(
        len(run.words) == 1
        or run.words[1].x0 - run.words[0].x1 > 0.6 * min(run.size, 1.5 * run.words[0].size)
        for run in column
    )
    return (
        len(steps) == 1 and steps <= {1, 2, 5, 10} and even and small == len(column) and values[0] <= 20_000
    )


def _box(run: Run) -> tuple[float, float, float, float]:
    return (
        run.x0,
        min(word.top for word in run.words),
        run.x1,
        max(word.bottom for word in run.words),
    )
