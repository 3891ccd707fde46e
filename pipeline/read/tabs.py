"""What a journal prints in the outer margin, beside the text: the page's number half-way down, the section's name as a tab.

It stands level with lines of the text, so no edge of the page shows it; but it stands outside of all of the text's lines, and
comes back on other pages: the same words at the same height, or a number that counts with the pages. A heading or a note in
the margin does neither, and is the text's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.read.ink import PageInk
from pipeline.read.runs import Run

_PROSE: Final = 25
"""Letters; lines of so many say where the text stands."""
_LEAST: Final = 4
"""Lines of prose on a page that has a margin beside them."""
_MOST: Final = 6
"""Words in the margin; more of them are a column."""
_LONGEST: Final = 60
_INDENT: Final = 3.0
"""Sizes; a short line that begins nearer to the left edge is a paragraph's last one, not a row's cell."""


def found(pages: Sequence[PageInk], runs: Sequence[Sequence[Run]]) -> Mapping[int, list[tuple[str, Run]]]:
    """By page number, what its margin has for furniture: (`page_number` or `running_head`, the run)."""
    margins = {page.number: beside_text(here) for page, here in zip(pages, runs, strict=True)}
    offsets, said = Counter[int](), Counter[tuple[int, str]]()
    for number, here in margins.items():
        offsets.update({int(run.text) - number for run in here if _is_number(run)})
        said.update({(round(run.base), run.text) for run in here})
    result: dict[int, list[tuple[str, Run]]] = {}
    for number, here in margins.items():
        for run in here:
            if _is_number(run) and offsets[int(run.text) - number] > 1:
                result.setdefault(number, []).append(("page_number", run))
            elif said[round(run.base), run.text] > 1:
                result.setdefault(number, []).append(("running_head", run))
    return result


def _is_number(run: Run) -> bool:
    return run.letters < 5 and run.text.isdecimal()


def beside_text(runs: Sequence[Run]) -> list[Run]:
    """The runs outside of all lines of prose, and level with none but them; none where they are many."""
    prose = [run for run in runs if run.letters > _PROSE]
    if len(prose) < _LEAST:
        return []
    left, right = min([run.x0 for run in prose]), max([run.x1 for run in prose])
    outer = [
        run
        for run in runs
        if (run.x0 > right + 0.5 * run.size or run.x1 < left - 0.5 * run.size) and run.letters < _LONGEST
    ]
    if not 0 < len(outer) <= _MOST:
        return []
    inner = [run for run in runs if run.letters <= _PROSE and left + _INDENT * run.size < run.x0 < right]
    return [
        run for run in outer if not any(abs(other.base - run.base) < 0.3 * run.size for other in inner)
    ]  # a cell of a table's row is level with others
