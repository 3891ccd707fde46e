"""Which figure is which, by what papers do with figures; and never by likeliness alone.

Letters make words, figures make nothing, so any exchange of two of them reads as well as the truth, and is silently wrong.
What does tell: years (19xx, 20xx; of those that stand side by side the later is mostly the next), labels at beginnings of
lines that go up by one (references, notes: «1.», «2.», … in the same dress), ranges that go up («45–50», «2019–2023»), no
number that begins with a nought. A figure is accepted when every exchange with another, and every other single change,
contradicts that evidence in several places. The others stay open. Numberings anywhere else are no evidence: among hundreds of
numbers some reading always makes a few of them go up by one.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby, permutations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.read.maps.letters import Code, Spelling

_MARGIN: Final = 3.0
_NOISE: Final = 2.0
"""What some wrong reading may seem better by than the right one, by chance."""

_STARTS: Final = 24
_FEWEST: Final = 6
_SETTLED: Final = 8
"""With fewer figures certain none is: years alone can't tell 2019 from 1920."""
_LONGEST: Final = 4
_NUMBERED: Final = 200
"""The highest number that counts as one of a numbering."""


class _Evidence(NamedTuple):
    """Numbers in the order of the text: figures as row numbers (0 is padding), and which pairs of them must go up.

    `spelled`: (n, 4), figures right-aligned. `length`: (n,). `steps` (labels),
    `ranges`, `years` (side by side): (k, 2), row numbers of pairs.
    """

    spelled: NDArray[np.intp]
    length: NDArray[np.intp]
    steps: NDArray[np.intp]
    ranges: NDArray[np.intp]
    years: NDArray[np.intp]


def solved(
    words: Sequence[Spelling], starts: Sequence[bool], letters: Mapping[Code, str], signs: Mapping[Code, str]
) -> dict[Code, str]:
    """Figures by code, for those that the evidence settles; the others stay open.

    `words`: in the order of the text. `starts`: whether a line begins with the word; empty where nobody knows. `letters`, `signs`: what codes are already known to be.
    """
    codes = _candidates(words, letters, signs)
    if len(codes) < _FEWEST:
        return {}
    evidence = _gathered(words, starts, codes, signs)
    if len(evidence.spelled) < 10:
        return {}
    best, height = _searched(len(codes), evidence)
    tried = np.concatenate([_neighbours(best), _turned(best), _centuries(best)])
    rivals = tried[_heights(tried, evidence) > height - _MARGIN]
    settled = (rivals == best).all(axis=0)
    return {
        code: str(int(best[at]))
        for at, code in enumerate(codes, start=1)
        if settled[at] and settled[1:].sum() >= _SETTLED
    }


def contradicted(words: Sequence[Spelling], starts: Sequence[bool], signs: Mapping[Code, str]) -> bool:
    """Whether figures taken for themselves («0» for «0») are clearly worse than others would be."""
    codes = sorted({code for word in words for code in word if 0x30 <= code <= 0x39})
    if len(codes) < 2:
        return False
    evidence = _gathered(words, starts, codes, signs)
    if not len(evidence.spelled):
        return False
    own = np.array([0, *(code - 0x30 for code in codes)], dtype=np.intp)
    return _searched(len(codes), evidence)[1] > float(_heights(own[None, :], evidence)[0]) + _NOISE


def _candidates(
    words: Sequence[Spelling], letters: Mapping[Code, str], signs: Mapping[Code, str]
) -> list[Code]:
    """Open codes that stand next to one another in short words without letters; Latin letters stand in long ones."""
    runs: Counter[Spelling] = Counter()
    for word in words:
        alone = not any(code in letters for code in word)
        for told, group in groupby(word, key=lambda code: code in letters or code in signs):
            if not told and alone:
                runs[tuple(group)] += 1
    found = {code for run in runs for code in run}
    for _ in range(4):
        all_told: Counter[Code] = Counter()
        together: Counter[Code] = Counter()
        last: Counter[Code] = Counter()
        elsewhere: Counter[Code] = Counter()
        for run, count in runs.items():
            for code in run:
                all_told[code] += count
                if 2 <= len(run) <= _LONGEST and found.issuperset(run):
                    together[code] += count
            last[run[-1]] += count
            for code in run[:-1]:
                elsewhere[code] += count
        found = {
            code
            for code in found
            if together[code] >= 2
            and together[code] >= 0.3 * (all_told[code] - runs[(code,)])
            and last[code]  # a bracket that opens never is
            and elsewhere[code] + runs[(code,)]  # a bracket that closes, a semicolon never are
        }
    return sorted(found, key=lambda code: -all_told[code])[:10]


