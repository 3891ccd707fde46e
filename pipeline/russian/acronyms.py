"""Abbreviations that a paper explains itself: «Евразийский банк развития (ЕАБР)», «ЕЭК — Евразийская экономическая комиссия».

    >>> explained("Отчёт Евразийского банка развития (далее — ЕАБР) вышел. Прим.: ЦМИ — Центр межрегиональных исследований.")
    {'ЕАБР': 'Евразийский банк развития', 'ЦМИ': 'Центр межрегиональных исследований'}

An abbreviation fits its words when they give its letters in order, each word at least its first («ЕАЭС»: ЕврАзийский
Экономический Союз); prepositions and conjunctions may give none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.russian import morph

_SHORT: Final = r"[А-ЯЁ][А-ЯЁа-яё]*[А-ЯЁ]"
_BRACKETS: Final = re.compile(rf"\((?:далее\s*[–—-]\s*|сокр\.\s*)?[«\"]?(?P<short>{_SHORT})[»\"]?[\s,;)]")
_DASH: Final = re.compile(rf"(?<![\w])(?P<short>{_SHORT})\d?\s+[–—-]\s+(?P<full>[А-ЯЁ][а-яё]+[^.,;:()\n]*)")
_WORDS: Final = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_SILENT: Final = frozenset("и по в на для о об при из с от".split())
_SPLIT: Final = re.compile(r"[.;:()\n«»\"\[\]]")


@lru_cache(maxsize=64)
def _explained(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for match in _BRACKETS.finditer(text):
        before = _SPLIT.split(text[max(0, match.start() - 160) : match.start()])[-1]
        words = list(_WORDS.finditer(before))
        for first in range(len(words) - 1, max(-1, len(words) - 14), -1):
            phrase = [m[0] for m in words[first:]]
            if phrase[0][0].isupper() and fits(match["short"], phrase):
                full = " ".join(before[words[first].start() : words[-1].end()].split())
                if words[-1].end() == len(before.rstrip()):
                    found.setdefault(match["short"], morph.nominative(full))
                break
    for match in _DASH.finditer(text):
        words = list(_WORDS.finditer(match["full"]))
        for last in range(len(words), 1, -1):
            if fits(match["short"], [m[0] for m in words[:last]]):
                full = " ".join(match["full"][: words[last - 1].end()].split())
                found.setdefault(match["short"], morph.nominative(full))
                break
    return tuple(found.items())


def explained(text: str) -> dict[str, str]:
    """Abbreviation → the full name in the nominative, for what the text explains; the first explanation stands."""
    return dict(_explained(text))


def fits(short: str, words: list[str]) -> bool:
    """Whether the words give the abbreviation's letters in order."""
    letters = short.lower()
    parts = [part.lower() for word in words for part in word.split("-")]
    return len(words) > 1 and _fits(letters, tuple(parts))


def _fits(letters: str, parts: tuple[str, ...]) -> bool:
    if not parts:
        return not letters
    head, rest = parts[0], parts[1:]
    if head in _SILENT and _fits(letters, rest):
        return True
    if not letters or letters[0] != head[0]:
        return False
    at = 0
    for taken in range(1, min(4, len(letters)) + 1):
        at = head.find(letters[taken - 1], at)
        if at < 0:
            return False
        at += 1
        if _fits(letters[taken:], rest):
            return True
    return False
