"""Clauses of a sentence, by punctuation, conjunctions and «который»: coarse, cheap, and seldom too wide.

>>> from pipeline.russian.nlp import build
>>> doc = build()("Форум, который прошёл в мае, был первым, а второй не состоялся.")
>>> start, end = clause(doc, 4)
>>> doc[start:end].text
'который прошёл в мае,'
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.russian import morph

_CLAUSES: Final = "svod_clauses"
_HEARSAY: Final = "svod_hearsay"
_SENTENCES: Final = "svod_sentence_starts"
_CLAUSE_WORDS: Final = frozenset(
    "а но однако что чтобы который где если когда поскольку хотя причём причем тогда поэтому будто ибо куда откуда пока".split()
)


def sentence_at(doc: Doc, index: int) -> Span:
    """The sentence of a token: spaCy's own `token.sent` looks through the whole document each time."""
    known: list[int] | None = doc.user_data.get(_SENTENCES)
    if known is None:
        known = [*(span.start for span in doc.sents), len(doc)]
        doc.user_data[_SENTENCES] = known
    at = min(bisect_right(known, index), len(known) - 1)
    return Span(doc, known[at - 1], known[at])


def clause(doc: Doc, index: int) -> tuple[int, int]:
    """Tokens [start, end) of the clause around a token, by punctuation and conjunctions: coarse, and seldom too wide."""
    starts = _clause_starts(sentence_at(doc, index))
    at = bisect_right(starts, index) - 1
    return starts[at], starts[at + 1]


def _clause_starts(sentence: Span) -> list[int]:
    """First tokens of the sentence's clauses, and the sentence's end."""
    doc = sentence.doc
    known: dict[int, list[int]] = doc.user_data.setdefault(_CLAUSES, {})
    if sentence.start in known:
        return known[sentence.start]
    starts = [sentence.start]
    relative = seen_verb = False
    for before, token in pairwise(sentence):
        mark, i = before.text, token.i
        if mark in (";", ":") or (mark == "," and _opens_clause(doc, i)):
            starts.append(i)
            relative = any(doc[n].lemma_ == "который" for n in range(i, min(i + 2, sentence.end)))
            seen_verb = False
        elif mark == "," and relative and seen_verb and not _continues(token):
            # «…, который состоялся в мае, стороны подписали»: the comma closes what was inserted.
            starts.append(i)
            relative = False
        seen_verb = seen_verb or token.pos_ == "VERB"
    starts.append(sentence.end)
    known[sentence.start] = starts
    return starts


def _opens_clause(doc: Doc, i: int) -> bool:
    """Whether a conjunction or «который» stands behind the comma; «в которой», «при котором» too."""
    word = doc[i]
    if word.lemma_ in _CLAUSE_WORDS or word.lower_ in _CLAUSE_WORDS:
        return True
    return i + 1 < len(doc) and word.pos_ == "ADP" and doc[i + 1].lemma_ == "который"


def _continues(token: Token) -> bool:
    """A list of names or a participle goes on with the clause."""
    return token.text[:1].isupper() or is_participle(token)


def is_participle(token: Token) -> bool:
    """Whether the dictionary knows the form as a full participle («подписанный»)."""
    return any(p.pos == "PRTF" and p.score > 0.01 for p in morph.parses(token.text))


def is_relative(doc: Doc, index: int) -> bool:
    """Whether the word stands in a clause of «который»."""
    start, end = clause(doc, index)
    return any(doc[i].lemma_ == "который" for i in range(start, min(start + 3, end)))


def is_hearsay(doc: Doc, index: int) -> bool:
    """«слухи, будто», «якобы»: what is told so isn't vouched for."""
    start, end = clause(doc, index)
    known: dict[int, bool] = doc.user_data.setdefault(_HEARSAY, {})
    if start not in known:
        known[start] = any(doc[i].lower_ in ("будто", "якобы") for i in range(max(start - 1, 0), end))
    return known[start]
