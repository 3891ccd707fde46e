"""Citations that name their source instead of numbering it, tied to the one entry of the reference list that fits.

    «(Ильин, 2020)», «[Ильин и др., 2020, с. 45]», «(Smith, 2019; Серикова, 2021)»     author and year in the text
    «Ильин (2020) показал», «по мнению А. Серикова (2021, с. 4)»                       the author in the sentence itself

The surprise: most brackets with a name and a year cite nothing («(Курган, 2019)», «(Ильин, 2020 г. р.)»), so a mark is a
citation only by the list: the same surnames in the same order and the same year. Where no entry fits, or two do, nothing
is said (eyecite's rule: the resolver accepts only a single surviving candidate).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.model import Citation, Reference, Zone
from pipeline.segment.authors import names
from pipeline.segment.citations import LEAD, PAGES, tidy
from pipeline.segment.entries import reference

_MARK: Final = re.compile(r"\(([^()\[\]]{6,200})\)|\[([^()\[\]]{6,200})\]")
_YEAR: Final = r"(?:1[89]|20)\d\d[a-zа-я]?"
_ITEM: Final = re.compile(
    rf"(?P<names>[^\d;:]{{2,90}}?),?\s+(?P<years>{_YEAR}(?:\s*,\s*(?:{_YEAR}|[a-zа-я](?![\w.])))*)"
    rf"(?:\s*[,:.]\s*(?P<pages>{PAGES}|\d{{1,4}}(?:\s*[-–—]\s*\d{{1,4}})?(?:\s*,\s*\d{{1,4}})*))?"
)
_OTHERS: Final = re.compile(r",?\s*(?:и\s+др|et\s+al|[ис]\s+соавт)\b\.?,?\s*\Z", re.IGNORECASE)
_INITIAL: Final = re.compile(r"(?<!\w)[^\W\d_]{1,2}\.\s?-?")
_SURNAME: Final = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][\w’'`ʼ-]+(?:\s[\w’'`ʼ«»\"-]+){0,5}")
ONLY_WORK: Final = re.compile(r"\b(?:указ\.\s*соч|op\.\s*cit)", re.IGNORECASE)


_ONE: Final = r"(?:[А-ЯЁA-Z]\.\s?){0,2}[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][\w’'-]+(?:\s[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][\w’'-]+)?"
_TOLD: Final = re.compile(  # «Ильин и Серикова с соавторами» before «(2020)»
    rf"(?P<names>{_ONE}(?:(?:,\s|,?\s(?:и|с|со|and|&)\s){_ONE}){{0,4}})"
    r"(?P<others>,?\s(?:и\s(?:др\.|другие|соавт\w*\.?|коллег\w*)|с(?:о)?\s(?:соавт\w*\.?|коллег\w+)|et\sal\.))?\s*\Z"
)
_DATE_MARK: Final = re.compile(
    rf"[(\[]\s*(?P<years>{_YEAR}(?:\s*[,;]\s*{_YEAR})*)(?:\s*[,:.]\s*(?P<pages>{PAGES}|\d{{1,4}}(?:\s*[-–—]\s*\d{{1,4}})?))?\s*[)\]]"
)
# Endings of surnames in other cases, and those that they stand for in the nominative.
_CASES: Final = frozenset("а я у ю ом ем ём ым им ой ей ого его ому ему е и ы ую юю го му м".split()) | {""}
_NOMINATIVE: Final = frozenset("а я й ий ый ой ь о ая яя".split()) | {""}


class _Entry(NamedTuple):
    number: int
    surnames: tuple[str, ...]
    title: str
    year: int | None
    text: str


class Named:
    """The entries of a reference list by what a reader would look them up by. Entries without a number can't be cited."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self.entries: list[_Entry] = []
        for entry in references:
            self.add(entry)

    def add(self, entry: Reference) -> None:
        """One more entry that marks and notes may name."""
        if entry.number is not None:
            title, text = _folded(entry.title or ""), _folded(entry.text)
            self.entries.append(_Entry(entry.number, _surnames(entry), title, entry.year, text))

    def marks(self, text: str, zones: Iterable[Zone]) -> Iterator[Citation]:
        """Author–year marks of the zones that are mined; one citation for each source and year that the list holds once."""
        for zone in zones:
            if zone.mined and self.entries:
                for match in _MARK.finditer(text, zone.start, zone.end):
                    for number, pages in self.numbers(match[1] or match[2]):
                        yield Citation(match.start(), match.end(), number, pages)

    def told(self, text: str, zones: Iterable[Zone]) -> Iterator[Citation]:
        """Years in brackets after the author's name in the sentence: «Ильин (2020) показал», «у А. Серикова (2021, с. 4)»."""
        for zone in zones:
            if zone.mined and self.entries:
                for match in _DATE_MARK.finditer(text, zone.start, zone.end):
                    before = _TOLD.search(text[max(zone.start, match.start() - 120) : match.start()])
                    if before is None:
                        continue
                    for year in re.split(r"\s*[,;]\s*", match["years"]):
                        number = self._told(before["names"], before["others"] is not None, year)
                        if number is not None:
                            yield Citation(match.start(), match.end(), number, tidy(match["pages"]))

    def _told(self, said: str, others: bool, year: str) -> int | None:
        """The only entry of the year by just the authors whose names, in whatever case, stand before it."""
        pieces = re.split(r",\s|,?\s(?:и|с|со|and|&)\s", said)
        cited = [_folded(_INITIAL.sub("", piece)).split(" ")[-1] for piece in pieces]
        dated = [entry for entry in self.entries if entry.year == int(year[:4])]
        if len(year) > 4:
            dated = [entry for entry in dated if year.casefold() in entry.text] or dated
        for same in (str.__eq__, _declined):
            begun = [
                entry for entry in dated
                if len(entry.surnames) >= len(cited) and all(map(same, entry.surnames, cited))
            ]  # fmt: skip
            exact = [entry for entry in begun if (len(entry.surnames) > len(cited)) == others]
            number = _only(exact or (begun if len(cited) == 1 else []))
            if number is not None:
                return number
        return None

    def numbers(self, inside: str) -> tuple[tuple[int, str | None], ...]:
        """(entry's number, pages) for each source that the inside of a mark names and the list holds exactly once."""
        found: list[tuple[int, str | None]] = []
        before = ""
        for part in inside.split(";"):
            lead = LEAD.match(part)
            item = _ITEM.fullmatch((part[lead.end() :] if lead else part).strip())
            if item is None:
                years = re.fullmatch(rf"\s*(?P<years>{_YEAR})(?:,\s*(?P<pages>{PAGES}))?\s*", part)
                item = years if before else None  # «Ильин, 2019; 2021»
            if item is None:
                continue
            said = before = item.groupdict().get("names") or before
            for year in _years(item["years"]):
                number = self._dated(said, year)
                if number is not None:
                    found.append((number, tidy(item["pages"])))
        return tuple(found)

    def described(self, source: str) -> int | None:
        """The only entry with the description's first author and title; «Указ. соч.» is the author's only work."""
        read = reference(source)
        surnames = _surnames(read)
        if ONLY_WORK.search(source):
            return _only([e for e in self.entries if surnames and e.surnames[:1] == surnames[:1]])
        title = _folded(read.title or "")
        if len(title) < 8:
            return None
        return _only(
            [
                entry
                for entry in self.entries
                if _same_title(entry.title, title)
                and entry.surnames[:1] == surnames[:1]
                and (read.year is None or entry.year is None or read.year == entry.year)
            ]
        )

    def _dated(self, said: str, year: str) -> int | None:
        """The only entry by these authors of this year; «2020а» needs the letter in the entry, too."""
        others = _OTHERS.search(said)
        cited = _said(said[: others.start()] if others else said)
        if not cited:
            return None
        dated = [entry for entry in self.entries if entry.year == int(year[:4])]
        lettered = [entry for entry in self.entries if len(year) > 4 and year.casefold() in entry.text]
        begun = [e for e in lettered or dated if e.surnames[: len(cited)] == cited]
        exact = [e for e in begun if len(e.surnames) > len(cited)] if others else []
        if not others:
            exact = [e for e in begun if len(e.surnames) == len(cited)]
        if not begun and len(cited) == 1:  # an institution, or a document by the first words of its title
            begun = [e for e in dated if not e.surnames and re.match(re.escape(cited[0]) + r"\b", e.text)]
        return _only(exact) if exact else _only(begun)


