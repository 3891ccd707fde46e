"""Places by the type word before them: «г. Уфа», «станция Достык», «район Байтерек», «пункт пропуска Сырым».

«Город», «река» and the like are inside the span and outside the normal form; «область», «край», «район», «Республика» are a
part of the name. The surprise: after «район» a name may be a person's in the genitive («район Магжана Жумабаева»), but after
«глава области» it is the head's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.extract.coordination import is_proper_adjective, titled
from pipeline.extract.place_names import code_of, is_country, mention, named
from pipeline.model import Mention
from pipeline.russian import gazetteer, morph, surnames
from pipeline.russian.concordance import by_form, by_lemma
from pipeline.russian.toponyms import nominative_of
from pipeline.values import Name

# Type words that stand before a name, are inside the span and outside the normal form.
_TYPES: Final = {
    **dict.fromkeys(("город", "г", "гор"), "city"),
    **dict.fromkeys(
        "посёлок поселок пос село дер деревня станица хутор аул кишлак пгт рп местечко".split(), "city"
    ),
    **dict.fromkeys(
        "река озеро оз остров о-в полуостров гора море залив пролив водохранилище вдхр".split(), "other"
    ),
    **dict.fromkeys("станция разъезд порт аэропорт космодром месторождение перевал пустыня".split(), "other"),
}
# Type words that are a part of the name.
_KEPT: Final = {
    **dict.fromkeys(("область", "край", "республика", "штат", "провинция", "губерния", "эмират"), "region"),
    **dict.fromkeys(("район", "округ", "уезд", "волость"), "district"),
}
_ABBREVIATED: Final = frozenset("г гор пос пгт рп оз вдхр".split())


def with_type(doc: Doc) -> Iterator[Mention]:
    """«г. Уфа», «станции Достык», «район Байтерек», «области Улытау»."""
    typed = {token.i: token for token in (*by_form(doc, _TYPES), *by_lemma(doc, (*_TYPES, *_KEPT)))}
    for _, token in sorted(typed.items()):
        word = token.text.lower()
        lemma = word if word in _TYPES else token.lemma_.lower()
        if token.text[0].isupper() and not token.is_sent_start and lemma not in _KEPT:
            continue
        at = token.i + 1
        if word in _ABBREVIATED:
            if at >= len(doc) or doc[at].text != ".":
                continue
            at += 1
        elif _is_plural(token) or _heads_a_list(doc, token):
            continue
        if word == "г" and token.i and _is_year(doc[token.i - 1]):
            continue
        name = _name_after(doc, at, lemma in _KEPT)
        if name is None or is_country(name.text):
            continue
        if name[0].ent_type_ == "PER" and lemma != "район":
            continue
        if lemma in ("порт", "аэропорт") and _is_owner(doc, name):
            # «в порту Одессы»: the town's, while a port's own name stays as it is («в порту Курык»).
            continue
        if lemma in _KEPT and token.i and is_proper_adjective(doc[token.i - 1]):
            # «глава Московской области Борис …»: the area has its name already.
            continue
        end = name.end_char
        if lemma in _KEPT:
            word = "Республика" if lemma == "республика" else lemma
            yield mention(
                token.idx, end, named(f"{word} {_as_printed(name)}", _KEPT[lemma]), "place.type_word"
            )
        else:
            start = token.idx
            said = nominative_of(name.text, _case(token))
            kind = _TYPES[lemma]
            yield mention(start, end, Name("LOC", said, kind, code_of(said, kind)), "place.type_word")
    for token in by_lemma(doc, ("пункт",)):
        if token.i + 2 < len(doc) and doc[token.i + 1].text == "пропуска":
            name = _name_after(doc, token.i + 2, False)
            if name is not None:
                yield mention(
                    token.idx,
                    name.end_char,
                    Name("LOC", nominative_of(name.text, "nomn"), "other"),
                    "place.type_word",
                )


def _is_owner(doc: Doc, name: Span) -> bool:
    place = gazetteer.place_at(doc, name.start_char)
    said = " ".join(name.text.split())
    return place is not None and place.end >= name.end_char and place.nominative != said


def _is_plural(token: Token) -> bool:
    """«порты», «станции Достык»: many in every reading."""
    readings = [r for r in morph.parses(token.text) if r.is_noun]
    return bool(readings) and all(r.number == "plur" for r in readings)


def _heads_a_list(doc: Doc, token: Token) -> bool:
    """«Города Сургут, Нефтеюганск и …»: what may be plural and has several names after it is."""
    readings = [r for r in morph.parses(token.text) if r.is_noun]
    if not any(r.number == "plur" for r in readings) or token.i + 3 >= len(doc):
        return False
    return doc[token.i + 2].text in (",", "и") and doc[token.i + 3].text[:1].isupper()


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
    return any(
        (r.case == "nomn" and r.number == "sing") or "Name" in r.grammemes or not r.known for r in readings
    )


def _is_first_name(word: str) -> bool:
    return any("Name" in r.grammemes for r in morph.parses(word)[:3])


def _case(token: Token) -> str | None:
    readings = {r.case for r in morph.parses(token.text) if r.is_noun}
    return readings.pop() if len(readings) == 1 else None


def municipal(doc: Doc) -> Iterator[Mention]:
    """«муниципальный район Большечерниговский»: the name after its head, as laws have it."""
    for token in by_lemma(doc, ("район", "округ")):
        if token.i == 0 or token.i + 1 == len(doc):
            continue
        after, before = doc[token.i + 1], doc[token.i - 1]
        if (
            not is_proper_adjective(after)
            or after.text.isupper()
            or before.lemma_ not in ("муниципальный", "городской")
        ):
            continue
        adjective = morph.adjective(after.text, "nomn", "sing", "masc")
        if adjective:
            yield mention(
                before.idx,
                after.idx + len(after.text),
                Name("LOC", f"{adjective} {token.lemma_}", "district"),
                "place.municipal",
            )
