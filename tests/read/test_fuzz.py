"""Damaged files of every format: what comes back is a Document or a ReadError, never another exception.

The damage is seeded, so a failure comes again. `SVOD_FUZZ=2000` tries so many of each format instead of a few; the slow
part tries twelve times as many. A file that takes more than half a minute is a hang.
"""

import io
import os
import random
import re
import signal
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Document
from pipeline.read import Limits, ReadError, decoding, read
from pipeline.read.archive import Archive
from pipeline.read.scan import tesseract

from .places import PAPERS
from .test_fb2 import book
from .test_odt import PAPER as DEER
from .test_odt import flat
from .test_odt import zipped as zipped_odt

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


def markup_inside(data: bytes, chance: random.Random) -> bytes:
    """Markup with tags moved, doubled, cut, nested deeply, renamed; values of attributes changed; odd characters put in."""
    text = data.decode("utf-8")
    for _ in range(chance.randint(1, 12)):
        tags = [match.span() for match in re.finditer(r"<[^<>]*>", text)]
        if not tags:
            break
        start, end = tags[chance.randrange(len(tags))]
        tag = text[start:end]
        made = chance.choice(
            (
                "",
                tag * chance.choice((2, 3, 400)),
                tag[:-1],
                tag[1:],
                "</" + tag[1:],
                re.sub(r'"[^"]*"', lambda _: chance.choice(('"-1"', '"0"', '"99999999"', '""', '"é"')), tag),
                re.sub(
                    r"[\w:-]+", lambda match: chance.choice((match[0], "table", "li", "a", "p")), tag, count=1
                ),
                chance.choice(
                    ("<![CDATA[", "<!--", "&#0;", "&#xD800;", "&amp", "<!DOCTYPE a [", "]]>", "\x0b")
                )
                + tag,
                chance.choice(SIGNS) + tag,
            )
        )
        text = text[:start] + made + text[end:]
    return text.encode("utf-8", "replace")


def packed_inside(data: bytes, chance: random.Random) -> bytes:
    """An OpenDocument file with the markup of its parts damaged."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            body = source.read(name)
            archive.writestr(name, markup_inside(body, chance) if name == "content.xml" else body)
    return target.getvalue()


def noise(data: bytes, chance: random.Random) -> bytes:
    """The file's first bytes, and then whatever comes."""
    return data[: chance.choice((4, 30, 200))] + chance.randbytes(chance.randint(0, 3000))


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


def of_web() -> bytes:
    rows = "".join(f"<tr><td rowspan=2>{year}<td colspan=2>{year * 3}" for year in range(1911, 1915))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Паромы Амударьи</title></head><body><nav>Меню</nav>'
        "<h1>Паромы Амударьи</h1><p>Паром<b>щик</b> брал 5 коп.<sup><a href='#fn1' id='r1'>1</a></sup><br>с вьюка.</p>"
        '<ol start="2"><li value="7">верблюды<li><p>кони</p></ol><blockquote>Вода мутна.</blockquote>'
        f"<table><caption>Таблица 1. Сбор</caption><thead><tr><th>Год<th>Руб.</thead>{rows}</table>"
        '<pre>а\n  б</pre><div id="fn1"><p><a href="#r1">1</a> До 1912 г.</p></div></body></html>'
    ).encode()


