"""Quoted names, with the quotes inside them: «НК “КТЖ”», «НК «Роснефть»»."""

from __future__ import annotations

from typing import Final

_PAIRS: Final = {"«": "»", "“": "”", "„": "“", '"': '"'}
_LONGEST: Final = 120


def quoted_after(text: str, at: int) -> tuple[int, int] | None:
    """(start, end) of the quotation that begins at an offset, white space aside, quotes included; null where none does.

    Papers close two levels with one mark («НК «Роснефть»): then the mark closes both.
    """
    while at < len(text) and text[at] in " \u00a0\n":
        at += 1
    if at >= len(text) or text[at] not in _PAIRS:
        return None
    open_marks = [text[at]]
    last_closed = None
    for offset in range(at + 1, min(len(text), at + _LONGEST)):
        character = text[offset]
        if character == "\n" and text[offset : offset + 2] == "\n\n":
            break
        if open_marks and character in (_PAIRS[open_marks[-1]], "»" if open_marks[-1] != '"' else '"'):
            open_marks.pop()
            last_closed = offset + 1
            if not open_marks or (
                open_marks == ["«"] and text[at + 1 : offset].count("«") and _goes_on(text, offset + 1)
            ):
                return at, offset + 1
        elif character in _PAIRS and not (character == '"' and '"' in open_marks):
            open_marks.append(character)
        elif last_closed and character in ".,;:()" and text[last_closed:offset].strip() == "":
            break
    return (at, last_closed) if last_closed else None


def _goes_on(text: str, at: int) -> bool:
    """Whether the sentence, and not the name, goes on after a mark that closed an inner quotation."""
    return text[at : at + 1] not in ("»", "”", "“", '"') and "»" not in text[at : at + 2]
