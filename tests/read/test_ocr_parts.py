"""The parts of OCR that need no Tesseract: its answer parsed, a picture laid straight, signs told off against text."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.model import Box
from pipeline.read.errors import Limits, ReadError
from pipeline.read.ink import Frame, PageInk, Word
from pipeline.read.scan import alphabets, closeup, inked, printed, raised, raster, respelt, tesseract
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.tesseract import OcrError, PixelBox, Seen, SeenLine

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title></title></head><body>
 <div class='ocr_page' title='image "stdin"; bbox 0 0 900 300; ppageno 0; scan_res 300 300'>
  <div class='ocr_carea' title="bbox 40 50 600 90"><p class='ocr_par' lang='rus' title="bbox 40 50 600 90">
   <span class='ocr_line' title="bbox 40 50 600 90; baseline 0 -7; x_size 31">
    <span class='ocrx_word' title='bbox 40 50 200 84; x_wconf 96'>Вывоз</span>
    <span class='ocrx_word' title='bbox 220 50 400 90; x_wconf 71' lang='eng'>R&amp;D,</span>
    <span class='ocrx_word' title='bbox 500 50 501 51; x_wconf 3'> </span>
   </span>
   <span class='ocr_photo' title="bbox 40 100 600 200"><span class='ocrx_word' title='bbox 1 1 2 2; x_wconf 9'>x</span></span>
  </p></div></div></body></html>"""


def test_an_answer_is_parsed() -> None:
    (line,) = tesseract.parse(HOCR.encode())
    assert line == SeenLine(
        (Seen("Вывоз", (40, 50, 200, 84), 96, "rus"), Seen("R&D,", (220, 50, 400, 90), 71, "eng")),
        (40, 50, 600, 90),
    )


def test_an_answer_that_is_cut_short_is_an_error() -> None:
    with pytest.raises(OcrError, match="can't be read"):
        list(tesseract.parse(HOCR[:-40].encode()))


def page_of_lines(height: int = 900, width: int = 700) -> raster.Picture:
    """Grey rows of black blocks, as text looks from afar."""
    made = np.full((height, width), 255, dtype=np.uint8)
    rng = np.random.default_rng(1)
    for top in range(60, height - 60, 30):
        x = 60
        while x < width - 100:
            wide = int(rng.integers(6, 60))
            made[top : top + 12, x : x + wide] = 0
            x += wide + 8
    return made


@pytest.mark.parametrize("degrees", [-4.5, -1.0, -0.3, 0.0, 0.5, 2.0, 5.0])
@pytest.mark.parametrize("quarters", [0, 1, 3])
def test_how_a_page_lies(degrees: float, quarters: int) -> None:
    askew = raster.straightened(page_of_lines(), -degrees)
    lie = raster.lie(raster.ink(np.rot90(askew, quarters)))
    assert lie.side == bool(quarters % 2)
    assert lie.skew == pytest.approx(degrees, abs=0.11)


def test_a_page_is_laid_straight() -> None:
    askew = raster.straightened(page_of_lines(), -2.0)
    mended = raster.straightened(askew, raster.lie(raster.ink(askew)).skew)
    assert raster.lie(raster.ink(mended)).skew == 0.0


def test_an_empty_page_lies_straight() -> None:
    assert raster.lie(np.zeros((200, 200), dtype=bool)) == raster.Lie(False, 0.0)


def test_boxes_go_back_to_where_the_page_lay() -> None:
    height, width, degrees = 900, 700, 3.0
    marked = np.full((height, width), 255, dtype=np.uint8)
    marked[200:210, 500:520] = 0
    straight = raster.straightened(marked, degrees) < 128
    rows, columns = np.nonzero(straight)
    seen: Box = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    shown = Frame(0, 0, width, height, 0)
    ink = PageInk(1, shown._replace(slope=float(np.tan(np.radians(degrees)))), shown, (), (), (), 0.0)
    x0, top, x1, bottom = ink.as_shown(seen)
    assert ((x0 + x1) / 2, (top + bottom) / 2) == (pytest.approx(510, abs=1.5), pytest.approx(205, abs=1.5))


