"""What is asked of PDFium for every word is what its generated bindings say."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pypdfium2 as pdfium
import pytest

from pipeline.read import pdfium_calls as calls

from .drawn import pdf, text

SAID = "Grain went by rail through Petropavl and Omsk"
NOWHERE = (1.0, 2.0, 3.0, 4.0)


@pytest.fixture
def page_text() -> Iterator[pdfium.PdfTextPage]:
    with closing(pdfium.PdfDocument(pdf(text(SAID, 50, 200)))) as document:
        yield document[0].get_textpage()


@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_boxes_are_those_of_the_bindings(
    page_text: pdfium.PdfTextPage, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(calls, "_ROWS", rows)  # fewer than the characters: they are asked in several goes
    room = calls.Room(np.float32, (0.0, 0.0, 0.0, 0.0))
    handle = calls.handle(page_text.raw)
    found = room.filled(calls.loose_box, [handle] * len(SAID), range(len(SAID)))
    expected = [page_text.get_charbox(at, loose=True) for at in range(len(SAID))]
    assert found.shape == (len(SAID), 4)
    np.testing.assert_allclose(found, [(left, top, right, low) for left, low, right, top in expected])


def test_each_number_at_an_address_of_its_own(page_text: pdfium.PdfTextPage) -> None:
    room = calls.Room(np.float64, (0.0, 0.0, 0.0, 0.0), apart=True)
    ((left, right, low, top),) = room.filled(calls.char_box, [calls.handle(page_text.raw)], [6])
    assert (left, low, right, top) == pytest.approx(page_text.get_charbox(6))


def test_a_row_that_nothing_is_written_to_is_the_usual_one(page_text: pdfium.PdfTextPage) -> None:
    room = calls.Room(np.float32, NOWHERE)
    texts = [calls.handle(page_text.raw)] * 2
    assert tuple(room.filled(calls.loose_box, texts, [0, 1])[0]) != NOWHERE
    first, beyond = room.filled(calls.loose_box, texts, [0, 10_000])
    assert tuple(first) != NOWHERE
    assert tuple(beyond) == NOWHERE
