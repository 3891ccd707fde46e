"""What can't be mined costs its own row and nothing else, and nothing vanishes uncounted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline import store
from pipeline.records import Dataset
from tests.acceptance.command import svod
from tests.acceptance.sample import PAPERS

NAMED = "named.png"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
GOOD = next(paper for paper in PAPERS if paper.suffix == ".docx")
BAD = {
    "broken.pdf": ("UNREADABLE", "PARSE_ERROR"),
    "empty.txt": ("UNREADABLE", "NO_TEXT"),
    "picture.pdf": ("NOT_SUPPORTED",),
    NAMED: ("NOT_SUPPORTED",),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good paper among things that are none."""
    papers = tmp_path_factory.mktemp("папка") / "papers"
    papers.mkdir()
    shutil.copy(GOOD, papers / GOOD.name)
    whole = next(paper for paper in PAPERS if paper.suffix == ".pdf").read_bytes()
    (papers / "broken.pdf").write_bytes(whole[:900])
    (papers / "empty.txt").write_bytes(b"")
    (papers / "picture.pdf").write_bytes(PNG)
    (papers / "picture.png").write_bytes(PNG)
    return papers


@pytest.fixture(scope="module")
def done(folder: Path) -> CompletedProcess[str]:
    named = folder.parent / NAMED
    named.write_bytes(PNG + b"another")
    return svod("run", folder, named, "-o", folder.parent / "out")


@pytest.fixture(scope="module")
def written(folder: Path, done: CompletedProcess[str]) -> Dataset:
    return store.load(folder.parent / "out")


def test_the_exit_status_says_that_a_document_failed(done: CompletedProcess[str]) -> None:
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_each_document_is_accounted_for(written: Dataset) -> None:
    assert {row.path: row.status for row in written.documents} == dict.fromkeys(BAD, "failed") | {
        GOOD.name: "ok"
    }
    path = {row.doc_id: row.path for row in written.documents}
    assert sorted(path[row.doc_id] for row in written.problems) == sorted(BAD)
    for row in written.problems:
        assert row.code in BAD[path[row.doc_id]] and row.message, row
    for document in written.documents:
        assert (document.error is None) == (document.status == "ok")


def test_the_good_paper_is_whole(written: Dataset, dataset: Dataset) -> None:
    (good,) = (row for row in written.documents if row.path == GOOD.name)
    wanted = [row for row in dataset.mentions if row.doc_id == good.doc_id]
    assert wanted and [row.mention_id for row in written.mentions] == [row.mention_id for row in wanted]


def test_what_is_no_paper_is_listed_as_left_alone(folder: Path, done: CompletedProcess[str]) -> None:
    inputs = json.loads((folder.parent / "out" / "run.json").read_text(encoding="utf-8"))["inputs"]
    states = {entry["path"]: entry["state"] for entry in inputs}
    assert states.pop("picture.png") == "skipped" and set(states) == {*BAD, GOOD.name}
    assert "picture.png" in done.stdout


def test_the_summary_names_each_failure(done: CompletedProcess[str]) -> None:
    assert "5 documents: 1 ok, 4 failed" in done.stdout
    for name in BAD:
        assert name in done.stdout


def test_what_is_named_is_tried_whatever_it_looks_like(written: Dataset) -> None:
    (named,) = (row for row in written.documents if row.path == NAMED)
    (problem,) = (row for row in written.problems if row.doc_id == named.doc_id)
    assert problem.code == "NOT_SUPPORTED" and "PNG" in problem.message
