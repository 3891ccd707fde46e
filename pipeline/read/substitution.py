"""One map for all of a text's words: read again in another encoding, shifted, or substituted.

The cheap searches come first. Text of one encoding read in another is the same bytes, and comes back whole (`maps.encodings`).
Alphabets in their order need one number added (`maps.shift`). Any other map is a substitution without a rule: letters are those
that make Russian words (`maps.letters`, `maps.dictionary`; of little text `maps.vocabulary`), stops are told by their places
(`maps.signs`), figures by years and numberings (`maps.figures`) — and what isn't told for certain is written as U+FFFD, since a
wrong figure is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from pipeline.read import trust
from pipeline.read.maps import (
    cases,
    dictionary,
    encodings,
    figures,
    intact,
    letters,
    shift,
    signs,
    vocabulary,
)
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
HYPHEN: Final = 0xFFFE
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
_ASCII_DASHES: Final = {0x2D: "-", 0x2013: "–"}
_NO_FONTS: Final[Mapping[int, Mapping[int, str]]] = MappingProxyType({})
_NO_KIN: Final[Mapping[int, int]] = MappingProxyType({})


class Decoding(NamedTuple):
    """A substitution that makes Russian of a text layer; `reason` says how it was found.

    `table`: by code point, as `str.translate` takes it; a code that isn't known for certain becomes U+FFFD. `digits`: whether
    every figure is certain; false where some have become U+FFFD. `fonts`: tables of fonts that have a map of their own.
    `lost`: the fonts whose words can't be read, and are nothing but U+FFFD. `kin`: the fonts that share a map, each with that
    map's number. `others`: whether codes that no table has are themselves. `pair`: where one letter had become two characters, which no table can undo. `text` minds all of these.
    """

    table: Mapping[int, str]
    quality: float
    reason: str
    digits: bool = True
    fonts: Mapping[int, Mapping[int, str]] = _NO_FONTS
    pair: encodings.Pair | None = None
    others: bool = False
    lost: frozenset[int] = frozenset()
    kin: Mapping[int, int] = _NO_KIN

    def text(self, word: str, font: int = -1) -> str:
        """The word as it was meant."""
        if self.pair is not None:
            return self.pair.text(word)
        return word.translate(self.fonts.get(font, self.table))


def found(words: Sequence[str], starts: Sequence[bool]) -> Decoding | None:
    """One map for all the words: read again in another encoding, shifted, or substituted."""
    pair = encodings.undone(" ".join(words))
    if pair is not None and intact.years_agree([*words, "2000 2000 2000"]):
        reason = f"{pair.written} read as {pair.read}"
        if pair.written == "utf-8":
            again = Decoding({}, 0.0, reason, pair=pair)
        else:
            heard = {code: chr(code) for word in (*words, _ASCII) for code in map(ord, word)}
            again = Decoding({**heard, **shift.with_strays(words, pair.table)}, 0.0, reason, others=True)
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
    for letter in map(chr, range(0x410, 0x450)):  # fonts of capitals have letters that are met nowhere else
        table.setdefault(ord(letter) - moved.letters, letter)
    made = trust.score(" ".join(word.translate(table) for word in words))
    if made is None or made < CONFIRMED:
        return None
    return Decoding(table, made, f"letters {moved.letters:+#x}, signs {moved.signs:+#x}", digits)


def _stays(sign: str, moved: int, own: frozenset[str]) -> bool:
    """Whether a sign that the letters' shift doesn't touch is itself."""
    if sign == chr(HYPHEN):
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
    return _spelt(words, starts, small, dictionary.capitals(kinds, small), None)


def of_little(words: Sequence[str], starts: Sequence[bool], text: str, common: Decoding) -> Decoding | None:
    """A font of little text, by the words of the text that other fonts print. `common`: their map."""
    kinds = dict(Counter(tuple(map(ord, word)) for word in words))
    told = vocabulary.solved(kinds, text)
    told = {code: told[code] for code in told.keys() - dictionary.contradicted(kinds, told)}
    if not told:
        return None
    small = {code: letter for code, letter in told.items() if letter.islower()}
    more = dictionary.confirmed(kinds, small)
    small |= {
        code: letter for code, letter in more.items() if code not in told and letter not in small.values()
    }
    large = {code: letter for code, letter in told.items() if letter.isupper()}
    return _spelt(words, starts, small, large, common)


def _spelt(
    words: Sequence[str],
    starts: Sequence[bool],
    small: Mapping[int, str],
    large: Mapping[int, str],
    common: Decoding | None,
) -> Decoding | None:
    """The words with their letters known, and of the other signs what can be told.

    `common`: the map of other fonts, which may say what a wrong map spares, where the words are too few to say it.
    """
    spelled: list[Spelling] = [tuple(map(ord, word)) for word in words]
    known = {**small, **large}
    placed = signs.placed(spelled, small, large)
    spared = intact.told(words, known, placed)
    if spared.figures and figures.contradicted(spelled[:_FIGURED], starts, {**_ASCII_DASHES, **placed}):
        spared = intact.told(words, known, placed, contradicted=True)
    if common is not None:
        spared = intact.alike(words, known, common.table)
    if spared.stops:
        themselves = {
            code for word in spelled for code in word if chr(code) in spared.signs() or code == HYPHEN
        }
        kinds = dict(Counter(spelled).most_common(_WORDS))
        known |= dictionary.more(kinds, small, large, themselves)
    held = set(known.values())
    begin = {code for code, letter in known.items() if letter.isupper() and letter.lower() not in held}
    begun = ((word, "".join(known.get(code, chr(0xFFFC)) for code in word)) for word in spelled)
    known |= {code: known[code].lower() for code in cases.small_after_all(begun, begin)} if begin else {}
    table = {**known, HYPHEN: chr(HYPHEN)}
    heard = Counter(code for word in spelled for code in word)
    table.update({code: chr(code) for code in heard if chr(code) in spared.signs()})
    if not spared.stops:
        table.update(placed)
    numbers: dict[int, str] = {}
    if not spared.figures:
        numbers = _ascii(words, heard, known, placed) or figures.solved(
            spelled[:_FIGURED], starts, known, placed
        )
    table.update(numbers)
    between = signs.ranges(words, table, heard.keys() - table.keys())
    if between and not spared.stops:  # between figures stands the shorter dash, where there are two
        table.update({code: "—" for code, sign in placed.items() if sign == "–"})
    table.update(between)
    table.update({code: UNKNOWN for code in heard if code not in table})
    read = [word.translate(table) for word in words]
    if common is not None:  # a few letters that nothing tells leave most of a few words open
        read = [word for word in read if UNKNOWN not in word]
    made = trust.score(" ".join(read))
    if made is None and common is not None:
        made = common.quality  # the paper's words have told
    if made is None or made < CONFIRMED:
        return None
    reason = f"a substitution of {len(small)} small letters, {len(known) - len(small)} capitals"
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
        {chr(code): count for code, count in heard.items() if code not in letters and code != HYPHEN}
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
