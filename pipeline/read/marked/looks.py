"""How a run is set, and what that makes of its figures: raised ones are superscripts, lowered ones subscripts.

A raised or lowered figure that came down to the line would be one more digit of the figure beside it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_RAISED: Final = str.maketrans("0123456789()+-−–=", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁻⁻⁼")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FIGURES: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISABLE: Final = re.compile(r"[\d()+\-−–=,;\s*∗†‡]+")
_SHORT: Final = 6
"""Characters of a raised run that holds letters too, «1а»: a longer one is small print."""


class Look(NamedTuple):
    """How a run is set; `size` in points, 0 where the file doesn't say; `symbol`: in the Symbol font."""

    bold: bool = False
    raised: bool = False
    size: float = 0.0
    lowered: bool = False
    symbol: bool = False


PLAIN: Final = Look()


def raised(text: str) -> str:
    """A raised run as text: figures and signs as superscripts; raised words («2-<sup>й</sup>») stay as they are.

    >>> raised("−6"), raised("th"), raised("1а")
    ('⁻⁶', 'th', '¹а')
    """
    if _RAISABLE.fullmatch(text):
        return text.translate(_RAISED)
    return text.translate(_FIGURES) if len(text) <= _SHORT and "[" not in text else text


def lowered(text: str) -> str:
    """A lowered run behind a figure; behind a letter, «CO2», it stays on the line.

    >>> lowered("2")
    '₂'
    """
    return text.translate(_LOWERED)
