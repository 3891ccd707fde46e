from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import TABLES

ROOT = Path(__file__).parents[2]


class Svod:
    """`svod` with the stand-in rooms, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.log = folder / "mined.log"

    def start(self, *arguments: object, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.engine.rooms", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "STAND_IN_LOG": str(self.log), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, **environment)
        stdout, stderr = process.communicate(timeout=120)
        assert "Traceback" not in stderr, stderr
        return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)

    def mined(self) -> list[str]:
        """The papers that miners have begun, since it was last asked."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return sorted(lines)

    def papers(self, **texts: str) -> Path:
        folder = self.folder / "papers"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return folder


@pytest.fixture
def svod(tmp_path: Path) -> Svod:
    return Svod(tmp_path)


@pytest.fixture
def digest() -> Callable[[Path], dict[str, Any]]:
    """Hashes of all that must be the same for the same input."""

    def digests(out: Path) -> dict[str, Any]:
        names = [f"{spec.name}.{suffix}" for spec in TABLES for suffix in ("parquet", "csv")]
        names += ["datapackage.json", *sorted(f"text/{path.name}" for path in (out / "text").iterdir())]
        return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}

    return digests
