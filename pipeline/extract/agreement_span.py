"""Where an agreement's name begins and ends.

To the left: adjectives that agree with the head, a number or quantifier with its comparator. To the right, in any order
and once each: a title in quotes, «о …» and its like, «между …», «от 25 мая 1992 г.», «№ 5», «на 2024–2026 годы». The
complement's own end is the hard part: coordination goes on while the case does («о дружбе, сотрудничестве и взаимной
помощи»), genitives while they are genitives, and a further preposition («в Актобе») where the parser hangs it inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Span

from pipeline.extract.agreement_words import (
    CIRCUMSTANCE,
    COMPARATORS,
    FUNCTION_WORDS,
    NUMERALS,
    QUANTIFIERS,
)
from pipeline.russian import morph
from pipeline.russian.instruments import TYPES
from pipeline.russian.nlp import arcs
from pipeline.russian.parties import read_parties
from pipeline.russian.phrases import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    LOCATIVE,
    NOMINATIVE,
    OPENING,
    Phrase,
    adjective_cases,
    is_figure,
    is_indeclinable,
    is_roman,
    noun_cases,
    noun_phrase,
    quoted,
)

_MONTHS: Final = {
    **{"января": 1, "февраля": 2, "марта": 3, "апреля": 4, "мая": 5, "июня": 6},
    **{"июля": 7, "августа": 8, "сентября": 9, "октября": 10, "ноября": 11, "декабря": 12},
}
_YEAR_WORD: Final = r"(?:\s*(?:г\.|года|году|гг\.|годы|годов|годах))?"
_DATE: Final = re.compile(
    r"(?:от\s+)?(?:(?P<day>\d{1,2})\s+(?P<month>" + "|".join(_MONTHS) + r")\s+(?P<year>\d{4})|"
    r"(?P<sday>\d{1,2})\s+(?P<smonth>" + "|".join(_MONTHS) + r")\s+(?:того|этого)\s+же\s+(?=года|г\.)|"
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})|(?P<only>(?:1[89]|20)\d\d)(?=\s*(?:г\.|года)))"
    + _YEAR_WORD,
)
_NUMBER: Final = re.compile(r"№\s*(?P<number>\d[\w./-]*\w|\d)")
_YEARS: Final = re.compile(
    r"(?:на\s+(?:период\s+)?(?:до\s+)?(?:\d{4}\s*[–—-]\s*\d{4}|\d{4})\s*(?:гг\.|г\.|годы|годов|год|года)|"
    r"на\s+период\s+до\s+\d{4}\s*(?:г\.|года)|до\s+\d{4}\s*(?:г\.|года))"
)
_CASES: Final = {
    **{"о": LOCATIVE, "об": LOCATIVE, "обо": LOCATIVE, "при": LOCATIVE},
    **{"в": LOCATIVE | ACCUSATIVE, "во": LOCATIVE | ACCUSATIVE, "на": LOCATIVE | ACCUSATIVE},
    **{
        "по": DATIVE | LOCATIVE,
        "к": DATIVE,
        "ко": DATIVE,
        "с": INSTRUMENTAL | GENITIVE,
        "со": INSTRUMENTAL | GENITIVE,
    },
    **{"для": GENITIVE, "из": GENITIVE, "от": GENITIVE, "до": GENITIVE, "без": GENITIVE, "через": ACCUSATIVE},
    **{"между": INSTRUMENTAL, "за": INSTRUMENTAL | ACCUSATIVE, "против": GENITIVE, "над": INSTRUMENTAL},
    **{"под": INSTRUMENTAL, "вокруг": GENITIVE},
}
_ABOUT: Final = frozenset({"о", "об", "обо"})
_FIELDS: Final = frozenset("область сфера отрасль отношение сектор дело".split())
_DASHES: Final = frozenset("—–")
_LEGAL_KINDS: Final = frozenset(
    "поставка аренда купля-продажа подряд заём займ концессия кредит лизинг оказание франшиза гарантия".split()
)
# Nouns whose name stands beside them undeclined: «реки Урал», «станции Достык».
_CLASSES: Final = frozenset(
    "республика область район город река озеро море станция порт месторождение переход пункт аэропорт компания посёлок".split()
)
_CLASS_FORMS: Final = frozenset("реки озера".split())
# What can be directed somewhere: «поставка в Китай», «доступ на рынок».
_DIRECTED: Final = frozenset(
    "поставка экспорт импорт ввоз вывоз транзит инвестиция вложение доступ вступление присоединение переход въезд выезд внесение "
    "отправка доставка перевозка включение право подача выход запуск".split()
)
_MOST: Final = 60


@dataclass(slots=True)
class Frame:
    """An agreement's name by token positions of `Sentence.words`; the end is exclusive."""

    start: int
    end: int
    title_end: int
    premodifiers: tuple[int, ...] = ()
    count: int | None = None
    comparator: str | None = None
    quantified: bool = False
    topic: tuple[int, int] | None = None
    topic_noun: str | None = None
    quote: bool = False
    parties: tuple[str, ...] = ()
    has_parties: bool = False
    date: str | None = None
    number: str | None = None
    owner: str | None = None
    owner_taken: bool = False
    years: bool = False
    open_cases: set[str] = field(default_factory=set)


