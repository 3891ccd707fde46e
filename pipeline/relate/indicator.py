"""What an amount measures: the indicator, read off the dependency tree of its sentence.

«Внешнеторговый оборот России … достиг 26 млрд долл.» – the verb's subject; «оборот в 26 млрд долл.» – the noun it depends
on; «общая стоимость которых — 26,5 млрд долл.» – the subject of a nominal predicate, its pronoun replaced by what it
stands for; «67 проектов (14 млрд долл.)» – the thing before the bracket. The surprise: «30 % экспорта» measures neither
the verb's subject nor the export but the share of one in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.model import Change
from pipeline.relate import change
from pipeline.russian import morph
from pipeline.russian.names import Arc
from pipeline.russian.nlp import arcs

# «на сумму», «в размере», «в объёме», «на уровне»: these carry a figure of something else.
_CARRIERS: Final = frozenset("сумма размер уровень величина отметка показатель значение".split())
_PRONOUNS: Final = frozenset("он она оно они его её ее их который что это тот".split())
_POSSESSIVE: Final = frozenset("его её ее их".split())
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "csubj")
_KEPT: Final = frozenset({"amod", "nmod", "det", "case", "fixed", "flat", "compound", "flat:name"})
_SHARE_VERBS: Final = frozenset(
    "составить составлять занять занимать формировать обеспечить обеспечивать приходиться прийтись достигать достигнуть "
    "превышать превысить".split()
)
_OPAQUE: Final = frozenset(
    "также ещё еще уже только лишь всего весь этот данный тот такой указанный названный свой".split()
)
_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Indicator:
    """`text` in the nominative; `head` is the noun's token index (−1 where carried over); `span` bounds its words;
    `direction` where a noun or verb of change governs; `pronoun` where it has to be resolved from before."""

    text: str
    head: int
    start: int
    end: int
    direction: Change | None = None
    pronoun: bool = False
    rule: str = ""


class Tree:
    """A sentence's dependency tree with the questions that indicators ask. `is_value(token)` says what lies in an amount,
    a date or a citation mark; `is_place(token)` what lies in a named place or a party: neither belongs to an indicator."""

    def __init__(
        self, sentence: Span, is_value: Callable[[Token], bool], is_place: Callable[[Token], bool]
    ) -> None:
        self.doc: Doc = sentence.doc
        self.sentence = sentence
        self.arcs: dict[int, Arc] = arcs(sentence)
        self.children: dict[int, list[int]] = {}
        for i, arc in self.arcs.items():
            if arc.head != i:
                self.children.setdefault(arc.head, []).append(i)
        self.is_value, self.is_place = is_value, is_place

    def relation(self, i: int) -> str:
        return self.arcs[i].relation if i in self.arcs else ""

    def head(self, i: int) -> int:
        return self.arcs[i].head if i in self.arcs else i

    def top(self, start: int, end: int) -> int:
        """The token of doc[start:end] whose head lies outside; the last noun-like one where there are several."""
        outside = [i for i in range(start, end) if i in self.arcs and not start <= self.head(i) < end]
        roots = [i for i in range(start, end) if i in self.arcs and self.head(i) == i]
        worded = [i for i in (*outside, *roots) if _WORD.search(self.doc[i].text) or self.doc[i].text == "%"]
        return worded[-1] if worded else max(start, end - 1)

    def subtree(self, i: int) -> Iterable[int]:
        yield i
        for child in self.children.get(i, ()):
            yield from self.subtree(child)

    def subject(self, verb: int, avoid: range) -> int | None:
        for child in self.children.get(verb, ()):
            if self.relation(child) in _SUBJECTS and not any(i in avoid for i in self.subtree(child)):
                return child
        return None

    def case_of(self, i: int) -> str | None:
        """The preposition that governs the token."""
        for child in self.children.get(i, ()):
            if self.relation(child) == "case":
                return str(self.doc[child].lower_)
        return None

    def phrase(self, head: int) -> list[int]:
        """Tokens of the noun phrase: adjectives, complements and their prepositions, without values, places, clauses."""
        kept = [head]
        for child in self.children.get(head, ()):
            token = self.doc[child]
            relation = self.relation(child)
            if relation == "case" and child < head:
                continue
            if relation == "conj" and self._is_coordinated(child, head):
                kept += self.phrase(child)
                kept += [i for i in self.children.get(child, ()) if self.relation(i) == "cc"]
                continue
            if (
                relation not in _KEPT
                or self.is_value(token)
                or token.lemma_ in _OPAQUE
                or token.lower_ in _PRONOUNS
            ):
                continue
            if relation == "det" and token.lemma_ in _OPAQUE:
                continue
            if self._is_only_place(child):
                continue
            if self._is_value_phrase(child):
                continue
            kept += self._with_preposition(child)
        return sorted(set(kept))

    def _with_preposition(self, child: int) -> list[int]:
        return [*self.phrase(child), *(i for i in self.children.get(child, ()) if self.relation(i) == "case")]

    def _is_coordinated(self, child: int, head: int) -> bool:
        """«нефти и нефтепродуктов»: nouns joined by «и» right beside each other, not clauses that merely follow."""
        return (
            self.doc[child].pos_ == self.doc[head].pos_
            and any(self.relation(i) == "cc" for i in self.children.get(child, ()))
            and not self._is_only_place(child)
            and not self._is_value_phrase(child)
            and abs(child - head) <= 4
        )

    def _is_only_place(self, i: int) -> bool:
        return self.is_place(self.doc[i])

    def _is_value_phrase(self, i: int) -> bool:
        return any(self.is_value(self.doc[j]) for j in self.subtree(i))

    def text(self, tokens: list[int], case: str = "nomn") -> str:
        """The phrase's words with the head and its adjectives in the case asked for, lower case but for names."""
        words = [self.doc[i].text for i in tokens]
        parts = [_lower(self.doc[i]) for i in tokens] if words else []
        phrase = " ".join(part for part in parts if _WORD.search(part))
        return morph.nominative(phrase) if case == "nomn" else _inflected(morph.nominative(phrase), case)


