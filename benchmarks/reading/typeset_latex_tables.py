r"""Tables as LaTeX sets them: ruled, half-ruled (booktabs) or bare, with cells that span, and where they stand.

`wide` tables float over both columns, `turned` ones have a page that /Rotate turns, `side` ones lie on an upright page,
`long` ones go on to the next page under «Продолжение таблицы 1».
"""

from __future__ import annotations

import re

from typeset_edition import Block, Cell, Look, Table, bind, shares_of
from typeset_truth import head_rows

ESCAPES = str.maketrans(
    {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "\u00a0": "~",
     "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "…": r"\ldots{}"}
)  # fmt: skip


def escape(text: str) -> str:
    """The text as TeX takes it; an address may be broken at its strokes."""
    text = bind(text).translate(ESCAPES)
    return re.sub(r"https?://\S+", lambda found: found.group().replace("/", r"/\allowbreak{}"), text)


def _caption(held: list[Block], look: Look) -> str:
    lines: list[str] = []
    for block in held:
        number, newline, title = block.runs[0].text.partition("\n")
        if newline:
            lines.append(
                f"{{\\small\\raggedleft {escape(number)}\\par\\centering\\textbf{{{escape(title)}}}\\par}}"
            )
        else:
            style = r"\itshape " if block.kind == "caption_en" else ""
            lines.append(f"{{\\small\\raggedright\\hyphenpenalty=10000 {style}{escape(block.text)}\\par}}")
    return "".join(lines)


def tabular(block: Block, held: list[Block], look: Look) -> str:
    """The block's table under its captions, in the way that the look chooses for it."""
    table = block.table
    assert table is not None
    caption = _caption(held, look)

    def chosen(how: str) -> bool:
        return block.id in look.options.get(how, "").split()

    spec, rows = _grid(table)
    head = head_rows(table)
    rules = (
        ("\\hline", "", "\\hline") if table.look == "ruled" else ("\\toprule", "\\midrule", "\\bottomrule")
    )
    if table.look == "none":
        rules = ("", "", "")
    if chosen("long"):  # where the page ends, whatever the page has room for
        rows[head + 1] += r"\pagebreak"
    first, rest = "\n".join(rows[:head]), "\n".join(rows[head:])
    if chosen("long"):
        again = f"\\multicolumn{{{table.n_columns}}}{{r}}{{\\itshape Продолжение таблицы {block.id[1:]}}}\\\\"
        return (
            f"{{\\small\\setlength{{\\tabcolsep}}{{3pt}}\\begin{{longtable}}{{{spec}}}\n"
            f"\\multicolumn{{{table.n_columns}}}{{@{{}}p{{0.98\\linewidth}}@{{}}}}{{{caption}}}\\\\\n"
            f"{rules[0]}\n{first}\n{rules[1]}\n\\endfirsthead\n"
            f"{again}\n{rules[0]}\n{first}\n{rules[1]}\n\\endhead\n{rest}\n{rules[2]}\n\\end{{longtable}}}}"
        )
    grid = f"{{\\small\\setlength{{\\tabcolsep}}{{3pt}}\\begin{{tabular}}{{{spec}}}\n{rules[0]}\n{first}\n{rules[1]}\n{rest}\n{rules[2]}\n\\end{{tabular}}}}"
    if chosen("wide"):
        return f"\\begin{{table*}}[t]\n{caption}\\smallskip\\centering {grid}\\end{{table*}}"
    if chosen("turned"):
        return f"\\begin{{landscape}}\\thispagestyle{{fancy}}\n{caption}\\smallskip\\noindent {grid}\\end{{landscape}}"
    if chosen("side"):
        return f"\\begin{{sidewaystable}}\n{caption}\\smallskip\\centering {grid}\\end{{sidewaystable}}"
    return f"\\par\\medskip\\noindent\\begin{{minipage}}{{\\linewidth}}{caption}\\smallskip\\centering {grid}\\end{{minipage}}\\par\\medskip"


def _grid(table: Table) -> tuple[str, list[str]]:
    """The columns' specification and the rows, each with the rules under it."""
    shares = shares_of(table)
    bar = "|" if table.look == "ruled" else ""
    columns = [
        rf">{{\rr}}p{{{_width(shares[0])}}}",
        *(rf">{{\cc}}p{{{_width(share)}}}" for share in shares[1:]),
    ]
    at = {(cell.row, cell.column): cell for cell in table.cells}
    head = head_rows(table)
    rows: list[str] = []
    for y in range(table.n_rows):
        parts: list[str] = []
        x = 0
        while x < table.n_columns:
            cell = at.get((y, x))
            parts.append("" if cell is None else _cell(cell, shares, bar))
            x += 1 if cell is None else cell.colspan
        # a cell that spans columns and rows doesn't occur; a covered place is an empty column
        rows.append(" & ".join(parts) + r" \\" + _under(table, y, head))
    return bar + bar.join(columns) + bar, rows


def _cell(cell: Cell, shares: list[float], bar: str) -> str:
    text = r" \newline ".join(escape(line) for line in cell.text.split("\n"))
    if cell.colspan > 1:
        left = bar if cell.column == 0 else ""
        return f"\\multicolumn{{{cell.colspan}}}{{{left}>{{\\cc}}p{{{_width(sum(shares[cell.column : cell.column + cell.colspan]), cell.colspan)}}}{bar}}}{{{text}}}"
    if cell.rowspan > 1:
        side = r"\rr" if cell.column == 0 else r"\cc"
        return f"\\multirow{{{cell.rowspan}}}{{=}}{{{side} {text}}}"
    return text


def _under(table: Table, y: int, head: int) -> str:
    """Rules below row y: every line of a ruled table, and inside a head the lines that a spanning cell leaves open."""
    if y == table.n_rows - 1 or (table.look != "ruled" and y >= head - 1) or table.look == "none":
        return ""
    open_ = [x for x in range(table.n_columns) if not _covered(table, y, x)]
    if len(open_) == table.n_columns:
        return r"\hline" if table.look == "ruled" else ""
    rule = r"\cline" if table.look == "ruled" else r"\cmidrule(lr)"
    runs: list[list[int]] = []
    for x in open_:
        if runs and runs[-1][1] == x - 1:
            runs[-1][1] = x
        else:
            runs.append([x, x])
    return "".join(f"{rule}{{{a + 1}-{b + 1}}}" for a, b in runs)


def _covered(table: Table, y: int, x: int) -> bool:
    return any(
        c.row <= y < c.row + c.rowspan - 1 and c.column <= x < c.column + c.colspan
        for c in table.cells
        if c.rowspan > 1
    )


def _width(share: float, columns: int = 1) -> str:
    """A share of the line less the white on both sides (3 points each, and the rules)."""
    return f"\\dimexpr {share:.4f}\\linewidth-{6.6 if columns == 1 else 7.0}pt\\relax"
