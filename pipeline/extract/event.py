"""Named events: forums, summits, exhibitions, wars, with their number, year and subject.

«XIX Форум межрегионального сотрудничества России и Казахстана» is one name, countries and all; «на XIX Форуме» is the
same event said short, and the link room finds the long name for it. The surprise: «XV (2018 г.) и XIX (2023 г.)» after «его
сессиями являются» are events too, but only careful readers take them, so numbers alone are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract import bodies
from pipeline.extract.quotes import quoted_after
from pipeline.extract.tagged import covers
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import gazetteer, morph
from pipeline.russian.concordance import printed
from pipeline.russian.nlp import text_of
from pipeline.values import Name

KIND: Layer = "entity"

_HEADS: Final = frozenset(
    "форум саммит конференция выставка съезд конгресс ярмарка фестиваль чемпионат олимпиада универсиада экспо симпозиум"
    " курултай спартакиада игры биеннале".split()
)
_WARS: Final = frozenset("война революция битва восстание".split())
_WAR_ADJECTIVE: Final = re.compile(
    r"(?:русско|советско|российско|японо|франко|ирано|греко|арабо|корейск|вьетнамск|крымск|афганск|чеченск|ливонск|северн"
    r"|отечественн|мировая|мировой|мировую|гражданск|столетн|тридцатилетн|октябрьск|февральск|французск|иракск|сталинградск"
    r"|куликовск|бородинск|чехословацк)",
    re.IGNORECASE,
)
_ORDINALS: Final = frozenset("первый второй третий четвёртый пятый".split())
_ROMAN: Final = re.compile(r"[IVXLCХІ]+(?:-[йяе])?")
_NUMBER: Final = re.compile(r"\d{1,3}(?:-?[йяе]|-?(?:го|ый|ой|ая|ом|м))?")
_EXPO: Final = re.compile(
    r"(?<!\w)(?:[А-ЯЁA-Z][\w-]*[ \u00a0])?(?:ЭКСПО|Экспо|EXPO|Expo)[- ]?(?:19|20)\d\d(?!\w)"
)
_SEASON: Final = re.compile(
    r"(?<!\w)(?:Дни|Год|Неделя|Декада|Сезоны)\s(?:[а-яё]+\s){0,3}[А-ЯЁ][\w-]+\s(?:[А-ЯЁ][\w-]+\s)?в\s"
)


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Events by the registry, then by their head word."""
    for hit in gazetteer.hits(doc):
        if hit.type != "EVENT":
            continue
        start, number = _numbered(doc, hit.start)
        end = _with_year(doc, hit.end)
        full = " ".join(filter(None, (number, hit.nominative)))
        yield _mention(start, end, full + text_of(doc)[hit.end : end], "event.registry")
    for token in printed(doc, _lemma):
        yield from _headed(doc, token, _lemma(token.text))
    for match in _EXPO.finditer(text_of(doc)):
        yield _mention(*match.span(), match[0], "event.expo")
    yield from _seasons(doc)


def _seasons(doc: Doc) -> Iterator[Mention]:
    """«Дни культуры Казахстана в России», «Год России в Казахстане»: a season of one country's culture in another."""
    for match in _SEASON.finditer(text_of(doc)):
        where = gazetteer.place_at(doc, match.end())
        whose = any(hit.type == "LOC" for hit in gazetteer.hits_in(doc, match.start(), match.end()))
        if where is not None and whose:
            yield _mention(match.start(), where.end, text_of(doc)[match.start() : where.end], "event.season")


def _mention(start: int, end: int, full: str, rule: str) -> Mention:
    return Mention("entity", "EVENT", start, end, Name("EVENT", " ".join(full.split())), rule)


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    """The head word that a form is of, or nothing."""
    return next((r.lemma for r in morph.parses(word) if r.is_noun and r.lemma in (_HEADS | _WARS)), "")


def _headed(doc: Doc, head: Token, lemma: str) -> Iterator[Mention | Rejection]:
    start = bodies.name_start(doc, head)
    first = doc[start]
    capital = first.text[0].isupper()
    number_at = start - 1
    number = doc[number_at] if number_at >= 0 else None
    numbered = number is not None and bool(
        _ROMAN.fullmatch(number.text) or (_NUMBER.fullmatch(number.text) and capital)
    )
    a = doc[number_at].idx if numbered else first.idx
    if lemma in _WARS:
        yield from _war(doc, head, start)
        return
    quoted = quoted_after(text_of(doc), head.idx + len(head.text))
    if quoted is not None and text_of(doc)[quoted[0] + 1].isupper():
        if capital or numbered:
            whole = doc.char_span(a, quoted[1], alignment_mode="expand")
            assert whole is not None
            yield _mention(a, quoted[1], _full(doc, a, head, whole.end), "event.quoted")
        else:
            yield _mention(
                quoted[0] + 1, quoted[1] - 1, text_of(doc)[quoted[0] + 1 : quoted[1] - 1], "event.quoted"
            )
        return
    pair = _pair_end(doc, head.i + 1)
    if pair is not None:
        b = doc[pair - 1].idx + len(doc[pair - 1].text)
        yield _mention(a, b, _full(doc, a, head, pair, b), "event.pair")
        return
    host = _letters_end(doc, head.i + 1) if lemma == "саммит" else None
    if host is not None:
        b = doc[host - 1].idx + len(doc[host - 1].text)
        yield _mention(a, b, _full(doc, a, head, host, b), "event.summit")
        return
    end_token = bodies.name_end(doc, head, capital=capital or numbered, lists=False)
    end_token = _with_partners(doc, end_token)
    b = _with_year(doc, doc[end_token - 1].idx + len(doc[end_token - 1].text))
    if not (capital or numbered):
        owner = doc[head.i + 1] if head.i + 1 < len(doc) else None
        if lemma == "саммит" and owner is not None and owner.text.isupper() and len(owner.text) > 2:
            yield _mention(a, b, _full(doc, a, head, end_token, b), "event.summit")
            return
        yield Rejection(a, b, "event.head", "no name and no number")
        return
    if any(hit.type == "ORG" and hit.end >= b for hit in gazetteer.hits_in(doc, a, a + 1)):
        yield Rejection(a, b, "event.head", "a registered organisation")
        return
    if not numbered and end_token - start == 1:
        yield Rejection(a, b, "event.head", "a bare head")
        return
    inside = doc[start:end_token]
    alone = not numbered and first.is_sent_start and not any(t.text[0].isupper() for t in inside[1:])
    if alone and not covers(doc, a, b, "ORG"):
        yield Rejection(a, b, "event.head", "its capital begins a sentence")
        return
    if not numbered and first.text.islower():
        return
    if lemma == "конгресс" and not numbered and start == head.i:
        yield Rejection(a, b, "event.head", "a body rather than an event")
        return
    readings = [r for r in morph.parses(head.text) if r.is_noun and r.lemma == lemma]
    if readings and all(r.number == "plur" for r in readings) and lemma not in ("игры",):
        yield Rejection(a, b, "event.head", "several")
        return
    yield _mention(a, b, _full(doc, a, head, end_token, b), "event.head")


