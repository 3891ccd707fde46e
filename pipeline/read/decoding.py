"""Text layers with a wrong character map, put right by a general method, or refused.

Three searches, the cheap ones first. Text of one encoding read in another is the same bytes, and comes back whole
(`maps.encodings`). Alphabets in their order need one number added (`maps.shift`). Any other map is a substitution without a rule:
letters are those that make Russian words (`maps.letters`, `maps.dictionary`), stops are told by their places (`maps.signs`),
figures by years and numberings (`maps.figures`) — and what isn't told for certain is written as U+FFFD, since a wrong figure
is worse than none. Fonts have maps of their own, so where one map for all fails, each font is tried alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from pipeline.read import trust
from pipeline.read.maps import dictionary, encodings, figures, intact, letters, shift, signs
from pipeline.read.maps.letters import Spelling
from pipeline.russian import morph

CONFIRMED: Final = 0.6
UNKNOWN: Final = "\ufffd"
"""Stands for a code that nothing certain is known of."""

_LEAST: Final = 350
"""Characters; with fewer, a substitution that makes Russian of rubbish can be found too."""

_WORDS: Final = 3_000
_FIGURED: Final = 12_000
"""Words that are looked at for figures; numberings of some thirty pages."""

_KNOWN: Final = 0.8
_LINE: Final = 60
_FONT_SAMPLE: Final = 60
_RUBBISH: Final = 0.2
_LONG: Final = 4
"""Formulas have fonts of their own, and seldom a word of so many letters."""
_HYPHEN: Final = 0xFFFE
_ASCII_DASHES: Final = {0x2D: "-", 0x2013: "–"}
_NO_FONTS: Final[Mapping[int, Mapping[int, str]]] = MappingProxyType({})


class Decoding(NamedTuple):
    """A substitution that makes Russian of a text layer; `reason` says how it was found.

    `table`: by code point, as `str.translate` takes it; a code that isn't known for certain becomes U+FFFD. `digits`: whether
    every figure is certain; false where some have become U+FFFD. `fonts`: tables of fonts that have a map of their own.
    `lost`: the fonts whose words can't be read, and are nothing but U+FFFD. `pair`: where one letter had become two characters, which no table can undo. `text` minds all of these.
    """

    table: Mapping[int, str]
    quality: float
    reason: str
    digits: bool = True
    fonts: Mapping[int, Mapping[int, str]] = _NO_FONTS
    pair: encodings.Pair | None = None
    lost: frozenset[int] = frozenset()

    def text(self, word: str, font: int = -1) -> str:
        """The word as it was meant."""
        if self.pair is not None:
            return self.pair.text(word)
        return word.translate(self.fonts.get(font, self.table))


def decode(words: Sequence[str], fonts: Sequence[int] = (), starts: Sequence[bool] = ()) -> Decoding | None:
    """The substitution under which the words, in the order of the text, read as Russian; null where none is found.

    `fonts`: each word's font, where known. `starts`: whether a line begins with the word; without it fewer figures are
    certain. About 350 characters of Russian are needed, 1,000 for nearly all letters, a paper for stops and figures.
    """
    if len(fonts) != len(words) or len(set(fonts)) < 2:
        return _decoded(words, starts)
    lots = _lots(words, fonts)
    trusted = {font: trust.score(" ".join(words[at] for at in lot)) for font, lot in lots.items()}
    healthy = [font for font, score in trusted.items() if score is not None and score >= CONFIRMED]
    doubted = [font for font in lots if font not in healthy and (trusted[font] is not None or not healthy)]
    if not doubted:
        return None
    common = _common(words, starts, {font: lots[font] for font in doubted})
    tables: dict[int, Mapping[int, str]] = {}
    lost: set[int] = set()
    reasons = [common.reason] if common is not None else []
    sure = common is None or common.digits
    for font in doubted:
        mine = [words[at] for at in lots[font]]
        made = trust.score(" ".join(map(common.text, mine))) if common is not None else 0.0
        if common is not None and (made is None or made >= CONFIRMED):
            tables[font] = common.table
            continue
        alone = _part(words, starts, lots[font]) if len(doubted) > 1 else None
        if alone is not None and alone.pair is None:
            tables[font] = alone.table
            reasons.append(f"font {font}: {alone.reason}")
            sure &= alone.digits
        else:
            tables[font] = {code: UNKNOWN for word in mine for code in map(ord, word) if code != _HYPHEN}
            lost.add(font)
            reasons.append(f"font {font}: unreadable")
    if common is not None and common.pair is not None:
        return common if not healthy else None
    table = {} if healthy or common is None else common.table
    found = Decoding(table, 0.0, "; ".join(reasons), sure, tables, lost=frozenset(lost))
    read = [font for font in tables if font not in lost]
    made = trust.score(" ".join(found.text(words[at], font) for font in read for at in lots[font]))
    return found._replace(quality=made) if made is not None and made >= CONFIRMED else None


def suspects(words: Sequence[str], fonts: Sequence[int]) -> frozenset[int]:
    """The fonts whose words are rubbish in a text that may be good on the whole; with a line of text or less none is suspected."""
    found: set[int] = set()
    for font, lot in _lots(words, fonts).items():
        long = [words[at] for at in lot if len(words[at]) >= _LONG]
        if sum(map(len, long)) < _LINE or 2 * len(long) < len(lot):
            continue
        made = trust.score(" ".join(long[:: max(1, len(long) // _FONT_SAMPLE)]))
        if made is not None and made < _RUBBISH:
            found.add(font)
    return frozenset(found)


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


def _lots(words: Sequence[str], fonts: Sequence[int]) -> dict[int, list[int]]:
    lots: dict[int, list[int]] = {}
    for at in range(len(words)):
        lots.setdefault(fonts[at], []).append(at)
    return lots


def _part(words: Sequence[str], starts: Sequence[bool], lot: Sequence[int]) -> Decoding | None:
    return _decoded([words[at] for at in lot], [starts[at] for at in lot] if starts else ())


def _decoded(words: Sequence[str], starts: Sequence[bool]) -> Decoding | None:
    """One map for all the words: read again in another encoding, shifted, or substituted."""
    pair = encodings.undone(" ".join(words))
    if pair is not None and intact.years_agree([*words, "2000 2000 2000"]):
        reason = f"{pair.written} read as {pair.read}"
        if pair.written == "utf-8":
            again = Decoding({}, 0.0, reason, pair=pair)
        else:
            again = Decoding(shift.with_strays(words, pair.table), 0.0, reason)
        made = trust.score(" ".join(map(again.text, words)))
        if made is not None and made >= CONFIRMED:
            return again._replace(quality=made)
    moved = shift.search(words)
    if moved is not None:
        read = _shifted(words, moved)
        if read is not None:
            return read
    return _substituted(words, starts)


def _shifted(words: Sequence[str], moved: shift.Shift) -> Decoding | None:
    """The shift with what it doesn't reach told by its place, or left open."""
    spelled: list[Spelling] = [tuple(map(ord, word)) for word in words]
    heard = {code for word in spelled for code in word}
    own = intact.STOPS | set("0123456789")
    table = {**{code: chr(code) for code in heard if _stays(chr(code), moved.signs, own)}, **moved.table}
    small = {code: made for code, made in table.items() if "а" <= made <= "ё"}
    large = {code: made for code, made in table.items() if "А" <= made <= "Я"}
    if not heard <= table.keys():
        missed = signs.placed(spelled, small, large)
        table |= {
            code: made for code, made in missed.items() if code not in table and made not in table.values()
        }
    digits = moved.signs != 0 or intact.years_agree([*words, "2000 2000 2000"])
    if not digits:
        table |= {ord(figure): UNKNOWN for figure in "0123456789"}
    table |= signs.ranges(words, table, heard - table.keys())
    table |= {code: UNKNOWN for code in heard if code not in table}
    made = trust.score(" ".join(word.translate(table) for word in words))
    if made is None or made < CONFIRMED:
        return None
    return Decoding(table, made, f"letters {moved.letters:+#x}, signs {moved.signs:+#x}", digits)


