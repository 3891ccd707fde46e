"""`svod doctor` about the programs that mining can do without, and what is lost without them."""

import shutil
import sys

import pytest

from pipeline.cli import doctor
from pipeline.cli.doctor import Finding
from pipeline.read.scan import tesseract


def found(what: str) -> Finding:
    (only,) = [finding for finding in (*doctor._scans(), doctor._djvu()) if finding.what == what]
    return only


def installed(monkeypatch: pytest.MonkeyPatch, release: str | None, languages: set[str]) -> None:
    monkeypatch.setattr(tesseract, "release", lambda: release)
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset(languages))


def on(monkeypatch: pytest.MonkeyPatch, platform: str, *programs: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in programs else None)


def test_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "5.3.0", {"rus", "kaz", "eng", "osd"})
    assert found("tesseract") == Finding("tesseract", "5.3.0 with rus, eng, kaz: scanned pages are read")


def test_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, None, set())
    on(monkeypatch, "linux", "apt-get")
    lack = found("tesseract")
    assert lack.remedy == "sudo apt-get install tesseract-ocr tesseract-ocr-rus tesseract-ocr-kaz"
    assert not lack.needed


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ({"eng"}, "5.3.0 lacks the languages rus, kaz: scanned pages can't be read"),
        ({"eng", "rus"}, "5.3.0 lacks the languages kaz: pages in them are read badly"),
    ],
)
def test_a_language_is_missing(monkeypatch: pytest.MonkeyPatch, there: set[str], said: str) -> None:
    installed(monkeypatch, "5.3.0", there)
    lack = found("tesseract")
    assert lack.said == said and lack.remedy


@pytest.mark.parametrize(
    ("platform", "programs", "remedy"),
    [
        ("linux", ("apt-get",), "sudo apt-get install djvulibre-bin"),
        ("linux", ("dnf",), "sudo dnf install djvulibre"),
        ("darwin", (), "brew install djvulibre"),
        ("win32", (), "the installer of DjVuLibre; then add its folder to PATH"),
    ],
)
def test_each_system_has_its_way(
    monkeypatch: pytest.MonkeyPatch, platform: str, programs: tuple[str, ...], remedy: str
) -> None:
    on(monkeypatch, platform, *programs)
    assert found("ddjvu").remedy == remedy


def test_an_unknown_system_is_told_every_way(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "linux")
    remedy = found("ddjvu").remedy
    assert remedy is not None and "apt-get" in remedy and "brew" in remedy


def test_ddjvu_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "linux", "ddjvu")
    assert found("ddjvu").remedy is None
