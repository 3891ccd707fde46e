"""What each run is: one walk over the paper, from the codes above the title to the words about the authors at its end.

A paper is front, body, back. The front ends where the first Russian prose stands that no abstract claims, or the first
section heading; the back begins at the reference list. In between, notes, captions and tables are what the reader of
the file says they are. Where a file has no sizes and no headings (plain text), order and wording decide alone: codes,
title, title in English, authors, abstract, keywords, text; or authors before the title; or nothing but the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from pipeline.russian import morph
from pipeline.segment.authors import NAME, is_affiliation, is_author_line, two_names
from pipeline.segment.cues import Run

Role: TypeAlias = Literal[
    "code", "journal", "title", "title_en", "author", "author_en", "abstract", "abstract_en", "keywords", "keywords_en",
    "cite_as", "meta", "funding", "heading", "body", "foreign", "footnote", "note_reference", "caption", "table", "figure",
    "references_heading", "reference",
]  # fmt: skip

_AHEAD: Final = 14  # runs in which an announced abstract or keyword list still belongs to the front
_CUE_ROLES: Final[dict[str, Role]] = {
    "code": "code",
    "journal": "journal",
    "cite_as": "cite_as",
    "received": "meta",
    "licence": "meta",
    "funding": "funding",
}
_LAYOUT_ROLES: Final[dict[str, Role]] = {"table": "table", "caption": "caption", "figure": "figure"}


class Part(NamedTuple):
    """A run and what it is."""

    run: Run
    role: Role


def parts(runs: Sequence[Run]) -> tuple[Part, ...]:
    """Every run with its role, in order."""
    split = _body_start(runs)
    front = _Front(runs[:split])
    return (*front.parts(), *_back(runs[split:]))


def _body_start(runs: Sequence[Run]) -> int:
    """Index of the first run of the body."""
    claimed: Run | None = None  # the run that the abstract or the keywords have got to
    cue: str | None = None
    for index, run in enumerate(runs):
        if run.cue in ("references", "appendix"):
            return index
        if run.kind == "footnote" or run.cue in _CUE_ROLES or run.cue == "about_authors":
            continue
        if run.cue in ("abstract", "keywords"):
            claimed, cue = run, run.cue
            continue
        if run.cue == "part" and claimed is None and not _ahead(runs, index, ("abstract", "keywords"), None):
            return index
        if run.cue == "section" and (run.kind == "heading" or claimed is not None or len(run.text) < 60):
            return index
        if run.language not in ("ru", None):
            continue
        ahead = _front_ahead(runs, index)
        if run.kind == "heading" and claimed is not None and not ahead:
            return index
        if claimed is not None and (ahead or goes_on(claimed, run, cue)):
            claimed = run
        elif not ahead and (claimed is not None or (is_prose(run) and not is_author_line(run.text))):
            return index
    return len(runs)


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


def _front_ahead(runs: Sequence[Run], index: int) -> bool:
    """Whether a Russian abstract or Russian keywords are still to come, before any section begins."""
    return _ahead(runs, index, ("abstract", "keywords"), "ru")


def _ahead(runs: Sequence[Run], index: int, cues: tuple[str, ...], language: str | None) -> bool:
    for run in runs[index + 1 : index + 1 + _AHEAD]:
        if run.cue in ("section", "references"):
            return False
        if run.cue in cues and (language is None or _cue_language(run) == language):
            return True
    return False


def _cue_language(run: Run) -> str | None:
    """The language of the cue word itself: «Abstract» stands over English even where the text is missing."""
    return "en" if run.text[:1].isascii() else run.language


def is_prose(run: Run) -> bool:
    """Whether the run says sentences: long enough, ends like one, mostly words in small letters.

    A title is shorter or has no full stop; an author block is names and institutions.
    """
    text = run.text
    if run.kind in ("title", "heading", "caption", "table", "figure"):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    small = sum(word[0].islower() for word in words)
    if len(words) < 8 or small < 0.55 * len(words) or not re.search(r"[.!?…:;»\])]\s*\Z", text):
        return len(words) >= 60 and small >= 0.7 * len(words)
    return len(text) >= 250 or not is_affiliation(text) or bool(re.search(r"[а-яё]{3,}\.\s+[А-ЯЁ]", text))


class _Front:
    """The runs before the body. Titles are told by setting (kind, capitals, size), else by standing first."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.first_author = next((i for i, run in enumerate(runs) if is_author_line(run.text)), len(runs))
        self.announced: dict[str | None, int] = {}  # where the abstract or keywords of a language begin
        for index, run in enumerate(runs):
            if run.cue in ("abstract", "keywords"):
                self.announced.setdefault(_cue_language(run), index)
        self.titles = self._titles("ru")
        self.english_titles = self._titles("en")

    def parts(self) -> tuple[Part, ...]:
        found: list[Part] = []
        mode: Role | None = None
        keywords = [
            index
            for index, run in enumerate(self.runs)
            if run.cue == "keywords" and _cue_language(run) == "ru"
        ]
        announced = any(run.cue == "abstract" and _cue_language(run) == "ru" for run in self.runs)
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
        if run.cue in _CUE_ROLES:
            return _CUE_ROLES[run.cue], None
        if run.cue == "about_authors":
            return "author", "author"
        if run.cue == "abstract":
            role: Role = "abstract_en" if foreign or _cue_language(run) == "en" else "abstract"
            return role, role
        if run.cue == "keywords":
            role = "keywords_en" if foreign or _cue_language(run) == "en" else "keywords"
            return role, role
        if run.kind in _LAYOUT_ROLES:
            return _LAYOUT_ROLES[run.kind], mode
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
        if not announced and keywords and index < keywords[-1] and is_prose(run):
            return "abstract", "abstract"
        return "author", "author"

    def _titles(self, language: str) -> frozenset[int]:
        plain = [
            index
            for index, run in enumerate(self.runs)
            if run.language == language and run.cue in (None, "part") and run.kind not in _LAYOUT_ROLES
            and run.kind != "footnote" and not self._in_abstract(index)
        ]  # fmt: skip
        if language == "en" and self.titles and not self._announces("abstract", "en"):
            plain = [index for index in plain if index > min(self.titles)]
        marked = [index for index in plain if self.runs[index].kind == "title"]
        candidates = marked or [index for index in plain if self._named(index)]
        if not candidates:
            return frozenset()
        shouted = [index for index in candidates if _capitals(self.runs[index].text)]
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
        return _capitals(run.text) or not (
            is_affiliation(run.text) and (self.first_author < index or "@" in run.text)
        )

    def _continues(self, index: int, following: int) -> bool:
        """Whether the title goes on in the next run: set alike, or in small letters from the start."""
        one, other = self.runs[index], self.runs[following]
        if not (self._named(index) and self._named(following)) or re.search(r"[.!?]\s*\Z", one.text):
            return False
        if one.size is not None and other.size is not None:
            return abs(one.size - other.size) < 0.3 and one.bold == other.bold
        if _capitals(one.text) or _capitals(other.text):
            return _capitals(one.text) and _capitals(other.text)
        return other.text[:1].islower()

    def _announces(self, cue: str, language: str) -> bool:
        return any(run.cue == cue and _cue_language(run) == language for run in self.runs)


