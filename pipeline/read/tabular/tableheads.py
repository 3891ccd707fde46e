"""Which of a table's rows are its head: what stands above the first row of figures."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.flow import Slot
from pipeline.read.tabular.figured import is_figure


def headed(slots: Sequence[Slot], rows: int) -> tuple[Slot, ...]:
    """The slots with the head's flagged: the rows above the first row of figures."""
    if any(slot.header for slot in slots):
        return tuple(slots)
    first = 0
    for row in range(rows):
        cells = [slot for slot in slots if slot.row == row and slot.column > 0 and slot.lines]
        figures = sum(_is_figure(slot) for slot in cells)
        years = sum(_is_year(slot) for slot in cells)
        if (
            cells
            and 2 * figures >= len(cells)
            and not ((years == figures and row == first == 0) or (years and years == len(cells)))
        ):
            first = row
            break
    else:
        first = 1 if rows > 1 else 0
    first = first or (1 if rows > 1 and not _row_has_figures(slots, 0) else 0)
    depth = max((slot.row + slot.row_span for slot in slots if slot.row < first), default=first)
    depth = depth if depth - first <= 1 else first
    return tuple(slot._replace(header=slot.row < max(first, min(depth, rows))) for slot in slots)


def _row_has_figures(slots: Sequence[Slot], row: int) -> bool:
    cells = [slot for slot in slots if slot.row == row and slot.column > 0 and slot.lines]
    return bool(cells) and 2 * sum(_is_figure(slot) and not _is_year(slot) for slot in cells) >= len(cells)


def _is_figure(slot: Slot) -> bool:
    return bool(slot.lines) and is_figure(" ".join(line.text for line in slot.lines))


def _is_year(slot: Slot) -> bool:
    text = " ".join(line.text for line in slot.lines).removesuffix("г.").strip()
    return text.isdigit() and len(text) == 4 and text[:2] in ("18", "19", "20", "21")
