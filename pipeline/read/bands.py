"""A page of columns cut into bands from the top down: what stands across the gutter, what in columns on either side of it.

A line across may be beside others: then the page has columns of another layout there, and the band is looked at anew. A
short line may belong to the wide paragraph above it, a heading at the left to the wide band below it, and the rows of a wide
table to its caption, though none of them crosses the gutter. Nor need anything stand between two bands of columns: where both
sides pause at one height, a title block in two languages may end, and the paper begin (see `_parted`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from statistics import median
from typing import Final, Literal

from pipeline.read import crossing
from pipeline.read.ink import Rule
from pipeline.read.runs import Run, run_of

TABLE: Final = ("Табл", "ТАБЛ", "Table")
_FIGURE: Final = ("Рис", "РИС", "Fig")
Way = Literal["across", "beside", "columns"]
"""Across the gutter alone, across it with others beside (columns of another layout), in columns on either side of it."""
Band = tuple[Way, list[Run]]
_PAUSE: Final = 1.7
"""Baselines farther apart than so many sizes leave room for a line between them."""
_FEW_LETTERS: Final = 60
_LABEL: Final = re.compile(r"(?:\d{1,3}|[*∗†‡]{1,3})[.)]?")
_CYRILLIC: Final = re.compile("[а-я]")
_TAB: Final = 3.0
"""Sizes between a label and its line."""
_left = attrgetter("x0")


def cut(runs: Sequence[Run], x: float, rules: Sequence[Rule] = ()) -> list[Band]:
    """The bands of the runs (sorted by baseline) about the gutter at x; `rules`: lines drawn on the page."""
    bands: list[Band] = []
    for way, band in _with_words(_closed(_set_aside(_bands(runs, x)), x), runs, x):
        if way == "columns":
            bands.extend((way, part) for part in _parted(band, x, rules))
        else:
            bands.append((way, band))
    return bands


def sides(band: Sequence[Run], x: float) -> tuple[list[Run], list[Run]]:
    """The runs left of x and those right of it, by their middles."""
    left = [run for run in band if run.x0 + run.x1 <= 2 * x]
    return left, [run for run in band if run.x0 + run.x1 > 2 * x]


def _bands(runs: Sequence[Run], x: float) -> list[Band]:
    """Runs cut into bands from the top down."""
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    bands: list[Band] = []
    titled = False
    for row in _apart(_rows(runs), 0.5 * (right - left)):
        way = _way(row, x, left)
        if way != "columns" and (parted := crossing.apart_at(row, x, runs)):
            row, way = parted, _way(parted, x, left)
        if titled and not _fills(row, runs, x):  # rows of a table that stands across, under its caption
            way = "across"
        elif titled:
            titled = False
        if way == "across" and row[0].words[0].text.startswith(TABLE):
            titled = True
        last = bands[-1] if bands else None
        if last and (
            last[0] == way
            or (
                last[0] == "across"
                and len(row) == 1
                and (crossing.finishes(last[1], row[0], runs, x) or crossing.is_in_axis(last[1], row[0], x))
            )
            or (last[0] == "beside" and way == "columns" and _under(row, last[1]))
        ):
            last[1].extend(row)
        else:
            bands.append((way, list(row)))
    return bands


def _rows(runs: Sequence[Run]) -> Iterator[list[Run]]:
    row: list[Run] = []
    for run in runs:
        if row and run.base - row[0].base >= 0.25 * max(run.size, row[0].size):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _apart(rows: Iterable[list[Run]], wide: float) -> Iterator[list[Run]]:
    """The rows, but what stands level with a wide line by chance (keywords beside an abstract) as a row of its own."""
    for row in rows:
        if len(row) > 1 and any(run.x1 - run.x0 > wide for run in row):
            yield from ([run] for run in _with_label(row))
        else:
            yield row


def _with_label(row: list[Run]) -> list[Run]:
    """The row with the number or star of a note or list as one with the line that it stands before, at a tab's distance."""
    label, line, *rest = sorted(row, key=_left)
    near = line.x0 - label.x1 < _TAB * line.size and len(label.words) == 1
    if near and _LABEL.fullmatch(label.words[0].text):
        return [run_of((*label.words, *line.words)), *rest]
    return row


