"""What the statistical tagger saw, cleaned of its habits.

The tagger learnt from news and is good there. In papers it glues an abbreviation to its expansion («ОДКБ — Организация
Договора …»), leaves quotes half open, takes a treaty for an organisation and any capital after a full stop for a name. Its
spans are cut at dashes and brackets here; the modules decide what of the rest they believe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span

_CUT: Final = re.compile(r"[—–()\[\];:/|]|^-$|\n")
_EDGE: Final = frozenset("«»“”„\"'`,.;:!?()[]…*—–-")
_QUOTES: Final = {"«": "»", "“": "”", "„": "“", '"': '"'}


def tagged(doc: Doc, label: str) -> Iterator[Span]:
    """The tagger's spans of one label (PER, LOC, ORG), cut at dashes and brackets, without punctuation at the edges."""
    for entity in doc.ents:
        if entity.label_ != label:
            continue
        start = entity.start
        for at in range(entity.start, entity.end + 1):
            if at == entity.end or _CUT.search(doc[at].text):
                piece = _trimmed(doc, start, at, label)
                if piece is not None:
                    yield piece
                start = at + 1


def covers(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether a span of the tagger with that label overlaps the characters [start, end)."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span is not None and any(token.ent_type_ == label for token in span)


def _trimmed(doc: Doc, start: int, end: int, label: str) -> Span | None:
    while start < end and (doc[start].text in _EDGE or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in _EDGE or doc[end - 1].is_space):
        # «ЗАО «Мост»»: a closing quote whose opening one is inside stays.
        last = doc[end - 1].text
        if last in '»”"' and any(token.text in _QUOTES for token in doc[start : end - 1]):
            break
        # «Токаев К. К.»: an initial keeps its stop.
        if last == "." and label == "PER" and end - start > 1 and len(doc[end - 2].text) == 1:
            break
        end -= 1
    quotes = sum(token.text in _QUOTES for token in doc[start:end]) - sum(
        token.text in "»”" for token in doc[start:end]
    )
    if quotes == 1 and end < len(doc) and doc[end].text in '»”"' and doc[start].text not in _QUOTES:
        end += 1
    elif quotes:
        return None
    if start >= end or not any(character.isupper() for character in doc[start:end].text):
        return None
    return Span(doc, start, end, label=label)
