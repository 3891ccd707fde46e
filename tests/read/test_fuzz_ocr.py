"""Pictures that no printer made, and damaged scans: what comes back is a Document or a ReadError, never another exception.

Where Tesseract isn't installed all of this is skipped. A page's recognition takes seconds, so the damage is tried by the
slow part only, and on a few lines of a page.
"""

import random
import re
import zlib
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from pipeline.model import Document
from pipeline.read import Limits, ReadError, read
from pipeline.read.scan import ocr

from . import scans
from .places import PAPERS
from .scans import Image, Picture
from .test_fuzz import LIMITS, ROUNDS, damaged, pdf_inside, sound, within

pytestmark = pytest.mark.skipif(
    ocr.lacking() is not None, reason=f"scans can't be read here: {ocr.lacking()}"
)
PAPER = PAPERS / "04_border_regions.pdf"
FLATE = "/BitsPerComponent 8/Filter/FlateDecode"


@cache
def lines() -> Picture:
    """Some lines of prose out of a page at 300 dots an inch, none of them cut."""
    page = scans.picture(PAPER.read_bytes(), 2)
    blank = np.flatnonzero((page > 200).all(axis=1))
    return np.ascontiguousarray(page[blank[blank > 900][0] : blank[blank > 1080][0]])


def outcome(data: bytes, limits: Limits = LIMITS) -> Document | ReadError:
    """What became of the file. Fails where it is neither."""
    try:
        with within(30):
            found = read(data, "scan.pdf", limits=limits)
    except ReadError as error:
        return error
    sound(found)
    return found


def flat(height: int, width: int, shade: int) -> Picture:
    return np.full((height, width), shade, dtype=np.uint8)


def chequered(height: int, width: int) -> Picture:
    return np.array((np.indices((height, width)).sum(0) % 2) * 255, dtype=np.uint8)


def noisy(height: int, width: int) -> Picture:
    return np.random.default_rng(7).integers(0, 256, (height, width), dtype=np.uint8)


@pytest.mark.parametrize(
    ("picture", "dpi"),
    [
        (flat(1, 1, 255), 72),
        (flat(1, 1, 0), 1),
        (flat(900, 700, 255), 100),
        (flat(900, 700, 0), 100),
        (flat(900, 700, 128), 100),
        (flat(2, 1200, 0), 100),
        (flat(1200, 1, 0), 100),
        (chequered(64, 64), 72),
        (noisy(60, 400), 72),
        (flat(30, 30, 0), 1000),
    ],
    ids=lambda case: "x".join(map(str, case.shape)) if isinstance(case, np.ndarray) else str(case),
)
def test_a_picture_without_words_is_refused(picture: Picture, dpi: int) -> None:
    found = outcome(scans.pdf([picture], dpi))
    assert isinstance(found, ReadError) and found.code in ("NO_TEXT", "BAD_TEXT_LAYER", "UNREADABLE"), found


def packed(says: str, made: bytes) -> Image:
    height, width = lines().shape
    return Image(width, height, says, zlib.compress(made, 1))


def inverted() -> Image:
    return packed("/ColorSpace/DeviceGray/Decode[1 0]" + FLATE, (255 - lines()).tobytes())


def in_four_inks() -> Image:
    black = 255 - lines()
    none = np.zeros_like(black)
    return packed("/ColorSpace/DeviceCMYK" + FLATE, np.dstack([none, none, none, black]).tobytes())


def indexed() -> Image:
    bits = np.packbits(lines() > 128, axis=1)
    return packed(
        "/ColorSpace[/Indexed/DeviceRGB 1<101010FFF8E0>]/BitsPerComponent 1/Filter/FlateDecode",
        bits.tobytes(),
    )


def a_stencil() -> Image:
    return packed(
        "/ImageMask true/BitsPerComponent 1/Filter/FlateDecode", np.packbits(lines() > 128, axis=1).tobytes()
    )


@pytest.mark.parametrize("colours", [inverted, in_four_inks, indexed, a_stencil])
def test_a_scan_in_other_colours_reads_alike(colours: Callable[[], Image]) -> None:
    found = outcome(scans.pdf([colours()]))
    assert isinstance(found, Document), found
    assert len(set(said(found)) & set(said(plain()))) >= 0.9 * len(set(said(plain())))


@cache
def plain() -> Document:
    found = outcome(scans.pdf([lines()]))
    assert isinstance(found, Document) and len(said(found)) > 15, found
    return found


def said(document: Document) -> list[str]:
    return re.findall(r"\w{4,}", document.text)


@pytest.mark.parametrize("share", [0.0, 0.02])
def test_a_scan_whose_picture_is_cut_off_is_refused(share: float) -> None:
    whole = scans.grey(lines())
    cut = whole._replace(data=whole.data[: int(share * len(whole.data))])
    assert isinstance(outcome(scans.pdf([cut])), ReadError)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The scan with its picture's bytes damaged, before they are packed or after, or with the dictionary that tells of them."""
    start, end = data.index(b"/Subtype/Image"), data.rindex(b"endstream")
    if chance.random() < 0.5:
        return data[:start] + damaged(data[start:end], chance) + data[end:]
    body = data.index(b"stream\n", start) + len(b"stream\n")
    pixels = damaged(zlib.decompress(data[body : end - 1]), chance)
    return data[:body] + zlib.compress(pixels, 1) + b"\n" + data[end:]


@pytest.mark.slow
@pytest.mark.parametrize("way", [damaged, spoilt])
def test_a_damaged_scan_is_an_error_of_reading(way: Callable[[bytes, random.Random], bytes]) -> None:
    data = scans.pdf([lines()])
    for number in range(max(4, ROUNDS // 2)):
        outcome(way(data, random.Random(f"{way.__name__} {number}")))


@pytest.mark.slow
@pytest.mark.parametrize("pages", [1, 3])
def test_a_font_that_only_its_picture_tells(pages: int) -> None:
    """Codes without a meaning, in a file that is damaged besides: `pages` is how many may be read from their pictures."""
    whole = without_maps(PAPER.read_bytes())
    for number in range(max(2, ROUNDS // 8)):
        chance = random.Random(f"codes {number}")
        outcome(damaged(whole, chance) if number % 2 else pdf_inside(whole, chance), Limits(ocr_pages=pages))


def without_maps(data: bytes) -> bytes:
    """The PDF with its fonts' maps of codes to characters emptied: every entry says another private character."""
    chance = random.Random(11)

    def emptied(match: re.Match[bytes]) -> bytes:
        try:
            body = zlib.decompress(match[1])
        except zlib.error:
            return match[0]
        if b"begincmap" not in body:
            return match[0]
        made = re.sub(
            rb"(<[0-9a-fA-F]+>\s*)<[0-9a-fA-F]{4}>(?=\s*\n)",
            lambda entry: entry[1] + b"<%04X>" % (0xE000 + chance.randrange(4096)),
            body,
        )
        return b"stream\n" + zlib.compress(made) + b"\nendstream"

    return re.sub(rb"stream\r?\n(.*?)\r?\nendstream", emptied, data, flags=re.DOTALL)
