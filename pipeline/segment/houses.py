"""Where the authors work: what is left of the author block when names, degrees, posts and addresses are taken off.

«к.э.н., доцент, Омский институт дорог, г. Омск» says three things of a person; the affiliation is the last, the
institution with its town. A post may have the institution within it («директор Института степи»): then that is taken
as it is printed, in its case. Lines that hold a degree and nothing else give none. The surprise: a town alone is one
(«г. Омск»), because smaller journals print no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.segment.authors import is_house, without_contacts

_DEGREE: Final = (
    r"(?:(?:канд(?:идат|\.)?|докт(?:ор|\.)?|д-р|д\.?|к\.?)\s?(?:(?-i:[а-яё]+)(?:[.-]\s?|\s)){0,3}?(?:наук\b|н\b\.?)"
    r"|(?:доктор|кандидат)\s+философии|доктор\s+PhD|Ph\.?\s?D\.?|MBA\b|(?:магистр|бакалавр)(?!атур|ант)(?-i:\s[а-яё]+){0,3}|академик(?:\s+РАН)?|чл(?:ен|\.)-корр[а-яё.]*(?:\s+РАН)?)"
)
_POST: Final = (
    r"(?:(?:(?-i:[а-яё]+)(?:[ыио]й|ая|яя|ые|ие)\s+){0,3}"
    r"(?:доцент|доц\b\.?|профессор|проф\b\.?|преподавател[ья]|преп\b\.?|ассистент|сотрудник|редактор|специалист|эксперт|аналитик|инженер|юрист"
    r"|экономист|консультант|советник|член(?!-корр)|менеджер|методист|лаборант|учител[ья]|библиотекар[ья]|исследовател[ья]|лектор|врач|агроном"
    r"|заведующ[а-я]+|заместител[ья]|начальник|директор|ректор|проректор|декан|руководител[ья]|председател[ья]|секретар[ья]|президент"
    r"|аспирант|магистрант|докторант|студент|адъюнкт|стаж[её]р|соискател[ья]|слушател[ья]|учащ(?:ийся|аяся)|обучающ(?:ийся|аяся))(?-i:[а-я]{0,2})\b"
    r"|ст\.\s?преп\b\.?|[гвсм]\.\s?н\.\s?с\.|н\.\s?с\.|зав\.|зам\.|и\.\s?о\.\s+[а-яё]+|(?:заслуженный|почётный|почетный)\s+(?-i:[а-яё]+)(?:\s+[А-ЯЁ]{2}\b)?)"
)
_HEAD: Final = re.compile(  # what stands before the institution in one stretch between commas
    rf"\s*(?:{_DEGREE}|{_POST}(?:\s+(?:[IVX\d]+(?:-?[а-я]{{1,3}})?\s+(?:курса?|года?)(?:\s+(?:обучения|магистратуры|бакалавриата|аспирантуры))?))?)\s*(?:\([^()]{{2,40}}\)|[-–—/]\s?(?=[а-яё]))?[\s,.;–—-]*",
    re.IGNORECASE,
)
_INSTITUTION: Final = re.compile(
    r"университет|институт|академи[яи]|колледж|школ[аы]|центр|лаборатори|техникум|училищ|\bвуз\b|филиал|(?-i:\b[А-ЯЁ]{2,}[а-я]?[А-ЯЁ]+\b)|[«“\"]\w",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(r"кафедр|факультет|отдел|сектор|лаборатори", re.IGNORECASE)
_SPLIT: Final = re.compile(  # before the second institution: «²Университет», «[2] Университет», «** Университет», «(A), (B)»
    r"\n|;\s|\s(?=[²³⁴⁵⁶⁷⁸⁹ᵇᶜᵈᵉ]\s?[А-ЯЁA-Z«])|\s*(?=[\[(]\d[\])]\s)|\s(?=\*{2,4}\s?[А-ЯЁA-Z«])|(?<=\)),\s*(?=\()"
)
_SPLIT_NUMBERED: Final = re.compile(r"\n|;\s|\s(?=[2-9]\)?\s[А-ЯЁA-Z«])")
_SPLIT_LETTERED: Final = re.compile(r"\n|;\s|\s(?=[b-e]\)?\s?[А-ЯЁ«])|\s(?=[б-д]\)?\s[А-ЯЁ«])")
_WHOLE: Final = re.compile(  # an institution's name begins, in the nominative: «Омский государственный институт»
    r"\s(?=[А-ЯЁ][а-яё-]+(?:ий|ый|ой|ая)\s(?:[а-яё-]+(?:ий|ый|ой|ая)\s){0,3}(?:университет|институт|академия|колледж|школа|центр)\b)"
)
_FOREIGN_TO: Final = re.compile(  # what journals and schools print among the authors, and no author works at
    r"специальност[ьи]\b|\d{0,2}\s?(?:январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,2}\s\d{4}|диссертаци|автореферат|препринт|памяти\s|посвяща|на\s+соискание|на\s+правах\s+рукописи|направлени[ея]\s+подготовки"
    r"|[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?\s?[,–—-]?\s(?:19|20)\d\d(?:\s?г\.?)?\Z|(?:подготовил|опубликован|печатается|перев[её]л|беседовал)\w*\b",
    re.IGNORECASE,
)
_RECEIVED: Final = re.compile(
    r"[\s.;,]*(?:\b(?:Автор,?\s+(?:ответственн\w+\s+)?(?:за|для)\s+(?:переписк|корреспонденц)|(?:Адрес\s+)?[Дд]ля\s+(?:переписк|корреспонденц|связи|контактов)|Контактн\w+\s+лицо).*|(?:\b(?:Статья|Рукопись|Материал|Дата)\s+)?\b(?:[Пп]оступил|[Пп]олучен|[Пп]ринят|[Пп]оступлени)[а-я]*\s+(?:в\s+|к\s+|\d).*)",
    re.DOTALL,
)
_DONE_BY: Final = re.compile(r"\A\s*(?:выполнил|подготовил|автор)\w{0,2}\s*:", re.IGNORECASE)
_OTHERS_MARKS: Final = re.compile(  # what is left of «Ильин П. С.ᵃ *, Серикова А. Т.ᵇ» without the names
    r"\A(?:[\s,;*∗†]+|[a-eа-д](?=[\s,;*∗†]*(?:\n|[a-e1-9]\s?[А-ЯЁ«]))|\d(?=[\d\s,;*∗†]*(?:\n|[1a]\s?[А-ЯЁ«])))+"
)
_MARK: Final = re.compile(r"\s*(?:[\[(]\d[\])]\s*|[a-eа-д]\)\s*|[a-e]\s+(?=[А-ЯЁA-Z«])|[a-e](?=[А-ЯЁ]))")
_LONGEST: Final = 4000  # code points of an author block; a paragraph that is longer is text
_EDGES: Final = " ,;.:*†‡—–-1234567890¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ✉©∗"


def houses(text: str) -> Iterator[str]:
    """The institutions in a stretch of an author block that holds no names any more, each as printed.

    >>> list(houses("¹Омский институт дорог, Омск ²Университет Нур, Шымкент"))
    ['Омский институт дорог, Омск', 'Университет Нур, Шымкент']
    >>> list(houses("к.э.н., доцент, Институт степи, г. Омск")), list(houses("доктор наук, профессор"))
    (['Институт степи, г. Омск'], [])
    """
    if len(text) > _LONGEST:
        return
    text = _OTHERS_MARKS.sub("", _DONE_BY.sub("", _RECEIVED.sub("", text)))
    split = _SPLIT
    if text.startswith(("1 ", "1)")):
        split = _SPLIT_NUMBERED
    elif re.match(r"[aа]\)?\s?[А-ЯЁ«]", text) is not None:
        split = _SPLIT_LETTERED
    for line in split.split(text):
        printed = " ".join(without_contacts(line).split())
        for house in map(_unmarked, _parted(_without_posts(_unmarked(printed)))):
            if re.search(r"[^\W\d_]{3}", house) and house != "подпись" and not _is_other(printed, house):
                yield house


def goes_on(house: str) -> bool:
    """Whether the line only says where an institution named before it is: «г. Омск, Россия»."""
    return not (_INSTITUTION.search(house) or is_house(house)) and _HEAD.match(house) is None


def _without_posts(line: str) -> str:
    """The line from its institution on; a post that holds the only institution is cut down to that."""
    last = line[line.rfind(",") + 1 :] if "," in line else ""
    if last and _HEAD.fullmatch(last):
        line = line[: -len(last) - 1]
    while (head := _HEAD.match(line)) is not None and head.end() and _ends_a_word(line, head.end()):
        rest = line[head.end() :]
        comma = "," in head[0][len(head[0].rstrip(" ,.;–—-")) :]
        if comma or not rest:  # the post stood alone between commas
            line = rest
            continue
        if _HEAD.match(rest):
            line = rest
            continue
        below = _after_comma(rest)
        if rest[0].islower():  # «доцент кафедры дорог Омский институт», where a line ended
            whole = _WHOLE.search(rest)
            rest = rest[whole.start() :].lstrip() if whole else rest
            if not (_INSTITUTION.search(rest) or is_house(rest)):
                return ""
        if rest[0].isupper() or not (_INSTITUTION.search(below) or is_house(below)):
            return rest
        line = below
    return line


def _parted(line: str) -> Iterator[str]:
    """The institutions of one line, where nothing but an end of a printed line stood between them."""
    begin = 0
    for whole in _WHOLE.finditer(line):
        before = line[begin : whole.start()]
        if _INSTITUTION.search(before) and before[-1].isalpha() and before.count("(") == before.count(")"):
            yield before
            begin = whole.end()
    yield line[begin:]


def _ends_a_word(line: str, at: int) -> bool:
    return at == len(line) or not (line[at - 1].isalnum() and line[at].isalnum())


def _after_comma(text: str) -> str:
    """What follows the text's first comma outside brackets and quotes."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "(«“") - (sign in ")»”")
        if sign == "," and depth <= 0:
            return text[at + 1 :].lstrip()
    return ""


