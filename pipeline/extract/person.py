"""Persons: first name, patronymic, surname, initials; never the post before them.

In «Президент Казахстана Н. Назарбаев» the span is «Н. Назарбаев» and the normal form «Назарбаев Н.»; «Касым-Жомарта
Токаева» is «Токаев Касым-Жомарт». Initials make a person certain; the rest is the tagger's word, and once a surname has
stood with its initials, it is known through the whole paper. The surprise: «А. Оспанова» is a woman who says or a man of
whom is said, and the words around decide (see `surnames`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc, Span, Token

from pipeline.extract.tagged import covers, tagged
from pipeline.model import Layer, Mention, Rejection
from pipeline.russian import gazetteer, morph, surnames
from pipeline.values import Name

KIND: Layer = "entity"

_I: Final = r"(?:[А-ЯЁ]|Дж|Дз|Ю|Я|Ж|Ш|Щ|Ч|Х)\."
_INITIALS: Final = rf"{_I}(?:[\s\u00a0]*-?{_I}){{0,2}}"
_SURNAME: Final = r"(?:(?:де|фон|ван|аль|эль|ибн|оглы)[\s\u00a0-])?[А-ЯЁ][а-яё]{1,}(?:-[А-ЯЁ][а-яё]+)?"
_BEFORE: Final = re.compile(rf"(?<![\w.-])(?P<initials>{_INITIALS})[\s\u00a0]*(?P<surname>{_SURNAME})(?!\w)")
_AFTER: Final = re.compile(rf"(?<![\w-])(?P<surname>{_SURNAME})[ \u00a0]+(?P<initials>{_INITIALS})(?!\w)")
_GENITIVE: Final = frozenset("у от для без из до кроме против вокруг среди около со согласно".split())
_SAYS: Final = frozenset(
    "считать отмечать полагать указывать писать подчёркивать подчеркивать утверждать говорить заявить заявлять отметить"
    " указать подчеркнуть сказать предлагать предложить рассматривать исследовать выделять выделить приводить показать"
    " показывать оценивать оценить доказывать называть анализировать приходить прийти делать сделать определять".split()
)
_POSTS: Final = frozenset(
    "президент премьер министр глава председатель губернатор аким посол академик профессор доктор директор ректор"
    " генерал король императрица император царь хан султан канцлер секретарь депутат лидер автор исследователь учёный"
    " эксперт историк экономист политолог господин госпожа товарищ маршал писатель поэт проректор мэр".split()
)
_EAST: Final = frozenset(
    "Си Ли Ван Чжан Лю Чэнь Ян Хуан Чжао У Чжоу Сюй Сунь Ма Чжу Ху Линь Хэ Го Цзян Дэн Мао Ким Пак Чон Мун Юн Нгуен То"
    " Фам Вэнь Цай Фань Лян Хань Цинь Дин".split()
)


class Named(NamedTuple):
    """A name in full or in part: where it stands, surname and first names as printed, initials spaced («К. К.»)."""

    start: int
    end: int
    surname: str
    initials: str
    given: tuple[str, ...]
    gender: str | None
    rule: str
    confidence: float | None


def find(doc: Doc) -> Iterator[Mention | Rejection]:
    """Persons with initials, then by the tagger, then surnames met before."""
    named = [*_with_initials(doc)]
    taken = [(n.start, n.end) for n in named]
    refused: list[Rejection] = []
    for span in tagged(doc, "PER"):
        if any(a < span.end_char and span.start_char < b for a, b in taken):
            continue
        found = _by_tagger(doc, span)
        if isinstance(found, Rejection):
            refused.append(found)
        else:
            named.append(found)
            taken.append((found.start, found.end))
    named.extend(_namesakes(doc, taken))
    named.extend(_again(doc, named))
    genders = _genders(named)
    yield from refused
    for name in named:
        gender = name.gender or genders.get(_key(name))
        cases = _cases(doc, name)
        surname = surnames.nominative(name.surname, gender, cases) if name.surname else ""
        if gender is None and surname != name.surname:
            gender = next((r.gender for r in surnames.readings(name.surname) if r.nominative == surname), None)
        given = name.initials or " ".join(surnames.first_name(word, gender)[0] for word in name.given)
        full = " ".join(filter(None, (surname, given)))
        yield Mention("entity", "PER", name.start, name.end, Name("PER", full), name.rule, name.confidence)


def _with_initials(doc: Doc) -> Iterator[Named]:
    text = doc.text
    taken: list[tuple[int, int]] = []
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            a, b = match.span()
            if any(x < b and a < y for x, y in taken):
                continue
            if pattern is _AFTER and not _goes_before(text, match):
                continue
            if not _may_be_surname(doc, match["surname"], match.start("surname"), text[:a]):
                continue
            taken.append((a, b))
            initials = re.sub(r"\.(?=[^\s\u00a0-])", ". ", re.sub(r"[\s\u00a0]+", " ", match["initials"]))
            yield Named(a, b, match["surname"], initials, (), None, "person.initials", None)


def _goes_before(text: str, match: re.Match[str]) -> bool:
    """«Токаев К. К.», but not «Омск А. Петров»: the initials belong to the surname that follows them, if one does."""
    surname = match["surname"]
    following = re.match(rf"[ \u00a0]*(?P<next>{_SURNAME})", text[match.end() :])
    like = surnames.looks_like_one(surname) or any("Surn" in r.grammemes for r in morph.parses(surname))
    if following is None:
        return like
    after = following["next"]
    return like and not (
        surnames.looks_like_one(after) or any("Surn" in r.grammemes for r in morph.parses(after)[:2])
    )


def _may_be_surname(doc: Doc, word: str, at: int, before: str) -> bool:
    known = [r for r in morph.parses(word) if r.known]
    name = any(r.is_name and "Geox" not in r.grammemes for r in known) or not known or surnames.looks_like_one(word)
    if not name and (not before.strip() or before.rstrip(" \u00a0").endswith("\n")):
        return False
    if any(h.end - h.start == len(word) and h.things[0].subtype == "country" for h in gazetteer.find(word)):
        return False
    return name or covers(doc, at, at + len(word), "PER")


def _by_tagger(doc: Doc, span: Span) -> Named | Rejection:
    rule = "person.tagger"
    tokens = [t for t in span if t.text[0].isalpha()]
    while tokens and (tokens[0].text.islower() or tokens[0].lemma_.lower() in _POSTS):
        tokens.pop(0)
    while tokens and tokens[-1].text.islower():
        tokens.pop()
    if not tokens or any(t.text in ("«", "»", ",") for t in doc[tokens[0].i : tokens[-1].i]):
        return Rejection(span.start_char, span.end_char, rule, "no name in it")
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    words = [t.text for t in tokens]
    if len(words) == 1:
        reason = _single_doubt(doc, tokens[0])
        if reason:
            return Rejection(start, end, rule, reason)
    if len(words) > 1 and all(w.isupper() for w in words):
        return Rejection(start, end, rule, "a heading in capitals")
    given, surname, gender = _split(words)
    return Named(start, end, surname, "", given, gender, rule, 0.8)


def _single_doubt(doc: Doc, token: Token) -> str | None:
    word = token.text
    if word.isupper() or not word[0].isupper():
        return "not spelt as a name"
    known = [r for r in morph.parses(word) if r.known]
    if known and not any(r.is_name for r in known) and not surnames.looks_like_one(word):
        return "an ordinary word"
    if not known and not surnames.looks_like_one(word) and _stands_in_table(doc, token):
        return "an unknown word that stands alone"
    if re.fullmatch(r".+(?:ов|ев|ин|ын)о", word):
        return "it ends as a village does"
    exact = [h for h in gazetteer.hits(doc) if (h.start, h.end) == (token.idx, token.idx + len(word))]
    if any(not hit.cautious for hit in exact):
        return "a registered name of something else"
    return None


def _stands_in_table(doc: Doc, token: Token) -> bool:
    """Whether a tab or a line's end touches the word: a cell holds terms, and names of people seldom."""
    end = token.idx + len(token.text)
    return doc.text[max(0, token.idx - 1) : token.idx] in ("\t", "\n") or doc.text[end : end + 1] in ("\t", "\n")


