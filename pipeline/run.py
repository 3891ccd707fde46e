"""The composition: one paper through all rooms, and all papers' results into one dataset.

bytes → read → segment → russian → extract → qualify → link → relate → rows        (mine: one file, any process)
results of all files → entities, instruments, claims → tables in order             (assemble: once)
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Final, TypeVar

from pipeline import __version__, link, relate
from pipeline.extract import Extracted, extract
from pipeline.model import (
    Document,
    FrontMatter,
    Linked,
    Mention,
    Observation,
    Problem,
    Qualifiers,
    Structure,
    Zone,
)
from pipeline.qualify import qualify
from pipeline.read import Limits, ReadError, djvu, read
from pipeline.read.scan import ocr
from pipeline.records import Dataset, Result
from pipeline.russian import gazetteer, names
from pipeline.russian.nlp import analyse, build
from pipeline.segment import segment, split
from pipeline.store import in_order
from pipeline.store.rows import failed, result_of

_T = TypeVar("_T")

# What a result depends on besides the code: another dictionary or another network gives other mentions.
_FINGERPRINTED: Final = (
    *("spacy", "pymorphy3", "pymorphy3-dicts-ru", "slovnet", "navec", "natasha", "razdel"),
    *("pypdfium2", "pdfplumber", "python-docx", "odfdo", "lxml", "numpy", "pyahocorasick"),
)


def mine(data: bytes, path: str, *, limits: Limits | None = None, password: str | None = None) -> Result:
    """All rows that one file gives. A file that can't be mined is a failed document with its problem, never an exception."""
    try:
        document = read(data, path, limits=limits, password=password)
    except ReadError as error:
        return failed(data, path, Problem("read", error.code, error.message, error.page))
    problems: list[Problem] = []
    papers = _attempt("segment", problems, lambda: split(document), lambda: (document,))
    return _joined([_paper(paper, tuple(problems)) for paper in papers])


def _paper(document: Document, before: tuple[Problem, ...]) -> Result:
    """One paper through all rooms after reading; `before` went wrong while its file was cut into papers."""
    problems = list(before)
    structure = _attempt("segment", problems, lambda: segment(document), lambda: _unstructured(document))
    doc = analyse(structure)
    found = _attempt("extract", problems, lambda: extract(doc), lambda: Extracted((), ()))
    qualifiers = _attempt("qualify", problems, lambda: qualify(doc, found.mentions), dict[str, Qualifiers])
    linked = _attempt(
        "link", problems, lambda: link.link(doc, found.mentions), lambda: Linked(found.mentions, {}, ())
    )
    linked = _attempt(
        "relate",
        problems,
        lambda: replace(linked, mentions=_filled(relate.fill(doc, linked, qualifiers), linked)),
        lambda: linked,
    )
    observations = _attempt(
        "relate", problems, lambda: relate.observe(doc, linked, qualifiers), tuple[Observation, ...]
    )
    return result_of(doc, structure, linked, observations, tuple(problems))


def assemble(results: Iterable[Result]) -> Dataset:
    """The dataset of all results: things, instruments and claims merged, every table in its order.

    Neither the order of the results nor who made them changes a byte.
    """
    ordered: Sequence[Result] = sorted(results, key=lambda result: result.documents[0].doc_id)
    ordered = link.unified(ordered)
    agreements, instruments = link.instruments(ordered)
    observations = tuple(row for result in ordered for row in result.observations)
    return in_order(
        Dataset(
            documents=tuple(row for result in ordered for row in result.documents),
            entities=link.entities(ordered),
            mentions=tuple(row for result in ordered for row in result.mentions),
            amounts=tuple(row for result in ordered for row in result.amounts),
            dates=tuple(row for result in ordered for row in result.dates),
            instruments=instruments,
            agreements=agreements,
            tables=tuple(row for result in ordered for row in result.tables),
            observations=observations,
            claims=relate.claims(observations),
            citations=tuple(row for result in ordered for row in result.citations),
            references=tuple(row for result in ordered for row in result.references),
            problems=tuple(row for result in ordered for row in result.problems),
            texts=tuple(
                (row.doc_id, text)
                for result in ordered
                for row, text in zip(result.documents, result.texts, strict=True)
            ),
        )
    )


def warm() -> None:
    """Loads dictionaries and networks into this process, for workers that are forked from it."""
    build()
    names.load()
    gazetteer.find("")


@lru_cache(maxsize=1)
def version() -> str:
    """Fingerprint of everything but the paper that a result depends on: our code and tables, Python, and the libraries."""
    digest = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    for package in _FINGERPRINTED:
        try:
            digest.update(f"{package}=={installed_version(package)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{package} missing\n".encode())
    digest.update(f"DjVuLibre lacks {djvu.missing()}\nOCR by {ocr.fingerprint()}\n".encode())
    here = Path(__file__).parent
    registry = here.parent / "models" if (here.parent / "models").is_dir() else here / "_models"
    for root in (here, registry):
        for file in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".tsv", ".json")):
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _joined(results: Sequence[Result]) -> Result:
    """The papers of one file as one result."""
    tables = {
        field.name: tuple(row for r in results for row in getattr(r, field.name)) for field in fields(Result)
    }
    if len(results) > 1:  # papers of one volume speak of the same people
        tables["entities"] = link.entities(results)
    return Result(**tables)


def _attempt(stage: str, problems: list[Problem], work: Callable[[], _T], otherwise: Callable[[], _T]) -> _T:
    """The work's result, or, when a room fails on this paper, what the next rooms can go on with, and a problem."""
    try:
        return work()
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # a room's bug must cost this paper's stage, never the run
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
        problems.append(Problem(stage, "INTERNAL", f"{type(error).__name__}: {error} ({place})"))
        return otherwise()


def _unstructured(document: Document) -> Structure:
    zones = (Zone(0, len(document.text), "body", True),) if document.text else ()
    return Structure(document, FrontMatter(), zones, citations=(), references=())


def _filled(agreements: tuple[Mention, ...], linked: Linked) -> tuple[Mention, ...]:
    """The mentions with the agreements' slots filled, in their old order."""
    by_id = {mention.mention_id: mention for mention in agreements}
    return tuple(by_id.get(mention.mention_id, mention) for mention in linked.mentions)
