"""A sentence as facts need it: its dependency tree, corrected by its clauses.

The parser is right about phrases and unsure about attachment over clauses: in «экспорт снизился на 0,3 млрд и составил 17,1 млрд,
а поставки выросли на 13,8 %» it hangs the last figure on the first verb. Russian helps: a clause has one finite verb, and
what stands between two of them belongs to the nearer one on its side of «а», «но», «тогда как» or a semicolon. So verbs and subjects are
taken clause by clause, phrases from the tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from spacy.tokens import Doc, Span, Token

from pipeline.russian import morph
from pipeline.russian.names import Arc
from pipeline.russian.nlp import arcs

_WORD: Final = re.compile(r"\w")
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "csubj")
_KEPT: Final = frozenset({"amod", "nmod", "det", "case", "fixed", "flat", "compound", "flat:name"})
# After a comma or dash these open a clause with a verb of its own.
_OPENERS: Final = frozenset(
    "а но однако тогда хотя причём причем где когда если пока поскольку чтобы зато который которая которое которые которых "
    "которого которой котором которым которыми".split()
)
# Nouns whose prepositional complement says what they are: «расходы на образование» are other than «расходы на оборону».
_GOVERNING: Final = frozenset(
    "расход затрата спрос цена тариф инвестиция вложение ассигнование трата доступ выплата субсидия кредит налог пошлина".split()
)
PRONOUNS: Final = frozenset("он она оно они его её ее их который что это тот последний".split())
_EMPTY: Final = frozenset(
    "также ещё еще уже только лишь всего весь этот данный тот такой указанный названный свой сей нынешний".split()
)


class Tree:
    """One sentence. `is_value(token)` says what lies in an amount or a date; `is_place(token)` what lies in a named
    place: neither belongs to an indicator; `is_name(token)` what lies in any named thing: none is one. Tokens are given by their index in the doc."""

    def __init__(
        self,
        sentence: Span,
        is_value: Callable[[Token], bool],
        is_place: Callable[[Token], bool],
        is_name: Callable[[Token], bool],
    ) -> None:
        self.doc: Doc = sentence.doc
        self.first, self.last = sentence.start, sentence.end
        self.arcs: dict[int, Arc] = arcs(sentence)
        self.children: dict[int, list[int]] = {}
        for i, arc in self.arcs.items():
            if arc.head != i:
                self.children.setdefault(arc.head, []).append(i)
        self.is_value, self.is_place, self.is_name = is_value, is_place, is_name
        self.verbs = [token.i for token in sentence if is_finite(token) and not is_value(token)]
        self.walls = self._walls()

    # --- the tree itself

    def relation(self, i: int) -> str:
        return self.arcs[i].relation if i in self.arcs else ""

    def head(self, i: int) -> int:
        return self.arcs[i].head if i in self.arcs else i

    def subtree(self, i: int) -> Iterable[int]:
        yield i
        for child in self.children.get(i, ()):
            yield from self.subtree(child)

    def top(self, start: int, end: int) -> int:
        """The token of doc[start:end] whose head lies outside; the last wordlike one where there are several."""
        outside = [
            i
            for i in range(start, end)
            if i in self.arcs and (not start <= self.head(i) < end or self.head(i) == i)
        ]
        worded = [i for i in outside if _WORD.search(self.doc[i].text) or self.doc[i].text == "%"]
        return worded[-1] if worded else max(start, end - 1)

    def preposition(self, i: int) -> str | None:
        """The preposition that governs the token."""
        for child in self.children.get(i, ()):
            if self.relation(child) == "case" and child < i:
                return str(self.doc[child].lower_)
        return None

    # --- clauses

    def _walls(self) -> list[int]:
        """Indices of tokens that open another clause: what stands before doesn't govern what stands after."""
        walls = []
        for i in range(self.first, self.last):
            token = self.doc[i]
            if token.text == ";":
                walls.append(i)
            elif token.text in (",", "—", "–") and i + 1 < self.last:
                following = self.doc[i + 1].lower_
                preceded = self.doc[i + 2].lower_ if i + 2 < self.last else ""
                if following in _OPENERS or (
                    following in ("в", "на", "из", "с", "к", "для", "при") and preceded in _OPENERS
                ):
                    walls.append(i)
        return walls

    def walled(self, a: int, b: int) -> bool:
        """Whether a clause boundary lies between two tokens."""
        low, high = min(a, b), max(a, b)
        return any(low < wall < high for wall in self.walls)

    def verb_of(self, start: int, end: int) -> int | None:
        """The finite verb of the clause that doc[start:end] stands in: the nearest before, else the nearest after."""
        before = [verb for verb in self.verbs if verb < start and not self.walled(verb, start)]
        if before:
            return before[-1]
        after = [verb for verb in self.verbs if verb >= end and not self.walled(end - 1, verb)]
        return after[0] if after else None

    def subject_of(self, verb: int, amount: range) -> int | None:
        """The subject of a finite verb, or the one that it shares with the verb that it is joined to; a relative pronoun's noun."""
        others = [v for v in self.verbs if v != verb]
        for child in self.children.get(verb, ()):
            if self.relation(child) not in _SUBJECTS or self.is_value(self.doc[child]) or child in amount:
                continue
            between = range(min(child, verb) + 1, max(child, verb))
            if not any(v in between for v in others) and not self.walled(child, verb):
                return self._nearer(child, verb) or self._antecedent(child)
        previous = max((v for v in others if v < verb), default=self.first - 1)
        wall = max((w for w in self.walls if w < verb), default=self.first - 1)
        floor = max(previous, wall)
        nominal = [i for i in range(floor + 1, verb) if self.may_be_subject(i)]
        for i in (*(i for i in nominal if self.relation(i) in _SUBJECTS), *reversed(nominal)):
            return self._antecedent(i)
        limit = min((v for v in others if v > verb), default=self.last)
        limit = min([limit, *(w for w in self.walls if w > verb)])
        for i in range(verb + 1, limit):
            if i not in amount and self.may_be_subject(i) and self.relation(i) in _SUBJECTS:
                return i
        if previous >= self.first and wall < previous:
            return self.subject_of(previous, amount)
        if (
            wall >= self.first
            and previous >= self.first
            and self.doc[min(wall + 1, self.last - 1)].lower_ in _OPENERS
        ):
            return self.subject_of(previous, amount)
        return None

    def _nearer(self, subject: int, verb: int) -> int | None:
        """A new subject between the parser's and the verb: «капитал — 7 млрд, [доли] составляют 44 %» – after a figure and a comma."""
        for i in range(subject + 1, verb):
            closed = any(self.doc[j].text == "," for j in range(subject + 1, i))
            if (
                closed
                and self.may_be_subject(i)
                and any(self.is_value(self.doc[j]) for j in range(subject + 1, i))
            ):
                return i
        return None

    def _antecedent(self, i: int) -> int:
        """A relative pronoun's noun: what the parser hangs its clause on, else the nearest before it."""
        if self.doc[i].lemma_ != "который" and not (
            self.doc[i].lower_ == "что" and self.relation(self.head(i)).startswith("acl")
        ):
            return i
        clause = self.head(i)
        if (
            self.relation(clause).startswith("acl")
            and self.doc[self.head(clause)].pos_ == "NOUN"
            and self.head(clause) < i
        ):
            return self.head(clause)
        for j in range(i - 1, self.first - 1, -1):
            if self.doc[j].pos_ == "NOUN" and not self.is_value(self.doc[j]):
                return j
        return i

    def may_be_subject(self, i: int) -> bool:
        token = self.doc[i]
        if (
            self.is_value(token)
            or token.pos_ not in ("NOUN", "PROPN", "X", "PRON")
            or not _WORD.search(token.text)
        ):
            return False
        if self.preposition(i) is not None or self.relation(i) == "nmod":
            return False
        return any(parse.case == "nomn" for parse in morph.parses(token.text))

    def object_of(self, verb: int, amount: range) -> int | None:
        """The direct object of a verb that isn't the amount itself: «довести [оборот] до 40 млрд»."""
        for child in self.children.get(verb, ()):
            token = self.doc[child]
            if (
                self.relation(child) == "obj"
                and child not in amount
                and not self.is_value(token)
                and token.pos_ == "NOUN"
            ):
                return child
        for i in range(verb + 1, min(verb + 5, amount.start)):
            token = self.doc[i]
            bare = token.pos_ == "NOUN" and self.preposition(i) is None and self.relation(i) != "nmod"
            if bare and not self.is_value(token) and any(p.case == "accs" for p in morph.parses(token.text)):
                return i
        return None

    def segment(self, i: int) -> tuple[int, int]:
        """The stretch of the sentence around a token that has one finite verb: from comma, dash or «и» to the next such."""
        edges = [self.first, *self.walls]
        for a, b in zip(self.verbs, self.verbs[1:], strict=False):
            joints = [
                j for j in range(a + 1, b) if self.doc[j].text in (",", ";", "—", "–", ":", "и", "но", "а")
            ]
            if joints:
                hard = [j for j in joints if j in self.walls or self.doc[j].text in (";", ":")]
                edges.append((hard or joints)[-1])
        edges = sorted({*edges, self.last})
        low = max(edge for edge in edges if edge <= i)
        return low, min(edge for edge in edges if edge > i)

    # --- phrases

    def phrase(self, head: int) -> list[int]:
        """Tokens of the noun phrase: adjectives, complements and their prepositions, without values, names, clauses."""
        kept = {head}
        for child in self.children.get(head, ()):
            token, relation = self.doc[child], self.relation(child)
            if relation == "case" or self.is_value(token) or self.is_place(token) or token.lower_ in PRONOUNS:
                continue
            if token.lemma_ == "который":
                continue
            if relation == "conj" and self._is_coordinated(child, head):
                kept.update(
                    self.phrase(child), (i for i in self.children.get(child, ()) if self.relation(i) == "cc")
                )
            elif relation in _KEPT and token.lemma_ not in _EMPTY and not self._holds_value(child):
                if self._far(child, head):
                    continue
                kept.update(
                    self.phrase(child),
                    (i for i in self.children.get(child, ()) if self.relation(i) == "case"),
                )
        after = max(kept) + 1
        if (
            self.doc[head].lemma_ in _GOVERNING
            and after + 1 < self.last
            and self.doc[after].lower_ in ("на", "в", "во", "по")
        ):
            noun = next(
                (i for i in range(after + 1, min(after + 4, self.last)) if self.doc[i].pos_ == "NOUN"), None
            )
            plain = noun is not None and all(self.doc[i].pos_ == "ADJ" for i in range(after + 1, noun))
            if (
                noun is not None
                and plain
                and not any(
                    self.is_value(self.doc[i]) or self.is_place(self.doc[i]) for i in range(after, noun + 1)
                )
            ):
                kept.update(range(after, noun + 1))
        return sorted(kept)

    def _far(self, child: int, head: int) -> bool:
        """Whether a verb or a clause lies between: then the parser joined what the sentence keeps apart."""
        low, high = min(child, head), max(child, head)
        return self.walled(child, head) or any(low < verb < high for verb in self.verbs)

    def _is_coordinated(self, child: int, head: int) -> bool:
        """«нефти и нефтепродуктов»: nouns right beside each other, not clauses that merely follow."""
        joined = any(self.relation(i) == "cc" for i in self.children.get(child, ()))
        near = abs(child - head) <= 4 and self.doc[child].pos_ == self.doc[head].pos_
        return joined and near and not self._holds_value(child) and not self._far(child, head)

    def _holds_value(self, i: int) -> bool:
        return any(self.is_value(self.doc[j]) for j in self.subtree(i))

    def extent(self, head: int) -> tuple[int, int]:
        """Characters from the first to the last token of the phrase with the names in it: «экспорт [Омской области в Казахстан]»."""
        inside = {head}
        todo = [head]
        while todo:
            node = todo.pop()
            for child in self.children.get(node, ()):
                if (
                    self.relation(child) in (*_KEPT, "conj", "appos")
                    and not self._far(child, head)
                    and child not in inside
                ):
                    inside.add(child)
                    todo.append(child)
        first, last = min(inside), max(inside)
        return self.doc[first].idx, self.doc[last].idx + len(self.doc[last])

    def words(self, tokens: Iterable[int]) -> str:
        """The words of a phrase with its head in the nominative, lower case but for names."""
        parts = [_lower(self.doc[i]) for i in tokens]
        return morph.nominative(" ".join(part for part in parts if _WORD.search(part)))


def is_finite(token: Token) -> bool:
    """A finite verb, a short participle, or «нужен», «равен»: what makes a clause."""
    if not token.text[:1].isalpha():
        return False
    parse = morph.best(token.text)
    return parse.pos in ("VERB", "PRTS") or (
        parse.pos == "ADJS" and parse.lemma in ("равный", "нужный", "должный")
    )


def _lower(token: Token) -> str:
    text = str(token.text)
    if text.isupper() and len(text) > 1:
        return text
    return text.lower() if token.is_sent_start or not morph.best(text).is_name else text