def _way(row: Sequence[Run], x: float, left: float) -> Way:
    over = [run for run in row if run.x0 < x < run.x1]
    if not over:
        return "columns"
    if len(row) == 1:
        return "across"
    (run, *more) = over
    others = [other for other in row if other is not run]
    sticks_out = run.x0 - left < 2 * run.size and run.x1 - x < 0.2 * (x - left)
    if not more and sticks_out and all(other.x0 > run.x1 for other in others):
        return "columns"  # a line of the left column that sticks out, an address for one
    return "beside"


def _fills(row: Sequence[Run], runs: Sequence[Run], x: float) -> bool:
    """Whether the row fills a column as prose does, or more than that."""
    left, right = min([run.x0 for run in runs]), max([run.x1 for run in runs])
    for side, width in zip(sides(row, x), (x - left, right - x), strict=True):
        ink = sum([run.x1 - run.x0 for run in side])
        if ink > 0.7 * width and sum([run.letters for run in side]) > 18:
            return True
    return False


def _under(row: Sequence[Run], band: Sequence[Run]) -> bool:
    """Whether the row's runs stand each in a column of the lines above it, which have more of them."""
    above = band[-12:]
    if row[0].base - above[-1].base > 1.6 * above[-1].size:
        return False
    return all(any(o.x0 - 2 * o.size < run.x0 and run.x1 < o.x1 + 2 for o in above) for run in row)


def _set_aside(bands: Sequence[Band]) -> list[Band]:
    """Wide lines that narrow ones beside them («Ключевые слова» next to an abstract) had cut apart are one band again.

    The narrow ones come after it, as a band of their own.
    """
    result: list[Band] = []
    at = 0
    while at < len(bands):
        way, band = bands[at]
        wide, narrow = list(band), list[Run]()
        while (
            way == "across"
            and at + 2 < len(bands)
            and bands[at + 2][0] == way
            and _beside_all(wide[-1], bands[at + 1][1], bands[at + 2][1][0])
        ):
            narrow.extend(bands[at + 1][1])
            wide.extend(bands[at + 2][1])
            at += 2
        result.append((way, wide))
        if narrow:
            result.append(("across", narrow))
        at += 1
    return result


def _beside_all(above: Run, narrow: Sequence[Run], below: Run) -> bool:
    """Whether narrow lines stand wholly beside two wide ones that follow each other closely."""
    if below.base - above.base > 1.6 * max(above.size, below.size) or abs(above.x0 - below.x0) > below.size:
        return False
    left, right = min(above.x0, below.x0), max(above.x1, below.x1)
    return all(run.x1 < left for run in narrow) or all(run.x0 > right for run in narrow)


def _closed(bands: Sequence[Band], x: float) -> list[Band]:
    """Bands where a heading at the left margin that stands under both columns opens the band below it.

    No compositor leaves a heading alone at a column's foot: when what follows it spans both columns («СПИСОК ЛИТЕРАТУРЫ»
    over references in one column), it closes the columns and isn't the left one's last line.
    """
    result: list[Band] = []
    for at, (way, band) in enumerate(bands):
        opened = bands[at + 1] if at + 1 < len(bands) else None
        heading = list[Run]() if way != "columns" or opened is None else _last_heading(band, opened[1][0], x)
        if heading and opened is not None:
            if opened[0] == "across":
                opened[1][:0] = heading
                above: list[Band] = []
            else:
                above = [("across", heading)]
            ids = set(map(id, heading))
            band = [run for run in band if id(run) not in ids]
            result.extend([(way, band), *above] if band else above)
        elif band:
            result.append((way, band))
    return result


def _last_heading(band: Sequence[Run], opened: Run, x: float) -> list[Run]:
    """The one or two lines at the foot of the left column that stand below both columns, apart and loud."""
    left, others = sides(band, x)
    right = max((run.base for run in others), default=None)
    if right is None or not left:
        return []
    below = [run for run in left if run.base > right + 0.5 * run.size]
    rest = [run for run in left if run.base <= right + 0.5 * run.size]
    while below and rest and not _is_loud(below[0], rest):  # the left column may be a line longer
        rest.append(below.pop(0))
    if not rest or opened.size < 0.85 * median([run.size for run in rest]):
        return []
    if not 1 <= len(below) <= 2 or not all(_is_loud(run, rest) for run in below):
        return []
    return below if opened.base - below[-1].base < 4 * below[-1].size else []


