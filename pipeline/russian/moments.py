"""One point of time: what it names, its parts, and how it is written in EDTF."""

from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    """Half-open span and EDTF parts. `unit` is what the point names; `year` null where it isn't said.

    `last` is the other end where one point's words name a span («2021/2022 учебный год», «9 месяцев 2022 г.»).
    """

    start: int
    end: int
    unit: str  # day, month, group (EDTF sub-year grouping), months, year, span, decade, century
    year: int | None
    month: int | None = None
    day: int | None = None
    sure: bool = True
    last: int | None = None
    flags: tuple[str, ...] = ()

    @property
    def edtf(self) -> str:
        """EDTF of the point; an unknown year is XXXX."""
        y = "XXXX" if self.year is None else f"{self.year:04d}"
        match self.unit:
            case "day":
                return f"{y}-{self.month:02d}-{self.day:02d}"
            case "month" | "group":
                return f"{y}-{self.month:02d}"
            case "months":
                return f"{y}-01/{y}-{self.last:02d}"
            case "span":
                return f"{y}/{self.last:04d}"
            case "decade":
                return f"{y[:3]}X"
            case "century":
                return f"{y[:2]}XX"
            case _:
                return y
