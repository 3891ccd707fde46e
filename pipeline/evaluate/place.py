"""Where a gold quote stands in another rendering of its paper.

The gold was read in one file (a plain text with line breaks, say), the prediction comes from another (a PDF with other
pages), and their offsets differ. So a quote is looked for by its squeezed form: white space, hyphens and case aside,
since line ends move hyphens about. Which of several occurrences is meant, its context tells. A footnote, a running
head or a page break may have cut into the context of the gold, so what counts is how far the context agrees on either
side, letters and digits only; where it can't tell, the order of the labels does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pipeline.evaluate.gold import Label

_DROPPED: Final = frozenset("-\u00ad\u2010\u2011\ufffe\u200b\ufeff")
_NOTE_MARK: Final = re.compile(r"(?<=[^\W\d_])\d{1,2}(?![\w-])")
_SURE: Final = 8  # letters of context that make an occurrence an anchor for its neighbours
_ENOUGH: Final = 4  # letters of context without which a short quote isn't placed


class Occurrence(NamedTuple):
    """A place in the squeezed text, half-open, and how many letters of the context agree there."""

    start: int
    end: int
    agreeing: int


class Squeezed:
    """A text without white space, hyphens and case, which remembers where each of its characters came from."""

    __slots__ = ("_bare", "_bare_offsets", "_offsets", "text")

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        bare: list[str] = []
        self._offsets: list[int] = []
        self._bare_offsets: list[int] = []  # of letters and digits alone, in squeezed coordinates
        marks = _note_marks(text)
        for offset, character in enumerate(text):
            if character.isspace() or character in _DROPPED:
                continue
            for folded in character.casefold():
                if folded.isalnum() and offset not in marks:
                    bare.append(folded)
                    self._bare_offsets.append(len(self._offsets))
                kept.append(folded)
                self._offsets.append(offset)
        self.text = "".join(kept)
        self._bare = "".join(bare)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Squeezed coordinates of a span of the text: edges of white space and hyphens fall away."""
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a squeezed, non-empty span came from."""
        return self._offsets[start], self._offsets[end - 1] + 1

    def occurrences(self, label: Label) -> tuple[Occurrence, ...]:
        """Everywhere that the label's quote stands as whole words, else everywhere that it stands at all."""
        quote = squeeze(label.quote or "")
        places = list(_find_all(self.text, quote))
        whole = [place for place in places if not self._cuts_word(place, place + len(quote))]
        prefix, _, suffix = _bare_parts(label)
        return tuple(
            Occurrence(place, place + len(quote), self._agreeing(place, place + len(quote), prefix, suffix))
            for place in whole or places
        )

    def holds(self, label: Label, reach: int = 12) -> bool:
        """Whether the quote stands here with some of its context on either side."""
        prefix, quote, suffix = _bare_parts(label)
        before, after = prefix[-reach:] + quote, quote + suffix[:reach]
        return bool(quote) and (before in self._bare or after in self._bare)

    def _cuts_word(self, start: int, end: int) -> bool:
        """Whether an edge falls between two letters, or two digits, that stand together in the text."""
        return any(
            0 < edge < len(self.text)
            and self._offsets[edge] - self._offsets[edge - 1] <= 1
            and (
                (self.text[edge - 1].isalpha() and self.text[edge].isalpha())
                or (self.text[edge - 1].isdigit() and self.text[edge].isdigit())
            )
            for edge in (start, end)
        )

    def _agreeing(self, start: int, end: int, prefix: str, suffix: str) -> int:
        before = bisect_left(self._bare_offsets, start)
        after = bisect_left(self._bare_offsets, end)
        left = _common(prefix[::-1], self._bare[max(0, before - len(prefix)) : before][::-1])
        right = _common(suffix, self._bare[after : after + len(suffix)])
        return left + right


def squeeze(quote: str) -> str:
    """The quote without white space, hyphens and case."""
    return "".join(
        folded
        for character in quote
        if not (character.isspace() or character in _DROPPED)
        for folded in character.casefold()
    )


def place(labels: Iterable[Label], squeezed: Squeezed) -> dict[Label, tuple[int, int]]:
    """Where each label stands, in squeezed coordinates; a label that can't be placed is left out.

    Labels of one layer with the same quote get different places.
    """
    ordered = sorted(labels, key=lambda label: (label.start if label.start is not None else -1, label.number))
    found = {label: squeezed.occurrences(label) for label in ordered}
    anchors = [
        (label.start, best.start)
        for label in ordered
        if label.start is not None and (best := _clear_best(found[label])) is not None
    ]
    groups: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in ordered:
        groups[(label.layer, squeeze(label.quote or ""))].append(label)
    places: dict[Label, tuple[int, int]] = {}
    for (_, quote), group in groups.items():
        pairs = sorted(
            (
                (
                    -occurrence.agreeing,
                    abs(occurrence.start - _expected(label, anchors)),
                    occurrence,
                    order,
                    label,
                )
                for order, label in enumerate(group)
                for occurrence in found[label]
                if _trustworthy(occurrence, label, quote, len(found[label]))
            ),
            key=lambda pair: (pair[0], pair[1], pair[2].start, pair[3]),
        )
        taken: set[int] = set()
        for _, _, occurrence, _, label in pairs:
            if label not in places and occurrence.start not in taken:
                places[label] = (occurrence.start, occurrence.end)
                taken.add(occurrence.start)
    return places


def _trustworthy(occurrence: Occurrence, label: Label, quote: str, rivals: int) -> bool:
    """A long quote speaks for itself, and so does one that stands once; a short one needs context, where gold has any."""
    if not (label.prefix or label.suffix) or occurrence.agreeing >= _ENOUGH or len(quote) >= 15:
        return True
    return rivals == 1 and len(quote) >= _ENOUGH


def _clear_best(occurrences: tuple[Occurrence, ...]) -> Occurrence | None:
    """The occurrence whose context agrees well and clearly better than any other's."""
    ranked = sorted(occurrences, key=lambda occurrence: -occurrence.agreeing)
    if not ranked or ranked[0].agreeing < _SURE:
        return None
    return ranked[0] if len(ranked) == 1 or ranked[0].agreeing - ranked[1].agreeing >= _ENOUGH else None


def _expected(label: Label, anchors: list[tuple[int, int]]) -> int:
    """Roughly where the label should stand, by the nearest anchor in the gold's own file."""
    if not anchors or label.start is None:
        return 0
    start, found = min(anchors, key=lambda anchor: abs(anchor[0] - (label.start or 0)))
    return found + (label.start - start)


def _bare_parts(label: Label) -> tuple[str, str, str]:
    """Prefix, quote and suffix, letters and digits alone, without note marks."""
    parts = (label.prefix, label.quote or "", label.suffix)
    whole = "".join(parts)
    marks = _note_marks(whole)
    bare: list[str] = []
    start = 0
    for part in parts:
        kept = (c for offset, c in enumerate(part, start) if offset not in marks)
        bare.append("".join(folded for c in kept for folded in c.casefold() if folded.isalnum()))
        start += len(part)
    return bare[0], bare[1], bare[2]


def _note_marks(text: str) -> frozenset[int]:
    """Offsets of digits glued to the end of a word: notes' marks («ЕАЭС1»), which another rendering numbers anew or drops."""
    return frozenset(offset for match in _NOTE_MARK.finditer(text) for offset in range(*match.span()))


def _common(a: str, b: str) -> int:
    """Length of the common beginning."""
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return length


def _find_all(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
