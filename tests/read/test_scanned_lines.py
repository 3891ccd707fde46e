"""What a scan's pixels say against Tesseract: dashes, sizes, hanging signs, spaces, whose signs are whose, marks, Kazakh."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.read.scan import (
    closeup,
    dashes,
    hanging,
    inked,
    kazakh,
    printed,
    raised,
    raster,
    respelt,
    signs,
    spaces,
    superscripts,
    tesseract,
)
from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.superscripts import Raised
from pipeline.read.scan.tesseract import PixelBox, Seen, SeenLine

BASE, CAPITAL = 60, 28.0
"""A line's foot, and how high its capitals are, in pixels; its small letters have 19."""


def blank(width: int = 600, height: int = 100) -> Picture:
    return np.full((height, width), 255, dtype=np.uint8)


def write(picture: Picture, left: int, count: int, *, high: int = 19, base: int = BASE) -> Seen:
    """A word of black blocks for letters, 14 pixels wide and 3 apart; its text is so many «н»."""
    for x in range(left, left + 17 * count, 17):
        picture[base - high : base, x : x + 14] = 0
    return Seen("н" * count, (left, base - high, left + 17 * count - 3, base), 95, "rus")


def dash(box: PixelBox, text: str = "—") -> Seen:
    return Seen(text, box, 90, "rus")


def settled(words: Sequence[Seen], picture: Picture) -> list[tuple[str, PixelBox]]:
    found = dashes.settled(words, picture < 128, picture, BASE, CAPITAL)
    return [(word.text, word.box) for word in found]


# --- dashes ------------------------------------------------------------------------------------------------------------


def test_a_dash_whose_box_was_drawn_beside_it_is_found() -> None:
    picture = blank()
    one, other = write(picture, 20, 4), write(picture, 180, 4)
    picture[50:53, 105:145] = 0
    slipped = one._replace(box=(20, 41, 120, 60))  # it has a part of the dash
    (_, left), (text, box), (_, right) = settled([slipped, dash((125, 30, 160, 70)), other], picture)
    assert (text, box) == ("—", (105, 50, 145, 53))
    assert left[2] < 105 and right == other.box


def test_a_dash_that_was_not_seen_is_found() -> None:
    picture = blank()
    one, other = write(picture, 20, 4), write(picture, 180, 4)
    assert len(settled([one, other], picture)) == 2
    picture[50:52, 105:145] = 0
    assert [text for text, _ in settled([one, other], picture)] == ["нннн", "–", "нннн"]


def test_a_hair_line_is_a_dash_and_grain_is_none() -> None:
    picture = blank()
    one, other = write(picture, 20, 4), write(picture, 180, 4)
    grain = np.random.default_rng(3).integers(-14, 15, picture.shape)
    grained = np.clip(picture.astype(int) - 14 + grain, 0, 255).astype(np.uint8)
    assert len(settled([one, other], grained)) == 2
    grained[50, 105:145] = 185
    assert [text for text, _ in settled([one, other], grained)] == ["нннн", "–", "нннн"]


def test_a_dash_between_figures_joins_them() -> None:
    picture = blank()
    one, other = write(picture, 20, 4, high=28), write(picture, 110, 4, high=28)
    picture[50:53, 89:107] = 0
    one, other = one._replace(text="2019"), other._replace(text="2023")
    assert [text for text, _ in settled([one, other], picture)] == ["2019–2023"]


def test_what_stands_over_the_gap_is_no_dash() -> None:
    picture = blank()
    one, other = write(picture, 20, 4), write(picture, 180, 4)
    picture[50:52, 105:145] = 0
    picture[36:38, 105:145] = 0  # «=»
    assert len(settled([one, other], picture)) == 2


@pytest.mark.parametrize(("length", "said"), [(20, "2019–2023"), (10, "2019-2023")])
def test_a_range_has_the_dash_that_is_printed(length: int, said: str) -> None:
    picture = blank()
    left = write(picture, 20, 4, high=28)
    write(picture, 91 + length, 4, high=28)
    picture[50:53, 88 : 88 + length] = 0
    word = left._replace(text="2019—2023", box=(20, 32, 180, 60))
    assert [text for text, _ in settled([word], picture)] == [said]


