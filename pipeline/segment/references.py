"""The reference list, cut into entries.

Numbers printed before the entries are believed when they count up; where nothing is printed (Word numbers its lists
itself) the order counts, and an entry begins where the one before it has said all that an entry says. The surprise:
«№ 3. С. 5» inside an entry looks like entry 3. What an entry says is read in entries.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Final, NamedTuple

from pipeline.model import Reference
from pipeline.segment.authors import NAME
from pipeline.segment.entries import reference
from pipeline.segment.roles import Part

_NUMBER: Final = re.compile(
    r"(?:(?P<first>\A|\n)[\s*•–-]*|(?<=[.)/\]»\w])\s+)\[?(?P<number>\d{1,3})(?:[.)\]]+\s*|(?<=\d)\s+(?=[А-ЯЁA-Z«]))"
    r"(?(first)(?=[^\s.,;:)\]])|(?=[«\"“]?[^\W\d_]))"
)
_CONTINUES: Final = re.compile(  # no entry begins so
    r"(?:URL|DOI|https?:|Режим\s+доступа|ISBN|ISSN|[СCРP]{1,2}\.\s?\d|Т\.\s?\d|Vol\.|№|М\.\s?:|СПб\.?\s?:|\(?(?:дата\s+)?обращени)",
    re.IGNORECASE,
)
_VOLUME: Final = re.compile(r"(?:Т|Ч|Вып|№|Кн|Vol|No|С|С|P|Pp|Ст|Д|Оп|Ф|Л|вып|т|ч|ст|гл|Issue|Iss)\.?\s*\Z")


_LAST_WORDS: Final = (  # what an entry says last: pages, a volume, a year of access, an address
    r"(?:\d\s?[сСpPсбБ]\.|[СCРP]{1,2}\.\s?\d+\s?[–-]\s?\d+\.|\d\s?[–-]\s?\d+\.|\d{4}\)\.?|[a-z]/\S{0,120}[\w/]\.?|[а-яё]{4}\.)"
)
_FIRST_WORDS: Final = (  # and what the next says first: authors and a year in brackets, or a label, or authors in a list sorted by them
    rf"(?:{NAME.pattern}(?:,?\s(?:и\s|&\s|and\s)?{NAME.pattern})*\s\((?:19|20)\d\d[а-яa-z]?\)"
    r"|[А-ЯЁA-Z][\w-]+(?:,\s[А-ЯЁA-Z][\w-]+){0,3}(?:\sи\sдр\.)?,?\s(?:19|20)\d\d[а-яa-z]?\s[–—-]\s[А-ЯЁA-Z])"
)
_RUN_ON: Final = re.compile(
    rf"{_LAST_WORDS}\s(?={_FIRST_WORDS})|(?:\d\s?[сСpPб]\.|[СCРPБ]{{1,2}}\.\s?\d+\s?[–-]\s?\d+\.|(?:обращения|accessed)[^()]{{6,16}}\)\.)\s(?={NAME.pattern})"
)


class _Entry(NamedTuple):
    """An entry as cut: its printed number, its span in the document, its text without the number."""

    number: int | None
    start: int
    end: int
    text: str


class _Cut(NamedTuple):
    """A printed number: where the entry before it ends, and where its own begins."""

    number: int
    before: int
    after: int


def references(parts: Sequence[Part], *, numbered: bool) -> tuple[Reference, ...]:
    """Entries of the paper's reference lists. `numbered` says that the text cites by number, so that order gives

    numbers where none are printed. A second list in English that counts from 1 again repeats the first in
    transliteration and is left out.
    """
    found: list[Reference] = []
    for entries in _lists(parts):
        again = bool(found) and bool(entries) and entries[0].number in (None, 1) and _latin(entries)
        if not again:
            found.extend(_read(entries, numbered, len(found)))
    return tuple(found)


def _lists(parts: Sequence[Part]) -> Iterator[list[_Entry]]:
    """The entries of each list. A heading inside a list, not one that announces a list, doesn't end it."""
    chunks: list[tuple[int, str, bool]] = []
    last = 0
    for run, role in parts:
        if role == "references_heading" and run.cue is not None and chunks:
            entries = _entries(chunks, last)
            last = max((entry.number or 0 for entry in entries), default=0)
            yield entries
            chunks = []
        if role == "reference":
            start = run.content if run.cue in ("references", "notes") else run.start
            chunks.append((start, run.text[start - run.start :], run.kind == "list_item"))
    if chunks:
        yield _entries(chunks, last)


