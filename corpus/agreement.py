"""How far do two careful readers agree? `python corpus/agreement.py [--json] [--gold FOLDER] [--second FOLDER]`.

`second/` holds papers that were labelled again by a reader who had not seen the labels of `gold/`. The matcher is the
one that scores the pipeline (`pipeline.evaluate`): the second reader's labels are cast as the rows that the pipeline
would have written, so that readers are measured exactly as a machine is. For each layer:

    F1      labels that both took: same span, same label. What either reader marked optional counts for nothing
    strict  the same with optional labels counted like all others, so that nothing is forgiven
    equal   of the spans that both took, those that agree in every field (norm, value, unit, EDTF, slots, …)
    fields  each field by itself: how often it agrees where either reader fills it

Observations have no span. They are the same when value, unit, period, change and comparator are equal and the
indicators alike; `equal` is counted over all that share a value, and asks for geography, citations and modality too.
F1 is the same whichever reader is called the first.

The second labels are evidence and stay as they were written. What was mended in `gold/` after comparing is in
CHANGES.md, so a run today shows the agreement after that; README.md has the figures from before.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from paper import CORPUS

from pipeline.evaluate import GOLD_LAYERS, GoldError, Label, facts, load_gold, spans, wording
from pipeline.evaluate.place import Squeezed
from pipeline.evaluate.spans import Predicted, plain_name
from pipeline.records import AgreementRow, AmountRow, DateRow, EntityRow, MentionRow, ObservationRow

SPAN_LAYERS = tuple(layer for layer in GOLD_LAYERS if layer != "observation")
NAMES_THE_KIND = frozenset({"label", "kind", "type"})  # fields that say what a thing is, not what it is worth
OBSERVED = ("value", "low", "high", "unit", "change", "comparator", "period", "indicator")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A label of the first reader, one of the second, or both where they met.

    `fields` pairs the name of each compared field with whether the readers agree on it; `same` says whether they
    took the same thing.
    """

    first: Label | None
    second: Label | None
    fields: tuple[tuple[str, bool], ...] = ()
    same: bool = False

    @property
    def label(self) -> Label:
        label = self.first or self.second
        assert label is not None
        return label

    @property
    def met(self) -> bool:
        return self.first is not None and self.second is not None

    @property
    def forgiven(self) -> bool:
        """Whether either reader said that it need not be taken."""
        return any(label is not None and label.optional for label in (self.first, self.second))

    @property
    def differing(self) -> tuple[str, ...]:
        return tuple(name for name, agree in self.fields if not agree)

    @property
    def equal(self) -> bool:
        """Whether both took it and agree in all fields; whether it is optional is no part of what it is worth."""
        return self.met and not set(self.differing) - {"optional"}

    def __str__(self) -> str:
        told = " | ".join(
            "–" if label is None else wording.worth(label) + (" (optional)" if label.optional else "")
            for label in (self.first, self.second)
        )
        alone = "first only" if self.second is None else "second only"
        what = ", ".join(self.differing) if self.met else alone
        quote = f" «{self.label.quote}» at {self.label.start}" if self.label.quote else ""
        return f"{self.label.doc} {self.label.layer}{quote}: {what}: {told}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement on one layer. `both`, `first_only` and `second_only` leave optional labels out, the three `strict`
    counts do not; `fields` are (name, agreeing, compared)."""

    layer: str
    both: int
    first_only: int
    second_only: int
    strict: tuple[int, int, int]
    shared: int
    equal: int
    fields: tuple[tuple[str, int, int], ...]

    @property
    def f1(self) -> float | None:
        """Null where neither reader took anything that counts."""
        return _f1(self.both, self.first_only, self.second_only)

    @property
    def strict_f1(self) -> float | None:
        """Null where neither reader took anything."""
        return _f1(*self.strict)

    @property
    def share(self) -> float | None:
        """Share of the shared that is equal; null where nothing is shared."""
        return self.equal / self.shared if self.shared else None


def compare(first: Sequence[Label], second: Sequence[Label], text: str) -> Iterator[Meeting]:
    """All meetings of two readers' labels of one paper, whose truth is `text`, layer by layer.

    Raises GoldError for a label whose quote does not stand at its place.
    """
    for label in (*first, *second):
        if label.layer != "observation" and text[label.start or 0 : label.end] != label.quote:
            raise GoldError(f"{label.doc}: «{label.quote}» doesn't stand at {label.start}–{label.end}")
    squeezed = Squeezed(text)
    known = _entities((*first, *second))
    for layer in SPAN_LAYERS:
        mine, theirs = ([label for label in labels if label.layer == layer] for labels in (first, second))
        yield from _spans(mine, theirs, squeezed)
    mine, theirs = ([label for label in labels if label.layer == "observation"] for labels in (first, second))
    yield from _observations(mine, theirs, known)


def _spans(mine: list[Label], theirs: list[Label], squeezed: Squeezed) -> Iterator[Meeting]:
    """Meetings on one layer. Two that stand at one place under different labels met, and are not the same."""
    places = {label: squeezed.span(label.start or 0, label.end or 0) for label in mine}
    cast = {_predicted(label, squeezed): label for label in theirs}
    layer = mine[0].layer if mine else theirs[0].layer if theirs else SPAN_LAYERS[0]
    for label, predicted, _ in spans.pair(mine, places, cast, layer):
        if label is None or predicted is None:
            yield Meeting(label, cast[predicted] if predicted else None)
            continue
        other = cast[predicted]
        deciding = spans.DECIDING[layer](label, predicted)
        fields = (
            *deciding,
            *spans.reported(label, predicted),
            ("optional", label.optional == other.optional),
        )
        same = all(agree for name, agree in deciding if name in NAMES_THE_KIND)
        yield Meeting(label, other, fields, same)


def _observations(mine: list[Label], theirs: list[Label], known: dict[str, EntityRow]) -> Iterator[Meeting]:
    left = {row.observation_id: label for label in theirs for row in (_observed(label),)}
    agreeing, near = facts.pair(mine, [_observed(label) for label in theirs], known)
    for same, pairs in ((True, agreeing), (False, near)):
        for label, row in pairs:
            differing = facts.differing(label, row)
            other = left.pop(row.observation_id)
            fields = (
                *((name, name not in differing) for name in OBSERVED),
                ("geography", facts.same_places(label.geography, row.geography, known)),
                ("citations", set(label.citations) == set(row.citations)),
                ("modality", (label.modality or "actual") == row.modality),
                ("optional", label.optional == other.optional),
            )
            yield Meeting(label, other, fields, same)
    met = {label for pairs in (agreeing, near) for label, _ in pairs}
    yield from (Meeting(label, None) for label in mine if label not in met)
    yield from (Meeting(None, label) for label in left.values())


def _predicted(label: Label, squeezed: Squeezed) -> Predicted:
    """The label as a prediction. Ids are made up from its number."""
    start, end = label.start or 0, label.end or 0
    name, kind, quote = f"{label.layer}{label.number}", label.label or label.layer, label.quote or ""
    mention = MentionRow(
        mention_id=name, doc_id=label.doc, layer=label.layer, label=kind, text=quote, norm=label.norm,
        start=start, end=end, extractor="reader",
    )  # fmt: skip
    amount = AmountRow(
        mention_id=name, kind=kind, comparator=label.comparator, currency=label.currency, per=label.per,
        unit=label.unit or ("%" if kind == "percent" else None), item=label.item,
        value=_float(label.value), low=_float(label.low), high=_float(label.high),
    )  # fmt: skip
    agreement = AgreementRow(
        mention_id=name, type=kind, specificity=label.specificity or "", status=label.status or "unknown",
        party_names=label.parties, date=label.date, place=label.place, event=label.event,
        count=None if label.count is None else int(label.count), count_comparator=label.count_comparator,
    )  # fmt: skip
    entity = EntityRow(
        entity_id=name, type=kind, subtype=label.subtype, iso_code=label.iso_code, name=label.norm or quote,
        n_mentions=1, n_documents=1,
    )  # fmt: skip
    return Predicted(
        *squeezed.span(start, end), label=kind, text=quote, sentence="", value=wording.worth(label),
        mention=mention, numbers=label.numbers,
        amount=amount if label.layer == "amount" else None,
        date=DateRow(mention_id=name, edtf=label.edtf or "") if label.layer == "date" else None,
        agreement=agreement if label.layer == "agreement" else None,
        entity=entity if label.layer == "entity" else None,
    )  # fmt: skip


def _observed(label: Label) -> ObservationRow:
    """The observation as a row; the id of a place is its name."""
    return ObservationRow(
        observation_id=f"observation{label.number}", doc_id=label.doc, indicator=label.indicator or "",
        value=_float(label.value), low=_float(label.low), high=_float(label.high), comparator=label.comparator,
        unit=label.unit, change=label.change, period=label.period, source="text",
        geography=tuple(map(plain_name, label.geography)), citations=label.citations,
        modality=label.modality or "actual",
    )  # fmt: skip


def _entities(labels: Iterable[Label]) -> dict[str, EntityRow]:
    """What each name of a place stands for. «ЕАЭС» and its full name are one where a reader gave the one as the normal
    form of the other."""
    groups: dict[str, set[str]] = {}
    for label in labels:
        for name in (label.norm,) if label.layer == "entity" and label.norm else label.geography:
            groups.setdefault(plain_name(name), {name}).add(label.quote or name)
    known: dict[str, EntityRow] = {}
    for key in groups:
        kin = [names for names in groups.values() if key in map(plain_name, names)]
        aliases = tuple(sorted({name for names in kin for name in names}))
        known[key] = EntityRow(
            entity_id=key, type="LOC", name=aliases[0], aliases=aliases, n_mentions=0, n_documents=0
        )
    return known


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _f1(both: int, first_only: int, second_only: int) -> float | None:
    total = 2 * both + first_only + second_only
    return 2 * both / total if total else None


def count(layer: str, meetings: Iterable[Meeting]) -> Figures:
    """The layer's figures. Two that met and are not the same thing are one of each reader's own."""
    mine = [meeting for meeting in meetings if meeting.label.layer == layer]

    def tally(counted: list[Meeting]) -> tuple[int, int, int]:
        return (
            sum(one.same for one in counted),
            sum(one.first is not None and not one.same for one in counted),
            sum(one.second is not None and not one.same for one in counted),
        )

    shared = [one for one in mine if one.same or (one.met and layer == "observation")]
    compared = Counter(name for one in mine for name, _ in one.fields)
    agreeing = Counter(name for one in mine for name, agree in one.fields if agree)
    return Figures(
        layer,
        *tally([one for one in mine if not one.forgiven]),
        strict=tally(mine),
        shared=len(shared),
        equal=sum(one.equal for one in shared),
        fields=tuple((name, agreeing[name], total) for name, total in compared.items()),
    )


def table(figures: Iterable[Figures]) -> str:
    """The figures for people: Markdown, one line a layer."""
    lines = [
        "| layer | F1 | both | first only | second only | strict F1 | equal in all fields |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in figures:
        f1, strict, share = ("–" if x is None else f"{x:.3f}" for x in (one.f1, one.strict_f1, one.share))
        counts = f"{one.both} | {one.first_only} | {one.second_only}"
        lines.append(f"| {one.layer} | {f1} | {counts} | {strict} | {share} ({one.equal} of {one.shared}) |")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """The command. Exit status 1 where labels are missing or can't be read."""
    parser = argparse.ArgumentParser(description="Agreement between two readers of the sample papers.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--gold", type=Path, default=CORPUS / "gold", help="the first reader's labels")
    parser.add_argument("--second", type=Path, default=CORPUS / "second", help="the second reader's labels")
    given = parser.parse_args(argv)
    meetings: list[Meeting] = []
    papers = sorted(path.stem for path in given.second.glob("*.jsonl"))
    try:
        for stem in papers:
            text = (CORPUS / "truth" / f"{stem}.txt").read_text(encoding="utf-8")
            first, second = (load_gold(folder / f"{stem}.jsonl") for folder in (given.gold, given.second))
            meetings.extend(compare(first, second, text))
    except (OSError, GoldError) as error:
        sys.stderr.write(f"agreement: {error}\n")
        return 1
    if not papers:
        sys.stderr.write(f"agreement: no labels in {given.second}\n")
        return 1
    figures = [count(layer, meetings) for layer in GOLD_LAYERS]
    told = [str(meeting) for meeting in meetings if not meeting.met or meeting.differing]
    if given.json:
        layers = {
            one.layer: asdict(one) | {"f1": one.f1, "strict_f1": one.strict_f1, "share": one.share}
            for one in figures
        }
        content = {"papers": papers, "layers": layers, "disagreements": told}
        sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        return 0
    fields = "\n".join(
        f"{one.layer}: " + ", ".join(f"{name} {right}/{total}" for name, right, total in one.fields)
        for one in figures
    )
    sys.stdout.write("\n\n".join((table(figures), fields, "\n".join(told))) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
