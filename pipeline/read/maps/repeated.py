"""What is open in one font, told by the same words in another: a running head repeats the title, the authors' names, a heading.

«М. О. Кострова, ?. Е. Жаксыбеков» under the title is «М. О. Кострова, Д. Е. Жаксыбеков» in the head of a page. Where the words
on both sides are the same, the word between them is the same word, if it is as long and no known letter of it differs. Figures
are never told so: two tables may differ in nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Final, TypeVar

_K = TypeVar("_K", bound=Hashable)
_UNKNOWN: Final = "\ufffd"
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LONG: Final = 5
"""Letters of two words beside an open one that make them no accident."""
_SIDES: Final = ((-2, -1), (-1, 1), (1, 2))


def told(words: Sequence[tuple[Sequence[_K], str]]) -> dict[_K, str]:
    """Letters by code, for open codes whose word stands elsewhere between the same words with that letter known.

    `words`: in the order of the text, the codes of each with the signs that are known of them, U+FFFD for open ones.
    """
    words = [
        word for word in words if _core(word[1])
    ]  # marks and stops stand between in one place, not in the other
    spelled = [_core(text) for _, text in words]
    known: dict[tuple[int, str, str, int], Counter[str]] = {}
    for at, text in enumerate(spelled):
        if text and _UNKNOWN not in text:
            for key in _beside(spelled, at):
                known.setdefault((*key, len(text)), Counter())[text] += 1
    votes: dict[_K, Counter[str]] = {}
    for at, (codes, text) in enumerate(words):
        core = spelled[at]
        if _UNKNOWN not in core:
            continue
        start = text.index(core)
        for key in _beside(spelled, at):
            for other, count in known.get((*key, len(core)), Counter()).items():
                if all(a in (b, _UNKNOWN) for a, b in zip(core, other, strict=True)):
                    for code, sign, letter in zip(codes[start:], core, other, strict=False):
                        if sign == _UNKNOWN and letter.isalpha():
                            votes.setdefault(code, Counter())[letter] += count
    return {code: counted.most_common(1)[0][0] for code, counted in votes.items() if len(counted) == 1}


def _core(text: str) -> str:
    """The word without the stops around it, which differ from place to place."""
    return text.strip(".,;:()«»*0123456789\ufffe")


def _beside(spelled: Sequence[str], at: int) -> Iterator[tuple[int, str, str]]:
    """The pairs of words around one, as far as they are known and long enough together."""
    for side, (one, two) in enumerate(_SIDES):
        if at + one >= 0 and at + two < len(spelled):
            pair = spelled[at + one], spelled[at + two]
            letters = sum(len(match) for word in pair for match in _LETTERS.findall(word))
            if all(pair) and letters >= _LONG and _UNKNOWN not in pair[0] + pair[1]:
                yield side, *pair
