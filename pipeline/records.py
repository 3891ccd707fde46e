"""The rows of the dataset: one frozen dataclass a table, columns in the order in which they are written.

This is the schema, in one place: Parquet types, CSV, SQLite, `datapackage.json` and the documentation are all made from
it. A column's metadata says what it means, its unit where it has one, and its vocabulary where it is closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Final, NamedTuple

from pipeline import model, values
from pipeline.model import Box


def col(
    description: str,
    *,
    unit: str | None = None,
    vocabulary: tuple[str, ...] = (),
    default: Any = None,
    required: bool = False,
) -> Any:
    """A dataclass field with the column's documentation. Required columns have no default and are never null."""
    metadata = {"description": description, "unit": unit, "vocabulary": vocabulary, "required": required}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


def listing(description: str) -> Any:
    """A list column, empty by default."""
    return field(
        default=(), metadata={"description": description, "unit": None, "vocabulary": (), "required": False}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    doc_id: str = col(
        "First 16 hex digits of the file's SHA-256; a hyphen and a number for papers of one file",
        required=True,
    )
    path: str = col("The file, relative to the input that was named", required=True)
    sha256: str | None = col("SHA-256 of the file; null where nobody could read it")
    media_type: str | None = col("What the file is by its content")
    status: str = col(
        "Whether it was mined; with problems never `ok`",
        vocabulary=("ok", "partial", "failed"),
        required=True,
    )
    error: str | None = col("The first problem's code and message")
    text_layer: str | None = col("Where the text came from", vocabulary=("native", "ocr", "mixed", "none"))
    text_quality: float | None = col("Does the text layer read as Russian? 0 to 1")
    n_pages: int | None = col("Pages; null for formats without pages")
    n_chars: int | None = col("Length of the canonical text", unit="code points")
    language: str | None = col("ISO 639-1")
    udc: str | None = col("УДК")
    doi: str | None = col("DOI")
    title: str | None = col("Title in Russian")
    title_en: str | None = col("Title in English")
    authors: tuple[str, ...] = listing("Authors as printed")
    affiliations: tuple[str, ...] = listing(
        "Institutions where the authors work, as printed, with unit, town and address; no degrees or posts"
    )
    abstract: str | None = col("Abstract in Russian")
    keywords: tuple[str, ...] = listing("Keywords in Russian")
    journal: str | None = col("Journal or collection")
    year: int | None = col("Year of publication")
    page_first: int | None = col("First page of the paper, as printed or within the file")
    page_last: int | None = col("Last page of the paper, as printed or within the file")
    bbk: str | None = col("ББК")
    edn: str | None = col("EDN, the paper's code in eLIBRARY")
    volume: str | None = col("Volume of the journal, as printed")
    issue: str | None = col("Issue of the journal, as printed; the running number in brackets: «3 (12)»")


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    mention_id: str = col("Hash of document, layer, label, quote and occurrence", required=True)
    doc_id: str = col("The document", required=True)
    layer: str = col("Which layer", vocabulary=model.LAYERS, required=True)
    label: str = col("Entity type, amount kind, `date`, or instrument type", required=True)
    text: str = col("As in the canonical text", required=True)
    norm: str | None = col("One readable normal form")
    start: int = col("First code point in the canonical text", unit="code points", required=True)
    end: int = col("One past the last code point", unit="code points", required=True)
    page: int | None = col("1-based page; null for formats without pages")
    boxes: tuple[Box, ...] = listing(
        "[x0, top, x1, bottom] of each line of the mention on that page, in PDF points"
    )
    sentence: str | None = col("The whole sentence")
    section: str | None = col("Part of the paper", vocabulary=model.SECTIONS)
    confidence: float | None = col("0 to 1, null where unknown")
    extractor: str = col("The rule or model that decided", required=True)
    entity_id: str | None = col("The entity behind the mention")
    citations: tuple[int, ...] = listing("Reference numbers that support the sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    entity_id: str = col("Same thing, same id, in all documents", required=True)
    type: str = col("Kind of thing", vocabulary=values.ENTITY_TYPES, required=True)
    subtype: str | None = col("Finer kind", vocabulary=values.ENTITY_SUBTYPES)
    name: str = col("Russian, nominative, full", required=True)
    name_en: str | None = col("English name")
    short_name: str | None = col("Abbreviation or short form")
    aliases: tuple[str, ...] = listing("Other forms that were met or are known")
    wikidata: str | None = col("Wikidata item")
    iso_code: str | None = col("ISO 3166-1 alpha-2 or 3166-2")
    n_mentions: int = col("Mentions in all documents", required=True)
    n_documents: int = col("Documents that mention it", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow:
    mention_id: str = col("The mention", required=True)
    kind: str = col("What is measured", vocabulary=values.AMOUNT_KINDS, required=True)
    value: float | None = col(
        "In base units, scale words multiplied out; null for a range", unit="base units"
    )
    low: float | None = col("Lower bound of a range", unit="base units")
    high: float | None = col("Upper bound of a range", unit="base units")
    value_exact: str | None = col("The exact decimal", unit="base units")
    low_exact: str | None = col("The exact decimal", unit="base units")
    high_exact: str | None = col("The exact decimal", unit="base units")
    comparator: str = col("How the value bounds the truth", vocabulary=values.COMPARATORS, required=True)
    unit: str | None = col("UCUM-style unit of a quantity (percentage points are `pp`); `%` of a percent")
    currency: str | None = col("ISO 4217")
    per: str | None = col("What it is divided by")
    item: str | None = col("The counted noun phrase, lemmatised")
    flags: tuple[str, ...] = listing("What a reader should know")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    mention_id: str = col("The mention", required=True)
    edtf: str = col("ISO 8601-2", required=True)
    start: str | None = col("First day, ISO 8601; null where open")
    end: str | None = col("Last day, inclusive, ISO 8601; null where open")
    granularity: str | None = col("Precision", vocabulary=values.GRANULARITIES)
    flags: tuple[str, ...] = listing("What a reader should know")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    mention_id: str = col("The mention", required=True)
    agreement_id: str | None = col("The identified instrument, the same in all documents")
    type: str = col("Kind of instrument", vocabulary=values.INSTRUMENT_TYPES, required=True)
    title: str | None = col("Title as said, nominative")
    specificity: str = col(
        "One instrument, a number of them, or a kind", vocabulary=values.SPECIFICITIES, required=True
    )
    parties: tuple[str, ...] = listing("Entities that are parties")
    party_names: tuple[str, ...] = listing("Parties as the text says them, nominative")
    date: str | None = col("EDTF of the signing")
    place: str | None = col("Where it was signed")
    event: str | None = col("At which event")
    count: int | None = col("How many instruments")
    count_comparator: str | None = col("Comparator of the count", vocabulary=values.COMPARATORS)
    status: str = col("What became of it", vocabulary=values.STATUSES, required=True)
    subject: str | None = col("What it is about («о …»)")
    number: str | None = col("Its registered number")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    agreement_id: str = col("Same instrument, same id, in all documents", required=True)
    type: str = col("Kind of instrument", vocabulary=values.INSTRUMENT_TYPES, required=True)
    title: str | None = col("The fullest title said")
    parties: tuple[str, ...] = listing("Entities that are parties")
    party_names: tuple[str, ...] = listing("Parties in the nominative")
    level: str = col(
        "Who concluded it",
        vocabulary=(
            *("interstate", "intergovernmental", "interagency", "interregional", "municipal", "corporate"),
            *("academic", "unknown"),
        ),
        required=True,
    )
    date: str | None = col("EDTF of the signing")
    place: str | None = col("Where it was signed")
    status: str = col("What became of it", vocabulary=values.STATUSES, required=True)
    number: str | None = col("Its registered number")
    n_mentions: int = col("Mentions in all documents", required=True)
    n_documents: int = col("Documents that mention it", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationRow:
    observation_id: str = col("Hash of document, place, indicator and value", required=True)
    doc_id: str = col("The document", required=True)
    indicator: str = col("What is measured, as said, normalised", required=True)
    indicator_id: str | None = col("From the controlled list of indicators")
    value: float | None = col("The number; null for a range", unit="unit")
    low: float | None = col("Lower bound", unit="unit")
    high: float | None = col("Upper bound", unit="unit")
    comparator: str = col("How the value bounds the truth", vocabulary=values.COMPARATORS, required=True)
    unit: str | None = col("Currency code, `%`, unit of measure, counted item, or 1 for a ratio")
    change: str = col("A level or a change", vocabulary=("level", "increase", "decrease"), required=True)
    period: str | None = col("EDTF")
    geography: tuple[str, ...] = listing("Entities that the figure is about")
    source: str = col("Sentence or table", vocabulary=("text", "table"), required=True)
    table: str | None = col("The table")
    row: int | None = col("Row of the cell, from 0")
    column: int | None = col("Column of the cell, from 0")
    mention_id: str | None = col("The amount that gave the value")
    page: int | None = col("1-based page")
    boxes: tuple[Box, ...] = listing("Where the value stands, in PDF points")
    citations: tuple[int, ...] = listing("Reference numbers that support it")
    sentence: str | None = col("The sentence, or the table's row")
    modality: str = col(
        "Is it so?", vocabulary=("actual", "planned", "hypothetical", "negated"), required=True
    )
    attributed_to: str | None = col("The entity that said it")
    of_total: str | None = col("The total that the value is a part of")
    flags: tuple[str, ...] = listing("What a reader should know")
    confidence: float | None = col("0 to 1, null where unknown")
    precision: float | None = col(
        "Place of the last printed digit in base units: «26,5 млрд» → 1e8", unit="unit"
    )
    per: str | None = col("What the value is divided by: `person`, `a`, …")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    claim_id: str = col("Hash of the key", required=True)
    indicator: str = col("The indicator: its controlled name where it has one", required=True)
    geography: tuple[str, ...] = listing("Entities")
    period: str | None = col("EDTF")
    unit: str | None = col("Unit")
    per: str | None = col("What the values are divided by")
    change: str = col("A level or a change", vocabulary=("level", "increase", "decrease"), required=True)
    n_documents: int = col("Documents that give a value", required=True)
    n_observations: int = col("Values given", required=True)
    value_min: float | None = col("Smallest value", unit="unit")
    value_max: float | None = col("Largest value", unit="unit")
    spread: float | None = col("(max − min) / max")
    verdict: str = col(
        "Do the papers agree, to the coarser figure's last digit?",
        vocabulary=("single", "agree", "differ"),
        required=True,
    )
    observation_ids: tuple[str, ...] = listing("The observations")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    table_id: str = col("Hash of document and order", required=True)
    doc_id: str = col("The document", required=True)
    number: str | None = col("As printed")
    caption: str | None = col("As printed")
    page: int | None = col("1-based page")
    box: Box | None = col("[x0, top, x1, bottom] in PDF points")
    n_rows: int = col("Rows", required=True)
    n_columns: int = col("Columns", required=True)
    cells: str = col("JSON list of {row, column, text, box, header}", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    doc_id: str = col("The document", required=True)
    start: int = col("First code point of the mark", unit="code points", required=True)
    end: int = col("One past the last code point", unit="code points", required=True)
    number: int = col("Number in the reference list", required=True)
    pages: str | None = col("Pages cited")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRow:
    doc_id: str = col("The document", required=True)
    number: int | None = col("Number in the list")
    text: str = col("As printed", required=True)
    authors: tuple[str, ...] = listing("Authors as printed")
    title: str | None = col("Title")
    year: int | None = col("Year")
    url: str | None = col("URL")
    doi: str | None = col("DOI")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    doc_id: str = col("The document", required=True)
    stage: str = col("The stage that met it", required=True)
    page: int | None = col("1-based page")
    code: str = col("What kind of problem", vocabulary=model.PROBLEM_CODES, required=True)
    message: str = col("In words", required=True)


Row = (
    DocumentRow | MentionRow | EntityRow | AmountRow | DateRow | AgreementRow | InstrumentRow | ObservationRow
    | ClaimRow | TableRow | CitationRow | ReferenceRow | ProblemRow
)  # fmt: skip


class ForeignKey(NamedTuple):
    column: str
    table: str
    target: str


class TableSpec(NamedTuple):
    """A table of the dataset: its row class, primary key (empty where rows have none), foreign keys and sort order."""

    name: str
    row: type[Any]
    description: str
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...]
    order: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in fields(self.row))


_DOC: Final = ForeignKey("doc_id", "documents", "doc_id")
_MENTION: Final = ForeignKey("mention_id", "mentions", "mention_id")

TABLES: Final[tuple[TableSpec, ...]] = (
    TableSpec("documents", DocumentRow, "One row per paper", ("doc_id",), (), ("doc_id",)),
    TableSpec("entities", EntityRow, "One row per distinct thing, over all documents", ("entity_id",), (), ("type", "name", "entity_id")),
    TableSpec(
        "mentions", MentionRow, "One row per thing said, of whatever layer", ("mention_id",),
        (_DOC, ForeignKey("entity_id", "entities", "entity_id")), ("doc_id", "start", "end", "layer", "label"),
    ),
    TableSpec("amounts", AmountRow, "One row per amount mention", ("mention_id",), (_MENTION,), ("mention_id",)),
    TableSpec("dates", DateRow, "One row per time mention", ("mention_id",), (_MENTION,), ("mention_id",)),
    TableSpec("instruments", InstrumentRow, "One row per identified agreement, over all documents", ("agreement_id",), (), ("type", "date", "agreement_id")),
    TableSpec(
        "agreements", AgreementRow, "One row per agreement mention", ("mention_id",),
        (_MENTION, ForeignKey("agreement_id", "instruments", "agreement_id")), ("mention_id",),
    ),
    TableSpec("tables", TableRow, "Tables as printed", ("table_id",), (_DOC,), ("doc_id", "page", "table_id")),
    TableSpec(
        "observations", ObservationRow, "Facts: indicator, value, unit, period, place", ("observation_id",),
        (
            _DOC, _MENTION, ForeignKey("table", "tables", "table_id"), ForeignKey("attributed_to", "entities", "entity_id"),
        ),
        ("doc_id", "source", "mention_id", "table", "row", "column", "observation_id"),
    ),
    TableSpec("claims", ClaimRow, "What the papers together say", ("claim_id",), (), ("indicator", "period", "unit", "claim_id")),
    TableSpec("citations", CitationRow, "Citation marks, one row per number", (), (_DOC,), ("doc_id", "start", "number")),
    TableSpec("references", ReferenceRow, "Reference lists", (), (_DOC,), ("doc_id", "number", "text")),
    TableSpec("problems", ProblemRow, "Nothing vanishes uncounted", (), (_DOC,), ("doc_id", "page", "stage", "code", "message")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All rows that one file gives, before things, instruments and claims are merged over all files.

    `entities` here count this file's mentions only; `agreements` have no `agreement_id` yet.
    """

    documents: tuple[DocumentRow, ...]
    texts: tuple[str, ...]
    mentions: tuple[MentionRow, ...] = ()
    entities: tuple[EntityRow, ...] = ()
    amounts: tuple[AmountRow, ...] = ()
    dates: tuple[DateRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    tables: tuple[TableRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    problems: tuple[ProblemRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All tables of a run, every tuple in its table's order. `texts` maps `doc_id` to canonical text."""

    documents: tuple[DocumentRow, ...] = ()
    entities: tuple[EntityRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    amounts: tuple[AmountRow, ...] = ()
    dates: tuple[DateRow, ...] = ()
    instruments: tuple[InstrumentRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()
    tables: tuple[TableRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
