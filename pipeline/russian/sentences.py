"""Where sentences end in Russian scholarly prose.

A full stop after «г.», «трлн. руб.», «Н.» usually doesn't end a sentence; a citation mark after the stop still belongs to
the sentence before it («… 1,5 трлн. руб. [8] Согласно …»). The surprise: after «в 2018 г.» a capital may begin a
sentence («… в 2018 г. Это …») or a name («В 2018 г. Казахстан подписал …»), and only what the word is tells them apart.

    >>> sentences("Оборот вырос до 1,5 трлн. руб. [8] Согласно отчёту Н. Назарбаева, в 2018 г. Казахстан стал первым.")
    [(0, 34), (35, 98)]
    >>> len(sentences("Договор подписан в 2018 г. Это важно."))
    2
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.russian import morph
from pipeline.russian.abbreviations import MAYBE_LAST, NEVER_LAST

_STOP: Final = re.compile(
    r"""
    (?P<stop>[.!?…]+)                         # the terminator
    (?P<tail>[»”"’)\]]*(?:[ ]?\[[\d\s,;:с.pPрСC–—-]+\][.,]?)*)   # closing quotes and brackets, citation marks
    (?P<space>[ \n\t]+)
    (?=(?P<open>[«“„"(\[]*)(?P<next>[^\s«“„"(\[]))
    """,
    re.VERBOSE,
)
_HARD: Final = re.compile(r"\n\s*\n|\n|\t")
_BEFORE: Final = re.compile(r"(?:^|(?<=[\s«“„\"(\[\u00a0]))(?P<word>[^\s«“„\"(\[\u00a0]+)$")
_WORD: Final = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:-[A-Za-zА-Яа-яЁё]+)*")
_INITIAL: Final = re.compile(r"(?:[A-ZА-ЯЁ]|Дж|Ю|Я)(?:\.-?[A-ZА-ЯЁ])*")
_SURNAME_NEXT: Final = re.compile(r"[A-ZА-ЯЁ][a-zа-яё]+")
_CURRENCY: Final = frozenset({"руб", "долл", "дол", "коп", "тг"})
_ISSUERS: Final = frozenset(
    {"США", "Канады", "Австралии", "Гонконга", "Сингапура", "РФ", "СССР"}
)  # «долл. США»
_YEAR_BEFORE: Final = re.compile(r"[\dXVIХх]\s*(?:-?\w{0,2}\s*)?г$")
_SCALES: Final = frozenset({"млн", "млрд", "трлн", "тыс"})
_TIMES: Final = frozenset({"г", "гг", "в", "вв", "н.э"})
_WINDOW: Final = 200

# Capitalised in mid-sentence though common nouns: bodies, posts and instruments with proper names behind them.
_CAPITAL_NOUNS: Final = frozenset(
    [
        "президент",
        "правительство",
        "министерство",
        "министр",
        "договор",
        "соглашение",
        "форум",
        "совет",
        "комиссия",
        "комитет",
        "республика",
        "федерация",
        "конституция",
        "парламент",
        "сенат",
        "мажилис",
        "дума",
        "союз",
        "организация",
        "декларация",
        "меморандум",
        "протокол",
        "конвенция",
        "хартия",
        "устав",
        "банк",
        "фонд",
        "академия",
        "университет",
        "институт",
        "центр",
        "премьер-министр",
        "глава",
        "посольство",
        "генеральный",
        "государственный",
        "верховный",
        "конституционный",
        "национальный",
        "евразийский",
        "таможенный",
        "межправительственный",
        "международный",
        "совместный",
        "северный",
        "южный",
        "западный",
        "восточный",
        "центральный",
        "великий",
        "первый",
        "второй",
        "третий",
        "стратегия",
        "концепция",
        "программа",
    ]
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences, white space between them left out. Line breaks and tabs always end one."""
    spans = []
    start = 0
    for end in (*_ends(text), len(text)):
        a, b = _stripped(text, start, end)
        if a < b:
            spans.append((a, b))
        start = end
    return spans


def _ends(text: str) -> Iterator[int]:
    """Offsets at which one sentence ends, ascending: hard breaks and terminators that end a sentence."""
    hard = [match.end() for match in _HARD.finditer(text)]
    soft = [match.end("tail") for match in _STOP.finditer(text) if _is_end(text, match)]
    yield from sorted({*hard, *soft})


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_end(text: str, stop: re.Match[str]) -> bool:
    following = stop["next"]
    if following.islower() or following in ",;:)]»”%–—-":
        return False
    if "." not in stop["stop"] or stop["stop"].startswith(("..", "…", "!", "?")):
        return True
    if stop["tail"]:
        return _ends_after_tail(text, stop)
    head = _BEFORE.search(text, max(0, stop.start() - 40), stop.start())
    word = head["word"] if head else ""
    if _unclosed(text, stop.start()):
        return False
    if _INITIAL.fullmatch(word.rpartition("-")[2]):
        return not _SURNAME_NEXT.match(text, stop.end()) and not following.isupper()
    bare = word.rstrip(".").lower().lstrip("0123456789,.–-~")
    if bare in NEVER_LAST:
        # «… на 1,2 млрд. В перечне …»: a unit would be written small.
        return bare in _SCALES and following.isupper() and not stop["open"]
    if bare in MAYBE_LAST and not (bare == "" or word.isdigit()):
        return _ends_after_abbreviation(text, stop, bare)
    # «1. Введение»: a bare number with its stop opens a list item or a heading.
    return not (word.isdigit() and _starts_line(text, head.start("word") if head else 0))


def _ends_after_tail(text: str, stop: re.Match[str]) -> bool:
    """After «…г.)» or «…руб.» [8]»: the sentence ends when a capital that isn't a name's goes on."""
    if "[" in stop["tail"]:
        return True
    if stop["tail"].startswith(")"):
        head = _BEFORE.search(text, max(0, stop.start() - 40), stop.start())
        word = (head["word"] if head else "").lower()
        if word in NEVER_LAST or word in MAYBE_LAST:
            return False
    return stop["next"].isupper() or stop["next"].isdigit()


def _ends_after_abbreviation(text: str, stop: re.Match[str], bare: str) -> bool:
    if stop["open"]:
        return stop["open"][0] in '«“„"' and bare not in ("г", "гг", "обл", "респ") and stop["next"].isupper()
    if not stop["next"].isupper():
        return False
    match = _WORD.match(text, stop.end())
    if match is None:
        return False
    following = match[0]
    if bare == "г" and not _YEAR_BEFORE.search(text, max(0, stop.start() - 12), stop.start()):
        return False  # «жители г. Уральск»: a town, not a year
    before, after = _clauses(text, stop)
    if bare in _TIMES and not _has_finite_verb(before) and _has_finite_verb(after):
        return False  # «В 2022 г. Коллегия приняла …»: no sentence yet
    if not _is_proper(following):
        return True
    if bare in _CURRENCY:
        return following not in _ISSUERS
    return _has_finite_verb(before) and _has_finite_verb(after)


def _is_proper(word: str) -> bool:
    """Whether a capitalised word may be a name rather than a sentence's first word."""
    if word.isupper() and len(word) > 1:
        return True
    readings = morph.parses(word)
    if any(reading.is_name or "Abbr" in reading.grammemes for reading in readings[:3]):
        return True
    return not readings[0].known or readings[0].lemma in _CAPITAL_NOUNS


def _clauses(text: str, stop: re.Match[str]) -> tuple[str, str]:
    """What stands before and after the stop, up to the next terminator on either side."""
    before = re.split(r"[.!?]\s+(?=[A-ZА-ЯЁ])|\n", text[max(0, stop.start() - _WINDOW) : stop.start()])[-1]
    after = re.split(r"[.!?](?:\s|$)|\n", text[stop.end() : stop.end() + _WINDOW])[0]
    return before, after


def _has_finite_verb(clause: str) -> bool:
    return any(
        morph.best(match[0]).pos in ("VERB", "PRTS", "PRED")
        for match in _WORD.finditer(clause)
        if match[0].islower()
    )


def _unclosed(text: str, at: int) -> bool:
    """Whether a bracket is open at the offset and closes soon after: «(2018 г. Петропавловск)» is no place to end."""
    line = text.rfind("\n", 0, at) + 1
    before = text[max(line, at - _WINDOW) : at]
    if before.count("(") <= before.count(")"):
        return False
    closing = text.find(")", at, at + _WINDOW)
    return closing >= 0 and text.find("\n", at, closing) < 0


def _starts_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"
