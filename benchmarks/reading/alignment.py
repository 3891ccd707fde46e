"""Two texts laid side by side, word by word: what is equal, changed, lost, added.

Words first (longest common subsequence), because characters alone would pair a lost sentence with whatever stands in its
place. Between the words that agree, words are paired by likeness, a broken or welded one with its two halves; what is like
nothing is lost or added. The surprise: in a stretch that stands elsewhere, chance agreements («и», «в») are no agreement.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein
from words import WITHHELD, folded

_LARGEST: Final = 60_000
"""So many pairs of words are compared between two agreements; what is larger is another text."""

_GAP: Final = 1.0
_ALIKE: Final = 0.5
"""Share of its characters in which two words may differ and still be one word read badly."""


class Token(NamedTuple):
    """A word in NFC; `start`:`end` is its place in the text it was cut from, `block` the index of its block there."""

    text: str
    start: int
    end: int
    block: int


class Pair(NamedTuple):
    """Words `truth[t0:t1]` were read as `read[r0:r1]`."""

    t0: int
    t1: int
    r0: int
    r1: int
    equal: bool

    @property
    def kind(self) -> str:
        """`equal`, `changed`, `lost` or `added`."""
        if self.equal:
            return "equal"
        return "added" if self.t0 == self.t1 else "lost" if self.r0 == self.r1 else "changed"


class Aligned(NamedTuple):
    """Two streams of words and how they correspond; the pairs cover both in order."""

    truth: tuple[Token, ...]
    read: tuple[Token, ...]
    pairs: tuple[Pair, ...]

    def texts(self, pair: Pair) -> tuple[str, str]:
        """(what is true, what was read)."""
        return spell(self.truth[pair.t0 : pair.t1]), spell(self.read[pair.r0 : pair.r1])


def tokens(text: str, offset: int = 0, block: int = 0) -> Iterator[Token]:
    """The words of a text; white space of any kind and length parts them, and nothing else is made alike but NFC."""
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield Token(unicodedata.normalize("NFC", word), offset + at, offset + at + len(word), block)
        at += len(word)


def spell(words: Sequence[Token]) -> str:
    """The words with single spaces."""
    return " ".join(word.text for word in words)


def even(text: str) -> str:
    """The text as it is compared: NFC, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def align(truth: Sequence[Token], read: Sequence[Token]) -> Aligned:
    """The two streams side by side."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word.text, len(numbers)) for word in truth]
    right = [numbers.setdefault(word.text, len(numbers)) for word in read]
    runs: list[Pair] = []
    for step in Indel.opcodes(left, right):
        _add(runs, Pair(step.src_start, step.src_end, step.dest_start, step.dest_end, step.tag == "equal"))
    pairs: list[Pair] = []
    for run in _without_islands(runs, truth):
        if run.kind == "changed":
            for pair in _believed(list(_within(run, truth, read)), truth, read):
                _add(pairs, pair)
        else:
            _add(pairs, run)
    return Aligned(tuple(truth), tuple(read), tuple(pairs))


def _add(pairs: list[Pair], pair: Pair) -> None:
    """Appends the pair, joined with the one before where both are equal, or both differ and one side is empty in either."""
    if pairs:
        last = pairs[-1]
        joined = Pair(last.t0, pair.t1, last.r0, pair.r1, pair.equal)
        if last.equal and pair.equal:
            pairs[-1] = joined
            return
        if not (last.equal or pair.equal) and last.kind == pair.kind != "changed":
            pairs[-1] = joined
            return
    pairs.append(pair)


def _without_islands(steps: Sequence[Pair], truth: Sequence[Token]) -> list[Pair]:
    """Neighbouring differences as one; a chance agreement of short words between two long ones is part of them."""
    runs: list[Pair] = []
    for at, step in enumerate(steps):
        island = (
            step.equal
            and 0 < at < len(steps) - 1
            and step.t1 - step.t0 <= 2
            and sum(len(word.text) for word in truth[step.t0 : step.t1]) <= 8
            and min(_size(runs[-1]), _size(steps[at + 1])) >= 5
        )
        equal = step.equal and not island
        if runs and not equal and not runs[-1].equal:
            runs[-1] = Pair(runs[-1].t0, step.t1, runs[-1].r0, step.r1, False)
        else:
            runs.append(step._replace(equal=equal))
    return runs


def _size(run: Pair) -> int:
    return 0 if run.equal else max(run.t1 - run.t0, run.r1 - run.r0)


def _within(run: Pair, truth: Sequence[Token], read: Sequence[Token]) -> Iterator[Pair]:
    """The cheapest pairing of a run's words: one with one, one with two, two with one, or with none."""
    rows, columns = run.t1 - run.t0, run.r1 - run.r0
    if rows * columns > _LARGEST:
        yield Pair(run.t0, run.t1, run.r0, run.r0, False)
        yield Pair(run.t1, run.t1, run.r0, run.r1, False)
        return
    left = [word.text for word in truth[run.t0 : run.t1]]
    right = [word.text for word in read[run.r0 : run.r1]]
    costs = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    steps = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if not i and not j:
                continue
            best, step = float("inf"), (0, 0)
            for down, across in _STEPS:
                if down > i or across > j:
                    continue
                cost = costs[i - down][j - across] + _cost(left[i - down : i], right[j - across : j])
                if cost < best:
                    best, step = cost, (down, across)
            costs[i][j], steps[i][j] = best, step
    path: list[tuple[int, int]] = []
    i, j = rows, columns
    while i or j:
        path.append(steps[i][j])
        i, j = i - path[-1][0], j - path[-1][1]
    t, r = run.t0, run.r0
    for down, across in reversed(path):
        same = [word.text for word in truth[t : t + down]] == [word.text for word in read[r : r + across]]
        yield Pair(t, t + down, r, r + across, same)
        t, r = t + down, r + across


