"""Persons: first name, patronymic, surname, initials; never the post before them.

In «Президент Казахстана Н. Назарбаев» the span is «Н. Назарбаев» and the normal form «Назарбаев Н.»; «Касым-Жомарта
Токаева» is «Токаев Касым-Жомарт». Initials make a person certain; the rest is the tagger's word, and once a surname has
stood with its initials, it is known through the whole paper. The surprise: «А. Оспанова» is a woman who says or a man of
whom is said, and the words around decide (see `surnames`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract.person_case import cases_of, verb_after, verb_before
from pipeline.extract.person_parts import Named, is_first_name
from pipeline.extract.person_tagged import by_tagger
from pipeline.extract.streets import in_street
from pipeline.extract.tagged import covers, tagged
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import gazetteer, morph, surnames
from pipeline.russian.concordance import by_form, printed
from pipeline.russian.nlp import text_of
from pipeline.values import Name

KIND: Layer = "entity"
_BEGINNING: Final = 4  # letters of a first name that its cases share
_I: Final = r"(?:[А-ЯЁ]|Дж|Дз|Ю|Я|Ж|Ш|Щ|Ч|Х)\."
_INITIALS: Final = rf"{_I}(?:[\s\u00a0]*-?{_I}){{0,2}}"
# «Токаев К.К»: the last stop is often left out.
_LAST: Final = rf"(?:{_I}[\s\u00a0]*-?[А-ЯЁ](?:\.|(?![\w.]))|{_INITIALS})"
_SURNAME: Final = (
    r"(?:(?:де|фон|ван|аль|эль|ибн|оглы)[\s\u00a0-]|[ОДд][’'](?=[А-ЯЁ]))?[А-ЯЁ][а-яё]{1,}(?:-[А-ЯЁ][а-яё]+)?"
)
_BEFORE: Final = re.compile(
    rf"(?<![\w.-])(?P<initials>{_INITIALS})[\s\u00a0]*(?P<surname>{_SURNAME})(?![A-Za-zА-Яа-яЁё])"
)
_AFTER: Final = re.compile(
    rf"(?<![\w-])(?P<surname>{_SURNAME})[ \u00a0]+(?P<initials>{_LAST})(?![A-Za-zА-Яа-яЁё])"
)


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Persons with initials, then by the tagger, then surnames met before."""
    named = [*_with_initials(doc)]
    taken = {at for n in named for at in range(n.start, n.end)}
    refused: list[Rejection] = []
    for span in tagged(doc, "PER"):
        if not taken.isdisjoint(range(span.start_char, span.end_char)):
            continue
        found = by_tagger(doc, span)
        if isinstance(found, Rejection):
            refused.append(found)
        else:
            named.append(found)
            taken.update(range(found.start, found.end))
    named.extend(_namesakes(doc, taken))
    named.extend(_again(doc, named))
    genders = _genders(named)
    whole = _in_full(named)
    yield from refused
    for name in named:
        if in_street(doc, name.start, name.end):
            yield Rejection(name.start, name.end, name.rule, "a street's name")
            continue
        known = name.gender or genders.get(_key(name))
        if not name.gender and verb_after(doc, name) == "femn" and _may_be_hers(name.surname):
            # «Сарсенов ушёл; Сарсенова выступила»: the verb is a woman's.
            known = "femn"
        gender, cases = _agreed(name, known, cases_of(doc, name), verb_before(doc, name))
        surname = surnames.nominative(name.surname, gender, cases) if name.surname else ""
        if not name.given:
            surname = _as_in_full(name.surname, surname, whole)
        given = " ".join(
            (*(surnames.first_name(word, gender, cases) for word in name.given), name.initials)
        ).strip()
        full = " ".join(filter(None, (surname, given)))
        yield Mention("entity", "PER", name.start, name.end, Name("PER", full), name.rule, name.confidence)


def _may_be_hers(surname: str) -> bool:
    """Whether the form is a woman's in the nominative as well as a man's in another case."""
    return any(r.gender == "femn" and r.case == "nomn" for r in surnames.readings(surname) if surname)


def _agreed(
    name: Named, gender: str | None, cases: frozenset[str] | None, verb: str | None
) -> tuple[str | None, frozenset[str] | None]:
    """Gender and cases in which the words of the name agree; what is known beforehand counts where it leaves a way."""
    ways = set(surnames.ways(name.given, name.surname))
    ways = {way for way in ways if gender is None or way[0] == gender} or ways
    # «сменил Ерлана Омарова»: the verb's subject is a man, so «Омарова» is no woman in the nominative.
    ways = {way for way in ways if verb is None or way[1] != "nomn" or way[0] == verb} or ways
    if cases is not None:
        ways = {way for way in ways if way[1] in cases} or ways
    elif name.given:
        ways = {way for way in ways if way[1] == "nomn"} or ways
    if not ways:
        return gender, cases
    genders = {way[0] for way in ways}
    agreed = frozenset(way[1] for way in ways)
    return genders.pop() if len(genders) == 1 else gender, agreed if cases or name.given else cases


def _with_initials(doc: Doc) -> Iterator[Named]:
    text = text_of(doc)
    taken: set[int] = set()
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            a, b = match.span()
            if not taken.isdisjoint(range(a, b)):
                continue
            if pattern is _AFTER and not _goes_before(text, match):
                continue
            if not _may_be_surname(doc, match["surname"], match.start("surname"), text[max(0, a - 3) : a]):
                continue
            taken.update(range(a, b))
            first = pattern is _AFTER
            yield Named(
                a, b, match["surname"], _spaced(match["initials"]), (), None, "person.initials", None, first
            )


