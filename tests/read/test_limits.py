"""Every limit ends in a problem that says what was met, what is allowed and how to allow more."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
import zlib

import docx
import pytest

from pipeline.read import Limits, ReadError, pdfstreams, read

from .places import PAPERS


def refusal(data: bytes, limits: Limits | None = None, password: str | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, "paper", limits=limits, password=password)
    return caught.value


def pdf_with(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A page of one content stream, its cross-reference table left for the reader to find."""
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter[%s]>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
    ) % (len(stream), filters, stream)


def word_with(xml: bytes) -> bytes:
    """A Word file with that in place of its text's XML."""
    buffer, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return made.getvalue()


def test_sizes_name_their_options() -> None:
    pdf = (PAPERS / "01_trade_turnover.pdf").read_bytes()
    text = "Обоз вышел из Омска. ".encode() * 40
    for data, limits, option in (
        (text, Limits(bytes=100), "--size-limit"),
        (text, Limits(characters=100), "--character-limit"),
        (pdf, Limits(pages=2), "--page-limit"),
        (word_with(b"<x>" + b" " * 5000 + b"</x>"), Limits(unpacked=5000), "--unpacked-limit"),
        (b"<html><p>" + text, Limits(characters=100), "--character-limit"),
    ):
        error = refusal(data, limits)
        assert error.code == "TOO_LARGE"
        assert re.search(r"the limit is \d+ \((--[a-z-]+)\)", error.message), error.message
        assert option in error.message


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unpacks_to_too_much(times: int) -> None:
    stream = bytes(40_000_000)
    for _ in range(times):
        stream = zlib.compress(stream, 9)
    data = pdf_with(stream, b"/FlateDecode" * times)
    assert len(data) < 60_000
    error = refusal(data, Limits(unpacked=8_000_000))
    assert (error.code, "--unpacked-limit" in error.message) == ("TOO_LARGE", True)


def test_looking_for_such_streams_takes_little_memory() -> None:
    packed = zlib.compress(bytes(300_000_000), 9)
    tracemalloc.start()
    try:
        assert pdfstreams.unpacked(packed, 1, 200_000_000) > 200_000_000
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_ordinary_papers_pass() -> None:
    for path in PAPERS.glob("*.pdf"):
        pdfstreams.check(path.read_bytes(), Limits(unpacked=3_000_000))


def test_entities_of_a_word_file_do_not_grow() -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ха"}">' for n in range(10))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = "<w:p><w:r><w:t>Смех: &e9;&f;</w:t></w:r></w:p>"
    xml = f'<!DOCTYPE d [{names}<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document {space}><w:body>{text}</w:body></w:document>'
    assert refusal(word_with(xml.encode())).code == "UNREADABLE"
    xml = xml.replace("&e9;", "")
    assert read(word_with(xml.encode()), "paper").text.strip() == "Смех:"


def test_a_word_file_under_a_password_says_so() -> None:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    for entry, code in (("EncryptedPackage", "ENCRYPTED"), ("WordDocument", "NOT_SUPPORTED")):
        assert refusal(header + entry.encode("utf-16-le") + bytes(200)).code == code


def test_a_pdf_under_a_password() -> None:
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf, which locks the file, isn't installed")
    buffer = io.BytesIO()
    with pikepdf.open(PAPERS / "04_border_regions.pdf") as opened:
        opened.save(buffer, encryption=pikepdf.Encryption(user="ключ", owner="хозяин"))
    data = buffer.getvalue()
    assert "--password" in refusal(data).message
    assert (refusal(data).code, refusal(data, password="замок").code) == ("ENCRYPTED", "ENCRYPTED")
    assert (
        read(data, "paper", password="ключ").text
        == read((PAPERS / "04_border_regions.pdf").read_bytes(), "paper").text
    )
