"""No catastrophic backtracking: a megabyte of the worst text is read in seconds, and the cost grows with the length only."""

from __future__ import annotations

import time

import pytest

from pipeline.extract.amount import scan
from pipeline.russian import dates

MEGABYTE = 1_000_000
LIMIT = 2.0  # seconds of CPU time, dates included


def spent(text: str) -> float:
    dates.scan.cache_clear()
    start = time.process_time()
    for _ in scan(text):
        pass
    return time.process_time() - start


@pytest.mark.parametrize("unit", ["1", ".", "млрд ", " ", "-", "(", "[", "а", "I", "%", "\n"])
def test_a_megabyte_of(unit: str) -> None:
    assert spent((unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]) < LIMIT


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "5–",
        "[1",
        "2 и ",
        "5, ",
        "1\n",
        "с 5 до ",
        "пять ",
        "2019–",
        "2019 ",
        "XIX ",
        "(Иванов, ",
        "5 новых ",
        "не менее ",
    ],
)
def test_cost_is_linear(unit: str) -> None:
    short, long = ((unit * (size // len(unit))) for size in (3_000, 24_000))
    spent(short)
    assert spent(long) < 30 * max(spent(short), 0.01)
