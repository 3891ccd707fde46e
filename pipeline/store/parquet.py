"""Tables as Parquet: typed, compressed, the same bytes for the same rows.

Lists are real lists and boxes are lists of four doubles. Nothing that changes from run to run gets into the file: row
groups are cut at a fixed number of rows and the writer's name is pyarrow's own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import Row, TableSpec
from pipeline.store.schema import Column, Kind, columns, row_of

ROW_GROUP: Final = 65_536

_TYPES: Final[dict[Kind, pa.DataType]] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "strings": pa.list_(pa.string()),
    "integers": pa.list_(pa.int64()),
    "boxes": pa.list_(pa.list_(pa.float64())),
    "box": pa.list_(pa.float64()),
}


@cache
def arrow_schema(spec: TableSpec) -> pa.Schema:
    """The table's Arrow schema; descriptions and units travel as metadata of the fields."""
    return pa.schema([_field(column) for column in columns(spec)])


def _field(column: Column) -> pa.Field:
    metadata = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, _TYPES[column.kind], nullable=column.nullable, metadata=metadata)


def arrow_table(spec: TableSpec, rows: tuple[Row, ...]) -> pa.Table:
    """The rows as an Arrow table."""
    schema = arrow_schema(spec)
    arrays = [pa.array([getattr(row, field.name) for row in rows], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def write(spec: TableSpec, rows: tuple[Row, ...], path: Path) -> None:
    """Writes the rows; an empty table is a file with its columns."""
    pq.write_table(
        arrow_table(spec, rows),
        path,
        row_group_size=ROW_GROUP,
        version="2.6",
        compression="zstd",
        compression_level=3,
        write_statistics=True,
    )


def read(spec: TableSpec, path: Path) -> tuple[Row, ...]:
    """The rows of the file. Columns that it doesn't have are an error, columns that we don't know are passed over.

    Raises FileNotFoundError, and pyarrow's own errors for a file that isn't Parquet.
    """
    names = [column.name for column in columns(spec)]
    # One open file and no memory map: the folder may be put out of its place while we read, the bytes stay.
    with path.open("rb") as file:
        data: Any = pq.read_table(file, columns=names, use_threads=False)
    lists = [data.column(name).to_pylist() for name in names]
    return tuple(row_of(spec, values) for values in zip(*lists, strict=True))
