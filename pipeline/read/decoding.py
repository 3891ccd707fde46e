"""Text layers with a wrong character map, put right by a general method, or refused.

Fonts have maps of their own, or one map in common. So the map of the font that most is printed in is looked for first
(`substitution`), then every font is asked whether it reads under that map; those that don't are tried alone, and those of little
text by the words that the others print. A font that no map is found for is said to be lost: its words are nothing but U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from pipeline.read import substitution, trust
from pipeline.read.maps import intact
from pipeline.read.substitution import CONFIRMED, HYPHEN, UNKNOWN, Decoding
from pipeline.russian import morph

__all__ = ["CONFIRMED", "UNKNOWN", "Decoding", "decode", "suspects"]

_LINE: Final = 60
_FONT_SAMPLE: Final = 60
_RUBBISH: Final = 0.2
_LONG: Final = 4
"""Formulas have fonts of their own, and seldom a word of so many letters."""
_RUSSIAN: Final = re.compile(r"(?<!\w)[А-Яа-яЁё]{4,}(?!\w)")
_SOME: Final = 5
_HALF: Final = 0.4
"""Of the Russian words in good text more are known, names included."""
_WORDS: Final = 0.75
"""Score of a few words that are believed."""


class _Fonts(NamedTuple):
    """The fonts of a text by what their words look like: good, good but for their Russian words, rubbish, too few to tell."""

    healthy: tuple[int, ...]
    mixed: tuple[int, ...]
    doubted: tuple[int, ...]
    small: tuple[int, ...]


def decode(words: Sequence[str], fonts: Sequence[int] = (), starts: Sequence[bool] = ()) -> Decoding | None:
    """The substitution under which the words, in the order of the text, read as Russian; null where none is found.

    `fonts`: each word's font, where known. `starts`: whether a line begins with the word; without it fewer figures are
    certain. About 350 characters of Russian are needed, 1,000 for nearly all letters, a paper for stops and figures; for a font
    beside others a few words that these hold too.
    """
    if len(fonts) != len(words) or len(set(fonts)) < 2:
        return substitution.found(words, starts)
    lots = _lots(words, fonts)
    kinds = _fonts(words, lots)
    if not kinds.doubted:
        return None
    common = _common(words, starts, {font: lots[font] for font in kinds.doubted})
    if common is not None and common.pair is not None:
        return None if kinds.healthy else common
    shared = [font for font in kinds.doubted if common is not None and _fits(common, words, lots[font])]
    own: dict[int, Decoding] = {}
    for font in kinds.doubted:
        if font not in shared and len(kinds.doubted) > 1:
            alone = _part(words, starts, lots[font])
            if alone is not None and alone.pair is None:
                own[font] = alone
    if common is None:
        tables = {font: made.table for font, made in own.items()}
    else:
        shared += [font for font in kinds.small if _fits_better(common, [words[at] for at in lots[font]])]
        tables = {font: _whole(common, words, lots[font]) for font in shared}
        tables |= {font: made.table for font, made in own.items()}
        for font in (*kinds.doubted, *kinds.mixed):
            if font not in tables:
                read = [*(font for font in kinds.healthy if font not in kinds.mixed), *tables]
                text = " ".join(
                    words[at].translate(tables.get(other, {})) for other in read for at in lots[other]
                )
                mine = [words[at] for at in lots[font]]
                told = substitution.of_little(
                    mine, [starts[at] for at in lots[font]] if starts else (), text, common
                )
                if told is not None:
                    own[font], tables[font] = told, told.table
    lost = frozenset(font for font in kinds.doubted if font not in tables)
    tables |= {font: dict.fromkeys(_codes(words, lots[font]), UNKNOWN) for font in lost}
    if common is not None and (own or lost):
        tables |= _without_figures(
            common, [font for font in shared if _is_wordless(words, lots[font])], tables
        )
    found = Decoding(
        {} if kinds.healthy or common is None else common.table,
        0.0,
        "; ".join(_reasons(common, own, lost)),
        (common is None or common.digits) and all(made.digits for made in own.values()),
        tables,
        lost=lost,
        kin=dict.fromkeys(shared, 0),
    )
    read = [font for font in tables if font not in lost]
    made = trust.score(" ".join(found.text(words[at], font) for font in read for at in lots[font]))
    return found._replace(quality=made) if made is not None and made >= CONFIRMED else None


def suspects(words: Sequence[str], fonts: Sequence[int]) -> frozenset[int]:
    """The fonts whose words are rubbish in a text that may be good on the whole; with a line of text or less none is suspected."""
    found: set[int] = set()
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    kinds = np.fromiter(fonts, np.int64, len(words))
    for font in set(fonts):
        of_font = kinds == font
        long = np.flatnonzero(of_font & (lengths >= _LONG))
        if 2 * len(long) < np.count_nonzero(of_font) or lengths[long].sum() < _LINE:
            continue
        sample = long[:: max(1, len(long) // _FONT_SAMPLE)].tolist()
        made = trust.score(" ".join([words[at] for at in sample]))
        if made is not None and made < _RUBBISH:
            found.add(font)
    return frozenset(found)


def _fonts(words: Sequence[str], lots: Mapping[int, Sequence[int]]) -> _Fonts:
    said = {font: [words[at] for at in lot] for font, lot in lots.items()}
    scores = {font: trust.score(" ".join(mine)) for font, mine in said.items()}
    healthy = tuple(font for font, score in scores.items() if score is not None and score >= CONFIRMED)
    small = tuple(font for font, score in scores.items() if score is None) if healthy else ()
    mixed = tuple(font for font in healthy if _is_half_rubbish(said[font]))
    return _Fonts(healthy, mixed, tuple(font for font in lots if font not in {*healthy, *small}), small)


def _is_half_rubbish(words: Sequence[str]) -> bool:
    """Whether the Cyrillic words are rubbish though the text is good on the whole, for it is half English."""
    russian = _RUSSIAN.findall(" ".join(words))
    return len(russian) >= _SOME and sum(map(morph.is_known, russian)) < _HALF * len(russian)


def _common(
    words: Sequence[str], starts: Sequence[bool], lots: Mapping[int, Sequence[int]]
) -> Decoding | None:
    """The map of the font that most is printed in, and of all that share it."""
    main = max(lots, key=lambda font: sum(len(words[at]) for at in lots[font]))
    alone = _part(words, starts, lots[main])
    if alone is None or len(lots) == 1:
        return alone
    sharing = [main]
    for font in lots:
        made = trust.score(" ".join(alone.text(words[at]) for at in lots[font]))
        if font != main and (made is None or made >= CONFIRMED):
            sharing.append(font)
    together = sorted(at for font in sharing for at in lots[font])
    return _part(words, starts, together) or alone if len(sharing) > 1 else alone


def _fits(common: Decoding, words: Sequence[str], lot: Sequence[int]) -> bool:
    """Whether the words read under the map, or are too few to say that they don't."""
    made = trust.score(" ".join(common.text(words[at]) for at in lot))
    return made is None or made >= CONFIRMED


