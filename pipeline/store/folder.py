"""The dataset's folder: the new dataset takes the old one's place at once, and nothing that isn't ours is lost.

A run writes into a staging folder beside OUT and then swaps the two (`renameat2` with RENAME_EXCHANGE on Linux,
`renamex_np` on macOS, two renames elsewhere). What a person can rely on at every moment, a kill included:

* OUT is whole: the old dataset or the new one. (With two renames there is an instant without OUT; the next run mends it.)
* Files in OUT that aren't ours, a README or reviewers' decisions, are there: they are linked into staging before the
  swap, so that old and new folder both have them, and what couldn't be linked is moved after it.
* OUT/.svod, the cache of finished work, is moved after the swap; killed before that, the next run moves it.

What tells a half-written staging folder, which may be thrown away, from the old dataset on its way out, which holds
things to be carried over, is the file `.svod/staging`: it is the first thing in a staging folder and the last to go.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pipeline.records import TABLES
from pipeline.store.lock import Lock
from pipeline.store.provenance import is_dataset

PRIVATE: Final = ".svod"
TEXT: Final = "text"
OURS: Final = frozenset(
    (
        *(f"{spec.name}.{suffix}" for spec in TABLES for suffix in ("parquet", "csv")),
        *("svod.sqlite", "datapackage.json", "run.json"),
    )
)
_OUR_TEXT: Final = re.compile(r"[0-9a-f]{16}(-\d+)?\.txt")
_STAGING_MARK: Final = "staging"


class NotOursError(Exception):
    """OUT holds files of the names that a dataset would take, and svod didn't write them."""


class Folder:
    """A dataset's folder that this process holds. Made by `claim`."""

    def __init__(self, out: Path, lock: Lock) -> None:
        self.out = out
        self._locks = [lock]

    @property
    def private(self) -> Path:
        """Where the cache and other things live that are no part of the dataset."""
        return self.out / PRIVATE

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """An empty folder to write a dataset into; when the block ends without an exception, it takes OUT's place."""
        beside = _can_swap(self.out)
        staging = _new_of(self.out) if beside else self.private / "new"
        if not beside and staging.exists():
            shutil.rmtree(staging)
        staging.mkdir()
        try:
            (staging / PRIVATE).mkdir()
            (staging / PRIVATE / _STAGING_MARK).touch()
            (staging / TEXT).mkdir()
            yield staging
        except BaseException:
            _discard(staging)
            raise
        if beside:
            self._swap(staging)
        else:
            _replace_one_by_one(staging, self.out)

    def _swap(self, staging: Path) -> None:
        """Puts the staging folder in OUT's place, then brings over what was in OUT and empties the old folder."""
        self._locks.append(
            Lock(staging / PRIVATE / "lock")
        )  # a run that starts right after the swap meets it
        _link_foreign(self.out, staging)
        old = staging
        if not exchange(staging, self.out):
            old = _old_of(self.out)
            self.out.rename(old)
            staging.rename(self.out)
        _sweep(old, self.out)
        (self.private / _STAGING_MARK).unlink()

    def release(self) -> None:
        for lock in self._locks:
            lock.release()


@contextmanager
def claim(out: Path) -> Iterator[Folder]:
    """Makes OUT if it isn't there, locks it, and mends what a killed run left.

    Raises BusyError where another run holds it, NotOursError where it is full of other things, OSError where it can't be written.
    """
    out = Path(os.path.realpath(out))  # a link to a folder stays a link: what it points to is replaced
    with suppress(FileNotFoundError):
        if not os.path.lexists(out):
            _old_of(out).rename(out)
    collisions = () if is_dataset(out) else _collisions(out)
    if collisions:
        names = ", ".join(collisions[:3]) + (", …" if len(collisions) > 3 else "")
        raise NotOursError(f"it is no svod dataset and holds files of the same names: {names}")
    (out / PRIVATE).mkdir(parents=True, exist_ok=True)
    folder = Folder(out, Lock(out / PRIVATE / "lock"))
    try:
        _mend(out)
        yield folder
    finally:
        folder.release()


def is_ours(relative: Path) -> bool:
    """Whether a path in the folder is a file that we write."""
    if len(relative.parts) == 1:
        return relative.name in OURS
    return len(relative.parts) == 2 and relative.parts[0] == TEXT and bool(_OUR_TEXT.fullmatch(relative.name))


def _collisions(out: Path) -> tuple[str, ...]:
    if not out.is_dir():
        return ()
    ours = [path.name for path in out.iterdir() if is_ours(path.relative_to(out))]
    texts = out / TEXT
    if texts.exists() and not texts.is_dir():
        ours.append(TEXT)
    elif texts.is_dir():
        ours += [f"{TEXT}/{path.name}" for path in texts.iterdir() if is_ours(path.relative_to(out))]
    return tuple(sorted(ours))


def _new_of(out: Path) -> Path:
    return out.parent / f".{out.name}.svod-new"


