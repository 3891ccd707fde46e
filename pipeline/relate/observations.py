"""Sentences → observations: an indicator with a value, a period and a place.

    «экспорт Омской области в 2021 г. достиг 1,2 млрд долл.»
        → экспорт, 1200000000 USD, level, 2021, Омская область

An amount whose indicator can't be told yields nothing: a figure without a name is worse than none. The surprise is
«на»: «увеличился на 40,1 %» is an increase of 40,1 %, «увеличился до 40,1 %» a level.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.model import Change, Linked, Mention, Observation, Qualifiers, stable_id
from pipeline.relate import change, indicator, indicators
from pipeline.relate.context import Context
from pipeline.relate.indicator import Figure, Indicator
from pipeline.relate.phrases import of_many
from pipeline.relate.tree import Tree
from pipeline.relate.values import bounds, precision, unit_of
from pipeline.russian import morph
from pipeline.values import Amount, plain

_SECTIONS: Final = frozenset({"abstract", "body", "footnote", "caption", "other"})
_OPENS: Final = re.compile(r"\s*\(\s*(?:[^()\d]{0,25}\s)?")
_JOINED: Final = re.compile(r"\s*(?:,|и|или|—|–|до|по|против)?\s*(?:на|до|с|в)?\s*", re.IGNORECASE)
_LISTED: Final = re.compile(r"\s*(?:,|и)\s*(?:на\s+)?")
_YEAR: Final = re.compile(r"\d{4}")
_YEAR_BEFORE: Final = re.compile(
    r"[\s,]{1,2}(?:годом (?:ранее|раньше|прежде)|за год до (?:этого|того)|в предыдущем году)\b"
)
_YEARS: Final = re.compile(r"\d{4}/\d{4}")
_BESIDE: Final = 5  # characters between two dates of a list: « и »
_FROM_TO: Final = re.compile(r"\b(?:с|от)\s$")  # «с 8,7 до 7,2»: the first is of an earlier time
_RESPECTIVELY: Final = re.compile(r"\bсоответственно\b", re.IGNORECASE)
_SAME_TIME: Final = re.compile(
    r"\b(?:при этом|тем самым|за год|в том же году|того же года|за этот же? период|тогда же|за это время|в этом же году)\b",
    re.IGNORECASE,
)
_OUT_OF: Final = re.compile(r"\bиз (?:всех |этих |общих )?$", re.IGNORECASE)
_WORDS: Final = re.compile(r"[а-яё]+", re.IGNORECASE)
_COMPLEMENT: Final = re.compile(r"\s(?:о|об|в|на|из|с|по|для|от|к|при)\s")
# Counts of what the text itself is made of say nothing about the world: «три вывода», «два периода».
_DISCOURSE: Final = frozenset(
    "вывод период этап причина вопрос вид тип направление фактор задача часть сторона страна государство пункт аспект "
    "группа раз условие подход тезис способ уровень черта признак источник пример случай глава раздел блок".split()
)
_NEVER: Final = Qualifiers()


@dataclass(slots=True)
class _Said:
    """What the passage has said so far: the last indicator, its places, its period and how far that reaches.

    A period reaches into the next sentence where that says so: «В 2023 г. оборот достиг …. Экспорт при этом снизился на …».
    """

    indicator: str = ""
    geography: tuple[str, ...] = ()
    block: int | None = None
    period: str | None = None
    reach: int = -1


def observe(doc: Doc, linked: Linked, qualifiers: dict[str, Qualifiers]) -> tuple[Observation, ...]:
    """Observations of the running text, in text order."""
    return tuple(_observe(Context(doc, linked), qualifiers))


def _observe(context: Context, qualifiers: dict[str, Qualifiers]) -> Iterator[Observation]:
    said = _Said()
    values = _covered(context.by_layer["amount"], context.by_layer["date"])
    names = _covered(context.by_layer["entity"])
    places = _covered(context.areas())
    for sentence in context.doc.sents:
        amounts = [
            m for m in context.within("amount", sentence.start_char, sentence.end_char) if _speaks(m, context)
        ]
        if not amounts:
            continue
        block = context.structure.document.block_at(sentence.start_char)
        if block != said.block:
            said = _Said(block=block)
        tree = Tree(
            sentence,
            lambda token: _inside(token, values),
            lambda token: _inside(token, places),
            lambda token: _inside(token, names),
        )
        previous: Mention | None = None
        found: dict[str, Indicator] = {}
        for amount in amounts:
            what = _indicator(context, tree, amount, previous, found, said)
            if what is not None and what.text:
                found[amount.mention_id] = what
                observation = _observation(
                    context,
                    sentence,
                    tree,
                    _chain(context, amounts, amount),
                    amount,
                    previous,
                    what,
                    said,
                    qualifiers,
                )
                said.indicator = what.text
                said.geography = observation.geography
                if observation.period is not None:
                    said.period, said.reach = observation.period, sentence.end_char + 1
                yield observation
            previous = amount


def _covered(*layers: list[Mention]) -> list[tuple[int, int]]:
    return sorted((mention.start, mention.end) for layer in layers for mention in layer)


def _inside(token: Token, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (token.idx, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= token.idx < spans[at][1]


def _speaks(mention: Mention, context: Context) -> bool:
    """Whether an amount may be an observation: not in a title or a table's cell."""
    zone = context.structure.zone_at(mention.start)
    if zone is not None and zone.section not in _SECTIONS:
        return False
    return isinstance(mention.value, Amount)


