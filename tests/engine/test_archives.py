"""A ZIP archive is looked through like a folder; what is bad in it costs a row, never the archive or the run."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline import store
from pipeline.engine import InputError, find
from pipeline.read import Limits
from tests.engine.svod import Svod


def packed(**members: bytes | str) -> bytes:
    """A ZIP of the members; `__` in a name stands for a slash, the suffix `.txt` for none."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            name = name.replace("__", "/")
            info = zipfile.ZipInfo(name if "." in name else f"{name}.txt", (2024, 5, 1, 0, 0, 0))
            archive.writestr(info, body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def locked(text: str, password: bytes, name: str = "тайна.txt") -> bytes:
    """A ZIP with one member under the traditional encryption (APPNOTE 6.1), which the standard library only reads."""
    from zlib import crc32

    body = text.encode()
    table = [0] * 256
    for at in range(256):
        value = at
        for _ in range(8):
            value = (value >> 1) ^ 0xEDB88320 if value & 1 else value >> 1
        table[at] = value
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password:
        update(byte)
    made = bytearray()
    for byte in bytes(11) + bytes([crc32(body) >> 24]) + body:
        mask = keys[2] | 2
        made.append(byte ^ ((mask * (mask ^ 1)) >> 8 & 0xFF))
        update(byte)
    raw = name.encode("cp866")
    sizes = struct.pack("<LLL", crc32(body), len(made), len(body))
    local = (
        b"PK\x03\x04"
        + struct.pack("<HHHHH", 20, 1, 0, 0, 0x21)
        + sizes
        + struct.pack("<HH", len(raw), 0)
        + raw
    )
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 1, 0, 0, 0x21) + sizes
    entry += struct.pack("<HHHHHLL", len(raw), 0, 0, 0, 0, 0, 0) + raw
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), len(local) + len(made), 0)
    return local + bytes(made) + entry + end


def documents(svod: Svod) -> dict[str, str]:
    return {row.path: row.status for row in store.load(svod.out).documents}


def test_members_are_documents_of_their_own(svod: Svod) -> None:
    papers = svod.papers(a="Россия 5")
    (papers / "2023.zip").write_bytes(packed(one="Омск 3", spring__two="Казань", a="Россия 5"))
    told = svod("run", papers, "-o", svod.out)
    assert (told.returncode, told.stderr) == (0, "mining 3 of 3 papers\n")
    # The copy inside is the same document as the file outside.
    assert documents(svod) == {"2023.zip/one.txt": "ok", "2023.zip/spring/two.txt": "ok", "a.txt": "ok"}
    assert "the same bytes twice, mined once: 2023.zip/a.txt = a.txt" in told.stdout
    assert len(svod.mined()) == 3
    assert svod("run", papers, "-o", svod.out).returncode == 0
    assert svod.mined() == []


def test_ids_are_those_of_the_unpacked_files(svod: Svod) -> None:
    papers = svod.papers(one="Омск 3")
    svod("run", papers, "-o", svod.out)
    outside = store.load(svod.out).documents[0].doc_id
    (papers / "one.txt").unlink()
    (papers / "x.zip").write_bytes(packed(one="Омск 3"))
    svod("run", papers, "-o", svod.out)
    assert [row.doc_id for row in store.load(svod.out).documents] == [outside]


def test_bad_members_cost_a_row_each(svod: Svod) -> None:
    body = bytearray(packed(good="Омск", torn="Пермь " * 50, poisoned="raise"))
    at = body.index(b"torn.txt") + len(b"torn.txt") + 4
    body[at : at + 3] = b"\xff\xff\xff"
    papers = svod.papers()
    (papers / "x.zip").write_bytes(bytes(body))
    told = svod("run", papers, "-o", svod.out)
    assert told.returncode == 3
    rows = {row.path: (row.status, row.error) for row in store.load(svod.out).documents}
    assert rows["x.zip/good.txt"] == ("ok", None)
    assert (rows["x.zip/torn.txt"][1] or "").startswith("UNREADABLE: damaged in the archive")
    assert (rows["x.zip/poisoned.txt"][1] or "").startswith("INTERNAL: KeyError")


def test_junk_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(
        packed(
            **{
                "a.txt": "Омск",
                "__MACOSX/._a.txt": "x",
                "photos/Thumbs.db": "x",
                ".DS_Store": "x",
                "data.csv": "1;2",
                "scan": b"%PDF-1.7 scan",
            }
        ).replace(b"scan.txt", b"scan.bin")
    )
    found = find([tmp_path])
    assert [source.path for source in found.sources] == ["x.zip/a.txt", "x.zip/scan.bin"]
    assert [(entry.path, entry.reason) for entry in found.skipped] == [
        ("x.zip/data.csv", "not a paper's format")
    ]


