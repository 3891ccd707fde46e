"""All tables together in one SQLite file: keys, foreign keys that hold, vocabularies as checks, indexes.

Lists are JSON text (SQLite's `json_each` opens them). The journal is the plain one: a file that people copy about must
not need a `-wal` beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from pipeline.records import TABLES, Dataset, Row, TableSpec
from pipeline.store.schema import LISTS, Column, ContractError, Kind, cells, columns, json_text

_TYPES: Final[dict[Kind, str]] = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def write(dataset: Dataset, path: Path) -> None:
    """Writes all tables. Raises ContractError where a foreign key points nowhere."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")  # the file is still in staging: nobody else sees it
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for spec in TABLES:
            connection.execute(create(spec))
        for spec in TABLES:
            marks = ", ".join("?" * len(columns(spec)))
            connection.executemany(f"INSERT INTO {_name(spec.name)} VALUES ({marks})", _values(spec, dataset))
        for spec in TABLES:
            for statement in _indexes(spec):
                connection.execute(statement)
        connection.execute("COMMIT")
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            raise ContractError(f"{table}: a key is not in {parent}")
        connection.execute("PRAGMA journal_mode = DELETE")


def create(spec: TableSpec) -> str:
    """The statement that makes the table."""
    lines = [_column(spec, column) for column in columns(spec)]
    if len(spec.key) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(map(_name, spec.key))})")
    for foreign in spec.foreign:
        lines.append(
            f"FOREIGN KEY ({_name(foreign.column)}) REFERENCES {_name(foreign.table)} ({_name(foreign.target)})"
        )
    return f"CREATE TABLE {_name(spec.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(spec: TableSpec, column: Column) -> str:
    parts = [_name(column.name), _TYPES.get(column.kind, "TEXT")]
    if spec.key == (column.name,):
        parts.append("PRIMARY KEY")
    if not column.nullable:
        parts.append("NOT NULL")
    if column.vocabulary:
        words = ", ".join("'" + word.replace("'", "''") + "'" for word in column.vocabulary)
        parts.append(f"CHECK ({_name(column.name)} IN ({words}))")
    return " ".join(parts)


def _indexes(spec: TableSpec) -> Iterator[str]:
    for foreign in spec.foreign:
        if spec.key != (foreign.column,):
            index = _name(f"{spec.name}_{foreign.column}")
            yield f"CREATE INDEX {index} ON {_name(spec.name)} ({_name(foreign.column)})"


def _values(spec: TableSpec, dataset: Dataset) -> Iterator[Sequence[Any]]:
    lists = [at for at, column in enumerate(columns(spec)) if column.kind in LISTS]
    rows: tuple[Row, ...] = getattr(dataset, spec.name)
    for row in rows:
        values = list(cells(spec, row))
        for at in lists:
            if values[at] is not None:
                values[at] = json_text(values[at]) if values[at] else "[]"
        yield values


def _name(name: str) -> str:
    """A quoted identifier: `table`, `column`, `references` are words of SQL."""
    return f'"{name}"'
