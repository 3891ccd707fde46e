"""Which references support an observation: those cited in its sentence, in brackets, by name, or in a note to it."""

from dataclasses import replace

from pipeline.model import Linked, NoteMark, Observation
from pipeline.russian.nlp import analyse
from pipeline.segment import segment
from pipeline.store.rows import result_of
from tests.segment.builder import document

SAID = "Станция приняла 500 вагонов зерна. Мельница смолола половину, а остальное увезли на юг."


def test_a_note_supports_the_sentence_that_its_mark_ends() -> None:
    plain = document(
        SAID,
        ("footnote", "Ильин П. С. Степные пути // Вестник степи. 2019. № 3. С. 9."),
        "Литература",
        "Серикова А. Т. Зерно приграничья. Курган: Тобол, 2020. 90 с.",
        "Ильин П. С. Степные пути // Вестник степи. 2019. № 3. С. 5–17.",
    )
    structure = segment(replace(plain, notes=(NoteMark(SAID.index(" Мельница"), "1", 1),)))
    start = SAID.index("500")
    seen = [
        Observation(
            observation_id=str(at), indicator="вагоны", indicator_id=None, value="500", low=None, high=None, comparator="=",
            unit="вагон", change="level", period=None, geography=(), source="text", mention_id=None, start=at, end=at + 3,
        )
        for at in (start, SAID.index("смолола"))
    ]  # fmt: skip
    rows = result_of(analyse(structure), structure, Linked((), {}, ()), tuple(seen), ()).observations
    assert [row.citations for row in rows] == [(2,), ()]
