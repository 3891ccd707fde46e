"""ZIP archives: names, limits, locks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.read import Limits, ReadError, read
from pipeline.read.archive import Archive, Shelf, is_archive, shown_name


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["cp866", "utf-8", "cp1251"])
def test_names_without_their_encoding(encoding: str) -> None:
    info = zipfile.ZipInfo("Сборник тезисов/Доклад.pdf".encode(encoding).decode("cp437"))
    assert shown_name(info) == "Сборник тезисов/Доклад.pdf"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/srv/a.pdf", "srv/a.pdf"),
        ("папка\\a.pdf", "папка/a.pdf"),
        ("a\n\x1b[2J.pdf", "a\ufffd\ufffd[2J.pdf"),
        ("..", "?"),
    ],
)
def test_paths_lead_down_only(name: str, shown: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename, info.flag_bits = name, 0x800
    assert shown_name(info) == shown


def test_documents_that_are_zipped_are_no_archives() -> None:
    assert is_archive(zipped(("a.txt", b"x")))
    assert not is_archive(zipped(("word/document.xml", b"x")))
    assert not is_archive(zipped(("xl/workbook.xml", b"x")))


def test_an_archive_is_no_document() -> None:
    with pytest.raises(ReadError, match="each file in it is a paper of its own") as caught:
        read(zipped(("a.txt", b"x")), "a.zip")
    assert caught.value.code == "NOT_SUPPORTED"


def test_a_member_can_not_unpack_to_more_than_it_said() -> None:
    data = bytearray(zipped(("a.txt", b"x" * 100_000)))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # the sizes that both directories tell
        place = data.index(sign) + at
        data[place : place + 4] = (10).to_bytes(4, "little")
    archive = Archive(bytes(data), Limits(unpacked=1000))
    assert archive.members()[0].size == 10
    with pytest.raises(ReadError) as caught:
        archive.content(0, None)
    assert caught.value.code == "UNREADABLE"


def test_aes_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", b"x" * 9)))
    for sign, flag, method in ((b"PK\x03\x04", 6, 8), (b"PK\x01\x02", 8, 10)):
        place = data.index(sign)
        data[place + flag] |= 1
        data[place + method] = 99
    (tmp_path / "a.zip").write_bytes(bytes(data))
    with pytest.raises(ReadError, match="AES") as caught:
        Shelf(Limits(), "ключ").content(tmp_path / "a.zip", (0,))
    assert caught.value.code == "ENCRYPTED"


def test_a_shelf_follows_archives_inside_archives(tmp_path: Path) -> None:
    inner = zipped(("b.txt", b"b"), ("c.txt", b"c"))
    (tmp_path / "a.zip").write_bytes(zipped(("x.zip", inner), ("y.zip", inner), ("z.txt", b"z")))
    shelf = Shelf(Limits(), None)
    places = [(0, 0), (0, 1), (1, 1), (2,), (0, 0)]
    assert b"".join(shelf.content(tmp_path / "a.zip", place) for place in places) == b"bcczb"
    with pytest.raises(ReadError):
        shelf.content(tmp_path / "a.zip", (7,))
    shelf.close()
