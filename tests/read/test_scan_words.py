"""Words of a scan that were taken for the wrong language, and what stands in other white, other paper or on its side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.read.scan import (
    cased,
    closelatin,
    closeup,
    closewords,
    gaps,
    kazakh,
    raised,
    raster,
    respelt,
    superscripts,
    tallied,
    tesseract,
    turned,
    typewriter,
    unseen,
)
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.superscripts import Raised
from pipeline.read.scan.tesseract import PixelBox, Seen, SeenLine

from .inkwords import BASE, CAPITAL, SHAPES, SIZE, line, signs, word

PAPER: Picture = np.full((700, 1800), 255, dtype=np.uint8)


def marked(text: str, *shapes: str) -> MeasuredWord:
    made = word(text, *shapes)
    return made._replace(raised=superscripts.behind(made.signs, BASE, CAPITAL))


def said(*texts: str, last: MeasuredWord | None = None) -> Measured:
    """A line of words in small letters, and one more."""
    words = [word(text, at=100 + 250 * place) for place, text in enumerate(texts)]
    return line(*words, *(() if last is None else (last,)))


def texts(*words: MeasuredWord) -> list[str]:
    return [made.text for found in respelt.lines([line(*words)]) for made in found.words]


# --- white and stops among figures ---------------------------------------------------------------------------------------


def test_white_before_thousands_is_no_stop() -> None:
    figure = word("48.250", "tall", "tall", "12", "tall", "tall", "tall")
    made = gaps.settled([line(figure)], PAPER)
    assert [part.text for part in made[0].words] == ["48", "250"]


def test_a_faint_stop_stays() -> None:
    figure = word("48.250", "tall", "tall", "12", "tall", "tall", "tall")
    left = figure.signs[1][2]
    picture = PAPER.copy()
    picture[BASE - 6 : BASE, left + 6 : left + 11] = 190  # too light for ink
    made = gaps.settled([line(figure)], picture)
    assert [part.text for part in made[0].words] == ["48.250"]


def test_a_stop_under_the_arm_of_a_seven_stays() -> None:
    (under,) = gaps.settled([line(word("9,7.", "tall", "low-comma", "broad"))], PAPER)[0].words
    (bare,) = gaps.settled([line(word("9,8.", "tall", "low-comma", "tall"))], PAPER)[0].words
    assert (under.text, bare.text) == ("9,7.", "9,8")


def test_a_large_comma_is_no_digit() -> None:
    figure = word("812,05", "tall", "tall", "tall", "large-comma", "tall")
    assert tallied.tallies("812,0", figure, line(figure))
    assert not tallied.tallies("812,05", figure, line(figure))


def typed(text: str, at: int, pitch: int = 26) -> MeasuredWord:
    """A word of a typewriter: each sign in the middle of its place."""
    own = []
    for place, letter in enumerate(text):
        high, low, width = SHAPES["low-comma" if letter == "," else "tall" if letter.isdigit() else "small"]
        x = at + place * pitch + (pitch - width) // 2
        own.append((x, BASE - high, x + width, BASE - low))
    return MeasuredWord(
        Seen(text, (at, BASE - 30, at + pitch * len(text), BASE), 90, "rus"), tuple(own), (), None
    )


def test_a_typewriters_figure_in_pieces_is_one() -> None:
    prose = [line(typed("наблюдение", 100), typed("перевозки", 400)) for _ in range(5)]
    pieces = line(typed("84,", 100), typed("6", 100 + 3 * 26))
    apart = line(typed("84,", 100), typed("6", 100 + 4 * 26))
    assert typewriter.pitch(prose) == pytest.approx(26 / SIZE, rel=0.02)
    made = respelt.lines([*prose, pieces, apart])
    assert [part.text for part in made[-2].words] == ["84,6"]
    assert [part.text for part in made[-1].words] == ["84,", "6"]


def test_figures_all_of_one_width_are_no_typewriters() -> None:
    prose = [
        line(word("мышь", "broad", "small", "broad", "20", "small"), word("год", at=400)) for _ in range(20)
    ]
    assert typewriter.pitch(prose) is None


# --- letters -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shapes", "made"),
    [
        ("млнтв", "small small small 10 small 10 small", ["млн", "т", "в"]),
        ("млнт", "small small small 9 small", ["млн", "т"]),
        ("7%.", "tall stop", ["%."]),
        ("С–300", "tall 4 short-dash 4 tall tall tall", ["С-300"]),
        ("X.509", "tall stop tall tall tall", ["X.509"]),
        ("Х.509", "tall stop tall tall tall", ["X.509"]),
        ("П-услуги", "tall short-dash small small small small small small", ["IT-услуги"]),
        ("нО", "small small", ["но"]),
        ("Miiller", "tall small small small small small", ["Müller"]),
    ],
)
def test_what_ink_and_language_say_of_a_word(text: str, shapes: str, made: list[str]) -> None:
    assert texts(word(text, *shapes.split())) == made


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (("Т.", "0.", "Белов"), "Т. О. Белов"),
        (("цена", "0.", "Белов"), "цена 0. Белов"),
        (("[4,", "р.", "251]"), "[4, p. 251]"),
        (("Наум", "р.", "251"), "Наум р. 251"),
        (("Oxford", "press", "272", "р."), "Oxford press 272 p."),
        (("мощность", "410", "МВТ"), "мощность 410 МВт"),
        (("указ", "МВТ"), "указ МВТ"),
        (("в", "2019–2021", "rr."), "в 2019–2021 гг."),
        (("руб.", ","), "руб.,"),
        (("М.", ":"), "М. :"),  # as references have it
        (("10.1016", "/j.euras.2021"), "10.1016/j.euras.2021"),
    ],
)
def test_what_a_words_neighbours_say_of_it(words: Sequence[str], made: str) -> None:
    held: list[MeasuredWord] = []
    for text in words:
        close = text[0] in ",:/"
        at = 100 if not held else held[-1].signs[-1][2] + (6 if close else 14)
        shapes = [
            "low-comma"
            if s == ","
            else "stop"
            if s == "."
            else "tall"
            if s.isupper() or s.isdigit()
            else "small"
            for s in text
        ]
        held.append(word(text, *shapes, at=at))
    assert " ".join(texts(*held)) == made


# --- another look at words -----------------------------------------------------------------------------------------------


def looks(monkeypatch: pytest.MonkeyPatch, *read: tuple[str, int]) -> list[closeup.Cut]:
    """What each cutting asked about will read as; the cuttings."""
    asked: list[closeup.Cut] = []

    def answer(_: Picture, cuts: Sequence[closeup.Cut], *__: object, **___: object) -> list[tuple[str, int]]:
        asked.extend(cuts)
        return list(read[: len(cuts)])

    monkeypatch.setattr(closeup, "read", answer)
    return asked


def last(lines: Sequence[Measured]) -> str:
    return lines[-1].words[-1].text


def test_a_word_before_a_mark_is_looked_at_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = looks(monkeypatch, ("границе", 95))
    bare = marked("rpaHuye!", *["small"] * 7, "raised")
    made = closewords.russian([said("товары", "прошли", "досмотр", last=bare)], PAPER)
    assert last(made) == "границе!"
    assert asked[0].box[2] == bare.signs[6][2] + 2


def test_what_stands_behind_a_latin_abbreviation_is_looked_at_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = looks(monkeypatch, ("карты", 95))
    compound = word("SIM-kapTbI", "tall", "tall", "tall", "short-dash", *["small"] * 6, at=900)
    made = closewords.russian([said("продажи", "новых", "местных", last=compound)], PAPER)
    assert last(made) == "SIM-карты"
    assert asked[0].box[0] == compound.signs[4][0] - 2


def test_a_short_latin_abbreviation_is_no_word_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    looks(monkeypatch, ("стар", 95))
    tall = word("GTAP", *["tall"] * 4, at=900)
    assert last(closewords.russian([said("модели", "класса", "точнее", last=tall)], PAPER)) == "GTAP"


@pytest.mark.parametrize(
    ("around", "text", "sure", "read", "made"),
    [
        ("are analysed here with", "вар", 96, ("gap", 92), "gap"),
        ("are analysed here with", "вар", 96, ("gap", 40), "вар"),
        ("цены выросли заметно", "вар", 96, ("gap", 92), "вар"),
        ("водитель показывает", "ОВ-код", 80, ("QR", 93), "QR-код"),
        ("водитель показывает", "НК-код", 80, ("HK", 93), "НК-код"),  # nothing says that it is Latin
    ],
)
def test_latin_words_taken_for_russian_ones(
    monkeypatch: pytest.MonkeyPatch, around: str, text: str, sure: int, read: tuple[str, int], made: str
) -> None:
    looks(monkeypatch, read)
    shapes = ["short-dash" if letter == "-" else "tall" if letter.isupper() else "small" for letter in text]
    own = word(text, *shapes, at=1300, sure=sure)
    assert last(closelatin.latin([said(*around.split(), last=own)], PAPER)) == made


# --- marks ---------------------------------------------------------------------------------------------------------------


def test_a_mark_before_a_semicolon_is_raised() -> None:
    own = signs("small", "small", "raised")
    semicolon = (own[-1][2] + 4, BASE - 20, own[-1][2] + 10, BASE + 6)
    assert superscripts.behind((*own, semicolon), BASE, CAPITAL) == (Raised(own[-1], 1),)


def test_a_mark_over_a_stop_is_parted_from_it() -> None:
    dark = np.zeros((700, 400), dtype=bool)
    dark[BASE - 5 : BASE, 100:106] = True
    dark[BASE - 33 : BASE - 13, 104:121] = True
    found = superscripts.parted([(100, BASE - 33, 121, BASE)], dark, BASE, CAPITAL)
    assert found == [(100, BASE - 5, 106, BASE), (104, BASE - 33, 121, BASE - 13)]


@pytest.mark.parametrize(
    ("text", "shapes", "made"),
    [
        ("долЛА,", "small small small small stop raised low-comma", ("долЛ.", "5", ",")),
        ("2017г.", "tall tall tall tall small stop raised", ("2017г.", "5", "")),
        ("газ,", "small small raised low-comma", ("га", "5", ",")),
        ("газ,", "small small small raised low-comma", ("газ", "5", ",")),
    ],
)
def test_what_stood_for_a_mark_goes(
    monkeypatch: pytest.MonkeyPatch, text: str, shapes: str, made: tuple[str, str, str]
) -> None:
    looks(monkeypatch, ("5", 96))
    ((found,),) = raised.marked([line(marked(text, *shapes.split()))], PAPER)
    assert (found.word.text, found.mark and found.mark[0], found.after) == made


# --- Kazakh, grey paper, cells on their side -----------------------------------------------------------------------------


def lines_of(*said: str) -> list[SeenLine]:
    return [
        SeenLine(
            tuple(
                Seen(part, (20 + 90 * x, 40 + 50 * y, 100 + 90 * x, 70 + 50 * y), 90, "rus")
                for x, part in enumerate(text.split())
            ),
            (20, 40 + 50 * y, 700, 70 + 50 * y),
        )
        for y, text in enumerate(said)
    ]


def test_where_kazakh_is_allowed_other_lines_stay_as_they_were() -> None:
    plain = lines_of("Prices are in the table", "ен1рлерд!н тэрт!б!")
    allowed = lines_of("Prices аге іп the table", "өңірлердің т1ртібі")
    found = kazakh.where_spoken(plain, allowed)
    assert [" ".join(part.text for part in one.words) for one in found] == [
        "Prices are in the table",
        "өңірлердің тіртібі",
    ]


def test_grey_paper_becomes_white_and_ink_stays_dark() -> None:
    grey = np.full((80, 80), 205, dtype=np.uint8)
    grey[30:40, 30:40] = 60
    made = raster.whitened(grey)
    assert (int(made[0, 0]), int(made[35, 35])) == (255, 75)
    white = np.full((80, 80), 254, dtype=np.uint8)
    assert raster.whitened(white) is white


CELL: PixelBox = (100, 100, 180, 420)


def on_its_side() -> Picture:
    """A cell between drawn lines with a word's strokes one above the other."""
    picture = np.full((600, 400), 255, dtype=np.uint8)
    for y in range(140, 380, 24):
        picture[y : y + 16, 120:150] = 0
    return picture


