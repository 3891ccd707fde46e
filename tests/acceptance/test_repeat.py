"""The same papers give the same bytes, whoever mines them; what was mined is not mined again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.acceptance.command import svod
from tests.acceptance.sample import PAPERS

ALWAYS_NEW = ("run.json",)  # times stand there and nowhere else


@pytest.fixture(scope="module")
def by_command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset as the command makes it: other processes, another hash seed."""
    folder = tmp_path_factory.mktemp("command") / "out"
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    done = svod("run", PAPERS[0].parent, "-o", folder, hash_seed=seed)
    assert done.returncode == 0, done.stderr
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the dataset by its path; the private folder aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.relative_to(folder).parts[0].startswith(".")
        and path.name not in ALWAYS_NEW
    }


def test_two_processes_with_different_hash_seeds_write_the_same_bytes(out: Path, by_command: Path) -> None:
    one, other = files(out), files(by_command)
    assert one.keys() == other.keys() and len(one) > 30
    assert [name for name in one if one[name] != other[name]] == []


def test_a_second_run_mines_nothing_anew_and_says_so(by_command: Path) -> None:
    before = files(by_command)
    again = svod("run", PAPERS[0].parent, "-o", by_command)
    assert again.returncode == 0, again.stderr
    assert re.search(rf"nothing was mined anew: {len(PAPERS)} files", again.stdout)
    assert files(by_command) == before
