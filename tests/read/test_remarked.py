"""Pages whose figures had other codes: marks of notes are told once it is known what the codes are."""

from collections.abc import Sequence

import pytest

from pipeline.read import pdf, remarked
from pipeline.read.errors import Limits
from pipeline.read.ink import Frame, PageInk, Word
from pipeline.read.marks import MARKABLE, markable
from pipeline.read.pictured import Layer

UPRIGHT = Frame(0, 0, 400, 600, 0)


def word(text: str, x: float, mark: bool = False) -> Word:
    return Word(text, x, 90, x + 6 * len(text), 102, 100, 10, mark=mark, page=1, font=2)


def page(words: Sequence[Word]) -> PageInk:
    return PageInk(1, UPRIGHT, UPRIGHT, tuple(words), (), (), 0.0)


def test_a_mark_may_look_like_the_codes_of_figures() -> None:
    marks = markable("\x14\x15-")
    assert (
        marks.pattern.fullmatch("\x14\x15)") and marks.pattern.fullmatch("2") and not MARKABLE.match("\x14")
    )
    assert marks.units[0x14] and marks.units[ord("-")] and not marks.units[ord("x")]


class _Document:
    def close(self) -> None:
        """Nothing to close."""


def again(monkeypatch: pytest.MonkeyPatch, words: Sequence[Word]) -> list[str]:
    """Makes `words` what the page gives when it is read once more; what was asked for."""
    asked: list[str] = []

    def pages(_: object, __: Limits, marks: object) -> list[PageInk]:
        asked.append(str(marks))
        return [page(words)]

    monkeypatch.setattr(pdf, "open_pdf", lambda *_: _Document())
    monkeypatch.setattr(pdf, "pages", pages)
    return asked


def test_a_mark_is_parted_from_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    again(monkeypatch, [word("ab", 10), word("\x14", 22, mark=True), word("\x15", 40)])
    layer = Layer(page([word("ab\x14", 10), word("\x15", 40)]), ("ил1", "2"))
    (made,) = remarked.remarked([layer], b"%PDF")
    assert made.texts == ("ил", "1", "2")
    assert [one.mark for one in made.words] == [False, True, False]


def test_a_letter_is_no_mark_though_it_has_a_figures_code_in_another_font(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = word("\x14", 60, mark=True)._replace(font=3)
    again(monkeypatch, [word("\x14", 10), other])
    layer = Layer(page([word("\x14", 10), other]), ("1", "а"))
    (made,) = remarked.remarked([layer], b"%PDF")
    assert made.texts == ("1", "а") and not made.words[1].mark


def test_pages_whose_figures_are_themselves_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = again(monkeypatch, [])
    layer = Layer(page([word("ab1", 10)]), ("ил1",))
    assert remarked.remarked([layer], b"%PDF") == [layer] and not asked


def test_words_from_elsewhere_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    again(monkeypatch, [word("a", 10)])
    layer = Layer(page([word("ab\x14", 10)]), ("ил1",))
    assert remarked.remarked([layer], b"%PDF") == [layer]
