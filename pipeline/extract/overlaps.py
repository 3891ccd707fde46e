"""Which of two overlapping findings stands.

Within a layer the longest wins («Правительство России» is one organisation with no place inside), then the earlier
module of `ALL`. Amounts and dates share their digits, so they compete too. Nothing inside a citation mark or outside the
mined zones is a mention, nor is the country in a currency's name («долл. США»). Spans of other layers may overlap («2018 г.» inside an agreement's span).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from pipeline.model import Layer, Mention, Rejection, Structure

_CURRENCY_BEFORE: Final = re.compile(r"(?:долл\.?|доллар\w*|дол\.)\s$", re.IGNORECASE)
_GROUP: Final[dict[Layer, str]] = {
    "entity": "entity",
    "amount": "number",
    "date": "number",
    "agreement": "agreement",
}


def resolve(
    mentions: Iterable[Mention], structure: Structure
) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
    """(what stands, in text order; what fell and why). Order in is the precedence among equals."""
    dropped: list[Rejection] = []
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        reason = _outside(mention, structure)
        if reason is None:
            groups.setdefault(_GROUP[mention.layer], []).append(mention)
        else:
            dropped.append(Rejection(mention.start, mention.end, mention.rule, reason))
    kept: list[Mention] = []
    for group in groups.values():
        taken: list[tuple[int, int]] = []
        # A stable sort: among equals the order of the modules decides.
        for mention in sorted(group, key=lambda m: m.start - m.end):
            at = bisect_right(taken, (mention.start, mention.start))
            clash = next(
                (
                    span
                    for span in taken[max(0, at - 1) : at + 1]
                    if span[0] < mention.end and mention.start < span[1]
                ),
                None,
            )
            if clash is None:
                taken.insert(bisect_left(taken, (mention.start, mention.end)), (mention.start, mention.end))
                kept.append(mention)
            elif clash != (mention.start, mention.end):
                dropped.append(Rejection(mention.start, mention.end, mention.rule, "inside a longer finding"))
    money = sorted((m.start, m.end) for m in kept if m.label == "money")
    for mention in [
        m for m in kept if m.layer == "entity" and _names_currency(m, money, structure.document.text)
    ]:
        kept.remove(mention)
        dropped.append(Rejection(mention.start, mention.end, mention.rule, "the issuer of a currency"))
    kept.sort(key=lambda m: (m.start, m.end, m.layer, m.label))
    return tuple(kept), tuple(dropped)


def _names_currency(mention: Mention, money: list[tuple[int, int]], text: str) -> bool:
    """«26 млрд долл. США», «(млн долл. США)»: the country belongs to the unit and is not spoken of."""
    at = bisect_right(money, (mention.start, len(text))) - 1
    inside = at >= 0 and mention.end <= money[at][1]
    return inside or _CURRENCY_BEFORE.search(text, max(0, mention.start - 12), mention.start) is not None


def _outside(mention: Mention, structure: Structure) -> str | None:
    zone = structure.zone_at(mention.start)
    if zone is None or not zone.mined:
        return "not in a part of the paper that is mined"
    # The last mark that begins before the mention ends is the only one that can reach into it.
    marks = structure.citations_in(0, mention.end)
    if marks and marks[-1].end > mention.start:
        return "inside a citation mark"
    return None
