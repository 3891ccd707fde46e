"""What abbreviations mean in one paper.

A paper's own word comes first: «АО «НК “Казахстан темир жолы”» (КТЖ)» makes КТЖ the company in full, legal form and all,
from then on. Then the registry speaks. Inside a name the last abbreviation is spelt out too: «Суд ЕАЭС» is «Суд
Евразийского экономического союза».
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.link.registered import candidates, folded
from pipeline.model import Mention
from pipeline.russian import gazetteer
from pipeline.russian.acronyms import explained, fits
from pipeline.russian.declension import in_case
from pipeline.values import Name

_AFTER: Final = re.compile(
    r"\s*\((?:далее\s*[–—-]\s*|сокращ[её]нно\s*[–—-]?\s*)?[«\"]?(?P<short>[А-ЯЁA-Z][\w+-]*[А-ЯЁA-Z+])[»\"]?[\s,;)]"
)
_WORDS: Final = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


def meanings(text: str, named: Iterable[Mention]) -> dict[str, str]:
    """Abbreviation → full name, by what the text itself explains: in brackets after a name that was found, or by a dash."""
    found: dict[str, str] = {}
    for mention in named:
        if mention.label != "ORG" or not isinstance(mention.value, Name):
            continue
        match = _AFTER.match(text, mention.end)
        if match is None:
            continue
        short, full = match["short"], mention.value.full
        if _may_mean(short, full):
            found.setdefault(short, full)
    by_letters = {short: full for short, full in explained(text).items() if not _is_cut_short(short, full)}
    return {**by_letters, **found}


def _is_cut_short(short: str, full: str) -> bool:
    """Whether an explanation breaks off inside the registered name (a line's end or a note may have cut it)."""
    return any(
        folded(hit.nominative).startswith(folded(full)) and folded(hit.nominative) != folded(full)
        for hit in gazetteer.find(short)
    )


def _may_mean(short: str, full: str) -> bool:
    """Whether nothing speaks against it: a registered abbreviation of something else stays that, unless the letters fit."""
    if fits(short, _WORDS.findall(full)):
        return True
    known = {entry for hit in gazetteer.find(short) if hit.type == "ORG" for entry in hit.things}
    return bool(known & {*candidates("ORG", full)})


def spelt_out(full: str) -> str:
    """A body's name with its last abbreviation in words."""
    before, _, last = full.rpartition(" ")
    if not before or not last.isupper() or len(last) < 2:
        return full
    hits = [hit for hit in gazetteer.find(last) if hit.abbreviated and hit.end == len(last)]
    names = {hit.nominative for hit in hits}
    return f"{before} {in_case(names.pop(), 'gent')}" if len(names) == 1 else full
