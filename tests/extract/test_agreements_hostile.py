"""Agreement words without end: time grows with the text, not with its square."""

from __future__ import annotations

import time

import pytest

from pipeline.extract import agreement
from pipeline.russian.nlp import build

UNITS = ("договор ", "план, ", "договоры и ", "20 новых и ", "Мирный и ", "между Ираном и ")


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    list(agreement.find(build()("Договор о мире подписан.")))
    doc = build()(unit * (60_000 // len(unit)))
    begin = time.process_time()
    assert not [found for found in agreement.find(doc) if found.rule == "agreement.named"]
    # 60 thousand characters: at this pace a megabyte takes some 30 s at the very worst, mostly 3.
    assert time.process_time() - begin < 2.0
