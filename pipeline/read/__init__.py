"""bytes → Document: one canonical text and the way back from each character to its ink.

The format is told by content, not by suffix. What can't be read raises `ReadError`; a page that can't be read is a
problem of the document, and the other pages are read.
"""

from __future__ import annotations

import hashlib
from statistics import fmean
from typing import TYPE_CHECKING

from pipeline.model import Document, TextLayer
from pipeline.read import formats, pdfstreams
from pipeline.read.errors import Limits, ReadError

if TYPE_CHECKING:
    from pipeline.read.reading import Reading

__all__ = ["Limits", "ReadError", "read"]


def read(data: bytes, path: str, *, limits: Limits | None = None, password: str | None = None) -> Document:
    """The document in `data`; `path` is only recorded. Raises ReadError."""
    limits = limits or Limits()
    limits.check_bytes(len(data))
    kind = formats.media_type(data)
    digest = hashlib.sha256(data).hexdigest()
    reading = _read(kind, data, limits, password)
    written = reading.written
    qualities = [
        page.quality for page in reading.pages if page.quality is not None and page.text_layer != "none"
    ]
    return Document(
        doc_id=digest[:16],
        path=path,
        sha256=digest,
        media_type=kind,
        text=written.text,
        pages=reading.pages,
        pieces=tuple(written.pieces),
        blocks=tuple(written.blocks),
        tables=tuple(written.tables),
        furniture=reading.furniture,
        notes=written.note_marks(reading.items),
        edits=tuple(written.edits),
        text_layer=_layer(reading),
        text_quality=round(fmean(qualities), 4) if qualities else reading.quality,
        problems=reading.problems,
        doubts=tuple(written.doubts),
    )


def _read(kind: str, data: bytes, limits: Limits, password: str | None) -> Reading:
    """The reading of the format; its reader, and the libraries beneath, are loaded at the first file that needs them."""
    if kind == formats.PDF:
        from pipeline.read.reading import read_pdf

        pdfstreams.check(data, limits)
        return read_pdf(data, limits, password)
    if kind == formats.TEXT:
        from pipeline.read.plain.text import read_text

        return read_text(data, limits)
    if kind == formats.DOCX:
        from pipeline.read.marked.docx import read_docx

        return read_docx(data, limits)
    if kind in (formats.HTML, formats.MHTML):
        from pipeline.read.marked.html import read_html
        from pipeline.read.marked.mhtml import page_of

        return read_html(page_of(data) if kind == formats.MHTML else data, limits)
    if kind == formats.ODT:
        from pipeline.read.marked.odt import read_odt

        return read_odt(data, limits)
    if kind == formats.FB2:
        from pipeline.read.marked.fb2 import read_fb2

        return read_fb2(data, limits)
    if kind == formats.DJVU:
        from pipeline.read.djvu import read_djvu

        return read_djvu(data, limits)
    raise ReadError(
        "NOT_SUPPORTED", "an archive: each file in it is a paper of its own (`svod run` opens it)"
    )


def _layer(reading: Reading) -> TextLayer:
    layers = {page.text_layer for page in reading.pages if page.text_layer != "none"}
    if not reading.pages:
        return "native"
    if not layers:
        return "none"
    return layers.pop() if len(layers) == 1 else "mixed"
