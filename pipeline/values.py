"""What a mention can be worth: an amount, a time, an instrument, a name.

Each value prints one readable normal form (`norm`) and parses it back (`parse`), so the same notation serves the
`norm` column of the dataset, the case files beside the extractors and a person who reads a diff:

    >>> str(Amount.parse("money >26000000000 USD per person"))
    'money >26000000000 USD per person'
    >>> When.parse("2019/2023").start
    datetime.date(2019, 1, 1)

Numbers are `Decimal` in base units (scale words multiplied out); time is EDTF (ISO 8601-2); currencies are ISO 4217.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, Self, TypeAlias

AmountKind: TypeAlias = Literal["money", "percent", "count", "quantity", "ratio"]
Comparator: TypeAlias = Literal["=", "~", ">", ">=", "<", "<=", "range"]
Granularity: TypeAlias = Literal["day", "month", "quarter", "half", "year", "decade", "century", "range"]
EntityType: TypeAlias = Literal["PER", "ORG", "LOC", "EVENT"]

AMOUNT_KINDS: Final = ("money", "percent", "count", "quantity", "ratio")
COMPARATORS: Final = ("=", "~", ">", ">=", "<", "<=", "range")
GRANULARITIES: Final = ("day", "month", "quarter", "half", "year", "decade", "century", "range")
ENTITY_TYPES: Final = ("PER", "ORG", "LOC", "EVENT")
ENTITY_SUBTYPES: Final = (
    *("igo", "government", "company", "university", "research", "media"),
    *("country", "region", "district", "city", "macroregion"),
    "other",
)
INSTRUMENT_TYPES: Final = (
    *("treaty", "agreement", "memorandum", "protocol", "declaration", "convention", "contract", "charter"),
    *("communique", "statement", "programme", "arrangement", "act"),
)
SPECIFICITIES: Final = ("named", "counted", "generic")
STATUSES: Final = ("signed", "in_force", "ratified", "planned", "terminated", "unknown")


def plain(number: Decimal) -> str:
    """The exact decimal without exponent or trailing zeros.

    >>> plain(Decimal("2.60E+10")), plain(Decimal("40.10")), plain(Decimal("-0.5"))
    ('26000000000', '40.1', '-0.5')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it measures. `value` is null for a range, whose bounds are `low` and `high`.

    `currency` (ISO 4217) belongs to money, `unit` (UCUM-style) to quantity and percent, `item` (lemmatised noun phrase,
    head noun in the nominative) to count; `per` is what the whole is divided by; `tolerance` is the «± 3» in base units.
    """

    kind: AmountKind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "="
    unit: str | None = None
    currency: str | None = None
    per: str | None = None
    item: str | None = None
    tolerance: Decimal | None = None

    def __str__(self) -> str:
        if self.comparator == "range":
            low = "" if self.low is None else plain(self.low)
            high = "" if self.high is None else plain(self.high)
            number = f"{low}..{high}"
        else:
            sign = "" if self.comparator == "=" else self.comparator
            number = sign + ("" if self.value is None else plain(self.value))
        if self.tolerance is not None:
            number += f"±{plain(self.tolerance)}"
        words = [self.kind, number, self.currency or self.unit or self.item or ""]
        if self.per:
            words.append(f"per {self.per}")
        return " ".join(word for word in words if word)

    @property
    def norm(self) -> str:
        return str(self)

    @classmethod
    def parse(cls, norm: str) -> Self:
        """Reads what `norm` prints; raises ValueError for anything else."""
        match = _AMOUNT_NORM.fullmatch(norm.strip())
        if match is None:
            raise ValueError(f"not an amount's normal form: {norm!r}")
        kind = match["kind"]
        what = match["what"] or None
        try:
            low = Decimal(match["low"]) if match["low"] else None
            high = Decimal(match["high"]) if match["high"] else None
            value = Decimal(match["value"]) if match["value"] else None
            tolerance = Decimal(match["tolerance"]) if match["tolerance"] else None
        except InvalidOperation as error:
            raise ValueError(f"not a number in {norm!r}") from error
        comparator = "range" if match["range"] else (match["sign"] or "=")
        return cls(
            kind=kind,  # type: ignore[arg-type]  # the pattern admits the vocabulary only
            value=value,
            low=low,
            high=high,
            comparator=comparator,  # type: ignore[arg-type]
            currency=what if kind == "money" else None,
            unit=what if kind in ("percent", "quantity") else None,
            item=what if kind == "count" else None,
            per=match["per"],
            tolerance=tolerance,
        )


_AMOUNT_NORM: Final = re.compile(
    r"(?P<kind>money|percent|count|quantity|ratio)\s+"
    r"(?:(?P<low>-?[\d.]*\d)?(?P<range>\.\.)(?P<high>-?\d[\d.]*)?|(?P<sign>[~<>]=?)?(?P<value>-?\d[\d.]*))"
    r"(?:±(?P<tolerance>\d[\d.]*))?"
    r"(?:\s+(?!per )(?P<what>.+?))?(?:\s+per (?P<per>\S+))?"
)


@dataclass(frozen=True, slots=True)
class When:
    """A time in EDTF: `2018`, `1992-05-25`, `2019/2023`, `2004/..`, `199X`, `2022-33`, `2010~`, `XXXX-11-12`."""

    edtf: str

    def __str__(self) -> str:
        return self.edtf

    @property
    def norm(self) -> str:
        return self.edtf

    @classmethod
    def parse(cls, norm: str) -> Self:
        """Reads an EDTF expression of the kinds above; raises ValueError for anything else."""
        parts = norm.strip().split("/")
        if len(parts) > 2 or any(part != ".." and _point(part) is None for part in parts):
            raise ValueError(f"not EDTF as svod writes it: {norm!r}")
        if parts == [".."] or parts == ["..", ".."]:
            raise ValueError("an interval open on both sides says nothing")
        return cls(norm.strip())

    @property
    def start(self) -> dt.date | None:
        """First day; null where the interval is open or the year unknown."""
        point = _point(self.edtf.split("/")[0])
        return point[0] if point else None

    @property
    def end(self) -> dt.date | None:
        """Last day, inclusive; null where the interval is open or the year unknown."""
        point = _point(self.edtf.split("/")[-1])
        return point[1] if point else None

    @property
    def granularity(self) -> Granularity:
        if "/" in self.edtf:
            return "range"
        point = _point(self.edtf)
        return point[2] if point else "range"


# EDTF level 1 sub-year groupings: 21–24 seasons, 33–36 quarters, 40–41 halves.
_SEASON_MONTHS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_POINT: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?[~?%]?"
)


def _point(edtf: str) -> tuple[dt.date | None, dt.date | None, Granularity] | None:
    """(first day, last day, granularity) of one EDTF point, or None where it isn't one."""
    match = _POINT.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if year == "XXXX":
        return None if month is None else (None, None, "day" if day else "month")
    if "X" in year:
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        kind: Granularity = "century" if year.endswith("XX") else "decade"
        return (dt.date(max(first, 1), 1, 1), dt.date(last, 12, 31), kind) if month is None else None
    y = int(year)
    if y == 0:
        return None
    if month is None:
        return dt.date(y, 1, 1), dt.date(y, 12, 31), "year"
    m = int(month)
    if day is not None:
        try:
            date = dt.date(y, m, int(day))
        except ValueError:
            return None
        return date, date, "day"
    if 1 <= m <= 12:
        return _months(y, m, m, "month")
    if m in _SEASON_MONTHS:
        return _months(y, *_SEASON_MONTHS[m], "quarter")
    if m == 24:  # winter lies at both ends of the year that is named with it
        return _months(y, 1, 12, "quarter")
    if 33 <= m <= 36:
        return _months(y, 3 * (m - 33) + 1, 3 * (m - 32), "quarter")
    if m in (40, 41):
        return _months(y, 6 * (m - 40) + 1, 6 * (m - 39), "half")
    return None


