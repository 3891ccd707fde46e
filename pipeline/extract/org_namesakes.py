"""Bodies under an abbreviation and the name that they bear: «ЗКУ им. М. Утемисова», «КГУ имени А. Байтурсынова».

The name tells them from others of the same letters, so the registry's meaning of the letters holds only where its own names
have it («МГУ имени М. В. Ломоносова»)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from pipeline.extract import bodies
from pipeline.extract.org_tagged import mention
from pipeline.extract.org_words import ABBREVIATIONS_OF_THINGS
from pipeline.model import Mention
from pipeline.russian import gazetteer
from pipeline.russian.concordance import printed
from pipeline.russian.nlp import text_of

_LETTERS: Final = re.compile(r"[А-ЯЁ][А-ЯЁа-яё]{0,6}[А-ЯЁ]")


def with_namesake(doc: Doc) -> Iterator[Mention]:
    """«ЗКУ им. М. Утемисова»: letters, «имени» and a person's name."""
    text = text_of(doc)
    for token in printed(doc, lambda word: word in ("им", "имени")):
        if token.i == 0:
            continue
        short = doc[token.i - 1]
        if not _LETTERS.fullmatch(short.text) or short.text in ABBREVIATIONS_OF_THINGS:
            continue
        end = bodies.named_after(doc, token.i)
        if end is None:
            continue
        a, b = short.idx, bodies.end_char(doc, end)
        said = " ".join(text[a:b].split())
        surname = said.split()[-1]
        known = [
            hit
            for hit in gazetteer.hits_in(doc, a, a + 1)
            if hit.type == "ORG" and hit.end == a + len(short.text) and _bears(hit, surname)
        ]
        full = known[0].nominative if known else said
        kind = known[0].things[0].subtype if known else ("university" if short.text.endswith("У") else None)
        yield mention(a, b, full, kind, "organisation.namesake", 0.8)


def _bears(hit: gazetteer.Hit, surname: str) -> bool:
    return len(hit.things) == 1 and any(surname in name for name in hit.things[0].names)