class Sentence:
    """A sentence's words without white space, with its parse when asked for."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.tokens = [token for token in span if not token.is_space]
        self.words = [token.text for token in self.tokens]
        self._position = {token.i: n for n, token in enumerate(self.tokens)}

    def lemma(self, at: int) -> str:
        return self.tokens[at].lemma_

    def offset(self, at: int) -> int:
        return self.tokens[at].idx

    def text_from(self, at: int) -> str:
        return self.span.doc.text[self.tokens[at].idx : self.span.end_char]

    def position_after(self, at: int, length: int) -> int:
        """The first position at or behind `length` characters from the word `at`."""
        limit = self.tokens[at].idx + length
        while at < len(self.tokens) and self.tokens[at].idx < limit:
            at += 1
        return at

    def relation(self, at: int) -> str:
        arc = arcs(self.span).get(self.tokens[at].i)
        return arc.relation if arc else ""

    def under(self, at: int, head: int) -> bool:
        """Whether the parser hangs the word below the head or below something between the head and the word."""
        parsed = arcs(self.span)
        top = range(self.tokens[head].i, self.tokens[at].i)
        here = self.tokens[at].i
        for _ in range(len(self.tokens)):
            if here in top:
                return True
            above = parsed[here].head if here in parsed else here
            if above == here:
                return False
            here = above
        return False


def frame(sentence: Sentence, head: int, kind: str) -> Frame:
    """All that belongs to the agreement word at position `head`."""
    found = Frame(head, head + 1, head + 1)
    _left(sentence, head, found)
    _right(sentence, head, kind, found)
    return found


# --- to the left -----------------------------------------------------------------------------------------------------


def _left(sentence: Sentence, head: int, found: Frame) -> None:
    words = sentence.words
    at = head
    modifiers: list[int] = []
    loose = False
    while at > 0:
        fits = _agrees(words[at - 1], words[head])
        if fits is None and modifiers and _joins_adjectives(words, at - 1, head):
            at -= 1
            continue
        if fits is None or _governs(words[at - 1], words[head]):
            break
        loose = loose or not fits
        at -= 1
        modifiers.append(at)
    start = _counted(sentence, at, head, found)
    if start is None and loose:
        modifiers = [i for i in modifiers if _agrees(words[i], words[head])]
        at = min(modifiers, default=head)
        start = _counted(sentence, at, head, found)
    while (
        modifiers
        and start is None
        and words[min(modifiers)].casefold() in ("один", "одно", "одна", "одни", "одного")
    ):
        modifiers.remove(min(modifiers))
        at = min(modifiers, default=head)
    found.premodifiers = tuple(sorted(modifiers))
    found.start = at if start is None else start


def _agrees(word: str, head: str) -> bool | None:
    """True where the adjective agrees with the noun; False where only a numeral could make it («два новых договора»)."""
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
        and bool(_agrees(words[at - 1], words[head]))
        and not _governs(words[at - 1], words[head])
        and (words[at] != "," or morph.lemma(words[at - 1]) not in FUNCTION_WORDS)
        and not any(p.pos == "PRTF" for p in morph.parses(words[at - 1])[:1] if words[at] == ",")
    )


def _counted(sentence: Sentence, at: int, head: int, found: Frame) -> int | None:
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
        found.count = value
        found.quantified = True
        begin, found.comparator = _compared(words, begin)
        return begin
    if at > 0 and _quantifies(words, at - 1, head):
        found.quantified = True
        begin = at - 1
        while (
            begin > 0
            and _agrees(words[begin - 1], words[at - 1])
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


# --- to the right ----------------------------------------------------------------------------------------------------


def _right(sentence: Sentence, head: int, kind: str, found: Frame) -> None:
    words = sentence.words
    at = _owner(sentence, head, kind, found)
    for _ in range(_MOST):
        if at >= len(words):
            break
        after = (
            _quote(words, at, found)
            or _dated(sentence, at, found)
            or _numbered(sentence, at, found)
            or _for_years(sentence, at, head, kind, found)
            or _between(sentence, at, head, found)
            or _about(sentence, at, head, kind, found)
        )
        if after is None:
            break
        at = after
    found.end = at


def _quote(words: Sequence[str], at: int, found: Frame) -> int | None:
    after = quoted(words, at)
    if after is None or found.quote:
        return None
    found.quote = True
    found.title_end = after
    return after


def _dated(sentence: Sentence, at: int, found: Frame) -> int | None:
    if found.date is not None or not (
        sentence.words[at].casefold() == "от" or sentence.words[at][:1].isdigit()
    ):
        return None
    match = _DATE.match(sentence.text_from(at))
    if match is None or (sentence.words[at][:1].isdigit() and not match["only"]):
        return None
    found.date = edtf(match, sentence.span.doc.text[sentence.span.start_char : sentence.offset(at)])
    return sentence.position_after(at, match.end())


def edtf(match: re.Match[str], before: str = "") -> str | None:
    """EDTF of a date that the pattern found; «того же года» takes the last year said before."""
    if match["sday"]:
        years = re.findall(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", before)
        return f"{years[-1]}-{_MONTHS[match['smonth']]:02}-{int(match['sday']):02}" if years else None
    if match["only"]:
        return match["only"]
    if match["day"]:
        return f"{match['year']}-{_MONTHS[match['month']]:02}-{int(match['day']):02}"
    return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"


def _numbered(sentence: Sentence, at: int, found: Frame) -> int | None:
    if not sentence.words[at].startswith("№") or found.number is not None:
        return None
    match = _NUMBER.match(sentence.text_from(at))
    if match is None:
        return None
    found.number = match["number"]
    return sentence.position_after(at, match.end())


def _for_years(sentence: Sentence, at: int, head: int, kind: str, found: Frame) -> int | None:
    """«на 2024–2026 годы», «до 2030 года»: the term that a programme's title ends with."""
    if found.years or sentence.words[at].casefold() not in ("на", "до"):
        return None
    match = _YEARS.match(sentence.text_from(at))
    if match is None:
        return None
    if kind != "programme" and not (found.topic and sentence.under(at + 1, head)):
        return None
    if (
        kind == "programme"
        and sentence.words[at].casefold() == "до"
        and not (found.topic or found.owner_taken)
    ):
        return None
    found.years = True
    found.title_end = sentence.position_after(at, match.end())
    return found.title_end