def line_of(*words: MeasuredWord, base: float = 500, size: float = 100 / printed.CAPITAL_HEIGHT) -> Measured:
    return Measured(words, base, size)


def flat(text: str, lengths: Sequence[int], at: int = 0) -> MeasuredWord:
    """A word of letters, and flat strokes of those lengths where its text has dashes."""
    made: list[PixelBox] = []
    left = iter(lengths)
    x = at
    for letter in text:
        wide = next(left) if letter in "-–—" else 45
        top, bottom = (460, 472) if letter in "-–—" else (400, 500)
        made.append((x, top, x + wide, bottom))
        x += wide + 10
    return MeasuredWord(Seen(text, (at, 400, x - 10, 500), 95, "rus"), tuple(made), (), None)


def test_dashes_are_told_by_the_hyphens_of_their_page() -> None:
    ends = [line_of(flat("перево-", [40])) for _ in range(3)]
    said = respelt.lines([*ends, line_of(flat("РОСТ", []), flat("-", [86], 300), flat("1-2", [62], 500))])
    assert [word.text for word in said[-1].words] == ["РОСТ", "—", "1–2"]


# --- sizes -------------------------------------------------------------------------------------------------------------


def grey_line(foot: float, height: float, width: int = 500) -> tuple[SeenLine, Picture]:
    """A line of small letters whose foot and height fall between rows, as greys."""
    picture = blank(width)
    rows = np.arange(100)
    ink = np.clip(np.minimum(rows + 1, foot) - np.maximum(rows, foot - height), 0, 1)
    words = []
    for left in range(20, width - 100, 90):
        picture[:, left : left + 60] = (255 * (1 - ink)).astype(np.uint8)[:, None]
        words.append(Seen("нннн", (left, round(foot - height), left + 60, round(foot)), 95, "rus"))
    return SeenLine(tuple(words), (20, round(foot - height), width, round(foot))), picture


def test_heights_are_measured_finer_than_a_pixel() -> None:
    sizes = []
    for foot in np.arange(60.0, 61.0, 0.2):
        line, picture = grey_line(float(foot), 19.3)
        (found,) = printed.measured([line], picture < 128, picture)
        sizes.append(found.size)
    assert max(sizes) / min(sizes) < 1.02
    line, picture = grey_line(60.4, 18.3)
    (smaller,) = printed.measured([line], picture < 128, picture)
    assert smaller.size < 0.97 * min(sizes)


def test_large_type_is_bold_by_less() -> None:
    def word(stem: float) -> MeasuredWord:
        return MeasuredWord(Seen("слово", (0, 0, 99, 40), 95, "rus"), ((0, 0, 99, 40),), (), stem)

    body = [line_of(word(3.1), size=42.0) for _ in range(9)]
    title, plain = line_of(word(6.0), size=60.0), line_of(word(4.2), size=60.0)
    made = inked.words([*body, title, plain], blank(), 4.0, 1)
    assert [found.bold for found in made][-2:] == [True, False]


def test_tails_that_are_finer_than_ink_make_a_comma() -> None:
    picture = blank(300)
    one = write(picture, 20, 2, high=28)
    other = write(picture, 70, 1, high=28)
    picture[56:60, 60:64] = 0
    picture[60:66, 62] = 190
    word = Seen("24.2", (20, 32, other.box[2], 66), 95, "rus")
    lines = [SeenLine((word,), word.box), SeenLine((one._replace(text="57"),), one.box)]
    (found, _) = printed.measured(lines, picture < 128, picture)
    assert [sign[3] for sign in found.words[0].signs] == [60, 60, 66, 60]


# --- signs that hang, spaces -------------------------------------------------------------------------------------------


