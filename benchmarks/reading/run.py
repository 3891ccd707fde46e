"""Reads every typeset paper of the benchmark, with and without faults, and says how well.

    python benchmarks/reading/run.py                          all variants, totals, thresholds; exit status 1 where one is missed
    python benchmarks/reading/run.py latex_two 'weasy_*'      some of them (a name, NAME+FAULT, or a pattern)
    python benchmarks/reading/run.py --diff latex_two         each difference with its context, grouped
    python benchmarks/reading/run.py --no-faults --no-ocr     born-digital files alone; all but the scans
    python benchmarks/reading/run.py --json FILE              the figures and the differences for machines

A variant is a paper of `papers/` as it is, or with a fault of `faults.py` put into its bytes. Scans need Tesseract.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import traceback
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from known import load  # noqa: E402
from score import LEAST, MOST_ERRORS, POOR_SCAN, Score, error_rate, missed, score, unread  # noqa: E402
from score_findings import Difference, Findings, Share, together  # noqa: E402

from pipeline.model import Document  # noqa: E402
from pipeline.read import ReadError, read  # noqa: E402
from pipeline.segment import segment  # noqa: E402

_COLUMNS: Final = {
    "furniture found": "furn.R",
    "furniture right": "furn.P",
    "footnotes": "notes",
    "note marks": "marks",
    "hyphens": "hyphens",
    "sentences whole": "whole",
    "title": "title",
    "authors": "authors",
    "УДК": "УДК",
    "references": "refs",
    "cells found": "cells.R",
    "cells right": "cells.P",
    "spans": "spans",
}
_POOR: Final = frozenset({"scan_bad"})
"""Faults that make a scan worse than clean: shown apart, and held to no error rate."""
_MOST_SHOWN: Final = 300
"""Characters of one difference that are shown."""


class Variant(NamedTuple):
    """A file to read: `base` of `papers/`, and the fault that is put into it, or null."""

    base: str
    fault: str | None
    klass: str
    digits_known: bool

    @property
    def name(self) -> str:
        return f"{self.base}+{self.fault}" if self.fault else self.base


def variants(folder: Path = HERE) -> list[Variant]:
    """All that can be read: each typesetting as it is, then those with faults."""
    bases = sorted(path.stem for path in (folder / "truth").glob("*.json"))
    listed = [Variant(base, None, "born_digital", True) for base in bases]
    try:
        from faults import FAULTS, VARIANTS
    except ImportError as error:
        print(f"no faults: {error}", file=sys.stderr)  # noqa: T201
        return listed
    for base, name in VARIANTS:
        fault = FAULTS[name]
        klass = POOR_SCAN if name in _POOR else fault.klass
        listed.append(Variant(base, name, klass, fault.digits_known))
    return listed


def measure(variant: Variant, folder: Path = HERE) -> Score:
    """One variant, read and scored. A reader that breaks down has lost the whole text, and the others go on."""
    truth = load(folder / "truth" / f"{variant.base}.json")
    data = (folder / "papers" / f"{variant.base}.pdf").read_bytes()
    if variant.fault is not None:
        from faults import FAULTS

        data = FAULTS[variant.fault].function(data)
    try:
        structure = segment(read(data, f"{variant.name}.pdf"))
    except ReadError as error:
        why = f"{error.code}: {error.message}"
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        why = f"CRASH in {Path(at.filename).name}, line {at.lineno}: {error!r}"
    else:
        return score(variant.name, variant.klass, truth, structure, digits_known=variant.digits_known)
    nothing = segment(Document("", variant.name, "", "application/pdf", ""))
    return unread(variant.name, variant.klass, truth, nothing, why)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0, 1 where a threshold is missed, 2 for a name that no variant has."""
    options = _options(arguments)
    names = [*options.names, *(options.diff or ())]
    chosen = [variant for variant in variants() if _wanted(variant, options, names)]
    if not chosen:
        print("no such variant", file=sys.stderr)  # noqa: T201
        return 2
    print(_row("", ["CER", *_COLUMNS.values(), "amid", "digits"]))  # noqa: T201
    scores: list[Score] = []
    for made in _measured(chosen, options.workers):
        scores.append(made)
        print(_figures(made.name, made.findings, made.error or ""), flush=True)  # noqa: T201
    if options.diff:
        for made in scores:
            print(differences(made))  # noqa: T201
    lacking = totals(scores)
    if options.json:
        said = [_as_json(made) for made in scores]
        Path(options.json).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if lacking else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a typesetting, NAME+FAULT, or a pattern; all without"
    )
    parser.add_argument(
        "--faults", action=argparse.BooleanOptionalAction, default=True, help="files with faults too"
    )
    parser.add_argument(
        "--ocr",
        action=argparse.BooleanOptionalAction,
        default=shutil.which("tesseract") is not None,
        help="scans too; by default where Tesseract is installed",
    )
    parser.add_argument(
        "--diff", action="append", metavar="NAME", help="show each difference of this variant"
    )
    parser.add_argument("--json", metavar="FILE", help="figures and differences for machines")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    return parser.parse_args(arguments)


