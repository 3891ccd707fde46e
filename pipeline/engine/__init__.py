"""Where documents are mined: worker processes, limits, the cache of finished work.

    run([Path("papers")], Path("out"), rooms)   # a whole run: find, mine, assemble, write
    work(sources, mine, cache=…, warm=…)        # only the mining: an Outcome for every file, as they are done

Whatever a paper does to the process that reads it, hang, crash or eat the memory, costs one row in `problems`.
"""

from __future__ import annotations

from pipeline.engine.archives import Skipped, Source
from pipeline.engine.cache import Cache
from pipeline.engine.job import Options, Report, Rooms, Watch, run
from pipeline.engine.limits import Limits, cores, one_thread, parse_size
from pipeline.engine.sources import Found, InputError, find
from pipeline.engine.supervisor import EngineError
from pipeline.engine.work import Outcome, Watcher, work

__all__ = [
    "Cache",
    "EngineError",
    "Found",
    "InputError",
    "Limits",
    "Options",
    "Outcome",
    "Report",
    "Rooms",
    "Skipped",
    "Source",
    "Watch",
    "Watcher",
    "cores",
    "find",
    "one_thread",
    "parse_size",
    "run",
    "work",
]
