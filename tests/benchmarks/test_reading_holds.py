"""The reader on every typesetting of the benchmark: no threshold may be missed."""

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "benchmarks" / "reading" / "run.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(RUN), *arguments], capture_output=True, text=True, encoding="utf-8", timeout=600
    )


def test_every_typesetting_is_read_within_the_thresholds() -> None:
    made = run("--no-faults", "--workers", "1")
    assert made.returncode == 0, made.stdout + made.stderr
    assert "every threshold is reached" in made.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault", ["hyphen_17", "hyphen_1c", "hyphen_10", "doubled", "turned_90", "turned_180", "sideways_270"]
)
def test_every_typesetting_is_read_through_faults_of_born_digital_files(fault: str) -> None:
    pytest.importorskip("pikepdf")
    made = run(f"*+{fault}", "--workers", "1")
    assert made.returncode == 0, made.stdout + made.stderr
