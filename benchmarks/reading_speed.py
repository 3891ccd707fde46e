"""What reading costs beside the engine alone: `python benchmarks/reading_speed.py [PDF...]` (by default the sample papers).

Bare is what PDFium needs, through pypdfium2, to load each page and give its text. Beside it, in the same process and the same
rounds, stands `pipeline.read.read`: bytes to `Document`, with boxes, columns, furniture, footnotes, hyphens, trust. CPU time,
the best of the rounds of each. What tables cost (finding their cells, laying them out, writing
them) is measured apart and taken off, and so is OCR; files without a text layer are left out.

Exits with 1 when reading costs more than LIMIT times bare over all files.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pypdfium2 as pdfium

from pipeline.model import Document
from pipeline.read import canonical, read
from pipeline.read.scan import ocr
from pipeline.read.tabular import tables

ROUNDS = 40
LIMIT = 2.5
ASIDE = (
    (tables, "caption"),
    (tables, "continued"),
    (tables, "goes_on"),
    (tables, "take"),
    (tables, "under_caption"),
    (tables, "under_head"),
    (canonical, "_table"),
    (ocr.Scanner, "read"),
)
"""Functions whose time is not counted."""


def bare(data: bytes) -> int:
    """Loads every page and its text; the number of characters."""
    document, characters = pdfium.PdfDocument(data), 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        characters += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return characters


class Clock:
    """CPU time spent in what is to be left out."""

    def __init__(self) -> None:
        self.aside = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """With the functions of ASIDE timed."""
        patches = [mock.patch.object(room, name, self._timed(getattr(room, name))) for room, name in ASIDE]
        for patch in patches:
            patch.start()
        try:
            yield
        finally:
            for patch in patches:
                patch.stop()

    def _timed(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self.aside += time.process_time() - began

        return timed


def cost(work: Callable[[], Any]) -> float:
    """CPU seconds of the work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def reading(data: bytes, name: str) -> tuple[float, float, Document]:
    """Seconds of reading without what is left aside, seconds of that, and the document."""
    clock = Clock()
    began = time.process_time()
    with clock.watching():
        document = read(data, name)
    return time.process_time() - began - clock.aside, clock.aside, document


def main(arguments: list[str]) -> int:
    """Prints a line a file and one for all; the exit code."""
    papers = [Path(argument) for argument in arguments] or sorted(Path("corpus/papers").glob("*.pdf"))
    files: list[tuple[bytes, str, int]] = []
    for paper in papers:
        data = paper.read_bytes()
        document = read(data, paper.name)
        if document.text_layer in ("native", "mixed"):
            files.append((data, paper.name, len(document.pages)))
        else:
            print(f"{paper.name[:32]:32} left out: its text layer is {document.text_layer}")  # noqa: T201
    best = [[math.inf] * 3 for _ in files]
    # All files a round: what else the machine does for a second or two then meets a few rounds of each, not all of one.
    for _ in range(ROUNDS):
        for at, (data, name, _) in enumerate(files):
            took = (cost(partial(bare, data)), *reading(data, name)[:2])
            best[at] = list(map(min, best[at], took))
    print(f"{'':32} {'pages':>5} {'bare':>8} {'reading':>8} {'tables':>8}  ms a page")  # noqa: T201
    for (_, name, pages), own in zip(files, best, strict=True):
        shown = " ".join(f"{1000 * seconds / pages:8.2f}" for seconds in own)
        print(f"{name[:32]:32} {pages:5} {shown}  {own[1] / own[0]:.2f} times bare")  # noqa: T201
    totals = [sum(column) for column in zip(*best, strict=True)] or [0.0]
    if not totals[0]:
        print("nothing to measure")  # noqa: T201
        return 1
    print(f"\nreading costs {totals[1] / totals[0]:.2f} times bare PDFium; the limit is {LIMIT}")  # noqa: T201
    return int(totals[1] > LIMIT * totals[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
