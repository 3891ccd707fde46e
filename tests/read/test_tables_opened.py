"""Ruled tables that are open between their rows, boxes of a scheme, and tables cut by a page's end."""

from pipeline.model import Document, Furniture
from pipeline.read import read
from pipeline.read.flow import Grid, Slot
from pipeline.read.ink import Rule, Word
from pipeline.read.runs import runs_of
from pipeline.read.tabular import captions, levels

from . import drawn

EDGES = (60, 160, 260, 360)
ROWS = (("Port", "2021", "2022"), ("Aktau", "3 410", "3 905"), ("Kuryk", "120", "88"), ("Bautino", "7", "9"))


def page(*levels_at: int) -> bytes:
    made = drawn.text("Freight of the three ports has grown since then", 60, 270)
    for y in levels_at:
        made += drawn.rule(EDGES[0], y, EDGES[-1], y)
    for x in EDGES:
        made += drawn.rule(x, levels_at[-1], x, levels_at[0])
    for y, row in zip((236, 220, 204, 188), ROWS, strict=True):
        for x, said in zip(EDGES, row, strict=False):
            made += drawn.text(said, x + 5, y)
    return drawn.pdf(made)


def rows(found: Document) -> list[list[str]]:
    (table,) = found.tables
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.n_rows)]


def test_lines_of_an_open_body_are_rows() -> None:
    found = rows(read(page(250, 230, 180), "open.pdf"))
    assert found == [list(row) for row in ROWS]


def test_a_ruled_body_keeps_its_rows() -> None:
    found = rows(read(page(250, 230, 214, 198, 180), "ruled.pdf"))
    assert found == [list(row) for row in ROWS]


def test_boxes_with_links_between_are_no_table() -> None:
    made = drawn.text("Freight of the three ports has grown since then", 60, 270)
    for x in (60, 160, 260):
        made += drawn.rule(x, 230, x + 70, 230) + drawn.rule(x, 200, x + 70, 200)
        made += drawn.rule(x, 200, x, 230) + drawn.rule(x + 70, 200, x + 70, 230)
        made += drawn.text("Berth", x + 20, 212)
    for x in (130, 230):
        made += drawn.rule(x, 206, x + 30, 206)
    assert not read(drawn.pdf(made), "scheme.pdf").tables


def test_underlined_links_are_no_rules() -> None:
    words = [
        Word("example.org/ports", 60.0, base - 7, 150.0, base + 2, base, 10.0, page=1)
        for base in (100.0, 124.0, 148.0)
    ]
    rules = [Rule(60, word.base + 1.2, 150, word.base + 1.2) for word in words]
    assert not levels.found(rules, runs_of(words))


def grid(page_number: int, x1: float) -> Grid:
    slots = tuple(Slot(row, column, (), row == 0) for row in range(2) for column in range(2))
    return Grid(slots, 2, 2, page_number, (60, 100, x1, 200), 0)


def test_tables_of_one_width_on_following_pages_are_one() -> None:
    gone: list[Furniture] = []
    (found,) = captions.continued([grid(1, 360), grid(2, 361)], gone)
    assert isinstance(found, Grid) and found.n_rows >= 2
