"""An OpenDocument text, zipped or flat: paragraphs, headings, lists, tables, footnotes and endnotes (ODF 1.3, part 3).

Spaces are told by elements, since XML's own collapse; automatic styles («P5») are what the writer clicked, and the style
behind them says what a paragraph is. What was struck out under «track changes» stands apart from the text, under
`text:tracked-changes`, and is not text; comments aren't either. Numbers of lists stand nowhere: they are counted here.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

from odfdo.container import Container

from pipeline.read import unpacking
from pipeline.read.errors import Limits, ReadError
from pipeline.read.marked import formulas, headings, markup, walking, xmltree
from pipeline.read.marked.attributes import most
from pipeline.read.marked.markup import Role, Scribe
from pipeline.read.marked.odtstyles import OFFICE, TABLE, TEXT, Styles
from pipeline.read.reading import Reading

_SKIPPED: Final = frozenset(
    (
        *(TEXT + name for name in ("tracked-changes", "note-citation", "sequence-decls", "variable-decls")),
        *(
            TEXT + name
            for name in ("user-field-decls", "table-of-content", "bibliography-source", "index-title")
        ),
        *(OFFICE + name for name in ("annotation", "forms", "event-listeners")),
        *(TABLE + name for name in ("covered-table-cell", "table-column")),
    )
)
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TOLD: Final = frozenset(group + name for group in (_DRAW, _SVG) for name in ("title", "desc"))
"""What is said of a picture, and stands nowhere on the page."""
_BOXES: Final = frozenset(
    _DRAW + name for name in ("text-box", "custom-shape", "rect", "ellipse", "polygon", "path", "line")
)
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}math"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_MOST_FORMULAS: Final = 2_000
_PARTS: Final = ("META-INF/manifest.xml", "content.xml", "styles.xml")
_MOST_SPACES: Final = 50


def read_odt(data: bytes, limits: Limits) -> Reading:
    """The paper in an OpenDocument text. Raises ReadError: UNREADABLE, TOO_LARGE, ENCRYPTED, NO_TEXT, BAD_TEXT_LAYER."""
    parts = _parts(data, limits)
    content, _ = xmltree.parse(parts["content.xml"], "OpenDocument text")
    others = [xmltree.parse(parts["styles.xml"], "OpenDocument styles")[0]] if "styles.xml" in parts else []
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ReadError("UNREADABLE", "an OpenDocument file without a text")
    visitor = _Text(Styles([*others, content]), parts)
    walking.walk(body, visitor)
    return markup.reading(visitor.scribe.finished(), limits, titled=headings.titled)


def _parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    zipped = data.startswith(b"PK")
    if zipped:
        unpacking.check(data, limits)
    else:
        xmltree.parse(data, "OpenDocument text")  # before a parser that resolves entities sees it
    try:
        container = Container(io.BytesIO(data))
        there = set(container.parts)
        objects = sorted(name for name in there if name.endswith("/content.xml"))[:_MOST_FORMULAS]
        parts = {name: container.get_part(name) for name in (*_PARTS, *objects) if name in there}
    except Exception as error:  # zipfile's, zlib's, lxml's and the library's own
        raise ReadError("UNREADABLE", f"a damaged OpenDocument file: {error}") from error
    found: dict[str, bytes] = {name: part for name, part in parts.items() if isinstance(part, bytes)}
    if zipped and b"encryption-data" in found.get(_PARTS[0], b""):
        raise ReadError("ENCRYPTED", "an OpenDocument file under a password; save it without one")
    if "content.xml" not in found:
        raise ReadError("UNREADABLE", "an OpenDocument file without content")
    return found


class _Text(walking.Hearer):
    """Hears the text's tree and tells the scribe."""

    def __init__(self, styles: Styles, parts: Mapping[str, bytes]) -> None:
        super().__init__()
        self.parts = parts
        self.styles = styles
        self.lists: list[str | None] = []
        self.notes = 0

    def start(self, element: Any) -> bool:
        tag = element.tag
        if tag in _SKIPPED or tag in _TOLD or self._is_hidden(element, tag):
            self.enter()
            return False
        if tag == _MATH:
            self.scribe.say_formula(formulas.linear(element), self.looks[-1])
            self.enter()
            return False
        look = self.looks[-1]
        if tag in (TEXT + "span", TEXT + "p", TEXT + "h"):
            look = self.styles.look(element.get(TEXT + "style-name"), look)
        self.enter(look, self._open(element, tag))
        return True

    def _open(self, element: Any, tag: str) -> walking.Undo | None:
        scribe = self.scribe
        if tag == TEXT + "s":
            scribe.say(" " * most(element.get(TEXT + "c"), _MOST_SPACES))
        elif tag == TEXT + "tab":
            scribe.say(" ")
        elif tag == TEXT + "line-break":
            scribe.end_line()
        elif tag == TEXT + "h":
            style = element.get(TEXT + "style-name")
            scribe.open(
                self.styles.role(style, heading=most(element.get(TEXT + "outline-level"), 10), prefix="")
            )
            return self.anchoring(scribe.close)
        elif tag == TEXT + "p":
            scribe.open(self.styles.role(element.get(TEXT + "style-name")))
            return self.anchoring(scribe.close)
        elif tag in _BOXES:
            return self.box()
        elif tag == _DRAW + "object":
            self._object(element.get(_HREF, ""))
        elif tag == TEXT + "note":
            return self._note(element)
        elif tag == TEXT + "list":
            self.lists.append(element.get(TEXT + "style-name") or (self.lists[-1] if self.lists else None))
            return self._list_ends
        elif tag == TEXT + "list-item":
            prefix = self.styles.number(self.lists[-1], len(self.lists), element) if self.lists else ""
            scribe.open(Role("list_item", prefix=prefix))
            return scribe.close
        elif tag == TABLE + "table":
            scribe.open_table()
            return scribe.close_table
        elif tag == TABLE + "table-row":
            above = element.getparent()
            scribe.open_row(above is not None and above.tag == TABLE + "table-header-rows")
        elif tag == TABLE + "table-cell":
            spans = (element.get(f"{TABLE}number-{what}-spanned") for what in ("rows", "columns"))
            rows, columns = (most(span, 1_000) for span in spans)
            for _ in range(most(element.get(TABLE + "number-columns-repeated"), 64) - 1):
                scribe.open_cell()
                scribe.close_cell()
            scribe.open_cell(rows, columns)
            return scribe.close_cell
        return None

    def _is_hidden(self, element: Any, tag: str) -> bool:
        if tag == TEXT + "span":
            return self.styles.is_hidden(element.get(TEXT + "style-name"))
        return tag == TEXT + "section" and element.get(TEXT + "display") == "none"

    def _object(self, href: str) -> None:
        """A formula, which is a file within the file; other objects have no text of the paper's."""
        part = self.parts.get(f"{href.removeprefix('./')}/content.xml")
        if part is None:
            return
        try:
            root, _ = xmltree.parse(part, "formula of an OpenDocument text")
        except ReadError:
            self.scribe.say("\ufffd")
            return
        if root.tag == _MATH:
            self.scribe.say_formula(formulas.linear(root), self.looks[-1])

    def _note(self, element: Any) -> walking.Undo:
        """A note stands where its mark does, its text inside it: the scribe is set aside while the text is heard."""
        self.notes += 1
        key = str(self.notes)
        citation = element.find(TEXT + "note-citation")
        printed = "".join(citation.itertext()) if citation is not None else ""
        self.scribe.mark(key, printed or key)
        outer, self.scribe = self.scribe, Scribe()

        def done() -> None:
            inner, self.scribe = self.scribe, outer
            outer.take_note(key, inner)

        return done

    def _list_ends(self) -> None:
        self.lists.pop()
