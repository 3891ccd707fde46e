"""What a number counts: «135 [совместных проектов]», «пять [межрегиональных договоров]», «21 [проект]», «12 [СП]».

Adjectives and a noun that agree as Russian wants after that number: one takes the noun's own case («21 проект»), two to four
the genitive singular («32 ограничения»), the rest and every scale word the genitive plural («67 проектов», «тыс. студентов»);
in the oblique cases number and noun agree in the plural («трём коридорам»). The surprise: «2 новые школы» and «2 новых школы»
are both right, and «2,5 проекта» is a genitive singular.

    >>> read_counted("135 совместных проектов реализуют", 3, Decimal(135), Decimal(1))
    Counted(end=23, item='совместный проект', noun='проект')
    >>> read_counted("5 решили", 1, Decimal(5), Decimal(1)) is None
    True
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.russian import morph
from pipeline.russian.figures import SPACE


class Counted(NamedTuple):
    """The noun phrase after a number: where it ends, its item (nominative singular), its noun."""

    end: int
    item: str
    noun: str


_WORD: Final = re.compile(rf"{SPACE}{{1,2}}([А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*)")
_AND: Final = re.compile(rf"(?:{SPACE}{{1,2}}(?:и|или)|,)(?={SPACE})")
_ABBREVIATIONS: Final = frozenset(
    "СП ТЭС ТЭЦ АЭС ГЭС ГРЭС НПЗ СЭЗ ОЭЗ СМИ НКО НПО ЛЭП НИОКР АО ООО ЗАО ОАО ИП МСП ТРЦ ВУЗ ВУЗов НИИ КПП МАПП ЦОД ФПГ ТНК БПЛА ЭВМ ПК".split()
)
_SHORT: Final = {
    "шт": "штука", "ед": "единица", "экз": "экземпляр", "гол": "голова", "назв": "название", "п": None, "наим": "наименование",
    "предпр": "предприятие", "орг": "организация",
}  # fmt: skip
_SHORT_AT: Final = re.compile(
    rf"{SPACE}{{0,2}}(шт|ед|экз|гол|назв|наим)\.(?![а-яё])|{SPACE}{{0,2}}(шт|ед|экз)(?![а-яё.])"
)
_NEVER: Final = frozenset(
    "год лето раз порядок час минута секунда месяц неделя сутки процент тысяча миллион миллиард триллион век столетие "
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
)
_NOT_NOUNS: Final = frozenset(
    "это так как что чтобы если или но да же ли бы уже ещё еще то там тут раз при для под над без из до от про".split()
)
_WHOSE: Final = frozenset(("его", "её", "ее", "их"))
_LONGEST: Final = 5


def read_counted(text: str, at: int, bare: Decimal, scale: Decimal) -> Counted | None:
    """The counted noun phrase that begins (with its space) at the offset; null where the words there don't agree."""
    short = _SHORT_AT.match(text, at)
    if short is not None:
        item = _SHORT[short[1] or short[2]]
        return Counted(short.end(), item, item) if item else None
    words: list[str] = []
    best: Counted | None = None
    end = whose = at
    while len(words) < _LONGEST:
        match = _WORD.match(text, end)
        if match is None:
            break
        word = match[1]
        if word in _ABBREVIATIONS:
            if not words or agrees(tuple(words), bare, scale, adjectives_only=True):
                return Counted(match.end(), " ".join((*_nominative_adjectives(words), word)), word)
            break
        end = match.end()
        if word[0].isupper() or text[end : end + 1] in ("-", "\u00ad", "\ufffe"):
            break  # «51 Приложение» of a table of contents; a word that a line's end broke
        if word in _WHOSE and not words:
            whose = end
            continue
        words.append(word)
        found = agrees(tuple(words), bare, scale)
        if found is not None:
            item = _item(text[whose:end].strip(), tuple(words), found)
            best = Counted(end, item, item.split()[-1])
        if not is_adjective(word):
            break
        conjunction = _AND.match(text, end)
        if conjunction is not None:
            end = conjunction.end()
    return best


@lru_cache(maxsize=50_000)
def is_adjective(word: str) -> bool:
    """Whether any reading of the word is a full adjective or participle: «рабочих» is one, and a noun too."""
    return any(p.is_adjective for p in morph.parses(word))


