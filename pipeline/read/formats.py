"""Which format a file is in, told by its content: suffixes lie."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from pipeline.read.errors import ReadError

PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
MHTML: Final = "multipart/related"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"
FB2: Final = "application/x-fictionbook+xml"
DJVU: Final = "image/vnd.djvu"
ZIP: Final = "application/zip"

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNDER_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_OTHERS: Final = (
    (_OLE, "a legacy Microsoft Office file (.doc, .xls); save it as DOCX"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"{\\rtf", "RTF; save it as DOCX"),
    (b"%!PS", "PostScript; convert it to PDF"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it"),
    (b"Rar!", "a RAR archive; unpack it"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"BZh", "a bzip2 archive; unpack it"),
    (b"\xfd7zXZ", "an xz archive; unpack it"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|base|main|article|section|header|div|h[1-6]|p|"
    r"br|table|font|center|span|a|b|i|ul|ol|!--)(?=[\s>/]|$))",
    re.IGNORECASE,
)
"""What a page begins with: the list of the MIME Sniffing standard (7.1) and its newer neighbours."""
_BEFORE_ROOT: Final = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s(?:[^>\[\]]|\[[^\]]*\])*>)*", re.DOTALL | re.IGNORECASE
)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_MIME: Final = re.compile(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.IGNORECASE)
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_PEEKED: Final = 8192


def media_type(data: bytes) -> str:
    """The media type, one of the constants here.

    Raises ReadError: NOT_SUPPORTED for what papers aren't in, ENCRYPTED for a Word file under a password, UNREADABLE for
    nothing at all.

    >>> media_type("Объём торговли вырос.".encode("cp1251"))
    'text/plain'
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError("UNREADABLE", "the file is empty")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(b"AT&TFORM") and data[12:16] in (b"DJVU", b"DJVM"):
        return DJVU
    if data.startswith(_OLE) and _UNDER_PASSWORD in data:
        raise ReadError("ENCRYPTED", "a Word file under a password; open it in Word and save it without one")
    for magic, name in _OTHERS:
        if data.startswith(magic) and not (magic == b"MZ" and b"\x00" not in data[:512]):
            raise ReadError("NOT_SUPPORTED", name)
    if _RELATED.search((_MIME.match(data[:_PEEKED]) or _NO_HEAD)[0]):
        return MHTML
    head = data[:_PEEKED]
    wide = _wide(head)
    if b"\x00" in head[:4096] and wide is None:
        raise ReadError("NOT_SUPPORTED", "a binary file")
    return _marked_up(head.decode(wide or "latin-1", "replace")) or TEXT


_NO_HEAD: Final = (b"",)


def _marked_up(head: str) -> str | None:
    """HTML or FB2 or flat ODT, or null for plain text; by the first element. Raises ReadError NOT_SUPPORTED for other XML."""
    head = head.removeprefix("\u00ef\u00bb\u00bf").lstrip("\ufeff \t\r\n")
    if _HTML.match(head):
        return HTML
    before = _BEFORE_ROOT.match(head)
    root = _ROOT.match(head, before.end() if before else 0)
    name = root[1].lower() if root else ""
    if name == "fictionbook":
        return FB2
    if not head.startswith("<?xml") and not head.lower().startswith("<!doctype"):
        return None
    if name in ("html", "body"):
        return HTML
    if root and root[0].startswith("<office:document"):
        return ODT
    if name in ("worddocument", "package"):
        raise ReadError("NOT_SUPPORTED", "Word's XML; save it as DOCX")
    raise ReadError("NOT_SUPPORTED", f"XML ({root[0][1:] if root else 'no element'})")


def _wide(head: bytes) -> str | None:
    """UTF-16's kind, by its mark or since every other byte is one of the few that Russian and Latin letters have on top."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" not in head and b"\x04" not in head:
        return None
    head = head[:4096]
    for at, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sum(byte in (0, 4, 0x20) for byte in head[at::2]) > 0.9 * len(head[at::2]):
            return name
    return None


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return of_archive(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, IndexError) as error:
        raise ReadError("UNREADABLE", f"a damaged archive: {error}") from error


def of_archive(archive: zipfile.ZipFile) -> str:
    """What an open archive is: DOCX, ODT, or ZIP for an archive of files. Raises ReadError NOT_SUPPORTED; as `zipfile` does."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        raise ReadError("NOT_SUPPORTED", "an Excel workbook")
    if "ppt/presentation.xml" in names:
        raise ReadError("NOT_SUPPORTED", "a presentation")
    if "mimetype" not in names or "META-INF/manifest.xml" not in names:
        if "META-INF/container.xml" in names:
            raise ReadError("NOT_SUPPORTED", "EPUB; convert it to FB2 or HTML")
        return ZIP
    if archive.getinfo("mimetype").flag_bits & 1:
        raise ReadError("ENCRYPTED", "the file is protected by a password; save it without one")
    with archive.open("mimetype") as file:
        said = file.read(100).decode("ascii", "replace").strip()
    if said in (ODT, f"{ODT}-template", f"{ODT}-web"):
        return ODT
    raise ReadError("NOT_SUPPORTED", f"OpenDocument of another kind ({said.rpartition('.')[2]})")