def _is_other(printed: str, house: str) -> bool:
    """Whether the line is none of an author's houses: a specialty, a dedication, a town with the year, a sentence."""
    if _FOREIGN_TO.match(printed) is not None:
        return True
    if _INSTITUTION.search(house) or _UNIT.search(house) or is_house(house):
        return False
    return len(re.findall(r"(?<![\w-])[а-яё]{3,}(?![\w-])", house)) >= 4


def _unmarked(line: str) -> str:
    """The line without marks at its ends; brackets that belong together stay: «Институт степи (Омск)»."""
    numbered = re.search(
        r"\b(?:ул|пр|просп|пер|пл|наб|б-р|д)\b[^,]*,\s?(?:д\.\s?)?\d+[а-я]?\Z", line.rstrip(" ,;.")
    )
    line = line.lstrip(_EDGES).rstrip(" ,;." if numbered else _EDGES)
    mark = _MARK.match(line)
    line = line[mark.end() :].lstrip(_EDGES) if mark else line
    while line[:1] in ("(", ")") and line.count("(") != line.count(")"):
        line = line[1:].lstrip(" ,;.")
    while line[-1:] in ("(", ")") and line.count("(") != line.count(")"):
        line = line[:-1].rstrip(" ,;.")
    return line[1:-1] if line.startswith("(") and line.endswith(")") and line.count("(") == 1 else line
