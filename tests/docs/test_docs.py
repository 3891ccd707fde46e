"""The documentation is what the code says: nothing stale, nothing unexplained, nothing that isn't there."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli.app import app
from pipeline.extract.amount import scan as scan_amounts
from pipeline.model import Mention
from pipeline.records import TABLES
from pipeline.russian.dates import Time
from pipeline.russian.dates import scan as scan_dates
from pipeline.values import Amount

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import build  # noqa: E402

COLUMNS = {spec.name: set(spec.columns) for spec in TABLES}
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
GLOSSARY = tomllib.loads(build.GLOSSARY.read_text(encoding="utf-8"))


def test_the_generated_part_is_fresh() -> None:
    assert build.main(["--check"]) == 0, "run: python docs/build.py"


def test_a_stale_document_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stale = tmp_path / "dataset.md"
    stale.write_text(
        PAGES["dataset.md"].replace("| `wikidata` | text |", "| `wikidata` | number |"), encoding="utf-8"
    )
    monkeypatch.setattr(build, "DATASET", stale)
    assert build.main(["--check"]) == 1
    assert build.main([]) == 0
    assert stale.read_text(encoding="utf-8") == PAGES["dataset.md"]


@pytest.mark.parametrize(
    "missing", [("flags", "ambiguous"), ("documents.status", "partial"), ("problems.code", "TIMEOUT")]
)
def test_a_word_that_is_not_explained_is_noticed(missing: tuple[str, str]) -> None:
    section, word = missing
    less = GLOSSARY | {section: {key: value for key, value in GLOSSARY[section].items() if key != word}}
    with pytest.raises(build.StaleError, match=rf"\[{section}\] lacks {word}"):
        build.generated(less)


def test_a_word_that_the_code_has_lost_is_noticed() -> None:
    with pytest.raises(build.StaleError, match="has gone"):
        build.generated(GLOSSARY | {"flags": GLOSSARY["flags"] | {"gone": "…"}})


def test_flags_are_read_off_the_syntax(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text(
        "class Found:\n    end: int\n    flags: tuple[str, ...] = ()\n"
        "a = Found(3, ('given_place',))\nb = Found(end=3, flags=('given_name',))\n"
        "flags = []\nflags.append('appended')\nend, flags = 4, (*flags, 'unpacked')\nother = ('nothing',)\n",
        encoding="utf-8",
    )
    assert build.flags_in_code(tmp_path) == {"given_place", "given_name", "appended", "unpacked"}


@pytest.mark.parametrize("page", PAGES)
def test_columns_that_are_named_exist(page: str) -> None:
    named = re.findall(r"`([a-z]+)\.([a-z_]+)`", PAGES[page])
    wrong = [
        f"{table}.{column}" for table, column in named if table in COLUMNS and column not in COLUMNS[table]
    ]
    assert not wrong


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", PAGES[page]):
        path, _, fragment = target.partition("#")
        assert not path or (DOCS / path).exists(), target
        text = (DOCS / path).read_text(encoding="utf-8") if path else PAGES[page]
        headings = {
            re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")
            for head in re.findall(r"^#+ (.+)$", text, re.M)
        }
        assert not fragment or fragment in headings, target


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_named_exist(page: str) -> None:
    known = {command.callback.__name__ for command in app.registered_commands if command.callback}
    named = set(re.findall(r"`svod ([a-z]+)", PAGES[page]))
    assert named <= known


def forms_of_time() -> Iterator[tuple[str, str]]:
    """The table «said → written» of dataset.md, a pair each."""
    table = PAGES["dataset.md"].partition("| said | written |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        said, written = line.strip("| ").split(" | ")
        phrases, edtf = re.findall("«([^»]+)»", said), re.findall("`([^`]+)`", written)
        assert len(phrases) == len(edtf), line
        yield from zip(phrases, edtf, strict=True)


@pytest.mark.parametrize(("said", "edtf"), list(forms_of_time()))
def test_times_are_read_as_the_page_says(said: str, edtf: str) -> None:
    found = [time.edtf for time in scan_dates(f"это было {said} в городе") if isinstance(time, Time)]
    assert found == [edtf]


def comparators() -> Iterator[tuple[str, str, str]]:
    """The table of comparators in annotation.md: phrase without brackets, the bracketed span, comparator."""
    table = PAGES["annotation.md"].partition("| said | comparator |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        said, comparator = line.strip("| ").split(" | ", 1)
        for phrase in re.findall(r"«([^»]*\[[^»]+)»", said):
            span = phrase.partition("[")[2].partition("]")[0]
            yield phrase.replace("[", "").replace("]", ""), span, re.findall("`([^`]+)`", comparator)[0]


@pytest.mark.parametrize(("said", "span", "comparator"), list(comparators()))
def test_comparators_are_read_as_the_page_says(said: str, span: str, comparator: str) -> None:
    text = f"Объём {said}."
    found = [item for item in scan_amounts(text) if isinstance(item, Mention)]
    told = [
        (text[item.start : item.end], item.value.comparator)
        for item in found
        if isinstance(item.value, Amount)
    ]
    assert told == [(span, comparator)]
