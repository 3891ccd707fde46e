"""Quotations that name a thing or a work: «газопровод «Дыхание Ямала»», «роман «Тихий Дон»».

What is named there is the pipeline or the book, and the peninsula and the river inside aren't spoken of. A type word before the
quotation tells, or its own shape: a noun in the nominative with a place in the genitive and nothing more («Голос Азии»)."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from spacy.tokens import Doc

from pipeline.extract.quotes import quoted_after
from pipeline.russian import gazetteer, morph
from pipeline.russian.concordance import by_form
from pipeline.russian.nlp import text_of

_TITLES: Final = "svod_titles"
# What these are called tells what they are about.
_TEXTS: Final = frozenset(
    "доклад статья раздел глава отчёт отчет обзор таблица рисунок параграф программа стратегия концепция план закон доктрина"
    " соглашение договор проект рубрика курс дисциплина".split()
)
_NAMED: Final = frozenset(
    "газопровод нефтепровод трубопровод водовод нефтепродуктопровод продуктопровод магистраль теплоход ледокол паром поезд"
    " спутник ракета книга роман фильм повесть поэма рассказ картина песня монография учебник сериал опера балет спектакль"
    " пьеса сборник брошюра кинофильм операция стихотворение альбом".split()
)


def in_title(doc: Doc, start: int, end: int) -> bool:
    """Whether the characters [start, end) lie inside the name of a thing or a work."""
    ranges = _titles(doc)
    at = bisect_right(ranges, (start, len(text_of(doc)))) - 1
    return at >= 0 and end <= ranges[at][1]


def _titles(doc: Doc) -> list[tuple[int, int]]:
    known: list[tuple[int, int]] | None = doc.user_data.get(_TITLES)
    if known is None:
        known = doc.user_data[_TITLES] = sorted(_found(doc))
    return known


def _found(doc: Doc) -> list[tuple[int, int]]:
    text = text_of(doc)
    found: list[tuple[int, int]] = []
    reached = 0
    for token in by_form(doc, ("«", "“", "„", '"')):
        if token.idx < reached:
            continue
        quoted = quoted_after(text, token.idx)
        if quoted is None:
            continue
        if token.text == '"':
            # The mark that closes looks the same, and opens nothing.
            reached = quoted[1]
        before = doc[token.i - 1] if token.i else None
        inside = (quoted[0] + 1, quoted[1] - 1)
        kind = before.lemma_.lower() if before is not None else ""
        if kind in _NAMED or (kind not in _TEXTS and _is_of_a_place(doc, *inside)):
            found.append(inside)
            reached = quoted[1]
    return found


def _is_of_a_place(doc: Doc, start: int, end: int) -> bool:
    """«Сила Сибири», «Голос Америки»: one noun in the nominative, and whose."""
    text = text_of(doc)
    head, blank, owner = text[start:end].partition(" ")
    if not blank or not head[:1].isupper() or head.isupper():
        return False
    place = gazetteer.place_at(doc, start + len(head) + 1)
    if place is None or place.end != end or text[place.start : end] == place.nominative:
        return False
    return any(r.known and r.is_noun and r.case == "nomn" for r in morph.parses(head)) and owner[:1].isupper()