def _wanted(variant: Variant, options: argparse.Namespace, names: Sequence[str]) -> bool:
    """A typesetting's own name means it and its faults; to `--diff`, only itself. A variant named in full is always wanted."""
    if variant.name in names:
        return True
    if (variant.fault is not None and not options.faults) or (
        variant.klass in ("scan", POOR_SCAN) and not options.ocr
    ):
        return False
    wide = [*options.names, *(name for name in options.diff or () if "*" in name)]
    return not names or any(fnmatchcase(variant.name, name) or variant.base == name for name in wide)


def _measured(chosen: Sequence[Variant], workers: int) -> Iterable[Score]:
    if workers < 2 or len(chosen) < 2:
        yield from map(measure, chosen)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(measure, chosen)


def totals(scores: Sequence[Score]) -> list[str]:
    """Prints the totals of each class and what it lacks; all that is lacking."""
    lacking: list[str] = []
    print()  # noqa: T201
    for klass in MOST_ERRORS:
        parts = [made.findings for made in scores if made.klass == klass]
        if not parts:
            continue
        whole = together(parts)
        print(_figures(f"{klass} ({len(parts)})", whole))  # noqa: T201
        said = missed(klass, whole)
        lacking.extend(f"{klass}: {what}" for what in said)
        lacking.extend(
            f"{klass}: {made.name} not read: {made.error}"
            for made in scores
            if made.klass == klass and made.error
        )
    for line in lacking:
        print(f"MISSED {line}")  # noqa: T201
    if not lacking:
        print("every threshold is reached")  # noqa: T201
    return lacking


def differences(made: Score) -> str:
    """Each difference of a reading, by group, the largest groups' names first; the same one told once."""
    lines = [f"\n=== {made.name} ({made.klass}, text layer {made.text_layer}) {made.error or ''}".rstrip()]
    found = sorted(made.findings.differences, key=lambda difference: difference.group)
    for group, members in groupby(found, key=lambda difference: difference.group):
        same: dict[tuple[str, str], list[Difference]] = {}
        for member in members:
            same.setdefault((member.truth, member.read), []).append(member)
        lines.append(f"\n--- {group}: {sum(map(len, same.values()))}")
        for (said, got), places in sorted(same.items(), key=lambda item: -len(item[1])):
            lines.append(_shown(said, got, places))
    return "\n".join(lines)


def _shown(said: str, got: str, places: Sequence[Difference]) -> str:
    """«p. 3  …before [-what is true-]{+what was read+} after… ×12»."""
    first = places[0]
    pages = sorted({place.page for place in places if place.page is not None})
    page = f"p. {','.join(map(str, pages))}" if pages else "p. –"
    change = (f"[-{_short(said)}-]" if said else "") + (f"{{+{_short(got)}+}}" if got else "")
    times = f"  ×{len(places)}" if len(places) > 1 else ""
    before = f"…{first.before} " if first.before else ""
    after = f" {first.after}…" if first.after else ""
    return f"{page:<8}{before}{change}{after}{times}".replace("\n", "⏎")


def _short(text: str) -> str:
    if len(text) <= _MOST_SHOWN:
        return text
    half = _MOST_SHOWN // 2
    return f"{text[:half]} … {len(text)} characters … {text[-half:]}"


def _figures(name: str, findings: Findings, note: str = "") -> str:
    cells = [f"{100 * error_rate(findings):.3f}"]
    for share_name in _COLUMNS:
        share = findings.shares.get(share_name, Share(0, 0))
        cells.append(_percent(share, LEAST.get(share_name)))
    cells += [str(findings.counts.get(count, 0)) for count in ("footnotes amid", "wrong digits")]
    return f"{_row(name, cells)} {note}".rstrip()


def _percent(share: Share, least: float | None) -> str:
    if not share.of:
        return "–"
    mark = "!" if least is not None and share.rate < least else ""
    return f"{mark}{100 * share.rate:.1f}"


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<34}" + "".join(f"{cell:>8}" for cell in cells)


def _as_json(made: Score) -> dict[str, object]:
    return {
        "name": made.name,
        "class": made.klass,
        "text_layer": made.text_layer,
        "error": made.error,
        "digits_known": made.digits_known,
        "body_error_rate": error_rate(made.findings),
        "shares": {name: list(share) for name, share in made.findings.shares.items()},
        "counts": made.findings.counts,
        "differences": [difference._asdict() for difference in made.findings.differences],
    }


if __name__ == "__main__":
    sys.exit(main())
