"""Title blocks, reference lists and citing sentences as journals print them; all names and titles are made up."""

import pytest

from tests.segment.catalogued import Catalogue, catalogues, cited, listed, sentences
from tests.segment.printed import FOLDER, Printed, differences, fronts

FRONTS = [front for path in sorted(FOLDER.glob("*.txt")) for front in fronts(path.name)]
LISTS = [one for file in ("seen.txt", "unseen.txt", "third.txt", "fourth.txt") for one in catalogues(file)]
SENTENCES = [
    one
    for file in ("cited.txt", "cited_unseen.txt", "cited_third.txt", "cited_fourth.txt")
    for one in sentences(file)
]


@pytest.mark.parametrize("front", FRONTS, ids=lambda front: front.name)
def test_fronts(front: Printed) -> None:
    assert differences(front) == {}


@pytest.mark.parametrize("catalogue", LISTS, ids=lambda catalogue: catalogue.name)
def test_lists(catalogue: Catalogue) -> None:
    assert listed(catalogue) == list(catalogue.expected)


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences(sentence: str, expected: list[str]) -> None:
    assert cited(sentence) == expected
