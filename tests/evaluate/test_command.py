from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipeline import store
from pipeline.cli.evaluate import evaluate
from tests.evaluate.sample import perfect, write_gold

app = typer.Typer()
app.command()(evaluate)


@pytest.fixture
def gold(tmp_path: Path) -> str:
    return str(write_gold(tmp_path / "steppe.jsonl"))


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(store, "load", lambda folder: perfect(), raising=False)
    return str(tmp_path / "out")


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


def test_prints_a_table(gold: str, out: str) -> None:
    status, output = _run(
        "--gold", gold, "--pred", out, "--fail-under", "entity=1", "--fail-under", "date=0.9"
    )
    assert status == 0
    assert "observation" in output


def test_a_threshold_that_is_not_met(gold: str, out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    monkeypatch.setattr(store, "load", lambda folder: replace(perfect(), citations=()), raising=False)
    status, output = _run("--gold", gold, "--pred", out, "--fail-under", "citation=0.9")
    assert (status, "citation: F1 0.0000 is under 0.9" in output) == (1, True)


def test_missing_gold_and_missing_dataset(gold: str, tmp_path: Path) -> None:
    assert _run("--gold", str(tmp_path / "none.jsonl"), "--pred", str(tmp_path))[0] == 1
    status, output = _run("--gold", gold, "--pred", str(tmp_path / "none"))
    assert (status, "no dataset at" in output) == (1, True)


@pytest.mark.parametrize("wrong", ["entity", "entity=2", "words=0.5"])
def test_usage(gold: str, out: str, wrong: str) -> None:
    assert _run("--gold", gold, "--pred", out, "--fail-under", wrong)[0] == 2
