"""Named places: countries, regions, districts, cities, macroregions, rivers and stations.

«в 2023 г. Костанайская и Курганская области» holds two, each with the head of its own in the normal form; «г. Уфа» is
one, its type word inside the span and outside the normal form, but «район Байтерек» keeps it, since the word is a part of
that name. The surprise: a country is a place even where it acts («Казахстан заявил»), and its adjective never is
(«российско-казахстанский»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.extract.coordination import REGIONS, Shared, is_proper_adjective, shared_heads, titled
from pipeline.extract.tagged import covers, tagged
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import gazetteer, morph, surnames
from pipeline.russian.toponyms import nominative_of
from pipeline.values import Name

KIND: Layer = "entity"

# Type words that stand before a name, are inside the span and outside the normal form.
_TYPES: Final = {
    **dict.fromkeys(("город", "г", "гор"), "city"),
    **dict.fromkeys("посёлок поселок пос село дер деревня станица хутор аул кишлак пгт рп местечко".split(), "city"),
    **dict.fromkeys("река озеро оз остров о-в полуостров гора море залив пролив водохранилище вдхр".split(), "other"),
    **dict.fromkeys("станция разъезд порт аэропорт космодром месторождение перевал пустыня".split(), "other"),
}
# Type words that are a part of the name.
_KEPT: Final = {
    **dict.fromkeys(("область", "край", "республика", "штат", "провинция", "губерния", "эмират"), "region"),
    **dict.fromkeys(("район", "округ", "уезд", "волость"), "district"),
}
_ABBREVIATED: Final = frozenset("г гор пос пгт рп оз вдхр".split())
_SETTLEMENT: Final = re.compile(
    r"[А-ЯЁ][а-яё-]+(?:(?:ов|ев|ин|ын)о|горск|градск|поль|абад|бург|град|кент|шахр|тау|куль)"
)
_DISTRICTS: Final = frozenset({"район", "уезд", "волость"})
_GENERIC: Final = frozenset(
    "городской сельский российский казахстанский советский русский европейский азиатский мировой данный другой"
    " следующий каждый весь этот новый крупный отдельный приграничный соседний такой самый каков какой"
    " сопредельный приморский горный муниципальный территориальный административный".split()
)
_PREPOSITIONS: Final = frozenset("в во из на до через под от с со к ко по близ у вокруг между".split())


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Places by the registry, by their type word, by a shared head, and by the tagger."""
    hits = [hit for hit in gazetteer.hits(doc) if hit.type == "LOC"]
    registered = {hit.nominative: hit for hit in hits}
    regions: set[str] = set()
    for shared in shared_heads(doc):
        if _is_place(doc, shared):
            regions.add(shared.full)
            yield _mention(shared.start, shared.end, _of(shared.full, _kind(shared.full, shared.head)), "place.shared_head")
        else:
            yield Rejection(shared.start, shared.end, "place.shared_head", "an ordinary adjective")
    yield from _elliptic(doc, regions)
    yield from _with_type(doc)
    yield from _municipal(doc)
    for hit in hits:
        reason = _doubt(doc, hit)
        if reason is None:
            yield _mention(hit.start, hit.end, _of_hit(hit), "place.registry")
        else:
            yield Rejection(hit.start, hit.end, "place.registry", reason)
    for span in tagged(doc, "LOC"):
        yield from _by_tagger(span, registered)
    yield from _by_ending(doc)


def _mention(start: int, end: int, name: Name, rule: str, confidence: float | None = None) -> Mention:
    return Mention("entity", "LOC", start, end, name, rule, confidence)


def _of_hit(hit: gazetteer.Hit) -> Name:
    """What all bearers of the name agree on."""
    kinds = {entry.subtype for entry in hit.things}
    codes = {entry.iso_code for entry in hit.things}
    return Name(
        "LOC",
        hit.nominative,
        kinds.pop() if len(kinds) == 1 else None,
        codes.pop() if len(codes) == 1 else None,
    )


