"""Footnotes: found at the foot of a column, so that they don't cut the body's sentence in two.

A footnote begins with a mark that prose above it bears, stands below all of the body in its column, and is mostly set smaller
and under a short rule. None of these is sure alone: an affiliation has a mark and is small («¹ Омский университет»), entries of
a reference list are small and numbered, a table's rule is short. So a raised mark counts when prose calls it, or when the
foot of the column is otherwise plainly apart; a number on the line counts when prose calls it and it heads no list.

A footnote whose end doesn't fit goes on at the foot of the next column or page, under the rule, without a mark. One that
stands under two columns may be wider than either: its long lines cross the gutter and its last one does not, so what
layout parted is put together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.read import pagefoot, unmarked
from pipeline.read.ink import Line, Rule, line_of
from pipeline.read.layout import ANCHOR, Region
from pipeline.read.notemarks import called, labelled, with_signs

_SMALLER: Final = 0.94
"""Of the body's size: what is smaller is set small on purpose."""
_ENDS: Final = (".", "!", "?", "»", "…", ")")


class Note(NamedTuple):
    """A footnote's lines on one page; `label` is null where it continues the one before, empty where no mark calls it."""

    label: str | None
    lines: tuple[Line, ...]
    page: int


class Open(NamedTuple):
    """What the page before left open: marks without a footnote, and the last note at its foot, null where it has none."""

    marks: frozenset[str] = frozenset()
    last: Note | None = None


class Cut(NamedTuple):
    """A page's regions without the footnotes, the footnotes in the order of reading, and what is open now."""

    regions: tuple[Region, ...]
    notes: tuple[Note, ...]
    left_open: Open


class _Page(NamedTuple):
    """What the whole page says: marks in prose (and open ones), marks in lines of names, the body's size, rules."""

    prose: set[str]
    names: set[str]
    body: float
    rules: Sequence[Rule]
    number: int

    def is_small(self, line: Line) -> bool:
        return line.size < _SMALLER * self.body


def cut(regions: Sequence[Region], rules: Sequence[Rule], body_size: float, page: int, before: Open) -> Cut:
    """The regions (in reading order) without their footnotes; `body_size` in points, `before` is what the last page left."""
    regions = with_signs(regions)
    prose, names = called(line for region in regions for line in region.lines)
    if prose or before.last:
        body_size = pagefoot.body_size(regions, body_size)
    regions = pagefoot.gathered(regions, _SMALLER * body_size)
    known = _Page(prose | before.marks, names, body_size, rules, page)
    kept: list[Region] = []
    notes: list[Note] = []
    uncalled: list[Note] = []
    for at, region in enumerate(regions):
        # What goes on here began in the column before, or on the page before.
        last = notes[-1] if notes else before.last
        lines = region.lines
        at_foot = pagefoot.is_at_foot(regions, at)
        start = _start(region, known, at_foot, last) if lines else 0
        rest, amid = _amid(lines[:start], known, before.marks) if known.prose else (lines[:start], [])
        found = [*_notes(amid, known), *_notes(lines[start:], known, last)]
        rest, free = (
            _unmarked(region._replace(lines=rest), regions[:at], known, last) if at_foot else (rest, [])
        )
        uncalled.extend(free)
        notes.extend(found)
        kept.append(region._replace(lines=rest) if found or free else region)
    if not any(line.text[0] != ANCHOR for region in regions for line in region.lines):
        return Cut(tuple(kept), (), before)  # a page with nothing but a table, or words on their side
    missing = prose - {note.label for note in notes}
    return Cut(tuple(kept), (*uncalled, *notes), Open(frozenset(missing), notes[-1] if notes else None))


def _unmarked(
    region: Region, above: Sequence[Region], page: _Page, last: Note | None
) -> tuple[tuple[Line, ...], list[Note]]:
    """The region's lines without notes that no mark calls, and those; `last`: the note before, which must have ended."""
    before = above[-1].lines[-1] if above and above[-1].lines else None
    start = None
    if not _is_unfinished(last):
        start = unmarked.start(region, before, page.rules, _SMALLER * page.body)
    if start is None:
        return region.lines, []
    made = [Note("", lines, page.number) for lines in unmarked.parted(region.lines[start:])]
    return region.lines[:start], made


