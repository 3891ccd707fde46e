"""Proper names in all six cases, the way papers decline them.

    >>> sorted(case_forms("Костанай"))
    ['Костанае', 'Костанаем', 'Костанай', 'Костанаю', 'Костаная']
    >>> "Соединённых Штатов Америки" in case_forms("Соединённые Штаты Америки")
    True
    >>> sorted(case_forms("ОДКБ") | case_forms("Актау"))
    ['Актау', 'ОДКБ']

A name declines in its adjectives and its head noun; what follows the head stays («Республики Казахстан»). The dictionary
knows most places; the others follow their ending, as «Русская грамматика» (1980, § 1223–1240) has it: consonants and «й»
are masculine, «а» and «я» feminine, other vowels stay. The surprise: «Ростов-на-Дону» declines in its first part,
«Усть-Каменогорск» in its last, «Петропавловск-Камчатский» in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Final, TypeAlias

from pipeline.russian import morph

# Forms in the order of morph.CASES; a case may have two («Пулково», «Пулкове»).
Paradigm: TypeAlias = tuple[str, ...]

_WORD: Final = re.compile(r"[^\s]+")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё’'-]+")
_VOWELS: Final = "аеёиоуыэюя"
_PLACE_IN_O: Final = ("ово", "ево", "ёво", "ино", "ыно")


@lru_cache(maxsize=20_000)
def case_forms(name: str) -> frozenset[str]:
    """All forms of a name, its nominative among them."""
    if " и " in name and name[:1].isupper() and _is_pair(name):
        first, _, second = name.partition(" и ")
        pairs = zip_longest(_phrase(first), _phrase(second), fillvalue=None)
        return frozenset({name, *(f"{a or first} и {b or second}" for a, b in pairs)})
    return frozenset({name, *_phrase(name)})


def _is_pair(name: str) -> bool:
    """«Босния и Герцеговина», but not «Центральная и Восточная Европа» or «Министерство торговли и интеграции»."""
    words = name.split()
    return len(words) == 3 and words[2][:1].isupper()


def _phrase(name: str) -> tuple[str, ...]:
    """The phrase in each case, in the order of CASES; only itself where nothing in it declines."""
    spans = [(m.start(), m.end()) for m in _WORD.finditer(name)]
    words = [name[a:b] for a, b in spans]
    head = _head(words)
    if head is None:
        return (name,)
    gender, number = _gender_and_number(words[head])
    columns: list[Paradigm] = []
    for at, word in enumerate(words[: head + 1]):
        if at == head:
            columns.append(
                _noun(word) if not _is_adjective(word) or head == 0 else _adjective(word, gender, number)
            )
        else:
            columns.append(_adjective(word, gender, number) if _is_adjective(word) else (word,))
    forms = []
    for row in range(len(morph.CASES)):
        out = name
        for (a, b), column in reversed(list(zip(spans, columns, strict=False))):
            out = out[:a] + column[min(row, len(column) - 1)] + out[b:]
        forms.append(out)
    extra = list(columns[0][len(morph.CASES) :]) if head == 0 and len(words) == 1 else []
    return (*forms, *extra)


def _head(words: list[str]) -> int | None:
    """Index of the head noun: the first word that is no adjective; an adjective that stands alone («Грозный») is its own."""
    if len(words) == 2 and words[1].lower() == "университет" and not _is_adjective(words[0]):
        # «Торайгыров университет», «Назарбаев Университет»: the namesake stays as it is.
        return 1
    for at, word in enumerate(words):
        if word == "и":
            continue
        if not _CYRILLIC.fullmatch(word) or (word.isupper() and len(word) > 1):
            return None
        if not _is_adjective(word):
            return at
        if at + 1 == len(words) or not _CYRILLIC.fullmatch(words[at + 1]):
            return at
    return None


def _is_adjective(word: str) -> bool:
    readings = morph.parses(word)
    geo = any(r.is_noun and r.known and "Geox" in r.grammemes and r.case == "nomn" for r in readings)
    return not geo and any(r.is_adjective and r.case == "nomn" for r in readings[:4])


def _gender_and_number(noun: str) -> tuple[str | None, str]:
    reading = next((r for r in _nominatives(noun)), None)
    if reading is None:
        last = noun[-1:].lower()
        return ("femn" if last in "ая" else "neut" if last in "ое" else "masc"), "sing"
    return reading.gender, reading.number or "sing"


def _nominatives(word: str) -> list[morph.Parse]:
    """Dictionary readings in the nominative, names of places before the rest."""
    found = [r for r in morph.parses(word) if r.known and r.case == "nomn" and (r.is_noun or r.is_adjective)]
    return sorted(found, key=lambda r: ("Geox" not in r.grammemes, r.number == "plur" and not r.is_name))


@lru_cache(maxsize=20_000)
def _noun(word: str) -> Paradigm:
    if "-" in word:
        return _compound(word)
    for reading in _nominatives(word):
        forms = morph.declined(word, reading)
        if forms is not None and len(word) > 1:
            return tuple(morph.like(word, form) for form in forms)
    return tuple(_by_ending(word))


def _compound(word: str) -> Paradigm:
    parts = word.split("-")
    if any(part in ("на", "над", "под") for part in parts):
        return tuple("-".join((form, *parts[1:])) for form in _noun(parts[0]))
    last = _noun(parts[-1])
    if len(parts) == 2 and _is_adjective(parts[1]) and len(parts[0]) > 4:
        first = _noun(parts[0])
        return tuple(f"{a}-{b}" for a, b in zip(first[:6], last[:6], strict=False))
    return tuple("-".join((*parts[:-1], form)) for form in last)


def _adjective(word: str, gender: str | None, number: str) -> Paradigm:
    if word == "и":
        return (word,)
    forms = []
    for case in morph.CASES:
        form = morph.adjective(word, case, number, gender)
        forms.append(form or word)
    return tuple(forms)


def _by_ending(word: str) -> Iterator[str]:
    last = word[-1:].lower()
    if last in "ая":
        stem = word[:-1]
        hard = last == "а"
        i = "и" if not hard or stem[-1:].lower() in "гкхжчшщ" else "ы"
        dative = "и" if stem[-1:].lower() == "и" else "е"
        yield from (
            word,
            stem + i,
            stem + dative,
            stem + ("у" if hard else "ю"),
            stem + ("ой" if hard else "ей"),
            stem + dative,
        )
    elif last == "й":
        stem = word[:-1]
        yield from (
            word,
            stem + "я",
            stem + "ю",
            word,
            stem + "ем",
            stem + ("и" if stem.endswith("и") else "е"),
        )
    elif last == "ь":
        stem = word[:-1]
        yield from (word, stem + "я", stem + "ю", word, stem + "ем", stem + "е")
        yield from (stem + "и", word + "ю")
    elif word.lower().endswith(_PLACE_IN_O):
        stem = word[:-1]
        yield from (word, stem + "а", stem + "у", word, stem + "ом", stem + "е")
    elif word.lower().endswith("ство"):
        stem = word[:-1]
        yield from (word, stem + "а", stem + "у", word, word + "м", stem + "е")
    elif word.lower().endswith(("ие", "ье")):
        stem = word[:-1]
        yield from (
            word,
            stem + "я",
            stem + "ю",
            word,
            word + "м",
            stem + ("и" if word.lower().endswith("ие") else "е"),
        )
    elif last in _VOWELS or not last.isalpha():
        yield word
    else:
        ablative = "ем" if last in "жчшщц" else "ом"
        yield from (word, word + "а", word + "у", word, word + ablative, word + "е")


def in_case(name: str, case: str) -> str:
    """The name in one case of morph.CASES, the name itself where it doesn't decline.

    >>> in_case("Шанхайская организация сотрудничества", "gent")
    'Шанхайской организации сотрудничества'
    """
    forms = _phrase(name)
    return forms[morph.CASES.index(case)] if len(forms) >= len(morph.CASES) else name