@lru_cache(maxsize=50_000)
def agrees(
    words: tuple[str, ...], bare: Decimal, scale: Decimal, *, adjectives_only: bool = False
) -> morph.Parse | None:
    """The reading of the last word as the noun that this number counts, its adjectives agreeing; null where none does."""
    *adjectives, last = words
    if adjectives_only:
        adjectives = list(words)
    if any(not is_adjective(word) for word in adjectives) or (
        not adjectives_only and last.lower() in _NOT_NOUNS
    ):
        return None
    kind = _governs(bare, scale)
    for parse in morph.parses(last):
        if not parse.is_noun or parse.case is None or parse.lemma in _NEVER or parse.score < 0.02:
            continue
        if parse.is_name and not parse.grammemes.isdisjoint(("Name", "Surn", "Patr", "Geox")):
            continue
        if not _noun_fits(parse, kind):
            continue
        if all(_adjective_fits(word, parse, kind) for word in adjectives):
            return parse
    return None


def _governs(bare: Decimal, scale: Decimal) -> str:
    """How the number governs its noun: `one`, `few` (2–4), `many`, `part` (a fraction), `scale`."""
    if scale != 1:
        return "scale"
    if bare != bare.to_integral_value():
        return "part"
    last, teens = int(bare) % 10, int(bare) % 100 in range(11, 15)
    if last == 1 and not teens:
        return "one"
    return "few" if last in (2, 3, 4) and not teens else "many"


def _noun_fits(noun: morph.Parse, kind: str) -> bool:
    singular = noun.number == "sing"
    if "Pltm" in noun.grammemes or noun.number is None:
        return noun.case != "nomn"
    if kind == "scale":
        return (not singular and noun.case in ("gent", "accs")) or (
            singular and noun.case == "gent" and "Sgtm" in noun.grammemes
        )
    if kind == "part":
        return singular and noun.case == "gent"
    if kind == "one":
        return singular
    if kind == "few" and singular:
        return noun.case == "gent"
    if singular:
        return False
    return noun.case in ("gent", "datv", "ablt", "loct") or (noun.case == "accs" and noun.animacy == "anim")


def _adjective_fits(word: str, noun: morph.Parse, kind: str) -> bool:
    for parse in morph.parses(word):
        if not parse.is_adjective:
            continue
        if kind == "one" or (noun.number == "plur"):
            if (
                parse.case == noun.case
                and parse.number == noun.number
                and (noun.number == "plur" or parse.gender in (noun.gender, None))
            ):
                return True
        elif kind == "few":
            if parse.number == "plur" and parse.case in ("gent", "nomn", "accs"):
                return True
        elif kind == "part" and parse.case == "gent":
            return True
    return False


def _nominative_adjectives(words: list[str]) -> list[str]:
    return [morph.lemma(word) for word in words]


_LEMMAS: Final = {"голов": "голова", "мест": "место", "лиц": "лицо"}
"""Forms whose likeliest lemma out of context isn't the one that is counted."""


def _item(phrase: str, words: tuple[str, ...], noun: morph.Parse) -> str:
    """The phrase in the nominative singular: each adjective made to agree with its noun's lemma."""
    lemma = _LEMMAS.get(words[-1].lower(), noun.lemma)
    base = next((p for p in morph.parses(lemma) if p.is_noun and p.lemma == lemma), None)
    gender = base.gender if base is not None else noun.gender
    plural_only = "Pltm" in noun.grammemes
    out = phrase
    for word in words[:-1]:
        adjective = "" if _points(word) else _adjective(word, gender, plural_only)
        out = re.sub(rf"(?<![А-Яа-яЁё-]){re.escape(word)}(?![А-Яа-яЁё-])", adjective, out, count=1)
    out = out[: len(out) - len(words[-1])] + lemma
    return " ".join(out.split()).lower()


_ADJECTIVES: Final = {"основный": "основной", "больший": "большой"}
"""Where two adjectives share their oblique forms, the one that papers mean."""


@lru_cache(maxsize=20_000)
def _points(word: str) -> bool:
    """Pronominal adjectives («таких», «этих», «своих») say which, not what."""
    return any("Apro" in p.grammemes for p in morph.parses(word))


@lru_cache(maxsize=20_000)
def _adjective(word: str, gender: str | None, plural_only: bool) -> str:
    number = "plur" if plural_only else "sing"
    found = morph.adjective(word, "nomn", number, None if plural_only else gender) or word
    return _ADJECTIVES.get(found, found)
