"""Title blocks as journals print them, with what a reader takes from each: the files in fronts/.

A front is what is expected, a line «---», then a block a line: kind (t title, h heading, p paragraph, l list item,
f footnote), size in points if the file has sizes, b bold, c centred, i italic (nobody sees it), then the text. «~» is a
running head. What isn't expected has to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.model import Block, BlockKind, Document, Furniture, Structure
from pipeline.segment import segment

FOLDER = Path(__file__).with_name("fronts")
FIELDS = (
    *(
        "title",
        "title_en",
        "authors",
        "udc",
        "affil",
        "abstract",
        "keywords",
        "journal",
        "year",
        "volume",
        "issue",
    ),
    *("pages", "doi", "edn", "bbk", "body"),
)
KINDS: dict[str, BlockKind] = {
    "t": "title",
    "h": "heading",
    "p": "paragraph",
    "l": "list_item",
    "f": "footnote",
}
_CODE = re.compile(r"([thplf])(\d+(?:\.\d)?)?([bci]*) (.+)")


class Printed(NamedTuple):
    name: str
    expected: dict[str, str]
    document: Document


def fronts(file: str) -> Iterator[Printed]:
    """The fronts of a file; a line that is none of the above is an error."""
    for piece in (FOLDER / file).read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, printed = piece.partition("\n---\n")
        name, *lines = head.split("\n")
        expected = {}
        heads = []
        for line in filter(None, lines):
            if line.startswith("~ "):
                heads.append(line[2:])
                continue
            key, value = line.split(": ", 1)
            assert key in FIELDS, line
            expected[key] = value
        yield Printed(name, expected, blocks_of(name, printed, heads))


def blocks_of(name: str, printed: str, heads: Sequence[str] = ()) -> Document:
    """A document of blocks, one a line; `heads` are its running heads."""
    text = ""
    blocks = []
    for line in filter(None, printed.split("\n")):
        match = _CODE.fullmatch(line)
        assert match is not None, line
        kind, size, flags, words = match.groups()
        text += "\n\n" if text else ""
        blocks.append(
            Block(
                len(text), len(text) + len(words), KINDS[kind], 1, size=float(size) if size else None,
                bold="b" in flags, centred="c" in flags,
            )
        )  # fmt: skip
        text += words
    return Document(
        name, f"{name}.pdf", "0", "application/pdf", text, blocks=tuple(blocks),
        furniture=tuple(Furniture(1, None, "running_head", head) for head in heads),
    )  # fmt: skip


def differences(printed: Printed) -> dict[str, tuple[object, object]]:
    """Field → (expected, found) for each field that was read otherwise than expected."""
    structure = segment(printed.document)
    found = _found(structure)
    wrong: dict[str, tuple[object, object]] = {}
    for field in FIELDS:
        expected = printed.expected.get(field)
        if not _agrees(field, expected, found[field]):
            wrong[field] = (expected, found[field])
    return wrong


def _found(structure: Structure) -> dict[str, str | None]:
    front = structure.front
    text = structure.document.text
    bodies = (zone for zone in structure.zones if zone.section == "body" and zone.mined)
    body = next((zone for zone in bodies if _heading(text[zone.start : zone.end]) != zone.heading), None)
    return {
        "title": front.title,
        "title_en": front.title_en,
        "authors": " | ".join(front.authors) or None,
        "udc": front.udc,
        "affil": " | ".join(front.affiliations) or None,
        "abstract": front.abstract,
        "keywords": " | ".join(front.keywords) or None,
        "journal": front.journal,
        "year": str(front.year) if front.year else None,
        "volume": front.volume,
        "issue": front.issue,
        "pages": f"{front.page_first}–{front.page_last}" if front.page_first else None,
        "doi": front.doi,
        "edn": front.edn,
        "bbk": front.bbk,
        "body": text[body.start : body.end] if body else None,
    }


def _agrees(field: str, expected: str | None, found: str | None) -> bool:
    if field == "affil":  # each that is expected; the block may say more, but no addresses, degrees and posts
        said = found or ""
        return all(one in said for one in (expected or "").split(" | ")) and not re.search(
            r"@|ORCID|SPIN|\bнаук\b|\bдоцент|\bпрофессор\b|\bаспирант|\bстудент", said
        )
    if field == "abstract" and expected is not None and " … " in expected:
        begin, _, end = expected.partition(" … ")
        return found is not None and found.startswith(begin) and found.endswith(end)
    if field == "body":
        return found is not None and expected is not None and _heading(found).startswith(_heading(expected))
    return expected == found


def _heading(text: str) -> str:
    return " ".join(text.split())
