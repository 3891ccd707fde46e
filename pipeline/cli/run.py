"""`svod run`: papers → dataset."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.plainly import INTERRUPTED, plainly, stopped
from pipeline.engine.limits import Limits, parse_size


def _size(text: str) -> int:
    try:
        return parse_size(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def run(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders and ZIP archives of papers; folders and archives are looked through.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="The dataset's folder.")],
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that mine; as a rule one a core.", show_default=False)
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="What one paper may take before it is given up.")
    ] = 1200.0,
    memory_limit: Annotated[
        int | None,
        typer.Option(
            parser=_size,
            metavar="SIZE",
            help="What one paper may take, such as 512M or 2G; as a rule 4G or the machine's fair share.",
            show_default=False,
        ),
    ] = None,
    size_limit: Annotated[
        int | None,
        typer.Option(
            parser=_size, metavar="SIZE", help="How large a file may be; as a rule 500M.", show_default=False
        ),
    ] = None,
    unpacked_limit: Annotated[
        int | None,
        typer.Option(
            parser=_size,
            metavar="SIZE",
            help="What a packed file may unpack to; as a rule 500M.",
            show_default=False,
        ),
    ] = None,
    page_limit: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="How many pages a file may have; as a rule 3000.", show_default=False
        ),
    ] = None,
    ocr_page_limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="How many pages of a file are read by OCR; as a rule 200.",
            show_default=False,
        ),
    ] = None,
    character_limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="How many characters a file's text may have; as a rule 20 million.",
            show_default=False,
        ),
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            envvar="SVOD_PASSWORD",
            metavar="TEXT",
            help="Tried on every locked PDF and ZIP, kept nowhere. The environment variable stays out of the shell's history.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Mine everything anew.")] = False,
) -> None:
    """Mine papers into the dataset folder OUT, which then holds these papers and no others.

    What was mined before by the same version isn't mined again, a run that was stopped goes on where it was.
    """
    from pipeline import engine
    from pipeline import run as rooms  # the models' libraries: a second to import
    from pipeline.cli.progress import watch_for
    from pipeline.cli.summary import summary
    from pipeline.read import Limits as ReadLimits

    signal.signal(signal.SIGTERM, _terminate)
    usual = ReadLimits()
    options = engine.Options(
        workers=workers,
        limits=Limits(timeout, memory_limit),
        reading=ReadLimits(
            bytes=size_limit or usual.bytes,
            unpacked=unpacked_limit or usual.unpacked,
            pages=page_limit or usual.pages,
            ocr_pages=ocr_page_limit or usual.ocr_pages,
            characters=character_limit or usual.characters,
        ),
        password=password or None,
        fresh=fresh,
    )
    with plainly("run", out):
        try:
            with watch_for(quiet) as watch:
                report = engine.run(inputs, out, rooms, options, watch)
        except KeyboardInterrupt:
            stopped("run", "interrupted; what was mined is kept, the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from None
    if not quiet:
        typer.echo(summary(report, shown=out))
    if report.failed:
        raise typer.Exit(3)


def _terminate(number: int, frame: object) -> None:
    raise SystemExit(128 + number)
