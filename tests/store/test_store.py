from __future__ import annotations

import csv
import hashlib
import json
import random
import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import store
from pipeline.records import TABLES, Dataset, MentionRow
from pipeline.store.schema import columns, freeze
from tests.store.sample import TEXT, A, sample

DATA = [f"{spec.name}.{suffix}" for spec in TABLES for suffix in ("parquet", "csv")]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("store") / "out"
    store.write(sample(), out)
    return out


def digests(out: Path) -> dict[str, str]:
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in DATA}


def test_sample_fills_every_table() -> None:
    assert [spec.name for spec in TABLES if not getattr(sample(), spec.name)] == []


def test_what_is_written_reads_back_equal(written: Path) -> None:
    assert store.load(written) == sample()


def test_empty_dataset_has_all_files_with_their_columns(tmp_path: Path) -> None:
    store.write(Dataset(), tmp_path / "out")
    assert store.load(tmp_path / "out") == Dataset()
    for spec in TABLES:
        header = (tmp_path / "out" / f"{spec.name}.csv").read_text(encoding="utf-8")
        assert header == ",".join(spec.columns) + "\n"
        assert tuple(pq.read_schema(tmp_path / "out" / f"{spec.name}.parquet").names) == spec.columns


def test_same_rows_in_any_order_are_the_same_bytes(written: Path, tmp_path: Path) -> None:
    shuffled = {}
    for field in fields(Dataset):
        rows = list(getattr(sample(), field.name))
        random.Random(1).shuffle(rows)
        shuffled[field.name] = tuple(rows[::-1])
    store.write(Dataset(**shuffled), tmp_path / "out")
    assert digests(tmp_path / "out") == digests(written)


def test_csv_says_what_parquet_says(written: Path) -> None:
    csv.field_size_limit(1 << 30)
    for spec in TABLES:
        rows = getattr(sample(), spec.name)
        with (written / f"{spec.name}.csv").open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file, strict=True))
        assert len(read) == len(rows)
        for cells, row in zip(read, rows, strict=True):
            for column in columns(spec):
                value, cell = getattr(row, column.name), cells[column.name]
                if value is None:
                    assert cell == ""
                elif column.kind == "string":
                    assert cell == value
                else:
                    assert freeze(column, json.loads(cell)) == value


def test_csv_bytes(written: Path) -> None:
    raw = (written / "documents.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" not in raw
    amounts = (written / "amounts.csv").read_text(encoding="utf-8").splitlines()[1]
    assert amounts == 'm1,percent,7.5,,,7.5,,,=,%,,,,"[""unit_inherited""]"'
    assert "10000000000000000000000,123456789.125" in (written / "observations.csv").read_text(
        encoding="utf-8"
    )
    assert ",=1+1," in (written / "documents.csv").read_text(encoding="utf-8")


def test_parquet_types(written: Path) -> None:
    schema = pq.read_schema(written / "mentions.parquet")
    assert str(schema.field("boxes").type).startswith("list<")
    assert str(schema.field("boxes").type.value_type.value_type) == "double"
    assert str(schema.field("citations").type.value_type) == "int64"
    assert not schema.field("mention_id").nullable
    assert schema.field("start").metadata[b"unit"] == b"code points"


def test_canonical_text_keeps_every_character(written: Path) -> None:
    assert (written / "text" / f"{A}.txt").read_bytes() == TEXT.encode("utf-8")


def test_sqlite_keys_hold(written: Path) -> None:
    with closing(sqlite3.connect(written / "svod.sqlite")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        for spec in TABLES:
            (count,) = connection.execute(f'SELECT count(*) FROM "{spec.name}"').fetchone()
            assert count == len(getattr(sample(), spec.name))
            declared = {
                (row[3], row[2], row[4])
                for row in connection.execute(f'PRAGMA foreign_key_list("{spec.name}")')
            }
            assert declared == {tuple(key) for key in spec.foreign}
            keys = [row[1] for row in connection.execute(f'PRAGMA table_info("{spec.name}")') if row[5]]
            assert tuple(keys) == spec.key
        (boxes,) = connection.execute("SELECT boxes FROM mentions WHERE mention_id = 'm1'").fetchone()
        assert json.loads(boxes) == [[1.25, 2.0, 30.5, 12.75], [1.0, 20.0, 5.0, 30.0]]
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE amounts SET mention_id = 'nowhere'")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE amounts SET kind = 'sort'")


def test_datapackage_is_valid_for_frictionless(written: Path) -> None:
    from frictionless import Package, validate

    report = validate(written / "datapackage.json")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    package = Package.from_descriptor(written / "datapackage.json")
    assert [resource.name for resource in package.resources] == [spec.name for spec in TABLES]
    for spec, resource in zip(TABLES, package.resources, strict=True):
        assert tuple(resource.schema.field_names) == spec.columns
        assert tuple(resource.schema.primary_key) == spec.key
        assert len(resource.schema.foreign_keys) == len(spec.foreign)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("percent", "per cent", "enumerable"),
        ("m1,", "m9,", "foreign-key"),
        ("7.5,,", "7.5?,,", "type-error"),
    ],
)  # fmt: skip
def test_datapackage_catches_a_spoilt_file(
    written: Path, tmp_path: Path, old: str, new: str, error: str
) -> None:
    import shutil

    from frictionless import validate

    spoilt = tmp_path / "out"
    shutil.copytree(written, spoilt)
    path = spoilt / "amounts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    types = [item[0] for item in validate(spoilt / "datapackage.json").flatten(["type"])]
    assert any(error in name for name in types) or (error == "enumerable" and "constraint-error" in types)


