"""What each run is: one walk over the paper, from the codes above the title to the words about the authors at its end.

A paper is front, body, back. The front ends where the first Russian prose stands that no abstract claims, or the first
section heading; the back begins at the reference list. In between, notes, captions and tables are what the reader of
the file says they are. Where a file has no sizes and no headings (plain text), order and wording decide alone: codes,
title, title in English, authors, abstract, keywords, text; or authors before the title; or nothing but the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.segment.above import Front, goes_on
from pipeline.segment.authors import NAME, is_affiliation, is_author_line
from pipeline.segment.cues import Run
from pipeline.segment.roles import (
    CUE_ROLES,
    LAYOUT_ROLES,
    Part,
    Role,
    capitals,
    cue_language,
    is_description,
    is_list,
    is_prose,
    note_role,
)
from pipeline.segment.titles import bare_title, is_contents, is_kind_of_work

_AFTER_LIST: Final = (
    "about_authors",
    "received",
    "licence",
    "cite_as",
    "funding",
    "code",
    "journal",
    "abstract",
    "keywords",
)
_TITLE_KINDS: Final = ("title", "heading", "paragraph")
_AHEAD: Final = 14  # runs in which an announced abstract or keyword list still belongs to the front


def parts(runs: Sequence[Run]) -> tuple[Part, ...]:
    """Every run with its role, in order."""
    split = max(_body_start(runs), _title_page(runs))
    above = Front(runs[:split]).parts()
    return (*above, *_back(runs[split:], titled=any(role == "title_en" for _, role in above)))


def _body_start(runs: Sequence[Run]) -> int:
    """Index of the first run of the body."""
    claimed: Run | None = None  # the run that the abstract or the keywords have got to
    cue: str | None = None  # null for an abstract without its word
    for index, run in enumerate(runs):
        if run.cue in ("references", "appendix"):
            if is_contents(run.text):
                continue  # «Приложение 1 ........ 54»
            return index
        if run.kind == "footnote" or run.cue in CUE_ROLES or run.cue == "about_authors":
            continue
        if index and runs[index - 1].cue == "funding" and runs[index - 1].bare and run.cue is None:
            continue  # «Финансирование», and who paid, in a paragraph of its own
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
        if (claimed is None or cue is None) and is_prose(run) and _unannounced(runs, index):
            claimed = run
            continue
        if claimed is not None and (ahead or goes_on(claimed, run, cue)):
            claimed = run
        elif claimed is not None and (_signed_below(runs, index) or _signed_again(runs, index)):
            continue
        elif not ahead and (claimed is not None or (is_prose(run) and not is_author_line(run.text))):
            return index
    return len(runs)


def _title_page(runs: Sequence[Run]) -> int:
    """One past the title on a thesis's title page, which has prose above it; 0 where the paper has no such page."""
    for index, run in enumerate(runs[:15]):
        if is_kind_of_work(run.text) and index + 1 < len(runs) and not is_prose(runs[index + 1]):
            return index + 2
    return 0


def _signed_below(runs: Sequence[Run], index: int) -> bool:
    """Whether the run belongs to an author block that a journal prints under the abstract instead of above it.

    It begins with a name, and no name stands above; what isn't prose may follow it.
    """
    run = runs[index]
    if is_prose(run) or run.kind == "heading":
        return False
    first = next((at for at, one in enumerate(runs) if is_author_line(one.text)), len(runs))
    announced = next((at for at, one in enumerate(runs) if one.cue in ("abstract", "keywords")), len(runs))
    return announced < first <= index < first + 12 and (is_author_line(run.text) or is_affiliation(run.text))


def _signed_again(runs: Sequence[Run], index: int) -> bool:
    """Whether the run is of the author block once more: words about an author whose name stands above, or the names and

    institutions over an abstract in English or Kazakh that is still to come, before any Russian text.
    """
    run = runs[index]
    if run.kind == "heading" or (is_prose(run) and not NAME.match(run.text)):
        return False
    if is_author_line(run.text) and is_affiliation(run.text):
        return True
    below = runs[index + 1 : index + 1 + _AHEAD]
    cue = next((at for at, one in enumerate(below) if one.cue in ("abstract", "keywords")), None)
    if cue is None or cue_language(below[cue]) == "ru":
        return False
    above = any(is_author_line(one.text) for one in runs[max(0, index - 3) : index])
    plain = not any(one.language == "ru" and is_prose(one) for one in below[:cue])
    return plain and (is_author_line(run.text) or (above and is_affiliation(run.text)))


def _unannounced(runs: Sequence[Run], index: int) -> bool:
    """Whether the prose is an abstract without its word: between the authors and a heading «Введение», a paragraph or two."""
    if not any(is_author_line(run.text) for run in runs[:index]):
        return False
    for run in runs[index + 1 : index + 6]:
        if run.cue == "section":
            return re.match(r"[\dIVX.\s]*(?:введение|introduction)", run.text, re.IGNORECASE) is not None
        if run.kind == "heading":
            return False
    return False


def _front_ahead(runs: Sequence[Run], index: int) -> bool:
    """Whether a Russian abstract or Russian keywords are still to come, before any section begins."""
    return _ahead(runs, index, ("abstract", "keywords"), "ru")


def _ahead(runs: Sequence[Run], index: int, cues: tuple[str, ...], language: str | None) -> bool:
    for run in runs[index + 1 : index + 1 + _AHEAD]:
        if run.cue in ("section", "references"):
            return False
        if run.cue in cues and (language is None or cue_language(run) == language):
            return True
    return False


