"""A dropped initial («буквица»): one large letter that two or three lines stand beside. It begins the first of them.

It stands on the last of those lines' baseline, and in the content stream before or after all of them; so it is put back
before its word, and the lines beside it are said to begin where it does, that they may not look set in.
"""

from __future__ import annotations

from typing import Final

from pipeline.read.runs import Run, run_of
from pipeline.russian import morph

_LARGE: Final = 1.7
"""So many times the body's size."""
_MOST_LINES: Final = 6


def set_in(runs: list[Run], size: float) -> list[Run]:
    """The page's runs with a dropped initial as the first letter of its line."""
    for at, run in enumerate(runs):
        if run.size > _LARGE * size and _is_initial(run, size):
            return _joined(runs, at) or runs
    return runs


def _is_initial(run: Run, size: float) -> bool:
    letter = run.words[0]
    return (
        letter.text[0].isupper()
        and letter.text[1:].islower() >= (len(letter.text) > 1)
        and letter.size == run.size
        and all(word.size < letter.size / _LARGE for word in run.words[1:])
    )


def _joined(runs: list[Run], at: int) -> list[Run] | None:
    """The runs with the initial (the first word of run `at`) before its line; null where no lines stand beside it.

    To PDFium the initial and the rest of its word may be one word, of the initial's size: then the others begin left of its end.
    """
    letter, *rest = runs[at].words
    # What is set against it («ЗА десять лет» in small capitals) stands on the first line, whatever baseline its letter gives it.
    high = (
        rest.pop(0) if rest and rest[0].glue and rest[0].bottom < letter.base - 0.5 * rest[0].size else None
    )
    others = [*runs[:at], *([run_of(rest)] if rest else []), *runs[at + 1 :]]
    edge = letter.x0 + 0.3 * letter.size if len(letter.text) > 1 else letter.x1 - 1
    right = letter.x1 if high is None else high.x1
    beside = [
        run
        for run in others
        if letter.base - letter.size < run.base < letter.base + 0.5 * run.size
        and edge <= run.x0 < right + 1.5 * run.size
    ]
    if not 2 <= len(beside) <= _MOST_LINES:
        return None
    inner = {round(run.x0) for run in beside[1:]}
    lower = (run for run in others if letter.base < run.base < letter.base + 1.5 * run.size)
    beside.extend(run for run in lower if round(run.x0) in inner and run not in beside)
    first = min(beside, key=lambda run: run.base)
    if first.x0 < letter.x1 - 1:
        return None
    word = first.words[0]
    said = letter.text + word.text.strip("«»(),.;:!?…-\u2010\u00ad\ufffe")
    glue = (
        len(letter.text) == 1
        and word.text[0].islower()
        and (len(letter.text + word.text) < 3 or _is_one(letter.text, word.text, said))
    )
    placed = letter._replace(base=first.base, size=word.size)
    if high is not None:
        words = (placed, high._replace(base=first.base), *first.words)
    else:
        words = (placed, word._replace(glue=glue), *first.words[1:])
    ids = {id(run): run._replace(x0=letter.x0) for run in beside}
    ids[id(first)] = run_of(words)
    return sorted(ids.get(id(run), run) for run in others)


def _is_one(letter: str, word: str, said: str) -> bool:
    """Whether the letter begins the word: where it is a word of its own («В начале»), the dictionary decides."""
    return letter not in "АВИКОСУЯ" or morph.is_known(said) or not morph.is_known(word)
