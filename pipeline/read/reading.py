"""One PDF through the room: ink, furniture, tables, columns, footnotes, paragraphs, canonical text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from pipeline.model import Edit, Furniture, Page, Problem
from pipeline.read import (
    belief,
    canonical,
    footnotes,
    furniture,
    layout,
    losses,
    paragraphs,
    pdf,
    ruled,
    runs,
    tables,
    titles,
)
from pipeline.read.canonical import Written
from pipeline.read.errors import Limits, ReadError
from pipeline.read.flow import Grid, Item
from pipeline.read.footnotes import Note
from pipeline.read.ink import PageInk
from pipeline.read.layout import Region
from pipeline.read.runs import Run

_NOTHING: Final[Mapping[int, Sequence[ruled.Cells]]] = MappingProxyType({})


class Reading(NamedTuple):
    """What a format's reader found."""

    items: tuple[Item, ...]
    written: Written
    pages: tuple[Page, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()
    quality: float | None = None


def read_pdf(data: bytes, limits: Limits, password: str | None) -> Reading:
    """The paper in a PDF. Raises ReadError when nothing of it can be read."""
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
    trusted = belief.believed(inks, problems)
    problems.extend(trusted.problems)
    if not any(ink.words for ink in trusted.inks):
        code = "BAD_TEXT_LAYER" if any(p.code == "BAD_TEXT_LAYER" for p in problems) else "NO_TEXT"
        raise ReadError(code, _WHY[code])
    items, gone = arrange(trusted.inks, ruled.cells(data, password, trusted.inks))
    written = canonical.write(items, trusted.inks)
    written.edits[:0] = _edits(written, trusted.decoded)
    problems.extend(losses.on_pages(trusted.inks, written.pieces, gone))
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


def arrange(
    inks: Sequence[PageInk], drawn: Mapping[int, Sequence[ruled.Cells]] = _NOTHING
) -> tuple[list[Item], list[Furniture]]:
    """Paragraphs, tables and footnotes of the pages in reading order, and what doesn't belong to the text.

    `drawn`: the cells of ruled tables by page number; where it has none, our own lattice makes them.
    """
    pages = _weighed([runs.runs_of(ink.words) for ink in inks])
    size = body_size(pages)
    notes: list[Note] = []
    gone: list[Furniture] = []
    stream: list[Region | Grid] = []
    pending: set[str] = set()
    kept_pages = furniture.strip(inks, pages, size)
    usual = layout.usual_gutter([kept.runs for kept in kept_pages])
    for ink, kept in zip(inks, kept_pages, strict=True):
        gone.extend(kept.furniture)
        gone.extend(
            Furniture(ink.number, ink.as_shown(word.box), "rotated", word.text)
            for word in ink.aside
            if word.box
        )
        taken = tables.take(ink, kept.runs, drawn.get(ink.number, ()))
        here: list[Note] = []
        for region in layout.regions(taken.runs, usual):
            cut, found = footnotes.cut(region, taken.rules, size, ink.number, pending)
            here.extend(found)
            stream.extend(_with_tables(cut, taken.grids))
        notes.extend(here)
        marks = {footnotes.label_of(w.text) for run in taken.runs if not run.even for w in run.words if w.mark}
        pending = marks - {note.label for note in here}
    items: list[Item] = []
    regions: list[Region] = []
    for part in stream:
        if isinstance(part, Grid):
            items.extend(paragraphs.compose(regions, size))
            items.append(part)
            regions = []
        else:
            regions.append(part)
    items.extend(paragraphs.compose(regions, size))
    items = tables.caption(tables.continued(items, gone))
    items = paragraphs.rejoin(items)
    return footnotes.tie(titles.mark(items), notes), gone


def _with_tables(region: Region, grids: Sequence[Grid]) -> list[Region | Grid]:
    """The region cut at its tables' anchors, and at tables that stand in aligned words under their captions."""
    parts: list[Region | Grid] = []
    lines = region.lines
    start = at = 0
    while at < len(lines):
        text = lines[at].text
        if text.startswith(tables.ANCHOR):
            made, end = grids[int(text[1:])], at + 1
        elif (found := tables.under_caption(lines, at)) is not None:
            made, at, end = found
        else:
            at += 1
            continue
        if at > start:
            parts.append(region._replace(lines=lines[start:at]))
        parts.append(made)
        start = at = end
    if start < len(lines):
        parts.append(region._replace(lines=lines[start:]))
    return parts


def _weighed(pages: Sequence[list[Run]]) -> Sequence[list[Run]]:
    """Where most of the paper claims to be bold, the fonts' names say nothing: then nothing is."""
    bold = sum(run.bold for page in pages for run in page)
    if 2 * bold < sum(run.letters for page in pages for run in page):
        return pages
    return [
        [
            run._replace(bold=0, words=tuple(word._replace(bold=False) for word in run.words))
            for run in page
        ]
        for page in pages
    ]


def body_size(pages: Sequence[Sequence[Run]]) -> float:
    """The size that most letters are set in, in points."""
    counts = Counter[float]()
    for run in (run for page in pages for run in page):
        if run.even:
            counts[round(run.size * 4) / 4] += run.letters
        else:
            for word in run.words:
                counts[round(word.size * 4) / 4] += len(word.text)
    return counts.most_common(1)[0][0] if counts else 10.0