def _between(sentence: Sentence, at: int, head: int, found: Frame) -> int | None:
    """«между Россией и Казахстаном», «с Казахстаном»."""
    words = sentence.words
    word = words[at].casefold()
    if found.has_parties or word not in ("между", "с", "со"):
        return None
    names, end = read_parties(words, at + 1, INSTRUMENTAL)
    if end == at + 1:
        return None
    if word != "между" and (not names or _is_circumstance(sentence, at + 1)):
        return None
    found.has_parties = True
    # «соглашение ЕАЭС с Ираном»: both are named.
    own = (
        (words[head + 1],) if word != "между" and at == head + 2 and is_indeclinable(words[head + 1]) else ()
    )
    found.parties = (*own, *names)
    if word != "между":
        found.title_end = end
    return end


def _owner(sentence: Sentence, head: int, kind: str, found: Frame) -> int:
    """Genitives directly behind the head: «Конвенция ООН о …», «план мероприятий», «соглашение правительств двух стран о …».

    They belong to the name where a complement follows them, and where the kind of instrument asks for them.
    """
    words = sentence.words
    first = noun_phrase(words, head + 1, GENITIVE)
    if first is None or is_figure(words[head + 1]):
        return head + 1
    found.owner = (
        morph.lemma(words[first.head]) if not is_indeclinable(words[first.head]) else words[first.head]
    )
    beside = words[head][:1].isupper() and first.head == head + 1 and words[first.head].isupper()
    if _ambiguous(words, first) and not beside and not sentence.under(first.head, head):
        return head + 1
    end = _chain(sentence, head, first, GENITIVE, prepositions=False)
    complement = (
        end < len(words)
        and not (words[end] in ("по", "на", "с", "в") and _is_circumstance(sentence, end + 1))
        and words[end].casefold() in (*_ABOUT, "по", "между", "от", "№", "с", "со")
    )
    wanted = (
        kind == "programme"
        or found.owner in _LEGAL_KINDS
        or (kind == "charter" and words[head][:1].isupper())
    )
    if not complement and not wanted:
        return head + 1
    found.owner_taken = True
    found.title_end = end
    return end


