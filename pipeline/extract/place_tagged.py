"""Places that no registry has: the tagger's, where nothing speaks against them, and those that end as settlements do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.extract import bodies
from pipeline.extract.coordination import is_proper_adjective
from pipeline.extract.person_parts import is_first_name
from pipeline.extract.person_tagged import is_adjective_of_size
from pipeline.extract.place_names import follows_place, is_country, mention, named
from pipeline.model import Mention, Rejection
from pipeline.russian import gazetteer, morph, surnames
from pipeline.russian.concordance import printed
from pipeline.russian.nlp import text_of
from pipeline.russian.toponyms import nominative_of

_SETTLEMENT: Final = re.compile(
    r"[А-ЯЁ][а-яё-]+(?:(?:ов|ев|ин|ын)о|горск|градск|поль|абад|бург|град|кент|шахр|тау|куль)"
)
_OPENERS: Final = frozenset({"PREP", "CONJ", "PRCL", "ADVB", "GRND", "NPRO"})
_GOVERNMENT: Final = {
    **dict.fromkeys(("в", "во", "на"), frozenset({"loct", "accs"})),
    **dict.fromkeys(
        ("из", "от", "до", "у", "с", "со", "близ", "около", "вокруг", "для"), frozenset({"gent", "ablt"})
    ),
    **dict.fromkeys(("к", "ко", "по"), frozenset({"datv"})),
    **dict.fromkeys(("под", "над", "между", "за", "перед"), frozenset({"ablt", "accs"})),
    "через": frozenset({"accs"}),
}


def by_tagger(span: Span) -> Iterator[Mention | Rejection]:
    """A mention for the tagger's span, or why not."""
    span = _without_opening(span)
    first = span[0]
    words = [token for token in span if token.text[0].isalpha()]
    if re.search(r"-\d", span.text) and not _is_closed_town(span.text):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "a make, a model or a year's event")
        return
    if not words or not first.text[0].isupper():
        yield Rejection(span.start_char, span.end_char, "place.tagger", "no capital")
        return
    if (
        len(words) == 1
        and is_proper_adjective(first)
        and all(r.is_adjective for r in morph.parses(first.text) if r.known)
    ):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "an adjective")
        return
    if len(words) == 1 and first.text.isupper() and len(first.text) < 7:
        yield Rejection(
            span.start_char, span.end_char, "place.tagger", "an abbreviation that no registry has"
        )
        return
    if not re.fullmatch(r"[А-Яа-яЁёA-Za-z0-9\s.’'()⁰¹²³⁴-⁹-]+", span.text):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "a formula or several names")
        return
    if len(words) == 1 and morph.best(first.text).pos == "VERB":
        yield Rejection(span.start_char, span.end_char, "place.tagger", "a verb")
        return
    if len(words) == 1 and _is_common(first):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "an ordinary word")
        return
    capitals = all(token.text[0].isupper() for token in words) and len(words) > 2
    if (
        len(words) > 1
        and (capitals or first.is_sent_start)
        and all(_is_ordinary(token.text) for token in words)
    ):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "ordinary words")
        return
    if any(token.text in (",", "и", "«", "»") for token in span):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "several names")
        return
    if first.text.isupper() and len(words) > 1 and all(token.text.isupper() for token in words):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "a heading in capitals")
        return
    end = bodies.end_char(span.doc, span.end)
    full = nominative_of(text_of(span.doc)[span.start_char : end], None, _governed(first))
    yield mention(span.start_char, end, named(full, None), "place.tagger", 0.7)


def is_told_apart(span: Span) -> bool:
    """«Малый Узень»: a name told from its namesake by size or side, which the tagger may take for a person's."""
    return len(span) == 2 and is_adjective_of_size(span[0].text) and not is_first_name(span[1].text)


def _without_opening(span: Span) -> Span:
    """The span without the word that begins the sentence, where that word is none of the name's.

    «Благодаря Кызылкайской …» begins with a preposition, «Доля Синьцзяна» with what is the place's, «Казахстанский Уральск»
    with an adjective that only a sentence's beginning gives a capital.
    """
    first = span[0]
    if len(span) < 2 or not first.is_sent_start or not span[1].text[:1].isupper():
        return span
    readings = [r for r in morph.parses(first.text) if r.known]
    if not readings or any(r.is_name for r in readings):
        return span
    rest = span[1:]
    place = gazetteer.place_at(span.doc, rest.start_char)
    if readings[0].is_adjective:
        registered = place is not None and place.end >= span.end_char
        return rest if registered and is_from_a_place(first.text) else span
    if any(r.pos in _OPENERS for r in readings):
        return rest
    genitive = any(r.case == "gent" for r in morph.parses(rest[0].text))
    return rest if readings[0].is_noun and readings[0].case == "nomn" and genitive else span


def is_from_a_place(adjective: str) -> bool:
    """«казахстанский», «сибирский»: an adjective in «-ский» that is no «-ический»."""
    lower = adjective.lower()
    return ("ск" in lower[2:] or "цк" in lower) and "ическ" not in lower


def _is_closed_town(name: str) -> bool:
    """«Арзамас-16», «Байконур-2»: a registered place with a small number."""
    base, _, number = name.rpartition("-")
    return len(number) <= 2 and any(h.type == "LOC" and h.end == len(base) for h in gazetteer.find(base))


def by_ending(doc: Doc) -> Iterator[Mention]:
    """Words that no dictionary has and that end as places do: «переход Маштаково — Сырым»; a dash links two of a route."""
    for token in printed(doc, _ends_as_settlement):
        word = token.text
        if token.is_sent_start:
            continue
        yield mention(token.idx, token.idx + len(word), named(word, None), "place.ending", 0.6)
        if token.i + 2 < len(doc) and doc[token.i + 1].text in "—–-":
            other = doc[token.i + 2]
            if (
                other.text[:1].isupper()
                and other.text[0].isalpha()
                and not is_country(other.text)
                and not morph.is_known(other.text)
            ):
                yield mention(
                    other.idx, other.idx + len(other.text), named(other.text, None), "place.route", 0.6
                )


def _ends_as_settlement(word: str) -> bool:
    return bool(_SETTLEMENT.fullmatch(word)) and "-" not in word and not morph.is_known(word)


def listed(doc: Doc) -> Iterator[Mention]:
    """An unknown name at the end of a list of places."""
    for token in printed(doc, _may_be_listed):
        word = token.text
        after = doc[token.i + 1].text[:1] if token.i + 1 < len(doc) else ""
        if not after.isupper() and token.ent_type_ != "ORG" and follows_place(doc, token):
            yield mention(
                token.idx, token.idx + len(word), named(nominative_of(word), None), "place.listed", 0.5
            )


def _may_be_listed(word: str) -> bool:
    """A capitalised word that no dictionary has, neither like a surname nor an adjective."""
    if not word[0].isupper() or word.isupper() or not word.isalpha() or morph.is_known(word):
        return False
    if surnames.looks_like_one(word) or not re.fullmatch(r"[А-Яа-яЁё-]+", word):
        return False
    return not morph.best(word).is_adjective


def _is_common(token: Token) -> bool:
    """A known noun with no reading as a name."""
    return _is_ordinary(token.text) and morph.best(token.text).is_noun


def _is_ordinary(word: str) -> bool:
    readings = [r for r in morph.parses(word) if r.known]
    return bool(readings) and not any(r.is_name or "Abbr" in r.grammemes for r in readings)


def _governed(token: Token) -> frozenset[str] | None:
    """Cases that the preposition before a name can govern."""
    if token.i == 0:
        return None
    return _GOVERNMENT.get(token.nbor(-1).text.lower())