def _months(year: int, first: int, last: int, kind: Granularity) -> tuple[dt.date, dt.date, Granularity]:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), kind


@dataclass(frozen=True, slots=True)
class Name:
    """A named thing as said here: its type and its full normal form in the nominative.

    The extractor fills what the words themselves tell; the link room adds what the registry knows.
    """

    type: EntityType
    full: str
    subtype: str | None = None
    iso_code: str | None = None

    def __str__(self) -> str:
        return f"{self.type} {self.full}"

    @property
    def norm(self) -> str:
        return self.full

    @classmethod
    def parse(cls, norm: str) -> Self:
        kind, _, full = norm.strip().partition(" ")
        if kind not in ENTITY_TYPES or not full:
            raise ValueError(f"not a name's normal form: {norm!r}")
        return cls(kind, full)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An agreement as a text speaks of it. Parties are names in the nominative, `date` is EDTF of the signing."""

    type: str
    specificity: str
    title: str | None = None
    party_names: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    event: str | None = None
    count: int | None = None
    count_comparator: Comparator | None = None
    status: str = "unknown"
    subject: str | None = None
    number: str | None = None

    def __str__(self) -> str:
        """`treaty named signed; date 1992-05-25; parties Россия, Казахстан`: the slots that are filled, in a fixed order."""
        head = f"{self.type} {self.specificity} {self.status}"
        sign = "" if self.count_comparator in (None, "=") else self.count_comparator
        slots = {
            "count": None if self.count is None else f"{sign}{self.count}",
            "date": self.date,
            "place": self.place,
            "event": self.event,
            "number": self.number,
            "parties": ", ".join(self.party_names) or None,
            "title": self.title,
        }
        return "; ".join([head, *(f"{name} {value}" for name, value in slots.items() if value is not None)])

    @property
    def norm(self) -> str:
        return self.title or str(self)

    @classmethod
    def parse(cls, norm: str) -> Self:
        """Reads what `str` prints (not `norm`, which prefers the title); raises ValueError for anything else."""
        head, *rest = (part.strip() for part in norm.split(";"))
        words = head.split()
        if (
            len(words) != 3
            or words[0] not in INSTRUMENT_TYPES
            or words[1] not in SPECIFICITIES
            or words[2] not in STATUSES
        ):
            raise ValueError(f"not an instrument's normal form: {norm!r}")
        slots = {}
        for part in rest:
            name, _, value = part.partition(" ")
            if name not in ("count", "date", "place", "event", "number", "parties", "title") or not value:
                raise ValueError(f"unknown slot in {norm!r}: {part!r}")
            slots[name] = value.strip()
        count = re.fullmatch(r"([~<>]=?)?(\d+)", slots["count"]) if "count" in slots else None
        return cls(
            type=words[0],
            specificity=words[1],
            status=words[2],
            count=int(count[2]) if count else None,
            count_comparator=(count[1] or "=") if count else None,  # type: ignore[arg-type]
            date=slots.get("date"),
            place=slots.get("place"),
            event=slots.get("event"),
            number=slots.get("number"),
            party_names=tuple(
                party.strip() for party in slots.get("parties", "").split(",") if party.strip()
            ),
            title=slots.get("title"),
        )


Value: TypeAlias = Amount | When | Name | Instrument
