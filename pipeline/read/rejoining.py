"""Sentences that something stood in the middle of are whole again.

A float (a table, a figure, their captions and notes) comes after the paragraph that it cut. A formula set off on a line of
its own is part of the sentence that leads to it («определяется формулой») and of the one that goes on behind it («где x —
…»): it stays where it stands, and the three are one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.read.cues import CONTINUES, TERMINAL
from pipeline.read.flow import Grid, Item, Paragraph
from pipeline.read.tabular.tables import NOTE

_WORD: Final = re.compile(r"[а-яё]{4,}", re.IGNORECASE)
_RELATION: Final = re.compile(r"[=≈≤≥<>∑∫→∈≡]|\(\d{1,3}(?:\.\d{1,2})?\)$")
_LONGEST: Final = 160
_ENDED: Final = re.compile(r"[.!?…]\s*(?:\(\d{1,3}(?:\.\d{1,2})?\))?$")


def rejoin(items: Sequence[Item]) -> list[Item]:
    """The items with cut sentences whole, each float after the paragraph that it cut."""
    result: list[Item] = []
    in_formula = False
    for item in items:
        last = result[-1] if result else None
        if isinstance(item, Paragraph) and isinstance(last, Paragraph) and last.kind in _SAID:
            if _is_formula(item) and not _ENDED.search(last.lines[-1].text):
                result[-1] = last._replace(lines=(*last.lines, *item.lines))
                in_formula = True
                continue
            if in_formula and _goes_on(last, item, _ENDED):
                result[-1] = last._replace(lines=(*last.lines, *item.lines))
                in_formula = False
                continue
        in_formula = False
        target = _unfinished(result)
        if target is not None and isinstance(item, Paragraph) and _goes_on(result[target], item, TERMINAL):
            before = result[target]
            assert isinstance(before, Paragraph)
            result[target] = before._replace(lines=(*before.lines, *item.lines))
        else:
            result.append(item)
    return result


_SAID: Final = ("paragraph", "list_item")


def _unfinished(items: Sequence[Item]) -> int | None:
    """Index of the last body paragraph, when only floats follow it."""
    for floats, at in enumerate(range(len(items) - 1, -1, -1)):
        item = items[at]
        if isinstance(item, Grid) or item.kind in ("caption", "figure"):
            continue
        if item.kind == "paragraph" and NOTE.match(item.lines[0].text) and _stands_under(items, at):
            continue
        return at if floats and item.kind in _SAID else None
    return None


def _stands_under(items: Sequence[Item], at: int) -> bool:
    """Whether a note's paragraph follows its table or figure."""
    before = items[at - 1] if at else None
    return isinstance(before, Grid) or (before is not None and before.kind in ("caption", "figure"))


def _goes_on(before: Item, item: Paragraph, ended: re.Pattern[str]) -> bool:
    if not isinstance(before, Paragraph) or item.kind != "paragraph":
        return False
    if abs(before.lines[0].size - item.lines[0].size) > 0.06 * item.lines[0].size:
        return False
    return not ended.search(before.lines[-1].text) and bool(CONTINUES.match(item.lines[0].text))


def _is_formula(item: Paragraph) -> bool:
    """A short line of signs, without a word of prose."""
    if item.kind not in _SAID or len(item.lines) > 3 or item.page is None:
        return False
    text = " ".join(line.text for line in item.lines)
    return len(text) < _LONGEST and not _WORD.search(text) and bool(_RELATION.search(text))