def _about(sentence: Sentence, at: int, head: int, kind: str, found: Frame) -> int | None:
    """«о дружбе, сотрудничестве и взаимной помощи», «по морскому праву», «на поставку зерна», «в области культуры»."""
    words = sentence.words
    word = words[at].casefold()
    if found.topic is not None or word not in (*_ABOUT, "по", "на", "в", "во", "к", "для"):
        return None
    phrase = noun_phrase(words, at + 1, _CASES[word])
    if (
        phrase is None
        and word in _ABOUT
        and words[at + 1 : at + 2]
        and words[at + 1] in ("нём", "нем", "ней", "них")
    ):
        found.topic, found.title_end = (at, at + 2), at + 2
        return at + 2
    if phrase is None:
        after = quoted(words, at + 1) if word in _ABOUT else None
        if after is None:
            return None
        found.topic, found.title_end = (at, after), after
        return after
    noun = sentence.lemma(phrase.head)
    if word not in _ABOUT and not _is_subject(sentence, word, phrase, noun, head, kind):
        return None
    if word in _ABOUT and noun in ("то", "это"):
        return None
    end = _chain(sentence, head, phrase, _CASES[word] & phrase.cases)
    found.topic, found.title_end, found.topic_noun = (at, end), end, noun
    return end


def _is_subject(sentence: Sentence, word: str, phrase: Phrase, noun: str, head: int, kind: str) -> bool:
    """Whether «по …», «на …», «в …» tells what the instrument is about and not how, where or when it was made."""
    if _is_circumstance(sentence, phrase.start):
        return False
    if word in ("в", "во"):
        return noun in _FIELDS
    if word == "на":
        # «контракт на поставку», «соглашение на строительство»: an action in the accusative.
        return "accs" in phrase.cases and noun.endswith(
            ("ка", "ние", "ция", "во", "жа", "еж", "аж", "зит", "уск")
        )
    if word == "к":
        return noun in TYPES
    return True


def _is_circumstance(sentence: Sentence, at: int) -> bool:
    """Whether the phrase at this position is a time, an occasion or the like."""
    words = sentence.words
    if at >= len(words):
        return False
    if is_figure(words[at]) and not (
        is_roman(words[at]) and at + 1 < len(words) and sentence.lemma(at + 1) == "век"
    ):
        return True
    phrase = noun_phrase(words, at, frozenset(morph.CASES))
    noun = morph.lemma(words[phrase.head]) if phrase else sentence.lemma(at)
    return noun in CIRCUMSTANCE and not (
        phrase is not None and is_roman(words[phrase.start]) and noun == "век"
    )


