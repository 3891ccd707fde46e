"""Amounts and dates against two hand-labelled collections of Russian news: RURED 2 (development part) and NEREL (likewise).

    python benchmarks/amounts_quality.py DATA [--losses]

The collections aren't part of this project (their licence isn't stated), so without them the benchmark says so and ends. Their
conventions differ from ours; what is made equal before spans are compared, on both sides, is listed in `Convention`.
Every loss can be printed with `--losses`; what they are stands in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.extract.amount import scan as scan_amounts
from pipeline.model import Mention
from pipeline.russian.dates import Time
from pipeline.russian.dates import scan as scan_dates

Span = tuple[int, int]

# Prepositions, approximators and comparators at the beginning: theirs are sometimes inside.
_LEAD = re.compile(
    r"(?:(?:в|во|на|с|со|к|ко|за|по|до|от|из|о|об|около|порядка|примерно|почти|более|менее|свыше|не|чем|выше|ниже|приблизительно|"
    r"больше|меньше|минимум|максимум|плюс|минус|всего|лишь|ещё|еще|между|после|целых|как|даже|только|уже|и)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:больше|меньше|ниже|выше|и более|подряд)$")
# What the whole is divided by («за баррель», «годовых») is inside our span and a label of its own, or none, in theirs.
_DIVISOR = re.compile(r"\s+(?:(?:за|в|на)\s+\S.*|годовых)$")
# Parts of a year and days of the week are inside their dates and outside ours.
_WEEKDAY = re.compile(
    r"(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье),?\s+", re.IGNORECASE
)
_PART = re.compile(r"(?:начал|кон[еу]?ц|середин|онц)[а-я]*\s+", re.IGNORECASE)
# A time that means something without the day it was written on: with a year, a month's name, a decade or a century.
_ABSOLUTE = re.compile(
    r"\b(?:1\d|20)\d\d\b|\d0-[ехм]|(?:январ|феврал|март|апрел|ма[еяй]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)|\bвек",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"прошл|текущ|эт(?:ого|ом|от)\b|следующ|нынешн|будущ|ближайш|последн|том же|предстоящ|давности|ск(?:ий|ого|их|ая|ой)\b",
    re.IGNORECASE,
)


@dataclass
class Score:
    """Counts of one label, and what was missed and what was found in vain, each with some text around it."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    vain: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        found, wanted = self.right + len(self.vain), self.right + len(self.missed)
        precision, recall = self.right / max(found, 1), self.right / max(wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"{name:<16} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  (of {wanted})"


def trimmed(text: str, span: Span, *, dates: bool) -> Span:
    """The span as both conventions have it."""
    start, end = span
    for _ in range(3):
        for pattern in (_LEAD, *((_WEEKDAY, _PART) if dates else ())):
            match = pattern.match(text, start, end)
            if match is not None and match.end() < end:
                start = match.end()
    for pattern in (_TAIL, *(() if dates else (_DIVISOR,))):
        match = pattern.search(text[start:end])
        if match is not None:
            end = start + match.start()
    while end > start and text[end - 1] in " .,;:":
        end -= 1
    return start, end


def documents(path: Path) -> Iterator[tuple[str, list[tuple[Span, str]]]]:
    """(text, labelled spans) of each document."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        yield document["text"], [((s["start"], s["end"]), s["label"]) for s in document["spans"]]


def found_in(text: str, label: str) -> set[Span]:
    """The spans that we find for a label."""
    if label == "DATE":
        return {(t.start, t.end) for t in scan_dates(text) if isinstance(t, Time)}
    return {
        (m.start, m.end) for m in scan_amounts(text) if isinstance(m, Mention) and m.label == label.lower()
    }


def score(path: Path, label: str) -> Score:
    """Exact spans after trimming; times that mean nothing alone are left out, and what we find inside them too."""
    result, dates = Score(), label == "DATE"
    for text, spans in documents(path):
        wanted, ignored = set(), []
        for span, its in spans:
            if its != label:
                continue
            said = text[slice(*span)]
            if dates and (not _ABSOLUTE.search(said) or _RELATIVE.search(said)):
                ignored.append(span)
            else:
                wanted.add(trimmed(text, span, dates=dates))
        found = {trimmed(text, span, dates=dates) for span in found_in(text, label)}
        found = {f for f in found - wanted if not any(a < f[1] and f[0] < b for a, b in ignored)} | (
            found & wanted
        )
        result.right += len(found & wanted)
        result.missed += [_shown(text, span) for span in sorted(wanted - found)]
        result.vain += [_shown(text, span) for span in sorted(found - wanted)]
    return result


def _shown(text: str, span: Span) -> str:
    a, b = span
    return " ".join(f"{text[max(0, a - 30) : a]}[[{text[a:b]}]]{text[b : b + 25]}".split())


def main() -> None:
    """Prints a line for each collection and label."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="the folder that holds rured2.dev.jsonl and nerel.dev.jsonl")
    parser.add_argument(
        "--losses", action="store_true", help="print what was missed and what was found in vain"
    )
    options = parser.parse_args()
    for name, labels in (("rured2", ("MONEY", "PERCENT", "DATE")), ("nerel", ("MONEY", "PERCENT", "DATE"))):
        path = options.data / f"{name}.dev.jsonl"
        if not path.exists():
            sys.stdout.write(f"{name}: skipped, {path} is not there\n")
            continue
        for label in labels:
            result = score(path, label)
            sys.stdout.write(result.line(f"{name} {label}") + "\n")
            if options.losses:
                for sort, losses in (("missed", result.missed), ("in vain", result.vain)):
                    for loss in losses:
                        sys.stdout.write(f"    {sort}: {loss}\n")


if __name__ == "__main__":
    main()
