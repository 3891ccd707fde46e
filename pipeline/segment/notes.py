"""Footnotes that are bibliographic descriptions: what each of them cites.

    «См.: Ильин П. С. Степные пути // Вестник степи. 2019. № 3. С. 9.»     an entry of the list, or a source of its own
    «Там же. С. 12.» · «Ильин П. С. Указ. соч. С. 4.»                      the note before it; the only work of his

A paper may have no reference list but its notes. Then each source that a note describes in full becomes a reference,
numbered in the order in which the notes name them for the first time; so it does in a paper with a list whose notes
name at least three sources that the list doesn't. A stray note beside a list stays a note. The surprise: one note may
name several sources («Ильин П. С. …; Серикова А. Т. …»), and after such a note «там же» is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.model import Citation, Reference
from pipeline.segment.citations import SAME, tidy
from pipeline.segment.entries import reference
from pipeline.segment.named import ONLY_WORK, Named
from pipeline.segment.roles import NOTE_LEAD, Part

_NEXT_SOURCE: Final = re.compile(r";\s+(?=[А-ЯЁA-Z])")
_PAGES: Final = re.compile(
    r"(?<!\w)(?:[СCРPp]{1,2}|с)\.\s?(\d+(?:\s?[-–—]\s?\d+)?(?:,\s?\d+(?:\s?[-–—]\s?\d+)?)*)"
)
_SYSTEM: Final = 3  # sources that a list lacks, from which on the notes are a list of their own


class _Source(NamedTuple):
    """A source that a note names; `alone`: the note names no other. Notes that say something break the chain: text is empty."""

    start: int
    end: int
    text: str
    alone: bool


def notes(
    parts: Sequence[Part], listed: Sequence[Reference]
) -> tuple[tuple[Citation, ...], tuple[Reference, ...]]:
    """(citations that the notes make, references that the notes add to the list)."""
    sources = tuple(_sources(parts))
    if not sources:
        return (), ()
    cited, added = _tied(sources, listed, adding=True)
    if listed and len(added) < _SYSTEM:
        return _tied(sources, listed, adding=False)
    return cited, added


def _sources(parts: Sequence[Part]) -> Iterator[_Source]:
    for run, role in parts:
        if role == "footnote":
            yield _Source(run.start, run.start, "", alone=False)
        if role == "note_reference":
            lead = NOTE_LEAD.match(run.text)
            start = lead.end() if lead else 0
            breaks = [*_NEXT_SOURCE.finditer(run.text, start), None]
            for cut in breaks:
                end = cut.start() if cut else len(run.text)
                yield _Source(run.start + start, run.start + end, run.text[start:end], alone=len(breaks) == 1)
                start = cut.end() if cut else end


def _tied(
    sources: Sequence[_Source], listed: Sequence[Reference], *, adding: bool
) -> tuple[tuple[Citation, ...], tuple[Reference, ...]]:
    named = Named(listed)
    last = max((entry.number or 0 for entry in listed), default=0)
    cited: list[Citation] = []
    added: list[Reference] = []
    before: int | None = None
    for source in sources:
        number = before if SAME.match(source.text) else named.described(source.text) if source.text else None
        if number is None and adding and _is_full(source.text):
            number = last + len(added) + 1
            added.append(reference(source.text, number, source.start, source.end))
            named.add(added[-1])
        if number is not None:
            pages = _PAGES.findall(source.text)
            cited.append(Citation(source.start, source.end, number, tidy(pages[-1]) if pages else None))
        before = number if source.alone else None
    return tuple(cited), tuple(added)


def _is_full(text: str) -> bool:
    """Whether the note describes its source by itself: a title, and when or where it was published."""
    if not text or SAME.match(text) or ONLY_WORK.search(text):
        return False
    read = reference(text)
    return read.title is not None and len(read.title) >= 4 and (read.year is not None or read.url is not None)
