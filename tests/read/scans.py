"""Scans made in the test: pages of a PDF as pictures, in a PDF that has nothing else."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

Picture = npt.NDArray[np.uint8]


class Image(NamedTuple):
    """A picture as a PDF holds it: size in pixels, what its dictionary says of its colours and packing, its bytes."""

    width: int
    height: int
    says: str
    data: bytes


def grey(picture: Picture) -> Image:
    height, width = picture.shape
    says = "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    return Image(width, height, says, zlib.compress(picture.tobytes(), 1))


def picture(data: bytes, page: int = 1, dpi: int = 300) -> Picture:
    """A page of the PDF in grey."""
    document = pdfium.PdfDocument(data)
    drawn = document[page - 1].render(scale=dpi / 72, grayscale=True).to_numpy()
    made = np.array(drawn[:, :, 0] if drawn.ndim == 3 else drawn, dtype=np.uint8)
    document.close()
    return made


def pdf(pictures: Sequence[Picture | Image], dpi: int = 300, said: str = "") -> bytes:
    """A PDF of the pictures, one a page; `said` is a line of ASCII that each page has as text."""
    kids = " ".join(f"{4 + 3 * at} 0 R" for at in range(len(pictures)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pictures)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, picture in enumerate(pictures):
        held = picture if isinstance(picture, Image) else grey(picture)
        wide, tall = held.width * 72 / dpi, held.height * 72 / dpi
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide:.2f} {tall:.2f}]/Contents {5 + 3 * at} 0 R"
            f"/Resources<</XObject<</I {6 + 3 * at} 0 R>>/Font<</F 3 0 R>>>>>>"
        )
        drawing = f"q {wide:.2f} 0 0 {tall:.2f} 0 0 cm /I Do Q"
        if said:
            drawing += f" BT /F 8 Tf 40 {tall - 20:.0f} Td ({said}) Tj ET"
        image = (
            f"<</Type/XObject/Subtype/Image/Width {held.width}/Height {held.height}{held.says}"
            f"/Length {len(held.data)}>>"
        )
        bodies += [
            page.encode(),
            f"<</Length {len(drawing)}>>\nstream\n{drawing}\nendstream".encode(),
            image.encode() + b"\nstream\n" + held.data + b"\nendstream",
        ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)
