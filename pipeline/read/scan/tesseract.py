"""Tesseract, a program of its own: what is installed, and one picture → words with places and confidences.

It is run as `tesseract stdin stdout … hocr`: the picture goes in and the page comes out through pipes, nothing touches the
disk. (A wrapper library would add temporary files, a dependency on Pillow and nothing that is needed here.) Its hOCR is read
and not its TSV, because it tells the language that each word was taken for. One thread, so that processes that mine side by
side don't fight for cores, and a time limit: the same picture gives the same words on the same machine.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""Rows of grey pixels, 0 black to 255 white."""
PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, right and bottom past the last one."""

WANTED: Final = ("rus", "eng", "kaz")
SECONDS: Final = 90.0
"""What one picture may take. A dense page takes three to six."""
BLOCKS: Final = 3
"""Page segmentation mode: blocks, columns and tables are found; orientation isn't looked at."""
BLOCK: Final = 6
"""One block of lines of whatever size."""
SPARSE: Final = 11
"""Words wherever they stand, in no order."""
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_BOX: Final = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_CONFIDENCE: Final = re.compile(r"x_wconf (\d+)")
_LINES: Final = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})


class OcrError(Exception):
    """Tesseract could not read a picture; the message says why."""


class Seen(NamedTuple):
    """A word as recognised: place in pixels, confidence 0–100, the language it was taken for."""

    text: str
    box: PixelBox
    confidence: int
    language: str


class SeenLine(NamedTuple):
    """Words of one printed line, from left to right."""

    words: tuple[Seen, ...]
    box: PixelBox


@lru_cache(maxsize=1)
def program() -> str | None:
    """The program's path, null where it isn't installed."""
    return shutil.which("tesseract")


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """The languages that its data are installed for; none where the program isn't there."""
    said = _asked("--list-langs")
    return frozenset(line.strip() for line in said.splitlines()[1:] if line.strip())


@lru_cache(maxsize=1)
def release() -> str | None:
    """The program's version («5.3.0»), null where it isn't installed."""
    first = re.search(r"tesseract\s+v?(\S+)", _asked("--version"))
    return first[1] if first else None


def lacking() -> str | None:
    """What stands in the way of reading Russian pages, in words; null where nothing does."""
    if program() is None:
        return "Tesseract isn't installed (`svod doctor` says how)"
    if "rus" not in languages():
        return "Tesseract has no Russian: its language data `rus` are missing (`svod doctor` says how)"
    return None


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """What the words of a scan depend on besides our code: the program, its libraries and its language data."""
    if program() is None:
        return "no tesseract"
    digest = hashlib.sha256(_asked("--version").encode())
    folder = _data_folder()
    for language in sorted(languages() & set(WANTED)):
        digest.update(language.encode())
        file = folder / f"{language}.traineddata" if folder else None
        if file is not None and file.is_file():
            with file.open("rb") as data:
                digest.update(hashlib.file_digest(data, "sha256").digest())
    return f"tesseract {release()} {digest.hexdigest()[:12]}"


def read(
    picture: Picture, wanted: Sequence[str], *, mode: int = BLOCKS, dpi: int = 300, only: str = ""
) -> tuple[SeenLine, ...]:
    """The lines seen in a picture, in Tesseract's order. `wanted`: languages, the likeliest first; `only`: the signs
    that may be seen, any where it is empty. Raises OcrError.
    """
    tool = program()
    spoken = [language for language in wanted if language in languages()]
    if tool is None or not spoken:
        raise OcrError(lacking() or f"Tesseract has none of the languages {', '.join(wanted)}")
    height, width = picture.shape
    command = [tool, "stdin", "stdout", "-l", "+".join(spoken), "--psm", str(mode), "--dpi", str(dpi)]
    command += ["-c", f"tessedit_char_whitelist={only}", "hocr"] if only else ["hocr"]
    try:
        done = subprocess.run(
            command,
            input=b"P5 %d %d 255\n" % (width, height) + picture.tobytes(),
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OcrError(f"Tesseract took longer than {SECONDS:g} s") from error
    except OSError as error:
        raise OcrError(f"Tesseract can't be run: {error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OcrError(f"Tesseract failed: {said[-1] if said else done.returncode}")
    return tuple(parse(done.stdout))


def parse(hocr: bytes) -> Iterator[SeenLine]:
    """The lines of an hOCR page. Raises OcrError for what is no XML."""
    try:
        root = ElementTree.fromstring(hocr)
    except ElementTree.ParseError as error:
        raise OcrError(f"Tesseract's answer can't be read: {error}") from error
    for paragraph in root.iter(_XHTML + "p"):
        spoken = paragraph.get("lang", "")
        for element in paragraph.iter(_XHTML + "span"):
            if element.get("class") not in _LINES:
                continue
            words = tuple(filter(None, (_word(inner, spoken) for inner in element.iter(_XHTML + "span"))))
            box = _box(element.get("title", ""))
            if words and box is not None:
                yield SeenLine(words, box)


def _word(element: ElementTree.Element, spoken: str) -> Seen | None:
    title = element.get("title", "")
    text = "".join("".join(element.itertext()).split())
    box, confidence = _box(title), _CONFIDENCE.search(title)
    if element.get("class") != "ocrx_word" or not text or box is None or confidence is None:
        return None
    return Seen(text, box, int(confidence[1]), element.get("lang", spoken))


def _box(title: str) -> PixelBox | None:
    found = _BOX.search(title)
    if found is None:
        return None
    x0, top, x1, bottom = map(int, found.groups())
    return (x0, top, x1, bottom) if x1 > x0 and bottom > top else None


def _asked(option: str) -> str:
    """What the program answers to an option; nothing where it isn't there or doesn't answer."""
    tool = program()
    if tool is None:
        return ""
    try:
        done = subprocess.run([tool, option], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _data_folder() -> Path | None:
    found = re.search(r'"([^"]+)"', _asked("--list-langs").splitlines()[0] if _asked("--list-langs") else "")
    return Path(found[1]) if found and Path(found[1]).is_dir() else None
