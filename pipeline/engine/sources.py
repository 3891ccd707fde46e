"""Which files a run mines: those that are named, and those in named folders that look like papers.

A file that is named is always tried. In a folder, only what has a paper's suffix or a paper's first bytes is; a README,
a list of files or a spreadsheet beside the papers is listed as skipped, so that nothing vanishes uncounted. Hidden
files, other datasets of ours and OUT itself are not looked into. A ZIP archive is looked through like a folder: its path
goes on inside it («2023.zip/03.pdf»).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from pipeline.engine.archives import (
    ARCHIVE_SUFFIX,
    NO_PAPER,
    PEEKED,
    Skipped,
    Source,
    begins_like_a_paper,
    look_through,
    looks_like_a_paper,
)
from pipeline.read import Limits
from pipeline.read.archive import is_archive
from pipeline.store import is_dataset

_ARCHIVE: Final = b"PK"


class InputError(Exception):
    """There is nothing to mine: an input that isn't there, a folder without papers."""


@dataclass(frozen=True, slots=True)
class Found:
    """The files to mine in order of path, and what was left alone."""

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]


def find(
    inputs: Sequence[Path],
    out: Path | None = None,
    *,
    limits: Limits | None = None,
    password: str | None = None,
) -> Found:
    """Looks through files, folders and archives. Raises InputError where one isn't there, or nothing in all is to be mined."""
    sources: dict[tuple[str, tuple[int, ...]], Source] = {}
    skipped: list[Skipped] = []
    forbidden = os.path.realpath(out) if out is not None else None
    for given in inputs:
        if not os.path.lexists(given):
            raise InputError(f"{given}: no such file or folder")
        if given.is_dir():
            if os.path.realpath(given) == forbidden:
                raise InputError(f"{given}: is the output folder; give the dataset a folder of its own")
            entries = _walk(given, forbidden)
        else:
            entries = iter([Source(_shown(PurePath(given.name)), given)])
        for entry in entries:
            if isinstance(entry, Skipped):
                skipped.append(entry)
                continue
            for inner in _inside(entry, limits or Limits(), password, named=not given.is_dir()):
                if isinstance(inner, Skipped):
                    skipped.append(inner)
                else:  # a file that is named twice, once in its folder perhaps, is one file
                    sources.setdefault((os.path.realpath(inner.file), inner.inside), inner)
    if not sources:
        raise InputError(_nothing(inputs, skipped))
    return Found(tuple(sorted(sources.values())), tuple(sorted(skipped)))


def _inside(entry: Source, limits: Limits, password: str | None, named: bool) -> Iterator[Source | Skipped]:
    """The entry, or what is in it where it is an archive."""
    suffixed = entry.file.suffix.lower() == ARCHIVE_SUFFIX
    try:
        with entry.file.open("rb") as file:
            opened = (suffixed or named) and file.read(2) == _ARCHIVE and is_archive(entry.file)
    except OSError:
        opened = False  # reading it will tell
    if opened:
        yield from look_through(entry, limits, password, named)
    else:
        yield entry


def _walk(folder: Path, forbidden: str | None) -> Iterator[Source | Skipped]:
    problems: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=problems.append):
        inside = Path(here).relative_to(folder)
        kept = []
        for name in sorted(folders):
            path = Path(here, name)
            if name.startswith(".") or os.path.realpath(path) == forbidden:
                continue
            if is_dataset(path):
                yield Skipped(_shown(inside / name) + "/", "a dataset that svod wrote")
            elif path.is_symlink():
                yield Skipped(_shown(inside / name) + "/", "a link to a folder")
            else:
                kept.append(name)
        folders[:] = kept
        for name in sorted(files):
            if not name.startswith("."):
                yield _judged(Source(_shown(inside / name), Path(here, name)))
    for error in problems:
        if Path(error.filename) == folder:
            raise InputError(f"{folder}: {error.strerror}")
        yield Skipped(_shown(Path(error.filename).relative_to(folder)) + "/", str(error.strerror))


def _judged(source: Source) -> Source | Skipped:
    if not source.file.is_file():
        return Skipped(source.path, "a broken link" if source.file.is_symlink() else "no regular file")
    if looks_like_a_paper(source.file.name) or source.file.suffix.lower() == ARCHIVE_SUFFIX:
        return source
    try:
        with source.file.open("rb") as file:
            head = file.read(PEEKED)
    except OSError as error:
        return Skipped(source.path, str(error.strerror))
    if begins_like_a_paper(head):
        return source
    return Skipped(source.path, NO_PAPER)


def _shown(path: PurePath) -> str:
    """The path as text: names in a legacy encoding, which Python carries as lone surrogates, get replacement marks."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _nothing(inputs: Iterable[Path], skipped: Sequence[Skipped]) -> str:
    where = ", ".join(map(str, inputs))
    if not skipped:
        return f"{where}: no papers there (the folder is empty)"
    examples = ", ".join(entry.path for entry in skipped[:3]) + (", …" if len(skipped) > 3 else "")
    return f"{where}: no papers there (left alone: {examples})"
