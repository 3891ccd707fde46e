"""A web page saved as one file (MHTML, RFC 2557): a mail message whose first HTML part is the page."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import Message

from pipeline.read.errors import ReadError

_META = re.compile(rb"<meta[^>]{0,200}?charset", re.IGNORECASE)


def page_of(data: bytes) -> bytes:
    """The page's bytes, naming their encoding. Raises ReadError UNREADABLE where there is no page inside."""
    try:
        message: Message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                body = part.get_payload(decode=True)
                if isinstance(body, bytes) and body.strip():
                    return _named(body, part.get_content_charset())
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError("UNREADABLE", f"a damaged page: {error}") from error
    raise ReadError("UNREADABLE", "a saved page without HTML in it")


def _named(body: bytes, charset: str | None) -> bytes:
    """The header's encoding written into the page, which may go without one."""
    if charset is None or _META.search(body[:4096]) or not charset.isascii():
        return body
    return f'<meta charset="{charset}">'.encode("ascii", "replace") + body
