"""Things → facts: observations from sentences and tables, slots of agreements, claims over papers."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.model import Linked, Observation, Qualifiers
from pipeline.relate import observations, tabular
from pipeline.relate.agreements import fill
from pipeline.relate.claims import claims

__all__ = ["claims", "fill", "observe"]


def observe(doc: Doc, linked: Linked, qualifiers: dict[str, Qualifiers]) -> tuple[Observation, ...]:
    """All observations of one paper: those of its sentences, then those of its tables."""
    return (*observations.observe(doc, linked, qualifiers), *tabular.observe(doc, linked))
