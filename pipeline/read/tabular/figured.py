"""What a cell of a statistical table may hold: figures, and the signs that there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.read.tabular.cells import Row, Run

_NONE: Final = r"[–—−-]|н\s?/?\s?д\.?|\.\.\.|…|[xх×]"
_VALUE: Final = rf"(?:(?=.*\d)[\d\s,.%…*()<>≈~+−–—-]+(?<![–—-])(?:\s?п\. ?п\.)?|{_NONE})"
_FIGURE: Final = re.compile(rf"{_VALUE}(?:\s*/\s*{_VALUE})*(?:\s*/)?")
YEAR: Final = re.compile(r"(?:18|19|20)\d\d(?:\s?[–-]\s?(?:(?:18|19|20)?\d\d)?)?(?:\s?гг?\.?)?")


def is_figure(text: str) -> bool:
    """A figure, several of them («2,9 / 1,0», «н/д / 24,6»), the first of two («6,5 /»), or the sign that there is none."""
    return bool(_FIGURE.fullmatch(text))


def has_figures(row: Row) -> bool:
    """Whether most cells but the first are figures."""
    rest = row[1:]
    return bool(rest) and 2 * sum(is_figure(run.text) for run in rest) >= len(rest)


def is_years(row: Sequence[Run]) -> bool:
    """Whether all cells are years: a head, where nothing stands in the first column."""
    return all(YEAR.fullmatch(run.text) for run in row)
