"""Which format a file is in, told by its content: suffixes lie."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from pipeline.read.errors import ReadError

PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a legacy Microsoft Office file (.doc, .xls); save it as DOCX"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"AT&TFORM", "DjVu"),
    (b"{\\rtf", "RTF; save it as DOCX"),
    (b"%!PS", "PostScript; convert it to PDF"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def media_type(data: bytes) -> str:
    """The media type: PDF, TEXT or DOCX. Raises ReadError NOT_SUPPORTED for anything else, UNREADABLE for nothing.

    >>> media_type("Объём торговли вырос.".encode("cp1251"))
    'text/plain'
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError("UNREADABLE", "the file is empty")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    for magic, name in _OTHERS:
        if data.startswith(magic) and not (magic == b"MZ" and b"\x00" not in data[:512]):
            raise ReadError("NOT_SUPPORTED", name)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise ReadError("NOT_SUPPORTED", "HTML")
    if head.startswith(b"<?xml"):
        raise ReadError("NOT_SUPPORTED", "XML")
    if (
        b"\x00" in data[:4096]
        and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        and not _is_utf16(data[:4096])
    ):
        raise ReadError("NOT_SUPPORTED", "a binary file")
    return TEXT


def _is_utf16(head: bytes) -> bool:
    """UTF-16 without its mark: every other byte is one of the few that Russian and Latin letters have on top."""
    return any(sum(byte in (0, 4, 0x20) for byte in head[at::2]) > 0.9 * len(head[at::2]) for at in (0, 1))


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise ReadError("UNREADABLE", f"a damaged archive: {error}") from error
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        raise ReadError("NOT_SUPPORTED", "an Excel workbook")
    if "ppt/presentation.xml" in names:
        raise ReadError("NOT_SUPPORTED", "a presentation")
    if "mimetype" in names:
        raise ReadError("NOT_SUPPORTED", "OpenDocument or EPUB")
    raise ReadError("NOT_SUPPORTED", "a ZIP archive")
