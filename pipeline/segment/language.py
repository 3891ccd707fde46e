"""Which language a stretch of text is in: Russian, English or Kazakh, the three that a paper here is printed in.

Script first: mostly Latin letters is English. Kazakh is Cyrillic with letters that Russian lacks (ә, ғ, қ, ң, ө, ұ,
ү, һ, і): every third Kazakh word has one, whereas a Russian sentence has them only in a name («Қазақстан темір
жолы»), so a share of the letters decides.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["ru", "en", "kk"]

_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]+")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_KAZAKH: Final = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]+")
_ENOUGH: Final = 1200  # code points: what a longer stretch begins in, it goes on in
_RUSSIAN_WORDS: Final = re.compile(
    r"\b(?:и|в|на|с|по|что|из|к|для|не|от|как|при|этот|это|его|их|также|между|или)\b", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"(?<![^\s;,(])[^\s@;,(]{1,64}@\S+|https?://\S+|\bwww\.\S+|\b10\.\d{4,9}/\S+")


def language(text: str, enough: int = _ENOUGH) -> Language | None:
    """The text's language, by its first `enough` code points; null where it has no letters to judge by.

    >>> language("О торговле"), language("On trade"), language("Сауда туралы қысқаша"), language("2024, № 3")
    ('ru', 'en', 'kk', None)
    >>> language("Перевозчик «Қазақстан темір жолы» принял график, и составы пошли на запад по нему")
    'ru'
    """
    text = text[:enough]
    if any(sign in text for sign in ("@", "://", "www.", "10.")):
        text = _ADDRESS.sub(" ", text)
    cyrillic, latin = _letters(_CYRILLIC, text), _letters(_LATIN, text)
    if cyrillic + latin < 2:
        return None
    if latin > cyrillic:
        return "en"
    kazakh = _letters(_KAZAKH, text) / cyrillic
    if kazakh > 0.05 and len(_RUSSIAN_WORDS.findall(text)) < len(text.split()) / 15:
        return "kk"
    return "ru"


def _letters(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))