def _stays(sign: str, moved: int, own: frozenset[str]) -> bool:
    """Whether a sign that the letters' shift doesn't touch is itself."""
    if sign == chr(_HYPHEN):
        return True
    return sign in own and sign > "\x7f" if moved else sign in own or (sign.isascii() and sign.isprintable())


def _substituted(words: Sequence[str], starts: Sequence[bool]) -> Decoding | None:
    spelled: list[Spelling] = [tuple(map(ord, word)) for word in words]
    if sum(map(len, spelled)) < _LEAST:
        return None
    kinds = dict(Counter(spelled).most_common(_WORDS))
    small = dictionary.confirmed(kinds, letters.search(kinds))
    if not _is_russian(kinds, small):
        return None
    large = dictionary.capitals(kinds, small)
    found = small | large
    placed = signs.placed(spelled, small, large)
    spared = intact.told(words, found, placed)
    if spared.figures and figures.contradicted(spelled[:_FIGURED], starts, {**_ASCII_DASHES, **placed}):
        spared = spared._replace(figures=False)
    table = {**found, _HYPHEN: chr(_HYPHEN)}
    heard = Counter(code for word in spelled for code in word)
    table.update({code: chr(code) for code in heard if chr(code) in spared.signs()})
    if not spared.stops:
        table.update(placed)
    numbers: dict[int, str] = {}
    if not spared.figures:
        numbers = _ascii(words, heard, found, placed) or figures.solved(
            spelled[:_FIGURED], starts, found, placed
        )
    table.update(numbers)
    table.update(signs.ranges(words, table, heard.keys() - table.keys()))
    table.update({code: UNKNOWN for code in heard if code not in table})
    made = trust.score(" ".join(word.translate(table) for word in words))
    if made is None or made < CONFIRMED:
        return None
    reason = f"a substitution of {len(small)} small letters, {len(large)} capitals"
    reason += (
        ", figures as they stand"
        if spared.figures
        else f", {sum(map(str.isdigit, numbers.values()))} figures"
    )
    return Decoding(table, made, reason, spared.figures or sum(map(str.isdigit, numbers.values())) == 10)


