"""Characters that no search could tell, told by the page's picture.

A font without a usable map still prints the right shapes. Where `decoding` leaves codes open (figures above all, capitals, rare
signs, fonts with little text), or finds nothing, pages are read by OCR, and each word of the text layer is laid beside the
word that OCR sees at its place. Words of one length vote, letter by letter, on what each code of each font means; a code that
stands on the pages twenty times is voted on twenty times, so the errors of OCR don't count. Places, sizes and order stay those of
the text layer, and only as many pages are looked at as it takes. Where OCR parts or joins words otherwise, the words of both
that cover one another are laid beside one another. Fonts that share a map share their votes, as far as a font's own don't
settle a code nor say otherwise.

A figure wants more than a letter: two votes, or one that OCR is sure of, next to no dissent, and no other code of its font that
is the same figure. What
the language told of a code is voted on too: a figure that the picture doesn't show becomes open again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from pipeline.read.decoding import UNKNOWN
from pipeline.read.errors import ReadError
from pipeline.read.glyphs import HYPHEN
from pipeline.read.ink import PageInk, Word
from pipeline.read.maps import cases, repeated
from pipeline.read.scan.ocr import Scanner
from pipeline.read.scan.tesseract import OcrError

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
_ALONE: Final[Mapping[int, int]] = MappingProxyType({})
_ALIKE: Final = (".,;:", "«»„“”\"'’‘", "-–—‐", *map("".join, zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)))
_LIGATURES: Final = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_TITLE: Final = 6
"""Letters seen as capitals that make it certain that a font prints capitals."""
_SEEN: Final = frozenset("….,;:!?()[]{}«»„“”\"'’‘%№§–—-‐+=/*°²³×©&@#_<>~|$€…")
"""Signs that OCR tells well enough; «®» is mostly a letter in a ring («Ф»)."""
_LEVEL: Final = 0.35
_SHARED: Final = 0.6


class Layer(NamedTuple):
    """A page's text layer, and what is known of its words: `texts` goes with `words`, U+FFFD for what isn't.

    `kin`: which fonts share one map, by a number for each map; fonts that aren't in it have maps of their own.
    """

    ink: PageInk
    texts: tuple[str, ...]
    kin: Mapping[int, int] = _ALONE

    @property
    def words(self) -> tuple[Word, ...]:
        """The page's words, those that run in another direction last; of these the picture says nothing."""
        return (*self.ink.words, *self.ink.aside)

    def open(self) -> Iterator[Key]:
        """The open characters, as often as they stand on the page."""
        for word, text in zip(self.words, self.texts, strict=True):
            if UNKNOWN in text:
                yield from (
                    (word.font, raw) for raw, known in zip(word.text, text, strict=True) if known == UNKNOWN
                )

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))


class Completed(NamedTuple):
    """The pages with what their pictures tell. `unseen`: why some pictures could not be looked at; empty where all could."""

    layers: list[Layer]
    unseen: str


def completed(layers: Sequence[Layer], scanner: Scanner) -> Completed:
    """What stays open stays U+FFFD. A page that can't be seen has no vote; after as many as may be seen, the votes stand."""
    unseen = ""
    votes: dict[Key, Counter[str]] = {}
    found: dict[Key, str] = {}
    kin = {font: shared for layer in layers for font, shared in layer.kin.items()}
    for layer in layers:
        left = Counter(key for key in layer.open() if key not in found)
        if sum(left.values()) <= _OPEN * layer.characters:
            continue
        try:
            shown = scanner.read(layer.ink).ink.words
        except OcrError as error:
            unseen = unseen or str(error)
            continue
        except ReadError as error:
            unseen = error.message
            break
        _vote(layer, shown, votes)
        found = _elected(votes, kin)
    capitals = _capitals(layers, votes, found)
    titles = {font for font, _ in capitals}
    found = _cased(found, layers) | {key: sign for key, sign in found.items() if key[0] in titles}
    seen = {key: counted.most_common(1)[0][0] for key, counted in votes.items() if _is_certain(counted)}
    seen |= capitals
    made = [layer._replace(texts=tuple(_filled(layer, found, seen))) for layer in layers]
    return Completed(_repeated(made), unseen)


