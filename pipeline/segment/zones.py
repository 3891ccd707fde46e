"""Roles become zones: which section of the dataset each stretch belongs to, and whether it is mined.

What docs/annotation.md calls metadata isn't: codes, the author block, English and Kazakh text, reference lists, notes that are
bibliographic descriptions. The Russian title, abstract, keywords, text, notes, captions and tables are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.model import Section, Zone
from pipeline.segment.roles import Part, Role

_ZONES: Final[dict[Role, tuple[Section, bool]]] = {
    "code": ("other", False),
    "journal": ("other", False),
    "title": ("title", True),
    "title_en": ("title", False),
    "author": ("other", False),
    "author_en": ("other", False),
    "abstract": ("abstract", True),
    "abstract_en": ("abstract", False),
    "keywords": ("abstract", True),
    "keywords_en": ("abstract", False),
    "cite_as": ("other", False),
    "meta": ("other", False),
    "funding": ("other", True),
    "heading": ("body", True),
    "body": ("body", True),
    "foreign": ("other", False),
    "footnote": ("footnote", True),
    "note_reference": ("references", False),
    "caption": ("caption", True),
    "table": ("table", True),
    "figure": ("other", False),
    "references_heading": ("references", False),
    "reference": ("references", False),
}


def zones(parts: Sequence[Part]) -> tuple[Zone, ...]:
    """One zone a run. `heading` is that of the section the run stands in; in a paper without headings (a structured

    abstract), the part that was announced last: «Методы».
    """
    announced = sum(run.cue == "part" and role == "body" for run, role in parts)
    structured = announced >= 3 and not any(role == "heading" for _, role in parts)
    heading: str | None = None
    found: list[Zone] = []
    for run, role in parts:
        section, mined = _ZONES[role]
        if run.language in ("en", "kk") and role in ("footnote", "caption", "table", "funding", "heading"):
            mined = mined and role == "table"  # the figures of a table are in no language
        if role == "heading":
            heading = " ".join(run.text.split())
        elif role == "references_heading":
            heading = None
        elif run.cue == "part" and role == "body" and structured:
            heading = run.text[: run.content - run.start].strip(" .:—–\n")
        found.append(Zone(run.start, run.end, section, mined, heading if section != "references" else None))
    return tuple(found)
