"""A DjVu file: pages that are pictures, with hidden text perhaps, through the programs of DjVuLibre.

`ddjvu` makes a PDF of page pictures of it, which goes the way of any scan. Where the file carries hidden text with the words'
boxes (most scans of books do), `djvused` tells it and it becomes the pages' text layer, to be believed or not like any
other. The programs read files and not pipes, so the bytes stand in a temporary folder meanwhile.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from pipeline.read.errors import Limits, ReadError
from pipeline.read.ink import PageInk, Word
from pipeline.read.reading import Reading, read_pdf

PROGRAMS: Final = ("ddjvu", "djvused")
INSTALL: Final = "DjVu needs the programs ddjvu and djvused (DjVuLibre; Debian: apt install djvulibre-bin)"
_SECONDS: Final = 200
_TOKEN: Final = re.compile(r'\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+', re.DOTALL)
_ESCAPE: Final = re.compile(r"((?:\\[0-7]{3})+)|\\(.)", re.DOTALL)
"""Quotes and the like, or bytes of UTF-8 in octal."""
_SIZE: Final = re.compile(r"width=(\d+)\s+height=(\d+)")
_DESCENT: Final = 0.22
"""How far letters hang below the line they stand on, as a share of the line's height."""
_ALIKE: Final = 0.25


class Hidden(NamedTuple):
    """A word of the hidden text: its box in pixels from the page's bottom left, and its line's lower and upper edge."""

    text: str
    box: tuple[int, int, int, int]
    line: tuple[int, int]


def missing() -> tuple[str, ...]:
    """The programs that this machine lacks."""
    return tuple(program for program in PROGRAMS if shutil.which(program) is None)


def read_djvu(data: bytes, limits: Limits) -> Reading:
    """The paper in a DjVu file. Raises ReadError as `read_pdf` does, and NOT_SUPPORTED where the programs are missing."""
    if missing():
        raise ReadError("NOT_SUPPORTED", INSTALL)
    with tempfile.TemporaryDirectory(prefix="svod-") as folder:
        file, made = Path(folder, "paper.djvu"), Path(folder, "paper.pdf")
        file.write_bytes(data)
        said = _run("djvused", str(file), "-e", "n").strip()
        if not said.isdigit() or said == "0":
            raise ReadError("UNREADABLE", "a damaged DjVu file: it doesn't tell its pages")
        count = int(said)
        limits.check_pages(count)
        asked = "; ".join(f"select {number}; size; print-txt" for number in range(1, count + 1))
        layer = _layer(_run("djvused", "-u", str(file), "-e", asked), count)
        _run("ddjvu", "-format=pdf", "-quality=85", str(file), str(made))
        limits.check_unpacked(made.stat().st_size)
        pdf = made.read_bytes()
    return read_pdf(pdf, limits, None, layer)


def _run(*command: str) -> str:
    """What the program says. Raises ReadError: UNREADABLE, TIMEOUT."""
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError("TIMEOUT", f"{command[0]} took longer than {_SECONDS} s") from error
    except OSError as error:
        raise ReadError("NOT_SUPPORTED", f"{command[0]} can't be run: {error.strerror}") from error
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ReadError("UNREADABLE", f"a damaged DjVu file: {why[0] if why else command[0]}")
    return done.stdout.decode("utf-8", "replace")


def _layer(said: str, count: int) -> Layer:
    """The words of each page with hidden text, in pixels; `said`: for each page its size, then its text."""
    parts = _SIZE.split(said)
    pages = list(zip(parts[1::3], parts[2::3], parts[3::3], strict=True))
    layer: dict[int, tuple[float, tuple[Word, ...]]] = {}
    for number, (width, height, text) in enumerate(pages if len(pages) == count else (), start=1):
        words = tuple(_placed(list(words_in(text)), int(height), number))
        if words and int(width):
            layer[number] = (float(width), words)
    return Layer(layer)


def words_in(text: str) -> Iterator[Hidden]:
    """The words of one page's hidden text, as DjVuLibre prints it: `(line 10 20 300 60 (word 10 20 80 60 "Хлеб"))`."""
    open_ones: list[list[str]] = []
    for token in _TOKEN.finditer(text):
        said = token[0]
        if said == "(":
            open_ones.append([])
        elif said == ")":
            if open_ones:
                open_ones.pop()
        elif said[0] != '"':
            if open_ones:
                open_ones[-1].append(said)
        elif open_ones and (box := _box(open_ones[-1])) is not None:
            line = next(
                (found for zone in reversed(open_ones) if zone[0] == "line" and (found := _box(zone))), box
            )
            for part in _unescaped(said[1:-1]).split():
                yield Hidden(part, box, (line[1], line[3]))


def _box(zone: Sequence[str]) -> tuple[int, int, int, int] | None:
    numbers = [int(said) for said in zone[1:5] if said.lstrip("-").isdigit()]
    if len(numbers) < 4:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        if match[2] is not None:
            return match[2]
        return bytes(int(digits, 8) & 0xFF for digits in match[1].split("\\")[1:]).decode("utf-8", "replace")

    return _ESCAPE.sub(plain, text)


def _placed(found: Sequence[Hidden], height: int, page: int) -> Iterator[Word]:
    """Words as a PDF's are: places in pixels still. Lines of nearly the usual height are of one size."""
    if not found:
        return
    usual = median(word.line[1] - word.line[0] for word in found)
    for word in found:
        x0, low, x1, high = word.box
        tall = float(word.line[1] - word.line[0])
        if abs(tall - usual) <= _ALIKE * usual:
            tall = usual
        if x1 <= x0 or high <= low or tall <= 0:
            continue
        base = height - (word.line[0] + _DESCENT * tall)
        yield Word(word.text, x0, height - high, x1, height - low, base, tall, page=page)


class Layer:
    """The hidden text of all pages; gives a page of the PDF its words."""

    def __init__(self, pages: Mapping[int, tuple[float, tuple[Word, ...]]]) -> None:
        self.pages = pages

    def __call__(self, ink: PageInk) -> PageInk:
        """The page with the hidden text for its words, where the page has none of its own and lies as it was scanned."""
        width, words = self.pages.get(ink.number, (0.0, ()))
        if not words or ink.words or ink.frame.turn:
            return ink
        return ink._replace(words=tuple(_times(word, ink.width / width) for word in words))


def _times(word: Word, factor: float) -> Word:
    places = (word.x0, word.top, word.x1, word.bottom, word.base, word.size)
    x0, top, x1, bottom, base, size = (place * factor for place in places)
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=base, size=size)
