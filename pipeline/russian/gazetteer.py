"""Every inflected form of every registered name, found in one pass over the text (Aho–Corasick).

    >>> [(hit.start, hit.end, hit.nominative) for hit in find("из Костаная в ЕАЭС и РЕСПУБЛИКУ КАЗАХСТАН")]
    [(3, 11, 'Костанай'), (14, 18, 'Евразийский экономический союз'), (21, 41, 'Республика Казахстан'), (32, 41, 'Казахстан')]

Letters compare without case, «ё» as «е», any white space as one blank, any quotes and dashes as one kind; what the case of
the letters must be is asked afterwards. Abbreviations must be printed in their capitals. A hit carries all the things that
bear the name: which of them is meant is the link room's business. `cautious` marks a form that is an ordinary word too
(«Мирный», «Лена», «Восток»), which only its surroundings can make a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final, NamedTuple

import ahocorasick
from spacy.tokens import Doc

from pipeline.russian import morph
from pipeline.russian.declension import case_forms
from pipeline.russian.nlp import text_of
from pipeline.russian.registry import Entry, entries

_HITS: Final = "svod_gazetteer"
_LONGEST: Final = 80  # no registered place is longer, in code points
_FOLD: Final = {
    **dict.fromkeys(map(ord, "«»“”„‟‘‹›"), '"'),
    **dict.fromkeys(map(ord, "–—−‑‐"), "-"),
    ord("’"): "'",
    ord("ё"): "е",
    ord("Ё"): "Е",
}
# What isn't taken over as it stands: white space other than one blank; soft hyphens and «İ», which has two small letters.
_ODD: Final = re.compile(
    r"\A[\s\u00ad\u0130]+|(?P<blank> (?=[\s\u00ad\u0130])|[^\S ])[\s\u00ad\u0130]*|[\u00ad\u0130]+"
)
_LETTER: Final = re.compile(r"\w")
_ABBREVIATION: Final = re.compile(r"[A-ZА-ЯЁ][\w+.&-]*[A-ZА-ЯЁ0-9+](?: [A-ZА-ЯЁ]\w*)?")
_PROPER: Final = frozenset({"Geox", "Orgn", "Surn", "Name", "Patr", "Abbr", "Init"})


class Form(NamedTuple):
    """A name as it may be printed, and what it says: its nominative, and the things that bear it."""

    nominative: str
    printed: str
    exact: bool
    cautious: bool
    things: tuple[Entry, ...]


class Hit(NamedTuple):
    """A registered name at [start, end) of the text; `abbreviated` where only capitals stand for the words."""

    start: int
    end: int
    nominative: str
    things: tuple[Entry, ...]
    abbreviated: bool
    cautious: bool

    @property
    def type(self) -> str:
        return self.things[0].type


def hits(doc: Doc) -> tuple[Hit, ...]:
    """The registered names in a doc's text, in text order; found once and remembered with the doc."""
    known = doc.user_data.get(_HITS)
    if known is None:
        known = doc.user_data[_HITS] = _found(text_of(doc))
    return known


def hits_in(doc: Doc, start: int, end: int) -> tuple[Hit, ...]:
    """The registered names that begin in [start, end) of the text."""
    every = hits(doc)
    first = bisect_left(every, start, key=_start)
    return every[first : bisect_left(every, end, lo=first, key=_start)]


def place_at(doc: Doc, start: int) -> Hit | None:
    """The longest registered place that begins at an offset."""
    return next((hit for hit in hits_in(doc, start, start + 1) if hit.type == "LOC"), None)


def place_before(doc: Doc, end: int) -> Hit | None:
    """A registered place that ends at an offset."""
    return next(
        (hit for hit in hits_in(doc, end - _LONGEST, end) if hit.type == "LOC" and hit.end == end), None
    )


def _start(hit: Hit) -> int:
    return hit.start


@lru_cache(maxsize=20_000)
def find(name: str) -> tuple[Hit, ...]:
    """The registered names in a name or a few words, in text order, longer first; a name inside a longer one is there too."""
    return _found(name)


def _found(text: str) -> tuple[Hit, ...]:
    folded, offsets = _fold(text)
    found = []
    for last, forms in _automaton().iter(folded.lower()):
        for form in forms:
            first = last + 1 - len(form.printed)
            if not _stands_alone(folded, first, last + 1) or not _is_spelt(folded[first : last + 1], form):
                continue
            # The folded text has no more characters than the text, and its last character ends where the next begins.
            start, end = offsets[first], offsets[last] + 1
            found.append(Hit(start, end, form.nominative, form.things, form.exact, form.cautious))
    found.sort(key=lambda hit: (hit.start, -hit.end, hit.nominative))
    return tuple(found)


