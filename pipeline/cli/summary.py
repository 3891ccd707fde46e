"""What a run tells the person who started it when it is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.engine import Outcome, Report
from pipeline.records import DocumentRow, ProblemRow

_SHOWN: Final = 20  # problems; `problems.csv` has them all
_NAMED: Final = 3  # files named in a line


def summary(report: Report, shown: Path) -> str:
    """The summary of a run; `shown` is the dataset's folder as the person named it."""
    return "\n".join(_lines(report, shown))


def _lines(report: Report, shown: Path) -> Iterator[str]:
    yield documents_line(report.dataset.documents)
    yield from _work_lines(report)
    yield from _beside_lines(report)
    yield ""
    yield from rows_lines(report.info.rows)
    yield from problem_lines(report.problems())
    yield ""
    yield f"Dataset in {shown}: begin with observations.csv and documents.csv; datapackage.json explains every column."


def documents_line(documents: Sequence[DocumentRow]) -> str:
    """«12 documents: 10 ok, 1 partial, 1 failed»."""
    count = Counter(document.status for document in documents)
    statuses = ", ".join(
        f"{count[status]} {status}" for status in ("ok", "partial", "failed") if count[status]
    )
    return f"{counted(len(documents), 'document')}: {statuses or 'none'}"


def rows_lines(rows: Iterable[tuple[str, int]]) -> Iterator[str]:
    """A line a table with the number of its rows."""
    yield "rows"
    for name, number in rows:
        yield f"  {name:<13}{number:>9,}"


def problem_lines(problems: Sequence[tuple[str, ProblemRow]]) -> Iterator[str]:
    """The problems in words, the documents that have them named; what befell many pages of one is told once."""
    if not problems:
        return
    alike: dict[tuple[str, str, str], list[ProblemRow]] = {}
    for path, problem in problems:
        alike.setdefault((path, problem.stage, problem.code), []).append(problem)
    yield ""
    yield f"{counted(len(problems), 'problem')}:"
    for (path, _, code), rows in list(alike.items())[:_SHOWN]:
        yield f"  {path}{_pages_said(rows)}: {code}, {rows[0].message}"
    rest = Counter[str]()
    for (_, _, code), rows in list(alike.items())[_SHOWN:]:
        rest[code] += len(rows)
    if rest:
        codes = ", ".join(f"{code} {number}" for code, number in sorted(rest.items()))
        yield f"  and {rest.total()} more in problems.csv ({codes})"


def _pages_said(rows: Sequence[ProblemRow]) -> str:
    """«, page 3», «, pages 1–5, 7», or how often where there are no pages."""
    pages = sorted({row.page for row in rows if row.page is not None})
    if not pages:
        return f" ({len(rows)} times)" if len(rows) > 1 else ""
    runs = [[pages[0], pages[0]]]
    for page in pages[1:]:
        if page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    said = ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)
    return f", page{'s' if len(pages) > 1 else ''} {said}"


def counted(number: int, noun: str) -> str:
    """«1 file», «2 files»."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _work_lines(report: Report) -> Iterator[str]:
    mined = [outcome for outcome in report.outcomes if outcome.state == "mined"]
    reused = [outcome for outcome in report.outcomes if outcome.state == "reused"]
    if not mined:
        yield f"  nothing was mined anew: {counted(len(reused), 'file')} mined before by this version, {report.seconds:.1f} s"
        return
    seconds = report.info.timings.mining
    pages = sum(_pages(outcome) for outcome in mined)
    speed = f", {pages / seconds:.1f} pages a second" if pages and seconds else ""
    before = f", {counted(len(reused), 'file')} mined before by this version" if reused else ""
    yield f"  {counted(len(mined), 'file')} mined in {seconds:.1f} s{speed}{before}; {report.seconds:.1f} s in all"


def _pages(outcome: Outcome) -> int:
    if outcome.result is None:
        return 0
    return sum(document.n_pages or 0 for document in outcome.result.documents)


def _beside_lines(report: Report) -> Iterator[str]:
    copies = [f"{o.source.path} = {o.copy_of}" for o in report.outcomes if o.state == "duplicate"]
    if copies:
        yield f"  the same bytes twice, mined once: {_named(copies)}"
    skipped = [f"{entry.path} ({entry.reason})" for entry in report.found.skipped]
    if skipped:
        yield f"  left alone: {_named(skipped)}"
    if report.dropped:
        yield f"  {counted(report.dropped, 'file')} of the dataset before not in this run's inputs, and not in the dataset now"


def _named(items: Sequence[str]) -> str:
    more = f" and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
    return ", ".join(items[:_NAMED]) + more
