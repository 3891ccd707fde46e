"""The reference list: cut into entries, and each entry read as far as it says things in a known way.

    ГОСТ Р 7.0.5   Ильин П. С. Степные дороги // Вестник степи. 2019. № 3. С. 5–17.
    ГОСТ 7.1       Ильин, П. С. Степные дороги [Текст] / П. С. Ильин. – М. : Наука, 2018. – 214 с.
    free forms     Ilyin P. (2019). Steppe roads. Steppe Review, 3, 5–17. https://doi.org/10.…

Numbers printed before the entries are believed when they count up; where nothing is printed (Word numbers its lists
itself) the order counts. The surprises: «№ 3. С. 5» inside an entry looks like entry 3; years stand in titles
(«итоги 2019–2023 гг.»), in dates of access and of treaties, and only one of them is that of publication.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.model import Reference
from pipeline.segment.authors import NAME
from pipeline.segment.roles import Part

_NUMBER: Final = re.compile(
    r"(?:(?P<first>\A|\n)[\s*•–-]*|(?<=[.)/\]»\w])\s+)\[?(?P<number>\d{1,3})(?:[.)\]]+\s*|(?<=\d)\s+(?=[А-ЯЁA-Z«]))(?=[«\"“]?[^\W\d_])"
)
_LONGEST: Final = 1500  # of an entry that was cut wrongly no more is read
_VOLUME: Final = re.compile(r"(?:Т|Ч|Вып|№|Кн|Vol|No|С|С|P|Pp|Ст|Д|Оп|Ф|Л|вып|т|ч|ст|гл|Issue|Iss)\.?\s*\Z")

DOI: Final = re.compile(r"\b10\.\d{4,9}/[^\s,;»\"]+[^\s,;».\"')\]]")
URL: Final = re.compile(r"https?://[^\s<>»\"]+[^\s<>».,;:\"')\]]")
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])[-‐]\n(?=[a-zа-яё])")  # a word broken where one run ends
_YEAR: Final = re.compile(r"(?<![\d.–-])((?:1[89]|20)\d\d)(?![\d–-]|\s*(?:гг?\.|год))")
_NO_YEAR: Final = re.compile(
    r"https?://\S+|\b10\.\d{4,9}/\S+|\(?(?:дата\s+обращения|accessed|обращение|retrieved)[^)]*\)?|\b\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|\b\d{1,2}\s+[а-я]+\s+\d{4}\s*(?:г\.|года)?|(?:19|20)\d\d\s*[–-]\s*(?:19|20)?\d\d",
    re.IGNORECASE,
)
_AUTHORS: Final = re.compile(
    rf"\s*(?P<all>{NAME.pattern}(?:\s*(?:[,;]\s*(?:&|and\b|и\b)?|&|\band\b|\bи\b)\s*(?:{NAME.pattern}))*(?:\s*(?:и\s+др\.|et\s+al\.))?)[.,:]?\s+(?=\S)"
)
_TITLE_END: Final = re.compile(
    r"\s+//\s*|\s+/\s+|\s*\[(?:Электронный\s+ресурс|Текст|Electronic)[^\]]*\]|\.\s+[–—-]\s+"
    r"|\.\s+(?:[А-ЯЁA-Z][\w.–-]{0,20}(?:\s[А-ЯЁ]\w+)?(?:\s*;\s*[А-ЯЁA-Z]\w*\.?)?)\s*:\s"  # . М.: . СПб.: . Костанай:
    r"|\.\s+[А-ЯЁA-Z][\w-]*\.?,\s+(?:19|20)\d\d|\.\s+URL\s*:|\.\s+https?://|\s+URL\s*:|\.\s+DOI\b|\.\s+(?:19|20)\d\d\b|\.?\s*\Z"
)


class _Entry(NamedTuple):
    """An entry as cut: its printed number, its span in the document, its text without the number."""

    number: int | None
    start: int
    end: int
    text: str


class _Cut(NamedTuple):
    """A printed number: where the entry before it ends, and where its own begins."""

    number: int
    before: int
    after: int


def references(parts: Sequence[Part], *, numbered: bool) -> tuple[Reference, ...]:
    """Entries of the paper's reference lists. `numbered` says that the text cites by number, so that order gives

    numbers where none are printed. A second list in English that counts from 1 again repeats the first in
    transliteration and is left out.
    """
    found: list[Reference] = []
    for entries in _lists(parts):
        again = bool(found) and bool(entries) and entries[0].number in (None, 1) and _latin(entries)
        if not again:
            found.extend(_read(entries, numbered, len(found)))
    return tuple(found)


def _lists(parts: Sequence[Part]) -> Iterator[list[_Entry]]:
    """The entries of each list. A heading inside a list, not one that announces a list, doesn't end it."""
    chunks: list[tuple[int, str, bool]] = []
    last = 0
    for run, role in parts:
        if role == "references_heading" and run.cue is not None and chunks:
            entries = _entries(chunks, last)
            last = max((entry.number or 0 for entry in entries), default=0)
            yield entries
            chunks = []
        if role == "reference":
            start = run.content if run.cue in ("references", "notes") else run.start
            chunks.append((start, run.text[start - run.start :], run.kind == "list_item"))
    if chunks:
        yield _entries(chunks, last)


