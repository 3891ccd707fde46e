"""Mentions → things: which country, body, person or forum is meant, in one paper and over all of them.

    >>> from pipeline.link.registered import candidates
    >>> [entry.iso_code for entry in candidates("LOC", "Российская Федерация")]
    ['RU']

The finder never guesses and the resolver accepts only a single surviving candidate: of two registered namesakes the
paper's own places decide, and where they don't, the mention gets a thing of its own name.
"""

from __future__ import annotations

from pipeline.link.instruments import instruments
from pipeline.link.resolve import link
from pipeline.link.things import entities, unified

__all__ = ["entities", "instruments", "link", "unified"]
