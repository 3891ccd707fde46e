"""The substitution that makes Russian: hill climbing over the likelihood of three signs in a row.

Nothing is asked of the codes but that each stands for one sign. They begin as letters in the order of their frequency;
then a code takes another letter (whose holder gets the code's own in exchange) or gives it up, whatever makes the text likelier,
until nothing does. That ends on a hill, not always the highest, so several starts are climbed, each stirred a little.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.read.maps import trigrams
from pipeline.read.maps.trigrams import EDGE, OTHER

Code = int
Spelling = tuple[Code, ...]
_STARTS: Final = 8
_SWEEPS: Final = 12
_COMMONEST: Final = 1_500
_EVERY: Final = 6_000


class _Text(NamedTuple):
    """Every three signs in a row: columns of row numbers (0 is a word's edge), and how often each three stands."""

    threes: NDArray[np.intp]
    counts: NDArray[np.float32]


def search(words: Mapping[Spelling, int], seed: int = 0) -> dict[Code, str]:
    """Small letters by code, for the codes that are any; the best of what was found, Russian or not.

    `words`: spellings in codes, and how often each stands in the text.
    """
    heard: Counter[Code] = Counter()
    for word, count in words.items():
        for code in word:
            heard[code] += count
    codes = [code for code, _ in heard.most_common()]
    rows = {code: at for at, code in enumerate(codes, start=1)}
    text = _text(words, rows)
    short = _Text(text.threes[:, :_COMMONEST], text.counts[:_COMMONEST])
    rng = random.Random(seed)
    best, highest = _start(codes, rows, words), -np.inf
    first = best.copy()
    active = [at for at, code in enumerate(codes, start=1) if heard[code] >= 3][:80]
    for start in range(_STARTS):
        made = _climb(_stirred(first, rng, 8) if start else first, short, active[:60])
        height = _height(made, short)
        again = abs(height - highest) < 1e-4 * abs(height)
        if height > highest:
            best, highest = made, height
        if again and start >= 2:
            break  # two climbs ended on one top
    best = _climb(best, text, active)
    return {code: trigrams.LETTERS[best[at] - 1] for code, at in rows.items() if EDGE < best[at] < OTHER}


def _text(words: Mapping[Spelling, int], rows: Mapping[Code, int]) -> _Text:
    threes: Counter[tuple[int, int, int]] = Counter()
    for word, count in words.items():
        signs = (0, *(rows[code] for code in word), 0)
        for three in zip(signs, signs[1:], signs[2:], strict=False):
            threes[three] += count
        threes[0, signs[1], 0] += 0
    common = threes.most_common(_EVERY)
    return _Text(
        np.array([three for three, _ in common], dtype=np.intp).T.copy(),
        np.array([count for _, count in common], dtype=np.float32),
    )


def _start(
    codes: Sequence[Code], rows: Mapping[Code, int], words: Mapping[Spelling, int]
) -> NDArray[np.intp]:
    """Codes that stand inside words more than at their edges, as letters in the order of their frequency."""
    found = np.full(len(codes) + 1, OTHER, dtype=np.intp)
    found[0] = EDGE
    inside: Counter[Code] = Counter()
    for word, count in words.items():
        for code in word[1:-1]:
            inside[code] += count
    order = [code for code, _ in inside.most_common(len(trigrams.LETTERS))]
    for code, letter in zip(order, trigrams.frequency(), strict=False):
        found[rows[code]] = trigrams.LETTERS.index(letter) + 1
    return found


def _stirred(start: NDArray[np.intp], rng: random.Random, times: int) -> NDArray[np.intp]:
    made = start.copy()
    letters = [at for at in range(1, len(made)) if made[at] != OTHER]
    for _ in range(times):
        at = rng.randrange(len(letters))
        other = min(len(letters) - 1, max(0, at + rng.randrange(-6, 7)))
        one, two = letters[at], letters[other]
        made[one], made[two] = made[two], made[one]
    return made


def _height(made: NDArray[np.intp], text: _Text) -> float:
    first, second, third = made[text.threes]
    return float(trigrams.costs()[first, second, third] @ text.counts)


def _climb(start: NDArray[np.intp], text: _Text, active: Iterable[int]) -> NDArray[np.intp]:
    """The top of the hill that the start lies on: codes change their letters while that makes the text likelier."""
    table = trigrams.costs()
    made = start.copy()
    active = list(active)
    for _ in range(_SWEEPS):
        again = False
        for at in active:
            own = made[at]
            holders = {int(made[other]): other for other in range(1, len(made)) if made[other] != OTHER}
            options = [symbol for symbol in range(1, OTHER + 1) if symbol != own]
            trial = np.repeat(made[None, :], len(options) + 1, axis=0)
            for row, symbol in enumerate(options, start=1):
                trial[row, at] = symbol
                if symbol != OTHER and symbol in holders:
                    trial[row, holders[symbol]] = own
            first, second, third = (
                trial[:, text.threes[0]],
                trial[:, text.threes[1]],
                trial[:, text.threes[2]],
            )
            heights = table[first, second, third] @ text.counts
            best = int(heights.argmax())
            if heights[best] > heights[0] + max(0.01, 1e-6 * abs(float(heights[0]))):
                made = trial[best]
                again = True
        if not again:
            break
    return made
