"""What the paper says about itself: codes, title, authors, abstract, keywords, journal, year, volume, pages.

Most of it stands above the text. Who signed is read in signature.py, where it was published in publication.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.model import Document, FrontMatter
from pipeline.segment.authors import byline, names
from pipeline.segment.entries import DOI
from pipeline.segment.language import language
from pipeline.segment.publication import issue_of, printed_pages
from pipeline.segment.roles import Part, Role
from pipeline.segment.signature import signed
from pipeline.segment.titles import MARKS, SECTION_NUMBER, bare_title

_UDC: Final = re.compile(r"(?:УДК|UDC|ӘОЖ)\s*:?\s*([\d(][\d.:;,+()\[\]/=*\-–«»\"'’ ]*[\d)\]»\"])")
_BBK: Final = re.compile(
    r"(?:ББК|BBK|LBC)\s*:?\s*([А-ЯЁA-Z]{0,2}\d[^\s;]*(?:\s*[;,+]\s*\d[^\s;]*)*)"  # «66.4(0),3», «Т3(2)6», «65.9(2Рос); 65.5»
)
_EDN: Final = re.compile(
    r"\bEDN\b\s*:?\s*(?:https?://elibrary\.ru/)?([A-Z]{6})\b|elibrary\.ru/([A-Z]{6})\b", re.IGNORECASE
)


def front_matter(document: Document, parts: Sequence[Part]) -> FrontMatter:
    """The paper's metadata; null or empty where the paper doesn't say."""
    codes = _texts(parts, "code")
    issue = issue_of(document, parts)
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
    authors, affiliations = signed(parts)
    first, last = printed_pages(document)
    return FrontMatter(
        language=language(
            " ".join(run.text for run, role in parts if role in ("body", "abstract", "foreign"))[:20_000],
            20_000,
        ),
        udc=" ".join(udc[1].split()).strip(" .,;") if udc else None,
        doi=dois[0] if dois else None,
        title=_title(parts, "title", authors),
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
        page_first=issue.first if issue.first is not None else first,
        page_last=issue.last if issue.last is not None else last,
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


def _title(parts: Sequence[Part], role: Role, authors: Sequence[str] = ()) -> str | None:
    """The title; names at its end are its own where others have signed: «… П. С. Ильина»."""
    title = _joined([part.run.text for part in _first(parts, role)])
    if title is None:
        return None
    title = SECTION_NUMBER.sub("", title)
    begin = byline(title)
    if begin is not None and authors and not set(names(title[begin:])) & set(authors):
        return title.rstrip(MARKS)
    return bare_title(title)


def _keywords(parts: Sequence[Part]) -> tuple[str, ...]:
    text = _joined([_content(part) for part in _first(parts, "keywords")])
    if text is None:
        return ()
    separator = ";" if ";" in text else ","
    return tuple(word for part in text.split(separator) if (word := part.strip(" .,;")))
