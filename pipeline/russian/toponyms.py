"""Names of places back to the nominative: «Костанае» → «Костанай», «Озинок» → «Озинки», «Атасу» stays.

    >>> nominative_of("Костанае"), nominative_of("Нижнем Новгороде"), nominative_of("Атасу")
    ('Костанай', 'Нижний Новгород', 'Атасу')

The registry settles the names that it has; the dictionary those that it knows as places; the rest follow their ending.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache

from pipeline.russian import gazetteer, morph


@lru_cache(maxsize=20_000)
def nominative_of(name: str, case: str | None = None, cases: frozenset[str] | None = None) -> str:
    """The name in the nominative. `case` is its type word's («городе Семее»), `cases` what its preposition governs."""
    name = " ".join(name.split())
    for hit in gazetteer.find(name):
        if hit.type == "LOC" and (hit.start, hit.end) == (0, len(name)):
            return hit.nominative
    words = name.split()
    if not all(word[0].isalpha() for word in words):
        return name
    if len(words) == 1:
        return _word(name, cases or (frozenset({case, "nomn"}) if case else None))
    if words[-1].islower():
        # «Ферганской долины»: a common noun, whose number its adjective tells.
        return morph.nominative(name)
    # Adjectives and their noun: «Чёрного Иртыша».
    noun = nominative_of(words[-1])
    gender = next((r.gender for r in morph.parses(noun) if r.case == "nomn" and r.is_noun), None)
    adjectives = [morph.adjective(word, "nomn", "sing", gender) for word in words[:-1]]
    if all(adjectives) and gender and any(r.number == "sing" for r in morph.parses(words[-1])):
        return " ".join((*filter(None, adjectives), noun))
    return morph.nominative(name)


def _word(word: str, cases: AbstractSet[str] | None) -> str:
    head, hyphen, last = word.rpartition("-")
    readings = [r for r in morph.parses(last) if (r.is_noun or r.is_adjective) and r.case]
    if cases:
        readings = [r for r in readings if r.case in cases]
    if not cases and not morph.is_known(last) and last[-1:] in "бвгджзклмнпрстфхцчшщ":
        # A name that no dictionary has and that ends in a consonant is in the nominative.
        return word
    places = [r for r in readings if "Geox" in r.grammemes and r.known] or readings
    if not places or (any(r.case == "nomn" for r in places) and not (cases and "nomn" not in cases)):
        return word
    forms = morph.declined(last, places[0])
    return head + hyphen + morph.like(last, forms[0]) if forms else word
