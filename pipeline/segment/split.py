"""One file, several papers: journal issues and proceedings are cut into papers, each a document of its own.

A title block begins a paper: «УДК 338.1», or title and authors over «Аннотация.». Between two blocks there has to be
text: one paper may print its title block twice, in Russian above the text and in English or Kazakh below it.

The cut is conservative, because a paper cut in two loses its numbers' context: it is made only where a piece on both
sides reads as a paper, with a title, authors or an abstract, and Russian text of its own. What stands before the first
block (title page, contents, foreword) is a piece of its own, numbered 0, so that nothing vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.model import Block, Document, Page, TextLayer
from pipeline.segment.authors import NAME, is_author_line, names
from pipeline.segment.cues import Run, runs
from pipeline.segment.roles import capitals, cue_language, is_list, is_prose
from pipeline.segment.walk import parts

# A book's own codes stand over its author mark, ISBN and editors, on the back of the title page.
_IMPRINT: Final = re.compile(
    r"[А-ЯЁA-Z]\s?\d{2,3}\Z|ISBN\b|Печатается\s+по|Редколлегия|Редакционн|Рецензент|Утвержден|Рекомендован",
    re.IGNORECASE,
)
_BLOCK: Final = 12  # runs that a title block has at most between its codes and its abstract
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
    for start in sorted(set(_blocks(walked, pages))):
        if not starts or _is_paper(walked[starts[-1] : start]):
            starts.append(start)
    while len(starts) > 1 and not _is_paper(walked[starts[-1] :]):
        starts.pop()
    return starts


def _is_paper(piece: Sequence[Run]) -> bool:
    """Whether the runs read as a paper by themselves: a Russian title, authors or an abstract, and Russian prose below."""
    found = parts(piece)
    roles = {role for _, role in found}
    return (
        "title" in roles
        and ("abstract" in roles or any(role == "author" and names(run.text) for run, role in found))
        and any(role == "body" and run.language == "ru" and is_prose(run) for run, role in found)
    )


def _blocks(walked: Sequence[Run], pages: Sequence[int | None]) -> Iterator[int]:
    """Where title blocks begin, in no promised order: at УДК over a title, else at the first line of title and authors."""
    for index, run in enumerate(walked):
        if run.cue == "code" and run.text.startswith("УДК"):
            below = _until_text(walked[index + 1 : index + 1 + _BLOCK])
            if any(_IMPRINT.match(one.text) for one in below):
                continue
            if any(map(_could_be_title, below)) and any(_signs(one) for one in below):
                yield _upwards(walked, pages, index, codes_only=True)
            elif any(one.cue == "abstract" for one in below):
                yield _upwards(walked, pages, index, codes_only=False)
        elif run.cue == "abstract" and cue_language(run) == "ru":
            begin = _upwards(walked, pages, index, codes_only=False)
            block = walked[begin:index]
            coded = any(one.cue == "code" and one.text.startswith("УДК") for one in block)
            if (
                not coded
                and any(map(_could_be_title, block))
                and any(is_author_line(one.text) for one in block)
            ):
                yield begin


def _until_text(ahead: Sequence[Run]) -> Sequence[Run]:
    """The runs before the abstract's own text, a section or prose; the abstract's cue counts."""
    for index, run in enumerate(ahead):
        if run.cue == "abstract":
            return ahead[: index + 1]
        if run.cue in ("section", "references", "keywords") or is_prose(run):
            return ahead[:index]
    return ahead


def _signs(run: Run) -> bool:
    """Whether the run says whose the paper is, or announces what it is about."""
    return run.cue == "abstract" or (run.cue is None and not is_prose(run) and bool(names(run.text)))


def _could_be_title(run: Run) -> bool:
    return (
        run.cue is None
        and run.language == "ru"
        and run.kind in ("title", "heading", "paragraph")
        and 10 <= len(run.text) <= 400
        and not is_prose(run)
        and not is_author_line(run.text)
    )


def _upwards(walked: Sequence[Run], pages: Sequence[int | None], index: int, *, codes_only: bool) -> int:
    """The first run of the title block that reaches down to `index`: codes, journal lines and rubrics above it, or all

    that isn't text: prose, entries of a list, notes and tables end it, and so does the page's edge.
    """
    begin = index
    while begin and index - begin < _BLOCK and pages[begin - 1] == pages[index]:
        if not _belongs(walked[begin - 1], codes_only):
            break
        begin -= 1
    return begin


def _belongs(above: Run, codes_only: bool) -> bool:
    if above.kind in ("footnote", "table", "figure", "caption", "list_item", "quote"):
        return False
    if (
        above.cue == "journal"
    ):  # «Вестник степи. 2020. № 2. С. 5–9»; an entry of a list has its author or its number
        return re.match(r"[^\W\d_]", above.text) is not None and not NAME.match(above.text)
    if is_list(above):
        return False
    if above.cue == "code":
        return not is_prose(above)
    if codes_only:  # a rubric: «ЭКОНОМИЧЕСКИЕ НАУКИ»
        return above.cue is None and capitals(above.text) and len(above.text) < 100 and not names(above.text)
    ended = above.text.rstrip().endswith((".", "!", "?", "…"))
    return above.cue is None and not is_prose(above) and (not ended or is_author_line(above.text))


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
