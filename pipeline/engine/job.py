"""A whole run: find the files, mine what is new, put all together, write the dataset."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from pipeline import store
from pipeline.engine.cache import Cache
from pipeline.engine.limits import Limits, one_thread
from pipeline.engine.sources import Found, find
from pipeline.engine.work import Outcome, Watcher, work
from pipeline.read import Limits as ReadLimits
from pipeline.records import TABLES, Dataset, ProblemRow, Result
from pipeline.store import InputFile, RunInfo, Timings


class Rooms(Protocol):
    """What does the mining: `pipeline.run`, or something of its shape."""

    def mine(
        self, data: bytes, path: str, *, limits: ReadLimits | None = None, password: str | None = None
    ) -> Result:
        """All rows that one file gives."""

    def assemble(self, results: Iterable[Result]) -> Dataset:
        """The dataset of all files, the same for any order of them."""

    def warm(self) -> None:
        """Loads models."""

    def version(self) -> str:
        """What results depend on besides the file: code, models, dictionaries."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `workers` null is one a core; `fresh` forgets what was mined before; `method` is for tests.

    `password` is tried on every locked file and written nowhere.
    """

    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    reading: ReadLimits = field(default_factory=ReadLimits)
    password: str | None = field(default=None, repr=False)
    fresh: bool = False
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went, for the summary. `dropped` counts files of the dataset before that this run wasn't given."""

    out: Path
    found: Found
    outcomes: tuple[Outcome, ...]
    dataset: Dataset
    info: RunInfo
    seconds: float
    dropped: int

    @property
    def failed(self) -> bool:
        return any(document.status == "failed" for document in self.dataset.documents)

    def problems(self) -> tuple[tuple[str, ProblemRow], ...]:
        """Every problem with the path of its document."""
        paths = {document.doc_id: document.path for document in self.dataset.documents}
        return tuple((paths[problem.doc_id], problem) for problem in self.dataset.problems)


class Watch(Watcher):
    """Hears how a run goes; does nothing."""

    def found(self, found: Found) -> None: ...

    def writing(self) -> None: ...


def run(
    inputs: Sequence[Path],
    out: Path,
    rooms: Rooms,
    options: Options | None = None,
    watch: Watch | None = None,
) -> Report:
    """Mines the inputs into the dataset folder.

    Raises InputError, EngineError, and as `store.write` does. Whatever it raises, the dataset that was there is whole
    and what was mined is kept for the next run.
    """
    options, watch = options or Options(), watch or Watch()
    one_thread()
    began, started = time.monotonic(), _now()
    found = find(inputs, out, limits=options.reading, password=options.password)
    watch.found(found)
    with store.claim(out) as folder:
        cache = Cache(folder.private / "cache", rooms.version())
        if options.fresh:
            cache.forget()
        log = folder.private / "workers.log"
        log.unlink(missing_ok=True)
        before = _files_before(folder.out)
        outcomes = tuple(
            work(
                found.sources,
                partial(rooms.mine, limits=options.reading, password=options.password),
                cache=cache,
                warm=rooms.warm,
                workers=options.workers,
                limits=options.limits,
                reading=options.reading,
                password=options.password,
                method=options.method,
                log=log,
                watcher=watch,
            )
        )
        mined = time.monotonic()
        watch.writing()
        dataset = rooms.assemble(outcome.result for outcome in outcomes if outcome.result is not None)
        assembled = time.monotonic()
        info = RunInfo(
            fingerprint=cache.fingerprint,
            configuration=_settings(options),
            inputs=_inputs(found, outcomes),
            rows=tuple((spec.name, len(getattr(dataset, spec.name))) for spec in TABLES),
            timings=Timings(started, mining=round(mined - began, 3), assembling=round(assembled - mined, 3)),
        )
        store.write(dataset, folder, lambda: _finished(info, assembled))
        cache.prune()
        _drop_empty(log)
    now = {outcome.sha256 for outcome in outcomes}
    dropped = len(before - now)
    return Report(folder.out, found, outcomes, dataset, info, time.monotonic() - began, dropped)


def _settings(options: Options) -> tuple[tuple[str, str | int | float | bool | None], ...]:
    """What of the options can bear on the rows: the number of workers can't."""
    limits = options.limits
    return (
        ("timeout", limits.timeout),
        ("memory_limit", limits.memory),
        ("size_limit", options.reading.bytes),
        ("unpacked_limit", options.reading.unpacked),
        ("page_limit", options.reading.pages),
        ("ocr_page_limit", options.reading.ocr_pages),
        ("character_limit", options.reading.characters),
    )


def _inputs(found: Found, outcomes: Sequence[Outcome]) -> tuple[InputFile, ...]:
    files = [_input(outcome) for outcome in outcomes]
    files += [InputFile(entry.path, "skipped", note=entry.reason) for entry in found.skipped]
    return tuple(sorted(files, key=lambda file: (file.path, file.state, file.sha256 or "")))


def _input(outcome: Outcome) -> InputFile:
    documents = outcome.result.documents if outcome.result is not None else ()
    return InputFile(
        path=outcome.source.path,
        state=outcome.state,
        sha256=outcome.sha256,
        bytes=outcome.size,
        doc_ids=tuple(document.doc_id for document in documents),
        seconds=outcome.seconds,
        note=f"the same bytes as {outcome.copy_of}" if outcome.copy_of is not None else None,
    )


def _files_before(out: Path) -> set[str | None]:
    try:
        return {file.sha256 for file in store.read_info(out).inputs if file.sha256 is not None}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _finished(info: RunInfo, assembled: float) -> RunInfo:
    writing = round(time.monotonic() - assembled, 3)
    return replace(info, timings=replace(info.timings, finished=_now(), writing=writing))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _drop_empty(log: Path) -> None:
    if log.exists() and log.stat().st_size == 0:
        log.unlink()
