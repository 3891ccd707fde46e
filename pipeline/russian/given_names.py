"""First names that no dictionary has, read by their ending: «Ерлану» is a man's in the dative, «Салтанат» a woman's in any case.

    >>> [(r.nominative, r.gender, r.case) for r in readings("Ерлану")]
    [('Ерлан', 'masc', 'datv'), ('Ерлана', 'femn', 'accs')]
    >>> sorted({(r.gender, r.case) for r in readings("Жанар")} & {("masc", "accs"), ("femn", "accs")})
    [('femn', 'accs')]

A name in a consonant declines for a man and stays for a woman; in «а» and «я» it declines for both; other vowels stay («Русская
грамматика», 1980, § 1222–1240). The surprise: the name that doesn't change tells most. In «избрали Жанар Омарову» a man would
stand as «Жанара», so it is a woman who was elected."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.russian import morph

_CONSONANT: Final = "бвгджзклмнпрстфхцчшщ"
_HARD_I: Final = "гкхжшчщ"


class Reading(NamedTuple):
    """One way to read a form: the nominative, the bearer's gender, and the form's case."""

    nominative: str
    gender: str
    case: str


@lru_cache(maxsize=20_000)
def readings(form: str) -> tuple[Reading, ...]:
    """All ways to read a capitalised form as a first name by its ending; of a double name the last part tells."""
    head, hyphen, last = form.rpartition("-")
    return tuple(Reading(head + hyphen + r.nominative, r.gender, r.case) for r in _readings(last))


def _readings(form: str) -> Iterator[Reading]:
    stem, last = form[:-1], form[-1:]
    if len(form) < 3 or not form.isalpha():
        yield from _fixed(form, "masc", "femn")
    elif last in _CONSONANT:
        if form.endswith(("ом", "ем")) and form[-3] in _CONSONANT and len(form) > 4:
            yield Reading(form[:-2], "masc", "ablt")
        yield Reading(form, "masc", "nomn")
        yield from _fixed(form, "femn")
    elif last == "ь":
        yield Reading(form, "masc", "nomn")
        yield from _fixed(form, "femn")
    elif last == "й":
        if form.endswith(("ой", "ей")) and form[-3] in _CONSONANT:
            for case in ("gent", "datv", "ablt", "loct"):
                yield Reading(form[:-2] + ("а" if form.endswith("ой") else "я"), "femn", case)
        yield Reading(form, "masc", "nomn")
    elif last == "а":
        yield Reading(stem, "masc", "gent")
        yield Reading(stem, "masc", "accs")
        yield Reading(form, "femn", "nomn")
    elif last == "я":
        soft = stem + ("ь" if stem[-1] in _CONSONANT else "й")
        yield Reading(soft, "masc", "gent")
        yield Reading(soft, "masc", "accs")
        yield Reading(form, "femn", "nomn")
    elif last == "у" and stem[-1] in _CONSONANT:
        yield Reading(stem, "masc", "datv")
        yield Reading(stem + "а", "femn", "accs")
    elif last == "ю":
        yield Reading(stem + ("ь" if stem[-1] in _CONSONANT else "й"), "masc", "datv")
        yield Reading(stem + "я", "femn", "accs")
    elif last in "ыи" and stem[-1] in _CONSONANT:
        yield Reading(stem + ("а" if last == "ы" or stem[-1] in _HARD_I else "я"), "femn", "gent")
        yield from _fixed(form, "masc", "femn")
    elif last == "е" and stem[-1] in _CONSONANT:
        yield Reading(stem, "masc", "loct")
        yield Reading(stem + "а", "femn", "datv")
        yield Reading(stem + "а", "femn", "loct")
        yield from _fixed(form, "masc", "femn")
    else:
        yield from _fixed(form, "masc", "femn")


def _fixed(form: str, *genders: str) -> Iterator[Reading]:
    for gender in genders:
        for case in morph.CASES:
            yield Reading(form, gender, case)
