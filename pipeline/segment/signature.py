"""Who signed the paper, and where they work: the author block's names, and what is left of it.

Not every name there is an author's: supervisors, translators, editors, those whom a paper is dedicated to, whom an
epigraph quotes and whose names institutions bear stand among them. A person named twice, by initials and in full, is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.segment.authors import (
    NAME,
    byline,
    is_affiliation,
    is_author_line,
    names,
    persons,
    plain_names,
    without_contacts,
)
from pipeline.segment.cues import Run
from pipeline.segment.roles import Part

_COPYRIGHT: Final = re.compile(r"\A\s*©\s*(?:(?:19|20)\d\d(?:\s*г\.?)?)?")
_SUPERVISED: Final = re.compile(  # who stands behind these words hasn't written the paper
    r"(?:(?i:научн\w+\s+(?:руководител|консультант)\w*|рецензент\w*|scientific\s+(?:supervisor|advis[eo]r))\b[^\n]{0,90}?"
    rf"|\b(?:им\.|имени)\s(?:[а-яё]+\s){{0,3}}){NAME.pattern}"
    rf"|{NAME.pattern}[\s,(–—-]+(?i:научн\w+\s+(?:руководител|консультант)\w*)\s*[,)](?![^\n]{{0,90}}?{NAME.pattern})"
)
_SENTENCE: Final = re.compile(r"\A[«…“\"А-ЯЁ][^@]*?[а-яё,]\s(?:[а-яё]+[,;]?\s)+[а-яё]+[.!?…][»”\"]?\Z")
_MARKED_HOUSE: Final = re.compile(r"\n|;\s|\s(?=[²³⁴⁵⁶⁷⁸⁹]\s?[А-ЯЁA-Z«])")
_NUMBERED_HOUSE: Final = re.compile(r"\n|;\s|\s(?=[2-9]\)?\s[А-ЯЁA-Z«])")
_IMPRINT: Final = re.compile(
    r"Печатается\s+по|Редколлегия|Редакционн\w+\s+(?:коллегия|совет)|(?:Главный|Ответственный)\s+редактор|Рецензенты?\b|ISBN\b",
    re.IGNORECASE,
)
_OTHERS_NAMED: Final = re.compile(  # editors, and those whose names institutions and conferences bear
    r"\bим\.\s|\bимени\s|посвящ|\bпамят[иь]\b|\bперев[её]?[лоа]|\bпер\.\sс|составител|публикаци|подготов|\bбесед|редколлег|редакц|под\s+ред|рецензент|председател|секретар|оргкомитет|утвержд",
    re.IGNORECASE,
)


def signed(parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names, the rest of the author block) of the Russian block above the text; failing that, of the words about the authors."""
    start = next((index for index, part in enumerate(parts) if part.role in ("body", "heading")), len(parts))
    blocks = [run for run, role in parts[:start] if role == "author"] or [
        run for run, role in parts[start:] if role == "author"
    ]
    found: list[str] = []
    rest: list[str] = []
    imprint = next((at for at, run in enumerate(blocks) if _IMPRINT.match(run.text)), len(blocks))
    blocks = blocks[:imprint]  # below it, names are those of editors
    supervisors = {
        run.start
        for (run, role), (below, _) in pairwise(parts)
        if role == "author"
        and below.cue == "supervisor"
        and len(names(run.text)) == 1
        and not names(below.text)
    }  # «Ильин П. С.», and under it «научный руководитель, доцент»
    for run in _without_epigraphs(blocks):
        if run.start in supervisors and found:
            continue
        text = _SUPERVISED.sub("", run.text)
        plain = plain_names(text)
        others = _OTHERS_NAMED.search(text)
        if others and (others.start() == 0 or not (is_author_line(run.text) or run.cue == "about_authors")):
            plain = ()
        else:
            found.extend(name for name in names(text) or plain if name not in found)
        marked = _NUMBERED_HOUSE if text.startswith(("1 ", "1)")) else _MARKED_HOUSE
        for line in marked.split("" if plain else NAME.sub(" ", text)):
            line = _unmarked(" ".join(without_contacts(_COPYRIGHT.sub("", line)).split()))
            if re.search(r"[^\W\d_]{3}", line) and line != "подпись" and line not in rest and run.cue is None:
                rest.append(line)
    if not found:  # title and authors in one paragraph
        for part in (part for part in parts if part.role == "title"):
            begin = byline(part.run.text)
            found.extend(names(part.run.text[begin:]) if begin is not None else ())
    if not found:  # «© Ильин П. С. (Омск), Серикова А. Т. (Уфа)»
        for run, role in parts[:start]:
            if role == "meta" and run.text.startswith("©"):
                found.extend(names(run.text))
                rest.extend(re.findall(r"\((г\.\s[^()]{3,40})\)", run.text))
    return persons(found), tuple(rest)


def _without_epigraphs(blocks: Sequence[Run]) -> Iterator[Run]:
    """The author block without sentences that stand in it, and who said them: an epigraph under the title."""
    quoted = False
    for run in blocks:
        said = run.cue is None and len(run.text) < 400 and not is_affiliation(run.text)
        said = said and _SENTENCE.search(run.text) is not None
        if not (said or (quoted and len(names(run.text)) == 1 and len(run.text) < 60)):
            yield run
        quoted = said


def _unmarked(line: str) -> str:
    """The line without marks at its ends; brackets that belong together stay: «Институт степи (Омск)»."""
    line = line.strip(" ,;.*†‡—–-1234567890¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ✉©")
    while line[:1] in ("(", ")") and line.count("(") != line.count(")"):
        line = line[1:].lstrip(" ,;.")
    while line[-1:] in ("(", ")") and line.count("(") != line.count(")"):
        line = line[:-1].rstrip(" ,;.")
    return line[1:-1] if line.startswith("(") and line.endswith(")") and line.count("(") == 1 else line
