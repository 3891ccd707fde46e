"""What a user can type, or find in a dataset, is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from pipeline.cli.app import app
from pipeline.records import TABLES
from pipeline.store.schema import columns

ROOT = Path(__file__).parents[2]
COMMANDS: dict[str, typer.core.TyperCommand] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
READMES = ("README.md", "README.ru.md")


def parameters() -> Iterator[tuple[str, str, str | None]]:
    for name, command in COMMANDS.items():
        for parameter in command.params:
            if parameter.name != "help":
                yield name, parameter.name or "", getattr(parameter, "help", None)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    said = (COMMANDS[name].help or "").split("\n")[0]
    assert said[:1].isupper()
    assert said.endswith((".", ","))


@pytest.mark.parametrize(("command", "name", "said"), list(parameters()), ids=lambda value: str(value)[:20])
def test_every_option_says_what_it_does(command: str, name: str, said: str | None) -> None:
    assert said, f"svod {command}: {name} has no help"


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_in_the_readme(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if not re.search(rf"svod {name}\b", text)]
    assert missing == []
    invented = {
        name for name in re.findall(r"^\$? *svod ([a-z]+)", text, re.MULTILINE) if name not in COMMANDS
    }
    assert invented == set()


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_every_table_and_column_says_what_it_holds(spec: object) -> None:
    from pipeline.records import TableSpec

    assert isinstance(spec, TableSpec)
    assert len(spec.description) > 5
    short = [column.name for column in columns(spec) if len(column.description) < 3]
    assert short == []


def test_every_table_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [spec.name for spec in TABLES if f"`{spec.name}`" not in text] == []


def test_every_make_target_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY:(.*)$", text, re.MULTILINE)[1].split())  # type: ignore[index]
    assert targets == set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))


def test_every_file_of_the_reading_room_is_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    room = ROOT / "pipeline" / "read"
    names = sorted(file.stem for file in room.rglob("*.py") if file.stem != "__init__")
    assert [name for name in names if not re.search(rf"`(?:maps/)?{name}`", text)] == []
    folders = sorted(folder.name for folder in room.iterdir() if (folder / "__init__.py").exists())
    assert [name for name in folders if f"`{name}/" not in text] == []
