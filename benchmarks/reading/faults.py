"""Faults put into good PDFs: what real files suffer from, with the text still known.

Each is a pure function bytes → bytes; a fault that draws lots does so with a seed of its own, so the same file always
suffers in the same way. Nothing here is committed as a PDF: the benchmark's runner makes the files as it reads them.

Needs pikepdf for the surgery, and pypdfium2, Pillow and numpy for scans.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias

import pikepdf
from faults_bold import doubled
from faults_maps import CharacterMap, read_map, write_map
from faults_scans import scanned

Klass: TypeAlias = Literal["born_digital", "decoded", "scan"]
Rewrite: TypeAlias = Callable[[str], str]

SMALL: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
CAPITALS: Final = SMALL.upper()
DIGITS: Final = "0123456789"
SEED: Final = 20240601
QUARTERS: Final = (90, 180, 270)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault. `klass` says which threshold its reading has to meet; where `digits_known` is false, the digits can't be
    told from the file, and withholding them is right."""

    function: Callable[[bytes], bytes]
    klass: Klass
    digits_known: bool = True


def _saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every font dictionary that has a character map, in the file's order."""
    return [
        thing for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/ToUnicode" in thing
    ]  # fmt: skip


def _rewritten(data: bytes, rewrite: Callable[[int], Rewrite]) -> bytes:
    """The file with what each character map says passed through `rewrite` of that map's number."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        seen: set[tuple[int, int]] = set()
        for font in _fonts(pdf):
            stream = font.ToUnicode
            if not isinstance(stream, pikepdf.Stream) or stream.objgen in seen:
                continue
            change = rewrite(len(seen))
            seen.add(stream.objgen)
            known = read_map(stream.read_bytes())
            changed = {code: change(text) for code, text in known.texts.items()}
            stream.write(write_map(CharacterMap(known.width, changed)))
        return _saved(pdf)


def _table(lots: random.Random, *alphabets: str) -> dict[int, str]:
    """A bijection of each alphabet onto itself that leaves no letter in its place."""
    made: dict[int, str] = {}
    for alphabet in alphabets:
        order = list(alphabet)
        while any(a == b for a, b in zip(order, alphabet, strict=True)):
            lots.shuffle(order)
        made.update({ord(a): b for a, b in zip(alphabet, order, strict=True)})
    return made


def permuted(data: bytes, *, digits: bool = False, each_font: bool = False) -> bytes:
    """Cyrillic letters stand for other ones: small letters among themselves, capitals among themselves by another order.

    With `digits` the digits are mixed too; with `each_font` every font has an order of its own.
    """
    alphabets = (SMALL, CAPITALS, DIGITS) if digits else (SMALL, CAPITALS)

    def rewrite(number: int) -> Rewrite:
        table = _table(random.Random(SEED + (number if each_font else 0)), *alphabets)
        return lambda text: text.translate(table)

    return _rewritten(data, rewrite)


def latin(data: bytes) -> bytes:
    """CP1251 taken for Latin-1: «Вода» is «Âîäà», the commonest fault of all. Digits are right."""

    def change(text: str) -> str:
        return "".join(
            sign.encode("cp1251").decode("latin-1") if "Ѐ" <= sign <= "џ" or sign == "№" else sign
            for sign in text
        )

    return _rewritten(data, lambda _: change)


def shifted(data: bytes, *, letters: int, digits: int = 0, latin: int = 0) -> bytes:
    """Cyrillic letters, digits and the rest of ASCII moved through Unicode, each by a constant of their own.

    With -0x1D6, -0x1D, -0x1D the text is what one sees where a font's glyph numbers are taken for Unicode: widespread
    TrueType fonts have their glyphs in that order.
    """

    def move(sign: str) -> int:
        if "Ѐ" <= sign <= "ӿ":
            return letters
        return digits if sign in DIGITS else latin if "!" <= sign <= "~" else 0

    def change(text: str) -> str:
        return "".join(chr(ord(sign) + move(sign)) for sign in text)

    return _rewritten(data, lambda _: change)


def hyphens_as(data: bytes, *, sign: str) -> bytes:
    """Every hyphen's character map gives `sign` instead, a control character or a soft hyphen."""
    table = dict.fromkeys(map(ord, "-\u2010\u00ad"), sign)
    return _rewritten(data, lambda _: lambda text: text.translate(table))


def stripped(data: bytes) -> bytes:
    """No font says what its glyphs mean."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in _fonts(pdf):
            del font.ToUnicode
        return _saved(pdf)


def bold_by_doubling(data: bytes, *, share: float, offset: float = 0.3) -> bytes:
    """Fake bold: that `share` of the pieces of text, by lot, is drawn twice, the second time `offset` points on."""
    lots = random.Random(SEED)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            steps = list(doubled(pikepdf.parse_content_stream(page), lambda: lots.random() < share, offset))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))
        return _saved(pdf)


def drawn_twice(data: bytes, *, offset: float = 0.3) -> bytes:
    """The whole page's content is drawn once more over the first, `offset` points to the right."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            once = page.Contents.read_bytes()
            again = pikepdf.unparse_content_stream([_step("q"), _step("cm", 1, 0, 0, 1, offset, 0)])
            page.Contents = pdf.make_stream(b"q\n" + once + b"\nQ\n" + again + b"\n" + once + b"\nQ")
        return _saved(pdf)


