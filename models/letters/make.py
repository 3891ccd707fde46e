"""How often three signs follow one another in Russian words: makes `trigrams.tsv`.

    python models/letters/make.py

The words and how often they were met come from the vocabulary of navec's embeddings (news, 10⁹ tokens; MIT), which
natasha's wheel brings along: counts of words, not anybody's sentences. «е» stands for «ё» too, «_» for a word's edge, «#» for any
sign that is no small letter: capital, figure, stop, bracket, Latin letter. How often words carry one is `_DRESS`; numbers and
words of nothing but such signs are `_STRANGE`. Both are rough, and need not be better: they only have to keep the search from
taking a capital or a comma for a letter.
"""

import re
from collections import Counter
from pathlib import Path

from pipeline.russian import names

_WORD = re.compile("[а-яё]+(?:-[а-яё]+)*")
_DRESS = (
    ("_{}_", 0.70),
    ("_{}#_", 0.16),
    ("_#{rest}_", 0.09),
    ("_#{}_", 0.02),
    ("_#{rest}#_", 0.02),
    ("_{}##_", 0.01),
)
_STRANGE = dict(zip(range(1, 11), (0.2, 0.15, 0.12, 0.18, 0.08, 0.07, 0.06, 0.06, 0.04, 0.04), strict=True))
_STRANGE_SHARE = 0.12
_TOTAL = 10_000_000
_LEAST = 3


def counted() -> Counter[str]:
    """Trigrams over «_», letters and «#», as often as they stand in ten million."""
    vocabulary = names._navec().vocab
    found: Counter[str] = Counter()
    words = 0
    for word, count in zip(vocabulary.words, map(int, vocabulary.counts), strict=True):
        if not _WORD.fullmatch(word):
            continue
        words += count
        made = word.replace("ё", "е").replace("-", "#")
        for dress, share in _DRESS:
            _add(found, dress.format(made, rest=made[1:]), share * count)
    for length, share in _STRANGE.items():
        _add(found, f"_{'#' * length}_", share * _STRANGE_SHARE * words)
    total = sum(found.values())
    return Counter({three: round(weight * _TOTAL / total) for three, weight in found.items()})


def _add(found: Counter[str], said: str, weight: float) -> None:
    for at in range(len(said) - 2):
        found[said[at : at + 3]] += weight


if __name__ == "__main__":
    rows = sorted((three, count) for three, count in counted().items() if count >= _LEAST)
    lines = ["trigram\tper_ten_million", *(f"{three}\t{count}" for three, count in rows)]
    Path(__file__).with_name("trigrams.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
