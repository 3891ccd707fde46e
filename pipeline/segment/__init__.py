"""Document → Structure (segment): front matter, zones, citations, references. Before it, a file of several papers → Documents (split).

papers     cut at title blocks                                            split.py, openings.py
runs       blocks, cut before the words that announce a part          cues.py
parts      each run with its role, by one walk over the paper         walk.py, above.py (with titles.py, roles.py, authors.py, language.py)
zones      roles as sections of the dataset, mined or not             zones.py
front matter                                                          front.py, with signature.py (and houses.py), publication.py
references                                                            references.py, each entry: entries.py
citations  by number, by name, in notes                               citations.py, named.py, notes.py
"""

from pipeline.model import Document, Problem, Structure
from pipeline.segment.citations import HIGHEST, citations
from pipeline.segment.cues import runs
from pipeline.segment.front import front_matter
from pipeline.segment.named import Named
from pipeline.segment.notes import notes
from pipeline.segment.references import references
from pipeline.segment.split import split
from pipeline.segment.walk import parts
from pipeline.segment.zones import zones

__all__ = ("segment", "split")


def segment(document: Document) -> Structure:
    """The document's parts told apart. Adds `NOT_RUSSIAN` to the problems where no Russian text was found to mine."""
    walked = parts(runs(document))
    zoned = zones(walked)
    listed = references(walked, numbered=True)
    named = Named(listed)
    last = max((entry.number or 0 for entry in listed), default=0) or HIGHEST
    noted, added = notes(walked, listed)
    found = (
        *citations(document.text, zoned, last), *named.marks(document.text, zoned), *named.told(document.text, zoned), *noted
    )  # fmt: skip
    cited = tuple(sorted(found, key=lambda citation: citation.start))
    problems: tuple[Problem, ...] = ()
    if document.text.strip() and not any(zone.mined for zone in zoned):
        problems = (Problem("segment", "NOT_RUSSIAN", "the paper holds no Russian text"),)
    return Structure(
        document=document,
        front=front_matter(document, walked),
        zones=zoned,
        citations=cited,
        references=(*listed, *added) if cited else references(walked, numbered=False),
        problems=problems,
    )
