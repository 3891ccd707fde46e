"""`datapackage.json`: what every file and column is, by the Frictionless Data Package standard.

Types, descriptions, units, vocabularies (`enum`), required cells, primary and foreign keys over the CSV files, with the
size and hash of each. Foreign keys out of list columns cannot be declared in the standard; the tests hold them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from pipeline.records import TABLES, TableSpec
from pipeline.store.schema import Column, Kind, columns

NAME: Final = "svod"

_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "strings": {"type": "array", "arrayItem": {"type": "string"}},
    "integers": {"type": "array", "arrayItem": {"type": "integer"}},
    "boxes": {"type": "array", "arrayItem": {"type": "array"}},
    "box": {"type": "array", "arrayItem": {"type": "number"}},
}


def write(folder: Path, version: str) -> None:
    """Describes the CSV files that stand in the folder."""
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": "Dataset mined from research papers by svod",
        "version": version,
        "resources": [_resource(spec, folder / f"{spec.name}.csv") for spec in TABLES],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="")


def _resource(spec: TableSpec, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": spec.name,
        "path": path.name,
        "description": spec.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": table_schema(spec),
    }


def table_schema(spec: TableSpec) -> dict[str, Any]:
    """The table's schema as Frictionless Table Schema."""
    schema: dict[str, Any] = {
        "fields": [_field(spec, column) for column in columns(spec)],
        "missingValues": [""],
    }
    if spec.key:
        schema["primaryKey"] = list(spec.key)
    if spec.foreign:
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.target]}}
            for key in spec.foreign
        ]
    return schema


def _field(spec: TableSpec, column: Column) -> dict[str, Any]:
    field = {"name": column.name, **_TYPES[column.kind], "description": column.description}
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if spec.key == (column.name,):
        constraints["unique"] = True
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    if constraints:
        field["constraints"] = constraints
    return field
