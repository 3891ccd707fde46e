"""The extractors in order of precedence: of two equally long spans in one layer, the earlier module's wins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from spacy.tokens import Doc

from pipeline.extract import agreement, amount, date, event, organisation, person, place, tabular
from pipeline.model import Layer, Mention, Rejection


class Extractor(Protocol):
    """The socket that every module of `ALL` fits."""

    KIND: Layer

    def find(self, doc: Doc) -> Iterator[Mention | Rejection]:
        """Mentions in the whole doc, in any order, mined zones or not; and candidates refused."""


ALL: Final[tuple[Extractor, ...]] = (date, amount, tabular, event, organisation, person, place, agreement)
