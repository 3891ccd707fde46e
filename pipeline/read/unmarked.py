"""Notes at a page's foot that no mark calls: when a paper came in, who paid for it, where its authors work.

Journals set them under the first page's text, small, under a footnote's short rule or a wide space («Статья поступила в редакцию
…», «Работа выполнена при поддержке гранта …»). Nothing in the text leads to them, so what tells them from small type that
belongs to the text is that they stand below all of the body, set off, and that the line above them breaks off in
mid-sentence, or that they say what such notes say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.read.cues import CAPTION, SECTION, TERMINAL
from pipeline.read.ink import Line, Rule
from pipeline.read.layout import ANCHOR, Region
from pipeline.read.tabular.levels import NOTE

_MOST_LINES: Final = 14
_APART: Final = 2.0
"""Sizes from the body's last baseline to the first of notes that no rule stands above; a quotation set small is nearer."""
_LEAST_PROSE: Final = 24
"""Characters; a shorter line needn't end in a full stop (a heading, a name, a formula)."""
_SAYS: Final = re.compile(
    r"(?:Статья|Рукопись|Материал|Текст)\s+(?:поступил|представлен|подготовлен|получен|принят|написан)|Поступила\s+в\s+редакцию|"
    r"(?:Работа|Исследование|Публикация|Статья|Проект)\s+(?:частично\s+)?(?:выполнен|подготовлен|поддержан|осуществл|проведен|реализован|финансир)|"
    r"Авторы?\s+(?:выража|благодар|призна)|©|Received\b|The (?:research|work|study|reported study|article|paper) (?:was|is) "
    r"(?:supported|funded|carried|prepared|financ)",
    re.IGNORECASE,
)


def start(region: Region, above: Line | None, rules: Sequence[Rule], small: float) -> int | None:
    """Index of the first line of the unmarked notes at the foot of a region that nothing stands below, or null.

    `above`: the line that is read before the region's first; `small`: a line below this size isn't the body's.
    """
    lines = region.lines
    if not lines or lines[-1].size >= small:
        return None
    first, size = len(lines), lines[-1].size
    while first and lines[first - 1].text[0] != ANCHOR and 0.94 * size < lines[first - 1].size < 1.06 * size:
        first -= 1
    before = lines[first - 1] if first else above
    if before is None or before.size < small or not 0 < len(lines) - first <= _MOST_LINES:
        return None
    head = lines[first]
    if any(CAPTION.match(line.text) for line in lines[first:]) or NOTE.match(head.text) or _heads(head):
        return None
    if head.x0 - region.x0 > 3 * head.size:
        return None
    cut = len(before.text) > _LEAST_PROSE and not before.bold and not TERMINAL.search(before.text)
    if not cut and not _SAYS.match(head.text):
        return None
    beside = before.base >= head.top  # the column beside these lines ends lower than they begin
    return first if not beside and _is_set_off(before, head, region, rules) else None


def parted(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The notes one by one: a note begins where the line above it ends a sentence, and is short or is followed by an indent."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    first = 0
    for at in range(1, len(lines)):
        above, line = lines[at - 1], lines[at]
        ended = right - above.x1 > 3 * above.size or line.x0 - left > 0.6 * line.size
        if ended and not line.text[0].islower():
            yield tuple(lines[first:at])
            first = at
    yield tuple(lines[first:])


def _heads(line: Line) -> bool:
    return line.bold or bool(SECTION.fullmatch(line.text))


def _is_set_off(before: Line, head: Line, region: Region, rules: Sequence[Rule]) -> bool:
    if head.base - before.base > _APART * before.size:
        return True
    return any(
        rule.is_horizontal
        and rule.x1 - rule.x0 > 25
        and abs(rule.x0 - region.x0) < 4
        and before.base < rule.top < head.base - 0.5 * head.size
        for rule in rules
    )