def _split(words: list[str]) -> tuple[tuple[str, ...], str, str | None]:
    """(first names and patronymic, surname, gender), the names as printed."""
    if len(words) == 1:
        if _is_first_name(words[0]) and not surnames.looks_like_one(words[0]):
            return (words[0],), "", surnames.first_name(words[0])[1]
        return (), words[0], None
    if words[0] in _EAST:
        return (), " ".join(words), None
    father = next((at for at, word in enumerate(words) if at and _is_patronymic(word)), None)
    if father is not None:
        rest = words[: father - 1] or words[father + 1 :]
        gender = "femn" if re.search(r"(?:вн|чн)(?:а|ы|е|ой|у)$|кызы$|қызы$", words[father]) else "masc"
        return tuple(words[father - 1 : father + 1]), " ".join(rest), gender
    if surnames.looks_like_one(words[0]) and _is_first_name(words[-1]):
        given, surname = words[1:], words[0]
    else:
        given, surname = words[:-1], words[-1]
    gender = next((g for word in given for g in [surnames.first_name(word)[1]] if g), None)
    if gender is None:
        # «Мирзиёевым» is a man's in any case that it may be.
        genders = {r.gender for r in surnames.readings(surname)}
        gender = genders.pop() if len(genders) == 1 else None
    return tuple(given), surname, gender