def _fold(text: str) -> tuple[str, list[int]]:
    """The text with like characters made one and runs of white space made one blank; the offset of each character."""
    text = text.translate(_FOLD)
    folded: list[str] = []
    offsets: list[int] = []
    at = 0
    for odd in _ODD.finditer(text):
        folded.append(text[at : odd.start()])
        offsets.extend(range(at, odd.start()))
        at = odd.end()
        if odd["blank"] and odd.start() > 0:
            folded.append(" ")
            offsets.append(odd.start())
    folded.append(text[at:])
    offsets.extend(range(at, len(text)))
    return "".join(folded), offsets


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No letter or figure touches it, and no hyphen that makes it a part of a longer word («евразийско-»)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LETTER.match(before) or _LETTER.match(after):
        # A note's mark may touch: «ОДКБ3».
        return not _LETTER.match(before) and after.isdigit() and not text[end - 1].isdigit()
    if before == "-" and _LETTER.match(text[start - 2 : start - 1] or " "):
        return False
    return not (after == "-" and _LETTER.match(text[end + 1 : end + 2] or " "))


def _is_spelt(said: str, form: Form) -> bool:
    """Whether the capitals are a name's. In a heading all may be capitals; a body's first word may be small."""
    if form.exact:
        return said == form.printed
    if said.isupper():
        return True
    capitals = [at for at, character in enumerate(form.printed) if character.isupper()]
    if not capitals or said[capitals[0]].isupper():
        return True
    return len(capitals) > 1 and all(said[at].isupper() for at in capitals[1:])


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    by_text: dict[str, dict[tuple[str, str], Form]] = {}
    for entry in entries():
        for name in entry.names:
            exact = bool(_ABBREVIATION.fullmatch(name)) and (name.isupper() or name == entry.short_name)
            nominative = expansion(entry, name)
            for printed in {name} if exact else case_forms(name):
                folded = _fold(printed)[0]
                bucket = by_text.setdefault(folded.lower(), {})
                known = bucket.get((nominative, folded))
                things = (*known.things, entry) if known and entry not in known.things else (entry,)
                if known and entry in known.things:
                    continue
                bucket[nominative, folded] = Form(
                    nominative, folded, exact, _is_cautious(printed, exact, entry.subtype), things
                )
    automaton = ahocorasick.Automaton()
    for text, bucket in by_text.items():
        automaton.add_word(text, tuple(bucket.values()))
    automaton.make_automaton()
    return automaton


def expansion(entry: Entry, name: str) -> str:
    """The full name behind a name: an abbreviation's is the one whose initials it is, else the thing's own.

    «РФ» is «Российская Федерация» although the thing is called «Россия»; «Росстат» is the service that it stands for.
    """
    if name == entry.name or '"' in name.translate(_FOLD):
        return name
    if name.isupper() or name == entry.short_name:
        for full in (*entry.aliases, entry.name):
            initials = "".join(word[0] for word in full.replace("-", " ").split() if word[0].isalpha())
            if initials.casefold() == name.casefold() and " " in full:
                return full
        return entry.name
    first = name.split()[0]
    if entry.type == "ORG" and first.isupper() and len(first) > 1:
        return entry.name
    if entry.type == "ORG" and " " not in name and " " in entry.name:
        return entry.name
    if entry.type == "ORG" and entry.short_name is None and _is_clipped(first) and first not in entry.name:
        return entry.name
    return name


def _is_clipped(word: str) -> bool:
    """«Минэнерго», «Росстат», «Госдума»: first syllables run together."""
    return (
        word.startswith(("Мин", "Рос", "Гос", "Нац", "Центробанк", "Сов"))
        and "ск" not in word
        and len(word) > 5
    )


_FUNCTION: Final = frozenset({"NPRO", "CONJ", "PRCL", "ADVB", "PREP", "VERB", "INTJ", "PRED"})


def _is_cautious(printed: str, exact: bool, subtype: str | None) -> bool:
    """Whether the form is an ordinary word («Находка», «Омском») or likelier a person's name («Киров») too."""
    if exact or " " in printed or "-" in printed:
        return False
    known = [reading for reading in morph.parses(printed) if reading.known]
    if subtype == "country":
        return any(reading.pos in _FUNCTION for reading in known)
    if any(reading.grammemes.isdisjoint(_PROPER) for reading in known):
        return True
    return bool(known) and not known[0].grammemes.isdisjoint(("Name", "Surn", "Patr"))
