"""Codes that the picture tells: votes of words seen at the places of the text layer's words."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

from pipeline.read import pictured
from pipeline.read.ink import Frame, PageInk, Word
from pipeline.read.ocr import Scanner

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
    (made,) = pictured.completed([layer], scanner)
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
