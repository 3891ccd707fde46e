"""Gold: what careful readers labelled by hand, one label a line of a JSON Lines file.

A label says which document (the file's stem), which layer, the quote as read (line-end hyphens mended), the fields of
that layer, and thirty characters on either side, so that it can be found in any rendering of the paper. Observations
have no quote. Numbers are read as exact decimals: 26500000000.0 and 26500000000 are the same value.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

GOLD_LAYERS: Final = ("entity", "amount", "date", "agreement", "citation", "observation")


class GoldError(ValueError):
    """Gold that can't be read; the message names file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One thing that a reader labelled. Fields of other layers than its own are empty.

    `start` and `end` count code points of the file that was labelled, not of the canonical text; `number` is the
    label's place in its file, counted from 0, and gives the order where offsets are missing.
    """

    doc: str
    layer: str
    label: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""
    optional: bool = False
    number: int = 0
    norm: str | None = None
    subtype: str | None = None
    iso_code: str | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = "="
    unit: str | None = None
    currency: str | None = None
    per: str | None = None
    item: str | None = None
    edtf: str | None = None
    specificity: str | None = None
    parties: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    event: str | None = None
    count: Decimal | None = None
    count_comparator: str | None = None
    status: str | None = None
    numbers: tuple[int, ...] = ()
    indicator: str | None = None
    period: str | None = None
    geography: tuple[str, ...] = ()
    change: str = "level"
    citations: tuple[int, ...] = ()
    modality: str | None = None
    attributed_to: str | None = None

    @property
    def key(self) -> str:
        """What the label is called in a comparison of two reports."""
        if self.layer == "observation":
            value = self.value if self.value is not None else f"{self.low}..{self.high}"
            return f"{self.indicator}|{value}|{self.unit}|{self.period}|{'+'.join(self.geography)}"
        return f"{self.start if self.start is not None else f'#{self.number}'}|{self.quote}"


def load_gold(path: Path) -> tuple[Label, ...]:
    """Labels of a JSONL file, or of all JSONL files under a folder, in order of file name and line.

    Raises FileNotFoundError where there is no such path, GoldError where a line is no label or there are none.
    """
    if not path.exists():
        raise FileNotFoundError(f"no gold at {path}")
    files = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
    labels: list[Label] = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        for number, line in enumerate(text.split("\n")):
            if line.strip():
                labels.append(_label(line, f"{file}:{number + 1}", number))
    if not labels:
        raise GoldError(f"no labels in {path}")
    return tuple(labels)


def _label(line: str, where: str, number: int) -> Label:
    try:
        fields = json.loads(line, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: not JSON: {error}") from error
    if not isinstance(fields, dict) or not isinstance(fields.get("doc"), str):
        raise GoldError(f"{where}: a label needs a `doc`")
    layer = fields.get("layer")
    if layer not in GOLD_LAYERS:
        raise GoldError(f"{where}: unknown layer {layer!r}; known are {', '.join(GOLD_LAYERS)}")
    if layer != "observation" and not fields.get("quote"):
        raise GoldError(f"{where}: a label of layer {layer} needs a `quote`")

    def text(name: str) -> str | None:
        value = fields.get(name)
        return None if value is None or value == "" else unicodedata.normalize("NFC", str(value))

    def decimal(name: str) -> Decimal | None:
        value = fields.get(name)
        if value is None:
            return None
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise GoldError(f"{where}: `{name}` is no number: {value!r}") from error

    def whole(name: str) -> int | None:
        value = decimal(name)
        return None if value is None else int(value)

    def texts(name: str) -> tuple[str, ...]:
        return tuple(map(str, fields.get(name) or ()))

    def wholes(name: str) -> tuple[int, ...]:
        return tuple(int(value) for value in fields.get(name) or ())

    ranged = fields.get("low") is not None or fields.get("high") is not None
    return Label(
        doc=str(fields["doc"]),
        layer=layer,
        label=text("label") or text("type") or text("kind"),
        quote=text("quote"),
        start=whole("start"),
        end=whole("end"),
        prefix=text("prefix") or "",
        suffix=text("suffix") or "",
        optional=bool(fields.get("optional")),
        number=number,
        norm=text("norm"),
        subtype=text("subtype"),
        iso_code=text("iso_code"),
        value=decimal("value"),
        low=decimal("low"),
        high=decimal("high"),
        comparator=text("comparator") or ("range" if ranged else "="),
        unit=text("unit"),
        currency=text("currency"),
        per=text("per"),
        item=text("item"),
        edtf=text("edtf"),
        specificity=text("specificity"),
        parties=texts("party_names") or texts("parties"),
        date=text("date"),
        place=text("place"),
        event=text("event"),
        count=decimal("count"),
        count_comparator=text("count_comparator"),
        status=text("status"),
        numbers=wholes("numbers"),
        indicator=text("indicator"),
        period=text("period"),
        geography=texts("geography"),
        change=text("change") or "level",
        citations=wholes("citations"),
        modality=text("modality"),
        attributed_to=text("attributed_to"),
    )
