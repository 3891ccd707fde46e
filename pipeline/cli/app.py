"""The commands under one roof."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli.doctor import doctor
from pipeline.cli.evaluate import evaluate
from pipeline.cli.explain import explain
from pipeline.cli.run import run
from pipeline.cli.status import status

app = typer.Typer(
    name="svod",
    help="Mines Russian-language research papers into a dataset that people can trust.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(evaluate)
app.command()(explain)
app.command()(status)
app.command()(doctor)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"svod {__version__}")
        raise typer.Exit


@app.callback()
def svod(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """Mines Russian-language research papers into a dataset that people can trust."""
