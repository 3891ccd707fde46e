"""The layers hold, and the check that says so can fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    "read",
    "segment",
    "extract",
    "qualify",
    "link",
    "relate",
    "store",
    "evaluate",
    "russian",
    "engine",
    "cli",
)


def lint(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_imports_go_downhill() -> None:
    told = lint()
    assert told.returncode == 0, told.stdout


def test_every_room_is_in_a_layer() -> None:
    """A new folder or module beside the rooms has to be given its place."""
    contract = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[[tool.importlinter.contracts]]")[1]
    )
    here = {
        path.stem
        for path in (ROOT / "pipeline").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    placed = {name for name in here if f"pipeline.{name}" in contract}
    assert here - placed == {"__init__", "__main__"}
    assert set(ROOMS) <= placed


def test_the_check_can_fail(tmp_path: Path) -> None:
    package = tmp_path / "pipeline"
    package.mkdir()
    for name, text in {"__init__": "", "upper": "", "lower": "from pipeline import upper\n"}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_package = "pipeline"\n[[tool.importlinter.contracts]]\nname = "down"\n'
        'type = "layers"\nlayers = ["pipeline.upper", "pipeline.lower"]\n',
        encoding="utf-8",
    )
    told = lint(cwd=tmp_path)
    assert told.returncode == 1
    assert "pipeline.lower -> pipeline.upper" in told.stdout


def test_workers_import_neither_pandas_nor_pyarrow() -> None:
    code = "import sys, pipeline.run, pipeline.engine.worker; print(sorted({'pandas', 'pyarrow'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
