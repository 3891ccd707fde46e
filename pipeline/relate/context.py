"""When and where a figure holds: the period and the places that its sentence, its neighbours or its paper give it.

Period: the date right after the figure («26 млрд долл. в 2023 г.»), else the last one between the figure before and this
one, else the nearest before, else the first after. Nothing is carried over from an earlier sentence: a year that isn't
said is not known. Places: those of the indicator's own phrase, else the sentence's; a sentence that names none («страны
реализуют …») speaks of the countries that the passage or the paper is about, and the observation says so in its flags.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import Final

from spacy.tokens import Doc, Span

from pipeline.model import Linked, Mention, Structure
from pipeline.russian.demonyms import countries_of
from pipeline.russian.nlp import structure_of
from pipeline.values import Instrument, Name, When

_RIGHT_AFTER: Final = re.compile(
    r"[\s(,]{0,2}(?:(?:в|во|за|на|по итогам|по состоянию на|к|с)\s)?", re.IGNORECASE
)
_PAIR: Final = 2


class Context:
    """A paper's mentions by where they stand, and the countries that it is about."""

    def __init__(self, doc: Doc, linked: Linked) -> None:
        self.doc = doc
        self.linked = linked
        self.structure: Structure = structure_of(doc)
        self.text = self.structure.document.text
        self.by_layer: dict[str, list[Mention]] = {"entity": [], "amount": [], "date": [], "agreement": []}
        for mention in linked.mentions:
            self.by_layer[mention.layer].append(mention)
        self.starts = {layer: [m.start for m in mentions] for layer, mentions in self.by_layer.items()}
        self.by_code = {thing.iso_code: thing.entity_id for thing in linked.things if thing.iso_code}
        self.subject = self._subject()

    def within(self, layer: str, start: int, end: int) -> list[Mention]:
        """The layer's mentions that begin in the span."""
        starts = self.starts[layer]
        return self.by_layer[layer][bisect_left(starts, start) : bisect_left(starts, end)]

    def period(self, amount: Mention, sentence: Span, previous: Mention | None) -> str | None:
        """EDTF of the time that the figure holds for, or null."""
        for agreement in self.within("agreement", sentence.start_char, sentence.end_char):
            value = agreement.value
            if (
                agreement.start <= amount.start
                and amount.end <= agreement.end
                and isinstance(value, Instrument)
                and value.date
            ):
                return value.date
        dates = [
            d
            for d in self.within("date", sentence.start_char, sentence.end_char)
            if isinstance(d.value, When)
        ]
        if not dates:
            return None
        after = [d for d in dates if d.start >= amount.end]
        before = [d for d in dates if d.end <= amount.start]
        if after and _RIGHT_AFTER.fullmatch(self.text, amount.end, after[0].start):
            return after[0].value.norm
        floor = (
            previous.end
            if previous is not None and previous.start >= sentence.start_char
            else sentence.start_char
        )
        between = [d for d in before if d.start >= floor]
        # «… 24,6 млрд долл. в 2021 г., 26,1 млрд – в 2022 г.»: the date after the figure before belongs to that figure.
        if (
            between
            and previous is not None
            and _RIGHT_AFTER.fullmatch(self.text, previous.end, between[-1].start)
        ):
            between = []
            before = []
        if not between and not before and after:
            return after[0].value.norm
        chosen = between or before
        return chosen[-1].value.norm if chosen else None

    def places(self, start: int, end: int) -> tuple[str, ...]:
        """Entities of the places in the span, and of the countries that its adjectives name, in text order."""
        found: list[tuple[int, str]] = []
        for mention in self.within("entity", start, end):
            if isinstance(mention.value, Name) and mention.value.type == "LOC":
                entity = self.linked.entity_of.get(mention.mention_id)
                if entity is not None:
                    found.append((mention.start, entity))
        span = self.doc.char_span(start, end, alignment_mode="contract")
        for token in span if span is not None else ():
            for code in countries_of(token.text):
                if code in self.by_code:
                    found.append((token.idx, self.by_code[code]))
        return tuple(dict.fromkeys(entity for _, entity in sorted(found)))

    def things(self, start: int, end: int) -> tuple[str, ...]:
        """Entities of the places and organisations named in the span, in text order: whose figures a table's row gives."""
        found = (
            self.linked.entity_of.get(mention.mention_id)
            for mention in self.within("entity", start, end)
            if mention.label in ("LOC", "ORG")
        )
        return tuple(dict.fromkeys(entity for entity in found if entity is not None))

    def _subject(self) -> tuple[str, ...]:
        """The countries that the paper is about: those of its title, else the two that it names most."""
        for zone in self.structure.zones:
            if zone.section == "title" and zone.mined:
                named = self._countries(self.places(zone.start, zone.end))
                if len(named) >= _PAIR:
                    return named
        countries = {thing.entity_id for thing in self.linked.things if thing.subtype == "country"}
        counts = Counter(entity for entity in self.linked.entity_of.values() if entity in countries)
        ranked = sorted(counts, key=lambda entity: (-counts[entity], entity))
        return tuple(ranked[:_PAIR]) if len(ranked) >= _PAIR else tuple(ranked)

    def _countries(self, entities: tuple[str, ...]) -> tuple[str, ...]:
        countries = {thing.entity_id for thing in self.linked.things if thing.subtype == "country"}
        return tuple(entity for entity in entities if entity in countries)
