"""A paper made ready for one typesetting: its blocks in the order that a person reads them, and nothing of looks.

The papers are the project's sample papers (`corpus/sources`). A journal adds what the source lacks (ББК, EDN, marks
at authors' names, a block quote, a list, a figure, a long footnote) and drops or moves the English part. The
producers (`typeset_html`, `typeset_office`, `typeset_latex`) print the blocks, `typeset_truth` writes them down;
since both take the same blocks, the truth is known to the letter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "corpus"))

import typeset_extras as extras
from paper import CORPUS, Cell, Paper, Run, Table, load, tidy
from typeset import bind, table_rows
from typeset_people import PEOPLE

__all__ = [
    "CORPUS",
    "Block",
    "Cell",
    "Edition",
    "Figure",
    "Look",
    "Run",
    "Table",
    "bind",
    "edition",
    "load",
    "shares_of",
    "table_rows",
    "tidy",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with words in it: boxes in a row, joined by arrows, each with a label."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table or a figure.

    `kind`: `journal`, `udc`, `bbk`, `doi`, `edn`, `title`, `title_en`, `authors`, `authors_en`, `affiliation`,
    `affiliation_en`, `abstract`, `abstract_en`, `keywords`, `keywords_en`, `dates`, `heading`, `subheading`,
    `paragraph`, `list_item`, `quote`, `sidebar`, `caption`, `caption_en`, `table`, `figure`, `references`,
    `reference`. A run of style `sup` is a raised mark; a run with `note` is a footnote that stands at its mark
    (the style `*` makes its mark an asterisk, and it isn't counted).
    `mark` is the raised mark that a block begins with (an affiliation's). `id` ties captions to tables and figures.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    mark: str = ""
    table: Table | None = None
    figure: Figure | None = None
    id: str = ""

    @property
    def text(self) -> str:
        return tidy("".join(run.text for run in self.runs if not run.note and run.style != "sup"))


@dataclass(frozen=True, slots=True)
class Look:
    """One typesetting: which paper, who prints it and how.

    `authors`: `plain` (as the source has them), `marks` (full names, raised marks, numbered affiliations) or `ras`
    («© 2024 г. И. О. Фамилия» with raised marks). `english`: `follows`, `side` (beside the Russian block), `end`
    (after the references), `mixed` (as the source has it) or `none`. `captions`: `above`, `right` («Таблица 1» flush right, then the title) or
    `both` (Russian, then English). `number`: where the page's number stands: `foot`, `foot-outer` or `head-outer`
    (on the running head's line) or `none`. A head of two lines has «\\n» between them. `first`: what the first page has at its foot besides: `number`, `none`.
    `extras`: which of the additions of `typeset_extras` are printed. `options` are the producer's own.
    """

    name: str
    paper: str
    producer: str
    columns: int
    font: str
    size: float = 10.0
    authors: str = "plain"
    english: str = "follows"
    captions: str = "above"
    tables: str = ""
    number: str = "foot"
    first: str = "number"
    first_page: int = 1
    head_left: str = ""
    head_right: str = ""
    stamp: str = ""
    extras: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """What one typesetting prints. `authors` are the names as printed, in order."""

    look: Look
    blocks: tuple[Block, ...]
    authors: tuple[str, ...]


KINDS = {
    "title-en": "title_en",
    "abstract-en": "abstract_en",
    "keywords-en": "keywords_en",
    "author-en": "authors_en",
    "affiliation-en": "affiliation_en",
    "author": "authors",
    "body": "paragraph",
    "item": "list_item",
}
FRONT = ("udc", "bbk", "doi", "edn", "title", "authors", "affiliation", "dates", "abstract", "keywords")
ENGLISH = ("title_en", "authors_en", "affiliation_en", "abstract_en", "keywords_en")


def edition(look: Look) -> Edition:
    """The paper of `look` as that typesetting prints it. Raises FileNotFoundError, paper.SourceError."""
    paper = load(look.paper)
    added = extras.ADDED[look.paper]
    front, body = _parted(paper, look)
    front = _with_codes(front, added, look)
    names, front = _with_authors(front, paper, look)
    if "grant" in look.extras:
        grant = Run(extras.GRANT, "*", note=True)
        front = [
            replace(block, runs=(*block.runs, grant)) if block.kind == "title" else block for block in front
        ]
    body = _with_additions(body, added, look)
    if look.options.get("notes") == "none":  # WeasyPrint misplaces some, in columns above all
        body = [replace(block, runs=tuple(run for run in block.runs if not run.note)) for block in body]
    if look.producer == "pdfLaTeX":  # T2A has no ellipsis: three points are printed
        front, body = [_dotted(block) for block in front], [_dotted(block) for block in body]
    english = [block for block in front if block.kind in ENGLISH]
    russian = [block for block in front if block.kind not in ENGLISH]
    blocks = {
        "follows": [*russian, *english, *body],
        "side": [*russian, *english, *body],
        "end": [*russian, *body, *english],
        "none": [*russian, *body],
        "mixed": [*front, *body],
    }[look.english]
    return Edition(look, tuple(blocks), names)


def _parted(paper: Paper, look: Look) -> tuple[list[Block], list[Block]]:
    front: list[Block] = []
    body: list[Block] = []
    tables = 0
    for source in paper.blocks:
        if isinstance(source, Table):
            tables += 1
            body.extend(_tabular(source, f"t{tables}", look, extras.ADDED[look.paper]))
            continue
        kind = KINDS.get(source.kind, source.kind)
        block = Block(kind, source.runs)
        (front if kind in ("journal", *FRONT, *ENGLISH) else body).append(block)
    return front, body


def _tabular(table: Table, id_: str, look: Look, added: extras.Added) -> Iterator[Block]:
    if look.tables:
        table = replace(table, look=look.tables)
    caption = table.caption
    if look.captions == "right":  # two lines, and no point after the number
        caption = caption.replace(". ", "\n", 1)
    yield Block("caption", (Run(caption),), id=id_)
    if look.captions == "both":
        yield Block("caption_en", (Run(added.captions_en[int(id_[1:]) - 1]),), id=id_)
    yield Block("table", table=table, id=id_)


def _with_codes(front: list[Block], added: extras.Added, look: Look) -> list[Block]:
    at = 1 + max(i for i, block in enumerate(front) if block.kind in ("udc", "doi"))
    codes = [
        Block(kind, (Run(text),))
        for kind, text in (("bbk", added.bbk), ("edn", added.edn))
        if kind in look.extras
    ]
    front = [*front[:at], *codes, *front[at:]]
    if "structured" in look.extras:
        at = (
            next(i for i, block in enumerate(front) if block.kind == "abstract")
            if any(block.kind == "abstract" for block in front)
            else next(i for i, block in enumerate(front) if block.kind == "keywords")
        )
        parts = [Block("abstract", (Run(name, "b"), Run(f" {text}"))) for name, text in added.structured]
        front = [block for block in front if block.kind != "abstract"]
        front = [*front[:at], *parts, *front[at:]]
    return front


def _with_authors(front: list[Block], paper: Paper, look: Look) -> tuple[tuple[str, ...], list[Block]]:
    """The names as printed, and the front with the author block that the look asks for."""
    people = PEOPLE[look.paper]
    if look.authors == "plain":
        names = [
            name.strip(" ,") for block in front if block.kind == "authors" for name in block.text.split(", ")
        ]
        return tuple(name for name in names if name), front
    places = list(dict.fromkeys(person.affiliation for person in people))
    names = [person.short if look.authors == "ras" else person.full for person in people]
    runs = [Run("© 2024 г. ")] if look.authors == "ras" else []
    for i, (name, person) in enumerate(zip(names, people, strict=True)):
        runs.append(Run(f", {name}" if i else name))
        if len(places) > 1:
            runs.append(Run(str(places.index(person.affiliation) + 1), "sup"))
    numbered = [
        Block("affiliation", (Run(place),), mark=str(i) if len(places) > 1 else "")
        for i, place in enumerate(places, 1)
    ]
    at = next(i for i, block in enumerate(front) if block.kind == "authors")
    kept = [block for block in front if block.kind not in ("authors", "affiliation")]
    return tuple(names), [*kept[:at], Block("authors", tuple(runs)), *numbered, *kept[at:]]


def _with_additions(body: list[Block], added: extras.Added, look: Look) -> list[Block]:
    """The body with the look's additions, each after the paragraph that `added` names by its number."""
    made: list[Block] = []
    paragraphs = 0
    for block in body:
        if block.kind != "paragraph":
            made.append(block)
            continue
        paragraphs += 1
        if "note" in look.extras and paragraphs == added.note_at:
            block = replace(block, runs=(*block.runs[:-1], *_noted(block.runs[-1], added)))
        made.append(block)
        if "quote" in look.extras and paragraphs == added.quote_at:
            made.append(Block("quote", (Run(added.quote),)))
        if "list" in look.extras and paragraphs == added.list_at:
            made.append(Block("paragraph", (Run(added.list_lead),)))
            made.extend(Block("list_item", (Run(f"{n}) {text}"),)) for n, text in enumerate(added.items, 1))
        if "figure" in look.extras and paragraphs == added.figure_at:
            made.append(Block("figure", figure=Figure(added.figure), id="f1"))
            made.append(Block("caption", (Run(added.figure_caption),), id="f1"))
        if "sidebar" in look.extras and paragraphs == added.sidebar_at:
            made.append(Block("sidebar", (Run(added.sidebar),)))
    return made


def _noted(run: Run, added: extras.Added) -> tuple[Run, ...]:
    """The paragraph's last run with notes glued to the words and numbers that `added.notes` names."""
    pieces: list[Run] = []
    rest = run.text
    for anchor, note in added.notes:
        before, found, after = rest.partition(anchor)
        if not found:
            raise ValueError(f"no «{anchor}» in the paragraph that gets the notes")
        pieces += [Run(before + anchor, run.style), Run(note, note=True)]
        rest = after
    return (*pieces, Run(rest, run.style))


def _dotted(block: Block) -> Block:
    runs = tuple(replace(run, text=run.text.replace("…", "...")) for run in block.runs)
    table = block.table and replace(
        block.table,
        cells=tuple(replace(cell, text=cell.text.replace("…", "...")) for cell in block.table.cells),
    )
    return replace(block, runs=runs, table=table)


def shares_of(table: Table) -> list[float]:
    """Columns' shares of the line, by their longest word and by how much they hold; they sum up to 1."""
    weight: list[float] = []
    for x in range(table.n_columns):
        texts = [cell.text for cell in table.cells if cell.column == x and cell.colspan == 1]
        longest = max((len(word) for text in texts for word in text.split()), default=4)
        weight.append(max(longest + 1.0, min(22.0, max((len(text) for text in texts), default=4) * 0.6)))
    total = sum(weight)
    return [w / total for w in weight]