def _years(listed: str) -> Iterator[str]:
    """«2019а, б» is two years, «2019а» and «2019б»."""
    stated = ""
    for year in re.split(r"\s*,\s*", listed):
        stated = year if len(year) > 1 else stated[:4] + year
        yield stated


def _declined(surname: str, said: str) -> bool:
    """Whether `said` is the surname in some case. Both folded.

    >>> _declined("петрова", "петровой"), _declined("ланской", "ланского"), _declined("ким", "кимов")
    (True, True, False)
    """
    shared = 0
    for one, other in zip(surname, said, strict=False):
        if one != other:
            break
        shared += 1
    return shared >= 3 and surname[shared:] in _NOMINATIVE and said[shared:] in _CASES


def _same_title(one: str, other: str) -> bool:
    """Equal, or one leaves out what stands behind a colon: a note may shorten, but not below fifteen letters."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 15 and long.startswith(short + " "))


def _only(entries: Sequence[_Entry]) -> int | None:
    return entries[0].number if len(entries) == 1 else None


def _said(text: str) -> tuple[str, ...]:
    """Surnames of a mark, folded; empty where the words are no names."""
    pieces = re.split(r"\s*(?:,|&|\s(?:и|and)\s)\s*", _INITIAL.sub("", text).strip(" ,."))
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    return tuple(map(_folded, pieces)) if all(_SURNAME.fullmatch(piece) for piece in pieces) else ()


def _surnames(entry: Reference) -> tuple[str, ...]:
    """Surnames of an entry's authors, folded; those after « / » where a description puts them there (four and more)."""
    printed = entry.authors or names(entry.text.partition(" / ")[2].partition(" // ")[0].partition(". –")[0])
    return tuple(_folded(_INITIAL.sub("", name).replace(",", " ").split()[0]) for name in printed)


def _folded(text: str) -> str:
    """As titles and names are compared: small letters, ё as е, words only.

    >>> _folded("Счёт «Степь»:  зерно")
    'счет степь зерно'
    """
    return " ".join(re.findall(r"[\w-]+", text.casefold().replace("ё", "е")))
