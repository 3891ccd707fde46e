"""Characters that no search could tell, told by the page's picture.

A font without a usable map still prints the right shapes. Where `decoding` leaves codes open (figures above all, capitals, rare
signs, fonts with little text), or finds nothing, pages are read by OCR, and each word of the text layer is laid beside the
word that OCR sees at its place. Words of one length vote, letter by letter, on what each code of each font means; a code that
stands on the pages twenty times is voted on twenty times, so the errors of OCR don't count. Places, sizes and order stay those of
the text layer, and only as many pages are looked at as it takes.

A figure wants more than a letter: two votes, or one that OCR is sure of, next to no dissent, and no other code of its font that
is the same figure. What
the language told of a code is voted on too: a figure that the picture doesn't show becomes open again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.read.decoding import UNKNOWN
from pipeline.read.glyphs import HYPHEN
from pipeline.read.ink import PageInk, Word
from pipeline.read.ocr import Scanner

Key = tuple[int, str]
"""A font's index and a character of the text layer."""

_OPEN: Final = 0.0005
"""Share of a page's characters that may stay open without a look at its picture."""
_AGREE: Final = 0.7
_VOTES_AGAINST: Final = 6
"""So many votes, nearly all one, outweigh what the language seemed to say of a code."""
_AGREE_FIGURES: Final = 0.9
_VOTES_FIGURES: Final = 2
_SURE: Final = 85
"""Of 100: a word that OCR is so sure of has two votes."""
_ALIKE: Final = (".,;:", "«»„“”\"'’‘", "-–—‐")
_LEVEL: Final = 0.35
_SHARED: Final = 0.6


class Layer(NamedTuple):
    """A page's text layer, and what is known of its words: `texts` goes with `ink.words`, U+FFFD for what isn't."""

    ink: PageInk
    texts: tuple[str, ...]

    def open(self) -> Iterator[Key]:
        """The open characters, as often as they stand on the page."""
        for word, text in zip(self.ink.words, self.texts, strict=True):
            if UNKNOWN in text:
                yield from (
                    (word.font, raw) for raw, known in zip(word.text, text, strict=True) if known == UNKNOWN
                )

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))


def completed(layers: Sequence[Layer], scanner: Scanner) -> list[Layer]:
    """The pages with what their pictures tell; what stays open stays U+FFFD. Raises OcrError where nothing can be seen."""
    votes: dict[Key, Counter[str]] = {}
    found: dict[Key, str] = {}
    for layer in layers:
        left = Counter(key for key in layer.open() if key not in found)
        if sum(left.values()) <= _OPEN * layer.characters:
            continue
        _vote(layer, scanner.read(layer.ink).ink.words, votes)
        found = _elected(votes)
    seen = {key: counted.most_common(1)[0][0] for key, counted in votes.items() if _is_certain(counted)}
    return [layer._replace(texts=tuple(_filled(layer, found, seen))) for layer in layers]


def _filled(layer: Layer, found: Mapping[Key, str], seen: Mapping[Key, str]) -> Iterator[str]:
    """The page's words: open characters as elected, known ones as they were unless the votes are against them."""
    for word, text in zip(layer.ink.words, layer.texts, strict=True):
        if len(word.text) != len(text):  # of two characters one was made: no code is a letter
            yield text
            continue
        keys = [(word.font, raw) for raw in word.text]
        yield "".join(
            known
            if known != UNKNOWN and not _is_another(known, seen.get(key, known))
            else found.get(key, UNKNOWN)
            for key, known in zip(keys, text, strict=True)
        )


def _is_another(known: str, sight: str) -> bool:
    """Whether what is seen is more than another small sign at the same place, which OCR takes for one another."""
    return known != sight and not any(known in alike and sight in alike for alike in _ALIKE)


def _is_certain(counted: Counter[str]) -> bool:
    return counted.most_common(1)[0][1] >= max(_VOTES_AGAINST, _AGREE_FIGURES * counted.total())


def _vote(layer: Layer, seen: Sequence[Word], votes: dict[Key, Counter[str]]) -> None:
    """Counts what the words seen say of the characters of the words at their places."""
    rows: dict[int, list[Word]] = {}
    for word in seen:
        rows.setdefault(round(word.base / 4), []).append(word)
    for word, text in zip(layer.ink.words, layer.texts, strict=True):
        if len(word.text) != len(text):
            continue
        said = text.rstrip(HYPHEN)
        row = round(word.base / 4)
        here = [
            other for at in (row - 1, row, row + 1) for other in rows.get(at, ()) if _is_same(word, other)
        ]
        if len(here) != 1:
            continue
        shown = here[0].text if len(here[0].text) == len(said) else here[0].text.rstrip("-‐")
        if len(shown) != len(said) or not _agrees(said, shown):
            continue
        for raw, sight in zip(word.text, shown, strict=False):
            votes.setdefault((word.font, raw), Counter())[sight] += 2 if here[0].sure >= _SURE else 1


def _is_same(word: Word, seen: Word) -> bool:
    """Whether the word seen stands where the word stands, and is as wide."""
    shared = min(word.x1, seen.x1) - max(word.x0, seen.x0)
    wide = max(word.x1, seen.x1) - min(word.x0, seen.x0)
    return abs(word.base - seen.base) < _LEVEL * word.size and shared > _SHARED * wide


def _agrees(known: str, shown: str) -> bool:
    """Whether what is known of the word is what is seen."""
    sure = [(a, b) for a, b in zip(known, shown, strict=True) if a != UNKNOWN]
    return 2 * sum(a.casefold() == b.casefold() for a, b in sure) >= len(sure)


def _elected(votes: Mapping[Key, Counter[str]]) -> dict[Key, str]:
    """The codes that the votes settle."""
    found: dict[Key, str] = {}
    figures: dict[tuple[int, str], list[Key]] = {}
    for key, counted in votes.items():
        (best, count), total = counted.most_common(1)[0], counted.total()
        figure = best.isdigit()
        if count < (_AGREE_FIGURES if figure else _AGREE) * total or (figure and count < _VOTES_FIGURES):
            continue
        found[key] = best
        if figure:
            figures.setdefault((key[0], best), []).append(key)
    for keys in figures.values():
        if len(keys) > 1:  # two codes of a font for one figure: one of them is another figure
            for key in keys:
                del found[key]
    return found
