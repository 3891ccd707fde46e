"""A page whose words don't arrive in the text is a problem, not a silence."""

from collections.abc import Iterator, Sequence

import pytest

from pipeline.model import Furniture, Piece
from pipeline.read import Limits, layout, losses, read
from pipeline.read.ink import Frame, PageInk, Word
from pipeline.read.layout import Region
from pipeline.read.runs import Run

from .drawn import pdf, text

FRAME = Frame(0, 0, 400, 300, 0)
WORDS = tuple(Word("зимник", 10, 10 * at, 40, 10 * at + 8, 10 * at + 7, 9, page=1) for at in range(10))
PAGE = PageInk(1, FRAME, FRAME, WORDS, (), (), 0.0)


def pieces(count: int) -> list[Piece]:
    return [Piece(7 * at, 7 * at + 6, 1) for at in range(count)]


def test_all_that_arrived_is_counted() -> None:
    assert list(losses.on_pages([PAGE], pieces(10), ())) == []
    assert list(losses.on_pages([PAGE], pieces(4), [Furniture(1, None, "running_head", "зимник " * 6)])) == []


def test_a_page_that_lost_its_words_says_so() -> None:
    (problem,) = losses.on_pages([PAGE], pieces(4), [Furniture(1, None, "rotated", "зимник " * 6)])
    assert (problem.code, problem.page) == ("PARSE_ERROR", 1)
    assert "24 of 60" in problem.message


def test_the_text_is_gone_through_once_however_many_pages_lost_words() -> None:
    class Counted(list[Piece]):
        times = 0

        def __iter__(self) -> Iterator[Piece]:
            self.times += 1
            return super().__iter__()

    pages = [PAGE._replace(number=number) for number in range(1, 41)]
    text = Counted(Piece(7 * at, 7 * at + 6, 1 + at // 4) for at in range(160))
    assert len(list(losses.on_pages(pages, text, ()))) == 40
    assert text.times <= 3


def test_whatever_lost_them(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        "Winter roads of the north carry fuel on river ice",
        "from the first frosts until the end of April",
    )
    data = pdf("".join(text(said, 50, 200 - 14 * at) for at, said in enumerate(lines)))
    assert read(data, "roads.pdf", limits=Limits()).problems == ()
    usual = layout.regions

    def half(runs: Sequence[Run], *gutters: float | None) -> tuple[Region, ...]:
        return usual(runs[: len(runs) // 2], *gutters)

    monkeypatch.setattr(layout, "regions", half)
    assert [problem.code for problem in read(data, "roads.pdf").problems] == ["PARSE_ERROR"]


def test_a_text_file_as_a_whole() -> None:
    said = "Грузы везут по льду рек с декабря по апрель, дальше ждут паводка."
    assert list(losses.in_text(said, [Piece(0, 54)], ())) == []
    (problem,) = losses.in_text(said, [Piece(0, 20)], ())
    assert problem.page is None


def test_a_file_of_which_nothing_is_text_says_so() -> None:
    page = pdf(text("Winter roads of the north", 50, 200))
    found = read(page.replace(b"[3 0 R]/Count 1", b"[" + b"3 0 R " * 9 + b"]/Count 9"), "heads.pdf")
    assert (len(found.pages), found.text, len(found.furniture)) == (9, "", 9)
    assert [problem.code for problem in found.problems] == ["NO_TEXT"]