def _spaced(initials: str) -> str:
    """«К.К» → «К. К.»; «К.-Ж.» stays."""
    closed = initials if initials.endswith(".") else initials + "."
    return re.sub(r"\.(?=[^\s-])", ". ", " ".join(closed.split()))


def _goes_before(text: str, match: re.Match[str]) -> bool:
    """«Токаев К. К.», but not «Омск А. Петров»: the initials belong to the surname that follows them, if one does."""
    surname = match["surname"]
    following = re.match(rf"[ \u00a0]*(?P<next>{_SURNAME})", text[match.end() :])
    like = _may_be_one(surname)
    return like and (following is None or not _may_be_one(following["next"]))


def _may_be_one(word: str) -> bool:
    readings = morph.parses(word)[:3]
    return surnames.looks_like_one(word) or any("Surn" in r.grammemes for r in readings)


def _may_be_surname(doc: Doc, word: str, at: int, before: str) -> bool:
    known = [r for r in morph.parses(word) if r.known]
    name = (
        any(r.is_name and "Geox" not in r.grammemes for r in known)
        or not known
        or surnames.looks_like_one(word)
    )
    if not name and (not before.strip() or before.rstrip(" \u00a0").endswith("\n")):
        return False
    if any(h.end - h.start == len(word) and h.things[0].subtype == "country" for h in gazetteer.find(word)):
        return False
    return name or covers(doc, at, at + len(word), "PER")


def _namesakes(doc: Doc, taken: set[int]) -> Iterator[Named]:
    """«стипендия имени Абая»: what bears a person's name names the person."""
    for token in by_form(doc, ("имени",)):
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if after is None or not after.text[0].isupper() or not is_first_name(after.text):
            continue
        following = doc[token.i + 2].text if token.i + 2 < len(doc) else ""
        if following[:1].isupper() or after.idx in taken:
            continue
        yield Named(
            after.idx, after.idx + len(after.text), "", "", (after.text,), None, "person.namesake", 0.8
        )


def _again(doc: Doc, named: list[Named]) -> Iterator[Named]:
    """Surnames alone that stood with a first name or initials elsewhere in the paper."""
    full = [n.surname for n in named if n.surname and (n.initials or n.given)]
    known = {r.nominative for surname in full for r in surnames.readings(surname)}
    taken = {at for n in named for at in range(n.start, n.end)}
    for token in printed(doc, lambda word: _is_surname_of(word, known)) if known else ():
        if token.idx in taken:
            continue
        if covers(doc, token.idx, token.idx + len(token.text), "ORG") or _is_town(doc, token):
            continue
        yield Named(token.idx, token.idx + len(token.text), token.text, "", (), None, "person.again", 0.8)


def _is_surname_of(word: str, known: set[str]) -> bool:
    """Whether the word may be a form of one of these surnames."""
    if not word[:1].isupper() or len(word) < 3 or word.isupper():
        return False
    if not surnames.looks_like_one(word) and not any("Surn" in r.grammemes for r in morph.parses(word)):
        return False
    return any(r.nominative in known for r in surnames.readings(word))


def _is_town(doc: Doc, token: Token) -> bool:
    """«в Кирове»: a registered place after a preposition of place."""
    if token.i == 0 or token.nbor(-1).text.lower() not in ("в", "во", "из", "под", "до", "через"):
        return False
    return gazetteer.place_at(doc, token.idx) is not None


def _key(name: Named) -> tuple[str, str]:
    """What two mentions of one person share, whatever their case: the surname's shortest reading, and how the first name begins.

    «Дарига» and «Дархан» have an initial in common and no more.
    """
    stems = sorted((r.nominative for r in surnames.readings(name.surname)), key=len) if name.surname else [""]
    first = name.initials[:1] or (name.given[0][:_BEGINNING] if name.given else "")
    return stems[0].rstrip("а"), first


def _in_full(named: list[Named]) -> frozenset[str]:
    """Surnames in the nominative of those whom the paper names with a first name that stands in the nominative or tells the case."""
    found: set[str] = set()
    for name in named:
        ways = surnames.ways(name.given, name.surname) if name.given and name.surname else frozenset()
        fitting = {
            r.nominative for r in surnames.readings(name.surname) if any(_fits(r, way) for way in ways)
        }
        if len(fitting) == 1:
            found.update(fitting)
    return frozenset(found)


def _fits(reading: surnames.Reading, way: tuple[str, str]) -> bool:
    return reading.case == way[1] and reading.gender in (None, way[0])


def _as_in_full(said: str, surname: str, whole: frozenset[str]) -> str:
    """«Орбана» is «Орбан» where the paper says «Виктор Орбан»; «Омарова» may be a man's or his sister's, and stays as it was read."""
    readings = surnames.readings(said) if said else ()
    if surname in whole or any(r.gender == "femn" for r in readings):
        return surname
    meant = {r.nominative for r in readings} & whole
    return meant.pop() if len(meant) == 1 else surname


def _genders(named: list[Named]) -> dict[tuple[str, str], str]:
    """Gender by surname and initial, where some form in the paper leaves no choice and no form says otherwise.

    A surname alone has a gender where all its bearers in the paper share it.
    """
    seen: dict[tuple[str, str], set[str]] = {}
    for name in named:
        if not name.surname:
            continue
        genders = {name.gender or r.gender for r in surnames.readings(name.surname)}
        if name.surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
            genders = {"masc"}
        if len(genders) == 1 and None not in genders:
            stem, first = _key(name)
            for key in {(stem, first), (stem, first[:1]), (stem, "")}:
                seen.setdefault(key, set()).add(str(next(iter(genders))))
    return {key: genders.pop() for key, genders in seen.items() if len(genders) == 1}
