"""Surnames back to the nominative, which no dictionary has enough of.

    >>> [(r.nominative, r.gender, r.case) for r in readings("Сейтжанова")]
    [('Сейтжанов', 'masc', 'gent'), ('Сейтжанов', 'masc', 'accs'), ('Сейтжанова', 'femn', 'nomn')]
    >>> nominative("Набиуллиной"), nominative("Мельничука"), nominative("Матвиенко")
    ('Набиуллина', 'Мельничук', 'Матвиенко')
    >>> nominative("Оспанова", gender="femn"), nominative("Оспанова", cases=frozenset({"gent"}))
    ('Оспанова', 'Оспанов')

Endings decide, as «Русская грамматика» (1980, § 1213–1239) gives them: -ов, -ев, -ин decline half as adjectives, -ский and
-ой wholly, -ко and -ых not at all; those that end in a consonant decline for a man and stay for a woman. The surprise:
«Оспанова» is a woman in the nominative and a man in the genitive, and only the sentence knows which.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.russian import given_names, morph

_HALF: Final = re.compile(r"(.+(?:ов|ев|ёв|ин|ын))(|а|у|ым|е|ой|ою)")
_ADJECTIVAL: Final = re.compile(r"(.+(?:ск|цк))(ий|ого|ому|им|ом|ая|ой|ую)|(.+[нтл])(ый|ого|ому|ым|ая|ую)")
_FIXED: Final = re.compile(r".+(?:ко|[ыи]х|[оеёиуюэы]|ово|аго)")
_CONSONANT: Final = "бвгджзклмнпрстфхцчшщ"
_HALF_CASES: Final = {
    "": (("masc", "nomn", ""),),
    "а": (("masc", "gent", ""), ("masc", "accs", ""), ("femn", "nomn", "а")),
    "у": (("masc", "datv", ""), ("femn", "accs", "а")),
    "ым": (("masc", "ablt", ""),),
    "е": (("masc", "loct", ""),),
    "ой": (("femn", "gent", "а"), ("femn", "datv", "а"), ("femn", "ablt", "а"), ("femn", "loct", "а")),
    "ою": (("femn", "ablt", "а"),),
}
_ADJECTIVE_CASES: Final = {
    "ий": (("masc", "nomn", "ий"),),
    "ый": (("masc", "nomn", "ый"),),
    "ого": (("masc", "gent", "M"), ("masc", "accs", "M")),
    "ому": (("masc", "datv", "M"),),
    "им": (("masc", "ablt", "M"),),
    "ым": (("masc", "ablt", "M"),),
    "ом": (("masc", "loct", "M"),),
    "ая": (("femn", "nomn", "ая"),),
    "ой": (("femn", "gent", "ая"), ("femn", "datv", "ая"), ("femn", "ablt", "ая"), ("masc", "nomn", "ой")),
    "ую": (("femn", "accs", "ая"),),
}


_GENDERS: Final = ("masc", "femn")
_ALL: Final = frozenset((gender, case) for gender in _GENDERS for case in morph.CASES)


class Reading(NamedTuple):
    """One way to read a form: the nominative, the bearer's gender (null where either), and the form's case."""

    nominative: str
    gender: str | None
    case: str


@lru_cache(maxsize=20_000)
def readings(form: str) -> tuple[Reading, ...]:
    """All ways to read a capitalised form as a surname, likeliest first."""
    head, hyphen, last = form.rpartition("-")
    found = _readings(last)
    return tuple(Reading(head + hyphen + r.nominative, r.gender, r.case) for r in found)


def _readings(form: str) -> tuple[Reading, ...]:
    half = _HALF.fullmatch(form)
    if half and len(half[1]) > 3:
        return tuple(Reading(half[1] + add, gender, case) for gender, case, add in _HALF_CASES[half[2]])
    adjectival = _ADJECTIVAL.fullmatch(form)
    if adjectival:
        stem, ending = (adjectival[1], adjectival[2]) if adjectival[1] else (adjectival[3], adjectival[4])
        masculine = "ий" if adjectival[1] else "ый"
        return tuple(
            Reading(stem + (masculine if add == "M" else add), gender, case)
            for gender, case, add in _ADJECTIVE_CASES[ending]
        )
    if form[-1:] in _CONSONANT:
        if form.endswith(("ом", "ем")) and len(form) > 5 and not _is_nominative(form):
            stem = form[:-2]
            if stem[-1] in _CONSONANT:
                return (Reading(stem, "masc", "ablt"), Reading(form, None, "nomn"))
        return (Reading(form, None, "nomn"),)
    return _by_vowel(form)


def _is_nominative(form: str) -> bool:
    return any(r.known and r.case == "nomn" for r in morph.parses(form))


def _by_vowel(form: str) -> tuple[Reading, ...]:
    stem, last = form[:-1], form[-1:]
    surname = any("Surn" in r.grammemes and r.known and r.case == "nomn" for r in morph.parses(form))
    if last == "а" and stem[-1:] in _CONSONANT:
        found = (Reading(stem, "masc", "gent"), Reading(stem, "masc", "accs"), Reading(form, None, "nomn"))
        return (found[2], *found[:2]) if surname else found
    if last == "у" and stem[-1:] in _CONSONANT:
        return (Reading(stem, "masc", "datv"), Reading(stem + "а", None, "accs"), Reading(form, None, "nomn"))
    if last == "е" and stem[-1:] in _CONSONANT and not form.endswith("ке"):
        return (Reading(form, None, "nomn"), Reading(stem, "masc", "loct"), Reading(stem + "а", None, "datv"))
    if last == "ы" and stem[-1:] in _CONSONANT and (not form.endswith("ры") or form[1:2] in "’'"):
        return (Reading(stem + "а", None, "gent"), Reading(form, None, "nomn"))
    if last == "я":
        return (
            (Reading(stem + "й", "masc", "gent"), Reading(form, None, "nomn"))
            if stem[-1:] in "аеёиоуы" and not surname
            else (Reading(form, None, "nomn"), Reading(stem + "ь", "masc", "gent"))
        )
    if last == "ю":
        return (
            Reading(stem + "й", "masc", "datv"),
            Reading(stem + "я", None, "accs"),
            Reading(form, None, "nomn"),
        )
    if form.endswith("ой") and form[-3:-2] in _CONSONANT:
        return (Reading(form[:-2] + "а", None, "ablt"), Reading(form, "masc", "nomn"))
    return (Reading(form, None, "nomn"),)


def nominative(form: str, gender: str | None = None, cases: frozenset[str] | None = None) -> str:
    """The surname in the nominative, given what is known of its bearer's gender and of the case it stands in."""
    found = readings(form)
    for fits_gender, fits_case in ((True, True), (True, False), (False, True)):
        for reading in found:
            if fits_gender and gender and reading.gender not in (None, gender):
                continue
            if fits_case and cases and reading.case not in cases:
                continue
            return reading.nominative
    return found[0].nominative