def _start(region: Region, page: _Page, at_foot: bool, last: Note | None) -> int:
    """Index of the first line of the footnotes at the region's foot; the count of lines where it has none."""
    lines = region.lines
    ruled = _under_rule(region, page, at_foot, last)
    if ruled is not None:
        return ruled
    none = len(lines)
    if not at_foot or not (page.prose or last or lines[-1].size < _SMALLER * page.body):
        return none
    first = none
    size = lines[-1].size
    while first and lines[first - 1].text[0] != ANCHOR and 0.94 * size < lines[first - 1].size < 1.06 * size:
        if (
            first < none
            and _is_apart(lines[first - 1], lines[first], page.body)
            and size >= _SMALLER * page.body
        ):
            break
        first -= 1
    top = first
    if not top and labelled(lines[0])[0] in page.prose and _counts_on(last, lines[0]):
        return 0  # the note of the last mark overleaf, where nothing of the text is left
    if top == none or (not top and size >= _SMALLER * page.body):
        return none  # a table stands last, or the region is of body size throughout
    if not top and last is not None and last.page == page.number and _goes_on(last, lines[0]):
        return 0  # notes in columns of their own, under a text that has none
    opens = bool(top) and _steps(lines[top - 1], lines[top])
    # What is unfinished goes on under smaller type even where no rule stands above it.
    may_go_on = opens and last is not None and page.is_small(lines[top])
    while first < none and not _begins(lines, first, page, opens and (may_go_on or first == top)):
        first += 1
    if may_go_on and first > top and sum(labelled(line)[0] is not None for line in lines[top:first]) < 2:
        apart = first < none or _is_apart(lines[top - 1], lines[top], page.body)
        if (apart and _is_unfinished(last)) or (first < none and _counts_on(last, lines[first])):
            return top
    return first


def _counts_on(last: Note | None, line: Line) -> bool:
    """Whether a line begins the footnote whose number follows the last one's."""
    label = labelled(line)[0] or ""
    before = (last.label if last else None) or ""
    return label.isdigit() and before.isdigit() and int(label) == int(before) + 1


def _steps(above: Line, line: Line) -> bool:
    """Whether a line is smaller than the one above it, or apart from it."""
    return line.size < 0.97 * above.size or _is_apart(above, line, 0)


def _is_unfinished(note: Note | None) -> bool:
    return note is not None and not note.lines[-1].text.endswith(_ENDS)


def _goes_on(last: Note, line: Line) -> bool:
    """Whether the note can't have ended before the line."""
    return labelled(line)[0] is None and (_is_unfinished(last) or line.text[0].islower())


def _is_apart(above: Line, line: Line, body: float) -> bool:
    """Whether a wider step than between lines of a paragraph parts two lines."""
    return line.base - above.base > 1.5 * max(line.size, above.size, 0.9 * body)


def _under_rule(region: Region, page: _Page, at_foot: bool, last: Note | None) -> int | None:
    """Index of the first line under a rule near the column's foot that begins as a footnote does, or goes on with one."""
    width = region.x1 - region.x0
    lines = region.lines
    for rule in sorted(page.rules, key=lambda rule: rule.top):
        length = rule.x1 - rule.x0
        if not (rule.is_horizontal and 25 < length < 1.1 * width and abs(rule.x0 - region.x0) < 0.15 * width):
            continue
        start = next((at for at, line in enumerate(lines) if line.base > rule.bottom), None)
        if start is None or _underlines(rule, lines):
            continue
        first = lines[start]
        if first.top - rule.bottom > 2.5 * first.size or any(
            line.text[0] == ANCHOR for line in lines[start:]
        ):
            continue
        short = length < 0.7 * width
        small = all(page.is_small(line) for line in lines[start:])
        body_above = bool(start) and not page.is_small(lines[start - 1])
        label, rest = labelled(first)
        if label is not None and rest and (small or (start and (short or at_foot))):
            called_for = label in page.prose and (small or short or not _lists(lines, start, page.prose))
            plainly = small and at_foot and (body_above or first.words[0].mark) and label not in page.names
            if called_for or plainly or (not label.isdigit() and short and at_foot):
                return start
        goes_on = short and small and at_foot and abs(rule.x0 - region.x0) < 4
        if goes_on and last is not None:
            return start
    return None


