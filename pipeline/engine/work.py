"""Files → results: what was mined before comes from the cache, the rest from worker processes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from pipeline.engine.archives import Source
from pipeline.engine.cache import Cache, final, recall
from pipeline.engine.limits import Limits, cores, fair_memory
from pipeline.engine.quarantine import failed
from pipeline.engine.supervisor import EngineError, Supervisor
from pipeline.engine.worker import Mine, Task
from pipeline.read import Limits as ReadLimits
from pipeline.read import ReadError
from pipeline.read.archive import Shelf
from pipeline.records import Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `result` is null for a copy, of which `copy_of` says what it is a copy of.

    `sha256` and `size` are null where the file couldn't be read; `seconds` is what mining took, null where it wasn't mined.
    """

    source: Source
    state: Literal["mined", "reused", "duplicate"]
    sha256: str | None = None
    size: int | None = None
    result: Result | None = None
    seconds: float | None = None
    copy_of: str | None = None


class Watcher:
    """Hears how the work goes; does nothing. `preparing` is called only where there is something to mine."""

    def preparing(self, to_mine: int, reused: int) -> None: ...

    def heard(self, outcome: Outcome) -> None: ...

    def tick(self, running: tuple[str, ...]) -> None: ...


def work(
    sources: Sequence[Source],
    mine: Mine,
    *,
    cache: Cache,
    warm: Callable[[], None],
    workers: int | None = None,
    limits: Limits | None = None,
    reading: ReadLimits | None = None,
    password: str | None = None,
    method: str | None = None,
    log: Path | None = None,
    watcher: Watcher | None = None,
) -> Iterator[Outcome]:
    """An outcome for every source, as they are done. Raises EngineError where no worker can go on.

    Two files of the same bytes are one document, under the path that sorts first; one outside an archive goes before one
    inside.
    """
    workers, limits, watcher = workers or cores(), limits or Limits(), watcher or Watcher()
    shelf = Shelf(reading or ReadLimits(), password)
    waiting: dict[str, tuple[Source, Task, int]] = {}
    seen: dict[str, Source] = {}
    reused = 0
    for source in sorted(sources, key=lambda source: (len(source.inside), source)):
        outcome, task, size = _looked_up(source, cache, shelf, seen)
        if outcome is not None:
            reused += outcome.state == "reused"
            watcher.heard(outcome)
            yield outcome
        elif task is not None:
            waiting[task.entry] = (source, task, size)
    shelf.close()
    if not waiting:
        return
    watcher.preparing(len(waiting), reused)
    supervisor = Supervisor(
        mine,
        warm=warm,
        workers=min(workers, len(waiting)),
        fetch=partial(fetch, shelf.limits, password),
        timeout=limits.timeout,
        memory=limits.memory or fair_memory(workers),
        log=str(log) if log else None,
        method=method,
        tick=watcher.tick,
    )
    # The longest first, so that no worker is left alone with a thesis when all else is done.
    longest_first = sorted(waiting.values(), key=lambda item: (-item[2], item[0].path))
    for verdict in supervisor.run([task for _, task, _ in longest_first]):
        source, task, size = waiting[verdict.task.entry]
        outcome = Outcome(
            source, "mined", task.sha256, size, _result(task, verdict.failure), round(verdict.seconds, 3)
        )
        watcher.heard(outcome)
        yield outcome


def _looked_up(
    source: Source, cache: Cache, shelf: Shelf, seen: dict[str, Source]
) -> tuple[Outcome | None, Task | None, int]:
    """What is known of the file before it is mined: an outcome, or else a task and the file's size in bytes."""
    if source.refused is not None:
        return Outcome(source, "mined", result=failed(source.path, None, *source.refused)), None, 0
    try:
        sha256, size = _hashed(source, shelf)
    except OSError as error:
        result = failed(source.path, None, "UNREADABLE", str(error.strerror))
        return Outcome(source, "mined", result=result), None, 0
    except ReadError as error:
        result = failed(source.path, None, error.code, error.message)
        return Outcome(source, "mined", result=result), None, 0
    if sha256 in seen:
        return Outcome(source, "duplicate", sha256, size, copy_of=seen[sha256].path), None, size
    seen[sha256] = source
    try:
        shelf.limits.check_bytes(size)
    except ReadError as error:
        result = failed(source.path, sha256, error.code, error.message)
        return Outcome(source, "mined", sha256, size, result), None, size
    entry = cache.entry(sha256, source.path)
    kept = recall(entry)
    if kept is not None and final(kept, password=shelf.password is not None):
        return Outcome(source, "reused", sha256, size, kept), None, size
    return None, Task(str(source.file.absolute()), source.path, sha256, str(entry), source.inside), size


def fetch(limits: ReadLimits, password: str | None, file: Path, inside: tuple[int, ...]) -> bytes:
    """The file's bytes, or those of a member of an archive. Raises OSError, ReadError."""
    if not inside:
        return file.read_bytes()
    shelf = Shelf(limits, password)
    try:
        return shelf.content(file, inside)
    finally:
        shelf.close()


def _hashed(source: Source, shelf: Shelf) -> tuple[str, int]:
    """The SHA-256 and the size in bytes. Raises OSError, ReadError."""
    if source.inside:
        data = shelf.content(source.file, source.inside)
        return hashlib.sha256(data).hexdigest(), len(data)
    with source.file.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), source.file.stat().st_size


def _result(task: Task, failure: tuple[str, str] | None) -> Result:
    if failure is not None:
        return failed(task.path, task.sha256, *failure)
    result = recall(Path(task.entry))
    if result is None:
        raise EngineError(f"what was just mined can't be read back: {task.entry}")
    return result
