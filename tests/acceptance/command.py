"""`svod` as a person starts it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.acceptance.sample import ROOT


def svod(*arguments: str | Path, hash_seed: str = "random") -> subprocess.CompletedProcess[str]:
    """Runs the command to its end; never raises for its exit status."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
