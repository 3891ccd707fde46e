"""Persons that the tagger sees, without the posts that it takes in and the terms that it takes for surnames."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.extract.person_parts import Named, is_first_name, split
from pipeline.extract.place_names import follows_place
from pipeline.model import Rejection
from pipeline.russian import gazetteer, morph, surnames
from pipeline.russian.nlp import text_of

_SIZES: Final = frozenset(
    "малый большой верхний нижний средний северный южный западный восточный старый новый великий".split()
)
POSTS: Final = frozenset(
    "президент премьер министр глава председатель губернатор аким посол академик профессор доктор директор ректор"
    " генерал король императрица император царь хан султан канцлер секретарь депутат лидер автор исследователь учёный"
    " представитель уполномоченный руководитель начальник заместитель помощник советник комиссар спикер сенатор полпред"
    " эксперт историк экономист политолог господин госпожа товарищ маршал писатель поэт проректор мэр".split()
)


def by_tagger(doc: Doc, span: Span) -> Named | Rejection:
    """A name for the tagger's span, or why not."""
    rule = "person.tagger"
    tokens = [t for t in span if t.text[0].isalpha() and (len(t.text) > 1 or len(span) > 1)]
    while tokens and (tokens[0].text.islower() or tokens[0].lemma_.lower() in POSTS):
        tokens.pop(0)
    while tokens and tokens[-1].text.islower():
        tokens.pop()
    if not tokens or any(t.text in ("«", "»", ",") for t in doc[tokens[0].i : tokens[-1].i]):
        return Rejection(span.start_char, span.end_char, rule, "no name in it")
    if all(len(t.text) == 1 for t in tokens):
        return Rejection(span.start_char, span.end_char, rule, "initials alone")
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    words = _words(doc, tokens)
    if any(re.search(r"\d", word) for word in words):
        # «Ан-148», «Ту-204-300»: a make and its number.
        return Rejection(start, end, rule, "figures are no name's")
    if len(words) == 2 and is_adjective_of_size(words[0]) and not is_first_name(words[1]):
        return Rejection(start, end, rule, "a place by its size or side")
    if len(tokens) == 1:
        reason = _single_doubt(doc, tokens[0])
        if reason:
            return Rejection(start, end, rule, reason)
    if len(words) == 2 and re.fullmatch(r"[IVX]+", words[1]):
        # «Александр II»
        return Named(start, end, "", words[1], (words[0],), None, rule, 0.8)
    if len(words) > 1 and any(w.isupper() and len(w) > 1 for w in words):
        return Rejection(start, end, rule, "capitals are no name's")
    if len(words) > 1 and len(words[-1]) == 1 and len(words[0]) > 1:
        # «Хьюдак П»: an initial that lost its stop.
        initials = " ".join(f"{word}." for word in words[1:] if len(word) == 1)
        return Named(start, end, words[0], initials, (), None, rule, 0.7)
    given, surname, gender = split(words)
    return Named(start, end, surname, "", given, gender, rule, 0.8)


def _words(doc: Doc, tokens: list[Token]) -> list[str]:
    """The words as printed, what an apostrophe joins being one: «О’Коннор», «д’Эстен»."""
    words: list[str] = []
    end = -1
    for token in tokens:
        joint = text_of(doc)[end : token.idx] if end >= 0 else ""
        if joint in ("'", "’", "ʼ"):
            words[-1] += joint + token.text
        else:
            words.append(token.text)
        end = token.idx + len(token.text)
    return words


def is_adjective_of_size(word: str) -> bool:
    """«Малый», «Нижний»: what rivers, islands and towns of one name are told apart by."""
    return morph.lemma(word) in _SIZES


def _single_doubt(doc: Doc, token: Token) -> str | None:
    word = token.text
    if word.isupper() or not word[0].isupper():
        return "not spelt as a name"
    known = [r for r in morph.parses(word) if r.known]
    if known and not any(r.is_name for r in known) and not surnames.looks_like_one(word):
        return "an ordinary word"
    if (
        morph.parses(word)[0].is_adjective
        and not known
        and (token.is_sent_start or "ическ" in word or "ск" not in word)
    ):
        return "an adjective"
    if not known and _modifies(doc, token):
        return "an adjective with its noun"
    if re.fullmatch(r"[А-ЯЁ][а-яё]+-[а-яё]{5,}", word):
        return "a compound word"
    if re.search(r"[A-Za-z]", word):
        return "Latin letters alone"
    if not known and not surnames.looks_like_one(word) and _stands_in_table(doc, token):
        return "an unknown word that stands alone"
    if not known and not surnames.looks_like_one(word) and follows_place(doc, token):
        return "the last of a list of places"
    if re.fullmatch(r".+(?:ов|ев|ин|ын)о", word):
        return "it ends as a village does"
    exact = [
        h
        for h in gazetteer.hits_in(doc, token.idx, token.idx + 1)
        if (h.start, h.end) == (token.idx, token.idx + len(word))
    ]
    if any(not hit.cautious for hit in exact):
        return "a registered name of something else"
    return None


def _modifies(doc: Doc, token: Token) -> bool:
    """«Мойнакской схеме»: a word in «-ский» and a common noun that agrees with it."""
    if token.i + 1 >= len(doc) or "ск" not in token.text:
        return False
    after = doc[token.i + 1].text
    return after.islower() and after.isalpha() and morph.agreeing((token.text, after)) is not None


def _stands_in_table(doc: Doc, token: Token) -> bool:
    """Whether a tab or a line's end touches the word: a cell holds terms, and names of people seldom."""
    end = token.idx + len(token.text)
    return text_of(doc)[max(0, token.idx - 1) : token.idx] in ("\t", "\n") or text_of(doc)[end : end + 1] in (
        "\t",
        "\n",
    )
