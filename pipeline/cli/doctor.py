"""`svod doctor`: what this machine lacks, and how to get it."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

import typer

_ENOUGH_DISK: Final = 1 << 30
_ENOUGH_MEMORY: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `remedy` is null where it is as it should be; `needed` where nothing works without it."""

    what: str
    said: str
    remedy: str | None = None
    needed: bool = False


def doctor() -> None:
    """Say what this machine lacks for mining papers, and how to get it."""
    findings = list(examine())
    for finding in findings:
        mark = "ok  " if finding.remedy is None else "LACK" if finding.needed else "note"
        typer.echo(f"{mark}  {finding.what:<12}{finding.said}")
        if finding.remedy is not None:
            typer.echo(f"      {'':<12}{finding.remedy}")
    if any(finding.needed and finding.remedy is not None for finding in findings):
        raise typer.Exit(1)


def examine() -> Iterator[Finding]:
    """Looks at everything that mining stands on."""
    yield _python()
    yield _libraries()
    yield _models()
    yield from _machine()
    yield _swap()


def _python() -> Finding:
    said = ".".join(map(str, sys.version_info[:3]))
    remedy = None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed"
    return Finding("python", said, remedy, needed=True)


def _libraries() -> Finding:
    """The packages that svod asks for, by its own metadata; extras left out."""
    wanted = [text for text in requires("svod") or () if "extra ==" not in text]
    missing = []
    for text in wanted:
        name = text.split(";")[0]
        for mark in "[<>=!~ ":
            name = name.split(mark)[0]
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("libraries", f"missing: {', '.join(missing)}", "pip install svod", needed=True)
    return Finding("libraries", f"all {len(wanted)} are there")


def _models() -> Finding:
    began = time.monotonic()
    try:
        from pipeline import run as rooms

        rooms.warm()
    except Exception as error:
        said = f"don't load: {type(error).__name__}: {error}"
        return Finding("models", said, "install svod again: its libraries carry the models", needed=True)
    return Finding("models", f"load in {time.monotonic() - began:.1f} s, pipeline {rooms.version()}")


def _machine() -> Iterator[Finding]:
    from pipeline.engine import cores
    from pipeline.engine.limits import can_hold, fair_memory

    number = cores()
    yield Finding("processors", f"{number}: as many papers are mined at a time")
    memory = fair_memory(number)
    remedy = "long papers may not fit: mine with fewer --workers" if memory < _ENOUGH_MEMORY else None
    yield Finding("memory", f"{memory / 2**30:.1f} GiB for each paper", remedy)
    if not can_hold():
        yield Finding("limits", "none on this system", "a paper that takes all memory isn't stopped")
    free = shutil.disk_usage(Path.cwd()).free
    remedy = "make room: a dataset takes some 1 MB a paper" if free < _ENOUGH_DISK else None
    yield Finding("disk", f"{free / 2**30:.1f} GiB free here", remedy)


def _swap() -> Finding:
    from pipeline.store.folder import exchange

    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder, "a"), Path(folder, "b")
        a.mkdir()
        b.mkdir()
        if exchange(a, b):
            return Finding("swap", "a new dataset takes the old one's place in one step")
    return Finding("swap", "folders can't be swapped in one step here", "readers may miss OUT for an instant")