def _back(runs: Sequence[Run], *, titled: bool) -> tuple[Part, ...]:
    """Body, reference lists, and what journals print after them; `titled` says that the English title stood above."""
    found: list[Part] = []
    mode: Role = "body"
    unheaded = _unheaded(runs)
    tail = range(0)
    for index, run in enumerate(runs):
        if index in tail:
            continue
        tail = _english_block(runs, index)
        if tail:
            below = Front([runs[at] for at in tail]).parts()
            found.extend(
                Part(one, "author_en" if titled and role == "title_en" else role) for one, role in below
            )
            titled = titled or any(role == "title_en" for _, role in below)
            mode = "author_en"
            continue
        if index == unheaded:
            mode = "reference"
        role, mode = _back_role(runs, index, run, mode)
        found.append(Part(run, role))
    return tuple(found)


def _english_block(runs: Sequence[Run], index: int) -> range:
    """The title block in English or Kazakh that begins at the run, below the text; empty where none does.

    It begins with a title, names or a code, holds an abstract or keywords, and goes on as long as nothing is in Russian.
    """
    begin = index
    while begin < len(runs) and runs[begin].cue == "code":
        begin += 1
    if begin == len(runs) or (begin > index and not runs[index].text.startswith(("UDC", "УДК"))):
        return range(0)
    first = runs[begin]
    if (
        first.cue is not None
        or first.language not in ("en", "kk")
        or first.kind not in _TITLE_KINDS
        or is_prose(first)
    ):
        return range(0)
    shown = begin > index or first.kind != "paragraph" or capitals(first.text) or first.bold or first.centred
    signed = is_author_line(first.text)
    if len(first.text) > 400 or is_list(first) or (_entry(first.text) and not (shown or signed)):
        return range(0)
    end = begin + 1
    while end < len(runs) and runs[end].language in ("en", "kk", None):
        if runs[end].cue == "references" or is_list(runs[end]):
            break
        end += 1
    below = runs[begin + 1 : min(end, begin + 13)]
    announced = any(one.cue in ("abstract", "keywords") for one in below)
    signed = shown and (
        bare_title(first.text) != first.text or any(is_author_line(one.text) for one in below[:2])
    )
    return range(index, end) if announced or signed else range(0)


def _unheaded(runs: Sequence[Run]) -> int | None:
    """Where a reference list without a heading begins: the descriptions, three or more, that the Russian text ends with."""
    if any(run.cue == "references" for run in runs):
        return None
    end = max((index + 1 for index, run in enumerate(runs) if is_list(run)), default=0)
    for run in runs[end:]:  # nothing but English, codes and words about the authors may follow a list
        if run.cue == "about_authors":
            break
        if (
            run.language not in ("en", "kk")
            and run.cue not in _AFTER_LIST
            and (is_prose(run) or run.kind == "heading")
        ):
            return None
    begin = end
    while begin and (is_list(runs[begin - 1]) or (runs[begin - 1].kind == "footnote" and begin < end)):
        begin -= 1
    entries = sum(
        max(1, len(re.findall(r"(?m)^\s*\[?\d{1,3}[.)\]]+\s", run.text)))
        for run in runs[begin:end]
        if run.kind != "footnote"
    )
    return begin if entries >= 3 else None


def _back_role(runs: Sequence[Run], index: int, run: Run, mode: Role) -> tuple[Role, Role]:
    foreign = run.language in ("en", "kk")
    if run.kind in LAYOUT_ROLES:
        over = mode == "reference" and not any(
            _entry(one.text) or is_list(one) for one in runs[index + 1 : index + 6]
        )
        return LAYOUT_ROLES[run.kind], "body" if over else mode
    if run.kind == "footnote":
        return note_role(run), mode
    if run.cue == "references" or (run.cue == "notes" and _cites(runs, index)):
        return ("references_heading" if run.bare or len(run.text) < 80 else "reference"), "reference"
    if run.cue == "appendix" and mode != "body" and run.kind != "list_item":
        return "heading", "body"
    if run.cue in ("abstract", "keywords"):
        announced: Role = "abstract" if run.cue == "abstract" else "keywords"
        if foreign or cue_language(run) == "en":
            announced = "abstract_en" if run.cue == "abstract" else "keywords_en"
        return announced, announced
    if run.cue == "about_authors":
        return "author", "author"
    listed = (
        mode == "reference" and run.cue in ("code", "journal") and not run.text.startswith(("УДК", "UDC"))
    )
    if run.cue in CUE_ROLES and not listed:  # an entry may go on with its DOI or end with its pages
        return CUE_ROLES[run.cue], mode
    if mode == "reference":
        if foreign and not _entry(run.text) and _tail(runs, index):
            return "author_en", "author_en"
        if run.kind == "heading" and index + 1 < len(runs) and is_list(runs[index + 1]):
            return "references_heading", "reference"  # «Исследования»: a part of the list
        if is_author_line(run.text) and is_affiliation(run.text) and not _entry(run.text):
            return "author", "author"  # words about the authors, without a heading
        section = run.kind == "heading" and not foreign and not _entry(run.text)
        return ("heading", "body") if section else ("reference", "reference")
    if mode in ("author", "author_en", "abstract_en", "keywords_en", "abstract", "keywords"):
        return _after_announced(run, mode, foreign)
    if foreign:
        return "foreign", mode
    heading = run.kind in ("heading", "title") or run.cue in ("section", "notes")
    return ("heading" if heading else "body"), "body"


def _cites(runs: Sequence[Run], index: int) -> bool:
    """Whether the notes gathered at the paper's end are sources: most of the next ones are descriptions."""
    below = [
        runs[index].text[runs[index].content - runs[index].start :],
        *(run.text for run in runs[index + 1 : index + 6]),
    ]
    notes = [text for text in below if text.strip()]
    return 2 * sum(map(is_description, notes)) > len(notes)


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
