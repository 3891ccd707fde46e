"""What the rooms hand to each other: a document, its structure, mentions, facts, problems.

    bytes --read--> Document --segment--> Structure --russian--> spaCy Doc --extract--> Mention --qualify--> Qualifiers
          --link--> Thing --relate--> Observation --store--> tables

Everything is frozen; a room reads what stands before it and adds, it never edits. Offsets are half-open and count code
points of `Document.text`, the canonical text; boxes are (x0, top, x1, bottom) in PDF points from the page's top left.
Imports nothing of ours but `values`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from pipeline.values import Value

Box: TypeAlias = tuple[float, float, float, float]
Layer: TypeAlias = Literal["entity", "amount", "date", "agreement"]
Section: TypeAlias = Literal[
    "title", "abstract", "body", "footnote", "table", "caption", "references", "other"
]
BlockKind: TypeAlias = Literal[
    "title", "heading", "paragraph", "list_item", "quote", "footnote", "caption", "table", "figure"
]
TextLayer: TypeAlias = Literal["native", "ocr", "mixed", "none"]
Modality: TypeAlias = Literal["actual", "planned", "hypothetical", "negated"]
Change: TypeAlias = Literal["level", "increase", "decrease"]

LAYERS: Final = ("entity", "amount", "date", "agreement")
SECTIONS: Final = ("title", "abstract", "body", "footnote", "table", "caption", "references", "other")
PROBLEM_CODES: Final = (
    *("NOT_SUPPORTED", "ENCRYPTED", "NO_TEXT", "BAD_TEXT_LAYER", "TOO_LARGE", "TIMEOUT", "OUT_OF_MEMORY"),
    *("WORKER_CRASH", "PARSE_ERROR", "UNREADABLE", "PAGE_FAILED", "NOT_RUSSIAN", "INTERNAL"),
)


class Problem(NamedTuple):
    """Something that went wrong and what it cost. `stage` is the room's name; `page` is 1-based or null."""

    stage: str
    code: str
    message: str
    page: int | None = None


# --- read: the document and the way back to the ink ------------------------------------------------------------------