def _filled(layer: Layer, found: Mapping[Key, str], seen: Mapping[Key, str]) -> Iterator[str]:
    """The page's words: open characters as elected, known ones as they were unless the votes are against them."""
    for word, text in zip(layer.words, layer.texts, strict=True):
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
    words = layer.ink.words
    for mine, shown in _laid(words, seen):
        if any(len(words[at].text) != len(layer.texts[at]) for at in mine):
            continue
        said = "".join(layer.texts[at] for at in mine).rstrip(HYPHEN)
        told = "".join(word.text for word in shown)
        fitting = (spelled for spelled in _spellings(told) if len(spelled) == len(said))
        if (told := next(fitting, "")) == "" or not _agrees(said, told):
            continue
        weight = 2 if min(word.sure for word in shown) >= _SURE else 1
        keys = [(words[at].font, raw) for at in mine for raw in words[at].text]
        for key, sight in zip(keys, told, strict=False):
            votes.setdefault(key, Counter())[sight] += weight


def _spellings(told: str) -> Iterator[str]:
    """What is seen as fonts print it: hyphens at a line's end aside, three points as one sign, ligatures as one."""
    yield told
    yield told.rstrip("-‐")
    joined = told.replace("...", "…")
    yield joined
    for letters, ligature in _LIGATURES:
        joined = joined.replace(letters, ligature)
        yield joined


def _laid(words: Sequence[Word], seen: Sequence[Word]) -> Iterator[tuple[list[int], list[Word]]]:
    """Which words of the text layer (by index) lie where which words are seen: one by one, or one by the pieces that cover it."""
    rows: dict[int, list[int]] = {}
    for at, word in enumerate(seen):
        rows.setdefault(round(word.base / 4), []).append(at)
    under: dict[int, list[int]] = {}
    over: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        row = round(word.base / 4)
        for other in (other for near in (row - 1, row, row + 1) for other in rows.get(near, ())):
            if _meets(word, seen[other]):
                under.setdefault(at, []).append(other)
                over.setdefault(other, []).append(at)
    for at, others in under.items():
        mine = over[others[0]] if len(others) == 1 else [at]
        if (
            mine[0] == at
            and all(under[one] == others for one in mine)
            and all(over[o] == mine for o in others)
        ):
            mine = sorted(mine, key=lambda one: words[one].x0)
            shown = sorted((seen[other] for other in others), key=lambda other: other.x0)
            if _is_as_wide([words[one] for one in mine], shown):
                yield mine, shown


def _meets(word: Word, seen: Word) -> bool:
    """Whether the two stand on one line, and share most of the narrower one's place."""
    shared = min(word.x1, seen.x1) - max(word.x0, seen.x0)
    narrow = min(word.x1 - word.x0, seen.x1 - seen.x0)
    return abs(word.base - seen.base) < _LEVEL * word.size and shared > _SHARED * narrow


def _is_as_wide(words: Sequence[Word], seen: Sequence[Word]) -> bool:
    """Whether both, from left to right, take the same place."""
    shared = min(words[-1].x1, seen[-1].x1) - max(words[0].x0, seen[0].x0)
    wide = max(words[-1].x1, seen[-1].x1) - min(words[0].x0, seen[0].x0)
    return shared > _SHARED * wide


def _agrees(known: str, shown: str) -> bool:
    """Whether what is known of the word is what is seen."""
    sure = [(a, b) for a, b in zip(known, shown, strict=True) if a != UNKNOWN]
    return 2 * sum(a.casefold() == b.casefold() for a, b in sure) >= len(sure)


