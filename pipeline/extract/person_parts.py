"""The parts of a person's name: which word is the surname, which the first name, which the patronymic.

«Касым-Жомарт Токаев», «Токаев Касым-Жомарт» and «Владимир Владимирович Путин» put it in different places; Chinese, Korean and
Vietnamese names begin with it and are left whole («Си Цзиньпин»)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.russian import morph, surnames

_EAST: Final = frozenset(
    "Си Ли Ван Чжан Лю Чэнь Ян Хуан Чжао У Чжоу Сюй Сунь Ма Чжу Ху Линь Хэ Го Цзян Дэн Мао Ким Пак Чон Мун Юн Нгуен То"
    " Фам Вэнь Цай Фань Лян Хань Цинь Дин".split()
)


_PARTICLES: Final = frozenset("Ле Ла Ди Де Ван Фон Бен Аль Эль Дю Дер".split())


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
    surname_first: bool = False


def split(words: list[str]) -> tuple[tuple[str, ...], str, str | None]:
    """(first names and patronymic, surname, gender), the names as printed."""
    if len(words) == 1:
        if is_first_name(words[0]) and not surnames.looks_like_one(words[0]):
            return (words[0],), "", None
        return (), words[0], None
    if words[0] in _EAST:
        return (), " ".join(words), None
    father = next((at for at, word in enumerate(words) if at and _is_patronymic(word)), None)
    if father is not None:
        rest = words[: father - 1] or words[father + 1 :]
        gender = "femn" if re.search(r"(?:вн|чн)(?:а|ы|е|ой|у)$|кызы$|қызы$", words[father]) else "masc"
        return tuple(words[father - 1 : father + 1]), " ".join(rest), gender
    if surnames.looks_like_one(words[0]) and is_first_name(words[-1]):
        given, surname = words[1:], words[0]
    else:
        # «Урсула фон дер Ляйен»: the particles go with the surname.
        at = next(
            (at for at, word in enumerate(words) if at and (word.islower() or word in _PARTICLES)),
            len(words) - 1,
        )
        given, surname = words[:at], " ".join(words[at:])
    genders = {gender for gender, _ in surnames.ways(tuple(given), surname)}
    return tuple(given), surname, genders.pop() if len(genders) == 1 else None


def is_first_name(word: str) -> bool:
    """Whether the dictionary has the form as a first name."""
    return any("Name" in r.grammemes and r.known for r in morph.parses(word))


def _is_patronymic(word: str) -> bool:
    return any("Patr" in r.grammemes for r in morph.parses(word)) or word.endswith(
        ("улы", "кызы", "қызы", "ұлы")
    )
