"""Which mentions in one paper are the same person.

«Н. Назарбаев», «Нурсултан Назарбаев» and «Назарбаев» are one where nobody else in the paper bears the surname; two people
with one surname and different initials stay two, and then the surname alone is nobody's but its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.link.registered import folded


class Person(NamedTuple):
    """A name in parts: «Назарбаев Нурсултан Абишевич» has two given names, «Назарбаев Н.» one initial."""

    surname: str
    given: tuple[str, ...]

    @property
    def name(self) -> str:
        return " ".join((self.surname, *self.given)).strip()

    @property
    def initials(self) -> tuple[str, ...]:
        return tuple(name[0].casefold() for name in self.given)


def parse(full: str) -> Person:
    """«Назарбаев Н.» → surname and given names."""
    words = full.split()
    return Person(words[0], tuple(words[1:])) if words else Person("", ())


def compatible(a: Person, b: Person) -> bool:
    """Whether nothing in the two names says that they are two people."""
    if folded(a.surname) != folded(b.surname):
        return False
    return all(_may_be_one(x, y) for x, y in zip(a.given, b.given, strict=False))


def _may_be_one(a: str, b: str) -> bool:
    """«К.-Ж.», «К.» and «Касым-Жомарт» may be one name; «А.» is another."""
    for x, y in zip(folded(a).split("-"), folded(b).split("-"), strict=False):
        x, y = x.rstrip("."), y.rstrip(".")
        short, long = sorted((x, y), key=len)
        if not ((long.startswith(short) and len(short) == 1) or short == long):
            return False
    return True


def groups(names: Iterable[str]) -> dict[str, str]:
    """Name → the fullest name of the same person, for the names of one paper; ties stay apart."""
    people = {name: parse(name) for name in dict.fromkeys(names)}
    by_surname: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        by_surname[folded(person.surname)].append(person)
    fullest: dict[str, str] = {}
    for name, person in people.items():
        likely = [other for other in by_surname[folded(person.surname)] if compatible(person, other)]
        longer = [other for other in likely if _tells_more(other, person)]
        # All that tell more must agree among themselves: else it is open which of them is meant.
        if longer and all(compatible(a, b) for a in longer for b in longer):
            fullest[name] = max(longer, key=lambda p: (len(p.given), len(p.name), p.name)).name
        else:
            fullest[name] = person.name
    return fullest


def _tells_more(a: Person, b: Person) -> bool:
    return (len(a.given), len(a.name)) > (len(b.given), len(b.name))