def _underlines(rule: Rule, lines: Sequence[Line]) -> bool:
    """Whether the rule is drawn under words, as under an address."""
    return any(
        -1.5 < rule.top - line.base < 0.3 * line.size and line.x0 < rule.x1 and rule.x0 < line.x1
        for line in lines
    )


def _begins(lines: Sequence[Line], at: int, page: _Page, opens: bool) -> bool:
    """Whether a line begins a footnote without a rule. `opens`: notes may begin here by the size or the space above."""
    label, rest = labelled(lines[at])
    if label is None or not rest:
        return False
    head = lines[at].words[0]
    if label in page.prose and (head.mark or not label.isdigit()):
        return label not in page.names or not _under_names(lines[:at], label)
    if head.mark:
        return opens and page.is_small(lines[at]) and label not in page.names
    return opens and label in page.prose and not _lists(lines, at, page.prose)


def _under_names(above: Sequence[Line], label: str) -> bool:
    """Whether the nearest line above that bears the mark is one of names: then it begins an affiliation."""
    for line in reversed(above):
        prose, names = called((line,))
        if label in prose or label in names:
            return label in names
    return False


def _lists(lines: Sequence[Line], at: int, called_for: set[str]) -> bool:
    """Whether a number on the line begins a list's entry: the number before stands above, or one that nothing calls below."""
    label = labelled(lines[at])[0] or ""
    if not label.isdigit():
        return False
    before, after = int(label) - 1, int(label) + 1
    stop = lines[at].words[0].text.removeprefix(label)  # «2.» counts on from «1.», «2» doesn't
    if any(line.words[0].text == f"{before}{stop}" for line in lines[max(0, at - 12) : at]):
        return True
    for line in lines[at + 1 :]:
        if labelled(line)[0] == str(after) and abs(line.x0 - lines[at].x0) < line.size:
            if str(after) not in called_for:
                return True
            after += 1
    return False


def _amid(
    lines: Sequence[Line], page: _Page, open_marks: frozenset[str]
) -> tuple[tuple[Line, ...], list[Line]]:
    """The lines without small ones that begin with a raised mark which prose above bears, and those.

    A note may stand under its paragraph, in mid-column. An author's mark is no such mark («Иванова И. И.¹» over «¹ Омский
    университет»): it stands in a short line, or in one of names.
    """
    marks = set(open_marks)
    width = max((line.x1 - line.x0 for line in lines), default=0.0)
    kept: list[Line] = []
    amid: list[Line] = []
    inside = False
    for at, line in enumerate(lines):
        small = page.is_small(line)
        if small:
            head = line.words[0]
            label = labelled(line)[0] or ""
            calls = head.mark and len(line.words) > 1 and label in marks
            inside = inside or (calls and not _under_names(lines[:at], label))
        else:
            inside = False
        (amid if inside else kept).append(line)
        if not small and not line.bold and line.x1 - line.x0 > 0.8 * width:
            marks |= called((line,))[0]
    return tuple(kept), amid


def _notes(lines: Sequence[Line], page: _Page, last: Note | None = None) -> list[Note]:
    """Each footnote with its lines; `last` is the note before them, which may go on here.

    A number on the line begins a footnote only where it counts on, at the same indent, and none here is raised.
    """
    found: list[Note] = []
    raised = any(line.words[0].mark for line in lines)
    expected: int | None = None
    left = 0.0
    for line in lines:
        label, rest = labelled(line)
        if label is not None and rest and not line.words[0].mark:
            if not label.isdigit():
                fits = label in page.prose or not found
            elif raised or label not in page.prose:
                fits = not raised and (int(label) == expected if found else not _is_unfinished(last))
            else:
                fits = expected is None or int(label) == expected
            if not fits or (expected is not None and abs(line.x0 - left) > line.size):
                label = None
        if label is not None and rest:
            found.append(Note(label, (line_of(rest),), page.number))
            left = line.x0
            expected = int(label) + 1 if label.isdigit() else expected
        elif found:
            found[-1] = found[-1]._replace(lines=(*found[-1].lines, line))
        else:
            found.append(Note(None, (line,), page.number))
    return found
