"""Gold against a dataset: join the documents, place the quotes, match, and count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.evaluate import facts, spans, wording
from pipeline.evaluate.gold import GOLD_LAYERS, Label
from pipeline.evaluate.join import Join, join
from pipeline.evaluate.outcome import Outcome, OutcomeKind, Score, Slot, loosened, scores, tightened
from pipeline.evaluate.place import Squeezed, place
from pipeline.evaluate.report import Report
from pipeline.records import Dataset, EntityRow, ObservationRow

SPAN_LAYERS: Final = ("entity", "amount", "date", "agreement", "citation")


class _Scored(NamedTuple):
    """One document: outcomes, reported slots as (layer, name, right), and agreements by overlap alone."""

    outcomes: tuple[Outcome, ...]
    slots: tuple[tuple[str, str, bool], ...]
    overlap: Score


def evaluate(gold: Iterable[Label], dataset: Dataset, documents: Mapping[str, str] | None = None) -> Report:
    """Scores of a dataset by the rules of the annotation guide.

    `documents` joins gold documents to `doc_id`s by hand, where stems and contents don't. Gold documents without a
    counterpart count as missed; documents of the dataset that the gold doesn't cover are ignored. Labels marked
    optional count for nothing, found or not.
    """
    labels = tuple(gold)
    texts = {doc_id: Squeezed(text) for doc_id, text in dataset.texts}
    joins = join(labels, dataset, texts, documents)
    rows = _Rows(dataset)
    scored = [
        _document(joined, [label for label in labels if label.doc == joined.gold], rows, texts)
        for joined in joins
    ]
    outcomes = tuple(outcome for one in scored for outcome in one.outcomes)
    slots = [slot for one in scored for slot in one.slots]
    return Report(
        joins=joins,
        scores=tuple(_scores(outcomes, [one.overlap for one in scored])),
        slots=tuple(_slots(slots)),
        outcomes=outcomes,
    )


class _Rows:
    """The dataset by document and by mention."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.text = dict(dataset.texts)
        self.entities: dict[str, EntityRow] = {row.entity_id: row for row in dataset.entities}
        self.amounts = {row.mention_id: row for row in dataset.amounts}
        self.dates = {row.mention_id: row for row in dataset.dates}
        self.agreements = {row.mention_id: row for row in dataset.agreements}

    def predicted(self, doc_id: str, layer: str, squeezed: Squeezed) -> Iterator[spans.Predicted]:
        if layer == "citation":
            yield from self._citations(doc_id, squeezed)
            return
        for row in self.dataset.mentions:
            if row.doc_id == doc_id and row.layer == layer:
                agreement = self.agreements.get(row.mention_id)
                yield spans.Predicted(
                    *squeezed.span(row.start, row.end),
                    label=agreement.type if agreement else row.label,
                    text=row.text,
                    sentence=row.sentence or "",
                    value=wording.found(row, self.entities.get(row.entity_id or ""), agreement),
                    mention=row,
                    amount=self.amounts.get(row.mention_id),
                    date=self.dates.get(row.mention_id),
                    agreement=agreement,
                    entity=self.entities.get(row.entity_id or ""),
                )

    def _citations(self, doc_id: str, squeezed: Squeezed) -> Iterator[spans.Predicted]:
        marks: dict[tuple[int, int], list[int]] = {}
        for row in self.dataset.citations:
            if row.doc_id == doc_id:
                marks.setdefault((row.start, row.end), []).append(row.number)
        text = self.text.get(doc_id, "")
        for (start, end), numbers in sorted(marks.items()):
            yield spans.Predicted(
                *squeezed.span(start, end),
                label="citation",
                text=text[start:end],
                sentence=wording.around(text, start, end),
                value=", ".join(map(str, numbers)),
                numbers=tuple(numbers),
            )

    def observations(self, doc_id: str) -> list[ObservationRow]:
        return [row for row in self.dataset.observations if row.doc_id == doc_id]


def _document(joined: Join, labels: Sequence[Label], rows: _Rows, texts: Mapping[str, Squeezed]) -> _Scored:
    squeezed = texts.get(joined.doc_id or "", Squeezed(""))
    text = rows.text.get(joined.doc_id or "", "")
    doc_id = joined.doc_id or ""
    places = place((label for label in labels if label.quote), squeezed)
    outcomes: list[Outcome] = []
    slots: list[tuple[str, str, bool]] = []
    overlap = Score("agreement", None, "overlap", 0, 0, 0)
    for layer in SPAN_LAYERS:
        mine = [label for label in labels if label.layer == layer]
        predictions = list(rows.predicted(doc_id, layer, squeezed))
        for met in spans.pair(mine, places, predictions, layer):
            outcomes.append(_span_outcome(joined.gold, layer, met, places, squeezed, text))
            if met.label is not None and met.predicted is not None:
                slots.extend((layer, name, right) for name, right in spans.reported(met.label, met.predicted))
        if layer == "agreement":
            overlap = _overlap(mine, places, predictions)
    found, fact_slots = _facts(
        joined.gold, [label for label in labels if label.layer == "observation"], doc_id, rows
    )
    return _Scored((*outcomes, *found), (*slots, *fact_slots), overlap)


