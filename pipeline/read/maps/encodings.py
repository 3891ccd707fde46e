"""Text written in one encoding and read in another: written and read again, in every pair of them.

«Îáú¸ì» is CP1251 read as Latin-1, «пХЯЯХЪ» KOI8-R read as CP1251, «РћР±СЉС‘Рј» UTF-8 read as CP1251, where one letter has become
two characters. Nothing in a text says which it was, so each pair is tried and what it makes is measured as Russian. Figures are
the same bytes in all of these encodings: what comes out of here is sure of them.

    >>> undone("Îáú¸ì òîðãîâëè").text("Îáú¸ì")
    'Объём'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

ONE_BYTE: Final = ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5")
READ_AS: Final = (
    "latin_1",
    "cp1252",
    "cp1251",
    "mac_roman",
    "koi8_r",
    "cp866",
    "mac_cyrillic",
    "iso8859_5",
    "cp1250",
    "cp437",
)
_COMMON: Final = dict.fromkeys("оеаинтсрвлкмдпу", 1.0) | dict.fromkeys("яыьгзбчйхжшюцщэфъё", 0.3)
_SIGNS: Final = frozenset("№«»–—…“”„‘’©°§·×±²³\xa0")
_SAMPLE: Final = 3_000
_GLIMPSE: Final = 400
_LIKELIEST: Final = 8
_LEAST: Final = 0.6


class Pair(NamedTuple):
    """Written in one encoding, read in another; `table` by code point, for encodings of one byte."""

    written: str
    read: str
    table: Mapping[int, str]

    def text(self, said: str) -> str:
        """What had been written; signs that the encoding in which it was read doesn't have stay as they are."""
        if self.written != "utf-8":
            return said.translate(self.table)
        return _multibyte(self.read).sub(lambda found: _once(found[0], self.read), said)


def undone(text: str) -> Pair | None:
    """The pair of encodings that makes the text Russian; null where none does clearly, or where it is Russian already."""
    sample = " ".join(word for word in text.split() if not word.isascii())[:_SAMPLE]
    pairs = [
        Pair(written, read, {} if written == "utf-8" else _table(written, read))
        for read in READ_AS
        for written in (*ONE_BYTE, "utf-8")
        if written != read
    ]
    glimpsed = {at: _russian(pair.text(sample[:_GLIMPSE])) for at, pair in enumerate(pairs)}
    likeliest = sorted(glimpsed, key=lambda at: -glimpsed[at])[:_LIKELIEST]
    best, highest = None, max(_LEAST, _russian(sample) + 0.05)
    for at in sorted(likeliest):
        made = _russian(pairs[at].text(sample))
        if made > highest + 1e-9:
            best, highest = pairs[at], made
    return best


@lru_cache(maxsize=128)
def _table(written: str, read: str) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for byte in range(0x80, 0x100):
        seen, meant = (_sign(byte, name) for name in (read, written))
        if seen and meant:
            found[ord(seen)] = meant
        if meant and read == "cp1252" and byte < 0xA0:
            found[byte] = (
                meant  # Latin-1 proper: the same letters, and control characters where CP1252 has signs
            )
    return found


def _sign(byte: int, name: str) -> str | None:
    try:
        return bytes((byte,)).decode(name)
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=16)
def _multibyte(read: str) -> re.Pattern[str]:
    """Two or three signs of the encoding that are the bytes of one character in UTF-8."""
    signs = {byte: _seen(byte, read) for byte in range(0x80, 0x100)}
    ranges = [range(0x80, 0xC0), range(0xC2, 0xE0), range(0xE0, 0xF0)]
    tail, two, three = ("".join(re.escape(signs[byte]) for byte in span) for span in ranges)
    return re.compile(f"[{three}][{tail}][{tail}]|[{two}][{tail}]")


def _seen(byte: int, read: str) -> str:
    return _sign(byte, read) or chr(byte)


@lru_cache(maxsize=4096)
def _once(said: str, read: str) -> str:
    bytes_of = {_seen(byte, read): byte for byte in range(0x80, 0x100)}
    try:
        return bytes(bytes_of[sign] for sign in said).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return said


def _russian(text: str) -> float:
    """How much like Russian the signs outside ASCII are, about 0–1: common letters, small ones behind capitals, no rubbish."""
    found = Counter(sign for sign in text if sign > "\x7f" and sign not in _SIGNS)
    total = sum(found.values())
    if total < 4:
        return 0.0
    small = sum(count * _COMMON.get(sign, -1.0) for sign, count in found.items() if not sign.isupper())
    large = sum(
        count * (0.5 if "А" <= sign <= "Я" or sign == "Ё" else -1.0)
        for sign, count in found.items()
        if sign.isupper()
    )
    return (small + large - 2 * len(_MISCASED.findall(text))) / total


_MISCASED: Final = re.compile(r"[а-яё][А-ЯЁ]")
