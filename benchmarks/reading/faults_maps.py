"""ToUnicode maps read and written: what code stands for what text (ISO 32000-1, 9.10.3; Adobe Technical Note 5411).

>>> known = read_map(b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <43> <0410> endbfrange")
>>> known.width, known.texts[0x42]
(1, 'Б')
>>> read_map(write_map(known)) == known
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
CODES = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f\s]+)>")
PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.S)
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
PER_BLOCK = 100
"""The most entries that a block may have."""


@dataclass(frozen=True, slots=True)
class CharacterMap:
    """`width` is a code's length in bytes, `texts` the text of each code."""

    width: int
    texts: dict[int, str]


def read_map(data: bytes) -> CharacterMap:
    """The map of a ToUnicode stream. Raises ValueError where a number isn't hexadecimal."""
    space = CODES.search(data)
    width = len(_digits(space.group(1))) // 2 if space else 1
    texts: dict[int, str] = {}
    for kind, inside in BLOCK.findall(data):
        texts.update(_pairs(inside) if kind == b"bfchar" else _ranges(inside))
    return CharacterMap(width, texts)


def _pairs(inside: bytes) -> Iterator[tuple[int, str]]:
    for code, text in PAIR.findall(inside):
        yield int(_digits(code), 16), _text(text)


def _ranges(inside: bytes) -> Iterator[tuple[int, str]]:
    for found in RANGE.finditer(inside):
        first, last = int(_digits(found.group(1)), 16), int(_digits(found.group(2)), 16)
        if found.group(4) is not None:
            for code, text in zip(range(first, last + 1), HEX.findall(found.group(4)), strict=False):
                yield code, _text(text)
            continue
        start = _text(found.group(3))
        for code in range(first, last + 1):  # only the last character counts on
            yield code, start[:-1] + chr(ord(start[-1]) + code - first)


def _digits(text: bytes) -> str:
    return re.sub(rb"\s", b"", text).decode("ascii")


def _text(text: bytes) -> str:
    return bytes.fromhex(_digits(text)).decode("utf-16-be", "replace")


def write_map(known: CharacterMap) -> bytes:
    """A ToUnicode stream that says the same, with one entry for each code."""
    digits = known.width * 2
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def", "1 begincodespacerange",
        f"<{'0' * digits}> <{'F' * digits}>", "endcodespacerange",
    ]  # fmt: skip
    entries = sorted(known.texts.items())
    for at in range(0, len(entries), PER_BLOCK):
        block = entries[at : at + PER_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
