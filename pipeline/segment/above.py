"""The runs above the text: which of them are the title, the authors, the abstract, the keywords, in which language.

A title is told by setting (kind, capitals, size), else by standing first among what could be one. Authors may stand
before it or after it. An abstract may lack its word: then it is the prose before the keywords.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.segment.authors import NAME, is_affiliation, is_author_line, is_house, rare_name
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
from pipeline.segment.titles import is_contents, is_periodical, may_be_title, title_of

# On the back of a book's title page names are those of editors and reviewers.
_IMPRINT: Final = re.compile(
    r"Печатается\s+по|Редколлегия|Редакционн\w+\s+(?:коллегия|совет)|ISBN\b", re.IGNORECASE
)

_MINISTRY: Final = re.compile(r"министерств|федеральн|Ф[А-ЯЁ]{2,5}\b|секци|сборник|материал", re.IGNORECASE)
_MARKED: Final = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]|\[?\d[\])]?\s?[А-ЯЁA-Z«]")  # an institution's mark


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
        self.imprint = next((i for i, run in enumerate(runs) if _IMPRINT.match(run.text)), len(runs))
        self.kazakh_names = self._kazakh_names()
        self.again = self._signed_in_another_block()
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
        foreign = run.language in ("en", "kk") and index not in self.kazakh_names
        if run.kind == "footnote":
            return ("author" if self._tells_of_authors(index) else note_role(run)), mode
        if run.cue in CUE_ROLES:
            return CUE_ROLES[run.cue], ("funding" if run.cue == "funding" and run.bare else None)
        if mode == "funding" and run.cue is None and is_prose(run) and not foreign:
            return "funding", None
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
        if is_contents(run.text):
            return "meta", None
        if index in self.titles:
            return "title", "author"
        if index in self.again:
            return "author_en", mode
        if index in self.english_titles:
            return "title_en", "author"
        if mode in ("abstract_en", "keywords_en") and foreign:
            return mode, mode
        if foreign:
            return ("author" if self._is_marked_among(index) else "author_en"), mode
        if mode == "keywords" and goes_on(self.runs[index - 1], run, "keywords"):
            return "keywords", "keywords"
        if mode == "abstract":
            return "abstract", "abstract"
        unheaded = not announced and (not keywords or index < keywords[-1])
        below = index > min(
            self.titles, default=-1
        )  # what stands above the title is the journal's or the school's
        if unheaded and below and is_prose(run) and not is_author_line(run.text):
            return "abstract", "abstract"
        if index < min((*self.titles, self.first_author)) and not self._is_house_over_authors(
            index
        ):  # what stands above title and authors is the journal's
            return ("journal" if is_periodical(run.text) else "meta"), mode
        return "author", "author"

    def _is_house_over_authors(self, index: int) -> bool:
        """Whether the line is the authors' institution, printed above them instead of below: «Омский институт», «П. С. Ильин»."""
        text = self.runs[index].text
        if capitals(text) or is_periodical(text) or _MINISTRY.match(text) or not is_affiliation(text):
            return False
        signed = [match for match in NAME.finditer(text) if text[match.end() :].strip(" ,.;") == ""]
        if signed and not re.search(r"\b(?:им\.|имени)\s", text):
            return True  # both in one paragraph
        return index + 1 == self.first_author and len(text) < 120

    def _is_marked_among(self, index: int) -> bool:
        """Whether the line is one of the institutions under marks that the Russian block lists: «² Institute of Roads, Graz»."""
        beside = (self.runs[at] for at in (index - 1, index + 1) if 0 <= at < len(self.runs))
        return _MARKED.match(self.runs[index].text) is not None and any(
            run.language == "ru" and _MARKED.match(run.text) and is_affiliation(run.text) for run in beside
        )

    def _kazakh_names(self) -> frozenset[int]:
        """Names with Kazakh letters in the Russian block: a name is in no language.

        They stand over the Russian abstract, where no others do, or right over an institution that is named in Russian.
        """
        until = self.announced.get("ru", len(self.runs))
        above = self.runs[:until]
        signed = [i for i, run in enumerate(above) if is_author_line(run.text) or rare_name(run.text)]
        alone = not any(self.runs[i].language == "ru" for i in signed)
        return frozenset(
            i for i in signed if self.runs[i].language == "kk" and (alone or self._is_over_a_house(i))
        )

    def _is_over_a_house(self, index: int) -> bool:
        below = self.runs[index + 1] if index + 1 < len(self.runs) else None
        return (
            below is not None
            and below.language == "ru"
            and (is_affiliation(below.text) or is_house(below.text))
        )

    def _signed_in_another_block(self) -> frozenset[int]:
        """Names over a title block in English or Kazakh that comes first, where the Russian block below has its own."""
        russian = self.announced.get("ru", len(self.runs))
        foreign = max((at for at in self.announced.values() if at < russian), default=-1)
        signed = [i for i, run in enumerate(self.runs[:russian]) if is_author_line(run.text)]
        if not any(i > foreign and self.runs[i].language != "en" for i in signed):
            return frozenset()
        return frozenset(i for i in signed if i < foreign)

    def _titles(self, language: str) -> frozenset[int]:
        bare = [
            index
            for index, run in enumerate(self.runs)
            if run.language == language and run.cue in (None, "part") and run.kind not in LAYOUT_ROLES
            and run.kind != "footnote"
        ]  # fmt: skip
        plain = [index for index in bare if not self._in_abstract(index)]
        if language == "en" and not any(may_be_title(self.runs[i], i, self.first_author) for i in plain):
            plain = [index for index in bare if self._is_shown(self.runs[index])]
        if language == "en" and self.titles and not self._announces("abstract", "en"):
            plain = [index for index in plain if index > min(self.titles)]
        return title_of(self.runs, plain, self.first_author)

    def _tells_of_authors(self, index: int) -> bool:
        """Whether the footnote's mark stands on the names: it says who the authors are, or where they work."""
        begin, end = index, index + 1
        while begin and self.runs[begin - 1].kind == "footnote":
            begin -= 1
        while end < len(self.runs) and self.runs[end].kind == "footnote":
            end += 1
        signed = begin > 0 and is_author_line(self.runs[begin - 1].text)
        notes = self.runs[begin:end]
        return (
            signed
            and not is_prose(self.runs[index])
            and any(is_affiliation(one.text) or is_author_line(one.text) for one in notes)
        )

    @staticmethod
    def _is_shown(run: Run) -> bool:
        """Whether the run is set as titles are."""
        return run.kind in ("title", "heading") or run.bold or capitals(run.text)

    def _in_abstract(self, index: int) -> bool:
        """Whether an abstract or keywords stand before, in the run's own language, and so any title of that language is past."""
        return self.announced.get(self.runs[index].language, len(self.runs)) < index

    def _announces(self, cue: str, language: str) -> bool:
        return any(run.cue == cue and cue_language(run) == language for run in self.runs)