def _believed(pairs: Sequence[Pair], truth: Sequence[Token], read: Sequence[Token]) -> Iterator[Pair]:
    """The pairs of a run; figures that stand among lost and added words are paired by chance, and are lost and added too.

    A chain of pairs is believed where it touches the run's edge (there the texts agree) or holds a word whose letters agree.
    """
    at = 0
    t, r = t_end, r_end = pairs[0].t0, pairs[0].r0
    while at < len(pairs):
        end = at
        while end < len(pairs) and pairs[end].kind in ("changed", "equal"):
            end += 1
        chain = pairs[at:end]
        if chain and (at == 0 or end == len(pairs) or any(_agrees(pair, truth, read) for pair in chain)):
            yield from _split(t, t_end, r, r_end)
            yield from chain
            t, r = t_end, r_end = chain[-1].t1, chain[-1].r1
            at = end
        else:
            last = pairs[max(at, end - 1)]
            t_end, r_end = last.t1, last.r1
            at = max(at + 1, end)
    yield from _split(t, t_end, r, r_end)


def _split(t0: int, t1: int, r0: int, r1: int) -> Iterator[Pair]:
    """What was lost, then what was added in its place."""
    if t0 < t1:
        yield Pair(t0, t1, r0, r0, False)
    if r0 < r1:
        yield Pair(t1, t1, r0, r1, False)


def _agrees(pair: Pair, truth: Sequence[Token], read: Sequence[Token]) -> bool:
    """Whether most letters of a pair's words agree, and there are some."""
    said, got = spell(truth[pair.t0 : pair.t1]), spell(read[pair.r0 : pair.r1])
    return sum(map(str.isalpha, said)) > 2 and Levenshtein.normalized_distance(said, got) <= 0.34


_STEPS: Final = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))


def _cost(left: Sequence[str], right: Sequence[str]) -> float:
    """What it costs to call these words the same: 0 for equal ones, two gaps and more for unlike ones."""
    if not left or not right:
        return _GAP * (len(left) + len(right))
    if len(left) == len(right) == 1:
        if left[0] == right[0]:
            return 0.0
        if _stands_for(left[0], right[0]):
            return _ALIKE * _GAP  # «26,4» read as «31,9»
        spread = Levenshtein.normalized_distance(folded(left[0]), folded(right[0]))
        return spread * 2 * _GAP if spread <= _ALIKE else 3 * _GAP
    spread = Levenshtein.normalized_distance("".join(left), "".join(right))
    return spread * 3 * _GAP if spread <= 0.2 else 4 * _GAP


def _stands_for(said: str, got: str) -> bool:
    """Whether two unequal words differ in digits alone, or in what was withheld: a figure in the place of a figure."""
    return len(said) == len(got) and all(
        a == b or b == WITHHELD or (a.isdecimal() and b.isdecimal()) for a, b in zip(said, got, strict=True)
    )