def _indicator(
    context: Context,
    tree: Tree,
    mention: Mention,
    previous: Mention | None,
    found: dict[str, Indicator],
    said: _Said,
) -> Indicator | None:
    amount = mention.value
    span = context.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if not isinstance(amount, Amount) or span is None:
        return None
    host = found.get(previous.mention_id) if previous is not None else None
    if (
        host is not None
        and previous is not None
        and _OPENS.fullmatch(context.text, previous.end, mention.start)
    ):
        return _bracketed(amount, previous.value, host, _moved(context, previous.end, mention.start))
    before = context.doc[span.start - 1].lower_ if span.start > tree.first else None
    figure = Figure(span.start, span.end, amount, before)
    if amount.kind == "count":
        measured = indicator.find(tree, figure) if indicator.measures(tree, figure) else None
        if measured is not None and measured.text and not measured.pronoun:
            return measured  # «поголовье сократилось до 4,5 млн голов»: the herd is measured, the heads are its unit
        return _counted(context, tree, mention, amount, span)
    place = _elliptic(context, tree, span)
    if host is not None and place is not None:
        return replace(host, start=place.start, end=place.end, rule="elliptic")
    if host is not None and previous is not None and _shares(context, previous, mention):
        shared = replace(host, rule="coordinated")
        # «на 9, 12 и 15 %» shares the «на» too; «с 18,1 до 25,6» are two levels.
        return shared if before not in ("до", "с", "от") else replace(shared, direction=None)
    what = indicator.find(tree, figure)
    if before != "до" and indicator.after_dash(tree, figure) and (what is None or what.rule != "predicate"):
        gapped = _gapped(context, previous, mention, host)
        if gapped is not None or host is not None:
            return gapped
    if what is not None and what.pronoun:
        return _resolved(what, said, host)
    if (
        what is not None
        and what.rule == "predicate"
        and what.direction is None
        and before == "на"
        and host is not None
    ):
        moved = [f.direction for f in found.values() if f.direction is not None]
        return replace(
            what, direction=moved[-1] if moved else None
        )  # the verb that is left out is the one before
    return what


def _elliptic(context: Context, tree: Tree, span: Span) -> Mention | None:
    """The place of «… области — 8,1 тыс., Костанайской — 9,7 тыс.»: the same indicator, said of another place."""
    if span.start - 2 < tree.first or context.doc[span.start - 1].text not in ("—", "–"):
        return None
    token = context.doc[span.start - 2]
    named = [
        m
        for m in context.within("entity", tree.doc[tree.first].idx, token.idx + 1)
        if m.end >= token.idx + len(token)
    ]
    return named[-1] if named and named[-1].label in ("LOC", "ORG") else None


