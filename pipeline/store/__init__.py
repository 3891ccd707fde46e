"""Rows → files: Parquet, CSV, SQLite, data package, put into place at once.

write(dataset, Path("out"), info)      # the old dataset or the new one, never half of it
load(Path("out")) == dataset
frame(Path("out"), "observations")     # as pandas
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.records import TABLES, Dataset, TableSpec
from pipeline.store.folder import TEXT, Folder, NotOursError, claim
from pipeline.store.lock import BusyError
from pipeline.store.provenance import InputFile, RunInfo, Timings, is_dataset, read_info
from pipeline.store.schema import ContractError, check, ordered, table

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.records import Row

__all__ = [
    "BusyError",
    "ContractError",
    "Folder",
    "InputFile",
    "NotOursError",
    "RunInfo",
    "Timings",
    "check",
    "claim",
    "frame",
    "frames",
    "in_order",
    "is_dataset",
    "load",
    "load_table",
    "ordered",
    "read_info",
    "table",
    "write",
]

# pandas and pyarrow take half a second to import; they are fetched where a table is really written or read, so that
# workers and `svod --help` do without.


def write(dataset: Dataset, out: Path | Folder, info: RunInfo | Callable[[], RunInfo] | None = None) -> None:
    """Writes the dataset into OUT, every row in its table's order. `info` may be made last, to hold the time it took.

    Raises ContractError before anything is written where a row breaks the schema, BusyError, NotOursError and OSError as `claim`.
    """
    from pipeline.store import database, delimited, package, parquet, provenance

    check(dataset)
    dataset = in_order(dataset)
    with claim(out) if isinstance(out, Path) else nullcontext(out) as folder, folder.staged() as staging:
        for spec in TABLES:
            rows = getattr(dataset, spec.name)
            parquet.write(spec, rows, staging / f"{spec.name}.parquet")
            delimited.write(spec, rows, staging / f"{spec.name}.csv")
        for doc_id, text in dataset.texts:
            (staging / TEXT / f"{doc_id}.txt").write_text(text, encoding="utf-8", newline="")
        database.write(dataset, staging / "svod.sqlite")
        package.write(staging, __version__)
        said = info() if callable(info) else info or RunInfo()
        provenance.write_info(said, staging / "run.json")


def in_order(dataset: Dataset) -> Dataset:
    """The dataset with every table in its order."""
    tables = {spec.name: ordered(spec, getattr(dataset, spec.name)) for spec in TABLES}
    return Dataset(**tables, texts=tuple(sorted(dataset.texts)))  # type: ignore[arg-type]


def load(out: Path) -> Dataset:
    """The dataset in the folder. Raises FileNotFoundError where there is none."""
    tables = {spec.name: load_table(out, spec) for spec in TABLES}
    texts = []
    for path in sorted((out / TEXT).glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            texts.append((path.stem, file.read()))
    known = {row.doc_id for row in tables["documents"]}  # type: ignore[union-attr]
    return Dataset(**tables, texts=tuple(text for text in texts if text[0] in known))  # type: ignore[arg-type]


def load_table(out: Path, spec: TableSpec) -> tuple[Row, ...]:
    """One table of the dataset in the folder."""
    from pipeline.store import parquet

    return parquet.read(spec, out / f"{spec.name}.parquet")


def frames(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Every table as a pandas frame, by name."""
    from pipeline.store import notebook

    return notebook.frames(dataset)


def frame(out: Path, name: str) -> pd.DataFrame:
    """One table of a written dataset as a pandas frame. Raises KeyError for a name that is no table."""
    from pipeline.store import notebook

    return notebook.frame(out, name)
