"""What a page costs, room by room: `python benchmarks/throughput.py [PAPER...]` (by default the sample papers).

One process, one core, models loaded before the clock starts; the best of three rounds, CPU time. A page of a format without
pages counts as 3,000 characters.
"""

# ruff: noqa: E402 – numpy counts the processors when it is first imported

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.engine.limits import one_thread

one_thread()  # as `svod run` does

from pipeline import link, relate, run
from pipeline.extract import extract
from pipeline.qualify import qualify
from pipeline.read import read
from pipeline.russian.nlp import analyse
from pipeline.segment import segment
from pipeline.store.rows import result_of

ROUNDS = 3
CHARACTERS_A_PAGE = 3_000


def timed(costs: dict[str, float], room: str, work: Callable[[], Any]) -> Any:
    """The result of the work, its CPU time added to the room's."""
    began = time.process_time()
    result = work()
    costs[room] = costs.get(room, 0.0) + time.process_time() - began
    return result


def mine(data: bytes, path: str, costs: dict[str, float]) -> tuple[float, int]:
    """One paper through all rooms; (its pages, its characters)."""
    document = timed(costs, "read", lambda: read(data, path))
    structure = timed(costs, "segment", lambda: segment(document))
    doc = timed(costs, "russian", lambda: analyse(structure))
    mentions = timed(costs, "extract", lambda: extract(doc)).mentions
    qualifiers = timed(costs, "qualify", lambda: qualify(doc, mentions))
    linked = timed(costs, "link", lambda: link.link(doc, mentions))
    timed(costs, "relate", lambda: relate.fill(doc, linked, qualifiers))
    observations = timed(costs, "relate", lambda: relate.observe(doc, linked, qualifiers))
    timed(costs, "rows", lambda: result_of(doc, structure, linked, observations, ()))
    return len(document.pages) or len(document.text) / CHARACTERS_A_PAGE, len(document.text)


def main(arguments: list[str]) -> None:
    """Prints a line a room and one for all."""
    papers = [Path(argument) for argument in arguments] or sorted(Path("corpus/papers").iterdir())
    run.warm()
    files = [(paper.read_bytes(), paper.name) for paper in papers]
    best: dict[str, float] = {}
    pages = characters = 0.0
    for _ in range(ROUNDS):
        costs: dict[str, float] = {}
        sizes = [mine(data, path, costs) for data, path in files]
        pages, characters = sum(p for p, _ in sizes), sum(c for _, c in sizes)
        if not best or sum(costs.values()) < sum(best.values()):
            best = costs
    total = sum(best.values())
    for room, seconds in best.items():
        print(f"{room:<8} {1000 * seconds / pages:6.1f} ms a page  {100 * seconds / total:4.0f} %")  # noqa: T201
    print(f"{'all':<8} {1000 * total / pages:6.1f} ms a page; {characters / total:,.0f} characters a second")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
