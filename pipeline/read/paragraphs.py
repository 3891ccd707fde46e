"""Lines → paragraphs, headings, captions, list items.

A new paragraph shows by an indented first line, by space above it, by another size, or by a line before it that ended
early: the next line's first word would still have fitted. The same signs are asked at a column's or page's end, where
most paragraphs go on. Sentences that a table or a formula cut are made whole in `rejoining`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.model import BlockKind
from pipeline.read.flow import Paragraph
from pipeline.read.ink import Line
from pipeline.read.layout import Region

CAPTION = re.compile(
    r"(?:Таблица|ТАБЛИЦА|Табл\.|Рисунок|РИСУНОК|Рис\.|РИС\.|Диаграмма|График|Схема|Карта|Table|Fig\.|Figure)\s*(?:№\s*)?"
    r"(\d{1,3}(?:\.\d{1,3})*|[IVXА-Я](?=[.\s]|$))(?=\s*(?:[.:–—-]|$)|\s+[«А-ЯЁA-Z])"
)
FRONT = re.compile(
    r"(?:УДК|ББК|DOI|EDN|ГРНТИ)\b|(?:Аннотация|Ключевые слова|Реферат|Abstract|Key ?words|Annotation|Для цитирования|"
    r"For citation|Благодарности|Финансирование)\s*[.:—–]"
)
SECTION = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:(?:Введение|Заключение|Выводы|Благодарности|Литература|Источники|Библиография|Примечания)|"
    r"(?:Список|Перечень)(?:\s+использованн\w+)?\s+(?:литературы|источников)(?:\s+и\s+(?:литературы|источников))?|"
    r"(?:Список\s+)?использованн(?:ая|ые|ой)\s+(?:литература|источники|литературы)|Библиографический\s+список|"
    r"References|Introduction|Conclusions?)\s*[.:]?",
    re.IGNORECASE,
)
"""A line of these words alone is a section's heading, however it is set."""
_SECTION_LENGTH = 70
LIST_MARK = re.compile(r"(?:[–—•▪●■◦‣\-*]|\(?\d{1,2}[.)]|\(?[а-яa-z]\))(?=\s)|[—•▪●■](?=[а-яёА-ЯЁ])")
WANTS_NUMBER = re.compile(
    r"(?:№|\bN[o°º]?\.?|(?<!\d)(?<!\d[ \xa0])\b(?:[ТтЧчСс]|Вып|вып|Кн|кн|стр|ст|гл|рис|табл|Vol|vol|Pp?|pp?)\.)$"
)
"""The end of a line that a number must follow: «Т. 5. №» over «3. С. 1–19» is no list item; «56 с.» has its number."""
TERMINAL = re.compile(r"[.!?…:;][»”\")\]]*(?:\s*\[[^\]]*\])?$")
CONTINUES = re.compile(r"[а-яёa-z,;:)»–—\d(\[]")


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


def compose(regions: Sequence[Region], body_size: float) -> list[Paragraph]:
    """Paragraphs of the regions in order; a paragraph may go on from one region into the next."""
    placed = [line for at, region in enumerate(regions) for line in _place(region, at)]
    groups: list[list[Placed]] = []
    for at, line in enumerate(placed):
        following = placed[at + 1] if at + 1 < len(placed) else None
        if groups and not _breaks(groups[-1], line, following):
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
    for line in lines:
        last = groups[-1][-1] if groups else None
        if (
            last
            and abs(last.size - line.size) < 0.06 * last.size
            and line.base - last.base < 1.4 * max(leads[round(last.size)], last.size)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    placed: list[Placed] = []
    for group in groups:
        left, right = _margins(group, region)
        near = [b.base - a.base for a, b in pairwise(group)]
        own = median(near) if near else leads[round(group[0].size)]
        for line, (x0, x1) in zip(group, _set_in(group, left, right), strict=True):
            placed.append(Placed(line, x0, x1, own, index, (region.x0, region.x1)))
    return placed


def _set_in(group: Sequence[Line], left: float, right: float) -> list[tuple[float, float]]:
    """Margins of each line: three or more in a row that begin at one x are a block with margins of its own."""
    margins = [(left, right)] * len(group)
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
    steps: dict[int, list[float]] = {round(line.size): [] for line in lines}
    for above, below in pairwise(lines):
        if abs(above.size - below.size) < 0.06 * above.size and below.base > above.base:
            steps[round(above.size)].append(below.base - above.base)
    return {size: sorted(found)[len(found) // 3] if found else 1.2 * size for size, found in steps.items()}


def _margins(group: Sequence[Line], region: Region) -> tuple[float, float]:
    if len(group) == 1:
        return region.x0, region.x1
    need = max(2, len(group) // 7)
    lefts = sorted(line.x0 for line in group)
    rights = sorted((line.x1 for line in group), reverse=True)
    left = next((x for x in lefts if sum(abs(x - other) < 2 for other in lefts) >= need), lefts[0])
    right = next((x for x in rights if sum(abs(x - other) < 2 for other in rights) >= need), rights[0])
    if len(group) < 5:
        left, right = min(left, lefts[0]), max(right, rights[0])
    if left - region.x0 < 3 * group[0].size and len(group) < 4:
        left = min(left, region.x0) if lefts[0] - region.x0 < 3 * group[0].size else left
    if sum(abs(line.x0 - left) < 2 for line in group) == 0:
        left = lefts[0]
    return left, right


def _breaks(group: Sequence[Placed], line: Placed, following: Placed | None) -> bool:
    """Whether a new paragraph begins with `line`."""
    last = group[-1]
    size = max(last.line.size, line.line.size)
    if abs(last.line.size - line.line.size) > 0.06 * size:
        return True
    text, before = line.line.text, last.line.text
    if CAPTION.match(text) or FRONT.match(text):
        return True
    if len(text) < _SECTION_LENGTH and SECTION.fullmatch(text) and TERMINAL.search(before):
        return True
    if len(before) < _SECTION_LENGTH and SECTION.fullmatch(before):
        return True
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
    loud = (last.line.bold and line.line.bold) or (before.isupper() and text.isupper())
    if loud and max(last.aslant, line.aslant) < 0.8 * size:
        return _language(before) != _language(text)
    aligned = abs(last.line.x0 - line.line.x0) < 1.5
    if last.centred != line.centred and not aligned and not (last.slack < size and line.indent < 0.7):
        return True
    if last.centred and line.centred:
        return last.line.bold != line.line.bold or _language(before) != _language(text)
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


def _ended(last: Placed, line: Placed) -> bool:
    """Whether the line before ended early: the first word of the next would have fitted behind it.

    In mid-sentence a line may be short because of no-break spaces («7 сентября 2010 г.» is one word to the typesetter).
    """
    word = line.line.words[0]
    if not TERMINAL.search(last.line.text) and line.line.text[0].islower():
        return last.slack > 0.4 * (last.right - last.left)
    return last.slack > (word.x1 - word.x0) + 0.6 * last.line.size and last.slack > 1.2 * last.line.size


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
