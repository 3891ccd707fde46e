"""Papers and readings of them made by hand, so that every error in them is known."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

READING = Path(__file__).resolve().parents[2] / "benchmarks" / "reading"
if str(READING) not in sys.path:
    sys.path.insert(0, str(READING))

from known import Block as True_  # noqa: E402
from known import Grid, Line, Truth  # noqa: E402
from score import Score, score  # noqa: E402

from pipeline.model import (  # noqa: E402
    Block,
    BlockKind,
    Cell,
    Document,
    Edit,
    FrontMatter,
    Furniture,
    NoteMark,
    Piece,
    Reference,
    Structure,
    Table,
)

TITLE = "Пограничный рынок муки"
FIRST = "Мельницы на Тоболе мололи в 2018 г. до 26,4 тыс. т зерна, и половину муки вывозили на юг."
SECOND = "Караваны из Кустаная привозили соль, шерсть и кожи, а увозили ситец, чай и железо."
NOTE = "Подсчитано автором по книгам таможенной заставы за пятнадцать лет."
CAPTION = "Таблица 1. Вывоз муки, тыс. т"
ROWS = (("Год", "Вывоз"), ("2018", "26,4"), ("2019", ""))
MARK = FIRST.index(", и половину")

TRUTH = Truth(
    blocks=(
        True_("udc", "УДК 339.5"),
        True_("title", TITLE),
        True_("authors", "П. С. Ильин"),
        True_("paragraph", FIRST, ((MARK, "1"),)),
        True_("footnote", NOTE, (), "1"),
        True_("caption", CAPTION),
        True_("table", "Год\tВывоз\n2018\t26,4\n2019\t"),
        True_("paragraph", SECOND),
        True_("reference", "1. Ильин П. С. Степные мельницы. Орск, 2012. 90 с."),
    ),
    tables=(Grid(ROWS, (), CAPTION, "1"),),
    furniture=(Line(1, "Вестник мукомола"), Line(1, "12")),
    title=TITLE,
    authors=("П. С. Ильин",),
    udc="339.5",
    references=((1, "Ильин П. С. Степные мельницы. Орск, 2012. 90 с."),),
)
"""What is printed."""

READ: tuple[tuple[BlockKind, str], ...] = (
    ("paragraph", "УДК 339.5"),
    ("title", TITLE),
    ("paragraph", "П. С. Ильин"),
    ("paragraph", FIRST),
    ("footnote", NOTE),
    ("caption", CAPTION),
    ("table", "Год\tВывоз\n2018\t26,4\n2019\t"),
    ("paragraph", SECOND),
    ("list_item", "1. Ильин П. С. Степные мельницы. Орск, 2012. 90 с."),
)
"""What a reader without fault makes of it."""

FRONT = FrontMatter(title=TITLE, authors=("П.\u00a0С. Ильин",), udc="339.5")
REFERENCES = (Reference(1, 0, 1, "Ильин П. С. Степные мельницы. Орск, 2012. 90 с."),)
FURNITURE = ("Вестник мукомола 12",)
CELLS = tuple((row, column, text) for row, texts in enumerate(ROWS) for column, text in enumerate(texts))


def document(
    blocks: tuple[tuple[BlockKind, str], ...] = READ,
    *,
    furniture: tuple[str, ...] = FURNITURE,
    cells: tuple[tuple[int, int, str], ...] | None = CELLS,
    mark: tuple[str, str] | None = (FIRST[:MARK], NOTE),
    edits: tuple[tuple[str, str, str, str], ...] = (),
) -> Document:
    """A reading. `mark`: (text before the note's mark, its note's text); an edit: (word as it stands, raw, kind, reason)."""
    text = ""
    made: list[Block] = []
    for kind, words in blocks:
        text += "\n\n" if text else ""
        made.append(Block(len(text), len(text) + len(words), kind, 1))
        text += words
    table = next((at for at, block in enumerate(made) if block.kind == "table"), 0)
    tables = () if cells is None else (
        Table(
            table, table - 1, "1", 1, None, len(ROWS), len(ROWS[0]),
            tuple(Cell(row, column, 0, 0, said) for row, column, said in cells),
        ),
    )  # fmt: skip
    notes: tuple[NoteMark, ...] = ()
    if mark is not None:
        before, note = mark
        index = next(at for at, block in enumerate(made) if text[block.start : block.end] == note)
        notes = (NoteMark(text.index(before) + len(before), "1", index),)
    return Document(
        "d", "d.pdf", "0", "application/pdf", text,
        pieces=(Piece(0, len(text), 1),),
        blocks=tuple(made),
        tables=tables,
        furniture=tuple(Furniture(1, None, "running_head", words) for words in furniture),
        notes=notes,
        edits=tuple(Edit(text.index(word), kind, raw, word, reason) for word, raw, kind, reason in edits),
    )  # fmt: skip


def with_block(old: str, new: str, kind: BlockKind | None = None) -> tuple[tuple[BlockKind, str], ...]:
    """The faultless blocks with `new` in the place of `old`, wherever it stands."""
    return tuple((kind if kind and old in text else was, text.replace(old, new)) for was, text in READ)


def scored(
    read: Document,
    truth: Truth = TRUTH,
    *,
    klass: str = "born_digital",
    front: FrontMatter = FRONT,
    references: tuple[Reference, ...] = REFERENCES,
    digits_known: bool = True,
) -> Score:
    """The reading's score."""
    structure = Structure(read, front, (), (), references)
    return score("made", klass, truth, structure, digits_known=digits_known)


def truth_with(**changes: object) -> Truth:
    """The truth with other fields."""
    return replace(TRUTH, **changes)  # type: ignore[arg-type]
