"""A FictionBook: sections within sections, their titles, poems, quotes, tables, and a body of notes (FictionBook 2.1).

Depth is told by nesting and not by the tag: a `<title>` is a heading as deep as its section. Notes stand in a body of their
own named «notes» (or «comments»), each a section with an id that the mark in the text links to; its title repeats the mark
and is no text. Pictures are in base64 at the end and never looked at.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.model import Problem
from pipeline.read.errors import Limits, ReadError
from pipeline.read.marked import headings, markup, walking, xmltree
from pipeline.read.marked.attributes import most
from pipeline.read.marked.markup import Role
from pipeline.read.plain.encoding import declared, decode
from pipeline.read.reading import Reading

_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_PROLOG: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_NUMBERED: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|(\d{1,12}));")
_SKIPPED: Final = frozenset(("description", "binary", "stylesheet", "image"))
_NOTES: Final = frozenset(("notes", "comments", "footnotes"))
_QUOTES: Final = frozenset(("cite", "epigraph", "annotation"))


def read_fb2(data: bytes, limits: Limits) -> Reading:
    """The paper in a FictionBook. Raises ReadError: UNREADABLE, TOO_LARGE, NO_TEXT, BAD_TEXT_LAYER."""
    root, wrong = xmltree.parse(_in_utf8(data), "FictionBook", mended=True)
    if _name(root) != "FictionBook":
        raise ReadError("UNREADABLE", "a FictionBook without its first element")
    visitor = _Book(root)
    walking.walk(root, visitor)
    problems = (
        [Problem("read", "PARSE_ERROR", f"damaged XML, read as far as it goes: {wrong}")] if wrong else []
    )
    return markup.reading(visitor.scribe.finished(), limits, problems=problems, titled=headings.titled)


def _in_utf8(data: bytes) -> bytes:
    """The file in UTF-8: it may name an encoding that it isn't in, and the parser would believe it."""
    named = _PROLOG.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    text = declared(data, named[1].decode("ascii")) if named else None
    text = text if text is not None else decode(data)[0]
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    return _NUMBERED.sub(_allowed, text.replace("\x00", "")).encode("utf-8", "replace")


def _allowed(reference: re.Match[str]) -> str:
    """The reference, or a replacement mark for one to what is no character: the parser lets it through and chokes on it."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"


class _Book(walking.Hearer):
    """Hears the book's tree and tells the scribe."""

    def __init__(self, root: Any) -> None:
        super().__init__()
        self.depth = 0
        self.notes_depth = 0
        self.notes: dict[Any, str] = {}
        for body in root:
            if _name(body) == "body" and body.get("name", "").lower() in _NOTES:
                self.notes.update(
                    {
                        part: part.get("id")
                        for part in body.iter()
                        if _name(part) == "section" and part.get("id")
                    }
                )
        self.keys = frozenset(self.notes.values())

    def start(self, element: Any) -> bool:
        name = _name(element)
        if name in _SKIPPED or (name == "title" and self.notes_depth):
            self.enter()
            return False
        key = element.get(_HREF, "").lstrip("#") if name == "a" else ""
        if key and key in self.keys and not self.notes_depth:
            self.scribe.mark(key, "".join(element.itertext()))
            self.enter()
            return False
        look = self.looks[-1]
        if name in ("strong", "th"):
            look = look._replace(bold=True)
        elif name in ("sup", "sub"):
            look = look._replace(raised=name == "sup", lowered=name == "sub")
        self.enter(look, self._open(element, name))
        return True

    def _open(self, element: Any, name: str) -> walking.Undo | None:
        scribe = self.scribe
        if name == "body":
            return self._body(element)
        if name == "section":
            return self._section(element)
        if name == "title":
            scribe.open(Role("heading", self.depth + 1) if self.depth else Role("title"))
        elif name == "subtitle":
            scribe.open(Role("heading", self.depth + 2))
        elif name in _QUOTES or name in ("poem", "text-author"):
            scribe.open(Role("quote"))
        elif name == "table":
            scribe.open_table()
            return scribe.close_table
        elif name == "tr":
            scribe.open_row()
            return None
        elif name in ("td", "th"):
            scribe.open_cell(
                most(element.get("rowspan"), 1_000), most(element.get("colspan"), 1_000), name == "th"
            )
            return scribe.close_cell
        elif name == "empty-line":
            scribe.flush()
            return None
        elif name == "p" and _name(element.getparent()) == "title" and element.getprevious() is not None:
            scribe.end_line()  # a title of several paragraphs is one title
            return None
        elif name in ("p", "v", "stanza") and _name(element.getparent()) != "title":
            scribe.open(Role())
        else:
            return None
        return scribe.close

    def _body(self, element: Any) -> walking.Undo:
        self.depth, inside = 0, element.get("name", "").lower() in _NOTES
        self.notes_depth += inside
        self.scribe.open(Role("footnote") if inside else Role())

        def done() -> None:
            self.notes_depth -= inside
            self.scribe.close()

        return done

    def _section(self, element: Any) -> walking.Undo:
        self.depth += 1
        self.scribe.open(Role("footnote", note=self.notes[element]) if element in self.notes else Role())

        def done() -> None:
            self.depth -= 1
            self.scribe.close()

        return done


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if element is not None else ""
