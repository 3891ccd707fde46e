"""The format is told by content; what isn't read is said to be so, with a code."""

import contextlib
import io
import time
import zipfile

import docx
import pytest

from pipeline.read import Limits, ReadError, read
from pipeline.read.formats import media_type
from pipeline.read.plain.encoding import decode

PROSE = "Объём взаимной торговли вырос вдвое, а доля приграничных областей не изменилась. № 7 «Ёлка» — 5 %."


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]
)
def test_encodings(name: str) -> None:
    said = (
        PROSE
        if name.startswith("utf") or name == "cp1251"
        else PROSE.replace("—", "-").replace("«", '"').replace("»", '"')
    )
    said = said.replace("№", "N") if name == "koi8-r" else said
    data = said.encode(name)
    assert media_type(data) == "text/plain"
    assert decode(data)[0].lstrip("\ufeff") == said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Казахстан — сосед России", "cp1251"),
        ("в Актобе и в Костанае", "cp1251"),
        ("Exports grew – imports fell in 2020–2024.", "cp1251"),
        ("Договор о дружбе и соседстве", "mac_cyrillic"),
        ("– Уральск", "utf-16-le"),
        ("– Уральск", "utf-16-be"),
    ],
)
def test_short_texts(said: str, name: str) -> None:
    assert decode(said.encode(name))[0] == said


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "UNREADABLE"),
        (b" \n\n", "UNREADABLE"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "NOT_SUPPORTED"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "NOT_SUPPORTED"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "NOT_SUPPORTED"),
        (b"AT&TFORM" + bytes(4) + b"BM44" + bytes(20), "NOT_SUPPORTED"),
        (b"{\\rtf1\\ansi}", "NOT_SUPPORTED"),
        (bytes(range(256)) * 8, "NOT_SUPPORTED"),
        (b"PK\x03\x04 torn off", "UNREADABLE"),
        (b"%PDF-1.7\nnothing more", "UNREADABLE"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "paper.pdf")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("<!DOCTYPE html><p>Лёд", "text/html"),
        ("<!-- сохранено --> <HTML><p>Лёд", "text/html"),
        ("\n  <h1>Лёд</h1>", "text/html"),
        ('<?xml version="1.0" encoding="windows-1251"?><html>Лёд</html>', "text/html"),
        ('<?xml version="1.0"?><!-- x --><!DOCTYPE html PUBLIC "a" "b"><html/>', "text/html"),
        ("<FictionBook><body/></FictionBook>", "application/x-fictionbook+xml"),
        ('<?xml version="1.0"?>\n<?xml-stylesheet href="a"?><FictionBook/>', "application/x-fictionbook+xml"),
        (
            '<?xml version="1.0"?><office:document xmlns:office="x"/>',
            "application/vnd.oasis.opendocument.text",
        ),
        ("<5 % прироста – это мало, а >5 % – много.", "text/plain"),
        ("<Иванов> писал о льде.", "text/plain"),
        ("Тег <html> открывает страницу.", "text/plain"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_markup_is_told_by_its_beginning(said: str, kind: str, encoding: str) -> None:
    assert media_type((said + " " * 80).encode(encoding)) == kind


@pytest.mark.parametrize(
    "said", ['<?xml version="1.0"?><TEI/>', '<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "<?xml ?>"]
)
def test_other_xml_is_refused(said: str) -> None:
    with pytest.raises(ReadError) as caught:
        media_type(said.encode())
    assert caught.value.code == "NOT_SUPPORTED"


def test_telling_a_format_takes_no_time() -> None:
    began = time.process_time()
    for said in (
        "<!doctype x " + "[]" * 4000,
        "<?" * 4000,
        "<!--" * 2000,
        " " * 8000,
        "a:\n" * 2000,
        "<!doctype [" * 700,
    ):
        with contextlib.suppress(ReadError):
            media_type(said.encode())
    assert time.process_time() - began < 1


def test_other_archives_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReadError) as caught:
        read(buffer.getvalue(), "book.xlsx")
    assert caught.value.code == "NOT_SUPPORTED"


def test_limits() -> None:
    with pytest.raises(ReadError) as caught:
        read(PROSE.encode(), "a.txt", limits=Limits(bytes=10))
    assert caught.value.code == "TOO_LARGE"
    with pytest.raises(ReadError) as caught:
        read(PROSE.encode(), "a.txt", limits=Limits(characters=10))
    assert caught.value.code == "TOO_LARGE"
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    with pytest.raises(ReadError) as caught:
        read(buffer.getvalue(), "a.docx", limits=Limits(unpacked=1000))
    assert caught.value.code == "TOO_LARGE"


def test_rubbish_is_not_passed_on() -> None:
    rubbish = PROSE.encode("cp1251").decode("latin-1") * 20
    with pytest.raises(ReadError) as caught:
        read(rubbish.encode(), "a.txt")
    assert caught.value.code == "BAD_TEXT_LAYER"


def test_error_survives_another_process() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(ReadError("NO_TEXT", "a scan", 3)))
    assert (error.code, error.message, error.page) == ("NO_TEXT", "a scan", 3)
