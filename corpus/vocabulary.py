"""What a gold label may say: the vocabularies of docs/dataset.md, and whether a label's figures agree with its quote.

>>> list(contradictions({"layer": "amount", "quote": "26 млрд долл.", "label": "money", "value": 26000000,
...                      "currency": "USD", "comparator": "="}))
['«26 млрд долл.» is 26000000000, not 26000000']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

LAYERS = ("entity", "amount", "date", "agreement", "citation")
SUBTYPES = {
    "PER": (None,),
    "ORG": ("igo", "government", "company", "university", "research", "media", "other"),
    "LOC": ("country", "region", "district", "city", "macroregion", "other"),
    "EVENT": (None,),
}
KINDS = ("money", "percent", "count", "quantity", "ratio")
COMPARATORS = ("=", "~", ">", ">=", "<", "<=", "range")
TYPES = (
    "treaty", "agreement", "memorandum", "protocol", "declaration", "convention", "contract", "charter",
    "communique", "statement", "programme", "arrangement", "act",
)  # fmt: skip
SPECIFICITIES = ("named", "counted", "generic")
STATUSES = ("signed", "in_force", "ratified", "planned", "terminated", "unknown")
CHANGES = ("level", "increase", "decrease")
MODALITIES = ("actual", "planned", "hypothetical", "negated")
SCALES = (
    (re.compile(r"\bтрлн\b|триллион"), 12),
    (re.compile(r"\bмлрд\b|миллиард"), 9),
    (re.compile(r"\bмлн\b|миллион"), 6),
    (re.compile(r"\bтыс\.|тысяч"), 3),
)
FIGURES = re.compile(r"\d+(?:[ \u00a0]\d{3})*(?:,\d+)?")
ONE = r"(?:\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?:0[1-9]|1[0-2]|2[1-4]|3[3-9]|4[01]|XX)(?:-(?:[0-2]\d|3[01]))?)?[~?%]?"
EDTF = re.compile(rf"(?:{ONE}|(?:{ONE}|\.\.)/(?:{ONE}|\.\.))")


def contradictions(label: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a label, its place aside, in words."""
    match label.get("layer"):
        case "entity":
            yield from _entity(label)
        case "amount":
            yield from _amount(label)
        case "date":
            yield from _edtf(label, "edtf", required=True)
        case "agreement":
            yield from _agreement(label)
        case "citation":
            printed = {int(number) for number in re.findall(r"(?:^|;|\[)\s*(\d+)", str(label.get("quote")))}
            if not label.get("numbers") or not printed <= set(label["numbers"]):
                yield f"numbers {label.get('numbers')} of {label.get('quote')}"
        case "observation":
            yield from _observation(label)
    if not isinstance(label.get("optional", False), bool):
        yield "optional must be true or absent"


def _one_of(
    label: Mapping[str, Any], key: str, allowed: tuple[str | None, ...], required: bool = True
) -> Iterator[str]:
    if (key in label or required) and label.get(key) not in allowed:
        yield f"{key} {label.get(key)!r} of «{label.get('quote') or label.get('indicator')}»"


def _entity(label: Mapping[str, Any]) -> Iterator[str]:
    yield from _one_of(label, "label", tuple(SUBTYPES))
    yield from _one_of(label, "subtype", SUBTYPES.get(label.get("label", ""), (None,)))
    if not label.get("norm"):
        yield f"no norm for «{label.get('quote')}»"
    code = label.get("iso_code")
    if label.get("subtype") in ("country", "region") and label.get("norm") not in ("СССР", "Советский Союз"):
        pattern = r"[A-Z]{2}" if label["subtype"] == "country" else r"[A-Z]{2}-[A-Z0-9]{1,3}"
        if not re.fullmatch(pattern, str(code)):
            yield f"iso_code {code!r} of «{label.get('quote')}»"


def _amount(label: Mapping[str, Any]) -> Iterator[str]:
    yield from _one_of(label, "label", KINDS)
    yield from _one_of(label, "comparator", COMPARATORS)
    quote, kind = str(label.get("quote")), label.get("label")
    needs = {"money": "currency", "percent": "unit", "quantity": "unit", "count": "item"}.get(str(kind))
    if needs and not label.get(needs):
        yield f"«{quote}» needs {needs}"
    if kind == "money" and not re.fullmatch("[A-Z]{3}", str(label.get("currency"))):
        yield f"currency {label.get('currency')!r}"
    values = [label[key] for key in ("value", "low", "high") if label.get(key) is not None]
    if (label.get("comparator") == "range") != ("low" in label and "high" in label) or not values:
        yield f"«{quote}»: a range has low and high, everything else a value"
    yield from _figures(quote, [Decimal(str(value)) for value in values])


def _figures(quote: str, values: list[Decimal]) -> Iterator[str]:
    """A value must be the quote's figure times its scale word; where the scale stands elsewhere, any scale."""
    printed = [Decimal(re.sub(r"\s", "", found).replace(",", ".")) for found in FIGURES.findall(quote)]
    if len(printed) != len(values):
        return
    power = next((power for pattern, power in SCALES if pattern.search(quote)), None)
    for number, value in zip(printed, values, strict=True):
        allowed = [number * 10**p for p in ((power,) if power else (0, 3, 6, 9, 12))]
        if value not in allowed:
            yield f"«{quote}» is {allowed[0]:f}, not {value:f}"


def _edtf(label: Mapping[str, Any], key: str, required: bool = False) -> Iterator[str]:
    value = label.get(key)
    if (required or value is not None) and not EDTF.fullmatch(str(value)):
        yield f"{key} {value!r} of «{label.get('quote') or label.get('indicator')}» is not EDTF"


def _agreement(label: Mapping[str, Any]) -> Iterator[str]:
    yield from _one_of(label, "label", TYPES)
    yield from _one_of(label, "specificity", SPECIFICITIES)
    yield from _one_of(label, "status", STATUSES, required=False)
    yield from _one_of(label, "count_comparator", COMPARATORS, required=False)
    yield from _edtf(label, "date")
    if label.get("specificity") == "named" and not label.get("status"):
        yield f"«{label.get('quote')}» is named and has no status"
    if "count" in label and label.get("specificity") != "counted":
        yield f"«{label.get('quote')}» has a count and is {label.get('specificity')}"
    if not isinstance(label.get("parties", []), list):
        yield "parties is a list"


def _observation(label: Mapping[str, Any]) -> Iterator[str]:
    for key in ("indicator", "unit", "change", "comparator", "geography", "citations"):
        if key not in label:
            yield f"observation «{label.get('indicator')}» has no {key}"
    yield from _one_of(label, "change", CHANGES)
    yield from _one_of(label, "comparator", COMPARATORS)
    yield from _one_of(label, "modality", MODALITIES, required=False)
    yield from _one_of(label, "source", ("text", "table"), required=False)
    yield from _edtf(label, "period")
    if not isinstance(label.get("geography"), list) or not isinstance(label.get("citations"), list):
        yield f"observation «{label.get('indicator')}»: geography and citations are lists"
    if ("value" in label) == ("low" in label and "high" in label):
        yield f"observation «{label.get('indicator')}»: a value, or low and high"