def _gathered(
    words: Sequence[Spelling], starts: Sequence[bool], codes: Sequence[Code], signs: Mapping[Code, str]
) -> _Evidence:
    rows = {code: at for at, code in enumerate(codes, start=1)}
    numbers: list[list[int]] = []
    labels: dict[tuple[Spelling, Spelling], int] = {}
    steps: list[tuple[int, int]] = []
    ranges: list[tuple[int, int]] = []
    years: list[tuple[int, int]] = []
    year_before: tuple[int, int] | None = None
    for order, word in enumerate(words):
        spans = [span for span in _spans(word, rows) if span[1] - span[0] <= _LONGEST]
        here = range(len(numbers), len(numbers) + len(spans))
        numbers.extend([rows[code] for code in word[start:end]] for start, end in spans)
        for at, (start, end) in zip(here, spans, strict=True):
            if end - start == _LONGEST:
                if year_before is not None and order - year_before[0] <= 2:
                    years.append((year_before[1], at))
                year_before = order, at
        if len(spans) == 2 and [signs.get(code, "") for code in word[spans[0][1] : spans[1][0]]] in (
            ["-"],
            ["–"],
        ):
            ranges.append((here[0], here[1]))
        if starts and starts[order] and len(spans) == 1 and len(word) <= _LONGEST + 2:
            ((start, end),) = spans
            dress = (word[:start], word[end:])
            if end < len(word):
                if dress in labels:
                    steps.append((labels[dress], here[0]))
                labels[dress] = here[0]
    spelled = np.zeros((len(numbers), _LONGEST), dtype=np.intp)
    for row, number in enumerate(numbers):
        spelled[row, _LONGEST - len(number) :] = number
    return _Evidence(
        spelled,
        np.array([len(number) for number in numbers], dtype=np.intp),
        _rows(steps),
        _rows(ranges),
        _rows(years),
    )


def _spans(word: Spelling, rows: Mapping[Code, int]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(word):
        end = at
        while end < len(word) and word[end] in rows:
            end += 1
        if end > at:
            yield at, end
        at = end + 1


def _rows(pairs: Sequence[tuple[int, int]]) -> NDArray[np.intp]:
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _heights(tried: NDArray[np.intp], evidence: _Evidence) -> NDArray[np.float64]:
    """How well assignments agree with the evidence. `tried`: (m, codes + 1), figures by row number, 0 for padding."""
    values = np.zeros((len(tried), len(evidence.spelled)), dtype=np.intp)
    for place in range(_LONGEST):
        values = values * 10 + tried[:, evidence.spelled[:, place]]
    year = (values >= 1900) & (values < 2050)
    four = evidence.length == _LONGEST
    recent = (values >= 1985) & (values < 2035)
    height = 0.6 * (year & four).sum(1) + 0.4 * (recent & four).sum(1) - 0.5 * (~year & four).sum(1)
    leading = tried[:, evidence.spelled[np.arange(len(values[0])), _LONGEST - evidence.length]]
    height = height - 1.0 * ((leading == 0) & (evidence.length > 1)).sum(1)
    if len(evidence.steps):
        one, two = values[:, evidence.steps[:, 0]], values[:, evidence.steps[:, 1]]
        height = height + 1.0 * ((two == one + 1) & (two < _NUMBERED)).sum(1)
    if len(evidence.years):
        one, two = values[:, evidence.years[:, 0]], values[:, evidence.years[:, 1]]
        height = height + 1.0 * ((two == one + 1) & (two < 2050)).sum(1)
    if len(evidence.ranges):
        one, two = values[:, evidence.ranges[:, 0]], values[:, evidence.ranges[:, 1]]
        height = height + np.where(one < two, 0.5, -1.0).sum(1)
    made: NDArray[np.float64] = height.astype(np.float64)
    return made


def _neighbours(made: NDArray[np.intp]) -> NDArray[np.intp]:
    """(k, codes + 1): the assignment, and each that differs by an exchange of two figures, unused ones included."""
    tried = [made]
    for a, b in combinations(range(1, len(made)), 2):
        other = made.copy()
        other[a], other[b] = made[b], made[a]
        tried.append(other)
    for unused in set(range(10)) - set(map(int, made[1:])):
        for a in range(1, len(made)):
            other = made.copy()
            other[a] = unused
            tried.append(other)
    return np.stack(tried)


def _turned(made: NDArray[np.intp]) -> NDArray[np.intp]:
    """(k, codes + 1): what differs from the assignment by three figures exchanged in a ring."""
    tried = [made]
    for a, b, c in permutations(range(1, len(made)), 3):
        other = made.copy()
        other[a], other[b], other[c] = made[b], made[c], made[a]
        tried.append(other)
    return np.stack(tried)


def _centuries(made: NDArray[np.intp]) -> NDArray[np.intp]:
    """(1, codes + 1): 20 for 19 and 19 for 20."""
    exchanged = {1: 2, 2: 1, 9: 0, 0: 9}
    return np.array([[0, *(exchanged.get(int(figure), int(figure)) for figure in made[1:])]], dtype=np.intp)


def _searched(size: int, evidence: _Evidence) -> tuple[NDArray[np.intp], float]:
    rng = random.Random(0)
    best, highest = np.zeros(size + 1, dtype=np.intp), -np.inf
    for _ in range(_STARTS):
        made = np.array([0, *rng.sample(range(10), size)], dtype=np.intp)
        height = -np.inf
        while True:
            tried = _neighbours(made)
            heights = _heights(tried, evidence)
            top = int(heights.argmax())
            if heights[top] <= height:
                break
            made, height = tried[top], float(heights[top])
        if height > highest:
            best, highest = made, height
    return best, highest
