"""Which runs above the text are its title.

A journal sets its title apart, but each in its own way: larger, bolder, in capitals, or by nothing but its place. So
each candidate collects points for all of these, and the best one wins; on a tie, the first. The surprises: a rubric
(«ПОЛИТИЧЕСКИЕ НАУКИ») may be set as large as the title, and so may the names of the authors; a title may speak of
universities and departments, and may ask a question before it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.russian import morph
from pipeline.segment.authors import byline, is_affiliation, is_author_line, is_house, names, two_names
from pipeline.segment.cues import Run
from pipeline.segment.roles import capitals, is_prose

_FIELD: Final = (
    r"(?:эконом|полит|социолог|истори|юрид|прав[оа]|филолог|педагог|психолог|философ|культур|техни|географ|геолог|эколог|демограф"
    r"|физи|хими|математ|медиц|биолог|сельск|аграр|регион|туризм|финанс|менеджмент|маркетинг|управлен|междунар|миров|обществ"
    r"|государств|гуманитар|естеств|информ|архитект|градостро|востоковед|искусств|образован|отношен|теори|методолог|практик"
    r"|современ|отрасл|бухгалтер|учёт|учет|статист|социальн|лингвист|литератур|журналист|транспорт|логист|энергет|строитель"
    r"|economi|politic|socio|histor|law\b|philolog|pedagog|philosoph|cultur|tourism|management|international|science)"
)
_RUBRIC: Final = re.compile(
    r"(?:секция|раздел|рубрика|направление|часть|section|part)\s*(?:№\s*)?(?:[\dIVX]+\b|[:.])[^\n]*"
    r"|[^\n]{3,60}\s(?:науки|наук|sciences?|studies)"
    rf"|(?:{_FIELD}\w*(?:[\s,.:–—-]+(?:и|в|на|and|of|the)\b)*[\s,.:–—-]*){{1,6}}"
    r"|(?:научные?|оригинальные?|обзорные?)\s+(?:статьи|исследования|обзоры)|дискусси[яи]|точка\s+зрения|рецензи[яи]|хроника|трибуна\s+\w+"
    r"|круглый\s+стол|мнени[ея]|интервью|обзоры?|персоналии|научная\s+жизнь|публикации|критика\s+и\s+библиография",
    re.IGNORECASE,
)
_PERIODICAL: Final = re.compile(
    r"(?:(?:[IVXLC]+\s+)?(?:всероссийск|международн|межвузовск|межрегиональн|ежегодн|научн|студенческ)\w+[^\n]{0,60}конференци|тезисы\s+докладов"
    r"|(?:вестник|известия|уч[её]ные\s+записки|труды|журнал|бюллетень|сборник|материалы|proceedings|journal|bulletin|herald|issn|isbn)\b)",
    re.IGNORECASE,
)
_WORK: Final = re.compile(
    r"(?:(?:выпускная\s+квалификационная|бакалаврская|дипломная|магистерская|курсовая|научно-квалификационная)\s+работа"
    r"|(?:магистерская\s+)?диссертация|автореферат(?:\s+диссертации[^\n]{0,90})?|дипломный\s+проект)(?:\s*\([^()]{3,40}\))?(?:\s+на\s+тему)?|на\s+тему",
    re.IGNORECASE,
)
_INSTITUTION: Final = re.compile(  # an institution's name and nothing more: «Омский институт дорог, г. Омск»
    r"(?:[А-ЯЁ][а-яё-]+\s){1,4}(?:институт|университет|академия|колледж|училище|техникум|центр)(?:[\s,(][^.:?!]{0,60})?\.?"
)
_HOUSE_ABOVE: Final = re.compile(
    r"(?:(?:[А-ЯЁ]+(?:ИЙ|ЫЙ|АЯ|ОЕ)\s){0,3}(?:ИНСТИТУТ|УНИВЕРСИТЕТ|АКАДЕМИЯ|ЦЕНТР|ВЫСШАЯ ШКОЛА)|МИНИСТЕРСТВО|Ф[А-ЯЁ]{2,5})\b"
)
# «3.2. Города у границы»: a part of a book
SECTION_NUMBER: Final = re.compile(r"\A(?:§\s?)?\d{1,2}(?:\.\d{1,2}){1,2}\.?\s+(?=[А-ЯЁA-Z«])")
MARKS: Final = " *†‡§¹²³⁴⁵"


def title_of(runs: Sequence[Run], candidates: Sequence[int], first_author: int) -> frozenset[int]:
    """Indices of the title's runs among `candidates`, which are in one language; empty where there are none."""
    groups = _groups(runs, [index for index in candidates if may_be_title(runs[index], index, first_author)])
    if not groups:
        return frozenset()
    sizes = [run.size for run in runs if run.size is not None]
    codes = [index for index, run in enumerate(runs) if run.cue == "code" and run.text[:3] in ("УДК", "UDC")]
    points = [_points(runs, group, sizes, codes, len(groups) > 1) for group in groups]
    best = points.index(max(points))
    return frozenset(groups[best])


