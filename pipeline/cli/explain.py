"""`svod explain`: what fired on a sentence, what was rejected, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.extract import Extracted
    from pipeline.model import Mention, Rejection

_SHOWN = 60


def explain(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A sentence or more; «-» reads standard input.")
    ],
) -> None:
    """Say what fires on a text, what was rejected, and why."""
    from pipeline.extract import extract
    from pipeline.russian.nlp import build

    said = sys.stdin.read() if text == "-" else text
    for line in explained(said, extract(build()(said))):
        typer.echo(line)


def explained(text: str, found: Extracted) -> Iterator[str]:
    """One line a finding, in text order: span, what it is worth, rule; then one a refusal, with its reason."""
    for mention in found.mentions:
        yield _mention_line(text, mention)
    if not found.mentions:
        yield "nothing fired"
    if found.rejections:
        yield ""
        yield "rejected:"
    for rejection in found.rejections:
        yield _rejection_line(text, rejection)


def _mention_line(text: str, mention: Mention) -> str:
    sure = "" if mention.confidence is None else f"  {mention.confidence:.2f}"
    flags = f"  ({', '.join(mention.flags)})" if mention.flags else ""
    return f"{mention.start}–{mention.end}  «{_quote(text, mention.start, mention.end)}»  {mention.layer}: {mention.value}  [{mention.rule}]{sure}{flags}"


def _rejection_line(text: str, rejection: Rejection) -> str:
    quote = _quote(text, rejection.start, rejection.end)
    return f"{rejection.start}–{rejection.end}  «{quote}»  [{rejection.rule}] {rejection.reason}"


def _quote(text: str, start: int, end: int) -> str:
    quote = " ".join(text[start:end].split())
    return quote if len(quote) <= _SHOWN else quote[: _SHOWN - 1] + "…"
