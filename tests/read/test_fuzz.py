"""Damaged files of every format: what comes back is a Document or a ReadError, never another exception.

The damage is seeded, so a failure comes again. `SVOD_FUZZ=2000` tries so many of each format instead of a few.
"""

import io
import os
import random
import re
import zipfile
import zlib
from collections.abc import Callable

import docx
import pytest

from pipeline.model import Document
from pipeline.read import Limits, ReadError, read

from .places import PAPERS

ROUNDS = int(os.environ.get("SVOD_FUZZ", "25"))
LIMITS = Limits(bytes=2_000_000, unpacked=8_000_000, pages=60, characters=400_000)
SIGNS = (
    "\x00\x0c\t  \u00ad\u2028\ufeff\ufffc\ufffe\U0001f4ca-–.,;:[]()«»1234567890ЁёщҚTable Таблица 1. Год № "
)
HOSTILE = (
    b"-1",
    b"0",
    b"99999999999",
    b"1e308",
    b"NaN",
    b"/Kids",
    b"<<",
    b">>",
    b"[",
    b"endobj",
    b"null",
    b"R",
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, cut out, doubled, moved or replaced by what parsers fear."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) + 1)
        size = min(chance.choice((1, 2, 8, 64, 700)), len(made) - at)
        match chance.randrange(6):
            case 0:
                made[at : at + size] = chance.randbytes(size)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size] * chance.choice((1, 3))
            case 3:
                made[at : at + 2] = chance.choice(HOSTILE)
            case 4:
                to = chance.randrange(len(made) + 1)
                made[to : to + size] = made[at : at + size]
            case 5 if chance.random() < 0.3:
                del made[at:]
    return bytes(made)


def pdf_inside(data: bytes, chance: random.Random) -> bytes:
    """A PDF with a page's drawing or a font damaged and packed again: its frame stays whole, so the damage is reached."""

    def mutated(match: re.Match[bytes]) -> bytes:
        try:
            body = zlib.decompress(match[1])
        except zlib.error:
            return match[0]
        return (
            b"stream\n" + zlib.compress(damaged(body, chance)) + b"\nendstream"
            if chance.random() < 0.4
            else match[0]
        )

    return re.sub(rb"stream\r?\n(.*?)\r?\nendstream", mutated, data, flags=re.DOTALL)


def docx_inside(data: bytes, chance: random.Random) -> bytes:
    """A DOCX with the XML of its parts damaged, or their elements moved about."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            body = source.read(name)
            if chance.random() < 0.4:
                body = damaged(body, chance) if chance.random() < 0.4 else shuffled(body, chance)
            if chance.random() < 0.97:
                archive.writestr(name, body)
    return target.getvalue()


def shuffled(xml: bytes, chance: random.Random) -> bytes:
    """Well-formed XML still: values of attributes changed, elements without content doubled or taken out."""
    values = (b"-1", b"0", b"9999999999", b"", b"x", "ё".encode(), b"true")

    def value(match: re.Match[bytes]) -> bytes:
        return b'="' + chance.choice(values) + b'"' if chance.random() < 0.05 else match[0]

    def element(match: re.Match[bytes]) -> bytes:
        return match[0] * chance.choice((0, 1, 1, 1, 2))

    head, sign, rest = xml.partition(b"?>")
    rest = re.sub(rb'(?<!xmlns)(?<!:[a-z])="[^"<>:/]{0,40}"', value, rest)
    return head + sign + re.sub(rb"<w:\w+/>", element, rest)


def text_inside(data: bytes, chance: random.Random) -> bytes:
    """A text with its lines moved about and odd characters put in, in any encoding that has them."""
    lines = data.decode("cp1251").splitlines()
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 1:
                lines[at] = "".join(chance.choices(SIGNS, k=chance.randint(0, 90)))
            case 2:
                lines[at] = " " * chance.randint(0, 40) + lines[at].replace(" ", " " * chance.randint(1, 4))
            case 3:
                cut = chance.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + chance.choice(SIGNS) + lines[at][cut:]
    encoding = chance.choice(("utf-8", "utf-16", "utf-16-be", "cp1251", "koi8-r", "cp866"))
    return chance.choice(("\n", "\r\n", "\r", "\x0c")).join(lines).encode(encoding, "replace")


def of_word() -> bytes:
    document = docx.Document()
    document.add_heading("Зимники Таймыра", 0)
    document.add_paragraph("Грузы везут по льду рек с декабря по апрель.", style="List Number")
    document.add_paragraph("Таблица 1. Завоз топлива, т")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "Посёлок"
    table.cell(2, 2).text = "1 240"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sound(found: Document) -> None:
    """What later rooms stand on: blocks and pieces lie in the text, in order."""
    at = 0
    for block in found.blocks:
        assert at <= block.start <= block.end <= len(found.text)
        at = block.end
    at = 0
    for piece in found.pieces:
        assert at <= piece.start < piece.end <= len(found.text)
        at = piece.end
    assert all(table.block < len(found.blocks) for table in found.tables)
    found.text.encode()


CASES: list[tuple[str, Callable[[bytes, random.Random], bytes]]] = [
    *((path.name, way) for path in sorted(PAPERS.glob("0[1-5]*.pdf")) for way in (damaged, pdf_inside)),
    ("word", damaged), ("word", docx_inside), ("03_water_abstract.docx", docx_inside),
    ("06_universities.txt", damaged), ("06_universities.txt", text_inside),
]  # fmt: skip


@pytest.mark.parametrize(("name", "way"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_damage_is_an_error_of_reading(name: str, way: Callable[[bytes, random.Random], bytes]) -> None:
    data = of_word() if name == "word" else (PAPERS / name).read_bytes()
    outcomes = {"read": 0, "refused": 0}
    for number in range(ROUNDS if not name.endswith("pdf") else max(1, ROUNDS // 4)):
        chance = random.Random(f"{name} {way.__name__} {number}")
        try:
            found = read(way(data, chance), name, limits=LIMITS)
        except ReadError:
            outcomes["refused"] += 1
        else:
            sound(found)
            outcomes["read"] += 1
    assert sum(outcomes.values()) and (outcomes["read"] or name != "06_universities.txt"), outcomes
