"""The way back to the ink, and ids that outlive a better parser."""

from __future__ import annotations

from decimal import Decimal

from pipeline.model import Block, Document, Mention, Piece, mention_ids
from pipeline.values import Amount


def _document() -> Document:
    # «экономи-|ческую область»: the first word is broken over two lines.
    return Document(
        doc_id="d", path="p", sha256="s", media_type="application/pdf", text="экономическую область",
        pieces=(
            Piece(0, 7, 1, (300.0, 100.0, 350.0, 110.0)),
            Piece(7, 13, 1, (50.0, 115.0, 90.0, 125.0)),
            Piece(14, 21, 1, (93.0, 115.0, 140.0, 125.0)),
        ),
        blocks=(Block(0, 21, "paragraph", 1),),
    )  # fmt: skip


def test_boxes_are_one_for_each_line() -> None:
    document = _document()
    assert document.boxes_of(0, 21) == ((300.0, 100.0, 350.0, 110.0), (50.0, 115.0, 140.0, 125.0))
    assert document.boxes_of(14, 21) == ((93.0, 115.0, 140.0, 125.0),)
    assert document.page_of(14, 21) == 1


def test_a_gap_between_words_has_no_ink() -> None:
    assert _document().pieces_in(13, 14) == ()
    assert _document().page_of(13, 14) is None


def test_a_columns_box_is_not_merged_with_the_line_beside_it() -> None:
    document = Document(
        doc_id="d", path="p", sha256="s", media_type="application/pdf", text="конец начало",
        pieces=(Piece(0, 5, 1, (200.0, 700.0, 240.0, 710.0)), Piece(6, 12, 1, (50.0, 700.0, 90.0, 710.0))),
    )  # fmt: skip
    assert len(document.boxes_of(0, 12)) == 2


def _mentions(text: str, quote: str) -> list[Mention]:
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(Mention("amount", "money", at, at + len(quote), Amount("money", Decimal(5)), "test"))
        at = text.find(quote, at + 1)
    return found


def test_ids_tell_occurrences_apart_and_forget_hyphens_and_spaces() -> None:
    first, broken = "5 млрд и 5 млрд", "5\u00a0мл-\nрд и 5 млрд"
    ids = list(mention_ids("d", first, _mentions(first, "5 млрд")))
    assert len(set(ids)) == 2
    mention = Mention("amount", "money", 0, 8, Amount("money", Decimal(5)), "test")
    assert next(mention_ids("d", broken, [mention])) == ids[0]


def test_ids_dont_depend_on_the_order_of_asking() -> None:
    text = "Всего - 5 млрд, 5 мл\u00adрд и ещё\n5\u00a0млрд"
    mentions = [
        Mention("amount", "money", start, end, Amount("money", Decimal(5)), "test")
        for start, end in ((8, 14), (16, 23), (len(text) - 6, len(text)))
    ]
    ids = list(mention_ids("d", text, mentions))
    assert len(set(ids)) == 3
    assert list(mention_ids("d", text, mentions[::-1])) == ids[::-1]


def test_an_id_doesnt_change_when_another_mention_is_found() -> None:
    text = "5 млрд и 5 млрд"
    both = list(mention_ids("d", text, _mentions(text, "5 млрд")))
    only_second = list(mention_ids("d", text, _mentions(text, "5 млрд")[1:]))
    assert only_second == both[1:]
