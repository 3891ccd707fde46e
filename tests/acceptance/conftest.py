"""The sample papers are mined once a session; everybody looks at the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import store
from pipeline.records import Dataset
from tests.acceptance.sample import PAPERS, mined

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `--dist loadgroup` one worker has all of these tests, and the papers are mined once and not once a worker."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("acceptance"))


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return mined(PAPERS)


@pytest.fixture(scope="session")
def out(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset as files."""
    folder = tmp_path_factory.mktemp("dataset") / "out"
    store.write(dataset, folder)
    return folder
