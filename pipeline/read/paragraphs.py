"""Lines → paragraphs, headings, captions, list items.

A new paragraph shows by an indented first line, by space above it, by another size, or by a line before it that ended
early: the next line's first word would still have fitted. The same signs are asked at a column's or page's end, where
most paragraphs go on. Sentences that a table or a formula cut are made whole in `rejoining`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise, repeat
from statistics import median
from typing import Any, Final, NamedTuple, cast

from pipeline.model import BlockKind
from pipeline.read.flow import Paragraph
from pipeline.read.ink import Line, Word
from pipeline.read.layout import Region

CAPTION = re.compile(
    r"(?:Таблица|ТАБЛИЦА|Табл\.|Рисунок|РИСУНОК|Рис\.|РИС\.|Диаграмма|График|Схема|Карта|Table|Fig\.|Figure)\s*(?:№\s*)?"
    r"(\d{1,3}(?:\.\d{1,3})*|[IVXА-Я](?=[.\s]|$))(?=\s*(?:[.:–—-]|$)|\s+[«А-ЯЁA-Z])"
)
FRONT = re.compile(
    r"(?:УДК|ББК|DOI|EDN|ГРНТИ|МРНТИ|JEL)\b|(?:Аннотация|АННОТАЦИЯ|Ключевые слова(?: и фразы| и словосочетания)?|КЛЮЧЕВЫЕ СЛОВА|Реферат|Резюме|РЕЗЮМЕ|Abstract|ABSTRACT|"
    r"Key ?words|KEY ?WORDS|Annotation|Аңдатпа|Түйіндеме|Түйін сөздер|Для цитирования|For citation|Благодарности|Финансирование)\s*(?:[.:—–]|$)"
)
_ANNOUNCED = re.compile(
    r"(?:Аннотация|Ключевые слова|Реферат|Резюме|Abstract|Key ?words|Аңдатпа|Түйін сөздер)[.:]?",
    re.IGNORECASE,
)
"""A line of these words alone announces what stands below it."""
SECTION = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:(?:Введение|Заключение|Выводы|Благодарности|Литература|Источники|Библиография|Примечания)|"
    r"(?:Список|Перечень)(?:\s+использованн\w+)?\s+(?:литературы|источников)(?:\s+и\s+(?:литературы|источников))?|"
    r"(?:Список\s+)?использованн(?:ая|ые|ой)\s+(?:литература|источники|литературы)|Библиографический\s+список|"
    r"References|Introduction|Conclusions?)\s*[.:]?",
    re.IGNORECASE,
)
"""A line of these words alone is a section's heading, however it is set."""
_LONG = 70
_SECTION_STARTS = frozenset("0123456789ВЗБЛИПСRICвзблипсric")
_CUES = frozenset("ТРДГСКTFУБDEМJАAKФтрдгскtfубdeмjаakф")
"""What the patterns of sections, and of captions and front matter, begin with: asked first, since most lines begin otherwise."""
_CLOSING = frozenset('.!?…:;»”")]0123456789')
LIST_MARK = re.compile(r"(?:[–—•▪●■◦‣\-*]|\(?\d{1,2}[.)]|\(?[а-яa-z]\))(?=\s)|[—•▪●■](?=[а-яёА-ЯЁ])")
WANTS_NUMBER = re.compile(
    r"(?:№|\bN[o°º]?\.?|(?<!\d)(?<!\d[ \xa0])\b(?:[ТтЧчСс]|Вып|вып|Кн|кн|стр|ст|гл|рис|табл|Vol|vol|Pp?|pp?)\.)$"
)
"""The end of a line that a number must follow: «Т. 5. №» over «3. С. 1–19» is no list item; «56 с.» has its number."""
_LEADER = re.compile(r"(?:\.\s?){5,}\d{1,4}$|…{2,}\s?\d{1,4}$")
TERMINAL = re.compile(r"[.!?…:;][»”\")\]]*(?:\s*\[[^\]]*\])?$")
CONTINUES = re.compile(r"[а-яёa-z,;:)»–—\d(\[]")

