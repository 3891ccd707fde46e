"""The registry's tables: one key for one thing, and surnames and first names by their ending."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.russian import given_names, surnames
from pipeline.russian.registry import entries


def test_no_two_things_share_a_key() -> None:
    shared = [key for key, times in Counter(entry.key for entry in entries()).items() if times > 1]
    assert shared == []


@pytest.mark.parametrize(
    ("form", "gender", "case", "nominative"),
    [
        ("Ерлану", "masc", "datv", "Ерлан"),
        ("Ерланом", "masc", "ablt", "Ерлан"),
        ("Эмманюэля", "masc", "gent", "Эмманюэль"),
        ("Дариги", "femn", "gent", "Дарига"),
        ("Жанар", "femn", "accs", "Жанар"),
        ("Асель", "femn", "datv", "Асель"),
        ("Кенесары", "masc", "gent", "Кенесары"),
    ],
)
def test_first_names_that_no_dictionary_has(form: str, gender: str, case: str, nominative: str) -> None:
    assert (nominative, gender, case) in given_names.readings(form)


def test_an_unchanged_first_name_leaves_a_woman_only() -> None:
    assert surnames.ways(("Жанар",), "Омарову") == {("femn", "accs")}
    assert ("masc", "nomn") in surnames.ways(("Жанар",), "Омаров")
    assert surnames.ways(("Ерлану",), "Омарову") >= {("masc", "datv")}
