"""Rules stay linear: what repeats without end is read in time that grows with its length."""

import time

import pytest

from pipeline.segment import segment, split
from tests.segment.builder import document

LENGTH = 60_000


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "А. Б. ",
            "Ильин И. И., ",
            "И. О'",
            "фон дер ",
            "канд. ист. наук, ",
            "e-mail: ",
            "© 2023 г. ",
            "УДК (",
            "https://a.b/",
        ),
        *("Ли К, ", "Ли 2019 – ", "№ 3 2019 | ", "а/б ", ". . . 5", "им. И. И. Ли, ", "С. 5–9. Ли К., "),
        *("[1, с. 5; 2, с. 6", "(2020", "Ильин (2020", "[", "т. 1, с. 2, ", "там же "),
        *(
            "\n12 А",
            "1. ",
            "// ",
            "Ivanov, P. (2019). ",
            "№ 3 (4). С. 5–",
            "Вестник. 2020. № 4 ",
            "Науки и политика ",
            "х",
            " ",
        ),
    ],
)
def test_repetition(unit: str) -> None:
    body = unit * (LENGTH // len(unit))
    papers = (
        document(body),
        document("О зерне", ("heading", body), "А. Т. Серикова", "Аннотация. Кратко."),
        document("Зерно везут на запад который год подряд, и дорога к этому привыкла.", "Литература", body),
    )
    began = time.process_time()
    for paper in papers:
        for piece in split(paper):
            segment(piece)
    assert time.process_time() - began < 3
