"""A Word document: paragraphs, headings, lists, tables, text boxes, formulas, footnotes and endnotes.

The body's XML (ECMA-376, part 1, 17) is walked in its own order, since python-docx keeps paragraphs and tables apart and
knows no footnotes. What was struck out under «track changes» is not text, nor is what is hidden, a field's code or a
comment; what was put in is. Automatic list numbers stand nowhere in the text: they are counted (`docxlists`). A text box
follows the paragraph that anchors it, whose sentence would else be cut in two. Running heads and feet are furniture. There
are no pages and no boxes.
"""

from __future__ import annotations

import io
from typing import Any, Final

from docx.package import Package

from pipeline.model import Furniture
from pipeline.read import unpacking
from pipeline.read.cues import CAPTION
from pipeline.read.errors import Limits, ReadError
from pipeline.read.marked import (
    docxnotes,
    docxtables,
    formulas,
    headings,
    markup,
    symbolfont,
    walking,
    xmltree,
)
from pipeline.read.marked.docxlists import Numbering, value
from pipeline.read.marked.docxlists import W as _W
from pipeline.read.marked.docxstyles import Styles
from pipeline.read.marked.looks import Look
from pipeline.read.marked.markup import Role, Scribe
from pipeline.read.reading import Reading

_PARTS: Final = frozenset(("styles", "numbering", "footnotes", "endnotes"))
_EDGES: Final = frozenset(("header", "footer"))
_SKIPPED: Final = frozenset(
    _W + name
    for name in (
        "del moveFrom instrText delText delInstrText pPr rPr sectPr tblPr tblGrid tcPr trPr sdtPr sdtEndPr footnoteRef "
        "endnoteRef annotationRef rt softHyphen"
    ).split()
)
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FORMULA: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_BREAKS: Final = frozenset((_W + "br", _W + "cr"))
_TABS: Final = frozenset((_W + "tab", _W + "ptab"))
_REFERENCES: Final = {_W + "footnoteReference": "f", _W + "endnoteReference": "e"}
_LONGEST_HEADING: Final = 400


def read_docx(data: bytes, limits: Limits) -> Reading:
    """The paper in a Word file. Raises ReadError: UNREADABLE, TOO_LARGE, ENCRYPTED, NO_TEXT, BAD_TEXT_LAYER."""
    unpacking.check(data, limits)
    try:
        document = Package.open(io.BytesIO(data)).main_document_part
        relations = [
            (relation.reltype.rpartition("/")[2], relation.target_part.blob)
            for relation in document.rels.values()
            if not relation.is_external and relation.reltype.rpartition("/")[2] in _PARTS | _EDGES
        ]
        root = getattr(document, "element", None)  # none where the file holds macros or is a template
        text = b"" if root is not None else document.blob
    except Exception as error:  # the packages beneath raise a dozen kinds: zlib's, lxml's, their own
        raise ReadError("UNREADABLE", f"a damaged Word file: {error}") from error
    trees = [(name, xmltree.parse(blob, f"{name} of a Word file")[0]) for name, blob in relations]
    roots = {name: root for name, root in trees if name in _PARTS}
    if root is None:
        root, _ = xmltree.parse(text, "Word file")
    found = root.find(_W + "body")
    if found is None:
        raise ReadError("UNREADABLE", "a damaged Word file: no body")
    try:
        body = _Body(Styles(roots.get("styles")), Numbering(roots.get("numbering")))
        walking.walk(found, body)
        docxnotes.take(body.scribe, roots, body.hear)
        furniture = [_edge(body.hear(root)) for name, root in trees if name in _EDGES]
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise ReadError("UNREADABLE", f"a damaged Word file: {error}") from error
    return markup.reading(
        body.scribe.finished(),
        limits,
        furniture=[edge for edge in furniture if edge.text],
        titled=headings.titled,
    )


