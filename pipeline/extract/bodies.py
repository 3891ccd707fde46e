"""How far the name of an organisation reaches from its head word.

«Министерство торговли и интеграции Республики Казахстан», «Комитет по международным делам Государственной Думы»,
«Томский государственный университет имени …»: adjectives before the head that agree with it, then genitives, phrases with
«по», «при», «для», lists of genitives, and «имени». A place in the genitive ends the name.
"""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from pipeline.extract.org_words import JOINT
from pipeline.russian import gazetteer, morph
from pipeline.russian.nlp import text_of

_WITH: Final = {"по": ("datv",), "при": ("loct",), "для": ("gent",), "по-": ()}
# What follows «по» and says why or whereby, and is no field of work.
_WHEREBY: Final = frozenset(
    "оценке итогам данным состоянию обеспечению результатам мнению реализации созданию словам поводу вопросу мере причине"
    " сравнению отношению инициативе поручению линии распоряжению сути вине просьбе случаю расчётам расчетам прогнозу"
    " прогнозам крайней меньшей выполнению повышению улучшению".split()
)
_DEALINGS: Final = frozenset(
    "борьба контроль надзор связь сотрудничество взаимодействие работа торговля".split()
)
_PARTICLES: Final = frozenset("ван фон де ди да дер ле ибн аль".split())
_MARK: Final = re.compile(r"(?<=[А-Яа-яЁё])[\d⁰¹²³⁴⁵⁶⁷⁸⁹⁾)]+$")


def name_start(doc: Doc, head: Token) -> int:
    """Index of the name's first token: agreeing adjectives before the head, from the leftmost capitalised one on."""
    start = at = head.i
    while at > 0:
        word = doc[at - 1]
        if not _is_word(word) or not _agrees(word.text, head.text):
            # «Российский национальный и …» isn't followed further.
            break
        at -= 1
        if word.text[0].isupper():
            start = at
    if start == head.i and at < head.i and head.text[0].isupper():
        return head.i
    return start


def name_end(doc: Doc, head: Token, *, capital: bool, lists: bool = True) -> int:
    """Index past the name's last token.

    `capital` says whether the name begins with a capital, so that «по» belongs to it; `lists` whether an «и» may go on.
    """
    at, done, listed = head.i + 1, head.i + 1, False
    while at < len(doc):
        token = doc[at]
        if token.ent_type_ == "PER" or (token.text[0].isupper() and _is_first_name(token.text)):
            # The body's head or spokesman: «директор Большого театра Анатолий …».
            break
        place = gazetteer.place_at(doc, token.idx)
        if place is not None and is_owner(place, text_of(doc)):
            end = doc.char_span(place.start, place.end, alignment_mode="expand")
            assert end is not None
            at = done = _joint_end(doc, head, _institution_end(doc, end.end))
            if not (capital and at < len(doc) and doc[at].text == "по"):
                break
            continue
        if token.text in _WITH and capital and at + 1 < len(doc) and _belongs(doc, head, at):
            end_at = _phrase_end(doc, at + 1, _WITH[token.text])
            if end_at is None:
                break
            at = done = _field_end(doc, end_at)
            listed = True
            continue
        if (
            token.text in ("г", "гор")
            and at + 2 < len(doc)
            and doc[at + 1].text == "."
            and gazetteer.place_at(doc, doc[at + 2].idx)
        ):
            # «администрация г. Орска»
            at += 2
            continue
        if token.text.lower() in ("имени", "им"):
            named = named_after(doc, at)
            if named is None:
                break
            at = done = named
            continue
        if token.text in ("и", ",") and done > head.i + 1:
            end_at = _listed(doc, at, listed) if lists or listed else None
            if end_at is None:
                break
            at = done = end_at
            continue
        end_at = _phrase_end(doc, at, ("gent",))
        if end_at is None or _is_subject(doc, at, end_at):
            break
        at = done = _field_end(doc, end_at) if capital else end_at
    return done


def end_char(doc: Doc, end: int) -> int:
    """Offset past the last token's letters: a note's mark that touches them («Федерации²²⁾») is no part of the name."""
    last = doc[end - 1]
    return last.idx + len(_MARK.sub("", last.text))