def test_dust_goes_and_letters_stay() -> None:
    clean = page_of_lines()
    dusty = clean.copy()
    rng = np.random.default_rng(2)
    dusty.reshape(-1)[rng.integers(0, dusty.size, dusty.size // 300)] = 0
    mended = raster.despeckled(dusty, raster.ink(dusty))
    assert (mended != clean).mean() < 0.1 * (dusty != clean).mean()
    assert raster.despeckled(clean, raster.ink(clean)) is clean


def test_drawn_lines_are_found_and_text_isnt() -> None:
    dark = raster.ink(page_of_lines())
    dark[410:413, 50:600] = True
    assert list(raster.level_strokes(dark, 200, 12)) == [(50, 410, 600, 413)]
    dark[500:540, 50:600] = True
    assert len(list(raster.level_strokes(dark, 200, 12))) == 1, "a thick bar is no rule"


# --- signs told off against text: a line of size 100 / 0.69, whose capitals are 100 pixels high, on row 500 ------------


def sign(kind: str, x: int) -> PixelBox:
    high, low, wide = {
        "tall": (100, 0, 50),
        "small": (68, 0, 45),
        "tail": (68, -25, 45),
        "stop": (14, 0, 14),
        "comma": (14, -18, 16),
        "hyphen": (40, 28, 40),
        "dash": (40, 28, 75),
        "raised": (108, 50, 30),
    }[kind]
    return (x, 500 - high, x + wide, 500 - low)


def word(
    text: str, kinds: str, *, confidence: int = 95, at: int = 0, wide_at: int | None = None
) -> MeasuredWord:
    signs: list[PixelBox] = []
    x = at
    for index, kind in enumerate(kinds.split()):
        x += 60 if index == wide_at else 0
        signs.append(sign(kind, x))
        x = signs[-1][2] + 10
    box = (at, min(s[1] for s in signs), signs[-1][2], max(s[3] for s in signs))
    return MeasuredWord(Seen(text, box, confidence, "rus"), tuple(signs), (), None)


def line(*words: MeasuredWord) -> Measured:
    return Measured(words, 500, 100 / printed.CAPITAL_HEIGHT)


def texts(*words: MeasuredWord) -> list[str]:
    return [made.text for found in respelt.lines([line(*words)]) for made in found.words]


@pytest.mark.parametrize(
    ("text", "kinds", "made"),
    [
        ("71", "tall comma tall", "7,1"),
        ("1.5", "tall comma tall", "1,5"),
        ("2,5", "tall stop tall", "2.5"),
        ("71", "tall tall", "71"),
        ("711", "tall comma tall", "711"),  # they don't tally: left alone
        ("2019-2023", "tall tall tall tall dash tall tall tall tall", "2019–2023"),
        ("7-8", "tall hyphen tall", "7-8"),
    ],
)
def test_figures_have_the_stops_and_dashes_that_are_printed(text: str, kinds: str, made: str) -> None:
    assert texts(word(text, kinds)) == [made]


def test_a_comma_that_isnt_printed_goes() -> None:
    assert texts(word("никогда,", "small small small small small small small")) == ["никогда"]
    assert texts(word("всегда,", "small small small small small small comma")) == ["всегда,"]


def test_a_quote_that_isnt_printed_goes() -> None:
    assert texts(word("‘они", "small small small")) == ["они"]


def test_a_capital_that_is_printed_small_goes() -> None:
    assert texts(word("Сам", "small small small")) == ["сам"]
    assert texts(word("Сам", "tall small small")) == ["Сам"]


def test_a_space_that_is_printed_stands() -> None:
    assert texts(word("С.45", "tall stop tall tall", wide_at=2)) == ["С.", "45"]
    assert texts(word("С.45", "tall stop tall tall")) == ["С.45"]
    assert texts(word("ав", "small small", wide_at=1)) == ["а", "в"]
    assert texts(word("12", "tall tall", wide_at=1)) == ["12"]


def test_specks_go() -> None:
    assert texts(word("~", "stop", confidence=12), word("он", "small small")) == ["он"]


@pytest.mark.parametrize(
    ("text", "made"),
    [("Pоссия", "Россия"), ("IT-компания", "IT-компания"), ("COVID-19", "COVID-19"), ("С-400", "С-400")],
)
def test_a_word_has_one_alphabet(text: str, made: str) -> None:
    around = word("страна", "small small small small small small")
    assert texts(around, word(text, "tall " * len(text)), around)[1] == made


def test_a_look_alike_takes_the_alphabet_of_its_line() -> None:
    around = word("страна", "small small small small small small")
    assert texts(around, word("Ha", "tall small"), around)[1] == "На"
    assert texts(around, word("Ha", "small small"), around)[1] == "на"
    assert texts(around, word("BTO", "small small small"), around)[1] != "ВТО"


def test_roman_numerals_and_letters_like_figures() -> None:
    assert alphabets.lettered("ХУШ") == "XVIII"
    assert alphabets.lettered("УП") == "УП"
    assert alphabets.lettered("3десь") == "Здесь"
    assert alphabets.lettered("3 %") == "3 %"


# --- marks and sizes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kinds", "mark", "made"),
    [
        ("мира‘.", "small small small small raised stop", "1", ("мира", "1", ".")),
        ("20182", "tall tall tall tall raised", "2", ("2018", "2", "")),
        ("км?", "small small raised", "2", ("км²", None, "")),
        ("км?,", "small small raised comma", "2", ("км²,", None, "")),
        ("ЕАЭСЗ,", "tall tall tall tall raised comma", "3", ("ЕАЭС", "3", ",")),
    ],
)
def test_a_mark_is_taken_off_its_word(
    monkeypatch: pytest.MonkeyPatch, text: str, kinds: str, mark: str, made: tuple[str, str | None, str]
) -> None:
    monkeypatch.setattr(closeup, "read", lambda *_, **__: [(mark, 96)])
    bare = word(text, kinds)
    behind = len(kinds.split()) - 1 - kinds.split().index("raised")
    bare = bare._replace(raised=(printed.Raised(bare.signs[-1 - behind], behind),))
    ((found,),) = raised.marked([line(bare)], np.zeros((10, 10), dtype=np.uint8))
    assert (found.word.text, found.mark and found.mark[0], found.after) == made


def test_an_unsure_mark_stays_as_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closeup, "read", lambda *_, **__: [("7", 30)])
    bare = word("мира‘", "small small small small raised")
    bare = bare._replace(raised=(printed.Raised(bare.signs[-1], 0),))
    ((found,),) = raised.marked([line(bare)], np.zeros((10, 10), dtype=np.uint8))
    assert (found.word.text, found.mark) == ("мира‘", None)


