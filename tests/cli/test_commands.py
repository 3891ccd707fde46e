from __future__ import annotations

import os
import pty
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import __version__
from tests.engine.svod import ROOT, Svod


def cli(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline.cli.app import app\n"
        "heavy = {'pandas', 'pyarrow', 'spacy', 'numpy', 'slovnet', 'pypdfium2', 'pdfplumber'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert cli("--help").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Processor time, because others may be at work; half of it on a machine that does nothing else.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0


def test_version() -> None:
    assert cli("--version").stdout == f"svod {__version__}\n"


def test_status(svod: Svod) -> None:
    svod("run", svod.papers(a="Россия 5", b="raise"), "-o", svod.out)
    told = cli("status", str(svod.out))
    assert told.returncode == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "2 documents: 1 ok, 1 failed"
    assert "2 files mined, 0 mined before" in lines[1]
    assert "  mentions             2" in lines
    assert any(line.startswith("  b.txt: INTERNAL") for line in lines)


def test_status_of_no_dataset(tmp_path: Path) -> None:
    told = cli("status", str(tmp_path / "nothing"))
    assert told.returncode == 1
    assert told.stderr == f"svod status: {tmp_path / 'nothing'}: no dataset there\n"


def test_status_of_a_run_that_was_stopped(svod: Svod) -> None:
    papers = svod.papers(a="Россия", b="hang")
    process = svod.start("run", papers, "-o", svod.out, "--workers", 1)
    deadline = time.monotonic() + 30
    while not list(svod.out.glob(".svod/cache/*/*/*.gz")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.communicate()
    assert "1 file mined so far, `svod run` goes on from there" in cli("status", str(svod.out)).stderr


def test_status_of_a_spoilt_dataset(svod: Svod) -> None:
    svod("run", svod.papers(a="Россия"), "-o", svod.out)
    (svod.out / "documents.parquet").write_bytes(b"PAR1 no more")
    told = cli("status", str(svod.out))
    assert told.returncode == 1
    assert "can't be read as a dataset" in told.stderr
    assert "Traceback" not in told.stderr


def test_doctor(svod: Svod) -> None:
    told = svod("doctor")
    assert told.returncode == 0
    assert told.stdout.startswith("ok    python")
    assert "models      load in" in told.stdout
    assert svod("doctor", STAND_IN_WARM="fail").returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="pseudo-terminals differ")
def test_bars_on_a_terminal(svod: Svod) -> None:
    papers = svod.papers(**{f"p{number}": f"Россия {number}" for number in range(4)})
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.engine.rooms", "run", str(papers), "-o", str(svod.out)],
        cwd=ROOT,
        env={**os.environ, "STAND_IN_SLEEP": "0.3", "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    drawn = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        drawn += part
    os.close(ours)
    stdout, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"mining" in drawn
    assert b"4/4" in drawn
    assert stdout.startswith("4 documents: 4 ok")
