"""Words of growth and decline: «увеличился на 40,1 %» is a change, «вырос до 30 млрд» a level.

What the preposition says is decisive: «на» gives the difference, «до» where it ended, «с» where it began, «в … раза» the
ratio. «На 0,5 млрд меньше» is a decrease too, though no time passes (docs/annotation.md).
"""

from __future__ import annotations

from typing import Final

from pipeline.model import Change

INCREASE_VERBS: Final = frozenset(
    "вырасти расти возрасти возрастать увеличиться увеличиваться увеличить увеличивать повыситься повышаться повысить "
    "подняться подниматься прибавить прибавлять прирасти нарастить наращивать усилиться подорожать удвоиться утроиться "
    "превысить превышать подскочить взлететь расшириться расширить превзойти опередить опережать".split()
)
DECREASE_VERBS: Final = frozenset(
    "сократиться сокращаться сократить сокращать снизиться снижаться снизить снижать ослабнуть ослабеть уменьшиться уменьшаться уменьшить "
    "упасть падать просесть просадка понизиться понижаться потерять подешеветь убыть сжаться рухнуть обвалиться "
    "уступать уступить отстать отставать".split()
)
INCREASE_NOUNS: Final = frozenset(
    "рост прирост увеличение повышение подъём подъем расширение наращивание".split()
)
DECREASE_NOUNS: Final = frozenset(
    "снижение сокращение падение уменьшение спад понижение просадка обвал".split()
)
_MORE_FORMS: Final = frozenset("больше выше дороже длиннее быстрее более".split())
_LESS_FORMS: Final = frozenset("меньше ниже дешевле короче медленнее менее".split())

_MOVING: Final = frozenset(
    "довести доводить ограничить ограничивать оставить удержать увеличить увеличивать повысить повышать поднять поднимать "
    "нарастить наращивать расширить расширять сократить сокращать снизить снижать уменьшить уменьшать удвоить утроить".split()
)


def moves(lemma: str) -> bool:
    """Whether the verb moves its object to a level or by a difference: «довести оборот до 40 млрд»."""
    return lemma in _MOVING


_GAINING: Final = frozenset("прибавить прибавлять потерять терять".split())


def gains(lemma: str) -> bool:
    """Whether the verb takes a difference without «на»: «ВВП прибавит 4,8 %»."""
    return lemma in _GAINING


def by_verb(lemma: str) -> Change | None:
    """The direction that a verb gives, or null."""
    if lemma in INCREASE_VERBS:
        return "increase"
    return "decrease" if lemma in DECREASE_VERBS else None


def by_noun(lemma: str) -> Change | None:
    """The direction that a noun gives, or null."""
    if lemma in INCREASE_NOUNS:
        return "increase"
    return "decrease" if lemma in DECREASE_NOUNS else None


def by_comparison(form: str) -> Change | None:
    """The direction of «на 5 % больше», «в два раза ниже», or null."""
    form = form.lower()
    if form in _MORE_FORMS:
        return "increase"
    return "decrease" if form in _LESS_FORMS else None
