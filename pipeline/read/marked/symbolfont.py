"""Signs of Word's Symbol font, which have no code of their own in the text: `w:sym`, and letters from the private area U+F020–F0FF.

The font's encoding is Adobe's (Symbol Encoding, PostScript Language Reference, appendix E.5): Greek letters on the places
of Latin ones, and mathematical signs above.
"""

from __future__ import annotations

import re
from typing import Final

_GREEK: Final = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL: Final = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_UPPER: Final = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\u23d0\u23af↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SIGNS: Final[dict[int, str]] = {
    **{0x20 + at: chr(0x20 + at) for at in range(0x20)},
    **dict(zip((0x22, 0x24, 0x27, 0x2A, 0x2D), "∀∃∋∗−", strict=True)),
    0x40: "≅",
    **{0x41 + at: sign for at, sign in enumerate(_GREEK)},
    **dict(zip((0x5B, 0x5C, 0x5D, 0x5E, 0x5F), "[∴]⊥_", strict=True)),
    **{0x61 + at: sign for at, sign in enumerate(_SMALL)},
    **dict(zip((0x7B, 0x7C, 0x7D, 0x7E), "{|}∼", strict=True)),
    **{0xA0 + at: sign for at, sign in enumerate(_UPPER)},
}
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")
_UNKNOWN: Final = "\ufffd"


def sign(code: str | None, font: str | None) -> str:
    """The sign of a `w:sym`: its code in hex, its font. What another font draws there can't be told.

    >>> sign("F061", "Symbol"), sign("F0B0", "Symbol"), sign("F04A", "Wingdings")
    ('α', '°', '\ufffd')
    """
    if not re.fullmatch(r"[0-9A-Fa-f]{1,5}", code or ""):
        return _UNKNOWN
    number = int(code or "", 16)
    if 0xF000 <= number <= 0xF0FF or number < 0x100:
        return _SIGNS.get(number & 0xFF, _UNKNOWN) if (font or "").startswith("Symbol") else _UNKNOWN
    return chr(number) if not 0xD800 <= number < 0xE000 else _UNKNOWN


def spelled(text: str) -> str:
    """A run in the Symbol font whose letters stand in the private area.

    >>> spelled("\\uf061 = 15\\uf0b0")
    'α = 15°'
    """
    return _PRIVATE.sub(lambda found: _SIGNS.get(ord(found[0]) & 0xFF, _UNKNOWN), text)