def _capitals(text: str) -> bool:
    """Whether the run is set in capitals."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 6 and sum(letter.isupper() for letter in letters) > 0.9 * len(letters)


def _back(runs: Sequence[Run]) -> tuple[Part, ...]:
    """Body, reference lists, and what journals print after them."""
    found: list[Part] = []
    mode: Role = "body"
    for index, run in enumerate(runs):
        role, mode = _back_role(runs, index, run, mode)
        found.append(Part(run, role))
    return tuple(found)


def _back_role(runs: Sequence[Run], index: int, run: Run, mode: Role) -> tuple[Role, Role]:
    foreign = run.language in ("en", "kk")
    if run.kind in _LAYOUT_ROLES:
        return _LAYOUT_ROLES[run.kind], mode
    if run.kind == "footnote":
        return note_role(run), mode
    if run.cue == "references":
        return ("references_heading" if run.bare or len(run.text) < 80 else "reference"), "reference"
    if run.cue == "appendix" and mode != "body" and run.kind != "list_item":
        return "heading", "body"
    if run.cue in ("abstract", "keywords"):
        announced: Role = "abstract" if run.cue == "abstract" else "keywords"
        if foreign or _cue_language(run) == "en":
            announced = "abstract_en" if run.cue == "abstract" else "keywords_en"
        return announced, announced
    if run.cue == "about_authors":
        return "author", "author"
    listed = (
        mode == "reference" and run.cue in ("code", "journal") and not run.text.startswith(("УДК", "UDC"))
    )
    if run.cue in _CUE_ROLES and not listed:  # an entry may go on with its DOI or end with its pages
        return _CUE_ROLES[run.cue], mode
    if mode == "reference":
        if foreign and not _entry(run.text) and _tail(runs, index):
            return "author_en", "author_en"
        section = run.kind == "heading" and not foreign and not _entry(run.text)
        return ("heading", "body") if section else ("reference", "reference")
    if mode in ("author", "author_en", "abstract_en", "keywords_en", "abstract", "keywords"):
        return _after_announced(run, mode, foreign)
    if foreign:
        return "foreign", mode
    heading = run.kind in ("heading", "title") or run.cue == "section"
    return ("heading" if heading else "body"), "body"


def _after_announced(run: Run, mode: Role, foreign: bool) -> tuple[Role, Role]:
    """What follows words about the authors, or an abstract that stands at the paper's end."""
    if foreign:
        return ("author_en" if mode in ("author", "author_en") else "abstract_en"), mode
    if run.kind == "heading" or run.cue == "section":
        return "heading", "body"
    if mode in ("author", "author_en"):
        return "author", "author"
    if mode == "abstract":
        return "abstract", mode
    return "body", "body"


