"""PDF streams that unpack to more than is bearable, found before PDFium unpacks them.

Deflate packs a run of equal bytes 1,032 times (zlib's own limit), so only a stream of some length can hurt, and one that is
packed twice: the others are passed by, and an ordinary paper is looked through in a millisecond. Streams are found by
their words, not through the cross-reference table, which a hostile file needn't have right (ISO 32000-1, 7.3.8, 7.4.4).
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from pipeline.read.errors import Limits

_STREAM: Final = b"stream"
_END: Final = b"endstream"
_FILTER: Final = b"/Fl"
"""`/FlateDecode`, or `/Fl` for short."""
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image\b")
"""A picture is unpacked only to be drawn, and only as much of it as its width and height ask for."""
_MOST_PACKED: Final = 1032
_LOOKED_BACK: Final = 600
_STEP: Final = 1 << 20


def check(data: bytes, limits: Limits) -> None:
    """Raises ReadError TOO_LARGE where a packed stream unpacks to more than `limits.unpacked`."""
    at, end = data.find(_STREAM), -1
    while at >= 0:
        start = at + len(_STREAM)
        if data[at - 3 : at] != b"end":
            if end < start:
                end = data.find(_END, start)
                end = end if end >= 0 else len(data)
            limits.check_unpacked(_unpacked(data, at, start, end, limits.unpacked))
        at = data.find(_STREAM, start)


def _unpacked(data: bytes, at: int, start: int, end: int, most: int) -> int:
    """What the stream between `start` and `end` unpacks to, or 0 where it can't be more than `most`."""
    head = data[max(0, at - _LOOKED_BACK) : at]
    head = head[head.rfind(b"obj") + 1 :]
    filters = head.count(_FILTER)
    if not filters or (end - start) * _MOST_PACKED**filters <= most:
        return 0
    if end - start < 2 or (filters == 1 and _IMAGE.search(head)):
        return 0
    while start < end - 2 and data[start] in b"\r\n":
        start += 1
    if data[start] & 15 != 8 or int.from_bytes(data[start : start + 2]) % 31:
        return 0  # no deflated stream begins so (RFC 1950, 2.2)
    return unpacked(memoryview(data)[start:end], filters, most)


def unpacked(packed: bytes | memoryview, times: int, most: int) -> int:
    """What the bytes unpack to, so many times over; counted no further than a little past `most`."""
    stream, count, kept = zlib.decompressobj(), 0, list[bytes]()
    rest: bytes | memoryview = packed
    try:
        while rest and count <= most and not stream.eof:
            made = stream.decompress(rest, _STEP)
            count += len(made)
            rest = stream.unconsumed_tail
            if times > 1:
                kept.append(made)
            if not made and not rest:
                break
    except zlib.error:
        pass  # damaged, or under a password: what came out before counts
    if times > 1 and count <= most:
        return max(count, unpacked(b"".join(kept), times - 1, most))
    return count
