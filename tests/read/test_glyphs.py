"""Words of a page, as PDFium gives them and as they stand on the paper."""

from pipeline.read import pdf
from pipeline.read.errors import Limits
from pipeline.read.ink import PageInk

from .drawn import pdf as page_of
from .drawn import text


def words(drawing: str) -> list[str]:
    document = pdf.open_pdf(page_of(drawing), None)
    try:
        (page,) = pdf.pages(document, Limits())
    finally:
        document.close()
    assert isinstance(page, PageInk)
    return [word.text for word in page.words]


def test_a_space_too_narrow_for_pdfium_is_a_space_after_a_stop() -> None:
    tight = "BT /F 10 Tf 20 200 Td [(ten mln t,) -130 (then) -400 (fell)] TJ ET\n"
    assert words(tight) == ["ten", "mln", "t,", "then", "fell"]


def test_kerning_after_a_stop_is_no_space() -> None:
    assert words("BT /F 10 Tf 20 200 Td [(I.) -40 (O.) -40 (Name)] TJ ET\n") == ["I.O.Name"]


def test_letter_spacing_is_no_space_after_a_stop() -> None:
    assert words("BT /F 10 Tf 1.4 Tc 20 200 Td (State.slow) Tj ET\n") == ["State.slow"]


def test_a_figure_raised_at_a_word_is_a_mark_of_its_own() -> None:
    raised = text("Russia", 20, 200) + text("1", 53, 204, size=6) + text("grew in 2018", 60, 200)
    assert words(raised) == ["Russia", "1", "grew", "in", "2018"]
