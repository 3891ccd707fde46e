"""Finished work: the rows of each file, kept in OUT/.svod until code, models or the file change.

One entry a file, compressed JSON, written under another name and renamed the moment it is done: a run that is killed
goes on where it stopped. An entry is found by the file's SHA-256, its path in the dataset and the fingerprint of the
pipeline; entries of other fingerprints are removed at the end of a run that succeeds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.records import TABLES, Result, TableSpec
from pipeline.store.schema import cells, columns, json_text, row_of

# Not the file's fault, or not for certain: another machine, a calmer hour or a higher limit may mine it.
TRIED_AGAIN: Final = frozenset(("TIMEOUT", "WORKER_CRASH", "OUT_OF_MEMORY", "TOO_LARGE"))
LOCKED: Final = "ENCRYPTED"
"""The password that a result was made with is kept nowhere: with one at hand, what was locked is tried again."""

_TABLES: Final[tuple[TableSpec, ...]] = tuple(
    spec for spec in TABLES if spec.name in Result.__dataclass_fields__
)


@dataclass(frozen=True, slots=True)
class Cache:
    """Finished results under one fingerprint."""

    root: Path
    fingerprint: str

    @property
    def folder(self) -> Path:
        return self.root / hashlib.sha256(self.fingerprint.encode()).hexdigest()[:16]

    def entry(self, sha256: str, path: str) -> Path:
        """Where the result of that file is kept."""
        name = hashlib.sha256(f"{sha256}\x1f{path}".encode()).hexdigest()[:32]
        return self.folder / name[:2] / f"{name}.json.gz"

    def forget(self) -> None:
        """Removes all entries of this fingerprint."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def prune(self) -> None:
        """Removes the entries of other fingerprints, and what writers that died left half-written."""
        if not self.root.is_dir():
            return  # nothing was mined yet
        for other in self.root.iterdir():
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)
        for partial in self.folder.glob("*/*.part"):
            partial.unlink(missing_ok=True)


def pack(result: Result) -> bytes:
    """The result as it is kept. Raises UnicodeEncodeError for text that is no Unicode."""
    body = {
        "texts": result.texts,
        "tables": {
            spec.name: {
                "columns": [column.name for column in columns(spec)],
                "rows": [cells(spec, row) for row in getattr(result, spec.name)],
            }
            for spec in _TABLES
        },
    }
    return gzip.compress(json_text(body).encode("utf-8"), compresslevel=3, mtime=0)


def keep(entry: Path, packed: bytes) -> None:
    """Writes a packed result, all or nothing. Raises OSError."""
    entry.parent.mkdir(parents=True, exist_ok=True)
    partial = entry.with_name(f"{entry.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(packed)
        partial.replace(entry)
    except OSError:
        with suppress(OSError):
            partial.unlink()
        raise


def recall(entry: Path) -> Result | None:
    """The kept result; null where there is none, or where what is there can't be read (it is then mined again)."""
    try:
        body = json.loads(gzip.decompress(entry.read_bytes()))
        tables: dict[str, Any] = {spec.name: _rows(spec, body["tables"][spec.name]) for spec in _TABLES}
        return Result(**tables, texts=tuple(body["texts"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
        return None


def final(result: Result, *, password: bool = False) -> bool:
    """Whether mining the file again by the same pipeline, with a password perhaps, is bound to give the same."""
    return not any(
        problem.code in TRIED_AGAIN or (password and problem.code == LOCKED) for problem in result.problems
    )


def _rows(spec: TableSpec, kept: dict[str, Any]) -> tuple[Any, ...]:
    if kept["columns"] != [column.name for column in columns(spec)]:
        raise ValueError("kept by another schema")
    return tuple(row_of(spec, values) for values in kept["rows"])