def may_be_title(run: Run, index: int, first_author: int) -> bool:
    """Whether the run could be a title: no names, no institutions, no sentences, not too long."""
    text = run.text
    if is_author_line(text) or two_names(text) or len(text) > 400 or is_prose(run):
        return False
    if "@" in text or re.match(r"\W*(?:e-?mail|ISBN|ISSN|http|\d{1,2}\s+\w+\s+\d{4})", text, re.IGNORECASE):
        return False
    if not re.search(r"[^\W\d_]{3}", text) or text.startswith("("):
        return False
    if is_contents(text) or (not run.bold and not capitals(text) and _INSTITUTION.fullmatch(text)):
        return False
    set_apart = run.kind in ("title", "heading") or capitals(text)
    return set_apart or not (is_affiliation(text) and first_author < index)


def bare_title(text: str) -> str:
    """The title without the mark of its footnote and without the authors that one heading may give after it.

    >>> bare_title("О пользе мостов*"), bare_title("On Bridges A. V. Orlov, P. S. Ilyin")
    ('О пользе мостов', 'On Bridges')
    """
    text = text.rstrip(MARKS)
    if text.startswith("«") and text.endswith("»") and text.count("«") == 1:
        text = text[1:-1]
    names_at = byline(text)
    return text if names_at is None else text[:names_at].rstrip(MARKS + ",;.—–©")


def is_rubric(text: str) -> bool:
    """Whether the line names a section of the journal or of a conference, and no paper.

    >>> is_rubric("ПОЛИТИЧЕСКИЕ НАУКИ"), is_rubric("Мировая экономика"), is_rubric("Экономика степных дорог")
    (True, True, False)
    """
    return len(text) < 120 and _RUBRIC.fullmatch(" ".join(text.split()).strip(" .")) is not None


def is_contents(text: str) -> bool:
    """Whether the line is of a table of contents: its heading, or a title with dots and a page's number.

    >>> is_contents("СОДЕРЖАНИЕ"), is_contents("Ильин П. С. О мостах . . . . . 15"), is_contents("О мостах. 15")
    (True, True, False)
    """
    return re.fullmatch(
        r"\s*(?:содержание|оглавление|contents|мазмұны)\s*\.?\s*", text, re.IGNORECASE
    ) is not None or (
        text[-1:].isdigit() and re.search(r"(?:\.\s?){5,}\s?\d{1,4}\Z|…{2,}\s?\d{1,4}\Z", text) is not None
    )


def is_kind_of_work(text: str) -> bool:
    """Whether the line says what stands below it on the title page of a thesis: «БАКАЛАВРСКАЯ РАБОТА», «на тему:»."""
    return _WORK.fullmatch(" ".join(text.split()).strip(" .:")) is not None


def is_periodical(text: str) -> bool:
    """Whether the line begins as names of journals and proceedings do."""
    return len(text) < 200 and _PERIODICAL.match(text) is not None


