"""What the rooms found → rows. The last step that knows both the model and the schema."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from spacy.tokens import Doc

from pipeline.model import Document, Linked, Observation, Problem, Structure, Table, table_id
from pipeline.records import (
    CitationRow,
    DocumentRow,
    ProblemRow,
    ReferenceRow,
    Result,
    TableRow,
)
from pipeline.store.said import (
    Context,
    agreement_row,
    amount_row,
    date_row,
    entity_rows,
    mention_row,
    observation_row,
)
from pipeline.values import Amount, Instrument, When

_READABLE: Final = 0.5  # below this share of readable text a document isn't worth more than its problem


def failed(data: bytes, path: str, problem: Problem) -> Result:
    """The result of a file that couldn't be read: its row and its problem."""
    sha256 = hashlib.sha256(data).hexdigest()
    document = DocumentRow(
        doc_id=sha256[:16], path=path, sha256=sha256, status="failed", text_layer="none", n_chars=0,
        error=f"{problem.code}: {problem.message}",
    )  # fmt: skip
    return Result(documents=(document,), texts=("",), problems=(_problem(sha256[:16], problem),))


def result_of(
    doc: Doc,
    structure: Structure,
    linked: Linked,
    observations: tuple[Observation, ...],
    problems: tuple[Problem, ...],
) -> Result:
    """All rows of one paper."""
    document = structure.document
    every = (*document.problems, *structure.problems, *problems)
    context = Context(doc, structure)
    mentions = linked.mentions
    return Result(
        documents=(_document(structure, every),),
        texts=(document.text,),
        mentions=tuple(mention_row(mention, context, linked) for mention in mentions),
        entities=entity_rows(linked, document.doc_id),
        amounts=tuple(
            amount_row(mention, mention.value) for mention in mentions if isinstance(mention.value, Amount)
        ),
        dates=tuple(date_row(mention, mention.value) for mention in mentions if isinstance(mention.value, When)),
        agreements=tuple(
            agreement_row(mention, mention.value, linked) for mention in mentions if isinstance(mention.value, Instrument)
        ),
        observations=tuple(observation_row(observation, context) for observation in observations),
        tables=tuple(_table(table, index, document) for index, table in enumerate(document.tables)),
        citations=tuple(
            CitationRow(doc_id=document.doc_id, start=c.start, end=c.end, number=c.number, pages=c.pages)
            for c in structure.citations
        ),
        references=tuple(
            ReferenceRow(
                doc_id=document.doc_id, number=r.number, text=r.text, authors=r.authors, title=r.title, year=r.year,
                url=r.url, doi=r.doi,
            )
            for r in structure.references
        ),
        problems=tuple(_problem(document.doc_id, problem) for problem in every),
    )  # fmt: skip


def _document(structure: Structure, problems: tuple[Problem, ...]) -> DocumentRow:
    document, front = structure.document, structure.front
    first = problems[0] if problems else None
    status = "ok" if first is None else "partial" if document.text.strip() else "failed"
    return DocumentRow(
        doc_id=document.doc_id,
        path=document.path,
        sha256=document.sha256,
        media_type=document.media_type,
        status=status,
        error=f"{first.code}: {first.message}" if first else None,
        text_layer=document.text_layer,
        text_quality=None if document.text_quality is None else round(document.text_quality, 4),
        n_pages=len(document.pages) or None,
        n_chars=len(document.text),
        language=front.language,
        udc=front.udc,
        doi=front.doi,
        title=front.title,
        title_en=front.title_en,
        authors=front.authors,
        affiliations=front.affiliations,
        abstract=front.abstract,
        keywords=front.keywords,
        journal=front.journal,
        year=front.year,
        page_first=front.page_first,
        page_last=front.page_last,
        bbk=front.bbk,
        edn=front.edn,
        volume=front.volume,
        issue=front.issue,
    )


def _table(table: Table, index: int, document: Document) -> TableRow:
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "text": cell.text,
            "box": None if cell.box is None else [round(edge, 2) for edge in cell.box],
            "header": cell.header,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
        }
        for cell in table.cells
    ]
    caption = None if table.caption is None else document.blocks[table.caption]
    return TableRow(
        table_id=table_id(document.doc_id, index),
        doc_id=document.doc_id,
        number=table.number,
        caption=None if caption is None else document.text[caption.start : caption.end],
        page=table.page,
        box=table.box,
        n_rows=table.n_rows,
        n_columns=table.n_columns,
        cells=json.dumps(cells, ensure_ascii=False, separators=(",", ":")),
    )


def _problem(doc_id: str, problem: Problem) -> ProblemRow:
    return ProblemRow(
        doc_id=doc_id, stage=problem.stage, page=problem.page, code=problem.code, message=problem.message
    )
