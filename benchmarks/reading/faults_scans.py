"""A PDF as a copier gives it back: one grey JPEG a page and not a letter of text."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

SEED: Final = 20240601
POINTS: Final = 72


def scanned(
    data: bytes, *, dpi: int = 300, noise: float = 0.0, skew: float = 0.0, quality: int = 80
) -> bytes:
    """Image-only pages. `noise` is the standard deviation of the grain in grey levels (of 255) and comes with a slight
    blur; `skew` is in degrees: pages lean to either side in turn, each by between a half and the whole of it."""
    source = pdfium.PdfDocument(data)
    made = pikepdf.Pdf.new()
    chance = np.random.default_rng(SEED)
    try:
        for number, page in enumerate(source):
            image = page.render(scale=dpi / POINTS, grayscale=True).to_pil().convert("L")
            if skew:
                lean = skew * chance.uniform(0.5, 1.0) * (1 if number % 2 else -1)
                image = image.rotate(lean, Image.Resampling.BICUBIC, fillcolor=255)
            if noise:
                image = _grainy(image.filter(ImageFilter.GaussianBlur(0.6)), noise, chance)
            _add(made, image, page.get_width(), page.get_height(), quality)
    finally:
        source.close()
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def _grainy(image: Image.Image, noise: float, chance: np.random.Generator) -> Image.Image:
    grey = np.asarray(image, dtype=np.float32)
    grain = chance.normal(0.0, noise, grey.shape).astype(np.float32)
    paper = grey * (232 / 255) + 8  # paper isn't white, nor ink black
    return Image.fromarray(np.clip(paper + grain, 0, 255).astype(np.uint8), "L")


def _add(made: pikepdf.Pdf, image: Image.Image, width: float, height: float, quality: int) -> None:
    """A page of `width` × `height` points that holds the image."""
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=quality)
    picture = pikepdf.Stream(made, packed.getvalue())
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width, picture.Height = image.width, image.height
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    picture.Filter = pikepdf.Name.DCTDecode
    made.add_blank_page(page_size=(width, height))
    page = made.pages[-1]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=made.make_indirect(picture)))
    page.Contents = made.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode())
