"""The roles that runs have, and what a run says about its role by itself, wherever it stands.

Prose, capitals, a bibliographic description are told by the run's own words and setting; what its neighbours make of
it is the business of the walk (walk.py) and of the title block (above.py).
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, TypeAlias

from pipeline.russian import morph
from pipeline.segment.authors import NAME, is_affiliation
from pipeline.segment.cues import Run

Role: TypeAlias = Literal[
    "code", "journal", "title", "title_en", "author", "author_en", "abstract", "abstract_en", "keywords", "keywords_en",
    "cite_as", "meta", "funding", "heading", "body", "foreign", "footnote", "note_reference", "caption", "table", "figure",
    "references_heading", "reference",
]  # fmt: skip

CUE_ROLES: Final[dict[str, Role]] = {
    "code": "code",
    "journal": "journal",
    "cite_as": "cite_as",
    "supervisor": "meta",
    "received": "meta",
    "licence": "meta",
    "funding": "funding",
}
LAYOUT_ROLES: Final[dict[str, Role]] = {"table": "table", "caption": "caption", "figure": "figure"}


class Part(NamedTuple):
    """A run and what it is."""

    run: Run
    role: Role


def cue_language(run: Run) -> str | None:
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
    if len(text) < 250 and text.rstrip()[-1] in ")»]":
        return False  # a title ends so too: «Граница и степь (на примере двух областей)»
    return len(text) >= 250 or not is_affiliation(text) or bool(re.search(r"[а-яё]{3,}\.\s+[А-ЯЁ]", text))


def capitals(text: str) -> bool:
    """Whether the run is set in capitals."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 6 and sum(letter.isupper() for letter in letters) > 0.9 * len(letters)


_DATED: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|https?://")
NOTE_LEAD: Final = re.compile(
    r"\A\s*(?:\[?\d{1,3}(?!\d)[.)\]]?|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+)?\s*(?:(?:[Пп]одробнее\s+)?(?:[Оо]б\s+этом\s+)?(?:[Сс]м|[Сс]р|Цит|Подр|Напр|Источники?|See)\b\.?"
    r"(?:\s*(?:(?:по|также|подробнее|об этом|например|also)\b|напр\.))*\s*[:,]?\s*)?"
)
_SOURCE: Final = re.compile(
    r"\s//\s|\bURL\s*:|https?://|\bТам\s+же\b|\bУказ\.\s+соч|\bIbid|\bOp\.\s*cit|\b(?:М|СПб|Л|Алматы|Астана|Москва)\.?\s*:\s"
    r"|\b[СCРP]{1,2}\.\s?\d+|\b\d+\s+[сpр]\.\s*\Z|\bdoi\b",
    re.IGNORECASE,
)


def note_role(run: Run) -> Role:
    """A footnote that is nothing but a bibliographic description is a reference; all others are text."""
    return "note_reference" if is_description(run.text) else "footnote"


def is_description(text: str) -> bool:
    """Whether the text is a bibliographic description: it names a source and says no sentence.

    «//», «URL:», «С. 12», «Там же» name one; a finite verb or a short participle says something, but in an article's title.

    >>> is_description("Ильин П. С. Степь. М.: Наука, 2001. 90 с."), is_description("Подробнее это разобрано на с. 12.")
    (True, False)
    """
    text = text[NOTE_LEAD.match(text).end() :]  # type: ignore[union-attr]  # matches the empty string too
    source = _SOURCE.search(text)
    if source is None:
        return False
    signed = NAME.match(text) is not None and "//" in text  # a title of an article may be a sentence
    said = text[text.index("//") :] if signed else text
    words = re.findall(r"[а-яё]{3,}", said)
    return len(words) <= 60 and not any(
        morph.best(word).pos in ("VERB", "PRTS") and morph.is_known(word) for word in words
    )


def is_list(run: Run) -> bool:
    """Whether the run could stand in a reference list as it is: a dated description, or several, numbered, line by line.

    A list without a heading is told by this alone, so every description has to have its year or its address.
    """
    if run.kind not in ("paragraph", "list_item") or run.cue in ("abstract", "keywords", "section", "part"):
        return False
    entries = [entry for entry in re.split(r"(?:\A|\n)\s*\[?\d{1,3}[.)\]]+\s+", run.text) if entry.strip()]
    return bool(entries) and all(_DATED.search(entry) and is_description(entry) for entry in entries)
