"""Several names that share one head: «Омская, Астраханская и Западно-Казахстанская области».

Each adjective is a name of its own («Омская» is «Омская область»), and the last one's span takes the head in. The head may
be plural over all of them, or stand in the singular after a list («Тюменской, Омской областей и Алтайского края» is a
list with one head, and then one more name).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from pipeline.russian import morph
from pipeline.russian.concordance import by_lemma

REGIONS: Final = frozenset(
    "область край район округ республика губерния провинция волость уезд аймак воеводство автономия".split()
)
WATERS: Final = frozenset(
    "море океан озеро залив пролив канал остров полуостров хребет горы водохранилище равнина низменность"
    " возвышенность нагорье плоскогорье".split()
)
# What may stand between the proper adjective and the head, as a part of the name.
_INNER: Final = frozenset(
    "автономный муниципальный городской сельский федеральный военный национальный внутригородской городовой"
    " экономический таможенный".split()
)


class Shared(NamedTuple):
    """One of the names: its characters [start, end), its full form in the nominative, and the head's lemma."""

    start: int
    end: int
    full: str
    head: str
    alone: bool


def shared_heads(doc: Doc) -> Iterator[Shared]:
    """Names of places made of a capitalised adjective and a head, alone or in a list."""
    for token in by_lemma(doc, REGIONS | WATERS):
        yield from _before(doc, token, token.lemma_.lower())


def _before(doc: Doc, head: Token, lemma: str) -> Iterator[Shared]:
    if head.i + 1 < len(doc) and head.text == "района" and doc[head.i + 1].text == "-":
        return
    inner: list[Token] = []
    at = head.i - 1
    while at >= 0 and doc[at].text.islower() and morph.lemma(doc[at].text) in _INNER:
        inner.insert(0, doc[at])
        at -= 1
    adjectives: list[Token] = []
    while at >= 0 and is_proper_adjective(doc[at]):
        adjectives.insert(0, doc[at])
        joint = at - 1
        if (
            joint >= 1
            and doc[joint].text in (",", "и", "или", "либо")
            and is_proper_adjective(doc[joint - 1])
        ):
            at = joint - 1
        else:
            break
    if not adjectives:
        return
    if len(adjectives) > 1 and not _one_case(adjectives):
        adjectives = adjectives[-1:]
    gender = next((r.gender for r in morph.parses(lemma) if r.is_noun), None)
    # «Курильские острова»: one name in the plural, unlike «Омская и Томская области».
    plural = len(adjectives) == 1 and _numbers(adjectives[0].text, head.text) == {"plur"}
    base = morph.inflect(lemma, "nomn", "plur") or lemma if plural else lemma
    for adjective in adjectives:
        last = adjective is adjectives[-1]
        if adjective.text.isupper() and not head.text.isupper():
            continue
        words = [titled(adjective.text)]
        words += [token.text for token in inner]
        number = "plur" if plural else "sing"
        full = [morph.adjective(titled(word), "nomn", number, gender) or word for word in words]
        yield Shared(
            adjective.idx,
            head.idx + len(head.text) if last else adjective.idx + len(adjective.text),
            " ".join((*full, "Республика" if lemma == "республика" else base)),
            lemma,
            len(adjectives) == 1,
        )


def _numbers(adjective: str, noun: str) -> set[str | None]:
    """The numbers in which an adjective and a noun can agree."""
    nouns = [r for r in morph.parses(noun) if r.is_noun]
    return {
        n.number
        for a in morph.parses(adjective)
        for n in nouns
        if a.is_adjective and a.case == n.case and a.number == n.number
    }


def titled(word: str) -> str:
    """«СЕВЕРО-КАЗАХСТАНСКОЙ» → «Северо-Казахстанской»; other words stay."""
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() else word


def is_proper_adjective(token: Token) -> bool:
    """A capitalised adjective; at the start of a sentence too, where what follows must tell."""
    text = token.text
    if len(text) < 4 or not text[0].isupper():
        return False
    return any(reading.is_adjective and "Apro" not in reading.grammemes for reading in morph.parses(text))


def _one_case(adjectives: list[Token]) -> bool:
    """Whether the adjectives have a case in common."""
    cases = [{r.case for r in morph.parses(token.text) if r.is_adjective} for token in adjectives]
    return bool(set.intersection(*cases))
