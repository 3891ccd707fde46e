"""Runs of a page → lines in reading order: columns, and what stands across them.

The content stream can't be relied on (in some files it runs across the gutter), so order comes from boxes. Runs that cross
the gutter (a title, an abstract, a wide table) cut the page into bands, and each band of two columns is read left, then
right; a side may hold columns again, and so may a band whose lines stand beside each other across the gutter (three columns
under two). The baselines of two columns need not align.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.read import asides, bands, gutters
from pipeline.read.ink import Line, Rule
from pipeline.read.runs import Run, line_of_runs

ANCHOR: Final = "\ufffc"
"""Stands among the words for a table that was taken out, so that it gets its place in the reading order."""
_MOST_DEPTH: Final = 4


class Region(NamedTuple):
    """Lines of one column (or of the whole width) that are read one after the other; x0 and x1 are the column's."""

    lines: tuple[Line, ...]
    x0: float
    x1: float


def regions(
    runs: Sequence[Run],
    usual: float | None = None,
    gutter: float | None = None,
    rules: Sequence[Rule] = (),
) -> tuple[Region, ...]:
    """The page's lines, column by column.

    `usual`: x of the gutter on the paper's other pages, if they have one; `gutter`: this page's own, where it is known;
    `rules`: the lines drawn on the page, without those of tables.
    """
    if not runs:
        return ()
    if not gutters.beside(runs):
        return (_region(runs),)
    gutter = gutter or _gutter(runs, usual)
    if gutter is not None:
        return tuple(_split(runs, 0, rules, gutter))
    aside = gutters.sidebar(runs)
    margin = asides.in_margin(runs)
    if margin is not None and (aside is None or len(margin.groups) > 1):
        return tuple(_with_margin(margin, rules))
    return tuple(_split(runs, 0, rules) if aside is None else _around(aside, rules, usual))


def _gutter(runs: Sequence[Run], usual: float | None) -> float | None:
    own = gutters.of_page(runs)
    return usual if own is None and usual is not None and gutters.parts_at(runs, usual) else own


def _around(aside: gutters.Sidebar, rules: Sequence[Rule], usual: float | None) -> Iterator[Region]:
    """A sidebar's page: what stands above it, the sidebar, the rest, whose last line may go on overleaf.

    Where the wide column ends on this page (columns below it begin farther out), the sidebar comes behind it.
    """
    top, low = aside.runs[0].base - aside.runs[0].size, aside.runs[-1].base
    left, right = min(run.x0 for run in aside.runs), max(run.x1 for run in aside.runs)
    above = [run for run in aside.rest if run.base < top]
    rest = [run for run in aside.rest if run.base >= top]
    below = next(
        (at for at, run in enumerate(rest) if run.base > low and run.x0 < right and run.x1 > left), len(rest)
    )
    if above:
        yield from _split(above, 1, rules)
    if below == len(rest):
        yield _region(aside.runs)
    if rest[:below]:
        yield from _split(rest[:below], 1, rules)
    if below < len(rest):
        yield _region(aside.runs)
        yield from _split(rest[below:], 1, rules, _gutter(rest[below:], usual))


def _with_margin(margin: asides.InMargin, rules: Sequence[Rule]) -> Iterator[Region]:
    """What stands in the margin before the paragraph that it stands beside, or before the next, if that one began overleaf."""
    text, done = margin.text, 0
    starts = [at for at in range(len(text)) if not at or _starts(text, at)]
    for group in margin.groups:
        base = group[0].base + 0.5 * group[0].size
        near = [at for at in starts if at >= done and (at or _is_whole(text))]
        start = max((at for at in near if text[at].base <= base), default=min(near, default=len(text)))
        if text[done:start]:
            yield from _split(text[done:start], 1, rules)
        yield _region(group)
        done = start
    if text[done:]:
        yield from _split(text[done:], 1, rules)


def _starts(runs: Sequence[Run], at: int) -> bool:
    """Whether a paragraph begins with the run: set in, or apart, behind a line that ends a sentence."""
    run, above = runs[at], runs[at - 1]
    step = run.base - above.base
    if step < 0.5 * run.size:
        return False
    left = min([other.x0 for other in runs])
    set_in = 0.7 * run.size < run.x0 - left < 5 * run.size
    return (set_in and _ends(runs[:at])) or step > 1.9 * run.size


def _is_whole(runs: Sequence[Run]) -> bool:
    """Whether the first run begins a sentence."""
    return not runs[0].words[0].text[0].islower()


def _split(
    runs: Sequence[Run], depth: int, rules: Sequence[Rule], gutter: float | None = None
) -> Iterator[Region]:
    """Regions of the runs (sorted by baseline) in reading order."""
    if depth and gutter is None and depth < _MOST_DEPTH:
        gutter = gutters.of_page(runs)
    if gutter is None:
        yield from _stretches(runs, depth, rules)
        return
    cut = bands.cut(runs, gutter, rules)
    if not depth and any(way == "beside" for way, _ in cut):
        last = max(at for at, (way, _) in enumerate(cut) if way != "columns") + 1
        aside = gutters.sidebar(sorted(run for _, band in cut[:last] for run in band))
        if aside is not None:  # what stands beside the title and abstract goes with neither column below
            yield from _around(aside, rules, None)
            cut = cut[last:]
    for way, band in cut:
        if way == "across":
            yield from _stretches(band, depth, rules)
        elif way == "beside":
            yield from _split(band, depth + 1, rules)
        else:
            for side in bands.sides(band, gutter):
                if side:
                    yield from _split(side, depth + 1, rules)


