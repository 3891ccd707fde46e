"""What the columns of a table are, read off the row classes in `records`.

Every file format is made from the same list of columns, so that a column added to a row class turns up in Parquet, CSV,
SQLite and the data package at once, with its type, unit and vocabulary:

    >>> [column.name for column in columns(table("citations"))]
    ['doc_id', 'start', 'end', 'number', 'pages']
    >>> columns(table("mentions"))[9].kind
    'boxes'

Imports neither pandas nor pyarrow: the workers that pack their results come through here.
"""

from __future__ import annotations

import json
import math
import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pipeline.model import Box
from pipeline.records import TABLES, Dataset, Result, Row, TableSpec

Kind: TypeAlias = Literal["string", "integer", "number", "boolean", "strings", "integers", "boxes", "box"]

LISTS: Final[frozenset[Kind]] = frozenset(("strings", "integers", "boxes", "box"))

_KINDS: Final[dict[object, Kind]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    tuple[str, ...]: "strings",
    tuple[int, ...]: "integers",
    tuple[Box, ...]: "boxes",
    Box: "box",
}


class ContractError(ValueError):
    """Rows that don't keep the dataset's contract: a wrong type, an empty required cell, a key that points nowhere."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the dataset. `vocabulary` is empty where any value will do."""

    name: str
    kind: Kind
    nullable: bool
    required: bool
    description: str
    unit: str | None
    vocabulary: tuple[str, ...]


@cache
def table(name: str) -> TableSpec:
    """The table of that name. Raises KeyError."""
    return {spec.name: spec for spec in TABLES}[name]


@cache
def columns(spec: TableSpec) -> tuple[Column, ...]:
    """The table's columns in the order in which they are written."""
    hints = get_type_hints(spec.row)
    return tuple(_column(field.name, hints[field.name], field.metadata) for field in fields(spec.row))


def _column(name: str, hint: object, metadata: types.MappingProxyType[Any, Any]) -> Column:
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        given = [part for part in get_args(hint) if part is not type(None)]
        nullable = len(given) < len(get_args(hint))
        (hint,) = given
    return Column(
        name=name,
        kind=_KINDS[hint],
        nullable=nullable,
        required=metadata["required"],
        description=metadata["description"],
        unit=metadata["unit"],
        vocabulary=metadata["vocabulary"],
    )


def cells(spec: TableSpec, row: Row) -> tuple[Any, ...]:
    """The row's values in the order of its columns."""
    values: tuple[Any, ...] = _getter(spec)(row)
    return values


@cache
def _getter(spec: TableSpec) -> Callable[[Row], tuple[Any, ...]]:
    return attrgetter(*spec.columns)


def freeze(column: Column, value: Any) -> Any:
    """A value as JSON or Parquet gives it back, as the row classes hold it: tuples for lists, floats for numbers."""
    if value is None:
        return None
    if column.kind == "number":
        return float(value)
    if column.kind == "boxes":
        return tuple(tuple(float(side) for side in box) for box in value)
    if column.kind == "box":
        return tuple(float(side) for side in value)
    return tuple(value) if column.kind in LISTS else value


def row_of(spec: TableSpec, values: Sequence[Any]) -> Row:
    """The row with these values, given in the order of its columns."""
    names, thawed = _makings(spec)
    given = dict(zip(names, values, strict=True))
    for column in thawed:
        given[column.name] = freeze(column, given[column.name])
    row: Row = spec.row(**given)
    return row


@cache
def _makings(spec: TableSpec) -> tuple[tuple[str, ...], tuple[Column, ...]]:
    """Names of all columns, and the columns whose values JSON and Parquet give back in another form."""
    other = tuple(column for column in columns(spec) if column.kind in LISTS or column.kind == "number")
    return spec.columns, other


def json_text(value: object) -> str:
    """Compact JSON in its own letters. Raises ValueError for NaN and infinities."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def ordered(spec: TableSpec, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows in the table's order, missing values first; what the order leaves open, the other columns settle."""
    get = attrgetter(*spec.order, *(name for name in spec.columns if name not in spec.order))
    return tuple(sorted(rows, key=lambda row: [(value is not None, value) for value in get(row)]))


def check(given: Result | Dataset) -> None:
    """Raises ContractError at the first row that the data package would call invalid.

    Workers check what they hand in, so that a bug costs one document; the whole is checked before it is written.
    """
    for spec in TABLES:
        rows: tuple[Row, ...] = getattr(given, spec.name, ())
        for row in rows:
            for column in columns(spec):
                fault = _fault(column, getattr(row, column.name))
                if fault:
                    raise ContractError(f"{spec.name}.{column.name}: {fault}")
        _check_key(spec, rows)
    for spec in TABLES:
        _check_foreign(spec, given)


def _fault(column: Column, value: Any) -> str | None:
    if value is None:
        return None if column.nullable else "is missing"
    if column.required and value == "":
        return "is empty, and required"
    if not _fits(column.kind, value):
        return f"{value!r:.80} is no {column.kind}"
    if column.vocabulary and value not in column.vocabulary:
        return f"{value!r:.80} is not in its vocabulary"
    return None


def _fits(kind: Kind, value: Any) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        case "boolean":
            return isinstance(value, bool)
        case "strings":
            return isinstance(value, tuple) and all(_fits("string", item) for item in value)
        case "integers":
            return isinstance(value, tuple) and all(_fits("integer", item) for item in value)
        case "boxes":
            return isinstance(value, tuple) and all(_fits("box", item) for item in value)
        case "box":
            return isinstance(value, tuple) and len(value) == 4 and all(_fits("number", x) for x in value)


def _check_key(spec: TableSpec, rows: tuple[Row, ...]) -> None:
    if not spec.key:
        return
    get = attrgetter(*spec.key)
    seen: set[object] = set()
    for row in rows:
        key = get(row)
        if key in seen:
            raise ContractError(f"{spec.name}: {key!r} is there twice")
        seen.add(key)


def _check_foreign(spec: TableSpec, given: Result | Dataset) -> None:
    for foreign in spec.foreign:
        if not hasattr(given, foreign.table):  # a single file's result has no instruments yet
            continue
        known = {getattr(row, foreign.target) for row in getattr(given, foreign.table)}
        for row in getattr(given, spec.name):
            value = getattr(row, foreign.column)
            if value is not None and value not in known:
                raise ContractError(f"{spec.name}.{foreign.column}: {value!r} is not in {foreign.table}")
