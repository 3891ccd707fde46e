"""Named places: countries, regions, districts, cities, macroregions, rivers and stations.

«в 2023 г. Костанайская и Курганская области» holds two, each with the head of its own in the normal form; «г. Уфа» is
one, its type word inside the span and outside the normal form, but «район Байтерек» keeps it, since the word is a part of
that name. The surprise: a country is a place even where it acts («Казахстан заявил»), and its adjective never is
(«российско-казахстанский»).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract.coordination import Shared, is_proper_adjective, shared_heads
from pipeline.extract.place_names import is_known, kind_of, mention, named, of_hit
from pipeline.extract.place_sites import quoted, routes
from pipeline.extract.place_tagged import by_ending, by_tagger, is_told_apart, listed
from pipeline.extract.place_types import municipal, with_type
from pipeline.extract.streets import in_street
from pipeline.extract.tagged import covers, tagged
from pipeline.extract.titles import in_title
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import gazetteer, morph
from pipeline.russian.clauses import sentence_at
from pipeline.russian.concordance import by_lemma
from pipeline.russian.nlp import text_of

KIND: Layer = "entity"
_GENERIC: Final = frozenset(
    "городской сельский российский казахстанский советский русский европейский азиатский мировой данный другой"
    " следующий каждый весь этот новый крупный отдельный приграничный соседний такой самый каков какой"
    " сопредельный приморский горный муниципальный территориальный административный".split()
)
_COUNTRIES: Final = "svod_countries"
_PREPOSITIONS: Final = frozenset("в во из на до через под от с со к ко по близ у вокруг между".split())


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Places by the registry, by their type word, by a shared head, and by the tagger."""
    for found in _find(doc):
        reason = _elsewhere(doc, found.start, found.end)
        yield Rejection(found.start, found.end, found.rule, reason) if reason else found


def _elsewhere(doc: Doc, start: int, end: int) -> str | None:
    """Why nothing at these characters is a place, whatever it looks like."""
    if in_title(doc, start, end):
        return "inside the name of a thing or a work"
    if in_street(doc, start, end):
        return "a street's name"
    return None


def _find(doc: Doc) -> Iterator[Mention | Rejection]:
    hits = [hit for hit in gazetteer.hits(doc) if hit.type == "LOC"]
    regions: set[str] = set()
    for shared in shared_heads(doc):
        if _is_place(doc, shared):
            regions.add(shared.full)
            yield mention(
                shared.start,
                shared.end,
                named(shared.full, kind_of(shared.full, shared.head)),
                "place.shared_head",
            )
        else:
            yield Rejection(shared.start, shared.end, "place.shared_head", "an ordinary adjective")
    yield from _elliptic(doc, regions)
    yield from with_type(doc)
    yield from municipal(doc)
    yield from quoted(doc)
    yield from routes(doc)
    refused: set[tuple[int, int]] = set()
    for hit in hits:
        reason = _doubt(doc, hit)
        if reason is None:
            yield mention(hit.start, hit.end, of_hit(hit), "place.registry")
        else:
            refused.add((hit.start, hit.end))
            yield Rejection(hit.start, hit.end, "place.registry", reason)
    for span in tagged(doc, "LOC"):
        if (span.start_char, span.end_char) not in refused:
            yield from by_tagger(span)
    for span in tagged(doc, "PER"):
        if is_told_apart(span):
            yield from by_tagger(span)
    yield from by_ending(doc)
    yield from listed(doc)


def _is_place(doc: Doc, shared: Shared) -> bool:
    if is_known(shared.full):
        return True
    token = doc.char_span(shared.start, shared.start + 1, alignment_mode="expand")
    assert token is not None
    adjective = morph.lemma(token[0].text)
    if adjective in _GENERIC or (shared.head == "республика" and token[0].is_sent_start):
        return False
    stem = token[0].text.lower()
    if token[0].text.isupper() and not covers(doc, shared.start, shared.end, "LOC"):
        return False
    return any(part in stem for part in ("ск", "цк")) or (not token[0].is_sent_start and shared.alone)


