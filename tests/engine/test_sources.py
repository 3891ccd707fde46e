from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import store
from pipeline.engine import InputError, find, parse_size
from pipeline.records import Dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    (papers / "2020").mkdir(parents=True)
    (papers / "2020" / "b.PDF").write_bytes(b"%PDF-1.4")
    (papers / "a.txt").write_text("текст", encoding="utf-8")
    (papers / "no-suffix").write_bytes(b"\n\n%PDF-1.7 and so on")
    (papers / "c.djvu").write_bytes(b"AT&TFORM")
    return papers


def paths(folder: Path, out: Path | None = None) -> list[str]:
    return [source.path for source in find([folder], out).sources]


def test_papers_of_a_folder(folder: Path) -> None:
    assert paths(folder) == ["2020/b.PDF", "a.txt", "c.djvu", "no-suffix"]


def test_what_is_left_alone_is_listed(folder: Path) -> None:
    for name in ("README.md", "MANIFEST.jsonl", ".DS_Store", "photo.jpg"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("x", encoding="utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "broken.pdf").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.txt")
    found = find([folder])
    assert {entry.path: entry.reason for entry in found.skipped} == {
        "MANIFEST.jsonl": "not a paper's format",
        "README.md": "not a paper's format",
        "broken.pdf": "a broken link",
        "loop/": "a link to a folder",
        "photo.jpg": "not a paper's format",
        "pipe.txt": "no regular file",
    }
    assert len(found.sources) == 4


def test_a_named_file_is_always_tried(folder: Path) -> None:
    (folder / "README.md").write_text("x", encoding="utf-8")
    assert [source.path for source in find([folder / "README.md"]).sources] == ["README.md"]


def test_a_file_named_twice_is_one(folder: Path) -> None:
    assert [source.path for source in find([folder, folder / "a.txt", folder]).sources] == paths(folder)


def test_datasets_are_not_mined(folder: Path) -> None:
    store.write(Dataset(texts=()), folder / "out")
    (folder / "out" / "text" / "0123456789abcdef.txt").write_text("текст", encoding="utf-8")
    assert [entry.path for entry in find([folder]).skipped] == ["out/"]
    (folder / "new").mkdir()
    (folder / "new" / "x.txt").write_text("x", encoding="utf-8")
    assert "new/x.txt" in paths(folder)
    assert "new/x.txt" not in paths(folder, out=folder / "new")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("nothing", "no such file or folder"),
        ("empty", "the folder is empty"),
        ("other", r"left alone: a\.jpg, b\.md"),
        ("out", "is the output folder"),
    ],
)
def test_nothing_to_mine_is_an_error(tmp_path: Path, given: str, message: str) -> None:
    for name in ("empty", "other", "out"):
        (tmp_path / name).mkdir()
    for name in ("a.jpg", "b.md"):
        (tmp_path / "other" / name).write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        find([tmp_path / given], tmp_path / "out")


def test_a_name_in_a_legacy_encoding(tmp_path: Path) -> None:
    name = os.fsdecode("статья.txt".encode("cp1251"))
    (tmp_path / name).write_text("x", encoding="utf-8")
    (source,) = find([tmp_path]).sources
    assert source.path == "������.txt"
    assert source.file.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("text", ["", "G", "0", "-1", "2 X", "1e9"])
def test_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        parse_size(text)
