"""Organisations that only the tagger sees, and why most of what it takes for one is none."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Span

from pipeline.extract import bodies
from pipeline.extract.org_words import (
    ABBREVIATIONS_OF_THINGS,
    HEADS,
    LATIN_TERMS,
    NOT_ORGANISATIONS,
    TYPE_WORDS,
    subtype_of,
)
from pipeline.extract.place_sites import SITES
from pipeline.model import Mention, Rejection
from pipeline.russian import gazetteer, morph
from pipeline.values import Name

_PLAIN: Final = re.compile(r"[А-Яа-яЁёA-Za-z0-9\s.,'’«»\"“”„&+№–—-]+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_SHORT: Final = re.compile(r"[А-ЯЁ][А-ЯЁа-яё-]*[А-ЯЁ]\w?")


def mention(
    start: int, end: int, full: str, subtype: str | None, rule: str, confidence: float | None = None
) -> Mention:
    """An organisation at [start, end) of the text."""
    return Mention(
        "entity", "ORG", start, end, Name("ORG", " ".join(full.split()), subtype), rule, confidence
    )


def by_tagger(doc: Doc, span: Span) -> Mention | Rejection:
    """A mention for the tagger's span, or why not."""
    rule = "organisation.tagger"
    reason = _tagger_doubt(doc, span)
    if reason:
        return Rejection(span.start_char, span.end_char, rule, reason)
    words = [t for t in span if t.text[0].isalpha()]
    said = span.text
    full = (
        said
        if _SHORT.fullmatch(said) or words[0].text.isupper() or _LATIN.search(said)
        else morph.nominative(" ".join(said.split()))
    )
    heads = [t.lemma_.lower() for t in words if t.lemma_.lower() in HEADS]
    end = bodies.end_char(doc, span.end)
    full = full[: len(full) - (span.end_char - end)] if full == said else full
    return mention(span.start_char, end, full, subtype_of(heads[0], full) if heads else None, rule, 0.6)


def _is_ordinary_noun(word: str) -> bool:
    readings = [r for r in morph.parses(word) if r.known]
    return (
        bool(readings)
        and readings[0].is_noun
        and not any(r.is_name or "Abbr" in r.grammemes for r in readings)
    )


def _tagger_doubt(doc: Doc, span: Span) -> str | None:
    words = [t for t in span if t.text[0].isalpha()]
    if not words or not any(t.text[0].isupper() for t in words):
        return "no capital"
    if re.fullmatch(r"[IVXLC]+(?:-\w+)?", span.text):
        return "a number"
    if not _PLAIN.fullmatch(span.text):
        return "a formula"
    first = words[0]
    if re.fullmatch(r"\w+-\d+", span.text):
        return "the name of a project or a model"
    if first.text in ABBREVIATIONS_OF_THINGS or words[-1].text in ABBREVIATIONS_OF_THINGS:
        return "an abbreviation of a thing"
    if any("Apro" in r.grammemes for r in morph.parses(first.text)[:1]):
        return "an ordinary word"
    if any(t.lemma_.lower() in NOT_ORGANISATIONS for t in words[:3]):
        return "an instrument, an event or a text"
    if span.text.isupper() and len(words) > 1:
        return "a heading in capitals"
    if any(t.text.islower() and morph.best(t.text).pos == "VERB" for t in words):
        return "a clause"
    if all(_LATIN.match(t.text) for t in words):
        sentence = span.sent
        if sum(bool(_LATIN.match(t.text)) for t in sentence) > len(sentence) / 2:
            return "in a sentence in Latin letters"
        before = doc[span.start - 1].lemma_.lower() if span.start else ""
        if before in TYPE_WORDS:
            return None
        if span.start and doc[span.start - 1].text == "(":
            return "a translation in brackets"
        if len(words) == 1 and span.text.isupper():
            return "capitals in Latin letters and no type word"
        if len(span.text) < 4 or span.text in LATIN_TERMS or any(t.text in LATIN_TERMS for t in words):
            return "a term in Latin letters"
        return None
    if any(
        h.type == "LOC" and not h.cautious and (h.start, h.end) == (span.start_char, span.end_char)
        for h in gazetteer.hits_in(doc, span.start_char, span.end_char)
    ):
        return "a place"
    quoted = span.start > 0 and doc[span.start - 1].text in '«“"'
    if quoted and span.start > 1 and doc[span.start - 2].lemma_.lower() in NOT_ORGANISATIONS | SITES:
        return "the title of something else"
    if words[-1].lemma_.lower() in TYPE_WORDS and span.end < len(doc) and doc[span.end].text in '«“„"':
        return "named in quotes"
    if len(words) == 1:
        known = [r for r in morph.parses(first.text) if r.known]
        if known and not any(r.is_name or "Abbr" in r.grammemes for r in known):
            return "an ordinary word"
        if morph.best(first.text).is_adjective:
            return "an adjective"
        if first.text.isupper() and len(first.text) > 7:
            return "a word in capitals"
        if first.text.isupper() and len(first.text) < 3:
            return "two letters may be anything"
    elif not any(t.text[0].isupper() for t in words[1:]):
        if first.is_sent_start and not any(t.lemma_.lower() in HEADS for t in words):
            return "its capital begins a sentence"
        if _is_ordinary_noun(first.text) and first.lemma_.lower() not in HEADS:
            return "an ordinary word"
    if words[-1].lemma_.lower() in HEADS and len(words) == 1:
        return "a bare type word"
    return None
