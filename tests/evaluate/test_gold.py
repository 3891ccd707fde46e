from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.evaluate import GoldError, load_gold
from tests.evaluate.sample import labels, write_gold


def test_numbers_are_exact(tmp_path: Path) -> None:
    path = write_gold(
        tmp_path / "g.jsonl", [labels()[0] | {"layer": "amount", "value": 0.1, "label": "ratio"}]
    )
    assert load_gold(path)[0].value == Decimal("0.1")


def test_a_folder_is_read_in_order_of_name(tmp_path: Path) -> None:
    write_gold(tmp_path / "b.jsonl", [labels()[0] | {"doc": "b"}])
    write_gold(tmp_path / "a.jsonl", [labels()[0] | {"doc": "a"}])
    assert [label.doc for label in load_gold(tmp_path)] == ["a", "b"]


def test_bounds_without_a_comparator_are_a_range(tmp_path: Path) -> None:
    path = write_gold(tmp_path / "g.jsonl", [labels()[4] | {"value": None, "low": 1, "high": 2}])
    assert load_gold(path)[0].comparator == "range"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "g.jsonl:1: not JSON"),
        ('{"layer": "date", "quote": "2001 г."}', "needs a `doc`"),
        ('{"doc": "a", "layer": "dates", "quote": "2001 г."}', "unknown layer 'dates'"),
        ('{"doc": "a", "layer": "date"}', "needs a `quote`"),
        ('{"doc": "a", "layer": "amount", "quote": "5", "value": "пять"}', "is no number"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "g.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        load_gold(tmp_path / "g.jsonl")


def test_no_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_gold(tmp_path / "none")
    with pytest.raises(GoldError, match="no labels"):
        load_gold(tmp_path)