class _Body(walking.Hearer):
    """Hears a part's tree and tells the scribe."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        super().__init__()
        self.styles, self.numbering = styles, numbering
        self.paragraphs: list[Any] = []
        self.lifted: dict[Any, bool] = {}
        self.fields: list[bool] = []
        self.marked: Any = None
        self.rows: dict[Any, int] = {}
        self.swallowed: set[Any] = set()
        self.frames: set[Any] = set()
        self.counts = {"f": 0, "e": 0}

    def hear(self, part: Any) -> Scribe:
        """Another part of the file, taken down by itself."""
        outer, self.scribe, self.fields = self.scribe, Scribe(), []
        walking.walk(part, self)
        inner, self.scribe = self.scribe, outer
        return inner

    def start(self, element: Any) -> bool:
        tag = element.tag
        if tag in _SKIPPED or self._is_passed_over(element, tag):
            self.enter()
            return False
        if tag == _W + "r":
            look = self._look(element)
            self.enter(look)
            return look is not None
        if tag == _FORMULA:
            self.scribe.say_formula(formulas.linear(element), self.looks[-1])
            self.enter()
            return False
        self.enter(undo=self._open(element, tag))
        return True

    def text(self, text: str) -> None:
        """Text between tags is white space; what is said stands in `w:t` (`_run`)."""

    def _is_passed_over(self, element: Any, tag: str) -> bool:
        """What only looks like text: the other form of a drawing, struck-out rows, cells that are more of the one above."""
        if tag == _MC + "Fallback":
            above = element.getparent()
            return above is not None and above.find(_MC + "Choice") is not None
        if tag == _W + "tr":
            return docxtables.is_struck(element)
        return tag == _W + "tc" and element in self.swallowed

    def _look(self, run: Any) -> Look | None:
        paragraph = self.paragraphs[-1] if self.paragraphs else run
        look = self.styles.look(run, paragraph)
        if look is not None and look.raised and self._all_lifted(paragraph):
            return look._replace(raised=False)
        return look

    def _all_lifted(self, paragraph: Any) -> bool:
        """Whether the whole paragraph is raised: then nothing in it is, against what stands around."""
        if paragraph not in self.lifted:
            looks = [
                self.styles.look(run, paragraph)
                for run in paragraph.iter(_W + "r")
                if any((text.text or "").strip() for text in run.iterfind(_W + "t"))
            ]
            self.lifted[paragraph] = all(look is None or look.raised for look in looks)
        return self.lifted[paragraph]

    def _open(self, element: Any, tag: str) -> walking.Undo | None:
        if tag == _W + "p":
            return self._paragraph(element)
        if tag == _W + "tbl":
            return self._table(element)
        if tag == _W + "txbxContent":
            return self.box()
        table = self._table_of(element) if tag in (_W + "tr", _W + "tc") else None
        if tag == _W + "tr" and table not in self.frames:
            self.scribe.open_row(element.find(f"{_W}trPr/{_W}tblHeader") is not None)
            for _ in range(docxtables.before(element)):
                self.scribe.open_cell()
                self.scribe.close_cell()
        elif tag == _W + "tc" and table not in self.frames:
            self.scribe.open_cell(self.rows.get(element, 1), docxtables.width(element))
            return self.scribe.close_cell
        elif tag == _W + "fldChar":
            self._field(element.get(_W + "fldCharType"))
        elif True not in self.fields:
            self._run(element, tag)
        return None

    def _run(self, element: Any, tag: str) -> None:
        """What a run holds."""
        look = self.looks[-1]
        if tag == _W + "t":
            if element.getparent() is not self.marked:
                self.scribe.say(element.text or "", look)
        elif tag in _TABS:
            self.scribe.say(" ", look)
        elif tag in _BREAKS:
            self.scribe.end_line()
        elif tag == _W + "noBreakHyphen":
            self.scribe.say("-", look)
        elif tag == _W + "sym":
            self.scribe.say(symbolfont.sign(element.get(_W + "char"), element.get(_W + "font")), look)
        elif tag in _REFERENCES:
            self._reference(element, _REFERENCES[tag])

    def _reference(self, element: Any, letter: str) -> None:
        """A note's mark: the next number, or what the writer typed behind it."""
        printed = ""
        if element.get(_W + "customMarkFollows") in ("1", "true", "on"):
            self.marked = element.getparent()
            printed = "".join(text.text or "" for text in self.marked.iterfind(_W + "t")).strip()
        key = f"{letter}{element.get(_W + 'id')}"
        if not printed and key not in self.scribe.keys:
            self.counts[letter] += 1
        self.scribe.mark(key, printed or str(self.counts[letter]))

    def _field(self, kind: str | None) -> None:
        """A field's code is no text, its result is; `fields`: for each that is open, whether its code is being said."""
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _paragraph(self, element: Any) -> walking.Undo:
        self.paragraphs.append(element)
        kind, level = self.styles.role(element)
        centred = self.styles.is_centred(element)
        item = self.styles.numbered(element)
        prefix = self.numbering.of(*item, value(element, "pPr/pStyle") or "") if item else ""
        if kind in ("heading", None) and (prefix or kind):
            text = "".join(one.text or "" for one in element.iter(_W + "t")).strip()
            if CAPTION.match(text):
                kind, level = "caption", 0
            elif kind == "heading" and len(text) > _LONGEST_HEADING:
                kind, level = None, 0
            elif kind is None and prefix:
                kind, level = ("heading", 1) if centred and self._is_bold(element) else ("list_item", 0)
        self.scribe.open(Role(kind, level, centred, prefix))

        def done() -> None:
            self.scribe.close()
            self.paragraphs.pop()
            self.fields = [False] * len(self.fields)  # no code goes on into another paragraph

        return self.anchoring(done)

    def _is_bold(self, paragraph: Any) -> bool:
        looks = [self.styles.look(run, paragraph) for run in paragraph.iterfind(_W + "r")]
        return bool(looks) and all(look is None or look.bold for look in looks)

    def _table(self, element: Any) -> walking.Undo | None:
        if docxtables.is_frame(element):
            self.frames.add(element)
            return self.scribe.flush
        found = docxtables.merged(element)
        self.rows.update(found.rows)
        self.swallowed.update(found.swallowed)
        self.scribe.open_table()
        return self.scribe.close_table

    def _table_of(self, element: Any) -> Any:
        return next(element.iterancestors(_W + "tbl"), None)


def _edge(scribe: Scribe) -> Furniture:
    """A running head or foot: what stands at the top or bottom of each page."""
    lines = (line.text for item in scribe.finished() for line in getattr(item, "lines", ()))
    return Furniture(None, None, "running_head", " ".join(lines))
