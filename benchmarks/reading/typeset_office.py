"""LibreOffice's typesettings: the edition as a flat ODT file (one XML file), exported to PDF by `soffice`.

`Look.options`: `source` (`docx`: the Word file of the sample corpus as it is, without any of the rest), `page` (width, height and margin in millimetres), `columns` (2 puts the body into a section of two
columns), `hyphens` (`auto`: LibreOffice's own hyphenator with its Russian dictionary; `soft`: a soft hyphen at every
place where a word may be broken), `spread` (`letter`: headings of spaced letters; `space`: a space after each
letter), `notes` (`section`: a section's notes at its end, in mid-page), `line` (line spacing in per cent),
`wide` (ids of tables that part the columns), `cell` (size of the tables' type, as a share of the text's).

The PDF is written anew by pikepdf with fixed dates and a fixed identifier: LibreOffice puts in the time of day.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from typeset_edition import Block, Cell, Edition, Look, Run, Table, bind, load, shares_of
from typeset_office_styles import automatic, masters, styles
from typeset_truth import head_rows

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{where}:1.0"'
    for name, where in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("draw", "drawing"),
    )
)  # fmt: skip


def write(edition: Edition, path: Path) -> None:
    """Sets the edition as PDF. Raises RuntimeError when LibreOffice makes none."""
    with tempfile.TemporaryDirectory() as room:
        if edition.look.options.get("source") == "docx":
            source = Path(room) / "paper.docx"
            from as_docx import write_docx

            write_docx(load(edition.look.paper), source)
        else:
            source = Path(room) / "paper.fodt"
            source.write_text(as_fodt(edition), encoding="utf-8")
        command = [
            "soffice", f"-env:UserInstallation=file://{room}/profile", "--headless", "--convert-to", "pdf",
            "--outdir", room, str(source),
        ]  # fmt: skip
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1717200000", "HOME": room}
        ran = subprocess.run(command, capture_output=True, timeout=300, env=environment, check=False)
        made = Path(room) / "paper.pdf"
        if not made.exists():
            raise RuntimeError(ran.stderr.decode("utf-8", "replace")[-2000:])
        _settle(made, path)


def _settle(made: Path, path: Path) -> None:
    import pikepdf

    with pikepdf.open(made) as pdf:
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                pdf.docinfo[key] = "D:20240601000000Z"
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        for key in ("/ID", "/DocChecksum"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        pdf.save(path, deterministic_id=True)


def as_fodt(edition: Edition) -> str:
    """The document's XML."""
    look = edition.look
    at = next(i for i, block in enumerate(edition.blocks) if block.kind in ("heading", "paragraph"))
    notes = [0]
    front = "".join(_blocks(edition.blocks[:at], look, notes))
    body = "".join(_sections(edition.blocks[at:], look, notes))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{styles(look)}</office:styles>"
        f"<office:automatic-styles>{automatic(look)}</office:automatic-styles>"
        f"<office:master-styles>{masters(look)}</office:master-styles>"
        f"<office:body><office:text>{front}{body}</office:text></office:body></office:document>"
    )


def _sections(body: tuple[Block, ...], look: Look, notes: list[int]) -> Iterator[str]:
    """The body; in columns it is cut into sections where a wide table stands between them."""
    if not look.options.get("columns"):
        yield from _blocks(body, look, notes)
        return
    wide = look.options.get("wide", "").split()
    for n, (across, group) in enumerate(groupby(body, key=lambda block: block.id in wide)):
        inside = "".join(_blocks(tuple(group), look, notes))
        yield (
            inside
            if across
            else f'<text:section text:style-name="columns" text:name="s{n}">{inside}</text:section>'
        )


def _blocks(blocks: tuple[Block, ...], look: Look, notes: list[int]) -> list[str]:
    made: list[str] = []
    for block in blocks:
        if block.table is not None:
            made.append(_table(block.table, block.id))
        elif block.figure is not None:
            made.append(
                f'<text:p text:style-name="middle">{escape("  →  ".join(block.figure.labels))}</text:p>'
            )
        else:
            made.append(_paragraph(block, look, notes))
    return made


def _paragraph(block: Block, look: Look, notes: list[int]) -> str:
    head = ' text:outline-level="1"' if block.kind in ("heading", "references") else ""
    tag = "text:h" if head else "text:p"
    if block.kind == "caption" and "\n" in block.runs[0].text:
        number, _, title = block.runs[0].text.partition("\n")
        return (
            f'<text:p text:style-name="right">{escape(bind(number))}</text:p>'
            f'<text:p text:style-name="middle">{escape(bind(title))}</text:p>'
        )
    mark = f'<text:span text:style-name="sup">{block.mark}</text:span> ' if block.mark else ""
    inside = mark + "".join(_run(run, block, look, notes) for run in block.runs)
    style = "first" if block.kind == "journal" else block.kind  # every paper begins with its journal
    return f'<{tag} text:style-name="{style}"{head}>{inside}</{tag}>'


def _run(run: Run, block: Block, look: Look, notes: list[int]) -> str:
    text = bind(run.text)
    if look.options.get("hyphens") == "soft" and block.kind in (
        "paragraph",
        "abstract",
        "list_item",
        "quote",
    ):
        text = _soft(text)
    if block.kind in ("heading", "references") and look.options.get("spread") == "space":
        text = "\u2003".join(" ".join(word) for word in text.split())
    text = escape(text, quote=False)
    if run.note:
        notes[0] += 1
        return (
            f'<text:note text:id="n{notes[0]}" text:note-class="footnote">'
            f"<text:note-citation>{notes[0]}</text:note-citation>"
            f'<text:note-body><text:p text:style-name="footnote">{text.strip()}</text:p></text:note-body></text:note>'
        )
    return f'<text:span text:style-name="{run.style}">{text}</text:span>' if run.style else text


def _soft(text: str) -> str:
    """The text with a soft hyphen wherever a Russian word may be broken."""
    import pyphen  # type: ignore[import-untyped,import-not-found,unused-ignore]

    known = pyphen.Pyphen(lang="ru_RU", left=2, right=2)
    return re.sub("[А-Яа-яЁё]{5,}", lambda found: known.inserted(found.group(), "\u00ad"), text)


def _table(table: Table, name: str) -> str:
    head = head_rows(table)
    at = {(cell.row, cell.column): cell for cell in table.cells}
    rows = []
    for y in range(table.n_rows):
        cells = []
        for x in range(table.n_columns):
            cell = at.get((y, x))
            cells.append("<table:covered-table-cell/>" if cell is None else _cell(cell, table, head))
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    columns = "".join(
        f'<table:table-column table:style-name="share{round(share * 100)}"/>' for share in shares_of(table)
    )
    return (
        f'<table:table table:name="{name}" table:style-name="tabular">{columns}'
        f"<table:table-header-rows>{''.join(rows[:head])}</table:table-header-rows>{''.join(rows[head:])}</table:table>"
    )


def _cell(cell: Cell, table: Table, head: int) -> str:
    border = table.look
    if border == "horizontal":
        border = "top" if cell.row < head else "last" if cell.row == table.n_rows - 1 else "none"
    kind = "head" if cell.row < head or cell.column else "cell"
    inside = "".join(
        f'<text:p text:style-name="{kind}">{escape(bind(line))}</text:p>' for line in cell.text.split("\n")
    )
    return (
        f'<table:table-cell table:style-name="cell-{border}" office:value-type="string" '
        f'table:number-columns-spanned="{cell.colspan}" table:number-rows-spanned="{cell.rowspan}">{inside}</table:table-cell>'
    )
