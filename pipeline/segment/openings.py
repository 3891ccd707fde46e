"""Where papers begin in a file of several: the title blocks.

    УДК 338.1 · title · authors            codes over a title
    title · authors · «Аннотация.»         an abstract under title and authors
    title · authors · text                 theses have no more: believed below a reference list, or where three are alike

The surprise: a paper may print its title block twice, and a book has a УДК of its own on the back of its title page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.segment.authors import NAME, is_affiliation, is_author_line, names
from pipeline.segment.cues import Run
from pipeline.segment.roles import capitals, cue_language, is_list, is_prose
from pipeline.segment.titles import is_contents

# A book's own codes stand over its author mark, ISBN and editors, on the back of the title page.
_IMPRINT: Final = re.compile(
    r"[А-ЯЁA-Z]\s?\d{2,3}\Z|ISBN\b|Печатается\s+по|Редколлегия|Редакционн|Рецензент|Утвержден|Рекомендован",
    re.IGNORECASE,
)
_BLOCK: Final = 12  # runs that a title block has at most between its codes and its abstract
_ALIKE: Final = 3  # title blocks without codes or abstracts, from which on they are believed by themselves
_BESIDE: Final = ("received", "licence", "supervisor")


def openings(walked: Sequence[Run], pages: Sequence[int | None]) -> Iterator[int]:
    """Where title blocks begin, in no promised order; `pages` are those that the runs begin on."""
    yield from _announced(walked, pages)
    bare = list(_bare(walked, pages))
    alike = len(bare) >= _ALIKE
    for begin in bare:
        if alike or _follows_a_list(walked, begin):
            yield begin


def _announced(walked: Sequence[Run], pages: Sequence[int | None]) -> Iterator[int]:
    """Blocks with УДК over a title, or with title and authors over an abstract."""
    for index, run in enumerate(walked):
        if run.cue == "code" and run.text.startswith("УДК"):
            below = _until_text(walked[index + 1 : index + 1 + _BLOCK])
            if any(_IMPRINT.match(one.text) for one in below):
                continue
            if any(map(_could_be_title, below)) and any(_signs(one) for one in below):
                yield _upwards(walked, pages, index, codes_only=True)
            elif any(one.cue == "abstract" for one in below):
                yield _upwards(walked, pages, index, codes_only=False)
        elif run.cue == "abstract" and cue_language(run) == "ru":
            begin = _upwards(walked, pages, index, codes_only=False)
            block = walked[begin:index]
            coded = any(one.cue == "code" and one.text.startswith("УДК") for one in block)
            if (
                not coded
                and any(map(_could_be_title, block))
                and any(is_author_line(one.text) for one in block)
            ):
                yield begin


def _bare(walked: Sequence[Run], pages: Sequence[int | None]) -> Iterator[int]:
    """Blocks of title and authors alone: a title that is set as one, names beside it, and text at once below."""
    for index, run in enumerate(walked):
        if len(run.text) > 400 or not _is_shown(run) or not _could_be_title(run) or is_contents(run.text):
            continue
        above = next(
            (at for at in range(index - 1, max(-1, index - 4), -1) if not _is_front(walked[at])), index - 4
        )
        below = next(
            (at for at in range(index + 1, min(len(walked), index + 8)) if not _is_front(walked[at])), None
        )
        if below is None or not is_prose(walked[below]) or walked[below].language != "ru":
            continue
        signed = [
            at for at in range(max(above + 1, 0), below)
            if at != index and abs(at - index) <= 3 and is_author_line(walked[at].text)
        ]  # fmt: skip
        if signed:
            yield _upwards(walked, pages, min(index, signed[0]), codes_only=False)


def _is_front(run: Run) -> bool:
    """Whether the run may stand in a title block: no text, no entry of a list, no part of a paper."""
    return (
        run.kind in ("title", "heading", "paragraph", "quote")
        and (run.cue is None or run.cue in _BESIDE)
        and not is_prose(run)
        and not is_list(run)
        and not is_contents(run.text)
    )


def _follows_a_list(walked: Sequence[Run], begin: int) -> bool:
    """Whether a reference list ends right above."""
    end = begin
    while end and (walked[end - 1].kind == "footnote" or walked[end - 1].cue in _BESIDE):
        end -= 1
    if not end or not (is_list(walked[end - 1]) or re.match(r"\[?\d{1,3}[.)\]]\s", walked[end - 1].text)):
        return False
    return any(run.cue == "references" for run in walked[max(0, end - 120) : end])


def _is_shown(run: Run) -> bool:
    """Whether the run is set as titles are."""
    return run.kind in ("title", "heading") or run.bold or capitals(run.text)


def _until_text(ahead: Sequence[Run]) -> Sequence[Run]:
    """The runs before the abstract's own text, a section or prose; the abstract's cue counts."""
    for index, run in enumerate(ahead):
        if run.cue == "abstract":
            return ahead[: index + 1]
        if run.cue in ("section", "references", "keywords") or is_prose(run):
            return ahead[:index]
    return ahead


def _signs(run: Run) -> bool:
    """Whether the run says whose the paper is, or announces what it is about."""
    return run.cue == "abstract" or (run.cue is None and not is_prose(run) and bool(names(run.text)))


def _could_be_title(run: Run) -> bool:
    return (
        run.cue is None
        and run.language == "ru"
        and run.kind in ("title", "heading", "paragraph")
        and 10 <= len(run.text) <= 400
        and not is_prose(run)
        and not is_author_line(run.text)
    )


def _upwards(walked: Sequence[Run], pages: Sequence[int | None], index: int, *, codes_only: bool) -> int:
    """The first run of the title block that reaches down to `index`: codes, journal lines and rubrics above it, or all

    that isn't text: prose, entries of a list, notes and tables end it, and so does the page's edge.
    """
    begin = index
    while begin and index - begin < _BLOCK and _belongs(walked[begin - 1], codes_only):
        over = pages[begin - 1] != pages[index]
        if over and (codes_only or not (_could_be_title(walked[begin - 1]) and _is_shown(walked[begin - 1]))):
            break  # only a title that was left alone at a page's foot
        begin -= 1
    return begin


def _belongs(above: Run, codes_only: bool) -> bool:
    if above.kind in ("footnote", "table", "figure", "caption", "list_item"):
        return False
    if above.kind == "quote" and not is_affiliation(above.text):  # addresses may be set in
        return False
    if (
        above.cue == "journal"
    ):  # «Вестник степи. 2020. № 2. С. 5–9»; an entry of a list has its author or its number
        return re.match(r"[^\W\d_]", above.text) is not None and not NAME.match(above.text)
    if is_list(above):
        return False
    if above.cue == "code":
        return not is_prose(above)
    if codes_only:  # a rubric: «ЭКОНОМИЧЕСКИЕ НАУКИ»
        return above.cue is None and capitals(above.text) and len(above.text) < 100 and not names(above.text)
    if is_contents(above.text):
        return False
    ended = above.text.rstrip().endswith((".", "!", "?", "…"))
    if above.cue in _BESIDE:
        return len(above.text) < 300
    return above.cue is None and not is_prose(above) and (not ended or is_author_line(above.text))