def _with_words(bands: list[Band], runs: Sequence[Run], x: float) -> list[Band]:
    """Bands where the words inside a figure across both columns go with its caption, not with the columns above."""
    result: list[Band] = []
    for way, band in bands:
        if way == "across" and band[0].words[0].text.startswith(_FIGURE) and result and result[-1][0] != way:
            above, before = result.pop()
            words = _words_over(before, band[0], runs, x)
            if len(words) < len(before):
                result.append((above, before[: len(before) - len(words)]))
            band = [*words, *band]
        result.append((way, band))
    return result


def _words_over(band: list[Run], caption: Run, runs: Sequence[Run], x: float) -> list[Run]:
    """The band's last rows that hold no line of prose, where a pause parts them from the text above (or nothing is there)."""
    words: list[Run] = []
    edges = [min([run.x0 for run in side], default=x) for side in sides(runs, x)]
    for row in reversed(list(_rows(band))):
        below = words[0] if words else caption
        apart = below.base - row[0].base > _PAUSE * max(below.size, row[0].size)
        if _fills(row, runs, x):
            return words if apart else []
        # A paragraph's last line fills nothing, but it begins where its column does.
        if words and apart and all(min(abs(run.x0 - edge) for edge in edges) < 0.5 * run.size for run in row):
            return words
        words = [*row, *words]
    return words


def _parted(band: list[Run], x: float, rules: Sequence[Rule]) -> Iterator[list[Run]]:
    """A band of columns cut where both sides pause at one height and another thing begins below.

    Columns pause together by chance, between paragraphs; so a rule runs across there, or the sides were in two languages
    (the Russian title block and the English one), or the type below is larger on both sides: notes never stand above text.
    """
    start = 0
    for at in range(1, len(band)):
        above, below = band[at - 1], band[at]
        if below.base - above.base > _PAUSE * max(above.size, below.size) and _is_other(
            band[start:at], band[at:], x, rules
        ):
            yield band[start:at]
            start = at
    yield band[start:]


def _is_other(above: Sequence[Run], below: Sequence[Run], x: float, rules: Sequence[Rule]) -> bool:
    before, after = sides(above, x), sides(below, x)
    if not (all(before) and all(after)):
        return False
    high, low = above[-1].base, below[0].base
    left, right = min([run.x0 for run in above]), max([run.x1 for run in above])
    drawn = [rule for rule in rules if rule.is_horizontal and high < rule.top < low]
    if any(rule.x1 - rule.x0 > 0.8 * (right - left) and rule.x0 < x < rule.x1 for rule in drawn):
        return max(rule.top for rule in drawn) - min(rule.top for rule in drawn) < 4  # no frame of a figure
    if all(
        _letters_size(larger) > 1.06 * _letters_size(one) for one, larger in zip(before, after, strict=True)
    ):
        return True
    spoken = [_language(side) for side in before]
    return None not in spoken and spoken[0] != spoken[1] and _language(after[0]) == _language(after[1])


def _letters_size(runs: Sequence[Run]) -> float:
    """The size that most letters of the runs are set in."""
    counts = Counter[float]()
    for run in runs:
        counts[round(run.size, 1)] += run.letters
    return counts.most_common(1)[0][0]


def _language(runs: Sequence[Run]) -> str | None:
    """Cyrillic or Latin, where nearly all of many letters are; null where they are mixed or few."""
    text = "".join([run.text for run in runs]).casefold()
    letters = sum(map(str.isalpha, text))
    cyrillic = len(_CYRILLIC.findall(text))
    if letters < _FEW_LETTERS or 0.15 * letters < cyrillic < 0.85 * letters:
        return None
    return "cyrillic" if 2 * cyrillic > letters else "latin"


def _is_loud(run: Run, rest: Iterable[Run]) -> bool:
    """Bold where the column isn't, in capitals, or larger."""
    capitals = run.letters > 3 and all(word.text.isupper() for word in run.words)
    return run.bold == run.letters or capitals or run.size > 1.1 * median([other.size for other in rest])
