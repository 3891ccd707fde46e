"""Slots of an agreement from its sentence and the neighbours: who, when, where, at what event.

    «Протокол о сверке карт, подписанный в Омске 3 мая 2019 г.»               → date and place from the participle
    «Конвенция об охране озёр (Рамсар, 2 февраля 1971 г.)»                    → from the brackets
    «На II Форуме ректоров (Тюмень, 2021 г.) вузы подписали 30 меморандумов»  → event, and its time and place
    «Стороны заключили два договора. Их участниками стали Омская и … области» → parties from the next sentence

Only what the text says: a slot with two different candidates stays empty. The surprise: a date in the sentence is mostly
not the day of signing («на 1 июня действовало 600 соглашений», «обсуждается с 2019 г.»), so a date counts only where
the parser hangs it on the verb that signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from spacy.tokens import Doc, Span

from pipeline.model import Linked, Mention, Qualifiers
from pipeline.relate.signatories import gap_start, is_time_gap, signatories
from pipeline.russian.clauses import clause, sentence_at
from pipeline.russian.instruments import head_of
from pipeline.russian.nlp import arcs, text_of
from pipeline.russian.phrases import is_roman
from pipeline.russian.signing import is_signing
from pipeline.russian.standing import witnesses
from pipeline.values import Instrument, Name, When

_T = TypeVar("_T")
_SMALL_PLACES: Final = ("city", "other", "district", None)
_THERE: Final = ("там же", "тогда же")
_WINDOW: Final = 16


def fill(doc: Doc, linked: Linked, qualifiers: dict[str, Qualifiers]) -> tuple[Mention, ...]:
    """The agreement mentions, in order, with the slots that the text fills."""
    reader = _Reader(doc, linked)
    return tuple(
        replace(mention, value=reader.filled(mention, mention.value))
        for mention in linked.mentions
        if isinstance(mention.value, Instrument)
    )


class _Reader:
    """One paper's mentions by token, for looking around an agreement."""

    def __init__(self, doc: Doc, linked: Linked) -> None:
        self.doc = doc
        self.sentences = list(doc.sents)
        self.number = {sentence.start: n for n, sentence in enumerate(self.sentences)}
        self.agreements: list[Span] = []
        self.dates: list[tuple[Span, When]] = []
        self.names: list[tuple[Span, Name]] = []
        for mention in linked.mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or not len(span):
                continue
            if isinstance(mention.value, Instrument):
                self.agreements.append(span)
            elif isinstance(mention.value, When):
                self.dates.append((span, mention.value))
            elif isinstance(mention.value, Name):
                self.names.append((span, mention.value))

    def filled(self, mention: Mention, value: Instrument) -> Instrument:
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or not len(span) or value.specificity == "generic":
            return value
        sentence = sentence_at(self.doc, span.start)
        head = head_of(span, value.type)
        signing = [
            i
            for i, how in witnesses(self.doc, head, span.start, span.end).items()
            if is_signing(self.doc[i]) and how == "done"
        ]
        date, place = self._in_brackets(span, sentence)
        date = date or self._behind_oblique(span)
        status = value.status
        if date is not None and status == "unknown" and value.specificity == "named":
            status = "signed"
        by_verb = self._in_gap(span)
        if by_verb is None and not is_time_gap(self.doc, span):
            by_verb = _only(edtf for i in signing for edtf in self._dates_of(i, sentence))
        where = _only(name for i in signing for name in self._places_of(i, sentence))
        event = None
        if status in ("signed", "ratified", "in_force") and signing and value.date is None:
            event = self._event(span, sentence, signing)
        if event is not None:
            when_held, where_held = self._occasion(event, sentence, span)
            by_verb, where = by_verb or when_held, where or where_held
        parties = value.party_names or signatories(
            self.doc, self.names, self.agreements, span, head, self._next(sentence)
        )
        return replace(
            value,
            date=value.date or date or by_verb,
            place=value.place or place or where,
            event=value.event or (event[1].full if event else None),
            party_names=parties,
            status=status,
        )

    def _next(self, sentence: Span) -> Span | None:
        after = self.number[sentence.start] + 1
        return self.sentences[after] if after < len(self.sentences) else None

    # --- when and where ----------------------------------------------------------------------------------------------

    def _in_brackets(self, span: Span, sentence: Span) -> tuple[str | None, str | None]:
        """«(Екатеринбург, 11 ноября 2013 г.)» directly behind the mention."""
        if span.end >= sentence.end or self.doc[span.end].text != "(":
            return None, None
        close = next((i for i in range(span.end, sentence.end) if self.doc[i].text == ")"), None)
        if close is None:
            return None, None
        dates = _only(when.edtf for at, when in self._within(self.dates, span.end, close) if _is_point(when))
        places = _only(name.full for _, name in self._within(self.names, span.end, close) if _is_town(name))
        return dates, places if dates else None

    def _behind_oblique(self, span: Span) -> str | None:
        """«в Тегеранской декларации 12 мая 1998 г.»: a day directly behind an instrument that only is the place of words."""
        if not span.start or self.doc[span.start - 1].lower_ not in ("в", "по", "согласно"):
            return None
        return _only(
            when.edtf for at, when in self.dates if at.start == span.end and when.granularity == "day"
        )

    def _in_gap(self, span: Span) -> str | None:
        """«…, а в 2007 г. — Договор о торговле»: the time before the dash stands for a clause of its own."""
        start = gap_start(self.doc, span)
        if start is None or not is_time_gap(self.doc, span):
            return None
        return _only(when.edtf for _, when in self._within(self.dates, start, span.start) if _is_point(when))

    def _within(self, mentions: Iterable[tuple[Span, _T]], start: int, end: int) -> list[tuple[Span, _T]]:
        return [(span, value) for span, value in mentions if start <= span.start and span.end <= end]

    def _dates_of(self, verb: int, sentence: Span) -> list[str]:
        """Dates that hang on the verb, outside agreements' names: «подписан 18 января 2005 г.»."""
        return self._nearer(
            verb,
            [
                (span, when.edtf)
                for span, when in self._within(self.dates, sentence.start, sentence.end)
                if _is_point(when)
                and not self._in_agreement(span)
                and not self._is_count_day(span)
                and self._hangs(span, verb)
            ],
        )

    def _nearer(self, verb: int, found: list[tuple[Span, str]]) -> list[str]:
        """Of several, those with no other predicate on the way: «подписанный 3 мая и вступивший в силу 1 июля»."""
        if len(found) > 1:
            clear = [
                one
                for one in found
                if not any(
                    self.doc[i].pos_ == "VERB"
                    for i in range(min(one[0].end, verb + 1), max(one[0].start, verb))
                )
            ]
            found = clear or found
        if len(found) > 1:
            # «в 2022 г. заключено 14, в 2023 г. — 23»: no comma on the way.
            found = [one for one in found if not self._comma_between(one[0], verb)] or found
        return [value for _, value in found]

    def _comma_between(self, span: Span, verb: int) -> bool:
        return any(self.doc[i].text == "," for i in range(min(span.end, verb + 1), max(span.start, verb)))

    def _is_count_day(self, span: Span) -> bool:
        """«на 1 июня 2024 г.», «к 2020 г.»: the day of a count or a term, not of a signing."""
        return span.start > 0 and self.doc[span.start - 1].lower_ in ("на", "до", "к", "после", "с", "по")

    def _places_of(self, verb: int, sentence: Span) -> list[str]:
        """Towns behind «в» that hang on the verb."""
        return [
            name.full
            for span, name in self._within(self.names, sentence.start, sentence.end)
            if _is_town(name)
            and span.start > 0
            and self.doc[span.start - 1].lower_ in ("в", "во")
            and not self._in_agreement(span)
            and self._hangs(span, verb)
        ]

    def _in_agreement(self, span: Span) -> bool:
        return any(a.start <= span.start and span.end <= a.end for a in self.agreements)

    def _hangs(self, span: Span, verb: int) -> bool:
        """Whether the verb is the first predicate above the phrase in the parse, or stands in its clause with none between."""
        between = self.doc[min(span.end, verb + 1) : max(span.start, verb)]
        if not any(token.pos_ == "VERB" or token.text in (",", ";", ":") for token in between):
            return True
        parsed = arcs(sentence_at(self.doc, span.start))
        inside = range(span.start, span.end)
        here = span.start
        for _ in range(len(parsed)):
            arc = parsed.get(here)
            if arc is None or arc.head == here:
                break
            here = arc.head
            if here == verb:
                return True
            if here not in inside and (self.doc[here].pos_ == "VERB" or is_signing(self.doc[here])):
                return False
        start, end = clause(self.doc, verb)
        return start <= span.start < end and not any(
            self.doc[i].pos_ == "VERB" and self.doc[i].lemma_ != "быть"
            for i in range(min(span.end, verb + 1), max(span.start, verb))
        )

    # --- events ------------------------------------------------------------------------------------------------------

    def _event(self, span: Span, sentence: Span, signing: Sequence[int]) -> tuple[Span, Name] | None:
        """The event at which it was signed: the last one named before it in the sentence, else the only one behind it.

        «Там же», «На нём», «В его ходе» at the sentence's beginning refer to the last event of the sentence before.
        """
        events = [(s, n) for s, n in self.names if n.type == "EVENT" and not self._in_agreement(s)]
        here = self._within(events, sentence.start, sentence.end)
        before = [found for found in here if found[0].end <= span.start and self._is_occasion(found[0])]
        if before:
            return before[-1]
        behind = [
            found
            for found in here
            if found[0].start >= span.end
            and self._is_occasion(found[0])
            and any(clause(self.doc, i) == clause(self.doc, found[0].start) for i in signing)
        ]
        if len(behind) == 1:
            return behind[0]
        n = self.number[sentence.start]
        opening = sentence.text[:24].casefold()
        if (
            n
            and not here
            and opening.startswith((*_THERE, "на нём", "на нем", "в его ходе", "в её рамках", "в его рамках"))
        ):
            earlier = self.sentences[n - 1]
            last = self._within(events, earlier.start, earlier.end)
            return last[-1] if last else None
        return None

    def _is_occasion(self, span: Span) -> bool:
        """«на XIV Форуме», «в ходе саммита», «Форум завершился подписанием»; not «после Форума», «накануне Форума»."""
        before = [
            self.doc[i].lower_
            for i in range(max(span.start - 2, sentence_at(self.doc, span.start).start), span.start)
        ]
        if not before:
            return True
        return before[-1] not in ("после", "накануне", "до", "перед", "к", "о", "об")

    def _occasion(
        self, event: tuple[Span, Name], sentence: Span, span: Span
    ) -> tuple[str | None, str | None]:
        """When and where the event was held: said with it here, else wherever the paper dates the same event in brackets."""
        place_and_date = self._beside(event[0], span)
        if place_and_date[0] is not None:
            return place_and_date
        ordinal = event[0].text.split()[0]
        if is_roman(ordinal):
            # «наиболее заметны XV (2018 г.) и XIX (2023 г.)»: the number alone, with its year in brackets.
            years = set(
                re.findall(
                    rf"(?<!\w){ordinal}\s*\((?:[^()]*?,\s*)?(\d{{4}})\s*(?:г\.?|год)?\)", text_of(self.doc)
                )
            )
            if len(years) == 1:
                return years.pop(), place_and_date[1]
        dated = _only(
            found
            for other, name in self.names
            if name.type == "EVENT" and name.full == event[1].full and other.start != event[0].start
            for found in (self._beside(other, None)[0],)
            if found is not None
        )
        return dated, place_and_date[1]

    def _beside(self, event: Span, until: Span | None) -> tuple[str | None, str | None]:
        """Date and town directly behind an event's name: «(2018 г.)», «в Омске 7 ноября», «, который состоялся в …»."""
        sentence = sentence_at(self.doc, event.start)
        end = min(event.end + _WINDOW, sentence.end)
        if until is not None and until.start >= event.end:
            end = min(end, until.start)
        if self.doc[event.end].text == "(" if event.end < sentence.end else False:
            end = next((i for i in range(event.end, sentence.end) if self.doc[i].text == ")"), end)
        else:
            for i in range(event.end, end):
                held = self.doc[i].lemma_ in (
                    "состояться",
                    "пройти",
                    "проходить",
                    "провести",
                    "организовать",
                    "состоявшийся",
                )
                participle = self.doc[i].lower_.startswith(("состоявш", "прошедш", "проведённ", "проходивш"))
                if self.doc[i].pos_ == "VERB" and not held and not participle:
                    end = i
                    break
                if self.doc[i].text == ";":
                    end = i
                    break
        date = _only(when.edtf for _, when in self._within(self.dates, event.end, end) if _is_held(when))
        place = _only(
            name.full
            for s, name in self._within(self.names, event.end, end)
            if _is_town(name) and (self.doc[s.start - 1].lower_ in ("в", "во", "("))
        )
        return date, place


def _only(candidates: Iterable[str]) -> str | None:
    """The single candidate; null where there is none or more than one."""
    distinct = list(dict.fromkeys(candidates))
    return distinct[0] if len(distinct) == 1 else None


def _is_point(when: When) -> bool:
    """A day, month, quarter or year: no period and no open end is a date of signing."""
    return (
        when.granularity in ("day", "month", "year", "quarter", "half")
        and "/" not in when.edtf
        and "X" not in when.edtf
    )


def _is_held(when: When) -> bool:
    """An event may also last from one day to another."""
    return _is_point(when) or (when.granularity == "range" and ".." not in when.edtf and len(when.edtf) > 9)


def _is_town(name: Name) -> bool:
    return (
        name.type == "LOC"
        and name.subtype in _SMALL_PLACES
        and not name.full.endswith(("область", "край", "район"))
    )
