"""The promise: from any mention back to its words, in the canonical text and on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Dataset, MentionRow, ObservationRow
from tests.acceptance.ink import glyphs, inside, letters
from tests.acceptance.sample import PAPERS, SEED_PDFS, mined, seeds

PDFS = [paper for paper in PAPERS if paper.suffix == ".pdf"]


def doc_id(dataset: Dataset, paper: Path) -> str:
    (found,) = (row.doc_id for row in dataset.documents if row.path == paper.name)
    return found


def boxed(paper: Path, row: MentionRow | ObservationRow) -> str:
    assert row.page is not None
    return letters("".join(inside(paper, row.page, box) for box in row.boxes))


def stands(paper: Path, row: MentionRow | ObservationRow, text: str) -> bool:
    """Whether the boxes hold the text, or as much of it as stands on that page and the rest on the next."""
    assert row.page is not None
    wanted, printed = letters(text), boxed(paper, row)
    if printed == wanted:
        return True
    overleaf = "".join(glyph.text for glyph in glyphs(paper, row.page + 1)) if printed else ""
    return wanted.startswith(printed) and wanted.removeprefix(printed) in letters(overleaf)


def test_every_paper_is_mined_without_a_problem(dataset: Dataset) -> None:
    assert {row.path: row.status for row in dataset.documents} == {paper.name: "ok" for paper in PAPERS}
    assert not dataset.problems


def test_text_is_what_stands_at_its_offsets(dataset: Dataset) -> None:
    texts = dict(dataset.texts)
    assert dataset.mentions
    wrong = [
        row for row in dataset.mentions if texts[row.doc_id][row.start : row.end] != row.text or not row.text
    ]
    assert not wrong, wrong[:3]


def test_a_span_has_no_space_at_its_edges(dataset: Dataset) -> None:
    wrong = [row.text for row in dataset.mentions if row.text != row.text.strip(" \t\n\u00a0,;:«")]
    assert not wrong, wrong[:5]


def test_the_sentence_holds_the_words(dataset: Dataset) -> None:
    wrong = [row for row in dataset.mentions if row.sentence is None or row.text not in row.sentence]
    assert not wrong, wrong[:3]
    words = {row.mention_id: row.text for row in dataset.mentions}
    lost = [
        row
        for row in dataset.observations
        if row.mention_id and words[row.mention_id] not in (row.sentence or "")
    ]
    assert not lost, lost[:3]


@pytest.mark.parametrize("paper", PDFS, ids=lambda paper: paper.stem)
def test_the_words_in_the_boxes_are_the_words_of_the_text(dataset: Dataset, paper: Path) -> None:
    held(dataset, paper)


def test_the_words_in_the_boxes_of_papers_beside_the_checkout() -> None:
    papers = seeds(SEED_PDFS)
    for paper in papers:
        held(mined(papers), paper)


def held(dataset: Dataset, paper: Path) -> None:
    """Asserts that every mention of the paper has boxes that hold its words."""
    wanted = doc_id(dataset, paper)
    mentions = [row for row in dataset.mentions if row.doc_id == wanted]
    assert mentions and all(row.boxes for row in mentions)
    wrong = [
        f"page {row.page}: «{row.text}» and «{boxed(paper, row)}»"
        for row in mentions
        if not stands(paper, row, row.text)
    ]
    assert not wrong, "\n".join(wrong[:10])


@pytest.mark.parametrize("paper", PDFS, ids=lambda paper: paper.stem)
def test_an_observation_stands_where_its_amount_stands(dataset: Dataset, paper: Path) -> None:
    words = {row.mention_id: row.text for row in dataset.mentions}
    rows = [row for row in dataset.observations if row.doc_id == doc_id(dataset, paper) and row.mention_id]
    assert rows
    wrong = [row for row in rows if not stands(paper, row, words[row.mention_id or ""])]
    assert not wrong, wrong[:3]


def test_formats_without_pages_have_neither_pages_nor_boxes(dataset: Dataset) -> None:
    paged = {row.doc_id for row in dataset.documents if row.path.endswith(".pdf")}
    rest = [row for row in dataset.mentions if row.doc_id not in paged]
    assert rest and all(row.page is None and not row.boxes for row in rest)


def test_one_page_of_ink_can_tell_a_wrong_box(dataset: Dataset) -> None:
    """The check itself: boxes that are moved a line down don't hold the words."""
    paper = PDFS[0]
    rows = [row for row in dataset.mentions if row.doc_id == doc_id(dataset, paper)][:50]
    moved = [
        letters(
            "".join(
                inside(paper, row.page or 1, (x0, top + 12, x1, bottom + 12))
                for x0, top, x1, bottom in row.boxes
            )
        )
        for row in rows
    ]
    assert not any(text == letters(row.text) for text, row in zip(moved, rows, strict=True))
