"""Where a new paragraph begins.

It shows by an indented first line, by space above it, by another size, or by a line before it that ended early: the next
line's first word would still have fitted. The same signs are asked at a column's or page's end, where most paragraphs go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.cues import (
    ANNOUNCED,
    BOUND,
    CAPTION,
    CONTINUES,
    FRONT,
    LEADER,
    LIST_MARK,
    LONG,
    STARTS,
    TERMINAL,
    WANTS_NUMBER,
    is_section,
)
from pipeline.read.ink import Line, Word
from pipeline.read.placing import Placed

_LAST_LATIN = "\u024f"
_LABEL = re.compile(r"\(?[^\W_]{1,4}[.)]|\[\d{1,3}\]|[*·∙➢➤✓✔o]")
_FORMULA_NUMBER = re.compile(r"\(\d{1,3}(?:\.\d{1,3})?[a-zа-я]?\)")
_PROSE = re.compile(r"[А-Яа-яё][а-яё]+\b")
_ADDRESS = re.compile(r"(?:ул|г|д|просп|пр|пер|пл|наб|эл|каб|корп|пос|обл|тел|факс)[.:]")
_CODE = re.compile(r"(?:УДК|UDC|ББК|ГРНТИ|МРНТИ)\s[\d.()+:/\s-]+$")
_WANTS_MORE = re.compile(r"\b(?:во?|из|на|со?|и|или|по|для|от|ко?|об?|у|за|при|до|под|между|что|как|не)$")
_CLOSING = frozenset('.!?…:;»”")]0123456789')


def before(group: Sequence[Placed], line: Placed, following: Placed | None, body_size: float) -> bool:
    """Whether a new paragraph begins with `line`."""
    last = group[-1]
    if _runs_on(group[0].line, last, line):
        return False
    size = max(last.line.size, line.line.size)
    if abs(last.line.size - line.line.size) > 0.06 * size:
        return True
    text, before = line.line.text, last.line.text
    if text[0] in STARTS and (CAPTION.match(text) or FRONT.match(text)):
        return True
    if is_section(text) and TERMINAL.search(before):
        return True
    if is_section(before) or (before[0] in STARTS and len(before) < LONG and ANNOUNCED.fullmatch(before)):
        return True
    words = line.line.words
    end = before[-1]
    if end.isdigit() and (
        LEADER.search(before) or (_has_far(last.line.words) and text[-1].isdigit() and LEADER.search(text))
    ):
        return True  # a table of contents
    if end == ")" and len(group) == 1 and _is_numbered_formula(last.line) and _PROSE.match(text):
        return True
    if words[0].mark and len(words) > 1 and words[1].text[0].isupper():
        return True  # «¹ Омский институт»: whose the marks are that the names above bear
    if (
        text[0].isdigit()
        and _number(text) == _number(group[0].line.text, 1)
        and not WANTS_NUMBER.search(before)
    ):
        return True
    open_end = before[-1:] in "-\u2010\u00ad\ufffe" and before[-2:-1].isalpha()
    if line.region != last.region:
        if open_end:
            return False
        if CAPTION.match(group[0].line.text):
            return True
        if last.centred or line.centred or last.line.bold != line.line.bold:
            return True
        unfinished = not TERMINAL.search(before)
        if not unfinished and text[0].isupper() and (_is_narrower(last, line) or _is_translated(last, line)):
            return True
        if line.indent > 0.7 and not CONTINUES.match(text):
            return True
        if unfinished and CONTINUES.match(text):
            return False
        return line.indent > 0.7 or _ended(last, line)
    step = line.line.base - last.line.base
    if step > 1.42 * max(last.lead, 0.9 * size) and not (open_end and step < 2.2 * last.lead):
        return True
    if open_end or (text[0].isdigit() and WANTS_NUMBER.search(before)):
        return False
    runs_in = line.line.bold and _runs_in(words)
    loud = (last.line.bold and line.line.bold and not runs_in) or (before.isupper() and text.isupper())
    if loud and max(last.aslant, line.aslant) < 0.8 * size:
        return len(words) > 1 and (bool(_CODE.match(before)) or _language(before) != _language(text))
    aligned = abs(last.line.x0 - line.line.x0) < 1.5
    if last.centred != line.centred and not aligned and not (last.slack < size and line.indent < 0.7):
        small = _begins_small(text)  # neither line need be in the middle on purpose
        hung = LIST_MARK.match(group[0].line.text) and not LIST_MARK.match(text)
        if last.slack < size and (small or hung):
            return False
        unfinished = bool(_WANTS_MORE.search(before)) or (small and not TERMINAL.search(before))
        full = last.slack < words[0].x1 - words[0].x0 + 0.6 * size
        return not (_in_axis(last, line) or (unfinished and full))
    if last.centred and line.centred:
        if last.line.bold != line.line.bold or _language(before) != _language(text):
            return True
        plain = not last.line.bold and size < 1.06 * body_size and not before.isupper()
        return plain and text[0].isupper() and _has_room(last, line)  # names, an institution, a town
    if last.line.bold != line.line.bold and last.slack > 2 * size:
        return True
    listed = bool(LIST_MARK.match(group[0].line.text))
    if LIST_MARK.match(text) and (
        before[-1:] in ":;" or (TERMINAL.search(before) and (listed or _is_hung_under(line, following)))
    ):
        return True
    shift = (line.line.x0 - last.line.x0) / size
    if listed and aligned and (len(group) == 1 or _fills_behind(last, line)) and _is_first(line, following):
        return True
    if listed and (hangs := _hangs(group, line, following)) is not None:
        return not hangs
    if shift > 0.6:
        if last.slack < size and _begins_small(text) and not TERMINAL.search(before):
            return bool(LIST_MARK.match(text))  # set in, but amid a sentence: under a term, a name
        return not (len(group) == 1 and _is_under_label(last, line))
    if shift < -0.6:
        return len(group) > 1 or _ended(last, line)
    return _ended(last, line) and not _was_beside(group, line)


def _is_numbered_formula(line: Line) -> bool:
    """Whether the line's last word is a formula's number, «(3)», at the right margin."""
    return _has_far(line.words) and bool(_FORMULA_NUMBER.fullmatch(line.words[-1].text))


def _fills_behind(last: Placed, line: Placed) -> bool:
    """Whether a full line stands behind the end of a sentence: no item's last one."""
    return line.slack < 1.2 * line.line.size and bool(TERMINAL.search(last.line.text))


