"""spaCy Doc → mentions: one module for each kind of thing said.

The socket: a module has `KIND` (its layer) and `find(doc)`, which yields a `Mention` for what it takes and, where a
reader would ask why not, a `Rejection` for what it refuses. Modules read the doc and nothing else; none sees another's
findings. Beside each stands its case file (`NAME.cases`); a module without cases fails the tests.

    >>> from pipeline.russian.nlp import build
    >>> found = extract(build()("В 2023 г. товарооборот достиг 26 млрд долл."))
    >>> [str(mention.value) for mention in found.mentions]
    ['2023', 'money 26000000000 USD']
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.extract.legible import legible
from pipeline.extract.modules import ALL
from pipeline.extract.overlaps import resolve
from pipeline.model import Mention, Rejection, mention_ids
from pipeline.russian.nlp import structure_of


class Extracted(NamedTuple):
    """Mentions in text order with their ids, and what was refused and why."""

    mentions: tuple[Mention, ...]
    rejections: tuple[Rejection, ...]


def extract(doc: Doc) -> Extracted:
    """Everything that the modules find in the mined zones, overlaps resolved."""
    structure = structure_of(doc)
    mentions: list[Mention] = []
    rejections: list[Rejection] = []
    for module in ALL:
        for found in module.find(doc):
            if isinstance(found, Rejection):
                rejections.append(found)
            else:
                mentions.append(found)
    mentions, unread = legible(structure.document, mentions)
    kept, dropped = resolve(mentions, structure)
    rejections.extend(unread)
    ids = mention_ids(structure.document.doc_id, structure.document.text, kept)
    identified = tuple(replace(mention, mention_id=key) for mention, key in zip(kept, ids, strict=True))
    return Extracted(identified, tuple(sorted((*rejections, *dropped))))
