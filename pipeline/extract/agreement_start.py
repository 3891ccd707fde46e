"""Where an agreement's name begins: its adjectives, the number or quantifier before them, the comparator before that.

«заключено [более 140 двусторонних договоров]», «[целый ряд соглашений]», «[межгосударственных и межведомственных актов]»;
but «страны, заключившие [соглашения]»: an active participle has the agreement for its object.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.agreement_frame import Frame, Sentence
from pipeline.extract.agreement_words import COMPARATORS, FUNCTION_WORDS, NUMERALS, QUANTIFIERS
from pipeline.russian import morph
from pipeline.russian.phrases import adjective_cases, noun_cases


def read_start(sentence: Sentence, head: int, found: Frame) -> None:
    """Fills the frame's start, premodifiers, count, comparator from what stands before the noun at `head`."""
    words = sentence.words
    at = head
    modifiers: list[int] = []
    loose = False
    while at > 0:
        fits = agrees(words[at - 1], words[head])
        if fits is None and modifiers and _joins_adjectives(words, at - 1, head):
            at -= 1
            continue
        if fits is None or _governs(words[at - 1], words[head]):
            break
        loose = loose or not fits
        at -= 1
        modifiers.append(at)
    start = read_count(sentence, at, head, found)
    if start is None and loose:
        modifiers = [i for i in modifiers if agrees(words[i], words[head])]
        at = min(modifiers, default=head)
        start = read_count(sentence, at, head, found)
    while (
        modifiers
        and start is None
        and (
            words[min(modifiers)].casefold() in ("один", "одно", "одна", "одни", "одного")
            or morph.lemma(words[min(modifiers)]) == "никакой"
        )
    ):
        modifiers.remove(min(modifiers))
        at = min(modifiers, default=head)
    found.premodifiers = tuple(sorted(modifiers))
    found.start = at if start is None else start


def agrees(word: str, head: str) -> bool | None:
    """Whether an adjective goes with a noun. True where the adjective agrees with the noun; False where only a numeral could make it («два новых договора»)."""
    if not adjective_cases(word) or (word.isupper() and len(word) > 1 and not head.isupper()):
        return None
    nouns = [p for p in morph.parses(head) if p.is_noun]
    loose = None
    for adjective in morph.parses(word):
        if not adjective.is_adjective:
            continue
        for noun in nouns:
            if adjective.case == noun.case and adjective.number == noun.number:
                if noun.number == "plur" or adjective.gender in (None, noun.gender):
                    return True
            elif noun.case == "gent" and noun.number == "sing" and adjective.number == "plur":
                loose = False if adjective.case in ("gent", "nomn", "accs") else loose
    return loose


def _governs(word: str, head: str) -> bool:
    """«страны, заключившие соглашения»: an active participle of a transitive verb has the agreement for its object."""
    return "accs" in noun_cases(head) and any(
        {"actv", "tran"} <= p.grammemes for p in morph.parses(word) if p.pos == "PRTF"
    )


def _joins_adjectives(words: Sequence[str], at: int, head: int) -> bool:
    """«межгосударственных и межправительственных соглашений», «новых, более полных договоров»."""
    return (
        words[at] in ("и", "или", ",")
        and at > 0
        and bool(agrees(words[at - 1], words[head]))
        and not _governs(words[at - 1], words[head])
        and (words[at] != "," or morph.lemma(words[at - 1]) not in FUNCTION_WORDS)
        and not any(p.pos == "PRTF" for p in morph.parses(words[at - 1])[:1] if words[at] == ",")
    )


def read_count(sentence: Sentence, at: int, head: int, found: Frame) -> int | None:
    """Reads the number or quantifier that ends before `at`; returns where it begins."""
    words = sentence.words
    begin = at
    number: list[str] = []
    while begin > 0 and _is_number(words[begin - 1], number):
        begin -= 1
        number.insert(0, words[begin])
    if number:
        value = _value(number)
        if value is None or not _is_count(sentence, begin, at, head, value):
            return None
        # «тысячи договоров» are many, not a thousand.
        found.count = None if number[0].startswith("тысяч") else value
        found.quantified = True
        begin, found.comparator = _compared(words, begin)
        return begin
    if at > 0 and _quantifies(words, at - 1, head):
        found.quantified = True
        begin = at - 1
        while (
            begin > 0
            and agrees(words[begin - 1], words[at - 1])
            and not _governs(words[begin - 1], words[at - 1])
        ):
            begin -= 1
        return begin
    return None


def _quantifies(words: Sequence[str], at: int, head: int) -> bool:
    lemma = morph.lemma(words[at])
    plural = any(p.is_noun and p.case == "gent" and p.number == "plur" for p in morph.parses(words[head]))
    if lemma in ("количество", "число"):
        return (
            plural
            and at > 0
            and morph.lemma(words[at - 1]) in ("большой", "значительный", "огромный", "рекордный")
        )
    return plural and any(
        p.lemma in QUANTIFIERS for p in morph.parses(words[at]) if p.is_noun or p.pos in ("NUMR", "ADVB")
    )


def _is_number(word: str, behind: Sequence[str]) -> bool:
    if re.fullmatch(r"\d{1,3}(?:[.,]\d+)?|\d{4,7}", word):
        return not behind or (len(behind[0]) == 3 and behind[0].isdigit()) or behind[0] in ("тыс", "тысяч")
    if word in ("тыс", "тысяч", "тысячи", "тысяча"):
        return not behind or behind == ["."]
    if word == "." and not behind:
        return False
    lemma = morph.lemma(word)
    return lemma in NUMERALS and not (behind and behind[0][:1].isdigit())


def _value(number: Sequence[str]) -> int | None:
    if number[-1].startswith("тыс"):
        if morph.lemma(number[0]) == "полтора":
            return 1500
        small = _value(number[:-1]) if len(number) > 1 else 1
        return None if small is None else small * 1000
    if all(part.isdigit() for part in number):
        return int("".join(number))
    values = [NUMERALS.get(morph.lemma(part)) for part in number]
    known = [value for value in values if value]
    return sum(known) if len(known) == len(values) else None


def _is_count(sentence: Sentence, begin: int, at: int, head: int, value: int) -> bool:
    """Not «статья 7 Договора», «№ 5», «в 2019 соглашения»."""
    words = sentence.words
    before = words[begin - 1].casefold() if begin else ""
    if before in ("№", "ст", "п", "таблица", "рис") or (
        begin and sentence.lemma(begin - 1) in ("статья", "пункт", "глава")
    ):
        return False
    if begin > 1 and before == "." and words[begin - 2].casefold() in ("ст", "п", "табл", "гл"):
        return False
    if 1900 <= value <= 2100 and words[begin].isdigit() and before in ("в", "с", "к", "до", "по"):
        return False
    readings = [p for p in morph.parses(words[head]) if p.is_noun]
    if value % 10 == 1 and value % 100 != 11:
        return True
    if 2 <= value % 10 <= 4 and not 12 <= value % 100 <= 14:
        return any(p.case == "gent" or p.number == "plur" for p in readings)
    return any(p.number == "plur" for p in readings)


def _compared(words: Sequence[str], begin: int) -> tuple[int, str]:
    for phrase, sign in COMPARATORS:
        parts = phrase.split()
        if begin >= len(parts) and [w.casefold() for w in words[begin - len(parts) : begin]] == parts:
            return begin - len(parts), sign
    return begin, "="