def _elected(votes: Mapping[Key, Counter[str]], kin: Mapping[int, int] = _ALONE) -> dict[Key, str]:
    """The codes that the votes settle: a font's own, or those of all fonts that have its map."""
    common: dict[Key, Counter[str]] = {}
    for (font, raw), counted in votes.items():
        if font in kin:
            common.setdefault((kin[font], raw), Counter()).update(counted)
    found: dict[Key, str] = {}
    for (shared, raw), counted in common.items():
        sight = _settled(counted)
        for font in [font for font, number in kin.items() if number == shared]:
            own = votes.get((font, raw))
            if sight is not None and (own is None or own.most_common(1)[0][0] == sight):
                found[font, raw] = sight
    for key, counted in votes.items():
        if key not in found and (sight := _settled(counted)) is not None:
            found[key] = sight
    return _without_twins(found)


def _cased(found: dict[Key, str], layers: Sequence[Layer]) -> dict[Key, str]:
    """The codes with their letters in the other case, where that is another code's already, or their places say so.

    To OCR «П» and «п» differ by size alone, and in a title of few words by nothing.
    """
    known = [
        (word, text)
        for layer in layers
        for word, text in zip(layer.words, layer.texts, strict=True)
        if len(word.text) == len(text)
    ]
    signs = {
        (word.font, raw): sign for word, text in known for raw, sign in zip(word.text, text, strict=True)
    } | found
    held = Counter((font, sign) for (font, _), sign in signs.items())
    large = {key for key, sign in found.items() if sign.isupper() and not held[key[0], sign.lower()]}
    if not large:
        return found
    words = (
        (
            [(word.font, raw) for raw in word.text],
            "".join(
                found.get((word.font, raw), sign) if sign == UNKNOWN else sign
                for raw, sign in zip(word.text, text, strict=True)
            ),
        )
        for word, text in known
    )
    small = cases.small_after_all(words, large) | {key for key in large if held[key[0], found[key]] > 1}
    return {key: sign.lower() if key in small else sign for key, sign in found.items()}


def _capitals(
    layers: Sequence[Layer], votes: Mapping[Key, Counter[str]], found: Mapping[Key, str]
) -> dict[Key, str]:
    """The codes of a title in capitals that the language took for small letters, which make the same words."""
    known = {
        (word.font, raw): sign
        for layer in layers
        for word, text in zip(layer.words, layer.texts, strict=True)
        if len(word.text) == len(text)
        for raw, sign in zip(word.text, text, strict=True)
    }
    shown = {
        key: counted.most_common(1)[0]
        for key, counted in votes.items()
        if known.get(key, "").islower() and found.get(key) == known[key].upper()
    }
    sure = {
        key: sign
        for key, (sign, count) in shown.items()
        if count >= max(2, _AGREE_FIGURES * votes[key].total())
    }
    fonts = Counter(font for font, _ in sure)
    return {key: sign for key, sign in sure.items() if fonts[key[0]] >= _TITLE}


def _repeated(layers: Sequence[Layer]) -> list[Layer]:
    """The pages with the letters that the same words say in another font; no code becomes a letter that another code of its font is."""
    said = [
        ([(word.font, raw) for raw in word.text], text)
        for layer in layers
        for word, text in zip(layer.words, layer.texts, strict=True)
        if len(word.text) == len(text)
    ]
    held = {(key[0], sign) for keys, text in said for key, sign in zip(keys, text, strict=True)}
    found = {key: sign for key, sign in repeated.told(said).items() if (key[0], sign) not in held}
    return (
        [layer._replace(texts=tuple(_filled(layer, found, {}))) for layer in layers]
        if found
        else list(layers)
    )


def _settled(counted: Counter[str]) -> str | None:
    """What the votes of a code agree on; null where they don't."""
    best, count = counted.most_common(1)[0]
    figure = best.isdigit()
    if count < (_AGREE_FIGURES if figure else _AGREE) * counted.total() or not (
        best.isalnum() or best in _SEEN
    ):
        return None
    return None if figure and count < _VOTES_FIGURES else best


def _without_twins(found: dict[Key, str]) -> dict[Key, str]:
    """The codes without those of a font that are all the same figure: one of them is another figure."""
    figures = Counter((font, sight) for (font, _), sight in found.items() if sight.isdigit())
    return {key: sight for key, sight in found.items() if figures[key[0], sight] < 2}
