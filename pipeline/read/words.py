"""Words of PDF pages as columns, in the pages' own space."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.textpages import Floats, Integers, Style


class Words(NamedTuple):
    """Words of pages in the order of their content, as columns of one length; places are in the page's own space, y upwards.

    `boxes`: left, bottom, right, top. `origins`: a point of the line that the word stands on. `turn`: the direction it runs
    in, in degrees. `font`: index of the document's font, -1 where unknown. `line` counts PDFium's lines, `page` the pages.
    `objects`: PDFium's handles of the text objects that words begin in, as long as the page is open.
    """

    texts: list[str]
    boxes: Floats
    origins: Floats
    size: Floats
    turn: Integers
    font: Integers
    bold: npt.NDArray[np.bool_]
    line: Integers
    page: Integers
    glue: list[bool]
    mark: list[bool]
    objects: frozenset[int] = frozenset()

    def style(self, at: int) -> Style:
        x, y = self.origins[at].tolist()
        return Style(float(self.size[at]), x, y, int(self.turn[at]))


def around(a: Floats, b: Floats) -> Floats:
    """Left, bottom, right, top around two boxes of PDFium's order (left, top, right, bottom)."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    return np.stack((low[:, 0], low[:, 3], high[:, 2], high[:, 1]), axis=1)