def _ambiguous(words: Sequence[str], phrase: Phrase) -> bool:
    """Whether the phrase could be a subject too: «стороны», «ЕАЭС»; not «электронной торговли», whose adjective decides."""
    if is_indeclinable(words[phrase.head]):
        return True
    subject = noun_phrase(words, phrase.start, NOMINATIVE)
    return subject is not None and subject.head == phrase.head


def _chain(
    sentence: Sentence, head: int, phrase: Phrase, case: frozenset[str], *, prepositions: bool = True
) -> int:
    """End of what hangs on a complement's first phrase: coordination, genitives, names, further prepositions."""
    words = sentence.words
    at, last = phrase.end, phrase.head
    open_cases = phrase.cases & case
    for _ in range(_MOST):
        if at >= len(words):
            break
        closed = quoted(words, at)
        if closed is not None:
            at = closed
            continue
        joined = _conjunct(sentence, at, head, open_cases)
        if joined is not None:
            at, last = joined.end, joined.head
            continue
        beside = _beside(sentence, at, last, head)
        if beside is not None:
            at = last = beside
            at += 1
            continue
        owner = noun_phrase(words, at, GENITIVE)
        if owner is not None and _is_owned(sentence, owner, head):
            at, last = owner.end, owner.head
            open_cases = open_cases | GENITIVE
            continue
        governed = (
            _governed(sentence, at, head) if prepositions or words[at].casefold() not in _CASES else None
        )
        if governed is not None:
            at, last = governed.end, governed.head
            open_cases = open_cases | governed.cases
            continue
        break
    return at


def _is_owned(sentence: Sentence, owner: Phrase, head: int) -> bool:
    words = sentence.words
    if is_figure(words[owner.start]) and not is_roman(words[owner.start]):
        return False
    if not _ambiguous(words, owner):
        return True
    if _is_subject_ahead(sentence, owner, head):
        return False
    return sentence.under(owner.head, head) and not sentence.relation(owner.head).startswith("nsubj")


def _is_subject_ahead(sentence: Sentence, name: Phrase, head: int) -> bool:
    """«договор о поставке турбин ПАО «Мотор» не подписало», «договор о мостах стороны расторгли».

    What could be a nominative and stands before an active verb of its number is the verb's subject, unless the
    agreement itself could be that.
    """
    words = sentence.words
    at = quoted(words, name.end) or name.end
    while at < len(words) and (morph.best(words[at]).pos in ("PRCL", "ADVB", "CONJ") or words[at] == "пока"):
        at += 1
    if at >= len(words):
        return False
    reading = morph.best(words[at])
    if reading.pos != "VERB" or reading.lemma.endswith("ся"):
        return False
    if is_indeclinable(words[name.head]):
        return reading.number == "sing"
    own = {p.number for p in morph.parses(words[head]) if p.is_noun and p.case == "nomn"}
    if words[name.head].endswith(("ства", "ния", "тия")):
        # Nouns of action hardly have a plural that acts.
        return False
    subject = {p.number for p in morph.parses(words[name.head]) if p.is_noun and p.case == "nomn"}
    return reading.number in subject and reading.number not in own


def _conjunct(sentence: Sentence, at: int, head: int, cases: frozenset[str]) -> Phrase | None:
    """What follows «и», «или», «а также», «,» in the same case."""
    words = sentence.words
    after = _after_conjunction(words, at)
    if after is None:
        return None
    phrase = noun_phrase(words, after, cases) or _next_name(words, at, after)
    if phrase is None or morph.lemma(words[phrase.head]) in TYPES or is_figure(words[phrase.start]):
        return None
    if _ambiguous(words, phrase) and sentence.relation(phrase.head).startswith(("nsubj", "root")):
        return None
    if words[at] == "," and words[after - 1] == "," and not _list_closes(words, phrase, cases):
        return None
    return phrase


def _next_name(words: Sequence[str], at: int, after: int) -> Phrase | None:
    """A name in a list of names that the dictionary lacks in this case: «в Кокшетау, Семее и Уштобе»."""
    if after >= len(words) or not (words[at - 1][:1].isupper() and words[after][:1].isupper()):
        return None
    reading = morph.best(words[after])
    if (
        not words[after][:1].isalpha()
        or reading.pos in ("VERB", "INFN", "PRTS")
        or (reading.known and reading.is_noun)
    ):
        return None
    return Phrase(after, after + 1, after, frozenset())