def _full(doc: Doc, a: int, head: Token, end: int, b: int | None = None) -> str:
    """Number as printed, the phrase in the nominative, a year after it as printed."""
    start = bodies.name_start(doc, head)
    number = " ".join(text_of(doc)[a : doc[start].idx].split())
    last = doc[end - 1].idx + len(doc[end - 1].text)
    return f"{number} {bodies.nominative(doc, start, head, end)}{text_of(doc)[last:b] if b else ''}".strip()


def _pair_end(doc: Doc, at: int) -> int | None:
    """«саммит Россия — Африка»: index past two names in the nominative that a dash joins; null where there are none."""
    first = _named_at(doc, at)
    if first is None or first >= len(doc) or doc[first].text not in ("—", "–", "-"):
        return None
    return _named_at(doc, first + 1)


def _letters_end(doc: Doc, at: int) -> int | None:
    """«саммит G7», «саммит ШОС»: index past the registered letters of the union that meets."""
    if at >= len(doc):
        return None
    for hit in gazetteer.hits_in(doc, doc[at].idx, doc[at].idx + 1):
        if hit.type == "ORG" and hit.abbreviated:
            span = doc.char_span(hit.start, hit.end)
            return span.end if span is not None else None
    return None


def _named_at(doc: Doc, at: int) -> int | None:
    """Index past a registered country, region or union in the nominative at a token."""
    if at >= len(doc):
        return None
    start = doc[at].idx
    for hit in gazetteer.hits_in(doc, start, start + 1):
        said = " ".join(text_of(doc)[hit.start : hit.end].split())
        if hit.type in ("LOC", "ORG") and (hit.abbreviated or said == hit.nominative):
            span = doc.char_span(hit.start, hit.end)
            return span.end if span is not None else None
    return None


def _with_partners(doc: Doc, end: int) -> int:
    """«… сотрудничества России и Казахстана»: a second owner after the first."""
    if end + 1 >= len(doc) or doc[end].text != "и":
        return end
    first = gazetteer.place_before(doc, doc[end - 1].idx + len(doc[end - 1].text))
    second = gazetteer.place_at(doc, doc[end + 1].idx)
    if first is None or second is None:
        return end
    span = doc.char_span(second.start, second.end, alignment_mode="expand")
    return span.end if span is not None else end


def _numbered(doc: Doc, start: int) -> tuple[int, str]:
    """The number before a registered event, where one stands."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or span.start == 0:
        return start, ""
    before = doc[span.start - 1]
    if _ROMAN.fullmatch(before.text) or _NUMBER.fullmatch(before.text):
        return before.idx, before.text
    return start, ""


def _with_year(doc: Doc, end: int) -> int:
    """«… форум — 2023», «ПМЭФ-2023»: the year is a part of the name."""
    match = re.compile(r"[-–— ]{1,3}(?:19|20)\d\d(?![\w–-])(?! *(?:г|год))").match(text_of(doc), end)
    return match.end() if match and text_of(doc)[end] in "-–" else end


def _is_from_name(doc: Doc, token: Token) -> bool:
    """A capitalised adjective in «-ский», «-цкий» whose capital isn't the sentence's: wars are called after places."""
    word = token.text.lower()
    if not token.text[0].isupper() or token.is_sent_start:
        return False
    return "ск" in word[2:] or "цк" in word


def _war(doc: Doc, head: Token, start: int) -> Iterator[Mention | Rejection]:
    first = doc[start]
    at = head.i
    while at > 0 and morph.agreeing((doc[at - 1].text, head.text)) and doc[at - 1].text[0].isalpha():
        at -= 1
    adjectives = doc[at : head.i]
    named = [t for t in adjectives if _WAR_ADJECTIVE.match(t.text) or _is_from_name(doc, t)]
    if not named or not (first.text[0].isupper() or any("-" in t.text for t in named)):
        yield Rejection(first.idx, head.idx + len(head.text), "event.war", "no name")
        return
    if morph.lemma(doc[at].text) in _ORDINALS and at < head.i:
        # «Вторая Карабахская война»: of several of one name, the number is a part of it.
        named = [doc[at], *named]
    begin = at if "-" in named[0].text or doc[at].text[0].isupper() else start
    a, b = doc[begin].idx, head.idx + len(head.text)
    yield _mention(a, b, bodies.nominative(doc, begin, head, head.i + 1), "event.war")
