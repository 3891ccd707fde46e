"""A web page: headings, paragraphs, lists, quotes, tables, captions and footnotes of HTML and XHTML, however broken.

The tree is libxml2's, which mends as browsers do. What browsers don't show isn't text (scripts, hidden parts, `<del>`), and
what is marked as the site's and not the paper's is furniture: menus, banners, sidebars. A footnote in HTML is only a
convention: a raised or bracketed mark that links to a place below, which as a rule links back. A mark that links to the
reference list is a citation and stays in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from pipeline.model import BlockKind, Furniture
from pipeline.read.errors import Limits
from pipeline.read.flow import Item, Paragraph
from pipeline.read.marked import formulas, headings, htmltree, markup, walking
from pipeline.read.marked.attributes import most
from pipeline.read.marked.htmllooks import Looks, is_hidden
from pipeline.read.marked.htmlnotes import Notes, above
from pipeline.read.marked.htmlnumbers import Numbers
from pipeline.read.marked.looks import PLAIN, Look
from pipeline.read.marked.markup import Role, Scribe
from pipeline.read.reading import Reading

_UNSEEN: Final = frozenset(
    "script style template noscript head iframe object embed applet canvas svg audio video map button select textarea "
    "input datalist progress meter dialog annotation annotation-xml rt rp del frameset".split()
)
_INSET: Final = frozenset(("nav", "aside", "menu"))
_AT_THE_EDGE: Final = frozenset(("header", "footer"))
_ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog")
)
_NAMES: Final = re.compile(
    r"nav|navigation|menu|sidebar|pagination|social|footer|noprint|mw-jump-link|mw-editsection|skip-link|comments|respond|"
    r"(?:site|page|main|global|bottom)[-_]+footer|footer[-_]+(?:widgets?|menu|nav|links?|bottom|top|inner|area|copyright)|(?:article|page)[-_]+tools|(?:.*[-_])?(?:cookies?|breadcrumbs?|navbar|login|subscribe)(?:[-_].*)?|share|sharing|"
    r"(?:top|nav|tool|side)[-_]?bar|(?:site|main|top|left|right|side|user)[-_]+(?:nav|menu)|(?:nav|menu)[-_]+(?:item|list|link|wrapper|main)s?|"
    r"(?:social|share|sharing)[-_]+(?:links?|buttons?|icons?|block|widget|media|networks?|likes?|share)|(?:related|similar|recommended)(?:[-_]+(?:articles?|posts?|papers?|items?))?|"
    r"comment[-_]+(?:form|list|respond)|comments[-_]+area"
)
"""Names that pages' makers give to what is the site's, whole or as parts («cookie-banner»); not to parts of a paper."""
_CLASSES: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(("title", "msotitle", "article-title"), "title"),
    **dict.fromkeys(("caption", "msocaption"), "caption"),
    **dict.fromkeys(("quote", "quotations", "msoquote"), "quote"),
}
_BLOCKS: Final = frozenset(
    "p div section article main header footer aside nav address fieldset form center details summary dl dt dd figure "
    "body html hgroup ul ol dir menu hr title".split()
)
_MOST_COLUMNS: Final = 6
_LONGEST_NAME: Final = 60
_SPACE: Final = re.compile(r"\s+")


def read_html(data: bytes, limits: Limits) -> Reading:
    """The paper in a web page. Raises ReadError: UNREADABLE, TOO_LARGE, NO_TEXT, BAD_TEXT_LAYER."""
    text = htmltree.page_text(data)
    limits.check_characters(len(text))
    root, problems = htmltree.parse(text)
    visitor = Page(root)
    walking.walk(root, visitor)
    items = visitor.scribe.finished()
    title = _claimed(root)
    return markup.reading(
        items,
        limits,
        furniture=visitor.furniture,
        problems=problems,
        titled=lambda made: headings.titled(_entitled(made, title)),
    )


class State(NamedTuple):
    """What holds inside an element, and what its end has to undo."""

    look: Look = PLAIN
    as_typed: bool = False
    undo: Callable[[], None] | None = None


class Page:
    """Hears the page's tree and tells the scribe."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.scribe = Scribe()
        self.furniture: list[Furniture] = []
        self.notes = Notes(root)
        self.numbers = Numbers()
        self.states = [State()]
        self.letters = _letters(root)
        self.looks = Looks(root, self.letters)
        self.around_title = above(root.iter("h1"))

    def start(self, element: Any) -> bool:
        tag, state = element.tag, self.states[-1]
        if not isinstance(tag, str) or tag in _UNSEEN or is_hidden(element):
            self.states.append(state._replace(undo=None))
            return False
        if self._is_furniture(element):
            self.furniture.append(Furniture(None, None, "navigation", _worded(element)))
            self.scribe.flush()
            self.states.append(state._replace(undo=self.scribe.flush))
            return False
        if tag == "math":
            self.scribe.say_formula(formulas.linear(element), state.look)
            self.states.append(state._replace(undo=None))
            return False
        mark = self.notes.mark(element)
        if mark is not None:
            self.scribe.mark(mark, _spaced(element))
        if mark is not None or self.notes.is_way_back(element):
            self.states.append(state._replace(undo=None))
            return False
        look = self.looks.look(element, state.look)
        as_typed = state.as_typed or tag in ("pre", "listing", "xmp")
        self.states.append(State(look, as_typed, self._open(element)))
        if tag == "br":
            self.scribe.end_line()
        elif tag == "q":
            self.scribe.say("«", look)
        return True

    def end(self, element: Any) -> None:
        if element.tag == "q":
            self.scribe.say("»", self.states[-1].look)
        undo = self.states.pop().undo
        if undo is not None:
            undo()

    def text(self, text: str) -> None:
        state = self.states[-1]
        if not state.as_typed:
            self.scribe.say(text, state.look)
            return
        for at, line in enumerate(text.split("\n")):
            if at:
                self.scribe.end_line()
            self.scribe.say(line, state.look)

    def _open(self, element: Any) -> Callable[[], None] | None:
        """What the element begins; how its end undoes it."""
        tag, scribe = element.tag, self.scribe
        centred = self.looks.is_centred(element)
        note = self.notes.text_of(element)
        if note is not None:
            scribe.open(Role("footnote", note=note))
            return scribe.close
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            scribe.open(Role("heading", int(tag[1]), centred))
        elif tag == "li":
            scribe.open(Role("list_item", prefix=self.numbers.of(element)))
        elif tag in ("figcaption", "caption"):
            scribe.open(Role("caption"))
        elif tag == "blockquote":
            scribe.open(Role("quote"))
        elif tag == "table":
            scribe.open_table()
            return scribe.close_table
        elif tag == "tr":
            scribe.open_row(_inside_head(element))
            return None
        elif tag in ("td", "th"):
            scribe.open_cell(
                most(element.get("rowspan"), 65_534), most(element.get("colspan"), 1_000), tag == "th"
            )
            return scribe.close_cell
        elif tag in _BLOCKS or tag in ("pre", "listing", "xmp"):
            kinds = (_CLASSES.get(name) for name in element.get("class", "").lower().split())
            scribe.open(Role(next(filter(None, kinds), None), centred=centred))
        else:
            return None
        return scribe.close

    def _is_furniture(self, element: Any) -> bool:
        """Marked as the site's, and neither the paper's title nor a good part of its text stands in it."""
        tag = element.tag
        names = [*element.get("class", "").lower().split(), element.get("id", "").lower()]
        marked = (
            tag in _INSET
            or element.get("role", "").lower() in _ROLES
            or (
                tag in _AT_THE_EDGE
                and not any(up.tag in ("article", "main") for up in element.iterancestors())
            )
            or (tag != "body" and any(_NAMES.fullmatch(name[:_LONGEST_NAME]) for name in names))
            or (tag in ("td", "th") and self._is_beside(element))
        )
        if not marked or self.notes.holds_text(element) or element in self.around_title:
            return False
        return 3 * self.letters[element] < self.letters[self.root]

    def _is_beside(self, cell: Any) -> bool:
        """A column of links beside the page's text, in a table that only lays the page out."""
        if len(cell.getparent()) > _MOST_COLUMNS:
            return False
        beside = [*cell.itersiblings("td", preceding=True), *cell.itersiblings("td")]
        if not any(5 * self.letters[other] > 3 * self.letters[self.root] for other in beside):
            return False
        links = list(cell.iter("a"))
        linked = sum(len("".join(link.itertext()).strip()) for link in links)
        return len(links) > 1 and linked >= len("".join("".join(cell.itertext()).split()))