def _entries(chunks: Sequence[tuple[int, str, bool]], last: int) -> list[_Entry]:
    """Cuts a list, given as (start, text, whether Word or the layout made it an item), into entries.

    Numbers that count up are cuts wherever they stand; a list without numbers is cut where a run begins like an entry
    after one that ended. `last` is the number that the list before came to: a list in two parts counts on.
    """
    joined = "\n".join(text for _, text, _ in chunks)
    starts: list[tuple[int, int]] = []  # offset in `joined`, offset in the document
    at = 0
    for start, text, _ in chunks:
        starts.append((at, start))
        at += len(text) + 1

    def place(offset: int) -> int:
        there, here = starts[bisect_right(starts, offset, key=lambda pair: pair[0]) - 1]
        return here + offset - there

    spans: list[tuple[int | None, int, int]]
    cuts = _numbered(joined, last)
    if cuts:
        ends = [cut.before for cut in cuts[1:]] + [len(joined)]
        spans = [(cut.number, cut.after, end) for cut, end in zip(cuts, ends, strict=True)]
    else:
        begins = [starts[0][0]]
        for (before, current), (offset, _) in zip(pairwise(chunks), starts[1:], strict=True):
            ended = re.search(r"[.)/\]\d]\s*\Z", before[1]) is not None
            if current[2] or (ended and re.match(r"[\s*•–—-]*[«\"“(]?[^\W\d_a-zа-яё]", current[1])):
                begins.append(offset)
        spans = [(None, begin, end) for begin, end in pairwise((*begins, len(joined)))]
    return [
        _Entry(number, place(begin), place(max(begin, end - 1)) + 1, joined[begin:end])
        for number, begin, end in spans
        if joined[begin:end].strip()
    ]


def _numbered(joined: str, last: int) -> list[_Cut]:
    """The numbers of the list that count up from its first; empty where it doesn't begin with one.

    One that is missing is passed over when the next stands at the beginning of a line.
    """
    cuts: list[_Cut] = []
    for match in _NUMBER.finditer(joined):
        number = int(match["number"])
        leading = match["first"] is not None
        if not cuts:
            if joined[: match.start()].strip() or not (number <= 3 or number == last + 1):
                return []
            following = True
        else:
            step = number - cuts[-1].number
            volume = _VOLUME.search(joined, max(0, match.start() - 8), match.start()) is not None
            following = 0 < step <= 3 if leading else step == 1 and not volume
        if following:
            cuts.append(_Cut(number, match.start(), match.end()))
    return cuts


def _latin(entries: Sequence[_Entry]) -> bool:
    text = " ".join(entry.text for entry in entries)
    return len(re.findall(r"[A-Za-z]", text)) > 2 * len(re.findall(r"[А-Яа-яЁё]", text))


def _read(entries: Sequence[_Entry], numbered: bool, before: int) -> Iterator[Reference]:
    for order, entry in enumerate(entries, before + 1):
        if re.search(r"[^\W\d_]", entry.text):
            number = entry.number if entry.number is not None else order if numbered else None
            yield reference(entry.text, number, entry.start, entry.end)


def reference(text: str, number: int | None = None, start: int = 0, end: int = 0) -> Reference:
    """One entry, read.

    >>> entry = reference("Ильин П. С., Серикова А. Т. Степные дороги: 2001–2010 // Вестник степи. 2019. № 3. С. 5–17.")
    >>> entry.authors, entry.title, entry.year
    (('Ильин П. С.', 'Серикова А. Т.'), 'Степные дороги: 2001–2010', 2019)
    """
    flat = " ".join(_BROKEN.sub("", text).split())
    head = flat[:_LONGEST]
    authors, rest = _authors(head)
    doi, url = DOI.search(flat), URL.search(flat)
    return Reference(
        number=number,
        start=start,
        end=end,
        text=flat,
        authors=authors,
        title=_title(rest),
        year=_year(head),
        url=url[0] if url else None,
        doi=doi[0].rstrip(".") if doi else None,
    )


def _authors(text: str) -> tuple[tuple[str, ...], str]:
    match = _AUTHORS.match(text)
    if match is None:
        return (), text
    return tuple(name[0] for name in NAME.finditer(match["all"])), text[match.end() :]


def _title(text: str) -> str | None:
    text = re.sub(r"\A\((?:19|20)\d\d[a-zа-я]?\)\.?\s*", "", text)
    end = _TITLE_END.search(text)
    title = text[: end.start()] if end else text
    apa = re.match(r"([^.]{8,}?)\.\s+[A-ZА-ЯЁ][^.]{5,},\s*\d", title)
    title = (apa[1] if apa else title).strip(" .,:;")
    return title if re.search(r"[^\W\d_]{2}", title) else None


def _year(text: str) -> int | None:
    """Year of publication: in the journal's part after «//», else after the place («М.: Наука, 2018»), else in brackets."""
    bracketed = re.match(r"[^/]{3,150}?\(((?:19|20)\d\d)[a-zа-я]?\)", text)
    if bracketed and " // " not in text:
        return int(bracketed[1])
    clear = _NO_YEAR.sub(lambda match: " " * len(match[0]), text)
    _, slashes, journal = clear.partition("//")
    if slashes and (year := _YEAR.search(journal)):
        return int(year[1])
    placed = re.findall(r"(?:[,.:]|[–—-])\s*((?:1[89]|20)\d\d)(?=\s*[.,;:]|\s*[–—]|\s*\Z)", clear)
    if placed:
        return int(placed[-1])
    years = _YEAR.findall(clear)
    return int(years[-1]) if years else None
