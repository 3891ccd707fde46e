"""`run.json`: how a dataset came about. The only file in which times stand, so that the tables' bytes never change."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from pipeline import __version__

PROGRAM: Final = "svod"

InputState: TypeAlias = Literal["mined", "reused", "duplicate", "skipped"]
Setting: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that the run was given, or met in a folder that it was given.

    `sha256` and `bytes` are null where it was never read, `seconds` where it wasn't mined; `note` says why it was
    skipped, or which file it is a copy of.
    """

    path: str
    state: InputState
    sha256: str | None = None
    bytes: int | None = None
    doc_ids: tuple[str, ...] = ()
    seconds: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """When the run began and ended (ISO 8601, UTC) and how many seconds its parts took."""

    started: str = ""
    finished: str = ""
    mining: float = 0.0
    assembling: float = 0.0
    writing: float = 0.0


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What `run.json` says. `fingerprint` stands for the code, models and dictionaries that did the mining."""

    fingerprint: str = ""
    configuration: tuple[tuple[str, Setting], ...] = ()
    inputs: tuple[InputFile, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    timings: Timings = Timings()

    @property
    def configuration_hash(self) -> str:
        """SHA-256 over the fingerprint and the settings."""
        text = json.dumps([self.fingerprint, *self.configuration], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def write_info(info: RunInfo, path: Path) -> None:
    """Writes `run.json`."""
    body = {
        "program": PROGRAM,
        "version": __version__,
        "fingerprint": info.fingerprint,
        "configuration": dict(info.configuration),
        "configuration_hash": info.configuration_hash,
        "environment": {"python": platform.python_version(), "platform": sys.platform},
        "rows": dict(info.rows),
        "inputs": [asdict(file) for file in info.inputs],
        "timings": asdict(info.timings),
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="")


def read_info(out: Path) -> RunInfo:
    """What the dataset's `run.json` says. Raises FileNotFoundError where there is none, ValueError where it isn't ours."""
    body: Any = json.loads((out / "run.json").read_text(encoding="utf-8"))
    if not isinstance(body, dict) or body.get("program") != PROGRAM:
        raise ValueError(f"{out / 'run.json'} was not written by svod")
    return RunInfo(
        fingerprint=body["fingerprint"],
        configuration=tuple(body["configuration"].items()),
        inputs=tuple(InputFile(**{**file, "doc_ids": tuple(file["doc_ids"])}) for file in body["inputs"]),
        rows=tuple(body["rows"].items()),
        timings=Timings(**body["timings"]),
    )


def is_dataset(folder: Path) -> bool:
    """Whether the folder holds a dataset that svod wrote."""
    try:
        body = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(body, dict) and body.get("program") == PROGRAM
