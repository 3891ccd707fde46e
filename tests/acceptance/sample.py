"""Whole papers through all rooms, for tests that look at the dataset as its users do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from pipeline import run
from pipeline.records import Dataset

ROOT = Path(__file__).resolve().parents[2]
PAPERS = tuple(sorted((ROOT / "corpus" / "papers").iterdir()))
GOLD = ROOT / "corpus" / "gold"

# Two papers that the project was begun for, with labels of their own. They stand beside the checkout where it was made.
SHARED = ROOT.parent / "shared"
SEED_TEXTS = "seeds/*.txt"
SEED_PDFS = "papers/seed_00*_onecol.pdf"


@lru_cache(maxsize=3)
def mined(papers: tuple[Path, ...]) -> Dataset:
    """The papers' dataset, made in this process, once."""
    return run.assemble([run.mine(paper.read_bytes(), paper.name) for paper in papers])


def seeds(pattern: str) -> tuple[Path, ...]:
    """The papers beside the checkout; the test that asks for them is skipped where there are none."""
    files = tuple(sorted(SHARED.glob(pattern)))
    if not files:
        pytest.skip(f"no {pattern} in ../{SHARED.name}: only where the project began")
    return files
