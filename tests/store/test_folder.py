"""Nothing of anybody's is lost, whenever the writer is killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import store
from pipeline.records import Dataset
from pipeline.store import folder
from tests.store.sample import sample

# For each folder that it is given, forks a writer that dies by SIGKILL at the n-th change of the file system that it
# makes. Says how many changes a writer makes that is let live.
DYING = """
import os, sys
from pathlib import Path
from pipeline import store
from pipeline.store import database, delimited, folder, package, parquet
from tests.store.sample import sample

swap, count, last = sys.argv[1], 0, 0

def counted(function):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == last:
            os.kill(os.getpid(), 9)
        return function(*args, **kwargs)
    return call

for name in ("rename", "replace", "link", "unlink", "remove", "rmdir", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
folder.exchange = counted(folder.exchange) if swap == "exchange" else (lambda a, b: False)
Path.touch = counted(Path.touch)
for line in sys.stdin:
    out, last = line.split()[0], int(line.split()[1])
    child = os.fork()
    if not child:
        store.write(sample(), Path(out))
        print(count, flush=True)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 9:
        print("killed", flush=True)
"""


def foreign_files(out: Path) -> dict[str, str]:
    (out / "decisions" / "old").mkdir(parents=True)
    (out / "decisions" / "empty").mkdir()
    (out / ".svod" / "cache" / "v1" / "ab").mkdir(parents=True)
    files = {
        "README.md": "мой файл",
        "decisions/log.jsonl": "{}",
        "decisions/old/1.txt": "1",
        "text/заметки.txt": "не наш",
        ".svod/cache/v1/ab/entry.json.gz": "работа",
        ".hidden": "h",
    }
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8")
    (out / "link").symlink_to("README.md")
    return files


def assert_kept(out: Path, files: dict[str, str], *, private: bool = True) -> None:
    for name, text in files.items():
        if private or not name.startswith(".svod"):
            assert (out / name).read_text(encoding="utf-8") == text, name
    assert os.readlink(out / "link") == "README.md"  # noqa: PTH115
    assert (out / "decisions" / "empty").is_dir()


class Dying:
    """Writers that die when they are told to."""

    def __init__(self, swap: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", DYING, swap], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def at(self, step: int, out: Path) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{out} {step}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A dataset with nothing in it and files of others beside it."""
    out = tmp_path / "out"
    store.write(Dataset(), out)
    return out, foreign_files(out)


def test_foreign_files_and_cache_are_carried_over(old: tuple[Path, dict[str, str]]) -> None:
    out, files = old
    inode = (out / "README.md").stat().st_ino
    store.write(sample(), out)
    assert store.load(out) == sample()
    assert_kept(out, files)
    assert (out / "README.md").stat().st_ino == inode
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    assert sorted(path.name for path in (out / ".svod").iterdir()) == ["cache", "lock"]


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("swap", ["exchange", "renames"])
def test_killed_at_every_step(tmp_path: Path, swap: str, stride: int) -> None:
    """A kill leaves the old dataset or the new one and everybody's files; the next run leaves nothing of the kill."""
    template = tmp_path / "template"
    store.write(Dataset(), template)
    files = foreign_files(template)
    shutil.copytree(template, tmp_path / "counted", symlinks=True)
    writers = Dying(swap)
    total = int(writers.at(0, tmp_path / "counted"))
    seen = set()
    for step in sorted({*range(1, total + 1, stride), *range(total - 5, total + 1)}):
        out = tmp_path / f"{swap}{step}" / "out"
        shutil.copytree(template, out, symlinks=True)
        assert writers.at(step, out) == "killed"
        found = "old"  # which comes back where the kill fell between two renames
        if out.exists() or swap == "exchange":
            seen.add(found := written(out))
            assert_kept(out, files, private=False)
        with store.claim(out):  # what the next run does first
            pass
        assert written(out) == found
        assert_kept(out, files)
        assert [path.name for path in out.parent.iterdir()] == ["out"], step
        assert sorted(path.name for path in (out / ".svod").iterdir()) == ["cache", "lock"], step
        assert not list(out.rglob("*.kept-*"))
        shutil.rmtree(out.parent)
    writers.end()
    assert seen == {"old", "new"}


def written(out: Path) -> str:
    """Which of the two datasets is there, whole."""
    names = {path.name for path in out.iterdir()}
    assert names >= folder.OURS
    assert (out / "run.json").read_text(encoding="utf-8").endswith("}\n")
    rows = len((out / "documents.csv").read_text(encoding="utf-8").splitlines())
    texts = len(list((out / "text").glob("[0-9a-f]*.txt")))
    state = {(1, 0): "old", (5, 2): "new"}
    return state[rows, texts]


def test_a_file_changed_between_kill_and_next_run_is_kept(old: tuple[Path, dict[str, str]]) -> None:
    """The old folder stayed behind, somebody replaced a file in the new one: both versions stay."""
    out, _ = old
    behind = out.parent / ".out.svod-new"
    (behind / ".svod").mkdir(parents=True)
    (behind / "README.md").write_text("версия из старой папки", encoding="utf-8")
    (behind / "only-there.txt").write_text("и этот", encoding="utf-8")
    store.write(sample(), out)
    assert (out / "README.md").read_text(encoding="utf-8") == "мой файл"
    assert (out / "README.md.kept-1").read_text(encoding="utf-8") == "версия из старой папки"
    assert (out / "only-there.txt").exists()
    assert not behind.exists()


def test_half_written_staging_is_thrown_away(old: tuple[Path, dict[str, str]]) -> None:
    out, files = old
    staging = out.parent / ".out.svod-new"
    (staging / ".svod").mkdir(parents=True)
    (staging / ".svod" / "staging").touch()
    (staging / "mentions.csv").write_text("half", encoding="utf-8")
    (staging / "deleted-since.txt").write_text("was a link", encoding="utf-8")
    with store.claim(out):
        pass
    assert not staging.exists()
    assert not (out / "deleted-since.txt").exists()
    assert_kept(out, files)


def test_an_error_while_writing_leaves_the_old_dataset(old: tuple[Path, dict[str, str]]) -> None:
    out, files = old
    with pytest.raises(OSError, match="full"), store.claim(out) as held, held.staged() as staging:
        (staging / "mentions.csv").write_text("half", encoding="utf-8")
        raise OSError(28, "full")
    assert store.load(out) == Dataset()
    assert_kept(out, files)
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_where_folders_cannot_be_swapped_files_are_replaced(
    old: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, files = old
    store.write(sample(), out)
    monkeypatch.chdir(out)
    store.write(Dataset(), Path())
    assert Path.cwd().samefile(out)  # we still stand in a folder that is there
    assert store.load(out) == Dataset()
    assert not list((out / "text").glob("[0-9a-f]*.txt"))
    assert_kept(out, files)
    assert sorted(path.name for path in (out / ".svod").iterdir()) == ["cache", "lock"]


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    store.write(sample(), tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert store.load(tmp_path / "real") == sample()


def test_a_folder_of_other_things_is_refused_only_where_names_collide(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").write_text("x", encoding="utf-8")
    store.write(sample(), out)
    assert (out / "thesis.docx").exists()

    other = tmp_path / "other"
    other.mkdir()
    (other / "documents.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(store.NotOursError, match=r"documents\.csv"):
        store.write(sample(), other)
    assert (other / "documents.csv").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in other.iterdir()] == ["documents.csv"]


def test_the_lock_keeps_a_second_run_out_and_dies_with_its_holder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = (
        "import sys, time; from pathlib import Path; from pipeline import store\n"
        "with store.claim(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(store.BusyError, match=str(holder.pid)):
            store.write(sample(), out)
    finally:
        holder.kill()
        holder.communicate()
    store.write(sample(), out)
    assert store.load(out) == sample()


def test_the_folder_is_held_while_it_is_swapped(tmp_path: Path) -> None:
    """A run that begins right after the swap meets the lock of the one that swapped."""
    out = tmp_path / "out"
    store.write(Dataset(), out)
    code = (
        "import sys; from pathlib import Path; from pipeline import store\n"
        "try:\n with store.claim(Path(sys.argv[1])): print('free')\n"
        "except store.BusyError: print('busy')"
    )
    with store.claim(out) as held:
        with held.staged():
            pass
        said = subprocess.run(
            [sys.executable, "-c", code, str(out)], capture_output=True, text=True, check=True
        )
    assert said.stdout == "busy\n"


def test_exchange_here() -> None:
    """This system swaps folders in one step, so the tests above did."""
    if sys.platform != "linux":
        pytest.skip("only Linux is sure to")
    with suppress(FileNotFoundError):
        folder.exchange(Path("/nonexistent/a"), Path("/nonexistent/b"))
        pytest.fail("nothing was there to swap")
