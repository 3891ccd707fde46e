"""Pages without words that can be believed, read from their picture: scans, outlines, fonts without a map.

A page is rendered in grey at 300 dots an inch, laid straight, freed of dust, and given to Tesseract (`tesseract`); what comes
back is measured in the picture (`printed`), corrected where the ink contradicts it (`respelt`), and becomes words like those
of a text layer, with drawn lines found in the picture. Whether the result reads as a language is then asked as of any page:
rubbish is refused. Russian and English are looked for together; Kazakh only where that reads badly, since the more languages
are allowed, the more words are taken for the wrong one. A page that reads badly both ways is tried lying on its sides and on
its head.

What a scan gives depends on the machine (see `tesseract.fingerprint`); on one machine the same bytes give the same words.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Final, NamedTuple, Self

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.read import pdf, printed, raster, respelt, tesseract, trust
from pipeline.read.ink import Frame, PageInk, Rule, Word
from pipeline.read.raster import Mask, Picture
from pipeline.read.tesseract import OcrError, SeenLine

DPI: Final = 300
_MOST_PIXELS: Final = 24_000_000
"""A page of more is rendered coarser; A3 at 300 dpi has 17 million."""
_MOST_IMAGE_PIXELS: Final = 200_000_000
"""A page that holds a picture of more isn't rendered: PDFium would unpack it whole."""
_SECONDS: Final = 240.0
"""What the pages of one document may take together; the engine stops a document that takes longer still."""
_DOUBTED: Final = 0.75
"""A page that reads worse is tried with Kazakh, and turned."""
_RULE: Final = 25.0
_UPRIGHT_RULE: Final = 17.0
_THICKEST: Final = 3.0
"""Shortest drawn line and thickest, in points."""


class Scanned(NamedTuple):
    """A page read from its picture; `quality` (0–1) is how well it reads, null where it has too few words to tell."""

    ink: PageInk
    quality: float | None


class _Sight(NamedTuple):
    """A page's picture laid straight, and what was recognised in it. `turn`: quarter turns clockwise that it took."""

    picture: Picture
    dark: Mask
    turn: int
    skew: float
    lines: tuple[SeenLine, ...]
    quality: float


def lacking() -> str | None:
    """Why no page can be read from its picture on this machine; null where it can."""
    return tesseract.lacking()


def fingerprint() -> str:
    """What the words of a scan depend on besides our own code, for the pipeline's version."""
    return tesseract.fingerprint()


