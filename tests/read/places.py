"""Where the tests find papers: the project's own, and those beside the checkout that may be absent."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAPERS = PROJECT / "corpus" / "papers"
TRUTH = PROJECT / "corpus" / "truth"
SHARED = PROJECT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="real papers aren't beside this checkout (../shared)"
)


def own_papers() -> list[Path]:
    return sorted(path for path in PAPERS.glob("*") if (TRUTH / f"{path.stem}.txt").is_file())
