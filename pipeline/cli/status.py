"""`svod status`: what a dataset holds and how its run went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.plainly import stopped
from pipeline.cli.summary import counted, documents_line, problem_lines, rows_lines
from pipeline.records import DocumentRow, ProblemRow


def status(out: Annotated[Path, typer.Argument(metavar="OUT", help="The dataset's folder.")]) -> None:
    """Say what the dataset in OUT holds and how its run went."""
    from pipeline import store

    try:
        info = store.read_info(out)
        documents = store.load_table(out, store.table("documents"))
        problems = store.load_table(out, store.table("problems"))
    except FileNotFoundError as error:
        kept = len(list((out / ".svod" / "cache").glob("*/*/*.json.gz")))
        begun = f"; {counted(kept, 'file')} mined so far, `svod run` goes on from there" if kept else ""
        raise stopped("status", f"{out}: no dataset there{begun}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise stopped("status", f"{out}: can't be read as a dataset ({error})") from error
    for line in _lines(info, documents, problems):  # type: ignore[arg-type]
        typer.echo(line)


def _lines(
    info: object, documents: tuple[DocumentRow, ...], problems: tuple[ProblemRow, ...]
) -> Iterator[str]:
    from pipeline.store import RunInfo

    assert isinstance(info, RunInfo)
    yield documents_line(documents)
    files = {state: sum(file.state == state for file in info.inputs) for state in ("mined", "reused")}
    times = info.timings
    yield f"  run of {times.finished}: {counted(files['mined'], 'file')} mined, {files['reused']} mined before"
    yield f"  mining {times.mining:.1f} s, assembling {times.assembling:.1f} s, writing {times.writing:.1f} s"
    yield f"  pipeline {info.fingerprint}"
    yield ""
    yield from rows_lines(info.rows)
    paths = {document.doc_id: document.path for document in documents}
    yield from problem_lines([(paths[problem.doc_id], problem) for problem in problems])
