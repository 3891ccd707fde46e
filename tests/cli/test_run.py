"""What a person sees who types `svod run`: errors in one line, exit statuses, a summary."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import store
from pipeline.cli.summary import problem_lines
from pipeline.records import Dataset, ProblemRow
from tests.engine.svod import Svod


def one_line(stderr: str) -> str:
    (line,) = stderr.splitlines()
    return line


def test_summary(svod: Svod) -> None:
    papers = svod.papers(a="Россия 5", b="raise", c="Россия 5", empty="")
    (papers / "README.md").write_text("x", encoding="utf-8")
    told = svod("run", papers, "-o", svod.out)
    assert told.returncode == 3
    lines = told.stdout.splitlines()
    assert lines[0] == "3 documents: 1 ok, 1 partial, 1 failed"
    assert lines[1].startswith("  3 files mined in ")
    assert "pages a second" in lines[1]
    assert "  the same bytes twice, mined once: c.txt = a.txt" in lines
    assert "  left alone: README.md (not a paper's format)" in lines
    assert "  mentions             2" in lines
    assert "2 problems:" in lines
    assert any(line.startswith("  b.txt: INTERNAL, KeyError: 'poisoned' (") for line in lines)
    assert "  empty.txt: NO_TEXT, empty" in lines
    assert lines[-1].startswith(f"Dataset in {svod.out}: begin with observations.csv")
    assert told.stderr == "mining 3 of 3 papers\n"


def test_partial_documents_are_no_failure(svod: Svod) -> None:
    assert svod("run", svod.papers(a="Россия", empty=""), "-o", svod.out).returncode == 0


def test_many_problems_are_counted_not_listed(svod: Svod) -> None:
    papers = svod.papers(**{f"p{number:02}": f"raise {number}" for number in range(23)})
    told = svod("run", papers, "-o", svod.out)
    assert "23 problems:" in told.stdout
    assert "  and 3 more in problems.csv (INTERNAL 3)" in told.stdout


def test_quiet(svod: Svod) -> None:
    told = svod("run", svod.papers(a="Россия"), "-o", svod.out, "--quiet")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert len(store.load(svod.out).documents) == 1


def test_missing_input(svod: Svod) -> None:
    told = svod("run", svod.folder / "nothing.pdf", "-o", svod.out)
    assert told.returncode == 1
    assert one_line(told.stderr) == f"svod run: {svod.folder / 'nothing.pdf'}: no such file or folder"
    assert not svod.out.exists()


def test_empty_folder(svod: Svod) -> None:
    told = svod("run", svod.papers(), "-o", svod.out)
    assert told.returncode == 1
    assert one_line(told.stderr).endswith("papers: no papers there (the folder is empty)")
    assert not svod.out.exists()


def test_out_is_a_file(svod: Svod) -> None:
    svod.out.write_text("x", encoding="utf-8")
    for out in (svod.out, svod.out / "below"):
        told = svod("run", svod.papers(a="один"), "-o", out)
        assert told.returncode == 1
        assert "is a file and no folder" in one_line(told.stderr)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_out_can_not_be_written(svod: Svod) -> None:
    svod.out.mkdir(mode=0o500)
    told = svod("run", svod.papers(a="один"), "-o", svod.out)
    assert told.returncode == 1
    assert "can't be written (Permission denied)" in one_line(told.stderr)


def test_out_on_a_file_system_that_takes_nothing(svod: Svod) -> None:
    proc = Path("/proc/self")
    if not proc.is_dir():
        pytest.skip("no /proc here")
    told = svod("run", svod.papers(a="один"), "-o", proc / "out")
    assert told.returncode == 1
    assert one_line(told.stderr).startswith("svod run: /proc/")


def test_out_full_of_other_things(svod: Svod) -> None:
    svod.out.mkdir()
    (svod.out / "tables.csv").write_text("mine", encoding="utf-8")
    told = svod("run", svod.papers(a="один"), "-o", svod.out)
    assert told.returncode == 1
    assert "is no svod dataset and holds files of the same names: tables.csv" in one_line(told.stderr)
    assert (svod.out / "tables.csv").read_text(encoding="utf-8") == "mine"


def test_out_is_the_input(svod: Svod) -> None:
    papers = svod.papers(a="один")
    told = svod("run", papers, "-o", papers)
    assert told.returncode == 1
    assert "is the output folder" in one_line(told.stderr)


@pytest.mark.parametrize("where", ["pipeline.engine.cache.keep", "pipeline.store.database.write"])
def test_full_disk(svod: Svod, where: str) -> None:
    papers = svod.papers(a="один", b="два")
    store.write(Dataset(), svod.out)
    told = svod("run", papers, "-o", svod.out, STAND_IN_FULL=where)
    assert told.returncode == 1
    last = told.stderr.splitlines()[-1]
    assert "No space left on device" in last or "the disk is full" in last
    assert "what was mined is kept" in last
    assert store.load(svod.out) == Dataset()
    assert sorted(path.name for path in svod.folder.iterdir()) == ["mined.log", "out", "papers"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "papers"],
        ["run", "papers", "-o", "out", "--workers", "0"],
        ["run", "papers", "-o", "out", "--timeout", "soon"],
        ["run", "papers", "-o", "out", "--memory-limit", "much"],
        ["run", "papers", "-o", "out", "--unknown"],
        ["unknown"],
    ],
    ids=" ".join,
)
def test_usage(svod: Svod, arguments: list[str]) -> None:
    told = svod(*arguments)
    assert told.returncode == 2
    assert told.stdout == ""
    assert "Usage: svod" in told.stderr


def test_what_befell_many_pages_is_told_once() -> None:
    rows = [
        ProblemRow(doc_id="a", stage="read", page=page, code="BAD_TEXT_LAYER", message=f"rubbish {page}")
        for page in (1, 2, 3, 5, 8, 9)
    ]
    rows.append(ProblemRow(doc_id="a", stage="read", code="NO_TEXT", message="nothing"))
    assert list(problem_lines([("a.pdf", row) for row in rows])) == [
        "",
        "7 problems:",
        "  a.pdf, pages 1–3, 5, 8–9: BAD_TEXT_LAYER, rubbish 1",
        "  a.pdf: NO_TEXT, nothing",
    ]
