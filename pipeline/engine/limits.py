"""What a file may cost, and how a process is held to it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

try:
    import resource
except (
    ImportError
):  # no such limits on this system: a paper that takes too much memory is then the system's business
    resource = None  # type: ignore[assignment]

GIB: Final = 1 << 30
_UNITS: Final = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": GIB, "t": 1 << 40}
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)

# Numerical libraries start a thread a core in every process; with a process a core already they only get in each
# other's way, and threads don't survive a fork.
_ONE_THREAD: Final = (
    *("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"),
    *("VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS", "OMP_THREAD_LIMIT"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes that mining one file may cost. `memory` counts what a worker takes beyond the models it starts with."""

    timeout: float = 1200.0
    memory: int | None = None


def one_thread() -> None:
    """Asks numerical libraries for one thread a process. To be called before they are imported."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def fair_memory(workers: int) -> int:
    """Bytes for each of so many workers: 4 GiB, or less where the machine has less."""
    try:
        physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 4 * GIB
    return min(4 * GIB, int(physical * 0.8) // max(workers, 1))


def parse_size(text: str) -> int:
    """Bytes.

    >>> parse_size("2G"), parse_size("512 MiB"), parse_size("1.5g")
    (2147483648, 536870912, 1610612736)
    >>> parse_size("much")
    Traceback (most recent call last):
    ...
    ValueError: «much» is no size: write it as 512M or 2G
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None or float(match[1]) == 0:
        raise ValueError(f"«{text}» is no size: write it as 512M or 2G")
    return int(float(match[1]) * _UNITS[match[2].lower()])


def can_hold() -> bool:
    """Whether this system can limit a process's memory."""
    return resource is not None


def hold_to(memory: int | None) -> None:
    """Limits what this process may take beyond what it has: allocations past it raise MemoryError.

    RLIMIT_DATA counts what is written to and leaves mapped files alone (Linux 4.7 and later).
    """
    if memory is None or resource is None:
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            held = int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_DATA, (held + memory, held + memory))
    except (OSError, ValueError, IndexError):
        return
