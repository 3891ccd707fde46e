"""Scans: read where Tesseract is installed, refused with the reason where it isn't."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from pipeline.model import Document
from pipeline.read import ReadError, read
from pipeline.read.scan import ocr, tesseract

from . import scans
from .places import PAPERS

PAPER = (PAPERS / "04_border_regions.pdf").read_bytes()
PAGE = 2  # prose with a footnote's mark, powers, figures with commas, a drawn rule
needs_tesseract = pytest.mark.skipif(
    ocr.lacking() is not None, reason=f"scans can't be read here: {ocr.lacking()}"
)


@cache
def born_digital() -> Document:
    return read(PAPER, "paper.pdf")


@cache
def scan() -> Document:
    return read(scans.pdf([scans.picture(PAPER, PAGE)]), "scan.pdf")


def words_of(document: Document, page: int) -> list[str]:
    """The body's words on a page, hyphenated ones whole."""
    found = []
    for block in document.blocks:
        if block.kind in ("paragraph", "heading"):
            said = document.text[block.start : block.end]
            at = block.start
            for word in said.split():
                at = document.text.index(word, at)
                if document.page_of(at, at + len(word)) == page:
                    found.append(word)
                at += len(word)
    return found


@needs_tesseract
def test_a_scan_reads_as_the_paper_does() -> None:
    found = scan()
    assert found.text_layer == "ocr" and [page.text_layer for page in found.pages] == ["ocr"]
    assert found.problems == () and (found.text_quality or 0) > 0.8
    truth, seen = words_of(born_digital(), PAGE), words_of(found, 1)
    missed = [word for word in truth if word not in seen]
    assert len(missed) <= 0.03 * len(truth), missed
    figures = [word for word in truth if any(map(str.isdigit, word))]
    assert len(figures) > 15 and [word for word in figures if word not in seen] == []


@needs_tesseract
def test_marks_and_footnotes_are_told_from_figures_on_a_scan() -> None:
    found = scan()
    notes = [found.text[b.start : b.end] for b in found.blocks if b.kind == "footnote"]
    assert len(notes) == 2 and notes[0].startswith("Тюменская")
    assert "Восточно-Казахстанской области." in found.text
    assert "1,4 млн км²" in found.text


@needs_tesseract
def test_boxes_lie_on_the_words_of_a_page_that_lies_askew_and_on_its_side() -> None:
    straight = scans.picture(PAPER, PAGE)
    tilted = np.rot90(_tilted(straight, 0.02))
    found = read(scans.pdf([np.ascontiguousarray(tilted)]), "turned.pdf")
    at = found.text.index("протяжённость")
    (box,) = found.boxes_of(at, at + len("протяжённость"))
    dark = tilted < 128
    scale = 300 / 72
    x0, top, x1, bottom = (round(side * scale) for side in box)
    inside = dark[top:bottom, x0:x1].mean()
    assert bottom - top > 3 * (x1 - x0), "a word of a page on its side stands upright"
    assert inside > 0.15, "the box holds ink"


@needs_tesseract
def test_the_same_bytes_give_the_same_words() -> None:
    data = scans.pdf([scans.picture(PAPER, 6)])
    assert read(data, "a.pdf") == read(data, "a.pdf")


@needs_tesseract
def test_text_drawn_under_a_line_of_text_is_read() -> None:
    data = scans.pdf([scans.picture(PAPER, PAGE)], said="Downloaded from a library on the 3rd of May")
    found = read(data, "stamped.pdf")
    assert found.text_layer == "ocr" and "Население и хозяйство" in found.text


@needs_tesseract
def test_rubbish_in_a_picture_is_refused() -> None:
    noise = np.random.default_rng(5).integers(0, 2, (900, 700)).astype(np.uint8) * 255
    with pytest.raises(ReadError) as refused:
        read(scans.pdf([noise], dpi=100), "noise.pdf")
    assert refused.value.code in ("NO_TEXT", "BAD_TEXT_LAYER")


@needs_tesseract
def test_the_fingerprint_names_the_program() -> None:
    release = tesseract.release()
    assert release and release in ocr.fingerprint()
    assert ocr.fingerprint() == ocr.fingerprint()


@pytest.mark.parametrize(
    ("program", "languages", "said"),
    [(None, set(), "Tesseract isn't installed"), ("/bin/tesseract", {"eng"}, "`rus`")],
)
def test_without_tesseract_the_problem_says_so(
    monkeypatch: pytest.MonkeyPatch, program: str | None, languages: set[str], said: str
) -> None:
    monkeypatch.setattr(tesseract, "program", lambda: program)
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset(languages))
    blank = np.full((800, 600), 255, dtype=np.uint8)
    data = scans.pdf([blank, blank], dpi=72)
    with pytest.raises(ReadError) as refused:
        read(data, "scan.pdf")
    assert refused.value.code == "NO_TEXT"
    assert said in refused.value.message


def test_a_born_digital_paper_is_never_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a page with a healthy text layer went to OCR")

    monkeypatch.setattr(ocr.Scanner, "read", refuse)
    assert read(PAPER, "paper.pdf").text_layer == "native"


def _tilted(picture: scans.Picture, slope: float) -> scans.Picture:
    """The picture with its lines climbing to the right."""
    height, width = picture.shape
    columns = np.arange(width)
    made = np.full_like(picture, 255)
    for row in range(height):
        source = np.clip(np.round(row + slope * (columns - width / 2)).astype(int), 0, height - 1)
        made[row] = picture[source, columns]
    return made
