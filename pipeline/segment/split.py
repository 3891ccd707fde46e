"""One file, several papers: journal issues and proceedings are cut into papers, each a document of its own.

A title block begins a paper (openings.py). Between two blocks there has to be text: one paper may print its title block twice, in Russian above the text and in English or Kazakh below it.

The cut is conservative, because a paper cut in two loses its numbers' context: it is made only where a piece on both
sides reads as a paper, with a title, authors or an abstract, and Russian text of its own. What stands before the first
block (title page, contents, foreword) is a piece of its own, numbered 0, so that nothing vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.model import Block, Document, Page, TextLayer
from pipeline.segment.authors import names
from pipeline.segment.cues import Run, runs
from pipeline.segment.openings import openings
from pipeline.segment.roles import is_prose
from pipeline.segment.walk import parts

_LEADING: Final = 300  # code points of journal lines and rubrics that the first paper may take along


def split(document: Document) -> tuple[Document, ...]:
    """The document's papers in order, with ids `<doc_id>-<n>`, offsets counted anew; a single paper comes back as itself.

    Together the pieces hold the whole text but for white space between them. A page that two papers share is a page of
    both.
    """
    walked = runs(document)
    starts = _papers(walked, [document.page_of(run.start, run.start + 1) for run in walked])
    if len(starts) < 2 and not (starts and _is_book(document, walked, starts[0])):
        return (document,)
    offsets = [walked[index].start for index in starts]
    leading = document.text[: offsets[0]].strip()
    first = 1
    if len(leading) > _LEADING or any(map(is_prose, walked[: starts[0]])):
        offsets.insert(0, 0)
        first = 0
    elif leading:
        offsets[0] = 0
    ends = [*offsets[1:], len(document.text)]
    return tuple(
        _slice(document, start, end, number)
        for number, (start, end) in enumerate(zip(offsets, ends, strict=True), first)
    )


def _is_book(document: Document, walked: Sequence[Run], start: int) -> bool:
    """Whether the one paper that was found stands behind the title pages of a book: an imprint, on earlier pages."""
    pages = {document.page_of(run.start, run.start + 1) for run in walked[:start]}
    first = document.page_of(walked[start].start, walked[start].start + 1)
    return first not in pages and any("ISBN" in run.text or "ISSN" in run.text for run in walked[:start])


def _papers(walked: Sequence[Run], pages: Sequence[int | None]) -> list[int]:
    """Indices of the runs that begin a paper. A block that no paper follows belongs to the paper before it."""
    starts: list[int] = []
    for start in sorted(set(openings(walked, pages))):
        if not starts or _is_paper(walked[starts[-1] : start]):
            starts.append(start)
    while len(starts) > 1 and not _is_paper(walked[starts[-1] :]):
        last, before = walked[starts[-1] :], walked[starts[-2] : starts[-1]]
        if _is_begun(last) and not _titles(last) & _titles(before):
            break
        starts.pop()
    if len(starts) == 1:
        before, last = walked[: starts[0]], walked[starts[0] :]
        if _is_whole(before) and not _titles(before) & _titles(last):
            starts.insert(0, 0)
    return starts


def _is_whole(piece: Sequence[Run]) -> bool:
    """Whether the runs are a paper from its title to its list of references."""
    return bool(piece) and any(role == "reference" for _, role in parts(piece)) and _is_paper(piece)


def _is_begun(piece: Sequence[Run]) -> bool:
    """Whether the file breaks off below the title block of another paper: title, authors, and an abstract in sentences."""
    found = parts(piece)
    return (
        any(role == "title" for _, role in found)
        and any(role == "author" and names(run.text) for run, role in found)
        and any(role == "abstract" and run.language == "ru" and len(run.text) > 150 for run, role in found)
    )


def _titles(piece: Sequence[Run]) -> frozenset[str]:
    """The words of the titles, so that one printed twice is known again."""
    return frozenset(
        " ".join(re.findall(r"\w+", run.text.casefold())) for run, role in parts(piece) if role == "title"
    )


def _is_paper(piece: Sequence[Run]) -> bool:
    """Whether the runs read as a paper by themselves: a Russian title, authors or an abstract, and Russian prose below."""
    found = parts(piece)
    roles = {role for _, role in found}
    return (
        "title" in roles
        and ("abstract" in roles or any(role == "author" and names(run.text) for run, role in found))
        and any(role == "body" and run.language == "ru" and is_prose(run) for run, role in found)
    )


def _slice(document: Document, start: int, end: int, number: int) -> Document:
    """The part of the document between two code points, with all that points into it counted from `start`."""
    text = document.text[start:end].rstrip()
    start, end = start + len(text) - len(text.lstrip()), start + len(text)
    indices = [i for i, block in enumerate(document.blocks) if block.start < end and block.end > start]
    moved = {old: new for new, old in enumerate(indices)}

    def clipped(block: Block) -> Block:
        return block._replace(start=max(block.start, start) - start, end=min(block.end, end) - start)

    pieces = tuple(
        piece._replace(
            start=max(piece.start, start) - start,
            end=min(piece.end, end) - start,
            raw=None if piece.raw is None else piece.raw + max(0, start - piece.start),
        )
        for piece in document.pieces_in(start, end)
    )
    pages = _pages(document, {piece.page for piece in pieces})
    numbers = {page.number for page in pages}
    return replace(
        document,
        doc_id=f"{document.doc_id}-{number}",
        text=document.text[start:end],
        pages=pages,
        pieces=pieces,
        blocks=tuple(clipped(document.blocks[i]) for i in indices),
        tables=tuple(
            table._replace(
                block=moved[table.block],
                caption=moved.get(table.caption) if table.caption is not None else None,
                cells=tuple(c._replace(start=c.start - start, end=c.end - start) for c in table.cells),
            )
            for table in document.tables
            if table.block in moved
        ),
        furniture=tuple(one for one in document.furniture if one.page is None or one.page in numbers),
        notes=tuple(
            note._replace(at=note.at - start, block=moved.get(note.block) if note.block is not None else None)
            for note in document.notes
            if start < note.at <= end
        ),
        edits=tuple(edit._replace(at=edit.at - start) for edit in document.edits if start <= edit.at < end),
        doubts=tuple((a - start, b - start) for a, b in document.doubts if start <= a and b <= end),
        text_layer=_layer(document, pages),
        text_quality=_quality(document, pages),
        problems=tuple(one for one in document.problems if one.page is None or one.page in numbers),
    )


def _pages(document: Document, held: set[int | None]) -> tuple[Page, ...]:
    """The pages from the first to the last that hold a piece; pages without text between them stay."""
    numbers = [number for number in held if number is not None]
    if not numbers:
        return ()
    return tuple(page for page in document.pages if min(numbers) <= page.number <= max(numbers))


def _layer(document: Document, pages: Sequence[Page]) -> TextLayer:
    layers = {page.text_layer for page in pages} - {"none"}
    if not layers:
        return document.text_layer
    return layers.pop() if len(layers) == 1 else "mixed"


def _quality(document: Document, pages: Sequence[Page]) -> float | None:
    known = [page.quality for page in pages if page.quality is not None]
    return sum(known) / len(known) if known else document.text_quality