def _of(full: str, kind: str | None) -> Name:
    for hit in gazetteer.find(full):
        if hit.type == "LOC" and (hit.start, hit.end) == (0, len(full)):
            return Name("LOC", full, _of_hit(hit).subtype or kind, _of_hit(hit).iso_code)
    return Name("LOC", full, kind)


def _code(full: str, kind: str) -> str | None:
    """The code of the registered place of that kind and name."""
    name = _of(full, kind)
    return name.iso_code if name.subtype == kind else None


def _kind(full: str, head: str) -> str | None:
    if head in _DISTRICTS or (head == "округ" and ("городской" in full or "сельский" in full or "муниципальный" in full)):
        return "district"
    return "region" if head in REGIONS else "other"


def _is_known(full: str) -> bool:
    return any(hit.end - hit.start == len(full) for hit in gazetteer.find(full))


def _is_place(doc: Doc, shared: Shared) -> bool:
    if _is_known(shared.full):
        return True
    token = doc.char_span(shared.start, shared.start + 1, alignment_mode="expand")
    assert token is not None
    adjective = morph.lemma(token[0].text)
    if adjective in _GENERIC or shared.head in ("республика",) and token[0].is_sent_start:
        return False
    stem = token[0].text.lower()
    if token[0].text.isupper() and not covers(doc, shared.start, shared.end, "LOC"):
        return False
    return any(part in stem for part in ("ск", "цк")) or (not token[0].is_sent_start and shared.alone)


