"""Figures that couldn't be read for certain: refused where a sign of theirs is unknown, flagged where OCR wasn't sure.

U+FFFD stands for a character that neither the language nor the page's picture could tell. «1\ufffd5 млн» isn't five millions, so
no figure is taken beside one: a wrong number is worse than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.model import Document, Mention, Rejection

_UNKNOWN: Final = "\ufffd"
_BEFORE: Final = re.compile(r"\ufffd\S*\s?$|\ufffd\s?\d*$")
_AFTER: Final = re.compile(r"[\w.,\s]?\ufffd")
_NEAR: Final = 12
_FIGURES: Final = ("amount", "date")
_DOUBTED: Final = 0.5


def legible(document: Document, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Rejection]]:
    """The mentions that can be read, those of doubtful words flagged `ocr_doubt`; and the figures refused."""
    kept: list[Mention] = []
    refused: list[Rejection] = []
    has_unknown = _UNKNOWN in document.text
    for mention in mentions:
        if has_unknown and mention.layer in _FIGURES and _touches_unknown(document.text, mention):
            reason = "a character of the figure, or beside it, could not be read"
            refused.append(Rejection(mention.start, mention.end, f"{mention.layer}.unreadable", reason))
        elif document.doubts and document.is_doubted(mention.start, mention.end):
            sure = _DOUBTED if mention.confidence is None else min(_DOUBTED, mention.confidence)
            kept.append(replace(mention, flags=(*mention.flags, "ocr_doubt"), confidence=sure))
        else:
            kept.append(mention)
    return kept, refused


def _touches_unknown(text: str, mention: Mention) -> bool:
    if _UNKNOWN in text[mention.start : mention.end]:
        return True
    before, after = text[max(0, mention.start - _NEAR) : mention.start], text[mention.end : mention.end + 2]
    return bool(_BEFORE.search(before) or _AFTER.match(after))
