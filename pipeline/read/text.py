"""Plain text, as lines copied out of a journal's PDF: pages, furniture, footnotes and paragraphs without any geometry.

What boxes show in a PDF has to be told from the lines here: a page ends at a form feed, a bare number, or before a line
with one space in front (what some tools leave of a form feed); a footnote begins with the number that is glued to a word
above it («России1»); a paragraph ends where a line is short, or where the next is set in. The one surprise: a blank line
doesn't always end a paragraph, and a footnote may go on behind one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.model import BlockKind, Furniture, Problem
from pipeline.read import canonical, losses, textnotes, texttables, titles
from pipeline.read.encoding import decode, judged
from pipeline.read.errors import Limits
from pipeline.read.flow import Grid, Item, Paragraph
from pipeline.read.ink import Word, unplaced
from pipeline.read.paragraphs import CAPTION, FRONT, LIST_MARK, SECTION, WANTS_NUMBER
from pipeline.read.reading import Reading

_BREAK: Final = re.compile("\r\n|\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_TOKEN: Final = re.compile(r"\S+")
_NUMBER: Final = re.compile(r"[-–—~\[]?\s*\d{1,4}\s*[-–—~\]]?")
_MARKED_NUMBER: Final = re.compile(r"[-–—~]\s*\d{1,4}\s*[-–—~]|\[\s*\d{1,4}\s*\]")
"""A number between dashes is a page's, whatever stands around it."""
_FAR_IN: Final = 12
_DIGITS: Final = re.compile(r"\d+")
_TERMINAL: Final = re.compile(r"[.!?…:;][»”\")\]]*(?:\s*\[[^\]]*\])?$")
_STARTS: Final = re.compile(r"[«“\"(\[]*[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ\d]")
_GOES_ON: Final = re.compile(r"[«“\"(]*[а-яёa-z]|[,;)»%]")
_FRONT: Final = re.compile(
    r"(?:УДК|ББК|DOI|EDN|ГРНТИ|JEL|Аннотация|Ключевые слова|Abstract|Keywords|Key words|Обоснование|Цель|Методы|"
    r"Результаты|Выводы|Заключение|Введение|Таблица|Рисунок|Рис\.)\b"
)
_HYPHENS: Final = "-\u2010\u00ad\u00ac"
_UNWRAPPED: Final = 160


class Row(NamedTuple):
    """A line of the file. `blank`: blank lines before it; `page`: it begins a page."""

    text: str
    raw: int
    blank: int
    page: bool
    indent: int

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(token[0], at, 0, at, 0, 0, 0, raw=self.raw + token.start())
            for at, token in enumerate(_TOKEN.finditer(self.text))
        )


def read_text(data: bytes, limits: Limits) -> Reading:
    """The paper in a text file. Raises ReadError: UNREADABLE, TOO_LARGE, BAD_TEXT_LAYER."""
    text, _ = decode(data)
    limits.check_characters(len(text))
    return read_lines(text, judged(text))


def read_lines(text: str, quality: float | None) -> Reading:
    """The paper in a decoded text; offsets are the text's."""
    rows, gone = _without_furniture(_rows(text))
    rows, notes = textnotes.cut(rows)
    items: list[Item] = []
    for part in _parts(rows):
        items.append(part if isinstance(part, Grid) else _paragraph(part))
    items = textnotes.tie(items, notes)
    items = titles.mark(items)
    written = canonical.write(items)
    problems = tuple(losses.in_text(text, written.pieces, gone))
    if not items:
        problems = (Problem("read", "NO_TEXT", "no text in the file"),)
    return Reading(tuple(items), written, furniture=tuple(gone), problems=problems, quality=quality)


