"""Real papers beside the checkout; skipped, visibly, where they are absent."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.model import Document
from pipeline.read import ReadError, read

from .places import SHARED, needs_shared


@cache
def document(path: Path) -> Document:
    return read(path.read_bytes(), path.name)


def seeds() -> list[Path]:
    return [*sorted((SHARED / "seeds").glob("*.txt")), *sorted((SHARED / "papers").glob("seed_*.pdf"))]


@needs_shared
@pytest.mark.parametrize("path", seeds(), ids=lambda path: path.name)
def test_seeds_are_read_whole(path: Path) -> None:
    found = document(path)
    assert found.problems == () and found.text_quality is not None and found.text_quality > 0.85
    long = [block for block in found.blocks if block.kind == "paragraph" and block.end - block.start > 150]
    assert all(found.text[block.end - 1] in ".]" for block in long)
    if "000" in path.name:
        assert "экономическую и инвестиционную области. По словам" in found.text
        assert "на площадках ЕАЭС, СНГ, ОДКБ, Таможенного союза." in found.text
        assert [block.kind for block in found.blocks].count("footnote") == len(found.notes) == 5
        assert "Северо-Казахстанской" in found.text
    else:
        (table,) = found.tables
        assert (table.number, table.n_rows, table.n_columns) == ("1", 6, 5)
        assert table.cells[4].text == "Доля России в товарообороте, %"
        assert table.cells[-1].text == "Экспорт 12,4 % Импорт 26,5 %"
        assert [cell.header for cell in table.cells] == [True] * 5 + [False] * 25


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "papers").glob("*.pdf")), ids=lambda path: path.stem)
def test_no_rubbish_passes_as_text(path: Path) -> None:
    try:
        found = document(path)
    except ReadError as error:
        assert error.code in ("NO_TEXT", "BAD_TEXT_LAYER")
        return
    assert "(cid:" not in found.text and "\ufffe" not in found.text
    # A sign that nobody can tell (of a formula's font) is said to be unknown, in the text and in a problem.
    unknown = {found.page_of(at, at + 1) for at, sign in enumerate(found.text) if sign == "\ufffd"}
    assert unknown <= {problem.page for problem in found.problems if problem.code == "BAD_TEXT_LAYER"}
    assert found.text.count("\ufffd") < 0.002 * len(found.text)
    assert found.text_quality is not None and found.text_quality > 0.85
    assert not any(block.start == block.end for block in found.blocks)
