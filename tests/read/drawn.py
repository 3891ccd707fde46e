"""PDFs of one page written by hand: each word and each line stands where the test says."""


def text(said: str, x: float, y: float, size: float = 10) -> str:
    """Drawing that sets the words with their first letter at x, y (points from the bottom left)."""
    return f"BT /F {size} Tf {x} {y} Td ({said}) Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def pdf(drawing: str, *, crop: str = "0 0 400 300") -> bytes:
    """The page of 400 by 300 points; its letters are ASCII only."""
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/CropBox[{crop}]"
        "/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>"
    )
    bodies = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        f"<</Length {len(drawing)}>>\nstream\n{drawing}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n"
    made += "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"trailer\n<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return made.encode("ascii")
