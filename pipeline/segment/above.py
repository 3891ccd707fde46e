"""The runs above the text: which of them are the title, the authors, the abstract, the keywords, in which language.

A title is told by setting (kind, capitals, size), else by standing first among what could be one. Authors may stand
before it or after it. An abstract may lack its word: then it is the prose before the keywords.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.segment.authors import is_affiliation, is_author_line, two_names
from pipeline.segment.cues import Run
from pipeline.segment.roles import (
    CUE_ROLES,
    LAYOUT_ROLES,
    Part,
    Role,
    capitals,
    cue_language,
    is_prose,
    note_role,
)


def goes_on(before: Run, run: Run, cue: str | None) -> bool:
    """Whether an abstract or a keyword list that reached `before` goes on in `run`: broken off, or announced and empty.

    An abstract ends with a full stop; a keyword list needn't, so there a small letter has to follow.
    """
    if before.language is not None and run.language is not None and before.language != run.language:
        return False
    if before.bare:
        return True
    if re.search(r"[-‐,;]\s*\Z", before.text):
        return True
    broken = re.search(r"[.!?…:]\s*\Z", before.text) is None
    return broken and (cue == "abstract" or run.text[:1].islower())


class Front:
    """The runs before the body."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.first_author = next((i for i, run in enumerate(runs) if is_author_line(run.text)), len(runs))
        self.announced: dict[str | None, int] = {}  # where the abstract or keywords of a language begin
        for index, run in enumerate(runs):
            if run.cue in ("abstract", "keywords"):
                self.announced.setdefault(cue_language(run), index)
        self.titles = self._titles("ru")
        self.english_titles = self._titles("en")

    def parts(self) -> tuple[Part, ...]:
        found: list[Part] = []
        mode: Role | None = None
        keywords = [
            index
            for index, run in enumerate(self.runs)
            if run.cue == "keywords" and cue_language(run) == "ru"
        ]
        announced = any(run.cue == "abstract" and cue_language(run) == "ru" for run in self.runs)
        for index, run in enumerate(self.runs):
            role, mode = self._role(index, run, mode, keywords, announced)
            found.append(Part(run, role))
        return tuple(found)

    def _role(
        self, index: int, run: Run, mode: Role | None, keywords: list[int], announced: bool
    ) -> tuple[Role, Role | None]:
        foreign = run.language in ("en", "kk")
        if run.kind == "footnote":
            return note_role(run), mode
        if run.cue in CUE_ROLES:
            return CUE_ROLES[run.cue], None
        if run.cue == "about_authors":
            return "author", "author"
        if run.cue == "abstract":
            role: Role = "abstract_en" if foreign or cue_language(run) == "en" else "abstract"
            return role, role
        if run.cue == "keywords":
            role = "keywords_en" if foreign or cue_language(run) == "en" else "keywords"
            return role, role
        if run.kind in LAYOUT_ROLES:
            return LAYOUT_ROLES[run.kind], mode
        if index in self.titles:
            return "title", "author"
        if index in self.english_titles:
            return "title_en", "author"
        if mode in ("abstract_en", "keywords_en") and foreign:
            return mode, mode
        if foreign:
            return "author_en", mode
        if mode == "keywords" and goes_on(self.runs[index - 1], run, "keywords"):
            return "keywords", "keywords"
        if mode == "abstract":
            return "abstract", "abstract"
        unheaded = not announced and (not keywords or index < keywords[-1])
        if unheaded and is_prose(run) and not is_author_line(run.text):
            return "abstract", "abstract"
        return "author", "author"

    def _titles(self, language: str) -> frozenset[int]:
        plain = [
            index
            for index, run in enumerate(self.runs)
            if run.language == language and run.cue in (None, "part") and run.kind not in LAYOUT_ROLES
            and run.kind != "footnote" and not self._in_abstract(index)
        ]  # fmt: skip
        if language == "en" and self.titles and not self._announces("abstract", "en"):
            plain = [index for index in plain if index > min(self.titles)]
        marked = [
            index
            for index in plain
            if (run := self.runs[index]).kind == "title" and not is_author_line(run.text)
        ]
        candidates = marked or [index for index in plain if self._named(index)]
        if not candidates:
            return frozenset()
        shouted = [index for index in candidates if capitals(self.runs[index].text)]
        sizes = [run.size for index in candidates if (run := self.runs[index]).size is not None]
        first = (shouted or candidates)[0]
        if not shouted and not marked and sizes and max(sizes) > 1.05 * min(sizes):
            first = next(index for index in candidates if self.runs[index].size == max(sizes))
        elif not shouted and not marked:
            headings = [
                index for index in candidates if self.runs[index].kind == "heading" or self.runs[index].bold
            ]
            first = (headings or candidates)[0]
        found = [first]
        while found[-1] + 1 in plain and self._continues(found[-1], found[-1] + 1):
            found.append(found[-1] + 1)
        while found[0] - 1 in plain and self._continues(found[0] - 1, found[0]):
            found.insert(0, found[0] - 1)
        return frozenset(found)

    def _in_abstract(self, index: int) -> bool:
        """Whether an abstract or keywords stand before, in the run's own language, and so any title of that language is past."""
        return self.announced.get(self.runs[index].language, len(self.runs)) < index

    def _named(self, index: int) -> bool:
        """Whether the run could be a title: no names, no institutions, no sentences, not too long."""
        run = self.runs[index]
        if is_author_line(run.text) or two_names(run.text) or len(run.text) > 400 or is_prose(run):
            return False
        return capitals(run.text) or not (
            is_affiliation(run.text) and (self.first_author < index or "@" in run.text)
        )

    def _continues(self, index: int, following: int) -> bool:
        """Whether the title goes on in the next run: set alike, or in small letters from the start."""
        one, other = self.runs[index], self.runs[following]
        if not (self._named(index) and self._named(following)) or re.search(r"[.!?]\s*\Z", one.text):
            return False
        if one.size is not None and other.size is not None:
            return abs(one.size - other.size) < 0.3 and one.bold == other.bold
        if capitals(one.text) or capitals(other.text):
            return capitals(one.text) and capitals(other.text)
        return other.text[:1].islower()

    def _announces(self, cue: str, language: str) -> bool:
        return any(run.cue == cue and cue_language(run) == language for run in self.runs)
