"""A line of names in a plain text: «П. С. Ильин1, Серикова Айжан Талгатовна2*», and nothing more.

It stands between title and institutions, where copied text often has no blank line; so it is a paragraph of its own. Its
digits call the institutions below it, which begin with the same digits as footnotes do.
"""

from __future__ import annotations

import re
from typing import Final

_CAP: Final = "[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]"
_WORD: Final = rf"{_CAP}[^\W\d_]+(?:[’'-][^\W\d_]+)*"
_INITIALS: Final = rf"{_CAP}[^\W\d_]?\.(?:\s?-?{_CAP}[^\W\d_]?\.)?"
_PATRONYMIC: Final = rf"{_CAP}[^\W\d_]*(?i:вич|вна|ична|ьич|ұлы|улы|қызы|кызы)"
_NAME: Final = (
    rf"(?:[A-Z][a-z]+\s{_INITIALS}\s[A-Z][\w’'-]+|{_WORD},?\s{_INITIALS}|{_INITIALS}\s?{_WORD}"
    rf"|{_WORD}\s{_WORD}\s{_PATRONYMIC}|{_WORD}\s{_PATRONYMIC}\s{_WORD})"
)
_MARKS: Final = r"(?:\s?[\[(]\d[\])])?[\s\d*∗†‡¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ⁽⁾✉,;]*(?:[a-e](?![^\W\d_]))?[\s\d*,;]*(?:\([^()]{3,90}\)[,;]?\s*)?"
_ONE: Final = re.compile(rf"(?:©\s?(?:(?:19|20)\d\d\s?(?:г\.)?,?\s?)?|(?:и|and)\s)?{_NAME}{_MARKS}")
_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d(?:\s?г\.)?)?")  # «© Ильин П. С., 2021»
_LONGEST: Final = 200  # characters of a line of names


def is_signed(text: str) -> bool:
    """Whether the line is names with their marks, and nothing more.

    >>> is_signed("П. С. Ильин1, А. Т. Серикова2*"), is_signed("П. С. Ильин показал, что рост замедлился")
    (True, False)
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return False
    at = 0
    while (name := _ONE.match(text, at)) is not None:  # name by name, so that nothing is tried twice
        at = name.end()
    return at > 0 and _YEAR.fullmatch(text, at) is not None
