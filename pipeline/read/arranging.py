"""Ink of all pages → items in reading order: furniture off, tables out, columns, footnotes, paragraphs.

Each step takes from the page what it knows for sure and leaves the rest to the next; what spans pages (running heads, the
gutter that pages share, tables and sentences that go on overleaf) is settled over all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from pipeline.model import Furniture
from pipeline.read import (
    figures,
    footnotes,
    furniture,
    gutters,
    initials,
    layout,
    paragraphs,
    rejoining,
    runs,
    titles,
    tying,
)
from pipeline.read.flow import Grid, Item
from pipeline.read.footnotes import Note
from pipeline.read.ink import PageInk, Word
from pipeline.read.layout import Region
from pipeline.read.runs import Run
from pipeline.read.tabular import tables

_TABLES: Final = "ТT"
_FLOATS: Final = frozenset(layout.ANCHOR + _TABLES + "РрFГДСК")
"""What a line begins with that a table or a figure may stand at."""


def arrange(inks: Sequence[PageInk]) -> tuple[list[Item], list[Furniture]]:
    """Paragraphs, tables and footnotes of the pages in reading order, and what doesn't belong to the text."""
    pages = _weighed([runs.runs_of(ink.words) for ink in inks])
    size = body_size(pages)
    notes: list[Note] = []
    gone: list[Furniture] = []
    stream: list[Region | Item] = []
    left_open = footnotes.Open()
    kept_pages = furniture.strip(inks, pages, size)
    own_gutters = [gutters.of_page(kept.runs) for kept in kept_pages]
    usual = gutters.usual(own_gutters)
    for ink, kept, gutter in zip(inks, kept_pages, own_gutters, strict=True):
        gone.extend(kept.furniture)
        gone.extend(_sideways(ink))
        whole = initials.set_in(kept.runs, size)
        taken = tables.take(ink, whole)
        own = gutter if taken.runs is kept.runs else None
        found = layout.regions(taken.runs, usual, own, taken.rules)
        cut = footnotes.cut(found, taken.rules, size, ink.number, left_open)
        left_open = cut.left_open
        notes.extend(cut.notes)
        for region in cut.regions:
            stream.extend(_with_floats(region, taken, stream[-1] if stream else None))
    items: list[Item] = []
    regions: list[Region] = []
    for part in stream:
        if isinstance(part, Region):
            regions.append(part)
        else:
            items.extend(paragraphs.compose(regions, size))
            items.append(part)
            regions = []
    items.extend(paragraphs.compose(regions, size))
    items = tables.caption(tables.continued(items, gone))
    items = rejoining.rejoin(items)
    return tying.tie(titles.mark(items), notes), gone


def _with_floats(region: Region, taken: tables.Taken, before: Region | Item | None) -> list[Region | Item]:
    """The region cut at its tables' anchors, at tables of aligned words under their captions, and at figures' words."""
    parts: list[Region | Item] = []
    lines = region.lines
    start = at = 0
    if (
        isinstance(before, Grid) and lines and before.page != lines[0].page
    ):  # a region of footnotes has none left
        goes_on = tables.goes_on(before, lines)
        if goes_on is None and (goes_on := tables.under_head(before, lines)) is not None:
            parts.append(region._replace(lines=lines[:1]))  # «Продолжение таблицы 2»
        if goes_on is not None:
            made, start = goes_on
            parts.append(made)
            at = start
    places = iter([place for place, line in enumerate(lines) if line.text[0] in _FLOATS])
    while (at := next((place for place in places if place >= at), len(lines))) < len(lines):
        first = lines[at].text[0]
        found: tuple[Item, int, int] | None = None
        titles: tuple[Item, ...] = ()
        if first == layout.ANCHOR:
            index = int(lines[at].text[1:])
            found = taken.grids[index], at, at + 1
            titles = taken.titles[index]
        elif first in _TABLES:
            found = tables.under_caption(lines, at)
        else:
            found = figures.above_caption(region, start, at)
        if found is None:
            continue
        item, at, end = found
        if at > start:
            parts.append(region._replace(lines=lines[start:at]))
        parts.extend((*titles, item))
        start = at = end
    if start < len(lines):
        parts.append(region._replace(lines=lines[start:]))
    return parts


def _sideways(ink: PageInk) -> Iterator[Furniture]:
    """Words that run in another direction than the page's, those of one line together."""
    lines: list[list[Word]] = []
    for word in ink.aside:
        last = lines[-1][-1] if lines else None
        if last is not None and (abs(word.x0 - last.x0) < 2 or abs(word.base - last.base) < 2):
            lines[-1].append(word)
        else:
            lines.append([word])
    for words in lines:
        box = (
            min(word.x0 for word in words),
            min(word.top for word in words),
            max(word.x1 for word in words),
            max(word.bottom for word in words),
        )
        text = " ".join(word.text for word in words)
        yield Furniture(ink.number, ink.as_shown(box), "rotated", text)


def _weighed(pages: Sequence[list[Run]]) -> Sequence[list[Run]]:
    """Where most of the paper claims to be bold, the fonts' names say nothing: then nothing is."""
    bold = sum(run.bold for page in pages for run in page)
    if 2 * bold < sum(run.letters for page in pages for run in page):
        return pages
    return [
        [
            run._replace(bold=0, words=tuple([word._replace(bold=False) for word in run.words]))
            if run.bold
            else run
            for run in page
        ]
        for page in pages
    ]


def body_size(pages: Sequence[Sequence[Run]]) -> float:
    """The size that most letters are set in, in points."""
    exact: dict[float, int] = defaultdict(int)
    for run in chain.from_iterable(pages):
        if run.even:
            exact[run.size] += run.letters
        else:
            for word in run.words:
                exact[word.size] += len(word.text)
    counts = Counter[float]()
    for size, letters in exact.items():
        counts[round(size * 4) / 4] += letters
    return counts.most_common(1)[0][0] if counts else 10.0
