"""A sample paper as a Word file: real heading styles, real tables with merged cells, real footnotes.

python-docx 1.2 has no footnotes of its own, so the part `word/footnotes.xml` (ECMA-376, 17.11) is written here:
the two separators that Word insists on, then one note for each mark, numbered from 1 through the whole paper.
"""

from __future__ import annotations

import datetime
from html import escape
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from paper import Paper, Paragraph, Table
from typeset import bind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
WRITTEN = datetime.datetime(
    2024, 6, 1, tzinfo=datetime.UTC
)  # a fixed day, so that a rerun changes nothing in it
STYLES = {"title": "Title", "heading": "Heading 1", "references": "Heading 1", "subheading": "Heading 2"}
CENTRED = ("title", "title-en", "heading", "references", "subheading")


def write_docx(paper: Paper, path: Path) -> None:
    """Writes the paper to `path`."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = paper.options.get("font", "Times New Roman")
    normal.font.size = Pt(12)
    document.core_properties.created = document.core_properties.modified = WRITTEN
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = "ru-RU"
    notes: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            _add_table(document, block)
        else:
            _add_paragraph(document, block, notes)
    if notes:
        _add_footnotes(document, notes)
    document.save(str(path))


def _add_paragraph(document: Document, block: Paragraph, notes: list[str]) -> None:
    written = document.add_paragraph(style=STYLES.get(block.kind, "Normal"))
    centred = block.kind in CENTRED
    written.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    for run in block.runs:
        if run.note:
            notes.append(bind(run.text.strip()))
            _add_mark(written, len(notes))
            continue
        piece = written.add_run(bind(run.text))
        piece.bold = True if run.style == "b" or block.kind in ("author", "title-en") else None
        piece.italic = True if run.style == "i" or block.kind.startswith("affiliation") else None


def _add_mark(written: WordParagraph, number: int) -> None:
    run = written.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _add_table(document: Document, table: Table) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.add_run(bind(table.caption))
    style = {"ruled": "Table Grid", "horizontal": "Light List", "none": "Normal Table"}[table.look]
    grid = document.add_table(table.n_rows, table.n_columns, style=style)
    for cell in table.cells:
        place = grid.cell(cell.row, cell.column)
        if cell.rowspan > 1 or cell.colspan > 1:
            place = place.merge(grid.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1))
        place.text = bind(cell.text)
    document.add_paragraph()


def _add_footnotes(document: Document, notes: list[str]) -> None:
    def note(number: int, inside: str, kind: str = "") -> str:
        return f'<w:footnote {kind} w:id="{number}"><w:p>{inside}</w:p></w:footnote>'

    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    written = [
        note(-1, "<w:r><w:separator/></w:r>", 'w:type="separator"'),
        note(0, "<w:r><w:continuationSeparator/></w:r>", 'w:type="continuationSeparator"'),
        *(
            note(n, f'{mark}<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>')
            for n, text in enumerate(notes, 1)
        ),
    ]
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{W}">{"".join(written)}'
    blob = f"{xml}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
