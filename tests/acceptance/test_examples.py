"""The examples of docs/dataset.md do what they say, on the dataset of the sample papers."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import TABLES, Dataset
from tests.acceptance.sample import ROOT

TEXT = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"), ids=["turnover", "places"])
def test_pandas(code: str, out: Path) -> None:
    names: dict[str, Any] = {"OUT": out}
    exec(compile(code, "docs/dataset.md", "exec"), names)
    assert len(names["result"]) > 3


@pytest.mark.parametrize("statement", blocks("sql"), ids=["disagreements", "parties"])
def test_sql(statement: str, out: Path) -> None:
    with closing(sqlite3.connect(out / "svod.sqlite")) as connection:
        rows = connection.execute(statement).fetchall()
    assert len(rows) > 3 and len(set(rows)) > 3


def test_there_are_examples_in_each_language() -> None:
    assert [len(blocks(language)) > 0 for language in ("python", "sql", "r")] == [True] * 3


def test_r_names_columns_that_there_are() -> None:
    """R isn't at hand everywhere; that its example names files and columns which exist can be told without."""
    columns = {name for spec in TABLES for name in spec.columns}
    words = {"n", "which", "largest", "words", "amounts", "mentions", "money"}
    for code in blocks("r"):
        files = re.findall(r'"(\w+)\.parquet"', code)
        assert files and set(files) <= {spec.name for spec in TABLES}
        _, _, chain = code.partition("|>")
        used = set(re.findall(r"\b[a-z_]+\b(?!\()", chain))
        assert used - {"by"} <= columns | words, used - columns - words


def test_every_flag_in_the_dataset_is_explained(dataset: Dataset) -> None:
    _, _, part = TEXT.partition("## Flags")
    explained = set(re.findall(r"^\| `(\w+)` \|", part.partition("\n## ")[0], re.MULTILINE))
    used = {flag for row in (*dataset.amounts, *dataset.observations) for flag in row.flags}
    assert used and used <= explained