def _belongs(doc: Doc, head: Token, at: int) -> bool:
    """Whether «по», «при» or «для» goes on with the name rather than with the sentence."""
    after = doc[at + 1].text
    if doc[at].text == "для":
        return after.islower()
    if doc[at].text == "по":
        ministry = head.lemma_.lower() == "министерство"
        return after.lower() not in _WHEREBY and (
            not ministry or after in ("делам", "вопросам", "чрезвычайным", "налогам")
        )
    return True


def _field_end(doc: Doc, at: int) -> int:
    """«по надзору в сфере образования», «по борьбе с коррупцией»: what the field of work needs after it."""
    if at + 1 >= len(doc):
        return at
    if doc[at].text == "в" and doc[at + 1].text in ("сфере", "области") and at + 2 < len(doc):
        return _phrase_end(doc, at + 2, ("gent",)) or at
    if doc[at].text in ("с", "за", "над") and morph.lemma(doc[at - 1].text) in _DEALINGS:
        return _phrase_end(doc, at + 1, ("ablt",)) or at
    return at


def _institution_end(doc: Doc, at: int) -> int:
    """«Институт Дальнего Востока РАН»: the institution that a body belongs to, by its abbreviation, after a place."""
    if at >= len(doc) or not doc[at].text.isupper():
        return at
    for hit in gazetteer.hits_in(doc, doc[at].idx, doc[at].idx + 1):
        if hit.type == "ORG":
            whole = doc.char_span(hit.start, hit.end, alignment_mode="expand")
            return whole.end if whole is not None else at
    return at


def _joint_end(doc: Doc, head: Token, at: int) -> int:
    """«Деловой совет России и Казахстана»: a second owner, in the genitive, of a body that countries share."""
    if at + 1 < len(doc) and doc[at].text == "и" and morph.lemma(head.text) in JOINT:
        second = gazetteer.place_at(doc, doc[at + 1].idx)
        if second is not None and is_owner(second, text_of(doc)):
            whole = doc.char_span(second.start, second.end, alignment_mode="expand")
            return whole.end if whole is not None else at
    return at


def _is_subject(doc: Doc, start: int, end: int) -> bool:
    """«На Форуме стороны подписали»: what may be a genitive is the nominative before a verb in the plural."""
    if end >= len(doc) or not doc[start].text.islower():
        return False
    verb = next(
        (r for r in morph.parses(doc[end].text)[:1] if r.pos == "VERB" or "PRTS" in r.grammemes), None
    )
    noun = [r for r in morph.parses(doc[end - 1].text) if r.is_noun]
    return (
        verb is not None
        and verb.number == "plur"
        and any(r.case == "nomn" and r.number == "plur" for r in noun)
    )


def nominative(doc: Doc, start: int, head: Token, end: int) -> str:
    """The name in the nominative: its adjectives and its head change, what follows stays as it is printed."""
    readings = [r for r in morph.parses(head.text) if r.is_noun]
    before = [token for token in doc[start : head.i] if not token.is_space]
    fitting = [r for r in readings if all(_fits(token.text, r) for token in before)] or readings
    if not fitting:
        return " ".join(doc[start:end].text.split())
    chosen = next((r for r in fitting if r.number == "sing"), fitting[0])
    forms = morph.declined(head.text, chosen)
    noun = morph.like(head.text, forms[0]) if forms else head.text
    words = [
        morph.adjective(token.text, "nomn", chosen.number or "sing", chosen.gender) or token.text
        if _is_word(token)
        else token.text
        for token in before
    ]
    tail = text_of(doc)[head.idx + len(head.text) : end_char(doc, end)] if end > head.i + 1 else ""
    return " ".join(f"{' '.join((*words, noun))}{tail}".split())


def _fits(adjective: str, noun: morph.Parse) -> bool:
    return any(
        a.is_adjective
        and a.case == noun.case
        and a.number == noun.number
        and (noun.number == "plur" or a.gender == noun.gender)
        for a in morph.parses(adjective)
    )


def _is_first_name(word: str) -> bool:
    readings = morph.parses(word)
    return readings[0].known and "Name" in readings[0].grammemes and "Geox" not in readings[0].grammemes