def _inside_head(row: Any) -> bool:
    above = row.getparent()
    return above is not None and above.tag == "thead"


def _spaced(element: Any) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _claimed(root: Any) -> str:
    """The title that the page's head claims, squeezed."""
    for meta in root.iter("meta"):
        if meta.get("name", "").lower() in ("citation_title", "dc.title"):
            return _squeezed(meta.get("content", ""))
    found = root.find(".//head/title")
    return _squeezed("".join(found.itertext())) if found is not None else ""


def _entitled(items: list[Item], title: str) -> list[Item]:
    """The first items with the one that says what the head claims made the title."""
    if len(title) < 12 or any(isinstance(item, Paragraph) and item.kind == "title" for item in items):
        return items
    for at, item in enumerate(items[:14]):
        if isinstance(item, Paragraph) and _squeezed(" ".join(line.text for line in item.lines)) == title:
            return [*items[:at], item._replace(kind="title", level=0), *items[at + 1 :]]
    return items


def _worded(element: Any) -> str:
    """All text in it, parts apart: «Главная Архив»."""
    return " ".join(" ".join(element.itertext()).split())


def _letters(root: Any) -> dict[Any, int]:
    """How much text stands in each element, all counted in one walk."""
    found: dict[Any, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        inside = len(element.text or "")
        for inner in element:
            inside += found[inner] + len(inner.tail or "")
        found[element] = inside
    return found


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())