def _gapped(
    context: Context, previous: Mention | None, mention: Mention, host: Indicator | None
) -> Indicator | None:
    """«… области — 8,1 тыс., Западно-Казахстанской, где добывают газ, — 16,2 тыс.»: the figure before tells what, the last place
    between tells where; with nothing of either, nothing."""
    if host is None or previous is None:
        return None
    if not context.places(previous.end, mention.start):
        return None
    return replace(host, start=previous.end, end=mention.start, rule="elliptic")


def _moved(context: Context, start: int, end: int) -> Change | None:
    """The word of change in a stretch of text: «(рост на 7 %)», «(падение на 4 %)»."""
    words = (morph.lemma(word) for word in _WORDS.findall(context.text[start:end]))
    return next((direction for word in words if (direction := change.by_noun(word)) is not None), None)


def _bracketed(amount: Amount, before: object, host: Indicator, direction: Change | None) -> Indicator:
    """«67 проектов (14 млрд долл.)»: what the projects cost; «91,7 % (26 млрд долл.)»: the same thing in other terms."""
    if isinstance(before, Amount) and before.kind == "count" and amount.kind == "money":
        return replace(host, text=of_many("стоимость", host.text), rule="bracket", direction=None)
    if isinstance(before, Amount) and before.kind == "count" and amount.kind == "percent":
        return replace(host, text=of_many("доля", host.text), rule="bracket", direction=None)
    return replace(host, rule="bracket", direction=direction or host.direction)


def _shares(context: Context, previous: Mention, mention: Mention) -> bool:
    """Whether nothing but a joining word stands between two figures of one kind: «24,2 и 26,1 млрд», «с 18,1 до 25,6»."""
    a, b = previous.value, mention.value
    alike = isinstance(a, Amount) and isinstance(b, Amount) and a.kind == b.kind and a.currency == b.currency
    return alike and _JOINED.fullmatch(context.text, previous.end, mention.start) is not None


def _counted(context: Context, tree: Tree, mention: Mention, amount: Amount, span: Span) -> Indicator | None:
    """The counted thing with its complement: «пять межрегиональных договоров о сотрудничестве»."""
    if amount.item is None:
        return None
    item = amount.item
    words = context.text[mention.start : mention.end].split()
    if morph.lemma(item.split(" ")[-1]) in _DISCOURSE and not any(map(str.isdigit, words[0])):
        return None
    noun = tree.top(span.start, span.end)
    # The complement begins right after the noun, else it belongs to something else.
    tail = [i for n, i in enumerate(i for i in tree.phrase(noun) if i >= span.end) if i == span.end + n]
    text = f"{item} {' '.join(context.doc[i].text for i in tail)}".strip()
    end = context.doc[tail[-1]].idx + len(context.doc[tail[-1]]) if tail else mention.end
    return Indicator(text, mention.start, end, "counted")


def _resolved(what: Indicator, said: _Said, host: Indicator | None) -> Indicator | None:
    """A pronoun's indicator from what was said before: «их объём увеличился» after «инвестиции составили …»."""
    before = host.text if host is not None else said.indicator
    if not before:
        return replace(what, pronoun=False) if what.text else None
    rule = f"{what.rule}.carried"
    if not what.text:
        return replace(what, text=before, rule=rule, pronoun=False)
    if what.text.split(" ")[-1] in before:
        return replace(what, rule=rule, pronoun=False)
    core = _COMPLEMENT.split(before, maxsplit=1)[0]
    return replace(what, text=of_many(what.text, core), rule=rule, pronoun=False)


def _period(context: Context, tree: Tree, mention: Mention, chain: list[Mention]) -> str | None:
    """The sentence's date for the figure; in «для 2021 и 2022 гг. … 24,2 и 26,1 млрд … соответственно» each has its own; of a
    period from year to year «с 29,8» takes the first year and «до 36,1» the last."""
    span = context.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    assert span is not None
    if len(chain) > 1 and mention in chain:
        listed = [
            d
            for d in context.within("date", tree.doc[tree.first].idx, chain[0].start)
            if "/" not in d.value.norm
        ]
        if len(listed) == len(chain) and all(
            len(context.text[a.end : b.start]) <= _BESIDE for a, b in pairwise(listed)
        ):
            return listed[chain.index(mention)].value.norm
    period = context.period(mention, tree, span)
    before = context.doc[span.start - 1].lower_ if span.start > tree.first else ""
    if period is not None and _YEAR.fullmatch(period) and _YEAR_BEFORE.match(context.text, mention.end):
        return str(int(period) - 1)
    if period is not None and _YEARS.fullmatch(period) and before in ("с", "до"):
        first, last = period.split("/")
        return first if before == "с" else last
    return period