def _is_first_name(word: str) -> bool:
    return any("Name" in r.grammemes and r.known for r in morph.parses(word))


def _is_patronymic(word: str) -> bool:
    return any("Patr" in r.grammemes for r in morph.parses(word)) or word.endswith(("улы", "кызы", "қызы", "ұлы"))


def _namesakes(doc: Doc, taken: list[tuple[int, int]]) -> Iterator[Named]:
    """«стипендия имени Абая»: what bears a person's name names the person."""
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if token.text.lower() != "имени" or not after.text[0].isupper() or not _is_first_name(after.text):
            continue
        following = doc[token.i + 2].text if token.i + 2 < len(doc) else ""
        if following[:1].isupper() or any(a <= after.idx < b for a, b in taken):
            continue
        yield Named(after.idx, after.idx + len(after.text), "", "", (after.text,), None, "person.namesake", 0.8)


def _again(doc: Doc, named: list[Named]) -> Iterator[Named]:
    """Surnames alone that stood with a first name or initials elsewhere in the paper."""
    full = [n.surname for n in named if n.surname and (n.initials or n.given)]
    known = {r.nominative for surname in full for r in surnames.readings(surname)}
    taken = sorted((n.start, n.end) for n in named)
    for token in doc:
        if not token.text[:1].isupper() or len(token.text) < 3 or token.text.isupper():
            continue
        if any(a <= token.idx < b for a, b in taken):
            continue
        if not surnames.looks_like_one(token.text) and not any(
            "Surn" in r.grammemes for r in morph.parses(token.text)
        ):
            continue
        if {r.nominative for r in surnames.readings(token.text)} & known:
            if covers(doc, token.idx, token.idx + len(token.text), "ORG"):
                continue
            yield Named(token.idx, token.idx + len(token.text), token.text, "", (), None, "person.again", 0.8)


def _key(name: Named) -> str:
    """What two mentions of one surname share, whatever their case: its shortest reading, and the first initial."""
    stems = sorted((r.nominative for r in surnames.readings(name.surname)), key=len) if name.surname else [""]
    return stems[0].rstrip("а")


def _genders(named: list[Named]) -> dict[str, str]:
    """Gender by surname, where some form in the paper leaves no choice and no form says otherwise."""
    seen: dict[str, set[str]] = {}
    for name in named:
        if not name.surname:
            continue
        genders = {r.gender for r in surnames.readings(name.surname)}
        if name.gender:
            genders = {name.gender}
        if name.surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
            genders = {"masc"}
        if len(genders) == 1 and None not in genders:
            seen.setdefault(_key(name), set()).add(str(genders.pop()))
    return {key: genders.pop() for key, genders in seen.items() if len(genders) == 1}


def _cases(doc: Doc, name: Named) -> frozenset[str] | None:
    """The cases that the words before and after allow the name to stand in; null where they don't tell."""
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    if span is None:
        return None
    sentence = span.sent
    before = [t for t in doc[sentence.start : span.start] if not t.is_space]
    after = next((t for t in doc[span.end : sentence.end] if not t.is_space), None)
    if before:
        last = before[-1]
        low = last.text.lower()
        if low in _GENITIVE:
            return frozenset({"gent"})
        if low in ("с", "между", "перед", "над"):
            return frozenset({"ablt", "gent"})
        if low in ("к", "по", "благодаря"):
            return frozenset({"datv"})
        if low in ("о", "об", "в", "при"):
            return frozenset({"loct"})
        readings = [r for r in morph.parses(last.text) if r.known or r.is_noun]
        lemma = last.lemma_.lower()
        if any(r.pos == "VERB" for r in readings[:1]):
            past = readings[0]
            if lemma in _SAYS or past.gender == "femn":
                return frozenset({"nomn"})
            return None if after is not None and after.text in ",." else frozenset({"accs", "nomn"})
        post = _post(before)
        if post is not None:
            return post
        if any(r.is_noun for r in readings[:1]) and low[0].isalpha():
            return frozenset({"gent"})
    if after is not None:
        verb = next((r for r in morph.parses(after.text)[:2] if r.pos == "VERB"), None)
        if verb is not None and verb.number != "plur":
            return frozenset({"nomn"})
    if not before:
        return frozenset({"nomn"})
    return None


def _post(before: list[Token]) -> frozenset[str] | None:
    """The case of the post that the name stands beside: «экс-Президента Казахстана Н. …» → genitive."""
    for token in reversed(before[-6:]):
        lemma = token.lemma_.lower().rpartition("-")[2]
        if lemma in _POSTS:
            return frozenset(r.case for r in morph.parses(token.text) if r.is_noun and r.case) or None
        if token.text in ",.;:—–" or token.pos_ in ("VERB", "ADP", "CCONJ"):
            return None
    return None
