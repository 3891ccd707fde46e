"""WeasyPrint's typesettings: the edition as HTML, the sample corpus's base sheet, a sheet of `styles/` on top.

`Look.options`: `sheet` (a file of `styles/`), `hyphen` (the character that ends a broken line), `front` (`across`,
or `in` for a front that stands in the columns as well), `spread` (`letter` spaces the headings' letters), `wide`
(ids of tables that go over all columns), `turned` (ids of tables on a page of their own, wider than high).
"""

from __future__ import annotations

import html
import os
import re
from itertools import count
from pathlib import Path

from typeset_edition import CORPUS, Block, Edition, Figure, Look, bind, table_rows

HERE = Path(__file__).resolve().parent
TAGS = {"title": "h1", "heading": "h2", "references": "h2", "subheading": "h3"}


def write(edition: Edition, path: Path) -> None:
    """Sets the edition as PDF; the same bytes with the same WeasyPrint and fonts."""
    from weasyprint import CSS, HTML  # type: ignore[import-untyped,import-not-found,unused-ignore]

    os.environ.setdefault("SOURCE_DATE_EPOCH", "1717200000")
    look = edition.look
    files = (
        CORPUS / "styles/base.css",
        HERE / "styles/additions.css",
        HERE / f"styles/{look.options['sheet']}.css",
    )
    sheets = [CSS(filename=str(file)) for file in files]
    HTML(string=as_html(edition)).write_pdf(path, stylesheets=[*sheets, CSS(string=page_css(look))])


def as_html(edition: Edition) -> str:
    """The page that WeasyPrint sets."""
    look = edition.look
    at = next(i for i, block in enumerate(edition.blocks) if block.kind in ("heading", "paragraph"))
    front, body = edition.blocks[:at], edition.blocks[at:]
    head = _beside(front) if look.english == "side" else "".join(map(_paragraph, front))
    inside: list[str] = []
    held: list[str] = []  # captions wait for their table
    for block in body:
        if block.table is None and block.figure is None:
            if block.kind in ("caption", "caption_en") and not block.id.startswith("f"):
                held.append(_paragraph(block))
            else:
                inside.append(_paragraph(block))
            continue
        if block.figure is not None:
            inside.append(f'<div class="figure">{_drawing(block.figure)}</div>')
            continue
        assert block.table is not None
        grid = f'<table class="{block.table.look}">{table_rows(block.table)}</table>'
        table = f'<div class="tabular">{"".join(held)}{grid}</div>'
        held.clear()
        if block.id in look.options.get("turned", "").split():
            inside.append(f'</div><div class="turned">{table}</div><div class="main">')
        elif block.id in look.options.get("wide", "").split():
            # «column-span: all» stops WeasyPrint 70 with an error, so a wide table parts the columns in two
            inside.append(f'</div>{table}<div class="main">')
        else:
            inside.append(table)
    numbers = count(1)
    head, *inside = (
        re.sub('data-mark="#"', lambda _: f'data-mark="{next(numbers)}"', part) for part in (head, *inside)
    )
    parts = ("", head + "".join(inside)) if look.options.get("front") == "in" else (head, "".join(inside))
    return (
        '<html lang="ru"><head><meta charset="utf-8"><title></title></head><body>'
        f'<div class="front">{parts[0]}</div><div class="main">{parts[1]}</div></body></html>'
    )


def _beside(front: tuple[Block, ...]) -> str:
    """The front with Russian abstract and keywords on the left, the English block on the right."""
    left = [block for block in front if block.kind in ("abstract", "keywords")]
    right = [block for block in front if block.kind.endswith("_en")]
    above = [block for block in front if block not in left and block not in right]
    cells = "".join(f"<div>{''.join(map(_paragraph, side))}</div>" for side in (left, right))
    return "".join(map(_paragraph, above)) + f'<div class="beside">{cells}</div>'


def _paragraph(block: Block) -> str:
    tag = TAGS.get(block.kind, "p")
    lang = ' lang="en"' if block.kind.endswith("_en") else ""
    inside = [f"<sup>{block.mark}</sup> "] if block.mark else []
    for run in block.runs:
        text = html.escape(bind(run.text))
        if run.note:
            text = f'<span class="fn" data-mark="{run.style or "#"}">{text.strip()}</span>'
        elif run.style:
            text = f"<{run.style}>{text}</{run.style}>"
        inside.append(text)
    joined = "".join(inside)
    if block.kind == "caption" and "\n" in joined:  # «Таблица 1» flush right, the title on a line of its own
        number, _, title = joined.partition("\n")
        joined = f'<span class="number">{number}</span><span class="title">{title}</span>'
    return f'<{tag} class="{block.kind}"{lang}>{joined}</{tag}>'


def _drawing(figure: Figure) -> str:
    """Boxes in a row, 14 points apart and joined by lines; the row is no wider than 300 points."""
    gap, high = 14, 22
    width = min(64, 300 // len(figure.labels) - gap)
    parts: list[str] = []
    for i, label in enumerate(figure.labels):
        x = i * (width + gap) + 1
        parts.append(f'<rect x="{x}" y="1" width="{width}" height="{high}" fill="none" stroke="black"/>')
        parts.append(f'<text x="{x + width / 2}" y="14" font-size="5.5" text-anchor="middle">{label}</text>')
        if i:
            parts.append(f'<line x1="{x - gap}" y1="12" x2="{x}" y2="12" stroke="black"/>')
    total = len(figure.labels) * (width + gap)
    return f'<svg width="{total}pt" height="{high + 2}pt" viewBox="0 0 {total} {high + 2}">{"".join(parts)}</svg>'


def page_css(look: Look) -> str:
    """What differs from look to look: heads, first page, fonts, the character that ends a broken line."""
    boxes: list[str] = []
    number = "counter(page)"
    for side, corner, head in (("left", "left", look.head_left), ("right", "right", look.head_right)):
        if look.number == "head-outer":
            line = f'{number} "\\2003 {head}"' if side == "left" else f'"{head}\\2003 " {number}'
            boxes.append(f"@page:{side} {{ @top-{corner} {{ content: {line}; white-space: nowrap; }} }}")
            continue
        place = "bottom-center" if look.number == "foot" else f"bottom-{corner}"
        boxes.append(f"@page:{side} {{ @{place} {{ content: {number}; }} }}")
        lines = head.replace("\n", "\\A ")
        if head:
            boxes.append(f'@page:{side} {{ @top-{corner} {{ content: "{lines}"; white-space: pre; }} }}')
    clear = " ".join(
        f'@{place} {{ content: ""; }}' for place in ("top-left", "top-right", "bottom-left", "bottom-right")
    )
    stamp = f'@bottom-left {{ content: "{look.stamp}"; white-space: nowrap; }}' if look.stamp else ""
    foot = number if look.first == "number" else '""'
    spread = (
        "h2 { letter-spacing: 0.2em; font-weight: normal; }" if look.options.get("spread") == "letter" else ""
    )
    return (
        f'html {{ hyphenate-character: "{look.options.get("hyphen", "-")}"; font-size: {look.size}pt; }}\n'
        f'@page {{ font-family: "{look.font}"; }}\n'
        f'body {{ font-family: "{look.font}", serif; }}\n{spread}\n' + "\n".join(boxes) + "\n"
        f"@page:first {{ counter-reset: page {look.first_page}; {clear} @bottom-center {{ content: {foot}; }} {stamp} }}\n"
    )