def _is_word(token: Token) -> bool:
    return token.text[0].isalpha()


def _agrees(adjective: str, noun: str) -> bool:
    nouns = [r for r in morph.parses(noun) if r.is_noun]
    return any(
        a.is_adjective
        and "Apro" not in a.grammemes
        and any(
            a.case == n.case and a.number == n.number and (n.number == "plur" or a.gender == n.gender)
            for n in nouns
        )
        for a in morph.parses(adjective)
    )


def is_owner(place: gazetteer.Hit, text: str) -> bool:
    """A place in the genitive, or one that has no cases."""
    if place.abbreviated:
        return True
    said = text[place.start : place.end]
    if said == place.nominative and not said.isupper():
        head = said.split()[0]
        return any(r.case == "gent" for r in morph.parses(head)) and not said.endswith(("ия", "ан", "ск"))
    first = said.split()[0]
    return any(r.case == "gent" for r in morph.parses(first)) or first.endswith(("ы", "и", "а", "я"))


def _phrase_end(doc: Doc, start: int, cases: tuple[str, ...]) -> int | None:
    """Index past an adjective-and-noun phrase in one of the cases that begins at a token; null where there is none."""
    at = start
    while at < len(doc) and at - start < 6:
        token = doc[at]
        if not _is_word(token) or token.text.lower() in _STOP:
            return None
        if len(token.text) == 1 and token.text.isupper():
            # The initial of the person who speaks for the body.
            return None
        readings = morph.parses(token.text)
        fits = [r for r in readings if r.case in cases]
        if not fits:
            if token.text.isupper() and token.text.isalpha() and len(token.text) > 1:
                return at + 1
            return None
        if readings[0].pos in ("PREP", "CONJ", "VERB", "NPRO", "PRCL") and not token.text[0].isupper():
            return None
        if any(r.is_noun for r in fits) and not (fits[0].is_adjective and _goes_on(doc, at, cases)):
            return at + 1
        if not any(r.is_adjective for r in fits):
            return None
        at += 1
        # «цифрового развития», «науки и высшего образования»; «международным и межрегиональным связям»
        if at < len(doc) and doc[at].text in ("и", ",") and at + 1 < len(doc):
            following = [r for r in morph.parses(doc[at + 1].text) if r.case in cases]
            if following and following[0].is_adjective and doc[at + 1].text[0].isalpha():
                at += 1
    return None


_STOP: Final = frozenset("который этот тот его её их он она они весь сам также год года г".split())


def _goes_on(doc: Doc, at: int, cases: tuple[str, ...]) -> bool:
    if at + 1 >= len(doc) or not _is_word(doc[at + 1]):
        return False
    return any(r.case in cases and (r.is_noun or r.is_adjective) for r in morph.parses(doc[at + 1].text))


def _listed(doc: Doc, at: int, listed: bool) -> int | None:
    """After «и» or a comma: another genitive of the list, in small letters; a comma needs an «и» further on."""
    if at + 1 >= len(doc) or not doc[at + 1].text[:1].islower():
        return None
    end = _phrase_end(doc, at + 1, ("gent", "datv") if listed else ("gent",))
    if end is None or not doc[end - 1].text.islower():
        return None
    if doc[at].text == "," and "и" not in {token.text for token in doc[at + 1 : end]}:
        more = end
        while more < len(doc) and more - at < 8 and doc[more].text not in ("и", ".", ";"):
            if not _is_word(doc[more]) and doc[more].text != ",":
                return None
            more += 1
        if more >= len(doc) or doc[more].text != "и":
            return None
        if _listed(doc, more, listed) is None:
            return None
    return end


def named_after(doc: Doc, at: int) -> int | None:
    """«имени М. В. Ломоносова», «им. аль-Фараби»: index past the name."""
    at += 1
    if at < len(doc) and doc[at].text == ".":
        at += 1
    end = None
    while at < len(doc):
        token = doc[at]
        if token.is_space:
            at += 1
        elif token.text[0].isupper() or token.text.startswith("аль-") or token.text in _PARTICLES:
            at += 1
            end = at
        elif token.text == "." and len(doc[at - 1].text) <= 2 and doc[at - 1].text[0].isupper():
            at += 1
        else:
            break
    return end
