"""Papers of one file that speak of the same things."""

from pathlib import Path

from pipeline import run

PAPER = Path(__file__).parents[2] / "corpus" / "papers" / "06_universities.txt"


def test_a_thing_that_two_papers_of_a_file_name_is_one_row() -> None:
    first = run.mine(PAPER.read_bytes(), PAPER.name)
    joined = run._joined([first, first])
    ids = [row.entity_id for row in joined.entities]
    assert ids and len(ids) == len(set(ids))
    assert {row.entity_id: row.n_mentions for row in joined.entities} == {
        row.entity_id: 2 * row.n_mentions for row in first.entities
    }
