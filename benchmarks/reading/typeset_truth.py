"""What is known of a typesetting: `truth/NAME.json`, whose form README.md describes.

Everything comes from the edition's blocks, so it is known before anything is printed; only the furniture needs the
page count, and then it too follows from the look: which head stands on which page and with what number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from typeset_edition import Block, Edition, Look, Table, tidy

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"

NOTE = "footnote"
"""The kind of a footnote's block: apart from the body, after the block that cites it."""


def truth(edition: Edition, pages: tuple[str, ...]) -> dict[str, Json]:
    """The truth of `edition`, ready for JSON; of the printed pages' texts only their number and the place of
    «Продолжение таблицы 1» is used."""
    look = edition.look
    return {
        "paper": look.paper,
        "producer": look.producer,
        "columns": look.columns,
        "language": "ru",
        "title": _first(edition, "title"),
        "title_en": _first(edition, "title_en"),
        "authors": list(edition.authors),
        "udc": _code(edition, "udc"),
        "bbk": _code(edition, "bbk"),
        "doi": _code(edition, "doi"),
        "edn": _code(edition, "edn"),
        "keywords": _keywords(edition),
        "references": [[_number(b), _entry(b)] for b in edition.blocks if b.kind == "reference"],
        "blocks": list(blocks(edition)),
        "tables": list(_tables(edition, pages)),
        "furniture": [{"page": page, "text": text} for page, text in furniture(look, len(pages))],
        "hyphens": None,
    }


def _first(edition: Edition, kind: str) -> str | None:
    return next((block.text for block in edition.blocks if block.kind == kind), None)


def _code(edition: Edition, kind: str) -> str | None:
    """The code alone, without «УДК», «ББК», «DOI:», «EDN:»."""
    text = _first(edition, kind)
    return None if text is None else re.sub(r"^(?:УДК|ББК|DOI|EDN):? ", "", text)


def _keywords(edition: Edition) -> list[Json]:
    text = _first(edition, "keywords")
    if text is None:
        return []
    listed = text.partition(": ")[2].rstrip(".")
    return [word.strip() for word in listed.split(",")]


def _number(block: Block) -> int:
    return int(block.text.partition(". ")[0])


def _entry(block: Block) -> str:
    return block.text.partition(". ")[2]


def marked(block: Block, number: int) -> tuple[str, list[tuple[int, str]], list[tuple[str, str]]]:
    """The block's text, the marks in it as (offset, mark), and its footnotes as (mark, text); `number` is the first's."""
    text = ""
    marks: list[tuple[int, str]] = []
    notes: list[tuple[str, str]] = []
    for run in block.runs:
        if run.note:
            mark = run.style or str(number)
            number += not run.style
            marks.append((len(text.rstrip()), mark))
            notes.append((mark, tidy(run.text)))
        elif run.style == "sup":
            marks.append((len(text.rstrip()), run.text))
        else:
            text = re.sub(r"\s+", " ", text + run.text).lstrip()
    return text.rstrip(), marks, notes


def blocks(edition: Edition) -> Iterator[dict[str, Json]]:
    """The blocks in reading order; a footnote comes after the block that holds its mark."""
    number = 1
    for block in edition.blocks:
        if block.table is not None:
            text = "\n".join("\t".join(row) for row in block.table.grid())
            yield {"kind": "table", "text": text, "id": block.id}
            continue
        if block.figure is not None:
            yield {"kind": "figure", "text": " ".join(block.figure.labels), "id": block.id}
            continue
        text, marks, notes = marked(block, number)
        made: dict[str, Json] = {"kind": block.kind, "text": text}
        if block.mark:
            made["mark"] = block.mark
        if marks:
            made["note_marks"] = [[at, mark] for at, mark in marks]
        if block.id:
            made["id"] = block.id
        yield made
        for mark, note in notes:
            yield {"kind": NOTE, "text": note, "mark": mark}
            number += mark.isdigit()


def _tables(edition: Edition, pages: tuple[str, ...]) -> Iterator[dict[str, Json]]:
    captions = {(block.kind, block.id): block.text for block in edition.blocks if block.id}
    for block in edition.blocks:
        if block.table is None:
            continue
        table = block.table
        yield {
            "id": block.id,
            "caption": captions[("caption", block.id)],
            "caption_en": captions.get(("caption_en", block.id)),
            "number": block.id[1:],
            "rows": _rows(table),
            "n_head": head_rows(table),
            "spans": [
                [c.row, c.column, c.rowspan, c.colspan] for c in table.cells if c.rowspan > 1 or c.colspan > 1
            ],
            "look": table.look,
            "continued": [
                {"page": page, "line": f"Продолжение таблицы {block.id[1:]}"}
                for page, text in enumerate(pages, 1)
                if f"Продолжение таблицы {block.id[1:]}" in text
            ],
        }


def head_rows(table: Table) -> int:
    """How many rows the head has."""
    return min((cell.row for cell in table.cells if not cell.header), default=table.n_rows)


def _rows(table: Table) -> list[Json]:
    rows: list[list[Json]] = [[None] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = tidy(cell.text)
    return [list(row) for row in rows]


def furniture(look: Look, pages: int) -> Iterator[tuple[int, str]]:
    """Every line that stands on the page and not in the text, as (page from 1, text read from left to right)."""
    for page in range(1, pages + 1):
        number = look.first_page + page - 1
        head = look.head_right if number % 2 else look.head_left
        if page == 1:
            if look.stamp:
                yield page, look.stamp
            if look.first == "number":
                yield page, str(number)
        elif look.number == "head-outer":
            yield page, f"{head} {number}" if number % 2 else f"{number} {head}"
        else:
            yield from ((page, line) for line in head.split("\n") if line)
            if look.number != "none":
                yield page, str(number)
