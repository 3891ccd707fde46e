"""The sample papers: each has source, truth, printed paper and sound gold, and all four belong together."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))

import check  # noqa: E402
import paper  # noqa: E402
from vocabulary import contradictions  # noqa: E402

STEMS = paper.stems()


def letters(text: str) -> str:
    """Letters and digits alone: what hyphens, line ends and spaces cannot change."""
    return "".join(re.findall(r"[^\W_]", text))


def printed(path: Path) -> str:
    """Everything that the printed paper says, furniture included."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        parts = [item.text for item in document.iter_inner_content() if hasattr(item, "text")]
        parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        notes = [part for part in document.part.package.parts if part.partname.endswith("footnotes.xml")]
        parts += [re.sub("<[^>]+>", "", part.blob.decode("utf-8")) for part in notes]
        return "\n".join(parts)
    return path.read_bytes().decode("cp1251")


def test_there_are_six_papers_and_nothing_left_over() -> None:
    assert len(STEMS) >= 6
    for folder in ("papers", "truth", "gold"):
        assert {path.stem for path in (CORPUS / folder).iterdir()} == set(STEMS), folder


@pytest.mark.parametrize("stem", STEMS)
def test_truth_is_what_the_source_says(stem: str) -> None:
    written = (CORPUS / "truth" / f"{stem}.txt").read_bytes().decode("utf-8")
    assert written == paper.truth(paper.load(stem)), "run: python corpus/typeset.py"


@pytest.mark.parametrize("stem", STEMS)
def test_places_of_paragraphs(stem: str) -> None:
    source = paper.load(stem)
    text = paper.truth(source)
    assert all(text[piece.start : piece.end] == piece.text for piece in paper.paragraphs(source))


@pytest.mark.parametrize("stem", STEMS)
def test_gold_is_sound(stem: str) -> None:
    errors = [str(finding) for finding in check.check(stem) if finding.fatal]
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("stem", STEMS)
def test_every_layer_is_labelled(stem: str) -> None:
    layers = {label["layer"] for label in check.read_gold(stem)}
    assert layers == {"entity", "amount", "date", "agreement", "citation", "observation"}


@pytest.mark.parametrize("stem", STEMS)
def test_the_printed_paper_is_of_this_source(stem: str) -> None:
    """Runs of five words stand in the printed paper; page ends and note marks may cut a few."""
    source = paper.load(stem)
    said = letters(printed(CORPUS / "papers" / f"{stem}.{source.format}"))
    runs = []
    for piece in paper.paragraphs(source):
        words = piece.text.split()
        runs += [letters("".join(words[at : at + 5])) for at in range(0, len(words), 5)]
    lost = [run for run in runs if run not in said]
    assert len(lost) <= 0.06 * len(runs), lost[:10]


def test_papers_are_of_several_kinds() -> None:
    papers = [paper.load(stem) for stem in STEMS]
    assert {each.format for each in papers} == {"pdf", "docx", "txt"}
    assert {"book", "columns"} <= {each.layout for each in papers}
    looks = {block.look for each in papers for block in each.blocks if isinstance(block, paper.Table)}
    assert looks == {"ruled", "horizontal", "none"}


def article(body: str, **options: str) -> paper.Paper:
    given = {"format": "pdf", "layout": "book"} | options
    data = " ".join(f'data-{name}="{value}"' for name, value in given.items())
    return paper.parse("x", f'<article lang="ru" {data}>{body}</article>')


def test_truth_of_notes_and_tables() -> None:
    table = (
        '<table><caption>Таблица 1. Вывоз</caption><thead><tr><th rowspan="2">Год</th><th colspan="2">Зерно</th></tr>'
        "<tr><th>т</th><th>%</th></tr></thead><tbody><tr><td>2020</td><td>5<br/>6</td><td>7</td></tr></tbody></table>"
    )
    source = article(f'<p>Вывоз<span class="fn">Без муки.</span> рос.</p>{table}')
    assert paper.truth(source) == (
        "Вывоз рос.\n\nБез муки.\n\nТаблица 1. Вывоз\n\nГод\tЗерно\t\n\tт\t%\n2020\t5 6\t7\n"
    )


@pytest.mark.parametrize(
    ("body", "options"),
    [
        ("<div>Раздел</div>", {}),
        ("<p>Слово<sup>2</sup></p>", {}),
        ("<p>Слово", {}),
        ("<p>Слово</p>", {"format": "rtf"}),
        ("<table><tbody><tr><td>1</td></tr></tbody></table>", {}),
        (
            "<table><caption>Т</caption><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>",
            {},
        ),
        ('<p>Слово<span class="fn">Нота</span></p>', {"layout": "columns"}),
    ],
)
def test_what_breaks_the_format_is_refused(body: str, options: dict[str, str]) -> None:
    with pytest.raises(paper.SourceError, match="x: "):
        article(body, **options)


def test_quotes_are_found_as_words_and_numbers() -> None:
    text = "20,5 и 2019 и 20 и -20"
    assert tuple(check.occurrences(text, "20")) == (text.index(" 20 ") + 1, text.rindex("20"))


def test_places_follow_one_another_and_obey_the_words_beside() -> None:
    text = "Рост 5 %. Затем 5 % и 5 % опять."
    labels: list[check.Label] = [
        {"layer": "amount", "quote": "5 %"},
        {"layer": "amount", "quote": "5 %", "suffix": "опять"},
    ]
    pieces = (paper.Placed("body", text, 0, len(text)),)
    assert check.place(text, pieces, labels) == []
    assert [label["start"] for label in labels] == [5, text.rindex("5 %")]
    assert check.place(text, pieces, [{"layer": "date", "quote": "6 мая"}])


@pytest.mark.parametrize(
    "label",
    [
        {"layer": "entity", "quote": "Омск", "label": "LOC", "subtype": "town", "norm": "Омск"},
        {"layer": "entity", "quote": "Россия", "label": "LOC", "subtype": "country", "norm": "Россия"},
        {"layer": "date", "quote": "май 2020 г.", "label": "date", "edtf": "2020-13"},
        {
            "layer": "amount",
            "quote": "26 млрд",
            "label": "money",
            "value": 26e6,
            "currency": "USD",
            "comparator": "=",
        },
        {
            "layer": "amount",
            "quote": "5–7 т",
            "label": "quantity",
            "value": 5,
            "unit": "t",
            "comparator": "range",
        },
        {"layer": "agreement", "quote": "договоры", "label": "treaty", "specificity": "generic", "count": 3},
        {"layer": "citation", "quote": "[2; 7]", "numbers": [2]},
        {"layer": "observation", "indicator": "оборот", "value": 1, "unit": "USD", "change": "up"},
    ],
)
def test_contradictions_are_found(label: dict[str, object]) -> None:
    assert list(contradictions(label))


def test_gold_file_is_one_label_a_line() -> None:
    for stem in STEMS:
        for line in check.gold_path(stem).read_text(encoding="utf-8").splitlines():
            assert json.loads(line)["doc"] == stem
