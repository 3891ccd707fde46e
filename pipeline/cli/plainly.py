"""What went wrong, in one line on stderr and without a traceback."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from pipeline.engine import EngineError, InputError
from pipeline.store import BusyError, ContractError, NotOursError

INTERRUPTED = 130


@contextmanager
def plainly(command: str, out: Path) -> Iterator[None]:
    """Turns the errors that a person can do something about into a line and an exit status."""
    try:
        yield
    except InputError as error:
        raise stopped(command, str(error)) from error
    except NotOursError as error:
        raise stopped(command, f"{out}: {error}; name another folder") from error
    except BusyError as error:
        raise stopped(command, f"{out}: another run is at work there ({error})") from error
    except EngineError as error:
        raise stopped(command, f"{error}; what was mined is kept") from error
    except ContractError as error:
        raise stopped(command, f"the rows break the dataset's contract, this is a bug: {error}") from error
    except MemoryError as error:
        raise stopped(command, "out of memory") from error
    except OSError as error:
        raise stopped(command, _told(error, out)) from error


def stopped(command: str, message: str) -> typer.Exit:
    """Says why a command could not be done."""
    typer.echo(f"svod {command}: {message}", err=True)
    return typer.Exit(1)


def _told(error: OSError, out: Path) -> str:
    where = error.filename if isinstance(error.filename, str) else str(out)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{where}: the disk is full; the dataset that was there is whole, what was mined is kept"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where}: can't be written ({error.strerror})"
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{where}: is a file and no folder"
    return f"{where}: {error.strerror or error}"
