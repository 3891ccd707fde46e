"""Front matter and references, as `segment` hands them over, against what is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from known import Truth
from rapidfuzz.distance import Levenshtein
from score_findings import Difference, Findings, Share
from score_streams import masked

from pipeline.model import FrontMatter, Reference

_REFERENCE_ERRORS: Final = 0.02
_INITIALS: Final = re.compile(r"(?<=\w\.)\s+(?=\w\.)")


def score(
    truth: Truth,
    front: FrontMatter,
    references: Sequence[Reference],
    *,
    digits_known: bool,
    most_errors: float,
) -> Findings:
    """A share for each field that is printed, and `references`.

    Names and codes are right to the letter or wrong; titles may have the share of `most_errors`, references of 2 %.
    """
    findings: dict[str, Share] = {}
    differences: list[Difference] = []

    def field(name: str, said: str, got: str, errors: float = 0.0) -> None:
        said, got = (masked(text, digits_known=digits_known) for text in (said, got))
        right = Levenshtein.distance(said, got) <= errors * len(said)
        findings[name] = Share(int(right), 1).plus(findings.get(name, Share(0, 0)))
        if not right:
            differences.append(Difference(f"front: {name}", said, got))

    field("title", truth.title or "", front.title or "", most_errors)
    if truth.title_en is not None:
        field("title_en", truth.title_en, front.title_en or "", most_errors)
    field("authors", _names(truth.authors), _names(front.authors))
    for name, said, got in (
        ("УДК", truth.udc, front.udc),
        ("ББК", truth.bbk, front.bbk),
        ("DOI", truth.doi, front.doi),
        ("EDN", truth.edn, front.edn),
    ):
        if digits_known or not any(map(str.isdigit, f"{said or ''}{got or ''}")):
            if said is not None or got is not None:
                field(name, said or "", got or "")
        elif got is not None and got != said:
            field(name, "withheld", got)  # a code with digits that can't be known
    if truth.keywords or front.keywords:
        field("keywords", "; ".join(truth.keywords), "; ".join(front.keywords), most_errors)
    share, wrong = _references(truth, references, digits_known=digits_known, most_errors=most_errors)
    return Findings({**findings, "references": share}, {}, (*differences, *wrong))


def _names(names: Sequence[str]) -> str:
    """Names in a row; between initials nothing stands, whatever was printed there."""
    return "; ".join(_INITIALS.sub("", " ".join(name.split())) for name in names)


def _references(
    truth: Truth, references: Sequence[Reference], *, digits_known: bool, most_errors: float
) -> tuple[Share, list[Difference]]:
    """Entries with the right number and text, of those printed or read, whichever are more."""
    wrong: list[Difference] = []
    rest = list(references)
    right = 0
    for at, (number, text) in enumerate(truth.references):
        said = masked(text, digits_known=digits_known)
        by_number = [
            entry for entry in references if digits_known and number is not None and entry.number == number
        ]
        chosen = by_number[0] if by_number else None
        if chosen is None and (number is None or not digits_known) and at < len(references):
            chosen = references[at]
        got = masked(chosen.text, digits_known=digits_known) if chosen else ""
        if chosen is not None and chosen in rest:
            rest.remove(chosen)
        if Levenshtein.distance(said, got) <= max(_REFERENCE_ERRORS, most_errors) * len(said):
            right += 1
        else:
            wrong.append(
                Difference("reference: wrong" if got else "reference: lost", f"{number}. {said}", got)
            )
    wrong.extend(Difference("reference: is none", "", f"{entry.number}. {entry.text}") for entry in rest)
    return Share(right, max(len(truth.references), len(references))), wrong
