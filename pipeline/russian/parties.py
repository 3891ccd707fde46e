"""Who a phrase names as parties, each in the nominative.

    >>> names, end = read_parties("Курганской , Тюменской и Северо-Казахстанской областями о контроле".split(), 0, INSTRUMENTAL)
    >>> names, end
    (('Курганская область', 'Тюменская область', 'Северо-Казахстанская область'), 6)
    >>> read_parties("Правительством России и Правительством Республики Казахстан".split(), 0, INSTRUMENTAL)[0]
    ('Правительство России', 'Правительство Республики Казахстан')

Only what carries a name counts: «между сторонами», «между вузами двух стран» are read over and name nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.russian import morph
from pipeline.russian.phrases import (
    GENITIVE,
    INSTRUMENTAL,
    NOMINATIVE,
    OPENING,
    Phrase,
    adjective_cases,
    is_indeclinable,
    noun_cases,
    noun_phrase,
    quoted,
)

__all__ = ["INSTRUMENTAL", "party_end", "read_parties"]

_AND: Final = frozenset({"и", "или"})
# Nouns whose proper name stands beside them undeclined: «Республики Казахстан», «области Абай», «района Байтерек».
_CLASSES: Final = frozenset(
    "республика область район город компания корпорация концерн банк станция порт озеро река княжество штат".split()
)
_LEGAL_FORMS: Final = frozenset("ПАО АО ОАО ООО ЗАО ТОО НАО ГК НК ФГУП".split())
_DASHES: Final = frozenset("—–-")
_MOST: Final = 20
_TYPES: Final = frozenset("г пос с обл р д".split())
# Who signs for a party is no party: «подписан президентами трёх стран».
_OFFICIALS: Final = frozenset(
    "президент глава министр премьер-министр губернатор аким представитель руководитель директор ректор председатель посол лидер мэр".split()
)
_BEHIND: Final = frozenset("и или о об от по в на".split())


def read_parties(words: Sequence[str], start: int, case: frozenset[str]) -> tuple[tuple[str, ...], int]:
    """(names in the nominative, end): the coordinated phrases in the given case that begin at `start`.

    The end equals the start where no phrase begins there. Names nobody: an empty tuple with the end behind the phrases.
    """
    names: list[str] = []
    at = start
    for _ in range(_MOST):
        phrase = noun_phrase(words, at, case)
        if phrase is None:
            break
        end = party_end(words, phrase)
        shared = _shared_owners(words, phrase, end)
        if shared is not None:
            end, owned = shared
            names.extend(owned)
        else:
            names.extend(_names(words, phrase, end))
        joint = _joint(words, end)
        follows = joint is not None and noun_phrase(words, joint, case)
        at = end
        if not follows or joint is None:
            break
        if words[end] == "," and not _closes(words, joint, case):
            break
        at = joint
    return tuple(dict.fromkeys(names)), at


def party_end(words: Sequence[str], phrase: Phrase) -> int:
    """Where the name ends: past its genitives, its quoted or undeclined name and the legal form's name."""
    at = phrase.end
    last = phrase.head
    while at < len(words):
        word = words[at]
        closed = quoted(words, at)
        if closed is not None:
            return closed
        if word in _DASHES and at + 1 < len(words) and noun_phrase(words, at + 1, phrase.cases):
            after = noun_phrase(words, at + 1, phrase.cases)
            if after is not None and morph.lemma(words[after.head]) in ("участник", "член"):
                last, at = after.head, after.end
                continue
            return at
        beside = (
            morph.lemma(words[last]) in _CLASSES
            or words[last] in _LEGAL_FORMS
            or is_indeclinable(words[last])
        )
        if word[:1].isupper() and beside and (noun_cases(word) & NOMINATIVE or not morph.is_known(word)):
            last, at = at, at + 1
            continue
        if word in _TYPES and words[at + 1 : at + 2] in (["."], (".",)) and at + 2 < len(words):
            # «акиматом г. Уральска»
            last, at = at + 2, at + 3
            continue
        common = last != phrase.head and not any(w[:1].isupper() for w in words[phrase.end : at])
        more = noun_phrase(words, at + 1, GENITIVE) if word in ("и", ",") and common else None
        if more is not None and not any(w[:1].isupper() for w in words[more.start : more.end]):
            # «Министерством образования и науки»
            last, at = more.head, more.end
            continue
        owner = noun_phrase(words, at, GENITIVE)
        if owner is None or (owner.start == owner.head and words[owner.head] in OPENING):
            return at
        # «министерствами энергетики России» against «ведомствами стороны подписали».
        either = "nomn" in noun_cases(words[owner.head]) and not words[owner.start][:1].isupper()
        if either and (morph.lemma(words[owner.head]) == "сторона" or not _may_end(words, owner.end)):
            return at
        last, at = owner.head, owner.end
    return at


