"""`svod doctor`: what this machine lacks, and how to get it."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

import typer

_TESSERACT: Final = {
    "Debian, Ubuntu": "sudo apt-get install tesseract-ocr tesseract-ocr-rus tesseract-ocr-kaz",
    "Fedora": "sudo dnf install tesseract tesseract-langpack-rus tesseract-langpack-kaz",
    "macOS": "brew install tesseract tesseract-lang",
    "Windows": "the installer of UB Mannheim, with Russian and Kazakh ticked; then add its folder to PATH",
}
_DJVULIBRE: Final = {
    "Debian, Ubuntu": "sudo apt-get install djvulibre-bin",
    "Fedora": "sudo dnf install djvulibre",
    "macOS": "brew install djvulibre",
    "Windows": "the installer of DjVuLibre; then add its folder to PATH",
}
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
    yield from _scans()
    yield _djvu()
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


def _scans() -> Iterator[Finding]:
    """Tesseract and its languages: without them scans, and pages whose letters no map explains, are refused."""
    from pipeline.read.scan import tesseract

    release = tesseract.release()
    if release is None:
        yield Finding("tesseract", "not installed: scanned pages can't be read", _install(_TESSERACT))
        return
    missing = [language for language in tesseract.WANTED if language not in tesseract.languages()]
    if not missing:
        yield Finding("tesseract", f"{release} with {', '.join(tesseract.WANTED)}: scanned pages are read")
        return
    lost = "scanned pages can't be read" if "rus" in missing else "pages in them are read badly"
    said = f"{release} lacks the languages {', '.join(missing)}: {lost}"
    yield Finding("tesseract", said, _install(_TESSERACT))


def _djvu() -> Finding:
    if shutil.which("ddjvu"):
        return Finding("ddjvu", "there: DjVu files are read")
    return Finding("ddjvu", "not installed: DjVu files can't be read", _install(_DJVULIBRE))


def _install(ways: Mapping[str, str]) -> str:
    """How to install a program here; where the system isn't known, every way there is."""
    if sys.platform == "darwin":
        return ways["macOS"]
    if sys.platform == "win32":
        return ways["Windows"]
    for manager, system in (("apt-get", "Debian, Ubuntu"), ("dnf", "Fedora")):
        if shutil.which(manager):
            return ways[system]
    return "; ".join(f"{system}: {way}" for system, way in ways.items())


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
