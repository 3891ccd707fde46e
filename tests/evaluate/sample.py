"""A small paper with gold for every layer, and the dataset that a perfect run would make of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from pipeline import records
from pipeline.records import Dataset

TEXT = """Торговля Алтая и Абая

В 2021 г. товарооборот Алтайского края и области Абай составил 1,2 млрд руб. [3; 5, с. 7]. В 2021 г. стороны подписали три соглашения о дорогах.

По оценке ЕАБР, в 2022 г. он вырос на 12 %."""

# The same paper as another program printed it: line-end hyphens, a note mark, a running head.
RAW = """Торговля Алтая и Абая
В 2021 г. товарооборот Алтайско-
го края и области Абай1 составил 1,2 млрд
Вестник степи. № 4
руб. [3; 5, с. 7]. В 2021 г. стороны подписали три согла-
шения о дорогах.
По оценке ЕАБР, в 2022 г. он вырос на 12 %."""

PLACES = {"Алтайского края": ("Алтайский край", "RU-ALT"), "области Абай": ("область Абай", "KZ-10")}


def labels() -> list[dict[str, object]]:
    """Gold as it is written in a file; quotes are found from left to right."""
    at = 0
    made: list[dict[str, object]] = []

    def add(layer: str, quote: str, **fields: object) -> None:
        nonlocal at
        start = TEXT.index(quote, at) if layer == "date" or quote == "ЕАБР" else TEXT.index(quote)
        end = start + len(quote)
        at = end if layer == "date" else at
        made.append(
            {"doc": "steppe", "layer": layer, "quote": quote, "start": start, "end": end}
            | {"prefix": TEXT[max(0, start - 30) : start], "suffix": TEXT[end : end + 30]}
            | fields
        )

    for quote, (norm, code) in PLACES.items():
        add("entity", quote, label="LOC", norm=norm, iso_code=code, subtype="region")
    add("entity", "ЕАБР", label="ORG", norm="Евразийский банк развития", subtype="igo")
    add("entity", "Алтая", label="LOC", norm="Алтай", optional=True)
    add("amount", "1,2 млрд руб.", label="money", value=1.2e9, currency="RUB")
    add("amount", "три соглашения", label="count", value=3, item="соглашение")
    add("amount", "12 %", label="percent", value=12, unit="%")
    add("date", "2021 г.", label="date", edtf="2021")
    add("date", "2021 г.", label="date", edtf="2021")
    add("date", "2022 г.", label="date", edtf="2022")
    add(
        "agreement",
        "три соглашения о дорогах",
        label="agreement",
        specificity="counted",
        count=3,
        status="signed",
        parties=["Алтайский край", "область Абай"],
    )
    add("citation", "[3; 5, с. 7]", numbers=[3, 5])
    fact = {"doc": "steppe", "layer": "observation", "geography": ["Алтайский край", "область Абай"]}
    made.append(
        fact
        | {"indicator": "товарооборот", "value": 1.2e9, "unit": "RUB", "period": "2021", "change": "level"}
        | {"comparator": "=", "citations": [3, 5]}
    )
    made.append(
        fact
        | {"indicator": "товарооборот", "value": 12, "unit": "%", "period": "2022", "change": "increase"}
        | {"comparator": "=", "citations": []}
    )
    return made


def write_gold(path: Path, made: list[dict[str, object]] | None = None) -> Path:
    lines = (json.dumps(label, ensure_ascii=False) for label in (made if made is not None else labels()))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def perfect(text: str = TEXT, path: str = "papers/steppe.pdf") -> Dataset:
    """Every label of the gold, placed by hand in the canonical text."""
    mentions: list[records.MentionRow] = []
    amounts: list[records.AmountRow] = []
    dates: list[records.DateRow] = []
    agreements: list[records.AgreementRow] = []
    entities: dict[str, records.EntityRow] = {}
    citations: list[records.CitationRow] = []
    for index, label in enumerate(labels()):
        if label["layer"] == "observation" or label.get("optional"):
            continue
        start, end = int(str(label["start"])), int(str(label["end"]))
        if label["layer"] == "citation":
            citations += [records.CitationRow(doc_id="d1", start=start, end=end, number=n) for n in (3, 5)]
            continue
        key = f"m{index}"
        entity_id = f"e:{label['norm']}" if label["layer"] == "entity" else None
        if entity_id:
            code = label.get("iso_code")
            entities[entity_id] = records.EntityRow(
                entity_id=entity_id,
                type=str(label["label"]),
                subtype=str(label["subtype"]),
                name=str(label["norm"]),
                iso_code=str(code) if code else None,
                n_mentions=1,
                n_documents=1,
            )
        mentions.append(
            records.MentionRow(
                mention_id=key,
                doc_id="d1",
                layer=str(label["layer"]),
                label=str(label["label"]),
                text=text[start:end],
                norm=str(label.get("norm") or label["quote"]),
                start=start,
                end=end,
                sentence="Предложение.",
                extractor="test",
                entity_id=entity_id,
            )
        )
        if label["layer"] == "amount":
            value = float(str(label["value"]))
            amounts.append(
                records.AmountRow(
                    mention_id=key,
                    kind=str(label["label"]),
                    value=value,
                    comparator="=",
                    currency="RUB" if label["label"] == "money" else None,
                    unit="%" if label["label"] == "percent" else None,
                    item="соглашение" if label["label"] == "count" else None,
                )
            )
        elif label["layer"] == "date":
            dates.append(records.DateRow(mention_id=key, edtf=str(label["edtf"])))
        elif label["layer"] == "agreement":
            agreements.append(
                records.AgreementRow(
                    mention_id=key,
                    type="agreement",
                    specificity="counted",
                    count=3,
                    status="signed",
                    party_names=("область Абай", "Алтайский край"),
                )
            )
    places = ("e:Алтайский край", "e:область Абай")
    first = records.ObservationRow(
        observation_id="o1",
        doc_id="d1",
        indicator="товарооборот регионов",
        value=1.2e9,
        comparator="=",
        unit="RUB",
        change="level",
        period="2021",
        geography=places,
        source="text",
        citations=(3, 5),
        modality="actual",
    )
    second = replace(
        first, observation_id="o2", value=12.0, unit="%", change="increase", period="2022", citations=()
    )
    return Dataset(
        documents=(records.DocumentRow(doc_id="d1", path=path, sha256="0", status="ok"),),
        mentions=tuple(mentions),
        amounts=tuple(amounts),
        dates=tuple(dates),
        agreements=tuple(agreements),
        entities=tuple(entities.values()),
        citations=tuple(citations),
        observations=(first, second),
        texts=(("d1", text),),
    )