def sign(kind: str, x: int) -> PixelBox:
    high, low, wide = {
        "tall": (100, 0, 50),
        "small": (68, 0, 45),
        "tailed": (68, -22, 48),
        "stop": (14, 0, 14),
        "comma": (14, -20, 14),
        "semicolon": (66, -20, 16),
        "bracket": (104, -30, 16),
        "star": (104, 72, 30),
        "quote": (104, 72, 12),
    }[kind]
    return (x, 500 - high, x + wide, 500 - low)


def word(text: str, kinds: str, *, at: int = 0, wide_at: int | None = None, gap: int = 60) -> MeasuredWord:
    made: list[PixelBox] = []
    x = at
    for index, kind in enumerate(kinds.split()):
        x += gap - 10 if index == wide_at else 0
        made.append(sign(kind, x))
        x = made[-1][2] + 10
    box = (at, min(s[1] for s in made), made[-1][2], max(s[3] for s in made))
    return MeasuredWord(Seen(text, box, 95, "rus"), tuple(made), (), None)


def texts(*words: MeasuredWord) -> list[str]:
    return [made.text for found in respelt.lines([line_of(*words)]) for made in found.words]


@pytest.mark.parametrize(
    ("text", "kinds", "made"),
    [
        ("страна.", "small small small small small small comma", "страна,"),
        ("страна.", "small small small small small small stop", "страна."),
        ("страна:", "small small small small small small semicolon", "страна;"),
        ("ещё", "small small small", "ещё"),
        ("ешё", "small tailed small", "ещё"),
        ("СНГ.,", "tall tall tall comma", "СНГ,"),
        ("долл.,", "small small small small stop comma", "долл.,"),
        ("сом", "small small small stop", "сом."),
        ("[9|", "bracket tall bracket", "[9]"),
        ("191.", "bracket tall bracket stop", "[9]."),
        ("191.", "tall tall tall stop", "191."),
    ],
)
def test_what_hangs_below_the_line_tells_signs(text: str, kinds: str, made: str) -> None:
    assert texts(word(text, kinds)) == [made]


def test_a_bracket_counts_where_its_fellow_stands() -> None:
    other = word("2].", "tall bracket stop", at=900)
    assert texts(word("14,", "bracket tall comma"), other) == ["[4,", "2]."]
    assert texts(word("14,", "tall tall comma"), other) == ["14,", "2]."]
    assert texts(word("14,", "bracket tall comma")) == ["14,"]


@pytest.mark.parametrize(
    ("text", "kinds", "wide_at", "made"),
    [
        ("2022г.", "tall tall tall tall small stop", 4, ["2022", "г."]),
        ("2022г.", "tall tall tall tall small stop", None, ["2022г."]),
        ("5%", "tall tall tall tall", 1, ["5", "%"]),
        ("2022.412", "tall tall tall tall stop tall tall tall", 5, ["2022.", "412"]),
        ("24.2", "tall tall stop tall", 3, ["24.2"]),
    ],
)
def test_a_space_behind_a_figure_stands(text: str, kinds: str, wide_at: int | None, made: list[str]) -> None:
    assert texts(word(text, kinds, wide_at=wide_at, gap=36)) == made


def test_a_stop_is_not_put_in_where_digits_touch() -> None:
    touching = word("2024.", "tall tall tall stop tall")
    x0, top, _, bottom = touching.signs[2]
    wide = (*touching.signs[:2], (x0, top, x0 + 105, bottom), *touching.signs[3:])
    assert texts(touching._replace(signs=wide)) == ["2024."]


def test_a_year_has_its_full_stop() -> None:
    assert texts(word("2022", "tall tall tall tall"), word("г,", "small comma", at=400)) == ["2022", "г.,"]
    assert texts(word("30", "tall tall"), word("г", "small", at=400)) == ["30", "г"]


def test_a_word_seen_as_two_is_one() -> None:
    one, other = word("р", "small"), word("ассмотрен", "small " * 9, at=55)
    assert [made.text for made in spaces.joined(line_of(one, other))] == ["рассмотрен"]
    far = word("ассмотрен", "small " * 9, at=90)
    assert len(list(spaces.joined(line_of(one, far)))) == 2
    assert texts(word("X", "tall"), word("XI", "tall tall", at=60)) == ["XXI"]


