"""A printed word as a reader spells it: NFC, no ligatures, no invisible characters; and what joins it to the next line's."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pipeline.read import hyphens, printing
from pipeline.russian import morph

ENDS: Final = hyphens.HYPHENS + hyphens.CONTROL
"""What may be a hyphen at a line's end."""

TRIM: Final = "«»„“”\"'()[]{}.,;:!?…"

_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_ODD: Final = re.compile(f"[{hyphens.CONTROL}\u00ad\ufffe\uffff\u200b-\u200f\u2060\ufeff\ufb00-\ufb06]")
_TEX: Final = {"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}
_TEX_LIGATURE: Final = re.compile("[\x1b-\x1f](?=[a-z])")
"""TeX's fonts have their ligatures where ASCII has control characters; between Latin letters they are no hyphens."""
_CONTROL_HYPHEN: Final = re.compile(rf"(?<=[^\W_])[{hyphens.CONTROL}](?=[^\W_])")
_ADDRESS: Final = re.compile(r"(?:https?:|www\.|10\.\d{4,9}/)\S*(?<=[.:/=?&_%-])$", re.ASCII)
_ADDRESS_TAIL: Final = re.compile(r"[\w./%&=?#~+:@,;-]*[\w/]\.?", re.ASCII)


def cleaned(text: str) -> tuple[str, str | None]:
    """NFC; a control character between letters is a hyphen; ligatures are letters, invisible characters go.

    With the edit's kind where something was done that an edit tells of.
    """
    if (half := printing.halved(text)) is not None:
        return half, "duplicate_glyph"
    text = unicodedata.normalize("NFC", text)
    if not _ODD.search(text):
        return text, None
    spelled = _TEX_LIGATURE.sub(lambda match: _TEX[match[0]], text.translate(_LIGATURES))
    made = _CONTROL_HYPHEN.sub("-", spelled)
    tail = made[-1] if made[-1] in ENDS else ""
    return _ODD.sub("", made[: len(made) - len(tail)]) + tail, "ligature" if spelled != text else None


def is_torn(text: str, following: str) -> bool:
    """A word that a narrow cell tore in two without a hyphen: «Ненефтегазов» over «ые»."""
    following = following.rstrip(TRIM)
    if not (text[-1].isalpha() and following[:1].islower() and following.isalpha()):
        return False
    text = text.lstrip(TRIM)
    if morph.is_known(text) and morph.is_known(following):
        return False
    joined = (text + following).casefold()
    return morph.is_known(joined) or morph.is_known(joined.removeprefix("не"))


def runs_on(text: str, following: str) -> bool:
    """«241–» over «242», or an address that goes on in the next line: nothing stands between."""
    if text[-1] in "–—-" and text[-2:-1].isdigit() and following[0].isdigit():
        return True
    return bool(_ADDRESS.match(text) and _ADDRESS_TAIL.fullmatch(following))
