"""All that belongs to an agreement's name: from its first premodifier to its title, parties, date and number.

To the right of the noun, in any order and once each: genitives («Конвенция ООН»), a title in quotes, «о …» and its like,
«между …», «от 25 мая 1992 г.», «№ 5», «на 2024–2026 годы». What follows («на сумму», «который», brackets) is outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.extract.agreement_chain import (
    ABOUT,
    FIELDS,
    MOST,
    PREPOSITION_CASES,
    chain_end,
    is_ambiguous,
    is_circumstance,
)
from pipeline.extract.agreement_frame import Frame, Sentence
from pipeline.extract.agreement_shared import sharing
from pipeline.extract.agreement_start import read_start
from pipeline.extract.agreement_words import LEGAL_KINDS
from pipeline.russian import morph
from pipeline.russian.instruments import TYPES
from pipeline.russian.parties import read_parties
from pipeline.russian.phrases import (
    GENITIVE,
    INSTRUMENTAL,
    Phrase,
    is_figure,
    is_indeclinable,
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
_EACH_YEAR: Final = re.compile(
    r"от\s+(?:1[89]|20)\d\d(?:\s*(?:,|и)\s*(?:1[89]|20)\d\d){1,12}\s*(?:гг\.|годов)"
)
_NUMBER: Final = re.compile(r"№\s*(?P<number>\d[\w./-]*\w|\d)")
_YEARS: Final = re.compile(
    r"(?:на\s+(?:период\s+)?(?:до\s+)?(?:\d{4}\s*[–—-]\s*\d{4}|\d{4})\s*(?:гг\.|г\.|годы|годов|год|года)|"
    r"на\s+период\s+до\s+\d{4}\s*(?:г\.|года)|до\s+\d{4}\s*(?:г\.|года))"
)


_SHARED_WORK: Final = frozenset("сотрудничество взаимодействие партнёрство партнерство".split())


def frame(sentence: Sentence, head: int, kind: str) -> Frame:
    """All that belongs to the agreement word at position `head`."""
    found = Frame(head, head + 1, head + 1)
    read_start(sentence, head, found)
    if not found.premodifiers and not found.quantified:
        found.shared = sharing(sentence.words, head)
        found.premodifiers = found.shared[-1:]
        found.start = min((head, *found.premodifiers))
    _right(sentence, head, kind, found)
    return found


def _right(sentence: Sentence, head: int, kind: str, found: Frame) -> None:
    words = sentence.words
    at = _owner(sentence, head, kind, found)
    for _ in range(MOST):
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
    text = sentence.text_from(at)
    several = _EACH_YEAR.match(text)
    if several is not None:
        found.dated_each = True
        return sentence.position_after(at, several.end())
    match = _DATE.match(text)
    if match is None:
        return None
    if sentence.words[at][:1].isdigit() and not match["only"]:
        # Without «от» a day is the instrument's where its name goes on behind it: «… с Ираном 6 марта 1975 г. о границе».
        after = sentence.position_after(at, match.end())
        if sentence.words[after : after + 1] not in (["о"], ["об"], ["между"]):
            return None
    found.date = edtf(match, sentence.text[: sentence.offset(at) - sentence.span.start_char])
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
    civil = found.owner_taken and found.owner in LEGAL_KINDS
    if kind != "programme" and not civil and not (found.topic and sentence.under(at + 1, head)):
        return None
    if (
        kind == "programme"
        and sentence.words[at].casefold() == "до"
        and not (found.topic or found.owner_taken or sentence.lemma(head) == "карта")
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
    if word != "между" and (not names or is_circumstance(sentence, at + 1)):
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
    if is_ambiguous(words, first) and not beside and not sentence.under(first.head, head):
        return head + 1
    end = chain_end(sentence, head, first, GENITIVE, prepositions=False)
    complement = (
        end < len(words)
        and not (words[end] in ("по", "на", "с", "в") and is_circumstance(sentence, end + 1))
        and words[end].casefold() in (*ABOUT, "по", "между", "от", "№", "с", "со")
    )
    complement = complement or (end < len(words) and _DATE.match(sentence.text_from(end)) is not None)
    wanted = (
        kind == "programme"
        or found.owner in LEGAL_KINDS
        or (kind == "charter" and words[head][:1].isupper())
        # «пакт Бриана — Келлога»
        or (sentence.lemma(head) == "пакт" and words[head + 1][:1].isupper())
    )
    if not complement and not wanted:
        return head + 1
    found.owner_taken = True
    found.title_end = end
    found.parties = _owning_parties(words, head + 1, end)
    return end


def _owning_parties(words: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """«программа сотрудничества МИД Армении и МИД Грузии», «соглашение правительств Ирана и Ирака»: two names or none."""
    if morph.lemma(words[start]) not in _SHARED_WORK | {"правительство", "министерство"}:
        return ()
    first = start if morph.lemma(words[start]) not in _SHARED_WORK else start + 1
    if first >= end:
        return ()
    names, read = read_parties(words, first, GENITIVE)
    return names if len(names) > 1 and read <= end else ()


def _about(sentence: Sentence, at: int, head: int, kind: str, found: Frame) -> int | None:
    """«о дружбе, сотрудничестве и взаимной помощи», «по морскому праву», «на поставку зерна», «в области культуры»."""
    words = sentence.words
    word = words[at].casefold()
    if found.topic is not None or word not in (*ABOUT, "по", "на", "в", "во", "к", "для"):
        return None
    phrase = noun_phrase(words, at + 1, PREPOSITION_CASES[word])
    if (
        phrase is None
        and word in ABOUT
        and words[at + 1 : at + 2]
        and words[at + 1] in ("нём", "нем", "ней", "них")
    ):
        found.topic, found.title_end = (at, at + 2), at + 2
        return at + 2
    if phrase is None:
        after = quoted(words, at + 1) if word in ABOUT else None
        if after is None:
            return None
        found.topic, found.title_end = (at, after), after
        return after
    noun = sentence.lemma(phrase.head)
    if word not in ABOUT and not _is_subject(sentence, word, phrase, noun, head, kind):
        return None
    if word in ABOUT and noun in ("то", "это"):
        return None
    end = chain_end(sentence, head, phrase, PREPOSITION_CASES[word] & phrase.cases)
    found.topic, found.title_end, found.topic_noun = (at, end), end, noun
    return end


def _is_subject(sentence: Sentence, word: str, phrase: Phrase, noun: str, head: int, kind: str) -> bool:
    """Whether «по …», «на …», «в …» tells what the instrument is about and not how, where or when it was made."""
    if is_circumstance(sentence, phrase.start):
        return False
    if word in ("в", "во"):
        return noun in FIELDS
    if word == "на":
        # «контракт на поставку», «соглашение на строительство»: an action in the accusative.
        return "accs" in phrase.cases and noun.endswith(
            ("ка", "ние", "ция", "во", "жа", "еж", "аж", "зит", "уск")
        )
    if word == "к":
        return noun in TYPES
    return True
