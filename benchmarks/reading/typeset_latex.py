r"""LaTeX's typesettings: one document class, three engines, what journals do to it.

`Look.options`: `encoding` (pdfLaTeX only: `cmap` gives a character map, `glyphs` has it written from the glyphs'
names, `bare` none at all), `geometry`, `twocolumn` (yes), `multicol` (the title across, the text in balanced columns),
`beside` (English abstract beside the Russian one), `wide`, `turned`, `side`, `long` (ids of tables that go over both
columns, on a page turned by /Rotate, sideways on an upright page, or on to the next page), `spread` (headings with
spaces between their letters), `language` (`babel` or `polyglossia`).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from typeset_edition import Block, Edition, Figure, Look
from typeset_latex_tables import escape, tabular

ENGINES = {"pdfLaTeX": "pdflatex", "XeLaTeX": "xelatex", "LuaLaTeX": "lualatex"}
BABEL = '\\usepackage[english,russian]{babel}\\AtBeginDocument{\\shorthandoff{"}}'
CENTRED = {"title": r"\Large\bfseries", "title_en": r"\large\bfseries"}
SMALL = ("abstract", "abstract_en", "keywords", "keywords_en")
LEFT = (
    "journal",
    "udc",
    "bbk",
    "doi",
    "edn",
    "authors",
    "authors_en",
    "affiliation",
    "affiliation_en",
    "dates",
)


def write(edition: Edition, path: Path) -> None:
    """Sets the edition as PDF; the same bytes with the same TeX Live. Raises RuntimeError with the log's end."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1717200000", "FORCE_SOURCE_DATE": "1"}
    with tempfile.TemporaryDirectory() as room:
        source = Path(room) / "paper.tex"
        source.write_text(as_latex(edition), encoding="utf-8")
        command = [
            ENGINES[edition.look.producer],
            "-no-shell-escape",
            "-interaction=nonstopmode",
            "-halt-on-error",
            "paper.tex",
        ]
        for _ in range(2):  # the second run knows the first one's columns and longtable's widths
            ran = subprocess.run(
                command, cwd=room, env=environment, capture_output=True, timeout=300, check=False
            )
            if ran.returncode:
                raise RuntimeError(ran.stdout.decode("utf-8", "replace")[-3000:])
        path.write_bytes((Path(room) / "paper.pdf").read_bytes())


def as_latex(edition: Edition) -> str:
    """The document's source."""
    look = edition.look
    at = next(i for i, block in enumerate(edition.blocks) if block.kind in ("heading", "paragraph"))
    front, body = edition.blocks[:at], edition.blocks[at:]
    columns = look.options.get("multicol", "")
    inside = "\n\n".join(_blocks(body, look))
    head = _front(front, look)
    if look.options.get("twocolumn"):
        start = (
            f"\\twocolumn[{{{head}\\vspace{{10pt}}}}]\n" if look.options["twocolumn"] == "across" else head
        )
    else:
        start = head
    if columns:
        inside = f"\\begin{{multicols}}{{{columns}}}\n{inside}\n\\end{{multicols}}"
    return f"{preamble(look)}\n\\begin{{document}}\n\\setcounter{{page}}{{{look.first_page}}}\n{start}\n\\thispagestyle{{first}}\n{inside}\n\\end{{document}}\n"


def preamble(look: Look) -> str:
    """Everything before the document: class, language, fonts, page."""
    options = [f"{look.size:g}pt", "twoside"] + (["twocolumn"] if look.options.get("twocolumn") else [])
    nothing = "<" + "0" * 32 + ">"
    fixed = f"\\pdfvariable trailerid{{[{nothing} {nothing}]}}\n" if look.producer == "LuaLaTeX" else ""
    lines = [f"{fixed}\\documentclass[{','.join(options)}]{{extarticle}}"]
    lines += _fonts(look)
    lines += [
        r"\usepackage{array,booktabs,multirow,longtable,pdflscape,rotating,fancyhdr,multicol,enumitem,needspace}",
        f"\\usepackage[{look.options.get('geometry', 'a4paper,margin=22mm')}]{{geometry}}",
        r"\setlength{\parindent}{1.5em}\emergencystretch=2em\sloppy\clubpenalty=9000\widowpenalty=9000",
        r"\setlength{\headheight}{15pt}\raggedbottom",
        r"\newcommand{\rr}{\raggedright\arraybackslash\hspace{0pt}}\newcommand{\cc}{\centering\arraybackslash\hspace{0pt}}",
        r"\pagestyle{fancy}\fancyhf{}",
    ]
    rule = "0.4pt" if look.head_left else "0pt"
    lines.append(f"\\renewcommand{{\\headrulewidth}}{{{rule}}}")
    left, right = escape(look.head_left), escape(look.head_right)
    if look.number == "head-outer":
        lines += [
            f"\\fancyhead[LE]{{\\small\\thepage\\quad {left}}}",
            f"\\fancyhead[RO]{{\\small {right}\\quad\\thepage}}",
        ]
    else:
        lines += [
            f"\\fancyhead[LE]{{\\small\\itshape {left}}}",
            f"\\fancyhead[RO]{{\\small\\itshape {right}}}",
        ]
        lines.append(r"\fancyfoot[C]{\thepage}" if look.number == "foot" else r"\fancyfoot[LE,RO]{\thepage}")
    foot = r"\fancyfoot[C]{\thepage}" if look.first == "number" else ""
    stamp = f"\\fancyfoot[L]{{\\small {escape(look.stamp)}}}" if look.stamp else ""
    lines.append(
        f"\\fancypagestyle{{first}}{{\\fancyhf{{}}\\renewcommand{{\\headrulewidth}}{{0pt}}{foot}{stamp}}}"
    )
    return "\n".join(lines)


