"""Words of a page → runs: words of one baseline without a wide gap. What layout, furniture and tables work on.

A page has hundreds of words and some fifty runs, so whatever can be asked of a run isn't asked of its words. The content
stream mostly writes a line from left to right; so words that follow each other in it are strung together first, and only
the strings are sorted. Where a program writes otherwise (word by word, figures after the text), strings of one baseline are
joined afterwards, and the result is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from pipeline.read.ink import Line, Word, line_of, spell

GAP: Final = 0.95
"""A gap wider than this many sizes parts two runs; a space of justified text is seldom so wide."""
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
        return spell(self.words)


_place = itemgetter(0, 1)
_left = itemgetter(1)
"""A run's left edge, and a word's: both stand second."""


def runs_of(words: Sequence[Word]) -> list[Run]:
    """The page's runs from the top down, those of one baseline from left to right."""
    strings = list(_strings(words))
    strings.sort(key=_place)
    found: list[Run] = []
    start = 0
    for at in range(1, len(strings) + 1):
        if at < len(strings) and strings[at].base - strings[start].base < _LEVEL:
            continue
        if at - start == 1:
            found.append(strings[start])
        else:
            found.extend(_joined(sorted(strings[start:at], key=_left)))
        start = at
    return found


def run_of(words: Sequence[Word]) -> Run:
    """The words (of one baseline, from left to right) as one run."""
    first = words[0]
    base, size = first.base, first.size
    x1, most, letters, bold, even = first.x1, size, 0, 0, True
    for word in words:
        count = len(word.text)
        letters += count
        if word.bold:
            bold += count
        if word.x1 > x1:
            x1 = word.x1
        if word.size != size or word.base != base or word.mark:
            even = False
            if word.size > most:
                most = word.size
    return Run(base, first.x0, x1, most, tuple(words), letters, bold, even)


def line_of_runs(runs: Sequence[Run]) -> Line:
    """Runs of about one baseline as a line."""
    if len(runs) > 1 or not runs[0].even:
        return line_of([word for run in runs for word in run.words])
    run = runs[0]
    words = run.words
    return Line(
        words, run.x0, run.x1, run.base, run.size, 2 * run.bold > run.letters, words[0].page, spell(words)
    )


def _strings(words: Sequence[Word]) -> Iterator[Run]:
    """Runs as the content stream has them: each word to the right of the one before it, on one baseline."""
    current: list[Word] = []
    base = left = right = size = 0.0
    for word in words:
        x0 = word.x0
        if (
            current
            and -_LEVEL < word.base - base < _LEVEL
            and left <= x0
            and x0 - right <= GAP * (word.size if word.size > size else size)
        ):
            current.append(word)
        else:
            if current:
                yield run_of(current)
            current = [word]
            base = word.base
        left, right, size = x0, word.x1, word.size
    if current:
        yield run_of(current)


def _joined(row: Sequence[Run]) -> Iterable[Run]:
    """Strings of one row, from left to right, joined where no wide gap parts them."""
    group: list[Run] = [row[0]]
    for run in row[1:]:
        last = group[-1]
        if run.x0 - last.x1 > GAP * max(run.size, last.size):
            yield _one(group)
            group = [run]
        else:
            group.append(run)
    yield _one(group)


def _one(group: Sequence[Run]) -> Run:
    if len(group) == 1:
        return group[0]
    return run_of(sorted((word for run in group for word in run.words), key=_left))
