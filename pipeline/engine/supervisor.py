"""Keeps a few worker processes busy and outlives them: one task a process at a time, each with its own pipe and deadline.

A pool that shares one queue among its workers loses what a killed worker held, or waits for it for ever; here the
supervisor knows who holds what. A worker that dies or runs out of memory gets its file tried once more, alone on the
machine and in a fresh process, when all others are done; a worker that hangs is killed, and its file isn't tried again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final, NamedTuple

from pipeline.engine.worker import Fetch, Job, Mine, Reply, Task, describe, serve

_HEARTBEAT: Final = 0.5  # seconds between two ticks
_SERVED: Final = 100  # tasks after which a worker is replaced, so that no leak grows without end
_STARTED: Final = (
    120.0  # seconds that a worker may take to start and load models, where it doesn't get them by a fork
)


class EngineError(Exception):
    """The run can't go on: no worker starts, the disk is full."""


class Verdict(NamedTuple):
    """What became of a task: null for `failure` when its result is kept, else (code, message)."""

    task: Task
    failure: tuple[str, str] | None
    seconds: float


@dataclass(slots=True)
class _Hand:
    process: BaseProcess
    pipe: Connection
    task: Task | None = None
    since: float = field(default_factory=time.monotonic)
    served: int = 0
    ready: bool = False
    alone: bool = False


class Supervisor:
    """Runs tasks on worker processes. With `method` «fork», `warm` runs once, here; with «spawn», in every worker."""

    def __init__(
        self,
        mine: Mine,
        *,
        warm: Callable[[], None],
        workers: int,
        timeout: float,
        fetch: Fetch,
        memory: int | None = None,
        log: str | None = None,
        method: str | None = None,
        tick: Callable[[tuple[str, ...]], None] | None = None,
    ) -> None:
        self._method = method or default_method()
        self._job = Job(mine, None if self._method == "fork" else warm, memory, log, fetch)
        self._warm = warm
        self._workers = workers
        self._timeout = timeout
        self._tick = tick
        self._context = multiprocessing.get_context(self._method)
        self._hands: list[_Hand] = []

    def run(self, tasks: Sequence[Task]) -> Iterator[Verdict]:
        """A verdict for every task, in the order in which they are reached. Raises EngineError."""
        if self._method == "fork":
            try:
                self._warm()
            except Exception as error:
                raise EngineError(f"the models don't load: {describe(error)}") from error
            gc.collect()
            gc.freeze()  # what is here now stays shared with the workers instead of being copied by their collectors
        todo, again = deque(tasks), deque[Task]()
        try:
            while todo or again or self._busy():
                self._hand_out(todo, again)
                for hand in self._heard():
                    verdict = self._settled(hand, again)
                    if verdict is not None:
                        yield verdict
                if self._tick is not None:
                    self._tick(tuple(hand.task.path for hand in self._busy() if hand.task is not None))
        finally:
            for hand in list(self._hands):
                self._dismiss(hand)
            gc.unfreeze()

    def _busy(self) -> list[_Hand]:
        return [hand for hand in self._hands if hand.task is not None]

    def _hand_out(self, todo: deque[Task], again: deque[Task]) -> None:
        while todo and len(self._busy()) < self._workers:
            self._give(self._free_hand(), todo.popleft())
        if again and not todo and not self._busy():
            for hand in list(self._hands):
                self._dismiss(hand)
            self._give(self._hired(), again.popleft(), alone=True)

    def _free_hand(self) -> _Hand:
        for hand in self._hands:
            if hand.task is None and hand.served < _SERVED and hand.process.is_alive():
                return hand
        for hand in [hand for hand in self._hands if hand.task is None]:
            self._dismiss(hand)
        return self._hired()

    def _hired(self) -> _Hand:
        ours, theirs = self._context.Pipe()
        # A forked worker has copies of our ends; it closes them, or the others would never hear that we are gone.
        copied = [ours, *(hand.pipe for hand in self._hands)] if self._method == "fork" else []
        process = self._context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, self._job, copied, os.getpid()), daemon=True
        )
        process.start()
        theirs.close()
        hand = _Hand(process, ours)
        self._hands.append(hand)
        return hand

    def _give(self, hand: _Hand, task: Task, *, alone: bool = False) -> None:
        hand.task, hand.alone, hand.since = task, alone, time.monotonic()
        with suppress(OSError):  # it died while it waited: the end of its pipe says so in a moment
            hand.pipe.send(task)

    def _heard(self) -> list[_Hand]:
        """Hands that said something, died, or are out of time."""
        busy = {hand.pipe: hand for hand in self._busy()}
        now = time.monotonic()
        nearest = min((self._deadline(hand) for hand in busy.values()), default=now)
        spoken = wait(list(busy), max(0.0, min(_HEARTBEAT, nearest - now)))
        late = time.monotonic()
        return [hand for pipe, hand in busy.items() if pipe in spoken or self._deadline(hand) <= late]

    def _deadline(self, hand: _Hand) -> float:
        return hand.since + (self._timeout if hand.ready else max(self._timeout, _STARTED))

    def _settled(self, hand: _Hand, again: deque[Task]) -> Verdict | None:
        task = hand.task
        assert task is not None
        seconds = time.monotonic() - hand.since
        if not hand.pipe.poll():
            self._dismiss(hand)
            return Verdict(task, ("TIMEOUT", f"took longer than {self._timeout:g} s (--timeout)"), seconds)
        try:
            reply: Reply = hand.pipe.recv()
        except (EOFError, OSError):
            return self._bereaved(hand, task, seconds, again)
        if reply.word == "ready":
            hand.ready, hand.since = True, time.monotonic()
            return None
        if reply.word == "stop":
            raise EngineError(reply.message)
        hand.task = None
        hand.served += 1
        if reply.word == "done":
            return Verdict(task, None, seconds)
        if reply.code == "OUT_OF_MEMORY":
            used, alone = hand.served > 1, hand.alone
            self._dismiss(hand)
            if used and not alone:  # papers before it may have left the process swollen
                again.append(task)
                return None
        return Verdict(task, (reply.code, reply.message), seconds)

    def _bereaved(self, hand: _Hand, task: Task, seconds: float, again: deque[Task]) -> Verdict | None:
        hand.process.join(5)
        status = hand.process.exitcode
        ready, alone = hand.ready, hand.alone
        self._dismiss(hand)
        if not alone:
            again.append(task)
            return None
        if not ready:
            raise EngineError(f"worker processes die before they can begin ({_last_words(status)})")
        return Verdict(
            task, ("WORKER_CRASH", f"the worker died on it, twice ({_last_words(status)})"), seconds
        )

    def _dismiss(self, hand: _Hand) -> None:
        """Ends the worker and what it started."""
        self._hands.remove(hand)
        hand.pipe.close()
        if hand.process.pid is not None and hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(hand.process.pid, signal.SIGKILL)
        hand.process.kill()
        hand.process.join()
        hand.process.close()


def default_method() -> str:
    """«fork» where it is safe: macOS has it, and its libraries don't survive it."""
    methods = multiprocessing.get_all_start_methods()
    return "fork" if "fork" in methods and sys.platform != "darwin" else "spawn"


def _last_words(status: int | None) -> str:
    if status is None:
        return "no exit status"
    if status >= 0:
        return f"exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"{name}, out of memory perhaps" if -status == signal.SIGKILL else name