def _fits_better(common: Decoding, words: Sequence[str]) -> bool:
    """Whether a few words read under the map, and don't as they are."""
    before, after = trust.score_text(" ".join(words)), trust.score_text(" ".join(map(common.text, words)))
    return before is not None and after is not None and after >= _WORDS and after > before


def _whole(common: Decoding, words: Sequence[str], lot: Sequence[int]) -> Mapping[int, str]:
    """The map with those codes open that only this font has; ASCII stays what it is where the map spares it."""
    spared = intact.spared_by(common.table)
    strange = {
        code: chr(code) if common.others or chr(code) in spared else UNKNOWN for code in _codes(words, lot)
    }
    return {**strange, **common.table}


def _codes(words: Sequence[str], lot: Sequence[int]) -> Iterable[int]:
    return {code for at in lot for code in map(ord, words[at])} - {HYPHEN}


def _is_wordless(words: Sequence[str], lot: Sequence[int]) -> bool:
    return trust.score_text(" ".join(words[at] for at in lot)) is None


def _without_figures(
    common: Decoding, wordless: Sequence[int], tables: Mapping[int, Mapping[int, str]]
) -> dict[int, Mapping[int, str]]:
    """The maps of fonts of figures alone: where fonts have maps of their own, nothing says that such a font has the common one."""
    if "1" in intact.spared_by(common.table):
        return {}
    return {
        font: {code: UNKNOWN if sign.isdigit() else sign for code, sign in tables[font].items()}
        for font in wordless
    }


def _reasons(common: Decoding | None, own: Mapping[int, Decoding], lost: Iterable[int]) -> list[str]:
    found = [common.reason] if common is not None else []
    return found + [
        f"font {font}: {own[font].reason if font in own else 'unreadable'}" for font in sorted({*own, *lost})
    ]


def _lots(words: Sequence[str], fonts: Sequence[int]) -> dict[int, list[int]]:
    lots: dict[int, list[int]] = {}
    for at in range(len(words)):
        lots.setdefault(fonts[at], []).append(at)
    return lots


def _part(words: Sequence[str], starts: Sequence[bool], lot: Sequence[int]) -> Decoding | None:
    return substitution.found([words[at] for at in lot], [starts[at] for at in lot] if starts else ())