def _entry(text: str) -> bool:
    """Whether the run looks like an entry of a reference list."""
    return (
        bool(re.match(r"\[?\d{1,3}[.)\]]\s", text))
        or " // " in text
        or bool(re.search(r"\b(?:19|20)\d\d\b", text))
    )


def _tail(runs: Sequence[Run], index: int) -> bool:
    """Whether an English abstract follows soon: then this is the English title block, and no reference."""
    return any(run.cue in ("abstract", "keywords") for run in runs[index : index + 6])


_NOTE_LEAD: Final = re.compile(
    r"\A\s*(?:\[?\d{1,3}[.)\]]?|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+)?\s*(?:(?:См|Ср|Цит|Подр)\.(?:\s*(?:по|также|подробнее|об этом))*\s*:?\s*)?"
)
_SOURCE: Final = re.compile(
    r"\s//\s|\bURL\s*:|https?://|\bТам\s+же\b|\bУказ\.\s+соч|\bIbid|\b(?:М|СПб|Л|Алматы|Астана|Москва)\.?\s*:\s"
    r"|[СC]\.\s?\d+|\b\d+\s+с\.\s*\Z|\bdoi\b",
    re.IGNORECASE,
)


def note_role(run: Run) -> Role:
    """A footnote that is nothing but a bibliographic description is a reference; all others are text.

    A description names a source («//», «URL:», «С. 12», «Там же») and says no sentence: no finite verb, no short participle.
    """
    text = run.text[_NOTE_LEAD.match(run.text).end() :]  # type: ignore[union-attr]  # matches the empty string too
    source = _SOURCE.search(text)
    if source is None:
        return "footnote"
    signed = NAME.match(text) is not None and "//" in text  # a title of an article may be a sentence
    said = text[text.index("//") :] if signed else text
    words = re.findall(r"[а-яё]{3,}", said)
    says = any(morph.best(word).pos in ("VERB", "PRTS") and morph.is_known(word) for word in words)
    return "footnote" if says or len(words) > 60 else "note_reference"
