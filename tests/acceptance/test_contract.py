"""Keys that hold, list columns too; words from their vocabularies; times that are EDTF; values that are their amount's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.evaluate import load_gold
from pipeline.records import TABLES, Dataset
from pipeline.store.schema import columns
from pipeline.values import Amount, When
from tests.acceptance.sample import GOLD

# List columns that point somewhere. The data package standard can't declare them.
LISTS = (
    ("observations", "geography", "entities", "entity_id"),
    ("claims", "geography", "entities", "entity_id"),
    ("claims", "observation_ids", "observations", "observation_id"),
    ("agreements", "parties", "entities", "entity_id"),
    ("instruments", "parties", "entities", "entity_id"),
)
TIMES = (
    *(("dates", "edtf"), ("observations", "period"), ("claims", "period"), ("agreements", "date")),
    ("instruments", "date"),
)


NEVER_FILLED = {
    "documents.error": "every sample paper is mined without a problem",
    "documents.bbk": "no sample paper prints a ББК",
    "documents.edn": "no sample paper prints an EDN",
    "agreements.number": "the papers give agreements' numbers in their reference lists alone",
    "instruments.number": "the same",
}


def test_every_table_has_rows_but_problems(dataset: Dataset) -> None:
    empty = [spec.name for spec in TABLES if not getattr(dataset, spec.name)]
    assert empty == ["problems"]


def test_every_column_is_filled_somewhere(dataset: Dataset) -> None:
    """A column that no sample paper fills is a column that nothing writes; those that have a reason are listed.

    The list is strict: the day one of them is filled, it has to go from here.
    """
    never = {
        f"{spec.name}.{column.name}"
        for spec in TABLES
        if getattr(dataset, spec.name)
        for column in columns(spec)
        if all(getattr(row, column.name) in (None, ()) for row in getattr(dataset, spec.name))
    }
    assert never == set(NEVER_FILLED)


def test_keys_are_unique(dataset: Dataset) -> None:
    for spec in TABLES:
        keys = [tuple(getattr(row, name) for name in spec.key) for row in getattr(dataset, spec.name)]
        assert not spec.key or len(set(keys)) == len(keys), spec.name


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_foreign_keys_hold(dataset: Dataset, spec: object) -> None:
    for key in spec.foreign:  # type: ignore[attr-defined]
        known = {getattr(row, key.target) for row in getattr(dataset, key.table)}
        used = {getattr(row, key.column) for row in getattr(dataset, spec.name)}  # type: ignore[attr-defined]
        assert used - {None} <= known, key


@pytest.mark.parametrize(("table", "column", "target", "key"), LISTS)
def test_keys_in_lists_hold(dataset: Dataset, table: str, column: str, target: str, key: str) -> None:
    known = {getattr(row, key) for row in getattr(dataset, target)}
    used = [item for row in getattr(dataset, table) for item in getattr(row, column)]
    assert used and set(used) <= known


def test_cited_numbers_are_in_the_reference_list(dataset: Dataset) -> None:
    listed = {(row.doc_id, row.number) for row in dataset.references}
    cited = {(row.doc_id, row.number) for row in dataset.citations}
    cited |= {(row.doc_id, number) for row in dataset.mentions for number in row.citations}
    cited |= {(row.doc_id, number) for row in dataset.observations for number in row.citations}
    assert cited and cited <= listed


def test_every_mention_has_its_value_and_no_other(dataset: Dataset) -> None:
    for layer, table in (
        ("amount", dataset.amounts),
        ("date", dataset.dates),
        ("agreement", dataset.agreements),
    ):
        said = {row.mention_id for row in dataset.mentions if row.layer == layer}
        assert {row.mention_id for row in table} == said, layer


def test_words_are_in_their_vocabularies(dataset: Dataset) -> None:
    wrong = [
        f"{spec.name}.{column.name}: {value}"
        for spec in TABLES
        for column in columns(spec)
        if column.vocabulary
        for value in {getattr(row, column.name) for row in getattr(dataset, spec.name)} - {None}
        if value not in column.vocabulary
    ]
    assert not wrong


def test_labels_agree_with_their_tables(dataset: Dataset) -> None:
    label = {row.mention_id: row.label for row in dataset.mentions}
    assert all(row.kind == label[row.mention_id] for row in dataset.amounts)
    assert all(row.type == label[row.mention_id] for row in dataset.agreements)
    kind = {row.entity_id: row.type for row in dataset.entities}
    assert all(row.label == kind[row.entity_id] for row in dataset.mentions if row.entity_id)


@pytest.mark.parametrize(("table", "column"), TIMES)
def test_times_are_edtf(dataset: Dataset, table: str, column: str) -> None:
    said = {getattr(row, column) for row in getattr(dataset, table)} - {None}
    assert said
    for edtf in said:
        assert str(When.parse(edtf)) == edtf


def test_days_of_a_date_are_those_of_its_edtf(dataset: Dataset) -> None:
    for row in dataset.dates:
        when = When.parse(row.edtf)
        assert row.start == (when.start.isoformat() if when.start else None)
        assert row.end == (when.end.isoformat() if when.end else None)
        assert row.start is None or row.end is None or row.start <= row.end


def test_amounts_are_whole(dataset: Dataset) -> None:
    """A range has bounds and nothing else a value; the float is the exact decimal's; each kind has its measure."""
    for row in dataset.amounts:
        ranged = row.comparator == "range"
        assert (row.value is None) == ranged and (row.low is not None and row.high is not None) == ranged, row
        for number, exact in (
            (row.value, row.value_exact),
            (row.low, row.low_exact),
            (row.high, row.high_exact),
        ):
            assert (None if exact is None else float(Decimal(exact))) == number, row
        assert (row.currency is not None) == (row.kind == "money"), row
        assert (row.unit is not None) == (row.kind in ("quantity", "percent")), row
        assert row.item is None or row.kind == "count", row


