"""DjVu through DjVuLibre's programs: hidden text is read with its boxes; what lacks is said."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.read import Limits, ReadError, djvu, read

LINES = (
    "Ледовая переправа у Семипалатинска",
    "Зимой 1911 года лёд на Иртыше встал в ноябре, и обозы",
    "пошли по льду. Всего за зиму прошло 2 400 саней с хлебом,",
    "солью и железом; весной переправу закрыли, а брёвна сняли.",
)
HEIGHT = 1100

needs_programs = pytest.mark.skipif(
    shutil.which("cpaldjvu") is None or bool(djvu.missing()), reason="DjVuLibre is not installed"
)


def hidden() -> str:
    """The lines as hidden text: words of 22 pixels a letter on lines 60 pixels apart."""
    written = []
    for number, line in enumerate(LINES):
        low, x, words = HEIGHT - 200 - 60 * number, 100, []
        for word in line.split():
            quoted = word.replace('"', '\\"')
            words.append(f'(word {x} {low} {x + 22 * len(word)} {low + 40} "{quoted}")')
            x += 22 * len(word) + 20
        written.append(f"(line 100 {low} {x} {low + 40} {' '.join(words)})")
    return f"(page 0 0 1600 {HEIGHT} {' '.join(written)})"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    (tmp_path / "page.pgm").write_bytes(f"P5 1600 {HEIGHT} 255\n".encode() + b"\xff" * (1600 * HEIGHT))
    subprocess.run(["cpaldjvu", "-dpi", "200", "page.pgm", "page.djvu"], cwd=tmp_path, check=True)
    (tmp_path / "hidden.txt").write_text(hidden(), encoding="utf-8")
    command = ["djvused", "-u", "page.djvu", "-e", "select 1; set-txt hidden.txt", "-s"]
    subprocess.run(command, cwd=tmp_path, check=True)
    return tmp_path / "page.djvu"


@needs_programs
def test_hidden_text_with_its_boxes(made: Path) -> None:
    found = read(made.read_bytes(), "ice.djvu")
    assert (found.media_type, found.text_layer) == ("image/vnd.djvu", "native")
    assert found.text.split() == " ".join(LINES).split()
    assert len(found.pages) == 1
    at = found.text.index("Ледовая")
    (box,) = found.boxes_of(at, at + len("Ледовая"))
    point = 72 / 200
    assert box == pytest.approx((100 * point, 160 * point, (100 + 22 * 7) * point, 200 * point), abs=0.5)


@needs_programs
def test_damage_and_limits(made: Path) -> None:
    data = made.read_bytes()
    with pytest.raises(ReadError) as caught:
        read(data[:60] + bytes(200), "torn.djvu")
    assert caught.value.code in ("UNREADABLE", "NO_TEXT")
    with pytest.raises(ReadError) as caught:
        read(data, "ice.djvu", limits=Limits(pages=0))
    assert caught.value.code == "TOO_LARGE"


def test_without_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match="apt install djvulibre-bin") as caught:
        read(b"AT&TFORM\x00\x00\x00\x20DJVUINFO" + bytes(20), "ice.djvu")
    assert caught.value.code == "NOT_SUPPORTED"


def test_words_of_hidden_text() -> None:
    said = '(page 0 0 9 9 (word 1 2 3 4 "Хлеб \\"и\\" соль") (line 0 0 9 5 (word 5 1 8 4 "\\320\\234")))'
    assert [(word.text, word.line) for word in djvu.words_in(said)] == [
        ("Хлеб", (2, 4)),
        ('"и"', (2, 4)),
        ("соль", (2, 4)),
        ("М", (0, 5)),
    ]
