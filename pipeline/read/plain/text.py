"""Plain text, as lines copied out of a journal's PDF: pages, furniture, footnotes and paragraphs without any geometry.

What boxes show in a PDF has to be told from the lines here: pages and what is printed at their edges (`textrows`); a
footnote begins with the number that is glued to a word above it («России1»); a paragraph ends where a line is short, or
where the next is set in. The one surprise: a blank line doesn't always end a paragraph, and a footnote may go on behind one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.model import BlockKind, Problem
from pipeline.read import canonical, losses, titles, typednotes
from pipeline.read.cues import CAPTION, FRONT, LIST_MARK, SECTION, TERMINAL, WANTS_NUMBER
from pipeline.read.errors import Limits
from pipeline.read.flow import Grid, Item, Paragraph
from pipeline.read.ink import unplaced
from pipeline.read.plain import textdrawn, textnotes, texttables
from pipeline.read.plain.encoding import decode, judged
from pipeline.read.plain.textnames import is_signed
from pipeline.read.plain.textrows import Row, rows_of, without_furniture
from pipeline.read.reading import Reading

_STARTS: Final = re.compile(r"[«“\"(\[]*[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ\d]")
_GOES_ON: Final = re.compile(r"[«“\"(]*[а-яёa-z]|[,;)»%]")
_FRONT: Final = re.compile(
    r"(?:УДК|ББК|DOI|EDN|ГРНТИ|JEL|Аннотация|Ключевые слова|Abstract|Keywords|Key words|Обоснование|Цель|Методы|"
    r"Результаты|Выводы|Заключение|Введение|Таблица|Рисунок|Рис\.)\b"
)
_SIGNED: Final = re.compile(
    r"(?:[^\W\d_][\w-]+\s)?[^\W\d_]{1,2}\.\s?(?:[^\W\d_]{1,2}\.)?(?=\s?[^\W\d_]|[\s\d,*)]|$)"
)
_HYPHENS: Final = "-\u2010\u00ad\u00ac"
_NUMBERED: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ].*[^.,;:!?]")
_LONGEST_HEAD: Final = 90
_UNWRAPPED: Final = 160


def read_text(data: bytes, limits: Limits) -> Reading:
    """The paper in a text file. Raises ReadError: UNREADABLE, TOO_LARGE, BAD_TEXT_LAYER."""
    text, _ = decode(data)
    limits.check_characters(len(text))
    return read_lines(text, judged(text))


def read_lines(text: str, quality: float | None) -> Reading:
    """The paper in a decoded text; offsets are the text's."""
    rows, gone = without_furniture(rows_of(text))
    rows, notes = textnotes.cut(rows)
    items: list[Item] = []
    parts = _parts(rows)
    for part in parts:
        items.append(part if isinstance(part, Grid) else _paragraph(part))
    items = typednotes.tied(textnotes.tie(items, notes))
    items = _headed(titles.mark(items), parts)  # a line with a number is no title
    written = canonical.write(items)
    problems = tuple(losses.in_text(textdrawn.without_signs(text), written.pieces, gone))
    if not items:
        problems = (Problem("read", "NO_TEXT", "no text in the file"),)
    return Reading(tuple(items), written, furniture=tuple(gone), problems=problems, quality=quality)


def _parts(rows: Sequence[Row]) -> list[list[Row] | Grid]:
    """Rows grouped into paragraphs, tables taken out under their captions."""
    parts: list[list[Row] | Grid] = []
    widths = _widths(rows)
    at = drawn = 0
    while at < len(rows):
        row = rows[at]
        last = parts[-1] if parts else None
        if at >= drawn and textdrawn.is_drawn(row):
            drawn = textdrawn.end(rows, at)
            grid = textdrawn.table(rows[at:drawn], _number(last))
            if grid is not None:
                parts.append(grid)
                at = drawn
                continue
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