def test_norms_of_amounts_read_back(dataset: Dataset) -> None:
    norms = {row.mention_id: row.norm for row in dataset.mentions}
    for row in dataset.amounts:
        amount = Amount.parse(norms[row.mention_id] or "")
        assert (amount.kind, amount.comparator, amount.per) == (row.kind, row.comparator, row.per)
        assert amount.value == (None if row.value_exact is None else Decimal(row.value_exact))


def test_an_observation_has_its_amounts_value(dataset: Dataset) -> None:
    amounts = {row.mention_id: row for row in dataset.amounts}
    told = [row for row in dataset.observations if row.mention_id is not None]
    assert len(told) == len(dataset.observations)
    for row in told:
        amount = amounts[row.mention_id or ""]
        said = (row.value, row.low, row.high, row.comparator, row.per)
        assert said == (amount.value, amount.low, amount.high, amount.comparator, amount.per), row
        measure = amount.currency or amount.unit
        assert measure is None or row.unit == measure, row


def test_an_observation_from_a_table_is_the_number_of_its_cell(dataset: Dataset) -> None:
    tables = {
        row.table_id: {(c["row"], c["column"]): c for c in json.loads(row.cells)} for row in dataset.tables
    }
    words = {row.mention_id: row.text for row in dataset.mentions}
    told = [row for row in dataset.observations if row.source == "table"]
    assert len(told) > 150
    for row in told:
        cell = tables[row.table or ""][row.row, row.column]
        assert not cell["header"] and words[row.mention_id or ""] in cell["text"], row
    assert not any(row.table for row in dataset.observations if row.source == "text")


def test_a_claim_says_what_its_observations_say(dataset: Dataset) -> None:
    rows = {row.observation_id: row for row in dataset.observations}
    for claim in dataset.claims:
        told = [rows[key] for key in claim.observation_ids]
        values = [row.value for row in told if row.value is not None]
        assert (claim.value_min, claim.value_max) == (min(values), max(values)), claim
        assert claim.n_observations == len(told) and claim.n_documents == len({row.doc_id for row in told})
        assert {(row.unit, row.period, row.change) for row in told} == {
            (claim.unit, claim.period, claim.change)
        }
        assert all(row.modality == "actual" for row in told)
        assert (claim.verdict == "single") == (len(told) == 1)


def test_counts_of_entities_and_instruments_are_right(dataset: Dataset) -> None:
    document = {row.mention_id: row.doc_id for row in dataset.mentions}
    for entity in dataset.entities:
        found = [row.doc_id for row in dataset.mentions if row.entity_id == entity.entity_id]
        assert (entity.n_mentions, entity.n_documents) == (len(found), len(set(found))), entity
    for instrument in dataset.instruments:
        found = [
            document[row.mention_id]
            for row in dataset.agreements
            if row.agreement_id == instrument.agreement_id
        ]
        assert found and (instrument.n_mentions, instrument.n_documents) == (len(found), len(set(found)))


def test_totals_that_do_not_add_up_are_flagged_and_only_they(dataset: Dataset) -> None:
    """The papers print one wrong total, on purpose; the gold names it."""
    flagged = {row.value for row in dataset.observations if "sum_mismatch" in row.flags}
    lines = [
        line for file in sorted(GOLD.iterdir()) for line in file.read_text(encoding="utf-8").splitlines()
    ]
    labels = [label for label in map(json.loads, lines) if "sum_mismatch" in label.get("flags", ())]
    assert labels and flagged == {label["value"] for label in labels}
    assert load_gold(GOLD)


def rows_of(database: Path, statement: str) -> Iterator[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        yield from connection.execute(statement)


def test_sqlite_holds_the_same_rows_with_keys_that_hold(dataset: Dataset, out: Path) -> None:
    database = out / "svod.sqlite"
    assert not list(rows_of(database, "PRAGMA foreign_key_check"))
    for spec in TABLES:
        ((count,),) = rows_of(database, f'SELECT count(*) FROM "{spec.name}"')
        assert count == len(getattr(dataset, spec.name)), spec.name