def of_archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("паром.html", of_web())
        archive.writestr("олени/олень.fodt", flat(DEER))
        archive.writestr("пути.fb2", book())
    return buffer.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "word": of_word, "web": of_web, "odt": lambda: zipped_odt(DEER), "flat odt": lambda: flat(DEER), "fb2": book,
    "zip": of_archive,
}  # fmt: skip
Way = Callable[[bytes, random.Random], bytes]
CASES: list[tuple[str, Way]] = [
    *((path.name, way) for path in sorted(PAPERS.glob("0[1-5]*.pdf")) for way in (damaged, pdf_inside)),
    ("word", damaged), ("word", docx_inside), ("word", noise), ("03_water_abstract.docx", docx_inside),
    ("06_universities.txt", damaged), ("06_universities.txt", text_inside),
    *(("web", way) for way in (damaged, markup_inside, noise)),
    *(("fb2", way) for way in (damaged, markup_inside, noise)),
    *(("flat odt", way) for way in (damaged, markup_inside)),
    *(("odt", way) for way in (damaged, packed_inside, noise)),
    *(("zip", way) for way in (damaged, noise)),
]  # fmt: skip


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails where what is done takes this process longer: its own time, since a busy machine is no hang."""

    fired: list[str] = []

    def late(number: int, frame: object) -> None:
        fired.append(f"took longer than {seconds} s")
        raise AssertionError(fired[0])  # ends a hang, unless someone catches it

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert not fired, fired[0]


def outcomes(name: str, way: Way, rounds: int) -> dict[str, int]:
    """How often what became of the file was read and refused."""
    data = MADE[name]() if name in MADE else (PAPERS / name).read_bytes()
    counts = {"read": 0, "refused": 0}
    for number in range(rounds if not name.endswith("pdf") else max(1, rounds // 4)):
        made = way(data, random.Random(f"{name} {way.__name__} {number}"))
        with within(30):
            documents = list(members(made)) if name == "zip" else [made]
            counts["refused"] += not documents
            for document in documents:
                try:
                    found = read(document, name, limits=LIMITS)
                except ReadError:
                    counts["refused"] += 1
                else:
                    sound(found)
                    counts["read"] += 1
    return counts


def members(data: bytes) -> Iterator[bytes]:
    """The files that a damaged archive still gives."""
    try:
        archive = Archive(data, LIMITS)
        found = archive.members()
    except ReadError:
        return
    for member in found:
        try:
            yield archive.content(member.place, "ключ")
        except ReadError:
            continue


def seen(case: object) -> str:
    return str(getattr(case, "__name__", case))


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is damaged beyond belief is refused at once: reading it from its picture takes seconds a page."""
    monkeypatch.setattr(tesseract, "lacking", lambda: "left out of this test")


@pytest.mark.parametrize(("name", "way"), CASES, ids=seen)
def test_damage_is_an_error_of_reading(name: str, way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "decode", lambda *_, **__: None)  # a second a page; the slow part tries it
    counts = outcomes(name, way, ROUNDS)
    assert sum(counts.values()) and (counts["read"] or name != "06_universities.txt"), counts


@pytest.mark.slow
@pytest.mark.parametrize(("name", "way"), CASES, ids=seen)
def test_much_damage(name: str, way: Way) -> None:
    assert sum(outcomes(name, way, 12 * ROUNDS).values())


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXTS = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(("Таблица 1. Завоз", "1", "Введение", "УДК 339", "2 400 т", "1 См.: там же.", "*")),
    ),
    max_size=25,
)


@settings(
    max_examples=4 * ROUNDS, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(
    TEXTS,
    st.sampled_from(("\n", "\n\n", "\r\n", "\x0c", " ")),
    st.sampled_from(("utf-8", "utf-16", "utf-16-be", "cp1251", "koi8-r", "mac_cyrillic")),
)
def test_any_text(lines: list[str], end: str, encoding: str) -> None:
    with suppress(ReadError):
        sound(read(end.join(lines).encode(encoding, "replace"), "any.txt", limits=LIMITS))


TAGS = st.sampled_from(
    "p b i sup a td tr table th ul ol li h1 h3 pre div q br del blockquote caption nav svg".split()
)


@settings(
    max_examples=4 * ROUNDS, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.lists(st.one_of(WORDS, TAGS.map("<{}>".format), TAGS.map("</{}>".format)), max_size=60))
def test_any_page(parts: list[str]) -> None:
    with suppress(ReadError):
        sound(read(("<html>" + "".join(parts)).encode(), "any.html", limits=LIMITS))
