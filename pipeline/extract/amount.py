"""Amounts: «26 млрд долл.», «91,7 %», «более 30 %», «2,5 раза», «пять межрегиональных договоров», «с [18,1] до [25,6 млрд долл.]».

A number alone is nothing; what follows it makes it money, a percentage, a quantity, a ratio or a count, and where nothing
follows, its neighbours may: a list shares its unit («24,2 и 26,1 млрд долл.»), a scale word takes the currency said before
(«до 28,2 млрд»), «из 89 субъектов 76 имеют» counts the same thing twice. The surprise: what a number may *not* be (a year,
a page, «ст. 7», «С-400», «один из») outweighs what it may; a wrong number in the table is worse than a missing one.

`scan` works on a string alone; `find` adds the document's sentences and tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from pipeline.extract.amount_context import inherit
from pipeline.extract.amount_spans import candidates
from pipeline.extract.candidate import Candidate
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian.dates import Time
from pipeline.russian.dates import scan as scan_dates
from pipeline.russian.nlp import structure_of
from pipeline.russian.sentences import sentences

KIND: Layer = "amount"
_SURE: Final = 0.97


def scan(text: str, starts: list[int] | None = None) -> Iterator[Mention | Rejection]:
    """Amounts of a text, in order, with what was refused. `starts`: where its sentences begin, found here where not given."""
    dates = [(time.start, time.end) for time in scan_dates(text) if isinstance(time, Time)]
    found: list[Candidate] = []
    for candidate in candidates(text, dates):
        if isinstance(candidate, Rejection):
            yield candidate
        else:
            found.append(candidate)
    if starts is None:
        starts = [start for start, _ in sentences(text)] if any(c.amount is None for c in found) else []
    for candidate in inherit(text, found, starts, dates):
        if isinstance(candidate, Rejection):
            yield candidate
            continue
        assert candidate.amount is not None
        yield Mention(
            "amount", candidate.amount.kind, candidate.start, candidate.end, candidate.amount,
            candidate.rule, _confidence(candidate.flags), candidate.flags,
        )  # fmt: skip


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Amounts of the running text; bare numbers in tables' cells are `tabular`'s."""
    structure = structure_of(doc)
    text = structure.document.text
    cells = sorted((cell.start, cell.end) for table in structure.document.tables for cell in table.cells)
    for found in scan(text, [sentence.start_char for sentence in doc.sents]):
        at = bisect_right(cells, (found.start, len(text)))
        if at and found.start < cells[at - 1][1]:
            continue
        yield found


def _confidence(flags: tuple[str, ...]) -> float:
    if "ambiguous" in flags:
        return 0.5
    return 0.85 if flags else _SURE
