"""How well a typeset paper was read: a `Document` against its truth.

    body          characters of the body in reading order                            score_body.py
    furniture     running heads and page numbers                                     score_furniture.py
    notes         footnotes and their marks                                          score_notes.py
    hyphens       words joined over line ends                                        score_hyphens.py
    front         title, authors, codes, keywords, references (through `segment`)    score_front.py
    tables        cells, spans, captions                                             score_tables.py

Every part gives shares (so many right of so many), counts, and each difference with its context: what a reader's engineer needs is
not the figure but the list behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import score_body
import score_front
import score_furniture
import score_hyphens
import score_notes
import score_tables
from known import Truth
from score_findings import Findings, Share, together
from score_streams import streams

from pipeline.model import Structure

POOR_SCAN: Final = "poor_scan"

MOST_ERRORS: Final = {"born_digital": 0.002, "decoded": 0.02, "scan": 0.04, POOR_SCAN: 1.0}
"""Character error rate of the body that each class of file is allowed; a poor scan (noise, skew) is only shown."""

LEAST: Final = {
    "furniture found": 0.99,
    "furniture right": 0.99,
    "hyphens": 0.995,
    "title": 0.97,
    "authors": 0.97,
    "УДК": 0.97,
    "references": 0.97,
    "cells found": 0.98,
    "cells right": 0.98,
}
"""Least share of each kind that is asked of every class but poor scans."""

NEVER: Final = ("footnotes amid",)
"""What must not happen once, in any class."""

NEVER_IN_TEXT: Final = ("wrong digits",)
"""What must not happen once where the file has a text layer; an OCR engine's misread digit is part of its error rate."""


@dataclass(frozen=True, slots=True)
class Score:
    """One reading's result. `klass` is one of `MOST_ERRORS`; `error` says why nothing could be read."""

    name: str
    klass: str
    findings: Findings
    digits_known: bool = True
    text_layer: str = "none"
    error: str | None = None


def score(name: str, klass: str, truth: Truth, structure: Structure, *, digits_known: bool = True) -> Score:
    """The structure's document against the truth. Raises KeyError for an unknown class."""
    document, allowed = structure.document, MOST_ERRORS[klass]
    sides = streams(truth, document)
    exact = klass == "born_digital"
    lenient = 0.0 if exact else min(allowed, MOST_ERRORS["scan"])
    parts = (
        score_body.score(truth, document, sides, digits_known=digits_known),
        score_furniture.score(truth, document, sides, digits_known=digits_known, exact=exact),
        score_notes.score(truth, document, sides, digits_known=digits_known, exact=exact),
        score_hyphens.score(truth, document, sides),
        score_front.score(
            truth, structure.front, structure.references, digits_known=digits_known, most_errors=lenient
        ),
        score_tables.score(truth, document, digits_known=digits_known, most_errors=lenient),
    )
    return Score(name, klass, together(parts), digits_known, document.text_layer)


def unread(name: str, klass: str, truth: Truth, structure: Structure, error: str) -> Score:
    """The score of a file that wasn't read at all: everything is lost. `structure` is that of an empty document."""
    made = score(name, klass, truth, structure)
    return Score(name, klass, made.findings, True, "none", error)


def error_rate(findings: Findings) -> float:
    """Wrong characters over the truth's."""
    return findings.counts["wrong characters"] / max(1, findings.counts["characters"])


def missed(klass: str, findings: Findings) -> list[str]:
    """The thresholds of the class that the findings don't reach, each in words; empty when all are reached."""
    lacking: list[str] = []
    rate = error_rate(findings)
    if rate > MOST_ERRORS[klass]:
        lacking.append(f"body errors {rate:.2%} > {MOST_ERRORS[klass]:.1%}")
    for name, least in LEAST.items() if klass != POOR_SCAN else ():
        share = findings.shares.get(name, Share(0, 0))
        if share.rate < least:
            lacking.append(f"{name} {share.rate:.2%} < {least:.1%} ({share.right} of {share.of})")
    for name in (*NEVER, *(NEVER_IN_TEXT if klass in ("born_digital", "decoded") else ())):
        if count := findings.counts.get(name, 0):
            lacking.append(f"{name}: {count}")
    return lacking
