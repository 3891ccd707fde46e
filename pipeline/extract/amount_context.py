"""What a number takes from its neighbours: the unit of a list, the currency said before, the thing counted before.

    «с [18,1] до [25,6 млрд долл.]»                      a list or a pair shares the unit, and the scale, of its last
    «с [24,6 млрд долл.] … до [28,2 млрд]»               a scale word alone takes the unit of the nearest amount before it
    «из [89 субъектов] России [76] имеют»                a number alone counts what was counted before
    «таких документов [девять]»                          or what stands before it in the genitive

Nearer neighbours go first, the same sentence before the one before. The surprise: «с 950 до 1,2 млн» lends no scale, for
950 million would be the greater; such a number is refused rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.extract.amount_lists import from_list, from_series, settle
from pipeline.extract.candidate import Candidate
from pipeline.extract.counted import agrees
from pipeline.model import Rejection
from pipeline.russian import morph
from pipeline.russian.figures import SPACE

_S: Final = SPACE
_SAYS_HOW_MANY: Final = re.compile(
    r"(?:^|[\s(«])(?:из|в том числе|из них|из которых|них|которых|а|лишь|всего|только|ещё|еще|уже|—|–|достигл[оаи]?|достигает|достиг|составил[оаи]?|составляет|"
    r"насчитывает(?:ся)?|осталось|стало|было|их|и|числится|подписано|заключено|принято|действует|действовало|до|с|примерно|около|более|свыше)$",
    re.IGNORECASE,
)
_NEXT_FITS: Final = re.compile(rf"{_S}{{0,2}}(?:[,.;:)!?…]|$|\n|—|–|(?P<word>[а-яё]+))", re.IGNORECASE)
_OWN_UNIT: Final = re.compile(
    rf"\.?{_S}{{1,2}}(?!(?:гг?|вв?|др|пр|стр|см|ср|соотв|прим|ок|ст|с|т){_S}?\.)[а-яё]{{1,6}}\.{_S}{{0,2}}[а-яё,;)]"
)
"""«120 тыс. ден. ед.»: a unit of its own, though nobody knows it; no neighbour's goes there."""
_STRONG: Final = re.compile(r"(?:^|[\s(«])(?:из них|из которых|в том числе|из этого числа)$", re.IGNORECASE)
_LIST_GOES_ON: Final = re.compile(r":$|[^\d\s],$")
_WINDOW: Final = 400
_MOST: Final = 30


def inherit(
    text: str, found: list[Candidate], starts: list[int], dates: list[tuple[int, int]]
) -> Iterator[Candidate | Rejection]:
    """The candidates as amounts where their neighbours let them, else refused."""
    settled: list[Candidate | None] = [c if c.amount is not None else None for c in found]
    for i in range(len(found) - 2, -1, -1):
        if settled[i] is None:
            following = settled[i + 1]
            if following is not None:
                settled[i] = from_list(text, found[i], following, dates)
    for i, candidate in enumerate(found):
        if settled[i] is not None:
            settled[i] = _with_divisor(
                settled[i], [s for s in settled[max(0, i - 4) : i] if s is not None], starts
            )
            continue
        before = _nearby(text, found, settled, i)
        settled[i] = from_series(text, candidate, settled[i - 1] if i else None, dates)
        if settled[i] is not None:
            continue
        after = settled[i + 1] if i + 1 < len(settled) else None
        if candidate.number.scale != 1 and (candidate.number.words == 0 or candidate.number.words > 1):
            settled[i] = _from_scale(text, candidate, before, after, starts)
        elif candidate.number.scale == 1:
            settled[i] = _from_count(text, candidate, before, starts)
    for candidate, result in zip(found, settled, strict=True):
        if result is not None:
            yield result
        else:
            yield Rejection(
                candidate.start,
                candidate.end,
                "amount.bare",
                "a number with no unit, noun or neighbour to lend one",
            )


def _nearby(text: str, found: list[Candidate], settled: list[Candidate | None], i: int) -> list[Candidate]:
    """What is settled before the i-th candidate in its paragraph and within reach, in order, at most a few dozen."""
    near: list[Candidate] = []
    at = found[i].start
    line = text.rfind("\n", max(0, at - _WINDOW), at)
    for j in range(i - 1, max(-1, i - 1 - _MOST), -1):
        other = settled[j]
        if found[j].start < line or at - found[j].end > _WINDOW:
            break
        if other is not None:
            near.append(other)
    return near[::-1]


def _sentence(starts: list[int], at: int) -> int:
    return bisect_right(starts, at)


