"""The working notes of one agreement word: its sentence by positions, and what was found around it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from pipeline.russian.nlp import arcs


@dataclass(slots=True)
class Frame:
    """An agreement's name by token positions of `Sentence.words`; the end is exclusive."""

    start: int
    end: int
    title_end: int
    premodifiers: tuple[int, ...] = ()
    count: int | None = None
    comparator: str | None = None
    quantified: bool = False
    topic: tuple[int, int] | None = None
    topic_noun: str | None = None
    quote: bool = False
    parties: tuple[str, ...] = ()
    has_parties: bool = False
    date: str | None = None
    number: str | None = None
    owner: str | None = None
    owner_taken: bool = False
    years: bool = False
    # Adjectives that share the noun: «Душанбинская и Бишкекская декларации».
    shared: tuple[int, ...] = ()
    # «протоколы от 2003 и 2011 гг.»: one of each year.
    dated_each: bool = False


class Sentence:
    """A sentence's words without white space, with its parse when asked for."""

    def __init__(self, span: Span) -> None:
        self.span = span
        # Once: spaCy joins a text anew, from all its tokens, each time that it is asked for.
        self.text = span.text
        self.tokens = [token for token in span if not token.is_space]
        self.words = [token.text for token in self.tokens]
        self._position = {token.i: n for n, token in enumerate(self.tokens)}

    def lemma(self, at: int) -> str:
        return self.tokens[at].lemma_

    def offset(self, at: int) -> int:
        return self.tokens[at].idx

    def text_from(self, at: int) -> str:
        return self.text[self.tokens[at].idx - self.span.start_char :]

    def position_after(self, at: int, length: int) -> int:
        """The first position at or behind `length` characters from the word `at`."""
        limit = self.tokens[at].idx + length
        while at < len(self.tokens) and self.tokens[at].idx < limit:
            at += 1
        return at

    def relation(self, at: int) -> str:
        arc = arcs(self.span).get(self.tokens[at].i)
        return arc.relation if arc else ""

    def under(self, at: int, head: int) -> bool:
        """Whether the parser hangs the word below the head or below something between the head and the word."""
        parsed = arcs(self.span)
        top = range(self.tokens[head].i, self.tokens[at].i)
        here = self.tokens[at].i
        for _ in range(len(self.tokens)):
            if here in top:
                return True
            above = parsed[here].head if here in parsed else here
            if above == here:
                return False
            here = above
        return False