def _entries(chunks: Sequence[tuple[int, str, bool]], last: int) -> list[_Entry]:
    """Cuts a list, given as (start, text, whether Word or the layout made it an item), into entries.

    Numbers that count up are cuts wherever they stand; a list without numbers is cut where a run begins like an entry
    after one that ended. `last` is the number that the list before came to: a list in two parts counts on.
    """
    joined = "\n".join(text for _, text, _ in chunks)
    starts: list[tuple[int, int]] = []  # offset in `joined`, offset in the document
    at = 0
    for start, text, _ in chunks:
        starts.append((at, start))
        at += len(text) + 1

    def place(offset: int) -> int:
        there, here = starts[bisect_right(starts, offset, key=lambda pair: pair[0]) - 1]
        return here + offset - there

    spans: list[tuple[int | None, int, int]]
    cuts = _numbered(joined, last)
    if cuts:
        ends = [cut.before for cut in cuts[1:]] + [len(joined)]
        spans = [(cut.number, cut.after, end) for cut, end in zip(cuts, ends, strict=True)]
    else:
        begins = [starts[0][0]]
        for (before, current), (offset, _) in zip(pairwise(chunks), starts[1:], strict=True):
            if current[2] or _ended(joined[begins[-1] : offset], before[1], current[1]):
                begins.append(offset)
        begins = sorted({*begins, *(match.end() for match in _RUN_ON.finditer(joined))})
        spans = [(None, begin, end) for begin, end in pairwise((*begins, len(joined)))]
    return [
        _Entry(number, place(begin), place(max(begin, end - 1)) + 1, joined[begin:end])
        for number, begin, end in spans
        if joined[begin:end].strip()
    ]


def _ended(entry: str, before: str, current: str) -> bool:
    """Whether an entry without a number ends where `before` does, and `current` begins the next.

    It has said when or where it was published, ends like one, and the next begins with a capital or a name.
    """
    begun = re.match(r"[\s*•–—-]*[«\"“(]?[^\W\d_a-zа-яё]", current) is not None
    if not begun or _CONTINUES.match(current) or re.search(r"[.)/\]\d]\s*\Z", before) is None:
        return False
    dated = re.search(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|https?://|\b\d+\s?[сpс]\.", entry) is not None
    return dated or (NAME.match(current) is not None and NAME.sub("", entry).strip(" ,.") != "")


def _numbered(joined: str, last: int) -> list[_Cut]:
    """The numbers of the list that count up from its first; empty where it doesn't begin with one.

    One that is missing is passed over when the next stands at the beginning of a line.
    """
    cuts: list[_Cut] = []
    for match in _NUMBER.finditer(joined):
        number = int(match["number"])
        leading = match["first"] is not None
        if not cuts:
            if joined[: match.start()].strip() or not (number <= 3 or number == last + 1):
                return []
            following = True
        else:
            step = number - cuts[-1].number
            volume = _VOLUME.search(joined, max(0, match.start() - 8), match.start()) is not None
            following = not volume and (0 < step <= 3 if leading else step == 1)
        if following:
            cuts.append(_Cut(number, match.start(), match.end()))
    return _with_glued(joined, cuts)


def _with_glued(joined: str, cuts: list[_Cut]) -> list[_Cut]:
    """Adds the numbers that a reader glued to the address before them: «…/index.9. Ильин П. С. …»."""
    found: list[_Cut] = []
    for cut, following in zip_longest(cuts, cuts[1:]):
        found.append(cut)
        if following is not None and following.number == cut.number + 2:
            glued = re.compile(rf"(?<=[^\W_])\.(?={cut.number + 1}[.)]\s)\d+[.)]\s+(?=[^\W\d_])")
            match = glued.search(joined, cut.after, following.before)
            if match is not None:
                found.append(_Cut(cut.number + 1, match.start() + 1, match.end()))
    return found


def _latin(entries: Sequence[_Entry]) -> bool:
    text = " ".join(entry.text for entry in entries)
    return len(re.findall(r"[A-Za-z]", text)) > 2 * len(re.findall(r"[А-Яа-яЁё]", text))


def _read(entries: Sequence[_Entry], numbered: bool, before: int) -> Iterator[Reference]:
    for order, entry in enumerate(entries, before + 1):
        if re.search(r"[^\W\d_]", entry.text):
            number = entry.number if entry.number is not None else order if numbered else None
            yield reference(entry.text, number, entry.start, entry.end)
