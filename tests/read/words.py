"""Word files written part by part, as Word itself writes them: what python-docx can't make."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_OOXML = "http://schemas.openxmlformats.org"
_WORD = f"{_OOXML}/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    f'xmlns:w="{_WORD}" xmlns:m="{_OOXML}/officeDocument/2006/math" '
    f'xmlns:mc="{_OOXML}/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(text: str, properties: str = "") -> str:
    """A run with its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; plain strings are runs without properties."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(text: str, properties: str = "") -> str:
    """A table's cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def word_file(*body: str, **parts: str) -> bytes:
    """A Word file of that body; `parts`: what stands in styles, numbering, footnotes, header."""
    types = [f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>']
    relations, files = [], {}
    for number, (name, inside) in enumerate(parts.items()):
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{name}+xml"/>')
        relations.append(
            f'<Relationship Id="r{number}" Type="{_OOXML}/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>'
        )
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMES}>{inside}</w:{root}>"
    files["word/document.xml"] = f"<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>"
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_OOXML}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(types)}</Types>'
    )
    links = f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{{}}</Relationships>'
    files["word/_rels/document.xml.rels"] = links.format("".join(relations))
    files["_rels/.rels"] = links.format(
        f'<Relationship Id="r" Type="{_OOXML}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()
