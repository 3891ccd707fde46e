"""Agreements that share one noun: «[свыше 40 межгосударственных] и [порядка 70 отраслевых договоров]».

    «[Душанбинская] и [Бишкекская декларации]»  → two declarations, the noun in the plural for both
    «[12 торговых] и [5 пограничных договоров]» → 12 and 5

The surprise: the noun's number belongs to all of them together («декларации» are two of one each), so an adjective in
the singular before a noun in the plural tells that others go before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.agreement_frame import Frame, Sentence
from pipeline.extract.agreement_start import agrees, read_count
from pipeline.russian import morph

_JOINING = frozenset({"и", ","})


def earlier_counts(sentence: Sentence, head: int, found: Frame) -> Iterator[Frame]:
    """Counted conjuncts before a counted mention whose noun is left out, the nearest first."""
    words = sentence.words
    end = found.start - 1
    while found.count is not None and end > 1 and words[end] in _JOINING:
        at = end
        while at > 0 and agrees(words[at - 1], words[head]):
            at -= 1
        part = Frame(at, end, end, premodifiers=tuple(range(at, end)))
        begin = read_count(sentence, at, head, part) if at < end else None
        if begin is None or part.count is None:
            return
        part.start = begin
        yield part
        end = begin - 1


def sharing(words: Sequence[str], head: int) -> tuple[int, ...]:
    """Positions of capitalised singular adjectives that share the plural noun at `head`; empty where there are not two."""
    cases = {(p.case, p.gender) for p in morph.parses(words[head]) if p.is_noun and p.number == "plur"}
    found: list[int] = []
    at = head - 1
    while at >= 0 and words[at][:1].isupper() and _is_one(words[at], cases):
        found.insert(0, at)
        if at < 2 or words[at - 1] not in _JOINING:
            break
        at -= 2
    return tuple(found) if len(found) > 1 else ()


def _is_one(adjective: str, nouns: set[tuple[str | None, str | None]]) -> bool:
    readings = [p for p in morph.parses(adjective) if p.is_adjective and p.number == "sing"]
    return any(p.case == case and p.gender in (None, gender) for p in readings for case, gender in nouns)


def shared_title(adjective: str, noun: str) -> str | None:
    """The nominative of one of them: («Бишкекской», «декларациях») → «Бишкекская декларация»."""
    for reading in morph.parses(noun):
        if reading.is_noun and reading.number == "plur" and reading.case:
            if not _is_one(adjective, {(reading.case, reading.gender)}):
                continue
            single = morph.inflect(noun, reading.case, "sing", pos="NOUN")
            if single is not None:
                return morph.nominative(f"{adjective} {single}")
    return None
