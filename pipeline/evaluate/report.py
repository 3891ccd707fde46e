"""What an evaluation says: to machines, to people, and beside another evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.evaluate.join import Join
from pipeline.evaluate.outcome import Outcome, Score, Slot


@dataclass(frozen=True, slots=True)
class Report:
    """Scores, and everything that they were counted from."""

    joins: tuple[Join, ...]
    scores: tuple[Score, ...]
    slots: tuple[Slot, ...]
    outcomes: tuple[Outcome, ...]

    def f1(self, layer: str) -> float | None:
        """The layer's own F1; null where there is nothing to measure. Raises KeyError for an unknown layer."""
        for score in self.scores:
            if (score.layer, score.label, score.variant) == (layer, None, None):
                return score.f1
        raise KeyError(layer)

    @property
    def losses(self) -> tuple[Outcome, ...]:
        """Everything that costs something."""
        return tuple(outcome for outcome in self.outcomes if _cost(outcome))

    def as_json(self) -> str:
        """One JSON object: documents, layers (with labels, variants and slots), losses."""
        layers: dict[str, dict[str, object]] = {}
        for score in self.scores:
            layer = layers.setdefault(score.layer, {"labels": {}, "variants": {}, "slots": {}})
            figures = _figures(score)
            if score.variant is not None:
                _part(layer, "variants")[score.variant] = figures
            elif score.label is not None:
                _part(layer, "labels")[score.label] = figures
            else:
                layer.update(figures)
        for slot in self.slots:
            _part(layers[slot.layer], "slots")[slot.name] = {
                "right": slot.right,
                "total": slot.total,
                "accuracy": _rounded(slot.accuracy),
            }
        content = {
            "documents": [joined._asdict() | {"share": round(joined.share, 4)} for joined in self.joins],
            "layers": layers,
            "losses": [outcome._asdict() for outcome in self.losses],
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def table(self) -> str:
        """The scores for people, one line a layer and an indented line for each label, variant and slot."""
        return "\n".join((*self._documents(), "", *self._scores()))

    def errors(self, layer: str | None = None) -> str:
        """Each loss with its sentence, and each hit with a reported field wrong."""
        return "\n\n".join(
            _told(outcome)
            for outcome in self.outcomes
            if (outcome.why or _cost(outcome)) and layer in (None, outcome.layer)
        )

    def _documents(self) -> Iterator[str]:
        for joined in self.joins:
            if joined.doc_id is None:
                yield f"{joined.gold}: no document holds its quotes; all of it counts as missed"
            else:
                yield f"{joined.gold}: {joined.path} (by {joined.how}, {joined.share:.0%} of quotes in context)"
        unplaced = sum(outcome.kind == "unplaced" for outcome in self.outcomes)
        if unplaced:
            yield f"{unplaced} labels could not be placed in the text"

    def _scores(self) -> Iterator[str]:
        yield f"{'':<30}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}{'right':>7}"
        for score in self.scores:
            name = score.layer
            if score.label is not None:
                name = f"  {score.label or '(none)'}"
            elif score.variant is not None:
                name = f"  ({score.variant})"
            figures = "".join(
                f"{_percent(figure):>7}" for figure in (score.precision, score.recall, score.f1)
            )
            yield f"{name:<30}{figures}{score.gold:>7}{score.predicted:>7}{score.hits:>7}"
        if self.slots:
            yield ""
            yield "of what was found:"
            for slot in self.slots:
                yield f"  {slot.layer + '.' + slot.name:<28}{_percent(slot.accuracy):>7}  {slot.right} of {slot.total}"


class Change(NamedTuple):
    """One thing that two evaluations see differently; `gained` says whether the second is the better one."""

    gained: bool
    before: Outcome | None
    after: Outcome | None

    def __str__(self) -> str:
        outcome = self.after or self.before
        assert outcome is not None
        what = outcome.expected or outcome.got
        states = " → ".join("absent" if state is None else state.kind for state in (self.before, self.after))
        return f"{'+' if self.gained else '-'} {outcome.layer} {outcome.doc}: {what} ({states})"


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """Gains and losses between two evaluations over the same gold: losses first, each in order of document and layer."""
    one, other = _keyed(before), _keyed(after)
    found: list[Change] = []
    for key in dict.fromkeys((*one, *other)):
        old, new = one.get(key), other.get(key)
        cost, now = _cost(old), _cost(new)
        if cost != now:
            found.append(Change(now < cost, old, new))
    return tuple(sorted(found, key=lambda change: change.gained))


def _keyed(report: Report) -> dict[tuple[str, str, str, bool, int], Outcome]:
    """Outcomes by what they are about: a label of the gold, or the n-th spurious prediction of its kind."""
    keyed: dict[tuple[str, str, str, bool, int], Outcome] = {}
    for outcome in report.outcomes:
        repeat = 0
        while (key := (outcome.doc, outcome.layer, outcome.key, outcome.label is None, repeat)) in keyed:
            repeat += 1
        keyed[key] = outcome
    return keyed


def _cost(outcome: Outcome | None) -> int:
    """How many things an outcome counts as missed or spurious."""
    if outcome is None or outcome.kind in ("hit", "optional"):
        return 0
    if outcome.kind == "wrong":
        return 1 if outcome.optional else 2
    return 0 if outcome.optional and outcome.kind in ("miss", "unplaced") else 1


def _told(outcome: Outcome) -> str:
    why = f" ({', '.join(outcome.why)})" if outcome.why else ""
    lines = [f"{outcome.kind.upper()} {outcome.layer} in {outcome.doc}{why}"]
    if outcome.expected:
        lines.append(f"  gold: {outcome.expected}")
    if outcome.got:
        lines.append(f"  found: {outcome.got}")
    if outcome.sentence:
        lines.append(f"  in: {' '.join(outcome.sentence.split())}")
    return "\n".join(lines)


def _figures(score: Score) -> dict[str, object]:
    return {
        "precision": _rounded(score.precision),
        "recall": _rounded(score.recall),
        "f1": _rounded(score.f1),
        "gold": score.gold,
        "predicted": score.predicted,
        "hits": score.hits,
        "missed": score.missed,
        "spurious": score.spurious,
    }


def _part(layer: dict[str, object], name: str) -> dict[str, object]:
    part = layer[name]
    assert isinstance(part, dict)
    return part


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)


def _percent(figure: float | None) -> str:
    return "–" if figure is None else f"{100 * figure:.1f}"