def seen(text: str, box: PixelBox, sure: int) -> SeenLine:
    return SeenLine((Seen(text, box, sure, "rus"),), box)


def test_a_cell_on_its_side_is_read_upright_and_laid_level(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes: list[tuple[int, ...]] = []

    def answer(picture: Picture, *_: object, **__: object) -> tuple[SeenLine, ...]:
        shapes.append(picture.shape)
        return (seen("Население", (50, 50, 280, 80), 93),)

    monkeypatch.setattr(tesseract, "read", answer)
    picture = on_its_side()
    rubbish, prose = seen("У Ё", (120, 200, 150, 230), 30), seen("Область", (220, 120, 390, 150), 95)
    left, sheet = turned.reread([rubbish, prose], [CELL], picture < 128, picture, ("rus",), 4.0)
    assert left == (prose,)
    assert sheet is not None
    assert shapes[0][1] > shapes[0][0]  # wider than high: it was turned
    (made,) = turned.laid([Measured((word("Доля", at=60), word("сёл", at=200)), 75, 30)], sheet)
    (x0, top, x1, bottom), (left_of, _, right, _) = (part.seen.box for part in made.words)
    assert [part.text for part in made.words] == ["Доля", "сёл"]
    assert 120 <= x0 < x1 <= left_of < right <= 150
    assert 140 <= top < bottom <= 380


@pytest.mark.parametrize(("upright", "level"), [(40, 30), (95, 90)])
def test_a_cell_that_reads_no_better_upright_or_well_as_it_is_stays(
    monkeypatch: pytest.MonkeyPatch, upright: int, level: int
) -> None:
    monkeypatch.setattr(tesseract, "read", lambda *_, **__: (seen("Население", (50, 50, 280, 80), upright),))
    picture = on_its_side()
    own = seen("1 2 3", (120, 200, 150, 230), level)
    assert turned.reread([own], [CELL], picture < 128, picture, ("rus",), 4.0) == ((own,), None)


def lower(box: PixelBox) -> PixelBox:
    x0, top, x1, bottom = box
    return (x0, top + 60, x1, bottom + 60)


def test_lines_of_a_row_go_by_their_measures() -> None:
    """Not by chance: a set's order differs from process to process, and so would the words of a scan."""
    rows = {
        line(word("н/д", at=400)),
        line(word("58,9", "tall", "tall", "low-comma", "tall"))._replace(size=60.0),
    }
    dashes = np.full((700, 1800), 255, dtype=np.uint8)
    dashes[BASE - 12 : BASE - 9, 700:722] = 0
    cells = [word("14", "tall", "tall", at=100), word("15", "tall", "tall", at=695)]
    below = [cell._replace(seen=cell.seen._replace(box=lower(cell.seen.box))) for cell in cells]
    other = line(*below)._replace(base=BASE + 60)
    for held in (sorted(rows, key=lambda row: row.size), sorted(rows, key=lambda row: -row.size)):
        made = unseen.added([*held, other], dashes, (), 4.0)
        assert [(row.words[0].text, row.size) for row in made[3:]] == [("–", 60.0)]


@pytest.mark.parametrize("shapes", ["small small 0 small small stop", "small small small stop"])
def test_false_capitals_are_told_though_a_letter_has_two_signs(shapes: str) -> None:
    own = word("ТЫС.", *shapes.split())
    (made,) = cased.settled([line(own)])
    assert made.words[0].text == "тыс."


def test_a_line_of_small_letters_in_a_cell_on_its_side_is_of_the_others_size() -> None:
    small, large = line(word("ТЫС"))._replace(size=30.0), line(word("Число"))._replace(size=42.0)
    tiny = line(word("1"))._replace(size=20.0)
    assert [one.size for one in turned.levelled([small, large, tiny])] == [42.0, 42.0, 20.0]


def test_two_unsure_looks_that_agree_are_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    own = word("551", "tall", "low-comma", "tall", sure=47)
    for sure, made in ((47, "\ufffd,\ufffd"), (66, "5,4")):
        monkeypatch.setattr(
            closeup, "read", lambda _, cuts, *__, sure=sure, **___: [("54", sure)] * len(cuts)
        )
        (found,) = closeup.figures([line(own)], PAPER)
        assert found.words[0].text == made