def _ascii(
    words: Sequence[str], heard: Mapping[int, int], letters: Mapping[int, str], placed: Mapping[int, str]
) -> dict[int, str]:
    """Figures, stops and Latin letters, where one number added to their codes makes years, and nothing contradicts it."""
    rest = Counter(
        {chr(code): count for code, count in heard.items() if code not in letters and code != _HYPHEN}
    )
    moved = shift.sign_shift(rest, words)
    if not moved:
        return {}
    made = {ord(sign): chr(ord(sign) + moved) for sign in rest if 0x20 < ord(sign) + moved < 0x7F}
    ascii_signs = {code: sign for code, sign in placed.items() if sign.isascii()}
    agree = all(made.get(code) == sign for code, sign in ascii_signs.items())
    return made if agree and ascii_signs else {}


def _is_russian(words: Mapping[Spelling, int], small: Mapping[int, str]) -> bool:
    """Whether the words that can be spelt whole are words, and most of the text is such letters."""
    whole = [
        "".join(small[code] for code in word)
        for word in words
        if len(word) >= 4 and all(code in small for code in word)
    ]
    all_of = sum(len(word) * count for word, count in words.items())
    held = sum(count for word, count in words.items() for code in word if code in small)
    known = sum(map(morph.is_known, whole))
    return len(small) >= 18 and len(whole) >= 12 and known >= _KNOWN * len(whole) and held >= 0.4 * all_of
