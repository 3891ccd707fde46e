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

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_FILTER: Final = re.compile(rb"/Fl(?:ate(?:Decode)?)?(?![A-Za-z])")
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image\b")
"""A picture is unpacked only to be drawn, and only as much of it as its width and height ask for."""
_MOST_PACKED: Final = 1032
_LOOKED_BACK: Final = 600
_STEP: Final = 1 << 20


def check(data: bytes, limits: Limits) -> None:
    """Raises ReadError TOO_LARGE where a packed stream unpacks to more than `limits.unpacked`."""
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _LOOKED_BACK) : match.start()]
        before = before[before.rfind(b"obj") + 1 :]
        filters = len(_FILTER.findall(before))
        if not filters or (filters == 1 and _IMAGE.search(before)):
            continue
        end = data.find(b"endstream", match.end())
        packed = (end if end >= 0 else len(data)) - match.end()
        if packed * _MOST_PACKED**filters > limits.unpacked:
            limits.check_unpacked(unpacked(data[match.end() : match.end() + packed], filters, limits.unpacked))


def unpacked(packed: bytes, times: int, most: int) -> int:
    """What the bytes unpack to, so many times over; counted no further than a little past `most`."""
    stream, count, kept = zlib.decompressobj(), 0, []
    rest = packed
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
