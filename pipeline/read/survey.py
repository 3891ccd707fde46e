"""Which lines of a paper want a closer look before they are written: told for all of them in a few strokes.

Most lines are spelled as they are printed, and asking each of them costs more than writing it. So the paper's characters are
looked at as one array.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read import hyphens
from pipeline.read.ink import Line

_MOST: Final = 0xFFFF
_SHORT: Final = 2
_Places = npt.NDArray[np.bool_]


def _table(*ranges: tuple[int, int]) -> _Places:
    """Which codes are in the ranges, both ends counted."""
    found = np.zeros(_MOST + 1, dtype=bool)
    for first, last in ranges:
        found[first : last + 1] = True
    return found


_ODD: Final = _table(
    (0xAD, 0xAD), (0x200B, 0x200F), (0x2060, 0x2060), (0xFB00, 0xFB06), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF)
)
_ODD[[ord(sign) for sign in hyphens.CONTROL]] = True
_LATIN: Final = _table((0x41, 0x5A), (0x61, 0x7A), (0x259, 0x259))
_CYRILLIC: Final = _table((0x400, 0x481), (0x48A, 0x52F))
_LETTERS: Final = _LATIN | _CYRILLIC


class Survey(NamedTuple):
    """Lines by their `id`. `odd`: some character but the last isn't written as it is printed. `apart`: two letters stand apart in a row."""

    odd: frozenset[int]
    apart: frozenset[int]


def of(lines: Sequence[Line]) -> Survey:
    """What the lines look like; a line that is in neither set is written as it is."""
    if not lines:
        return Survey(frozenset(), frozenset())
    whole = "\n".join([line.text for line in lines])
    starts = np.array(list(accumulate([len(line.text) + 1 for line in lines[:-1]], initial=0)))
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.append(np.minimum(codes, _MOST), ord("\n"))
    odd = _mixed(codes) | _doubled(codes)
    signs = _ODD[codes]
    signs[np.append(starts[1:], len(codes)) - 2] = False
    odd |= signs
    found = _lines_at(lines, starts, odd)
    if not unicodedata.is_normalized("NFC", whole):
        found |= {id(line) for line in lines if not unicodedata.is_normalized("NFC", line.text)}
    return Survey(found, _lines_at(lines, starts, _apart(codes)))


def _lines_at(lines: Sequence[Line], starts: npt.NDArray[np.int64], places: _Places) -> frozenset[int]:
    at = np.flatnonzero(places)
    return frozenset(id(lines[row]) for row in set((np.searchsorted(starts, at, "right") - 1).tolist()))


def _mixed(codes: npt.NDArray[np.uint32]) -> _Places:
    """Letters of two scripts side by side: `maps.lookalikes`."""
    latin, cyrillic = _LATIN[codes], _CYRILLIC[codes]
    found = np.zeros(len(codes), dtype=bool)
    found[1:] = (latin[1:] & cyrillic[:-1]) | (cyrillic[1:] & latin[:-1])
    return found


def _doubled(codes: npt.NDArray[np.uint32]) -> _Places:
    """Words that begin with three letters twice each: `printing.halved`."""
    found = np.zeros(len(codes), dtype=bool)
    twice = (codes[1:] == codes[:-1]) & _LETTERS[codes[1:]]
    if len(twice) > 4:
        found[: len(twice) - 4] = twice[:-4] & twice[2:-2] & twice[4:]
        found[1:] &= (codes[:-1] == ord(" ")) | (codes[:-1] == ord("\n"))
    return found


def _apart(codes: npt.NDArray[np.uint32]) -> _Places:
    """Ends of words of one letter that follow another such in the same line; a stop or a quotation mark may stand with it."""
    stops = np.flatnonzero((codes == ord(" ")) | (codes == ord("\n")))
    letters = np.diff(np.cumsum(_LETTERS[codes])[stops], prepend=0)
    short = (np.diff(stops, prepend=-1) <= _SHORT + 1) & (letters == 1)
    found = np.zeros(len(codes), dtype=bool)
    follows = short[1:] & short[:-1] & (codes[stops[:-1]] == ord(" "))
    found[stops[1:][follows] - 1] = True
    return found
