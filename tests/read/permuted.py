"""Texts whose characters were exchanged: what a font with a wrong map gives."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PAPERS = Path(__file__).resolve().parents[2] / "corpus" / "truth"


class Text(NamedTuple):
    """Words in order, and whether a line begins with each."""

    words: list[str]
    starts: list[bool]


def paper(stem: str) -> Text:
    (path,) = PAPERS.glob(f"{stem}*.txt")
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return Text([w for line in lines for w in line], [at == 0 for line in lines for at in range(len(line))])


def russian(text: Text, letters: int, at: int) -> Text:
    """About so many letters from the body of the paper, beginning at the word."""
    size = 0
    for end in range(at, len(text.words)):
        size += sum(map(str.isalpha, text.words[end]))
        if size >= letters:
            break
    return Text(text.words[at : end + 1], text.starts[at : end + 1])


def permuted(words: Sequence[str], seed: int, kinds: Sequence[str] = ("all",)) -> list[str]:
    """The words with characters of each kind («all», «letter», «figure») exchanged among themselves at random."""
    table: dict[str, str] = {}
    heard = sorted({sign for word in words for sign in word})
    for kind in kinds:
        mine = [sign for sign in heard if kind == "all" or _kind(sign) == kind]
        other = mine[:]
        random.Random(seed).shuffle(other)
        table |= dict(zip(mine, other, strict=True))
    made = str.maketrans(table)
    return [word.translate(made) for word in words]


def glyphs(words: Sequence[str], seed: int) -> list[str]:
    """The words in codes of a font that says nothing of what they mean: private ones, in no order."""
    heard = sorted({sign for word in words for sign in word})
    codes = [chr(0xE000 + at) for at in range(len(heard))]
    random.Random(seed).shuffle(codes)
    made = str.maketrans(dict(zip(heard, codes, strict=True)))
    return [word.translate(made) for word in words]


def differing(found: str, meant: str) -> Iterator[tuple[str, str]]:
    """What was read and what was meant, where they differ and something was read."""
    return ((a, b) for a, b in zip(found, meant, strict=True) if a not in (b, "\ufffd"))


def _kind(sign: str) -> str:
    return "letter" if sign.isalpha() else "figure" if sign.isdigit() else "sign"