def _has_far(words: Sequence[Word]) -> bool:
    """Whether the line's last word stands far behind the others: a number at the right margin."""
    return len(words) > 1 and words[-1].x0 - words[-2].x1 > 1.5 * words[-1].size


def _begins_small(text: str) -> bool:
    """Whether a line goes on with the sentence above it by its first letter, and is no address («ул. Речная, 5»)."""
    return "а" <= text[0] <= "я" and not _ADDRESS.match(text)


def _runs_in(words: Sequence[Word]) -> bool:
    """Whether a line's bold words are a heading that its text runs on behind: «Цель работы. Показать, …»."""
    bold = next((at for at, word in enumerate(words) if not word.bold), len(words))
    return 0 < bold < len(words) and words[bold - 1].text[-1] in ".:?" and not words[-1].bold


def _in_axis(last: Placed, line: Placed) -> bool:
    """Whether a line is set under the other in the column's middle, to the point, though that one nearly fills the column."""
    size = max(last.line.size, line.line.size)
    return (
        max(last.inset, line.inset) > 0.7
        and min(last.inset, line.inset) * size > 1.5
        and max(last.aslant, line.aslant) < 0.1 * size
        and last.line.bold == line.line.bold
        and not TERMINAL.search(last.line.text)
        and _language(last.line.text) == _language(line.line.text)
    )


def _runs_on(first: Line, last: Placed, line: Placed) -> bool:
    """Whether a line plainly goes on with the sentence of a full line above it, as most lines do: no rule need be asked."""
    above, own = last.line, line.line
    text, size = own.text, own.size
    return (
        text[0].islower()
        and text[1:2] != ")"
        and above.text[-1] not in _CLOSING
        and above.size == size
        and line.region == last.region
        and -1.5 < own.x0 - above.x0 < 1.5
        and own.x0 - line.left <= 1.5 * size
        and last.right - above.x1 <= 1.2 * size < 0.4 * (last.right - last.left)
        and own.base - above.base <= 1.42 * max(last.lead, 0.9 * size)
        and not (own.bold or above.bold)
        and first.text[0].isalpha()
        and first.text[1:2] != ")"
        and not own.words[0].mark
    )


def _is_narrower(one: Placed, other: Placed) -> bool:
    """Whether one of two columns is less than half as wide as the other: a heading or a note beside the text."""
    narrow, wide = sorted(placed.column[1] - placed.column[0] for placed in (one, other))
    return 2 * narrow < wide


