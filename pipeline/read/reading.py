"""One PDF through the room: ink, furniture, tables, columns, footnotes, paragraphs, canonical text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pipeline.model import Edit, Furniture, Page, Problem
from pipeline.read import belief, canonical, losses, pdf
from pipeline.read.arranging import arrange
from pipeline.read.errors import Limits, ReadError
from pipeline.read.flow import Item
from pipeline.read.ink import PageInk
from pipeline.read.transcribing import Written


class Reading(NamedTuple):
    """What a format's reader found."""

    items: tuple[Item, ...]
    written: Written
    pages: tuple[Page, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()
    quality: float | None = None


def read_pdf(
    data: bytes,
    limits: Limits,
    password: str | None,
    hidden: Callable[[PageInk], PageInk] | None = None,
) -> Reading:
    """The paper in a PDF. `hidden` gives pages words that the file doesn't hold. Raises ReadError when nothing can be read."""
    document = pdf.open_pdf(data, password)
    try:
        found = list(pdf.pages(document, limits))
    finally:
        document.close()
    problems = [
        Problem("read", error.code, error.message, error.page)
        for error in found
        if isinstance(error, ReadError)
    ]
    inks = [ink for ink in found if isinstance(ink, PageInk)]
    if not inks:
        raise ReadError("UNREADABLE", problems[0].message if problems else "no page can be read")
    if hidden is not None:
        inks = [hidden(ink) for ink in inks]
    trusted = belief.believed(inks, problems, data, password, limits)
    problems.extend(trusted.problems)
    if not any(ink.words for ink in trusted.inks):
        code = "BAD_TEXT_LAYER" if any(p.code == "BAD_TEXT_LAYER" for p in problems) else "NO_TEXT"
        first = next((problem.message for problem in problems if problem.code == code), "")
        raise ReadError(code, f"{_WHY[code]} ({first})" if first else _WHY[code])
    items, gone = arrange(trusted.inks)
    written = canonical.write(items, trusted.inks)
    written.edits[:0] = _edits(written, trusted.decoded)
    problems.extend(losses.on_pages(trusted.inks, written.pieces, gone))
    if not written.text.strip():
        problems.append(Problem("read", "NO_TEXT", "nothing stands on its pages but what comes back on each"))
    return Reading(tuple(items), written, tuple(trusted.pages), tuple(gone), tuple(problems))


def _edits(written: Written, decoded: Mapping[int, str]) -> Iterator[Edit]:
    """An edit for each page that was decoded, at its first character."""
    for number, how in sorted(decoded.items()):
        starts = (piece.start for piece in written.pieces if piece.page == number)
        yield Edit(min(starts, default=0), "decoded", "", "", f"page {number}: {how}")


_WHY = {
    "BAD_TEXT_LAYER": "no page's text layer reads as Russian or English",
    "NO_TEXT": "no page has text: a scan, or outlines",
}
