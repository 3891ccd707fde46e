"""Places of one name and different kinds: the river Урал and the region, the town Озинки and its station.

A type word decides for its own mention («станция Озинки»), and «река» or «озеро» for the whole paper: one name has one sense
in one text, unless another type word says so. Without a type word a river must have water in its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc

from pipeline.link.registered import candidates, folded
from pipeline.model import Mention
from pipeline.russian.nlp import text_of
from pipeline.russian.registry import Entry
from pipeline.values import Name

_WATER_TYPES: Final = frozenset(
    {"река", "реки", "реке", "реку", "рекой", "озеро", "озера", "озере", "озеру", "озером", "оз"}
)
_WATER: Final = frozenset(
    "река бассейн сток приток русло водохранилище пойма устье исток паводок водность половодье водозабор плотина"
    " гидропост водопользование".split()
)


def waters(doc: Doc, named: Sequence[Mention]) -> frozenset[str]:
    """Folded names that are a river's or a lake's in this paper."""
    text = text_of(doc)
    found: set[str] = set()
    for mention in named:
        if mention.label != "LOC" or not isinstance(mention.value, Name):
            continue
        kinds = {entry.subtype for entry in candidates("LOC", mention.value.full)}
        if text[mention.start : mention.end].split()[0].lower().rstrip(".") in _WATER_TYPES:
            found.add(folded(mention.value.full))
        elif "other" in kinds and len(kinds) > 1:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and any(token.lemma_ in _WATER for token in span.sent):
                found.add(folded(mention.value.full))
    return frozenset(found)


def of_kind(found: tuple[Entry, ...], mention: Mention, is_water: bool) -> tuple[Entry, ...]:
    """Of the things that bear a place's name, those of the kind that the mention's type word or the paper says."""
    if mention.label != "LOC" or not isinstance(mention.value, Name):
        return found
    if mention.rule in ("place.type_word", "place.site"):
        return tuple(entry for entry in found if entry.subtype == mention.value.subtype)
    if len({entry.subtype for entry in found}) < 2:
        return found
    return tuple(entry for entry in found if (entry.subtype == "other") == is_water)
