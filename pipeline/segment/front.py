"""What the paper says about itself: codes, title, authors, abstract, keywords, journal, year, volume, pages.

Most of it stands above the text; the journal, its year and the pages stand in running heads too, and in the line that
tells how to cite the paper. Where two places speak, the one nearer to the paper's own words wins: the journal's
line, the citation line, the running head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from pipeline.model import Document, FrontMatter
from pipeline.segment.authors import NAME, names, plain_names, without_contacts
from pipeline.segment.entries import DOI
from pipeline.segment.language import language
from pipeline.segment.roles import Part, Role
from pipeline.segment.titles import bare_title

_UDC: Final = re.compile(r"(?:УДК|UDC)\s*:?\s*([\d(][\d.:;,+()\[\]/=*\-–«»\"' ]*[\d)\]»\"])")
_BBK: Final = re.compile(
    r"(?:ББК|BBK|LBC)\s*:?\s*([А-ЯЁA-Z]{0,2}\d[^\s;]*(?:\s*[;,+]\s*\d[^\s;]*)*)"  # «66.4(0),3», «Т3(2)6», «65.9(2Рос); 65.5»
)
_EDN: Final = re.compile(
    r"\bEDN\b\s*:?\s*(?:https?://elibrary\.ru/)?([A-Z]{6})\b|elibrary\.ru/([A-Z]{6})\b", re.IGNORECASE
)
_DASHED: Final = r"\d{1,4}(?:\s?[-–—/]\s?\d{1,4})?"
_VOLUME: Final = re.compile(rf"(?<!\w)(?:Т\.|Том|Vol\.|Volume|vol\.|т\.)\s*({_DASHED}|[IVXLC]+)(?!\w)")
_NUMBER: Final = re.compile(
    rf"(?:№|(?<!\w)(?:Вып\.|Выпуск|вып\.|No\.?|Issue|Iss\.|no\.))\s*({_DASHED}(?:\s?\(\d{{1,4}}\))?)(?![\d\w])"
)
_PAGES: Final = re.compile(r"(?:\b[СCсcPp]{1,2}\.\s*|\(|:\s)(\d{1,4})\s*[–—-]\s*(\d{1,4})\)?\.?(?!\d)")
_ACCESSED: Final = re.compile(r"обращения|accessed|\d\d?\.\d\d\.\d{4}|скачано|downloaded", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(r"\A\s*©\s*(?:(?:19|20)\d\d(?:\s*г\.?)?)?")
_ISSUE_YEAR: Final = re.compile(r"(?<![\d–-])((?:19|20)\d\d)(?![\d–-])")
_JOURNAL: Final = re.compile(
    r"\s*(?P<name>[^\d\n]{3,150}?)[\s.,]*(?:\(?(?:19|20)\d\d|№|Т\.\s*\d|Том\s|Вып\.|Vol\.|No\.?\s*\d|\d{4}|\([^)]*\d)"
)


_VANCOUVER: Final = re.compile(  # «2023;11(2):5–23»
    r"(?P<year>(?:19|20)\d\d)\s?;\s?(?P<volume>\d{1,4})\s?(?:\((?P<number>\d{1,4}(?:[-–]\d{1,4})?)\))?\s?:\s?(?P<first>\d{1,4})\s?[–-]\s?(?P<last>\d{1,4})"
)


class _Issue(NamedTuple):
    journal: str | None = None
    year: int | None = None
    first: int | None = None
    last: int | None = None
    volume: str | None = None
    number: str | None = None


def front_matter(document: Document, parts: Sequence[Part]) -> FrontMatter:
    """The paper's metadata; null or empty where the paper doesn't say."""
    codes = _texts(parts, "code")
    issue = _merged(_issues(document, parts))
    keywords = _keywords(parts)
    dois = [
        match[0].rstrip(".")
        for text in (*codes, *_texts(parts, "journal", "cite_as", "meta"))
        for match in DOI.finditer(text)
    ]
    bbk = next((match for text in codes if (match := _BBK.search(text))), None)
    edns = (_EDN.search(text) for text in (*codes, *_texts(parts, "journal", "cite_as", "meta")))
    edn = next((match for match in edns if match), None)
    udc = next((match for text in codes if (match := _UDC.search(text))), None)
    authors, affiliations = _authors(parts)
    return FrontMatter(
        language=language(
            " ".join(run.text for run, role in parts if role in ("body", "abstract", "foreign"))[:20_000],
            20_000,
        ),
        udc=" ".join(udc[1].split()).strip(" .,;") if udc else None,
        doi=dois[0] if dois else None,
        title=_title(parts, "title"),
        title_en=_title(parts, "title_en"),
        authors=authors,
        affiliations=affiliations,
        abstract=_joined([_content(part) for part in _first(parts, "abstract")]),
        keywords=keywords,
        journal=issue.journal,
        year=issue.year,
        bbk=bbk[1].strip(" .,;") if bbk else None,
        edn=(edn[1] or edn[2]).upper() if edn else None,
        volume=issue.volume,
        issue=issue.number,
        page_first=issue.first
        if issue.first is not None
        else (document.pages[0].number if document.pages else None),
        page_last=issue.last
        if issue.last is not None
        else (document.pages[-1].number if document.pages else None),
    )


def _texts(parts: Iterable[Part], *roles: Role) -> list[str]:
    return [part.run.text for part in parts if part.role in roles]


def _first(parts: Sequence[Part], role: Role) -> list[Part]:
    """The parts with the role that stand above the text; where none do, those that stand below it."""
    start = next((index for index, part in enumerate(parts) if part.role in ("body", "heading")), len(parts))
    above = [part for part in parts[:start] if part.role == role]
    return above or [part for part in parts[start:] if part.role == role]


def _content(part: Part) -> str:
    """The run's text without the cue before it; a structured abstract keeps the names of its parts."""
    run = part.run
    return run.text[run.content - run.start :] if run.cue in ("abstract", "keywords") else run.text