def _overlap(
    labels: Sequence[Label], places: dict[Label, tuple[int, int]], predictions: Sequence[spans.Predicted]
) -> Score:
    met = [label.optional for label, _ in spans.overlapping(labels, places, predictions)]
    hits = met.count(False)
    required = sum(not label.optional for label in labels)
    return Score("agreement", None, "overlap", hits, required - hits, len(predictions) - len(met))


def _span_outcome(
    doc: str,
    layer: str,
    met: spans.Pair,
    places: Mapping[Label, tuple[int, int]],
    squeezed: Squeezed,
    text: str,
) -> Outcome:
    label, found = met.label, met.predicted
    kind: OutcomeKind
    if label is None:
        assert found is not None
        return Outcome(
            doc, layer, "spurious", None, found.label, f"{found.label}|{found.text}|{found.value}",
            "", f"{found.text} = {found.value}", (), found.sentence,
        )  # fmt: skip
    if found is None:
        kind = "miss" if label in places else "unplaced"
        sentence = (
            wording.around(text, *squeezed.original(*places[label]))
            if label in places
            else f"{label.prefix}{label.quote}{label.suffix}"
        )
    else:
        kind = "wrong" if met.why else "optional" if label.optional else "hit"
        sentence = found.sentence
    wrong = () if found is None else tuple(name for name, right in spans.reported(label, found) if not right)
    return Outcome(
        doc, layer, kind, label.label or layer, found.label if found else None, label.key,
        f"{label.quote} = {wording.worth(label)}", f"{found.text} = {found.value}" if found else "",
        met.why or wrong, sentence, label.optional,
    )  # fmt: skip


def _facts(
    doc: str, labels: Sequence[Label], doc_id: str, rows: _Rows
) -> tuple[list[Outcome], list[tuple[str, str, bool]]]:
    predictions = rows.observations(doc_id)
    agreeing, near = facts.pair(labels, predictions, rows.entities)
    outcomes: list[Outcome] = []
    slots: list[tuple[str, str, bool]] = []
    met: set[Label] = set()
    used: set[str] = set()
    # A paper whose labels name nobody was labelled without the field: it tells nothing about false sources.
    names_sources = any(label.attributed_to for label in labels)
    for wrong, pairs in ((False, agreeing), (True, near)):
        for label, row in pairs:
            met.add(label)
            used.add(row.observation_id)
            same = facts.same_places(label.geography, row.geography, rows.entities)
            why = facts.differing(label, row) if wrong else ()
            kind: OutcomeKind = "wrong" if wrong else "optional" if label.optional else "hit"
            if not wrong:
                slots.append(("observation", "geography", same))
                slots.append(("observation", "citations", set(label.citations) == set(row.citations)))
                if label.modality:
                    slots.append(("observation", "modality", label.modality == row.modality))
                if names_sources and (label.attributed_to or row.attributed_to):
                    slots.append(
                        ("observation", "attributed_to", facts.same_source(label, row, rows.entities))
                    )
            outcomes.append(
                _fact_outcome(doc, kind, label, row, rows, why if wrong else () if same else ("geography",))
            )
    outcomes.extend(_fact_outcome(doc, "miss", label, None, rows, ()) for label in labels if label not in met)
    outcomes.extend(
        _fact_outcome(doc, "spurious", None, row, rows, ())
        for row in predictions
        if row.observation_id not in used
    )
    return outcomes, slots


def _fact_outcome(
    doc: str,
    kind: OutcomeKind,
    label: Label | None,
    row: ObservationRow | None,
    rows: _Rows,
    why: tuple[str, ...],
) -> Outcome:
    got = wording.fact(row, rows.entities) if row else ""
    return Outcome(
        doc, "observation", kind, "observation" if label else None, "observation" if row else None,
        label.key if label else got, wording.worth(label) if label else "", got, why,
        (row.sentence or "") if row else "", bool(label and label.optional),
    )  # fmt: skip


def _scores(outcomes: tuple[Outcome, ...], overlaps: Sequence[Score]) -> Iterator[Score]:
    for layer in GOLD_LAYERS:
        yield from scores(layer, outcomes)
        if layer in SPAN_LAYERS:
            yield loosened(layer, "span only", outcomes)
        else:
            yield tightened(layer, "with geography", outcomes, "geography")
        if layer == "agreement":
            yield Score(
                layer, None, "overlap",
                sum(one.hits for one in overlaps),
                sum(one.missed for one in overlaps),
                sum(one.spurious for one in overlaps),
            )  # fmt: skip


def _slots(slots: Sequence[tuple[str, str, bool]]) -> Iterator[Slot]:
    for layer, name in sorted({(layer, name) for layer, name, _ in slots}):
        rights = [right for one, other, right in slots if (one, other) == (layer, name)]
        yield Slot(layer, name, sum(rights), len(rights))
