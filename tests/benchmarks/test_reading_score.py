"""The scorer of the reading benchmark: readings with known errors get the known figures."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pipeline.model import BlockKind, FrontMatter, Reference

from .made import (
    CAPTION,
    CELLS,
    FIRST,
    FRONT,
    MARK,
    NOTE,
    READ,
    READING,
    SECOND,
    TITLE,
    TRUTH,
    Grid,
    Line,
    Score,
    True_,
    document,
    scored,
    truth_with,
    with_block,
)

import known  # isort: skip  # found through made.READING
import run  # isort: skip
from alignment import align, spell, tokens  # isort: skip
from score import missed  # isort: skip
from score_findings import Share  # isort: skip


def groups(made: Score) -> list[str]:
    return sorted({difference.group for difference in made.findings.differences})


def wrong(made: Score) -> int:
    return made.findings.counts["wrong characters"]


def test_a_faultless_reading_has_no_fault() -> None:
    made = scored(document())
    assert made.findings.differences == ()
    assert wrong(made) == 0
    assert missed("born_digital", made.findings) == []
    assert all(share.right == share.of for share in made.findings.shares.values())
    assert made.findings.shares["cells found"] == Share(6, 6)
    assert made.findings.shares["footnotes"] == made.findings.shares["note marks"] == Share(1, 1)
    assert made.findings.shares["furniture found"] == Share(2, 2)


def test_nothing_read_is_nothing_right() -> None:
    made = scored(document((), furniture=(), cells=None, mark=None), front=FrontMatter(), references=())
    assert wrong(made) == made.findings.counts["characters"]
    lacking = " ".join(missed("born_digital", made.findings))
    for name in ("body errors", "furniture found", "title", "authors", "УДК", "references", "cells found"):
        assert name in lacking


# --- the body ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "count", "group"),
    [
        ("Караваны", "Каравоны", 1, "body: letters"),
        ("соль, шерсть", "соль шерсть", 1, "body: signs"),
        ("ситец, чай и", "ситец, и", 4, "body: lost"),
        ("ситец,", "ситец, 13", 3, "body: added"),
        ("шерсть", "шер-сть", 1, "body: hyphen or space"),
        ("Кустаная", "кустаная", 1, "body: case"),
        ("26,4", "26,9", 1, "body: digits"),
    ],
)
def test_each_character_counts(old: str, new: str, count: int, group: str) -> None:
    made = scored(document(with_block(old, new), mark=None))
    assert wrong(made) == count
    assert group in groups(made)


def test_white_space_is_all_alike() -> None:
    made = scored(document(with_block("Кустаная привозили", "Кустаная\u00a0\n привозили")))
    assert wrong(made) == 0


def test_composed_and_decomposed_letters_are_alike() -> None:
    truth = truth_with(blocks=(*TRUTH.blocks, True_("paragraph", "Мой хлеб")))
    made = scored(document((*READ, ("paragraph", "Мои\u0306 хлеб"))), truth)
    assert wrong(made) == 0


def test_moved_text_counts_twice_and_is_called_moved() -> None:
    moved = tuple(READ[at] for at in (7, 0, 1, 2, 3, 4, 5, 6, 8))
    made = scored(document(moved))
    assert 1.5 * len(SECOND) < wrong(made) <= 2 * (len(SECOND) + 1)
    assert "body: moved" in groups(made)
    assert made.findings.counts["wrong digits"] == 0


def test_a_caption_read_as_paragraph_is_added_once() -> None:
    made = scored(document(with_block(CAPTION, CAPTION, "paragraph")))
    assert wrong(made) == len(CAPTION) + 1
    assert {"body: added", "captions: lost"} <= set(groups(made))


def test_floats_may_stand_elsewhere() -> None:
    made = scored(document((*READ[:2], *READ[5:7], *READ[2:5], *READ[7:])))
    assert wrong(made) == 0


def test_raised_digits_of_names_may_be_kept_or_not() -> None:
    truth = truth_with(
        blocks=(
            True_("authors", "П. С. Ильин, Р. Т. Досов", ((11, "1"), (24, "2"))),
            True_("affiliation", "Орский институт", (), "1"),
            True_("affiliation", "Кустанайский музей", (), "2"),
            *TRUTH.blocks[3:],
        )
    )
    plain = READ[3:]
    names: tuple[tuple[BlockKind, str], ...] = (
        ("paragraph", "П. С. Ильин¹, Р. Т. Досов²"),
        ("paragraph", "¹ Орский институт"),
        ("paragraph", "2 Кустанайский музей"),
    )
    bare: tuple[tuple[BlockKind, str], ...] = (
        ("paragraph", "П. С. Ильин, Р. Т. Досов"),
        ("paragraph", "Орский институт Кустанайский музей"),
    )
    assert wrong(scored(document((*names, *plain)), truth)) == 0
    assert wrong(scored(document((*bare, *plain)), truth)) == 0
    glued = (("paragraph", "П. С. Ильин1, Р. Т. Досов2"), *names[1:])
    assert wrong(scored(document((*glued, *plain)), truth)) == 2


def test_a_sidebar_may_stand_anywhere_but_not_in_a_sentence() -> None:
    beside = "Справка. Пуд равен сорока фунтам."
    truth = truth_with(blocks=(*TRUTH.blocks[:4], True_("sidebar", beside), *TRUTH.blocks[4:]))
    assert wrong(scored(document((*READ, ("paragraph", beside))), truth)) == 0
    inside = scored(document(with_block("соль, шерсть", f"соль, {beside} шерсть")), truth)
    assert wrong(inside) == 2 * len(beside) + 1
    assert wrong(scored(document(), truth)) == len(beside)


def test_a_sentence_cut_in_two_shows_though_no_character_is_wrong() -> None:
    place = SECOND.index("шерсть")
    cut = (*READ[:7], ("paragraph", SECOND[:place]), ("paragraph", SECOND[place:]), READ[8])
    made = scored(document(cut))
    assert wrong(made) == 0
    assert made.findings.shares["sentences whole"] == Share(1, 2)
    assert groups(made) == ["sentence cut"]


# --- digits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "digits"),
    [
        ("в 2018 г.", "в 2013 г.", 1),
        ("26,4 тыс.", "59,7 тыс.", 3),
        ("в 2018 г.", "в 20181 г.", 1),
        ("в 2018 г.", "в 201 г.", 1),
        ("в 2018 г.", "в г.", 0),
        ("в 2018 г.", "в \ufffd\ufffd\ufffd\ufffd г.", 0),
        ("на юг", "на 14 юг", 0),
    ],
)
def test_a_wrong_digit_is_deadly_and_a_missing_number_is_not(old: str, new: str, digits: int) -> None:
    blocks = (*READ[:3], ("paragraph", FIRST.replace(old, new)), *READ[4:])
    made = scored(document(blocks, mark=None), klass="decoded")
    assert made.findings.counts["wrong digits"] == digits
    said = [what for what in missed("decoded", made.findings) if what.startswith("wrong digits")]
    assert said == ([f"wrong digits: {digits}"] if digits else [])


def test_a_wrong_digit_in_a_table_is_seen() -> None:
    cells = tuple((row, column, text.replace("26,4", "29,4")) for row, column, text in CELLS)
    made = scored(document(with_block("2018\t26,4", "2018\t29,4"), cells=cells))
    assert made.findings.counts["wrong digits"] == 1
    assert made.findings.shares["cells found"] == Share(5, 6)


def test_digits_that_cannot_be_known_may_be_withheld_but_not_guessed() -> None:
    hidden = tuple((kind, "".join("\ufffd" if c.isdigit() else c for c in text)) for kind, text in READ)
    hidden_cells = tuple(
        (row, column, "".join("\ufffd" if c.isdigit() else c for c in text)) for row, column, text in CELLS
    )
    references = (
        Reference(
            None, 0, 1, "Ильин П. С. Степные мельницы. Орск, \ufffd\ufffd\ufffd\ufffd. \ufffd\ufffd с."
        ),
    )
    read = document(hidden, furniture=("Вестник мукомола \ufffd\ufffd",), cells=hidden_cells, mark=None)
    front = FRONT._replace(udc=None)
    made = scored(read, klass="decoded", front=front, references=references, digits_known=False)
    assert wrong(made) == 0
    assert missed("decoded", made.findings) == []
    assert "УДК" not in made.findings.shares
    assert not [group for group in groups(made) if group.startswith("body")]
    shown = scored(read, klass="decoded", front=front, references=references)
    assert "body: digits withheld" in groups(shown)
    guessed = tuple((kind, text.replace("2018", "2013")) for kind, text in READ)
    made = scored(document(guessed, mark=None), klass="decoded", digits_known=False)
    assert made.findings.counts["wrong digits"] == 2  # in the text and in the table
    made = scored(document(), klass="decoded", front=FRONT._replace(udc="338.5"), digits_known=False)
    assert made.findings.shares["УДК"] == Share(0, 1)


# --- furniture --------------------------------------------------------------------------------------------------------


def test_furniture_may_be_cut_into_lines_in_any_way() -> None:
    for lines in (("Вестник мукомола", "12"), ("12 Вестник мукомола",)):
        assert scored(document(furniture=lines)).findings.differences == ()


def test_furniture_left_in_the_text_is_missed_and_named() -> None:
    read = document(with_block("соль, шерсть", "соль, 12 шерсть"), furniture=("Вестник мукомола",))
    made = scored(read)
    assert made.findings.shares["furniture found"] == Share(1, 2)
    assert made.findings.shares["furniture right"] == Share(1, 1)
    assert made.findings.counts["furniture in body"] == 1
    assert "furniture: in the body" in groups(made)


def test_each_line_of_furniture_is_found_once() -> None:
    truth = truth_with(furniture=(*TRUTH.furniture, Line(1, "12")))
    assert scored(document(), truth).findings.shares["furniture found"] == Share(2, 3)


def test_text_called_furniture_is_wrong_on_both_counts() -> None:
    read = document(with_block(TITLE, ""), furniture=(*("Вестник мукомола", "12"), TITLE))
    made = scored(read)
    assert made.findings.shares["furniture right"] == Share(2, 3)
    assert wrong(made) == len(TITLE) + 1


def test_furniture_of_another_page_is_not_found() -> None:
    truth = truth_with(furniture=(Line(1, "Вестник мукомола"), Line(2, "12")))
    made = scored(document(), truth)
    assert made.findings.shares["furniture found"] == Share(1, 2)
    made = scored(
        document(with_block("соль, шерсть", "соль, 12 шерсть"), furniture=("Вестник мукомола",)), truth
    )
    assert made.findings.counts["furniture in body"] == 0


# --- footnotes --------------------------------------------------------------------------------------------------------


def test_a_footnote_within_a_paragraph_is_amid() -> None:
    inside = FIRST.replace("половину муки", f"половину {NOTE} муки")
    blocks = (*READ[:3], ("paragraph", inside), *READ[5:])
    made = scored(document(blocks, mark=None))
    assert made.findings.counts["footnotes amid"] == 1
    assert made.findings.shares["footnotes"] == Share(0, 1)
    assert "footnotes amid: 1" in missed("scan", made.findings)


@pytest.mark.parametrize("kind", ["footnote", "paragraph"])
def test_a_footnote_between_two_halves_of_a_sentence_is_amid(kind: BlockKind) -> None:
    halves = (("paragraph", FIRST[: MARK + 2]), (kind, NOTE), ("paragraph", FIRST[MARK + 2 :]))
    made = scored(document((*READ[:3], *halves, *READ[5:])))
    assert made.findings.counts["footnotes amid"] >= 1
    assert made.findings.shares["sentences whole"] == Share(1, 2)


def test_a_footnote_after_another_paragraph_is_found() -> None:
    made = scored(document((*READ[:4], *READ[5:8], READ[4], READ[8])))
    assert made.findings.differences == ()


def test_a_footnote_may_be_a_little_wrong_and_not_more() -> None:
    for new, found in (("Подсчитана", 1), ("Списано кем-то без счёта", 0)):
        worse = NOTE.replace("Подсчитано", new)
        made = scored(document(with_block(NOTE, worse), mark=None))
        assert made.findings.shares["footnotes"] == Share(found, 1)
        assert made.findings.counts["footnotes too many"] == 1 - found


def test_a_paragraph_called_footnote_is_one_too_many() -> None:
    made = scored(document(with_block(SECOND, SECOND, "footnote")))
    assert made.findings.counts["footnotes too many"] == 1
    assert wrong(made) == len(SECOND) + 1


def test_a_mark_belongs_to_its_word() -> None:
    assert scored(document(mark=None)).findings.shares["note marks"] == Share(0, 1)
    elsewhere = scored(document(mark=(FIRST[: MARK + 12], NOTE)))
    assert elsewhere.findings.shares["note marks"] == Share(0, 1)
    assert "footnote: mark tied elsewhere" in groups(elsewhere)
    other = scored(document(mark=(FIRST[:MARK], SECOND)))
    assert other.findings.shares["note marks"] == Share(0, 1)


# --- hyphens ----------------------------------------------------------------------------------------------------------

TRADE = "Русско-казахская торговля росла быстро, особенно в Северо-Казахстанской области и вокруг неё."
TRADING = truth_with(blocks=(*TRUTH.blocks, True_("paragraph", TRADE)))


def hyphenated(text: str, *edits: tuple[str, str, str]) -> Score:
    made = tuple((word, raw, kind, "rule") for word, raw, kind in edits)
    return scored(document((*READ, ("paragraph", text)), edits=made), TRADING)


def test_right_decisions() -> None:
    made = hyphenated(
        TRADE,
        ("торговля", "тор\ufffe\nговля", "hyphen_mended"),
        ("Северо-Казахстанской", "Северо\ufffe\nКазахстанской", "hyphen_kept"),
    )
    assert made.findings.shares["hyphens"] == Share(2, 2)


def test_wrong_decisions() -> None:
    made = hyphenated(
        TRADE.replace("Северо-К", "СевероК").replace("торговля", "тор-говля"),
        ("СевероКазахстанской", "Северо\ufffe\nКазахстанской", "hyphen_mended"),
        ("тор-говля", "тор\ufffe\nговля", "hyphen_kept"),
    )
    assert made.findings.shares["hyphens"] == Share(0, 2)
    assert "hyphen: hyphen_kept (rule)" in groups(made)


def test_broken_and_welded_words_without_an_edit_are_wrong_decisions() -> None:
    made = hyphenated(
        TRADE.replace("росла быстро", "рос- ла быстро").replace("области и", "областии"),
        ("торговля", "тор\ufffe\nговля", "hyphen_mended"),
    )
    assert made.findings.shares["hyphens"] == Share(1, 3)
    assert "hyphen: no edit" in groups(made)


def test_a_decision_in_a_word_read_badly_is_judged_by_its_place() -> None:
    text = TRADE.replace("торговля", "торговлл").replace("Северо-Каз", "СевероКаз").replace("нской", "нскай")
    made = hyphenated(
        text,
        ("торговлл", "тор\ufffe\nговлл", "hyphen_mended"),
        ("СевероКазахстанскай", "Северо\ufffe\nКазахстанскай", "hyphen_mended"),
    )
    assert made.findings.shares["hyphens"] == Share(1, 2)


def test_a_decision_that_nobody_can_judge_is_counted_apart() -> None:
    made = hyphenated(f"{TRADE} Бормоглот", ("Бормоглот", "Бормо\ufffe\nглот", "hyphen_mended"))
    assert made.findings.counts["hyphens undecided"] == 1
    assert made.findings.shares["hyphens"] == Share(0, 0)


def test_where_nothing_is_aligned_the_vocabulary_judges() -> None:
    for text, right in (("торговля", 1), ("тор-говля", 0)):
        kind = "hyphen_mended" if right else "hyphen_kept"
        read = document(
            (("figure", text), *READ, ("paragraph", TRADE)), edits=((text, "тор\ufffe\nговля", kind, "rule"),)
        )
        assert scored(read, TRADING).findings.shares["hyphens"] == Share(right, 1)


def test_a_suspended_hyphen_keeps_its_space() -> None:
    truth = truth_with(blocks=(*TRUTH.blocks, True_("paragraph", "Мукомольно- и хлебопекарные дела")))
    for text, right in (("Мукомольно- и хлебопекарные дела", 1), ("Мукомольно-и хлебопекарные дела", 0)):
        word = text.removesuffix(" хлебопекарные дела")
        edit = (word, "Мукомольно\ufffe\nи", "hyphen_kept", "rule")
        made = scored(document((*READ, ("paragraph", text)), edits=(edit,)), truth)
        assert made.findings.shares["hyphens"] == Share(right, 1)


# --- front matter and references ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "name"),
    [
        (FRONT._replace(title="Пограничный рынок"), "title"),
        (FRONT._replace(authors=("П. С. Ильин", "Р. Т. Досов")), "authors"),
        (FRONT._replace(authors=()), "authors"),
        (FRONT._replace(udc="339.6"), "УДК"),
        (FRONT._replace(doi="10.5555/x"), "DOI"),
        (FRONT._replace(keywords=("мука",)), "keywords"),
    ],
)
def test_a_wrong_field_is_wrong(front: FrontMatter, name: str) -> None:
    made = scored(document(), front=front)
    assert made.findings.shares[name] == Share(0, 1)
    assert groups(made) == [f"front: {name}"]


def test_initials_may_have_any_space() -> None:
    made = scored(document(), front=FRONT._replace(authors=("П.С. Ильин",)))
    assert made.findings.shares["authors"] == Share(1, 1)


def test_a_title_may_have_the_errors_of_its_class() -> None:
    front = FRONT._replace(title=TITLE.replace("муки", "мyки"))
    assert scored(document(), front=front).findings.shares["title"] == Share(0, 1)
    truth = truth_with(title=f"{TITLE} и соли")
    front = FRONT._replace(title=f"{TITLE} и сoли")
    assert scored(document(), truth, front=front, klass="scan").findings.shares["title"] == Share(1, 1)


ENTRY = "Досов Р. Т. Соляные озёра: история промысла и торговли. Кустанай: Музей, 1999. 112 с."


@pytest.mark.parametrize(
    ("references", "share"),
    [
        ((Reference(1, 0, 1, ENTRY),), Share(1, 1)),
        ((Reference(2, 0, 1, ENTRY),), Share(0, 1)),
        ((Reference(None, 0, 1, ENTRY),), Share(0, 1)),
        ((Reference(1, 0, 1, ENTRY.replace("ё", "е")),), Share(1, 1)),
        ((Reference(1, 0, 1, ENTRY[:50]),), Share(0, 1)),
        ((Reference(1, 0, 1, ENTRY), Reference(2, 0, 1, "С. 5–17.")), Share(1, 2)),
        ((), Share(0, 1)),
    ],
)
def test_references(references: tuple[Reference, ...], share: Share) -> None:
    made = scored(document(), truth_with(references=((1, ENTRY),)), references=references)
    assert made.findings.shares["references"] == share


# --- tables -----------------------------------------------------------------------------------------------------------


def test_a_cell_in_the_wrong_column_is_lost_and_too_many() -> None:
    shifted = tuple((row, column, text) for row, column, text in CELLS if (row, column) != (1, 1))
    made = scored(document(cells=(*shifted, (1, 2, "26,4"))))
    assert made.findings.shares["cells found"] == Share(5, 6)
    assert made.findings.shares["cells right"] == Share(4, 5)


def test_a_table_not_found_has_no_cell_right() -> None:
    made = scored(document(cells=None))
    assert made.findings.shares["cells found"] == Share(0, 6)
    assert "table: not found" in groups(made)


def test_a_table_that_is_none_counts_against_what_was_read() -> None:
    truth = truth_with(tables=(), blocks=tuple(block for block in TRUTH.blocks if block.kind != "table"))
    made = scored(document(), truth)
    assert made.findings.shares["cells right"] == Share(0, 5)
    assert made.findings.counts["tables too many"] == 1


def test_spans_and_captions_are_counted_apart() -> None:
    truth = truth_with(
        tables=(Grid(TRUTH.tables[0].rows, ((0, 0, 1, 2),), "Таблица 1. Ввоз соли, пудов", "1"),)
    )
    made = scored(document(), truth)
    assert made.findings.shares["spans"] == Share(0, 1)
    assert made.findings.shares["captions"] == Share(0, 1)
    assert made.findings.shares["cells found"] == Share(6, 6)


# --- thresholds, truth files, command line -------------------------------------------------------------------------------


def test_each_class_has_its_own_limit() -> None:
    worse = with_block("Караваны из", "Каравоны нз")  # 2 of some 250 characters
    findings = scored(document(worse)).findings
    assert any("body errors" in what for what in missed("born_digital", findings))
    assert missed("decoded", findings) == []


def test_alignment_pairs_broken_words_with_their_halves() -> None:
    aligned = align(
        list(tokens("из Костанайской области вывозили")), list(tokens("из Костанай- ской области вывозили"))
    )
    assert [aligned.texts(pair) for pair in aligned.pairs if not pair.equal] == [
        ("Костанайской", "Костанай- ской")
    ]


def test_figures_among_strange_words_are_not_the_figures_that_are_missing() -> None:
    truth = "Возили соль до реки, а в 1847 году построили первую мельницу у брода близ крепости на Тоболе"
    read = (
        "Возили соль Всего пудов четвертей рублей 1852 прочее итого хлеб масло сало близ крепости на Тоболе"
    )
    aligned = align(list(tokens(truth)), list(tokens(read)))
    assert [pair.kind for pair in aligned.pairs] == ["equal", "lost", "added", "equal"]
    assert spell(aligned.truth) == truth and spell(aligned.read) == read
    changed = align(list(tokens(truth)), list(tokens(truth.replace("1847", "1852"))))
    assert [changed.texts(pair) for pair in changed.pairs if not pair.equal] == [("1847", "1852")]


def test_alignment_covers_both_texts_in_order() -> None:
    lots = random.Random(7)
    words = "в и на 12 13,5 мука мук-а соль сольи река реки 1847".split()
    for _ in range(200):
        truth = list(tokens(" ".join(lots.choices(words, k=lots.randrange(30)))))
        read = list(tokens(" ".join(lots.choices(words, k=lots.randrange(30)))))
        t = r = 0
        for pair in align(truth, read).pairs:
            assert (pair.t0, pair.r0) == (t, r)
            t, r = pair.t1, pair.r1
            same = [word.text for word in truth[pair.t0 : t]] == [word.text for word in read[pair.r0 : r]]
            assert pair.equal == same
        assert (t, r) == (len(truth), len(read))


def test_a_truth_file_says_what_is_known() -> None:
    said = {
        "title": "Соль",
        "blocks": [
            {"kind": "paragraph", "text": "Соль везли.", "note_marks": [[10, "1"]]},
            {"kind": "footnote", "text": "Возами.", "mark": "1"},
        ],
        "tables": [{"number": "1", "rows": [["а", None]], "spans": [[0, 0, 1, 2]]}],
        "furniture": [{"page": 1, "text": "5"}],
        "references": [[1, "Соль. 1999."]],
    }
    truth = known.parse(said)
    assert truth.notes_of() == ((1, 0, 10),)
    assert truth.tables[0].spans == ((0, 0, 1, 2),)
    with pytest.raises(ValueError, match="unknown kind"):
        known.parse({"blocks": [{"kind": "verse", "text": ""}]})
    with pytest.raises(ValueError, match="outside"):
        known.parse({"blocks": [{"kind": "title", "text": "а", "note_marks": [[5, "1"]]}]})


def test_every_truth_of_the_benchmark_can_be_read() -> None:
    paths = sorted((READING / "truth").glob("*.json"))
    for path in paths:
        truth = known.load(path)
        assert truth.blocks and truth.title
        assert (READING / "papers" / f"{path.stem}.pdf").is_file()
        assert {block.mark for block in truth.of("footnote")} == {
            truth.blocks[note].mark for note, _, _ in truth.notes_of()
        }


FINE, POOR = scored(document()), scored(document(with_block("Караваны", "Каравоны")))


def test_the_exit_status_tells_of_a_missed_threshold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "variants", lambda: [run.Variant("a", None, "born_digital", True)])
    monkeypatch.setattr(run, "measure", lambda variant: FINE)
    assert run.main(["--workers", "1"]) == 0
    assert "every threshold is reached" in capsys.readouterr().out
    monkeypatch.setattr(run, "measure", lambda variant: POOR)
    assert run.main(["--diff", "a", "--json", str(tmp_path / "figures.json")]) == 1
    out = capsys.readouterr().out
    assert "MISSED born_digital: body errors" in out
    assert "--- body: letters: 1" in out
    assert "вывозили на юг. [-Караваны-]{+Каравоны+} из Кустаная" in out
    said = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert said[0]["counts"]["wrong characters"] == 1
    assert run.main(["b"]) == 2


def test_a_name_means_itself_and_its_faults(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = [
        run.Variant("a", None, "born_digital", True),
        run.Variant("a", "shift", "decoded", True),
        run.Variant("a", "scan", "scan", True),
        run.Variant("b", None, "born_digital", True),
    ]
    seen: list[str] = []
    monkeypatch.setattr(run, "variants", lambda: listed)
    monkeypatch.setattr(run, "measure", lambda variant: seen.append(variant.name) or FINE)
    for arguments, names in (
        (["--ocr"], "a a+shift a+scan b"),
        (["--no-ocr"], "a a+shift b"),
        (["--no-faults", "--ocr"], "a b"),
        (["a", "--no-ocr"], "a a+shift"),
        (["a+s*", "--ocr"], "a+shift a+scan"),
        (["--diff", "a", "--ocr"], "a"),
        (["--diff", "a+scan", "--no-ocr"], "a+scan"),
    ):
        seen.clear()
        assert run.main([*arguments, "--workers", "1"]) == 0
        assert " ".join(seen) == names
    capsys.readouterr()


def test_a_reader_that_breaks_down_has_lost_everything(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "truth").mkdir()
    (tmp_path / "papers").mkdir()
    truth = {"title": "Соль", "blocks": [{"kind": "title", "text": "Соль"}]}
    (tmp_path / "truth" / "a.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "papers" / "a.pdf").write_bytes(b"%PDF-1.4 torn")
    variant = run.Variant("a", None, "born_digital", True)
    made = run.measure(variant, tmp_path)
    assert made.error is not None and made.error.startswith("UNREADABLE")
    assert wrong(made) == len("Соль")

    def breaks(data: bytes, path: str) -> None:
        raise ZeroDivisionError(path)

    monkeypatch.setattr(run, "read", breaks)
    made = run.measure(variant, tmp_path)
    assert made.error is not None and "ZeroDivisionError" in made.error
    assert any("a not read: CRASH" in what for what in run.totals([made]))
    capsys.readouterr()