def test_signs_are_shared_out_by_the_letters() -> None:
    picture = blank()
    write(picture, 20, 2)
    write(picture, 80, 1)
    slipped = [
        Seen("нн", (20, 41, 85, 60), 90, "rus"),
        Seen("н", (86, 41, 106, 60), 90, "rus"),
    ]
    found = signs.of_words(slipped, picture < 128, 41.0)
    assert [(word.box[0], word.box[2], len(own)) for word, own in found] == [(20, 51, 2), (80, 106, 1)]


def test_a_wrong_boundary_is_not_chosen_for_its_count() -> None:
    picture = blank()
    write(picture, 20, 3)  # two of four letters touch
    write(picture, 100, 5)
    words = [Seen("нннн", (20, 41, 68, 60), 90, "eng"), Seen("ннннн", (100, 41, 182, 60), 90, "eng")]
    found = signs.of_words(words, picture < 128, 41.0)
    assert [len(own) for _, own in found] == [3, 5]


# --- marks -------------------------------------------------------------------------------------------------------------


def test_a_mark_over_the_sign_before_it_is_parted() -> None:
    picture = blank()
    picture[32:60, 20:46] = 0
    picture[26:44, 48:58] = 0
    picture[50:56, 44:52] = 0  # under the mark: no white column
    found = superscripts.parted([(20, 26, 58, 60)], picture < 128, BASE, CAPITAL)
    assert found == [(20, 32, 52, 60), (48, 26, 58, 44)]
    assert superscripts.behind(found, BASE, CAPITAL) == (Raised((48, 26, 58, 44), 0),)


def test_pieces_hang_together_by_corners_too() -> None:
    dark = np.zeros((9, 9), dtype=bool)
    dark[1, 1] = dark[2, 2] = dark[7, 7] = True
    assert sorted(raster.pieces(dark, (0, 0, 9, 9))) == [(1, 1, 3, 3), (7, 7, 8, 8)]


def test_stars_are_marks_where_there_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closeup, "read", lambda *_, **__: [])
    title = line_of(word("рост‘", "small small small small star"))
    note = line_of(word("“Работа", "star tall small small small small small"))
    ((behind,), (before,)) = raised.marked([title, note], blank())
    assert (behind.word.text, behind.mark and behind.mark[0]) == ("рост", "*")
    assert (before.word.text, before.mark and before.mark[0], before.after) == ("", "*", "Работа")
    ((alone,),) = raised.marked([title], blank())
    assert alone.mark is None
    quoted = line_of(word("“Работа", "quote tall small small small small small"))
    ((first,), _) = raised.marked([title, quoted], blank())
    assert first.mark is None


def test_a_closing_quote_is_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closeup, "read", lambda _picture, cuts, *_, **__: [("11", 96)] * len(cuts))
    closing = word("Заря”", "tall small small small quote", at=500)
    closing = closing._replace(raised=(Raised(closing.signs[-1], 0),))
    ((_, found),) = raised.marked(
        [line_of(word("“Новая", "quote tall small small small small"), closing)], blank()
    )
    assert found.mark is None
    ((_, found),) = raised.marked([line_of(word("Новая", "tall small small small small"), closing)], blank())
    assert found.mark is not None


# --- letters -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kinds", "made"),
    [
        ("ХПУ", "tall tall tall", "XIV"),
        ("ХХ!", "tall tall tall", "XXI"),
        ("[", "tall", "I"),
        ("П", "tall tall", "II"),
        ("П", "tall", "П"),
        ("oO", "small", "о"),
        ("py6.", "small small small stop", "руб."),
        ("мпрд", "small small small small", "млрд"),
        ("Документ", "small " * 8, "документ"),
        ("ответ", "tall small small small small", "Ответ"),
    ],
)
def test_letters_that_the_ink_contradicts(text: str, kinds: str, made: str) -> None:
    around = word("страна", "small small small small small small", at=2000)
    assert texts(word(text, kinds), around) == [made, "страна"]