def _groups(runs: Sequence[Run], candidates: Sequence[int]) -> list[list[int]]:
    """Candidates in a row that one title may consist of."""
    groups: list[list[int]] = []
    for index in candidates:
        if groups and groups[-1][-1] == index - 1 and _continues(runs[index - 1], runs[index]):
            groups[-1].append(index)
        else:
            groups.append([index])
    for group in groups:  # a subtitle in brackets, set smaller
        after = group[-1] + 1
        if (
            after < len(runs)
            and re.fullmatch(r"\([^()]{8,200}\)[*¹]?", runs[after].text)
            and not names(runs[after].text)
        ):
            group.append(after)
    return groups


def _continues(one: Run, other: Run) -> bool:
    """Whether the title goes on in the next run: set alike and apart from the text, or in small letters from the start."""
    if is_rubric(one.text) and not other.text[:1].islower():
        return False
    shown = all(run.kind in ("title", "heading") or run.bold for run in (one, other))
    if shown and one.text.rstrip().endswith(":") and capitals(one.text) == capitals(other.text):
        return True  # a subtitle, set smaller
    if one.size is not None and other.size is not None:
        if abs(one.size - other.size) >= 0.3 or one.bold != other.bold:
            return False
        if shown:
            return capitals(one.text) == capitals(other.text) or one.kind == other.kind == "title"
    if re.search(r"[.!?]\s*\Z", one.text):
        return one.size is None and other.size is None and len(one.text) < 80 and not is_periodical(one.text)
    if capitals(one.text) or capitals(other.text):
        return capitals(one.text) and capitals(other.text)
    if other.text[:1].islower() or one.text.rstrip().endswith((":", ",", "-")):
        return True
    return one.size is None and _is_oblique(other.text)


def _is_oblique(text: str) -> bool:
    """Whether the line begins with a word in a case that no title begins with: «Уральской линии» goes on with what stood above."""
    first = re.match(r"[А-ЯЁ][а-яё-]+", text)
    if first is None or not morph.is_known(first[0]):
        return False
    cases = {parse.case for parse in morph.parses(first[0])}
    return None not in cases and not cases & {"nomn", "accs"}


def _points(
    runs: Sequence[Run], group: Sequence[int], sizes: Sequence[float], codes: Sequence[int], rivals: bool
) -> float:
    """How much the group looks like the title. Weights were set by hand: place and wording outweigh one sign of setting."""
    lines = [runs[index] for index in group]
    text = " ".join(line.text for line in lines)
    words = len(re.findall(r"[^\W\d_]{2,}", text))
    points = 0.0
    size = max((line.size for line in lines if line.size is not None), default=None)
    if size is not None and max(sizes) > 1.05 * min(sizes):
        points += 4 * (size - min(sizes)) / (max(sizes) - min(sizes))
    points += 2 * any(line.kind == "title" for line in lines) + any(line.kind == "heading" for line in lines)
    points += any(line.bold for line in lines) + 0.5 * any(line.centred for line in lines)
    points += 1.5 * capitals(text) + (words >= 4) - (words <= 2) - 3 * (words <= 1)
    points += 6 * (group[0] > 0 and is_kind_of_work(runs[group[0] - 1].text))
    points -= 2 * (rivals and re.search(r"[а-яё]\.\Z", text) is not None)
    points -= 4 * is_rubric(text) + 3 * is_periodical(text)
    if codes and rivals:
        points += 1.5 if group[0] > codes[0] else -1.5
    if rivals and group[0] == 0 and capitals(text) and _HOUSE_ABOVE.match(text):
        points -= 3  # who publishes the paper stands first
    around = [runs[index] for index in (group[0] - 1, group[-1] + 1) if 0 <= index < len(runs)]
    points += 1.5 * any(is_author_line(run.text) for run in around)
    under = rivals and size is None and group[0] > 0 and is_author_line(runs[group[0] - 1].text)
    if (is_affiliation(text) and not capitals(text)) or (under and is_house(text)):
        points -= 4 if under else 2
    return points - 3 * bool(names(text) and len(names(text)) > 1)