def _headed(items: Sequence[Item], parts: Sequence[list[Row] | Grid]) -> list[Item]:
    """The items, numbered lines that stand over prose being headings."""
    neighbours = zip([None, *parts[:-1]], parts, [*parts[1:], None], strict=True) if parts else ()
    heads = {
        part[0].raw
        for before, part, after in neighbours
        if isinstance(part, list) and _is_numbered_head(before, part, after)
    }
    return [
        item._replace(kind="heading", level=1)
        if isinstance(item, Paragraph) and item.kind != "title" and item.lines[0].words[0].raw in heads
        else item
        for item in items
    ]


def _is_numbered_head(
    before: list[Row] | Grid | None, part: list[Row], after: list[Row] | Grid | None
) -> bool:
    """«2. Запасы» on a line of its own between blank lines, over a paragraph and not amid items of a list."""
    if len(part) > 1 or not isinstance(after, list):
        return False
    row, text = part[0], " ".join(one.text for one in after)
    return bool(
        row.blank > 0
        and after[0].blank > 0
        and len(row.text) < _LONGEST_HEAD
        and _NUMBERED.fullmatch(row.text) is not None
        and (CAPTION.match(text) or (len(text) > len(row.text) and TERMINAL.search(text)))
        and LIST_MARK.match(text) is None
        and not (isinstance(before, list) and LIST_MARK.match(before[0].text))
    )


def _number(above: list[Row] | Grid | None) -> str | None:
    """A table's number, by the caption that stands right above it."""
    match = CAPTION.match(above[0].text) if isinstance(above, list) else None
    return match[1] if match else None


def _rejoined(parts: Sequence[list[Row] | Grid]) -> list[list[Row] | Grid]:
    """A sentence that a table had cut in two is whole again."""
    result: list[list[Row] | Grid] = []
    for part in parts:
        if isinstance(part, list) and len(result) > 2 and isinstance(result[-1], Grid):
            body = result[-3]
            if isinstance(body, list) and not TERMINAL.search(body[-1].text) and _GOES_ON.match(part[0].text):
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
    if SECTION.fullmatch(row.text) and row.text[0].isupper() and TERMINAL.search(last.text):
        return True
    if width > _UNWRAPPED and not row.page:
        return True
    if _is_loud(last.text) and not row.page and _parts_names(group, row, True):
        return True
    if _is_loud(last.text) and _is_loud(row.text) and _script(last.text) == _script(row.text):
        if row.blank and (_SIGNED.match(row.text) or (_SIGNED.match(last.text) and len(last.text) < 60)):
            return True  # names in capitals below a title in capitals, or above it
        return row.blank > 1 or TERMINAL.search(last.text) is not None or bool(_FRONT.match(last.text))
    if _is_loud(last.text) != _is_loud(row.text) and not row.page:
        headed = " " in last.text and row.text[0].isupper() and all(_is_loud(one.text) for one in group)
        if row.blank or _is_loud(row.text) or headed:
            return True
    short = len(last.text) < 0.86 * width
    if not row.page and _parts_names(group, row, short or len(row.text) < 0.8 * width):
        return True
    ended = TERMINAL.search(last.text) is not None
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


def _parts_names(group: Sequence[Row], row: Row, short: bool) -> bool:
    """Whether one of the two lines is names and the other is not: title, names and institutions of a tight title block."""
    last = group[-1].text
    if is_signed(row.text):
        return short and not last.endswith((",", *_HYPHENS))
    if last.endswith(",") or _STARTS.match(row.text) is None:
        return False
    return len(group) < 4 and all(is_signed(one.text) for one in group)


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


def _is_label(text: str) -> bool:
    """What begins with a label of the paper's head, «Цель: …»; «Методы» on a line of their own are a section's head."""
    match = _FRONT.match(text)
    return match is not None and (match.end() < len(text) or FRONT.match(text) is not None)


def _kind(rows: Sequence[Row]) -> BlockKind:
    text = " ".join(row.text for row in rows)
    if CAPTION.match(text):
        return "caption"
    if SECTION.fullmatch(text) and text[0].isupper():
        return "heading"
    if LIST_MARK.match(text):
        return "list_item"
    if len(text) < 200 and not text.endswith((".", ",", ";", ":")) and not _is_label(text):
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