def _old_of(out: Path) -> Path:
    return out.parent / f".{out.name}.svod-old"


def _can_swap(out: Path) -> bool:
    """Whether a folder can be made beside OUT and take its place.

    Not where OUT is a mount point, where its parent can't be written, or where we stand in it: the shell that started
    us would be left standing in a folder that is gone.
    """
    with suppress(OSError):
        if out.samefile(Path.cwd()):
            return False
    return os.access(out.parent, os.W_OK | os.X_OK) and out.parent.stat().st_dev == out.stat().st_dev


def _mend(out: Path) -> None:
    """Puts right what a run left that was killed while it wrote."""
    for leftover in (_new_of(out), _old_of(out)):
        if not leftover.is_dir():
            continue
        if (leftover / PRIVATE / _STAGING_MARK).exists():
            _discard(leftover)
        else:
            _sweep(leftover, out)
    with suppress(FileNotFoundError):
        (out / PRIVATE / _STAGING_MARK).unlink()


def _discard(staging: Path) -> None:
    """Throws a staging folder away, its mark last. Files of others in it are links: OUT has them."""
    if not staging.exists():
        return
    for entry in sorted(staging.iterdir()):
        if entry.name != PRIVATE:
            _remove(entry)
    for entry in sorted((staging / PRIVATE).glob("*")):
        if entry.name != _STAGING_MARK:
            _remove(entry)
    (staging / PRIVATE / _STAGING_MARK).unlink(missing_ok=True)
    if (staging / PRIVATE).exists():
        (staging / PRIVATE).rmdir()
    staging.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _link_foreign(source: Path, target: Path, inside: Path = Path()) -> None:
    """Links the files in OUT that aren't ours into staging. What can't be linked is left to the sweep."""
    for entry in sorted((source / inside).iterdir()):
        relative = inside / entry.name
        if relative == Path(PRIVATE) or is_ours(relative):
            continue
        there = target / relative
        if entry.is_dir() and not entry.is_symlink():
            if not there.exists():
                there.mkdir()
                shutil.copystat(entry, there)
            _link_foreign(source, target, relative)
        else:
            with suppress(OSError):
                os.link(entry, there, follow_symlinks=False)


def _sweep(old: Path, out: Path, inside: Path = Path()) -> None:
    """Empties the old folder: our files go, others are moved to OUT unless they are there already, then the folder goes.

    A file that differs from OUT's of the same name is kept under a name of its own. What can't be moved stays in the old
    folder, and so does the folder.
    """
    for entry in sorted((old / inside).iterdir()):
        relative = inside / entry.name
        there = out / relative
        folder = entry.is_dir() and not entry.is_symlink()
        if (is_ours(relative) and not folder) or relative == Path(PRIVATE) / "lock":
            entry.unlink()
        elif folder and there.is_dir() and not there.is_symlink():
            _sweep(old, out, relative)
        elif not os.path.lexists(there):
            with suppress(OSError):
                entry.rename(there)
        elif os.path.samestat(entry.lstat(), there.lstat()) or relative.parts[0] == PRIVATE:
            _remove(entry)
        else:
            entry.rename(_free_name(there))
    with suppress(OSError):
        (old / inside).rmdir()


def _free_name(path: Path) -> Path:
    number = 1
    while os.path.lexists(path.with_name(f"{path.name}.kept-{number}")):
        number += 1
    return path.with_name(f"{path.name}.kept-{number}")


def _replace_one_by_one(staging: Path, out: Path) -> None:
    """Where folders can't be swapped: file by file, what describes the dataset last. A reader may see a mixture."""
    (out / TEXT).mkdir(exist_ok=True)
    texts = {path.name for path in (staging / TEXT).iterdir()}
    for name in sorted(texts):
        (staging / TEXT / name).replace(out / TEXT / name)
    for path in (out / TEXT).iterdir():
        if path.name not in texts and is_ours(path.relative_to(out)):
            path.unlink()
    files = [path for path in staging.iterdir() if stat.S_ISREG(path.lstat().st_mode)]
    for path in sorted(files, key=lambda path: (path.suffix == ".json", path.name)):
        path.replace(out / path.name)
    shutil.rmtree(staging)


def exchange(a: Path, b: Path) -> bool:
    """Swaps two folders in one step. False where system or file system can't; raises OSError for anything else."""
    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    first, second = os.fsencode(a), os.fsencode(b)
    if sys.platform == "darwin":
        swap = getattr(libc, "renamex_np", None)
        arguments: tuple[object, ...] = (first, second, ctypes.c_uint(2))  # RENAME_SWAP
    else:
        swap = getattr(libc, "renameat2", None)
        here = ctypes.c_int(-100)  # AT_FDCWD
        arguments = (here, first, here, second, ctypes.c_uint(2))  # RENAME_EXCHANGE
    if swap is None:
        return False
    if swap(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code), str(b))
