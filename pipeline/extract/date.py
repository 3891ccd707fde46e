"""Dates: «25 мая 1992 г.», «с 2019 по 2023 год», «I квартал 2022 г.», «конец XIX – начало XX в.» → EDTF.

What the language does stands in `russian/dates.py`; here a day or month without its year takes the year that the same
sentence or the one before it gives, and the years in the heads of tables become (optional) mentions. The surprise:
the preposition stays outside («с [2004 г.]») yet makes the value open (`2004/..`).

Deictic times («в прошлом году», «в настоящее время») need the paper's year and are off by default: `find_deictic`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from pipeline.model import Layer, Mention, Rejection
from pipeline.russian.dates import NotTime, Time, scan
from pipeline.russian.deictic import scan_deictic
from pipeline.russian.figures import SPACE
from pipeline.russian.nlp import structure_of, text_of
from pipeline.tables import readings
from pipeline.values import When

KIND: Layer = "date"
_YEAR: Final = re.compile(r"\d{4}")
_DEICTIC_NEXT: Final = re.compile(
    rf"{SPACE}{{1,2}}(?:(?:поза)?прошлого|минувшего|прошедшего|истекшего|ист[её]кшего|текущего|нынешнего|сего|этого|будущего|следующего){SPACE}{{1,2}}г(?:ода|\.)"
    rf"|{SPACE}{{1,2}}[ст]\.{SPACE}?г\.",
    re.IGNORECASE,
)
"""«6 мая прошлого года», «2 июня с. г.»: the year is that of writing, and no year in the text nearby."""
_DECADE: Final = re.compile(r"\d{3}X(?:/\.\.)?")


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Times in the text, and the years in tables' heads."""
    structure = structure_of(doc)
    tables = sorted((cell.start, cell.end) for table in structure.document.tables for cell in table.cells)
    starts = [sentence.start_char for sentence in doc.sents]
    years: list[tuple[int, str]] = []
    centuries: list[tuple[int, str]] = []
    text = text_of(doc)
    for found in scan(text):
        if isinstance(found, NotTime):
            yield Rejection(*found)
            continue
        if _inside(tables, found.start, found.end):
            continue
        year = _YEAR.match(found.edtf.removeprefix("../"))
        if year is not None:
            years.append((found.start, year[0]))
        flags, edtf = found.flags, found.edtf
        if found.rule == "date.century" or (found.rule == "date.decade" and "century_assumed" not in flags):
            centuries.append((found.start, edtf.removeprefix("../")[:2]))
        elif "century_assumed" in flags and _DECADE.fullmatch(edtf):
            century = _nearby(text, starts, centuries, found.start)
            if century is not None and int(century) < 20:
                edtf, flags = century + edtf[2:], ("century_inherited",)
        if edtf.startswith("XXXX") and _DEICTIC_NEXT.match(text, found.end) is not None:
            flags = (*flags, "deictic")
        elif edtf.startswith("XXXX"):
            known = _nearby(text, starts, years, found.start)
            if known is not None:
                edtf, flags = edtf.replace("XXXX", known), (*flags, "year_inherited")
        yield Mention(
            "date", "date", found.start, found.end, When.parse(edtf), found.rule, _confidence(flags), flags
        )
    for table in readings(doc):
        for cell, edtf in table.periods:
            lead = len(cell.text) - len(cell.text.lstrip())
            start, end = cell.start + lead, cell.start + len(cell.text.rstrip())
            for time in scan(cell.text):
                if isinstance(time, Time):
                    start, end = cell.start + time.start, cell.start + time.end
            if not edtf.startswith("XXXX"):
                yield Mention("date", "date", start, end, When.parse(edtf), "date.table_head", 0.9)


def find_deictic(doc: Doc) -> Iterator[Mention]:
    """Times that mean something only on the day of writing, anchored on the paper's year and flagged; none without that year."""
    year = structure_of(doc).front.year
    if year is None:
        return
    for found in scan_deictic(doc.text, year):
        yield Mention(
            "date", "date", found.start, found.end, When.parse(found.edtf), found.rule, 0.6, found.flags
        )


def _nearby(text: str, starts: list[int], said: list[tuple[int, str]], at: int) -> str | None:
    """The year or century said last before the offset in its sentence or, none there, in the sentence before in its paragraph."""
    sentence = bisect_right(starts, at) - 1
    for begin in (starts[sentence] if sentence >= 0 else 0, starts[sentence - 1] if sentence > 0 else 0):
        begin = max(begin, text.rfind("\n", begin, at) + 1)
        found = [what for offset, what in reversed(said[-20:]) if begin <= offset < at]
        if found:
            return found[0]
    return None


def _confidence(flags: tuple[str, ...]) -> float:
    return 0.6 if "ambiguous" in flags else 0.8 if flags else 0.98


def _inside(cells: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(cells, (start, end + 1))
    return any(a <= start and end <= b for a, b in cells[max(0, at - 1) : at + 1])
