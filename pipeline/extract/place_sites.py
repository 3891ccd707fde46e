"""Sites and routes: «месторождение «Тенгиз»», «переход Маштаково — Сырым».

A site's name in quotes is the span, its type word outside; the two ends of a crossing or a road are two places, known or not.
The surprise: «Сырым» is a form of «сырой» too, and only the dash beside it tells that it is a village."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract.place_names import code_of, mention, named
from pipeline.extract.quotes import quoted_after
from pipeline.model import Mention
from pipeline.russian import gazetteer
from pipeline.russian.concordance import by_lemma
from pipeline.russian.nlp import text_of
from pipeline.values import Name

# The dictionary doesn't have «ветропарк» and reads some of its forms as a feminine's.
SITES: Final = frozenset(
    "месторождение станция порт аэропорт космодром разъезд заповедник рудник ветропарк ветропарка".split()
)
_ROUTES: Final = frozenset("переход погранпереход пункт трасса автодорога автотрасса участок маршрут".split())
_LONGEST: Final = 40


def quoted(doc: Doc) -> Iterator[Mention]:
    """«месторождение «Тенгиз»»."""
    for token in by_lemma(doc, SITES):
        found = quoted_after(text_of(doc), token.idx + len(token.text))
        if found is None or found[1] - found[0] > _LONGEST or not text_of(doc)[found[0] + 1].isupper():
            continue
        a, b = found[0] + 1, found[1] - 1
        name = " ".join(text_of(doc)[a:b].split())
        yield mention(a, b, Name("LOC", name, "other", code_of(name, "other")), "place.site", 0.8)


def routes(doc: Doc) -> Iterator[Mention]:
    """«пункт пропуска Кордай — Ак-Тилек»: two names that a dash joins after a crossing's or a road's word."""
    for token in by_lemma(doc, _ROUTES):
        at = token.i + 1
        if at < len(doc) and doc[at].text in (",", "пропуска"):
            at += 1
        if (
            at + 2 >= len(doc)
            or doc[at + 1].text not in ("—", "–")
            or not all(map(_is_name, (doc[at], doc[at + 2])))
        ):
            continue
        for end in (doc[at], doc[at + 2]):
            if gazetteer.place_at(doc, end.idx) is None:
                a, b = end.idx, end.idx + len(end.text)
                yield mention(a, b, named(end.text, "other"), "place.route", 0.7)


def _is_name(token: Token) -> bool:
    word = token.text
    return word[0].isupper() and len(word) > 2 and not word.isupper() and word.replace("-", "").isalpha()
