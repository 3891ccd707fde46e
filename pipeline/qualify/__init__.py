"""What was said about a mention: is it so, planned, only possible or denied; and who said it.

    «К 2030 году правительство намерено довести оборот до 40 млрд долл.» → planned
    «По прогнозу Банка развития, поток может вырасти в 1,5 раза»         → hypothetical, attributed to the bank
    «Сообщения о том, что ущерб достиг 500 млн, ведомство опровергло»    → negated
    «Доля тенге не превышала 9 %»                                        → actual: a bound isn't a denial

The surprise is the last one: «не» before a verb of measure bounds the number («не превышает», «не достигал»), and other
negated verbs tell a fact about it («340 соглашений никогда не применялись»). Only a refutation makes a number untrue.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.model import Mention, Qualifiers
from pipeline.qualify.attribution import speakers
from pipeline.qualify.modality import modality

__all__ = ["modality", "qualify", "speakers"]


def qualify(doc: Doc, mentions: Sequence[Mention]) -> dict[str, Qualifiers]:
    """Qualifiers of each amount and agreement by mention id; others are as said and carry none."""
    who = speakers(doc, mentions)
    return {
        mention.mention_id: Qualifiers(modality(doc, mention), who.get(mention.mention_id))
        for mention in mentions
        if mention.layer in ("amount", "agreement")
    }