def _total(context: Context, mention: Mention, previous: Mention | None) -> str | None:
    """The whole that a count is of: «из 89 субъектов 76 имеют …» – 89 of the 76."""
    if previous is None or not isinstance(previous.value, Amount) or not isinstance(mention.value, Amount):
        return None
    whole, part = previous.value, mention.value
    alike = whole.kind == "count" and part.kind == "count" and whole.item == part.item
    smaller = whole.value is not None and part.value is not None and part.value < whole.value
    led = _OUT_OF.search(context.text, max(0, previous.start - 12), previous.start) is not None
    return plain(whole.value) if alike and smaller and led and whole.value is not None else None


def _geography(
    context: Context, tree: Tree, sentence: Span, mention: Mention, what: Indicator, chain: list[Mention]
) -> tuple[str, ...]:
    """Places of the indicator's phrase, else of the clause, else of the sentence; in «в Омской и Курганской областях — на 9 и 12 %
    соответственно» each figure has its own."""
    span = context.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    low, high = tree.segment(span.start if span is not None else tree.first)
    clause = context.places(context.doc[low].idx, context.doc[high - 1].idx + 1)
    if len(chain) > 1 and len(clause) == len(chain) and _RESPECTIVELY.search(sentence.text):
        return (clause[chain.index(mention)],)
    if clause and what.end <= context.doc[low].idx and what.rule != "elliptic":
        return clause  # «доля … в ЕАЭС достигла 93 %, а в ШОС едва превышает 20 %»: a shared subject, another place
    return (
        context.places(what.start, what.end)
        or clause
        or context.places(sentence.start_char, sentence.end_char)
    )


def _chain(context: Context, amounts: list[Mention], mention: Mention) -> list[Mention]:
    """The figures joined to this one by nothing but commas and «и»: «24,2 и 26,1 млрд»."""
    chains: list[list[Mention]] = [[]]
    for amount in amounts:
        joined = chains[-1] and _LISTED.fullmatch(context.text, chains[-1][-1].end, amount.start)
        if joined:
            chains[-1].append(amount)
        else:
            chains.append([amount])
    return next(chain for chain in chains if mention in chain)


def _observation(
    context: Context,
    sentence: Span,
    tree: Tree,
    chain: list[Mention],
    mention: Mention,
    previous: Mention | None,
    what: Indicator,
    said: _Said,
    qualifiers: dict[str, Qualifiers],
) -> Observation:
    amount = mention.value
    assert isinstance(amount, Amount)
    flags = list(mention.flags)
    geography = _geography(context, tree, sentence, mention, what, chain)
    if not geography:
        geography = said.geography if said.geography and context.wide(said.geography) else context.subject
        if geography:
            flags.append("geography_inherited")
    qualified = qualifiers.get(mention.mention_id, _NEVER)
    direction: Change = what.direction or "level"
    unit = unit_of(amount)
    exact = {name: None if number is None else plain(number) for name, number in bounds(amount).items()}
    period = _period(context, tree, mention, chain)
    carried = sentence.start_char <= said.reach and _SAME_TIME.search(
        context.text, sentence.start_char, mention.start
    )
    began = _FROM_TO.search(context.text[max(0, mention.start - 4) : mention.start]) is not None
    if period is None and carried and not began and not context.dated(sentence):
        period = said.period
        flags += ["period_inherited"] if period else []
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
        per=amount.per,
        change=direction,
        period=period,
        geography=geography,
        source="text",
        mention_id=mention.mention_id,
        start=mention.start,
        end=mention.end,
        modality="negated" if what.negated else qualified.modality,
        attributed_to=context.linked.entity_of.get(speaker) if speaker else None,
        of_total=_total(context, mention, previous),
        flags=tuple(dict.fromkeys(flags)),
        confidence=mention.confidence,
        precision=precision(context.text[mention.start : mention.end], amount),
    )
