"""Scores against gold don't fall: floors a little under what was measured, so that a break is noticed.

A floor is raised when the score has risen; to lower one is to say in the commit what was lost and why. Slots are shares
right among what was found.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from pipeline.evaluate import Report, evaluate, load_gold
from pipeline.records import Dataset
from tests.acceptance.sample import GOLD, SEED_PDFS, SEED_TEXTS, SHARED, mined, seeds

LAYERS = {
    "entity": 0.985,
    "amount": 0.985,
    "date": 0.99,
    "agreement": 0.96,
    "citation": 1.0,
    "observation": 0.76,
}
SLOTS = {
    "entity.norm": 0.98,
    "entity.iso_code": 0.99,
    "entity.subtype": 0.96,
    "amount.item": 0.97,
    "amount.per": 0.98,
    "agreement.status": 0.95,
    "agreement.date": 0.91,
    "agreement.place": 0.89,
    "agreement.event": 0.85,
    "agreement.parties": 0.70,
    "agreement.count": 0.95,
    "observation.geography": 0.80,
    "observation.citations": 0.85,
    "observation.modality": 0.90,
}

# What the project was asked for on the two papers that it was begun for.
SEED_LAYERS = {
    "citation": 1.0,
    "date": 1.0,
    "amount": 0.97,
    "entity": 0.95,
    "agreement": 0.85,
    "observation": 0.75,
}
SEED_NORMS = 0.95
# The same papers as PDF may lose a little.
SEEDS = {"text": (SEED_TEXTS, 0.0), "pdf": (SEED_PDFS, 0.03)}


def told(report: Report, layer: str) -> str:
    """The losses, for the person who has to find out what broke."""
    return f"{report.table()}\n\n{report.errors(layer)}"


def slots(report: Report) -> dict[str, float]:
    return {f"{slot.layer}.{slot.name}": slot.accuracy for slot in report.slots if slot.accuracy is not None}


@pytest.fixture(scope="module")
def report(dataset: Dataset) -> Report:
    return evaluate(load_gold(GOLD), dataset)


def test_every_label_finds_its_paper_and_its_place(report: Report) -> None:
    assert all(joined.doc_id and joined.how == "stem" for joined in report.joins)
    assert [outcome for outcome in report.outcomes if outcome.kind == "unplaced"] == []


@pytest.mark.parametrize("layer", LAYERS)
def test_sample_papers(report: Report, layer: str) -> None:
    assert (report.f1(layer) or 0) >= LAYERS[layer], told(report, layer)


@pytest.mark.parametrize("slot", SLOTS)
def test_slots_of_sample_papers(report: Report, slot: str) -> None:
    assert slots(report)[slot] >= SLOTS[slot], told(report, slot.partition(".")[0])


def test_no_amount_is_a_power_of_ten_off(report: Report) -> None:
    """The worst mistake of all: the right words and a value a thousand times too great or too small."""
    off = [
        outcome
        for outcome in report.outcomes
        if outcome.layer == "amount" and set(outcome.why) & {"value", "low", "high"}
    ]
    assert not off, "\n".join(f"{outcome.expected}; found {outcome.got}" for outcome in off)


@lru_cache(maxsize=2)
def of_seeds(pattern: str) -> Report:
    papers = seeds(pattern)  # first: skips the test where there are none
    return evaluate(load_gold(SHARED / "gold" / "seeds.jsonl"), mined(papers))


@pytest.mark.parametrize("layer", SEED_LAYERS)
@pytest.mark.parametrize(("pattern", "margin"), SEEDS.values(), ids=SEEDS)
def test_seeds(pattern: str, margin: float, layer: str) -> None:
    report = of_seeds(pattern)
    assert (report.f1(layer) or 0) >= SEED_LAYERS[layer] - margin, told(report, layer)


@pytest.mark.parametrize(("pattern", "margin"), SEEDS.values(), ids=SEEDS)
def test_names_of_seeds(pattern: str, margin: float) -> None:
    report = of_seeds(pattern)
    assert slots(report)["entity.norm"] >= SEED_NORMS - margin, told(report, "entity")