class Scanner:
    """Reads pages of one PDF from their pictures; opens it when the first page is asked for. A context manager."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self._data, self._password = data, password
        self._document: pdfium.PdfDocument | None = None
        self._spent = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None

    def read(self, ink: PageInk) -> Scanned:
        """The page's words as its picture shows them. Raises OcrError with the reason where it can't be read."""
        why = lacking()
        if why is not None:
            raise OcrError(why)
        if self._spent > _SECONDS:
            raise OcrError(f"the pages before it took more than {_SECONDS:g} s")
        began = time.monotonic()
        try:
            return self._read(ink)
        except pdfium.PdfiumError as error:
            raise OcrError(f"the page can't be rendered: {error}") from error
        finally:
            self._spent += time.monotonic() - began

    def covered(self, ink: PageInk) -> float:
        """Share of the page that is dark outside its words' boxes, 0–1: what a text layer leaves unsaid."""
        picture = self._picture(ink.number, 50)
        dark = raster.ink(picture) if picture.min() < 160 else np.zeros(picture.shape, dtype=bool)
        for word in (*ink.words, *ink.aside):
            if word.box is not None:
                x0, top, x1, bottom = (round(side * 50 / 72) for side in ink.as_shown(word.box))
                dark[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = False
        return float(dark.mean())

    def _page(self, number: int) -> pdfium.PdfPage:
        if self._document is None:
            self._document = pdf.open_pdf(self._data, self._password)
        return self._document[number - 1]

    def _picture(self, number: int, dpi: float) -> Picture:
        """The page in grey as a viewer shows it. Raises OcrError, PdfiumError."""
        page = self._page(number)
        try:
            if _image_pixels(page) > _MOST_IMAGE_PIXELS:
                raise OcrError("the page's picture is too large to be unpacked")
            bitmap = page.render(scale=dpi / 72, grayscale=True, draw_annots=False)
            try:
                drawn = bitmap.to_numpy()
                return np.array(drawn[:, :, 0] if drawn.ndim == 3 else drawn, dtype=np.uint8, order="C")
            finally:
                bitmap.close()
        finally:
            page.close()

    def _read(self, ink: PageInk) -> Scanned:
        width, height = ink.shown.size
        dpi = min(DPI, DPI * (_MOST_PIXELS / max(1.0, width * height * (DPI / 72) ** 2)) ** 0.5)
        sight = _best_sight(self._picture(ink.number, dpi), round(dpi))
        return _scanned(ink, sight, dpi / 72)


def _best_sight(picture: Picture, dpi: int) -> _Sight:
    """The page the way it reads best. Upright, in Russian and English, nearly always; what else there is only in doubt."""
    dark = raster.ink(picture)
    lie = raster.lie(dark)
    ways = (1, 3, 0, 2) if lie.side else (0, 2, 1, 3)
    best = _sight(picture, ways[0], lie.skew, ("rus", "eng"), dpi)
    if best.quality < _DOUBTED and len(best.lines) > 2:
        turned = max(ways[:2], key=lambda way: _sight(_middle(picture), way, lie.skew, ("rus", "eng"), dpi).quality)
        if turned != best.turn:
            best = max(best, _sight(picture, turned, lie.skew, ("rus", "eng"), dpi), key=_quality)
    if best.quality < _DOUBTED and "kaz" in tesseract.languages():
        lines = tesseract.read(best.picture, ("rus", "kaz", "eng"), dpi=dpi)
        best = max(best, best._replace(lines=lines, quality=_worth(lines)), key=_quality)
    return best


def _middle(picture: Picture) -> Picture:
    """A third of the page across its middle, enough to tell how it lies."""
    height, width = picture.shape
    return picture[height // 3 : 2 * height // 3, width // 6 : 5 * width // 6]


def _sight(picture: Picture, turn: int, skew: float, spoken: Sequence[str], dpi: int) -> _Sight:
    straight = raster.straightened(np.ascontiguousarray(np.rot90(picture, -turn)), skew)
    straight = raster.despeckled(straight, raster.ink(straight))
    lines = tesseract.read(straight, spoken, dpi=dpi)
    return _Sight(straight, raster.ink(straight), turn, skew, lines, _worth(lines))


def _quality(sight: _Sight) -> float:
    return sight.quality


def _worth(lines: Sequence[SeenLine]) -> float:
    """How well the lines read: by their words, and by what Tesseract itself thinks of them; 0 for none."""
    words = [word for line in lines for word in line.words]
    letters = sum(len(word.text) for word in words)
    if not letters:
        return 0.0
    sure = sum(word.confidence * len(word.text) for word in words) / letters / 100
    read = trust.score(" ".join(word.text for word in words))
    return sure if read is None else min(sure, read)


def _scanned(ink: PageInk, sight: _Sight, scale: float) -> Scanned:
    """The page's ink with the words recognised in place of those it had. `scale`: pixels a point."""
    lines = respelt.lines(printed.measured(sight.lines, sight.dark))
    words = [word for line in lines for word in _words(line, scale, ink.number)]
    turn = (ink.shown.turn + 90 * sight.turn) % 360
    frame = ink.shown._replace(turn=turn, slope=float(np.tan(np.radians(sight.skew))))
    kept = [word for word in words if word.text]
    quality = trust.score(" ".join(word.text for word in kept))
    made = ink._replace(
        frame=frame, words=tuple(kept), aside=(), rules=tuple(_rules(sight.dark, scale)), images=0.0
    )
    return Scanned(made, quality)


def _rules(dark: Mask, scale: float) -> list[Rule]:
    thick = round(_THICKEST * scale)
    level = raster.level_strokes(dark, round(_RULE * scale), thick)
    upright = raster.level_strokes(np.ascontiguousarray(dark.T), round(_UPRIGHT_RULE * scale), thick)
    return [
        *(Rule(x0 / scale, y0 / scale, x1 / scale, y1 / scale) for x0, y0, x1, y1 in level),
        *(Rule(x0 / scale, y0 / scale, x1 / scale, y1 / scale) for y0, x0, y1, x1 in upright),
    ]


def _image_pixels(page: pdfium.PdfPage) -> int:
    """Pixels of the largest picture on the page."""
    most = 0
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for index in range(api.FPDFPage_CountObjects(page.raw)):
        drawn = api.FPDFPage_GetObject(page.raw, index)
        if api.FPDFPageObj_GetType(drawn) == api.FPDF_PAGEOBJ_IMAGE and api.FPDFImageObj_GetImagePixelSize(
            drawn, width, height
        ):
            most = max(most, width.value * height.value)
    return most
