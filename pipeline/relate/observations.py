"""Sentences → observations: an indicator with a value, a period and a place.

    «внешнеторговый оборот Казахстана и России в 2023 г. достиг … 26 млрд долл.»
        → внешнеторговый оборот, 26000000000 USD, level, 2023, Казахстан и Россия

An amount whose indicator can't be told yields nothing: a figure without a name is worse than none. The surprise is
«на»: «увеличился на 40,1 %» is an increase of 40,1 %, «увеличился до 40,1 %» a level.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.model import Change, Linked, Mention, Observation, Qualifiers, stable_id
from pipeline.relate import indicator, indicators
from pipeline.relate.context import Context
from pipeline.relate.indicator import Indicator, Tree
from pipeline.relate.values import bounds, precision, unit_of
from pipeline.values import Amount, plain

_SECTIONS: Final = frozenset({"abstract", "body", "footnote", "caption", "other"})
_TIME_UNITS: Final = frozenset({"a", "mo", "wk", "d", "h", "min", "s"})
_OPENS: Final = re.compile(r"\s*\(\s*(?:[^()\d]{0,25}\s)?")
_NEVER: Final = Qualifiers()


@dataclass(slots=True)
class _Said:
    """What the passage has said so far: the last indicator and the places that it was about."""

    indicator: str = ""
    geography: tuple[str, ...] = ()
    block: int | None = None


def observe(doc: Doc, linked: Linked, qualifiers: dict[str, Qualifiers]) -> tuple[Observation, ...]:
    """Observations of the running text, in text order."""
    return tuple(_observe(Context(doc, linked), qualifiers))


def _observe(context: Context, qualifiers: dict[str, Qualifiers]) -> Iterator[Observation]:
    said = _Said()
    values = _covered(context.by_layer["amount"], context.by_layer["date"])
    places = _covered([m for m in context.by_layer["entity"] if m.label in ("LOC", "ORG", "PER", "EVENT")])
    for sentence in context.doc.sents:
        amounts = [
            m for m in context.within("amount", sentence.start_char, sentence.end_char) if _speaks(m, context)
        ]
        if not amounts:
            continue
        block = context.structure.document.block_at(sentence.start_char)
        if block != said.block:
            said = _Said(block=block)
        tree = Tree(sentence, lambda token: _inside(token, values), lambda token: _inside(token, places))
        previous: Mention | None = None
        found: dict[str, Indicator] = {}
        for amount in amounts:
            what = _indicator(context, tree, sentence, amount, previous, found, said)
            if what is not None and what.text:
                found[amount.mention_id] = what
                observation = _observation(context, sentence, amount, previous, what, said, qualifiers)
                said.indicator = what.text
                said.geography = observation.geography
                yield observation
            previous = amount


def _covered(*layers: list[Mention]) -> list[tuple[int, int]]:
    return sorted((mention.start, mention.end) for layer in layers for mention in layer)


def _inside(token: Token, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (token.idx, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= token.idx < spans[at][1]


def _speaks(mention: Mention, context: Context) -> bool:
    """Whether an amount may be an observation: not a length of time, not in a title or a table's cell."""
    zone = context.structure.zone_at(mention.start)
    if zone is not None and zone.section not in _SECTIONS:
        return False
    amount = mention.value
    return isinstance(amount, Amount) and not (amount.kind == "quantity" and amount.unit in _TIME_UNITS)


def _indicator(
    context: Context,
    tree: Tree,
    sentence: Span,
    amount: Mention,
    previous: Mention | None,
    found: dict[str, Indicator],
    said: _Said,
) -> Indicator | None:
    value = amount.value
    span = context.doc.char_span(amount.start, amount.end, alignment_mode="expand")
    if not isinstance(value, Amount) or span is None:
        return None
    bracketed = (
        previous is not None
        and _OPENS.fullmatch(context.text, previous.end, amount.start) is not None
        and previous.mention_id in found
    )
    if bracketed and previous is not None and isinstance(previous.value, Amount):
        host = found[previous.mention_id]
        if previous.value.kind == "count" and value.kind == "money":
            return Indicator(
                f"стоимость {indicator.genitive_plural(host.text)}",
                host.head,
                host.start,
                host.end,
                rule="bracket",
            )
        if previous.value.kind == "count" and value.kind == "percent":
            return Indicator(
                f"доля {indicator.genitive_plural(host.text)}",
                host.head,
                host.start,
                host.end,
                rule="bracket",
            )
        return Indicator(host.text, host.head, host.start, host.end, host.direction, rule="bracket")
    if value.kind == "count":
        return _counted(context, tree, amount, value, span)
    what = indicator.find(tree, span.start, span.end, percent=value.kind == "percent" and value.unit == "%")
    if what is None:
        return _coordinated(tree, span, previous, found)
    if what.pronoun:
        return _resolved(what, said, found, previous)
    return what


