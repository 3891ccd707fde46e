"""Tables as CSV for people and programs without Parquet: UTF-8 without a mark, LF, RFC 4180.

A missing value is empty, a list is JSON, a number has a point and no exponent. Bytes are honest: a cell that begins with
«=» stays so (spreadsheet-safe copies are an export's business).
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.records import Row, TableSpec
from pipeline.store.schema import LISTS, Column, columns, json_text
from pipeline.values import plain


def cell(column: Column, value: Any) -> str:
    """The value as it stands in the file.

    >>> from pipeline.store.schema import table
    >>> value = columns(table("amounts"))[2]
    >>> cell(value, 2.6e22), cell(value, 0.1), cell(value, None)
    ('26000000000000000000000', '0.1', '')
    """
    if value is None:
        return ""
    if column.kind in LISTS:
        return json_text(value)
    if column.kind == "number":
        return plain(Decimal(repr(float(value))))
    if column.kind == "boolean":
        return "true" if value else "false"
    return str(value)


def write(spec: TableSpec, rows: tuple[Row, ...], path: Path) -> None:
    """Writes the rows under a header."""
    described = columns(spec)
    with path.open("w", encoding="utf-8", newline="") as file:
        # The carriage return in the writer's line end makes it quote cells that hold a lone one; we write LF ourselves.
        writer = csv.writer(_LineFeeds(file), lineterminator="\r\n")
        writer.writerow(column.name for column in described)
        for row in rows:
            writer.writerow([cell(column, getattr(row, column.name)) for column in described])


class _LineFeeds:
    """A file whose records end in LF whatever the writer puts there."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, record: str) -> int:
        written: int = self._file.write(record.removesuffix("\r\n") + "\n")
        return written
