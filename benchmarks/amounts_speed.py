"""How fast amounts and dates are read, beside natasha's money and date extractors in the same run.

    python benchmarks/amounts_speed.py [FILE...]

Characters a second on one core, CPU time, tokenising and sentence splitting aside, best of three; without files the truth texts
of the sample corpus, which hold far more figures than usual prose. natasha's code needs pymorphy2, which Python 3.11 breaks; here
pymorphy3, its successor with the same interface, stands in for it. natasha is only timed, nothing of it is used.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.extract.amount import scan as scan_amounts
from pipeline.model import Mention
from pipeline.russian import dates
from pipeline.russian.sentences import sentences

CORPUS = Path(__file__).parent.parent / "corpus" / "truth"
SHARE_FOR_NATASHA = 20  # it is given one character in so many


def timed(read: Callable[[], Iterable[object]]) -> tuple[float, int]:
    """(best CPU seconds of three, how many found)."""
    best, count = float("inf"), 0
    for _ in range(3):
        start = time.process_time()
        count = sum(1 for _ in read())
        best = min(best, time.process_time() - start)
    return best, count


def ours(text: str) -> Callable[[], Iterable[object]]:
    """Our two scans of the text, its sentences known."""
    starts = [start for start, _ in sentences(text)]

    def read() -> Iterable[object]:
        dates.scan.cache_clear()
        yield from (time_ for time_ in dates.scan(text) if isinstance(time_, dates.Time))
        yield from (found for found in scan_amounts(text, starts) if isinstance(found, Mention))

    return read


def natashas(text: str) -> Callable[[], Iterable[object]] | None:
    """natasha's two extractors over the text's lines; null where it isn't installed."""
    import pymorphy3

    sys.modules.setdefault("pymorphy2", pymorphy3)
    try:
        from natasha.extractors import DatesExtractor, MoneyExtractor
        from natasha.morph.vocab import MorphVocab
    except ImportError:
        return None
    vocab = MorphVocab()
    extractors = (MoneyExtractor(vocab), DatesExtractor(vocab))

    def read() -> Iterable[object]:
        for line in filter(None, text.split("\n")):
            for extractor in extractors:
                yield from extractor(line)

    return read


def main() -> None:
    """Prints a line for each."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.glob("*.txt"))
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in files)
    text *= max(1, 500_000 // len(text))
    seconds, count = timed(ours(text))
    sys.stdout.write(
        f"svod     {len(text) / seconds / 1000:8.0f} thousand characters a second, {count} found in {len(text)}\n"
    )
    sample = text[: len(text) // SHARE_FOR_NATASHA]
    theirs = natashas(sample)
    if theirs is None:
        sys.stdout.write("natasha  skipped, it is not installed\n")
        return
    seconds, count = timed(theirs)
    sys.stdout.write(
        f"natasha  {len(sample) / seconds / 1000:8.0f} thousand characters a second, {count} found in {len(sample)}\n"
    )


if __name__ == "__main__":
    main()