class Piece(NamedTuple):
    """A run of canonical text that came from one place: a word (or part of one) on a page, or a run of a text file.

    A word hyphenated over a line end is two pieces that touch. `page` and `box` are null for formats without pages;
    `raw` is the offset of the run's first code point in the decoded file, null where there is none.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    raw: int | None = None


class Page(NamedTuple):
    """A page as it was found; a page that failed keeps its number. Width and height in points, after rotation.

    `quality` (0–1) says whether its text layer reads as Russian or English, null where there is no text.
    """

    number: int
    width: float
    height: float
    text_layer: TextLayer
    quality: float | None


class Block(NamedTuple):
    """A stretch of canonical text with one role. Blocks are in reading order, never overlap and are separated by blank lines.

    `level` is the heading's depth (1 = section), 0 where it doesn't apply; `size` is the median font size in points.
    """

    start: int
    end: int
    kind: BlockKind
    page: int | None = None
    level: int = 0
    size: float | None = None
    bold: bool = False
    centred: bool = False


class Furniture(NamedTuple):
    """What stands on the page and not in the text: page numbers, running heads, stamps. Kept so that nothing vanishes."""

    page: int | None
    box: Box | None
    kind: str
    text: str


class Edit(NamedTuple):
    """A change that cleaning made: at canonical offset `at`, `raw` became `text` for the stated reason.

    Kinds: `hyphen_mended`, `hyphen_kept`, `note_mark`, `letter_spacing`, `ligature`, `duplicate_glyph`, `decoded`.
    """

    at: int
    kind: str
    raw: str
    text: str
    reason: str


class NoteMark(NamedTuple):
    """A footnote's mark: the canonical offset it stood at, the mark as printed, and the index of its footnote's block."""

    at: int
    mark: str
    block: int | None


class Cell(NamedTuple):
    """One cell; `start`:`end` is its text in the canonical text (empty for an empty cell)."""

    row: int
    column: int
    start: int
    end: int
    text: str
    header: bool = False
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


class Table(NamedTuple):
    """A table as printed. `block` indexes `Document.blocks`; `caption` is the index of the caption's block, or null."""

    block: int
    caption: int | None
    number: str | None
    page: int | None
    box: Box | None
    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as read: one immutable string, and the way back from each of its characters.

    `doubts`: spans, in order, that OCR wasn't sure of.
    """

    doc_id: str
    path: str
    sha256: str
    media_type: str
    text: str
    pages: tuple[Page, ...] = ()
    pieces: tuple[Piece, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[NoteMark, ...] = ()
    edits: tuple[Edit, ...] = ()
    text_layer: TextLayer = "native"
    text_quality: float | None = None
    problems: tuple[Problem, ...] = ()
    doubts: tuple[tuple[int, int], ...] = ()

    def pieces_in(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces that overlap the span, in order."""
        first = bisect_right(self.pieces, start, key=_piece_start) - 1
        if first < 0 or self.pieces[first].end <= start:
            first += 1
        return self.pieces[first : bisect_left(self.pieces, end, key=_piece_start)]

    def is_doubted(self, start: int, end: int) -> bool:
        """Whether OCR wasn't sure of some of the span."""
        at = bisect_right(self.doubts, (start, start)) - 1
        return any(a < end and b > start for a, b in self.doubts[max(0, at) : at + 2])

    def page_of(self, start: int, end: int) -> int | None:
        """The page where the span begins; null for formats without pages."""
        pieces = self.pieces_in(start, end)
        return pieces[0].page if pieces else None

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """Boxes of the span's words on its first page, words of one line merged into one box, in reading order."""
        pieces = [piece for piece in self.pieces_in(start, end) if piece.box is not None]
        boxes: list[Box] = []
        for piece in pieces:
            assert piece.box is not None
            if piece.page != pieces[0].page:
                break
            if boxes and _same_line(boxes[-1], piece.box):
                boxes[-1] = _union(boxes[-1], piece.box)
            else:
                boxes.append(piece.box)
        return tuple(
            (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)) for x0, top, x1, bottom in boxes
        )

    def block_at(self, offset: int) -> int | None:
        """Index of the block that holds the offset."""
        index = bisect_right(self.blocks, offset, key=_block_start) - 1
        return index if index >= 0 and offset < self.blocks[index].end else None


def _piece_start(piece: Piece) -> int:
    return piece.start


def _block_start(block: Block) -> int:
    return block.start


def _same_line(a: Box, b: Box) -> bool:
    """Whether b goes on to the right of a on the same line: they share more than half of the lower one's height."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return shared > 0.5 * min(a[3] - a[1], b[3] - b[1]) and b[0] >= a[0]


def _union(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


# --- segment: what part of a paper each stretch of text is -----------------------------------------------------------


class Zone(NamedTuple):
    """A stretch with one role in the paper. Zones cover the text in order. Only what is `mined` yields mentions:

    English abstracts, the author block and the reference list are metadata (docs/annotation.md).
    """

    start: int
    end: int
    section: Section
    mined: bool
    heading: str | None = None


class Citation(NamedTuple):
    """One number of a citation mark: «[2, с. 241–242; 9, с. 11]» gives two, both with the mark's span."""

    start: int
    end: int
    number: int
    pages: str | None


class Reference(NamedTuple):
    """One entry of the reference list."""

    number: int | None
    start: int
    end: int
    text: str
    authors: tuple[str, ...] = ()
    title: str | None = None
    year: int | None = None
    url: str | None = None
    doi: str | None = None


class FrontMatter(NamedTuple):
    """The paper's own metadata, null or empty where the paper doesn't say."""

    language: str | None = None
    udc: str | None = None
    doi: str | None = None
    title: str | None = None
    title_en: str | None = None
    authors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    page_first: int | None = None
    page_last: int | None = None
    bbk: str | None = None
    edn: str | None = None
    volume: str | None = None
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """A document with its parts told apart. Zones are ordered and cover the text but for white space between them."""

    document: Document
    front: FrontMatter
    zones: tuple[Zone, ...]
    citations: tuple[Citation, ...]
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...] = ()

    def zone_at(self, offset: int) -> Zone | None:
        index = bisect_right(self.zones, offset, key=_zone_start) - 1
        return self.zones[index] if index >= 0 and offset < self.zones[index].end else None

    def citations_in(self, start: int, end: int) -> tuple[Citation, ...]:
        first = bisect_left(self.citations, start, key=_citation_start)
        return self.citations[first : bisect_left(self.citations, end, key=_citation_start)]


