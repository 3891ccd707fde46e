"""The case that a person's name stands in, by the words around it.

«Мнение А. Оспанова» is a man's in the genitive, «отмечает А. Оспанова» a woman's in the nominative: a preposition, a noun, a
verb of saying or a post before the name, or a verb after it, tells."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract.person_parts import Named
from pipeline.extract.person_tagged import POSTS
from pipeline.russian import morph

_GENITIVE: Final = frozenset("у от для без из до кроме против вокруг среди около со согласно".split())
_SAYS: Final = frozenset(
    "считать отмечать полагать указывать писать подчёркивать подчеркивать утверждать говорить заявить заявлять отметить"
    " указать подчеркнуть сказать предлагать предложить рассматривать исследовать выделять выделить приводить показать"
    " показывать оценивать оценить доказывать называть анализировать приходить прийти делать сделать определять".split()
)


def cases_of(doc: Doc, name: Named) -> frozenset[str] | None:
    """The cases that the words before and after allow the name to stand in; null where they don't tell."""
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None:
        return None
    sentence = span.sent
    before = [t for t in doc[sentence.start : span.start] if not t.is_space]
    after = next((t for t in doc[span.end : sentence.end] if not t.is_space), None)
    if before:
        last = before[-1]
        low = last.text.lower()
        if low == "." and len(before) > 1 and before[-2].text.lower() == "им":
            return frozenset({"gent"})
        if not low[0].isalpha() and low not in (",", "и", "»", "”"):
            return frozenset({"nomn"})
        if low == "," and name.surname_first:
            return frozenset({"nomn"})
        if low in _GENITIVE:
            return frozenset({"gent"})
        if low in ("с", "между", "перед", "над"):
            return frozenset({"ablt", "gent"})
        if low in ("к", "по", "благодаря"):
            return frozenset({"datv"})
        if low in ("о", "об", "в", "при"):
            return frozenset({"loct"})
        readings = [r for r in morph.parses(last.text) if r.known or r.is_noun]
        lemma = last.lemma_.lower()
        if any(r.pos == "VERB" for r in readings[:1]):
            past = readings[0]
            if len(before) > 1 and any(
                r.pos == "NPRO" and r.case == "nomn" for r in morph.parses(before[-2].text)
            ):
                # «Он сменил …»: the subject is said.
                return frozenset({"accs", "gent", "datv"})
            if lemma in _SAYS or past.gender == "femn":
                return frozenset({"nomn"})
            return None if after is not None and after.text in ",." else frozenset({"accs", "nomn"})
        post = _post(before)
        if post is not None:
            return post
        if any(r.is_noun for r in readings[:1]) and low[0].isalpha() and not last.text.isupper():
            return frozenset({"gent"})
    if after is not None:
        verb = next((r for r in morph.parses(after.text)[:2] if r.pos == "VERB"), None)
        if verb is not None and verb.number != "plur":
            return frozenset({"nomn"})
    if not before:
        return frozenset({"nomn"})
    return None


def verb_before(doc: Doc, name: Named) -> str | None:
    """Gender of the past verb right before the name, which its subject must share: «сменил», «возглавила»; else null."""
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None or span.start == 0 or doc[span.start].is_sent_start:
        return None
    readings = [r for r in morph.parses(doc[span.start - 1].text)[:1] if r.pos == "VERB"]
    return readings[0].gender if readings and readings[0].gender in ("masc", "femn") else None


def verb_after(doc: Doc, name: Named) -> str | None:
    """Gender of the past verb right after the name, whose subject the name is likeliest: «Сарсенова выступила»; else null."""
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None or span.end >= len(doc):
        return None
    readings = [r for r in morph.parses(doc[span.end].text)[:1] if r.pos == "VERB" and r.known]
    return readings[0].gender if readings and readings[0].gender in ("masc", "femn") else None


def _post(before: list[Token]) -> frozenset[str] | None:
    """The case of the post that the name stands beside: «экс-Президента Казахстана Н. …» → genitive."""
    for token in reversed(before[-6:]):
        lemma = token.lemma_.lower().rpartition("-")[2]
        if lemma in POSTS:
            return frozenset(r.case for r in morph.parses(token.text) if r.is_noun and r.case) or None
        if token.text in ",.;:—–" or token.pos_ in ("VERB", "CCONJ"):
            return None
        if token.pos_ == "ADP" and token.text not in ("при", "по"):
            return None
    return None
