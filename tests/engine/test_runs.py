"""Whole runs with the stand-in rooms: same bytes, nothing mined twice, nothing lost to a kill."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import store
from tests.engine.svod import Svod

Digest = Callable[[Path], dict[str, str]]
PAPERS = {f"p{number}": f"Россия и Казахстан {number} подписали 20{number} бумаг" for number in range(10, 22)}


def test_same_bytes_for_any_number_of_workers_and_order_of_inputs(svod: Svod, digest: Digest) -> None:
    papers = svod.papers(**PAPERS)
    assert svod("run", papers, "-o", svod.out, "--workers", 1).returncode == 0
    other = svod.folder / "other"
    files = sorted(papers.iterdir(), reverse=True)
    assert svod("run", *files, "-o", other, "--workers", 3).returncode == 0
    assert digest(svod.out) == digest(other)
    assert len(store.load(other).documents) == len(PAPERS)


def test_second_run_mines_nothing_anew_and_says_so(svod: Svod, digest: Digest) -> None:
    papers = svod.papers(**PAPERS)
    svod("run", papers, "-o", svod.out)
    before = digest(svod.out)
    assert len(svod.mined()) == len(PAPERS)
    again = svod("run", papers, "-o", svod.out)
    assert "nothing was mined anew: 12 files mined before" in again.stdout
    assert svod.mined() == []
    assert digest(svod.out) == before
    states = {file.state for file in store.read_info(svod.out).inputs}
    assert states == {"reused"}


def test_only_what_is_new_changed_or_moved_is_mined(svod: Svod) -> None:
    papers = svod.papers(a="один", b="два", c="три")
    svod("run", papers, "-o", svod.out)
    svod.mined()
    (papers / "b.txt").write_text("другое", encoding="utf-8")
    (papers / "c.txt").rename(papers / "d.txt")
    svod.papers(e="новое")
    told = svod("run", papers, "-o", svod.out)
    assert svod.mined() == ["b.txt", "d.txt", "e.txt"]
    assert [row.path for row in sorted(store.load(svod.out).documents, key=lambda row: row.path)] == [
        "a.txt", "b.txt", "d.txt", "e.txt",
    ]  # fmt: skip
    assert "1 file of the dataset before not in this run's inputs" in told.stdout


def test_another_pipeline_mines_anew_and_the_old_work_is_thrown_away(svod: Svod) -> None:
    papers = svod.papers(a="один", b="два")
    svod("run", papers, "-o", svod.out)
    svod.mined()
    svod("run", papers, "-o", svod.out, STAND_IN_VERSION="stand-in 2")
    assert svod.mined() == ["a.txt", "b.txt"]
    assert len(list((svod.out / ".svod" / "cache").iterdir())) == 1


def test_fresh_mines_anew(svod: Svod) -> None:
    papers = svod.papers(a="один")
    svod("run", papers, "-o", svod.out)
    svod("run", papers, "-o", svod.out, "--fresh")
    assert svod.mined() == ["a.txt", "a.txt"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_stopped_run_goes_on_where_it_was(svod: Svod, digest: Digest, number: signal.Signals) -> None:
    papers = svod.papers(**PAPERS)
    undisturbed = svod.folder / "undisturbed"
    svod("run", papers, "-o", undisturbed)
    svod.mined()

    process = svod.start("run", papers, "-o", svod.out, "--workers", 2, STAND_IN_SLEEP="0.2")
    cache = svod.out / ".svod" / "cache"
    deadline = time.monotonic() + 30
    while len(list(cache.glob("*/*/*.json.gz"))) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=30)
    statuses = {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}
    assert process.returncode == statuses[number]
    if number == signal.SIGINT:
        assert stderr.splitlines()[-1].startswith("svod run: interrupted")
    assert "Traceback" not in stderr
    assert not (svod.out / "documents.csv").exists()

    kept = len(list(cache.glob("*/*/*.json.gz")))
    assert 4 <= kept < len(PAPERS)
    svod.mined()
    assert svod("run", papers, "-o", svod.out).returncode == 0
    # The dying workers may have finished a paper after we counted.
    assert 0 < len(svod.mined()) <= len(PAPERS) - kept
    assert digest(svod.out) == digest(undisturbed)
    assert not list(cache.rglob("*.part"))


def test_workers_die_with_the_run(svod: Svod) -> None:
    papers = svod.papers(a="hang", b="hang more")
    process = svod.start("run", papers, "-o", svod.out, "--workers", 2)
    deadline = time.monotonic() + 30
    children: list[int] = []
    while len(children) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
        children = _children(process.pid)
    time.sleep(0.2)
    process.kill()
    process.communicate()
    time.sleep(0.5)
    assert len(children) == 2
    assert [pid for pid in children if _alive(pid)] == []


def test_same_content_under_two_paths_is_one_document(svod: Svod) -> None:
    papers = svod.papers(b="один", a="один", c="два")
    told = svod("run", papers, "-o", svod.out)
    assert told.returncode == 0
    assert "the same bytes twice, mined once: b.txt = a.txt" in told.stdout
    assert [row.path for row in store.load(svod.out).documents if row.path != "c.txt"] == ["a.txt"]
    copy = next(file for file in store.read_info(svod.out).inputs if file.path == "b.txt")
    assert (copy.state, copy.note) == ("duplicate", "the same bytes as a.txt")
    assert store.load(svod.out).problems == ()


def test_spoilt_cache_is_mined_again(svod: Svod, digest: Digest) -> None:
    papers = svod.papers(a="один", b="два", c="три")
    svod("run", papers, "-o", svod.out)
    before = digest(svod.out)
    svod.mined()
    entries = sorted((svod.out / ".svod" / "cache").glob("*/*/*.json.gz"))
    entries[0].write_bytes(b"")
    entries[1].write_bytes(entries[1].read_bytes()[:-20])
    entries[2].write_bytes(entries[2].read_bytes()[:40] + b"\0\0\0" + entries[2].read_bytes()[43:])
    svod("run", papers, "-o", svod.out)
    assert svod.mined() == ["a.txt", "b.txt", "c.txt"]
    assert digest(svod.out) == before


def test_a_second_run_on_the_same_folder_is_refused(svod: Svod) -> None:
    papers = svod.papers(a="hang")
    first = svod.start("run", papers, "-o", svod.out, "--timeout", 60)
    deadline = time.monotonic() + 30
    while not (svod.out / ".svod" / "cache").exists() and not svod.log.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    second = svod("run", papers, "-o", svod.out)
    first.kill()
    first.communicate()
    assert second.returncode == 1
    assert f"another run is at work there (process {first.pid} is writing to it)" in second.stderr


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(child) for child in text.read_text().split()]
    except OSError:
        return []


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
