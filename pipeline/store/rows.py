"""What the rooms found → rows. The last step that knows both the model and the schema."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, Final

from spacy.tokens import Doc

from pipeline import records
from pipeline.model import Document, Linked, Mention, Observation, Problem, Structure, Table, table_id
from pipeline.records import (
    AgreementRow,
    AmountRow,
    CitationRow,
    Dataset,
    DateRow,
    DocumentRow,
    EntityRow,
    MentionRow,
    ObservationRow,
    ProblemRow,
    ReferenceRow,
    Result,
    TableRow,
)
from pipeline.values import Amount, Instrument, When, plain

_READABLE: Final = 0.5  # below this share of readable text a document isn't worth more than its problem


def failed(data: bytes, path: str, problem: Problem) -> Result:
    """The result of a file that couldn't be read: its row and its problem."""
    sha256 = hashlib.sha256(data).hexdigest()
    document = DocumentRow(
        doc_id=sha256[:16], path=path, sha256=sha256, status="failed", text_layer="none", n_chars=0,
        error=f"{problem.code}: {problem.message}",
    )  # fmt: skip
    return Result(documents=(document,), texts=("",), problems=(_problem(sha256[:16], problem),))


def result_of(
    doc: Doc,
    structure: Structure,
    linked: Linked,
    observations: tuple[Observation, ...],
    problems: tuple[Problem, ...],
) -> Result:
    """All rows of one paper."""
    document = structure.document
    every = (*document.problems, *structure.problems, *problems)
    context = _Context(doc, structure)
    mentions = linked.mentions
    return Result(
        documents=(_document(structure, every),),
        texts=(document.text,),
        mentions=tuple(_mention(mention, context, linked) for mention in mentions),
        entities=_entities(linked, document.doc_id),
        amounts=tuple(
            _amount(mention, mention.value) for mention in mentions if isinstance(mention.value, Amount)
        ),
        dates=tuple(_date(mention, mention.value) for mention in mentions if isinstance(mention.value, When)),
        agreements=tuple(
            _agreement(mention, mention.value, linked) for mention in mentions if isinstance(mention.value, Instrument)
        ),
        observations=tuple(_observation(observation, context) for observation in observations),
        tables=tuple(_table(table, index, document) for index, table in enumerate(document.tables)),
        citations=tuple(
            CitationRow(doc_id=document.doc_id, start=c.start, end=c.end, number=c.number, pages=c.pages)
            for c in structure.citations
        ),
        references=tuple(
            ReferenceRow(
                doc_id=document.doc_id, number=r.number, text=r.text, authors=r.authors, title=r.title, year=r.year,
                url=r.url, doi=r.doi,
            )
            for r in structure.references
        ),
        problems=tuple(_problem(document.doc_id, problem) for problem in every),
    )  # fmt: skip


def sort_rows(dataset: Dataset) -> Dataset:
    """Every table in the order that its specification names, nulls first; ties by all columns."""
    changes: dict[str, Any] = {}
    for spec in records.TABLES:
        columns = (*spec.order, *(name for name in spec.columns if name not in spec.order))
        rows: list[Any] = list(getattr(dataset, spec.name))
        rows.sort(key=partial(_key, columns=columns))
        changes[spec.name] = tuple(rows)
    return replace(dataset, **changes, texts=tuple(sorted(dataset.texts)))


class _Context:
    """A paper's sentences and the citations that support each."""

    def __init__(self, doc: Doc, structure: Structure) -> None:
        self.structure = structure
        self.document = structure.document
        self.spans = [(span.start_char, span.end_char) for span in doc.sents] if len(doc) else []
        self.starts = [start for start, _ in self.spans]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The span from the beginning of the first to the end of the last sentence that the span touches."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_right(self.starts, end - 1) - 1)
        a, b = self.spans[first][0], self.spans[last][1]
        text = self.document.text
        while b > a and text[b - 1].isspace():
            b -= 1
        return a, b

    def citations(self, start: int, end: int) -> tuple[int, ...]:
        """Numbers cited in the sentence; where it has none, those of the next mark in its paragraph.

        A mark at the end of a passage stands for the passage, so a sentence without its own takes the next one.
        """
        own = self.structure.citations_in(start, end)
        if not own:
            block = self.document.block_at(start)
            limit = self.document.blocks[block].end if block is not None else end
            later = self.structure.citations_in(end, limit)
            own = tuple(c for c in later if c.start == later[0].start)
        return tuple(dict.fromkeys(citation.number for citation in own))


def _document(structure: Structure, problems: tuple[Problem, ...]) -> DocumentRow:
    document, front = structure.document, structure.front
    first = problems[0] if problems else None
    status = "ok" if first is None else "partial" if document.text.strip() else "failed"
    return DocumentRow(
        doc_id=document.doc_id,
        path=document.path,
        sha256=document.sha256,
        media_type=document.media_type,
        status=status,
        error=f"{first.code}: {first.message}" if first else None,
        text_layer=document.text_layer,
        text_quality=None if document.text_quality is None else round(document.text_quality, 4),
        n_pages=len(document.pages) or None,
        n_chars=len(document.text),
        language=front.language,
        udc=front.udc,
        doi=front.doi,
        title=front.title,
        title_en=front.title_en,
        authors=front.authors,
        affiliations=front.affiliations,
        abstract=front.abstract,
        keywords=front.keywords,
        journal=front.journal,
        year=front.year,
        page_first=front.page_first,
        page_last=front.page_last,
    )


