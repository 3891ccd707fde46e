"""Running heads and page numbers: is what the reader put aside furniture, and did it put all of it aside?

A line counts when its words are on its page; how the reader cut a row into lines is no matter («Вестник степи» and «12» may be
one line or two), so words are counted off page by page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from alignment import even
from known import Truth
from rapidfuzz import fuzz
from score_body import page_at
from score_findings import Difference, Findings, Share, around
from score_streams import Streams, masked
from words import WITHHELD

from pipeline.model import Document

_NOT_OF_THE_PAGE: Final = ("continuation", "repeated_head")
"""A table's furniture: whether a table's head is printed again on the next page is the table's affair."""


def score(truth: Truth, document: Document, streams: Streams, *, digits_known: bool, exact: bool) -> Findings:
    """Shares `furniture found`, `furniture right`; count `furniture in body`. Not `exact`: a line may be read a little wrong."""

    def even_line(text: str) -> str:
        return masked(text, digits_known=digits_known)

    said: dict[int | None, list[str]] = {}
    for line in truth.furniture:
        said.setdefault(line.page, []).append(even_line(line.text))
    got: dict[int | None, list[str]] = {}
    allowed: dict[int | None, list[str]] = {}
    figures = Counter(word for block in truth.of("figure") for word in even_line(block.text).split())
    for furniture in document.furniture:
        text = even_line(furniture.text)
        aside = furniture.kind in _NOT_OF_THE_PAGE or not Counter(text.split()) - figures
        (allowed if aside else got).setdefault(furniture.page, []).append(text)
    missed = [
        (page, line)
        for page, lines in said.items()
        for line in _unmatched(lines, [*got.get(page, ()), *allowed.get(page, ())], exact=exact)
    ]
    false = [
        (page, line)
        for page, lines in got.items()
        for line in _unmatched(lines, said.get(page, ()), exact=exact)
    ]
    n_said, n_got = sum(map(len, said.values())), sum(map(len, got.values()))
    inside = list(_in_body(document, streams, missed, digits_known=digits_known))
    return Findings(
        shares={
            "furniture found": Share(n_said - len(missed), n_said),
            "furniture right": Share(n_got - len(false), n_got),
        },
        counts={"furniture in body": len(inside)},
        differences=(
            *(Difference("furniture: missed", line, "", page=page) for page, line in missed),
            *(Difference("furniture: is none", "", line, page=page) for page, line in false),
            *inside,
        ),
    )


def _unmatched(lines: Iterable[str], others: Iterable[str], *, exact: bool) -> list[str]:
    """The lines whose words are not all among the others', each of those used once; the longest lines first."""
    others = list(others)
    words = Counter(word for other in others for word in other.split())
    left: list[str] = []
    for line in sorted(lines, key=len, reverse=True):
        wanted = Counter(line.split())
        if wanted <= words:
            words -= wanted
        else:
            left.append(line)
    if exact:
        return left
    rest = list(words.elements())
    return [line for line in left if not _nearly(line, " ".join(rest), others)]


def _nearly(line: str, rest: str, others: list[str]) -> bool:
    """Whether a line stands among the others read badly; one without letters when a line of that length does."""
    if not any(sign.isalpha() for sign in line):
        return any(len(other) == len(line) and not any(map(str.isalpha, other)) for other in others)
    return fuzz.token_sort_ratio(line, rest) >= 75 or any(fuzz.ratio(line, other) >= 75 for other in others)


def _in_body(
    document: Document, streams: Streams, missed: list[tuple[int | None, str]], *, digits_known: bool
) -> Iterable[Difference]:
    """Missed lines that were added to the body on their page."""
    body = streams.body
    left = list(missed)
    for pair in body.pairs:
        if pair.kind != "added":
            continue
        text = f" {masked(body.texts(pair)[1], digits_known=digits_known)} "
        page = page_at(document, body.read, pair)
        for line in left[:]:
            if f" {even(line[1])} " in text and line[0] == page and set(line[1]) != {WITHHELD}:
                left.remove(line)
                yield Difference("furniture: in the body", "", line[1], *around(body, pair), page)
