"""Tables as pandas frames, for people who go on from here in a notebook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import TABLES, Dataset
from pipeline.store import parquet
from pipeline.store.schema import LISTS, columns, table


def frames(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Every table of the dataset as a frame, by name. List columns hold Python lists."""
    made = {}
    for spec in TABLES:
        made[spec.name] = _frame(parquet.arrow_table(spec, getattr(dataset, spec.name)), spec.name)
    return made


def frame(out: Path, name: str) -> pd.DataFrame:
    """One table of a written dataset. Raises KeyError for a name that is no table, FileNotFoundError."""
    spec = table(name)
    with (out / f"{name}.parquet").open("rb") as file:
        return _frame(pq.read_table(file, use_threads=False), spec.name)


def _frame(data: pa.Table, name: str) -> pd.DataFrame:
    """Integers stay integers where some are missing (pandas' nullable types), lists are lists and not arrays."""
    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.string(): pd.StringDtype()}
    made: pd.DataFrame = data.to_pandas(types_mapper=nullable.get)
    for column in columns(table(name)):
        if column.kind in LISTS:
            made[column.name] = pd.Series(
                data.column(column.name).to_pylist(), dtype="object", index=made.index
            )
    return made