def _after_conjunction(words: Sequence[str], at: int) -> int | None:
    if words[at] in ("и", "или"):
        return at + 1
    begin = at + 1 if words[at] == "," else at
    if tuple(words[begin : begin + 2]) == ("а", "также"):
        return begin + 2
    return at + 1 if words[at] == "," else None


def _list_closes(words: Sequence[str], phrase: Phrase, cases: frozenset[str], depth: int = 0) -> bool:
    """Whether the list goes on to an «и» with a phrase in the same case: else the comma ends the complement."""
    at = phrase.end
    if any(word in ("и", "или") for word in words[phrase.start : phrase.head]):
        return True
    for _ in range(6):
        owner = noun_phrase(words, at, GENITIVE) if at < len(words) else None
        if owner is None:
            break
        at = owner.end
    if at >= len(words) or depth > 12:
        return False
    after = _after_conjunction(words, at)
    following = None
    if after is not None:
        following = noun_phrase(words, after, cases) or _next_name(words, at, after)
    if following is None or after is None:
        return False
    return words[after - 1] != "," or _list_closes(words, following, cases, depth + 1)


def _beside(sentence: Sentence, at: int, last: int, head: int) -> int | None:
    """A name that stands undeclined: «в городе Уральск», «перехода Маштаково — Сырым», «Республики Казахстан»."""
    words = sentence.words
    if words[at] in _DASHES and at + 1 < len(words):
        both = words[last][:1].isupper() and words[at + 1][:1].isupper()
        return at + 1 if both or morph.lemma(words[at + 1]) in ("участник", "член") else None
    if not words[at][:1].isupper() or not words[at][:1].isalpha():
        return None
    if words[last].casefold() in _CLASS_FORMS or morph.lemma(words[last]) in _CLASSES:
        return at
    reading = morph.best(words[at])
    if (
        not noun_cases(words[at])
        or (reading.known and not reading.is_name)
        or _is_subject_ahead(sentence, Phrase(at, at + 1, at, NOMINATIVE), head)
    ):
        return None
    relation = sentence.relation(at)
    if relation in ("appos", "flat", "flat:name", "flat:foreign", "nmod") and sentence.under(at, head):
        return at
    return None


def _directed_before(sentence: Sentence, at: int, head: int) -> bool:
    return any(sentence.lemma(i) in _DIRECTED for i in range(head + 1, at))


def _governed(sentence: Sentence, at: int, head: int) -> Phrase | None:
    """A further prepositional phrase, or an instrumental or dative, that the parser hangs inside the complement."""
    words = sentence.words
    word = words[at].casefold()
    if word in _CASES and word != "между":
        phrase = noun_phrase(words, at + 1, _CASES[word])
        if phrase is None or (word in ("от", "до") and is_figure(words[at + 1])):
            return None
        if words[at + 1].casefold() in ("сих", "тех", "этого", "того", "чего"):
            return None
        noun = morph.lemma(words[phrase.head])
        if word in _ABOUT or (word in ("в", "во") and noun in _FIELDS):
            return phrase
        if _is_circumstance(sentence, at + 1):
            return None
        if word in ("с", "со") and words[phrase.start][:1].isupper():
            return phrase
        if is_roman(words[phrase.start]) and noun == "век":
            return phrase
        if (
            word in ("в", "во", "на")
            and "loct" not in phrase.cases
            and not _directed_before(sentence, at, head)
        ):
            return None
        return phrase if sentence.under(phrase.head, head) else None
    for case in (INSTRUMENTAL, DATIVE):
        phrase = noun_phrase(words, at, case)
        if (
            phrase is not None
            and not noun_cases(words[phrase.head]) & GENITIVE
            and not _is_circumstance(sentence, at)
        ):
            relation = sentence.relation(phrase.head)
            inside = sentence.under(phrase.head, head) and relation in ("nmod", "obl", "iobj", "conj", "obj")
            return phrase if inside and words[phrase.start] not in OPENING else None
    return None