def _stretches(runs: Sequence[Run], depth: int, rules: Sequence[Rule]) -> Iterator[Region]:
    """One column of lines, but for stretches of narrow ones between wide ones that stand in columns."""
    if depth >= _MOST_DEPTH or len(runs) < 3 or not gutters.beside(runs):
        yield _region(runs)
        return
    whole = gutters.of_few(runs)
    if whole is not None:
        for side in bands.sides(runs, whole):
            yield from _stretches(side, depth + 1, rules)
        return
    parts = asides.of(runs, rules)
    if parts is not None:
        yield from _round(parts, depth, rules)
        return
    wide = 0.6 * (max([run.x1 for run in runs]) - min([run.x0 for run in runs]))
    done = start = 0
    for at in range(len(runs) + 1):
        if at < len(runs) and runs[at].x1 - runs[at].x0 <= wide:
            continue
        while start + 1 < at and runs[start + 1].base - runs[start].base > 0.5 * runs[start].size:
            start += 1  # the last line of what stands above
        gutter, end = _of_stretch(runs, start, at) if at - start > 2 else (None, at)
        if gutter is not None:
            if start > done:
                yield _region(runs[done:start])
            for side in bands.sides(runs[start:end], gutter):
                yield from _stretches(side, depth + 1, rules)
            done = end
        start = at + 1
    if done < len(runs):
        yield _region(runs[done:])


def _of_stretch(runs: Sequence[Run], start: int, end: int) -> tuple[float | None, int]:
    """The gutter of a few runs, from `start` to `end`, and where they end if a heading below them is left out."""
    few = runs[start:end]
    gutter = gutters.of_few(few) or _between_tables(few)
    if gutter is None and (columns := _before_heading(few)) < len(few):
        return gutters.of_few(few[:columns]), start + columns
    return gutter, end


def _before_heading(runs: Sequence[Run]) -> int:
    """Index behind the columns: what stands alone and apart below them, a heading for one, is what goes on under them."""
    end = len(runs)
    while end > 2 and runs[end - 1].base - runs[end - 2].base > 1.6 * runs[end - 2].size:
        end -= 1
    return end


def _round(parts: asides.Parts, depth: int, rules: Sequence[Rule]) -> Iterator[Region]:
    """A column with a sidebar in it: that comes between two paragraphs, near to what it stands beside."""
    above, beside, below = parts.above, parts.beside, parts.below
    at = len(above) if not above or _ends(above) else _last_start(above)
    late = at is None and _ends(beside)
    if above[:at]:
        yield from _stretches(above[:at], depth + 1, rules)
    if not late:
        yield _region(parts.aside)
    if at is not None and above[at:]:
        yield from _stretches(above[at:], depth + 1, rules)
    yield from _stretches(beside, depth + 1, rules)
    if late:
        yield _region(parts.aside)
    if below:
        yield from _stretches(below, depth + 1, rules)


def _ends(runs: Sequence[Run]) -> bool:
    return runs[-1].words[-1].text.endswith((".", "!", "?", "…", ":"))


def _last_start(runs: Sequence[Run]) -> int | None:
    """Index of the run that the last paragraph begins with, by its indent and the full stop before it."""
    left = min([run.x0 for run in runs])
    return next(
        (
            at
            for at in range(len(runs) - 1, 0, -1)
            if 0.7 * runs[at].size < runs[at].x0 - left < 5 * runs[at].size
            and runs[at].base > runs[at - 1].base + 0.5 * runs[at].size
            and _ends(runs[:at])
        ),
        None,
    )


def _between_tables(runs: Sequence[Run]) -> float | None:
    """The x between two tables side by side: where the second of two captions in one row begins."""
    named = [run for run in runs if run.words[0].text.startswith(bands.TABLE)]
    if len(named) != 2 or abs(named[0].base - named[1].base) > 0.5 * named[0].size:
        return None
    x = max(run.x0 for run in named) - 2
    return None if any(run.x0 < x < run.x1 for run in runs) or named[0] is not runs[0] else x


def _region(runs: Sequence[Run]) -> Region:
    lines = _lines(runs)
    return Region(lines, min([line.x0 for line in lines]), max([line.x1 for line in lines]))


def _lines(runs: Sequence[Run]) -> tuple[Line, ...]:
    """Runs of about one baseline are one line; a fraction's or an index's own row keeps its place."""
    groups: list[list[Run]] = []
    base = size = 0.0
    for run in runs:
        if groups and run.base - base < 0.25 * max(run.size, size) and _is_beside(groups[-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
            base, size = run.base, run.size
    return tuple(map(line_of_runs, groups))


def _is_beside(group: Sequence[Run], run: Run) -> bool:
    if run.words[0].text[0] == ANCHOR or group[0].words[0].text[0] == ANCHOR:
        return False
    return all(run.x0 >= other.x1 - 1 or run.x1 <= other.x0 + 1 for other in group)
