"""The nouns that name agreements, and the type of instrument that each is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from spacy.tokens import Span

from pipeline.russian import morph

TYPES: Final = {
    **{"договор": "treaty", "пакт": "treaty", "трактат": "treaty"},
    **{
        "соглашение": "agreement",
        "меморандум": "memorandum",
        "протокол": "protocol",
        "декларация": "declaration",
    },
    **{"конвенция": "convention", "контракт": "contract", "хартия": "charter", "устав": "charter"},
    **{"коммюнике": "communique", "заявление": "statement", "программа": "programme", "план": "programme"},
    **{"карта": "programme", "договорённость": "arrangement", "договоренность": "arrangement"},
    **{"акт": "act", "документ": "act"},
}

STEMS: Final = (
    *(
        "договор",
        "соглаш",
        "мемор",
        "проток",
        "деклар",
        "конвенц",
        "контракт",
        "харти",
        "устав",
        "коммюн",
        "пакт",
    ),
    *("трактат", "заявлен", "програм", "план", "карт", "акт", "докум"),
)


@lru_cache(maxsize=20_000)
def instrument_lemma(word: str) -> str | None:
    """The agreement noun that a word form belongs to, or null: «соглашений» → «соглашение», «договорный» → null."""
    if not word.casefold().startswith(STEMS):
        return None
    return next(
        (p.lemma for p in morph.parses(word) if p.is_noun and p.lemma in TYPES and p.score > 0.01), None
    )


def head_of(span: Span, kind: str) -> int:
    """Index in the doc of the noun that names the instrument within a mention of that type."""
    for token in span:
        lemma = instrument_lemma(token.text)
        if lemma is not None and TYPES[lemma] == kind:
            return token.i
    return int(span.root.i) if span.doc.has_annotation("DEP") else int(span.start)
