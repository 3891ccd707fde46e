"""What is counted: the noun phrase after a number, or in a table's head, as its item («совместный проект»).

>>> counted_item("Пункты пропуска"), counted_item("Количество заключённых соглашений")
('пункт', 'заключённое соглашение')
>>> counted_item("Доля в обороте") is None
True
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.russian import morph

_WORD: Final = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_NUMBER_OF: Final = frozenset(("количество", "число", "численность", "кол-во"))
_NOT_THINGS: Final = frozenset(
    "доля темп индекс коэффициент показатель год период итог всего место уровень удельный объём объем значение "
    "сумма регион страна товар группа наименование вид область отрасль отклонение прирост изменение рост "
    "доход расход инвестиция вложение поступление платёж затрата налог трата издержка цена тариф продажа закупка поставка "
    "перевозка запас ресурс средство кредит субсидия дотация трансферт экспорт импорт темпы данные прогноз".split()
)


@lru_cache(maxsize=20_000)
def counted_item(head: str) -> str | None:
    """The item that a column's head names, lemmatised in the singular; null where it names an indicator or nothing."""
    words = [match[0] for match in _WORD.finditer(head.split(",")[0])]
    if not words:
        return None
    if words[0].lower() in _NUMBER_OF:
        return noun_phrase(tuple(words[1:]))
    first = morph.best(words[0])
    if first.lemma in _NOT_THINGS or words[0].lower() in _NOT_THINGS:
        return None
    phrase = noun_phrase(tuple(words))
    # What is counted stands in the plural in a head («Пункты пропуска»); a singular names an indicator («Прогноз бюджета»).
    if phrase is None or not _is_plural(words[len(phrase.split()) - 1]):
        return None
    head_noun = phrase.split()[-1]
    return None if head_noun in _NOT_THINGS else phrase


def _is_plural(word: str) -> bool:
    return any(reading.is_noun and reading.number == "plur" for reading in morph.parses(word))


@lru_cache(maxsize=20_000)
def noun_phrase(words: tuple[str, ...]) -> str | None:
    """The adjectives and the first noun, in the nominative singular; null where no noun ends a run of adjectives."""
    for n in range(len(words)):
        readings = morph.agreeing(words[: n + 1])
        if readings is not None and readings[-1].is_noun:
            return morph.nominative(" ".join(words[: n + 1]), "sing").lower()
        if not any(p.is_adjective for p in morph.parses(words[n])):
            return None
    return None
