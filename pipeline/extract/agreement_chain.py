"""Where an agreement's complement ends: «о поставках зерна и муки в Китай [стороны договорились]».

Coordination goes on while the case does, genitives while they are genitives; undeclined names stand beside their class
(«реки Тобол»); a further preposition belongs inside where the parser hangs it there. What could be the subject of the
verb that follows is not inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.extract.agreement_frame import Sentence
from pipeline.extract.agreement_words import CIRCUMSTANCE
from pipeline.russian import morph
from pipeline.russian.instruments import TYPES
from pipeline.russian.phrases import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    LOCATIVE,
    NOMINATIVE,
    OPENING,
    Phrase,
    is_figure,
    is_indeclinable,
    is_roman,
    noun_cases,
    noun_phrase,
    quoted,
)

PREPOSITION_CASES: Final = {
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
MOST: Final = 60
ABOUT: Final = frozenset({"о", "об", "обо"})
FIELDS: Final = frozenset("область сфера отрасль отношение сектор дело".split())
_CONTINENTS: Final = frozenset("европа азия африка америка евразия арктика антарктика океания".split())
_DASHES: Final = frozenset("—–")
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


def chain_end(
    sentence: Sentence, head: int, phrase: Phrase, case: frozenset[str], *, prepositions: bool = True
) -> int:
    """End of what hangs on a complement's first phrase: coordination, genitives, names, further prepositions."""
    words = sentence.words
    at, last = phrase.end, phrase.head
    open_cases = phrase.cases & case
    for _ in range(MOST):
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
            _governed(sentence, at, head)
            if prepositions or words[at].casefold() not in PREPOSITION_CASES
            else None
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
    if not is_ambiguous(words, owner):
        return True
    if _is_subject_ahead(sentence, owner, head):
        return False
    return sentence.under(owner.head, head) and not sentence.relation(owner.head).startswith("nsubj")


def is_ambiguous(words: Sequence[str], phrase: Phrase) -> bool:
    """Whether the phrase could be a subject too: «стороны», «ЕАЭС»; not «электронной торговли», whose adjective decides."""
    if is_indeclinable(words[phrase.head]):
        return True
    subject = noun_phrase(words, phrase.start, NOMINATIVE)
    return subject is not None and subject.head == phrase.head


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
    if reading.pos != "VERB" or reading.lemma.endswith("ся") or reading.lemma == "быть":
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
    closed = quoted(words, after) if words[at] == "и" else None
    if closed is not None and closed > after + 2:
        # «СНГ и «Пояса дружбы»»: a quoted name beside another name.
        return Phrase(after, closed, after + 1, cases) if words[at - 1][:1].isupper() else None
    phrase = noun_phrase(words, after, cases) or _next_name(words, at, after)
    if phrase is None or morph.lemma(words[phrase.head]) in TYPES or is_figure(words[phrase.start]):
        return None
    if is_ambiguous(words, phrase) and sentence.relation(phrase.head).startswith(("nsubj", "root")):
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
    if word in PREPOSITION_CASES and word != "между":
        phrase = noun_phrase(words, at + 1, PREPOSITION_CASES[word])
        if phrase is None or (word in ("от", "до") and is_figure(words[at + 1])):
            return None
        if words[at + 1].casefold() in ("сих", "тех", "этого", "того", "чего"):
            return None
        noun = morph.lemma(words[phrase.head])
        if word == "в" and noun in _CONTINENTS:
            # Nothing is signed «в Европе»: the part of the world tells what it is about.
            return phrase
        if word in ABOUT or (word in ("в", "во") and noun in FIELDS):
            return phrase
        if is_circumstance(sentence, at + 1):
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
            and not is_circumstance(sentence, at)
        ):
            relation = sentence.relation(phrase.head)
            inside = sentence.under(phrase.head, head) and relation in ("nmod", "obl", "iobj", "conj", "obj")
            return phrase if inside and words[phrase.start] not in OPENING else None
    return None


def is_circumstance(sentence: Sentence, at: int) -> bool:
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