def _rows(text: str) -> list[Row]:
    rows: list[Row] = []
    start, blank, page = 0, 0, True
    ends = [
        *((match.start(), match.end(), match[0]) for match in _BREAK.finditer(text)),
        (len(text), len(text), ""),
    ]
    for stop, following, sign in ends:
        line = text[start:stop]
        bare = line.strip("\ufeff \t\xa0\u2003\u2002\u3000")
        if bare:
            indent = len(line) - len(line.lstrip())
            rows.append(Row(bare, start + line.index(bare), blank, page, indent))
            blank, page = 0, False
        else:
            blank += 1
        page = page or sign == "\x0c"
        start = following
    single = sum(row.indent == 1 for row in rows)
    if single * 8 <= len(rows):  # what is left of form feeds; where many lines have it, it is no sign
        rows = [row._replace(page=True, indent=0) if row.indent == 1 else row for row in rows]
    return rows


def _without_furniture(rows: Sequence[Row]) -> tuple[list[Row], list[Furniture]]:
    """The rows without page numbers and running heads; what follows one begins a page."""
    numbers = {at for at, row in enumerate(rows) if _is_page_number(rows, at)}
    starts = {at + 1 for at in numbers} | {at for at, row in enumerate(rows) if row.page}
    edges = starts | {at - 1 for at in starts if at} | {at - 1 for at in numbers if at}
    counts = Counter(_key(rows[at].text) for at in edges if at < len(rows) and at not in numbers)
    heads = {
        at
        for at in edges
        if at < len(rows)
        and at not in numbers
        and counts[_key(rows[at].text)] >= 2
        and len(rows[at].text) < 120
        and _stands_alone(rows, at)
    }
    kept: list[Row] = []
    gone: list[Furniture] = []
    page = False
    for at, row in enumerate(rows):
        if at in numbers or at in heads:
            kind = "page_number" if at in numbers else "running_head"
            gone.append(Furniture(None, None, kind, row.text))
            page = True
            continue
        kept.append(row._replace(page=row.page or page))
        page = False
    return kept, gone


def _stands_alone(rows: Sequence[Row], at: int) -> bool:
    after = rows[at + 1].blank if at + 1 < len(rows) else 1
    return bool(after or rows[at].blank or rows[at].page)


def _is_page_number(rows: Sequence[Row], at: int) -> bool:
    """A bare number with blank lines (or a page's edge) on both sides."""
    row = rows[at]
    if not _NUMBER.fullmatch(row.text):
        return False
    if _MARKED_NUMBER.fullmatch(row.text):
        return True
    after = rows[at + 1] if at + 1 < len(rows) else None
    beside = [rows[near] for near in (at - 1, at + 1) if 0 <= near < len(rows)]
    if row.indent >= _FAR_IN and not any(
        near.indent >= _FAR_IN or _NUMBER.fullmatch(near.text) for near in beside
    ):
        return True
    below = after is None or after.blank > 0 or after.page
    above = row.blank > 0 or row.page or at == 0
    return (below and above) or (after is not None and after.page) or (row.page and below)


def _key(text: str) -> str:
    return "".join(_DIGITS.sub("#", text.casefold()).split())


def _parts(rows: Sequence[Row]) -> list[list[Row] | Grid]:
    """Rows grouped into paragraphs, tables taken out under their captions."""
    parts: list[list[Row] | Grid] = []
    widths = _widths(rows)
    at = 0
    while at < len(rows):
        row = rows[at]
        last = parts[-1] if parts else None
        if CAPTION.match(row.text) and row.text.startswith(("Табл", "Table")):
            found = texttables.under(rows, at)
            if found is not None:
                caption, grid, at = found
                parts.extend((list(caption), grid))
                continue
        if isinstance(last, list) and not _breaks(last, row, widths[at - 1]):
            last.append(row)
        else:
            parts.append([row])
        at += 1
    return _rejoined(parts)


def _rejoined(parts: Sequence[list[Row] | Grid]) -> list[list[Row] | Grid]:
    """A sentence that a table had cut in two is whole again."""
    result: list[list[Row] | Grid] = []
    for part in parts:
        if isinstance(part, list) and len(result) > 2 and isinstance(result[-1], Grid):
            body = result[-3]
            if (
                isinstance(body, list)
                and not _TERMINAL.search(body[-1].text)
                and _GOES_ON.match(part[0].text)
            ):
                body.extend(part)
                continue
        result.append(part)
    return result