def test_archives_in_archives_two_deep(tmp_path: Path) -> None:
    third = packed(c="в третьем")
    second = packed(b="во втором", **{"third.zip": third})
    (tmp_path / "first.zip").write_bytes(packed(a="в первом", **{"second.zip": second}))
    found = find([tmp_path])
    assert [(source.path, source.refused and source.refused[0]) for source in found.sources] == [
        ("first.zip/a.txt", None),
        ("first.zip/second.zip/b.txt", None),
        ("first.zip/second.zip/third.zip", "NOT_SUPPORTED"),
    ]


def test_an_archive_in_an_archive_is_mined(svod: Svod) -> None:
    papers = svod.papers()
    inner = packed(b="Омск", d="Томск")
    (papers / "x.zip").write_bytes(packed(a="Уфа", e="Пермь", **{"b.zip": inner, "c.zip": inner}))
    assert svod("run", papers, "-o", svod.out).returncode == 0
    assert sorted(documents(svod)) == [
        *("x.zip/a.txt", "x.zip/b.zip/b.txt", "x.zip/b.zip/d.txt", "x.zip/e.txt")
    ]


def test_names_of_russian_windows(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(locked("x", b"", "Сборник №4.txt".replace("№", "N")))
    assert [source.path for source in find([tmp_path]).sources] == ["x.zip/Сборник N4.txt"]


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (packed(bomb=bytes(60_000_000)), Limits(), "TOO_LARGE"),
        (packed(a="x" * 5000, b="y" * 6000), Limits(unpacked=1000), "TOO_LARGE"),
        (packed(**{f"p{at}": "x" for at in range(10_001)}), Limits(), "TOO_LARGE"),
        (packed(a="x"), Limits(bytes=50), "TOO_LARGE"),
        (b"PK\x03\x04 torn off", Limits(), "UNREADABLE"),
        (packed(**{"a.csv": "1"}), Limits(), "NOT_SUPPORTED"),
        (packed(), Limits(), "NOT_SUPPORTED"),
    ],
    ids=["bomb", "total", "count", "size", "torn", "no papers", "empty"],
)
def test_refused(tmp_path: Path, data: bytes, limits: Limits, code: str) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    (source,) = find([tmp_path / "x.zip"], limits=limits).sources
    assert source.path == "x.zip"
    assert source.refused is not None and source.refused[0] == code


def test_an_archive_of_other_things_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos.zip").write_bytes(packed(**{"a.jpg": "x"}))
    with pytest.raises(InputError, match="no papers there"):
        find([tmp_path])


def test_password(svod: Svod) -> None:
    papers = svod.papers(a="Россия")
    (papers / "x.zip").write_bytes(locked("Омск 3", "ключ".encode("cp866")))
    told = svod("run", papers, "-o", svod.out)
    assert told.returncode == 3
    assert "x.zip/тайна.txt: ENCRYPTED, a password is needed (--password)" in told.stdout
    told = svod("run", papers, "-o", svod.out, "--password", "не тот")
    assert "x.zip/тайна.txt: ENCRYPTED, the password is wrong" in told.stdout
    told = svod("run", papers, "-o", svod.out, "--password", "ключ")
    assert told.returncode == 0
    assert documents(svod) == {"a.txt": "ok", "x.zip/тайна.txt": "ok"}
    svod.mined()
    assert svod("run", papers, "-o", svod.out, SVOD_PASSWORD="ключ").returncode == 0
    assert svod.mined() == []


def test_the_password_is_written_nowhere(svod: Svod) -> None:
    papers = svod.papers(a="raise", b="Омск")
    assert svod("run", papers, "-o", svod.out, "--password", "zolotoy-klyuch").returncode == 3
    written = [path for path in svod.out.rglob("*") if path.is_file()]
    assert written and not any(b"zolotoy-klyuch" in path.read_bytes() for path in written)
    assert "password" not in json.dumps(json.loads((svod.out / "run.json").read_text(encoding="utf-8")))


def test_what_was_too_large_is_tried_again(svod: Svod) -> None:
    papers = svod.papers(a="Россия " * 40)
    assert svod("run", papers, "-o", svod.out, "--size-limit", "100").returncode == 3
    (row,) = store.load(svod.out).problems
    assert (row.code, "--size-limit" in row.message) == ("TOO_LARGE", True)
    assert svod("run", papers, "-o", svod.out).returncode == 0
