"""Words inside a figure: labels of axes, a legend, boxes of a scheme. They belong to it, and to no sentence.

They stand above the figure's caption (in Russian papers it is always below), short and scattered: several to a row with
wide gaps, not flush with the column, in a size of their own. Going up from the caption they end where prose does: at a line
that fills the column, or at the last line of such a paragraph.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.read.cues import CAPTION
from pipeline.read.flow import Paragraph
from pipeline.read.ink import Line
from pipeline.read.layout import Region

_FIGURE: Final = re.compile(r"Рис|РИС|Fig|График|Диаграмма|Схема|Карта")
_GAP: Final = 2.0
"""Sizes between words of a row that are two labels."""


def above_caption(region: Region, start: int, at: int) -> tuple[Paragraph, int, int] | None:
    """Where line `at` is a figure's caption and labels stand above it: they as one item, its first line, `at`."""
    lines = region.lines
    if not _FIGURE.match(lines[at].text) or not CAPTION.match(lines[at].text):
        return None
    first = at
    while first > start and _is_label(lines[first - 1], region) and not _ends_prose(region, start, first - 1):
        first -= 1
    labels = lines[first:at]
    if not labels or (len(labels) == 1 and labels[0].text[-1:] in ".!?:;…"):
        return None
    return Paragraph("figure", labels), first, at


def _is_label(line: Line, region: Region) -> bool:
    """Whether a line can't be one of prose that fills the column."""
    ink = sum(word.x1 - word.x0 for word in line.words)
    gaps = any(b.x0 - a.x1 > _GAP * line.size for a, b in zip(line.words, line.words[1:], strict=False))
    width = region.x1 - region.x0
    if line.text.startswith("\ufffc") or CAPTION.match(line.text):  # a caption in two languages
        return False
    return ink < 0.55 * width or gaps


def _ends_prose(region: Region, start: int, at: int) -> bool:
    """Whether the line is a paragraph's last: under a full line of its size at the usual distance, from the margin on."""
    lines = region.lines
    line = lines[at]
    above = lines[at - 1] if at > start else None
    if above is None:
        return at == start and abs(line.x0 - region.x0) < 2 and line.text[-1:] in ".!?…;"
    flush = abs(line.x0 - region.x0) < 2.5 * line.size
    return (
        flush
        and abs(above.size - line.size) < 0.06 * line.size
        and line.base - above.base < 1.9 * line.size
        and above.x1 - above.x0 > 0.75 * (region.x1 - region.x0)
        and not _is_label(above, region)
    )