def _step(operator: str, *operands: float) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def turned(data: bytes, *, by: int) -> bytes:
    """The pages look as before, but their content lies on its side (or head) and /Rotate sets it upright."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if int(page.get("/Rotate", 0)):
                continue
            left, low, right, top = (float(side) for side in page.mediabox)
            wide, high = right - left, top - low
            matrix = {
                90: (0, 1, -1, 0, high + low, -left),
                180: (-1, 0, 0, -1, wide + left, high + low),
                270: (0, -1, 1, 0, -low, wide + left),
            }[by]
            page.contents_add(
                pikepdf.unparse_content_stream([_step("q"), _step("cm", *matrix)]), prepend=True
            )
            page.contents_add(b"\nQ")
            page.mediabox = pikepdf.Array([0, 0, wide, high] if by == 180 else [0, 0, high, wide])
            for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Annots"):
                if box in page:
                    del page[box]
            page.Rotate = by
        return _saved(pdf)


def sideways(data: bytes, *, by: int) -> bytes:
    """The pages are shown turned, as a careless scan or a landscape setting leaves them; their content isn't touched."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.Rotate = (int(page.get("/Rotate", 0)) + by) % 360
        return _saved(pdf)


def faulty_page(data: bytes, *, fault: Callable[[bytes], bytes], number: int) -> bytes:
    """Page `number` (from 1) suffers the fault, the others are as they were."""
    with pikepdf.open(io.BytesIO(data)) as good, pikepdf.open(io.BytesIO(fault(data))) as bad:
        good.pages[number - 1] = bad.pages[number - 1]
        return _saved(good)


FAULTS: Final[dict[str, Fault]] = {
    "permuted": Fault(permuted, "decoded"),
    "permuted_by_font": Fault(partial(permuted, each_font=True), "decoded"),
    "permuted_digits": Fault(partial(permuted, digits=True), "decoded", digits_known=False),
    "latin": Fault(latin, "decoded"),
    "shifted": Fault(partial(shifted, letters=-0x1D0), "decoded"),
    "shifted_digits": Fault(partial(shifted, letters=-0x1D6, digits=-0x1D), "decoded", digits_known=False),
    "glyph_numbers": Fault(
        partial(shifted, letters=-0x1D6, digits=-0x1D, latin=-0x1D), "decoded", digits_known=False
    ),
    "stripped": Fault(stripped, "scan"),
    "hyphen_17": Fault(partial(hyphens_as, sign="\u0017"), "born_digital"),
    "hyphen_1c": Fault(partial(hyphens_as, sign="\u001c"), "born_digital"),
    "hyphen_10": Fault(partial(hyphens_as, sign="\u0010"), "born_digital"),
    "hyphen_soft": Fault(partial(hyphens_as, sign="\u00ad"), "born_digital"),
    "doubled": Fault(partial(bold_by_doubling, share=1.0), "born_digital"),
    "doubled_some": Fault(partial(bold_by_doubling, share=0.3), "born_digital"),
    "drawn_twice": Fault(drawn_twice, "born_digital"),
    **{f"turned_{by}": Fault(partial(turned, by=by), "born_digital") for by in QUARTERS},
    **{f"sideways_{by}": Fault(partial(sideways, by=by), "born_digital") for by in QUARTERS},
    "scan": Fault(scanned, "scan"),
    "scan_bad": Fault(partial(scanned, noise=14.0, skew=1.5), "scan"),
    "scan_page": Fault(partial(faulty_page, fault=scanned, number=2), "scan"),
    "permuted_page": Fault(partial(faulty_page, fault=permuted, number=2), "decoded"),
}
"""Every fault by its name."""

VARIANTS: Final[list[tuple[str, str]]] = [
    ("weasy_book", "permuted"),
    ("office_word", "permuted"),
    ("xelatex_two", "permuted"),
    ("pdflatex_cmap", "permuted"),
    ("weasy_word", "permuted_by_font"),
    ("office_columns", "permuted_by_font"),
    ("weasy_mixed", "permuted_digits"),
    ("lualatex_ras", "permuted_digits"),
    ("weasy_columns", "latin"),
    ("pdflatex_glyphs", "latin"),
    ("office_notes", "shifted"),
    ("xelatex_long", "shifted_digits"),
    ("office_word", "glyph_numbers"),
    ("weasy_book", "stripped"),
    ("office_spread", "stripped"),
    ("weasy_columns", "hyphen_17"),
    ("xelatex_two", "hyphen_1c"),
    ("office_columns", "hyphen_10"),
    ("pdflatex_cmap", "hyphen_17"),
    ("lualatex_ras", "hyphen_soft"),
    ("weasy_side", "hyphen_soft"),
    ("weasy_book", "doubled"),
    ("office_columns", "doubled_some"),
    ("weasy_mixed", "doubled_some"),
    ("pdflatex_glyphs", "doubled"),
    ("xelatex_two", "doubled"),
    ("lualatex_ras", "drawn_twice"),
    ("office_spread", "drawn_twice"),
    ("weasy_book", "turned_90"),
    ("office_columns", "turned_180"),
    ("xelatex_two", "turned_270"),
    ("weasy_mixed", "sideways_90"),
    ("office_word", "sideways_180"),
    ("pdflatex_cmap", "sideways_270"),
    ("weasy_book", "scan"),
    ("office_columns", "scan"),
    ("pdflatex_glyphs", "scan"),
    ("weasy_word", "scan_bad"),
    ("xelatex_two", "scan_bad"),
    ("weasy_side", "scan_page"),
    ("office_word", "permuted_page"),
]
"""Which typesetting suffers which fault."""
