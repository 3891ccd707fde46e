"""Pages without words that can be believed, read from their picture: scans, outlines, fonts without a map.

A page is rendered in grey at 300 dots an inch, its paper made white, laid straight, freed of dust, and given to Tesseract
(`tesseract`); what comes back is measured in the picture (`printed`), corrected where the ink contradicts it (`respelt`), and
becomes words like those of a text layer, with drawn lines found in the picture. Whether the result reads as a language is
then asked as of any page: rubbish is refused. Russian and English are looked for together; Kazakh only where that reads
badly, since the more languages are allowed, the more words are taken for the wrong one. A page that reads badly both ways is
tried lying on its sides and on its head.

What a scan gives depends on the machine (see `tesseract.fingerprint`); on one machine the same bytes give the same words.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Final, NamedTuple, Self

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.read import pdf, trust
from pipeline.read.errors import Limits, ReadError
from pipeline.read.ink import PageInk
from pipeline.read.scan import (
    cased,
    closelatin,
    closeup,
    closewords,
    gaps,
    inked,
    kazakh,
    printed,
    raster,
    respelt,
    ruling,
    stacking,
    tesseract,
    turned,
    unseen,
)
from pipeline.read.scan.printed import Measured
from pipeline.read.scan.raster import Mask, Picture
from pipeline.read.scan.tesseract import OcrError, Seen, SeenLine

DPI: Final = 300
_MOST_PIXELS: Final = 24_000_000
"""A page of more is rendered coarser; A3 at 300 dpi has 17 million."""
_MOST_IMAGE_PIXELS: Final = 200_000_000
"""A page that holds a picture of more isn't rendered: PDFium would unpack it whole."""
_TALLEST: Final = 32_000
"""Rows of pixels that Tesseract takes; a page of so many cells that their sheet is taller is read as it is."""
_DOUBTED: Final = 0.75
"""A page that reads worse is tried with Kazakh, and turned."""
_SPOKEN: Final = ("rus", "eng")
_UPRIGHT: Final = 0.6
"""Letters that Tesseract is surer of than this stand upright, though they make no Russian word."""
_SURE: Final = 0.85
"""What Tesseract has to think of words too few to be judged, 0–1."""
_LOOK: Final = 50
"""Dots an inch that are enough to see whether there is anything to read."""
_NO_PAPER: Final = 0.4
"""Share of a page that is dark above which it's no page of text (which is a tenth ink): Tesseract would look for hours."""
_MANY_DRAWN: Final = 60
_SOME_PICTURE: Final = 0.05
"""Objects on a page, or the share of it under pictures, below which no text is drawn."""


class Scanned(NamedTuple):
    """A page read from its picture; `quality` (0–1): how well its words read, or how sure of them Tesseract is, if less."""

    ink: PageInk
    quality: float


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

    def __init__(self, data: bytes, password: str | None = None, limits: Limits | None = None) -> None:
        self._data, self._password, self._limits = data, password, limits or Limits()
        self._document: pdfium.PdfDocument | None = None
        self._asked: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None

    def read(self, ink: PageInk) -> Scanned:
        """The page's words as its picture shows them. Raises OcrError with the reason where it can't be read; ReadError
        TOO_LARGE where as many pages of the document as may be were read before it."""
        why = lacking()
        if why is not None:
            raise OcrError(why)
        self._asked.add(ink.number)
        self._limits.check_ocr_pages(len(self._asked), ink.number)
        try:
            return self._read(ink)
        except pdfium.PdfiumError as error:
            raise OcrError(f"the page can't be rendered: {error}") from error

    def unsaid(self, ink: PageInk) -> float:
        """Share of the page that is dark outside its words' boxes, 0–1; 0 where hardly anything is drawn or it can't be told."""
        few = 0 <= ink.objects < _MANY_DRAWN and ink.images < _SOME_PICTURE
        if few or not self._data:
            return 0.0
        try:
            picture = self._picture(ink.number, _LOOK)
        except (ReadError, OcrError, pdfium.PdfiumError):
            return 0.0
        dark = picture < 160
        for word in (*ink.words, *ink.aside):
            if word.box is not None:
                x0, top, x1, bottom = (round(side * _LOOK / 72) for side in ink.as_shown(word.box))
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
                grey = np.array(drawn[:, :, 0] if drawn.ndim == 3 else drawn, dtype=np.uint8, order="C")
                return raster.whitened(grey)
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
    if dark.mean() > _NO_PAPER:
        return _Sight(picture, dark, 0, 0.0, (), 0.0)
    lie = raster.lie(dark)
    middle = _middle(picture)
    turn = max((1, 3), key=lambda way: _sight(middle, way, lie.skew, dpi).quality) if lie.side else 0
    best = _sight(picture, turn, lie.skew, dpi)
    if best.quality < _DOUBTED and _sureness(best.lines) > _UPRIGHT:
        best = max(best, _in_kazakh(best, dpi), key=_quality)
    elif best.quality >= _DOUBTED:
        best = best._replace(lines=kazakh.reread(best.lines, best.picture, dpi))
    if best.quality < _DOUBTED and len(best.lines) > 2:
        turned = max((_sight(middle, way, lie.skew, dpi) for way in range(4)), key=_quality).turn
        if turned != best.turn:
            best = max(best, _sight(picture, turned, lie.skew, dpi), key=_quality)
            if best.quality < _DOUBTED:
                best = max(best, _in_kazakh(best, dpi), key=_quality)
    return best