def test_two_readings_decide_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[("237", 95)], [("237", 93)]])
    monkeypatch.setattr(closeup, "read", lambda *_, **__: next(answers))
    (found,) = closeup.figures([line(word("(257),", "tall " * 6))], np.zeros((10, 10), dtype=np.uint8))
    assert found.words[0].text == "(237),"


def test_readings_that_disagree_leave_a_figure_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[("237", 95)], [("287", 93)]])
    monkeypatch.setattr(closeup, "read", lambda *_, **__: next(answers))
    (found,) = closeup.figures([line(word("257", "tall tall tall"))], np.zeros((10, 10), dtype=np.uint8))
    assert (found.words[0].text, found.words[0].seen.confidence) == ("257", closeup.DOUBTFUL)


def test_sizes_of_a_paper_are_drawn_together() -> None:
    frame = Frame(0, 0, 400, 600, 0)
    sizes = [10.0] * 30 + [10.3] * 20 + [9.8] * 10 + [8.2] * 15 + [8.4] * 6 + [14.0]
    words = tuple(Word("слово", 0, 0, 9, 9, 9, size, page=1) for size in sizes)
    (found,) = inked.levelled([PageInk(1, frame, frame, words, (), (), 0.0)])
    assert len({made.size for made in found.words}) == 3
    assert len({made.size for made in found.words[:60]}) == 1


def test_so_many_pages_are_read_by_ocr() -> None:
    limits = Limits(ocr_pages=3)
    limits.check_ocr_pages(3, 9)
    with pytest.raises(ReadError, match="--ocr-page-limit") as caught:
        limits.check_ocr_pages(4, 10)
    assert (caught.value.code, caught.value.page) == ("TOO_LARGE", 10)
