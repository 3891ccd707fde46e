"""Documents made of paragraphs, as a reader of plain text or (with kinds) of PDF hands them over."""

from __future__ import annotations

from pipeline.model import Block, BlockKind, Document, Furniture, Structure
from pipeline.segment import segment


def document(*paragraphs: str | tuple[BlockKind, str], furniture: tuple[str, ...] = ()) -> Document:
    text = ""
    blocks: list[Block] = []
    for paragraph in paragraphs:
        kind, words = paragraph if isinstance(paragraph, tuple) else ("paragraph", paragraph)
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(words), kind))
        text += words
    return Document(
        "d", "d.txt", "0", "text/plain", text, blocks=tuple(blocks),
        furniture=tuple(Furniture(1, None, "running_head", words) for words in furniture),
    )  # fmt: skip


def segmented(*paragraphs: str | tuple[BlockKind, str], furniture: tuple[str, ...] = ()) -> Structure:
    return segment(document(*paragraphs, furniture=furniture))


def zoned(structure: Structure) -> list[tuple[str, bool, str]]:
    """(section, mined, first two words) of each zone."""
    text = structure.document.text
    return [(z.section, z.mined, " ".join(text[z.start : z.end].split()[:2])) for z in structure.zones]
