"""Lines → paragraphs, headings, captions, list items.

Where one ends and the next begins is told in `breaks`; sentences that a table or a formula cut are made whole in `rejoining`.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.model import BlockKind
from pipeline.read import breaks
from pipeline.read.cues import CAPTION, FRONT, LIST_MARK, SECTION
from pipeline.read.flow import Paragraph
from pipeline.read.ink import Line
from pipeline.read.layout import Region
from pipeline.read.placing import Placed, place


def compose(regions: Sequence[Region], body_size: float) -> list[Paragraph]:
    """Paragraphs of the regions in order; a paragraph may go on from one region into the next."""
    placed = [line for at, region in enumerate(regions) for line in place(region, at)]
    groups: list[list[Placed]] = []
    for at, line in enumerate(placed):
        following = placed[at + 1] if at + 1 < len(placed) else None
        if groups and not breaks.before(groups[-1], line, following, body_size):
            groups[-1].append(line)
        else:
            groups.append([line])
    made: list[Paragraph] = []
    prose = False
    for group in groups:
        paragraph = _paragraph(group, body_size)
        if paragraph.kind == "paragraph" and len(group) > 1 and paragraph.size > 0.8 * body_size:
            inset = _is_set_in(group)
            if inset and prose and not FRONT.match(group[0].line.text):
                paragraph = paragraph._replace(kind="quote")
            prose = prose or (not inset and len(group) > 2 and paragraph.size > 0.97 * body_size)
        made.append(paragraph)
    return made


def _is_set_in(group: Sequence[Placed]) -> bool:
    """Whether all lines of a paragraph stand off both edges of their column: a quotation from a source."""
    size = group[0].line.size
    inner = 1.4 * size
    if any(p.line.x0 - p.column[0] < inner or p.column[1] - p.line.x1 < inner for p in group):
        return False
    flush = min(p.line.x0 for p in group)
    begun = sum(p.line.x0 - flush < 1.5 for p in group)
    return begun >= len(group) - 1 and not all(p.centred and p.slack > 2 * size for p in group)


def _paragraph(group: Sequence[Placed], body_size: float) -> Paragraph:
    lines = tuple(placed.line for placed in group)
    centred = all(placed.centred for placed in group)
    return Paragraph(_kind(lines, centred, body_size), lines, centred=centred)


def _kind(lines: Sequence[Line], centred: bool, body_size: float) -> BlockKind:
    if len(lines) > 4:
        text = lines[0].text
        return "caption" if CAPTION.match(text) else "list_item" if LIST_MARK.match(text) else "paragraph"
    text = " ".join([line.text for line in lines])
    if CAPTION.match(text):
        return "caption"
    if _is_heading(lines, text, centred, body_size) or (SECTION.fullmatch(text) and text[0].isupper()):
        return "heading"
    return "list_item" if LIST_MARK.match(text) else "paragraph"


def _is_heading(lines: Sequence[Line], text: str, centred: bool, body_size: float) -> bool:
    """Short and loud: bold, larger than the body, or all in capitals; with a full stop only where it has a number."""
    letters = sum(map(str.isalpha, text))
    if len(lines) > 4 or len(text) > 260 or 2 * letters < len(text):
        return False
    larger = median(line.size for line in lines) > 1.12 * body_size
    bold = all(line.bold for line in lines)
    if not (larger or bold or (text.isupper() and letters > 3)):
        return False
    if text.endswith((".", ",", ";")) and not (bold and LIST_MARK.match(text) and len(text) < 90):
        return False
    return centred or larger or not text[0].islower()
