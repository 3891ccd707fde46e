"""`svod evaluate`: scores a dataset, or a fresh run, against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.evaluate import GOLD_LAYERS, GoldError, Label, Report, load_gold
from pipeline.evaluate import evaluate as score
from pipeline.records import Dataset


def evaluate(
    gold: Annotated[Path, typer.Option(help="Gold: a JSONL file, or a folder of them.")],
    pred: Annotated[
        Path | None,
        typer.Option(
            help="A dataset folder that `svod run` wrote; without it the gold's papers are mined now."
        ),
    ] = None,
    papers: Annotated[Path, typer.Option(help="Where the gold's papers are, for a fresh run.")] = Path(
        "corpus/papers"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Print each loss with its sentence.")] = False,
    layer: Annotated[str | None, typer.Option(help="With --errors: only this layer's.")] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="LAYER=F1", help="Exit with 1 when a layer's F1 is lower; may be repeated."),
    ] = None,
) -> None:
    """Score a dataset (or a fresh run) against gold, per layer and label."""
    thresholds = [_threshold(text) for text in fail_under or ()]
    if layer is not None and layer not in GOLD_LAYERS:
        raise typer.BadParameter(
            f"{layer!r} is no layer; layers are {', '.join(GOLD_LAYERS)}", param_hint="--layer"
        )
    try:
        labels = load_gold(gold)
    except (OSError, UnicodeDecodeError, GoldError) as error:
        raise _failed(str(error)) from error
    report = score(labels, _load(pred) if pred is not None else _mine(papers, labels))
    typer.echo(report.as_json() if as_json else report.table())
    if errors:
        typer.echo("\n" + report.errors(layer), err=as_json)
    missed = [message for name, least in thresholds if (message := _shortfall(report, name, least))]
    if missed:
        raise _failed("; ".join(missed))


def _threshold(text: str) -> tuple[str, float]:
    name, _, figure = text.partition("=")
    try:
        least = float(figure)
    except ValueError:
        least = -1.0
    if name not in GOLD_LAYERS or not 0 <= least <= 1:
        raise typer.BadParameter(
            f"{text!r} is not LAYER=F1 with F1 from 0 to 1; layers are {', '.join(GOLD_LAYERS)}",
            param_hint="--fail-under",
        )
    return name, least


def _shortfall(report: Report, layer: str, least: float) -> str | None:
    f1 = report.f1(layer)
    if f1 is None:
        return f"{layer}: nothing to measure, {least:g} was asked for"
    return f"{layer}: F1 {f1:.4f} is under {least:g}" if f1 < least else None


def _load(pred: Path) -> Dataset:
    from pipeline import store  # pandas and pyarrow are slow to import

    if not pred.is_dir():
        raise _failed(f"no dataset at {pred}: run `svod run INPUT -o {pred}` first")
    try:
        return store.load(pred)
    except (OSError, ValueError, KeyError) as error:
        raise _failed(f"{pred} is no dataset that can be read: {error}") from error


def _mine(papers: Path, labels: tuple[Label, ...]) -> Dataset:
    """A fresh run over the gold's papers: the files named like its documents, or all where none is."""
    from pipeline.run import assemble, mine  # loads the models

    if not papers.exists():
        raise _failed(f"no papers at {papers}: name their folder with --papers, or a dataset with --pred")
    files = sorted(file for file in papers.rglob("*") if file.is_file()) if papers.is_dir() else [papers]
    wanted = {label.doc for label in labels}
    named = [file for file in files if file.stem in wanted]
    if not files:
        raise _failed(f"no papers in {papers}")
    return assemble([mine(file.read_bytes(), file.name) for file in named or files])


def _failed(message: str) -> typer.Exit:
    typer.echo(f"svod evaluate: {message}", err=True)
    return typer.Exit(1)
