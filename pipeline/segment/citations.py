"""Citation marks in square brackets that give numbers, as ГОСТ Р 7.0.5 has them: number, then pages.

    «[2, с. 14–15; 9, с. 11, 175]»   references 2 (pages 14–15) and 9 (pages 11, 175)
    «[3–5]», «[3; 14]», «[4,6]»      references 3, 4, 5; 3, 14; 4, 6
    «[см.: 7, p. 5]», «[10. С. 81]», «[2: 45]», «[6; с. 9]»
    «[там же, с. 7]», «[1]–[3]»        the one cited before; 1, 2, 3

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
_PAGE_RANGE: Final = rf"{_PAGE_TOKEN}(?:{_DASH}{_PAGE_TOKEN})?"
PAGES: Final = (
    rf"(?:{_PAGE_WORD}\.?\s*{_PAGE_RANGE}"
    rf"(?:\s*[,;]\s*{_PAGE_WORD}\.?\s*{_PAGE_RANGE}|\s*,\s*{_PAGE_RANGE}(?!\s*[,.;]\s*{_PAGE_WORD}\.?\s*\d))*"
    r"(?:\s*(?:и\s+)?(?:сл|след|далее|ff?)\b\.?)?)"
)
_ITEM: Final = re.compile(
    rf"\s*(?P<first>\d{{1,3}})(?:{_DASH}(?P<last>\d{{1,3}}))?"
    rf"(?:(?:\s*[,.:;]\s*|\s+)(?P<pages>{PAGES})|\s*:\s*(?P<plain>{_PAGE_RANGE}(?:\s*,\s*{_PAGE_RANGE})*)"
    rf"|\s*,\s*(?P<before>{_PAGE_RANGE})\s?(?:б|бет|с|p)\b\.?)?"  # Kazakh has the word behind: «[1, 12 б.]»
    r"\s*(?P<separator>[;,]|\Z)"
)
LEAD: Final = re.compile(
    r"\s*(?:(?:подробнее|подр|об\s+этом|см|ср|цит\.\s*по|по|напр|например|также|в\s+частности|see|also|cf|e\.g)\b[.:,\s]*)+",
    re.IGNORECASE,
)
SAME: Final = re.compile(r"\s*(?:там\s+же|ibid(?:em)?)\b[.,:;]?\s*(?P<pages>.*)", re.IGNORECASE)
_MARK: Final = re.compile(r"\[([^\[\]]{1,200})\]")
_INTERVAL: Final = re.compile(
    r"(?:[∈=<>≤≥×·+*/^(]|отрезк\w*|интервал\w*|промежут\w*|диапазон\w*|сегмент\w*|множеств\w*)\s*\Z",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"\s*\d+\s*[;,]\s*\d+\s*")
_BOUNDED: Final = re.compile(  # words after which two numbers are bounds or co-ordinates, whereas one may be a source
    r"(?:предел\w*|границ\w*|принадлеж\w*|точк\w*|координат\w*|вектор\w*|шкал\w*|полуинтервал\w*|значени\w*|от)\s*\Z",
    re.IGNORECASE,
)


def citations(text: str, zones: Iterable[Zone], last: int = HIGHEST) -> tuple[Citation, ...]:
    """Citations of the zones that are mined, one for each number, in order; a range gives all its numbers.

    `last` is the list's highest number: where it has no twelfth entry, «[12,5]» is a decimal.
    """
    return tuple(
        citation for zone in zones if zone.mined for citation in _in(text, zone.start, zone.end, last)
    )


def _in(text: str, start: int, end: int, highest: int) -> Iterator[Citation]:
    last: tuple[int, ...] = ()  # what the mark before cites: «там же» is the same, if it is one
    at, open_range = start, False
    for match in _MARK.finditer(text, start, end):
        same = SAME.fullmatch(match[1])
        if same is not None:
            if len(last) == 1:
                yield Citation(match.start(), match.end(), last[0], tidy(same["pages"].strip(" .") or None))
            continue
        if _is_interval(text[max(start, match.start() - 40) : match.start() + 1], match[1]):
            continue
        found = numbers(match[1])
        decimal = re.fullmatch(r"(\d+),\d+", match[1])
        if not found or (decimal is not None and int(decimal[1]) > highest):
            continue
        cited = tuple(number for number, _ in found)
        if open_range and re.fullmatch(_DASH, text[at : match.start()]) and len(cited) == 1:
            for number in range(last[-1] + 1, cited[0] if cited[0] - last[-1] <= _LONGEST_RANGE else 0):
                yield Citation(match.start(), match.end(), number, None)  # «[1]–[3]»
        for number, pages in found:
            yield Citation(match.start(), match.end(), number, pages)
        last, at, open_range = cited, match.end(), len(cited) == 1


def _is_interval(before: str, inside: str) -> bool:
    """Whether what stands in brackets are bounds, co-ordinates or an index; `before` ends with the bracket itself."""
    if _INTERVAL.search(before[:-1]) or re.search(r"(?<![^\W\d_])[A-Za-z]{1,2}\Z", before[:-1]):
        return True
    if re.search(r"(?:массив|вектор|списк)\w*\s[A-Za-z_]\w{0,20}\Z", before[:-1], re.IGNORECASE):
        return True
    return _PAIR.fullmatch(inside) is not None and _BOUNDED.search(before[:-1]) is not None


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
        pages = match["pages"] or match["plain"] or match["before"]
        found += [(number, tidy(pages)) for number in range(first, last + 1)]
        at = match.end()
        if match["separator"] and not inside[at:].strip():
            return ()
    return tuple(found)


def tidy(pages: str | None) -> str | None:
    """Pages without the word before them: «с. 11, 175–176» → «11, 175–176»; other words stay («гл. 2»)."""
    if pages is None:
        return None
    pages = re.sub(r"\A(?:[сСcCрРpPsS]{1,2}|[Сс]тр|[бБ])\.?\s*(?=[\dIVXLC])", "", " ".join(pages.split()))
    return re.sub(r"\s*[-‐‑–—−]\s*", "–", pages)
