"""Indicator phrases in other cases: «стоимость» of what, «доля» of what in what."""

from __future__ import annotations

from pipeline.russian import morph


def inflected(phrase: str, case: str, number: str | None = None) -> str:
    """A nominative phrase in another case: its first noun and the adjectives before it, the rest as it stands.

    >>> inflected("совместный проект", "gent", "plur"), inflected("экспорт нефти", "loct")
    ('совместных проектов', 'экспорте нефти')
    """
    words = phrase.split(" ")
    for head in _heads(words):
        word, reading = (
            words[head],
            next((p for p in morph.parses(words[head]) if p.is_noun), morph.best(words[head])),
        )
        if not reading.is_noun:
            return phrase
        wanted = number or reading.number or "sing"
        noun = morph.inflect(word, case, wanted, pos="NOUN") or morph.inflect(word, case, pos="NOUN")
        if noun is None:
            return phrase
        adjectives = [_adjective(w, case, wanted, reading.gender) for w in words[:head]]
        return " ".join([*adjectives, noun, *words[head + 1 :]])
    return phrase


def _heads(words: list[str]) -> list[int]:
    """Where the head noun may stand, likeliest first: the last of a run of adjectives that agree with it («военные расходы»)."""
    agreeing = [
        n for n in range(min(len(words), 5) - 1, 0, -1)
        if (readings := morph.agreeing(tuple(words[: n + 1]))) is not None and readings[-1].is_noun
    ]  # fmt: skip
    return [*agreeing, 0]


def _adjective(word: str, case: str, number: str, gender: str | None) -> str:
    return morph.adjective(word, case, number, gender) or word


def of(whole: str, part: str) -> str:
    """«стоимость» and «совместный проект» → «стоимость совместного проекта», a plural thing in the plural."""
    return f"{whole} {inflected(part, 'gent')}"


def of_many(whole: str, part: str) -> str:
    """«стоимость» and «совместный проект», of which there are many → «стоимость совместных проектов»."""
    return f"{whole} {inflected(part, 'gent', 'plur')}"


def share(part: str, whole: str | None) -> str:
    """«доля нефти в экспорте»; without a whole «доля нефти»."""
    text = f"доля {inflected(part, 'gent')}"
    return text if whole is None else f"{text} в {inflected(whole, 'loct')}"
