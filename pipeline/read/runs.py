"""Words of a page → runs: words of one baseline without a wide gap. What layout, furniture and tables work on.

A page has hundreds of words and some fifty runs, so whatever can be asked of a run isn't asked of its words. The content
stream mostly writes a line from left to right; so words that follow each other in it are strung together first, and only
the strings are sorted. Where a program writes otherwise (word by word, figures after the text), strings of one baseline are
joined afterwards, and the result is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

import numpy as np

from pipeline.read.ink import Line, Word, line_of, maker, spell

GAP: Final = 0.95
"""A gap wider than this many sizes parts two runs; a space of justified text is seldom so wide."""
_NARROW: Final = 0.6
"""So wide a gap parts two that the content stream has far from each other: columns ten points apart, set in eleven."""
_FAR: Final = 5
"""Lines of the content stream."""
_LEVEL: Final = 0.6
"""Points by which baselines of one row may differ."""


class Run(NamedTuple):
    """Words of one baseline without a wide gap between them, from left to right.

    `letters` counts code points, `bold` those set bold. `even`: all words have one size and baseline, and none is a mark.
    """

    base: float
    x0: float
    x1: float
    size: float
    words: tuple[Word, ...]
    letters: int
    bold: int
    even: bool

    @property
    def text(self) -> str:
        return _said(self.words)


_RUN: Final = maker(Run)
_LINE: Final = maker(Line)
_place = itemgetter(0, 1)
_text, _glue = attrgetter("text"), attrgetter("glue")
_left = itemgetter(1)
"""A run's left edge, and a word's: both stand second."""


def runs_of(words: Sequence[Word]) -> list[Run]:
    """The page's runs from the top down, those of one baseline from left to right."""
    strings = _strings(words)
    strings.sort(key=_place)
    found: list[Run] = []
    start = 0
    for at in range(1, len(strings) + 1):
        if at < len(strings) and strings[at].base - strings[start].base < _LEVEL:
            continue
        if at - start == 1:
            found.append(strings[start])
        elif at - start == 2 and _are_apart(*(pair := sorted(strings[start:at], key=_left))):
            found += pair  # a line of either column
        else:
            found.extend(_joined(sorted(strings[start:at], key=_left)))
        start = at
    return found


def run_of(words: Sequence[Word]) -> Run:
    """The words (of one baseline, from left to right) as one run."""
    texts, lefts, _, rights, _, bases, sizes, bolds, _, marks, *_ = zip(*words, strict=True)
    letters = len("".join(texts))
    size = max(sizes)
    if True not in bolds:
        bold = 0
    elif False not in bolds:
        bold = letters
    else:
        bold = sum(len(word.text) for word in words if word.bold)
    even = min(sizes) == size and min(bases) == max(bases) and True not in marks
    return Run(bases[0], lefts[0], max(rights), size, tuple(words), letters, bold, even)


def line_of_runs(runs: Sequence[Run]) -> Line:
    """Runs of about one baseline as a line."""
    first = runs[0]
    if len(runs) == 1 and first.even:
        base, x0, x1, size, words, letters, bold, _ = first
        return _LINE((words, x0, x1, base, size, 2 * bold > letters, words[0].page, _said(words)))
    if all(run.even and run.size == first.size and run.base == first.base for run in runs):
        return _line_of_even(sorted(runs, key=_left))
    line = line_of([word for run in runs for word in run.words])
    left = min([run.x0 for run in runs])  # left of its words where a dropped initial stands beside it
    return line if left == line.x0 else line._replace(x0=left)


def _line_of_even(runs: Sequence[Run]) -> Line:
    """The line of runs, from left to right, that have one size and baseline throughout."""
    words = tuple(chain.from_iterable([run.words for run in runs]))
    bold, letters = sum([run.bold for run in runs]), sum([run.letters for run in runs])
    base, x0, _, size, *_ = runs[0]
    x1 = max([run.x1 for run in runs])
    return Line(words, x0, x1, base, size, 2 * bold > letters, words[0].page, _said(words))


def _said(words: Sequence[Word]) -> str:
    """The words as text; quick where a space stands between all of them."""
    return spell(words) if any(map(_glue, words)) else " ".join(map(_text, words))


def _strings(words: Sequence[Word]) -> list[Run]:
    """Runs as the content stream has them: each word to the right of the one before it, on one baseline."""
    if not words:
        return []
    texts, lefts, _, rights, _, bases, sizes, bolds, _, marks, *_ = zip(*words, strict=True)
    count = len(words)
    left, right, base, size = (
        np.fromiter(column, np.float64, count) for column in (lefts, rights, bases, sizes)
    )
    parts = (left[1:] < left[:-1]) | (left[1:] - right[:-1] > GAP * np.maximum(size[1:], size[:-1]))
    starts = [0]
    for at in (np.flatnonzero(parts | (base[1:] != base[:-1])) + 1).tolist():
        if parts[at - 1] or not -_LEVEL < bases[at] - bases[starts[-1]] < _LEVEL:
            starts.append(at)
    at_starts = np.array(starts)
    letters = np.fromiter(map(len, texts), np.int64, count)
    bold = letters * np.fromiter(bolds, np.bool_, count)
    largest, highest = np.maximum.reduceat(size, at_starts), np.maximum.reduceat(base, at_starts)
    even = (np.minimum.reduceat(size, at_starts) == largest) & (
        np.minimum.reduceat(base, at_starts) == highest
    )
    if True in marks:
        even &= ~np.logical_or.reduceat(np.fromiter(marks, np.bool_, count), at_starts)
    columns = (
        base[at_starts],
        left[at_starts],
        np.maximum.reduceat(right, at_starts),
        largest,
        np.add.reduceat(letters, at_starts),
        np.add.reduceat(bold, at_starts),
        even,
    )
    bases, lefts, rights, sizes, counts, bolds, evens = (column.tolist() for column in columns)
    stretches = [tuple(words[start:end]) for start, end in pairwise([*starts, len(words)])]
    made = zip(bases, lefts, rights, sizes, stretches, counts, bolds, evens, strict=True)
    return list(map(_RUN, made))


def _joined(row: Sequence[Run]) -> Iterable[Run]:
    """Strings of one row, from left to right, joined where no wide gap parts them."""
    group: list[Run] = [row[0]]
    for run in row[1:]:
        last = group[-1]
        if _are_apart(last, run):
            yield _one(group)
            group = [run]
        else:
            group.append(run)
    yield _one(group)


def _are_apart(left: Run, right: Run) -> bool:
    """Whether a wide gap parts two strings of one row."""
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    return gap > GAP * size or (gap > _NARROW * size and _is_of_another_column(left, right))


def _is_of_another_column(left: Run, right: Run) -> bool:
    """Whether much was printed between the two strings, as it is between the lines of columns with a narrow gutter."""
    before, after = left.words[-1].line, right.words[0].line
    return len(left.words) > 2 and min(before, after) >= 0 and abs(after - before) > _FAR


def _one(group: Sequence[Run]) -> Run:
    if len(group) == 1:
        return group[0]
    return run_of(sorted((word for run in group for word in run.words), key=_left))
