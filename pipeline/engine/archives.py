"""What is to be mined, a file or a member of an archive, and what of an archive looks like a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.read import Limits, ReadError
from pipeline.read.archive import DEEPEST, Archive, Member, is_archive

# What papers come as. Formats that the reader doesn't read are here too: they are papers, and the run has to say that
# they weren't mined.
PAPER_SUFFIXES: Final = frozenset(
    (
        *(".pdf", ".docx", ".doc", ".odt", ".fodt", ".rtf", ".txt", ".text"),
        *(".html", ".htm", ".xhtml", ".mht", ".mhtml", ".fb2", ".epub", ".djvu", ".djv"),
    )
)
ARCHIVE_SUFFIX: Final = ".zip"
NO_PAPER: Final = "not a paper's format"
_SIGNATURES: Final = (b"%PDF-", b"AT&TFORM")
PEEKED: Final = (
    1024  # a PDF's header may stand anywhere in the first kilobyte (ISO 32000-1, implementation note 13)
)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to mine. `path` is what the dataset calls it: relative to the folder that was named, with slashes.

    `inside`: for a member of an archive, its index there, after those of the archives around it. `refused`: code and
    message where it is known already that it can't be mined.
    """

    path: str
    file: Path
    inside: tuple[int, ...] = ()
    refused: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A file or folder that was met and left alone, and why."""

    path: str
    reason: str


def looks_like_a_paper(name: str) -> bool:
    """By its suffix."""
    return PurePosixPath(name).suffix.lower() in PAPER_SUFFIXES


def begins_like_a_paper(head: bytes) -> bool:
    """By its first bytes."""
    return any(signature in head for signature in _SIGNATURES)


def look_through(
    source: Source, limits: Limits, password: str | None, named: bool
) -> Iterator[Source | Skipped]:
    """The papers in an archive, and what of it is left alone. One that was `named` has to hold papers."""
    found = list(_members(source, source.file, limits, password))
    if named and not any(isinstance(entry, Source) for entry in found):
        yield _refused(source, ReadError("NOT_SUPPORTED", "an archive without papers"))
    yield from found


def _members(
    source: Source, data: Path | bytes, limits: Limits, password: str | None
) -> Iterator[Source | Skipped]:
    try:
        if isinstance(data, Path):
            limits.check_bytes(data.stat().st_size)
        archive = Archive(data, limits)
    except ReadError as error:
        yield _refused(source, error)
        return
    except OSError as error:
        yield _refused(source, ReadError("UNREADABLE", str(error.strerror)))
        return
    try:
        members = archive.members()
    except ReadError as error:
        yield _refused(source, error)
        members = ()
    for member in members:
        yield from _judged(source, archive, member, limits, password)
    archive.close()


def _judged(
    around: Source, archive: Archive, member: Member, limits: Limits, password: str | None
) -> Iterator[Source | Skipped]:
    inner = Source(f"{around.path}/{member.name}", around.file, (*around.inside, member.place))
    if looks_like_a_paper(member.name) or begins_like_a_paper(archive.head(member.place, PEEKED)):
        yield inner
        return
    if PurePosixPath(member.name).suffix.lower() != ARCHIVE_SUFFIX:
        yield Skipped(inner.path, NO_PAPER)
        return
    try:
        if len(inner.inside) >= DEEPEST:
            raise ReadError("NOT_SUPPORTED", "an archive inside an archive inside an archive; unpack it")
        data = archive.content(member.place, password)
        if is_archive(data):
            yield from _members(inner, data, limits, password)
        else:
            yield inner
    except ReadError as error:
        yield _refused(inner, error)


def _refused(source: Source, error: ReadError) -> Source:
    return Source(source.path, source.file, source.inside, (error.code, error.message))