def _elliptic(doc: Doc, named: set[str]) -> Iterator[Mention]:
    """«инвестиции Курганской области в Костанайскую»: the adjective alone, where a head like its own stands in the sentence."""
    for sentence in doc.sents:
        heads = {t.lemma_.lower() for t in sentence if t.lemma_.lower() in ("область", "край", "район", "округ")}
        if not heads:
            continue
        for token in sentence:
            if not is_proper_adjective(token) or token.text.isupper() or _has_noun(doc, token):
                continue
            for head in sorted(heads):
                gender = "femn" if head == "область" else "masc"
                adjective = morph.adjective(token.text, "nomn", "sing", gender)
                full = f"{adjective} {head}"
                if adjective and (_is_known(full) or full in named):
                    yield _mention(
                        token.idx, token.idx + len(token.text), _of(full, _kind(full, head)), "place.elliptic_head"
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


def _with_type(doc: Doc) -> Iterator[Mention]:
    """«г. Уфа», «станции Достык», «район Байтерек», «области Улытау»."""
    for token in doc:
        word = token.text.lower()
        lemma = word if word in _TYPES else token.lemma_.lower()
        if lemma not in _TYPES and lemma not in _KEPT:
            continue
        if token.text[0].isupper() and not token.is_sent_start and lemma not in _KEPT:
            continue
        at = token.i + 1
        if word in _ABBREVIATED:
            if at >= len(doc) or doc[at].text != ".":
                continue
            at += 1
        elif _is_plural(token):
            continue
        if word == "г" and token.i and _is_year(doc[token.i - 1]):
            continue
        name = _name_after(doc, at, lemma in _KEPT)
        if name is None or _is_country(name.text):
            continue
        if name[0].ent_type_ == "PER" and lemma != "район":
            continue
        if lemma in _KEPT and token.i and is_proper_adjective(doc[token.i - 1]):
            # «глава Московской области Борис …»: the area has its name already.
            continue
        end = name.end_char
        if lemma in _KEPT:
            yield _mention(token.idx, end, _of(f"{morph.lemma(lemma)} {_as_printed(name)}", _KEPT[lemma]), "place.type_word")
        else:
            start = token.idx
            said = nominative_of(name.text, _case(token))
            kind = _TYPES[lemma]
            yield _mention(start, end, Name("LOC", said, kind, _code(said, kind)), "place.type_word")
    for token in doc[:-2]:
        if token.lemma_ == "пункт" and doc[token.i + 1].text == "пропуска":
            name = _name_after(doc, token.i + 2, False)
            if name is not None:
                yield _mention(token.idx, name.end_char, Name("LOC", nominative_of(name.text, None), "other"), "place.type_word")


def _is_plural(token: Token) -> bool:
    """«порты», «станции Достык»: many in every reading."""
    readings = [r for r in morph.parses(token.text) if r.is_noun]
    return bool(readings) and all(r.number == "plur" for r in readings)


def _is_country(name: str) -> bool:
    return any(
        hit.end == len(name) and any(entry.subtype == "country" for entry in hit.things)
        for hit in gazetteer.find(name)
        if hit.type == "LOC" and hit.start == 0
    )


def _is_year(token: Token) -> bool:
    return any(character.isdigit() for character in token.text) or token.text in ("–", "-", "—")


def _as_printed(name: Span) -> str:
    return " ".join(titled(token.text) for token in name)


def _name_after(doc: Doc, at: int, kept: bool) -> Span | None:
    """A capitalised name of one to three words at a token; quotes keep it apart."""
    if at >= len(doc) or not doc[at].text[:1].isupper() or not doc[at].text[0].isalpha():
        return None
    first = doc[at]
    if first.text.isupper() and len(first.text) > 1:
        return None
    following = [r for r in morph.parses(first.text) if r.known]
    # «область Западно-Казахстанская» goes the other way; «край Алтайский» too.
    adjective = following and following[0].is_adjective
    end = at + 1
    if adjective:
        if kept and (end >= len(doc) or not doc[end].text[:1].isupper()):
            return None
        if end < len(doc) and doc[end].text[:1].isupper() and doc[end].text[0].isalpha():
            end += 1
        elif end < len(doc) and morph.agreeing((first.text, doc[end].text)):
            return None
    elif kept and end < len(doc) and _is_first_name(first.text) and surnames.looks_like_one(doc[end].text):
        end += 1
    if kept and not adjective and not _fits_kept(first):
        return None
    return doc[at:end]


def _fits_kept(token: Token) -> bool:
    """After «район», «область» a name stands in the nominative or, of a person, in the genitive; a country's owns the region."""
    hits = [h for h in gazetteer.find(token.text) if h.type == "LOC" and h.end == len(token.text)]
    if any(entry.subtype == "country" for hit in hits for entry in hit.things):
        return False
    readings = morph.parses(token.text)
    return any((r.case == "nomn" and r.number == "sing") or "Name" in r.grammemes or not r.known for r in readings)


def _is_first_name(word: str) -> bool:
    return any("Name" in r.grammemes for r in morph.parses(word)[:3])


def _case(token: Token) -> str | None:
    readings = {r.case for r in morph.parses(token.text) if r.is_noun}
    return readings.pop() if len(readings) == 1 else None


def _municipal(doc: Doc) -> Iterator[Mention]:
    """«муниципальный район Большечерниговский»: the name after its head, as laws have it."""
    for token in doc[:-1]:
        if token.lemma_ not in ("район", "округ") or token.i == 0:
            continue
        after, before = doc[token.i + 1], doc[token.i - 1]
        if not is_proper_adjective(after) or after.text.isupper() or before.lemma_ not in ("муниципальный", "городской"):
            continue
        adjective = morph.adjective(after.text, "nomn", "sing", "masc")
        if adjective:
            yield _mention(
                before.idx, after.idx + len(after.text), Name("LOC", f"{adjective} {token.lemma_}", "district"), "place.municipal"
            )


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
    if doc.text[hit.end : hit.end + 1] == "-" and doc.text[hit.end + 1 : hit.end + 2].isdigit():
        return "the name of a programme"
    if first.i and doc[first.i - 1].text in "«“\"" and last.i + 1 < len(doc) and doc[last.i + 1].text in "»”\"" and not covers(doc, hit.start, hit.end, "LOC"):
        return "in quotes: something else bears the name"
    if all(token.text.islower() for token in span):
        return "in small letters"
    if not hit.cautious:
        return None
    if covers(doc, hit.start, hit.end, "LOC"):
        return None
    before = doc[first.i - 1].text.lower() if first.i else ""
    if before in _PREPOSITIONS and not covers(doc, hit.start, hit.end, "PER") and not _modifies(doc, first):
        return None
    return "an ordinary word or a person's name"


def _modifies(doc: Doc, token: Token) -> bool:
    """«в Омском университете»: the form is an adjective with its noun after it."""
    if not any(r.is_adjective for r in morph.parses(token.text)):
        return False
    return _has_noun(doc, token)


def _by_tagger(span: Span, registered: dict[str, gazetteer.Hit]) -> Iterator[Mention | Rejection]:
    first = span[0]
    words = [token for token in span if token.text[0].isalpha()]
    if not words or not first.text[0].isupper():
        yield Rejection(span.start_char, span.end_char, "place.tagger", "no capital")
        return
    if len(words) == 1 and is_proper_adjective(first) and all(r.is_adjective for r in morph.parses(first.text) if r.known):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "an adjective")
        return
    if len(words) == 1 and _is_common(first):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "an ordinary word")
        return
    capitals = all(token.text[0].isupper() for token in words) and len(words) > 2
    if len(words) > 1 and (capitals or first.is_sent_start) and all(_is_ordinary(token.text) for token in words):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "ordinary words")
        return
    if any(token.text in (",", "и", "«", "»") for token in span):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "several names")
        return
    if first.text.isupper() and len(words) > 1 and all(token.text.isupper() for token in words):
        yield Rejection(span.start_char, span.end_char, "place.tagger", "a heading in capitals")
        return
    full = nominative_of(span.text, None, _governed(first))
    yield _mention(span.start_char, span.end_char, _of(full, None), "place.tagger", 0.7)