def _zone_start(zone: Zone) -> int:
    return zone.start


def _citation_start(citation: Citation) -> int:
    return citation.start


# --- extract: mentions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing said. `rule` names what decided («amount.money»); `confidence` is null where unknown.

    `mention_id` is empty until `identify` has run over all mentions of the document.
    """

    layer: Layer
    label: str
    start: int
    end: int
    value: Value
    rule: str
    confidence: float | None = None
    flags: tuple[str, ...] = ()
    mention_id: str = ""


class Rejection(NamedTuple):
    """A candidate that a rule refused, for `svod explain`."""

    start: int
    end: int
    rule: str
    reason: str


def squeeze(quote: str) -> str:
    """The quote as ids see it: casefolded, without white space and hyphens, so that a better parser keeps them.

    >>> squeeze("Респу-\\nблики  Казахстан")
    'республикиказахстан'
    """
    folded = quote.casefold()
    for hyphen in _HYPHENS:
        folded = folded.replace(hyphen, "")
    return "".join(folded.split())


_HYPHENS: Final = "-\u00ad\u2010\u2011\ufffe"


def stable_id(*parts: str) -> str:
    """Sixteen hex digits from the parts alone: the same on every machine and in every run."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def table_id(doc_id: str, index: int) -> str:
    """The id of a document's table by its order."""
    return stable_id(doc_id, "table", str(index))


def mention_ids(doc_id: str, text: str, mentions: Iterable[Mention]) -> Iterator[str]:
    """Ids of the mentions in the order given: a hash of document, layer, label, quote and which occurrence of that quote it is.

    Occurrences are counted in the text, not among mentions, so that a rule that finds more doesn't rename what was found.
    """
    squeezed = squeeze(text)
    found: dict[str, list[int]] = {}
    at = before = 0  # so many characters of the squeezed text stand before this offset
    for mention in mentions:
        if mention.start < at:
            at = before = 0
        before += len(squeeze(text[at : mention.start]))
        at = mention.start
        quote = squeeze(text[mention.start : mention.end])
        if quote not in found:
            found[quote] = list(_find_all(squeezed, quote))
        occurrence = bisect_left(found[quote], before)
        yield stable_id(doc_id, mention.layer, mention.label, quote, str(occurrence))


def _find_all(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


# --- qualify, link, relate --------------------------------------------------------------------------------------------


class Qualifiers(NamedTuple):
    """What the sentence says about a mention: is it real, and who said it (a mention's id)."""

    modality: Modality = "actual"
    attributed_to: str | None = None


class Thing(NamedTuple):
    """A distinct thing that mentions point to. `entity_id` is the same in every document for the same thing."""

    entity_id: str
    type: str
    subtype: str | None
    name: str
    name_en: str | None = None
    short_name: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    iso_code: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking made of a document's mentions: the same mentions with fuller names, and the thing behind each id."""

    mentions: tuple[Mention, ...]
    entity_of: dict[str, str]
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """A fact: indicator, value, unit, period, place. `value`, `low`, `high` are exact decimals as text (see `values.plain`).

    `precision` is the place of the last printed digit, in base units: what two papers' figures are compared to.
    """

    observation_id: str
    indicator: str
    indicator_id: str | None
    value: str | None
    low: str | None
    high: str | None
    comparator: str
    unit: str | None
    change: Change
    period: str | None
    geography: tuple[str, ...]
    source: Literal["text", "table"]
    mention_id: str | None
    start: int
    end: int
    table: str | None = None
    row: int | None = None
    column: int | None = None
    citations: tuple[int, ...] = ()
    modality: Modality = "actual"
    attributed_to: str | None = None
    of_total: str | None = None
    flags: tuple[str, ...] = ()
    confidence: float | None = None
    precision: str | None = None
    per: str | None = None