def _joined(texts: Sequence[str]) -> str | None:
    text = " ".join(" ".join(texts).split())
    return text.strip() or None


def _title(parts: Sequence[Part], role: Role) -> str | None:
    title = _joined([part.run.text for part in _first(parts, role)])
    return bare_title(title) if title else None


def _keywords(parts: Sequence[Part]) -> tuple[str, ...]:
    text = _joined([_content(part) for part in _first(parts, "keywords")])
    if text is None:
        return ()
    separator = ";" if ";" in text else ","
    return tuple(word for part in text.split(separator) if (word := part.strip(" .,;")))


def _authors(parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names, the rest of the author block) of the Russian block above the text; failing that, of the words about the authors."""
    start = next((index for index, part in enumerate(parts) if part.role in ("body", "heading")), len(parts))
    blocks = [run for run, role in parts[:start] if role == "author"] or [
        run for run, role in parts[start:] if role == "author"
    ]
    found: list[str] = []
    rest: list[str] = []
    for run in blocks:
        plain = plain_names(run.text)
        found.extend(name for name in names(run.text) or plain if name not in found)
        for line in re.split(r"\n|;\s", "" if plain else NAME.sub(" ", run.text)):
            line = " ".join(without_contacts(_COPYRIGHT.sub("", line)).split()).strip(
                " ,;.*†‡—–-1234567890¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ✉©()"
            )
            if re.search(r"[^\W\d_]{3}", line) and line != "подпись" and line not in rest and run.cue is None:
                rest.append(line)
    return tuple(found), tuple(rest)


def _issues(document: Document, parts: Sequence[Part]) -> Iterable[_Issue]:
    for text in _texts(parts, "journal"):
        yield _issue(text)
    for text in _texts(parts, "cite_as"):
        if language(text) != "en":
            yield _issue(text.partition("//")[2] or text, named="//" in text)
    for furniture in document.furniture:
        if furniture.kind in ("continuation", "repeated_head") or _ACCESSED.search(furniture.text):
            continue  # a table's, or a note's; their years aren't the journal's
        if re.search(r"№|Т\.\s*\d|Вып\.|\b(?:19|20)\d\d\b", furniture.text) and len(furniture.text) < 200:
            yield _issue(furniture.text)
    for text in _texts(parts, "meta", "author"):
        if "©" in text and (year := _ISSUE_YEAR.search(text)):
            yield _Issue(year=int(year[1]))


def _issue(text: str, *, named: bool = True) -> _Issue:
    """Journal, year, volume, number and pages of a line like «Вестник степи. 2019. Т. 4, № 3 (12). С. 5–17»."""
    flat = " ".join(text.split())
    year = _ISSUE_YEAR.search(flat)
    pages = _PAGES.search(flat)
    volume, number = _VOLUME.search(flat), _NUMBER.search(flat)
    name = _JOURNAL.match(flat) if named else None
    told = _VANCOUVER.search(flat)
    first, last = (int(pages[1]), int(pages[2])) if pages else (None, None)
    if told is not None:
        first, last = int(told["first"]), int(told["last"])
    if first is not None and last is not None and not (first <= last < first + 200):
        first = last = None
    return _Issue(
        name["name"].strip(" .,–—-/") or None if name and re.search(r"[^\W\d_]{3}", name["name"]) else None,
        int(year[1]) if year else None,
        first,
        last,
        _dashed(volume[1] if volume else told["volume"] if told else None),
        _dashed(number[1] if number else told["number"] if told else None),
    )


def _dashed(printed: str | None) -> str | None:
    return re.sub(r"\s*[-–—]\s*", "–", printed) if printed else None


def _merged(issues: Iterable[_Issue]) -> _Issue:
    """Field by field, the first that says anything."""
    listed = tuple(issues)

    def first(field: str) -> Any:
        return next((value for issue in listed if (value := getattr(issue, field)) is not None), None)

    return _Issue(*map(first, _Issue._fields))
