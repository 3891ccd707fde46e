"""Mentions, their values and what they were linked to → rows."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from spacy.tokens import Doc

from pipeline.model import Linked, Mention, Observation, Structure
from pipeline.records import AgreementRow, AmountRow, DateRow, EntityRow, MentionRow, ObservationRow
from pipeline.values import Amount, Instrument, When, plain


class Context:
    """A paper's sentences and the citations that support each."""

    def __init__(self, doc: Doc, structure: Structure) -> None:
        self.structure = structure
        self.document = structure.document
        self.spans = [(span.start_char, span.end_char) for span in doc.sents] if len(doc) else []
        self.starts = [start for start, _ in self.spans]
        self.noted = [
            (note.at, numbers) for note in self.document.notes if (numbers := self._of_note(note.block))
        ]

    def _of_note(self, block: int | None) -> tuple[int, ...]:
        """Numbers that a footnote cites: it supports the sentence that its mark stands in or after."""
        if block is None:
            return ()
        note = self.document.blocks[block]
        return tuple(citation.number for citation in self.structure.citations_in(note.start, note.end))

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
        noted = [number for at, numbers in self.noted if start < at <= end for number in numbers]
        if not own and not noted:
            block = self.document.block_at(start)
            limit = self.document.blocks[block].end if block is not None else end
            later = self.structure.citations_in(end, limit)
            own = tuple(c for c in later if c.start == later[0].start)
        return tuple(dict.fromkeys((*(citation.number for citation in own), *noted)))


def mention_row(mention: Mention, context: Context, linked: Linked) -> MentionRow:
    """A mention of whatever layer, with its page, boxes and sentence."""
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


def entity_rows(linked: Linked, doc_id: str) -> tuple[EntityRow, ...]:
    """The paper's things, counted over this paper alone."""
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


def amount_row(mention: Mention, amount: Amount) -> AmountRow:
    """An amount: floats for reckoning, exact decimals beside them."""
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


def date_row(mention: Mention, when: When) -> DateRow:
    """A time: its EDTF and the days that bound it."""
    start, end = when.start, when.end
    return DateRow(
        mention_id=mention.mention_id,
        edtf=when.edtf,
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        granularity=when.granularity,
        flags=mention.flags,
    )


def agreement_row(mention: Mention, instrument: Instrument, linked: Linked) -> AgreementRow:
    """An agreement with the entities behind its parties where linking found them."""
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


def observation_row(observation: Observation, context: Context) -> ObservationRow:
    """An observation with the page and boxes of its figure."""
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


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _parsed(exact: str | None) -> float | None:
    return None if exact is None else float(exact)


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
