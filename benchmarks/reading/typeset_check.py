"""Does the truth say what the PDF prints? Checked by machine, with pdfium's plain text, before anything is committed.

The body's blocks must come in the truth's order, which is the order that all these producers write in. Two counts are
compared: of letters and figures (nothing lost, doubled or invented; blind to how words are parted) and
of words (with line-end hyphens joined, so every hyphen is left out on both sides). What a count may differ by is
named in `Difference`, and whoever builds a typesetting explains it in README.md or mends it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

ENDS = re.compile("(?:[-\u2010\u00ad\u0002]\r?\n|\ufffe|\u0002|\u00ad)")
HYPHENS = re.compile("[-\u2010\u2011\u00ad]")

APART = ("footnote", "caption", "caption_en", "table", "figure", "sidebar")
"""Kinds of block that stand where the page has room."""

START = 18
"""So many signs of a block say which it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the page has and the truth hasn't (`extra`), and the other way round (`missing`), with counts.

    `furniture` are the furniture's lines that don't stand on their page, `order` the beginnings of blocks that don't
    come after the block before.
    """

    extra_signs: Counter[str]
    missing_signs: Counter[str]
    extra_words: Counter[str]
    missing_words: Counter[str]
    furniture: tuple[tuple[int, str], ...]
    order: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether something is lost, added or elsewhere; words that are only parted otherwise don't count."""
        return bool(self.extra_signs or self.missing_signs or self.furniture or self.order)


def page_texts(data: bytes) -> tuple[str, ...]:
    """pdfium's text of each page."""
    document = pdfium.PdfDocument(data)
    try:
        return tuple(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def printed(truth: dict) -> str:  # type: ignore[type-arg]
    """The truth's text with its marks back in place: every word that the pages must hold."""
    parts: list[str] = []
    for block in truth["blocks"]:
        if block["kind"] == "table":
            parts.append(block["text"])
            continue
        parts.append(printed_block(block))
    for table in truth["tables"]:
        for again in table.get("continued", ()):
            parts.append(again["line"])
            parts.extend(cell for row in table["rows"][: table["n_head"]] for cell in row if cell)
    parts += [line["text"] for line in truth["furniture"]]
    return "\n".join(parts)


def printed_block(block: dict) -> str:  # type: ignore[type-arg]
    """A block's text with the marks in it, and its own before it."""
    text, shift = block["text"], 0
    for at, mark in block.get("note_marks", ()):
        text = text[: at + shift] + mark + text[at + shift :]
        shift += len(mark)
    return f"{block['mark']} {text}" if "mark" in block else str(text)


def misplaced(text: str, truth: dict) -> Iterator[str]:  # type: ignore[type-arg]
    """The beginnings of the body's blocks that `text` hasn't after the beginning of the block before."""
    pressed = re.sub(r"\s", "", plain(text))
    last = 0
    for block in truth["blocks"]:
        if block["kind"] in APART:
            continue
        start = re.sub(r"\s", "", plain(printed_block(block)))[:START]
        at = pressed.find(start, last)
        if at < 0:
            yield start
        else:
            last = at


def plain(text: str) -> str:
    """The text with line-end hyphens joined, one form for each sign, every hyphen gone."""
    text = ENDS.sub("", text)
    text = unicodedata.normalize("NFKC", text).replace("\u2026", "...")
    return HYPHENS.sub("", text)


def words(text: str) -> Counter[str]:
    """Runs of anything but white space."""
    return Counter(plain(text).split())


def signs(text: str) -> Counter[str]:
    """Everything but white space, sign by sign."""
    return Counter(re.sub(r"\s", "", plain(text)))


def compare(data: bytes, truth: dict) -> Difference:  # type: ignore[type-arg]
    """What differs between the PDF and its truth."""
    pages = page_texts(data)
    text, said = "\n".join(pages), printed(truth)
    stray = tuple(
        (line["page"], line["text"])
        for line in truth["furniture"]
        if not words(line["text"]) <= words(pages[line["page"] - 1])
    )
    return Difference(
        signs(text) - signs(said), signs(said) - signs(text),
        words(text) - words(said), words(said) - words(text), stray, tuple(misplaced(text, truth)),
    )  # fmt: skip


def report(name: str, pdf: Path, truth: Path) -> str:
    """One paragraph for a person: what differs, or that nothing does."""
    found = compare(pdf.read_bytes(), json.loads(truth.read_text(encoding="utf-8")))
    lines = [f"{name}: {'differs' if found else 'agrees'}"]
    for field in ("extra_signs", "missing_signs", "extra_words", "missing_words"):
        count: Counter[str] = getattr(found, field)
        if count:
            lines.append(f"  {field} {count.total()}: {' '.join(count.elements())[:400]}")
    if found.furniture:
        lines.append(f"  furniture not on its page: {found.furniture}")
    if found.order:
        lines.append(f"  out of order: {found.order}")
    return "\n".join(lines)
