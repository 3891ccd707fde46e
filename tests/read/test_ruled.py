"""Ruled tables: pdfplumber finds the cells, lines and words stay PDFium's, and the lattice stands in where it can't."""

import pdfplumber.table
import pytest

from pipeline.model import Document
from pipeline.read import Limits, pdf, read
from pipeline.read.ink import PageInk, Word
from pipeline.read.tabular import lattice, ruled

from . import drawn
from .places import PAPERS

LEFT, MIDDLE, RIGHT = 60, 160, 260
ROWS = (250, 230, 210, 190)
CELLS = (("Port", "2021", "2022"), ("Aktau", "3 410", "3 905"), ("Kuryk", "120", "88"))
PROSE = drawn.text("Freight of the two ports of the eastern shore has grown since then", 60, 270)


def drawing(*, sides: bool = True, merged: bool = False) -> str:
    made = PROSE
    edges = (LEFT, MIDDLE, RIGHT, 360) if sides else (MIDDLE, RIGHT)
    for y in ROWS:
        made += drawn.rule(LEFT, y, 360, y)
    for x in edges:
        made += drawn.rule(x, ROWS[-1], x, 230 if merged and x == RIGHT else ROWS[0])
    for y, cells in zip((236, 216, 196), CELLS, strict=True):
        for x, said in zip((LEFT, MIDDLE, RIGHT), cells, strict=True):
            if not (merged and said == "2022"):
                made += drawn.text(said, x + 5, y)
    return made


def inks(data: bytes) -> list[PageInk]:
    return [page for page in pdf.pages(pdf.open_pdf(data, None), Limits()) if isinstance(page, PageInk)]


def held(page: PageInk, found: lattice.Lattice) -> list[Word]:
    x0, top, x1, bottom = found.box
    places = ((word, lattice.place(word)) for word in page.words)
    return [word for word, (x, y) in places if x0 <= x <= x1 and top <= y <= bottom]


def shape(found: Document) -> list[tuple[int, int, int, int, str]]:
    (table,) = found.tables
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


@pytest.mark.parametrize("crop", ["0 0 400 300", "30 20 390 290"])
@pytest.mark.parametrize("sides", [True, False])
def test_pdfplumber_finds_the_cells(monkeypatch: pytest.MonkeyPatch, sides: bool, crop: str) -> None:
    data = drawn.pdf(drawing(sides=sides), crop=crop)
    (page,) = inks(data)
    (found,) = lattice.lattices(lattice.merged(page.rules))
    monkeypatch.setattr(lattice, "slots", refused)
    slots, rows, columns = ruled.slots(found, held(page, found))
    assert (rows, columns) == (3, 3)
    assert [tuple(line.text for line in slot.lines) for slot in slots] == [
        (said,) for row in CELLS for said in row
    ]
    (table,) = read(data, "ports.pdf").tables
    assert [cell.text for cell in table.cells] == [said for row in CELLS for said in row]
    assert all(cell.box is not None for cell in table.cells)


def test_merged_head() -> None:
    assert shape(read(drawn.pdf(drawing(merged=True)), "ports.pdf"))[:3] == [
        (0, 0, 1, 1, "Port"),
        (0, 1, 1, 2, "2021"),
        (1, 0, 1, 1, "Aktau"),
    ]


def test_a_grid_drawn_as_one_path() -> None:
    """Without lifting the pen between its lines but once for each: one object to PDFium; the page is scaled besides."""
    edges = "".join(f"{2 * LEFT} {2 * y} m {720} {2 * y} l " for y in ROWS)
    edges += "".join(f"{2 * x} {2 * ROWS[-1]} m {2 * x} {2 * ROWS[0]} l " for x in (LEFT, MIDDLE, RIGHT, 360))
    words = "".join(part for part in drawing().splitlines(keepends=True) if part.startswith("BT"))
    (table,) = read(drawn.pdf(f"{words}q .5 0 0 .5 0 0 cm {edges}S Q\n"), "ports.pdf").tables
    assert [cell.text for cell in table.cells] == [said for row in CELLS for said in row]


def test_a_chart_is_no_table() -> None:
    curve = "60 190 m " + "".join(f"{60 + 20 * at} {200 + 7 * (at % 5)} l " for at in range(1, 14))
    axes = drawn.rule(LEFT, 190, 360, 190) + drawn.rule(LEFT, 190, LEFT, 250)
    assert read(drawn.pdf(PROSE + axes + curve + "S\n"), "chart.pdf").tables == ()


def test_where_lines_cross_too_often_the_lattice_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn.pdf(drawing(merged=True))
    usual = shape(read(data, "ports.pdf"))
    monkeypatch.setattr(pdfplumber.table, "intersections_to_cells", refused)
    with pytest.raises(AssertionError, match="asked"):
        read(data, "ports.pdf")
    monkeypatch.setattr(ruled, "_MOST_CROSSINGS", 15)
    assert shape(read(data, "ports.pdf")) == usual


def test_a_word_outside_the_cells_leaves_the_table_to_the_lattice(monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = inks(drawn.pdf(drawing()))
    (found,) = lattice.lattices(lattice.merged(page.rules))
    usual = pdfplumber.table.intersections_to_cells
    monkeypatch.setattr(pdfplumber.table, "intersections_to_cells", lambda crossings: usual(crossings)[:-1])
    slots, rows, columns = ruled.slots(found, held(page, found))
    assert (rows, columns) == (3, 3)
    assert len([slot for slot in slots if slot.lines]) == 9


@pytest.mark.parametrize("stem", ["01_trade_turnover", "02_eaeu_institutions"])
def test_both_ways_agree_on_the_sample_papers(stem: str) -> None:
    found = 0
    for page in inks((PAPERS / f"{stem}.pdf").read_bytes()):
        for own in lattice.lattices(lattice.merged(page.rules)):
            words = held(page, own)
            theirs, ours = ruled.slots(own, words), lattice.slots(own, words)
            assert theirs[1:] == ours[1:]
            assert [slot._replace(box=None) for slot in theirs[0]] == [
                slot._replace(box=None) for slot in ours[0]
            ]
            found += 1
    assert found


def refused(*_: object) -> None:
    raise AssertionError("it was asked")