def _lower(token: Token) -> str:
    text = str(token.text)
    if text.isupper() and len(text) > 1:
        return text
    return text.lower() if token.is_sent_start or not morph.best(text).is_name else text


def _inflected(phrase: str, case: str) -> str:
    """A nominative phrase in another case: its first noun and the adjectives before it."""
    words = phrase.split(" ")
    out = []
    for n, word in enumerate(words):
        reading = morph.best(word)
        if reading.is_noun:
            plural = "plur" if reading.number == "plur" else "sing"
            out.append(morph.inflect(word, case, plural, pos="NOUN") or word)
            return " ".join([*out, *words[n + 1 :]])
        out.append((morph.inflect(word, case) if reading.is_adjective else None) or word)
    return " ".join(out)


def find(tree: Tree, start: int, end: int, *, percent: bool) -> Indicator | None:
    """The indicator of the amount at doc[start:end], or null where the tree names none."""
    top = tree.top(start, end)
    amount = range(start, end)
    # A nominal predicate: «стоимость — 26,5 млрд долл.»
    subject = next(
        (
            c
            for i in amount
            for c in tree.children.get(i, ())
            if c not in amount and tree.relation(c) in _SUBJECTS
        ),
        None,
    )
    if subject is not None:
        return _of_subject(tree, subject, top, None, start, end, percent=percent, rule="predicate")
    return _climb(tree, top, start, end, percent=percent)


def _climb(tree: Tree, top: int, start: int, end: int, *, percent: bool) -> Indicator | None:
    node, amount = top, range(start, end)
    direction: Change | None = None
    delta = tree.case_of(top) in ("на", "в")
    for _ in range(6):
        parent = tree.head(node)
        if parent == node or parent in amount:
            return None
        token = tree.doc[parent]
        compared = change.by_comparison(token.text)
        if compared is not None:
            direction = compared
            node = parent
            continue
        if (
            token.pos_ in ("VERB", "ADV")
            or tree.relation(parent) in ("acl", "acl:relcl")
            or token.pos_ == "ADJ"
        ):
            verb_direction = change.by_verb(token.lemma_) if delta else None
            found = _subject_up(tree, parent, amount)
            if found is not None:
                return _of_subject(
                    tree,
                    found,
                    top,
                    direction or verb_direction,
                    start,
                    end,
                    percent=percent,
                    rule="subject",
                    verb=token.lemma_,
                )
            direction = direction or verb_direction
            node = parent
            continue
        if token.pos_ in ("NOUN", "PROPN", "X") and not tree.is_value(token):
            if token.lemma_ in _CARRIERS and not tree.phrase(parent)[1:]:
                node = parent
                continue
            if _comes_first(tree, parent, start) or tree.relation(top) in ("appos", "parataxis", "orphan"):
                return _of_subject(tree, parent, top, direction, start, end, percent=percent, rule="noun")
        node = parent
    return None