def ways(given: tuple[str, ...], surname: str) -> frozenset[tuple[str, str]]:
    """(gender, case) in which the words of a name can stand together; all where nothing is known of them.

    >>> sorted(ways(("Александра",), "Лукашенко"))
    [('femn', 'nomn'), ('masc', 'accs'), ('masc', 'gent')]
    """
    together = _ALL
    for word in given:
        known = frozenset(
            (gender, r.case)
            for r in morph.parses(word.rpartition("-")[2])
            if r.known and r.case and r.number != "plur" and not r.grammemes.isdisjoint(("Name", "Patr"))
            for gender in ((r.gender,) if r.gender in _GENDERS else _GENDERS)
            if gender
        )
        together &= known or {(r.gender, r.case) for r in given_names.readings(word)}
    if surname:
        together &= _surname_ways(surname)
    return together


def _surname_ways(surname: str) -> frozenset[tuple[str, str]]:
    found = {(g, r.case) for r in readings(surname) for g in ((r.gender,) if r.gender else _GENDERS)}
    last = surname[-1:]
    if all(r.nominative == surname for r in readings(surname)):
        # What doesn't decline for a woman, or for anybody, stands in every case.
        found |= {("femn", case) for case in morph.CASES}
        if last not in _CONSONANT and last not in "йь":
            found |= _ALL
    return frozenset(found)


def looks_like_one(form: str) -> bool:
    """Whether the ending is one that surnames have: -ов, -ев, -ин, -ский, -енко, -ян, -швили …"""
    lower = form.lower()
    known = [r for r in morph.parses(lower) if r.known]
    if known and not any(r.is_name for r in known) and any(r.is_adjective for r in known):
        return False
    return bool(
        _HALF.fullmatch(lower)
        or (_ADJECTIVAL.fullmatch(lower) and ("ск" in lower or "цк" in lower) and "ическ" not in lower)
        or lower.endswith(("енко", "ян", "швили", "дзе", "ич", "ук", "юк", "баев", "улы", "кызы"))
    )


def first_name(form: str, gender: str | None = None, cases: frozenset[str] | None = None) -> str:
    """A first name or patronymic in the nominative, given its bearer's gender and the cases that it may stand in.

    >>> first_name("Валентиной"), first_name("Касым-Жомарта", "masc"), first_name("Александра", "masc")
    ('Валентина', 'Касым-Жомарт', 'Александр')
    """
    head, hyphen, last = form.rpartition("-")
    known = [
        r
        for r in morph.parses(last)
        if r.known and r.number != "plur" and not r.grammemes.isdisjoint(("Name", "Patr"))
    ]
    known = [r for r in known if gender is None or r.gender in (gender, None)] or known
    fitting = [r for r in known if cases is None or r.case in cases]
    if known and not fitting and last[-1:] in "еиоу":
        # «труды Кене»: what can't stand in this case as a form of another name is a name of its own.
        return form
    known = fitting or known
    if known:
        chosen = next((r for r in known if r.case == "nomn"), known[0])
        forms = morph.declined(last, chosen)
        if forms is not None:
            return head + hyphen + morph.like(last, forms[0])
    unknown = given_names.readings(form)
    for fits_case in (True, False):
        for reading in unknown:
            if gender in (None, reading.gender) and (not fits_case or reading.case in (cases or {"nomn"})):
                return reading.nominative
    return form
