"""A worker process: takes one task at a time, mines the file, keeps the result, says so in a few bytes.

Results go to the cache and not through the pipe: a message is so short that it arrives whole or not at all, whenever
the worker dies, and the supervisor never waits for the rest of one.
"""

from __future__ import annotations

import ctypes
import faulthandler
import hashlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from pipeline.engine import cache
from pipeline.engine.limits import hold_to
from pipeline.engine.quarantine import failed
from pipeline.read import ReadError
from pipeline.records import Result
from pipeline.store.schema import check

Mine: TypeAlias = Callable[[bytes, str], Result]
Fetch: TypeAlias = Callable[[Path, tuple[int, ...]], bytes]
"""A file's bytes, or those of a member of an archive. Raises OSError, ReadError."""

_LONGEST: Final = 600  # characters of a message


class Task(NamedTuple):
    """A file to mine: where it is, what the dataset calls it, its hash, where the result goes.

    `inside`: for a member of an archive, its index there, after those of the archives around it.
    """

    file: str
    path: str
    sha256: str
    entry: str
    inside: tuple[int, ...] = ()


class Reply(NamedTuple):
    """`ready`: models are loaded. `done`: the result is kept. `failed`: code and message. `stop`: no worker could go on."""

    word: Literal["ready", "done", "failed", "stop"]
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know before the first task. `warm` is null where it was forked with the models loaded."""

    mine: Mine
    warm: Callable[[], None] | None
    memory: int | None
    log: str | None
    fetch: Fetch


def serve(conversation: Connection, job: Job, not_mine: Sequence[Connection], parent: int) -> None:
    """The life of a worker. `not_mine` are the supervisor's ends of pipes that the fork copied."""
    for connection in not_mine:
        connection.close()
    _leave_the_terminal(job.log)
    _die_with(parent)
    if job.warm is not None:
        try:
            job.warm()
        except BaseException as error:
            conversation.send(Reply("stop", "INTERNAL", describe(error)))
            return
    hold_to(job.memory)
    conversation.send(Reply("ready"))
    while True:
        try:
            task = conversation.recv()
        except EOFError:
            return
        conversation.send(attempt(task, job.mine, job.fetch))


def attempt(task: Task, mine: Mine, fetch: Fetch) -> Reply:
    """Mines one file and keeps the result. Whatever goes wrong comes back as a reply.

    An exception is kept too, as a failed document: the same code would raise it again.
    """
    try:
        data = fetch(Path(task.file), task.inside)
    except ReadError as error:
        return Reply("failed", error.code, error.message)
    except OSError as error:
        return Reply("failed", "UNREADABLE", str(error.strerror))
    except MemoryError:
        return _NO_MEMORY
    if hashlib.sha256(data).hexdigest() != task.sha256:
        return Reply("failed", "UNREADABLE", "the file changed while the run was on")
    try:
        result = mine(data, task.path)
        check(result)
        packed = cache.pack(result)
    except MemoryError:
        return _NO_MEMORY
    except BaseException as error:  # SystemExit out of a library included: the run goes on
        packed = cache.pack(failed(task.path, task.sha256, "INTERNAL", describe(error)))
    try:
        cache.keep(Path(task.entry), packed)
    except OSError as error:
        return Reply("stop", message=f"{task.entry}: {error.strerror}")
    return Reply("done")


_NO_MEMORY: Final = Reply(
    "failed", "OUT_OF_MEMORY", "needs more memory than a paper may take (--memory-limit)"
)


def describe(error: BaseException) -> str:
    """Type, message and the place where it came from, in our code if it came through there; the same on every machine."""
    text = f"{type(error).__name__}: {error}".removesuffix(": ")[:_LONGEST].replace("\n", " ")
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        parts = Path(frame.filename).parts
        inside = "/".join(parts[len(parts) - parts[::-1].index("pipeline") :]) if "pipeline" in parts else ""
        if inside and not inside.startswith("engine/"):
            place = f"{inside}:{frame.lineno}"
        elif not place.count("/"):
            place = f"{parts[-1]}:{frame.lineno}"
    message = f"{text} ({place})" if place else text
    return message.encode("utf-8", "backslashreplace").decode("utf-8")


def _leave_the_terminal(log: str | None) -> None:
    """Own process group, so that Ctrl-C is the supervisor's business and a kill takes the worker's children along."""
    if hasattr(os, "setpgid"):
        with suppress(OSError):
            os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    target = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.close(target)
    with suppress(Exception):
        faulthandler.enable(2)


def _die_with(parent: int) -> None:
    """Asks Linux to kill this process when the supervisor dies, however it dies."""
    if sys.platform == "linux":
        with suppress(Exception):
            ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
