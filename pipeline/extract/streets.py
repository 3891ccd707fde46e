"""Streets: «улица Максима Горького», «проспект Абая», «ул. Достык».

A street bears a person's or a place's name, and neither is spoken of. «Площадь» is a square before a person's name and an
area before a place's («площадь Казахстана»); so are «улицы Омска» the town's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract.person_parts import is_first_name
from pipeline.russian import gazetteer
from pipeline.russian.concordance import by_form
from pipeline.russian.nlp import text_of

_STREETS: Final = "svod_streets"
_WORDS: Final = frozenset(
    "улица улице улицу улицей улицы ул проспект проспекта проспекте проспекту проспектом просп пр пр-т пр-кт бульвар бульвара"
    " бульваре бульвару бульваром б-р переулок переулка переулке переулку переулком пер площадь площади площадью пл"
    " набережная набережной набережную наб".split()
)
# These stand before what owns them as well.
_OWNED: Final = frozenset("площадь площади площадью набережная набережной набережную".split())
_ABBREVIATED: Final = frozenset("ул просп пр пр-т пр-кт б-р пер пл наб".split())
_LONGEST: Final = 8  # tokens: «имени А. М. Горького»


def in_street(doc: Doc, start: int, end: int) -> bool:
    """Whether the characters [start, end) lie inside the name of a street."""
    ranges: list[tuple[int, int]] | None = doc.user_data.get(_STREETS)
    if ranges is None:
        ranges = doc.user_data[_STREETS] = list(_found(doc))
    at = bisect_right(ranges, (start, len(text_of(doc)))) - 1
    return at >= 0 and end <= ranges[at][1]


def _found(doc: Doc) -> Iterator[tuple[int, int]]:
    for token in by_form(doc, _WORDS):
        word = token.text.lower()
        at = token.i + 1
        if at < len(doc) and doc[at].text == "." and word in _ABBREVIATED:
            at += 1
        elif word in _ABBREVIATED and "-" not in word:
            continue
        if word == "пр" and token.i and doc[token.i - 1].text == "и":
            # «и пр.»
            continue
        if at < len(doc) and doc[at].text.lower() in ("имени", "им"):
            at += 2 if at + 1 < len(doc) and doc[at + 1].text == "." else 1
        if at >= len(doc) or not _is_name(doc[at]):
            continue
        if word in _OWNED and gazetteer.place_at(doc, doc[at].idx) is not None:
            continue
        if word == "улицы" and doc[at].ent_type_ != "PER" and not is_first_name(doc[at].text):
            # «вышли на улицы Бристоля»: many, and the town's.
            continue
        if word == "пер" and at + 1 < len(doc) and doc[at + 1].text == ".":
            # «пер. А. Громова»: who translated it.
            continue
        end = at
        while end < len(doc) and end - at < _LONGEST and (_is_name(doc[end]) or _is_stop(doc, end)):
            end += 1
        yield doc[at].idx, doc[end - 1].idx + len(doc[end - 1].text)


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and token.text[0].isalpha()


def _is_stop(doc: Doc, at: int) -> bool:
    """The stop after an initial."""
    return doc[at].text == "." and len(doc[at - 1].text) == 1
