"""When and where a figure holds: the period and the places that its sentence, its neighbours or its paper give it.

Period: the date right after the figure («26 млрд долл. в 2023 г.»), else the nearest before it in its clause, else the clause's
own, else the nearest before in the sentence; a date that follows another figure belongs to that one. Places: those of the indicator's own phrase, else the sentence's; a sentence that names none («страны
реализуют …») speaks of the countries that the passage or the paper is about, and the observation says so in its flags.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.model import Linked, Mention, Structure
from pipeline.relate.tree import Tree
from pipeline.russian import morph
from pipeline.russian.concordance import printed
from pipeline.russian.demonyms import countries_of
from pipeline.russian.nlp import structure_of
from pipeline.values import Amount, Instrument, Name, When

_RIGHT_AFTER: Final = re.compile(
    r"[\s(–—]{0,3}(?:(?:в|во|за|на|по итогам|по состоянию на|к|с)\s)?", re.IGNORECASE
)
_COMPARED: Final = re.compile(
    r"(?:чем|по сравнению с|против|относительно|к уровню|от уровня|в ценах|реформы|%\s?к)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
# What a union of states works through is none itself: «Комиссия», «Банк», «Суд», «Секретариат».
_BODIES: Final = (
    "комисс",
    "банк",
    "суд",
    "секретариат",
    "комитет",
    "совет",
    "фонд",
    "коллеги",
    "парламент",
    "агентств",
)
_PAIR: Final = 2
_OFTEN: Final = 3  # mentions that make a country a paper's subject where its title names none
_TO: Final = re.compile(r"^\s*к\s")
_AND_TO: Final = re.compile(r"[^,;.]{0,30}\sдо\s")
_NOW: Final = frozenset({"сейчас", "ныне", "теперь", "пока", "уже", "сегодня", "тогда"})
_WIDE: Final = frozenset({"country", "region", "igo", "macroregion"})


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
        self.subtype = {thing.entity_id: thing.subtype for thing in linked.things}
        self.subject = self._subject()

    def within(self, layer: str, start: int, end: int) -> list[Mention]:
        """The layer's mentions that begin in the span."""
        starts = self.starts[layer]
        return self.by_layer[layer][bisect_left(starts, start) : bisect_left(starts, end)]

    def period(self, amount: Mention, tree: Tree, span: Span) -> str | None:
        """EDTF of the time that the figure holds for, or null where its sentence doesn't say."""
        sentence = tree.doc[tree.first : tree.last]
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
            d for d in self.within("date", sentence.start_char, sentence.end_char) if self._dates(d, tree)
        ]
        after = [d for d in dates if d.start >= amount.end]
        if after and _RIGHT_AFTER.fullmatch(self.text, amount.end, after[0].start):
            base = (
                isinstance(amount.value, Amount)
                and amount.value.kind == "percent"
                and _TO.search(self.text[amount.end : after[0].start])
            )
            if not base:  # «108,4 % к декабрю 2021 г.»: the date is what it is compared with
                return after[0].value.norm
        if (
            span.start > tree.first
            and self.doc[span.start - 1].lower_ in ("с", "от")
            and _AND_TO.match(self.text, amount.end)
        ):
            spans = [d for d in dates if "/" in d.value.norm and d.end <= amount.start]
            # «с 16,4 до 15,2 млн»: a single date is that of the second figure.
            return spans[-1].value.norm if spans else None
        others = self.within("amount", sentence.start_char, sentence.end_char)
        free = [
            d for d in dates
            if not any(o is not amount and o.end <= d.start and _RIGHT_AFTER.fullmatch(self.text, o.end, d.start) for o in others)
        ]  # fmt: skip
        low, high = tree.segment(span.start)
        a, b = self.doc[low].idx, self.doc[high - 1].idx + len(self.doc[high - 1])
        here = [d for d in free if a <= d.start < b]
        if here:
            before = [d for d in here if d.end <= amount.start]
            return (before[-1] if before else here[0]).value.norm
        if any(self.doc[i].lower_ in _NOW for i in range(low, high)):
            return None
        # Of another clause only a single date may be borrowed: of two, either may be meant.
        stop = self.text.rfind(";", sentence.start_char, amount.start)
        borrowed = {d.value.norm for d in free if stop < d.start and d.end <= amount.start}
        return borrowed.pop() if len(borrowed) == 1 else None

    def _dates(self, date: Mention, tree: Tree) -> bool:
        """Whether a date may date a figure: not one of comparison («чем в 2021 г.»), of an agreement's title, of a participle
        («подписанный 14 февраля 2023 г.»), nor one without its year."""
        if not isinstance(date.value, When) or date.value.edtf.startswith("XXXX"):
            return False
        if _COMPARED.search(self.text, max(0, date.start - 40), date.start):
            return False
        if any(
            a.start <= date.start < a.end
            for a in self.within("agreement", tree.doc[tree.first].idx, date.end)
        ):
            return False
        span = self.doc.char_span(date.start, date.end, alignment_mode="expand")
        if span is None:
            return False
        for i in range(span.start - 1, tree.first - 1, -1):
            if self.doc[i].text in (",", "(", ";"):
                break
            if (
                self.doc[i - 1].text == ","
                and i > tree.first
                and morph.best(self.doc[i].text).pos in ("PRTF", "GRND")
            ):
                return False
        return True

    def dated(self, sentence: Span) -> bool:
        """Whether the sentence has a date of its own."""
        return bool(self.within("date", sentence.start_char, sentence.end_char))

    def places(self, start: int, end: int) -> tuple[str, ...]:
        """Entities of the places in the span, and of the countries that its adjectives name, in text order."""
        found: list[tuple[int, str]] = []
        for mention in self.within("entity", start, end):
            entity = self.linked.entity_of.get(mention.mention_id)
            if (
                entity is not None
                and isinstance(mention.value, Name)
                and self._is_area(mention.value, entity)
            ):
                found.append((mention.start, entity))
        named = [*self.within("entity", start, end), *self.within("amount", start, end)]
        adjectives = self._adjectives
        for token in adjectives[bisect_left(adjectives, start, key=_offset) :]:
            if token.idx + len(token) > end:
                break
            if not any(m.start <= token.idx < m.end for m in named):
                codes = (code for code in countries_of(token.text) if code in self.by_code)
                found.extend((token.idx, self.by_code[code]) for code in codes)
        return tuple(dict.fromkeys(entity for _, entity in sorted(found)))

    @cached_property
    def _adjectives(self) -> list[Token]:
        """The paper's adjectives of countries; a paper without figures is never asked for them."""
        return printed(self.doc, countries_of)

    def _is_area(self, name: Name, entity: str) -> bool:
        """Places, and unions of states: «доля в ЕАЭС» is as much of an area as «доля в Европе»."""
        if name.type == "LOC":
            return True
        words = name.full.casefold().split(" ")
        return (
            name.type == "ORG"
            and self.subtype.get(entity) == "igo"
            and not any(word.startswith(_BODIES) for word in words)
        )

    def areas(self) -> list[Mention]:
        """The mentions that name an area: places and unions of states."""
        return [
            mention
            for mention in self.by_layer["entity"]
            if isinstance(mention.value, Name)
            and self._is_area(mention.value, self.linked.entity_of.get(mention.mention_id, ""))
        ]

    def wide(self, entities: tuple[str, ...]) -> bool:
        """Whether all are areas that a passage may go on about: countries, regions, unions; not a station or a lake."""
        return all(self.subtype.get(entity) in _WIDE for entity in entities)

    def things(self, start: int, end: int) -> tuple[str, ...]:
        """Entities of the places and organisations named in the span, in text order: whose figures a table's row gives."""
        found = (
            self.linked.entity_of.get(mention.mention_id)
            for mention in self.within("entity", start, end)
            if mention.label in ("LOC", "ORG")
        )
        return tuple(dict.fromkeys(entity for entity in found if entity is not None))

    def _subject(self) -> tuple[str, ...]:
        """What the paper is about: the places of its title, else the countries that it names most.

        A country named once or twice is no subject, and a paper on no country has none.
        """
        for zone in self.structure.zones:
            if zone.section == "title" and zone.mined:
                named = tuple(entity for entity in self.places(zone.start, zone.end) if self.wide((entity,)))
                if named:
                    return named
        counts = Counter(
            entity for entity in self.linked.entity_of.values() if self.subtype.get(entity) == "country"
        )
        ranked = sorted(counts, key=lambda entity: (-counts[entity], entity))
        return tuple(entity for entity in ranked[:_PAIR] if counts[entity] >= _OFTEN)


def _offset(token: Token) -> int:
    return token.idx
