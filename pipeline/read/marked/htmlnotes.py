"""Footnotes of a web page: which links are their marks, which elements their texts.

HTML has no footnotes, so each writer has its way: Word's «_ftn1», LibreOffice's «sdfootnote1sym», Pandoc's «fn1», MediaWiki's
«cite_note-1», DPUB-ARIA's `doc-noteref`. They have in common that a short mark links to a place below, and that the place
or the mark says «note» in its name, or the mark is raised. The one surprise: raised links to a reference list look the
same, and are citations; their places have names of their own («ref12», «B3», «lit7»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

_MARK: Final = re.compile(r"[\[(]?\s*(?:\d{1,3}|[ivxlc]{1,6}|[a-zа-я]|[*∗†‡§]{1,4})\s*[\])]?")
_NOTE: Final = re.compile(r"note|(?:^|[\W_])(?:ftn|edn|fn|en)(?:ref)?[\W_]*\d")
_REFERENCE: Final = re.compile(r"(?:bib|cit|cr|b|lit|ref|source|src|r)[\W_]*\d+", re.IGNORECASE)
_HOLDERS: Final = frozenset(("li", "p", "div", "aside", "dd", "td", "section", "blockquote"))


class Notes:
    """What of the page's links and elements are marks and texts of footnotes. Keys are the targets' names."""

    def __init__(self, root: Any) -> None:
        places: dict[str, Any] = {}
        order: dict[Any, int] = {}
        for at, element in enumerate(root.iter("*")):
            order[element] = at
            for name in (element.get("id"), element.get("name")):
                if name:
                    places.setdefault(name, element)
        self._marks: dict[Any, str] = {}
        self._texts: dict[Any, str] = {}
        for link in root.iter("a"):
            key = link.get("href", "")[1:] if link.get("href", "").startswith("#") else ""
            target = places.get(key)
            if target is None or order[target] <= order[link] or not _is_mark(link, target, key):
                continue
            text = _holder(target)
            if text is not None and all(up is not text for up in link.iterancestors()):
                self._texts.setdefault(text, key)
                self._marks[link] = self._texts[text]
        self._around = above(self._texts)
        self._back = {name for link in self._marks for name in _names_around(link)}

    def mark(self, element: Any) -> str | None:
        """The key of the note whose mark the link is."""
        return self._marks.get(element)

    def text_of(self, element: Any) -> str | None:
        """The key of the note whose text the element is."""
        return self._texts.get(element)

    def holds_text(self, element: Any) -> bool:
        """Whether a note's text stands in the element."""
        return element in self._around or element in self._texts

    def is_way_back(self, element: Any) -> bool:
        """A link from a note's text to its mark: its «1» or arrow is no text."""
        if element.tag != "a" or not self._texts:
            return False
        back = element.get("role") == "doc-backlink" or element.get("href", "")[1:] in self._back
        text = "".join(element.itertext()).strip()
        return (
            back
            and (len(text) < 4 or _MARK.fullmatch(text) is not None or not any(map(str.isalpha, text)))
            and any(up in self._texts for up in element.iterancestors())
        )


def _is_mark(link: Any, target: Any, key: str) -> bool:
    text = "".join(link.itertext()).strip().lower()
    if not _MARK.fullmatch(text):
        return False
    if link.get("role") == "doc-noteref" or link.get("{http://www.idpf.org/2007/ops}type") == "noteref":
        return True
    named = " ".join((key, link.get("class", ""), target.get("class", ""), target.get("role", ""))).lower()
    if _NOTE.search(named):
        return True
    raised = any(up.tag == "sup" for up in link.iterancestors()) or next(link.iter("sup"), None) is not None
    return raised and not text.startswith("[") and not _REFERENCE.fullmatch(key)


def _holder(target: Any) -> Any | None:
    """The element with the note's whole text: the target, what it stands in, or the box of several paragraphs around that."""
    holder = target
    while holder is not None and (holder.tag not in _HOLDERS or not _words(holder)):
        holder = holder.getparent()
    if holder is None:
        return None
    above = holder.getparent()
    if (
        above is not None
        and above.tag in ("li", "aside", "div")
        and _NOTE.search(above.get("id", "").lower())
    ):
        return above
    return above if above is not None and above.tag == "li" else holder


def _words(element: Any) -> bool:
    """More than a mark: some letters."""
    found = 0
    for text in element.itertext():
        found += sum(map(str.isalnum, text[:200]))
        if found > 3:
            return True
    return False


def above(elements: Iterable[Any]) -> set[Any]:
    """All that stands around any of the elements."""
    found: set[Any] = set()
    for element in elements:
        for up in element.iterancestors():
            if up in found:
                break
            found.add(up)
    return found


def _names_around(link: Any) -> list[str]:
    names = [link.get("id"), link.get("name")]
    names += [inner.get(name) for inner in link.iter("*") for name in ("id", "name")]
    for up in (link.getparent(), link.getprevious()):
        if up is not None and up.tag in ("sup", "span", "a"):
            names += [up.get("id"), up.get("name")]
    return [name for name in names if name]
