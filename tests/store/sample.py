"""A small dataset with every table filled and the awkward values in it: line breaks, quotes, commas, lone returns, nulls."""

from __future__ import annotations

from pipeline.records import (
    AgreementRow,
    AmountRow,
    CitationRow,
    ClaimRow,
    Dataset,
    DateRow,
    DocumentRow,
    EntityRow,
    InstrumentRow,
    MentionRow,
    ObservationRow,
    ProblemRow,
    ReferenceRow,
    TableRow,
)
from pipeline.store import in_order

A, B = "a" * 16, "b" * 16
TEXT = 'Ставка выросла до 7,5 %\r\nна «рынке», что\rне "ново".\n'


def sample() -> Dataset:
    return in_order(
        Dataset(
            documents=(
                DocumentRow(
                    doc_id=A, path="папка/статья, первая.pdf", sha256=A * 4, status="ok", title="=1+1", n_pages=3,
                    text_quality=0.1, authors=("Иванова А. Б.", 'О\'Нил "Дж."'), keywords=(), year=2023,
                    abstract="первая строка\nвторая; «третья», \"четвёртая\"\rпятая",
                ),
                DocumentRow(doc_id=B, path="b.txt", sha256=B * 4, status="failed", error="NO_TEXT: пусто"),
            ),
            texts=((A, TEXT), (B, "")),
            entities=(
                EntityRow(
                    entity_id="e1", type="LOC", subtype="country", name="Казахстан", aliases=("РК", "Республика Казахстан"),
                    iso_code="KZ", n_mentions=1, n_documents=1,
                ),
                EntityRow(entity_id="e2", type="ORG", name="Банк", n_mentions=1, n_documents=1),
            ),
            mentions=(
                MentionRow(
                    mention_id="m1", doc_id=A, layer="amount", label="percent", text="7,5 %", start=18, end=23, page=1,
                    boxes=((1.25, 2.0, 30.5, 12.75), (1.0, 20.0, 5.0, 30.0)), sentence=TEXT, section="body",
                    extractor="amount.percent", citations=(2, 7), confidence=1e-7,
                ),
                MentionRow(
                    mention_id="m2", doc_id=A, layer="date", label="date", text="2023 г.", start=30, end=37, extractor="date",
                ),
                MentionRow(
                    mention_id="m3", doc_id=A, layer="agreement", label="treaty", text="Договор", start=40, end=47,
                    extractor="agreement", section="abstract",
                ),
                MentionRow(
                    mention_id="m4", doc_id=A, layer="entity", label="LOC", text="Казахстан", start=50, end=59,
                    extractor="place", entity_id="e1",
                ),
            ),
            amounts=(
                AmountRow(
                    mention_id="m1", kind="percent", value=7.5, value_exact="7.5", comparator="=", unit="%",
                    flags=("unit_inherited",),
                ),
            ),
            dates=(DateRow(mention_id="m2", edtf="2023", start="2023-01-01", end="2023-12-31", granularity="year"),),
            instruments=(
                InstrumentRow(
                    agreement_id="g1", type="treaty", parties=("e1", "e2"), party_names=("Казахстан", "Банк"),
                    level="unknown", status="signed", n_mentions=1, n_documents=1,
                ),
            ),
            agreements=(
                AgreementRow(
                    mention_id="m3", agreement_id="g1", type="treaty", specificity="named", parties=("e1", "e2"),
                    status="signed", count=None,
                ),
            ),
            tables=(
                TableRow(
                    table_id="t1", doc_id=A, n_rows=1, n_columns=2, box=(0.0, 1.5, 2.0, 3.0),
                    cells='[{"row":0,"column":0,"text":"Год, «млн»","box":null,"header":true}]',
                ),
            ),
            observations=(
                ObservationRow(
                    observation_id="o1", doc_id=A, indicator="ставка", value=7.5, comparator="=", unit="%",
                    change="increase", geography=("e1",), source="text", mention_id="m1", modality="actual", citations=(1,),
                    attributed_to="e2",
                ),
                ObservationRow(
                    observation_id="o2", doc_id=A, indicator="оборот", low=1e22, high=123456789.125, comparator="range",
                    unit="USD", change="level", source="table", table="t1", row=0, column=1, modality="planned",
                ),
            ),
            claims=(
                ClaimRow(
                    claim_id="c1", indicator="ставка", geography=("e1",), change="increase", n_documents=1,
                    n_observations=1, value_min=7.5, value_max=7.5, verdict="single", observation_ids=("o1",),
                ),
            ),
            citations=(CitationRow(doc_id=A, start=3, end=6, number=2, pages="241–242"),),
            references=(
                ReferenceRow(doc_id=A, number=2, text="Иванова А. Б. О ставках.", authors=("Иванова А. Б.",), year=2020),
                ReferenceRow(doc_id=A, number=None, text="Без номера."),
            ),
            problems=(ProblemRow(doc_id=B, stage="read", code="NO_TEXT", message="пусто"),),
        )
    )  # fmt: skip
