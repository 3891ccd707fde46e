"""Whatever a paper does to the process that mines it costs one row in `problems`, never the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import engine, store
from pipeline.engine.cache import Cache
from pipeline.model import PROBLEM_CODES
from pipeline.read import Limits as ReadLimits
from tests.engine import rooms
from tests.engine.svod import Svod

EXPECTED = {
    "hang": ("TIMEOUT", "took longer than 1.5 s"),
    "segfault": ("WORKER_CRASH", "SIGSEGV"),
    "osexit": ("WORKER_CRASH", "exit status 3"),
    "kill": ("WORKER_CRASH", "SIGKILL"),
    "eat": ("OUT_OF_MEMORY", "more memory"),
    "memoryerror": ("OUT_OF_MEMORY", "more memory"),
    "raise": ("INTERNAL", "KeyError: 'poisoned' (rooms.py:"),
    "sysexit": ("INTERNAL", "SystemExit: 7"),
    "recurse": ("INTERNAL", "RecursionError"),
}
TRIED_AGAIN = ["eat", "hang", "kill", "memoryerror", "osexit", "segfault"]


def test_poisoned_papers(svod: Svod) -> None:
    good = {f"good{number}": f"Алма-Ата {number}" for number in range(5)}
    papers = svod.papers(**good, **{name: f"{name} и ещё" for name in EXPECTED})
    arguments = ("run", papers, "-o", svod.out, "--workers", 2, "--timeout", 1.5, "--memory-limit", "200M")
    told = svod(*arguments)
    assert told.returncode == 3

    dataset = store.load(svod.out)
    status = {row.path.removesuffix(".txt"): row.status for row in dataset.documents}
    assert status == dict.fromkeys(good, "ok") | dict.fromkeys(EXPECTED, "failed")
    paths = {row.doc_id: row.path.removesuffix(".txt") for row in dataset.documents}
    problems = {paths[row.doc_id]: row for row in dataset.problems}
    assert len(dataset.problems) == len(EXPECTED)
    for name, (code, words) in EXPECTED.items():
        assert problems[name].code == code in PROBLEM_CODES
        assert words in problems[name].message
        assert f"{name}.txt: {code}, " in told.stdout

    mined = svod.mined()
    assert [name for name in EXPECTED if mined.count(f"{name}.txt") > 1] == ["segfault", "osexit", "kill"]

    again = svod(*arguments)
    assert again.returncode == 3
    assert sorted({path.removesuffix(".txt") for path in svod.mined()}) == TRIED_AGAIN
    assert store.load(svod.out) == dataset


def test_a_paper_whose_worker_was_killed_once_is_mined_on_the_second_try(svod: Svod) -> None:
    papers = svod.papers(once="once и навсегда", other="Астана")
    told = svod("run", papers, "-o", svod.out, STAND_IN_FLAG=str(svod.folder / "flag"))
    assert told.returncode == 0
    assert {row.status for row in store.load(svod.out).documents} == {"ok"}


def test_models_that_do_not_load_stop_the_run(svod: Svod) -> None:
    told = svod("run", svod.papers(a="один"), "-o", svod.out, STAND_IN_WARM="fail")
    assert told.returncode == 1
    assert "the models don't load: RuntimeError: no models here" in told.stderr


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_both_ways_to_start_a_worker(tmp_path: Path, method: str) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("a", "b", "osexit"):
        (papers / f"{name}.txt").write_text(f"{name} Астана", encoding="utf-8")
    options = engine.Options(workers=2, method=method)
    report = engine.run([papers], tmp_path / "out", rooms, options)
    assert [problem.code for problem in report.dataset.problems] == ["WORKER_CRASH"]
    assert sorted(row.status for row in report.dataset.documents) == ["failed", "ok", "ok"]


def test_work_alone(tmp_path: Path) -> None:
    """The engine's inner half: files to outcomes, the cache wherever one likes."""
    (tmp_path / "a.txt").write_text("Астана 5", encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    sources = [engine.Source(name, tmp_path / name) for name in ("a.txt", "gone.txt")]
    cache = Cache(tmp_path / "cache", "v")
    outcomes = list(engine.work(sources, rooms.mine, cache=cache, warm=rooms.warm, workers=1))
    assert {(outcome.source.path, outcome.state) for outcome in outcomes} == {
        ("a.txt", "mined"),
        ("gone.txt", "mined"),
    }
    unread = next(outcome for outcome in outcomes if outcome.source.path == "gone.txt")
    assert unread.result is not None
    assert unread.result.problems[0].code == "UNREADABLE"
    again = list(engine.work(sources[:1], rooms.mine, cache=cache, warm=rooms.warm, workers=1))
    assert [outcome.state for outcome in again] == ["reused"]


def test_file_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Астана " * 100, encoding="utf-8")
    sources = [engine.Source("a.txt", tmp_path / "a.txt")]
    limits = ReadLimits(bytes=500)
    (outcome,) = engine.work(
        sources, rooms.mine, cache=Cache(tmp_path / "c", "v"), warm=rooms.warm, reading=limits
    )
    assert outcome.result is not None
    assert outcome.result.problems[0].code == "TOO_LARGE"
