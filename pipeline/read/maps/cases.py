"""Small letters that pass for capitals: codes that only begin words, and shapes that differ in size alone.

A capital in a dozen words is told by what makes words of them, and so is a small «э» or «ф» that no word has inside. Where it
stands tells more: behind a small letter no capital does, and in mid-sentence a common noun begins with none («роль фрахта»).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypeVar

from pipeline.russian import morph

_K = TypeVar("_K")
_WORD: Final = re.compile(r"[А-Яа-яЁё]+")
_GOES_ON: Final = re.compile(r"[^\W\d_][,;]?$")
"""The end of a word that a sentence goes on behind."""
_LEAST: Final = 4
"""Letters of a word that says whether it is a name."""
_INSIDE: Final = 3
"""Weight of a place behind a small letter."""


def small_after_all(words: Iterable[tuple[Sequence[_K], str]], capitals: Collection[_K]) -> set[_K]:
    """Those of the codes taken for capitals that are small letters by most of their places.

    `words`: in the order of the text, the codes of each with the letters that they were taken for, one for each.
    """
    weights: Counter[_K] = Counter()
    before = ""
    for codes, text in words:
        for match in _WORD.finditer(text):
            for at in range(*match.span()):
                if codes[at] in capitals:
                    weights[codes[at]] += _weight(text, at, match, before)
        before = text
    return {code for code, weight in weights.items() if weight > 0}


def _weight(text: str, at: int, word: re.Match[str], before: str) -> int:
    """How much a place says for a small letter; less than none for a capital."""
    if at > word.start():
        return _INSIDE if text[at - 1].islower() else -1
    told = word[0].lower()
    if len(told) < _LEAST or word[0][1:].isupper() or at:
        return -1
    if (
        not _GOES_ON.search(before) or before[0].isupper() or not morph.is_known(told)
    ):  # «Российская Федерация»
        return -1
    return -1 if morph.best(told).is_name else 1