def _fonts(look: Look) -> list[str]:
    if look.producer == "pdfLaTeX":
        how = look.options.get("encoding", "cmap")
        lines = [r"\usepackage{cmap}"] if how == "cmap" else []
        lines += [r"\usepackage[T2A]{fontenc}", r"\usepackage[utf8]{inputenc}", r"\usepackage{textcomp}"]
        lines.append(BABEL)
        if how == "glyphs":
            lines.append(r"\input{glyphtounicode}\pdfgentounicode=1")
        return lines
    language = (
        BABEL
        if look.options.get("language") == "babel"
        else r"\usepackage{polyglossia}\setmainlanguage{russian}\setotherlanguage{english}"
    )
    family = f"\\setmainfont{{{look.font}}}[Ligatures=TeX]"
    families = "".join(f"\\newfontfamily\\cyrillicfont{kind}{{{look.font}}}" for kind in ("", "sf"))
    if look.options.get("language") == "babel":
        return [r"\usepackage{fontspec}", language, family]
    return [
        r"\usepackage{fontspec}",
        language,
        family + families + r"\newfontfamily\cyrillicfonttt{DejaVu Sans Mono}",
    ]


def _front(front: tuple[Block, ...], look: Look) -> str:
    if look.english != "side":
        return "\n\n".join(_paragraph(block, look) for block in front)
    left = [block for block in front if block.kind in ("abstract", "keywords")]
    right = [block for block in front if block.kind.endswith("_en")]
    above = "\n\n".join(_paragraph(b, look) for b in front if b not in left and b not in right)
    halves = [
        "\\begin{minipage}[t]{0.475\\textwidth}\\setlength{\\parindent}{0pt}\n"
        + "\n\n".join(_paragraph(block, look) for block in side)
        + "\n\\end{minipage}"
        for side in (left, right)
    ]
    return f"{above}\n\n\\medskip\\noindent{halves[0]}\\hfill{halves[1]}\n\n\\medskip"


def _blocks(body: tuple[Block, ...], look: Look) -> list[str]:
    made: list[str] = []
    held: list[Block] = []
    for block in body:
        if block.table is not None:
            made.append(tabular(block, held, look))
            held = []
        elif block.figure is not None:
            made.append(_drawing(block.figure))
        elif block.kind in ("caption", "caption_en") and not block.id.startswith("f"):
            held.append(block)
        else:
            made.append(_paragraph(block, look))
    return made


def _inline(block: Block) -> str:
    parts = [f"\\textsuperscript{{{block.mark}}}\\,"] if block.mark else []
    for run in block.runs:
        text = escape(run.text)
        if run.note:
            text = f"\\footnote{{{text.strip()}}}"
            if run.style:
                text = f"\\renewcommand{{\\thefootnote}}{{*}}{text}\\addtocounter{{footnote}}{{-1}}"
        elif run.style:
            command = {"b": "textbf", "i": "textit", "sup": "textsuperscript"}[run.style]
            text = f"\\{command}{{{text}}}"
        parts.append(text)
    return "".join(parts)


def _paragraph(block: Block, look: Look) -> str:
    text = _inline(block)
    kind = block.kind
    if kind.endswith("_en") and kind != "caption_en":
        text = f"\\begin{{otherlanguage*}}{{english}}{text}\\end{{otherlanguage*}}"
    if kind in CENTRED:
        return f"{{\\centering\\hyphenpenalty=10000 {CENTRED[kind]} {text}\\par}}\\smallskip"
    if kind in ("heading", "references", "subheading"):
        if look.options.get("spread"):
            text = "\\quad{}".join("\\,".join(word) for word in block.text.split())
        return f"\\needspace{{3\\baselineskip}}\\medskip{{\\centering\\bfseries\\hyphenpenalty=10000 {text}\\par}}\\nopagebreak\\smallskip"
    if kind in LEFT:
        style = {"authors": r"\bfseries ", "authors_en": r"\bfseries ", "journal": r"\footnotesize "}.get(
            kind, ""
        )
        if kind.startswith("affiliation"):
            style = r"\small\itshape "
        return f"{{\\noindent\\hyphenpenalty=10000 {style}{text}\\par}}"
    if kind in SMALL:
        return f"{{\\small\\noindent {text}\\par}}\\smallskip"
    if kind == "quote":
        return f"\\begin{{quote}}\\small {text}\\end{{quote}}"
    if kind == "sidebar":
        return f"\\medskip\\noindent\\fbox{{\\parbox{{0.9\\linewidth}}{{\\footnotesize\\raggedright {text}}}}}\\medskip"
    if kind in ("caption", "caption_en"):  # a figure's
        return f"{{\\centering\\small {text}\\par}}\\medskip"
    if kind == "reference":
        return f"{{\\small\\noindent\\hangindent=1.6em\\hangafter=1 {text}\\par}}"
    return text


def _drawing(figure: Figure) -> str:
    """Boxes in a row with arrows between."""
    boxes = r"$\rightarrow$".join(f"\\fbox{{\\scriptsize\\strut {escape(label)}}}" for label in figure.labels)
    return f"\\begin{{center}}{boxes}\\end{{center}}".replace(r"$\rightarrow$", r"\rule[2pt]{8pt}{0.4pt}")
