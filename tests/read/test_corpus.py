"""The sample papers, whose text is known to the letter: is what was read what was written, and can each word be found again?"""

import difflib
import re
import unicodedata
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.model import Document
from pipeline.read import read

from .places import TRUTH, own_papers

PAPERS = own_papers()
MOST_ERRORS = 0.002


@cache
def document(path: Path) -> Document:
    return read(path.read_bytes(), path.name)


def errors(truth: str, got: str) -> int:
    """Characters to change, paragraph by paragraph first, for speed."""
    left, right = truth.split("\n\n"), got.split("\n\n")
    count = 0
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            inner = difflib.SequenceMatcher(
                None, "\n\n".join(left[i1:i2]), "\n\n".join(right[j1:j2]), autojunk=False
            )
            count += sum(
                max(a2 - a1, b2 - b1) for kind, a1, a2, b1, b2 in inner.get_opcodes() if kind != "equal"
            )
    return count


def test_there_are_papers() -> None:
    assert len(PAPERS) >= 6
    assert {path.suffix for path in PAPERS} >= {".pdf", ".docx", ".txt"}


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_text_is_the_truth(path: Path) -> None:
    truth = (TRUTH / f"{path.stem}.txt").read_text(encoding="utf-8").strip()
    wrong = errors(truth, document(path).text)
    assert wrong <= MOST_ERRORS * len(truth), f"{wrong} wrong characters of {len(truth)}"


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_structure_is_sound(path: Path) -> None:
    found = document(path)
    assert found.problems == ()
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\u00ad\u200b\ufffc\ud800-\udfff]|  |\n\n\n", found.text)
    assert unicodedata.is_normalized("NFC", found.text)
    at = 0
    for block in found.blocks:
        assert found.text[at : block.start] == ("\n\n" if at else "")
        assert block.start < block.end
        at = block.end
    assert at == len(found.text)
    for piece, following in zip(found.pieces, found.pieces[1:], strict=False):
        assert piece.end <= following.start
        assert set(found.text[piece.end : following.start]) <= set(" \n\t")
    for table in found.tables:
        assert found.blocks[table.block].kind == "table"
        assert table.caption is None or found.blocks[table.caption].kind == "caption"
        for cell in table.cells:
            assert found.text[cell.start : cell.end] == cell.text
            assert cell.row < table.n_rows and cell.column < table.n_columns
    for note in found.notes:
        assert note.block is not None and found.blocks[note.block].kind == "footnote"


@pytest.mark.parametrize(
    "path", [path for path in PAPERS if path.suffix == ".pdf"], ids=lambda path: path.stem
)
def test_each_word_is_in_its_box(path: Path) -> None:
    """The ink inside a piece's box, read from the PDF anew, is the piece's text."""
    found = document(path)
    source = pdfium.PdfDocument(path)
    texts = [page.get_textpage() for page in source]
    heights = [page.get_height() for page in source]
    assert found.pieces
    for piece in found.pieces:
        assert piece.page is not None and piece.box is not None
        x0, top, x1, bottom = piece.box
        height = heights[piece.page - 1]
        inset = 0.1 * (bottom - top)
        ink = texts[piece.page - 1].get_text_bounded(
            x0 - 0.3, height - bottom + inset, x1 + 0.3, height - top - inset
        )
        assert squeezed(found.text[piece.start : piece.end]) in squeezed(ink), piece


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe\x00-\x1f‐-]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize(
    "path", [path for path in PAPERS if path.suffix == ".txt"], ids=lambda path: path.stem
)
def test_raw_offsets_lead_back_to_the_file(path: Path) -> None:
    from pipeline.read.plain.encoding import decode

    raw, _ = decode(path.read_bytes())
    found = document(path)
    for piece in found.pieces:
        assert piece.raw is not None
        said = found.text[piece.start : piece.end]
        assert raw[piece.raw : piece.raw + len(said)].rstrip("-") == said.rstrip("-")


def test_reading_twice_gives_the_same() -> None:
    path = PAPERS[0]
    assert read(path.read_bytes(), path.name) == document(path)