def _widths(rows: Sequence[Row]) -> list[int]:
    """How long a full line is around each row."""
    lengths = [len(row.text) for row in rows]
    return [sorted(lengths[max(0, at - 8) : at + 9])[-3:][0] for at in range(len(rows))]


def _breaks(group: Sequence[Row], row: Row, width: int) -> bool:
    """Whether a new paragraph begins with `row`; `width` is a full line's length around the row before."""
    last = group[-1]
    broken = last.text[-1:] in _HYPHENS and last.text[-2:-1].isalpha() and row.text[:1].islower()
    if broken or (row.text[0].isdigit() and not row.blank and WANTS_NUMBER.search(last.text)):
        return False
    if SECTION.fullmatch(row.text) and row.text[0].isupper() and _TERMINAL.search(last.text):
        return True
    if width > _UNWRAPPED and not row.page:
        return True
    if _is_loud(last.text) and _is_loud(row.text) and _script(last.text) == _script(row.text):
        return row.blank > 1 or _TERMINAL.search(last.text) is not None or bool(_FRONT.match(last.text))
    if _is_loud(last.text) != _is_loud(row.text) and (row.blank or _is_loud(row.text)) and not row.page:
        return True
    short = len(last.text) < 0.86 * width
    ended = _TERMINAL.search(last.text) is not None
    if FRONT.match(row.text):
        return True
    if row.page:
        if ended:
            return short or row.indent > 1
        return not (_GOES_ON.match(row.text) or not short)
    if row.blank:
        return not (not ended and not short and _GOES_ON.match(row.text))
    if row.indent > 1 and last.indent < row.indent:
        return True
    if _FRONT.match(row.text) and (short or ended):
        return True
    if LIST_MARK.match(row.text) and ended:
        return True
    if _script(last.text) != _script(row.text) and short:
        return True
    if _much_shorter(last, row, width) and _STARTS.match(row.text):
        return True
    return (
        short
        and ended
        and bool(_STARTS.match(row.text))
        and last.indent <= row.indent + 1
        and not _one_more_fits(last, row, width)
    )


def _one_more_fits(last: Row, row: Row, width: int) -> bool:
    """A ragged line: the next word wouldn't have fitted, so its being short says nothing."""
    return len(last.text) + 1 + len(row.text.split()[0]) > width


def _much_shorter(last: Row, row: Row, width: int) -> bool:
    """So short that the next word, however wide its letters, would have fitted."""
    return len(last.text) + 1 + len(row.text.split()[0]) < 0.8 * width


def _is_loud(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 5 and text.upper() == text


def _script(text: str) -> str:
    cyrillic = sum("а" <= character <= "я" or character == "ё" for character in text.casefold())
    latin = sum("a" <= character <= "z" for character in text.casefold())
    return "cyrillic" if cyrillic >= latin else "latin"


def _paragraph(rows: Sequence[Row]) -> Paragraph:
    lines = tuple(unplaced(row.words) for row in rows)
    return Paragraph(_kind(rows), lines)


def _kind(rows: Sequence[Row]) -> BlockKind:
    text = " ".join(row.text for row in rows)
    if CAPTION.match(text):
        return "caption"
    if SECTION.fullmatch(text) and text[0].isupper():
        return "heading"
    if LIST_MARK.match(text):
        return "list_item"
    if len(text) < 200 and not text.endswith((".", ",", ";", ":")) and not _FRONT.match(text):
        if _is_loud(text):
            return "heading"
        if (
            len(rows) <= 2
            and (rows[0].blank or rows[0].page)
            and _STARTS.match(text)
            and len(text) < 90
            and "," not in text
        ):
            return "heading"
    return "paragraph"
