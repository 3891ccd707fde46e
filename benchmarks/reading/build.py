"""Typesets the reading benchmark: `python benchmarks/reading/build.py [NAME…]` writes papers/ and truth/.

Needs WeasyPrint, LibreOffice (`soffice`), pdfLaTeX, XeLaTeX and LuaLaTeX with the packages and fonts that README.md
names. A producer that isn't installed is said to be missing, and its typesettings are left as they are. Each PDF is
compared with its truth (`typeset_check.py`); `--check` compares what is there and sets nothing.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import typeset_check
import typeset_html
from typeset_edition import Edition, Look, edition
from typeset_looks import LOOKS
from typeset_truth import truth

HERE = Path(__file__).resolve().parent
PROGRAMS = {
    "WeasyPrint": "weasyprint",
    "LibreOffice": "soffice",
    "pdfLaTeX": "pdflatex",
    "XeLaTeX": "xelatex",
    "LuaLaTeX": "lualatex",
}


def files(name: str) -> tuple[Path, Path]:
    """Where the PDF and the truth of a typesetting are."""
    return HERE / "papers" / f"{name}.pdf", HERE / "truth" / f"{name}.json"


def build(look: Look) -> None:
    """Sets one look and writes its truth. Raises RuntimeError when the producer fails."""
    set_ = edition(look)
    pdf, known = files(look.name)
    pdf.parent.mkdir(exist_ok=True)
    known.parent.mkdir(exist_ok=True)
    _write(set_, pdf)
    pages = typeset_check.page_texts(pdf.read_bytes())
    known.write_text(json.dumps(truth(set_, pages), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write(set_: Edition, pdf: Path) -> None:
    if set_.look.producer == "WeasyPrint":
        typeset_html.write(set_, pdf)
    elif set_.look.producer == "LibreOffice":
        import typeset_office

        typeset_office.write(set_, pdf)
    else:
        import typeset_latex

        typeset_latex.write(set_, pdf)


def missing(look: Look) -> bool:
    """Whether the look's producer isn't installed."""
    if look.producer == "WeasyPrint":
        from importlib.util import find_spec

        return find_spec("weasyprint") is None
    return shutil.which(PROGRAMS[look.producer]) is None


def main(argv: list[str] | None = None) -> int:
    """The command. Exit status 1 when a PDF differs from its truth."""
    parser = argparse.ArgumentParser(
        description="Typeset the reading benchmark and compare each PDF with its truth."
    )
    parser.add_argument("name", nargs="*", help="typesettings to make (default: all)")
    parser.add_argument("--check", action="store_true", help="compare what is there, set nothing")
    given = parser.parse_args(argv)
    differs = False
    for look in LOOKS:
        if given.name and look.name not in given.name:
            continue
        if not given.check:
            if missing(look):
                sys.stderr.write(f"{look.name}: {PROGRAMS[look.producer]} isn't installed\n")
                continue
            build(look)
        said = typeset_check.report(look.name, *files(look.name))
        differs = differs or said.startswith(f"{look.name}: differs")
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
    return int(differs)


if __name__ == "__main__":
    raise SystemExit(main())
