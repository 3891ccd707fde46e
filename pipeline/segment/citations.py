"""Citation marks in square brackets that give numbers, as ГОСТ Р 7.0.5 has them: number, then pages.

    «[2, с. 14–15; 9, с. 11, 175]»   references 2 (pages 14–15) and 9 (pages 11, 175)
    «[3–5]», «[3; 14]», «[4,6]»      references 3, 4, 5; 3, 14; 4, 6
    «[см.: 7, p. 5]», «[10. С. 81]», «[2: 45]»

The surprise: after «с.» a comma goes on with pages, not with references, until a semicolon comes or a number with
its own «с.». Omissions «[…]», words «[sic]», years «[2019]» and intervals «на отрезке [0; 1]» are no citations.
Marks that name author and year are read in named.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.model import Citation, Zone

HIGHEST: Final = 500  # no reference list of a paper is longer; four digits are a year
_LONGEST_RANGE: Final = 40

_DASH: Final = r"\s*[-‐‑–—−]\s*"
_PAGE_WORD: Final = r"(?:[сСcC]|стр|Стр|[pPрР]{1,2}|[sS]|б|б\.|гл|ч|т|Т|ст|разд|рис|табл|вып|л|Л|кн|§)"
_PAGE_TOKEN: Final = r"(?:\d+(?:\s?об\.?)?|[IVXLC]+)"  # a sheet of an archive file has a back: «л. 5 об.»
PAGES: Final = (
    rf"(?:{_PAGE_WORD}\.?\s*{_PAGE_TOKEN}(?:{_DASH}{_PAGE_TOKEN})?"
    rf"(?:\s*,\s*(?:{_PAGE_WORD}\.?\s*)?{_PAGE_TOKEN}(?:{_DASH}{_PAGE_TOKEN})?(?!\s*[,.]\s*{_PAGE_WORD}\.?\s*\d))*)"
)
_ITEM: Final = re.compile(
    rf"\s*(?P<first>\d{{1,3}})(?:{_DASH}(?P<last>\d{{1,3}}))?"
    rf"(?:\s*(?:,|\.|:)\s*(?P<pages>{PAGES})|\s*:\s*(?P<plain>{_PAGE_TOKEN}(?:{_DASH}{_PAGE_TOKEN})?(?:\s*,\s*{_PAGE_TOKEN}(?:{_DASH}{_PAGE_TOKEN})?)*))?"
    r"\s*(?P<separator>[;,]|\Z)"
)
LEAD: Final = re.compile(
    r"\s*(?:см\.?|ср\.?|цит\. по|напр\.?|например|подробнее см\.?|see)(?:\s+также)?\s*[:,]?\s*", re.I
)
_MARK: Final = re.compile(r"\[([^\[\]]{1,200})\]")
_INTERVAL: Final = re.compile(
    r"(?:[∈=<>≤≥×·+*/^(]|отрезк\w*|интервал\w*|промежут\w*|диапазон\w*|сегмент\w*|множеств\w*)\s*\Z",
    re.IGNORECASE,
)


def citations(text: str, zones: Iterable[Zone]) -> tuple[Citation, ...]:
    """Citations of the zones that are mined, one for each number, in order; a range gives all its numbers."""
    return tuple(citation for zone in zones if zone.mined for citation in _in(text, zone.start, zone.end))


def _in(text: str, start: int, end: int) -> Iterator[Citation]:
    for match in _MARK.finditer(text, start, end):
        if not _INTERVAL.search(text[max(start, match.start() - 20) : match.start()]):
            for number, pages in numbers(match[1]):
                yield Citation(match.start(), match.end(), number, pages)


def numbers(inside: str) -> tuple[tuple[int, str | None], ...]:
    """(reference number, pages) for each reference that the inside of a mark names; empty where it is no citation.

    >>> numbers("1, 4–6, с. 12")
    ((1, None), (4, '12'), (5, '12'), (6, '12'))
    >>> numbers("sic"), numbers("0; 1"), numbers("2019")
    ((), (), ())
    """
    lead = LEAD.match(inside)
    at = lead.end() if lead else 0
    found: list[tuple[int, str | None]] = []
    while at < len(inside):
        match = _ITEM.match(inside, at)
        if match is None:
            return ()
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if not 0 < first <= last <= HIGHEST or last - first > _LONGEST_RANGE:
            return ()
        pages = match["pages"] or match["plain"]
        found += [(number, tidy(pages)) for number in range(first, last + 1)]
        at = match.end()
        if match["separator"] and not inside[at:].strip():
            return ()
    return tuple(found)


def tidy(pages: str | None) -> str | None:
    """Pages without the word before them: «с. 11, 175–176» → «11, 175–176»; other words stay («гл. 2»)."""
    if pages is None:
        return None
    pages = re.sub(r"\A(?:[сСcCрРpPsS]{1,2}|[Сс]тр)\.?\s*(?=[\dIVXLC])", "", " ".join(pages.split()))
    return re.sub(r"\s*[-‐‑–—−]\s*", "–", pages)