_BOUND = re.compile(
    r"\d[\d ,.]*\s?(?:%|г\.|гг\.|год|млн|млрд|трлн|тыс\.|руб|долл|евро|тенге|т\b|км\b|га\b|чел\.|человек|лет\b|месяц|дн)"
)
"""A number that a no-break space binds to its unit: to the typesetter one word, which needn't have fitted above."""


class Placed(NamedTuple):
    """A line with its surroundings: the margins of the lines around it and their usual distance."""

    line: Line
    left: float
    right: float
    lead: float
    region: int
    column: tuple[float, float]

    @property
    def indent(self) -> float:
        return (self.line.x0 - self.left) / max(1.0, self.line.size)

    @property
    def inset(self) -> float:
        """Sizes from the column's left edge."""
        return (self.line.x0 - self.column[0]) / max(1.0, self.line.size)

    @property
    def aslant(self) -> float:
        """How far the line's middle is from the middle between the margins, in points."""
        return abs((self.line.x0 + self.line.x1) / 2 - (self.column[0] + self.column[1]) / 2)

    @property
    def slack(self) -> float:
        return self.right - self.line.x1

    @property
    def centred(self) -> bool:
        size = self.line.size
        before, after = self.line.x0 - self.left, self.right - self.line.x1
        if before <= 1.5 * size:
            return False
        # A line that nearly fills its column is centred to the point, or not at all.
        return abs(before - after) < (
            0.4 * size if after < 3 * size else max(1.2 * size, 0.08 * (before + after))
        )


_PLACED: Final = cast("Callable[[Iterable[Any]], Placed]", partial(tuple.__new__, Placed))
"""`Placed._make` without a step of Python's own for each line."""


def compose(regions: Sequence[Region], body_size: float) -> list[Paragraph]:
    """Paragraphs of the regions in order; a paragraph may go on from one region into the next."""
    placed = [line for at, region in enumerate(regions) for line in _place(region, at)]
    groups: list[list[Placed]] = []
    for at, line in enumerate(placed):
        following = placed[at + 1] if at + 1 < len(placed) else None
        if groups and not _breaks(groups[-1], line, following, body_size):
            groups[-1].append(line)
        else:
            groups.append([line])
    made: list[Paragraph] = []
    prose = False
    for group in groups:
        paragraph = _paragraph(group, body_size)
        if paragraph.kind == "paragraph" and len(group) > 1 and paragraph.size > 0.8 * body_size:
            inset = _is_set_in(group)
            if inset and prose and not FRONT.match(group[0].line.text):
                paragraph = paragraph._replace(kind="quote")
            prose = prose or (not inset and len(group) > 2 and paragraph.size > 0.97 * body_size)
        made.append(paragraph)
    return made


def _is_set_in(group: Sequence[Placed]) -> bool:
    """Whether all lines of a paragraph stand off both edges of their column: a quotation from a source."""
    size = group[0].line.size
    inner = 1.4 * size
    if any(p.line.x0 - p.column[0] < inner or p.column[1] - p.line.x1 < inner for p in group):
        return False
    flush = min(p.line.x0 for p in group)
    begun = sum(p.line.x0 - flush < 1.5 for p in group)
    return begun >= len(group) - 1 and not all(p.centred and p.slack > 2 * size for p in group)