def _mention(mention: Mention, context: _Context, linked: Linked) -> MentionRow:
    document = context.document
    a, b = context.sentence(mention.start, mention.end)
    zone = context.structure.zone_at(mention.start)
    return MentionRow(
        mention_id=mention.mention_id,
        doc_id=document.doc_id,
        layer=mention.layer,
        label=mention.label,
        text=document.text[mention.start : mention.end],
        norm=mention.value.norm,
        start=mention.start,
        end=mention.end,
        page=document.page_of(mention.start, mention.end),
        boxes=document.boxes_of(mention.start, mention.end),
        sentence=document.text[a:b],
        section=zone.section if zone else "body",
        confidence=mention.confidence,
        extractor=mention.rule,
        entity_id=linked.entity_of.get(mention.mention_id),
        citations=context.citations(a, b),
    )


def _entities(linked: Linked, doc_id: str) -> tuple[EntityRow, ...]:
    counts: dict[str, int] = {}
    for entity_id in linked.entity_of.values():
        counts[entity_id] = counts.get(entity_id, 0) + 1
    return tuple(
        EntityRow(
            entity_id=thing.entity_id,
            type=thing.type,
            subtype=thing.subtype,
            name=thing.name,
            name_en=thing.name_en,
            short_name=thing.short_name,
            aliases=thing.aliases,
            wikidata=thing.wikidata,
            iso_code=thing.iso_code,
            n_mentions=counts.get(thing.entity_id, 0),
            n_documents=1,
        )
        for thing in linked.things
    )


def _amount(mention: Mention, amount: Amount) -> AmountRow:
    return AmountRow(
        mention_id=mention.mention_id,
        kind=amount.kind,
        value=_float(amount.value),
        low=_float(amount.low),
        high=_float(amount.high),
        value_exact=_exact(amount.value),
        low_exact=_exact(amount.low),
        high_exact=_exact(amount.high),
        comparator=amount.comparator,
        unit=amount.unit,
        currency=amount.currency,
        per=amount.per,
        item=amount.item,
        flags=mention.flags,
    )


def _date(mention: Mention, when: When) -> DateRow:
    start, end = when.start, when.end
    return DateRow(
        mention_id=mention.mention_id,
        edtf=when.edtf,
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        granularity=when.granularity,
    )


def _agreement(mention: Mention, instrument: Instrument, linked: Linked) -> AgreementRow:
    by_name: dict[str, str] = {}
    for thing in linked.things:
        for name in (thing.name, thing.short_name, *thing.aliases):
            if name:
                by_name.setdefault(name.casefold(), thing.entity_id)
    for other in linked.mentions:
        if other.layer == "entity" and other.mention_id in linked.entity_of:
            by_name.setdefault(other.value.norm.casefold(), linked.entity_of[other.mention_id])
    parties = (by_name.get(name.casefold()) for name in instrument.party_names)
    return AgreementRow(
        mention_id=mention.mention_id,
        type=instrument.type,
        title=instrument.title,
        specificity=instrument.specificity,
        parties=tuple(dict.fromkeys(party for party in parties if party)),
        party_names=instrument.party_names,
        date=instrument.date,
        place=instrument.place,
        event=instrument.event,
        count=instrument.count,
        count_comparator=instrument.count_comparator,
        status=instrument.status,
        subject=instrument.subject,
        number=instrument.number,
    )


def _observation(observation: Observation, context: _Context) -> ObservationRow:
    document = context.document
    a, b = context.sentence(observation.start, observation.end)
    return ObservationRow(
        observation_id=observation.observation_id,
        doc_id=document.doc_id,
        indicator=observation.indicator,
        indicator_id=observation.indicator_id,
        value=_parsed(observation.value),
        low=_parsed(observation.low),
        high=_parsed(observation.high),
        comparator=observation.comparator,
        unit=observation.unit,
        change=observation.change,
        period=observation.period,
        geography=observation.geography,
        source=observation.source,
        table=observation.table,
        row=observation.row,
        column=observation.column,
        mention_id=observation.mention_id,
        page=document.page_of(observation.start, observation.end),
        boxes=document.boxes_of(observation.start, observation.end),
        citations=observation.citations or context.citations(a, b),
        sentence=document.text[a:b],
        modality=observation.modality,
        attributed_to=observation.attributed_to,
        of_total=observation.of_total,
        flags=observation.flags,
        confidence=observation.confidence,
        precision=_parsed(observation.precision),
        per=observation.per,
    )


def _table(table: Table, index: int, document: Document) -> TableRow:
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "text": cell.text,
            "box": None if cell.box is None else [round(edge, 2) for edge in cell.box],
            "header": cell.header,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
        }
        for cell in table.cells
    ]
    caption = None if table.caption is None else document.blocks[table.caption]
    return TableRow(
        table_id=table_id(document.doc_id, index),
        doc_id=document.doc_id,
        number=table.number,
        caption=None if caption is None else document.text[caption.start : caption.end],
        page=table.page,
        box=table.box,
        n_rows=table.n_rows,
        n_columns=table.n_columns,
        cells=json.dumps(cells, ensure_ascii=False, separators=(",", ":")),
    )


def _problem(doc_id: str, problem: Problem) -> ProblemRow:
    return ProblemRow(
        doc_id=doc_id, stage=problem.stage, page=problem.page, code=problem.code, message=problem.message
    )


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _parsed(exact: str | None) -> float | None:
    return None if exact is None else float(exact)


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _key(row: Any, columns: tuple[str, ...]) -> tuple[tuple[bool, Any], ...]:
    """A total order in which null comes first and values of one column compare with each other."""
    return tuple(
        (value is not None, "" if value is None else value) for value in map(row.__getattribute__, columns)
    )
