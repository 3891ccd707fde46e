"""Is the gold sound? `python corpus/check.py [STEM…] [--fix] [--quiet]`.

Errors (exit status 1): a quote that isn't in the truth, out of order, overlapping its neighbour or standing in the
paper's metadata; a word that no vocabulary has; a date that isn't EDTF; a figure that its quote contradicts.
Advice (exit status 0): numbers, capitalised words in mid-sentence and agreement words that no label covers. Most of
what it lists is rightly unlabelled; the author reads the list once and decides.

`--fix` places the labels: within a layer each quote is looked for after the one before it; a `prefix` or `suffix`
that the author (or an earlier run) wrote says which occurrence is meant.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paper import CORPUS, UNLABELLED, Placed, load, paragraphs, stems, truth
from vocabulary import LAYERS, contradictions

Label = dict[str, Any]
"""A line of gold. The one place where a dict is right: the file's fields differ from layer to layer."""

CONTEXT = 30
ORDER = ("doc", "layer", "quote", "start", "end", "prefix", "suffix")
AGREEMENT = re.compile(
    r"\b(?:договор(?!ивш|ил|ит|н)|соглашени|меморандум|протокол|деклараци|конвенци|контракт|хартии|хартия|хартию|коммюнике|"
    r"пакт|дорожн\w+ карт|договор[её]нност|акт(?:ов|ы|ами|ах|ам)?\b|программ|устав)\w*",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\d[\d ]*(?:[.,]\d+)?|\b(?:дв[аеу]х?|тр[иеё]х?|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|восем\w*|девят[ьи]|десят[ьи]|"
    r"десятк\w+|сорок|сто|сот\w+|тысяч\w*|миллион\w*|миллиард\w*|полтор\w+|вдвое|втрое|\w+дцат[ьи]|половин\w+|трет[ьи]|"
    r"четверт[ьи]|ряд)\b",
    re.IGNORECASE,
)
CAPITAL = re.compile(
    r"(?<![.!?:] )(?<![.!?] [«–—] )(?<=[\w,;»)—–«(] )[«(]?([А-ЯЁA-Z][\w-]*)|(?<=[«(])[А-ЯЁA-Z][\w-]*"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` is the label's line in the gold file, 0 for the file as a whole."""

    stem: str
    line: int
    message: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.stem}:{self.line}: {'error' if self.fatal else 'advice'}: {self.message}"


def gold_path(stem: str) -> Path:
    """Where a paper's labels are."""
    return CORPUS / "gold" / f"{stem}.jsonl"


def read_gold(stem: str) -> list[Label]:
    """The labels in file order. Raises FileNotFoundError, or ValueError with the line's number."""
    labels: list[Label] = []
    for number, line in enumerate(gold_path(stem).read_text(encoding="utf-8").splitlines(), 1):
        try:
            labels.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise ValueError(f"{stem}:{number}: {error}") from error
    return labels


def write_gold(stem: str, labels: Iterable[Label]) -> None:
    """One label a line; the place's fields stand after the quote."""
    with gold_path(stem).open("w", encoding="utf-8", newline="\n") as file:
        for label in labels:
            known = {key: label[key] for key in ORDER if key in label}
            file.write(json.dumps(known | label, ensure_ascii=False) + "\n")


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Starts of the quote where it stands as words and numbers of its own («20» isn't in «2019» nor in «20,5»)."""
    head = r"(?<!\w)(?<!\d[.,])" if quote[:1].isalnum() else ""
    tail = r"(?!\w)(?![.,]\d)" if quote[-1:].isalnum() else ""
    for found in re.finditer(f"{head}{re.escape(quote)}{tail}", text):
        yield found.start()


def place(text: str, pieces: tuple[Placed, ...], labels: list[Label]) -> list[str]:
    """Fills the places of the labels in the order that they are given in, passing over the paper's metadata;
    returns what could not be placed."""
    closed = [(piece.start, piece.end) for piece in pieces if piece.kind in UNLABELLED]
    lost: list[str] = []
    cursors: dict[str, int] = {}
    for number, label in enumerate(labels, 1):
        layer, quote = str(label.get("layer", "")), str(label.get("quote", ""))
        if layer == "observation":
            continue
        starts = [
            start
            for start in occurrences(text, quote)
            if start >= cursors.get(layer, 0) and not any(begin <= start < end for begin, end in closed)
        ]
        near = [start for start in starts if _beside(text, start, start + len(quote), label)]
        if near or label.get("prefix") or label.get("suffix"):
            starts = near
        if not starts:
            lost.append(f"{number}: «{quote}» ({layer}) not found after {cursors.get(layer, 0)}")
            continue
        start, end = starts[0], starts[0] + len(quote)
        label.update(start=start, end=end)
        label.update(prefix=context(text, start - CONTEXT, start), suffix=context(text, end, end + CONTEXT))
        cursors[layer] = end
    return lost


def _beside(text: str, start: int, end: int, label: Label) -> bool:
    """Whether the words that the label gives stand before or after: one side is enough, the other may be stale."""
    before, after = (" ".join(str(label.get(key, "")).split()) for key in ("prefix", "suffix"))
    left, right = context(text, start - 2 * CONTEXT, start), context(text, end, end + 2 * CONTEXT)
    left, right = " ".join(left.split()), " ".join(right.split())
    return bool((before and left.endswith(before)) or (after and right.startswith(after)))


def context(text: str, start: int, end: int) -> str:
    """What stands there, on one line."""
    return re.sub(r"\s", " ", text[max(0, start) : end])


def check(stem: str, fix: bool = False) -> Iterator[Finding]:
    """All findings on a paper's gold."""
    paper = load(stem)
    text, pieces = truth(paper), paragraphs(paper)
    labels = read_gold(stem)
    if fix:
        lost = place(text, pieces, labels)
        write_gold(stem, labels)
        yield from (Finding(stem, int(message.split(":")[0]), message) for message in lost)
    yield from _places(stem, text, pieces, labels)
    for number, label in enumerate(labels, 1):
        if label.get("doc") != stem:
            yield Finding(stem, number, f"doc is {label.get('doc')!r}")
        yield from (Finding(stem, number, message) for message in contradictions(label))
    yield from _uncovered(stem, text, pieces, labels)


def _places(stem: str, text: str, pieces: tuple[Placed, ...], labels: list[Label]) -> Iterator[Finding]:
    last: dict[str, int] = {}
    for number, label in enumerate(labels, 1):
        layer = label.get("layer")
        if layer == "observation":
            continue
        if layer not in LAYERS:
            yield Finding(stem, number, f"layer {layer!r}")
            continue
        start, end, quote = label.get("start"), label.get("end"), label.get("quote")
        if not isinstance(start, int) or not isinstance(end, int) or text[start:end] != quote:
            yield Finding(stem, number, f"«{quote}» doesn't stand at {start}–{end}; try --fix")
            continue
        if start < last.get(str(layer), 0):
            yield Finding(stem, number, f"«{quote}» overlaps or precedes the {layer} before it")
        last[str(layer)] = end
        within = [piece for piece in pieces if piece.start <= start < piece.end]
        if not within or within[0].end < end:
            yield Finding(stem, number, f"«{quote}» runs over a paragraph's end")
        elif within[0].kind in UNLABELLED:
            yield Finding(stem, number, f"«{quote}» stands in metadata ({within[0].kind})")
        if label.get("prefix") != context(text, start - CONTEXT, start):
            yield Finding(stem, number, f"«{quote}»: stale prefix; try --fix")


def _uncovered(stem: str, text: str, pieces: tuple[Placed, ...], labels: list[Label]) -> Iterator[Finding]:
    spans: dict[str, list[tuple[int, int]]] = {layer: [] for layer in LAYERS}
    for label in labels:
        if (
            label.get("layer") in spans
            and isinstance(label.get("start"), int)
            and isinstance(label.get("end"), int)
        ):
            spans[label["layer"]].append((label["start"], label["end"]))

    def covered(at: int, *layers: str) -> bool:
        return any(start <= at < end for layer in layers for start, end in spans[layer])

    for piece in pieces:
        if piece.kind in UNLABELLED:
            continue
        for found in NUMBER.finditer(piece.text):
            if not covered(piece.start + found.start(), *LAYERS):
                yield _advice(stem, "number", piece, found)
        for found in CAPITAL.finditer(piece.text):
            at = piece.start + (found.start(1) if found.group(1) else found.start())
            if not covered(at, "entity", "agreement"):
                yield _advice(stem, "capital", piece, found)
        for found in AGREEMENT.finditer(piece.text):
            if not covered(piece.start + found.start(), "agreement", "entity"):
                yield _advice(stem, "agreement word", piece, found)


def _advice(stem: str, what: str, piece: Placed, found: re.Match[str]) -> Finding:
    around = (
        piece.text[max(0, found.start() - 25) : found.end() + 25].replace("\n", " ⏎ ").replace("\t", " ⇥ ")
    )
    return Finding(stem, 0, f"{what} «{found.group().strip()}» in «…{around}…»", fatal=False)


def main(argv: list[str] | None = None) -> int:
    """The command. Exit status 1 on errors."""
    parser = argparse.ArgumentParser(description="Check the gold of the sample papers.")
    parser.add_argument("stem", nargs="*", help="papers to check (default: all)")
    parser.add_argument("--fix", action="store_true", help="fill start, end, prefix and suffix")
    parser.add_argument("--quiet", action="store_true", help="errors only, no advice")
    given = parser.parse_args(argv)
    errors = 0
    for stem in given.stem or stems():
        try:
            findings = list(check(stem, given.fix))
        except (FileNotFoundError, ValueError) as problem:
            findings = [Finding(stem, 0, str(problem))]
        errors += sum(finding.fatal for finding in findings)
        for finding in findings:
            if finding.fatal or not given.quiet:
                sys.stdout.write(f"{finding}\n")
        if gold_path(stem).exists():
            counts: dict[str, int] = {}
            for label in read_gold(stem):
                counts[str(label.get("layer"))] = counts.get(str(label.get("layer")), 0) + 1
            sys.stdout.write(f"{stem}: {', '.join(f'{n} {layer}' for layer, n in counts.items())}\n")
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