def _elliptic(doc: Doc, regions: set[str]) -> Iterator[Mention]:
    """«инвестиции Курганской области в Костанайскую»: the adjective alone, where a head like its own stands in the sentence."""
    heads_of: dict[int, set[str]] = {}
    for token in by_lemma(doc, ("область", "край", "район", "округ")):
        heads_of.setdefault(sentence_at(doc, token.i).start, set()).add(token.lemma_.lower())
    for start, heads in heads_of.items():
        for token in sentence_at(doc, start):
            if not is_proper_adjective(token) or token.text.isupper() or _has_noun(doc, token):
                continue
            for head in sorted(heads):
                gender = "femn" if head == "область" else "masc"
                adjective = morph.adjective(token.text, "nomn", "sing", gender)
                full = f"{adjective} {head}"
                if adjective and (is_known(full) or full in regions):
                    yield mention(
                        token.idx,
                        token.idx + len(token.text),
                        named(full, kind_of(full, head)),
                        "place.elliptic_head",
                    )
                    break


def _has_noun(doc: Doc, token: Token) -> bool:
    """Whether a noun that the adjective agrees with follows it, with other adjectives between."""
    for after in doc[token.i + 1 : token.i + 5]:
        if after.text in (",", "и") and after.i + 1 < len(doc) and is_proper_adjective(doc[after.i + 1]):
            continue
        readings = morph.parses(after.text)
        if any(r.is_adjective for r in readings):
            continue
        return morph.agreeing((token.text, after.text)) is not None and any(r.is_noun for r in readings)
    return False


def _doubt(doc: Doc, hit: gazetteer.Hit) -> str | None:
    """Why a registered form is no place here; null where nothing speaks against it."""
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None:
        return "inside a word"
    first, last = span[0], span[-1]
    # «Казахстан-2050» and «Россия-24» are names of other things.
    if last.idx + len(last.text) > hit.end and not last.text[hit.end - last.idx :].isdigit():
        return "a part of a longer word"
    if first.idx < hit.start:
        return "a part of a longer word"
    if text_of(doc)[hit.end : hit.end + 1] == "-" and text_of(doc)[hit.end + 1 : hit.end + 2].isdigit():
        return "the name of a programme"
    if (
        first.i
        and doc[first.i - 1].text in '«“"'
        and last.i + 1 < len(doc)
        and doc[last.i + 1].text in '»”"'
        and not covers(doc, hit.start, hit.end, "LOC")
    ):
        return "in quotes: something else bears the name"
    if all(token.text.islower() for token in span):
        return "in small letters"
    if hit.abbreviated and len(span.text) == 3 and hit.things[0].subtype == "region":
        # «СКО» is a region of Kazakhstan, and a standard deviation elsewhere.
        return None if hit.things[0].within in _countries(doc) else "three letters may be anything"
    if not hit.cautious:
        return None
    if first.is_sent_start and hit.things[0].subtype == "macroregion":
        return "its capital begins a sentence"
    if covers(doc, hit.start, hit.end, "LOC"):
        return None
    before = doc[first.i - 1].text.lower() if first.i else ""
    if before in _PREPOSITIONS and not covers(doc, hit.start, hit.end, "PER") and not _modifies(doc, first):
        return None
    return "an ordinary word or a person's name"


def _countries(doc: Doc) -> frozenset[str]:
    """Codes of the countries that the paper names, or whose regions it names in words."""
    known: frozenset[str] | None = doc.user_data.get(_COUNTRIES)
    if known is None:
        sure = (hit for hit in gazetteer.hits(doc) if hit.type == "LOC" and not hit.cautious)
        places = (hit.things[0] for hit in sure if not hit.abbreviated or hit.things[0].subtype == "country")
        codes = {code for place in places for code in (place.iso_code, place.within) if code}
        known = frozenset(code.partition("-")[0] for code in codes)
        doc.user_data[_COUNTRIES] = known
    return known


def _modifies(doc: Doc, token: Token) -> bool:
    """«в Омском университете»: the form is an adjective with its noun after it."""
    if not any(r.is_adjective for r in morph.parses(token.text)):
        return False
    return _has_noun(doc, token)
