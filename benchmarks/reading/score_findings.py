"""What the parts of the score hand over: shares (so many right of so many), counts, and each difference with its context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from alignment import Aligned, Pair, spell

CONTEXT: Final = 30
"""Characters shown before and after a difference."""


class Share(NamedTuple):
    """So many right of so many. Nothing of nothing is all right."""

    right: int
    of: int

    @property
    def rate(self) -> float:
        return self.right / self.of if self.of else 1.0

    def plus(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)


class Difference(NamedTuple):
    """One thing that is wrong. `group` says what sort of thing; `page` is where it was read, null where it wasn't."""

    group: str
    truth: str
    read: str
    before: str = ""
    after: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Of one part of the score: shares and counts by name, and the differences behind them."""

    shares: dict[str, Share] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()


def together(parts: Iterable[Findings]) -> Findings:
    """All of them as one; of one name, sums."""
    shares: dict[str, Share] = {}
    counts: dict[str, int] = {}
    differences: list[Difference] = []
    for part in parts:
        for name, share in part.shares.items():
            shares[name] = shares.get(name, Share(0, 0)).plus(share)
        for name, count in part.counts.items():
            counts[name] = counts.get(name, 0) + count
        differences.extend(part.differences)
    return Findings(shares, counts, tuple(differences))


def around(aligned: Aligned, pair: Pair) -> tuple[str, str]:
    """The truth before and after the pair, `CONTEXT` characters each."""
    before = spell(aligned.truth[max(0, pair.t0 - CONTEXT) : pair.t0])[-CONTEXT:]
    after = spell(aligned.truth[pair.t1 : pair.t1 + CONTEXT])[:CONTEXT]
    return before, after
