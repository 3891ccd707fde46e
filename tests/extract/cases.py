"""Reads the case files that stand beside the extractors.

    объём торговли достиг [[26 млрд долл.]]      => money 26000000000 USD
    в [[2018]] и [[2023 гг.]]                    => 2018 | 2023
    в 2019 г. обсуждались договоры
    xfail: [[2 млрд 300 млн руб.]]               => money 2300000000 RUB

One phrase a line: marked spans and, after «=>», what each is worth (`str(mention.value)`), separated by « | ». A phrase
without marks holds nothing. `\\n` is a line break, `\\t` parts the cells of a table's row, `#` begins a comment. `xfail:` marks a known gap: the day it is mended
the test says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    file: str
    line: int
    text: str
    spans: tuple[tuple[int, int], ...]
    values: tuple[str, ...]
    xfail: bool

    @property
    def id(self) -> str:
        return f"{self.file}:{self.line}"


def read_cases(path: Path) -> list[Case]:
    cases = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        xfail = line.startswith("xfail:")
        marked, arrow, expected = line.removeprefix("xfail:").strip().rpartition("=>")
        if not arrow:
            marked, expected = expected, ""
        marked = marked.strip().replace("\\n", "\n").replace("\\t", "\t")
        spans, text, at = [], "", 0
        for match in _MARK.finditer(marked):
            text += marked[at : match.start()]
            spans.append((len(text), len(text) + len(match[1])))
            text += match[1]
            at = match.end()
        text += marked[at:]
        values = tuple(value.strip() for value in expected.split(" | ")) if arrow else ()
        if len(values) != len(spans):
            raise ValueError(f"{path.name}:{number}: {len(spans)} spans, {len(values)} values")
        cases.append(Case(path.stem, number, text, tuple(spans), values, xfail))
    return cases