def _counted(context: Context, tree: Tree, mention: Mention, amount: Amount, span: Span) -> Indicator | None:
    """The counted thing with its complement: «пять межрегиональных договоров о сотрудничестве»."""
    if amount.item is None:
        return None
    noun = tree.top(span.start, span.end)
    tokens = (
        [i for i in tree.phrase(noun) if i >= span.end] if context.doc[noun].pos_ in ("NOUN", "X") else []
    )
    # The complement begins right after the noun, else it belongs to something else.
    tail = [i for n, i in enumerate(tokens) if i == span.end + n]
    rest = " ".join(context.doc[i].text for i in tail)
    text = f"{amount.item} {rest}".strip()
    return Indicator(
        text, noun, mention.start, context.doc[tail[-1]].idx if tail else mention.end, rule="counted"
    )


def _coordinated(
    tree: Tree, span: Span, previous: Mention | None, found: dict[str, Indicator]
) -> Indicator | None:
    """«с 18,1 до 25,6 млрд долл.», «24,6 и 26,1 млрд»: a figure beside one of the same clause shares its indicator."""
    if previous is None or previous.mention_id not in found:
        return None
    gap = tree.doc.text[previous.end : span.start_char]
    if len(gap) > 40 or re.search(r"[;:.]", gap):
        return None
    host = found[previous.mention_id]
    return Indicator(host.text, host.head, host.start, host.end, None, rule="coordinated")


def _resolved(
    what: Indicator, said: _Said, found: dict[str, Indicator], previous: Mention | None
) -> Indicator | None:
    """A pronoun's indicator from what was said before: «их объём увеличился» after «инвестиции составили …»."""
    before = (
        found[previous.mention_id].text
        if previous is not None and previous.mention_id in found
        else said.indicator
    )
    if not before:
        return None
    if not what.text:
        return Indicator(before, -1, what.start, what.end, what.direction, rule=f"{what.rule}.carried")
    head = before.split(" о ")[0]
    return Indicator(
        f"{what.text} {indicator.genitive_plural(head)}",
        what.head,
        what.start,
        what.end,
        what.direction,
        rule=f"{what.rule}.carried",
    )


def _observation(
    context: Context,
    sentence: Span,
    mention: Mention,
    previous: Mention | None,
    what: Indicator,
    said: _Said,
    qualifiers: dict[str, Qualifiers],
) -> Observation:
    amount = mention.value
    assert isinstance(amount, Amount)
    flags = list(mention.flags)
    geography = context.places(what.start, what.end) if what.head >= 0 else ()
    everywhere = context.places(sentence.start_char, sentence.end_char)
    # The phrase's own places come first, the sentence's other places with them: «экспорт области … в Казахстан».
    geography = tuple(dict.fromkeys((*geography, *everywhere)))
    if not geography:
        geography = said.geography or context.subject
        if geography:
            flags.append("geography_inherited")
    qualified = qualifiers.get(mention.mention_id, _NEVER)
    direction: Change = what.direction or "level"
    unit = unit_of(amount)
    exact = {name: None if number is None else plain(number) for name, number in bounds(amount).items()}
    period = context.period(mention, sentence, previous)
    speaker = qualified.attributed_to
    return Observation(
        observation_id=stable_id(context.structure.document.doc_id, mention.mention_id, what.text),
        indicator=what.text,
        indicator_id=indicators.identify(what.text),
        value=exact["value"],
        low=exact["low"],
        high=exact["high"],
        comparator=amount.comparator,
        unit=unit,
        change=direction,
        period=period,
        geography=geography,
        source="text",
        mention_id=mention.mention_id,
        start=mention.start,
        end=mention.end,
        modality=qualified.modality,
        attributed_to=context.linked.entity_of.get(speaker) if speaker else None,
        of_total=None,
        flags=tuple(dict.fromkeys(flags)),
        confidence=mention.confidence,
        precision=precision(context.text[mention.start : mention.end], amount),
    )
