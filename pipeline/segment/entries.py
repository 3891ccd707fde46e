"""One entry of a reference list, read as far as it says things in a known way: authors, title, year, address.

    ГОСТ Р 7.0.5   Ильин П. С. Степные дороги // Вестник степи. 2019. № 3. С. 5–17.
    ГОСТ 7.1       Ильин, П. С. Степные дороги [Текст] / П. С. Ильин. – М. : Наука, 2018. – 214 с.
    APA            Ilyin, P., & Orlov, A. (2019). Steppe roads. Steppe Review, 3, 5–17. https://doi.org/10.…
    Harvard        Ilyin P. (2019) Steppe roads, Steppe Review, vol. 3, no. 1, pp. 5–17.
    Chicago        Ilyin, Pavel. 2019. “Steppe Roads.” Steppe Review 3 (1): 5–17.

The surprises: years stand in titles («итоги 2019–2023 гг.»), in dates of access and of treaties, and only one of them is
that of publication; a title may hold a full stop, a colon and a town; a description in Russian may give the original's
in brackets after it.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Reference
from pipeline.segment.authors import NAME

DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s,;»\"]+[^\s,;».\"')\]]")
URL: Final = re.compile(r"https?://[^\s<>»\"]+[^\s<>».,;:\"')\]]")

_LONGEST: Final = 1500  # of an entry that was cut wrongly no more is read
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])[-‐]\n(?=[a-zа-яё])")  # a word broken where one run ends
_BULLET: Final = re.compile(r"\A[•●▪■◦*–—-]\s*(?=[^\W\d_]|«)")
_Y: Final = r"(?:1[89]|20)\d\d"
_YEAR: Final = re.compile(rf"(?<![\d.–-])({_Y})(?![\d–-]|\s*(?:гг?\.|год))")
_NO_YEAR: Final = re.compile(
    r"https?://\S+|\b10\.\d{4,9}/\S+|\(?(?:дата\s+обращения|accessed|обращение|retrieved)[^)]*\)?|\b\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|\b\d{1,2}\s+[а-я]+\s+\d{4}\s*(?:г\.|года)?|(?:19|20)\d\d\s*[–-]\s*(?:19|20)?\d\d",
    re.IGNORECASE,
)
_ACCESSED: Final = re.compile(
    r"(?:дата\s+(?:обращения|доступа)|обращени[ея]|accessed|retrieved|URL)\b.*", re.IGNORECASE
)
_PLACED_YEAR: Final = re.compile(rf"(?:[,.:(]|[–—-])\s*({_Y})[a-zа-я]?(?=\s*[.,;:)]|\s*[–—]|\s*\Z)")
_LEADING_YEAR: Final = re.compile(
    rf"\s*(?:[([](?P<bracketed>{_Y})[a-zа-я]?(?:,[^()\[\]]{{1,20}})?[)\]]|(?P<plain>{_Y})[a-zа-я]?(?=[.,]\s))[.,:]?\s*"
)
_INSTITUTION: Final = re.compile(rf"(?P<name>[^.()\[\]/]{{3,120}})\.?\s(?=\({_Y}[a-zа-я]?\)[.,]?\s)")
_GIVEN: Final = r"[A-Z][\w’'-]+,\s[A-Z][a-z]+(?:\s[A-Z]\.)?(?=\.\s|,\s(?:and|&)\s)"  # «Ilyin, Pavel. 2019.»
_AUTHORS: Final = re.compile(
    rf"\s*(?P<all>(?:{NAME.pattern}|{_GIVEN})(?:\s*(?:[,;]\s*(?:&|and\b|и\b)?|&|\band\b|\bи\b)\s*(?:{NAME.pattern}))*"
    r"(?:,?\s*(?:и\s+др\.|et\s+al\.))?)(?:\s*\((?:[Ee]ds?\.|[Рр]ед\.)\))?[.,:]?\s+(?=\S)"
)
_QUOTED: Final = re.compile(r"[“\"„](?P<title>[^“”\"„]{3,300}?)[.,]?[”\"“][.,]?(?=\s|\Z)")
_PLACE: Final = (
    r"[А-ЯЁA-Z][\w.–-]{0,20}(?:\s[А-ЯЁ]\w+)?(?:\s*;\s*[А-ЯЁA-Z]\w*\.?)?\s*:\s"  # М.: СПб.: Костанай:
)
_NO_MONTH: Final = "".join(
    f"(?<!{month})"
    for month in (
        "янв",
        "фев",
        "февр",
        "мар",
        "апр",
        "июн",
        "июл",
        "авг",
        "сент",
        "окт",
        "нояб",
        "ноя",
        "дек",
    )
)
_TITLE_END: Final = re.compile(
    r"\s*(?<!:)//\s*|\s+/\s+|\s*\[(?:Электронный\s+ресурс|Текст|Text|Electronic|Online)[^\]]*\]|\.\s+[–—-]\s+"
    r"|(?<=[^\W_]{3})\.\s*[–—-]\s*(?=[А-ЯЁA-Z№\d])"
    rf"|\.\s+{_PLACE}(?=[^:]{{2,90}}?\s{_Y}|[А-ЯЁA-Z«])"
    rf"|\s[–—-]\s+{_PLACE}(?=[^:]{{2,90}}?\s{_Y})"
    rf"|\.\s+[А-ЯЁA-Z][\w-]*\.?(?:\s*;\s*[А-ЯЁA-Z][\w-]*\.?)*,\s+{_Y}|\.\s+[А-ЯЁA-Z][\w-]+,\s+(?:изд|Изд)[\w-]*"
    r"|\.\s+(?:\d{1,2}-е\s+изд|[Ии]зд\.\s\d|\d(?:st|nd|rd|th)\s+ed\b)"
    rf"|\s*[.–—-]?\s+URL\s*:|[.\s]*[–—-]?\s+https?://|\.\s+DOI\b|{_NO_MONTH}\.\s+{_Y}\b(?!\s?[–-]\s?\d)|\.?\s*\Z"
)
_LABEL: Final = re.compile(  # what the text cites an entry by: «Ильин, Ли 2019а — Ильин П. С., …»
    rf"\s*\[?(?P<surname>[А-ЯЁA-Z][\w’'-]*)(?:[^\d\[\]—–/]{{0,80}},?\s{_Y}[a-zа-я]?)\]?\s[–—=-]\s(?=\S)"
)
_DOTLESS: Final = (
    r"[А-ЯЁA-Z][\w’'-]+(?:\s[А-ЯЁA-Z][а-яёa-z]+)?\s[А-ЯЁA-Z]{1,3}(?=[,.])"  # Vancouver: «Ильин ПС, Ли К.»
)
_DOTLESS_AUTHORS: Final = re.compile(
    rf"\s*(?P<all>{_DOTLESS}(?:,\s{_DOTLESS})*)(?:,\s(?:и\sдр|et\sal))?\.\s+(?=[А-ЯЁA-Z«\"“])"
)
_EDITION: Final = re.compile(r"\s\((?:\d{1,2}(?:st|nd|rd|th)\sed|\d{1,2}-е\sизд)\.?\)\s*\Z")
_VANCOUVER_YEAR: Final = re.compile(rf"{_Y}\s?;\s?\d|;\s{_Y}\b")
_DAY: Final = re.compile(rf"(?<!\d)\d{{1,2}}\.\d{{1,2}}\.({_Y})(?!\d)")
_STOP: Final = re.compile(r"(?<![^\W\d_]\s\w)(?<!\s\w)(?<!\d)[.?!]\s+(?=[А-ЯЁA-Z(])")
_JOURNAL_PART: Final = re.compile(  # «…, Steppe Review, vol. 3», «…, Весы 2017. № 2»
    r",\s+(?:in:?\s+)?[А-ЯЁA-Z][^,]{3,120},\s+(?:vol|no|pp|iss|т|№|с)\b\.?", re.IGNORECASE
)
_LATIN_JOURNAL: Final = re.compile(r"([^.]{3,}?)\.\s+[A-ZА-ЯЁ][^.]{5,},\s*\d")
_ORIGINAL: Final = re.compile(r"\s*\[[^\[\]]*[A-Za-z][^\[\]]*(?:19|20)\d\d[^\[\]]*\]")


def reference(text: str, number: int | None = None, start: int = 0, end: int = 0) -> Reference:
    """One entry, read. The year may be null, and so may the title, where the entry doesn't let them be told.

    >>> entry = reference("Ильин П. С., Серикова А. Т. Степные дороги: 2001–2010 // Вестник степи. 2019. № 3. С. 5–17.")
    >>> entry.authors, entry.title, entry.year
    (('Ильин П. С.', 'Серикова А. Т.'), 'Степные дороги: 2001–2010', 2019)
    """
    flat = _BULLET.sub("", " ".join(_BROKEN.sub("", text).split()))
    head = _ORIGINAL.sub("", flat[:_LONGEST]) or flat[:_LONGEST]
    label = _LABEL.match(head)
    if label is not None and label["surname"] in head[label.end() : label.end() + 60]:
        head = head[label.end() :]
    authors, rest = _authors(head)
    dotless = _DOTLESS_AUTHORS.match(head) if not authors and _VANCOUVER_YEAR.search(head) else None
    if dotless is not None:
        authors, rest = tuple(re.split(r",\s", dotless["all"])), head[dotless.end() :]
    if not authors and (institution := _INSTITUTION.match(rest)):
        rest = rest[institution.end() :]
    dated = _LEADING_YEAR.match(rest)
    if dated is not None and (dated["bracketed"] or authors):
        year: int | None = int(dated["bracketed"] or dated["plain"])
        title = _title(rest[dated.end() :], sentence=True)
    else:
        year, title = _year(head), _title(rest, sentence=dotless is not None)
    doi, url = DOI.search(flat), URL.search(flat)
    return Reference(
        number=number,
        start=start,
        end=end,
        text=flat,
        authors=authors,
        title=title,
        year=year,
        url=url[0] if url else None,
        doi=doi[0].rstrip(".") if doi else None,
    )


def _authors(text: str) -> tuple[tuple[str, ...], str]:
    match = _AUTHORS.match(text)
    if match is None:
        return (), text
    given = re.match(_GIVEN, match["all"])
    first = (given[0],) if given else ()
    others = tuple(name[0] for name in NAME.finditer(match["all"], given.end() if given else 0))
    return (*first, *others), text[match.end() :]


def _title(text: str, *, sentence: bool) -> str | None:
    """The title at the beginning of the text. `sentence`: after a year, where it is a sentence or stands in quotes."""
    quoted = _QUOTED.match(text)
    if quoted is not None and re.search(r"[A-Za-z]", quoted["title"]):
        return quoted["title"]
    end = _TITLE_END.search(text)
    title = text[: end.start()] if end else text
    if sentence:
        part = _JOURNAL_PART.search(text)
        stop = _STOP.search(title)
        if stop is not None:
            title = title[: stop.start()]
        elif part is not None and part.start() < len(title):
            title = title[: part.start()]
    else:
        latin = _LATIN_JOURNAL.match(title)
        title = latin[1] if latin else title
    title = _EDITION.sub("", title).strip(" .,:;–—-")
    return title if re.search(r"[^\W\d_]{2}", title) else None


def _year(text: str) -> int | None:
    """Year of publication: in the journal's part after «//», else after the place («М.: Наука, 2018»), else in brackets."""
    bracketed = re.match(rf"[^/]{{3,150}}?\(({_Y})[a-zа-я]?\)", text)
    if bracketed and "//" not in text:
        return int(bracketed[1])
    clear = _NO_YEAR.sub(lambda match: " " * len(match[0]), text)
    _, slashes, journal = clear.partition("//")
    if slashes:
        within = _PLACED_YEAR.search(journal) or _YEAR.search(journal)
        if within:
            return int(within[1])
        day = _DAY.search(_ACCESSED.sub("", text.partition("//")[2]))  # a newspaper's
        if day:
            return int(day[1])
    placed = _PLACED_YEAR.findall(clear)
    if placed:
        return int(placed[-1])
    years = _YEAR.findall(clear)
    return int(years[-1]) if years else None