def _from_scale(
    text: str, candidate: Candidate, before: list[Candidate], after: Candidate | None, starts: list[int]
) -> Candidate | None:
    """«28,2 млрд»: the currency or unit of the nearest amount with one, in this sentence, then the one before, then after."""

    def lends(other: Candidate) -> bool:
        if other.measure is None or other.measure.factor != 1:
            return other.counted is not None and other.number.scale == candidate.number.scale
        return other.measure.kind == "money" or (
            other.measure.kind == "quantity" and other.number.scale == candidate.number.scale
        )

    if _OWN_UNIT.match(text, candidate.end) is not None:
        return None
    own = _sentence(starts, candidate.start)
    lenders = [other for other in reversed(before) if lends(other)]
    here = [other for other in lenders if _sentence(starts, other.start) == own]
    if (
        after is not None
        and lends(after)
        and _sentence(starts, after.start) == own
        and not here
        and after.start - candidate.end < 60
    ):
        here = [after]
    reach = (
        3
        if re.search(r"\bИз (?:них|этого числа)\s*$", text[max(0, candidate.start - 25) : candidate.start])
        else 1
    )
    earlier = [other for other in lenders if own - reach <= _sentence(starts, other.start) < own]
    for group in (here, earlier):
        if not group:
            continue
        same = [other for other in group if other.number.scale == candidate.number.scale]
        lender = (same or group)[0]
        item = lender.amount.item if lender.amount is not None else None
        settled = settle(candidate, lender.measure, item, lender.per, "amount.scale")
        if lender.measure is None:
            return settled
        symbols = {
            other.measure.symbol
            for other in group[:3]
            if other.measure is not None and other.measure.kind == lender.measure.kind
        }
        return settled if len(symbols) == 1 else replace(settled, flags=(*settled.flags, "ambiguous"))
    return None


def _with_divisor(
    candidate: Candidate | None, before: list[Candidate], starts: list[int]
) -> Candidate | None:
    """«8,1 тыс. долл. на человека, … — 16,2 тыс. долл.»: in one sentence, one currency and one scale, the divisor goes on."""
    if (
        candidate is None
        or candidate.amount is None
        or candidate.amount.kind != "money"
        or candidate.per is not None
    ):
        return candidate
    for other in reversed(before):
        if (
            other.amount is not None and other.per == "person" and other.amount.currency == candidate.amount.currency
            and other.number.scale == candidate.number.scale and candidate.number.scale != 1
            and _sentence(starts, other.start) == _sentence(starts, candidate.start)
        ):  # fmt: skip
            return replace(
                candidate,
                per="person",
                amount=replace(candidate.amount, per="person"),
                flags=(*candidate.flags, "per_inherited"),
            )
    return candidate


def _from_count(
    text: str, candidate: Candidate, before: list[Candidate], starts: list[int]
) -> Candidate | None:
    """A number alone that counts what was counted before, or what stands before it in the genitive plural."""
    number = candidate.number
    if (
        number.value != number.value.to_integral_value()
        or number.value <= 0
        or (candidate.high is not None and number.words)
    ):
        return None
    following = _NEXT_FITS.match(text, candidate.end)
    if following is None:
        return None
    lead = text[max(0, candidate.start - 60) : candidate.start]
    if "\n" in lead:
        lead = lead.rpartition("\n")[2]
    stripped = lead.rstrip(" \u00a0")
    noun = re.search(r"([а-яё]+(?:-[а-яё]+)?)$", stripped.rstrip("—– \u00a0"))
    word = following["word"]
    if noun is not None and number.words <= 1:
        reading = agrees((noun[1],), number.bare, number.scale)
        if (
            reading is not None
            and reading.number == "plur"
            and reading.case == "gent"
            and _ends_clause(text, candidate.end)
        ):
            return settle(candidate, None, reading.lemma, None, "amount.noun_before")
    own = _sentence(starts, candidate.start)
    counts = [
        other
        for other in reversed(before)
        if other.amount is not None and other.amount.kind == "count" and other.amount.item
    ]
    lender = next((o for o in counts if _sentence(starts, o.start) == own), None)
    if lender is None:
        lender = next((o for o in counts if _sentence(starts, o.start) == own - 1), None)
        if lender is None or not re.search(
            r"\b(?:их число|из них|их количество)\b[^.]*$", lead, re.IGNORECASE
        ):
            return None
    assert lender.amount is not None
    cue = _SAYS_HOW_MANY.search(stripped) is not None or (noun is not None and _is_plural_verb(noun[1]))
    verb = word is not None and _is_plural_verb(word)
    if not (cue or verb or _LIST_GOES_ON.search(stripped) or (number.words and stripped.endswith(","))):
        return None
    if number.words and number.value <= 1:
        return None
    sure = stripped.endswith(("—", "–")) or _STRONG.search(stripped) is not None
    if word is not None and not verb and not _goes_on(word) and not sure:
        return None
    item = lender.amount.item
    if item is not None and _STRONG.search(stripped):
        item = item.rpartition(" ")[2]  # «из них 46»: of the things, whatever they were called before
    return settle(candidate, None, item, None, "amount.ellipsis")


def _ends_clause(text: str, at: int) -> bool:
    following = text[at : at + 2].lstrip(" \u00a0")
    return not following or following[0] in ",.;:)—–\n"


def _is_plural_verb(word: str) -> bool:
    return any(p.pos in ("VERB", "PRTS") for p in morph.parses(word)[:2])


_GOES_ON: Final = frozenset(
    "не в на с к по из при для от до уже ещё еще и а или лишь только было были были год".split()
)


def _goes_on(word: str) -> bool:
    return word.lower() in _GOES_ON
