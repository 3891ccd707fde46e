"""The reading benchmark's papers say what their truths say, and its faults do what they claim and no more."""

from __future__ import annotations

import doctest
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest

READING = Path(__file__).resolve().parents[2] / "benchmarks" / "reading"
if str(READING) not in sys.path:
    sys.path.insert(0, str(READING))

import typeset_check  # noqa: E402
from typeset_edition import edition  # noqa: E402
from typeset_looks import LOOKS  # noqa: E402
from typeset_truth import blocks, truth  # noqa: E402

NAMES = [look.name for look in LOOKS]


def pdf(name: str) -> bytes:
    return (READING / "papers" / f"{name}.pdf").read_bytes()


def known(name: str) -> dict:
    return json.loads((READING / "truth" / f"{name}.json").read_text(encoding="utf-8"))


def text_of(data: bytes) -> str:
    return "\n".join(typeset_check.page_texts(data))


def test_every_look_has_its_files_and_every_file_its_look():
    assert sorted(path.stem for path in (READING / "papers").glob("*.pdf")) == sorted(NAMES)
    assert sorted(path.stem for path in (READING / "truth").glob("*.json")) == sorted(NAMES)


def test_all_six_papers_and_five_producers_occur():
    assert len({look.paper for look in LOOKS}) == 6
    assert {look.producer for look in LOOKS} == {
        "WeasyPrint",
        "LibreOffice",
        "pdfLaTeX",
        "XeLaTeX",
        "LuaLaTeX",
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_hold_what_the_truth_says(name: str):
    found = typeset_check.compare(pdf(name), known(name))
    assert not found, found


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
def test_the_truth_follows_from_the_source(look):
    assert truth(edition(look), typeset_check.page_texts(pdf(look.name))) == known(look.name)


def test_a_word_lost_from_a_truth_is_noticed():
    said = known("weasy_book")
    said["blocks"] = [block for block in said["blocks"] if block["kind"] != "quote"]
    assert typeset_check.compare(pdf("weasy_book"), said).extra_signs


def test_furniture_on_another_page_is_noticed():
    said = known("weasy_book")
    said["furniture"][0]["page"] = 2
    assert typeset_check.compare(pdf("weasy_book"), said).furniture == ((2, "45"),)


def test_blocks_in_another_order_are_noticed():
    said = known("weasy_book")
    at = next(i for i, block in enumerate(said["blocks"]) if block["kind"] == "quote")
    said["blocks"].insert(3, said["blocks"].pop(at))
    assert typeset_check.compare(pdf("weasy_book"), said).order


@pytest.mark.parametrize("name", NAMES)
def test_marks_stand_at_the_ends_of_words_and_have_their_notes(name: str):
    said = list(blocks(edition(next(look for look in LOOKS if look.name == name))))
    cited = [
        mark
        for block in said
        if block["kind"] in ("title", "paragraph", "list_item")
        for _, mark in block.get("note_marks", ())
    ]
    assert cited == [block["mark"] for block in said if block["kind"] == "footnote"]
    for block in said:
        for at, _ in block.get("note_marks", ()):
            assert block["text"][at - 1] != " "


@pytest.mark.parametrize("name", NAMES)
def test_a_tables_rows_are_full_and_its_spans_cover_what_is_empty(name: str):
    for table in known(name)["tables"]:
        rows = table["rows"]
        covered = {
            (y + down, x + right)
            for y, x, height, width in table["spans"]
            for down in range(height)
            for right in range(width)
            if down or right
        }
        empty = {(y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell is None}
        assert empty == covered
        assert len({len(row) for row in rows}) == 1


# --- faults ----------------------------------------------------------------------------------------------------------

faults = pytest.importorskip("faults", reason="the faults need pikepdf, which isn't installed")
import faults_maps  # noqa: E402


def letters(text: str) -> Counter[int]:
    """How often each letter occurs, without saying which letter it is."""
    return Counter(Counter(re.findall("[а-яё]", text)).values())


def test_every_variant_has_a_paper_and_a_fault_and_every_fault_a_variant():
    assert {base for base, _ in faults.VARIANTS} <= set(NAMES)
    assert {name for _, name in faults.VARIANTS} == set(faults.FAULTS)
    assert {fault.klass for fault in faults.FAULTS.values()} == {"born_digital", "decoded", "scan"}


@pytest.mark.parametrize("name", [name for name in faults.FAULTS if not name.startswith("scan")])
def test_a_fault_is_the_same_each_time(name: str):
    function = faults.FAULTS[name].function
    assert function(pdf("office_notes")) == function(pdf("office_notes"))


@pytest.mark.parametrize("base", [base for base, name in faults.VARIANTS if name == "permuted"])
def test_permuted_letters_are_a_bijection_and_digits_stay(base: str):
    good, bad = text_of(pdf(base)), text_of(faults.permuted(pdf(base)))
    assert letters(good) == letters(bad)
    assert re.findall(r"\d", good) == re.findall(r"\d", bad)
    assert not set(re.findall("[а-яё]{6,}", good)) & set(re.findall("[а-яё]{6,}", bad))


def test_permuted_digits_are_other_digits():
    good, bad = text_of(pdf("weasy_book")), text_of(faults.permuted(pdf("weasy_book"), digits=True))
    pairs = list(zip(re.findall(r"\d", good), re.findall(r"\d", bad), strict=True))
    assert all(a != b for a, b in pairs)
    assert len(set(pairs)) == 10


@pytest.mark.parametrize("base", [base for base, name in faults.VARIANTS if name == "latin"])
def test_latin_reads_right_as_cp1251(base: str):
    good, bad = text_of(pdf(base)), text_of(faults.latin(pdf(base)))
    assert not re.search("[А-Яа-я]{3,}", bad)
    back = "".join(
        sign if ord(sign) > 0xFF else sign.encode("latin-1").decode("cp1251", "replace") for sign in bad
    )
    assert Counter(re.findall("[а-яё]", good)) == Counter(re.findall("[а-яё]", back))


@pytest.mark.parametrize("base, name", [pair for pair in faults.VARIANTS if pair[1].startswith("hyphen_")])
def test_no_hyphen_is_left(base: str, name: str):
    sign = {"17": "\x17", "1c": "\x1c", "10": "\x10", "soft": "\u00ad"}[name.removeprefix("hyphen_")]
    good, bad = text_of(pdf(base)), text_of(faults.FAULTS[name].function(pdf(base)))
    assert not re.search("[-\u2010]", bad)
    ends = len(re.findall("[-\u2010\u00ad\x02\ufffe]", good))
    # pdfium gives its own sign where a soft hyphen ends a line
    assert ends == len(re.findall(f"[{sign}\x02\ufffe]", bad)) > 20


@pytest.mark.parametrize("base", ["weasy_book", "office_columns", "xelatex_two"])
@pytest.mark.parametrize("by", faults.QUARTERS)
def test_turned_pages_look_as_before(base: str, by: int):
    before, after = (
        pdfium.PdfDocument(data)[0].render(scale=0.5).to_numpy()
        for data in (pdf(base), faults.turned(pdf(base), by=by))
    )
    assert before.shape == after.shape
    assert abs(before.astype(int) - after.astype(int)).mean() < 0.5


def test_doubled_text_is_drawn_twice():
    import pikepdf

    def shown(data: bytes) -> int:
        import io

        with pikepdf.open(io.BytesIO(data)) as document:
            steps = pikepdf.parse_content_stream(document.pages[1])
            return sum(str(step.operator) in ("Tj", "TJ") for step in steps)

    once = shown(pdf("weasy_book"))
    assert shown(faults.bold_by_doubling(pdf("weasy_book"), share=1.0)) == 2 * once
    assert once < shown(faults.bold_by_doubling(pdf("weasy_book"), share=0.3)) < 2 * once


def test_scans_hold_no_text_and_look_like_the_page():
    made = faults.scanned(pdf("office_notes"), dpi=60, noise=14.0, skew=1.5)
    assert text_of(made).strip() == ""
    page, scan = (pdfium.PdfDocument(data)[0] for data in (pdf("office_notes"), made))
    assert page.get_size() == pytest.approx(scan.get_size(), abs=0.01)
    assert scan.render(scale=0.5).to_numpy().std() > 5


def test_one_page_suffers_alone():
    good = typeset_check.page_texts(pdf("office_word"))
    bad = typeset_check.page_texts(faults.FAULTS["permuted_page"].function(pdf("office_word")))
    assert [a == b for a, b in zip(good, bad, strict=True)] == [True, False, True, True, True]


def test_the_maps_docstring():
    assert doctest.testmod(faults_maps).failed == 0
