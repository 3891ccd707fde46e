"""Numbers in the attributes of marked-up files, where anything may stand: a span of a billion columns, a start of «viii»."""

from __future__ import annotations


def whole(text: str | None, otherwise: int) -> int:
    """The attribute as a whole number of at most six digits."""
    text = (text or "").strip()
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    return sign * int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else otherwise


def most(text: str | None, limit: int) -> int:
    """A span's attribute: 1 to the limit."""
    return min(max(whole(text, 1), 1), limit)