def _in_kazakh(sight: _Sight, dpi: int) -> _Sight:
    """The page with Kazakh allowed."""
    if "kaz" not in tesseract.languages():
        return sight
    lines = kazakh.where_spoken(sight.lines, _recognised(sight.picture, sight.dark, kazakh.SPOKEN, dpi))
    lines = kazakh.reread(lines, sight.picture, dpi)
    return sight._replace(lines=lines, quality=_worth(_all(lines)))


def _sureness(lines: Sequence[SeenLine]) -> float:
    """How sure Tesseract is of the lines' words, 0–1."""
    letters = sum(len(word.text) for word in _all(lines))
    return sum(word.confidence * len(word.text) for word in _all(lines)) / max(1, letters) / 100


def _middle(picture: Picture) -> Picture:
    """A third of the page across its middle, enough to tell how it lies."""
    height, width = picture.shape
    return picture[height // 3 : 2 * height // 3, width // 6 : 5 * width // 6]


def _sight(picture: Picture, turn: int, skew: float, dpi: int) -> _Sight:
    straight = raster.straightened(np.ascontiguousarray(np.rot90(picture, -turn)), skew)
    straight = raster.despeckled(straight, raster.ink(straight))
    dark = raster.ink(straight)
    lines = _recognised(straight, dark, _SPOKEN, dpi)
    return _Sight(straight, dark, turn, skew, lines, _worth(_all(lines)))


def _recognised(picture: Picture, dark: Mask, spoken: Sequence[str], dpi: int) -> tuple[SeenLine, ...]:
    """The lines of a page, those of each column by themselves. Raises OcrError."""
    scale = dpi / 72
    sheet = stacking.stacked(picture, dark, ruling.strokes(dark, scale), scale)
    if not sheet.places:
        return ()
    if sheet.picture.shape[0] > _TALLEST:
        return tesseract.read(picture, spoken, dpi=dpi)
    lines = tesseract.read(sheet.picture, spoken, mode=tesseract.BLOCK, dpi=dpi)
    return tuple(stacking.unstacked(lines, sheet.places))


def _quality(sight: _Sight) -> float:
    return sight.quality


def _worth(words: Iterable[Seen]) -> float:
    """How well words read and how sure Tesseract is of them, whichever is less, 0–1; 0 for none.

    Words too few to be judged have to be all the surer.
    """
    seen = list(words)
    letters = sum(len(word.text) for word in seen)
    if not letters:
        return 0.0
    sure = sum(word.confidence * len(word.text) for word in seen) / letters / 100
    read = trust.score(" ".join(word.text for word in seen))
    if read is None:
        return sure if sure > _SURE else 0.0
    return min(sure, read)


def _all(lines: Sequence[SeenLine]) -> Iterable[Seen]:
    return (word for line in lines for word in line.words)


def _scanned(ink: PageInk, sight: _Sight, scale: float) -> Scanned:
    """The page's ink with the words recognised in place of those it had. `scale`: pixels a point."""
    drawn = ruling.strokes(sight.dark, scale)
    rules = inked.rules(drawn, scale)
    cells = ruling.cells_between(drawn, scale)
    seen, side = turned.reread(sight.lines, cells, sight.dark, sight.picture, _SPOKEN, scale)
    measured = printed.measured(seen, sight.dark, sight.picture)
    lines = _settled(unseen.added(measured, sight.picture, rules, scale), sight.picture)
    if side is not None:
        upright = turned.levelled(printed.measured(side.lines, raster.ink(side.picture), side.picture))
        lines += turned.laid(_settled(upright, side.picture), side)
    turn = (ink.shown.turn + 90 * sight.turn) % 360
    made = ink._replace(
        frame=ink.shown._replace(turn=turn, slope=float(np.tan(np.radians(sight.skew)))),
        words=inked.words(lines, sight.picture, scale, ink.number),
        aside=(),
        rules=rules,
        images=0.0,
    )
    return Scanned(made, _worth(word.seen for line in lines for word in line.words))


def _settled(measured: Sequence[Measured], picture: Picture) -> list[Measured]:
    """The lines with what their ink contradicts put right."""
    figures = closeup.figures(gaps.settled(measured, picture), picture)
    words = closewords.russian(gaps.settled(figures, picture), picture)
    return respelt.lines(cased.settled(closelatin.latin(words, picture)))


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
