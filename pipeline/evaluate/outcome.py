"""What became of each label and each prediction, and the figures that are counted from that.

hit       found, and its value right
wrong     found in its place, with a wrong value: one thing missed and one spurious
miss      not found; `unplaced` where the predicted text doesn't hold the quote at all
spurious  found where the gold has nothing
optional  found, and optional in the gold: counts for nothing
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

OutcomeKind: TypeAlias = Literal["hit", "wrong", "miss", "unplaced", "spurious", "optional"]


class Outcome(NamedTuple):
    """One label, one prediction, or both where they met.

    `key` names the thing in any run over the same gold; `expected` and `got` are what a person compares; `why` names
    the fields that differ (of a hit: those that are reported only); `optional` says that the gold label needn't be found.
    """

    doc: str
    layer: str
    kind: OutcomeKind
    label: str | None
    predicted_label: str | None
    key: str
    expected: str
    got: str
    why: tuple[str, ...]
    sentence: str
    optional: bool = False


class Score(NamedTuple):
    """Counts of a layer, or of one label of it; `variant` names a looser or stricter measure than the layer's own."""

    layer: str
    label: str | None
    variant: str | None
    hits: int
    missed: int
    spurious: int

    @property
    def gold(self) -> int:
        return self.hits + self.missed

    @property
    def predicted(self) -> int:
        return self.hits + self.spurious

    @property
    def precision(self) -> float | None:
        return self.hits / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        return self.hits / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Null where there is neither gold nor prediction: nothing was measured."""
        total = self.gold + self.predicted
        return 2 * self.hits / total if total else None


class Slot(NamedTuple):
    """How often a field of what was found is right, where gold or prediction fill it."""

    layer: str
    name: str
    right: int
    total: int

    @property
    def accuracy(self) -> float | None:
        return self.right / self.total if self.total else None


def scores(layer: str, outcomes: Iterable[Outcome]) -> Iterator[Score]:
    """The layer's score, then one for each label, in order of name. A wrong value is missed under the gold's label

    and spurious under the label that was predicted.
    """
    hits: dict[str, int] = {}
    missed: dict[str, int] = {}
    spurious: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.layer != layer:
            continue
        if outcome.kind == "hit":
            _count(hits, outcome.label)
        if outcome.kind in ("wrong", "miss", "unplaced") and not outcome.optional:
            _count(missed, outcome.label)
        if outcome.kind in ("wrong", "spurious"):
            _count(spurious, outcome.predicted_label)
    yield Score(layer, None, None, sum(hits.values()), sum(missed.values()), sum(spurious.values()))
    labels = sorted({*hits, *missed, *spurious})
    if len(labels) > 1 or (labels and labels[0] != layer):
        for label in labels:
            yield Score(layer, label, None, hits.get(label, 0), missed.get(label, 0), spurious.get(label, 0))


def loosened(layer: str, name: str, outcomes: Iterable[Outcome]) -> Score:
    """The layer's score when the place alone counts: whatever was found in its place is a hit."""
    hits = missed = spurious = 0
    for outcome in outcomes:
        if outcome.layer == layer:
            hits += outcome.kind == "hit" or (outcome.kind == "wrong" and not outcome.optional)
            missed += outcome.kind in ("miss", "unplaced") and not outcome.optional
            spurious += outcome.kind == "spurious"
    return Score(layer, None, name, hits, missed, spurious)


def tightened(layer: str, name: str, outcomes: Iterable[Outcome], field: str) -> Score:
    """The layer's score when one of the reported fields decides too."""
    hits = missed = spurious = 0
    for outcome in outcomes:
        if outcome.layer == layer:
            wrong = outcome.kind == "wrong" or (outcome.kind in ("hit", "optional") and field in outcome.why)
            hits += outcome.kind == "hit" and not wrong
            missed += (wrong or outcome.kind in ("miss", "unplaced")) and not outcome.optional
            spurious += wrong or outcome.kind == "spurious"
    return Score(layer, None, name, hits, missed, spurious)


def _count(counts: dict[str, int], label: str | None) -> None:
    counts[label or ""] = counts.get(label or "", 0) + 1