def _place(region: Region, index: int) -> list[Placed]:
    """The region's lines with the margins of their group: lines of one size without wider space between."""
    lines = region.lines
    leads = _leads(lines)
    groups: list[list[Line]] = []
    last: Line | None = None
    for line in lines:
        size = last.size if last else 0.0
        if (
            last
            and (size == line.size or abs(size - line.size) < 0.06 * size)
            and line.base - last.base < 1.4 * max(leads[round(size)], size)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        last = line
    placed: list[Placed] = []
    for group in groups:
        left, right = _margins(group, region)
        near = [b.base - a.base for a, b in pairwise(group)]
        own = median(near) if near else leads[round(group[0].size)]
        x0s, x1s = zip(*_set_in(group, left, right), strict=True)
        same = repeat(own), repeat(index), repeat((region.x0, region.x1))
        placed += map(_PLACED, zip(group, x0s, x1s, *same, strict=False))
    return placed


def _set_in(group: Sequence[Line], left: float, right: float) -> list[tuple[float, float]]:
    """Margins of each line: three or more in a row that begin at one x are a block with margins of its own."""
    margins = [(left, right)] * len(group)
    if all(line.x0 - left <= 0.6 * line.size for line in group):
        return margins
    start = 0
    for at in range(1, len(group) + 1):
        if at < len(group) and abs(group[at].x0 - group[start].x0) < 1.5:
            continue
        block = group[start:at]
        if len(block) > 2 and block[0].x0 - left > 0.6 * block[0].size:
            far = max(line.x1 for line in block)
            own = far if sum(far - line.x1 < 4 for line in block) > 1 else right
            margins[start:at] = [(block[0].x0, own)] * len(block)
        start = at
    return margins


def _leads(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of baselines for each size: a low one of those found, since spaces between paragraphs only add."""
    sizes = [line.size for line in lines]
    steps: dict[int, list[float]] = {round(size): [] for size in dict.fromkeys(sizes)}
    for above, below in pairwise(lines):
        size, step = above.size, below.base - above.base
        if step > 0 and (size == below.size or abs(size - below.size) < 0.06 * size):
            steps[round(size)].append(step)
    return {size: sorted(found)[len(found) // 3] if found else 1.2 * size for size, found in steps.items()}


def _margins(group: Sequence[Line], region: Region) -> tuple[float, float]:
    if len(group) == 1:
        return region.x0, region.x1
    need = max(2, len(group) // 7)
    lefts = sorted([line.x0 for line in group])
    rights = sorted([line.x1 for line in group])
    left = next((x for x in lefts if _count_near(lefts, x) >= need), lefts[0])
    right = next((x for x in reversed(rights) if _count_near(rights, x) >= need), rights[-1])
    if len(group) < 5:
        left, right = min(left, lefts[0]), max(right, rights[-1])
    if left - region.x0 < 3 * group[0].size and len(group) < 4:
        left = min(left, region.x0) if lefts[0] - region.x0 < 3 * group[0].size else left
    if not _count_near(lefts, left):
        left = lefts[0]
    return left, right


def _count_near(places: Sequence[float], x: float) -> int:
    """How many of the sorted places are less than two points from x."""
    return bisect_left(places, x + 2) - bisect_right(places, x - 2)


def _breaks(group: Sequence[Placed], line: Placed, following: Placed | None, body_size: float) -> bool:
    """Whether a new paragraph begins with `line`."""
    last = group[-1]
    if _runs_on(group[0].line, last, line):
        return False
    size = max(last.line.size, line.line.size)
    if abs(last.line.size - line.line.size) > 0.06 * size:
        return True
    text, before = line.line.text, last.line.text
    if text[0] in _CUES and (CAPTION.match(text) or FRONT.match(text)):
        return True
    if _is_section(text) and TERMINAL.search(before):
        return True
    if _is_section(before) or (before[0] in _CUES and len(before) < _LONG and _ANNOUNCED.fullmatch(before)):
        return True
    words = line.line.words
    if before[-1:].isdigit() and _LEADER.search(before):
        return True  # a table of contents
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
        if not unfinished and text[0].isupper() and _is_narrower(last, line):
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
        return len(words) > 1 and _language(before) != _language(text)
    aligned = abs(last.line.x0 - line.line.x0) < 1.5
    if last.centred != line.centred and not aligned and not (last.slack < size and line.indent < 0.7):
        return not _in_axis(last, line)
    if last.centred and line.centred:
        if last.line.bold != line.line.bold or _language(before) != _language(text):
            return True
        plain = not last.line.bold and size < 1.06 * body_size and not before.isupper()
        return plain and text[0].isupper() and _has_room(last, line)  # names, an institution, a town
    if last.line.bold != line.line.bold and last.slack > 2 * size:
        return True
    listed = bool(LIST_MARK.match(group[0].line.text))
    if LIST_MARK.match(text) and (before[-1:] in ":;" or (listed and TERMINAL.search(before))):
        return True
    shift = (line.line.x0 - last.line.x0) / size
    if listed and aligned and len(group) == 1 and _is_first(line, following):
        return True
    if listed and (hangs := _hangs(group, line, following)) is not None:
        return not hangs
    if shift > 0.6:
        return True
    if shift < -0.6:
        return len(group) > 1 or _ended(last, line)
    return _ended(last, line)


def _is_section(text: str) -> bool:
    """Whether a line is a section's heading by its words alone."""
    return text[0] in _SECTION_STARTS and len(text) < _LONG and bool(SECTION.fullmatch(text))


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


def _has_room(last: Placed, line: Placed) -> bool:
    """Whether the first word of the line would have fitted on the line before, both being centred in their column."""
    room = (last.column[1] - last.column[0]) - (last.line.x1 - last.line.x0)
    word = line.line.words[0]
    return room > max(word.x1 - word.x0 + 2 * line.line.size, 0.12 * (last.column[1] - last.column[0]))


def _ended(last: Placed, line: Placed) -> bool:
    """Whether the line before ended early: the first word of the next would have fitted behind it.

    In mid-sentence a line may be short because of no-break spaces («7 сентября 2010 г.» is one word to the typesetter).
    """
    word = line.line.words[0]
    text = line.line.text
    amid = not TERMINAL.search(last.line.text)
    far = last.slack > 0.4 * (last.right - last.left)
    if amid and text[0].islower():
        return far
    if amid and not far and _BOUND.match(text):
        return False
    slack = last.slack
    if line.region == last.region:  # where few lines are full, the next one shows how far a line may reach
        slack = max(slack, line.line.x1 - last.line.x1)
    return slack > (word.x1 - word.x0) + 0.6 * last.line.size and slack > 1.2 * last.line.size


def _paragraph(group: Sequence[Placed], body_size: float) -> Paragraph:
    lines = tuple(placed.line for placed in group)
    centred = all(placed.centred for placed in group)
    return Paragraph(_kind(lines, centred, body_size), lines, centred=centred)


def _kind(lines: Sequence[Line], centred: bool, body_size: float) -> BlockKind:
    if len(lines) > 4:
        text = lines[0].text
        return "caption" if CAPTION.match(text) else "list_item" if LIST_MARK.match(text) else "paragraph"
    text = " ".join([line.text for line in lines])
    if CAPTION.match(text):
        return "caption"
    if _is_heading(lines, text, centred, body_size) or (SECTION.fullmatch(text) and text[0].isupper()):
        return "heading"
    return "list_item" if LIST_MARK.match(text) else "paragraph"


def _is_heading(lines: Sequence[Line], text: str, centred: bool, body_size: float) -> bool:
    """Short and loud: bold, larger than the body, or all in capitals; with a full stop only where it has a number."""
    letters = sum(map(str.isalpha, text))
    if len(lines) > 4 or len(text) > 260 or 2 * letters < len(text):
        return False
    larger = median(line.size for line in lines) > 1.12 * body_size
    bold = all(line.bold for line in lines)
    if not (larger or bold or (text.isupper() and letters > 3)):
        return False
    if text.endswith((".", ",", ";")) and not (bold and LIST_MARK.match(text) and len(text) < 90):
        return False
    return centred or larger or not text[0].islower()
