"""Who signed the paper, and where they work: the author block's names, and what is left of it.

Not every name there is an author's: supervisors, translators, editors, those whom a paper is dedicated to, whom an
epigraph quotes and whose names institutions bear stand among them. A person named twice, by initials and in full, is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.segment.authors import (
    NAME,
    byline,
    is_affiliation,
    is_author_line,
    names,
    persons,
    plain_names,
    rare_name,
)
from pipeline.segment.cues import Run
from pipeline.segment.houses import goes_on, houses
from pipeline.segment.roles import Part

_COPYRIGHT: Final = re.compile(r"\A\s*©\s*(?:(?:19|20)\d\d(?:\s*г\.?)?)?")
_SUPERVISED: Final = re.compile(  # who stands behind these words hasn't written the paper
    r"(?:(?i:научные\s+(?:руководители|консультанты))\s*[:–—-][^\n]*|(?i:научн\w+\s+(?:руководител|консультант)\w*|руководитель(?:\s+\w+)?\s*:|рецензент\w*|scientific\s+(?:supervisor|advis[eo]r))\b[^\n]{0,90}?"
    rf"|\b(?:им\.|имени)\s(?:[а-яё]+\s){{0,3}}){NAME.pattern}"
    rf"|{NAME.pattern}[\s,(–—-]+(?i:научн\w+\s+(?:руководител|консультант)\w*)\s*[,)](?![^\n]{{0,90}}?{NAME.pattern})"
)
_ANNOUNCED: Final = re.compile(r"\b(?:научн\w+\s+)?(?:руководител|консультант)[^:\n]{0,40}:", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"\A[«…“\"А-ЯЁ][^@]*?[а-яё,]\s(?:[а-яё]+[,;]?\s)+[а-яё]+[.!?…][»”\"]?\Z")
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
    supervisors = _supervisors(parts)
    open_ended = False  # whether the line before ended in a comma
    written = tuple(_without_epigraphs(blocks))
    for at, run in enumerate(written):
        if run.start in supervisors and found:
            continue
        text = re.sub(r"\(\s*\)", "", _SUPERVISED.sub("", run.text))
        plain = plain_names(text)
        others = _OTHERS_NAMED.search(text)
        if others and others.start() == 0 and names(text):
            continue
        if others and (others.start() == 0 or not (is_author_line(run.text) or run.cue == "about_authors")):
            plain = ()
        else:
            if (
                not plain
                and not names(text)
                and at + 1 < len(written)
                and is_affiliation(written[at + 1].text)
            ):
                rare = rare_name(text)
                plain = (rare,) if rare else ()
            found.extend(name for name in names(text) or plain if name not in found)
        if run.cue is not None:
            continue
        for name in plain:
            text = text.replace(name, "\n")
        for house in houses(_COPYRIGHT.sub("", NAME.sub("\n", text))):
            if open_ended and rest and goes_on(house):
                rest[-1] += f", {house}"
            elif house not in rest:
                rest.append(house)
        open_ended = run.text.rstrip().endswith(",")
    if not found:  # title and authors in one paragraph
        for part in (part for part in parts if part.role == "title"):
            begin = byline(part.run.text)
            found.extend(names(part.run.text[begin:]) if begin is not None else ())
    if not found:  # «© Ильин П. С. (Омск), Серикова А. Т. (Уфа)»
        for run, role in parts[:start]:
            if role == "meta" and run.text.startswith("©"):
                found.extend(names(run.text))
                below = re.sub(r"©|(?<!\d)(?:19|20)\d\d(?!\d)(?:\s?г\.)?", "", NAME.sub("\n", run.text))
                rest.extend(house for house in houses(below) if is_affiliation(house) and "(" not in house)
                rest.extend(re.findall(r"\((г\.\s[^()]{3,40})\)", run.text))
    return persons(found), tuple(rest)


def _supervisors(parts: Sequence[Part]) -> frozenset[int]:
    """Where runs begin that tell of a supervisor: under «Научный руководитель:», or over «научный руководитель, доцент»."""
    found: set[int] = set()
    for index, (run, _) in enumerate(parts):
        said = _ANNOUNCED.search(run.text)
        if (run.cue != "supervisor" and said is None) or names(run.text[said.start() if said else 0 :]):
            continue
        if said is None:
            above, role = parts[index - 1] if index else (run, "meta")
            if role == "author" and len(names(above.text)) == 1:
                found.add(above.start)
            continue
        for below, role in parts[index + 1 : index + 5]:  # his degrees, a line to sign on, his name
            if role != "author":
                break
            found.add(below.start)
            if names(below.text):
                break
    return frozenset(found)


def _without_epigraphs(blocks: Sequence[Run]) -> Iterator[Run]:
    """The author block without sentences that stand in it, and who said them: an epigraph under the title."""
    quoted = False
    for run in blocks:
        said = run.cue is None and len(run.text) < 400 and not is_affiliation(run.text)
        said = said and _SENTENCE.search(run.text) is not None
        if not (said or (quoted and len(names(run.text)) == 1 and len(run.text) < 60)):
            yield run
        quoted = said
