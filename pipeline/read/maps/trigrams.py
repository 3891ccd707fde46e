"""How likely three signs are to follow one another in Russian: `models/letters/trigrams.tsv` as logarithms.

Symbols are numbers: 0 is a word's edge, 1–32 are «а»–«я» (with «ё» among «е»), 33 is any sign that is no small letter.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

EDGE: Final = 0
OTHER: Final = 33
SYMBOLS: Final = 34
LETTERS: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_ALPHABET: Final = "_" + LETTERS + "#"
_KINDS: Final = 60
"""How many signs share the symbol OTHER on a usual page: what it costs to say which of them stands there."""


@lru_cache(maxsize=1)
def costs() -> NDArray[np.float32]:
    """log P(third sign | the two before it), shape (34, 34, 34), smoothed by the pair's and the sign's own frequency.

    Raises FileNotFoundError where the table is missing.
    """
    counts = np.zeros((SYMBOLS,) * 3)
    with (folder() / "trigrams.tsv").open(encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            three, count = row.split("\t")
            counts[tuple(map(_ALPHABET.index, three))] = int(count)
    single = counts.sum((0, 1)) + 1
    single /= single.sum()
    pair = counts.sum(0) + 20 * single
    pair /= pair.sum(1, keepdims=True)
    triple = counts + 20 * pair
    triple /= triple.sum(2, keepdims=True)
    found = np.log(triple)
    found[:, :, OTHER] -= np.log(_KINDS)
    logarithms: NDArray[np.float32] = found.astype(np.float32)
    return logarithms


@lru_cache(maxsize=1)
def frequency() -> tuple[str, ...]:
    """Small letters, commonest first."""
    return tuple("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ")


def folder() -> Path:
    """Where the table lies: inside the package when it was installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "_models" / "letters"
    return installed if installed.is_dir() else package.parent / "models" / "letters"
