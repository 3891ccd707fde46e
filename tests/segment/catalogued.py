"""Reference lists and sentences that cite, as papers print them, with what a reader takes from each: the files in lists/.

A list is what is expected («> number | authors | title | year | url | doi»), a line «---», then blocks as in fronts/. A
sentence stands before «=>», the numbers that it cites, each with its pages, after it; all sentences cite one list, SOURCES.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.model import Reference
from pipeline.segment import segment
from tests.segment.printed import blocks_of

FOLDER = Path(__file__).with_name("lists")
BODY = (
    "p10 Купцы шли по этой дороге каждую весну, и каждую весну дорога была другой, потому что река меняла брод [1]. "
    "Второе предложение нужно для того, чтобы абзац был похож на абзац."
)
SOURCES = (
    "Ланской И. И. Путь на восток. М.: Рельс, 2001. 120 с.",
    "Котова Р. Н., Ланской И. И. Перепутье // Дороги. 2004. № 4. С. 9–14.",
    "Ким Е. Л. Логистика. Алматы: Дала, 2020а. 60 с.",
    "Ким Е. Л. Тарифы и цены // Тариф. 2020б. № 2. С. 11–15.",
    "Smith J. Grain of the plains // Journal of Plains. 2018a. Vol. 2. P. 4–9.",
    "Smith J. Rails. Oxford: Plain Press, 2018b. 80 p.",
    "Петрова А. В. Города у дороги. СПб.: Невка, 2019. 300 с.",
    "Абрамцев Д. К., Балашов Р. Р., Дёмин С. Г. Ярмарки // Рынок. 2020. № 1. С. 5–19.",
    "Министерство мостов. Годовой отчёт. Астана, 2021. 40 с.",
    "Жумабаев О. О. Степь и её границы. Алматы: Дала, 2016. 210 с.",
    "Ivanov P., Petrov S., Sidorov K. Trade across rivers // Water and Trade. 2020. Vol. 3. P. 1–9.",
    "Иванов П. П. Торговля у брода. Омск: Иртыш, 2020. 77 с.",
)


class Catalogue(NamedTuple):
    name: str
    expected: tuple[tuple[str, ...], ...]
    lines: str


def catalogues(file: str) -> Iterator[Catalogue]:
    for piece in (FOLDER / file).read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, lines = piece.partition("\n---\n")
        name, *rows = head.split("\n")
        expected = tuple(
            tuple(cell.strip() for cell in row[2:].split("|")) for row in rows if row.startswith("> ")
        )
        assert all(len(row) == 6 for row in expected), name
        yield Catalogue(name, expected, lines)


def listed(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """The entries as read, in the order and wording of what is expected."""
    structure = segment(blocks_of(catalogue.name, f"{BODY}\n{catalogue.lines}"))
    return [_row(entry) for entry in structure.references]


def _row(entry: Reference) -> tuple[str, ...]:
    authors = "; ".join(entry.authors)
    number, year = ("" if value is None else str(value) for value in (entry.number, entry.year))
    return (number, authors, entry.title or "", year, entry.url or "", entry.doi or "")


def sentences(file: str) -> Iterator[tuple[str, list[str]]]:
    """(sentence, what it cites): «3», or with pages «3:12–14»."""
    for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
        sentence, _, cited = line.partition(" =>")
        yield sentence, _split(cited)


def _split(cited: str) -> list[str]:
    """«1:т. 2, с. 5 3» is two: a new number begins where a run of digits follows white space and isn't a page of a word."""
    found: list[str] = []
    for word in cited.split():
        if word[0].isdigit() and (not found or not found[-1].endswith((".", ","))):
            found.append(word)
        else:
            found[-1] += " " + word
    return found


def cited(sentence: str) -> list[str]:
    lines = [
        f"p10 {BODY[4:].replace(' [1]', '')} {sentence}",
        "h11b Список литературы",
        *(f"p10 {one}" for one in SOURCES),
    ]
    structure = segment(blocks_of("cited", "\n".join(lines)))
    return [f"{one.number}:{one.pages}" if one.pages else str(one.number) for one in structure.citations]