@pytest.mark.parametrize(
    "spoil",
    [
        {"start": "18"},
        {"section": "coda"},
        {"text": ""},
        {"extractor": None},
        {"confidence": float("nan")},
        {"boxes": ((1.0, 2.0, 3.0),)},
        {"boxes": [[1.0, 2.0, 3.0, 4.0]]},
        {"page": True},
        {"entity_id": "e9"},
        {"doc_id": "d" * 16},
        {"mention_id": "m2"},
    ],
    ids=str,
)
def test_rows_that_break_the_contract_are_refused_and_nothing_is_written(
    spoil: dict[str, object], tmp_path: Path
) -> None:
    dataset = sample()
    rows = tuple(replace(row, **spoil) if row.mention_id == "m1" else row for row in dataset.mentions)
    dataset = replace(dataset, mentions=rows, amounts=(), observations=())
    with pytest.raises(store.ContractError):
        store.write(dataset, tmp_path / "out")
    assert not (tmp_path / "out" / "mentions.csv").exists()


def test_missing_values_come_first_in_order() -> None:
    spec = store.table("references")
    assert [row.number for row in store.ordered(spec, sample().references)] == [None, 2]


def test_frames(written: Path) -> None:
    mentions = store.frame(written, "mentions").set_index("mention_id")
    assert mentions.loc["m1", "boxes"] == [[1.25, 2.0, 30.5, 12.75], [1.0, 20.0, 5.0, 30.0]]
    assert str(mentions["page"].dtype) == "Int64"
    frames = store.frames(sample())
    assert {name: len(frame) for name, frame in frames.items()} == {
        spec.name: len(getattr(sample(), spec.name)) for spec in TABLES
    }
    with pytest.raises(KeyError):
        store.frame(written, "nothing")


def test_run_json_reads_back(tmp_path: Path) -> None:
    info = store.RunInfo(
        fingerprint="f",
        configuration=(("timeout", 300.0),),
        inputs=(store.InputFile("a.pdf", "mined", "0" * 64, 5, ("a" * 16,), 0.5),),
        rows=(("documents", 1),),
        timings=store.Timings("2024-01-01T00:00:00+00:00", "2024-01-01T00:00:01+00:00", 1.0, 0.1, 0.2),
    )
    store.write(Dataset(), tmp_path / "out", info)
    assert store.read_info(tmp_path / "out") == info
    assert info.configuration_hash != replace(info, fingerprint="g").configuration_hash


def test_every_kind_of_column_is_known() -> None:
    kinds = {column.kind for spec in TABLES for column in columns(spec)}
    assert kinds <= {"string", "integer", "number", "boolean", "strings", "integers", "boxes", "box"}
    by_name = {column.name: column for column in columns(store.table("mentions"))}
    assert len(by_name) == len(fields(MentionRow))
    assert (by_name["page"].kind, by_name["page"].nullable) == ("integer", True)
    assert (by_name["boxes"].kind, by_name["boxes"].nullable) == ("boxes", False)
