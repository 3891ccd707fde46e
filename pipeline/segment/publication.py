"""Where and when the paper was published: journal, year, volume, number, pages.

They stand in the journal's line, in the line that tells how to cite the paper, in running heads, behind «©», at a
title page's foot. Where two places speak, the one nearer to the paper's own words wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from pipeline.model import Document
from pipeline.segment.authors import NAME
from pipeline.segment.cues import ISSUE_FIRST
from pipeline.segment.language import language
from pipeline.segment.roles import Part, Role

_DASHED: Final = r"\d{1,4}(?:\s?[-–—/]\s?\d{1,4})?"
_VOLUME: Final = re.compile(rf"(?<!\w)(?:Т\.|Том|Vol\.|Volume|vol\.|т\.)\s*({_DASHED}|[IVXLC]+)(?!\w)")
_NUMBER: Final = re.compile(
    rf"(?:№|(?<!\w)(?:Вып\.|Выпуск|вып\.|No\.?|Issue|Iss\.|no\.))\s*({_DASHED}(?:\s?\(\d{{1,4}}\))?)(?![\d\w])"
)
_PAGES: Final = re.compile(r"(?:\b[СCсcPp]{1,2}\.\s*|\(|:\s)(\d{1,4})\s*[–—-]\s*(\d{1,4})\)?\.?(?!\d)")
_ACCESSED: Final = re.compile(r"обращения|accessed|\d\d?\.\d\d\.\d{4}|скачано|downloaded", re.IGNORECASE)
_ISSUE_YEAR: Final = re.compile(r"(?<![\d–-])((?:19|20)\d\d)(?![\d–-])")
_JOURNAL: Final = re.compile(
    r"\s*(?P<name>[^\d\n]{3,150}?)[\s.,]*(?:\(?(?:19|20)\d\d|№|Т\.\s*\d|Том\s|Вып\.|Vol\.|No\.?\s*\d|\d{4}|\([^)]*\d)"
)


_VANCOUVER: Final = re.compile(  # «2023;11(2):5–23»
    r"(?P<year>(?:19|20)\d\d)\s?;\s?(?P<volume>\d{1,4})\s?(?:\((?P<number>\d{1,4}(?:[-–]\d{1,4})?)\))?\s?:\s?(?P<first>\d{1,4})\s?[–-]\s?(?P<last>\d{1,4})"
)


_TOLD_JOURNAL: Final = re.compile(  # «… Название статьи. Степной журнал. 2023;11(2):5–23»
    r"[.?!]\s+(?P<name>[А-ЯЁA-Z][^.?!]{2,100}(?:\.\s(?:Серия|Series)[^.?!]{2,60})?)\.\s(?:(?:19|20)\d\d\s?[;,.]|Т\.\s?\d|Том\s\d|№\s?\d|Vol\.)"
)
_PLACE_AND_YEAR: Final = re.compile(
    r"(?:г\.\s?)?[А-ЯЁ][а-яё]+(?:[\s-][А-ЯЁа-яё][а-яё-]+){0,3}\s?(?:,|[–—-])?\s((?:19|20)\d\d)(?:\s?г(?:\.|ода?))?"
)


class Issue(NamedTuple):
    """What one line says; null what it doesn't."""

    journal: str | None = None
    year: int | None = None
    first: int | None = None
    last: int | None = None
    volume: str | None = None
    number: str | None = None


def issue_of(document: Document, parts: Sequence[Part]) -> Issue:
    """Field by field, the first line that says anything."""
    listed = tuple(_issues(document, parts))

    def first(field: str) -> Any:
        return next((value for issue in listed if (value := getattr(issue, field)) is not None), None)

    return Issue(*map(first, Issue._fields))


def printed_pages(document: Document) -> tuple[int | None, int | None]:
    """First and last page by the numbers printed on them, where two pages or more agree; else within the file."""
    if not document.pages:
        return None, None
    first, last = document.pages[0].number, document.pages[-1].number
    offsets = Counter(
        int(one.text.strip(" -–—[]~")) - one.page
        for one in document.furniture
        if one.kind == "page_number" and one.page is not None and one.text.strip(" -–—[]~").isdecimal()
    )
    offset, agreed = offsets.most_common(1)[0] if offsets else (0, 0)
    if agreed < min(2, len(document.pages)) or 2 * agreed <= sum(offsets.values()) or first + offset < 1:
        offset = 0
    return first + offset, last + offset


def _issues(document: Document, parts: Sequence[Part]) -> Iterator[Issue]:
    for text in _texts(parts, "journal"):
        yield _issue(text)
    for text in _texts(parts, "cite_as"):
        if language(text) != "en":
            _, *journal = re.split(r"(?<!:)//", text, maxsplit=1)
            yield _issue(journal[0] if journal else text, named=bool(journal))
            if not journal and (told := _TOLD_JOURNAL.search(" ".join(text.split()))):
                yield Issue(told["name"].strip())
    for furniture in document.furniture:
        if furniture.kind in ("continuation", "repeated_head") or _ACCESSED.search(furniture.text):
            continue  # a table's, or a note's; their years aren't the journal's
        if " // " in furniture.text:
            continue  # a source's
        if re.search(r"№|Т\.\s*\d|Вып\.|\b(?:19|20)\d\d\b", furniture.text) and len(furniture.text) < 200:
            yield _issue(furniture.text)
    for text in _texts(parts, "meta", "author"):
        if "©" in text and (year := _ISSUE_YEAR.search(text)):
            yield Issue(year=int(year[1]))
    for text in _texts(parts[:40], "meta", "author", "body", "heading"):  # «Омск, 2021»: a title page's foot
        if placed := _PLACE_AND_YEAR.fullmatch(" ".join(text.split())):
            yield Issue(year=int(placed[1]))


def _issue(text: str, *, named: bool = True) -> Issue:
    """Journal, year, volume, number and pages of a line like «Вестник степи. 2019. Т. 4, № 3 (12). С. 5–17»."""
    flat = re.sub(r"\A\d{1,4}\s+(?=[^\W\d_])", "", " ".join(text.split()))  # the page's number before it
    year = _ISSUE_YEAR.search(flat)
    pages = _PAGES.search(flat)
    volume, number = _VOLUME.search(flat), _NUMBER.search(flat)
    name = (_JOURNAL.match(flat) or ISSUE_FIRST.fullmatch(text)) if named and "©" not in flat else None
    if name is not None and NAME.search(name["name"]):  # a head that gives the authors
        name = None
    told = _VANCOUVER.search(flat)
    first, last = (int(pages[1]), int(pages[2])) if pages else (None, None)
    if told is not None:
        first, last = int(told["first"]), int(told["last"])
    if first is not None and last is not None and not (first <= last < first + 200):
        first = last = None
    return Issue(
        name["name"].strip(" .,–—-/|•·") or None
        if name and re.search(r"[^\W\d_]{3}", name["name"])
        else None,
        int(year[1]) if year else None,
        first,
        last,
        _dashed(volume[1] if volume else told["volume"] if told else None),
        _dashed(number[1] if number else told["number"] if told else None),
    )


def _dashed(printed: str | None) -> str | None:
    return re.sub(r"\s*[-–—]\s*", "–", printed) if printed else None


def _texts(parts: Iterable[Part], *roles: Role) -> list[str]:
    return [part.run.text for part in parts if part.role in roles]
