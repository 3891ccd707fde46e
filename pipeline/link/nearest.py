"""Which of several namesakes is meant: the one whose surroundings are named nearest.

«Элеватор в Петропавловске (Северо-Казахстанская область)» is Kazakhstan's town although the paper may say
«Петропавловск-Камчатский» a line above. The region that a namesake lies in tells more than its country, and a sentence nearby
more than one far off; what speaks for two at the same distance speaks for neither. The surprise: the longer name of one
namesake is no witness for the short one, since it was chosen to tell the two apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.link.registered import candidates
from pipeline.model import Mention
from pipeline.russian.demonyms import countries_of
from pipeline.russian.registry import Entry
from pipeline.values import Name


class Witness(NamedTuple):
    """A place that the paper names beyond doubt: in which sentence (by its number), and which thing."""

    sentence: int
    entry: Entry


class Testimony(NamedTuple):
    """The sentences, in order, in which some place speaks for a single namesake, and the keys spoken for in each."""

    sentences: tuple[int, ...]
    keys: dict[int, set[str]]


class Surroundings:
    """The places of one paper by the sentence that they stand in."""

    def __init__(self, doc: Doc, named: Sequence[Mention]) -> None:
        self._doc = doc
        self._starts = [sentence.start_char for sentence in doc.sents]
        self._witnesses = tuple(self._seen(named))
        self._testimonies: dict[tuple[tuple[Entry, ...], bool], Testimony] = {}

    def _seen(self, named: Sequence[Mention]) -> Iterable[Witness]:
        for mention in named:
            if mention.label == "LOC" and isinstance(mention.value, Name):
                found = candidates("LOC", mention.value.full)
                if len(found) == 1:
                    yield Witness(self._sentence(mention.start), found[0])

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def survivor(self, found: tuple[Entry, ...], mention: Mention) -> Entry | None:
        """The one of the things that the mention means; null where two remain."""
        if len(found) <= 1:
            return found[0] if found else None
        said = self._adjective(found, mention)
        if said is not None:
            return said
        at = self._sentence(mention.start)
        for of_region in (True, False):
            key = _nearest(self._heard(found, of_region), at)
            if key is not None:
                return next(entry for entry in found if entry.key == key)
        return None

    def _heard(self, found: tuple[Entry, ...], of_region: bool) -> Testimony:
        """What the paper's places say of these namesakes; gathered once for all mentions of the name."""
        known = self._testimonies.get((found, of_region))
        if known is None:
            heard: dict[int, set[str]] = {}
            for sentence, place in self._witnesses:
                meant = [entry for entry in found if _speaks_for(place, entry, of_region)]
                if len(meant) == 1 and place not in found:
                    heard.setdefault(sentence, set()).add(meant[0].key)
            known = self._testimonies[found, of_region] = Testimony(tuple(sorted(heard)), heard)
        return known

    def _adjective(self, found: tuple[Entry, ...], mention: Mention) -> Entry | None:
        """«казахстанский Петропавловск»: the country in the adjective before the name."""
        span = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or span.start == 0:
            return None
        codes = countries_of(self._doc[span.start - 1].text)
        meant = [entry for entry in found if _country(entry) in codes]
        return meant[0] if len(meant) == 1 else None


def _nearest(heard: Testimony, at: int) -> str | None:
    """The namesake that the nearest sentence speaks for; null where it speaks for two, or none speaks."""
    after = bisect_right(heard.sentences, at)
    around = heard.sentences[max(0, after - 1) : after + 1]
    nearest = min((abs(sentence - at) for sentence in around), default=None)
    keys = {key for s in around if abs(s - at) == nearest for key in heard.keys[s]}
    return keys.pop() if len(keys) == 1 else None


def _speaks_for(place: Entry, namesake: Entry, of_region: bool) -> bool:
    if of_region:
        return "-" in (namesake.within or "") and namesake.within in (place.iso_code, place.within)
    codes = {(code or "").partition("-")[0] for code in (place.iso_code, place.within)} - {""}
    return _country(namesake) in codes


def _country(entry: Entry) -> str:
    return (entry.within or "").partition("-")[0]
