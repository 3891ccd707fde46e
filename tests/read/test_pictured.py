"""Codes that the picture tells: votes of words seen at the places of the text layer's words."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from pipeline.read import pictured
from pipeline.read.errors import ReadError
from pipeline.read.ink import Frame, PageInk, Word
from pipeline.read.scan.ocr import Scanner
from pipeline.read.scan.tesseract import OcrError

CODES = str.maketrans(
    "0123456789абвгде",
    "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c\ue00d\ue00e\ue00f",
)


def page(said: Sequence[str], sure: int = 100) -> PageInk:
    words = tuple(
        Word(
            text,
            50,
            90 + 12 * at,
            50 + 6 * len(text),
            102 + 12 * at,
            100 + 12 * at,
            10,
            page=1,
            font=3,
            sure=sure,
        )
        for at, text in enumerate(said)
    )
    frame = Frame(0, 0, 595, 842, 0)
    return PageInk(1, frame, frame, words, (), (), 0.0)


def completed(
    meant: Sequence[str], known: Sequence[str], shown: Sequence[str], sure: int = 100
) -> tuple[str, ...]:
    """What becomes of words of which `known` is known, when `shown` is what OCR sees."""
    scanner = cast(Scanner, SimpleNamespace(read=lambda _: SimpleNamespace(ink=page(shown, sure))))
    layer = pictured.Layer(page([word.translate(CODES) for word in meant]), tuple(known))
    (made,) = pictured.completed([layer], scanner).layers
    return made.texts


def test_letters_and_figures_are_told_by_what_is_seen() -> None:
    meant = ["2019", "1920", "где", "беда"]
    assert completed(meant, ["\ufffd" * len(word) for word in meant], meant) == tuple(meant)


def test_one_error_of_ocr_is_outvoted() -> None:
    meant = ["гад", "дед", "где", "беда", "да"]
    shown = ["гад", "дед", "гле", "беда", "да"]
    assert completed(meant, ["\ufffd" * len(word) for word in meant], shown)[2] == "где"


def test_a_figure_that_is_seen_in_two_ways_stays_open() -> None:
    meant, shown = ["53", "35", "33", "55"], ["53", "35", "53", "55"]
    made = completed(meant, ["\ufffd\ufffd"] * 4, shown)
    assert made[3] == "55" or "\ufffd" in made[3]
    assert made[2] != "53" and made[2] in ("33", "\ufffd\ufffd")


def test_two_codes_of_one_figure_are_no_figure() -> None:
    assert completed(["1", "7"], ["\ufffd", "\ufffd"], ["1", "1"]) == ("\ufffd", "\ufffd")


def test_a_figure_seen_once_by_an_unsure_eye_stays_open() -> None:
    assert completed(["4", "где"], ["\ufffd", "где"], ["4", "где"], sure=60)[0] == "\ufffd"


def test_what_the_picture_contradicts_again_and_again_is_put_right() -> None:
    meant = ["дед", "где", "да", "беда", "0"]
    guessed = ["вев", "гве", "ва", "бева", "\ufffd"]
    assert completed(meant, guessed, meant)[:4] == tuple(meant[:4])


def test_words_of_another_length_say_nothing() -> None:
    assert completed(["где", "2019"], ["где", "\ufffd" * 4], ["где", "20 19"[:3]]) == ("где", "\ufffd" * 4)


@pytest.mark.parametrize(
    "error", [OcrError("too dark"), ReadError("TOO_LARGE", "a page for OCR after 1 others")]
)
def test_what_was_seen_before_a_page_that_cannot_be_seen_counts(error: Exception) -> None:
    meant = ("2019", "1920", "где")
    layers = [
        pictured.Layer(
            page([word.translate(CODES) for word in said]), ("\ufffd" * 4, "\ufffd" * 4, "\ufffd" * 3)
        )
        for said in (meant, ("2019", "5678", "где"))
    ]
    answers = iter((SimpleNamespace(ink=page(meant)), error))

    def read(_: PageInk) -> object:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    made, unseen = pictured.completed(layers, cast(Scanner, SimpleNamespace(read=read)))
    assert made[0].texts == meant
    assert made[1].texts == ("2019", "\ufffd" * 4, "где")
    assert unseen == str(error)


def placed(said: Sequence[tuple[str, float, float]], font: int = 3) -> PageInk:
    """Words of one line: text, left, right."""
    words = tuple(Word(text, x0, 90, x1, 102, 100, 10, page=1, font=font) for text, x0, x1 in said)
    frame = Frame(0, 0, 595, 842, 0)
    return PageInk(1, frame, frame, words, (), (), 0.0)


def seen(layers: Sequence[pictured.Layer], shown: PageInk) -> list[tuple[str, ...]]:
    scanner = cast(Scanner, SimpleNamespace(read=lambda _: SimpleNamespace(ink=shown)))
    return [layer.texts for layer in pictured.completed(layers, scanner).layers]


def test_words_that_ocr_joins_vote_together() -> None:
    said = [("д".translate(CODES), 50, 56), ("где".translate(CODES), 60, 78)]
    layer = pictured.Layer(placed(said), ("\ufffd", "\ufffd\ufffd\ufffd"))
    assert seen([layer], placed([("дгде", 50, 78)])) == [("д", "где")]


def test_a_word_that_ocr_parts_is_voted_on_by_its_pieces() -> None:
    layer = pictured.Layer(placed([("беда".translate(CODES), 50, 74)]), ("\ufffd" * 4,))
    assert seen([layer], placed([("бе", 50, 61), ("да", 62, 74)])) == [("беда",)]


def test_three_points_are_one_sign() -> None:
    layer = pictured.Layer(placed([("\ue020", 50, 60)]), ("\ufffd",))
    assert seen([layer], placed([("...", 50, 60)])) == [("…",)]


def test_fonts_of_one_map_share_their_votes() -> None:
    meant = ["где", "беда"]
    shown = placed([("где", 50, 68), ("беда", 72, 96)])
    told = placed([(meant[0].translate(CODES), 50, 68), (meant[1].translate(CODES), 72, 96)])
    other = PageInk(
        2, told.frame, told.frame, (), tuple(word._replace(font=4) for word in told.words), (), 0.0
    )
    unknown = ("\ufffd" * 3, "\ufffd" * 4)
    alone = [pictured.Layer(told, unknown), pictured.Layer(other, unknown)]
    assert seen(alone, shown)[1] == unknown
    shared = [layer._replace(kin={3: 0, 4: 0}) for layer in alone]
    assert seen(shared, shown)[1] == ("где", "беда")


def test_a_letter_in_a_ring_is_not_told() -> None:
    layer = pictured.Layer(placed([("\ue020.", 50, 60)]), ("\ufffd.",))
    assert seen([layer], placed([("®.", 50, 60)])) == [("\ufffd.",)]


def test_a_title_in_capitals_is_seen_as_such() -> None:
    small, large = "где беда".split(), "ГДЕ БЕДА".split()
    said = [word.translate(CODES) for word in small * 2]
    shown = page([*large, *large, "A"])
    layer = pictured.Layer(page([*said, "\ue020"]), (*small, *small, "\ufffd"))
    assert seen([layer], shown)[0][:2] == ("где", "беда")  # five letters may be OCR's own mistakes
    small, large = "где беда вагон".split(), "ГДЕ БЕДА ВАГОН".split()
    said = [word.translate(CODES) for word in small * 2]
    layer = pictured.Layer(page([*said, "\ue020"]), (*small, *small, "\ufffd"))
    assert seen([layer], page([*large, *large, "A"]))[0][:3] == ("ГДЕ", "БЕДА", "ВАГОН")