def _comes_first(tree: Tree, noun: int, start: int) -> bool:
    return noun < start


def _subject_up(tree: Tree, verb: int, amount: range) -> int | None:
    """The subject of a verb, or of the verb that it is conjoined with or depends on; the noun that a participle describes."""
    for _ in range(4):
        subject = tree.subject(verb, amount)
        if subject is not None:
            relative = tree.doc[subject].lemma_ in ("который", "что") and tree.relation(verb).startswith(
                "acl"
            )
            return tree.head(verb) if relative else subject
        relation = tree.relation(verb)
        parent = tree.head(verb)
        if parent == verb:
            return None
        if relation.startswith("acl") and tree.doc[parent].pos_ in ("NOUN", "PROPN"):
            return parent
        if relation not in ("conj", "xcomp", "ccomp", "advcl", "parataxis", "advmod", "acl", "acl:relcl"):
            return None
        verb = parent
    return None


def _of_subject(
    tree: Tree,
    subject: int,
    top: int,
    direction: Change | None,
    start: int,
    end: int,
    *,
    percent: bool,
    rule: str,
    verb: str = "",
) -> Indicator:
    token = tree.doc[subject]
    if token.lower_ in _PRONOUNS or token.pos_ == "PRON":
        return Indicator("", subject, token.idx, token.idx + len(token), direction, True, rule)
    noun_direction = change.by_noun(token.lemma_)
    if noun_direction is not None:
        inner = [
            c
            for c in tree.children.get(subject, ())
            if tree.relation(c) == "nmod" and not tree.is_place(tree.doc[c])
        ]
        inner = [
            c
            for c in inner
            if not tree._is_value_phrase(c) and tree.doc[c].pos_ == "NOUN" and tree.case_of(c) is None
        ]
        direction = noun_direction
        if not inner:
            return Indicator("", subject, token.idx, token.idx + len(token), direction, True, rule)
        subject = inner[0]
    tokens = tree.phrase(subject)
    text = tree.text(tokens)
    if any(tree.doc[c].lower_ in _POSSESSIVE for c in tree.children.get(subject, ())) or any(
        tree.doc[c].lower_ == "которых" or tree.doc[c].lemma_ == "который"
        for c in tree.children.get(subject, ())
    ):
        return Indicator(
            text, subject, tree.doc[tokens[0]].idx, tree.doc[tokens[-1]].idx, direction, True, rule
        )
    if percent and direction is None:
        whole = _whole(tree, start, end)
        if whole is not None and verb in ("", *_SHARE_VERBS):
            text = f"доля {_inflected(text, 'gent')} в {_inflected(whole, 'loct')}"
            rule = "share"
        elif rule == "noun" and tree.relation(top) in ("appos", "parataxis"):
            text = f"доля {_inflected(text, 'gent')}"
            rule = "share"
    last = tree.doc[tokens[-1]]
    return Indicator(text, subject, tree.doc[tokens[0]].idx, last.idx + len(last), direction, False, rule)


def _whole(tree: Tree, start: int, end: int) -> str | None:
    """The genitive after a percent: «30 % экспорта» → «экспорт»."""
    for i in range(start, end):
        for child in tree.children.get(i, ()):
            token = tree.doc[child]
            if (
                child >= end
                and tree.relation(child) == "nmod"
                and tree.case_of(child) is None
                and token.pos_ == "NOUN"
            ):
                return tree.text(tree.phrase(child))
    return None


def genitive_plural(phrase: str) -> str:
    """«совместный проект» → «совместных проектов»: what a value or a share is of."""
    words = phrase.split(" ")
    out = []
    for n, word in enumerate(words):
        reading = morph.best(word)
        if reading.is_noun:
            out.append(morph.inflect(word, "gent", "plur", pos="NOUN") or morph.inflect(word, "gent") or word)
            return " ".join([*out, *words[n + 1 :]])
        out.append((morph.inflect(word, "gent", "plur") if reading.is_adjective else None) or word)
    return " ".join(out)
