"""Figures and empty cells of a scan: what the ink says against what was read."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.read.ink import Rule
from pipeline.read.scan import cased, closeup, closewords, gaps, printed, ruling, tallied, unseen
from pipeline.read.scan.likeness import Likeness
from pipeline.read.scan.printed import MeasuredWord
from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.ruling import Strokes
from pipeline.read.scan.tesseract import PixelBox
from pipeline.read.tabular import lattice

from .inkwords import SIZE, line, word

PAPER: Picture = np.full((700, 1400), 255, dtype=np.uint8)


def settled(*words: MeasuredWord, picture: Picture = PAPER) -> list[str]:
    return [made.text for found in gaps.settled([line(*words)], picture) for made in found.words]


@pytest.mark.parametrize(
    ("text", "shapes", "tally"),
    [
        ("71,5", "tall tall comma tall", True),
        ("5", "tall tall comma tall", False),
        ("2019", "tall half half one tall", True),  # a broken 0
        ("20219", "tall half half one tall", True),  # and so it may be five
        ("202195", "tall half half one tall", False),
        ("781,6", "wide tall comma tall", True),  # two touch
        ("78,1", "wide tall comma tall", False),
        ("12%", "one tall tall tall", True),
    ],
)
def test_a_reading_has_as_many_digits_as_are_printed(text: str, shapes: str, tally: bool) -> None:
    one = word(text, *shapes.split())
    assert tallied.tallies(text, one, line(one)) is tally


def test_a_stop_that_touches_a_digit_is_not_lost() -> None:
    one = word("7,5", "wide", "tall")
    made = tallied.spelt(one, line(one), "75", ["7,5"])
    assert made is not None and made.text == "7,5"
    one = word("«ВОТ.", "tall", "tall", "tall", "tall")
    made = tallied.spelt(one, line(one), "1591", ["1.591"])  # nothing is printed where the reading has a stop
    assert made is not None and made.text == "1591"


def test_thousands_are_parted_where_space_is_printed() -> None:
    assert settled(word("1832", "tall", "12", "tall", "tall", "tall")) == ["1", "832"]
    assert settled(word("1832", "tall", "tall", "tall", "tall")) == ["1832"]
    assert settled(word("2016", "tall", "tall", "12", "tall", "tall")) == ["2016"]  # none parts so
    assert settled(word("17400,5", "tall", "tall", "12", "tall", "tall", "tall", "comma", "tall")) == [
        "17",
        "400,5",
    ]


def test_stops_of_figures_are_those_printed() -> None:
    assert settled(word("22:5", "tall", "tall", "comma", "tall")) == ["22,5"]
    assert settled(word("31/12", "tall", "comma", "tall", "tall", "tall", "comma", "tall")) == ["3,1/1,2"]
    assert settled(word("1513.", "tall", "tall", "tall", "comma", "tall")) == ["151,3"]


def test_signs_that_there_is_no_figure_are_told_by_their_ink() -> None:
    assert settled(word("sits", "stop", "stop", "stop")) == ["…"]
    assert settled(word("=", "dash")) == ["–"]
    assert settled(word("7", "dash")) == ["7"] and settled(word("12", "tall", "tall")) == ["12"]


def _with_slash(box: PixelBox) -> Picture:
    picture = PAPER.copy()
    x0, top, x1, bottom = box
    for y in range(top, bottom):
        x = round(x1 - 3 - (x1 - x0 - 4) * (y - top) / (bottom - top - 1))
        picture[y, x : x + 3] = 0
    return picture


def test_a_slash_read_as_a_digit_is_told_by_its_slant() -> None:
    one = word("12,5", "tall", "12", "tall", "comma", "tall")
    picture = _with_slash(one.signs[0])
    assert settled(one, picture=picture) == ["/", "2,5"]
    upright = PAPER.copy()
    x0, top, x1, bottom = one.signs[0]
    upright[top:bottom, x0 + 3 : x1 - 3] = 0
    assert settled(one, picture=upright) == ["12,5"]


# --- likeness: digits drawn as blots of different shape ----------------------------------------------------------------


def _drawn(picture: Picture, digit: str, box: PixelBox) -> None:
    x0, top, x1, bottom = box
    middle = (top + bottom) // 2
    if digit == "7":
        picture[top : top + 5, x0:x1] = 0
        picture[top:bottom, x1 - 5 : x1] = 0
    elif digit == "1":
        picture[top:bottom, x0:x1] = 0
    else:
        picture[middle:bottom, x0:x1] = 0
        picture[top:bottom, x0 : x0 + 5] = 0


def _page(*digits: str) -> tuple[Picture, list[PixelBox]]:
    picture = PAPER.copy()
    boxes = [(100 + 40 * at, 470, 118 + 40 * at, 500) for at in range(len(digits))]
    for digit, box in zip(digits, boxes, strict=True):
        _drawn(picture, digit, box)
    return picture, boxes


def test_a_digit_is_what_it_looks_like_on_this_page() -> None:
    picture, boxes = _page("7", "7", "7", "6", "6", "6", "7", "1")
    like = Likeness(picture, zip("777666", boxes[:6], strict=True))
    assert like.read([boxes[6]]) == "7"
    assert like.read([boxes[7]]) is None, "no 1 is known here, and it's like none that is"


def test_a_digit_does_not_speak_for_itself() -> None:
    picture, boxes = _page("7", "7", "7", "7", "6", "6", "6")
    like = Likeness(picture, zip("6777666", boxes, strict=True))  # the first was misread
    assert like.digit(boxes[0]) == "7"


def _read(monkeypatch: pytest.MonkeyPatch, *looks: tuple[str, int], seen: MeasuredWord) -> tuple[str, int]:
    answers = iter(looks)

    def read(picture: Picture, cuts: Sequence[closeup.Cut], *_: object) -> list[tuple[str, int]]:
        return [next(answers) for _ in cuts]

    monkeypatch.setattr(closeup, "read", read)
    ((made,),) = (found.words for found in closeup.figures([line(seen)], PAPER))
    return made.text, made.seen.confidence


def test_no_look_is_taken_that_has_fewer_digits_than_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = word("71,5", "tall", "tall", "comma", "tall")
    assert _read(monkeypatch, ("5", 96), ("5", 96), seen=seen) == ("71,5", closeup.DOUBTFUL)


def test_a_figure_that_no_look_makes_out_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = word("5", "tall", "tall", "comma", "tall", sure=43)
    assert _read(monkeypatch, ("", 0), ("7", 40), seen=seen) == ("\ufffd\ufffd,\ufffd", closeup.DOUBTFUL)


def test_letters_printed_like_a_figure_are_read_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = word("и:", "tall", "tall", "comma", "tall", sure=22)
    assert _read(monkeypatch, ("27,8", 95), ("27,8", 96), seen=seen)[0] == "27,8"
    sure = word("ГТ", "tall", "tall", sure=93)
    assert _read(monkeypatch, ("11", 95), ("11", 95), seen=sure)[0] == "ГТ"


# --- dashes and ellipses that weren't seen -----------------------------------------------------------------------------


def _table(dark: Mask, *signs: PixelBox) -> list[str]:
    rows = [
        line(word("9", "tall", at=100, base=b), word("7", "tall", at=300, base=b), base=b) for b in (500, 560)
    ]
    rows.append(line(word("8", "tall", at=100, base=620), base=620))
    rows.append(line(word("5", "tall", at=500, base=620), base=620))
    for found in rows:
        for one in found.words:
            for x0, top, x1, bottom in one.signs:
                dark[top:bottom, x0:x1] = True
    for x0, top, x1, bottom in signs:
        dark[top:bottom, x0:x1] = True
    return [
        one.text
        for found in unseen.added(rows, np.where(dark, np.uint8(0), np.uint8(255)), (), 1.0)[4:]
        for one in found.words
    ]


def test_a_dash_under_figures_is_found_and_one_elsewhere_is_not() -> None:
    paper: Mask = np.zeros((700, 1400), dtype=np.bool_)
    assert _table(paper.copy(), (298, 608, 320, 611)) == ["–"]
    assert _table(paper.copy(), (298, 619, 302, 620 + 1), (308, 619, 312, 621)) == []
    points = tuple((x, 616, x + 4, 620) for x in (294, 306, 318))
    assert _table(paper.copy(), *points) == ["…"]
    assert _table(paper.copy(), (900, 608, 922, 611)) == [], "no cell stands over it"
    assert _table(paper.copy(), (298, 590, 320, 630)) == [], "a blot"
    assert _table(paper.copy(), (298, 608, 320, 611), (298, 640, 320, 643)) == ["–"], (
        "the other is on no line"
    )


def test_what_a_drawn_line_leaves_is_no_dash() -> None:
    dark: Mask = np.zeros((700, 1400), dtype=np.bool_)
    rows = [line(word("9", "tall"), word("7", "tall", at=300), base=b) for b in (500, 560)]
    dark[548:551, 298:320] = True
    rule = Rule(90, 548, 600, 551)
    assert unseen.added(rows, np.where(dark, np.uint8(0), np.uint8(255)), (rule,), 1.0) == rows


# --- case, words, rules --------------------------------------------------------------------------------------------------


def test_false_capitals_of_a_cell_are_measured_by_their_row() -> None:
    small = word("ДОЛЛ.", "small", "small", "small", "small", "stop", at=400)
    figure = word("17", "one", "tall")
    made = cased.settled([line(figure), line(small, size=20 / printed.CAPITAL_HEIGHT)])
    assert made[1].words[0].text == "долл." and made[1].size == SIZE


def test_capitals_stay_where_nothing_is_beside_them() -> None:
    capitals = word("ВВП", "tall", "tall", "tall")
    assert cased.settled([line(capitals)])[0].words[0].text == "ВВП"
    assert cased.settled([line(word("н/Д", "small", "tall", "small"))])[0].words[0].text == "н/д"


def test_an_abbreviation_is_asked_about_where_the_page_has_another_that_is_nearly_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(closeup, "read", lambda _, cuts, *__, **___: [("ЕАЭС", 92)] * len(cuts))
    four = ("tall",) * 4
    lines = [line(word("ЕАЭС", *four), word("ЕАЭС", *four)), line(word("КАЭС", *four))]
    assert closewords.russian(lines, PAPER)[1].words[0].text == "ЕАЭС"
    alone = [line(word("КАЭС", *four))]
    assert closewords.russian(alone, PAPER)[0].words[0].text == "КАЭС"


def test_cells_of_a_head_between_two_level_lines_are_parted() -> None:
    dark: Mask = np.zeros((600, 1200), dtype=np.bool_)
    for x0, x1, y0 in ((110, 200, 160), (400, 560, 140), (400, 560, 180), (800, 960, 160)):
        dark[y0 : y0 + 26, x0:x1] = True
    drawn = Strokes(((100, 120, 1000, 123), (100, 230, 1000, 233)), ())
    found = ruling.heads(drawn, dark, 300 / 72)
    assert [(x0, x1) for x0, _, x1, _ in found] == [(100, 299), (299, 679), (679, 1000)]
    assert ruling.heads(Strokes(drawn.level, ((100, 120, 103, 233),)), dark, 300 / 72) == []


def test_pieces_of_a_drawn_line_are_one_line_whatever_their_order() -> None:
    pieces = (Rule(50.25, 40, 50.25, 60), Rule(50.5, 10, 51.5, 90))
    assert lattice.merged(pieces) == [Rule(50.25, 10, 50.25, 90)]
