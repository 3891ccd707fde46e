"""How a run goes, on stderr: bars on a terminal, a line now and then anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Final

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from pipeline.engine import Found, Outcome, Watch

_LINE_EVERY: Final = 10.0  # seconds between two lines where there is no terminal
_NAME: Final = 32  # characters of a paper's name beside the bar


@contextmanager
def watch_for(quiet: bool) -> Iterator[Watch]:
    """What suits stderr: nothing, bars, or lines."""
    if quiet:
        yield Watch()
    elif sys.stderr.isatty():
        # No refreshing thread: the run forks its workers from this process. The engine's ticks do it.
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[now]}", markup=False),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        ) as progress:
            yield Bars(progress)
    else:
        yield Lines()


class Bars(Watch):
    """A bar over the papers to mine, with those that are being mined beside it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bar = progress.add_task("looking", total=None, now="")

    def found(self, found: Found) -> None:
        self._say("checking", total=len(found.sources))

    def preparing(self, to_mine: int, reused: int) -> None:
        self._progress.reset(self._bar)
        self._say("mining", total=to_mine, now="loading models")

    def heard(self, outcome: Outcome) -> None:
        self._progress.advance(self._bar)
        self._progress.refresh()

    def tick(self, running: tuple[str, ...]) -> None:
        self._say("mining", now=", ".join(PurePosixPath(path).name[:_NAME] for path in running))

    def writing(self) -> None:
        self._say("writing", total=None, now="")

    def _say(self, what: str, **fields: object) -> None:
        self._progress.update(self._bar, description=what, **fields)  # type: ignore[arg-type]
        self._progress.refresh()


class Lines(Watch):
    """A plain line when mining begins and every ten seconds, for logs."""

    def __init__(self) -> None:
        self._total = self._done = 0
        self._last = time.monotonic()

    def preparing(self, to_mine: int, reused: int) -> None:
        self._total, self._done, self._last = to_mine, 0, time.monotonic()
        before = f", {reused} mined before" if reused else ""
        typer.echo(f"mining {to_mine} of {to_mine + reused} papers{before}", err=True)

    def heard(self, outcome: Outcome) -> None:
        self._done += 1
        self._now_and_then()

    def tick(self, running: tuple[str, ...]) -> None:
        self._now_and_then(running)

    def _now_and_then(self, running: tuple[str, ...] = ()) -> None:
        if self._total and time.monotonic() - self._last >= _LINE_EVERY:
            self._last = time.monotonic()
            beside = f" (now {', '.join(running)})" if running else ""
            typer.echo(f"{self._done} of {self._total} mined{beside}", err=True)
