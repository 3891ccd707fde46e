"""Typesets the sample papers: `python corpus/typeset.py [STEM…]` writes `papers/STEM.*` and `truth/STEM.txt`.

PDFs are made by WeasyPrint (`pip install -e '.[typeset]'`) with the style sheets of `styles/`: justified, with
hyphens by a real hyphenator, footnotes at the foot of the page, running heads and page numbers. Word files and
text files have rooms of their own (`as_docx.py`, `as_text.py`). With `--truth` only the truth is written, and
nothing but the standard library is needed.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import sys
from pathlib import Path

from paper import CORPUS, Cell, Paper, Paragraph, SourceError, Table, load, stems, truth

NO_BREAK = (
    # what a careful compositor never parts from its neighbour; each pattern's space becomes U+00A0
    re.compile(r"(?<=\d) (?=(?:гг?|вв?|тыс|млн|млрд|трлн|долл|руб|тенге|км|га|п|м|т|кВт|МВт|чел)\b)"),
    re.compile(r"(?<=\d) (?=%)"),
    re.compile(r"(?<=\bмлрд) (?=\w)|(?<=\bмлн) (?=\w)|(?<=\bтрлн) (?=\w)|(?<=\bтыс\.) (?=\w)"),
    re.compile(r"(?<=\d) (?=\d{3}\b)"),
    re.compile(r"(?<=№) |(?<=\b[сСтТ]\.) (?=\d)"),
    re.compile(r"(?<=\b[А-ЯЁ]\.) (?=[А-ЯЁ])"),
    re.compile(r"(?<=\bг\.) (?=[А-ЯЁ])"),
    re.compile(r"(?<=[\w%.,)\]»]) (?=[–—] )"),
)


def bind(text: str) -> str:
    """Puts no-break spaces where a compositor would.

    >>> bind("в 2022 г. 26 млрд долл.").replace("\\xa0", "~")
    'в 2022~г. 26~млрд~долл.'
    """
    for pattern in NO_BREAK:
        text = pattern.sub("\u00a0", text)
    return text


def as_html(paper: Paper) -> str:
    """The page that WeasyPrint sets: the source's blocks with the classes that the style sheets know."""
    front: list[str] = []
    body: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            table = _table(block, paper.options.get("captions", "above"))
            # «column-span: all» stops WeasyPrint 70 with an error, so a table across parts the columns in two
            body.append(f"</div>{table}<div class='main'>" if block.across else table)
        elif block.kind in ("heading", "subheading", "body", "item", "references", "reference"):
            body.append(_paragraph(block))
        else:
            front.append(_paragraph(block))
    return (
        '<html lang="ru"><head><meta charset="utf-8"><title></title></head>'
        f"<body class={paper.layout!r}><div class='front'>{''.join(front)}</div>"
        f"<div class='main'>{''.join(body)}</div></body></html>"
    )


def _paragraph(block: Paragraph) -> str:
    tag = {"title": "h1", "heading": "h2", "references": "h2", "subheading": "h3"}.get(block.kind, "p")
    lang = ' lang="en"' if block.kind.endswith("-en") else ""
    inside: list[str] = []
    for run in block.runs:
        text = html.escape(bind(run.text))
        if run.note:
            text = f'<span class="fn">{text.strip()}</span>'
        elif run.style:
            text = f"<{run.style}>{text}</{run.style}>"
        inside.append(text)
    return f'<{tag} class="{block.kind}"{lang}>{"".join(inside)}</{tag}>'


def _table(table: Table, captions: str) -> str:
    caption = html.escape(bind(table.caption))
    if captions == "right":  # «Таблица 1» flush right, the title on a line of its own
        number, _, title = caption.partition(". ")
        caption = f'<span class="number">{number}</span><span class="title">{title}</span>'
    return f'<div class="tabular"><p class="caption">{caption}</p><table class="{table.look}">{table_rows(table)}</table></div>'


