"""A sample paper's source, read: the one place that knows what `sources/STEM.html` means.

A source is small strict HTML (well-formed XML; see README.md for every element). Two things are made from it:
the paper as a journal would print it (`typeset.py`) and the truth, the text as a person reads it. Because both
come from one source, what a reader of the PDF should have found is known to the letter.

The truth, shortly: paragraphs in reading order with a blank line between them; no hyphenation, no page numbers,
no running heads; a footnote is a paragraph of its own after the paragraph that holds its mark, and the mark is
gone from the word; a table is its caption, then one paragraph with a line a row and a TAB between cells.

>>> paper = parse("x", '<article lang="ru" data-format="pdf" data-layout="book"><p>Торговля<span class="fn">'
...               'Без услуг.</span> растёт.</p></article>')
>>> truth(paper)
'Торговля растёт.\\n\\nБез услуг.\\n'
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parent

FORMATS = ("pdf", "docx", "txt")
LAYOUTS = ("book", "columns", "word", "plain")
"""How the page looks: a book page in one column, A4 in two columns, as a word processor has it, bare lines."""

FRONT = (
    "journal", "udc", "doi", "title-en", "author", "author-en", "affiliation", "affiliation-en",
    "abstract", "abstract-en", "keywords", "keywords-en", "dates",
)  # fmt: skip
"""Classes that a `p` may have besides none; `h1` is the title."""

UNLABELLED = frozenset(
    {"journal", "udc", "doi", "title-en", "author", "author-en", "affiliation", "affiliation-en"}
    | {"abstract-en", "keywords-en", "dates", "reference", "references"}
)
"""Kinds of paragraph that are metadata: no label may stand in them."""


class SourceError(ValueError):
    """The source breaks the rules of the format; the message names the file and the element."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph: plain or emphasised text, or a footnote (then `note` is true)."""

    text: str
    style: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`kind`: `title`, one of FRONT, `heading`, `subheading`, `body`, `item`, `references`, `reference`."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return tidy("".join(run.text for run in self.runs if not run.note))

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(tidy(run.text) for run in self.runs if run.note)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; `row`, `column` count from 0, spans from 1. A line break inside is «\\n»."""

    row: int
    column: int
    text: str
    header: bool = False
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`look`: `ruled`, `horizontal` (rules above, below and under the head only) or `none`."""

    caption: str
    cells: tuple[Cell, ...]
    n_rows: int
    n_columns: int
    look: str
    across: bool = False

    def grid(self) -> list[list[str]]:
        """Rows of cells' texts; a spanning cell's text stands at its first position, the rest is empty."""
        rows = [[""] * self.n_columns for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row][cell.column] = tidy(cell.text)
        return rows


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `options` are the article's `data-*` attributes without the prefix."""

    stem: str
    format: str
    layout: str
    options: dict[str, str]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph of the truth: `text == truth[start:end]`; `kind` as in Paragraph, or `footnote`, `caption`,
    `table`."""

    kind: str
    text: str
    start: int
    end: int


def tidy(text: str) -> str:
    """White space as a reader sees it: runs of it, no-break spaces included, are one space."""
    return re.sub(r"\s+", " ", text).strip()


def stems() -> tuple[str, ...]:
    """The stems of all sources, in order."""
    return tuple(sorted(path.stem for path in (CORPUS / "sources").glob("*.html")))


def load(stem: str) -> Paper:
    """The paper of `sources/STEM.html`. Raises SourceError, or FileNotFoundError."""
    return parse(stem, (CORPUS / "sources" / f"{stem}.html").read_text(encoding="utf-8"))


def parse(stem: str, source: str) -> Paper:
    """Reads a source. Raises SourceError where it breaks the format."""
    try:
        root = ET.fromstring(source.replace("&nbsp;", "\u00a0"))
    except ET.ParseError as error:
        raise SourceError(f"{stem}: not well-formed: {error}") from error
    options = {
        key.removeprefix("data-"): value for key, value in root.attrib.items() if key.startswith("data-")
    }
    if root.tag != "article" or root.get("lang") != "ru":
        raise SourceError(f'{stem}: the root must be <article lang="ru">')
    for name, allowed in (("format", FORMATS), ("layout", LAYOUTS)):
        if options.get(name) not in allowed:
            raise SourceError(f"{stem}: data-{name} must be one of {', '.join(allowed)}")
    blocks: list[Block] = []
    for element in root:
        blocks.extend(_blocks(stem, element, options))
    if options["layout"] == "columns" and any(isinstance(b, Paragraph) and b.notes for b in blocks):
        raise SourceError(
            f"{stem}: footnotes are not for data-layout=columns: WeasyPrint 70 misplaces them there"
        )
    return Paper(stem, options["format"], options["layout"], options, tuple(blocks))


def _blocks(stem: str, element: ET.Element, options: dict[str, str]) -> Iterator[Block]:
    kind = element.get("class", "")
    match element.tag:
        case "h1":
            yield Paragraph("title", _runs(stem, element))
        case "h2":
            yield Paragraph("references" if kind == "references" else "heading", _runs(stem, element))
        case "h3":
            yield Paragraph("subheading", _runs(stem, element))
        case "p" if not kind or kind in FRONT:
            yield Paragraph(kind or "body", _runs(stem, element))
        case "ol" | "ul":
            listed = "reference" if kind == "references" else "item"
            for number, item in enumerate(element, 1):
                mark = f"{number}. " if element.tag == "ol" else "– "
                yield Paragraph(listed, (Run(mark), *_runs(stem, item)))
        case "table":
            yield _table(stem, element, options)
        case _:
            raise SourceError(f"{stem}: <{element.tag} class={kind!r}> is not in the format")


def _runs(stem: str, element: ET.Element) -> tuple[Run, ...]:
    runs = [Run(element.text or "")]
    for child in element:
        text = "".join(child.itertext())
        if child.tag == "span" and child.get("class") == "fn":
            runs.append(Run(text, note=True))
        elif child.tag in ("b", "i", "em"):
            runs.append(Run(text, style="b" if child.tag == "b" else "i"))
        else:
            raise SourceError(f"{stem}: <{child.tag}> inside <{element.tag}> is not in the format")
        runs.append(Run(child.tail or ""))
    return tuple(Run(re.sub(r"[ \n\t]+", " ", run.text), run.style, run.note) for run in runs if run.text)


def _table(stem: str, element: ET.Element, options: dict[str, str]) -> Table:
    caption = element.find("caption")
    if caption is None:
        raise SourceError(f"{stem}: a table without <caption>")
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    rows = [(part.tag, row) for part in element if part.tag in ("thead", "tbody") for row in part]
    for y, (part, row) in enumerate(rows):
        x = 0
        for item in row:
            while (y, x) in taken:
                x += 1
            down, right = int(item.get("rowspan", "1")), int(item.get("colspan", "1"))
            cells.append(Cell(y, x, _cell_text(item), part == "thead" or item.tag == "th", down, right))
            taken.update((y + dy, x + dx) for dy in range(down) for dx in range(right))
    width = 1 + max((x for _, x in taken), default=-1)
    if len(taken) != width * len(rows):
        raise SourceError(
            f"{stem}: table «{tidy(''.join(caption.itertext()))}» has holes or overhanging cells"
        )
    classes = element.get("class", options.get("tables", "ruled")).split()
    look = next((name for name in classes if name in ("ruled", "horizontal", "none")), "ruled")
    return Table(tidy("".join(caption.itertext())), tuple(cells), len(rows), width, look, "across" in classes)


def _cell_text(item: ET.Element) -> str:
    parts = [item.text or ""]
    for child in item:
        parts.append("\n" if child.tag == "br" else "".join(child.itertext()))
        parts.append(child.tail or "")
    return "\n".join(tidy(line) for line in "".join(parts).split("\n") if tidy(line))


def paragraphs(paper: Paper) -> tuple[Placed, ...]:
    """The truth's paragraphs with their places in it."""
    pieces: list[tuple[str, str]] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            pieces.append(("caption", block.caption))
            pieces.append(("table", "\n".join("\t".join(row) for row in block.grid())))
        else:
            pieces.append((block.kind, block.text))
            pieces.extend(("footnote", note) for note in block.notes)
    placed: list[Placed] = []
    start = 0
    for kind, text in pieces:
        placed.append(Placed(kind, text, start, start + len(text)))
        start += len(text) + 2
    return tuple(placed)


def truth(paper: Paper) -> str:
    """The text as it should be read; ends with one line feed."""
    return "\n\n".join(piece.text for piece in paragraphs(paper)) + "\n"
