"""Every extractor finds what its case file marks, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.modules import ALL
from pipeline.extract.overlaps import resolve
from pipeline.model import Mention
from pipeline.russian.nlp import structure_of
from tests.extract.cases import Case, read_cases
from tests.extract.tabled import doc_of

MODULES = {Path(module.__file__).stem: module for module in ALL}  # type: ignore[attr-defined]
FILES = {name: Path(module.__file__).with_suffix(".cases") for name, module in MODULES.items()}  # type: ignore[attr-defined]
CASES = [case for path in FILES.values() if path.exists() for case in read_cases(path)]


@pytest.mark.parametrize("name", MODULES)
def test_each_extractor_has_cases(name: str) -> None:
    cases = read_cases(FILES[name])
    assert any(case.spans for case in cases), "no positive case"
    assert any(not case.spans for case in cases), "no negative case"


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    if case.xfail:
        request.node.add_marker(pytest.mark.xfail(strict=True, reason="a known gap"))
    doc = doc_of(case.text)
    found = [f for f in MODULES[case.file].find(doc) if isinstance(f, Mention)]
    kept, _ = resolve(found, structure_of(doc))
    got = [(case.text[m.start : m.end], str(m.value)) for m in kept]
    want = [(case.text[a:b], value) for (a, b), value in zip(case.spans, case.values, strict=True)]
    assert got == want
