"""Where each word of a paper stands, so that a rule goes to its words instead of walking past all others.

Some twenty rules begin with «is this one of my words?». Asked of every token, that costs more than all that follows from it;
a paper repeats its words, and most rules' words aren't in it at all.

    >>> from pipeline.russian.nlp import build
    >>> doc = build()("Экспорт области вырос, а экспорт соседних областей упал.")
    >>> [token.i for token in by_lemma(doc, ("область", "район"))], [token.i for token in by_form(doc, ("экспорт",))]
    ([1, 7], [0, 5])
    >>> [token.text for token in printed(doc, str.istitle)]
    ['Экспорт']

All give tokens in the order of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

_CONCORDANCE: Final = "svod_concordance"


class _Concordance(NamedTuple):
    """Indices of tokens: by the form as printed, by that in small letters, by lemma in small letters."""

    printed: dict[str, list[int]]
    forms: dict[str, list[int]]
    lemmas: dict[str, list[int]]


def by_form(doc: Doc, words: Iterable[str]) -> list[Token]:
    """Tokens printed as one of the words, which are given in small letters."""
    return _at(doc, _concordance(doc).forms, words)


def by_lemma(doc: Doc, lemmas: Iterable[str]) -> list[Token]:
    """Tokens whose lemma, in small letters, is one of those given."""
    return _at(doc, _concordance(doc).lemmas, lemmas)


def printed(doc: Doc, test: Callable[[str], object]) -> list[Token]:
    """Tokens whose printed form passes the test, which is asked once of each form."""
    known = _concordance(doc).printed
    return _at(doc, known, [form for form in known if test(form)])


def _at(doc: Doc, known: Mapping[str, list[int]], words: Iterable[str]) -> list[Token]:
    found = [i for word in words if word in known for i in known[word]]
    found.sort()
    return [doc[i] for i in found]


def _concordance(doc: Doc) -> _Concordance:
    known: _Concordance | None = doc.user_data.get(_CONCORDANCE)
    if known is None:
        known = doc.user_data[_CONCORDANCE] = _Concordance({}, {}, {})
        places_of: dict[int, list[int]] = {}
        for i, orth in enumerate(doc.to_array("ORTH").tolist()):
            places_of.setdefault(orth, []).append(i)
        for places in places_of.values():
            # The pipeline takes a token's lemma from its form alone.
            form, lemma = doc[places[0]].text, doc[places[0]].lemma_
            known.printed[form] = places
            known.forms.setdefault(form.lower(), []).extend(places)
            known.lemmas.setdefault(lemma.lower(), []).extend(places)
    return known