def _by_ending(doc: Doc) -> Iterator[Mention]:
    """Words that no dictionary has and that end as places do: «переход Маштаково — Сырым»; a dash links two of a route."""
    for token in doc:
        word = token.text
        if not _SETTLEMENT.fullmatch(word) or morph.is_known(word) or token.is_sent_start or "-" in word:
            continue
        yield _mention(token.idx, token.idx + len(word), _of(word, None), "place.ending", 0.6)
        if token.i + 2 < len(doc) and doc[token.i + 1].text in "—–-":
            other = doc[token.i + 2]
            if other.text[:1].isupper() and other.text[0].isalpha() and not _is_country(other.text) and not morph.is_known(other.text):
                yield _mention(other.idx, other.idx + len(other.text), _of(other.text, None), "place.route", 0.6)


def _is_common(token: Token) -> bool:
    """A known word with no reading as a name, at the start of a sentence or printed in capitals."""
    readings = [r for r in morph.parses(token.text) if r.known]
    proper = any(r.is_name or "Abbr" in r.grammemes for r in readings)
    return bool(readings) and not proper and (token.is_sent_start is True or token.text.isupper())


def _is_ordinary(word: str) -> bool:
    readings = [r for r in morph.parses(word) if r.known]
    return bool(readings) and not any(r.is_name or "Abbr" in r.grammemes for r in readings)


def _governed(token: Token) -> frozenset[str] | None:
    """Cases that the preposition before a name can govern."""
    if token.i == 0:
        return None
    return _GOVERNMENT.get(token.nbor(-1).text.lower())


_GOVERNMENT: Final = {
    **dict.fromkeys(("в", "во", "на"), frozenset({"loct", "accs"})),
    **dict.fromkeys(("из", "от", "до", "у", "с", "со", "близ", "около", "вокруг", "для"), frozenset({"gent", "ablt"})),
    **dict.fromkeys(("к", "ко", "по"), frozenset({"datv"})),
    **dict.fromkeys(("под", "над", "между", "за", "перед"), frozenset({"ablt", "accs"})),
    "через": frozenset({"accs"}),
}