@pytest.mark.parametrize(
    ("text", "kinds", "made"),
    [
        ("краи", "small small small tall", "край"),
        ("краи", "small small small small", "краи"),
        ("ее", "tall small", "ее"),
        ("ее", "small tall", "её"),
        ("поселка", "small small small tall small small small", "посёлка"),
    ],
)
def test_what_stands_over_a_letter_tells_it(text: str, kinds: str, made: str) -> None:
    assert texts(word(text, kinds)) == [made]


def test_a_breve_and_a_star_are_no_line() -> None:
    line = SeenLine(
        (Seen("рост", (20, 40, 90, 60), 95, "rus"), Seen("краи", (120, 40, 190, 60), 95, "rus")),
        (20, 40, 190, 60),
    )
    crown = SeenLine((Seen("wk", (170, 32, 200, 39), 48, "eng"),), (170, 32, 200, 39))
    (found,) = signs.gathered([crown, line])
    assert [(word.text, word.box) for word in found.words] == [
        ("рост", (20, 40, 90, 60)),
        ("краи‘", (120, 32, 200, 60)),
    ]
    text = SeenLine((Seen("да", (20, 16, 60, 36), 90, "rus"),), (20, 16, 60, 36))
    assert signs.gathered([text, line]) == [text, line]


def test_a_doi_has_latin_letters() -> None:
    label, doi = word("РОГ:", "tall tall tall stop"), word("10.5555/рг.2024", "tall " * 15, at=900)
    assert texts(label, doi) == ["DOI:", "10.5555/pr.2024"]


# --- Kazakh ------------------------------------------------------------------------------------------------------------

RUSSIAN = "Дороги между двумя странами строятся быстрее договоров"
MISREAD = "ен1рлерд!н арасындагы кел!с!мдер тэрт!б! езгерд!"
KAZAKH = "өңірлердің арасындағы келісімдер тәртібі өзгерді"


def lines_of(*said: str) -> list[SeenLine]:
    made = []
    for at, text in enumerate(said):
        top = 40 + 50 * at
        words = tuple(
            Seen(part, (20 + 90 * place, top, 100 + 90 * place, top + 30), 90, "rus")
            for place, part in enumerate(text.split())
        )
        made.append(SeenLine(words, (20, top, 700, top + 30)))
    return made


def test_a_stretch_in_kazakh_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []

    def answer(picture: Picture, *_: object, **__: object) -> tuple[SeenLine, ...]:
        asked.append(picture.shape)
        return tuple(lines_of(KAZAKH, KAZAKH))

    monkeypatch.setattr(tesseract, "read", answer)
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"rus", "kaz", "eng"}))
    found = kazakh.reread(lines_of(RUSSIAN, MISREAD, MISREAD, RUSSIAN), blank(800, 400), 300)
    said = [" ".join(word.text for word in line.words) for line in found]
    assert said == [RUSSIAN, KAZAKH, KAZAKH, RUSSIAN]
    assert asked == [(80 + 60, 680 + 60)]
    assert found[1].box[1] == 40 + 90 - 30  # where the stretch stands on its page


def test_what_reads_no_better_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "read", lambda *_, **__: tuple(lines_of(MISREAD)))
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"rus", "kaz", "eng"}))
    lines = lines_of(RUSSIAN, MISREAD, MISREAD)
    assert kazakh.reread(lines, blank(800, 400), 300) == tuple(lines)


def test_a_russian_page_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> tuple[SeenLine, ...]:
        raise AssertionError("it reads as it is")

    monkeypatch.setattr(tesseract, "read", never)
    lines = lines_of(RUSSIAN, RUSSIAN, "Roads between two countries are built sooner than treaties are")
    assert kazakh.reread(lines, blank(800, 400), 300) == tuple(lines)


def test_a_bare_dash_hangs_nowhere() -> None:
    assert hanging.bracketed([word("—", "small")], line_of()) == [word("—", "small")]