def _may_end(words: Sequence[str], at: int) -> bool:
    return at >= len(words) or words[at][:1].isupper() or not words[at][:1].isalpha() or words[at] in _BEHIND


def _joint(words: Sequence[str], at: int) -> int | None:
    """Where the next conjunct begins: past «и», «,», «, а также»."""
    if at >= len(words):
        return None
    if words[at] in _AND:
        return at + 1
    after = at + 1 if words[at] == "," else at
    if words[after : after + 2] in (["а", "также"], ("а", "также")):
        return after + 2
    if words[at] == ",":
        return at + 2 if words[at + 1 : at + 2] in (["и"], ("и",)) else at + 1
    return None


def _closes(words: Sequence[str], at: int, case: frozenset[str], depth: int = 0) -> bool:
    """Whether a list that goes on after a comma is ended by «и» and a phrase in the same case."""
    phrase = noun_phrase(words, at, case)
    if phrase is None or depth > _MOST:
        return False
    if any(word in _AND for word in words[phrase.start : phrase.head]):
        return True
    end = party_end(words, phrase)
    joint = _joint(words, end)
    if joint is None or noun_phrase(words, joint, case) is None:
        return False
    return words[end] != "," or words[end + 1] == "а" or _closes(words, joint, case, depth + 1)


def _names(words: Sequence[str], phrase: Phrase, end: int) -> tuple[str, ...]:
    text = words[phrase.start : end]
    if not any(word[:1].isupper() for word in text) or morph.lemma(words[phrase.head]) in _OFFICIALS:
        return ()
    adjectives = [i for i in range(phrase.start, phrase.head) if words[i] not in (*_AND, ",", "а", "также")]
    separators = [words[i] for i in range(phrase.start, phrase.head) if words[i] in (*_AND, ",")]
    rest = join([_apposed(words, i) for i in range(phrase.head + 1, end)])
    if separators and len(adjectives) > 1 and words[adjectives[0]][:1].isupper():
        case = next(iter(sorted(phrase.cases)))
        single = morph.inflect(words[phrase.head], case, "sing", pos="NOUN") or words[phrase.head]
        return tuple(f"{morph.nominative(f'{words[i]} {single}')} {rest}".strip() for i in adjectives)
    if is_indeclinable(words[phrase.head]):
        return (join(text),)
    first = next((i for i in range(phrase.start, phrase.head) if adjective_cases(words[i])), phrase.head)
    head = f"{join(words[phrase.start : first])} {morph.nominative(join(words[first : phrase.head + 1]))}".strip()
    return (f"{head} {rest}".strip() if not rest.startswith(",") else head + rest,)


def _apposed(words: Sequence[str], i: int) -> str:
    """«государства — участники СНГ»: the noun behind the dash goes into the nominative with the head."""
    if words[i - 1] in _DASHES and morph.lemma(words[i]) in ("участник", "член"):
        return morph.nominative(words[i])
    return words[i]


def _shared_owners(words: Sequence[str], phrase: Phrase, end: int) -> tuple[int, tuple[str, ...]] | None:
    """«министерствами энергетики России и Казахстана»: one head in the plural, an owner for each body."""
    if not any(p.number == "plur" and p.case in phrase.cases for p in morph.parses(words[phrase.head])):
        return None
    if any(p.number == "sing" and p.case in phrase.cases for p in morph.parses(words[phrase.head])):
        return None
    if end >= len(words) or words[end] not in _AND:
        return None
    second = noun_phrase(words, end + 1, GENITIVE)
    if second is None or not words[second.start][:1].isupper():
        return None
    owner = next((i for i in range(phrase.end, end) if words[i][:1].isupper()), None)
    if owner is None:
        return None
    case = next(iter(sorted(phrase.cases)))
    single = morph.inflect(words[phrase.head], case, "sing", pos="NOUN")
    if single is None:
        return None
    common = morph.nominative(join([*words[phrase.start : phrase.head], single]))
    middle = join(words[phrase.end : owner])
    close = party_end(words, second)
    owners = (join(words[owner:end]), join(words[second.start : close]))
    return close, tuple(" ".join(filter(None, (common, middle, name))) for name in owners)


def join(words: Sequence[str]) -> str:
    """Tokens as text: no blank inside quotes and before commas."""
    text = " ".join(words)
    for sign in "«“„(":
        text = text.replace(f"{sign} ", sign)
    for sign in "»”),.":
        text = text.replace(f" {sign}", sign)
    return text