def _is_first(line: Placed, following: Placed | None) -> bool:
    """Whether a line is set in, seen by the next one, which is none of a list's: the first of a paragraph."""
    if following is None or following.region != line.region or LIST_MARK.match(following.line.text):
        return False
    return line.line.x0 - following.line.x0 > 0.6 * line.line.size


def _is_translated(last: Placed, line: Placed) -> bool:
    """Whether a full line in another alphabet begins the next column: an abstract and its translation side by side."""
    above, text = last.line.text, line.line.text
    if above[0] > _LAST_LATIN and text[0] > _LAST_LATIN:
        return False
    full = line.slack < 1.2 * line.line.size and len(line.line.words) > 3
    return full and _language(above) != _language(text)


_NUMBERED = re.compile(r"(\d{1,3})[.)]\s")


def _number(text: str, more: int = 0) -> int | None:
    """The number that an item of a list or of references begins with, and so many more; null (or minus one) without one."""
    match = _NUMBERED.match(text)
    return int(match[1]) + more if match else (-1 if more else None)


def _language(text: str) -> str:
    """Cyrillic or Latin: a title and its translation stand one under the other."""
    cyrillic = sum("а" <= letter <= "я" for letter in text.casefold())
    return "cyrillic" if 2 * cyrillic >= sum(map(str.isalpha, text)) else "latin"


def _hangs(group: Sequence[Placed], line: Placed, following: Placed | None) -> bool | None:
    """Whether a list item's further line hangs under its first («1. …», «– …»); null where it isn't set in at all."""
    first = group[0].line
    if line.line.x0 - first.x0 < 0.6 * first.size:
        return None
    if _ended(group[-1], line):
        return False
    if len(group) > 1:
        return abs(line.line.x0 - group[1].line.x0) < 2
    if len(first.words) > 1 and abs(line.line.x0 - first.words[1].x0) < 0.4 * first.size:
        return True
    if following is None or following.region != line.region:
        return True
    return abs(following.line.x0 - line.line.x0) < 2 or following.line.x0 < line.line.x0


def _is_hung_under(line: Placed, following: Placed | None) -> bool:
    """Whether the next line hangs under what stands behind the line's label; after a short line it may be set in itself."""
    words = line.line.words
    if following is None or following.region != line.region or len(words) < 2:
        return False
    set_in = following.line.x0 - line.line.x0 > 0.6 * line.line.size
    return set_in and (abs(following.line.x0 - words[1].x0) < 1 or line.slack < 1.2 * line.line.size)


def _is_under_label(last: Placed, line: Placed) -> bool:
    """Whether a line hangs under the first one's second word: any short label begins an item («b.», «iv.», «*»)."""
    words = last.line.words
    if len(words) < 2 or abs(line.line.x0 - words[1].x0) > 0.1 * last.line.size:
        return False
    return bool(_LABEL.fullmatch(words[0].text)) and not _ended(last, line)


def _has_room(last: Placed, line: Placed) -> bool:
    """Whether the first word of the line would have fitted on the line before, both being centred in their column."""
    room = (last.column[1] - last.column[0]) - (last.line.x1 - last.line.x0)
    word = line.line.words[0]
    return room > max(word.x1 - word.x0 + 2 * line.line.size, 0.12 * (last.column[1] - last.column[0]))


def _was_beside(group: Sequence[Placed], line: Placed) -> bool:
    """Whether a sentence goes on from lines that ended short at one edge: the last of those beside a sidebar or figure."""
    if len(group) < 2 or not _begins_small(line.line.text) or TERMINAL.search(group[-1].line.text):
        return False
    return abs(group[-1].line.x1 - group[-2].line.x1) < 2


def _ended(last: Placed, line: Placed) -> bool:
    """Whether the line before ended early: the first word of the next would have fitted behind it.

    In mid-sentence a line may be short because of no-break spaces («7 сентября 2010 г.» is one word to the typesetter).
    """
    word = line.line.words[0]
    text = line.line.text
    amid = not TERMINAL.search(last.line.text)
    far = last.slack > 0.4 * (last.right - last.left)
    if amid and far and line.region == last.region and abs(line.line.x1 - last.line.x1) < 0.5:
        return False  # justified to an edge of their own, beside a table or figure
    if amid and text[0].islower():
        return far
    if amid and not far and BOUND.match(text):
        return False
    slack = last.slack
    if line.region == last.region:  # where few lines are full, the next one shows how far a line may reach
        slack = max(slack, line.line.x1 - last.line.x1)
    return slack > (word.x1 - word.x0) + 0.6 * last.line.size and slack > 1.2 * last.line.size