def table_rows(table: Table) -> str:
    """The head and the body of an HTML table, without the table's own tag."""
    head = [cell for cell in table.cells if cell.header and cell.row < _head_rows(table)]
    rest = [cell for cell in table.cells if cell not in head]
    return f"<thead>{_rows(head)}</thead><tbody>{_rows(rest)}</tbody>"


def _head_rows(table: Table) -> int:
    plain = [cell.row for cell in table.cells if not cell.header]
    return min(plain, default=table.n_rows)


def _rows(cells: list[Cell]) -> str:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        tag = "th" if cell.header else "td"
        kind = "" if cell.header or not re.match(r"[\d–…+−-]", cell.text) else ' class="figure"'
        text = "<br>".join(html.escape(bind(line)) for line in cell.text.split("\n"))
        span = f' rowspan="{cell.rowspan}" colspan="{cell.colspan}"'
        rows.setdefault(cell.row, []).append(f"<{tag}{kind}{span}>{text}</{tag}>")
    return "".join(f"<tr>{''.join(row)}</tr>" for row in rows.values())


def page_css(paper: Paper) -> str:
    """What differs from paper to paper: running heads, first page, font, the character that ends a broken line."""
    quoted = {key: value.replace('"', "»") for key, value in paper.options.items()}
    first = int(quoted.get("first-page", "1"))
    hyphen = quoted.get("hyphen", "-")
    font = f'body {{ font-family: "{quoted["font"]}", serif; }}' if "font" in quoted else ""
    size = f"html {{ font-size: {float(quoted['size'])}pt; }}" if "size" in quoted else ""
    return (
        f'html {{ hyphenate-character: "{hyphen}"; }} {font} {size}\n'
        f"@page:first {{ counter-reset: page {first}; }}\n"
        f'@page:left {{ @top-left {{ content: "{quoted.get("head-left", "")}"; }} }}\n'
        f'@page:right {{ @top-right {{ content: "{quoted.get("head-right", "")}"; }} }}\n'
        '@page:first { @top-left { content: ""; } @top-right { content: ""; } }\n'
    )


def write_pdf(paper: Paper, path: Path) -> None:
    """Sets the paper as PDF. The same source gives the same bytes with the same WeasyPrint and fonts."""
    from weasyprint import CSS, HTML  # type: ignore[import-untyped,import-not-found,unused-ignore]

    os.environ.setdefault("SOURCE_DATE_EPOCH", "1717200000")
    sheets = [CSS(filename=str(CORPUS / "styles" / name)) for name in ("base.css", f"{paper.layout}.css")]
    HTML(string=as_html(paper)).write_pdf(path, stylesheets=[*sheets, CSS(string=page_css(paper))])


def write(paper: Paper) -> Path:
    """Sets the paper in the format that its source asks for; returns the file."""
    path = CORPUS / "papers" / f"{paper.stem}.{paper.format}"
    path.parent.mkdir(exist_ok=True)
    if paper.format == "pdf":
        write_pdf(paper, path)
    elif paper.format == "docx":
        from as_docx import write_docx

        write_docx(paper, path)
    else:
        from as_text import lines

        path.write_bytes(("\r\n".join(lines(paper)) + "\r\n").encode("cp1251"))
    return path


def main(argv: list[str] | None = None) -> int:
    """The command. Exit status 1 when a source breaks the format."""
    parser = argparse.ArgumentParser(description="Typeset the sample papers and write their truth.")
    parser.add_argument("stem", nargs="*", help="papers to set (default: all)")
    parser.add_argument("--truth", action="store_true", help="write the truth only")
    given = parser.parse_args(argv)
    for stem in given.stem or stems():
        try:
            paper = load(stem)
        except (SourceError, FileNotFoundError) as error:
            sys.stderr.write(f"{error}\n")
            return 1
        target = CORPUS / "truth" / f"{stem}.txt"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(truth(paper).encode("utf-8"))
        sys.stdout.write(f"{target if given.truth else write(paper)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
