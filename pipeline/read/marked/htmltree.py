"""A web page's bytes → its tree, and what of it the parser lost.

Charsets are named in pages and often wrongly, so what is named is believed only where the bytes don't belie it. The parser
is libxml2's, which mends as browsers do, to a depth of some two thousand elements: pages whose tags of looks are never
closed go deeper, and are parsed again without those tags.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from pipeline.model import Problem
from pipeline.read.errors import ReadError
from pipeline.read.plain.encoding import declared, decode

_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PROLOG: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_XML: Final = re.compile(r"<\?xml.{0,300}?\?>", re.DOTALL)
_TAGS: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|svg)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_LOOKS: Final = re.compile(
    r"</?(?:font|b|i|u|em|strong|span|big|small|tt|strike|s|center)\b[^<>]*>", re.IGNORECASE
)
_LEAST: Final = 0.8


def parse(text: str) -> tuple[Any, list[Problem]]:
    """The page's tree, and a problem where much of the page isn't in it. Raises ReadError UNREADABLE."""
    root = _tree(text)
    problems = _torn(text, root)
    if problems:  # the paper can do without the tags of looks
        bare = _LOOKS.sub("", text)
        root = _tree(bare)
        problems = _torn(bare, root)
    return root, problems


def page_text(data: bytes) -> str:
    """The page decoded: by its byte order mark, by what it names, else by what makes Russian. Raises ReadError UNREADABLE."""
    head = data[:4096]
    named = _META.search(head) or _PROLOG.match(head.lstrip())
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        text = declared(data, named[1].decode("ascii", "replace"))
        if text is not None:
            return text
    return decode(data)[0]


def _tree(text: str) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    clean = _XML.sub("", text.lstrip("\ufeff \t\r\n"), count=1).replace("\x00", "")
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("UNREADABLE", f"a damaged page: {error}") from error
    if root is None:
        raise ReadError("UNREADABLE", "a page without content")
    return root


def _torn(text: str, root: Any) -> list[Problem]:
    """A problem where the parser gave up before the end: much of the page's text isn't in the tree."""
    stood = len("".join(_TAGS.sub(" ", text).split()))
    arrived = 0
    for element in root.iter("*"):
        inside = element.text if element.tag not in ("script", "style", "svg") else None
        arrived += sum(len("".join(part.split())) for part in (inside, element.tail) if part)
    if stood < 200 or arrived >= _LEAST * stood:
        return []
    return [Problem("read", "PARSE_ERROR", f"only {arrived} of {stood} characters of the page were parsed")]
