"""The words that stand in a box of a PDF page, read anew from the file: glyph by glyph, without our reader."""

from __future__ import annotations

import ctypes
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.model import Box

_WORDS = re.compile(r"[^\W_]+")


class Glyph(NamedTuple):
    """A printed character and the middle of its box, in points from the page's top left."""

    text: str
    x: float
    y: float


def letters(text: str) -> str:
    """Letters and figures alone: what hyphens, spaces and line ends can't change.

    >>> letters("эконо-\\nмика, 5,7 %")
    'экономика57'
    """
    return "".join(_WORDS.findall(text))


def inside(paper: Path, page: int, box: Box) -> str:
    """What is printed inside the box, in the order of the file. `page` counts from 1."""
    x0, top, x1, bottom = box
    return "".join(
        glyph.text for glyph in glyphs(paper, page) if x0 <= glyph.x <= x1 and top <= glyph.y <= bottom
    )


@lru_cache(maxsize=64)
def glyphs(paper: Path, page: int) -> tuple[Glyph, ...]:
    """All characters of the page that have ink."""
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    found: list[Glyph] = []
    with pypdfium2.PdfDocument(paper) as document:
        opened = document[page - 1]
        height = opened.get_height()
        text = opened.get_textpage()
        for index in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text.raw, index)
            pdfium.FPDFText_GetCharBox(text.raw, index, left, right, low, high)
            if right.value > left.value:
                middle = (left.value + right.value) / 2, height - (low.value + high.value) / 2
                found.append(Glyph(chr(code), *middle))
    return tuple(found)
