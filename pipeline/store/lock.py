"""One run at a time on a folder: a lock that the system drops when its holder dies, however it dies.

POSIX record locks, because forked workers don't inherit them: a run that was killed leaves no lock behind in a worker
that is still dying. They belong to the process, so nothing else here may open the lock file.
"""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without POSIX locks: runs there are not kept apart
    fcntl = None  # type: ignore[assignment]


class BusyError(Exception):
    """Another run works on the folder."""


class Lock:
    """The lock file, held until `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Takes the lock. Raises BusyError where another process holds it."""
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
            try:
                if fcntl is not None:
                    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # The folder may have been put out of its place between the two calls: then this is the old folder's lock.
                if os.path.exists(path) and os.path.samestat(os.fstat(descriptor), os.stat(path)):  # noqa: PTH110, PTH116
                    break
            except OSError as error:
                holder = os.read(descriptor, 32).decode(errors="replace").strip()
                os.close(descriptor)
                raise BusyError(f"process {holder} is writing to it" if holder else str(error)) from None
            os.close(descriptor)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Gives the lock up; the file stays, so that two processes can't hold two files of one name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
